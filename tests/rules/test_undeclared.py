"""What PLH004 says where no placeholder is to blame by itself: a loop, or another reading of the text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

NO_LIMIT = {
    "Acme: {{#each OrderItems}}x{{/each}}": "The loop over OrderItems can run any number of times, so the cost has no limit.",
    "Acme: {{ Date|date:'d M' }}": (
        "In one reading of this text, the length of 'Date' is unknown, so the number of segments has no known limit."
    ),
}


@pytest.mark.parametrize("text", NO_LIMIT)
def test_the_name_is_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    template = tmp_path / "m.txt"
    template.write_text(text)
    assert run(["check", str(template), "--kind", "transactional", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each["message"] for each in found if each["code"] == "PLH004"] == [NO_LIMIT[text]]
