"""The effect of a template's filters on the values of a placeholder.

Dialects translate their filter names into the few verbs of :data:`VERBS`; a filter that no verb describes makes the value
unknown, because nothing is known about its result.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from smslint.text import filter_escapes, filter_numbers
from smslint.text.values import ANY, ASCII, CHARSETS, DIGITS, GSM7, GSM7_BASIC, LONGEST, UNKNOWN, Charset, Run, Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Filter
    from smslint.text.values import Options


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


def _cut(
    options: Options, length: str | int, suffix: str | int = "", leeway: str | int = 0, bytes_: str | int = 1
) -> Options:
    """At most ``length`` characters, including a ``suffix`` if something was cut off.

    A value that is up to ``leeway`` longer is not cut (Jinja's ``truncate``).

    :param bytes_: how many bytes a character may count as.
    """
    length, leeway, suffix = int(length), int(leeway), str(suffix)
    room = max(length - len(suffix), 0)
    kept: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            if bytes_ != 1 and not option.isascii():
                kept.append(option.encode("utf-8", "replace")[:length].decode("utf-8", "ignore"))
            kept += [option] if len(option) <= length + leeway else [each + suffix for each in _ends(option[:room])]
            continue
        if option.suffix:  # cut twice: the rest of the first suffix is not modelled
            return (Run(0, length + leeway, ANY),)
        whole = length + leeway if option.most is None else min(option.most, length + leeway)
        fewest = whole if bytes_ == 1 or option.charset in _ONE_BYTE else min(whole, length // int(bytes_))
        kept.append(option._replace(least=min(option.least, fewest), most=whole))
        if suffix and (option.most is None or option.most > length + leeway):
            # Engines may keep whole words and strip spaces before the suffix, so the cut can be anywhere.
            kept.append(Run(0, room, option.charset, suffix))
    return tuple(dict.fromkeys(kept))


def _ends(cut: str) -> tuple[str, ...]:
    """The forms of a text that was cut: as it is, without the spaces at its end, and without its last word."""
    return tuple(dict.fromkeys((cut, cut.rstrip(), cut.rsplit(" ", 1)[0])))


def _part(options: Options, start: str | int, end: str | int) -> Options:
    """From one index to another; a negative index counts from the end, and an ``end`` of ``""`` is the end."""
    start, stop = int(start), None if end == "" else int(end)
    kept: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            kept.append(option[start:stop])
        elif option.suffix:
            kept.append(Run(0, None if option.most is None else _characters(option), ANY))
        elif start < 0 or (stop is not None and stop < 0):
            width = -start if start < 0 and stop is None else option.most
            most = option.most if width is None else width if option.most is None else min(option.most, width)
            kept.append(option._replace(least=min(option.least, 1) if stop is None else 0, most=most))
        else:
            width = None if stop is None else max(stop - start, 0)
            room = None if option.most is None else max(_characters(option) - start, 0)
            most = width if room is None else room if width is None else min(room, width)
            least = max(option.least - start, 0)
            kept.append(option._replace(least=least if width is None else min(least, width), most=most))
    return tuple(dict.fromkeys(kept))


def _characters(run: Run) -> int:
    """The most characters of a run that has a limit."""
    return (run.most or 0) * max(map(len, run.charset.members)) + len(run.suffix)


def _replace(options: Options, old: str | int, new: str | int) -> Options:
    """One text replaced by another, everywhere or only the first time."""
    old, new = str(old), str(new)
    replaced: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            if len(option) + option.count(old) * len(new) > LONGEST:
                return UNKNOWN.options
            replaced += (option.replace(old, new), option.replace(old, new, 1))
        elif option.suffix or not old:
            return UNKNOWN.options
        else:
            charset = Charset(
                f"{option.charset.name} with {new}", tuple(dict.fromkeys((*option.charset.members, *new)))
            )
            longer = len(new) > len(old)
            most = _characters(option) * -(-len(new) // len(old)) if longer and option.most is not None else option.most
            replaced.append(Run(option.least if len(new) >= len(old) else 0, most, charset))
    return tuple(dict.fromkeys(replaced))


def _strip(options: Options, *_: str | int) -> Options:
    """White space removed from one end, or from both."""
    kept: dict[Run | str, None] = {}
    for option in options:
        if isinstance(option, str):
            kept.update(dict.fromkeys((option, option.lstrip(), option.rstrip(), option.strip())))
        else:
            kept[option._replace(least=0)] = None
            if option.suffix:
                kept[option._replace(least=0, suffix=option.suffix.rstrip())] = None
                kept[option._replace(least=0, suffix=option.suffix.strip())] = None
    return tuple(kept)


def _shrink(options: Options, charset: str | int = "") -> Options:
    """Characters removed anywhere; ``any``: they may also become others (``&euro;`` becomes a euro sign)."""
    kept: list[Run | str] = []
    for option in options:
        if charset:
            most = len(option) if isinstance(option, str) else None if option.most is None else _characters(option)
            kept.append(Run(0, most, ANY))
        elif isinstance(option, str):
            fitting = next((each for each in (GSM7_BASIC, GSM7) if set(option) <= set(each.members)), ANY)
            kept.append(Run(0, len(option), fitting))
        elif option.suffix:
            kept.append(Run(0, None if option.most is None else option.most + len(option.suffix), ANY))
        else:
            kept.append(option._replace(least=0))
    return tuple(dict.fromkeys(kept))


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


_ONE_BYTE: Final = (DIGITS, ASCII)
"""The charsets of which each character is one byte in UTF-8."""


def _pad(options: Options, width: str | int, bytes_: str | int = 1) -> Options:
    """At least ``width`` characters: shorter values are filled with spaces.

    :param bytes_: how many bytes a character may count as.
    """
    width = int(width)
    padded: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            padded.append(option.ljust(width))
            if bytes_ != 1 and not option.isascii():
                padded.append(option.ljust(width - len(option.encode("utf-8", "replace")) + len(option)))
            continue
        most = None if option.most is None else max(option.most, width)
        charset = GSM7_BASIC if option.charset is DIGITS else option.charset
        least = width if option.charset in _ONE_BYTE else -(-width // int(bytes_))
        padded.append(Run(max(option.least, least), most, charset, option.suffix))
    return tuple(dict.fromkeys(padded))


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


VERBS: Final[dict[str, Callable[..., Options]]] = {
    "keep": _keep,
    "upper": _upper,
    "lower": _lower,
    "title": _title,
    "default": _default,
    "cut": _cut,
    "part": _part,
    "replace": _replace,
    "shrink": _shrink,
    "strip": _strip,
    "also": _also,
    "around": _around,
    "pad": _pad,
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
}
"""What a filter can do: keep a value, change its case, replace an empty one, cut it, pad it, escape it; or give one of some
strings, digits, or plain characters of the default alphabet."""
