"""The harnesses of ``fuzz/`` with bytes of hypothesis and with the kept corpus; with atheris, a short run of each; runs without guidance."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fuzz import blind
from fuzz.__main__ import WATCHED
from fuzz.harnesses import HARNESSES
from fuzz.inputs import LONGEST
from fuzz.steps import check_steps

TOP = Path(__file__).parents[1]
CORPUS = TOP / "fuzz" / "corpus"
PIECES = [
    "{{ ", " }}", "{% if a %}", "{% else %}", "{% endif %}", "{% for x in y %}", "{% endfor %}", "{", "}", "%s", "${", "#{", "<%= ", "%>", "'", '"', "\\",
    "\n", ": ", "- ", "a", "€", "я", "\U0001f600", "[", "]", "(", ")", "|", "phone", ",", "+14155550123", "kind: otp", "values: ", "disable=OPT001", "--",
    '{"error_code": ', '"message_id": "m"', "<a>", "</a>", "&amp;", "\\u00e9", "\ufeff", "\x00", "=", "@if(", "@endif", "#if(", "#end", "*",
]  # fmt: skip
INPUTS = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda head, pieces: head + "".join(pieces).encode(), st.binary(min_size=9, max_size=9), st.lists(st.sampled_from(PIECES), max_size=20)),
)  # fmt: skip


@pytest.mark.parametrize("name", HARNESSES)
@given(data=INPUTS)
@example(data=b"")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_bytes(name: str, data: bytes) -> None:
    HARNESSES[name](data)


@pytest.mark.long
@pytest.mark.parametrize("name", HARNESSES)
@given(data=INPUTS)
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_bytes(name: str, data: bytes) -> None:
    HARNESSES[name](data)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_corpus(path: Path) -> None:
    data = path.read_bytes()
    assert len(data) <= LONGEST + 9
    HARNESSES[path.parent.name](data)


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed: the group fuzz has it"
)
@pytest.mark.parametrize("name", HARNESSES)
def test_a_short_run_of_atheris(name: str) -> None:
    before = sorted((CORPUS / name).iterdir())
    # CI sets how long.
    seconds = os.environ.get("SMSLINT_FUZZ_SECONDS")
    limits = ["--seconds", seconds] if seconds else ["--runs", "200", "--seconds", "60"]
    command = [sys.executable, "-m", "fuzz", name, *limits]
    own = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")
    }  # it would be slow, and count nothing new
    done = subprocess.run(command, cwd=TOP, env=own, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    (executed,) = re.findall(r"stat::number_of_executed_units: (\d+)", done.stderr)
    assert int(executed) >= 200
    assert sorted((CORPUS / name).iterdir()) == before  # nothing new in the repository


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris is not installed: the group fuzz has it"
)
def test_new_inputs_are_kept_where_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fuzz", "directives", "--runs", "200", "--keep", str(tmp_path / "new")]
    subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True, timeout=300)
    assert list((tmp_path / "new").iterdir())


def test_atheris_writes_nothing_into_the_repository(tmp_path: Path) -> None:
    """A stand-in for atheris prints the options that it gets."""
    (tmp_path / "atheris.py").write_text(
        "from contextlib import nullcontext\ndef instrument_imports(**names): return nullcontext()\n"
        "def Setup(options, harness): print(*options, sep='\\n')\ndef Fuzz(): pass\n",
        encoding="utf-8",
    )
    own = os.environ | {"PYTHONPATH": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "fuzz", "directives", "--runs", "1"]
    done = subprocess.run(command, cwd=TOP, env=own, capture_output=True, text=True, check=True)
    (prefix,) = [each for each in done.stdout.splitlines() if each.startswith("-artifact_prefix=")]
    assert Path(prefix.removeprefix("-artifact_prefix=")).parent == tmp_path


PROMISED = ("dialects", "sources", "lists", "configuration", "directives", "answers", "growth")


@pytest.mark.parametrize("name", PROMISED)
def test_each_harness_has_a_kept_corpus(name: str) -> None:
    """The bounds are part of ``dialects``, the journal of ``answers``."""
    assert name in HARNESSES
    assert len(list((CORPUS / name).iterdir())) >= 30


def test_every_harness_is_watched() -> None:
    assert set(WATCHED) == set(HARNESSES)


@pytest.mark.parametrize("name", ["dialects", "sources"])
def test_a_short_run_without_guidance(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    inputs = [path.read_bytes() for path in (CORPUS / name).iterdir()]
    assert blind.run(HARNESSES[name], inputs, 60, 300, 64) == 0, capsys.readouterr().out
    assert "stat::number_of_executed_units: 300" in capsys.readouterr().out


def test_a_fault_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def harness(data: bytes) -> None:
        assert b"~" not in data

    assert blind.run(harness, [b"{{ a }}", b"~"], 60, 1000, 64) == 1
    (found,) = tmp_path.iterdir()
    assert b"~" in found.read_bytes()


def _squared(times: int) -> None:
    for _ in range(times):
        for _ in range(times):
            pass


@pytest.mark.parametrize(
    "use", [lambda times: _squared(min(times, 500)), lambda times: [0 for _ in range(1000 * times)], lambda times: None]
)
def test_a_limit_is_no_growth(use: Callable[[int], object]) -> None:
    check_steps(use, 60)


def test_growth_is_found() -> None:
    with pytest.raises(AssertionError, match="60 took"):
        check_steps(_squared, 60)
