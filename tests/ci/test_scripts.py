"""The shell of the action and of the GitLab component, run without the hosts: real repositories, and a host on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from smslint.report.diff_markdown import MARK
from tests.ci.server import Host, serving
from tests.cost.repo import CARD, IDENTITY, SETTINGS

TOP = Path(__file__).parents[2]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="the action runs in bash")
SALE = "Fernhill: our spring sale starts today, all ferns are 20% off. It's only this week! Reply STOP to opt out"
VOLUMES = "volumes: {sms/sale.txt: 200000}\n"


class Clone:
    """What CI checks out of a repository in which a branch changes a text."""

    def __init__(self, folder: Path, address: str, host: Host) -> None:
        self.folder, self.address, self.host = folder, address, host
        self.origin, self.path = folder / "origin", folder / "clone"
        self.origin.mkdir()
        self.git("init", "-q", "-b", "main", ".", where=self.origin)
        self.commit(
            {"smslint.yaml": SETTINGS + VOLUMES, "prices.csv": CARD, "sms/sale.txt": SALE, "sms/other.txt": "Hello"}
        )
        self.git("checkout", "-q", "-b", "feature", where=self.origin)
        self.commit({"sms/sale.txt": SALE.replace("'", "’")})
        self.git("checkout", "-q", "main", where=self.origin)
        self.commit({"sms/other.txt": "x" * 200})  # the branch went on; that is no change of the pull request

    def git(self, *arguments: str, where: Path) -> str:
        environ = {**os.environ, **IDENTITY, "HOME": str(self.folder)}
        done = subprocess.run(["git", *arguments], cwd=where, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.origin / name).parent.mkdir(exist_ok=True)
            (self.origin / name).write_text(text, encoding="utf-8")
        self.git("add", "-A", where=self.origin)
        self.git("commit", "-q", "-m", "x", where=self.origin)

    def checkout(self, depth: int | None = None, *, tracking: bool = True) -> None:
        """As the hosts do it: of a shallow clone or of a merge request, without the branches of the remote."""
        shallow = [] if depth is None else ["--depth", str(depth)]
        self.path.mkdir()
        self.git("init", "-q", ".", where=self.path)
        self.git("remote", "add", "origin", f"file://{self.origin}", where=self.path)
        refs = "+refs/heads/*:refs/remotes/origin/*" if tracking else "refs/heads/feature"
        self.git("fetch", "-q", *shallow, "origin", refs, where=self.path)
        self.git("checkout", "-q", "--detach", "origin/feature" if tracking else "FETCH_HEAD", where=self.path)

    def environ(self, **more: str) -> dict[str, str]:
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GIT_", "GITHUB_", "CI", "RUNNER"))
        }
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**ours, "PATH": path, "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", **more}

    def action(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """The step of the action, as GitHub runs it."""
        action = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
        (step,) = (each for each in action["runs"]["steps"] if each.get("name") == "Say what the change costs")
        stated = (
            {name: str(each.get("default", "")) for name, each in action["inputs"].items()}
            | {"token": "the-token"}
            | inputs
        )
        filled = {
            name: stated[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in step["env"].items()
        }
        github = {
            "GITHUB_ACTIONS": "true", "GITHUB_API_URL": self.address, "GITHUB_REPOSITORY": "acme/texts", "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"), "RUNNER_TEMP": str(self.folder),
        }  # fmt: skip
        command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return self.run(command, self.environ(**github, **filled))

    def component(self, **more: str) -> subprocess.CompletedProcess[str]:
        """The job of the GitLab component, as GitLab runs it, with the defaults of its inputs."""
        spec, jobs = yaml.safe_load_all((TOP / "templates" / "diff.yml").read_text("utf-8"))
        (job,) = jobs.values()
        inputs = {name: str(each["default"]) for name, each in spec["spec"]["inputs"].items()}
        filled = {name: _filled(str(value), inputs) for name, value in job["variables"].items()}
        gitlab = {
            "GITLAB_CI": "true", "CI_API_V4_URL": f"{self.address}/api/v4", "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "SMSLINT_GITLAB_TOKEN": "the-token",
        }  # fmt: skip
        return self.run(["sh", "-e", "-c", "\n".join(job["script"])], self.environ(**{**gitlab, **filled, **more}))

    def run(self, command: list[str], environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.path, env=environ, capture_output=True, text=True, check=False)

    @property
    def summary(self) -> str:
        path = self.folder / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""


def _filled(value: str, inputs: dict[str, str]) -> str:
    return inputs[value.removeprefix("$[[ inputs.").removesuffix(" ]]")] if value.startswith("$[[") else value


@pytest.fixture
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clone]:
    host = Host(getattr(request, "param", "github"))
    with serving(host) as address:
        yield Clone(tmp_path, address, host)


gitlab = pytest.mark.parametrize("clone", ["gitlab"], indirect=True)


def test_the_action_comments_once_and_the_gate_is_that_of_diff(clone: Clone) -> None:
    clone.checkout()
    for _ in range(2):
        done = clone.action()
        assert done.returncode == 0, done.stderr
    (comment,) = clone.host.comments
    assert comment["body"].startswith(f"{MARK}\n### Text messages: **+$1,580.00 a month**")
    assert "sms/sale.txt" in comment["body"]
    assert "sms/other.txt" not in comment["body"]
    assert clone.summary.count("+$1,580.00 a month**") == 2  # each step has its own
    assert clone.action(**{"diff-args": "--max-increase 1000"}).returncode == 1
    assert "Over budget" in clone.host.comments[0]["body"]
    assert clone.action(paths="sms/other.txt").returncode == 0
    assert "costs otherwise any more" in clone.host.comments[0]["body"]
    assert len(clone.host.comments) == 1


def test_without_comments_there_is_the_summary(clone: Clone) -> None:
    clone.checkout()
    assert clone.action(comment="false").returncode == 0
    assert clone.host.asked == []
    assert "+$1,580.00 a month" in clone.summary


@pytest.mark.parametrize("token", ["", "the-token"])
def test_a_fork_gets_the_summary_and_the_same_gate(clone: Clone, token: str) -> None:
    clone.checkout()
    clone.host.refuses = {"POST": 403}
    assert clone.action(token=token).returncode == 0
    assert "+$1,580.00 a month" in clone.summary
    assert clone.action(token=token, **{"diff-args": "--max-increase 1"}).returncode == 1
    assert clone.host.comments == []


def test_a_shallow_clone_says_what_to_fetch(clone: Clone) -> None:
    clone.checkout(depth=1)
    done = clone.action()
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr
    assert clone.host.comments == []


def test_inputs_are_never_executed(clone: Clone) -> None:
    clone.checkout()
    for name in ("paths", "diff-args", "base", "comment-key", "comment"):
        for text in ("; touch pwned", "$(touch pwned)", "`touch pwned`", "sms && touch pwned"):
            clone.action(**{name: text})
    assert not list(clone.folder.rglob("pwned"))


@gitlab
def test_the_component_comments_on_a_merge_request(clone: Clone) -> None:
    """GitLab fetches no branch, and names the commit."""
    clone.checkout(tracking=False)
    base = clone.git("merge-base", "main", "feature", where=clone.origin)
    for _ in range(2):
        done = clone.component(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        assert done.returncode == 0, done.stderr
    (comment,) = clone.host.comments
    assert "+$1,580.00 a month" in comment["body"]
    assert "sms/other.txt" not in comment["body"]
    assert "+$1,580.00 a month" in (clone.path / "smslint-diff.md").read_text("utf-8")
    assert clone.component(CI_MERGE_REQUEST_DIFF_BASE_SHA=base, SMSLINT_ARGS="--max-increase 1").returncode == 1
    assert clone.component(CI_MERGE_REQUEST_DIFF_BASE_SHA=base, SMSLINT_GITLAB_TOKEN="").returncode == 0


@gitlab
def test_the_component_takes_the_target_of_a_merged_result(clone: Clone) -> None:
    clone.git("checkout", "-q", "feature", where=clone.origin)
    clone.git("merge", "-q", "main", "-m", "merged", where=clone.origin)
    clone.checkout(tracking=False)
    target = clone.git("rev-parse", "main", where=clone.origin)
    base = clone.git("rev-parse", "main~1", where=clone.origin)
    done = clone.component(CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=target)
    assert done.returncode == 0, done.stderr
    assert "sms/other.txt" not in clone.host.comments[0]["body"]


@gitlab
def test_the_component_in_a_shallow_clone(clone: Clone) -> None:
    clone.checkout(depth=1, tracking=False)
    done = clone.component(CI_MERGE_REQUEST_DIFF_BASE_SHA=clone.git("rev-parse", "main~1", where=clone.origin))
    assert done.returncode == 2
    assert "GIT_DEPTH: 0" in done.stderr


def test_the_component_states_what_it_uses() -> None:
    spec, jobs = yaml.safe_load_all((TOP / "templates" / "diff.yml").read_text("utf-8"))
    (job,) = jobs.values()
    text = (TOP / "templates" / "diff.yml").read_text("utf-8")
    for name, each in spec["spec"]["inputs"].items():
        assert each["description"]
        assert f"$[[ inputs.{name} ]]" in text
    scripts = "\n".join([*job["script"], *job["before_script"]])
    assert "$[[" not in scripts  # inputs reach the shell only as variables
    assert job["artifacts"]["paths"] == ["smslint-diff.md"]


def test_the_guide_uses_inputs_that_there_are() -> None:
    guide = (TOP / "docs" / "diff.md").read_text("utf-8")
    blocks = dict(re.findall(r"<!-- (workflow|component) -->\n```yaml\n(.*?)```", guide, re.DOTALL))
    workflow, component = yaml.safe_load(blocks["workflow"]), yaml.safe_load(blocks["component"])
    action = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))
    (spec, _) = yaml.safe_load_all((TOP / "templates" / "diff.yml").read_text("utf-8"))
    (used,) = (each for each in workflow["jobs"]["texts"]["steps"] if each["uses"].startswith("smslint/"))
    assert used["with"].keys() <= action["inputs"].keys()
    assert component["include"][0]["inputs"].keys() <= spec["spec"]["inputs"].keys()
    assert component["include"][0]["component"].partition("@")[0].endswith("/diff")


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((TOP / "action.yml").read_text("utf-8"))["runs"]["steps"]
    return found


def test_expressions_are_in_no_script_of_the_action() -> None:
    assert all("${{" not in each.get("run", "") for each in steps())
