"""Every shipped rule file: its own tests, its schema, its sources, its page."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from smslint.data import data_path
from smslint.finding import Severity
from smslint.rules import packs
from smslint.rules.checks import CHECKS
from smslint.rules.document import pages
from smslint.rules.matching import Pattern
from smslint.rules.options import leaves
from smslint.rules.rule import Rule
from smslint.rules.testing import problem_of
from tests.rules.schemas import schema_errors

PACKS = packs.load_tested()
RULES = {rule.code: rule for rule in PACKS.rules}

# The rules that the project must have; more may be added, but none may be missing.
TABLE = """
ENC001 ENC002 ENC003 LEN001 LEN002 LEN003 CST001 CST002 PLH001 PLH002 PLH003 NUM001 NUM002 NUM003 NUM004 NUM005 NUM006 LST001
OPT001 OPT002 OPT003 OPT004 OPT005 OPT006 OPT007 IDN001 IDN002 SND001 SND002 SND003 TIM001 TIM002 TIM003 FRQ001
URL001 URL002 URL003 CNT001 CNT002 CNT003 CNT004 SEC001 SEC002 OTP001 OTP002 DLT001 CTI001 PAK001
"""  # fmt: skip


@lru_cache(maxsize=1)
def running() -> list[Rule]:
    return [rule for rule in PACKS.rules if rule.default]


def cases() -> list[tuple[str, int]]:
    return [(rule.code, index) for rule in PACKS.rules for index in range(len(rule.tests))]


def test_no_file_is_refused() -> None:
    assert [str(error) for error in PACKS.refused] == []


def test_each_row_of_the_table_is_a_file() -> None:
    assert set(TABLE.split()) <= RULES.keys()


@pytest.mark.parametrize(("code", "index"), cases())
def test_example(code: str, index: int) -> None:
    rule = RULES[code]
    assert problem_of(rule, running() if rule.default else [*running(), rule], rule.tests[index]) == ""


@pytest.mark.parametrize("code", RULES)
class TestFile:
    def test_its_schema(self, code: str) -> None:
        assert schema_errors("rule", RULES[code].path) == []

    def test_its_name_is_the_files(self, code: str) -> None:
        rule = RULES[code]
        assert rule.path.name == f"{rule.code}-{rule.name}.yaml"

    def test_two_failing_and_two_passing_examples(self, code: str) -> None:
        found = Counter(code in test.expect for test in RULES[code].tests)
        assert found[True] >= 2
        assert found[False] >= 2

    def test_an_error_needs_more_than_memory(self, code: str) -> None:
        rule = RULES[code]
        if rule.severity is Severity.ERROR:
            assert any(source.confidence != "knowledge" for source in rule.sources)

    def test_its_sources_were_read_before_today_and_its_review_is_in_the_future(self, code: str) -> None:
        rule = RULES[code]
        review = dt.date.fromisoformat(rule.review_by)
        for source in rule.sources:
            assert source.retrieved
            assert dt.date.fromisoformat(source.retrieved) < review
            assert source.confidence

    def test_its_texts_are_plain_sentences(self, code: str) -> None:
        rule = RULES[code]
        assert rule.summary.endswith(".")
        assert rule.why.endswith(".")
        assert len(rule.summary) <= 120
        assert len(rule.why.split()) >= 20

    def test_its_patterns_compile_without_extras(self, code: str) -> None:
        rule = RULES[code]
        for pattern in leaves(rule.options, Pattern):
            assert pattern.trusted
            assert isinstance(pattern.compiled(), re.Pattern)


def test_every_check_is_used_and_has_a_module() -> None:
    used = {rule.check for rule in PACKS.rules}
    assert used == set(CHECKS)
    folder = Path(packs.__file__).parent / "checks"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {check.module for check in CHECKS.values()}


def test_names_are_unique() -> None:
    names = Counter(name for rule in PACKS.rules for name in (rule.code, rule.name, *rule.aliases))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_pages_are_those_of_the_rules() -> None:
    folder = data_path("rules").parent / "docs" / "rules"
    wanted = pages(PACKS.rules)
    assert {path.name for path in folder.glob("*.md")} == set(wanted)
    stale = [name for name, text in wanted.items() if (folder / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python -m smslint.rules.document"
