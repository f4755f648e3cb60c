from __future__ import annotations

import os
from pathlib import Path

import pytest

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
