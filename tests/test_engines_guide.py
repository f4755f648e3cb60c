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
from typing import TYPE_CHECKING, Any, Final

import pytest

import smslint

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("numpy")

from tests.engines.engine import absent  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

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


MANY: Final = 200
"""Lists in the long test of each engine."""


def test_the_guide_has_a_recipe_for_each_engine() -> None:
    assert [*RECIPES] == ["the function", "pyarrow", "duckdb", "polars", "pandas", "pyspark", "daft"]
    assert all(recipe.count("\n") <= 15 for recipe in RECIPES.values())


ENGINES: Final = [name for name in RECIPES if name != "the function"]
HOSTILE: Final = {
    "phone": [*CELLS["phone"][-6:], *(f"+1202555{at:04}" for at in range(2000, 2040)), "+1 202-555-2001", "+12025552001 ", "+870773111632", "+12025552001\n+12025552002", "00442079460114", "\u202a+12025552003", "tel:+12025552004", "é", "0", "+", "+1" * 40],
    "name": [*CELLS["name"], "Anna", "STOP", "{{ name }}", "😀" * 40, "a\r\nb", " ", "-", "O\x00K", "«x»", "£" * 70, "[]{}" * 20, "https://bit.ly/x", "12345678"],
    "order": [*CELLS["order"], "24", "12-34", "999999999", "0000", "TBD", "€5"],
    "consent": [*CELLS["consent"], "Yes ", "NO", "unsubscribed", "pending", "express", "2026-01-01"],
}  # fmt: skip
ENDS: Final = {"daft": "\nimport os, sys\nsys.stdout.flush()\nos._exit(0)\n"}
"""Daft's threads sometimes still run while Python takes itself down, and then abort the process, after the recipe has run to its end."""
LAYOUTS: Final = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))


@pytest.mark.parametrize("engine", ENGINES)
def test_each_engine_says_what_the_preflight_says(engine: str, tmp_path: Path) -> None:
    require(engine)
    random = Random(5)
    put(tmp_path, [[random.choice(cells) for cells in CELLS.values()] for _ in range(900)], 200)
    made, whole = said(tmp_path)
    assert len(made) == 2
    assert whole.audit.duplicate_rows
    assert whole.audit.opted_out_rows
    assert run(RECIPES["the function"] + RECIPES[engine] + ENDS.get(engine, ""), tmp_path) == made


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
def test_each_engine_says_it_of_many_lists(engine: str, tmp_path: Path) -> None:
    """Random hostile lists in random layouts, all in one process of the engine."""
    require(engine)
    layouts = [each for each in LAYOUTS if engine != "daft" or each != pa.string_view()]  # Daft refuses such a file
    expected = []
    for seed in range(MANY):
        random = Random(seed)
        folder = tmp_path / f"{seed:03}"
        folder.mkdir()
        rows = [[random.choice(cells) for cells in HOSTILE.values()] for _ in range(random.choice([1, 7, 60, 250]))]
        if random.random() < 0.5:  # some rows are plain
            rows += [[f"+1202555{random.randrange(3000, 3050)}", "Ann", "1017", "yes"] for _ in range(40)]
        random.shuffle(rows)
        put(folder, rows, random.choice([3, 40, 1000]), [random.choice(layouts) for _ in HOSTILE])
        expected += [f"list {seed}", *said(folder)[0]]
    recipe = RECIPES[engine].replace('"contacts.parquet"', "PATH").replace("'contacts.parquet'", "'{PATH}'")
    recipe = recipe.replace('"FROM', 'f"FROM')
    script = f"""{RECIPES["the function"]}
RECIPE = {recipe!r}
for seed in range({MANY}):
    print("list", seed)
    exec(RECIPE, {{**globals(), "PATH": {str(tmp_path)!r} + f"/{{seed:03}}/contacts.parquet"}})
"""
    assert run(script + ENDS.get(engine, ""), tmp_path) == expected


def require(engine: str) -> None:
    if importlib.util.find_spec(engine) is None:
        absent(engine, "the package, which is in the group engines,")
    if engine == "pyspark" and shutil.which("java") is None:
        absent(engine, "Java 17 or newer")


def put(folder: Path, rows: list[list[str]], size: int, layouts: Sequence[Any] = ()) -> None:
    """Write a list with groups of ``size`` rows; in every second row an empty cell is a null."""
    kinds = layouts or [pa.string()] * len(CELLS)
    cells = [
        [row[at] or (None if layouts and number % 2 else "") for number, row in enumerate(rows)]
        for at in range(len(CELLS))
    ]
    columns = [pa.array(each, pa.string()).cast(kind) if not pa.types.is_dictionary(kind) else pa.array(each, pa.string()).dictionary_encode() for each, kind in zip(cells, kinds, strict=True)]  # fmt: skip
    pq.write_table(pa.table(columns, [*CELLS]), folder / "contacts.parquet", row_group_size=size)


def said(folder: Path) -> tuple[list[str], smslint.Broadcast]:
    """The lines that every recipe prints, from the preflight of the list in a folder."""
    made: dict[str, Any] = {}
    exec(RECIPES["the function"], made)
    path = folder / "contacts.parquet"
    whole = smslint.preflight(
        {"text": made["TEXT"]}, path, dialect="jinja", kind="transactional", config=made["CONFIG"]
    )
    regions = sorted(whole.now.regions.items())
    return [f"{region} {each.recipients} {each.segments}" for region, each in regions if each.recipients], whole


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


_FAILING: Final = '''
import os
once = checked

def checked(batch):
    """The answer; but after half of it the worker dies, once for each partition, as on a machine that is taken away."""
    from pyspark import TaskContext

    mark = f"{os.environ['MARKS']}/{TaskContext.get().partitionId()}"
    found = once(batch)
    if batch.num_rows and not os.path.exists(mark):
        open(mark, "w").close()
        os._exit(1)
    return found
'''


def test_a_partition_that_spark_asks_about_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers die after they were asked; Spark asks others, and the answer is the same."""
    require("pyspark")
    random = Random(9)
    put(tmp_path, [[random.choice(cells) for cells in CELLS.values()] for _ in range(500)], 200)
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("MARKS", str(marks))
    monkeypatch.setitem(SPARK, "master", "local[1,8]")  # eight attempts
    script = RECIPES["the function"] + _FAILING + RECIPES["pyspark"]
    assert run(script, tmp_path) == said(tmp_path)[0]
    assert len([*marks.iterdir()]) > 1
