"""The cache: the same result as without it, whatever changed between the runs, even if the cache is damaged."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint import user_cache
from smslint.project import cache as module
from smslint.project.cache import FOLDER, Cache, FileState
from smslint.project.config import Config
from smslint.project.files import Chooser, Target
from smslint.project.outcome import Parts, Selected
from smslint.project.project_files import engine_of
from smslint.project.records import from_record, to_record
from smslint.project.run import Runner
from smslint.project.wordings import Wording
from tests.project.support import outcome, project, run

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.result import Result

FILES = {
    "smslint.yaml": "messages:\n  - {files: 'sms/*'}\nregions: [US]\nvalues: {name: {max: 20}}\nprices: reference:twilio-us\n",
    "sms/a.txt": "Hi \u2013 {{ name }}",
    "sms/b.yaml": "en:\n  a: Hi\n  b: '\u201cHi\u201d' # smslint: disable=OPT001\nru:\n  a: Привет\n",
    "sms/c.json": '{"a": "free! 20% off today"}',
    "sms/c.json.smslint.yaml": "'zzz': {kind: otp}\n",
    "sms/d.json": "{",
}


SETTLED = user_cache.SETTLED


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust files at once, although they were written a moment ago."""
    monkeypatch.setattr(module, "SETTLED", -(10**12))


# when the file was written and its record changed, when it was checked (in tenths of a second), whether its times are trusted
SETTLING = [
    (0, 0, 21, True),
    (0, 0, 20, False),
    (0, 0, 0, False),
    (0, 15, 30, False),
    (15, 0, 30, False),
    (0, 15, 36, True),
]


@pytest.mark.parametrize(("modified", "changed", "checked", "trusted"), SETTLING)
def test_times_are_trusted_only_after_the_settling_time(
    modified: int, changed: int, checked: int, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SETTLED", SETTLED)
    tenth = 100_000_000
    status = os.stat_result(
        (0, 0, 0, 0, 0, 0, 5, 0, 0, 0), {"st_mtime_ns": modified * tenth, "st_ctime_ns": changed * tenth}
    )
    stamp = FileState(5, modified * tenth, changed * tenth, checked * tenth, "digest")
    assert stamp.holds(status) is trusted
    assert not stamp._replace(size=6).holds(status)
    assert not stamp._replace(modified=modified * tenth - 1).holds(status)


def cached(folder: Path, salt: str = "") -> tuple[Result, list[str]]:
    """A run with the cache, and the files that were checked, not taken from the cache."""
    checked: list[str] = []

    class Counting(Runner):
        def text(self, target: Target, data: bytes, beside: Any = None) -> Any:
            checked.append(target.inside)
            return super().text(target, data, beside)

    runner = Counting(cache=Cache(salt))
    result = run(folder, runner)
    assert runner.cache is not None
    runner.cache.save()
    return result, checked


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = dict(FILES)
    files["smslint.yaml"] = files["smslint.yaml"].replace("prices: reference:twilio-us\n", "")
    return project(tmp_path, files)


def test_the_second_run_reports_the_same_and_checks_only_broken_files(folder: Path) -> None:
    bare = run(folder)
    first, all_ = cached(folder)
    second, again = cached(folder)
    assert first == second == bare
    assert sorted(all_) == ["sms/a.txt", "sms/b.yaml", "sms/c.json", "sms/d.json"]
    assert again == ["sms/d.json"]


CHANGES = {
    "content": ("sms/a.txt", "Hi \u2014 {{ name }}", ["sms/a.txt"]),
    "sidecar": ("sms/c.json.smslint.yaml", "a: {kind: otp}", ["sms/c.json"]),
    "new sidecar": ("sms/a.txt.smslint.yaml", "'*': {kind: otp}", ["sms/a.txt"]),
    "settings": ("smslint.yaml", "messages:\n  - {files: 'sms/*'}\nregions: [GB]\n", None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_files_are_checked(folder: Path, change: str) -> None:
    cached(folder)
    name, content, wanted = CHANGES[change]
    (folder / name).write_text(content, encoding="utf-8")
    result, checked = cached(folder)
    assert result == run(folder)
    everything = ["sms/a.txt", "sms/b.yaml", "sms/c.json"]
    assert sorted(set(checked) - {"sms/d.json"}) == (everything if wanted is None else wanted)


def test_new_content_with_equal_size_and_times_is_checked(folder: Path) -> None:
    """A file can be written twice within one tick of the clock; the change time shows it, and so does the content."""
    cached(folder)
    file = folder / "sms/a.txt"
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("Hi", "Ho"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    result, _ = cached(folder)
    assert result == run(folder)


@pytest.mark.parametrize("name", ["sms/a.txt", "sms/c.json"])
def test_a_file_with_new_times_is_recognised_by_its_content(folder: Path, name: str) -> None:
    """With a sidecar and without one."""
    cached(folder)
    os.utime(folder / name, ns=(1, 1))
    for _ in range(2):  # by its content, then by the times that the first of these runs has stored
        _, checked = cached(folder)
        assert checked == ["sms/d.json"]


def test_other_rules_have_a_cache_of_their_own(folder: Path) -> None:
    cached(folder, "one")
    _, checked = cached(folder, "other")
    assert len(checked) == 4
    assert len(list((folder / FOLDER).glob("*.json"))) == 2


def test_git_leaves_the_cache_out(folder: Path) -> None:
    cached(folder)
    assert (folder / FOLDER / ".gitignore").read_text(encoding="utf-8").splitlines()[-1] == "*"


DAMAGE = ["", "{", "[]", "null", '{"sms/a.txt": 1}', "[" * 100_000, "\x00", '{"sms/a.txt": [[], null, []]}']


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("content", DAMAGE, ids=range(len(DAMAGE)))
def test_a_damaged_cache_is_ignored(folder: Path, content: str, sealed: bool) -> None:
    cached(folder)
    (path,) = (folder / FOLDER).glob("*.json")
    data = content.encode()
    path.write_bytes(hashlib.blake2b(data, digest_size=16).hexdigest().encode() + b"\n" + data if sealed else data)
    result, _ = cached(folder)
    assert result == run(folder)


def test_each_changed_bit_of_a_cache_is_noticed(folder: Path) -> None:
    before = cached(folder)
    (path,) = (folder / FOLDER).glob("*.json")
    whole = path.read_bytes()
    assert cached(folder)[1] == ["sms/d.json"]  # which is broken
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        assert cached(folder) == before


NUMBERED = st.tuples(st.integers(0, 99), st.text(max_size=9))
PARTS = st.builds(
    Parts,
    unread=st.lists(NUMBERED, max_size=2).map(tuple),
    unasked=st.lists(NUMBERED.map(lambda each: each[::-1]), max_size=2).map(tuple),
    entries=st.lists(
        st.builds(
            Selected,
            given=st.integers(0, 9),
            passed=st.integers(0, 9),
            met=st.none() | st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    read=st.lists(st.text(max_size=9), max_size=3).map(tuple),
)


WORDINGS = st.lists(
    st.none()
    | st.builds(
        Wording,
        body=st.text(max_size=9),
        dialect=st.just("percent"),
        kind=st.just("otp"),
        names=st.lists(st.text(max_size=5), max_size=2).map(tuple),
        plural=st.none() | st.just("few"),
        original=st.none() | st.text(max_size=9),
    ),
    max_size=3,
).map(tuple)


@given(PARTS, st.integers(0, 9), st.frozensets(st.tuples(st.integers(0, 9), st.just("TRN001")), max_size=3), WORDINGS)
def test_an_outcome_comes_back_from_its_record(
    parts: Parts, suppressed: int, silent: frozenset[tuple[int, str]], wordings: tuple[Wording | None, ...]
) -> None:
    """Whatever its fields contain: a record that is refused makes the run check the file again each time."""
    told = outcome("a.txt", "Hi \u2013 {{ name }}")._replace(
        parts=parts, suppressed=suppressed, silent=silent, wordings=wordings
    )
    assert from_record(json.loads(json.dumps(to_record(told, "a.txt"))), "a.txt") == told._replace(edits=())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_row_is_refused_without_a_crash(data: st.DataObject) -> None:
    """Any one value of a record replaced by another: the record is refused, or it is a valid outcome."""
    record = json.loads(json.dumps(to_record(outcome("a.txt", "Hi \u2013 {{ name }}"), "a.txt")))
    place: Any = record
    path: list[tuple[list[Any], int]] = []
    while isinstance(place, list) and place and (not path or data.draw(st.booleans())):
        index = data.draw(st.integers(0, len(place) - 1))
        path.append((place, index))
        place = place[index]
    holder, index = path[-1]
    holder[index] = data.draw(st.sampled_from([None, "x", -1, True, 1.5, [], {}, [1], "\u2013"]))
    try:
        found = from_record(record, "a.txt")
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return
    from smslint.project.ordering import place_of

    assert sorted(found.findings, key=place_of) is not None
    assert all(isinstance(each.message, str) for each in found.findings)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_has_no_cache(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        assert cached(folder)[0] == run(folder)
    finally:
        folder.chmod(0o755)


def test_a_run_works_where_no_cache_can_be_written(folder: Path) -> None:
    (folder / FOLDER).write_text("a file stands in its place", encoding="utf-8")
    assert cached(folder)[0] == run(folder)


def test_a_file_that_settles_the_guess_of_a_dialect_makes_another_cache(folder: Path) -> None:
    first = Cache("")._shard(Config(root=folder)).path
    (folder / "manage.py").write_text("", encoding="utf-8")
    engine_of.cache_clear()
    second = Cache("")._shard(Config(root=folder)).path
    (folder / "manage.py").unlink()
    engine_of.cache_clear()
    assert first != second
    assert Cache("")._shard(Config(root=folder)).path == first


def test_an_unchanged_file_is_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached(folder)

    def same(*_: object) -> None:
        raise AssertionError("its content was asked for")

    monkeypatch.setattr(Cache, "same", same)
    (folder / "sms/d.json").unlink()  # a broken file is read in every run
    _, checked = cached(folder)
    assert checked == []


def test_a_folder_of_somebody_else_is_refused_in_words(folder: Path) -> None:
    ours = folder / FOLDER
    ours.mkdir()
    (ours / "theirs.json").write_text("{}")
    (config,) = {target.config for target in Chooser().targets([folder])}
    (said,) = Cache("salt").refusals([config])
    assert said.startswith(f"{ours} ")
    assert len(said) > len(f"{ours} ")
    assert Cache("salt", folder / "elsewhere").refusals([config]) == []
