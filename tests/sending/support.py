"""Shared by the tests of sending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from smslint.cli.app import run
from smslint.finding import Confidence, Finding, Severity
from smslint.sending.http import Timeouts
from smslint.sending.verdict import Outgoing, Verdict

if TYPE_CHECKING:
    import pytest

KEY = "sk-loopback-Zq81-never-shown"
TO = "+14155550123"
SHORT = Timeouts(connect=2.0, answer=0.3)


def finding(code: str = "OPT001", message: str = "no opt-out text", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, code.lower(), severity, Confidence.HIGH, message)


def PASS(_: Outgoing) -> Verdict:  # noqa: N802
    return Verdict(passed=True)


def REFUSE(_: Outgoing) -> Verdict:  # noqa: N802
    return Verdict(passed=False, findings=(finding(),))


def numbers(count: int) -> list[str]:
    return [f"+1415555{index:04}" for index in range(count)]


def commands_refuse(suppressed: Path, why: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command refuses this suppression list, and says how to allow it."""
    people, text = str(folder / "l.csv"), str(folder / "t.txt")
    Path(people).write_text("phone\n+14155552671\n", "utf-8")
    Path(text).write_text("Your order has shipped", "utf-8")
    for command in (["recipients", people], ["preflight", text, people], ["send", text, people, "--dry-run"]):
        assert run([*command, "--suppress", str(suppressed)]) == 2
        error = capsys.readouterr().err
        assert why in error
        assert "--allow-empty-suppression" in error
        assert (
            run([*command, "--suppress", str(suppressed), "--allow-empty-suppression", "--require-consent", "no"]) == 0
        )
        capsys.readouterr()


def outgoing(count: int) -> list[Outgoing]:
    return [Outgoing(f"Hello number {index}", to, row=index + 1) for index, to in enumerate(numbers(count))]
