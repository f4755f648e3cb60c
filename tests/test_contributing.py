"""CONTRIBUTING.md's examples are run, so that what it promises stays true: a rule, a source and a dialect, each one file."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import smslint
from smslint import dialects
from smslint.cli.app import run
from smslint.cli.test_rules import command
from smslint.errors import SourceError
from smslint.sources import registry
from smslint.sources.options import Options
from smslint.text.tree import leaves
from tests.dialects.shapes import shape
from tests.rules.schemas import schema_errors
from tests.sources.support import check_map
from tests.test_floors import FLOORS, NAMES, floor, needed

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def block(kind: str) -> re.Match[str]:
    """The example of a kind: its file name and its text."""
    found = re.search(rf"<!-- {kind}: (\S+) -->\n```\w+\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found


def example(folder: Path) -> Path:
    found = block("rule")
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


def test_every_path_in_its_tables_is_there_and_on_the_floor_that_it_says() -> None:
    package = Path(smslint.__file__).parent
    rows = [line.split("|")[1:-1] for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) > 20
    floors = [row for row in rows if row[0].strip().isdecimal()]
    places = [(path, row) for row in rows for path in re.findall(r"`([\w/]+(?:\.py|/))`", row[-1])]
    assert [path for path, _ in places if not (package / path).exists()] == []
    for number, _, paths in floors:
        for path in re.findall(r"`([^`]+)`", paths):
            name = f"smslint.{path.removesuffix('/').removesuffix('.py').replace('/', '.')}"
            assert floor(name) == (name, int(number))
    whole = [name for name, number in FLOORS if number == int(number)]  # others are folders inside a package
    assert (
        sum(len(re.findall("`", row[2])) // 2 for row in floors) == len(whole) - 2
    )  # all but the package and __main__


def test_its_tables_name_every_module_that_several_modules_of_other_packages_use() -> None:
    """A reader of other code meets these names first. ``cli/`` is above all others: what only it uses is found from its command."""
    rows = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = {f"smslint.{path.replace('/', '.')}" for path in re.findall(r"`([\w/]+)\.py`", "\n".join(rows))}
    users: dict[str, int] = {}
    for name in NAMES:
        for module in needed(name):
            if name.split(".")[1:2] != module.split(".")[1:2] and not NAMES[module].name.startswith("__"):
                users[module] = users.get(module, 0) + 1
    assert len(users) > 150
    assert sorted(module for module, count in users.items() if count > 1 and module not in named) == []


def test_the_tree_has_every_folder() -> None:
    """Each folder of the repository and each package; ``docs``, ``rules`` and the like without the folders in them."""
    found = re.search(r"<!-- tree -->\n```\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    shown = dict(re.split(r"/ +", line, maxsplit=1) for line in found[1].splitlines())
    top = GUIDE.parent
    packages = [path.parent.relative_to(top).as_posix() for path in (top / "smslint").rglob("__init__.py")]
    assert list(shown) == sorted(
        ["bench", "docs", "editors", "fixtures", "manual", "rules", "schema", "templates", "tests", *packages]
    )
    assert all((top / folder).is_dir() for folder in shown)
    assert all(len(words) > 20 for words in shown.values())


@pytest.mark.parametrize(("kind", "table"), [("a source", "SOURCES"), ("a dialect", "DIALECTS")])
def test_a_newcomer_is_told_every_file_with_an_entry_for_each(kind: str, table: str) -> None:
    """Every test that compares its own table with the registry, and every path that the section names."""
    section = GUIDE.read_text(encoding="utf-8").partition(f"\n## Add {kind}\n")[2].partition("\n## ")[0]
    paths = re.findall(r"`((?:\w+/)+[\w.]+\.(?:py|json|md))`", section)
    assert [
        path for path in paths if not any((top / path).exists() for top in (GUIDE.parent, GUIDE.parent / "smslint"))
    ] == []
    comparing = re.compile(rf"\(CASES\) == set\({table}\)|\(SOURCE_OF.*== set\({table}\)")
    tests = [
        path
        for path in (GUIDE.parent / "tests").rglob("test_*.py")
        if comparing.search(path.read_text(encoding="utf-8"))
    ]
    assert tests
    named = [path.relative_to(GUIDE.parent).as_posix() for path in tests if path.name != "test_hosts_document.py"]
    assert set(named) <= set(paths)
    assert "docs/hosts.md" in paths


def example_module(kind: str, package: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The example as if its file lay in the package."""
    found = block(kind)
    name = f"{package}.{found[1].removesuffix('.py')}"
    module = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile(found[2], found[1], "exec"), module.__dict__)
    return module


def table_lines(*lines: str) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert all(f"\n{line}" in guide for line in lines)


INI = """; settings
[sms]
welcome = Hi there!  Reply STOP to opt out
# smslint: disable=ENC001
due=It\u2019s due
[mail]
welcome = no
"""


def test_the_example_source_is_read_checked_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example_module("source", "smslint.sources", monkeypatch)
    table_lines('"ini": "smslint.sources.ini",', '".ini": Choice("ini"),', '".cfg": Choice("ini"),')
    monkeypatch.setitem(registry.SOURCES, "ini", "smslint.sources.ini")
    for suffix in (".ini", ".cfg"):
        monkeypatch.setitem(registry.SUFFIXES, suffix, registry.Choice("ini"))
    found = list(registry.read("ini", INI, Options(path="a.ini")))
    assert [(each.key, each.body) for each in found] == [
        ("sms.welcome", "Hi there!  Reply STOP to opt out"), ("sms.due", "It\u2019s due"), ("mail.welcome", "no"),
    ]  # fmt: skip
    for message in found:
        check_map(INI, message)
    with pytest.raises(SourceError, match="not `key = value`"):
        list(registry.read("ini", "[a]\nb", Options()))
    (tmp_path / "smslint.yaml").write_text("messages: [{files: '*.ini', keys: 'sms.*'}]\nselect: [ENC]\n")
    (tmp_path / "a.ini").write_text(INI, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--no-cache", "--fix"]) == 0
    assert (tmp_path / "a.ini").read_text(encoding="utf-8") == INI.replace("!  R", "! R")


def test_the_example_dialect_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    example_module("dialect", "smslint.dialects", monkeypatch)
    table_lines('"angle": ("angle", "parse"),')
    monkeypatch.setitem(dialects.DIALECTS, "angle", ("angle", "parse"))
    for text, tree in (("Hi << name >>, 1 <<< 2", "Hi <name>, 1 < 2"), ("<<>> <", "<<>> <"), ("", "")):
        found = dialects.parse(text, "angle")
        assert shape(found) == tree
        assert "".join(text[leaf.span.start : leaf.span.end] for leaf in leaves(found)) == text
    assert smslint.bounds(dialects.parse("Hi <<name>>", "angle"), {"name": {"max": 160, "charset": "digits"}}).most == 2
