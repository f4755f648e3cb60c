"""Fingerprints: they survive edits elsewhere in a file, and differ between equal findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "messages:\n  - {files: 'sms/*', dialect: plain, kind: marketing}\n"


def prints(folder: Path) -> list[str]:
    return [finding.fingerprint for finding in run(folder).findings if finding.code == "OPT001"]


def test_a_fingerprint_stays_when_other_messages_change(tmp_path: Path) -> None:
    project(tmp_path, {"smslint.yaml": CONFIG, "sms/a.json": '{"a": "Sale today", "b": "Sale tomorrow"}'})
    first, second = prints(tmp_path)
    assert first
    assert first != second
    project(tmp_path, {"sms/a.json": '{"new": "Sale now",\n\n  "b":   "Sale  tomorrow"}'})
    assert second in prints(tmp_path)
    assert first not in prints(tmp_path)


def test_equal_findings_have_different_fingerprints(tmp_path: Path) -> None:
    project(
        tmp_path,
        {"smslint.yaml": CONFIG, "sms/a.yaml": "- Sale today\n- Sale today\n", "sms/b.yaml": "- Sale today\n"},
    )
    found = prints(tmp_path)
    assert len(found) == 3
    assert len(set(found)) == 3
