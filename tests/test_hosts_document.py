"""The guide to sources and dialects names every one of them, and every tool whose JSON is read."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from smslint.dialects import DIALECTS
from smslint.project.config import make_config
from smslint.sources.exports import EXPORTS
from smslint.sources.registry import SOURCES
from smslint.sources.unread import UNREAD

GUIDE = (Path(__file__).parent.parent / "docs" / "hosts.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> set[str]:
    part = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_source_and_every_dialect_is_in_the_guide() -> None:
    programs = {name for name, module in SOURCES.items() if ".code." in module}  # one row stands for them
    assert first_cells("Files") - programs - {"code"} == set(SOURCES) - programs
    assert first_cells("Dialects") == set(DIALECTS)


def test_every_language_of_a_tool_is_in_the_guide() -> None:
    part = GUIDE.partition("\n## The JSON of tools\n")[2].partition("\n## ")[0]
    assert {each.dialect for each in EXPORTS} <= set(re.findall(r"`(\w+)`", part))


def test_every_language_that_is_not_read_is_in_the_guide() -> None:
    part = GUIDE.partition("\n## What is not read\n")[2].partition("\n## ")[0]
    assert {each.partition(",")[0] for each in UNREAD.values() if each.partition(",")[0] not in part} <= {"HEEx", "PHP"}


def test_the_example_of_own_dialects_is_read() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    config = make_config(yaml.safe_load(block), Path())
    assert config.messages[0].settings["dialect"] == "##name|default##\t\\##"
