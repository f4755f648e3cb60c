"""The built packages in clean environments: each Python that is there, each kind of place, the same answers.

By hand: ``pytest -m long tests/packaging``. It needs the package index, for the four packages that smslint depends on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

TOP: Final = Path(__file__).parents[2]
VERSIONS: Final = ("3.11", "3.12", "3.13", "3.14")
COMMANDS: Final = (
    ["check", "."],
    ["check", "é a.txt"],
    ["recipients", "l.csv"],
    ["preflight", "é a.txt", "l.csv", "--kind", "transactional"],
    ["rule", "OPT001"],
    ["countries", "US"],
    ["segments", "Your code is 482913"],
)
FILES: Final = {
    "smslint.yaml": "messages: [{files: '*.txt', dialect: jinja, kind: transactional}]\nregions: [US]\n",
    "é a.txt": "Acmé: it’s ready, {{ name }}",
    "l.csv": "phone,name,consent\n+14155552671,Zoë,yes\n",
}


def interpreter(version: str) -> str | None:
    """A Python of a version: this one, one on the path, or one that pyenv installed."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return sys.executable
    installed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    return str(installed[-1]) if installed else shutil.which(f"python{version}")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE", "HTTPS_PROXY")
        if name in os.environ
    }
    merged = {**kept, "COLUMNS": "100", "SOURCE_DATE_EPOCH": "1790000000", **environment}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, check=False, encoding="utf-8", errors="surrogateescape",
        env={name: value for name, value in merged.items() if value != "absent"},
    )  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, TOP, cwd=out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The environment of a Python with the wheel or the sdist installed; made once."""
    made: dict[tuple[str, str], Path] = {}

    def make(version: str, kind: str) -> Path:
        if (version, kind) not in made:
            python = interpreter(version)
            if python is None:
                pytest.skip(f"there is no Python {version} on this machine")
            top = tmp_path_factory.mktemp(f"{kind}{version}")
            assert run(python, "-m", "venv", "env", cwd=top).returncode == 0
            (package,) = built.glob("*.whl" if kind == "wheel" else "*.tar.gz")
            done = run(
                top / "env/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", package, cwd=top
            )
            assert done.returncode == 0, done.stderr
            made[version, kind] = top / "env"
        return made[version, kind]

    return make


def project(top: Path) -> Path:
    """A project in a folder whose name has a blank and a letter outside of ASCII."""
    made = top / "my ünï project"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path)


@pytest.fixture(scope="session")
def expected(installed: Callable[[str, str], Path], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str]]:
    """The answers of the wheel with the oldest Python."""
    found = answers([installed(VERSIONS[0], "wheel") / "bin/smslint"], project(tmp_path_factory.mktemp("expected")))
    assert "’" in found[0][1]
    return found


def answers(program: list[str | Path], folder: Path, **environment: str) -> list[tuple[int, str]]:
    """The status and the output of each command; no traceback, and no error of the program."""
    found = []
    for command in COMMANDS:
        done = run(*program, *command, cwd=folder, **environment)
        assert "Traceback" not in done.stderr, done.stderr
        assert "internal error" not in done.stderr
        assert done.returncode in (0, 1), done.stderr
        found.append((done.returncode, done.stdout))
    return found


@pytest.mark.long
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_python_answers_the_same(
    version: str, kind: str, installed: Callable[[str, str], Path], folder: Path, expected: list[tuple[int, str]]
) -> None:
    assert answers([installed(version, kind) / "bin/smslint"], folder) == expected


ENVIRONMENTS: Final = {
    "C locale": {"LC_ALL": "C"},
    "C locale without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no UTF-8 mode": {"PYTHONUTF8": "0"},
    "POSIX locale, ASCII output": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    "no HOME": {"HOME": "absent"},
    "a HOME that does not exist": {"HOME": "/nonexistent/home"},
    "a HOME that is a file": {"HOME": "/dev/null"},
    "relative HOME": {"HOME": "."},
    "no PATH": {"PATH": "absent"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "another order of sets": {"PYTHONHASHSEED": "1"},
}


@pytest.mark.long
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_environment_answers_the_same(
    name: str, installed: Callable[[str, str], Path], folder: Path, expected: list[tuple[int, str]]
) -> None:
    program: list[str | Path] = [installed(VERSIONS[0], "wheel") / "bin/smslint"]
    found = answers(program, folder, **ENVIRONMENTS[name])
    assert [status for status, _ in found] == [status for status, _ in expected]
    if "ASCII" not in name and "without" not in name:
        assert found == expected


@pytest.mark.long
@pytest.mark.parametrize("flags", [["-OO"], ["-I"], ["-B", "-S", "-OO"]])
def test_every_way_to_start_answers_the_same(
    flags: list[str], installed: Callable[[str, str], Path], folder: Path, expected: list[tuple[int, str]]
) -> None:
    """``-OO`` removes asserts and docstrings."""
    env = installed(VERSIONS[0], "wheel")
    (site,) = env.glob("lib/python3.*/site-packages")
    program: list[str | Path] = [env / "bin/python", *flags, "-m", "smslint"]
    path = {"PYTHONPATH": str(site)} if "-S" in flags else {}
    assert answers(program, folder, **path) == expected


@pytest.mark.long
@pytest.mark.parametrize("place", ["project", "home", "both"])
def test_read_only_places(
    place: str, installed: Callable[[str, str], Path], folder: Path, tmp_path: Path, expected: list[tuple[int, str]]
) -> None:
    """A cache that cannot be written only costs time. As root every place can be written: the cache is a file there instead."""
    home = tmp_path / "home"
    home.mkdir()
    program: list[str | Path] = [installed(VERSIONS[0], "wheel") / "bin/smslint"]
    if place != "home":
        (folder / ".smslint_cache").write_text("in the way", "utf-8")
        folder.chmod(0o555)
    if place != "project":
        (home / ".cache").write_text("in the way", "utf-8")
        home.chmod(0o555)
    try:
        assert answers(program, folder, HOME=str(home)) == expected
    finally:
        folder.chmod(0o755)
        home.chmod(0o755)


@pytest.mark.long
def test_a_zipapp(installed: Callable[[str, str], Path], folder: Path, tmp_path: Path) -> None:
    """A zipapp cannot open its rules as files: it answers, or says so in one line."""
    env = installed(VERSIONS[0], "wheel")
    (site,) = env.glob("lib/python3.*/site-packages")
    source = tmp_path / "source"
    shutil.copytree(site, source, ignore=shutil.ignore_patterns("pip*", "setuptools*", "_distutils_hack*", "*.pth"))
    zipapp.create_archive(source, tmp_path / "smslint.pyz", main="smslint.__main__:main")
    done = run(env / "bin/python", "-I", "-S", tmp_path / "smslint.pyz", "check", ".", cwd=folder)
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode == 2:
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1
    else:
        assert done.returncode in (0, 1)
