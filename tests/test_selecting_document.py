"""The guide about selecting texts: each of its examples gives the messages that it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
import yaml

from smslint.cli.app import run
from smslint.project.files import Chooser
from smslint.project.reading import read_target
from smslint.sources.options import Options
from tests.project.support import project

GUIDE: Final = Path(__file__).parents[1] / "docs" / "selecting.md"
BLOCK: Final = re.compile(r"```\w+\n(.*?)```\n", re.DOTALL)
EXAMPLES: Final = GUIDE.read_text(encoding="utf-8").split("<!-- example -->\n")[1:]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_gives_its_messages(tmp_path: Path, example: str) -> None:
    config, text, expected = BLOCK.findall(example)[:3]
    name = yaml.safe_load(config)["messages"][0]["files"].replace("*", "de")
    text = re.sub(r"\A(?:#|//) \S+\n", "", text)
    project(tmp_path, {"smslint.yaml": config, name: text})
    (target,) = Chooser().targets([tmp_path])
    reading = read_target(target, text.encode())
    assert reading.error is None
    assert "".join(f"{each.key}: {each.body}\n" for each in reading.messages) == expected


@pytest.mark.parametrize(
    ("keys", "names", "path", "wanted"),
    [
        (("!a.*",), (), ("a", "b"), False),
        (("!a.*",), (), ("c", "b"), True),
        (("a.*", "!a.b"), (), ("a", "b"), False),
        (("a.*", "!a.b"), (), ("a", "c"), True),
        (("a.*",), ("!b",), ("a", "b"), False),
        ((), ("!b",), ("a", "c"), True),
        (("!a.b",), ("b",), ("a", "b"), False),
        (("?a",), (), ("!a",), True),
    ],
)
def test_globs_that_leave_out(
    keys: tuple[str, ...], names: tuple[str, ...], path: tuple[str, ...], *, wanted: bool
) -> None:
    assert Options(keys=keys, names=names).wants(path) is wanted


def test_the_entry_of_each_message_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = "messages:\n- {files: '*.yml', keys: ['*.otp.*', '!*.x'], kind: otp}\n- {files: de.yml, names: r*}\n- {files: '*.yml'}\n"
    project(tmp_path, {"smslint.yaml": config, "de.yml": "de:\n  otp:\n    code: a\n    x: b\n  ready: c\n  more: d\n"})
    monkeypatch.chdir(tmp_path)
    assert run(["config", "show", "de.yml"]) == 0
    shown = capsys.readouterr().out
    assert "  de.otp.code: messages[0], whose keys *.otp.* matches it; messages[2] matches it too\n" in shown
    assert "  de.otp.x: messages[2], which takes every text\n" in shown
    assert "  de.ready: messages[1], whose names r* matches it; messages[2] matches it too\n" in shown
    assert run(["check", "--select", "CFG001"]) == 0
    assert "CFG001" not in capsys.readouterr().out
