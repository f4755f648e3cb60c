"""What SKILL.md and docs/agents.md name exists: each tool, each argument, each command and option, each key."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml

from smslint.cli.app import app
from smslint.mcp.sending_tools import SENDING
from smslint.mcp.tools import LOOKING
from smslint.project.config import load_config

TOP = Path(__file__).parents[2]
GUIDES = {name: (TOP / name).read_text("utf-8") for name in ("SKILL.md", "docs/agents.md")}
TOOLS = {tool.name: tool for tool in (*LOOKING, *SENDING)}
WORDS = {each.name for tool in TOOLS.values() for each in tool.parameters} | {
    "missing",
    "fix",
    "advice",
    "rule",
    "severity",
    "detail",
    "cost",
    "prices",
}


@pytest.mark.parametrize("name", GUIDES)
def test_names(name: str) -> None:
    """A name in backticks is a tool, an argument or a part of an answer; every tool is named."""
    text = GUIDES[name]
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)*)`", text))
    assert named <= TOOLS.keys() | WORDS
    assert TOOLS.keys() <= named


@pytest.mark.parametrize("name", GUIDES)
def test_commands(name: str) -> None:
    commands = re.findall(r"\bsmslint ([a-z][a-z-]*)((?:[^`\n|]|\\\|)*)", GUIDES[name].replace("pip install", ""))
    commands = [
        (word, rest)
        for word, rest in commands
        if f"`smslint {word}" in GUIDES[name] or f"$ smslint {word}" in GUIDES[name]
    ]
    assert len(commands) > 3
    for word, rest in commands:
        command = app.get_command(click.Context(app), word)
        assert command is not None, word
        words = rest.split()
        context = click.Context(command)
        if isinstance(command, click.Group):
            inner = words[0] if words and words[0] in command.list_commands(context) else ""
            command = command.get_command(context, inner)
            assert command is not None
        options = {each for parameter in command.params for each in parameter.opts}
        assert {each for each in words if each.startswith("--")} <= options, (word, rest)


def test_skill_has_its_head() -> None:
    _, head, _ = GUIDES["SKILL.md"].split("---\n", 2)
    said = yaml.safe_load(head)
    assert said["name"] == "smslint"
    assert len(said["description"]) < 1024


def test_the_limits_are_valid(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDES["docs/agents.md"], re.DOTALL)
    path = tmp_path / "smslint.yaml"
    path.write_text(block, "utf-8")
    agents = load_config(path).sending.agents
    assert agents is not None
    assert agents.recipients == {"+14155550123"}
