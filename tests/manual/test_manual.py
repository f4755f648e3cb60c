"""The manual is true: generated pages are fresh, links lead somewhere, commands exist, texts count as it says, and it builds."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import click
import pytest
import yaml

from smslint.cli.app import app, run
from smslint.project.config import load_config
from smslint.rules.packs import load
from smslint.text.segmentation import segment

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
LINK = re.compile(r"\[[^\]\n]+\]\(([^)\s]+)\)")


@pytest.mark.parametrize("name", ["countries.md", "library.md", "settings.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    pytest.importorskip("pyarrow", reason="the extra bulk")
    from manual import __main__ as manual

    assert manual.PAGES[name]() == PAGES[name], "run: python -m manual"


def test_the_page_of_the_library_describes_what_is_ours() -> None:
    """The methods of Python's own types differ from version to version, and are described in its manual."""
    inherited = {name for each in (str, int, tuple, Exception) for name in dir(each) if not name.startswith("_")}
    members = set(re.findall(r"^\* `\.(\w+)(?:\(\))?`:", PAGES["library.md"], re.MULTILINE))
    assert {"as_dict", "ok"} <= members
    assert members & inherited <= {"count"}  # a segmentation's own


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def anchors(text: str) -> set[str]:
    """The anchors of the titles, as the builders make them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", title.replace("`", "")).strip().lower()) for title in titles}


@pytest.mark.parametrize("name", [name for name in PAGES if not re.fullmatch(r"rules/[A-Z].*\d\.md", name)])
def test_links_lead_somewhere(name: str) -> None:
    for target in LINK.findall(without_code(PAGES[name])):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        page = name if not path else (Path(name).parent / path).as_posix()
        if page.startswith("pictures/"):
            assert (DOCS / page).is_file(), target
            continue
        assert page in PAGES, f"{target}: outside of docs/, write the address on GitHub"
        assert not anchor or anchor in anchors(PAGES[page]), target


def nav(entries: list[object]) -> list[str]:
    found: list[str] = []
    for each in entries:
        assert isinstance(each, dict)
        for value in each.values():
            found += nav(value) if isinstance(value, list) else [value]
    return found


def test_every_page_is_in_the_navigation() -> None:
    named = nav(yaml.safe_load((TOP / "mkdocs.yml").read_text("utf-8"))["nav"])
    assert sorted(named) == sorted(name for name in PAGES if not name.startswith("rules/") or name == "rules/README.md")


def commands(text: str) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    shown = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    inline = [each for each in re.findall(r"`(smslint [^`\n]+)`", text) if re.match(r"smslint [a-z]", each)]
    found = [line.partition("smslint ")[2] for line in (*shown, *inline) if "smslint " in line and "pip" not in line]
    return [re.split(r"\s[|>#]\s|\s{2,}#", each)[0] for each in found]


OWN = (
    "index.md",
    "start.md",
    "counting.md",
    "questions.md",
    "own-rules.md",
    "broadcast.md",
    "ci.md",
    "versions.md",
    "upgrade.md",
    "agents.md",
)


@pytest.mark.parametrize("name", OWN)
def test_commands_exist(name: str) -> None:
    for line in commands(PAGES[name]):
        words = re.findall(r"'[^']*'|\"[^\"]*\"|\S+", line)
        command: click.Command | None = app
        while isinstance(command, click.Group) and words:
            context = click.Context(command)
            inner = command.get_command(context, words[0] if words[0] in command.list_commands(context) else "")
            if inner is None:
                break
            words = words[1:] if words[0] in command.list_commands(context) else words
            command = inner
        assert command is not None
        assert command is not app, line
        options = {each for parameter in command.params for each in (*parameter.opts, *parameter.secondary_opts)}
        assert {each.partition("=")[0] for each in words if each.startswith("-") and each != "-"} <= options, line


def test_settings_can_be_read(tmp_path: Path) -> None:
    blocks = [
        block for text in PAGES.values() for block in re.findall(r"<!-- config -->\n```yaml\n(.*?)```", text, re.DOTALL)
    ]
    assert blocks
    for block in blocks:
        (tmp_path / "smslint.yaml").write_text(block, "utf-8")
        load_config(tmp_path / "smslint.yaml")


def test_the_rule_is_complete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = re.findall(r"<!-- rule: (\S+) -->\n```yaml\n(.*?)```", PAGES["own-rules.md"], re.DOTALL)
    (tmp_path / found[0]).write_text(found[1], "utf-8")
    with pytest.raises(SystemExit, match="0"):
        run(["test-rules", str(tmp_path)])
    assert "4 passed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["counting.md"])
def test_examples_run(name: str) -> None:
    blocks = re.findall(r"<!-- doctest -->\n```python\n(.*?)```", PAGES[name], re.DOTALL)
    assert blocks
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
        assert doctest.DocTestRunner().run(test).failed == 0


def test_the_alphabet_is_that_of_the_product() -> None:
    from smslint.text.gsm7 import GSM7

    (block,) = re.findall(r"```text\n(.*?)```", PAGES["counting.md"], re.DOTALL)
    rest = set(block.split()) | set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n\r")
    twice = set("^{}\\[~]|€\f")
    for char in map(chr, range(0x3000)):
        if 0xD800 <= ord(char) < 0xE000:
            continue
        one = segment(char)
        assert (one.encoding == "GSM-7") == (char in rest | twice), char
        if one.encoding == "GSM-7":
            assert one.units == (2 if char in twice else 1), char
    assert GSM7.single == 160


def test_mistakes_cost_what_they_cost() -> None:
    rows = [
        row.split(" | ")
        for row in PAGES["mistakes.md"].splitlines()
        if row.startswith("| ") and "$" in row and "`" in row
    ]
    assert len(rows) == 5
    for _, text, segments, _, cost in rows:
        body = text.strip("`")
        now, meant = map(int, re.findall(r"\d", segments))
        found = segment(body)
        (odd,) = {char for _, char in found.offenders}
        assert (found.encoding, found.count) == ("UCS-2", now)
        assert segment(body.replace(odd, "...")).count == meant
        assert cost.strip(" |") == f"+${(now - meant) * 100_000 * Decimal('0.0079'):.2f}"


def test_codes_of_rules_exist() -> None:
    codes = {rule.code for rule in load().rules}
    for name in OWN:
        assert set(re.findall(r"rules/([A-Z]{3}\d{3})\.md", PAGES[name])) <= codes


NEEDS = {
    "why a message is two segments": ("counting.md", "160"),
    "price a broadcast in a spreadsheet": ("broadcast.md", ".xlsx"),
    "silence one rule for one message": ("checking.md", "smslint: disable=OPT001 --"),
    "write a rule of your company": ("own-rules.md", "test-rules"),
    "see the price while you type": ("editor.md", "code lens"),
}


@pytest.mark.parametrize("what", NEEDS)
def test_the_first_page_leads_to_what_people_look_for(what: str) -> None:
    row = next(
        line
        for line in PAGES["index.md"].splitlines()
        if what in line.replace("price a broadcast, also in", "price a broadcast in")
    )
    page, says = NEEDS[what]
    assert f"({page}" in row
    assert says in PAGES[page]


@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="the group manual: pip install --group manual")
def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(TOP / "mkdocs.yml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "-f", "mkdocs.yml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "counting" / "index.html").is_file()
