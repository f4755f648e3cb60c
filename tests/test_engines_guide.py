"""The recipes of docs/engines.md, each run in its engine on the same hostile list: all of them print what the preflight says."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

import smslint

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("numpy")

from tests.engines.engine import absent  # noqa: E402

GUIDE: Final = (Path(__file__).parents[1] / "docs" / "engines.md").read_text(encoding="utf-8")
RECIPES: Final = dict(re.findall(r"<!-- recipe: ([\w ]+) -->\n```python\n(.*?)```", GUIDE, re.DOTALL))
CELLS: Final = {
    "phone": [*(f"+1202555{at:04}" for at in range(2000, 2600)), "+1 (202) 555-0101", "12025550102", "n/a", "", *(f"+4474001{at:05}" for at in range(200)), "+442079460114"],
    "name": ["Ann", "Zoë", "Łukasz", "x" * 150, "", "None", "O'Neil"],
    "order": ["1017", "204455", "AB12", ""],
    "consent": ["yes", "yes", "yes", "yes", "no", "", "?"],
}  # fmt: skip


SPARK: Final = {
    "master": "local[1]",
    "driver-memory": "512m",
    "driver-java-options": "'-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'",  # a short life
}
SPARK_CONF: Final = {
    "spark.sql.files.maxPartitionBytes": 3000,  # several partitions
    "spark.sql.shuffle.partitions": 2,
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def test_the_guide_has_a_recipe_for_each_engine() -> None:
    assert [*RECIPES] == ["the function", "pyarrow", "duckdb", "polars", "pandas", "pyspark", "daft"]
    assert all(recipe.count("\n") <= 15 for recipe in RECIPES.values())


@pytest.mark.parametrize("engine", [name for name in RECIPES if name != "the function"])
def test_each_engine_says_what_the_preflight_says(engine: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(engine) is None:
        absent(engine, "the package, which is in the group engines,")
    if engine == "pyspark" and shutil.which("java") is None:
        absent(engine, "Java 17 or newer")
    random = Random(5)
    rows = [[random.choice(cells) for cells in CELLS.values()] for _ in range(900)]
    table = pa.table([pa.array(each, pa.string()) for each in zip(*rows, strict=True)], [*CELLS])
    pq.write_table(table, tmp_path / "contacts.parquet", row_group_size=200)
    made: dict[str, Any] = {}
    exec(RECIPES["the function"], made)
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
    assert run(RECIPES["the function"] + RECIPES[engine], tmp_path) == expected


def run(script: str, folder: Path) -> list[str]:
    """What a script prints, in a process of its own: engines keep threads, and Spark a machine of Java."""
    (folder / "recipe.py").write_text(script, encoding="utf-8")
    words = [f"--{name} {value}" for name, value in SPARK.items()]
    words += [f"--conf {name}={value}" for name, value in SPARK_CONF.items()]
    spark = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": " ".join([*words, "pyspark-shell"])}  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "DO_NOT_TRACK": "1", **spark}
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()
