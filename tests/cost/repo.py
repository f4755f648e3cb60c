"""Repositories for tests: real git in a temporary folder, and smslint run in it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from smslint.cli.app import run

CARD = "region,price_per_segment,currency,as_of\nUS,0.0079,USD,2026-11-01\nCA,0.01,USD,2026-11-01\n"
SETTINGS = """\
regions: [US]
kind: transactional
messages:
  - files: sms/**/*.txt
    dialect: jinja
  - files: "locales/*.yml"
    dialect: jinja
values: {name: {max: 20, charset: gsm7_basic}}
prices: prices.csv
"""
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@b.c"), ("DATE", "2026-11-01T10:00:00Z"))
}


class Repo:
    """A repository, and what smslint prints in it."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._patch, self._capsys = path, monkeypatch, capsys
        for name in [each for each in os.environ if each.startswith(("GIT_", "GITHUB_", "CI"))]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("HOME", str(path.parent / "home"))
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        monkeypatch.setenv("COLUMNS", "100")
        path.mkdir(parents=True, exist_ok=True)
        self.go()

    def go(self, folder: str = ".") -> None:
        self._patch.chdir(self.path / folder)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, env={**os.environ, **IDENTITY}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return os.fsdecode(done.stdout).strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        for name, content in files.items():
            path = self.path / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: Mapping[str, str | bytes | None]) -> str:
        """The name of a commit with these files changed."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return self.git("rev-parse", "HEAD")

    def smslint(self, *arguments: str) -> tuple[int, str, str]:
        """The exit status, the output and the errors."""
        self._capsys.readouterr()
        status = run(list(arguments))
        captured = self._capsys.readouterr()
        return status, captured.out, captured.err

    def diff(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        """The comparison as JSON."""
        found, out, err = self.smslint("diff", *arguments, "--format", "json")
        assert (found, err) == (status, ""), out
        document: dict[str, Any] = json.loads(out)
        return document

    def refused(self, *arguments: str) -> str:
        """The one line of a comparison that fails."""
        status, out, err = self.smslint("diff", *arguments)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1, err
        return err


def init(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Repo:
    repo = Repo(path, monkeypatch, capsys)
    repo.git("init", "-q", "-b", "main", ".")
    return repo


def statuses(document: dict[str, Any]) -> dict[str, str]:
    """The status of each message."""
    return {
        f"{each['path']}{'#' + each['key'] if each['key'] else ''}": each["status"] for each in document["messages"]
    }
