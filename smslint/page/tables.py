"""What the counter of a page counts with, written from the product's own tables: alphabets, replacements, white space, providers.

``counter.js`` has none of it. A test holds what it counts equal to :mod:`smslint.text`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.field_names import LINK
from smslint.dialects.merge_fields import SYNTAXES
from smslint.rules import providers
from smslint.text import gsm7, shift_tables, white_space
from smslint.text.substitutions import table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from smslint.rules.subject import Subject
    from smslint.text.gsm7 import Alphabet

OURS: Final = "smslint"
"""The table of replacements from which fixes are proposed."""
_CLASSES: Final = (
    (r"[^\W\d_]", r"\p{L}"),
    (r"[^\W\d]", r"[\p{L}_]"),
    (r"[^\W_]", r"[\p{L}\p{N}]"),
)
"""Python's classes of characters, as JavaScript writes them."""


def tables(languages: Collection[str] = tuple(shift_tables.LANGUAGES), used: Collection[str] = ()) -> dict[str, object]:
    """The tables as plain values.

    :param languages: whose national shift tables are written.
    :param used: the tables of replacements besides our own.
    """
    return {
        "alphabets": {each.name: _alphabet(each) for each in _alphabets()},
        "ucs2": [gsm7.UCS2_SINGLE, gsm7.UCS2_SEGMENT],
        "languages": {
            code: {"name": shift_tables.LANGUAGES[code], **shift_tables.tables()[code]._asdict()} for code in languages
        },
        "shifted_room": {str(count): _shifted_room(count) for count in (1, 2)},
        "substitutions": {
            name: [[char, row.replacement, row.lossless] for char, row in table(name).items()]
            for name in sorted({OURS, *used})
        },
        "space": {
            "white": _every(str.isspace),
            "breaks": _every(lambda char: len(f"x{char}x".splitlines()) > 1),
            "none": white_space.NO_WIDTH,
            "before_punctuation": white_space.BEFORE_PUNCTUATION,
            "many_lines": white_space.MANY_LINES,
        },
        "link": in_javascript(LINK),
        "fields": [
            {"pattern": in_javascript(each.pattern), "prose": each.or_prose, "links": each.in_links}
            for each in SYNTAXES
            if each.sure
        ],
    }


class Counting(NamedTuple):
    """How one provider counts: what ``measure`` of ``counter.js`` takes."""

    alphabet: str
    table: str | None = None
    """The table of its replacements; ``None`` if it makes none."""
    policy: str = "none"
    languages: tuple[str, ...] = ()
    """Those whose national shift tables it may use."""


def counting(provider: str, sender: str | None = None, *, smart: bool) -> Counting:
    """How a provider counts.

    :param smart: whether its smart encoding is on.
    """
    profile = providers.load(provider)
    alphabet, encoding = profile.alphabet(sender).name, profile.smart_encoding
    return Counting(alphabet, encoding.table, encoding.policy) if smart else Counting(alphabet)


def counted_as(subject: Subject) -> Counting:
    """The same for one message of a project."""
    context = subject.context
    if context.provider == "generic":
        return Counting(gsm7.GSM7.name)
    found = counting(context.provider, context.sender.type, smart=bool(subject.smart_encoding))
    return found._replace(languages=subject.languages)


def in_javascript(pattern: str) -> str:
    """A pattern of Python as JavaScript reads it with the flag ``u``."""
    for ours, theirs in _CLASSES:
        pattern = pattern.replace(ours, theirs)
    out, inside, at = [], False, 0
    while at < len(pattern):
        two = pattern[at : at + 2]
        if two[0] == "\\":
            out.append(_escape(two, inside=inside))
            at += 2
            continue
        inside = two[0] == "[" or (inside and two[0] != "]")
        out.append(two[0])
        at += 1
    return "".join(out)


def _escape(escape: str, *, inside: bool) -> str:
    if escape == r"\w":
        return r"\p{L}\p{N}_" if inside else r"[\p{L}\p{N}_]"
    if escape == r"\Z":
        return "$"
    return escape[1] if escape[1] in "\"'<>:;,!@#%&~= " else escape


@lru_cache(maxsize=1)
def _alphabets() -> tuple[Alphabet, ...]:
    profiles = [providers.load(name) for name in providers.names()]
    found = {each.alphabet(sender) for each in profiles for sender in (None, *each.alphabets)}
    return tuple(sorted(found | {gsm7.GSM7}, key=lambda each: each.name))


def _alphabet(alphabet: Alphabet) -> dict[str, object]:
    room = [alphabet.single, alphabet.segment]
    return {"basic": alphabet.basic, "extension": alphabet.extension, "room": room}


def _shifted_room(count: int) -> list[int]:
    elements = [shift_tables.SHIFT_ELEMENT] * count
    return [shift_tables.room(*elements), shift_tables.room(*elements, shift_tables.CONCATENATION_ELEMENT)]


def _every(holds: Callable[[str], bool]) -> str:
    """The characters for which something holds; Unicode has no white space beyond its first plane."""
    return "".join(filter(holds, map(chr, range(0x10000))))
