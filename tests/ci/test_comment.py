"""A report in the pull request: one comment that is updated, the summary of the job, and what happens where neither may be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.ci.comment import mark_of, with_key
from smslint.ci.fitting import fitted, fitted_bytes
from smslint.ci.host import Thread, thread_of
from smslint.ci.summary import LARGEST, summarise
from smslint.cli.app import run
from smslint.report.card_change_text import MARK as PRICES
from smslint.report.cost_markdown import MARK as COST
from smslint.report.diff_markdown import MARK as DIFF
from tests.ci.server import Host, serving

REPORT = f"{DIFF}\n### Text messages: **+$1,580.00 a month**\n"


class Job:
    """A job of CI, and the host that it speaks to."""

    def __init__(self, host: Host, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.host, self.folder, self._capsys = host, folder, capsys
        self.summary = folder / "summary.md"

    def comment(self, text: str, *arguments: str) -> str:
        """What is said about a report."""
        path = self.folder / "report.md"
        path.write_text(text, encoding="utf-8")
        self._capsys.readouterr()
        status = run(["comment", str(path), *arguments])
        captured = self._capsys.readouterr()
        assert (status, captured.out) == (0, ""), captured.err
        return captured.err

    @property
    def bodies(self) -> list[str]:
        return [each["body"] for each in self.host.comments]


@pytest.fixture(params=["github", "gitlab"])
def job(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Job]:
    host = Host(request.param)
    with serving(host) as address:
        for name, value in environment(request.param, address, tmp_path).items():
            monkeypatch.setenv(name, value)
        yield Job(host, tmp_path, capsys)


def environment(kind: str, address: str, folder: Path) -> dict[str, str]:
    if kind == "gitlab":
        return {
            "GITLAB_CI": "true", "GITHUB_ACTIONS": "", "CI_API_V4_URL": f"{address}/api/v4", "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7",
            "SMSLINT_GITLAB_TOKEN": "the-token", "GITHUB_STEP_SUMMARY": "",
        }  # fmt: skip
    return {
        "GITHUB_ACTIONS": "true", "GITLAB_CI": "", "GITHUB_API_URL": address, "GITHUB_REPOSITORY": "acme/texts", "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_TOKEN": "the-token", "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "GITHUB_EVENT_PATH": "",
    }  # fmt: skip


def test_one_comment_is_written_and_then_updated(job: Job) -> None:
    assert "a comment was written" in job.comment(REPORT)
    assert job.bodies == [REPORT]
    assert "the comment is as it was" in job.comment(REPORT)
    assert "the comment was updated" in job.comment(REPORT + "more\n")
    assert job.bodies == [REPORT + "more\n"]
    methods = {method for method, _, _ in job.host.asked}
    assert methods == ({"GET", "POST", "PATCH"} if job.host.kind == "github" else {"GET", "POST", "PUT"})
    paths = {path.partition("?")[0] for method, path, _ in job.host.asked if method == "POST"}
    assert paths == (
        {"/repos/acme/texts/issues/7/comments"}
        if job.host.kind == "github"
        else {"/api/v4/projects/12/merge_requests/7/notes"}
    )


def test_nothing_to_report_writes_no_comment_but_corrects_the_one_that_is_there(job: Job) -> None:
    assert "nothing to report" in job.comment("")
    assert job.bodies == []
    job.comment(REPORT)
    job.comment("")
    assert job.bodies == [f"{DIFF}\nNo text message costs otherwise any more.\n"]
    job.comment(REPORT)
    assert job.bodies == [REPORT]


def test_reports_of_different_kinds_and_keys_have_their_own_comments(job: Job) -> None:
    for mark in (DIFF, COST, PRICES):
        assert mark_of(f"{mark}\nx") == mark
        job.comment(f"{mark}\none\n")
        job.comment(f"{mark}\ntwo\n")
    job.comment(REPORT, "--key", "us-east")
    assert [each.partition("\n")[2] for each in job.bodies] == ["two\n"] * 3 + [REPORT.partition("\n")[2]]
    assert "key=us-east" in job.bodies[3]


def test_comments_of_others_are_never_touched(job: Job) -> None:
    """Anybody can write our mark, or quote it."""
    foreign = f"{DIFF}\nI am not smslint"
    job.host.says(foreign, bot=False, name="mallory")
    job.host.says(f"As the bot said:\n{DIFF}\nhello", name=job.host.me or "github-actions[bot]")
    for number in range(250):
        job.host.says(f"comment {number}", bot=False, name="people")
    job.comment(REPORT)
    job.comment(REPORT + "more\n")
    assert job.bodies[0] == foreign
    assert job.bodies[252:] == [REPORT + "more\n"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_pull_request_from_a_fork_has_the_summary_alone(job: Job, status: int) -> None:
    job.host.refuses = {"POST": status}
    said = job.comment(REPORT)
    assert f"answers {status} (the token may not write here: that of a pull request from a fork only reads)" in said
    if job.host.kind == "github":
        assert job.summary.read_text(encoding="utf-8") == REPORT + "\n"


def test_without_a_token_nothing_is_asked(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_TOKEN", "SMSLINT_GITLAB_TOKEN"):
        monkeypatch.setenv(name, "")
    assert "there is no token" in job.comment(REPORT)
    assert job.host.asked == []


def test_summary_only(job: Job) -> None:
    job.comment(REPORT, "--summary-only")
    assert job.host.asked == []


def test_the_token_goes_to_no_other_host_and_is_never_shown(job: Job) -> None:
    other = Host(job.host.kind)
    with serving(other) as address:
        job.host.redirects = f"{address}/elsewhere"
        said = job.comment(REPORT)
    assert other.asked == []
    assert "no comment" in said
    assert "the-token" not in said
    assert "the-token" not in repr(thread_of({**environment("github", "http://127.0.0.1:1", job.folder)}))


@pytest.mark.parametrize("status", [500, 502, 422, 429])
def test_a_host_that_fails_does_not_fail_the_job(job: Job, status: int) -> None:
    job.host.refuses = {"GET": status}
    assert f"no comment: {'GitHub' if job.host.kind == 'github' else 'GitLab'} answers {status}" in job.comment(REPORT)


def test_a_host_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host = Host("github")
    with serving(host) as address:
        pass
    for name, value in environment("github", address, tmp_path).items():
        monkeypatch.setenv(name, value)
    assert "GitHub: it cannot be reached" in Job(host, tmp_path, capsys).comment(REPORT)


def test_a_long_report_is_cut_to_what_the_host_takes(job: Job) -> None:
    long = REPORT + "<details><summary>all</summary>\n\n" + "a line of the report ’\n" * 100_000 + "</details>\n"
    assert "a comment was written" in job.comment(long)
    (body,) = job.bodies
    assert mark_of(body) == DIFF
    assert "The rest does not fit here." in body
    assert body.count("<details>") == body.count("</details>")


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({}, "no job"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/main"}, "does not run for a pull request"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_REPOSITORY": "a/b/../c", "GITHUB_TOKEN": "x"}, "does not name a repository"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_REPOSITORY": "a/b"}, "no token"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "x", "GITHUB_API_URL": "http://example.com"}, "not https"),
        ({"GITLAB_CI": "true"}, "does not run for a merge request"),
        ({"GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7"}, "no token"),
        ({"GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7", "CI_PROJECT_ID": "1", "SMSLINT_GITLAB_TOKEN": "x"}, "not https"),
    ],
)  # fmt: skip
def test_why_there_is_no_comment(environ: dict[str, str], why: str) -> None:
    found = thread_of(environ)
    assert isinstance(found, str)
    assert why in found


@pytest.mark.parametrize(
    ("event", "number"),
    [
        ({"pull_request": {"number": 12}}, "12"),
        ({"pull_request": {"number": "12"}}, ""),
        ({"pull_request": {"number": True}}, ""),
        ([], ""),
        ({}, ""),
    ],
)
def test_the_number_of_the_event(event: Any, number: str, tmp_path: Path) -> None:
    """Where the ref names none, as after pull_request_target."""
    path = tmp_path / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    found = thread_of(
        {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(path), "GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": "x"}
    )
    assert isinstance(found, Thread) == bool(number)
    assert not number or (isinstance(found, Thread) and found.comments.endswith(f"/issues/{number}/comments"))


def test_the_summary_is_appended_and_never_above_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    environ = {"GITHUB_STEP_SUMMARY": str(path)}
    path.write_text("before\n", encoding="utf-8")
    assert summarise(REPORT, environ) == "the summary of the job was written"
    assert path.read_text(encoding="utf-8") == f"before\n{REPORT}\n"
    for text in ("’ line\n" * 400_000, "x" * 2_000_000, REPORT):
        summarise(text, environ)
        assert path.stat().st_size < LARGEST
    assert summarise(REPORT, {}) == summarise("", environ) == ""
    assert "no summary" in summarise(REPORT, {"GITHUB_STEP_SUMMARY": str(tmp_path)})


@given(st.text(alphabet="ab\n’\U0001f600<details>/", max_size=400), st.integers(0, 450))
def test_what_is_cut_fits(text: str, most: int) -> None:
    room = max(most, 60)
    assert len(fitted(text, room)) <= room
    assert len(fitted_bytes(text, most).encode()) <= most or most < 60
    assert fitted(text, len(text)) == text


@pytest.mark.parametrize(
    ("text", "arguments", "says"),
    [("no mark", (), "no report"), (REPORT, ("--key", "a b"), "--key"), (f" {DIFF}x\n", (), "no report")],
)
def test_wrong_usage(
    text: str, arguments: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.md"
    path.write_text(text, encoding="utf-8")
    assert run(["comment", str(path), *arguments]) == 2
    assert says in capsys.readouterr().err
    assert run(["comment", str(tmp_path / "none.md")]) == 2


def test_a_key_replaces_only_that_of_the_mark() -> None:
    assert with_key(f"{DIFF}\nkey=other", "x") == DIFF.replace("default", "x") + "\nkey=other"
