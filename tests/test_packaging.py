"""The wheel, built and installed into an empty environment, and the pre-commit hook, run for real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GIT_", "PRE_COMMIT"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**env, **environment},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=TOP)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_carries_its_packs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in (*TOP.glob("rules/**/*.yaml"), *TOP.glob("rules/**/*.tsv"), *TOP.glob("schema/*.json")):
        assert f"smslint/_data/{path.relative_to(TOP).as_posix()}" in names
    assert {"smslint/py.typed", "smslint/numbers/plan.bin"} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "bench/"))]


@pytest.mark.parametrize(
    "words",
    [
        ["-m", "smslint", "check", "a.txt"],
        ["-m", "smslint", "segments", "Hi"],
        ["-m", "smslint", "rule", "OPT001"],
        ["-m", "smslint", "recipients", "a.csv"],
        ["-m", "smslint", "config", "schema"],
        ["-c", "import smslint; smslint.check('Hi')"],
        ["-c", "import smslint; smslint.check_number('+14155550123')"],
        ["-c", "import smslint; smslint.preflight('a.txt', [{'phone': '+14155550123'}])"],
        ["-c", "import smslint; smslint.guard(body='a', to='b')(lambda a, b: None)('Hi', '+14155550123')"],
    ],
)
def test_from_inside_a_zip_file(wheel: Path, words: list[str], tmp_path: Path) -> None:
    """It answers where it needs no file of its own; otherwise one line says what to do."""
    (tmp_path / "a.txt").write_text("Hi")
    (tmp_path / "a.csv").write_text("phone\n+14155550123\n")
    others = Path(pytest.__file__).parents[1]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{wheel}{os.pathsep}{others}", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode or done.stderr:
        assert "smslint cannot read its files from inside a zip file: install it with pip" in done.stderr
        assert words[0] == "-c" or done.stderr.count("\n") == 1
        assert done.returncode == (1 if words[0] == "-c" else 2)


def test_an_installed_wheel_finds_its_packs(wheel: Path, tmp_path: Path) -> None:
    """The environment holds the wheel and the four packages it declares, nothing else, and no checkout is near."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    installed = run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    (tmp_path / "sms.txt").write_text("It’s 20% off! https://bit.ly/x", encoding="utf-8")
    done = run(tmp_path / "env/bin/smslint", "check", "sms.txt", "--format", "concise", "--region", "US", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert {"ENC001", "OPT001", "URL001"} <= set(done.stdout.replace(":", " ").split())
    rules = run(tmp_path / "env/bin/smslint", "test-rules", cwd=tmp_path)
    assert rules.returncode == 0, rules.stdout + rules.stderr
    answer = run(python, "-c", "import smslint; print(smslint.check('Hi', to='+14155552671').ok)", cwd=tmp_path)
    assert answer.stdout == "True\n", answer.stderr


def test_pre_commit_runs_the_hook(tmp_path: Path) -> None:
    """The hook of this checkout, on a scratch repository with one good and one bad template."""
    scratch = tmp_path / "scratch"
    (scratch / "templates/sms").mkdir(parents=True)
    (scratch / "smslint.yaml").write_text("messages: [{files: templates/sms/*.txt, dialect: jinja}]\n")
    (scratch / "templates/sms/bad.txt").write_text("Hi {{ name\n")
    (scratch / "README.txt").write_text("Hi {{ name, which is no message\n")
    source = tmp_path / "source"
    clone = run("git", "clone", "-q", "--no-hardlinks", TOP, source, cwd=tmp_path)
    assert clone.returncode == 0, clone.stderr
    revision = run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()
    hook = {"repo": str(source), "rev": revision, "hooks": [{"id": "smslint", "verbose": True}]}
    (scratch / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [hook]}))
    run("git", "init", "-q", cwd=scratch)

    def hooked() -> subprocess.CompletedProcess[str]:
        run("git", "add", ".", cwd=scratch)
        command = Path(sys.executable).parent / "pre-commit"
        return run(command, "run", "--all-files", cwd=scratch, PRE_COMMIT_HOME=str(tmp_path / "cache"))

    done = hooked()
    assert "templates/sms/bad.txt:1:4" in done.stdout, done.stdout + done.stderr
    assert "README.txt" not in done.stdout
    assert done.returncode == 1
    (scratch / "templates/sms/bad.txt").write_text("Hi there\n")
    again = hooked()
    assert again.returncode == 0, again.stdout
