from __future__ import annotations

import os
from pathlib import Path

import pytest

from smslint.rules import compiled
from smslint.user_cache import user_cache

ROOT = Path.cwd().anchor

CASES: list[tuple[dict[str, str], str | None]] = [
    ({"SMSLINT_CACHE_DIR": "mine", "XDG_CACHE_HOME": f"{ROOT}x", "HOME": f"{ROOT}h"}, "mine/packs"),
    ({"SMSLINT_CACHE_DIR": "", "XDG_CACHE_HOME": f"{ROOT}x", "HOME": f"{ROOT}h"}, None),
    ({"XDG_CACHE_HOME": f"{ROOT}x", "HOME": f"{ROOT}h"}, f"{ROOT}x/smslint/packs"),
    ({"XDG_CACHE_HOME": "relative", "HOME": f"{ROOT}h"}, f"{ROOT}h/.cache/smslint/packs"),
    ({"HOME": f"{ROOT}h"}, f"{ROOT}h/.cache/smslint/packs"),
    ({"HOME": "relative"}, None),
]


@pytest.mark.skipif(os.name == "nt", reason="the platform's folder has another name there")
@pytest.mark.parametrize(("environment", "folder"), CASES)
def test_one_rule_for_every_use(environment: dict[str, str], folder: str | None) -> None:
    assert user_cache("packs", environment) == (Path(folder) if folder else None)
    other = user_cache("plans", environment)
    assert other == (Path(folder).with_name("plans") if folder else None)


@pytest.mark.skipif(os.name == "nt", reason="the platform's folder has another name there")
def test_without_a_home_in_the_environment_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", f"{ROOT}h")
    assert user_cache("packs", {}) == Path(f"{ROOT}h/.cache/smslint/packs")


def test_windows_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.user_cache._WINDOWS", True)
    assert user_cache("packs", {"LOCALAPPDATA": f"{ROOT}l", "HOME": f"{ROOT}h"}) == Path(f"{ROOT}l/smslint/packs")
    assert user_cache("packs", {"HOME": f"{ROOT}h"}) is None


DAMAGED = [
    b"", b"5", b"null", b"[]", b'{"a": NaN}', b"[" * 5000 + b"]" * 5000, b"1" + b"0" * 5000, b"\x80\x04\x95", b"\xff\xfe\0", b'"\\ud800"',
    b'{"a": 2}', b"0" * 40 + b'\n{"a": 2}',
]  # fmt: skip


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_entry_of_packs_is_not_read(damaged: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file of the cache contains, the packs are read as they are written."""
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
    name = compiled.key("file", [b"x"])
    compiled.store(name, {"a": 1})
    assert compiled.find(name) == {"a": 1}
    (entry,) = (tmp_path / "packs").glob(f"{name}*")
    whole = entry.read_bytes()
    for content in (damaged, whole[:-1], whole.replace(b"1}", b"2}"), whole + b" "):
        entry.write_bytes(content)
        assert compiled.find(name) is None


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_an_entry_of_packs_that_is_no_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
    name = compiled.key("file", [b"x"])
    compiled.store(name, {"a": 1})
    (entry,) = (tmp_path / "packs").glob(f"{name}*")
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    assert compiled.find(name) is None
    entry.unlink()
    os.mkfifo(entry)
    assert compiled.find(name) is None
