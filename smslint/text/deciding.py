"""Decides the test of a condition for the texts of a row, for the code that fills a template."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Final

from smslint.text.condition import Alike, Compared, Every, Not, Some, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.text.condition import Test
    from smslint.text.tree import Call

_OF_TEXTS: Final = frozenset({"==", "!=", "contains", "within", "starts", "ends"})
_ORDER: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OF_PHP: Final = re.compile(r"[ \t\n\r\v\f]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\v\f]*", re.ASCII)


def of_texts(test: Test, known: Callable[[tuple[Call, ...]], bool] = lambda calls: not calls) -> bool:
    """Whether texts decide a test. A comparison with a number does not: the engine may get a list's ``5`` as text or as number.

    :param known: whether the result of some calls on a text is known.
    """
    match test:
        case Truth():
            return known(test.calls)
        case Compared():
            of_text = isinstance(test.literal, str) and test.operator in _OF_TEXTS and not test.reads
            of_number = not isinstance(test.literal, str) and test.operator in _ORDER and bool(test.reads)
            return (of_text or of_number) and known(test.calls)
        case Alike():
            return known(test.calls) and known(test.other_calls)
        case Not():
            return of_texts(test.test, known)
        case Every() | Some():
            return all(of_texts(each, known) for each in test.tests)


def holds(test: Test, values: Callable[[str, tuple[Call, ...]], Iterable[str]]) -> list[bool]:
    """Whether a test that texts decide is true, for each row. ``values`` gives the texts of a name after some calls, row by row."""
    match test:
        case Truth(name, false, stripped):
            texts = values(name, test.calls)
            return [(text.strip() if stripped else text) not in false for text in texts]
        case Compared(name):
            compare = _comparison(test)
            return [compare(text) for text in values(name, test.calls)]
        case Alike():
            pairs = zip(values(test.name, test.calls), values(test.other, test.other_calls), strict=False)
            return [one == two for one, two in pairs]
        case Not():
            return [not each for each in holds(test.test, values)]
        case Every():
            return list(map(all, zip(*(holds(each, values) for each in test.tests), strict=True)))
        case Some():
            return list(map(any, zip(*(holds(each, values) for each in test.tests), strict=True)))


def _comparison(test: Compared) -> Callable[[str], bool]:
    literal = test.literal
    if not isinstance(literal, str):
        order = _ORDER[test.operator]
        if test.reads == "php":
            return lambda text: _php_order(test.operator, text, literal)
        return lambda text: order(float(text) if "." in text else int(text), literal)
    match test.operator:
        case "contains":
            return lambda text: literal in text
        case "within":
            return lambda text: text in literal
        case "starts":
            return lambda text: text.startswith(literal)
        case "ends":
            return lambda text: text.endswith(literal)
        case "!=":
            return lambda text: text != literal
        case _:
            return lambda text: text == literal


def _php_order(sign: str, text: str, number: float) -> bool:
    """PHP 8: a numeric text is compared as a number, any other text with the number as text."""
    if _OF_PHP.fullmatch(text):
        return _ORDER[sign](float(text), number)
    one, two = text.encode("utf-8", "surrogatepass"), str(number).encode()
    return _ORDER[sign]((one > two) - (one < two), 0)
