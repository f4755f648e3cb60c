"""What a condition asks about one value: that it is true, is in some state, contains a text, or is equal to another."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.strings import python_string
from smslint.dialects.lexing.words import path, split_arguments
from smslint.records import NamedTuple, replace
from smslint.text.condition import Alike, Compared, Every, Not, Some, Truth
from smslint.text.tree import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Test

RESERVED: Final = frozenset(
    [
        "true",
        "false",
        "none",
        "True",
        "False",
        "None",
        "TRUE",
        "FALSE",
        "NULL",
        "nil",
        "null",
        "not",
        "and",
        "or",
        "in",
        "is",
        "if",
        "else",
        "empty",
        "blank",
        "defined",
    ]
)
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SPELLED: Final = {"<>": "!=", "===": "==", "!==": "!="}
_COMPARES: Final = ("===", "!==", "==", "!=", "<>", "<=", ">=", "<", ">")
_EQUALS: Final = frozenset({"==", "!="})
_NOTHING: Final = frozenset({"none", "None", "nil", "null", "NULL"})

ALWAYS: Final[tuple[str, ...]] = ()
"""The false texts of a test that is always true: a cell is always defined."""


class Comparisons(NamedTuple):
    """The syntax of conditions in one language."""

    false: tuple[str, ...] = ("",)
    """The texts that are false."""
    string: Callable[[str], str | None] = python_string
    no: tuple[str, ...] = ("not",)
    both: tuple[str, ...] = ("and",)
    either: tuple[str, ...] = ("or",)
    backwards: bool = False
    """Whether ``and`` and ``or`` have the same precedence and are read from the right (Liquid)."""
    brackets: bool = True
    """Whether brackets group."""
    states: Mapping[str, Test] = MappingProxyType({})
    """Words after ``is`` (``defined``), and methods with a question mark (``present?``): a test of the name ``""``."""
    contains: str = ""
    """``in`` for ``"x" in name``, ``contains`` for ``name contains "x"``."""
    value: Callable[[str, list[Word]], tuple[str, tuple[Call, ...]]] = lambda _source, words: _only_name(words)
    """The name and the calls of a value in a condition, from its words; no name where it is more than that."""
    comparing: Mapping[str, str] = MappingProxyType({})
    """Words after ``is`` that compare, and the operators that they stand for (``equalto``)."""
    lists: bool = False
    """Whether a list of texts may stand behind ``in``."""
    constants: Mapping[str, bool] = MappingProxyType({"true": True, "false": False})
    """The words that are always true or always false."""
    counts: tuple[str, ...] = ()
    """What asks for the length of a text behind a point (``name.size``)."""
    loose: bool = False
    """Whether ``==`` reads texts that look like numbers as numbers, and null as an empty text (PHP)."""
    ends: Mapping[str, str] = MappingProxyType({})
    """Words and methods that ask how a text begins or ends (``starts with``, ``startswith``): operators of :class:`Compared`.
    One with a space stands between its operands."""
    asks: Mapping[str, str] = MappingProxyType({})
    """Words after ``is``, and methods, that ask about the characters of a text: operators of :class:`Compared`."""
    special: Callable[[str], Test | None] = lambda _source: None
    """Reads forms that only this language has, such as ``empty($x)``, from the whole source."""
    spelled: Callable[[str], str] = lambda source: source
    """Rewrites the source in the words that are read here: ``$user->name`` is ``user.name``."""

    def truth(self, name: str, calls: tuple[Call, ...] = ()) -> Truth:
        """The test of a value alone. Where no text is false, the number 0 is not false either."""
        return Truth(name, self.false, calls=calls, zero=bool(self.false))

    def _word(self, word: str) -> Test | None:
        """A word of the language alone."""
        always = self.constants.get(word)
        return None if always is None else Every(()) if always else Some(())

    def _within(self, source: str, left: list[Word], right: list[Word]) -> Test | None:
        """``name in ["a", "b"]`` and ``name in "a text"``."""
        name, calls = self._named(source, left)
        if not name or not right:
            return None
        if len(right) == 1 and right[0].kind == "string":
            text = self.string(right[0].text)
            return None if text is None else Compared(name, "within", text, calls)
        if not self.lists or (right[0].text, right[-1].text) not in {("[", "]"), ("(", ")")}:
            return None
        inner = right[1:-1]
        if not inner:
            return Some(())
        closed = inner[-1].text == ","
        items = split_arguments(inner[:-1] if closed else inner, right[0].depth + 1)
        if right[0].text == "(" and not closed and len(items) < 2:
            return None
        tests: list[Test] = []
        for item in items:
            text = self.string(item[0].text) if len(item) == 1 and item[0].kind == "string" else None
            other, other_calls = ("", ()) if text is not None else self._named(source, item)
            if text is None and not other:
                return None
            alike = Alike(name, other, calls, other_calls)
            tests.append(self._equals(name, text, calls) if text is not None else self._alike(alike, strict=False))
        return Some(tuple(tests))

    def _equals(self, name: str, text: str, calls: tuple[Call, ...] = ()) -> Compared:
        return Compared(name, "==", text, calls, "php" if self.loose else "", strict=not self.loose)

    def _named(self, source: str, found: list[Word]) -> tuple[str, tuple[Call, ...]]:
        """A name, with what the template makes of its value; no name where the words are more than that."""
        if not found:
            return "", ()
        name, at = path(found)
        if name and at == len(found):
            owner, _, method = name.rpartition(".")
            if owner and method in self.counts:
                return owner, (Call(method, source=f".{method}"),)
        name, calls = self.value(source, found)
        return ("", ()) if name in RESERVED else (name, calls)

    def _compared(self, source: str, found: list[Word]) -> Test | None:
        """A name compared with a literal, on either side."""
        places = [index for index, word in enumerate(found) if word.depth == 0 and word.text in {*_COMPARES, "="}]
        if not places or places != list(range(places[0], places[-1] + 1)):
            return None
        operator = "".join(found[index].text for index in places)
        left, right = found[: places[0]], found[places[-1] + 1 :]
        return self._compare(source, left, operator, right) if operator in _COMPARES and left and right else None

    def _compare(self, source: str, left: list[Word], operator: str, right: list[Word]) -> Test | None:
        strict = operator in {"===", "!=="}
        operator = _SPELLED.get(operator, operator)
        if not self._named(source, left)[0]:
            left, right, operator = right, left, _MIRRORED.get(operator, "")
        name, calls = self._named(source, left)
        if not name:
            return None
        if len(right) == 1 and right[0].kind == "name" and not calls:
            known = self._beside_word(name, operator, right[0].text, strict=strict)
            if known is not None:
                return known
        other, other_calls = self._named(source, right)
        if other:
            if operator not in _EQUALS:
                return None
            same = self._alike(Alike(name, other, calls, other_calls), strict=strict)
            return same if operator == "==" else Not(same)
        literal = self._literal(right)
        if literal is None:
            return None
        if operator == "divisible" and (not isinstance(literal, int) or not literal):
            return None
        php = self.loose and not strict
        return Compared(name, operator, literal, calls, "php" if php else "", not php)

    def _alike(self, test: Alike, *, strict: bool) -> Test:
        php = self.loose and not strict
        return replace(test, strict=not php, reads="php" if php else "")

    def _beside_word(self, name: str, operator: str, word: str, *, strict: bool) -> Test | None:
        """``== nil``, and Liquid's ``== blank``."""
        if operator not in _EQUALS:
            return None
        known = self.states.get(f"== {word}")
        test: Test
        if known is not None:
            test = about(known, name)
        elif word in _NOTHING:
            loose = self.loose and not strict
            test = Not(Truth(name, ("",) if loose else ALWAYS, zero=loose))
        else:
            return None
        return test if operator == "==" else Not(test)

    def _literal(self, found: list[Word]) -> str | int | float | None:
        sign = -1 if len(found) == 2 and found[0].text == "-" else 1
        word = found[-1] if len(found) == 1 or sign < 0 else None
        if word is None or (sign < 0 and word.kind != "number"):
            return None
        if word.kind == "string":
            return self.string(word.text)
        if word.kind == "number":
            return sign * (float(word.text) if "." in word.text else int(word.text))
        return None


def _only_name(found: list[Word]) -> tuple[str, tuple[Call, ...]]:
    name, at = path(found)
    return (name if at == len(found) else "", ())


def about(test: Test, name: str, calls: tuple[Call, ...] = ()) -> Test:
    """A test from a table, applied to a value."""
    match test:
        case Truth() | Compared():
            return replace(test, name=name, calls=calls)
        case Not():
            return Not(about(test.test, name, calls))
        case _:
            return test


DEFINED: Final = Truth("", ALWAYS)
FILLED: Final = Truth("", ("",))
PRESENT: Final = Truth("", ("",), stripped=True)
