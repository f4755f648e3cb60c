"""How messages write counts, values, the keys of settings, and the word that was probably meant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SHOWN: Final = 80
"""How many characters of a value or a key an error shows."""


def plural(count: int, noun: str) -> str:
    """A count with its noun: ``1 row``, ``1,200 rows``, ``2 entries``. For nouns whose plural ends in s."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {f'{noun[:-1]}ies' if noun[-1] == 'y' and noun[-2] not in 'aeiou' else f'{noun}s'}"


def nearest(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` for the nearest known word, or the whole list if no word is near."""
    return did_you_mean(word, known) or f"; known: {', '.join(sorted(known))}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` for the nearest known word; empty if no word is near."""
    close = near(word, known)
    return f" (did you mean {close!r}?)" if close else ""


def near(word: str, known: Iterable[str]) -> str | None:
    """The nearest known word, if one is near."""
    return _near(word[:100], tuple(sorted(known)))


@lru_cache(1024)  # one mistake is often in every file of a project
def _near(word: str, known: tuple[str, ...]) -> str | None:
    import difflib

    begun = [each for each in known if len(each) > 2 and word.startswith(each)]  # "maximum" for "max"
    close = (
        difflib.get_close_matches(word, known, 1, 0.8)
        or sorted(begun, key=len)[-1:]
        or difflib.get_close_matches(word, known, 1, 0.6)
    )
    return close[0] if close else None


def dotted(keys: tuple[str | int, ...]) -> str:
    """A key path as text: ``messages[2].values.name``."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{_name(key)}" for key in keys).removeprefix(".")


def _name(key: object) -> str:
    """A key on one line, shortened."""
    if not isinstance(key, str):
        return shown(key)
    name = key if key.isprintable() else repr(key)[1:-1]
    return shortened(name, LONGEST_SHOWN)


def word_of(value: object) -> str:
    """A value as a word to look up: text unchanged, anything else as errors show it."""
    return value if isinstance(value, str) else shown(value)


def shown(value: object) -> str:
    """A value as errors show it: on one line, and shortened."""
    import reprlib

    shape = reprlib.Repr()  # it accepts objects whose repr() raises
    shape.maxstring = shape.maxother = 4 * LONGEST_SHOWN
    shape.maxlist = shape.maxtuple = shape.maxset = shape.maxdict = 20
    try:
        text = str(value.isoformat()) if hasattr(value, "isoformat") else shape.repr(value)
    except ValueError:  # Python refuses to convert a number of 5,000 digits
        text = f"a {type(value).__name__}"
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number of more than 20 digits"
    text = text if text.isprintable() else " ".join(text.split())
    return shortened(text, LONGEST_SHOWN)


def kind_of(value: object) -> str:
    """The type of a value, for people: ``a list``, ``text``, ``nothing``."""
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    if hasattr(value, "isoformat"):
        return "a date or a time"
    return "nothing" if value is None else names.get(type(value), type(value).__name__)


def language_of(locale: str) -> str:
    """The language of a locale: ``pt`` of ``pt-BR`` and of ``pt_BR``."""
    return locale.replace("_", "-").partition("-")[0].lower()


def as_yaml(value: object) -> str:
    return "nothing" if value is None else str(value).lower()


def shortened(text: str, most: int = 60) -> str:
    """A text of at most so many characters: a longer one ends in three dots."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


def first_of(names: Sequence[str], most: int = 3, noun: str = "") -> str:
    """The first of some names, and how many more there are: ``a, b, c and 1,204 more``.

    :param noun: what they are, in the singular: ``a, b, c and 1,204 more zones``.
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (
        f" and {plural(more, f'more {noun}') if noun else f'{more:,} more'}" if more > 0 else ""
    )


_MOST_LISTED: Final = 40


def listed(allowed: Iterable[str]) -> str:
    """All values that are allowed, or the first ones if they do not fit in a line."""
    return first_of(sorted(allowed), _MOST_LISTED)
