"""Which commit is compared with: named, from CI, or where the branch began; and repositories in which that is not clear."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cost.repo import CARD, SETTINGS, Repo, statuses


@pytest.fixture
def branch(project: Repo) -> Repo:
    """A branch with one change, while the branch that it left went on."""
    project.commit({"sms/a.txt": "A", "sms/b.txt": "B"})
    project.git("checkout", "-q", "-b", "feature")
    project.commit({"sms/a.txt": "AA"})
    project.git("checkout", "-q", "main")
    project.commit({"sms/b.txt": "BB"})
    project.git("checkout", "-q", "feature")
    return project


def test_of_a_branch_it_is_the_commit_where_this_one_left_it(branch: Repo) -> None:
    found = branch.diff("main")
    assert statuses(found) == {"sms/a.txt": "changed"}
    assert found["base"] == {"ref": "main", "commit": branch.git("merge-base", "main", "HEAD"), "merge_base": True}
    assert statuses(branch.diff()) == {"sms/a.txt": "changed"}
    out = branch.smslint("diff")[1]
    assert f"compared with the merge base {found['base']['commit'][:10]} with main: 1 changed, 1 unchanged" in out


def test_a_commit_or_a_tag_is_taken_as_it_is(branch: Repo) -> None:
    branch.git("tag", "v1", "main")
    both = {"sms/a.txt": "changed", "sms/b.txt": "changed"}
    assert statuses(branch.diff("v1")) == statuses(branch.diff(branch.git("rev-parse", "main"))) == both
    assert statuses(branch.diff("v1...")) == {"sms/a.txt": "changed"}
    assert statuses(branch.diff("HEAD")) == {}
    assert statuses(branch.diff("HEAD~1")) == {"sms/a.txt": "changed"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GITHUB_BASE_REF", "release"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release"),
    ],
)
def test_ci_says_into_which_branch_a_change_goes(
    branch: Repo, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    branch.git("branch", "release", "feature~1")
    monkeypatch.setenv(variable, value)
    assert branch.diff()["base"]["ref"] == "release"
    branch.git("update-ref", "refs/remotes/origin/release", "main")
    assert branch.diff()["base"]["ref"] == "origin/release"
    monkeypatch.setenv(variable, "gone")
    assert "there is no commit 'origin/gone' in this clone: fetch it first (fetch-depth: 0" in branch.refused()


def test_the_default_branch_of_the_remote(branch: Repo, tmp_path: Path) -> None:
    branch.git("update-ref", "refs/remotes/origin/trunk", "main")
    branch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert branch.diff()["base"]["ref"] == "origin/trunk"


def test_no_branch_has_a_usual_name(project: Repo) -> None:
    project.git("branch", "-m", "trunk")
    assert "which commit to compare with is not clear: name it, such as smslint diff HEAD~1" in project.refused()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nope", "there is no commit 'nope'"),
        ("mian", "there is no commit 'mian' (did you mean 'main'?)"),
        ("sms", "which is a path: name the commit first, such as smslint diff HEAD sms"),
        ("", "there is no commit ''"),
        ("HEAD^{tree}", "there is no commit 'HEAD^{tree}'"),
        ("HEAD:sms/a.txt", "there is no commit"),
        ("main..feature", "there is no commit 'main..feature'"),
        ("a\nb", "there is no commit"),
        ("@{u}", "there is no commit '@{u}'"),
    ],
)
def test_what_is_no_commit(branch: Repo, name: str, words: str) -> None:
    status, out, err = branch.smslint("diff", name)
    assert (status, out) == (2, "")
    assert words in err


def test_a_report_of_check_is_no_base(branch: Repo) -> None:
    report = branch.smslint("check", "--no-cache", "--format", "json")[1]
    branch.write({"base.json": report})
    assert "a report of smslint check cannot be compared with: it has no texts" in branch.refused("base.json")


def test_a_name_that_begins_with_a_dash_is_no_option_of_git(branch: Repo) -> None:
    assert "there is no commit '--all'" in branch.refused("--", "--all")


def test_paths_that_neither_side_has(branch: Repo) -> None:
    assert "sms/c.txt: there is no such file or folder, now or at the base" in branch.refused("main", "sms/c.txt")
    assert "is not in the repository" in branch.refused("main", "/")


def test_a_shallow_clone(
    branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = Repo(tmp_path / "clone", monkeypatch, capsys)
    clone.git("init", "-q", "-b", "feature", ".")
    clone.git("fetch", "-q", "--depth", "1", f"file://{branch.path}", "feature", "main:refs/remotes/origin/main")
    clone.git("reset", "-q", "--hard", "FETCH_HEAD")
    clone.go()
    line = clone.refused("origin/main")
    assert (
        "no commit that 'origin/main' and HEAD have in common is in this shallow clone: fetch it first (fetch-depth: 0"
        in line
    )
    assert "in this clone: fetch it first" in clone.refused("HEAD~1")
    clone.git("fetch", "-q", "--unshallow", f"file://{branch.path}", "feature", "+main:refs/remotes/origin/main")
    assert statuses(clone.diff("origin/main")) == {"sms/a.txt": "changed"}


def test_branches_without_a_common_commit(branch: Repo) -> None:
    branch.git("checkout", "-q", "--orphan", "other")
    branch.commit({"sms/a.txt": "Z"})
    assert "'main' and HEAD have no commit in common: name the commit to compare with" in branch.refused("main")
    assert statuses(branch.diff(branch.git("rev-parse", "main"))) == {"sms/a.txt": "changed", "sms/b.txt": "changed"}


def test_a_repository_without_a_commit(repo: Repo) -> None:
    repo.write({"smslint.yaml": SETTINGS, "prices.csv": CARD, "sms/a.txt": "A"})
    assert "this repository has no commit yet, so there is nothing to compare with" in repo.refused()


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    plain = Repo(tmp_path / "plain", monkeypatch, capsys)
    plain.write({"smslint.yaml": SETTINGS, "prices.csv": CARD, "sms/a.txt": "A"})
    assert "this folder is in no git repository" in plain.refused("HEAD")


def test_a_bare_repository(
    branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert "this is a bare repository, which has no files: run smslint diff in a working tree" in branch.refused("HEAD")
    branch.go(".git")
    assert "inside the folder of git itself" in branch.refused("HEAD")


def test_without_git(branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert branch.refused() == "error: smslint diff needs git, and there is none in PATH: install git\n"


def test_a_hook_may_have_set_variables_of_git(
    branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = branch.diff("main")
    for name, value in {
        "GIT_DIR": str(tmp_path),
        "GIT_WORK_TREE": "/",
        "GIT_INDEX_FILE": "x",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_OBJECT_DIRECTORY": "/x",
        "GIT_TRACE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert branch.diff("main") == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="users of POSIX")
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a repository to another user"
)
def test_a_repository_of_another_user(branch: Repo) -> None:
    for path in (branch.path, branch.path / ".git"):
        os.chown(path, 12345, 12345)
    assert "git does not trust this repository, because it belongs to another user" in branch.refused("main")


def test_a_worktree_and_a_detached_head(
    branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.git("checkout", "-q", "--detach")
    branch.git("worktree", "add", "-q", str(tmp_path / "other"), "feature")
    monkeypatch.chdir(tmp_path / "other")
    assert statuses(branch.diff("main")) == {"sms/a.txt": "changed"}
    branch.go()
    assert statuses(branch.diff("main")) == {"sms/a.txt": "changed"}


def test_a_folder_that_is_a_link_to_the_repository(
    branch: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(branch.path)
    monkeypatch.chdir(tmp_path / "link" / "sms")
    assert statuses(branch.diff("main")) == {"a.txt": "changed"}


def test_a_repository_with_other_names_of_objects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / "sha256", monkeypatch, capsys)
    repo.git("init", "-q", "-b", "main", "--object-format=sha256", ".")
    repo.commit({"smslint.yaml": SETTINGS, "prices.csv": CARD, "sms/a.txt": "A", "sms/b.txt": "B"})
    repo.write({"sms/a.txt": "AA"})
    assert statuses(repo.diff("HEAD", "--all")) == {"sms/a.txt": "changed", "sms/b.txt": "unchanged"}


def test_gitlab_names_the_commit_and_a_dash_is_the_default(branch: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The target of a merged result goes before the merge base; a commit that is not in the clone is not taken."""
    base, target = branch.git("merge-base", "main", "HEAD"), branch.git("rev-parse", "main")
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
    assert branch.diff()["base"]["commit"] == branch.diff("-")["base"]["commit"] == base
    assert statuses(branch.diff("-", "sms/b.txt")) == {}
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", target)
    assert branch.diff()["base"]["commit"] == target
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "0" * 40)
    assert branch.diff()["base"]["commit"] == base
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", "1" * 40)
    monkeypatch.setenv("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "gone")
    assert "GIT_DEPTH: 0 in GitLab" in branch.refused()
