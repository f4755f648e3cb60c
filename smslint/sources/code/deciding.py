"""Which arm of a program runs where a function is called with a flag that is written in the call: ``notify(to, text, urgent=True)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.brackets import inside_of
from smslint.sources.code.cases import NONE, case_that_runs
from smslint.sources.code.fixed_words import MARK, TEXT, WORDS, constant_fact, same_constant
from smslint.sources.code.handing import default_of, given_as
from smslint.sources.code.table_facts import facts_of_entries, is_empty, keys_of, with_entries
from smslint.sources.code.values import fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Defined, Node
    from smslint.sources.code.values import Value

_LITERAL: Final = r"(?P<literal>true|false|null|none|nil|undefined|'[^'\\]*'|\"[^\"\\$#{]*\")"
_QUOTED: Final = re.compile(r"(?:'([^'\\]*)'|\"([^\"\\$#{]*)\")\Z")
_NAME: Final = r"\$?(?P<name>@?[^\W\d]\w*)"
_NOT: Final = re.compile(r"(?:!|not\s)\s*(?P<rest>[^=]+|\([^()]*\))\Z")
_ALONE: Final = re.compile(rf"{_NAME}\Z")
_ASKED: Final = re.compile(
    rf"(?:(?P<function>isset|empty|is_null|[sS]tring\.IsNullOr(?:Empty|WhiteSpace))\s*\(\s*)?{_NAME}\s*"
    r"(?:\.(?P<method>nil\?|present\?|blank\?|empty\?|is(?:Not|NullOr)?(?:Empty|Blank)\(\)|is(?:Not)?Empty))?\s*\)?\Z"
)
_THERE: Final = re.compile(rf"(?:let|var)\s+{_NAME}(?:\s*=\s*(?P=name))?\Z")
"""What Swift asks whether a value is there: ``if let footer``."""
_IS_TEXT: Final = re.compile(
    rf"(?:typeof\s+{_NAME}\s*===?\s*['\"]string['\"]|(?:isinstance|is_string|is_binary)\(\s*{_NAME.replace('name', 'given')}(?:\s*,\s*str)?\s*\))\Z"
)
_SIGN: Final = r"\s*(?P<sign>===?|!==?|<>|\bis\s+not\b|\bis\b)\s*"
_COMPARED: Final = (
    re.compile(rf"{_NAME}{_SIGN}{_LITERAL}\Z", re.IGNORECASE),
    re.compile(rf"{_LITERAL}{_SIGN}{_NAME}\Z", re.IGNORECASE),
)
_OTHER: Final = r"(?P<other>(?:[\w$\\]+(?:\.|::))*[.:]?\w+)"
_COMPARED_NAMES: Final = (re.compile(rf"{_NAME}{_SIGN}{_OTHER}\Z"), re.compile(rf"{_OTHER}{_SIGN}{_NAME}\Z"))
_EQUALS: Final = re.compile(r"(?P<one>[\w.$:\"' -]+)\.(?:equals|Equals)\((?P<other>[\w.$:\"' -]+)\)")
"""How Java and C# compare texts."""
_AND: Final = re.compile(r"\s*(?:&&|\band\b)\s*")
_BOTH: Final = re.compile(r"\|\||\bor\b|['\"]")
_IF: Final = re.compile(r"(?<!\w)(?:(?P<if>if|elif|elsif|elseif)|unless|guard)[\s(]*\Z")
_TERNARY: Final = re.compile(r"\s*\)*\s*\?(?![?.:])")
_STEP: Final = re.compile(r"\.|::")
_SHORT: Final = re.compile(r"[\s(,]\.\Z")
"""Before a constant of Swift without its type."""
_NEAR: Final = 16
_LONGEST: Final = 200
_EMPTY_IS_FALSE: Final = frozenset({"PHP", "Python", "JavaScript"})
_NOTHING: Final = frozenset({"null", "undefined"})
_ABSENT: Final = frozenset({"nil?", "is_null"})
_EMPTY: Final = frozenset({
    "empty", "blank?", "empty?", "isEmpty()", "isBlank()", "isNullOrEmpty()", "isNullOrBlank()", "isEmpty",
    "string.IsNullOrEmpty", "String.IsNullOrEmpty", "string.IsNullOrWhiteSpace", "String.IsNullOrWhiteSpace",
})  # fmt: skip


class Known(NamedTuple):
    """What conditions are decided by."""

    file: File
    facts: Mapping[str, str]
    """What parameters certainly are."""
    constant: Callable[[Names], Value | None]
    """The constants of the file."""

    def fact(self, written: str) -> str | None:
        """What a constant is."""
        value = self.constant(tuple(_STEP.split(written)))
        text = fixed(value) if value is not None and value.written else None
        number = value.number if value is not None else ""
        return TEXT + text if text is not None else constant_fact(number or written, self.file.text)

    def entries(self, written: str) -> tuple[str, Mapping[str, str]]:
        """An expression with a name for each entry of a table that is known, and the facts with these names."""
        absent = "undefined" if self.file.grammar.title == "JavaScript" else "null"
        return with_entries(written, self.facts, absent=absent)

    def fact_of(self, written: str) -> str | None:
        """What is known of a parameter, or of an entry of one."""
        written, facts = self.entries(written)
        found = _ALONE.match(written)
        return facts.get(found["name"]) if found is not None else None


def fact_of(value: Value, source: str) -> str | None:
    """What is certainly known of a value: the word or the constant that it is, or its text."""
    if value.written:
        text = fixed(value)
        return None if text is None else TEXT + text
    short = "." if _SHORT.match(source, max(value.place.start - 2, 0), value.place.start) is not None else ""
    return WORDS.get(value.source) or constant_fact(value.number or short + value.source, source)


def facts_of(shape: Defined, given: list[tuple[str | None, Value]], known: Known) -> dict[str, str]:
    """What a call says about the parameters of a function, also by leaving them out.

    :param known: what is known in the function that calls it.
    """
    file = known.file
    if any(key in {"...", "*", "**"} or value.source.startswith(("...", "*")) for key, value in given):
        return {}
    found: dict[str, str] = {}
    for name in shape.parameters:
        taken = given_as(name, shape.name, given, file.text)
        if taken is not None:
            value = taken[1]
            if (entries := keys_of(value)) is not None:
                known_entries = {key: fact_of(each, file.text) for key, each in entries}
                found |= facts_of_entries(name, known_entries, complete=True)
            fact = fact_of(value, file.text) or (known.facts.get(value.names[0]) if len(value.names) == 1 else None)
        else:
            default = default_of(name, shape.name, file.text)
            found |= facts_of_entries(name, {}, complete=True) if is_empty(default) else {}
            text = _QUOTED.match(default)
            fact = TEXT + (text[1] or text[2] or "") if text is not None else WORDS.get(default) or known.fact(default)
        if fact is not None:
            found[name] = fact
    return found


def arms_that_run(
    given: Known, asked: Sequence[Node], arms: Sequence[Sequence[Node]], *, closed: bool, into: bool = False
) -> tuple[Sequence[Sequence[Node]], bool]:
    """The arms of a fork that may run, and whether one of them certainly does.

    :param into: whether an arm without an end runs into the next one.
    """
    file = given.file
    if not given.facts or len(asked) != 1 or not arms or asked[0] is None:
        return arms, closed
    place = file.place(asked[0])
    if place.length > _LONGEST:
        return arms, closed
    before = _IF.search(file.text, max(place.start - _NEAR, 0), place.start)
    if before is None and _TERNARY.match(file.text, place.end) is None:
        fact = given.fact_of(file.text[slice(*place)].strip("() \n"))
        number = case_that_runs(file, fact, arms, place.end, given.fact) if fact is not None else None
        if number is None:
            return arms, closed
        if number == NONE:
            return ((), False) if not closed else (arms, closed)
        return ([[node for arm in arms[number:] for node in arm]] if into else arms[number : number + 1]), True
    if len(arms) > 2:
        return arms, closed
    known = decided(
        *given.entries(file.text[slice(*place)]),
        empty_is_false=file.grammar.title in _EMPTY_IS_FALSE,
        constant=given.fact,
    )
    if known is None:
        return arms, closed
    if before is not None and before["if"] is None:  # unless, guard
        known = not known
    if known:
        return arms[:1], True
    return (arms[1:], True) if len(arms) > 1 else ((), False)


def decided(
    condition: str,
    facts: Mapping[str, str],
    *,
    empty_is_false: bool,
    constant: Callable[[str], str | None] = lambda _: None,
) -> bool | None:
    """Whether a condition holds; ``None`` if the facts do not say.

    :param empty_is_false: whether an empty text is false in this language.
    :param constant: what is known of a constant, as written.
    """
    condition = _EQUALS.sub(r"(\g<one> == \g<other>)", condition.strip())
    while condition.startswith("(") and condition[1:-1] == inside_of(condition, 1):
        condition = condition[1:-1].strip()
    parts = _AND.split(condition)
    if len(parts) > 1:
        if _BOTH.search(condition) is not None:
            return None
        each = [decided(part, facts, empty_is_false=empty_is_false, constant=constant) for part in parts]
        return False if False in each else True if None not in each else None
    if (found := _NOT.match(condition)) is not None:
        known = decided(found["rest"], facts, empty_is_false=empty_is_false, constant=constant)
        return None if known is None else not known
    if (found := _ALONE.match(condition)) is not None:
        return _truth(facts.get(found["name"]), empty_is_false=empty_is_false)
    if (found := _ASKED.match(condition)) is not None:
        return _is(found["function"] or found["method"] or "", facts.get(found["name"]))
    if (found := _THERE.match(condition)) is not None and (fact := facts.get(found["name"])) is not None:
        return fact not in _NOTHING
    if (found := _IS_TEXT.match(condition)) is not None:
        fact = facts.get(found["name"] or found["given"])
        return None if fact is None or fact.startswith(MARK) else fact.startswith(TEXT)
    for pattern in _COMPARED:
        if (found := pattern.match(condition)) is not None and (fact := facts.get(found["name"])) is not None:
            same = _same(fact, found["literal"], strict="==" in found["sign"][1:] or "is" in found["sign"])
            return None if same is None else same is not _denies(found["sign"])
    for pattern in _COMPARED_NAMES:
        if (found := pattern.match(condition)) is not None and (fact := facts.get(found["name"])) is not None:
            other = constant(found["other"])
            if other is None or fact[0] != other[0]:
                continue
            same = same_constant(fact, other) if fact.startswith(MARK) else fact == other
            return None if same is None else same is not _denies(found["sign"])
    return None


def _denies(sign: str) -> bool:
    """Whether an operator says that two values are not the same."""
    return "!" in sign or "not" in sign or sign == "<>"


def _truth(fact: str | None, *, empty_is_false: bool) -> bool | None:
    if fact is None or fact.startswith(MARK) or (fact == TEXT and not empty_is_false) or fact == TEXT + "0":
        return None
    return fact not in {"false", *_NOTHING, TEXT}


def _is(asked: str, fact: str | None) -> bool | None:
    """What a function or a method says about a value."""
    if fact is None or not asked or fact.startswith(MARK):
        return None
    if asked in _ABSENT:
        return fact == "null"
    if asked == "isset":
        return fact not in _NOTHING
    if fact.strip() == TEXT:
        return asked in _EMPTY if fact == TEXT else None
    if fact == TEXT + "0":
        return None
    return (fact == "false" or fact in _NOTHING) is (asked in _EMPTY)


def _same(fact: str, literal: str, *, strict: bool) -> bool | None:
    """Whether a value is the same as a literal; ``None`` where languages do not agree.

    :param strict: whether ``null`` is not the same as ``undefined`` or ``false``.
    """
    if fact.startswith(MARK):
        return None
    is_text = literal[0] in "'\""
    if is_text and fact.startswith(TEXT):
        return fact[1:] == literal[1:-1]
    word = {"none": "null", "nil": "null"}.get(literal.lower(), literal.lower())
    if is_text or fact.startswith(TEXT):
        return False if _NOTHING & {word, fact} and fact != TEXT and literal not in {"''", '""'} else None
    if not strict and fact != word and _NOTHING & {word, fact}:
        return True if {word, fact} <= _NOTHING else None
    return fact == word
