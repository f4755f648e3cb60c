"""A registration that no registry refuses, for tests that change one thing in it."""

from __future__ import annotations

import contextlib
import copy
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from smslint.cli.app import run as command

FLOW = (
    "At checkout people may tick an unchecked box on https://fernhill.example/checkout: I agree to get SMS order updates from "
    "Fernhill, up to 4 messages a month. Message and data rates may apply. Reply HELP for help or STOP to cancel. Consent is not "
    "required to buy. Terms: https://fernhill.example/terms Privacy: https://fernhill.example/privacy"
)
PRIVACY = (
    "Fernhill: mobile numbers and opt-in consent are not sold or shared with third parties or affiliates for marketing."
)
TERMS = (
    "Fernhill order updates. Message frequency varies. Message and data rates may apply. Reply STOP to cancel or HELP for help, or "
    "write to help@fernhill.example. Carriers are not liable for delayed or undelivered messages. Privacy: "
    "https://fernhill.example/privacy"
)
CLEAN: dict[str, Any] = {
    "brand": {"name": "Fernhill", "website": "https://fernhill.example", "email": "help@fernhill.example"},
    "privacy": {"url": "https://fernhill.example/privacy", "file": "privacy.md"},
    "terms": {"url": "https://fernhill.example/terms", "file": "terms.md"},
    "campaigns": [
        {
            "name": "orders",
            "registry": "twilio",
            "sender": "long_code",
            "use_case": "DELIVERY_NOTIFICATION",
            "description": "Fernhill tells its customers by text when an order of plants is shipped and when it is at the door.",
            "flow": FLOW,
            "opt_in": {
                "methods": ["web"],
                "keywords": ["START"],
                "confirmation": "Fernhill orders: you are subscribed. Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for "
                "help, STOP to cancel.",
            },
            "help": {"keywords": ["HELP"], "reply": "Fernhill: write to help@fernhill.example or call 415-555-0100."},
            "stop": {"keywords": ["STOP"], "reply": "Fernhill: you are unsubscribed and will get no more messages."},
            "samples": [
                "Fernhill: order [number] has shipped: https://fernhill.example/t/1 Reply STOP to opt out.",
                "Fernhill: your parcel is at the door of [name]. Reply STOP to opt out.",
            ],
            "attributes": {"links": True, "phones": False},
        }
    ],
}


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The clean registration with other values at some key paths: ``campaigns.0.flow``; ``None`` removes the key."""
    made = copy.deepcopy(CLEAN)
    for way, value in changes.items():
        *above, last = [int(each) if each.isdecimal() else each for each in way.split(".")]
        holder: Any = made
        for key in above:
            holder = holder[key]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return made


def write(folder: Path, registration: dict[str, Any], privacy: str = PRIVACY, terms: str = TERMS) -> Path:
    """The files of a registration in a folder."""
    (folder / "privacy.md").write_text(privacy, encoding="utf-8")
    (folder / "terms.md").write_text(terms, encoding="utf-8")
    path = folder / "registration.yaml"
    path.write_text(yaml.safe_dump(registration, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


class Done(NamedTuple):
    """What a run printed, and its exit status."""

    exit_code: int
    stdout: str
    stderr: str


def run(*words: str) -> Done:
    """One run of ``smslint registration``."""
    return check("registration", *words)


def check(*words: str) -> Done:
    """One run of ``smslint``."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = command(list(words))
    return Done(status, out.getvalue(), err.getvalue())


def findings(*words: str) -> list[dict[str, Any]]:
    """The findings of a check, as JSON."""
    done = run("check", *words, "--format", "json")
    assert done.exit_code in {0, 1}, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found
