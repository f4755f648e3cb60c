"""The workflows of GitHub Actions: zizmor finds no weakness in them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
FOLDER = TOP / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
ACTION = TOP / "action.yml"
"""The action that other projects use."""


@pytest.mark.skipif(not WORKFLOWS, reason="an sdist has no workflows")
def test_zizmor() -> None:
    zizmor = Path(sys.executable).with_name("zizmor.exe" if sys.platform == "win32" else "zizmor")
    if not zizmor.exists():
        pytest.skip("zizmor is not installed: the group dev has it")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", FOLDER, ACTION], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*WORKFLOWS, *([ACTION] if WORKFLOWS else [])], ids=lambda path: path.name)
def test_actions_are_pinned_and_permissions_are_stated(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path == ACTION or re.search(r"^permissions: \{\}$", text, re.MULTILINE)
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)
    assert "secrets." not in text
