"""The example project: what the README shows is found, and the mended copy passes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.registration.made import findings, run
from tests.test_end_to_end import TOP

MENDS = {
    "registration.yaml": (
        "up to 4 messages a month. Reply",
        "up to 4 messages a month. Message and data rates may apply. Reply",
    ),
    "templates/sms/refund.gotmpl": (
        "{{- if .Late }} Sorry that it took so long.{{ end }}",
        "Reply STOP to opt out.",
    ),
}


@pytest.mark.parametrize("left", [None, *MENDS])
def test_the_mended_copy_passes_and_each_fault_alone_fails(
    left: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TOP / "fixtures", tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    for name, (before, after) in MENDS.items():
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        assert before in text
        if name != left:
            path.write_text(text.replace(before, after), encoding="utf-8")
    assert run("check").exit_code == (0 if left is None else 1)
    assert [each["path"] for each in findings()] == ([] if left is None else [left])
