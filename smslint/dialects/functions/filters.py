"""The table of filters: by dialect and name, what a call does to the values that bounds use, and exactly.

A filter that is not in the table is unknown.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions import effects, exact, exact_case, exact_cuts, exact_html
from smslint.dialects.functions.meaning import HTML, KEEP, LOWER, OR, UPPER, Meaning, Table, printed
from smslint.dialects.functions.php_filters import BLADE, TWIG
from smslint.dialects.functions.python_filters import DJANGO, DJANGO_METHODS, JINJA
from smslint.dialects.functions.ruby_filters import ERB, LIQUID
from smslint.text.tree import AUTO, RAW, Call, Filter
from smslint.text.typed import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VELOCITY: Final[Table] = MappingProxyType(
    {
        "|": OR,
        "toUpperCase()": UPPER,
        "toLowerCase()": LOWER,
        "trim()": Meaning(Filter("strip"), exact.fixed(exact.java_trim)),
        "length()": Meaning(Filter("unknown_number"), exact.fixed(exact.utf16_length), NUMBER),
        "concat()": Meaning(effects.append, exact.append),
        "replace()": Meaning(effects.replace, exact.replace),
        "toString()": KEEP,
    }
)
"""The methods of Java's texts."""
COLON: Final[Table] = MappingProxyType(
    {
        ":Name": Meaning(Filter("title"), exact.fixed(exact_case.capfirst)),
        ":NAME": UPPER,
    }
)
GO: Final[Table] = MappingProxyType(
    {
        "print": KEEP,
        "len": Meaning(Filter("unknown_number"), exact.fixed(exact.go_length), NUMBER),
        "or": OR,
        "html": printed(HTML, exact.fixed(exact_html.go_html)),
        "upper": Meaning(Filter("upper"), exact.fixed(exact_case.simple_upper)),
        "lower": Meaning(Filter("lower"), exact.fixed(exact_case.simple_lower)),
        "title": Meaning(Filter("title")),
        "trim": Meaning(Filter("strip"), exact.fixed(str.strip)),
        "urlquery": printed(Filter("url", ("",)), exact.quoted("", plus=True)),
        "printf": Meaning(None, exact_cuts.printf),
    }
)
HANDLEBARS: Final[Table] = MappingProxyType(
    {"length": Meaning(Filter("unknown_number"), exact.fixed(exact.utf16_length), NUMBER)}
)
BRACE: Final[Table] = MappingProxyType({":": Meaning(None, exact_cuts.python_format)})
PERCENT: Final[Table] = MappingProxyType({"%": Meaning(None, exact_cuts.printf)})
MESSAGE_FORMAT: Final[Table] = MappingProxyType({"text": Meaning(None, exact.unchanged)})
"""A cell of a list is a text, whatever a program would give."""

FILTERS: Final[Mapping[str, Table]] = MappingProxyType(
    {
        "jinja": JINJA,
        "django": DJANGO,
        "liquid": LIQUID,
        "twig": TWIG,
        "blade": BLADE,
        "erb": ERB,
        "velocity": VELOCITY,
        "colon": COLON,
        "go": GO,
        "handlebars": HANDLEBARS,
        "brace": BRACE,
        "percent": PERCENT,
        "message_format": MESSAGE_FORMAT,
        "icu": MESSAGE_FORMAT,
    }
)
"""By dialect and filter; names made of signs are operators and format specifications."""

TAKE_TEXTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "jinja": frozenset({"default", "d"}),
        "django": frozenset({"add", "cut", "default", "default_if_none"}),
        "liquid": frozenset(
            ["append", "prepend", "remove", "remove_first", "default", "plus", "minus", "times", "at_least", "at_most"]
        ),
        "twig": frozenset({"default"}),
    }
)
"""The filters whose function is known for every text as argument."""


def attribute(dialect: str, name: str) -> Call | None:
    """What ``value.name``, or ``value[1]`` with the number as name, makes of a text; ``None`` if that is unknown."""
    if dialect in {"jinja", "django", "erb"} and name.isascii() and name.isdigit() and len(name) < 6:
        ends = (int(name), int(name) + 1)
        if dialect == "jinja":
            return Call("[]", ends[:1], source=f"[{name}]")
        if dialect != "django":
            return Call("[:]", ends, source=f"[{name}]")
        return Call("slice", (f"{ends[0]}:{ends[1]}",), source=f".{name}")
    if dialect == "django" and f"{name}()" in DJANGO_METHODS:
        return Call(f"{name}()", source=f".{name}")
    if (dialect, name) in {("liquid", "size"), ("erb", "size"), ("erb", "length"), ("handlebars", "length")}:
        return Call(name, source=f".{name}")
    return None


_ESCAPES: Final = frozenset({"escape", "e", "forceescape", "force_escape", "escape_once", "html"})
_MARKS_SAFE: Final = _ESCAPES | {"safe", "raw", RAW, AUTO}

ESCAPING: Final = frozenset({"django", "twig", "blade", "handlebars", "mustache"})
"""The dialects whose engines escape outputs for HTML unless they are told not to."""


def may_escape(dialect: str, calls: Iterable[Call]) -> bool:
    """Whether the engine escapes a value for HTML after these calls, unless it is configured otherwise. A text that smslint fills is
    never escaped but where the template says so."""
    return dialect in ESCAPING and not any(call.name in _MARKS_SAFE for call in calls)
