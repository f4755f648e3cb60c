"""Settings beside a file that has no comments: ``en.json.smslint.yaml`` speaks about the messages of ``en.json``.

Globs on the dotted key, and what is said about those messages::

    "*.otp_code": {kind: otp, values: {code: {type: otp}}}
    legacy.*: {disable: [OPT001, LEN002], reason: sent by the provider's footer}
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.project.config import check_settings
from smslint.rules.context import CONTEXT_KEYS
from smslint.sealed import sealed
from smslint.settings import shown
from smslint.settings_file import FileOrigin, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.project.choosing import RuleSetting
    from smslint.settings import Node

KEYS: Final = (*CONTEXT_KEYS, "dialect", "values", "rules", "disable", "reason")


@sealed
@dataclass(frozen=True, slots=True)
class SidecarEntry:
    """One line of a sidecar: which keys, their settings, and the rules that are switched off for them."""

    glob: str
    settings: dict[str, Any]
    rules: Mapping[str, RuleSetting]
    codes: tuple[str, ...] | None

    def speaks_of(self, key: str | None) -> bool:
        """Whether it is about a message. A file that is one message has no key, and is ``*``."""
        return fnmatchcase(key or "", self.glob)


@sealed
@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar, read: its entries and its text, for the places of findings about them."""

    shown: str
    text: str
    entries: tuple[SidecarEntry, ...]


def parse(text: str, shown: str) -> Sidecar:
    """Read a sidecar.

    :raises ConfigError: naming the file, the line, the glob and the key.
    """
    top = parse_yaml(text, FileOrigin(shown, Path(shown), text), wanted="expected key globs with settings")
    return Sidecar(shown, text, tuple(_entry(top, glob) for glob in top.named()))


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


def _entry(top: Node, glob: str) -> SidecarEntry:
    node = top.child(glob, "{kind: otp}").only(KEYS)
    stated = node.part([key for key in KEYS if key not in {"disable", "reason"}])
    return SidecarEntry(glob, dict(stated.values), check_settings(stated), _codes(node))


def _codes(node: Node) -> tuple[str, ...] | None:
    value = node.values.get("disable")
    if "disable" not in node.values:
        return None
    if value is True or value == "all":
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    return node.fail(f"expected codes such as [OPT001], or all, found {shown(value)}", "disable")
