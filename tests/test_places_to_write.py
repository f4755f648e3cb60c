"""Where files are written: through links, into pipes, on full disks. No half-written file, and one line that says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.cli.app import run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, pipes and limits of the system")
WRITERS = {
    "report": ["check", "t.txt", "--no-cache", "--allow-empty", "--output", "json={}"],
    "baseline": ["baseline", "create", "--no-cache", "--baseline", "{}"],
    "clean": ["recipients", "l.csv", "--clean", "{}"],
    "rejected": ["recipients", "l.csv", "--rejected", "{}"],
    "suppressed": ["suppress", "add", "+14155552671", "--list", "{}"],
}
DATABASES = {
    "suppressed": WRITERS["suppressed"],
    "journal": ["send", "t.txt", "l.csv", "--dry-run", "--journal", "{}"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "t.txt").write_text("Acme: your order of {{ name }} has shipped", "utf-8")
    (tmp_path / "smslint.yaml").write_text(
        "messages: [{files: '*.txt', kind: transactional, dialect: jinja}]\n", "utf-8"
    )
    (tmp_path / "l.csv").write_text("phone,name\n+14155552671,Ann\nbad,Bo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arguments(template: list[str], target: str) -> list[str]:
    return [each.replace("{}", target) for each in template]


@pytest.mark.parametrize("name", WRITERS)
def test_a_link_stays_and_its_target_is_written(name: str, folder: Path) -> None:
    (folder / "link").symlink_to("real")
    assert run(arguments(WRITERS[name], "link")) in (0, 1)
    assert (folder / "link").is_symlink()
    assert (folder / "real").stat().st_size


@pytest.mark.parametrize("name", WRITERS)
def test_a_link_to_a_missing_folder(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "link").symlink_to("nowhere/real")
    before = sorted(each.name for each in folder.iterdir())
    assert run(arguments(WRITERS[name], "link")) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: link: ")
    assert error.count("\n") == 1
    assert "folder ." not in error
    assert "unable to open" not in error
    assert sorted(each.name for each in folder.iterdir()) == before


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("place", ["pipe", os.devnull, "tofolder"])
def test_what_is_no_file_is_no_database(
    name: str, place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe that nobody writes to would be waited for."""
    os.mkfifo(folder / "pipe")
    (folder / "tofolder").symlink_to(".")
    assert run(arguments(DATABASES[name], place)) == 2
    error = capsys.readouterr().err
    assert "not a regular file" in error or "is a directory" in error


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk(name: str, folder: Path) -> None:
    """No file may grow: what is not complete does not remain."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from smslint.cli.app import run; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); sys.exit(run(sys.argv[1:]))"
    )
    before = sorted(each.name for each in folder.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments(WRITERS[name], "new")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("error: new: ")
    assert done.stderr.count("\n") == 1
    assert sorted(each.name for each in folder.iterdir()) == before
