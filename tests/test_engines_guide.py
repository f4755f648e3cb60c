"""The recipes of docs/engines.md, each run in its engine on the same hostile list: all of them print what the preflight says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

import smslint

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("numpy")

from tests.engines.engine import absent  # noqa: E402
from tests.recipients.test_bulk_audit import written  # noqa: E402

GUIDE: Final = (Path(__file__).parents[1] / "docs" / "engines.md").read_text(encoding="utf-8")
RECIPES: Final = dict(re.findall(r"<!-- recipe: ([\w ]+) -->\n```python\n(.*?)```", GUIDE, re.DOTALL))
CELLS: Final = {
    "phone": [*(f"+1202555{at:04}" for at in range(2000, 2600)), "+1 (202) 555-0101", "12025550102", "n/a", "", *(f"+4474001{at:05}" for at in range(200)), "+442079460114"],
    "name": ["Ann", "Zoë", "Łukasz", "x" * 150, "", "None", "O'Neil"],
    "order": ["1017", "204455", "AB12", ""],
    "consent": ["yes", "yes", "yes", "yes", "no", "", "?"],
}  # fmt: skip


def test_the_guide_has_a_recipe_for_each_engine() -> None:
    assert [*RECIPES] == ["the function", "pyarrow", "duckdb", "polars", "pandas"]
    assert all(recipe.count("\n") <= 15 for recipe in RECIPES.values())


@pytest.mark.parametrize("engine", [name for name in RECIPES if name != "the function"])
def test_each_engine_says_what_the_preflight_says(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if importlib.util.find_spec(engine) is None:
        absent(engine, "the package, which is in the group engines,")
    random = Random(5)
    rows = [[random.choice(cells) for cells in CELLS.values()] for _ in range(900)]
    (tmp_path / "contacts.parquet").write_bytes(written("parquet", [*CELLS], rows))
    monkeypatch.chdir(tmp_path)
    made: dict[str, Any] = {}
    exec(RECIPES["the function"] + RECIPES[engine], made)
    whole = smslint.preflight(
        {"text": made["TEXT"]},
        tmp_path / "contacts.parquet",
        dialect="jinja",
        kind="transactional",
        config=made["CONFIG"],
    )
    expected = [
        f"{region} {each.recipients} {each.segments}"
        for region, each in sorted(whole.now.regions.items())
        if each.recipients
    ]
    assert len(expected) == 2
    assert whole.audit.duplicate_rows
    assert whole.audit.opted_out_rows
    assert capsys.readouterr().out.splitlines() == expected
