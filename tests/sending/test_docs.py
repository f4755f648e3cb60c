"""The code in ``docs/sending.md`` runs as printed; only what uses the network is replaced."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import smslint
import smslint.sending
from smslint.errors import SendRefused
from smslint.project.config import load_config
from smslint.sending.octopods import OctopodsSender
from tests.sending.server import Server
from tests.sending.support import KEY, TO

DOCS = Path(__file__).parents[2] / "docs" / "sending.md"
TEXT = DOCS.read_text(encoding="utf-8")


def blocks(language: str = "python") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def block(holds: str, language: str = "python") -> str:
    (found,) = [each for each in blocks(language) if holds in each]
    return found


def execute(code: str, **known: object) -> dict[str, Any]:
    namespace: dict[str, Any] = dict(known)
    exec(compile(code, str(DOCS), "exec"), namespace)
    return namespace


def twilio_without_network() -> Any:
    """Twilio's HTTP client without the network; ``sent`` has what it was asked to send."""
    http: Any = pytest.importorskip("twilio.http")

    class Recording(http.HttpClient):  # type: ignore[misc]  # an optional package without a base class to check
        def __init__(self) -> None:
            super().__init__(None, False, None)
            self.sent: list[dict[str, str]] = []

        def request(
            self, method: str, url: str, params: object = None, data: Any = None, *rest: object, **more: object
        ) -> object:
            from twilio.http.response import Response

            self.sent.append(dict(data or {}))
            return Response(201, '{"sid": "SM1", "status": "queued"}')

    return Recording()


def lines(code: str) -> int:
    return sum(bool(line.strip()) for line in code.splitlines())


def test_five_lines_guard_a_twilio_call() -> None:
    twilio = pytest.importorskip("twilio.rest")
    http = twilio_without_network()
    client = twilio.Client("ACxxx", "token", http_client=http)
    code = block("def send_text(")
    assert lines(code) <= 5
    send_text = execute(code, client=client)["send_text"]
    assert send_text("Acme: your order has shipped", TO).sid == "SM1"
    with pytest.raises(SendRefused):
        send_text("", TO)
    with pytest.raises(SendRefused):
        send_text("Acme: your order has shipped", "4155550123")
    assert [sent["To"] for sent in http.sent] == [TO]


def test_a_guard_that_asks_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twilio = pytest.importorskip("twilio.rest")
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text("sending: {suppression: never.txt}\n", encoding="utf-8")
    Path("never.txt").write_text("+14155550177\n", encoding="utf-8")
    http = twilio_without_network()
    client = twilio.Client("ACxxx", "token", http_client=http)
    send_text = execute(block("gate.check"), client=client, smslint=smslint)["send_text_by_the_gate"]
    send_text("Acme: your order has shipped", TO)
    with pytest.raises(SendRefused, match="NUM004"):
        send_text("Acme: hi", "+14155550177")
    with pytest.raises(SendRefused, match="NUM006"):
        send_text("Acme: hi", "+1 (415) 555-0123")
    assert [sent["To"] for sent in http.sent] == [TO]


def test_a_guarded_twilio_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("twilio.rest")
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text("kind: marketing\n", encoding="utf-8")
    http = twilio_without_network()
    client = execute(block("guarded_client"), twilio_http=http)["client"]
    with pytest.raises(SendRefused, match="OPT001"):
        client.messages.create(to=TO, from_="+14155550100", body="Acme: 20% off")
    client.messages.create(to=TO, from_="+14155550100", body="Acme: 20% off. Reply STOP to opt out")
    assert len(http.sent) == 1


def test_five_lines_send_through_octopods(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = block("Journal(")
    assert lines(code) <= 5
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    with Server() as server:
        monkeypatch.setattr(
            smslint.sending, "OctopodsSender", lambda **more: OctopodsSender(base=server.base, **more), raising=False
        )
        execute(code)
        execute(code)
        assert [(each["destination_phone"], each["body"]) for each in server.accepted] == [
            (TO, "Acme: your order has shipped")
        ]
    assert capsys.readouterr().out == "Delivered\nDelivered\n", "the second run asks about the first one's message"


def test_the_celery_task() -> None:
    celery = pytest.importorskip("celery")
    app = celery.Celery("docs", broker="memory://", backend="cache+memory://", set_as_current=False)
    app.conf.update(task_always_eager=True)
    sent: list[tuple[str, str]] = []
    provider = type("Provider", (), {"send": staticmethod(lambda message, phone: sent.append((message, phone)))})
    task = execute(block("autoretry_for"), app=app, smslint=smslint, provider=provider)["text_customer"]
    assert task.apply(args=("Acme: your order has shipped", TO)).successful()
    refused = task.apply(args=("", TO))
    assert isinstance(refused.result, SendRefused)
    assert sent == [("Acme: your order has shipped", TO)]


def test_the_pytest_helper() -> None:
    from smslint.sending.pytest_plugin import assert_sms

    execute(block("assert_sms"))["test_reminder_fits"](assert_sms)


def test_the_django_settings() -> None:
    found = execute(block("SMS_BACKEND"))
    module, _, name = str(found["SMS_BACKEND"]).rpartition(".")
    assert module == "smslint.sending.django"
    assert f"class {name}(" in (DOCS.parents[1] / "smslint/sending/django.py").read_text(encoding="utf-8")


def test_the_opt_out(capsys: pytest.CaptureFixture[str]) -> None:
    execute(block("please stop"))
    assert capsys.readouterr().out == "True high plain wording\n"


def test_every_block_is_run_and_the_settings_can_be_read(tmp_path: Path) -> None:
    assert len(blocks()) == 8
    (settings,) = blocks("yaml")
    path = tmp_path / "smslint.yaml"
    path.write_text(settings, encoding="utf-8")
    assert None not in load_config(path).sending, "every setting is shown"


def test_every_command_in_the_docs_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    from smslint.cli.send import command, send
    from smslint.cli.send_journal import journal, status

    known = {"status": status, "journal": journal}
    words = [line.split()[2:] for code in blocks("console") for line in code.splitlines() if "smslint send" in line]
    assert len(words) == 10
    for line in words:
        command_ = known.get(line[1], send)
        options = {option for parameter in command_.params for option in parameter.opts}
        assert {word for word in line if word.startswith("--")} <= options
    assert set(command.commands) == {"", "status", "journal"}
