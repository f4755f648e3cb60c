"""The workflows of GitHub Actions: zizmor finds no weakness in them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

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


@pytest.mark.skipif(not WORKFLOWS, reason="an sdist has no workflows")
def test_others_run_the_tests_on_each_system_and_python() -> None:
    workflow = yaml.safe_load((FOLDER / "ci.yml").read_text("utf-8"))
    job = workflow["jobs"]["tests"]
    assert job["strategy"]["matrix"] == {
        "os": ["ubuntu-latest", "windows-latest", "macos-latest"], "python": ["3.11", "3.12", "3.13", "3.14"],
    }  # fmt: skip
    assert job["runs-on"] == "${{ matrix.os }}"
    assert any("pytest" in step.get("run", "") for step in job["steps"])


@pytest.mark.skipif(not WORKFLOWS, reason="an sdist has no workflows")
def test_a_release_is_published_without_a_token_and_with_attestations() -> None:
    """PEP 740: pypa/gh-action-pypi-publish attests by itself since 1.11, if it may ask for an identity and nobody says no."""
    jobs = yaml.safe_load((FOLDER / "release.yml").read_text("utf-8"))["jobs"]
    publish = jobs["publish"]
    assert publish["permissions"] == {"id-token": "write"}
    assert (publish["needs"], publish["environment"]) == ("build", "pypi")
    (upload,) = (step for step in publish["steps"] if step["uses"].startswith("pypa/gh-action-pypi-publish@"))
    assert not {"password", "user", "attestations"} & upload.get("with", {}).keys()
    version = re.search(r"gh-action-pypi-publish@\w+ # v(\d+)\.(\d+)", (FOLDER / "release.yml").read_text("utf-8"))
    assert version is not None
    assert (int(version[1]), int(version[2])) >= (1, 11)
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert any("python -m build" in step.get("run", "") for step in jobs["build"]["steps"])
