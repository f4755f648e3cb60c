"""Values that cost nothing until they are used, such as regular expressions: most checks have nothing to do in most messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from functools import cached_property as once
else:

    class once:  # noqa: N801 (used like functools.cached_property)
        """``functools.cached_property`` without its lock: two threads may compute it at the same time, and get the same."""

        def __init__(self, function):
            self.function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.function(instance)
            return value


__all__ = ["later", "once"]


class _Later:
    """Replaces a compiled pattern until the first use, and then becomes one."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._pattern: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._pattern is None:
            self._pattern = re.compile(self._source, self._flags)
        found = getattr(self._pattern, name)
        setattr(self, name, found)
        return found


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, run at the first use."""
    return cast("re.Pattern[str]", _Later(source, flags))
