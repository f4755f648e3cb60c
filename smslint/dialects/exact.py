"""The exact result of template filters on one text: the same as in the engines, or unknown.

Every function takes a call as written, with only literal arguments, and returns the function of a text; ``None`` if the call
is unknown. A test compares each with its engine.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from smslint.dialects.effects import argument
from smslint.text.patterns import later
from smslint.text.typed import Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Call

    Change = Callable[[str], str]
    Maker = Callable[[Call], Change | None]

_WORD_STARTS: Final = later(r"([-\s({\[<]+)")
_DJANGO_APOSTROPHE: Final = later("([a-z])'([A-Z])")
_DJANGO_ORDINAL: Final = later(r"\d([A-Z])")
_WORD: Final = later(r"\w+")
_BLANKS: Final = later(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
RUBY_SPACE: Final = "\t\n\v\f\r \0"
PHP_SPACE: Final = " \t\n\r\0\v"


def same(value: str) -> str:
    """The value itself."""
    return value


def constant(text: str) -> Change:
    """The same text for every value."""
    return lambda _value: text


def composed(changes: list[Change]) -> Change:
    """One change after another."""
    if not changes:
        return same
    if len(changes) == 1:
        return changes[0]

    def change(value: str) -> str:
        for each in changes:
            value = each(value)
        return value

    return change


def fixed(change: Change) -> Maker:
    """A filter without arguments; with arguments the call is unknown."""
    return lambda call: None if call.arguments or call.named else change


def unchanged(_call: Call) -> Change:
    """A cell always exists, so the replacement for a missing value is never used."""
    return same


def _or_else(fallback: str, value: str) -> str:
    return value or fallback


def zero(_call: Call) -> Change:
    """Django: the length of a value that has none."""
    return constant("0")


def _first_value(call: Call) -> str | None:
    """The first argument as a value; numbers with a fraction and true or false print in other ways in each language."""
    value = argument(call, 0, "default_value")
    if isinstance(value, str):
        return value
    return Number(value) if isinstance(value, int) and not isinstance(value, bool) else None


def default(call: Call) -> Change | None:
    instead = _first_value(call)
    return partial(_or_else, instead) if len(call.arguments) == 1 and not call.named and instead is not None else None


def default_of_number(call: Call) -> Change | None:
    """0 is false."""
    instead = _first_value(call)
    return None if instead is None else lambda value: instead if Number(value).zero else value


def liquid_default(call: Call) -> Change | None:
    """``allow_false`` is about the value false; a text is never false."""
    return default(call._replace(named=tuple(each for each in call.named if each[0] != "allow_false")))


def jinja_default(call: Call) -> Change | None:
    """An empty cell is defined: only ``default("x", true)`` replaces it."""
    if not argument(call, 1, "boolean", 0):
        return same
    instead = "" if not call.arguments and len(call.named) < 2 else _first_value(call)
    return None if instead is None else partial(_or_else, instead)


def jinja_default_of_number(call: Call) -> Change | None:
    if not argument(call, 1, "boolean", 0):
        return same
    return default_of_number(call)


def php_elvis(call: Call) -> Change | None:
    """``name ?: "x"``: in PHP "0" is false."""
    instead = _first_value(call)
    if len(call.arguments) != 1 or instead is None:
        return None
    return lambda value: value if value not in {"", "0"} else instead


def jinja_title(value: str) -> str:
    """A word begins after a space, a hyphen or a bracket, not after an apostrophe."""
    return "".join(item[0].upper() + item[1:].lower() for item in _WORD_STARTS.split(value) if item)


def django_title(value: str) -> str:
    """Python's ``title``, except for letters after an apostrophe or a digit."""
    titled = _DJANGO_APOSTROPHE.sub(lambda match: match[0].lower(), value.title())
    return _DJANGO_ORDINAL.sub(lambda match: match[0].lower(), titled)


def reversed_text(value: str) -> str:
    return value[::-1]


def quoted(safe: str = "/", *, plus: bool = False) -> Maker:
    """Per cent signs for what may not stand in an address.

    :param safe: what stays, next to letters, digits and ``_.-~``.
    :param plus: whether a space becomes a plus sign.
    """

    def make(call: Call) -> Change | None:
        from urllib.parse import quote, quote_plus

        stays = argument(call, 0, default=safe)
        if len(call.arguments) > (safe == "/") or call.named or not isinstance(stays, str):
            return None
        return partial(quote_plus if plus else quote, safe=stays, errors="replace")

    return make


def capfirst(value: str) -> str:
    return value[:1].upper() + value[1:]


def php_capitalize(value: str) -> str:
    """The first character as a capital; for ß these are two characters."""
    return value[:1].upper() + value[1:].lower()


def simple_upper(value: str) -> str:
    """Go: each character becomes exactly one character."""
    return "".join(changed if len(changed := char.upper()) == 1 else char for char in value)


def simple_lower(value: str) -> str:
    """Go: each character becomes exactly one character."""
    return "".join(changed if len(changed := char.lower()) == 1 else char for char in value)


def first(value: str) -> str:
    return value[:1]


def last(value: str) -> str:
    return value[-1:]


def length(value: str) -> str:
    return str(len(value))


def go_length(value: str) -> str:
    """Bytes, not characters."""
    return str(len(value.encode("utf-8", "replace")))


def utf16_length(value: str) -> str:
    """As JavaScript counts: a character outside the basic plane is two."""
    return str(len(value.encode("utf-16-le", "surrogatepass")) // 2)


def wordcount(value: str) -> str:
    return str(len(value.split()))


def jinja_wordcount(value: str) -> str:
    return str(len(_WORD.findall(value)))


def trimmed(strip: Callable[[str, str | None], str]) -> Maker:
    """Python's ``strip``, ``lstrip`` or ``rstrip``: white space, or other characters."""

    def make(call: Call) -> Change | None:
        characters = argument(call, 0, "chars")
        if len(call.arguments) + len(call.named) > 1 or not isinstance(characters, str | None):
            return None
        return lambda value: strip(value, characters)

    return make


trim: Final = trimmed(str.strip)


def php_trim(call: Call) -> Change | None:
    characters, side = argument(call, 0, "character_mask"), argument(call, 1, "side", "both")
    strip = {"both": str.strip, "left": str.lstrip, "right": str.rstrip}.get(str(side))
    mask = PHP_SPACE if characters is None else str(characters)
    if strip is None or not mask or ".." in mask:
        return None
    return lambda value: strip(value, mask)


def php_lstrip(value: str) -> str:
    return value.lstrip(PHP_SPACE)


def php_rstrip(value: str) -> str:
    return value.rstrip(PHP_SPACE)


def ruby_lower(value: str) -> str:
    """Ruby: character by character, so that a sigma at the end of a word is like any other."""
    return "".join(map(str.lower, value))


def ruby_capitalize(value: str) -> str:
    return value[:1].title() + ruby_lower(value[1:])


def presence(call: Call) -> Change | None:
    """Rails: a text of white space alone is nothing, and then the text behind ``||`` is printed."""
    if len(call.arguments) > 1 or call.named:
        return None
    instead = str(call.arguments[0]) if call.arguments else ""
    return lambda value: value if _BLANKS.sub("", value) else instead


def squish(value: str) -> str:
    """Rails: no white space at the ends, and one space for each run of it."""
    return _BLANKS.sub(" ", value).strip(" ")


def ruby_strip(value: str) -> str:
    return value.strip(RUBY_SPACE)


def ruby_lstrip(value: str) -> str:
    return value.lstrip(RUBY_SPACE)


def ruby_rstrip(value: str) -> str:
    return value.rstrip(RUBY_SPACE)


def replace(call: Call) -> Change | None:
    return _replace(call, -1)


def replaced_first(call: Call) -> Change | None:
    return _replace(call, 1)


def _replace(call: Call, times: int) -> Change | None:
    if len(call.arguments) != 2 or call.named:
        return None
    old, new = map(str, call.arguments)
    return lambda value: value.replace(old, new, times)


def growth(call: Call) -> int:
    """How many times longer a replacement can make a text."""
    old, new = map(str, call.arguments)
    return len(new) // max(len(old), 1) + 1


def removed(call: Call) -> Change | None:
    return _removed(call, -1)


def removed_first(call: Call) -> Change | None:
    return _removed(call, 1)


def _removed(call: Call, times: int) -> Change | None:
    if len(call.arguments) != 1 or call.named:
        return None
    old = str(call.arguments[0])
    return lambda value: value.replace(old, "", times)


def append(call: Call) -> Change | None:
    return (lambda value: f"{value}{call.arguments[0]}") if len(call.arguments) == 1 and not call.named else None


def prepend(call: Call) -> Change | None:
    return (lambda value: f"{call.arguments[0]}{value}") if len(call.arguments) == 1 and not call.named else None


def pluralize(call: Call) -> Change | None:
    """Django: one, or not one; empty if the value is not a number."""
    forms = str(argument(call, 0, default="s")).split(",")
    if len(forms) == 1:
        forms = ["", *forms]
    if len(forms) > 2:
        return constant("")
    one, many = forms

    def form(value: str) -> str:
        try:
            return one if float(value) == 1 else many
        except ValueError:
            return ""

    return form


def yesno(call: Call) -> Change:
    choices = str(argument(call, 0, default="yes,no,maybe")).split(",")
    if len(choices) < 2:
        return same
    return lambda value: choices[0] if value else choices[1]


def yesno_of_number(call: Call) -> Change:
    """0 is false."""
    change = yesno(call)
    return change if change is same else lambda value: change("" if Number(value).zero else value)


def strip_newlines(value: str) -> str:
    return value.replace("\r\n", "").replace("\n", "")
