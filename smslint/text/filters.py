"""The effect of a template's filters on the values of a placeholder.

Dialects translate their filter names into the few verbs of :data:`VERBS`; a filter that no verb describes makes the value
unknown, because nothing is known about its result.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text import filter_escapes, filter_lengths, filter_numbers
from smslint.text.charsets import ANY, CHARSETS, Charset
from smslint.text.values import LONGEST, UNKNOWN, Run, Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Filter
    from smslint.text.values import Options


GIVES: Final = "gives"
"""The name of an effect that the configuration states: all that something may print."""
MOST_OPTIONS: Final = 256
"""The most texts and runs that a value is described by; filters can double them."""


def _recase(charset: Charset, change: Callable[[str], str], *more: str) -> Charset:
    """Changing case can lengthen a value (ß -> SS, ΐ -> three characters) and can leave GSM-7 (à -> À, Ç -> ç)."""
    changed = dict.fromkeys(change(member) for member in charset.members)
    return Charset(f"{change.__name__} of {charset.name}", (*changed, *more))


@cache
def uppercase() -> dict[str, Charset]:
    """The charsets in capitals, by the names of the charsets."""
    return {
        name: _recase(charset, str.upper, *(("FFI", "Ϊ́") if charset is ANY else ()))
        for name, charset in CHARSETS.items()
    }


@cache
def lowercase() -> dict[str, Charset]:
    """The charsets in small letters, by the names of the charsets."""
    return {
        name: _recase(charset, str.lower, *(("i̇",) if charset is ANY else ())) for name, charset in CHARSETS.items()
    }


@lru_cache(maxsize=1024)
def filtered(values: Values, filters: tuple[Filter, ...]) -> Values:
    """The values after the template's filters, applied in order."""
    for each in filters:
        verb = VERBS.get(each.name)
        known = verb is not None and not any(
            isinstance(value, int) and abs(value) > LONGEST for value in each.arguments
        )
        options = verb(values.options, *each.arguments) if verb and known else UNKNOWN.options
        values = values._replace(options=_bounded(options))
    return values


def _bounded(options: Options) -> Options:
    """The options without those that are longer than any message: a short template must not become a text of gigabytes."""
    if len(options) > MOST_OPTIONS:
        return UNKNOWN.options
    for option in options:
        if len(option) > LONGEST if isinstance(option, str) else max(option.least, option.most or 0) > LONGEST:
            return UNKNOWN.options
    return options


def _keep(options: Options, *_: str | int) -> Options:
    return options


def _upper(options: Options, *_: str | int) -> Options:
    return tuple(o.upper() if isinstance(o, str) else _recased(o, uppercase()) for o in options)


def _lower(options: Options, *_: str | int) -> Options:
    return tuple(o.lower() if isinstance(o, str) else _recased(o, lowercase()) for o in options)


def _title(options: Options, *_: str | int) -> Options:
    """Upper and lower case letters in any order: all that either change of case can give."""
    return tuple(dict.fromkeys((*options, *_upper(options), *_lower(options))))


def _recased(run: Run, table: dict[str, Charset]) -> Run:
    return run._replace(charset=table.get(run.charset.name, table["any"]))


def _default(options: Options, fallback: str | int, *_: str | int) -> Options:
    """The fallback replaces an empty value."""
    kept: list[Run | str] = []
    for option in options:
        if isinstance(option, str) or option.suffix or option.least > 0:
            if option != "":
                kept.append(option)
        elif option.most != 0:
            kept.append(option._replace(least=1))
    return tuple(dict.fromkeys((*kept, str(fallback))))


def _also(options: Options, other: str | int, *_: str | int) -> Options:
    """One more string that the value may be."""
    return tuple(dict.fromkeys((*options, str(other))))


def _around(options: Options, before: str | int, after: str | int) -> Options:
    """Fixed text before and after a value."""
    grown: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            grown.append(f"{before}{option}{after}")
        elif before:
            return UNKNOWN.options
        else:
            grown.append(option._replace(suffix=option.suffix + str(after)))
    return tuple(grown)


def _reverse(options: Options, *_: str | int) -> Options:
    """The characters in the other direction."""
    if any(not isinstance(option, str) and option.suffix for option in options):
        return UNKNOWN.options
    return tuple(option[::-1] if isinstance(option, str) else option for option in options)


def _or_empty(options: Options, verb: str, *arguments: str | int) -> Options:
    """What another verb gives, or nothing, if the value is not what the filter expects."""
    return (*VERBS[verb](options, *arguments), "")


def _or_same(options: Options, verb: str, *arguments: str | int) -> Options:
    """What another verb gives, or the value itself, if it is not what the filter expects."""
    return tuple(dict.fromkeys((*VERBS[verb](options, *arguments), *options)))


def _gives(_options: Options, *stated: str | int) -> Options:
    """What a project says of its own call: any number of ``text``, TEXT and ``run``, LEAST, MOST, CHARSET."""
    found: list[Run | str] = []
    words = iter(stated)
    for kind in words:
        if kind == "text":
            found.append(str(next(words)))
        else:
            least, most, charset = next(words), next(words), next(words)
            found.append(Run(int(least), None if most == -1 else int(most), CHARSETS[str(charset)]))
    return tuple(found)


VERBS: Final[dict[str, Callable[..., Options]]] = {
    "keep": _keep,
    "upper": _upper,
    "lower": _lower,
    "title": _title,
    "default": _default,
    "cut": filter_lengths.cut,
    "part": filter_lengths.part,
    "replace": filter_lengths.replace,
    "shrink": filter_lengths.shrink,
    "strip": filter_lengths.strip,
    "also": _also,
    "around": _around,
    "pad": filter_lengths.pad,
    "escape_html": filter_escapes.escape_html,
    "perhaps_html": filter_escapes.perhaps_html,
    "slashes": filter_escapes.slashes,
    "url": filter_escapes.url,
    "reverse": _reverse,
    "one_of": filter_numbers.one_of,
    "digits": filter_numbers.digits,
    "plain": filter_numbers.plain,
    "words": filter_numbers.words,
    "number": filter_numbers.number,
    "integer": filter_numbers.integer,
    "grouped": filter_numbers.grouped,
    "perhaps_grouped": filter_numbers.perhaps_grouped,
    "in_locale": filter_numbers.in_locale,
    "unknown_number": filter_numbers.unknown_number,
    "or_empty": _or_empty,
    "or_same": _or_same,
    GIVES: _gives,
}
"""What a filter can do: keep a value, change its case, replace an empty one, cut it, pad it, escape it; or give one of some
strings, digits, or plain characters of the default alphabet."""
