"""Which arm of a ``switch``, ``when``, ``case`` or ``match`` runs, where a call says what is asked: ``send(text, Level.URGENT)``.

The labels are read as the file writes them before each arm, which is alike in all languages: ``case .loud:``, ``"a", "b" ->``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.fixed_words import MARK, TEXT, WORDS, same_constant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_COMMENT: Final = re.compile(r"/\*.*?\*/|(?://|\#)[^\n]*", re.DOTALL)
_LABEL: Final = re.compile(
    r"[\s,;{}()]*(?:(?:do|switch|match)\b[\s{]*)?(?P<patterns>[^{}]*?)\s*(?:->|=>|:(?!:)|\bthen\b)?[\s{(]*\Z", re.DOTALL
)
_OWN_LABEL: Final = re.compile(r"\s*(?P<label>else\b|[^\n]{1,200}?\s*->)")
"""The label of Elixir, and the last one of Ruby, which are a part of their arms."""
_BEGINS: Final = re.compile(r"(?:^|(?<=:)|(?<=\n))\s*(?:case|when)\s+")
_SPLIT: Final = re.compile(r"[,|]|:\s*\Z|:(?=\s)")
_QUOTED: Final = re.compile(r"(?:'([^'\\]*)'|\"([^\"\\$#{]*)\")\Z")
_NAME: Final = re.compile(r"[.:]?[\w$\\]+(?:(?:\.|::)\w+)*\Z")
_BARE: Final = re.compile(r"[A-Z]\w*\Z")
_REST: Final = frozenset({"default", "else", "_"})
_LONGEST: Final = 400
_BARE_IS_CONSTANT: Final = frozenset({"Java", "Kotlin"})
_NEVER_INTO_NEXT: Final = frozenset({"Ruby"})
"""Languages in which an arm without statements does nothing."""
NONE: Final = -1


def case_that_runs(
    file: File, fact: str, arms: Sequence[Sequence[Node]], start: int, constant: Callable[[str], str | None]
) -> int | None:
    """The number of the arm that certainly runs, :data:`NONE` if none does, or ``None`` if that is not known.

    :param fact: what is known of the value that is asked for.
    :param start: where the file has asked for it.
    :param constant: what is known of a constant, as written.
    """
    rest, empty = NONE, False
    for number, label in enumerate(_labels(file, arms, start)):
        empty = label is None
        if label is None:
            continue
        patterns = _patterns(label, into_next=file.grammar.title not in _NEVER_INTO_NEXT)
        if patterns == ["default"]:
            rest = number
            continue
        found = [_fits(fact, each, file, constant) for each in patterns]
        if True in found:
            return number
        if None in found or not found:
            return None
    return rest if not empty else None


def _labels(file: File, arms: Sequence[Sequence[Node]], start: int) -> Iterator[str | None]:
    """What is written before each arm; ``None`` for one without statements, whose label is a part of the next one."""
    for arm in arms:
        places = [place for each in arm if (place := file.whole(each)).start >= start]
        if not places:
            yield None
            continue
        first = places[0]
        label = file.text[start : first.start] if first.start - start <= _LONGEST else ""
        if not _COMMENT.sub("", label).strip(" \t\r\n,;{}()") or label.strip() == "do":
            own = _OWN_LABEL.match(file.text, first.start, first.end)
            label = own["label"] if own is not None else ""
        yield label
        start = max(each.end for each in places)


def _patterns(label: str, *, into_next: bool) -> list[str]:
    """The patterns of a label; ``default`` alone for one that takes all the rest; nothing if one is not understood."""
    found = _LABEL.match(_COMMENT.sub("", label))
    words = found["patterns"] if found is not None else ""
    if len(_BEGINS.findall(words)) > 1 and not into_next:
        return []
    parts = [each.strip() for each in _SPLIT.split(_BEGINS.sub(" , ", f"{words}:"))]
    patterns = [each for each in parts if each]
    if not patterns or any(each in _REST for each in patterns):
        return ["default"] if patterns else []
    return patterns if all(_QUOTED.match(each) or _NAME.match(each) for each in patterns) else []


def _fits(fact: str, pattern: str, file: File, constant: Callable[[str], str | None]) -> bool | None:
    """Whether a value fits a pattern; ``None`` if that is not known."""
    text = _QUOTED.match(pattern)
    other = TEXT + (text[1] or text[2] or "") if text is not None else WORDS.get(pattern) or constant(pattern)
    if other is None and _BARE.match(pattern) and file.grammar.title in _BARE_IS_CONSTANT:
        other = f"{MARK} {pattern}"
    if other is None:
        return None
    if fact.startswith(MARK) and other.startswith(MARK):
        return same_constant(fact, other)
    if fact == other:
        return True
    if fact.startswith(TEXT) and other.startswith(TEXT):
        return None if fact[1:].strip().isdigit() and other[1:].strip().isdigit() else False
    if fact in {"true", "false"} and other in {"true", "false"}:
        return False
    something = [each for each in (fact, other) if each[0] in {TEXT, MARK} and each != TEXT]
    return False if len(something) == 1 and {"null", "undefined"} & {fact, other} else None
