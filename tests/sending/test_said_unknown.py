"""What a guard or a sender lets pass although something is unknown is said in the log, once each; see DESIGN §5."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.sending import OctopodsSender, make_gate
from smslint.sending.unknown import once
from tests.sending.server import Server
from tests.sending.support import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

TO = "+14155550123"
HONDURAS = "+50491234567"
HELLO = "Acme: hello Ann. Reply STOP to end."
READY = "Acme: your order has shipped."
SOLD = "Acme: 20% off today. Reply STOP to end."
CASES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    # the text, the recipient, the configuration, and what the log says
    "kind": (HELLO, TO, {}, "the kind of the message (set kind: marketing, transactional or otp)"),
    "region": (READY, HONDURAS, {"kind": "transactional"}, "the rules of HN"),
    "consent": (SOLD, TO, {"kind": "marketing"}, "whether the recipient agreed to marketing (consent)"),
    "consent of a text that is marketing by its words": (SOLD, TO, {}, "whether the recipient agreed to marketing (consent)"),
    "nothing": (READY, TO, {"kind": "transactional"}, ""),
    "consent that is stated": (SOLD, TO, {"kind": "marketing", "consent": "express"}, ""),
    "consent that is recorded elsewhere": (SOLD, TO, {"kind": "marketing", "sending": {"require_consent": False}}, ""),
}  # fmt: skip


def by_guard(config: dict[str, Any], body: str, to: str) -> None:
    smslint.guard(body="text", to="to", config=config)(lambda text, to: None)(body, to)


def by_gated_guard(config: dict[str, Any], body: str, to: str) -> None:
    """The guard that a gate decides for."""
    smslint.guard(body="text", to="to", check=make_gate(config).check)(lambda text, to: None)(body, to)


def by_twilio(config: dict[str, Any], body: str, to: str) -> None:
    http = pytest.importorskip("twilio.http")
    from smslint.sending.twilio import guarded_client

    class Inner(http.HttpClient):  # type: ignore[misc, name-defined, unused-ignore]
        def request(self, *_: object, **__: object) -> None: ...

    client = guarded_client(Inner(logging.getLogger("inner"), is_async=False), config=config)
    url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
    client.request("POST", url, data={"To": to, "From": "+14155550100", "Body": body})


def by_sender(config: dict[str, Any], body: str, to: str) -> None:
    with Server() as server, OctopodsSender(KEY, server.base, gate=make_gate(config)) as sender:
        sender.send(body, to)


WAYS = [by_guard, by_gated_guard, by_twilio, by_sender]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES)
def test_what_passes_is_said_once(
    caplog: pytest.LogCaptureFixture, way: Callable[[dict[str, Any], str, str], None], case: str
) -> None:
    body, to, config, words = CASES[case]
    once.cache_clear()
    with caplog.at_level(logging.WARNING, "smslint.sending"):
        way(config, body, to)
        way(config, body, to)
    said = [each.getMessage() for each in caplog.records if each.name == "smslint.sending"]
    assert said == ([f"sent although it is not known: {words}"] if words else [])


def test_what_is_refused_is_not_called_sent(caplog: pytest.LogCaptureFixture) -> None:
    once.cache_clear()
    with pytest.raises(smslint.SendRefused, match="state the kind"):
        by_guard({}, "Acme: hello Ann.", TO)
    assert not caplog.records


def test_the_command_says_it_in_its_own_words_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    once.cache_clear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    with Server() as server:
        assert run(["send", "--to", HONDURAS, "--body", READY, "--isolated", "--kind", "transactional", "--yes", "--base", server.base]) == 0  # fmt: skip
    out, error = capfd.readouterr()
    assert (out + error).count("not known: the rules of HN") == 1


LISTS = {"missing": None, "empty": "phone\n", "a folder": ""}


@pytest.mark.parametrize("kind", LISTS)
def test_a_suppression_list_that_cannot_be_read_fails_where_it_is_named(tmp_path: Path, kind: str) -> None:
    """Not at the first send: the message is checked when the program starts."""
    path, text = tmp_path / "stop.csv", LISTS[kind]
    if text == "":
        path.mkdir()
    elif text is not None:
        path.write_text(text, encoding="utf-8")
    config = {"sending": {"suppression": str(path)}}
    pytest.importorskip("twilio.http")
    from smslint.sending.twilio import guarded_client

    for make in (
        lambda: make_gate(config),
        lambda: make_gate(suppression=path),
        lambda: smslint.guard(body="text", to="to", config=config),
        lambda: guarded_client(config=config),
    ):
        with pytest.raises(RecipientsError, match=r"stop\.csv"):
            make()
