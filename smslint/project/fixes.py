"""Apply fixes to files: only to literals, as each host writes them, and only if reading the file back gives the intended text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError, SourceError
from smslint.finding import Fix
from smslint.project import sidecar
from smslint.project.files import SIDECAR
from smslint.project.natural_keys import NaturalKeys
from smslint.project.reading import bytes_of, read_target
from smslint.project.run import sidecar_text
from smslint.real_paths import real_path
from smslint.records import NamedTuple
from smslint.sealed import sealed
from smslint.span import Span
from smslint.text.edits import apply_fixes
from smslint.text.tree import Literal, Placeholder, walk
from smslint.writing import TogetherError, write_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smslint.project.files import Target
    from smslint.project.natural_keys import Held
    from smslint.project.outcome import Reviewed
    from smslint.project.placing import Edit
    from smslint.project.reading import Reading
    from smslint.project.run import Runner
    from smslint.project.sidecar import Sidecar
    from smslint.sources.message import Message

_ROUNDS: Final = 10
"""One fix can make another possible (two at one place); more rounds than this mean that two rules undo each other."""
_SINGLY: Final = 50
_MARKS: Final = {"utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@sealed
@dataclass(frozen=True, slots=True)
class Change:
    """The change of one file by its fixes."""

    target: Target
    before: str
    after: str
    data: bytes
    """The new content, in the encoding and with the line breaks of the old."""
    count: int
    """How many findings were fixed."""
    refused: tuple[str, ...] = ()
    """Why some fixes were not applied, for people."""
    codes: tuple[str, ...] = ()
    """The code of each finding that was fixed; those of texts by which translations are looked up are not among them."""
    held: tuple[Held, ...] = ()
    """The fixes that would change a text by which translations are looked up: they belong to all files that contain it."""

    def write(self) -> None:
        """Write it to disk, completely or not at all.

        :raises ConfigError: if the file cannot be written.
        """
        write_all([self])


def write_all(changes: Sequence[Change]) -> None:
    """Write changes to disk, all or none: files that share a key of translations belong together.

    :raises ConfigError: if a file cannot be written.
    """
    try:
        write_together([(change.target.path, change.data) for change in changes])
    except TogetherError as error:
        left = ", ".join(changes[number].target.shown for number in error.left)
        rest = f"; already changed, and could not be put back: {left}" if left else "; no file was changed"
        raise ConfigError(f"{changes[error.at].target.shown}: cannot be written ({error.why}){rest}") from None


def fix_target(runner: Runner, target: Target, *, unsafe: bool, keys: NaturalKeys | None = None) -> Change | None:
    """The change of a file on disk by its fixes; ``None`` if there is nothing to fix.

    :param keys: as for :func:`fix_data`.
    """
    try:
        data = bytes_of(target)
    except SourceError:
        return None  # the run reports it
    change = fix_data(runner, target, data, sidecar_text(target), unsafe=unsafe, keys=keys)
    if change is not None and (change.count or change.held) and _is_elsewhere(target):
        reason = "it is a link to a file outside of the project, which is not rewritten: name that file itself"
        return Change(target, change.before, change.before, data, 0, (reason,))
    return change


def _is_elsewhere(target: Target) -> bool:
    """Whether a link leads out of the project or the working folder: a repository may contain a link to anything."""
    written, real = target.path.absolute(), real_path(target.path)
    return any(
        written.is_relative_to(folder.absolute()) and not real.is_relative_to(real_path(folder))
        for folder in (target.config.root, Path())
    )


def fix_data(
    runner: Runner,
    target: Target,
    data: bytes,
    sidecar_text: str | None = None,
    *,
    unsafe: bool,
    keys: NaturalKeys | None = None,
) -> Change | None:
    """The change of the bytes of a file by its fixes.

    :param sidecar_text: the text of its sidecar.
    :param keys: the texts by which the project's translations are looked up; without it, only those of the file itself. No such text is
        changed here: its fixes are ``held``.

    Repeats until there is nothing more to fix, so that a second run changes nothing.
    """
    settings = sidecar.parse(sidecar_text, target.shown + SIDECAR) if sidecar_text is not None else None
    reading = read_target(target, data)
    if reading.error is not None:
        return None
    records = runner.reading(target, reading, settings)
    return fixed(runner, target, data, reading, records, settings, unsafe=unsafe, keys=keys).change


class Fixed(NamedTuple):
    """A file that was fixed until there was nothing more to fix."""

    change: Change | None
    """``None`` if there was nothing to fix."""
    reading: Reading
    """The file after it."""
    records: Sequence[Reviewed]
    """Its messages then."""


def fixed(
    runner: Runner,
    target: Target,
    data: bytes,
    reading: Reading,
    records: Iterable[Reviewed],
    settings: Sidecar | None,
    *,
    unsafe: bool,
    keys: NaturalKeys | None = None,
) -> Fixed:
    """The same for a file that was read and reviewed already.

    :param records: its messages as they were reviewed.
    """
    first, given, begun = reading, data, tuple(records)
    records = begun
    refused: dict[str, None] = {}
    codes: list[str] = []
    keys = keys or NaturalKeys()
    held: list[Held] = []
    for _ in range(_ROUNDS):
        wanted = [edit for record in records for edit in record.edits if edit.safe or unsafe]
        edits, held = keys.sift(reading.text, target.shown, wanted, reading.messages)
        if edits and encoded(reading.text, reading.encoding) != data:
            why = "its bytes cannot be written back unchanged"
            return Fixed(Change(target, first.text, first.text, given, 0, (why,)), first, begun)
        made, following = applied(target, reading, edits, refused)
        if not made:
            break
        reading = following
        codes += [edit.code for edit in made]
        data = encoded(reading.text, reading.encoding) or b""
        records = tuple(runner.reading(target, reading, settings))
    else:
        return Fixed(Change(target, first.text, first.text, given, 0, ("its fixes undo each other",)), first, begun)
    if not codes and not refused and not held:
        return Fixed(None, reading, records)
    change = Change(target, first.text, reading.text, data, len(codes), tuple(refused), tuple(codes), tuple(held))
    return Fixed(change, reading, records)


def encoded(text: str, encoding: str) -> bytes | None:
    """A text in the encoding of its file; ``None`` if a character does not exist in it."""
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return _MARKS.get(encoding, b"") + text.encode(codec)
    except UnicodeEncodeError:
        return None


def applied(
    target: Target, reading: Reading, edits: Iterable[Edit], refused: dict[str, None]
) -> tuple[list[Edit], Reading]:
    """The file after as many edits as possible, and those, one for each place. All together; if that fails, one at a time."""
    shared: dict[tuple[Span, str], list[Edit]] = {}
    for edit in edits:
        shared.setdefault((edit.at, edit.written), []).append(edit)
    chosen = _apart(each[0] for each in shared.values())
    if not chosen:
        return [], reading
    if (after := _tried(target, reading, chosen, shared)) is not None:
        return chosen, after
    good: list[Edit] = []
    result = reading
    for edit in chosen[:_SINGLY]:
        after = _tried(target, reading, [*good, edit], shared)
        if after is None:
            line = reading.lines.position(edit.at.start).line
            refused[f"line {line}: {edit.code} could not be fixed without changing more than its text"] = None
        else:
            good.append(edit)
            result = after
    return good, result


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits at different places, in order. Overlapping edits wait for the next round."""
    chosen: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda edit: (edit.at.start, edit.at.end)):
        if edit.at.start > end or (edit.at.start == end and edit.at.length and chosen[-1].at.length):
            chosen.append(edit)
            end = edit.at.end
    return chosen


def _tried(
    target: Target, reading: Reading, edits: Sequence[Edit], shared: Mapping[tuple[Span, str], Sequence[Edit]]
) -> Reading | None:
    """The file with these edits, read again; ``None`` unless its messages are exactly as intended.

    :param shared: the edits of each place: a part that several messages contain, or one of them twice, is written once.
    """
    text = apply_fixes(reading.text, [Fix(edit.at, edit.written, edit.safe) for edit in edits])
    data = encoded(text, reading.encoding)
    if data is None:
        return None
    after = read_target(target, data)
    if after.error is not None or len(after.found) != len(reading.found) or after.encoding != reading.encoding:
        return None
    own: dict[int, dict[Span, Fix]] = {}
    for edit in edits:
        for each in shared[edit.at, edit.written]:
            own.setdefault(each.message, {})[each.span] = Fix(each.span, each.replacement, each.safe)
    for index, (old, new) in enumerate(zip(reading.messages, after.messages, strict=True)):
        if old.key != new.key or _meant(old, list(own.get(index, {}).values())) != _words(new):
            return None
    return after


def _meant(message: Message, fixes: list[Fix]) -> list[str]:
    """The text that a message should have after its fixes."""
    if message.text is None:
        return [apply_fixes(message.body, fixes)]
    words = []
    taken: set[int] = set()
    for node in walk(message.text):
        if isinstance(node, Placeholder):
            words.append(f"\0{node.name}")
        elif isinstance(node, Literal):
            inside = [
                (index, fix)
                for index, fix in enumerate(fixes)
                if index not in taken and node.text and node.verbatim
                and node.span.start <= fix.span.start and fix.span.end <= node.span.end
            ]  # fmt: skip
            taken.update(index for index, _ in inside)
            moved = [_moved(fix, node.span.start) for _, fix in inside]
            words.append(apply_fixes(node.text, moved))
    return [word for word in words if word]


def _moved(fix: Fix, by: int) -> Fix:
    return Fix(Span(fix.span.start - by, fix.span.end - by), fix.replacement, fix.safe)


def _words(message: Message) -> list[str]:
    return [message.body] if message.text is None else _meant(message, [])
