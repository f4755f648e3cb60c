"""Decides the test of a condition for the texts of a row, for the code that fills a template."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Final

from smslint.text.condition import Alike, Compared, Every, Not, Some, Truth
from smslint.text.php_patterns import matcher
from smslint.text.typed import NUMBER, TEXT, TEXTS, Nothing, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.text.condition import Test
    from smslint.text.tree import Call
    from smslint.text.typed import Types

_OF_TEXTS: Final = frozenset({"==", "!=", "contains", "within", "starts", "ends", "matches"})
_OF_NUMBERS: Final = frozenset({"odd", "even", "divisible"})
_ASKS: Final[Mapping[str, Callable[[str], bool]]] = {
    each.__name__: each
    for each in (
        str.isalnum, str.isalpha, str.isdecimal, str.isdigit, str.islower, str.isnumeric, str.isspace, str.istitle, str.isupper
    )
}  # fmt: skip
"""What Python's texts ask about their characters."""
_PARTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "contains": str.__contains__,
    "starts": str.startswith,
    "ends": str.endswith,
}
_EQUAL: Final = frozenset({"==", "!="})
_ORDER: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_PHP_SPACE: Final = " \t\n\r\v\f"
_OF_PHP: Final = re.compile(r"[ \t\n\r\v\f]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\v\f]*", re.ASCII)


def types_of_texts(calls: tuple[Call, ...]) -> Types | None:
    """The type of a text without calls."""
    return None if calls else TEXT


def of_texts(test: Test, types: Callable[[tuple[Call, ...]], Types | None] = types_of_texts) -> bool:
    """Whether texts decide a test. A comparison of a text with a number does not: the engine may get a list's ``5`` as text or as number.

    :param types: the types that a text may have after some calls, ``None`` if they are unknown.
    """
    match test:
        case Truth():
            return types(test.calls) is not None
        case Compared():
            found = types(test.calls)
            if found is None:
                return False
            if test.operator in _OF_NUMBERS:
                return found == NUMBER
            if not isinstance(test.literal, str):
                return test.operator in _ORDER and (found == NUMBER or bool(test.reads))
            any_type = test.operator in _EQUAL and (test.strict or test.reads == "php")
            return (test.operator in _OF_TEXTS or test.operator in _ASKS) and (found <= TEXTS or any_type)
        case Alike():
            one, two = types(test.calls), types(test.other_calls)
            if one is None or two is None:
                return False
            return one | two <= TEXTS or (test.operator == "==" and (test.strict or test.reads == "php"))
        case Not():
            return of_texts(test.test, types)
        case Every() | Some():
            return all(of_texts(each, types) for each in test.tests)


def holds(test: Test, values: Callable[[str, tuple[Call, ...]], Iterable[str]], count: int) -> list[bool]:
    """Whether a test that texts decide is true, for each row.

    :param values: gives the values of a name after some calls, row by row.
    :param count: the number of rows.
    """
    match test:
        case Truth():
            return [_true(test, value) for value in values(test.name, test.calls)]
        case Compared(name):
            compare = _comparison(test)
            return [compare(text) for text in values(name, test.calls)]
        case Alike():
            pairs = zip(values(test.name, test.calls), values(test.other, test.other_calls), strict=False)
            equal = _PARTS.get(test.operator) or (_php_equal if test.reads == "php" else _equal)
            return [equal(one, two) for one, two in pairs]
        case Not():
            return [not each for each in holds(test.test, values, count)]
        case Every(tests) | Some(tests):
            together = all if isinstance(test, Every) else any
            if not tests:
                return [together(())] * count
            return list(map(together, zip(*(holds(each, values, count) for each in tests), strict=True)))


def _true(test: Truth, value: str) -> bool:
    if isinstance(value, Number):
        return not (test.zero and value.zero)
    return (value.strip() if test.stripped else value) not in test.false


def _equal(one: str, two: str) -> bool:
    """Whether two values are equal, where a number and a text never are, and neither is a text and what is not there."""
    if isinstance(one, Nothing) or isinstance(two, Nothing):
        return isinstance(one, Nothing) and isinstance(two, Nothing)
    if isinstance(one, Number) and isinstance(two, Number):
        return _number(one) == _number(two)
    return isinstance(one, Number) == isinstance(two, Number) and one == two


def _number(text: str) -> float:
    return int(text) if text.removeprefix("-").isdigit() else float(text)


def _comparison(test: Compared) -> Callable[[str], bool]:
    literal = test.literal
    if test.operator in _ASKS:
        return _ASKS[test.operator]
    if test.operator in _OF_NUMBERS:
        return _divides(test)
    if not isinstance(literal, str):
        order = _ORDER[test.operator]
        if test.reads == "php":
            return lambda text: _php_order(test.operator, text, literal)
        return lambda text: order(_number(text), literal)
    if test.reads == "php" and test.operator in _EQUAL:
        return lambda text: _php_equal(text, literal) == (test.operator == "==")
    match test.operator:
        case "contains":
            return lambda text: literal in text
        case "within":
            return lambda text: text in literal
        case "starts":
            return lambda text: text.startswith(literal)
        case "ends":
            return lambda text: text.endswith(literal)
        case "matches":
            return matcher(literal) or (lambda _text: False)
        case "!=":
            return lambda text: not _equal(text, literal)
        case _:
            return lambda text: _equal(text, literal)


def _divides(test: Compared) -> Callable[[str], bool]:
    by = int(test.literal) if test.operator == "divisible" else 2
    rest = 1 if test.operator == "odd" else 0
    whole = int if test.reads == "php" else lambda number: number  # PHP leaves the fraction away
    return lambda text: whole(_number(text)) % by == rest


def _php_equal(one: str, two: str) -> bool:
    """PHP 8: two numeric texts, and a number with a numeric text, are compared as numbers."""
    if not (_OF_PHP.fullmatch(one) and _OF_PHP.fullmatch(two)):
        return one == two
    whole = [int(text) for text in (one, two) if text.strip(_PHP_SPACE).lstrip("+-").isdigit()]
    if len(whole) == 2 and all(abs(number) < 2**63 for number in whole):
        return whole[0] == whole[1]
    if len(whole) == 2 and all(abs(number) >= 2**63 for number in whole):
        return one == two  # PHP compares as texts what it cannot tell apart as numbers
    return float(one) == float(two)


def _php_order(sign: str, text: str, number: float) -> bool:
    """PHP 8: a numeric text is compared as a number, any other text with the number as text."""
    if _OF_PHP.fullmatch(text):
        return _ORDER[sign](float(text), number)
    one, two = text.encode("utf-8", "surrogatepass"), str(number).encode()
    return _ORDER[sign]((one > two) - (one < two), 0)
