"""``check --add-directives``: a directive for each message with findings, so that a project can start with what is new.

It is a comment on the line above the message. A file that has no comments, or where a comment would change more than itself, gets an
entry in its sidecar. Each file is read again before it is written, as for fixes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.project import sidecar
from smslint.project.file_directives import directives_of
from smslint.project.files import SIDECAR
from smslint.project.fixes import Change, applied, encoded
from smslint.project.placing import Edit
from smslint.project.reading import bytes_of, read_target
from smslint.project.run import sidecar_text
from smslint.records import NamedTuple
from smslint.sources.registry import module
from smslint.span import Span
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.checker import Checker
    from smslint.project.files import Target
    from smslint.project.reading import Reading
    from smslint.project.run import Runner

COMMENTS: Final = (
    ("# ", " -- ", ""), ("// ", " -- ", ""), ("-- ", " -- ", ""), ("<!-- ", " — ", " -->"), ("/* ", " -- ", " */"),
)  # fmt: skip
"""How comments are written: their start, what is before the reason, and their end."""
NO_REASON: Final = re.compile(r"--|—|\*/|[\r\n\x00-\x1f]")
"""What a reason cannot contain: it would end the comment, or begin another reason."""
BETWEEN: Final = frozenset({"po"})
"""Sources whose messages have lines above them where a comment is about something else."""
_GLOB: Final = re.compile(r"[*?!\[\]{}\\]")


class Wanted(NamedTuple):
    """A message with findings: its number in the file, its key, its place, and the codes to switch off."""

    number: int
    key: str | None
    at: int
    codes: tuple[str, ...]
    findings: int


def add_all(runner: Runner, targets: Iterable[Target], findings: Iterable[Finding], reason: str) -> Iterator[Change]:
    """The changes of all files, with what could not be written as ``refused``; nothing is written here.

    :param findings: those to switch off.
    :param reason: one line, without what ends a comment (:data:`NO_REASON`).
    """
    asked: dict[str | None, set[str]] = {}
    for finding in findings:
        asked.setdefault(finding.place.path, set()).add(finding.fingerprint)
    for target in targets:
        if target.shown in asked:
            yield from _added(runner, target, asked[target.shown], reason)


def _added(runner: Runner, target: Target, asked: Collection[str], reason: str) -> Iterator[Change]:
    data = bytes_of(target)
    reading = read_target(target, data)
    beside = sidecar_text(target)
    settings = sidecar.parse(beside, target.shown + SIDECAR) if beside is not None else None
    wanted = []
    for index, record in enumerate(each for each in runner.reading(target, reading, settings) if each.message):
        found = [each for each in record.findings if each.fingerprint in asked and each.place.path == target.shown]
        if found and record.message is not None:
            at = record.message.map.to_file(Span(0, 0)).start
            codes = tuple(sorted({each.code for each in found}))
            wanted.append(Wanted(index, record.message.key, at, codes, len(found)))
    if not wanted:
        return
    left = wanted
    comment = _comment_of(reading)
    if comment is not None and encoded(reading.text, reading.encoding) == data:
        edits = {_line_of(reading, each, comment, reason): each for each in wanted}
        done, after = applied(target, reading, edits, {})
        left = [each for edit, each in edits.items() if edit not in done]
        if done:
            new = encoded(after.text, after.encoding) or data
            yield Change(target, reading.text, after.text, new, sum(edits[each].findings for each in done))
    if left:
        yield _beside(target, beside or "", left, reason)


def directive_for(
    checker: Checker, target: Target, reading: Reading, number: int, code: str, reason: str
) -> Edit | None:
    """The comment that switches one rule off for one message; ``None`` where it would change more than that.

    :param number: which message of the file it is.
    """
    comment = _comment_of(reading)
    if comment is None:
        return None
    message = reading.messages[number]
    wanted = Wanted(number, message.key, message.map.to_file(Span(0, 0)).start, (code,), 1)
    done, after = applied(target, reading, [_line_of(reading, wanted, comment, reason)], {})
    before = _switched_off(checker, target, reading, code)
    return done[0] if done and _switched_off(checker, target, after, code) == before | {number} else None


def _switched_off(checker: Checker, target: Target, reading: Reading, code: str) -> set[int]:
    """The messages of a file for which its comments switch a rule off."""
    project, source = checker.project, reading.found[0].source
    found = directives_of(target.shown, reading.text, source, reading.messages, reading.lines, project.packs, None)
    return {
        index
        for index, offs in (found.switched_off if found is not None else {}).items()
        if any(each.covers(code) for each in offs)
    }


def _comment_of(reading: Reading) -> tuple[str, str, str] | None:
    """How the source of a file writes comments; ``None`` if it has none, or none that is about the next message."""
    source = reading.found[0].source if reading.found else "plain"
    if source in BETWEEN:
        return None
    patterns = [re.compile(opening, re.MULTILINE) for opening, _ in module(source).COMMENTS]
    return next((each for each in COMMENTS if any(one.match(f"{each[0]}{DIRECTIVE}") for one in patterns)), None)


def _line_of(reading: Reading, wanted: Wanted, comment: tuple[str, str, str], reason: str) -> Edit:
    """The comment on its own line above the line of a message, as far to the right as that."""
    text = reading.text
    line = max(text.rfind("\n", 0, wanted.at), text.rfind("\r", 0, wanted.at)) + 1
    indent = text[line : len(text) - len(text[line:].lstrip(" \t"))]
    ending = "\r\n" if "\r\n" in text else "\n"
    start, dash, end = comment
    written = f"{indent}{start}{DIRECTIVE} disable={','.join(wanted.codes)}{dash}{reason}{end}{ending}"
    return Edit(-1 - wanted.number, Span(0, 0), "", Span(line, line), written, safe=True, code=",".join(wanted.codes))


def _beside(target: Target, before: str, wanted: Iterable[Wanted], reason: str) -> Change:
    """The sidecar with an entry for each message."""
    name = target.shown + SIDECAR
    known = {entry.glob for entry in sidecar.parse(before, name).entries} if before.strip() else set()
    lines, refused, count = [], [], 0
    for each in wanted:
        key = each.key or "*"
        if key in known or (each.key is not None and _GLOB.search(key)):
            why = "has an entry already" if key in known else "cannot be written as the name of one message"
            refused.append(f"{key}: {why}: add disable: [{', '.join(each.codes)}] to {name}")
            continue
        known.add(key)
        settings = f"{{disable: [{', '.join(each.codes)}], reason: {json.dumps(reason, ensure_ascii=False)}}}"
        lines.append(f"{json.dumps(key, ensure_ascii=False)}: {settings}\n")
        count += each.findings
    gap = "\n" if before and not before.endswith("\n") else ""
    after = before + gap + "".join(lines) if lines else before
    sidecar.parse(after, name)
    path = Path(f"{target.path}{SIDECAR}")
    return Change(target._replace(path=path, shown=name), before, after, after.encode(), count, tuple(refused))
