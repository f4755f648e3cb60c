"""CONTRIBUTING.md's example rule is run, so that what it promises stays true: one YAML file and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from smslint.cli.test_rules import command
from tests.rules.schemas import schema_errors

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def example(folder: Path) -> Path:
    found = re.search(r"<!-- rule: (\S+) -->\n```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = folder / found[1]
    path.write_text(found[2], encoding="utf-8")
    return path


def test_the_example_is_a_rule_and_its_tests_pass(tmp_path: Path) -> None:
    path = example(tmp_path)
    result = CliRunner().invoke(command, [str(tmp_path)])
    assert result.stdout == "4 tests of 1 rule: 4 passed, 0 failed\n"
    assert result.exit_code == 0
    assert schema_errors("rule", path) == []


def test_the_guide_prints_what_the_command_prints(tmp_path: Path) -> None:
    example(tmp_path)
    output = CliRunner().invoke(command, [str(tmp_path)]).stdout
    assert f"$ smslint test-rules my-pack\n{output}" in GUIDE.read_text(encoding="utf-8")
