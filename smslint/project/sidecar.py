"""Settings next to a file that has no comments: ``en.json.smslint.yaml`` is about the messages of ``en.json``.

Globs on the dotted key, and the settings of those messages::

    "*.otp_code": {kind: otp, values: {code: {type: otp}}}
    legacy.*: {disable: [OPT001, LEN002], reason: sent by the provider's footer}
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.outside import is_outside
from smslint.project.message_settings import check_settings
from smslint.records import dataclass
from smslint.rules.context import CONTEXT_KEYS
from smslint.sealed import sealed
from smslint.settings import Origin
from smslint.settings_file.reading import FileOrigin, bytes_of, decoded
from smslint.settings_file.yaml_file import parse_yaml
from smslint.span import LineIndex, Position, Span
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.project.choosing import RuleSetting
    from smslint.settings import Node

KEYS: Final = (*CONTEXT_KEYS, "dialect", "values", "rules", "disable", "reason")


@sealed
@dataclass(frozen=True, slots=True)
class SidecarEntry:
    """One entry of a sidecar: the keys, their settings, and the rules that are switched off for them."""

    glob: str
    settings: dict[str, Any]
    rules: Mapping[str, RuleSetting]
    codes: tuple[str, ...] | None


@sealed
@dataclass(frozen=True, slots=True)
class Sidecar:
    """The content of a sidecar: its entries, and its text to place findings about them."""

    shown: str
    text: str
    entries: tuple[SidecarEntry, ...]

    def span_of(self, key: str, *above: str) -> Span:
        """The place of a key in the text; that of its line if it is written with escapes.

        :param above: the keys above it, from the outermost.
        """
        line = FileOrigin(self.shown, Path(self.shown), self.text).line((*above, key)) or 1
        start = self.lines.offset(Position(line, 1))
        at = max(self.text.find(key, start), start)
        return Span(at, at + len(key))

    @property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return _lines(self.text)


@lru_cache(maxsize=2)  # each of its keys is asked for its place
def _lines(text: str) -> LineIndex:
    return LineIndex(text)


def parse(text: str, name: str) -> Sidecar:
    """Read a sidecar.

    :raises ConfigError: with the file, the line, the glob and the key.
    """
    top = parse_yaml(text, FileOrigin(name, Path(name), text), wanted="expected key globs with settings").named()
    return Sidecar(name, text, tuple(_entry(top, glob) for glob in top.values))


def read(path: Path, name: str, root: Path) -> str | None:
    """The text of a sidecar, or ``None`` if there is none.

    :param name: its name in reports.
    :param root: the folder of the project.

    :raises ConfigError: if it exists and cannot be read.
    """
    if path.is_symlink() and is_outside(path, root):
        raise ConfigError(
            f"{name}: is a link to a file outside of the project, which is not read: replace it by a copy"
        )
    try:
        data = bytes_of(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror or error}") from None
    return decoded(data, Origin(name))


def _entry(top: Node, glob: str) -> SidecarEntry:
    node = top.child(glob, "{kind: otp}").only(KEYS)
    node.optional("reason")
    stated = node.part([key for key in KEYS if key not in {"disable", "reason"}])
    return SidecarEntry(glob, dict(stated.values), check_settings(stated), _codes(node))


def _codes(node: Node) -> tuple[str, ...] | None:
    value = node.values.get("disable")
    if "disable" not in node.values:
        return None
    if value is True or value == "all":
        return ()
    if value and (isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))):
        return node.one_or_more("disable")
    return node.fail(f"expected codes such as [OPT001], or all, found {shown(value)}", "disable")
