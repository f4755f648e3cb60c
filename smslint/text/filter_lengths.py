"""What filters do that make a text shorter or longer: they cut it, take a part, replace, strip or fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.charsets import ANY, ASCII, DIGITS, GSM7, GSM7_BASIC, Charset
from smslint.text.values import LONGEST, UNKNOWN, Run

if TYPE_CHECKING:
    from smslint.text.values import Options

_ONE_BYTE: Final = (DIGITS, ASCII)
"""The charsets of which each character is one byte in UTF-8."""


def cut(
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


def part(options: Options, start: str | int, end: str | int) -> Options:
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


def replace(options: Options, old: str | int, new: str | int) -> Options:
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


def strip(options: Options, *_: str | int) -> Options:
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


def shrink(options: Options, charset: str | int = "") -> Options:
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


def pad(options: Options, width: str | int, bytes_: str | int = 1) -> Options:
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
