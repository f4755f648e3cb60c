"""Folders that smslint fills: whatever else is in them, or behind them, stays as it was."""

from __future__ import annotations

import json
import os
import re
import threading
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.own_folder import OwnFolder
from smslint.rules import compiled
from smslint.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = re.compile(r"[0-9a-f]{4}\.json")


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "smslint.yaml").write_text("messages: [{files: '*.txt', kind: transactional}]\nregions: [FR]\n")
    (folder / "a.txt").write_text("Acme: your parcel is here.")
    return folder


def catalogues(folder: Path) -> Path:
    folder.mkdir()
    for number in range(20):
        (folder / f"settings{number}.json").write_text(json.dumps({"number": number}))
        (folder / f"{number:024x}.json").write_text("{}")  # names like ours
    return folder


def test_only_our_names_are_removed(tmp_path: Path) -> None:
    own = OwnFolder(tmp_path / "cache", NAMES)
    for number in range(9):
        own.write(f"{number:04x}.json", b"{}")
        os.utime(own.path / f"{number:04x}.json", (number, number))
    (own.path / "notes.json").write_bytes(b"a person's")
    own.keep_newest(3)
    assert sorted(content(own.path)) == [
        ".gitignore", "0006.json", "0007.json", "0008.json", "CACHEDIR.TAG", "notes.json",
    ]  # fmt: skip
    assert own.read("0008.json", 10) == b"{}"
    assert own.read("0008.json", 1) is None
    assert own.read("0000.json", 10) is None


def link(path: Path, victim: Path) -> None:
    path.symlink_to(victim, target_is_directory=True)


def copy(path: Path, victim: Path) -> None:
    path.mkdir()
    for name, data in content(victim).items():
        (path / name).write_bytes(data)


def file(path: Path, _: Path) -> None:
    path.write_text("not a folder")


FOREIGN: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "link": (link, "is a link"),
    "full": (copy, "holds files that smslint did not make, such as settings0.json"),
    "file": (file, "is not a folder"),
}


@pytest.mark.parametrize("how", FOREIGN)
def test_a_cache_folder_that_is_not_ours_is_left_alone(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, reason = FOREIGN[how]
    victim, work = catalogues(tmp_path / "victim"), project(tmp_path / "work")
    make(work / ".smslint_cache", victim)
    before = content(victim), content(work)
    monkeypatch.chdir(work)
    for _ in range(2):
        assert run(["check"]) == 0
        assert f"warning: there is no cache: {work / '.smslint_cache'} {reason}" in capsys.readouterr().err
    assert (content(victim), content(work)) == before


@pytest.mark.parametrize("how", FOREIGN)
def test_a_folder_that_a_person_names_as_cache_must_be_ours(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, reason = FOREIGN[how]
    victim, work = catalogues(tmp_path / "victim"), project(tmp_path / "work")
    make(work / "locales", victim)
    before = content(victim), content(work)
    monkeypatch.chdir(work)
    assert run(["check", "--cache-dir", "locales"]) == 2
    assert f"--cache-dir: locales {reason}" in capsys.readouterr().err
    assert (content(victim), content(work)) == before


@pytest.mark.parametrize("named", ["sub/c", "sub/deeper/c", "{work}/sub/c", "x/../sub/c", "sub/../c"])
def test_a_cache_folder_behind_a_link_is_not_made(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A repository decides what lies below the working folder; a link there could lead to anybody's folder."""
    victim, work = catalogues(tmp_path / "victim"), project(tmp_path / "work")
    (work / "sub").symlink_to(victim, target_is_directory=True)
    before = content(victim), content(work)
    monkeypatch.chdir(work)
    assert run(["check", "--cache-dir", named.format(work=work)]) == 2
    assert "is behind the link sub, and smslint does not write through links" in capsys.readouterr().err
    assert (content(victim), content(work)) == before


def test_a_link_above_the_working_folder_is_a_persons_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = project(tmp_path / "work")
    (tmp_path / "home").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path / "home" / "work")
    assert run(["check", "--cache-dir", str(tmp_path / "home" / "work" / "sub" / "c")]) == 0
    assert any((work / "sub" / "c").glob("*.json"))


def test_links_inside_the_cache_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository can contain a cache of ours whose entries are links."""
    work = project(tmp_path / "work")
    victim = tmp_path / "victim.json"
    victim.write_text("{}")
    monkeypatch.chdir(work)
    assert run(["check"]) == 0
    (entry,) = (work / ".smslint_cache").glob("*.json")
    entry.unlink()
    entry.symlink_to(victim)
    assert run(["check"]) == 0
    assert victim.read_text() == "{}"
    assert not entry.is_symlink()
    entry.unlink()
    os.mkfifo(entry)
    assert run(["check"]) == 0


def test_the_users_cache_of_packs_owns_only_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST_ENTRIES", 2)
    victim = catalogues(tmp_path / "packs")
    before = content(victim)
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
    for number in range(4):
        compiled.store(compiled.key("file", [b"%d" % number]), {"a": number})
    assert content(victim) == before


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_bytes(tmp_path / "new", b"1")
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640
        (tmp_path / "new").chmod(0o606)
        write_bytes(tmp_path / "new", b"2")
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o606
    finally:
        os.umask(old)
    assert (tmp_path / "new").read_bytes() == b"2"


def test_the_umask_of_other_threads_is_never_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "umask", lambda _: pytest.fail("the umask belongs to the whole process"))
    thread = threading.Thread(target=write_bytes, args=(tmp_path / "new", b"1"))
    thread.start()
    thread.join()
    assert (tmp_path / "new").read_bytes() == b"1"
