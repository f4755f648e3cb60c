"""The API key as a value that is never shown by accident."""

from __future__ import annotations

import hmac
import os
import re
import stat
import warnings
from errno import EFBIG
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from smslint.arguments import must_be
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_VARIABLE = "OCTOPODS_API_KEY"
_HIDDEN = "ApiKey(hidden)"
_LARGEST = 64 * 1024
"""Bytes of a key file: far more than the longest key."""
_OTHERS_MAY_READ = stat.S_IRGRP | stat.S_IROTH

# Characters that are allowed in a header: a line break would be a header injection, and an HTTP library would quote it in an error.
_USABLE = re.compile(r"[\x21-\x7e]{1,4096}")


class KeyFileWarning(UserWarning):
    """The key file can be read by other people on this machine."""


class ApiKey:
    """A secret. Only :meth:`reveal` shows it; it has no useful ``repr``, cannot be pickled and is not hashable."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        must_be(isinstance(value, str), "key", "an API key as text", value)
        value = value.strip()
        if not _USABLE.fullmatch(value):
            empty = not value
            del value
            problem = (
                "is empty" if empty else "contains a space, a line break or a character that is not allowed in a header"
            )
            raise ConfigError(f"the API key {problem}: copy it again from the provider's settings")
        self._value = value

    @classmethod
    def from_env(cls, variable: str = KEY_VARIABLE, environ: Mapping[str, str] | None = None) -> ApiKey:
        """The key in an environment variable; :class:`ConfigError` if there is none."""
        value = (os.environ if environ is None else environ).get(variable)
        if not value:
            raise ConfigError(
                f"no API key: set the environment variable {variable}, or give one (key=..., for a command --key-file)"
            )
        return cls(value)

    @classmethod
    def from_file(cls, path: str | Path) -> ApiKey:
        """The key in a file. Warns if others can read the file."""
        path = Path(path)
        try:
            mode = path.stat().st_mode
            text = _bytes_of(path).decode()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
            unreadable = ConfigError(f"the key file {path} cannot be read: {reason}")
        else:
            if os.name == "posix" and mode & _OTHERS_MAY_READ:
                message = f"the key file {path} can be read by other users of this machine: run chmod 600 {path}"
                warnings.warn(message, KeyFileWarning, stacklevel=2)
            return cls(text)
        # Raised here so that the exception has no partly decoded content as its context.
        raise unreadable

    def reveal(self) -> str:
        """The key itself, for the one header that contains it."""
        return self._value

    def __repr__(self) -> str:
        return _HIDDEN

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(_HIDDEN, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ApiKey):
            return NotImplemented
        return hmac.compare_digest(self._value, other._value)

    def __copy__(self) -> ApiKey:
        return self

    def __deepcopy__(self, memo: object) -> ApiKey:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("an API key is not pickled: read it again where it is needed, with ApiKey.from_env()")


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:  # it may be a pipe, which has no size
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise OSError(EFBIG, "it is too large for a key")
    return data
