"""Shared by the tests of sending."""

from __future__ import annotations

from smslint.finding import Confidence, Finding, Severity
from smslint.sending.http import Timeouts
from smslint.sending.verdict import Outgoing, Verdict

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


def outgoing(count: int) -> list[Outgoing]:
    return [Outgoing(f"Hello number {index}", to, row=index + 1) for index, to in enumerate(numbers(count))]
