"""Texts of Terraform: templates that ``templatefile`` fills, and what Amazon Cognito fills in what Terraform leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
provider: twilio
brand: Acme
kind: transactional
regions: [US]
sender: {type: long_code, region: US, id: '+14155550100', a2p_registered: true}
values: {"*": {max: 10, charset: gsm7}}
messages: [{files: 'sms/*'}, {files: '*.tf'}]
"""
POOL = """
resource "aws_cognito_user_pool" "p" {
  sms_authentication_message = "Acme ${var.env}: your code is {####}"
  sms_verification_message = "Acme: your code is {####}."
  verification_message_template {
    sms_message = "Acme ${var.name}: your code is {####}"
    email_message_by_link = "Acme ${var.name}: {##Verify it##}"
  }
  admin_create_user_config {
    invite_message_template { sms_message = "Acme: hi {username}, your code is {####}" }
  }
}
"""


def test_what_cognito_fills_is_no_field_that_nobody_fills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": CONFIG, "main.tf": POOL}))
    assert run(["check", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [each["witness"]["least"] for each in said["messages"]][:2] == [
        "Acme : your code is 000000",
        "Acme: your code is 000000.",
    ]
    assert {each["dialect"] for each in said["messages"]} == {"brace"}
    assert not {"PLH001", "PLH002"} & {each["code"] for each in said["findings"]}
    assert said["coverage"]["guessed"] == []


CALL = 'locals {{ text = templatefile("${{path.module}}/sms/{name}", {{ name = "Ann" }}) }}\n'
BODY = "Acme: hi ${name}%{ if vip } and thanks%{ endif }."


@pytest.mark.parametrize(("name", "called", "dialect"), [
    ("a.tftpl", False, "terraform"), ("a.tpl", True, "terraform"), ("a.txt", True, "terraform"), ("a.txt", False, "dollar"),
])  # fmt: skip
def test_a_file_that_terraform_fills(
    name: str, called: bool, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    files = {"smslint.yaml": CONFIG, "main.tf": CALL.format(name=name if called else "other.txt"), f"sms/{name}": BODY}
    monkeypatch.chdir(project(tmp_path, files))
    run(["check", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    (message,) = [each for each in said["messages"] if each["path"].startswith("sms")]
    assert message["dialect"] == dialect
    if dialect == "terraform":
        assert message["witness"]["least"] == "Acme: hi ."
        assert message["segments"] == {"least": 1, "most": 1}
        assert "PLH001" not in {each["code"] for each in said["findings"]}
