"""What an output and a condition of Blade ask: names, texts, PHP's functions, and Laravel's."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.expressions.comparisons import DEFINED, PRESENT, about
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.php_code import PhpReader, name_of, unescaped
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.lexing.strings import php_string
from smslint.span import Span
from smslint.text.condition import Compared, Condition, Not, Some, Truth
from smslint.text.patterns import later
from smslint.text.tree import RAW, Arm, Branch, Call, Filter, Literal, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.condition import Test

STRING: Final = r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\$])*\""""
_NAME: Final = r"\$\w+(?:\??->\w+|\[\s*(?:'\w+'|\"\w+\"|\d+)\s*\])*"
_VALUE: Final = re.compile(rf"\s*({_NAME})\s*(?:(\?\?|\?:)\s*({STRING})\s*)?")
_CHOICE: Final = re.compile(rf"\s*((?:{STRING}|[^?'\"])+?)\s*\?(?![?:>-])\s*({STRING})\s*:\s*({STRING})\s*")
_LITERAL: Final = re.compile(rf"\s*({STRING})\s*")


def output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    if literal := _LITERAL.fullmatch(source, body.start, body.end):
        return (Literal(php_string(literal[1]) or "", tag),)
    if value := _VALUE.fullmatch(source, body.start, body.end):
        made = _value(value, tag)
        raw = source.startswith("{!!", tag.start) and len(made.calls) >= bool(made.filters)
        return (made._replace(calls=(*made.calls, Call(RAW))) if raw else made,)
    if choice := _CHOICE.fullmatch(source, body.start, body.end):
        middle, end = choice.start(3), tag.end
        chosen = Sequence((Literal(php_string(choice[2]) or "", Span(tag.start, middle)),), Span(tag.start, middle))
        other = Sequence((Literal(php_string(choice[3]) or "", Span(middle, end)),), Span(middle, end))
        return (Branch((Arm(chosen, Condition(choice[1], CONDITIONS.test(choice[1]))), Arm(other)), tag),)
    nodes = _VALUES.code(source, tag, body)
    if nodes and source.startswith("{!!", tag.start):
        nodes = tuple(map(unescaped, nodes))
    return nodes or (Placeholder(source[body.start : body.end].strip(), tag, (Filter("unknown"),)),)


def _value(value: re.Match[str], tag: Span) -> Placeholder:
    """A name, with a text to use if it is missing (``??``) or false (``?:``)."""
    fallback = php_string(value[3]) if value[3] else None
    if fallback is None:
        return Placeholder(name_of(value[1]), tag, () if not value[3] else (Filter("unknown"),))
    effect = Filter("also" if value[2] == "??" else "default", (fallback,))
    return Placeholder(name_of(value[1]), tag, (effect,), calls=(Call(value[2], (fallback,), source=value[0].strip()),))


def spelled(source: str) -> str:
    """Names without their sign and with dots: ``$user->name`` is ``user.name``. Strings that contain such signs do not change."""
    pieces = re.split(rf"({STRING})", source) if "'" in source or '"' in source else [source]
    pieces[::2] = [piece.replace("?->", ".").replace("->", ".").replace("$", "") for piece in pieces[::2]]
    return "".join(pieces)


_IN_LIST: Final = later(
    rf"in_array\(\s*(?P<name>[A-Za-z_][\w.]*)\s*,\s*\[\s*(?P<texts>(?:{STRING})(?:\s*,\s*(?:{STRING}))*)\s*\]\s*\)"
)
_TEXTS: Final = later(STRING)
_ASKS: Final = later(
    rf"(?P<word>str_contains|str_starts_with|str_ends_with)\(\s*(?P<name>[A-Za-z_][\w.]*)\s*,\s*(?P<text>(?:{STRING}))\s*\)"
)
_OPERATORS: Final = MappingProxyType({"str_contains": "contains", "str_starts_with": "starts", "str_ends_with": "ends"})
_FUNCTION: Final = re.compile(r"(empty|isset|filled|blank|is_null)\(\s*([A-Za-z_][\w.]*)\s*\)")
_FUNCTIONS: Final[dict[str, Test]] = {
    "empty": Not(Truth("", ("", "0"), zero=True)),
    "isset": DEFINED,
    "is_null": Not(DEFINED),
    "filled": PRESENT,
    "blank": Not(PRESENT),
}


def special(source: str) -> Test | None:
    """``empty($x)``, ``isset($x)``, Laravel's ``filled($x)`` and ``blank($x)``, ``in_array($x, ["a"])``, ``str_contains($x, "a")``."""
    if found := _IN_LIST.fullmatch(source):
        texts = [php_string(each[0]) for each in _TEXTS.finditer(found["texts"])]
        tests = tuple(Compared(found["name"], "==", text, reads="php") for text in texts if text is not None)
        return Some(tests) if len(tests) == len(texts) else None
    if found := _ASKS.fullmatch(source):
        text = php_string(found["text"])
        return None if text is None else Compared(found["name"], _OPERATORS[found["word"]], text)
    match = _FUNCTION.fullmatch(source)
    return about(_FUNCTIONS[match[1]], match[2]) if match else None


_READER: Final = PhpReader(effect_in("blade"), string=php_string)
CONDITIONS: Final = Conditions(
    value=_READER.value,
    constants=MappingProxyType(
        {"true": True, "false": False, "null": False, "TRUE": True, "FALSE": False, "NULL": False}
    ),
    false=("", "0"),
    string=php_string,
    no=("!",),
    both=("&&", "and"),
    either=("||", "or"),
    loose=True,
    special=special,
    spelled=spelled,
)


_VALUES: Final = _READER._replace(
    condition=CONDITIONS.test,
    conditional="?:",
    fallback=MappingProxyType({"??": False, "?:": True}),
    concatenation=(".",),
)
