from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smslint.data import data_path
from smslint.rules import compiled, packs, stored_lexicons, us_states
from smslint.user_cache import user_cache

if TYPE_CHECKING:
    from collections.abc import Callable

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


RULE = """\
code: ACM001
name: bad-words
summary: No bad words.
why: They are bad.
severity: error
confidence: high
check: lexicon-phrase
options: {lexicon: words, message: "{match} is bad."}
sources: [{title: Style, published: 2026-01-01, no_url: internal}]
review_by: 2030-01-01
tests:
  - {text: "bad words", expect: [ACM001]}
  - {text: "no bad words here", expect: [ACM001]}
  - {text: "good", expect: []}
  - {text: "fine", expect: []}
"""
LEXICON = """\
lexicon: words
title: Words
sources: [{title: Style, published: 2026-01-01, no_url: internal}]
entries:
  - {key: bad, confidence: verified, words: [bad words], phrases: [bad words]}
"""

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


def entries(folder: Path) -> list[Path]:
    return sorted((folder / "packs").glob("*.json"))


def rules_of(pack: Path) -> list[str]:
    packs.load.cache_clear()
    loaded = packs.load((pack,))
    assert loaded.refused == ()
    return sorted(rule.code for rule in loaded.rules)


def by_hand(entry: Path, body: bytes) -> None:
    """As an entry was once written, and as entries of a wheel are: with the hash of its body."""
    digest = hashlib.blake2b(body, digest_size=20).hexdigest().encode()
    entry.write_bytes(digest + b"\n" + body)


def by_its_own_function(entry: Path, body: bytes) -> None:
    """As smslint writes it: a fault of a version of smslint, or another program that uses the function."""
    compiled.store(entry.stem, json.loads(body))


BODIES = [
    b"null", b"5", b"[]", b"{}", b"[5]", b"[{}]", b'["a"]', b'[["a"]]', b'[{"code": 5}]', b'"text"', b"[[]]", b"[null]", b"true",
    b'{"title": "x", "entries": 5}', b'[{"check": "nothing"}]',
]  # fmt: skip


@pytest.mark.parametrize("write", [by_hand, by_its_own_function])
def test_an_entry_of_another_form_is_built_again(
    write: Callable[[Path, bytes], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
    pack = tmp_path / "pack"
    (pack / "lexicons").mkdir(parents=True)
    (pack / "acme.yaml").write_text(RULE)
    (pack / "lexicons" / "words.yaml").write_text(LEXICON)
    expected = rules_of(pack)
    assert "ACM001" in expected
    for body in BODIES:
        if write is by_hand or not body.startswith(b"{"):
            for entry in entries(tmp_path / "cache"):
                write(entry, body)
            assert rules_of(pack) == expected, body
            assert stored_lexicons.read_sheet(pack / "lexicons" / "words.yaml").title == "Words", body
            assert us_states.read(data_path("rules") / "countries" / "us_states.yaml"), body
    packs.load.cache_clear()


def test_a_check_with_a_poisoned_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "smslint.yaml").write_text("regions: [FR]\nmessages: [{files: '*.txt', kind: marketing}]\n")
    (tmp_path / "a.txt").write_text("Acme: 20% off, only today. STOP 36184")
    expected = said(tmp_path)
    found = entries(tmp_path / "cache")
    assert len(found) > 2
    bodies = [entry.read_bytes().partition(b"\n")[2] for entry in found]
    for entry, body in zip(found, bodies[1:] + bodies[:1], strict=True):  # each has the content of another
        by_hand(entry, body)
    assert said(tmp_path) == expected
    for entry in found:
        by_hand(entry, b"{}")
    assert said(tmp_path) == expected


def said(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "smslint", "check", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_an_entry_under_another_name_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
    first, second = (compiled.key("file", [content]) for content in (b"x", b"y"))
    compiled.store(first, {"a": 1})
    (tmp_path / "packs" / f"{first}.json").rename(tmp_path / "packs" / f"{second}.json")
    assert compiled.find(second) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions and pipes of POSIX")
@pytest.mark.parametrize("how", ["absent", "empty", "short", "long", "other", "link", "folder", "fifo"])
def test_without_its_secret_an_entry_is_not_found_and_written_again(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMSLINT_CACHE_DIR", str(tmp_path))
    name = compiled.key("file", [b"x"])
    compiled.store(name, {"a": 1})
    secret = tmp_path / "packs" / ".secret.tmp"
    assert (secret.stat().st_mode & 0o777, secret.stat().st_size) == (0o600, 32)
    kept = secret.read_bytes()
    secret.unlink()
    if how == "link":
        secret.symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere").write_bytes(kept)
    elif how == "folder":
        secret.mkdir()
    elif how == "fifo":
        os.mkfifo(secret)
    elif how != "absent":
        secret.write_bytes({"empty": b"", "short": kept[:9], "long": kept * 3, "other": kept[::-1]}[how])
    assert compiled.find(name) is None
    compiled.store(name, {"a": 2})
    assert compiled.find(name) == ({"a": 2} if how != "folder" else None)
    if how == "link":
        assert (tmp_path / "elsewhere").read_bytes() == kept
