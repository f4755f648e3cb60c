"""What a program says about a text message is not proposed beside the message: answers of its interface, and names for how it fared."""

from __future__ import annotations

from pathlib import Path

import pytest

from smslint.project.discover import discover

GATEWAY = """
const API_URL = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json';
async function send(phone, code) {
  await fetch(API_URL, { method: 'POST', body: new URLSearchParams({ To: phone, Body: `Your code is ${code}, it ends in 5 minutes.` }) });
}
"""


def examples(folder: Path, name: str, code: str) -> list[str]:
    (folder / name).write_text(code, encoding="utf-8")
    return [text for each in discover(folder).candidates for text in each.examples]


@pytest.mark.parametrize(
    "answer",
    [
        "new Response(JSON.stringify({ message: 'You have too few credits', recipients: phones.length }))",
        "Response.json({ message: 'You have too few credits', to: phone })",
        "new JsonResponse({ message: 'You have too few credits', phoneNumber: phone })",
    ],
)
def test_an_answer_of_the_program_is_not_sent(answer: str, tmp_path: Path) -> None:
    code = f"{GATEWAY}\nfunction handle(phone, phones) {{ return {answer}; }}\n"
    assert examples(tmp_path, "send-otp.js", code) == ["`Your code is ${code}, it ends in 5 minutes.`"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("sms.rb", 'class A\n  def sms_creation_notice(name)\n    "New #{name} was created and told by phone."\n  end\nend\n'),
        ("sms.ts", "export function mapSmsStatus(t) {\n  return `Target ${t.id} already has its status`;\n}\n"),
        ("sms.py", 'def sms_segments_reason(n):\n    return f"The text has more than {n} parts, please cut it"\n'),
    ],
)  # fmt: skip
def test_how_a_message_fared_is_no_message(name: str, code: str, tmp_path: Path) -> None:
    assert examples(tmp_path, name, code) == []
