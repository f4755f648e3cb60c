"""The baseline: only new findings are reported, outdated entries are named, and the file merges well."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.cli import app as cli
from smslint.errors import ConfigError
from smslint.project.baseline import Baseline, Key, dump, load, make
from tests.project.support import codes, project, run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "messages:\n  - {files: '*.txt'}\n  - {files: '*.yaml'}\nselect: [ENC001]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(
        tmp_path, {"smslint.yaml": CONFIG, "a.txt": "Hi \u2013 \u2013", "b.txt": "Hi \u2013", "c.yaml": "k: x\u2013\n"}
    )


def test_accepted_findings_are_not_reported_but_new_ones_are(folder: Path) -> None:
    accepted = make(run(folder), folder / "base.json")
    accepted.write()
    loaded = load(folder / "base.json")
    assert loaded.counts == accepted.counts
    kept, stale = loaded.apply(run(folder), [])
    assert (codes(kept), kept.suppressed, stale.counts) == ([], 3, {})
    project(folder, {"c.yaml": "# moved down\n\n\nk: x\u2013\nnew: y\u2013\n"})
    kept, stale = loaded.apply(run(folder), [str(folder / "c.yaml")])
    assert [finding.key for finding in kept.findings] == ["new"]
    assert kept.suppressed == 3
    assert not stale.counts


def test_a_finding_more_than_accepted_is_new(folder: Path) -> None:
    once = Baseline(folder / "base.json", make(run(folder), folder / "base.json").counts)
    key = next(key for key, count in once.counts.items() if count == 1)
    once.counts[key] = 0
    kept, _ = once.apply(run(folder), [])
    assert len(kept.findings) == 1


def test_only_entries_of_checked_or_deleted_files_can_be_outdated(folder: Path) -> None:
    accepted = make(run(folder), folder / "base.json")
    project(folder, {"b.txt": "Hi"})
    (folder / "c.yaml").unlink()
    _, stale = accepted.apply(run(folder), [str(folder / "a.txt")])
    assert {key.path for key in stale.counts} == {"c.yaml"}
    _, stale = accepted.apply(run(folder), [str(folder / "b.txt")])
    assert {key.path for key in stale.counts} == {"b.txt", "c.yaml"}
    assert {key.path for key in accepted.without(stale).counts} == {"a.txt"}


def test_the_working_folder_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    from_here = dump(make(run(folder), folder / "base.json"))
    monkeypatch.chdir("/")
    assert dump(make(run(folder), folder / "base.json")) == from_here


def test_the_file_has_no_lines_and_no_dates(folder: Path) -> None:
    text = dump(make(run(folder), folder / "base.json"))
    assert not re.search(r"\d{4}-\d\d|line|column", text)


KEYS = st.builds(
    Key,
    st.sampled_from(["a.txt", "b/é.yaml", "z"]),
    st.sampled_from(["ENC001", "LEN002"]),
    st.text("0123456789abcdef", min_size=16, max_size=16),
)


@given(st.dictionaries(KEYS, st.integers(1, 9), max_size=8), st.randoms())
def test_it_is_read_back_and_has_a_fixed_order(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[Key, int], random: random.Random
) -> None:
    path = tmp_path_factory.mktemp("baseline") / "base.json"
    items = list(counts.items())
    random.shuffle(items)
    Baseline(path, Counter(dict(items))).write()
    assert load(path).counts == Counter(counts)
    assert path.read_text(encoding="utf-8") == dump(Baseline(path, Counter(counts)))


BAD = ["", "{", "[]", '{"version": 2, "findings": {}}', '{"version": 1}', '{"version": 1, "findings": {"a": {"B": {"c": "1"}}}}',
       '{"version": 1, "findings": {"a": {"B": {"c": 0}}}}', "<<<<<<< ours", "[" * 100_000]  # fmt: skip


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_an_invalid_baseline_is_an_error_of_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "b.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"b\.json: "):
        load(tmp_path / "b.json")


@pytest.mark.parametrize("there", ["root:x\n", None])
def test_a_link_out_of_the_project_is_not_rewritten(
    there: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A repository can contain a baseline that is a link to any file of its reader."""
    work, other = project(tmp_path / "work", {"a.txt": "Hi \u2013", "inside.json": "{}"}), tmp_path / "other.json"
    if there is not None:
        other.write_text(there, "utf-8")
    monkeypatch.chdir(work)
    (work / ".smslint-baseline.json").symlink_to(other)
    for arguments in (["create", "a.txt", "--no-cache"], ["prune"]):
        assert cli.run(["baseline", *arguments]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert (other.read_text("utf-8") if other.exists() else None) == there
    (work / ".smslint-baseline.json").unlink()
    (work / ".smslint-baseline.json").symlink_to("inside.json")
    assert cli.run(["baseline", "create", "a.txt", "--no-cache"]) == 0
    assert (work / ".smslint-baseline.json").is_symlink()
    assert "ENC001" in (work / "inside.json").read_text("utf-8")


def test_a_huge_file_is_neither_read_nor_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.touch()
    os.truncate(path, 3 * 1024**3)
    with pytest.raises(ConfigError, match="too large for a baseline"):
        load(path)
    with pytest.raises(ConfigError, match="is not a baseline of smslint"):
        Baseline(path, Counter()).write()
