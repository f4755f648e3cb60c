"""Tables of templates that smslint computes for a list, each held against its engine, and of those that it refuses.

In the files of ``computed``, ``=`` marks a template whose text is computed for every row, and ``-`` one that is refused. A refused template that
smslint learns to compute moves to the others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.broadcast.program import Program
from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.engines.engine import EngineError, engine

if TYPE_CHECKING:
    from smslint.text.tree import Text

FOLDER: Final = Path(__file__).parent / "computed"
DIALECTS: Final = sorted(path.stem for path in FOLDER.glob("*.txt"))
COLUMNS: Final = ("name", "n", "größe")
NAMES: Final = (
    "", "Ann", "0", "3", " a b ", "zoë", "a<b&'\"c", "false", "ŒUVRE straße", "Ann Lee Bob", "a,b-a", "😀x\u200b", "\ttab\nline\r\n", "1.5x", "ǆ İI",
    "true", "-2", "a%20+b", "客客x",
)  # fmt: skip
ROWS: Final = [(name, ("", "0", "2.5 Q", "Ann")[index % 4], "x") for index, name in enumerate(NAMES)] + [
    ("Ann", "", "x"), ("Ann", "0", "x"), ("", "", "x"), ("", "0", "x"), ("0", "x", "x"), ("x", "x", "x"),
]  # fmt: skip


def lines(dialect: str, mark: str) -> list[str]:
    text = (FOLDER / f"{dialect}.txt").read_text(encoding="utf-8")
    return [line[2:] for line in text.splitlines() if line.startswith(f"{mark} ")]


def program(dialect: str, source: str) -> Program | None:
    """The program of a template; ``None`` where smslint refuses it."""
    try:
        made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
    except TemplateError:
        return None
    return None if made.notes or made.missing or made.unread or len(made.variants) > 1 else made


def within_bounds(trees: dict[int, Text], row: tuple[str, ...], text: str) -> bool:
    """Whether the segments of a text are possible, alone and after as many dots as each number says."""
    values = {column: {"enum": [cell]} for column, cell in zip(COLUMNS, row, strict=True)}
    for before, tree in trees.items():
        found = bounds(tree, values)
        count = segment("." * before + text).count
        if not found.least <= count or (found.most is not None and count > found.most):
            return False
    return True


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_computed_is_what_the_engine_prints(dialect: str) -> None:
    real = engine(dialect)
    rows = [row for row in ROWS if all(row) or dialect != "velocity"]  # an empty text is true to 1.7, and false to 2.x
    wrong: list[object] = []
    for source in lines(dialect, "="):
        made = program(dialect, source)
        if made is None:
            wrong.append((source, "is refused"))
            continue
        trees = {before: parse("." * before + source, dialect) for before in (0, 151)}
        for row in rows:
            (found,) = made.texts(Columns([list(row)]), 1)
            try:
                text = real.render(source, dict(zip(COLUMNS, row, strict=True)))
            except EngineError as error:
                text = f"the engine refuses it: {error}"
            if found == text and not within_bounds(trees, row, text):
                text = "a text that is not within the bounds"
            if found != text:
                wrong.append((source, row, f"the engine has {text!r}, smslint has {found!r}"))
                break
    assert wrong == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_not_computed_is_refused(dialect: str) -> None:
    refused = lines(dialect, "-")
    assert [source for source in refused if program(dialect, source) is not None] == []
    assert len(lines(dialect, "=")) > len(refused) / 2
