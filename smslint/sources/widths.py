"""The width and the precision with which a program prints a value: ``%-20s``, ``{0,20}``."""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects import parse
from smslint.text.tree import Filter, placeholders

_SIZED: Final = re.compile(r"[1-9]|\.")
_PLACE_OF_GO: Final = re.compile(r"\[\d+\]")
_NAME: Final = re.compile(r"\A%\([^)]*\)")


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
