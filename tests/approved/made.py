"""Projects with an export of approved templates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.registration.made import Done, check, run

EXPORTS = Path(__file__).parent / "exports"


def project(folder: Path, entry: dict[str, Any], texts: dict[str, str], **settings: Any) -> Path:
    """The files of a project: its export is copied unless it is there, and each text is a file of messages."""
    export = folder / entry["file"]
    if not export.exists():
        shutil.copy(EXPORTS / entry["file"], export)
    (folder / "sms").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "sms" / f"{name}.txt").write_text(text, encoding="utf-8")
    stated: dict[str, Any] = {
        "messages": [{"files": "sms/*.txt", "dialect": "jinja", "kind": "transactional"}],
        "values": {"*": {"max": 6, "charset": "digits"}},
        "approved": [entry],
        **settings,
    }
    (folder / "smslint.yaml").write_text(yaml.safe_dump(stated, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def findings(*words: str) -> list[dict[str, Any]]:
    """The findings of ``registration check`` in the working folder."""
    done = run("check", *words, "--format", "json")
    assert done.exit_code in {0, 1}, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def refused() -> Done:
    """A run of ``check`` over the project in the working folder."""
    return check("check", "--no-cache")
