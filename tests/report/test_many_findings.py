"""The text report of a catalogue with the same finding in nearly every message: a few in full, and how many more there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from click.testing import CliRunner

from smslint.cli.check import command

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    "zamówienie",
    "zostało",
    "wysłane",
    "dziękujemy",
    "prosimy",
    "odpowiedź",
    "należność",
    "złotych",
    "źródło",
    "łączna",
    "między",
    "ósmą",
]
MESSAGES = 200


def reported(folder: Path, *options: str) -> list[str]:
    lines = [f'  sms_{number}: "{" ".join(WORDS[number % 5 :] + WORDS[: number % 7])}"' for number in range(MESSAGES)]
    (folder / "pl.yml").write_text("pl:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    config = "regions: [PL]\nmessages: [{files: '*.yml', kind: transactional}]\n"
    (folder / "smslint.yaml").write_text(config, encoding="utf-8")
    result = CliRunner().invoke(command, ["--no-cache", "--select", "ENC001", *options, str(folder)])
    return result.output.splitlines()


def test_a_polish_catalogue_gives_tens_of_lines(tmp_path: Path) -> None:
    text = reported(tmp_path)
    found = reported(tmp_path, "--format", "concise")
    warnings = [each for each in found if "warning" in each and "ENC001" in each]
    in_full = [each for each in text if each.startswith("warning[ENC001]")]
    (more,) = [int(match[1]) for each in text if (match := re.match(r"(\d+) more findings? like these: ENC001 ", each))]
    assert len(text) < 100
    assert len(in_full) + more == len(warnings) > 100
    everything = reported(tmp_path, "--verbose")
    assert len([each for each in everything if each.startswith("warning[ENC001]")]) == len(warnings)


def test_every_error_is_shown(tmp_path: Path) -> None:
    text = reported(tmp_path, "--config", "rules.ENC001.severity=error")
    assert len([each for each in text if each.startswith("error[ENC001]")]) > 100
    assert not [each for each in text if "more finding" in each]
