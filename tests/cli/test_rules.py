"""``smslint rule`` and ``smslint test-rules``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from smslint.cli import rule, test_rules
from smslint.errors import ConfigError
from smslint.rules import packs
from smslint.rules.document import index, page
from tests.rules.test_packs import GOOD


def run(*words: str, command: object = rule.command) -> str:
    result = CliRunner().invoke(command, list(words), catch_exceptions=False)  # type: ignore[arg-type]
    return result.stdout


def test_a_rule_is_found_by_code_by_name_and_in_lower_case() -> None:
    opt = packs.load_tested().find("OPT001")
    assert opt is not None
    assert run("OPT001", "--format", "markdown") == page(opt)
    assert run("opt001") == run("missing-opt-out") == run("OPT001")
    assert run("OPT001").startswith("OPT001 missing-opt-out\n\nA marketing message must say how to opt out.")
    assert "**" not in run("OPT001")


def test_json_has_the_sources_and_no_empty_fields() -> None:
    found = json.loads(run("OPT001", "--format", "json"))
    assert found["version"] == 1
    assert found["rule"]["applies_to"] == {"scope": "message", "kind": ["marketing"]}
    assert found["rule"]["sources"][0]["publisher"] == "FCC"
    assert all(source.get("published") or source.get("retrieved") for source in found["rule"]["sources"])


def test_all_rules_as_a_table() -> None:
    loaded = packs.load_tested()
    lines = run().splitlines()
    assert [line[:6] for line in lines] == [each.code for each in loaded.rules]
    assert run("--format", "markdown") == index(loaded.rules)
    assert len(json.loads(run("--format", "json"))["rules"]) == len(lines)


@pytest.mark.parametrize("words", [("ACM001",), ("ACM001", "--format", "markdown"), (), ("--format", "markdown")])
def test_a_pack_commands_no_terminal_through_a_pager(tmp_path: Path, words: tuple[str, ...]) -> None:
    hostile = GOOD.replace(
        "summary: Acme does not write about bananas.",
        'summary: "An \\e[2Japple \\e]0;title\\a \\u202e \\x9b2J"',
    )
    (tmp_path / "acme.yaml").write_text(hostile, encoding="utf-8")
    output = run(*words, "--pack", str(tmp_path))
    assert "2Japple" in output
    assert not set(output) & set("\x1b\x07\u202e\x9b")


def test_an_unknown_rule_suggests_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match="did you mean 'OPT001'"):
        run("OPT101")


def test_the_tests_of_included_rules_pass() -> None:
    output = run(command=test_rules.command)
    count = sum(len(each.tests) for each in packs.load_tested().rules)
    assert output == f"{count} tests of {len(packs.load().rules)} rules: {count} passed, 0 failed\n"


def test_a_failing_test_shows_its_place_and_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(GOOD.replace("text: An apple", "text: No bananas"), encoding="utf-8")
    result = CliRunner().invoke(test_rules.command, [str(tmp_path)])
    assert result.exit_code == 1
    assert f"failed {tmp_path / 'acme.yaml'}: ACM001 test 2: expected nothing, found ACM001" in result.stdout
    assert "'No bananas'" in result.stdout
    assert "2 tests of 1 rule: 1 passed, 1 failed" in result.stdout


def test_an_invalid_rule_file_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(GOOD.replace("check: pattern", "check: patern"), encoding="utf-8")
    result = CliRunner().invoke(test_rules.command, [str(tmp_path)])
    assert result.exit_code == 1
    assert f"refused {tmp_path / 'acme.yaml'}:8: check: 'patern' is not one of" in result.stdout
    assert "1 file refused" in result.stdout


def test_a_folder_without_rules_is_an_error(tmp_path: Path) -> None:
    assert CliRunner().invoke(test_rules.command, [str(tmp_path)]).exit_code == 2


def test_json_for_machines(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(GOOD.replace("text: An apple", "text: No bananas"), encoding="utf-8")
    result = CliRunner().invoke(test_rules.command, [str(tmp_path), "--format", "json"])
    found = json.loads(result.stdout)
    assert [test["problem"] for test in found["tests"]] == [None, "expected nothing, found ACM001"]
    assert found["refused"] == []


def test_a_rule_past_its_review_date_is_reported_but_passes(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(
        GOOD.replace("review_by: 2027-01-01", "review_by: 2026-02-01"), encoding="utf-8"
    )
    result = CliRunner().invoke(test_rules.command, [str(tmp_path)])
    assert result.exit_code == 0
    assert result.stderr.startswith("note: ACM001 was due for review on 2026-02-01")
