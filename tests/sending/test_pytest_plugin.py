from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smslint.sending.pytest_plugin import assert_sms

FITS = [
    ("Hello", {}),
    ("", {}),
    ("a" * 160, {}),
    ("a" * 161, {"max_segments": 2}),
    ("ж" * 70, {"encoding": "UCS-2"}),
    ("€uro é", {"encoding": "gsm7"}),
    ("€uro é", {"encoding": "GSM-7"}),
    ("👋" * 35, {"encoding": "ucs2"}),
]
FAILS = [
    ("a" * 161, {}, ["2 segments, at most 1", "GSM-7, 161 units"]),
    ("ж" * 71, {}, ["2 segments", "UCS-2, 71 units", "'ж' (U+0436) at index 0", "and 61 more"]),
    ("Your code’s here", {"encoding": "GSM-7"}, ["UCS-2, not GSM-7", "'’' (U+2019) at index 9"]),
    ("plain", {"encoding": "ucs2"}, ["GSM-7, not ucs2"]),
]


@pytest.mark.parametrize(("body", "demands"), FITS)
def test_texts_that_meet_the_limits(body: str, demands: dict[str, Any]) -> None:
    assert_sms(body, **demands)


@pytest.mark.parametrize(("body", "demands", "lines"), FAILS)
def test_a_failure_names_segments_encoding_and_offenders(body: str, demands: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(AssertionError) as failed:
        assert_sms(body, **demands)
    for words in lines:
        assert words in str(failed.value)


def test_unknown_encoding() -> None:
    with pytest.raises(ValueError, match="latin1"):
        assert_sms("Hello", encoding="latin1")


def test_as_a_plugin_of_a_real_run(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "def test_short(assert_sms):\n    assert_sms('Hello')\n\ndef test_long(assert_sms):\n    assert_sms('a' * 161)\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "smslint.sending.pytest_plugin", "-p", "no:cacheprovider"]
    # Where smslint is installed its entry point would load the plugin a second time.
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}", str(tmp_path)], capture_output=True, text=True, check=False, env=alone
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "2 segments, at most 1 allowed" in done.stdout


def test_the_plugin_imports_little() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import smslint.sending.pytest_plugin;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["smslint", "smslint.sending", "smslint.sending.pytest_plugin"]
