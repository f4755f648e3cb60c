"""``--format html``: a page says of registered texts and of messages what the JSON says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.page import test_check_page
from tests.page.reading import Read, assert_harmless
from tests.registration.made import changed, check, write
from tests.test_end_to_end import TOP

HOSTILE = [each for each in test_check_page.HOSTILE if each.isprintable() or "\u202e" in each]
CONFIG = "brand: Fernhill\nregions: [US]\nmessages: [{files: 'sms/*.txt', dialect: jinja, kind: transactional}]\n"


def assert_said(*command: str) -> Read:
    """A page with every finding of a command."""
    done = check(*command, "--format", "html")
    page = assert_harmless(done.stdout)
    told = json.loads(check(*command, "--format", "json").stdout)
    assert done.exit_code == 1
    assert told["findings"]
    for each in told["findings"]:
        assert all(each.get(name) or "" in page.text for name in ("code", "message", "why", "help", "predicts"))
    assert page.elements["article"] == len(told["messages"])
    return page


def test_the_example_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP / "fixtures")
    page = assert_said("registration", "check")
    assert "Expect: Twilio 30569, 30924, 30896, if it is registered as it is" in page.text
    assert ("data-codes", "REG015") in page.attributes  # of the message that drifted
    drifted = assert_said("check", "--no-cache")
    assert "REG015 drifted-message: The message does not have a sentence" in drifted.text
    assert "REG002" not in drifted.text  # about the registration, which check does not read for itself


def test_hostile_texts_stay_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text(CONFIG, encoding="utf-8")
    Path("sms").mkdir()
    for at, text in enumerate(HOSTILE):
        Path(f"sms/{at}.txt").write_text(f"Fernhill: order 7 has shipped {text}", encoding="utf-8")
    write(tmp_path, changed({"campaigns.0.samples": [*map("Fernhill: {}".format, HOSTILE)], "brand.name": HOSTILE[0]}))
    assert "<script>alert(1)</script>" in assert_said("registration", "check").text


def test_an_output_beside_the_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(TOP / "fixtures")
    done = check("registration", "check", "--output", f"html={tmp_path / 'page.html'}")
    assert "REG002" in done.stdout
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == check(
        "registration", "check", "--format", "html"
    ).stdout
