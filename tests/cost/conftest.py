"""A repository for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cost.repo import CARD, SETTINGS, Repo, init


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Repo:
    """An empty repository."""
    return init(tmp_path / "repo", monkeypatch, capsys)


@pytest.fixture
def project(repo: Repo) -> Repo:
    """A repository with a configuration and a rate card, committed."""
    repo.commit({"smslint.yaml": SETTINGS, "prices.csv": CARD})
    return repo
