"""A small project, the log of its provider, and what `smslint reconcile` says of both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from smslint.cli.app import run
from smslint.data import data_path
from tests.reconcile.made import HEADER, cells

SCHEMA = json.loads((data_path("schema") / "reconcile.v1.schema.json").read_text(encoding="utf-8"))
SETTINGS = """\
provider: twilio
regions: [US]
kind: transactional
messages: [{files: "sms/*.txt", dialect: jinja}]
values:
  name: {max: 10, charset: gsm7_basic}
  code: {type: otp}
  day: {enum: [Mon, Tue]}
"""
TEXTS = {
    "code": "{{ code }} is your Acme code.",
    "hello": "Hello {{ name }}, welcome to Acme on {{ day }}.",
    "news": "Acme news for {{ name }}: {{ text }}",
    "long": "Acme: {{ name }}, " + "x" * 130 + ". Bye!",
    "unsent": "Acme: nobody ever gets this text.",
}
BODIES = ("1234 is your Acme code.", "Hello Ann, welcome to Acme on Mon.", "Acme news for Ann: all well")


class Project:
    """A project, and what smslint says about a log."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._capsys = path, capsys
        self.write({"smslint.yaml": SETTINGS, **{f"sms/{name}.txt": text for name, text in TEXTS.items()}})

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.path / name).parent.mkdir(exist_ok=True)
            (self.path / name).write_text(text, encoding="utf-8")

    def log(self, *rows: list[str], name: str = "log.csv", header: list[str] = HEADER) -> str:
        file = io.StringIO()
        csv.writer(file).writerows([header, *rows])
        (self.path / name).write_bytes(file.getvalue().encode())
        return name

    def run(self, *arguments: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        status = run(["reconcile", *arguments])
        captured = self._capsys.readouterr()
        return status, captured.out, captured.err

    def json(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        found, out, err = self.run(*arguments, "--format", "json")
        assert found == status, err
        document: dict[str, Any] = json.loads(out)
        jsonschema.Draft202012Validator(SCHEMA).validate(document)
        return document

    def refused(self, *arguments: str) -> str:
        status, out, err = self.run(*arguments)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1, err
        return err


def row(number: int, body: str, **other: str) -> list[str]:
    return cells(number, "+14155550123", body, **other)


def matched(document: dict[str, Any]) -> dict[str, int]:
    return {Path(each["path"]).stem: each["matched"] for each in document["templates"] if each["matched"]}


def of(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["templates"] if Path(each["path"]).stem == name)
    return found
