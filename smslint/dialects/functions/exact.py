"""The exact result of template filters on one text: the same as in the engines, or unknown.

Every function takes a call as written, with only literal arguments, and returns the function of a text; ``None`` if the call
is unknown. A test compares each with its engine.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.text.patterns import later
from smslint.text.typed import Items, Nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Call

    Change = Callable[[str], str]
    Maker = Callable[[Call], Change | None]

_WORD: Final = later(r"\w+")
BLANKS: Final = later(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
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


def zero(_call: Call) -> Change:
    """Django: the length of a value that has none."""
    return constant("0")


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


def first(value: str) -> str:
    return value[:1]


def last(value: str) -> str:
    return value[-1:]


def first_there(value: str) -> str:
    """Jinja: an empty text has no first character."""
    return value[:1] or Nothing()


def last_there(value: str) -> str:
    return value[-1:] or Nothing()


def first_of(value: str) -> str:
    """The first of a list."""
    return next(iter(items(value)), Nothing())


def last_of(value: str) -> str:
    return items(value)[-1] if items(value) else Nothing()


def count_of(value: str) -> str:
    return str(len(items(value)))


def items(value: str) -> tuple[str, ...]:
    return value.items if isinstance(value, Items) else ()


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


def java_trim(value: str) -> str:
    """Java: every character up to the space at both ends."""
    return value.strip(_JAVA_SPACE)


_JAVA_SPACE: Final = "".join(map(chr, range(33)))


def squish(value: str) -> str:
    """Rails: no white space at the ends, and one space for each run of it."""
    return BLANKS.sub(" ", value).strip(" ")


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
    old, new = map(str, call.arguments[:2])
    return len(new) // max(len(old), 1) + 1


def php_replace(call: Call) -> Change | None:
    """An empty text is replaced nowhere. A replacement that makes a text much longer is not known."""
    if len(call.arguments) != 2 or call.named or growth(call) > _MOST_GROWTH:
        return None
    old, new = map(str, call.arguments)
    return (lambda value: value.replace(old, new)) if old else same


_MOST_GROWTH: Final = 10


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


def strip_newlines(value: str) -> str:
    return value.replace("\r\n", "").replace("\n", "")
