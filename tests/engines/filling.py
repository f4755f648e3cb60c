"""A template filled by smslint with the values of a row: its engine's text, exactly, or a refusal.

In the random templates ``a`` and ``b`` are conditions. Here they are columns as all others, with texts that languages take for true or for
false in different ways.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.tree import Text

COLUMNS: Final = ("name", "code", "brand", "plan", "größe", "a", "b", "z")
CELLS: Final = ("", "0", "false", "x", "True", " ", "00")
COUNTS: Final[dict[str, Counter[str]]] = {}
"""By dialect: how many templates were rendered, filled and refused, for the summary of the run."""


def count(dialect: str, what: str) -> None:
    """Count a template for the summary of the run."""
    COUNTS.setdefault(dialect, Counter())[what] += 1


def texts(dialect: str, values: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same values with texts for the conditions. To Velocity 1.7 an empty text is true, and to 2.x, which we follow, it is false."""
    draw = random.Random(seed)
    cells = [cell for cell in CELLS if cell or dialect != "velocity"]
    return {**values, "a": draw.choice(cells), "b": draw.choice(cells), "z": draw.choice(["", "Zoë"])}


@cache
def known(dialect: str, options: tuple[str, ...], form: str) -> tuple[str, ...]:
    """Those of some codes that smslint evaluates, written into a form at ``CODE``."""
    found = []
    for option in options:
        source = form.replace("CODE", option)
        with contextlib.suppress(TemplateError):
            made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
            if not (made.notes or made.missing or made.unread):
                found.append(option)
    assert found, (dialect, form)
    return tuple(found)


def hold_filled(
    dialect: str,
    source: str,
    row: dict[str, Any],
    render: Callable[[str, dict[str, Any]], str],
    refused: tuple[type[BaseException], ...],
    tree: Text | None = None,
) -> None:
    """Compare our text for a row with the engine's.

    :param tree: that of the template, where its file has more than the template.
    :raises AssertionError: if they differ, and nothing says that smslint does not know the text.
    """
    columns = {name: value for name, value in row.items() if isinstance(value, str)}
    text = parse(source, dialect) if tree is None else tree
    made = compile_template(text, columns, dialect=dialect, source=source)
    if made.notes or made.missing or made.unread or len(made.variants) > 1:
        count(dialect, "refused")
        return
    try:
        shown = render(source, row)
    except refused:
        count(dialect, "not rendered")
        return
    found = next(iter(made.texts(Columns([list(columns.values())]), 1)))
    assert found == shown, f"{source!r} with {row}: the engine has {shown!r}, smslint has {found!r}"
    count(dialect, "filled")
