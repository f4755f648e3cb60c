"""The width and the precision with which a program prints a value: ``%-20s``, ``{0,20}``."""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects import parse
from smslint.text.tree import Filter, placeholders

_DIGITS: Final = 4
_SIZED: Final = re.compile(r"[1-9]|\.")
_PLACE_OF_GO: Final = re.compile(r"\[\d+\]")
_CUT: Final = re.compile(
    r"(?:mb_|iconv_)?substr\([^()]{1,80},\s*0\s*,\s*(?P<php>\d+)(?:\s*,\s*['\"][\w-]+['\"])?\s*\)"
    r"|mb_strimwidth\([^()]{1,80},\s*0\s*,\s*(?P<wide>\d+)[^()]*\)"
    r"|String\.slice\([^()]{1,80},\s*0\s*,\s*(?P<elixir>\d+)\s*\)"
    r"|\$?[\w.>@-]{1,80}\.(?:slice|substring|substr|Substring)\(\s*0\s*,\s*(?P<method>\d+)\s*\)"
    r"|\$?[\w.>@-]{1,80}\.(?:take|prefix|first|Take)\(\s*(?P<first>\d+)\s*\)"
    r"|[\w.@]{1,80}\[\s*0?\s*:\s*(?P<slice>\d+)\s*\]"
    r"|[\w.@]{1,80}\[\s*0?\s*\.\.\.\s*(?P<range>\d+)\s*\]"
    r"|[\w.@]{1,80}\[\s*0\s*,\s*(?P<ruby>\d+)\s*\]"
)
"""The first characters of a text, as each language takes them: ``substr($m, 0, 157)``, ``m[:157]``, ``m.slice(0, 157)``."""
_NAME: Final = re.compile(r"\A%\([^)]*\)")


def cut_of(expression: str) -> tuple[Filter, ...]:
    """The effect of an expression that takes the first characters of a text: it is not longer than that."""
    found = _CUT.fullmatch(expression) if expression[-1:] in {")", "]"} else None
    length = next(filter(None, found.groups()), "") if found is not None else ""
    return (Filter("cut", (int(length),)),) if 0 < len(length) <= _DIGITS else ()


def width_of(conversion: str) -> tuple[Filter, ...]:
    """The effect on a text or a whole number. A declared length is that of other values as they are printed."""
    if "*" in conversion:
        return (Filter("unknown"),)
    bare = _NAME.sub("%", conversion)
    if not _SIZED.search(bare):
        return ()
    written, dialect = (bare, "csharp") if bare[0] == "{" else (_PLACE_OF_GO.sub("", bare), "percent")
    holes = list(placeholders(parse(written, dialect)))
    filters = holes[0].filters if len(holes) == 1 else ()
    return () if any(each.name.startswith("unknown") for each in filters) else filters
