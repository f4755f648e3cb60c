"""Which plan is chosen: shipped, cached, built now, or the library itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import PlanError
from smslint.numbers import compile_plan, store, verify
from smslint.numbers.oracle import OraclePlan, version
from smslint.numbers.plan import Plan
from smslint.numbers.planfile import BUILDER, pack, stamp_of
from smslint.numbers.store import NO_REBUILD, choose, installed_version, pending, to_compile

SHIPPED = Path(store.__file__).with_name("plan.bin")


@pytest.fixture
def old(tmp_path: Path, shipped: Plan) -> Path:
    """A shipped plan of an older library."""
    path = tmp_path / "plan.bin"
    path.write_bytes(pack(shipped._data._replace(metadata_version="8.0.1")))
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, shipped: Plan) -> list[str]:
    """A compiler that takes no time; the list counts its calls."""
    calls: list[str] = []

    def compiled() -> Any:
        calls.append("compiled")
        return shipped._data

    monkeypatch.setattr(compile_plan, "compile_plan", compiled)
    monkeypatch.setattr(verify, "disagreements", lambda plan: [])
    return calls


def cached(environment: dict[str, str], suffix: str = "bin") -> Path:
    return Path(environment["XDG_CACHE_HOME"]) / "smslint" / "plans" / f"plan-{version()}-{BUILDER}.{suffix}"


SHIPPED_VERSION = stamp_of(SHIPPED.read_bytes()).metadata_version


@pytest.mark.parametrize("installed", [None, SHIPPED_VERSION, "8.0.1", "weird", "9.x.1"])
def test_the_shipped_plan_serves_unless_the_library_is_newer(
    installed: str | None, environment: dict[str, str]
) -> None:
    chosen = choose(SHIPPED, installed, environment)
    assert isinstance(chosen.plan, Plan)
    assert (chosen.plan.source, chosen.problem) == ("shipped", "")
    assert not Path(environment["XDG_CACHE_HOME"]).exists()


@pytest.mark.usefixtures("quick")
def test_the_user_is_told_before_a_plan_is_compiled(old: Path, environment: dict[str, str]) -> None:
    assert pending() == ""
    assert to_compile(SHIPPED, SHIPPED_VERSION, environment) == ""
    assert to_compile(old, version(), {**environment, NO_REBUILD: "1"}) == ""
    assert to_compile(old, version(), environment) == version()
    choose(old, version(), environment)
    assert to_compile(old, version(), environment) == ""


def test_a_newer_library_is_compiled_once(old: Path, environment: dict[str, str], quick: list[str]) -> None:
    first, second = (choose(old, version(), environment) for _ in range(2))
    assert isinstance(first.plan, Plan)
    assert isinstance(second.plan, Plan)
    assert (first.plan.source, second.plan.source) == ("built", "cache")
    assert first.plan.same_answers(second.plan)
    assert quick == ["compiled"]
    assert [path.name for path in cached(environment).parent.iterdir() if path.name[:1] in "pr"] == [
        cached(environment).name
    ]


@pytest.mark.long
def test_compiling_for_real_gives_the_shipped_answers(old: Path, environment: dict[str, str], shipped: Plan) -> None:
    chosen = choose(old, version(), environment)
    assert isinstance(chosen.plan, Plan)
    assert chosen.plan.same_answers(shipped)


@pytest.mark.long
def test_the_shipped_plan_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert compile_plan.main(["--check"]) == 0
    assert capsys.readouterr().out == "up to date\n"


def test_a_plan_that_disagrees_is_not_written(
    tmp_path: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verify, "disagreements", lambda plan: ["+1: a is not b"])
    monkeypatch.setattr(compile_plan, "SHIPPED", tmp_path / "plan.bin")
    assert compile_plan.main([]) == 1
    assert "+1: a is not b" in capsys.readouterr().err
    assert not (tmp_path / "plan.bin").exists()


def test_a_verified_plan_is_written(tmp_path: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile_plan, "SHIPPED", tmp_path / "plan.bin")
    assert compile_plan.main(["--check"]) == 1
    assert compile_plan.main([]) == 0
    assert compile_plan.main(["--check"]) == 0


def test_versions_are_compared_as_numbers(tmp_path: Path, shipped: Plan, environment: dict[str, str]) -> None:
    path = tmp_path / "plan.bin"
    path.write_bytes(pack(shipped._data._replace(metadata_version="9.0.100")))
    chosen = choose(path, "9.0.43", environment)
    assert chosen.plan.metadata_version == "9.0.100"


def test_the_environment_variable_keeps_the_shipped_plan(old: Path, environment: dict[str, str]) -> None:
    chosen = choose(old, version(), {**environment, NO_REBUILD: "1"})
    assert (chosen.plan.metadata_version, chosen.problem) == ("8.0.1", "")


@pytest.mark.parametrize("content", [b"", b"junk", SHIPPED.read_bytes()[:5000]])
def test_a_damaged_cache_is_written_again(
    old: Path, environment: dict[str, str], quick: list[str], content: bytes
) -> None:
    cached(environment).parent.mkdir(parents=True)
    cached(environment).write_bytes(content)
    assert choose(old, version(), environment).problem == ""
    assert quick == ["compiled"]
    assert cached(environment).stat().st_size > 100_000


@pytest.mark.parametrize("suffix", ["bin", "refused"])
@pytest.mark.parametrize("how", ["plan", "reason", "fifo", "link", "folder"])
def test_what_others_put_into_the_cache_is_not_used(
    old: Path, environment: dict[str, str], quick: list[str], shipped: Plan, suffix: str, how: str
) -> None:
    """A plan of somebody else could let any number pass, or none; a pipe would be waited for."""
    choose(old, "8.0.2", environment)  # the folder is ours
    for path in cached(environment).parent.iterdir():
        if path.name.startswith("plan"):
            path.unlink()
    place, other = cached(environment, suffix), old.with_name("other")
    other.write_bytes(pack(shipped._data._replace(metadata_version=version())))
    if how == "fifo":
        os.mkfifo(place)
    elif how == "link":
        place.symlink_to(other)
    elif how == "folder":
        place.mkdir()
    else:
        place.write_bytes(other.read_bytes() if how == "plan" else b"any reason")
    quick.clear()
    chosen = choose(old, version(), environment)
    assert (chosen.problem, getattr(chosen.plan, "source", "")) == ("", "built")
    assert quick == ["compiled"]


def test_a_cache_that_cannot_be_written_is_harmless(old: Path, tmp_path: Path, quick: list[str]) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    chosen = choose(old, version(), {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert isinstance(chosen.plan, Plan)
    assert (chosen.plan.source, chosen.problem) == ("built", "")


def test_disagreement_falls_back_to_the_library_and_says_so(
    old: Path, environment: dict[str, str], quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "disagreements", lambda plan: ["+1: a is not b"])
    for _ in range(2):
        chosen = choose(old, version(), environment)
        assert isinstance(chosen.plan, OraclePlan)
        assert chosen.problem.startswith(f"the numbering plan compiled from phonenumbers {version()} gives 1 different")
        assert "checked by phonenumbers itself" in chosen.problem
    assert quick == ["compiled"], "the refusal is remembered"
    assert cached(environment, "refused").is_file()


@pytest.mark.parametrize("error", [PlanError("unknown construct"), AttributeError("gone"), KeyError("new code")])
def test_metadata_that_cannot_be_compiled_falls_back(
    old: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(compile_plan, "compile_plan", fail)
    chosen = choose(old, version(), environment)
    assert isinstance(chosen.plan, OraclePlan)
    assert "could not be compiled" in chosen.problem


@pytest.mark.parametrize("content", [None, b"junk"])
def test_without_a_shipped_plan_one_is_compiled(
    tmp_path: Path, environment: dict[str, str], quick: list[str], content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "plan.bin").write_bytes(content)
    chosen = choose(tmp_path / "plan.bin", version(), environment)
    assert isinstance(chosen.plan, Plan)
    assert quick == ["compiled"]


def test_the_installed_version_is_found_without_importing_it() -> None:
    assert installed_version() == version()


def test_checking_numbers_imports_nothing_heavy() -> None:
    code = """
import sys
before = set(sys.modules)  # coverage tools may have imported some already
from smslint.numbers.e164 import check_number
from smslint.numbers.masking import mask
assert "smslint.numbers.cleaning" not in sys.modules
assert check_number("+14155552671").valid and check_number("+1 (415) 555-2671").e164 == "+14155552671"
heavy = {"phonenumbers", "numpy", "pyarrow", "importlib.metadata", "json", "regex", "yaml", "click"}
print(sorted(heavy & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
