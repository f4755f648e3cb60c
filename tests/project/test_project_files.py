"""The template engine that the project's own files name decides where the text alone does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.project_files import SIGNS, Engine, engine_of
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

FIT_SEVERAL = "{% if x %}\n" + "a" * 160 + "{% endif %}"
"""161 characters in Jinja and Django, 160 in Twig."""


@pytest.mark.parametrize(("name", "word", "dialect"), SIGNS, ids=[f"{row[0]} {row[1]}" for row in SIGNS])
def test_a_file_names_an_engine(tmp_path: Path, name: str, word: str, dialect: str) -> None:
    project(tmp_path, {name: f"x {word.upper()} x", "below/.keep": ""})
    assert engine_of(tmp_path) == Engine(dialect, name)
    assert engine_of(tmp_path / "below") == Engine(dialect, name)


def test_two_engines_decide_nothing(tmp_path: Path) -> None:
    project(tmp_path, {"manage.py": "", "package.json": '{"dependencies": {"liquidjs": "1"}}'})
    assert engine_of(tmp_path) is None


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    project(tmp_path, {"manage.py": "", "inner/.git": "x"})
    assert engine_of(tmp_path / "inner") is None
    assert engine_of(tmp_path) == Engine("django", "manage.py")


def test_other_files_name_no_engine(tmp_path: Path) -> None:
    project(tmp_path, {".git": "x", "package.json": "{}", "Gemfile/x": "liquid"})
    assert engine_of(tmp_path) is None


def test_a_file_of_more_than_a_mebibyte_is_not_read(tmp_path: Path) -> None:
    project(tmp_path, {"Gemfile": "liquid\n".ljust(1024 * 1024)})
    assert engine_of(tmp_path) == Engine("liquid", "Gemfile")
    engine_of.cache_clear()
    project(tmp_path, {"Gemfile": "liquid\n".ljust(1024 * 1024 + 1), ".git": "x"})
    assert engine_of(tmp_path) is None


def test_the_run_uses_the_engine(tmp_path: Path) -> None:
    project(tmp_path, {"smslint.yaml": "messages: [{files: a.txt, kind: transactional}]\n", "a.txt": FIT_SEVERAL,
                       "composer.json": '{"require": {"twig/twig": "^3"}}'})  # fmt: skip
    (message,) = run(tmp_path).messages
    assert (message.dialect, message.dialect_from, message.dialect_also) == ("twig", "composer.json", ())
    assert (message.least, message.most) == (1, 1)


def test_the_engine_is_used_where_all_that_fit_read_the_same(tmp_path: Path) -> None:
    project(tmp_path, {"smslint.yaml": "messages: [{files: a.txt, kind: transactional}]\n", "a.txt": "Hi {{ name.0 }}", "manage.py": ""})  # fmt: skip
    (message,) = run(tmp_path).messages
    assert (message.dialect, message.dialect_from) == ("django", "manage.py")
