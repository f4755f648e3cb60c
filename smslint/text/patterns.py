"""Regular expressions that cost nothing until they are used: most messages give most checks nothing to look for."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands in for a compiled pattern and becomes one when asked for anything."""

    __slots__ = ("_flags", "_pattern", "_source")

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._pattern: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._pattern is None:
            self._pattern = re.compile(self._source, self._flags)
        return getattr(self._pattern, name)


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile``, done at the first use."""
    return cast("re.Pattern[str]", _Later(source, flags))
