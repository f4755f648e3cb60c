"""The output of ``smslint segments``: a line above each segment, carets under characters outside the alphabet, then the reasons."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from smslint.report.width import char_width, clip, display_width, is_hidden, pad, wrap
from smslint.rules.notes import WAYS
from smslint.text.gsm7 import GSM7, UCS_2
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.report.style import Style
    from smslint.rules.segments import Analysis
    from smslint.text.offenders import Offender
    from smslint.text.segmentation import Segmentation

_MOST_ROWS: Final = 8
_MOST_POSITIONS: Final = 3
_SHOWN: Final = {"\n": "↵", "\r": "␍", "\t": "<TAB>"}
_NAMES: Final = {"\t": "tab", "\x1b": "escape"}
_CHANGES: Final = {
    "safe": "With replacements that look the same",
    "spelling": "With all replacements, which changes the spelling",
    "without": "With all replacements, and the other characters left out",
}


def drawing(found: Analysis, style: Style, width: int) -> Iterator[str]:
    """The lines, none wider than ``width`` columns."""
    yield from (style("bold", line) for line in wrap(_headline(found), width))
    for number, piece in enumerate(found.pieces, 1):
        left = found.capacity - piece.units
        yield style("dim", _rule(f"segment {number}", f"{piece.units} of {found.capacity}, {left} left", width))
        for line, marks in _lines(piece.text, found, width):
            yield line
            if marks.strip():
                yield style("error", marks.rstrip())
    yield style("dim", "─" * width)
    for block in (unfilled(found), _refused(found), _offenders(found, style, width), _notes(found)):
        paragraph = list(block)
        if paragraph:
            yield ""
            for each in paragraph:
                yield from wrap(each, width) if display_width(each) > width and "\x1b" not in each else [each]


def _headline(found: Analysis) -> str:
    units = "septet" if found.sent.encoding != UCS_2 else "unit"
    total = found.capacity * len(found.pieces)
    by = "" if found.provider is None else f" through {found.provider.title}"
    return f"{_name(found.sent)}, {plural(len(found.pieces), 'segment')}, {found.sent.units} of {total} {units}s{by}"


def _name(result: Segmentation) -> str:
    if result.encoding == UCS_2 or result.alphabet is GSM7:
        return result.encoding
    return f"{result.encoding}, {result.alphabet.name}"


def _rule(left: str, right: str, width: int) -> str:
    return f"── {left} {'─' * (width - len(left) - len(right) - 8)} {right} ──"


def _lines(text: str, found: Analysis, width: int) -> Iterator[tuple[str, str]]:
    """The lines of a segment, each with the markers under it."""
    marked = frozenset(each.char for each in found.offenders) if _few(found) else frozenset()
    line, marks, used = "", "", 0
    for char in text:
        drawn = _drawn(char)
        size = display_width(drawn) if len(drawn) > 1 else char_width(drawn)
        if used + size > width:
            yield line, marks
            line, marks, used = "", "", 0
        line, used = line + drawn, used + size
        # A combining mark has no width: its caret is under the letter that it belongs to.
        marks = marks[:-1] + "^" if not size and char in marked else marks + ("^" if char in marked else " ") * size
        if char == "\n":
            yield line, marks
            line, marks, used = "", "", 0
    if line or not text:
        yield line, marks


def _few(found: Analysis) -> bool:
    """Whether carets help: a text in a non-Latin script would be underlined completely."""
    return 2 * sum(len(each.indexes) for each in found.offenders) <= len(found.text)


def _drawn(char: str) -> str:
    """Control and invisible characters as code points; all others unchanged."""
    return _SHOWN.get(char) or (f"<U+{ord(char):04X}>" if is_hidden(char) else char)


def unfilled(found: Analysis) -> Iterator[str]:
    """What is unknown about the segments, because something else will replace parts of the text."""
    fields = found.unfilled
    if not fields:
        return
    first = found.text[fields[0].start : fields[0].end]
    more = f" and {len(fields) - 1} more" if len(fields) > 1 else ""
    verb = "looks like a placeholder" if len(fields) == 1 else "look like placeholders"
    yield f"{first}{more} {verb}, counted as written: what is sent may be longer. smslint check counts templates."


def _refused(found: Analysis) -> Iterator[str]:
    provider = found.provider
    if not found.text:
        yield "The text is empty: one segment with 0 units. Most providers refuse to send it."
    if provider is None:
        return
    if provider.max_characters is not None and len(found.text) > provider.max_characters:
        yield f"{provider.title} refuses it: {len(found.text)} characters; the limit is {provider.max_characters}."
    if provider.max_segments is not None and len(found.pieces) > provider.max_segments:
        yield f"{provider.title} refuses it: {len(found.pieces)} segments; the limit is {provider.max_segments}."


def _offenders(found: Analysis, style: Style, width: int) -> Iterator[str]:
    if not found.offenders:
        return
    total = sum(len(each.indexes) for each in found.offenders)
    verb = "is" if total == 1 else "are"
    yield f"{plural(total, 'character')} {verb} not in GSM-7 and make{'s' if total == 1 else ''} the message UCS-2:"
    for each in found.offenders[:_MOST_ROWS]:
        yield _row(each, style, width)
    if len(found.offenders) > _MOST_ROWS:
        yield f"  and {len(found.offenders) - _MOST_ROWS} more"


def _row(each: Offender, style: Style, width: int) -> str:
    """Character, code point, name, positions and what to write instead."""
    char = "" if _alone(each.char) != each.char else each.char
    name = _NAMES.get(each.char) or unicodedata.name(each.char, "control character").lower()
    where = ", ".join(str(index + 1) for index in each.indexes[:_MOST_POSITIONS])
    more = f" and {len(each.indexes) - _MOST_POSITIONS} more" if len(each.indexes) > _MOST_POSITIONS else ""
    right = f"at {where}{more}  {_advice(each)}"
    head = f"  {pad(char, 2)} {f'U+{ord(each.char):04X}':<7} "
    room = width - display_width(head) - display_width(right) - 2
    return style("error", head) + pad(clip(name, room), room) + "  " + right


def _advice(each: Offender) -> str:
    row = each.substitution
    if row is None:
        return "join to its letter" if "\u0300" <= each.char <= "\u036f" else "no substitute"
    written = (
        f"write {row.replacement}" if row.replacement.strip() else "write a space" if row.replacement else "leave out"
    )
    return written if row.lossless else f"{written} (spelling)"


def _notes(found: Analysis) -> Iterator[str]:
    """What was replaced, what could be saved, and the counts under other ways of splitting."""
    yield from _smart(found)
    for saving in found.savings:
        gain = plural(found.sent.count - saving.segmentation.count, "segment")
        yield f"{_CHANGES[saving.how]}: {_short(saving.segmentation)}; saves {gain}."
    if found.sent.encoding == UCS_2 and not found.savings:
        yield "Replacing or leaving out characters would not save a segment."
    if found.shift is not None:
        yield (
            f"With national shift tables, {found.shift.alphabet.name}: {_short(found.shift)}. Few providers use them; see "
            "--national."
        )
    for split, count in found.counts.items():
        if count != len(found.pieces) and (split == "greedy" or count != found.counts["greedy"]):
            yield f"{plural(count, 'segment')} if {WAYS[split]}."


def _smart(found: Analysis) -> Iterator[str]:
    if not found.replaced:
        return
    total = sum(len(each.indexes) for each in found.replaced)
    chars = " ".join(_alone(each.char) for each in found.replaced[:_MOST_ROWS])
    saves = "so they cost nothing" if found.as_written.count > found.sent.count else "which saves no segment here"
    yield f"Smart encoding replaces {plural(total, 'character')} ({chars}), {saves}; without it: {_short(found.as_written)}."


def _alone(char: str) -> str:
    """A single character; a combining mark as its code point, because it would attach to the character before it."""
    return f"<U+{ord(char):04X}>" if unicodedata.category(char)[0] == "M" else _drawn(char)


def _short(result: Segmentation) -> str:
    return f"{result.encoding}, {plural(result.count, 'segment')}"
