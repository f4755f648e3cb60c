"""Settings beside a file that has no comments: ``en.json.smslint.yaml`` speaks about the messages of ``en.json``.

Globs on the dotted key, and what is said about those messages::

    "*.otp_code": {kind: otp, values: {code: {type: otp}}}
    legacy.*: {disable: [OPT001, LEN002], reason: sent by the provider's footer}
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.project.config import bounded, check_settings
from smslint.rules.context import CONTEXT_KEYS
from smslint.text.values import nearest

if TYPE_CHECKING:
    from pathlib import Path

KEYS: Final = (*CONTEXT_KEYS, "dialect", "values", "rules", "disable", "reason")
_LARGEST: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Saying:
    """One line of a sidecar: which keys, their settings, and the rules that are switched off for them."""

    glob: str
    settings: dict[str, Any]
    codes: tuple[str, ...] | None

    def speaks_of(self, key: str | None) -> bool:
        """Whether it is about a message. A file that is one message has no key, and is ``*``."""
        return fnmatchcase(key or "", self.glob)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar, read: its sayings and its text, for the places of findings about them."""

    shown: str
    text: str
    sayings: tuple[Saying, ...]


def parse(text: str, shown: str) -> Sidecar:
    """Read a sidecar.

    :raises ConfigError: naming the file, the glob and the key.
    """
    import yaml

    if len(text) > _LARGEST:
        raise ConfigError(f"{shown}: is too large for a file of settings")
    try:
        loaded = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (safe either way)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(f"{shown}{line}: is not YAML: {getattr(error, 'problem', None) or error}") from None
    if loaded is None:
        return Sidecar(shown, text, ())
    if not isinstance(loaded, dict):
        raise ConfigError(f"{shown}: expected key globs with settings, found {type(loaded).__name__}")
    bounded(loaded, shown)
    return Sidecar(shown, text, tuple(_saying(str(glob), said, shown) for glob, said in loaded.items()))


def read(path: Path, shown: str) -> str | None:
    """The text of a sidecar, or ``None`` where there is none.

    :raises ConfigError: when there is one that cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: is not UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror or error}") from None


def _saying(glob: str, said: object, shown: str) -> Saying:
    where = f"{shown}: {glob}"
    if not isinstance(said, dict):
        raise ConfigError(f"{where}: expected a mapping such as {{kind: otp}}, found {said!r}")
    for key in said:
        if key not in KEYS:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(str(key), KEYS)}")
    settings = {key: value for key, value in said.items() if key not in {"disable", "reason"}}
    check_settings(settings, where)
    return Saying(glob, settings, _codes(said, where))


def _codes(said: dict[str, Any], where: str) -> tuple[str, ...] | None:
    if "disable" not in said:
        return None
    value = said["disable"]
    if value is True or value == "all":
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ConfigError(f"{where}.disable: expected codes such as [OPT001], or all, found {value!r}")
