"""The tools that send: only where the person who started the server said so, and in two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.mcp.advice import SCHEMA, advice, lines
from smslint.mcp.asked import Parameter
from smslint.mcp.schemas import MAYBE, WORD
from smslint.mcp.sending import prepared_record, sent_record, sent_text
from smslint.mcp.tool import Answer, Tool
from smslint.vocabulary import KINDS
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.mcp.asked import Asked
    from smslint.mcp.desk import Desk
    from smslint.mcp.sending import Sending

_TO: Final = Parameter("to", "The recipients, each in E.164: [+14155550123]. At most 50.", "words", required=True)
_TEXT: Final = Parameter("text", "The message, exactly as it is sent.", "text", required=True)
_KIND: Final = Parameter("kind", "What the message is for. State it: an unknown kind may be refused.", choices=KINDS)

PREPARED: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "allowed", "token", "expires_in", "cost", "limit", "recipients", "advice"],
    "properties": {
        "version": {"const": 1},
        "allowed": {"type": "boolean", "description": "Whether confirm_send may be called."},
        "token": {**MAYBE, "description": "For confirm_send: good once, for exactly this; null if something refuses it."},
        "expires_in": {"type": ["integer", "null"], "description": "Seconds."},
        "cost": {"type": ["object", "null"], "description": "What all cost at most; null if that is unknown."},
        "limit": {**MAYBE, "description": "The limit of agents that all together would exceed."},
        "recipients": {"type": "array", "items": {"type": "object", "required": ["to", "passed", "segments", "cost", "refused_by", "unknown"]}},
        "advice": SCHEMA,
    },
}  # fmt: skip
SENT: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "accepted", "messages"],
    "properties": {
        "version": {"const": 1},
        "accepted": {"type": "integer", "description": "How many the provider accepted."},
        "messages": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["to", "state", "detail"],
                "properties": {
                    "to": {**WORD, "description": "Masked."},
                    "state": {"enum": ["accepted", "refused", "failed", "in_doubt", "not_attempted"]},
                    "detail": WORD,
                },
            },
        },
    },
}


def prepare_send(desk: Desk, asked: Asked) -> Answer:
    """What would be sent, and a token."""
    ready = _sending(desk).prepare(asked.text("text"), asked.words("to"), asked.word("kind"))
    record = prepared_record(ready, advice)
    cost = (
        "an unknown cost"
        if record["cost"] is None
        else f"at most {record['cost']['most']} {record['cost']['currency']}"
    )
    count = plural(len(ready.ones), "message")
    passed = sum(one.verdict.passed for one in ready.ones)
    told = [
        f"Nothing was sent. {count} would be sent, for {cost}. Show the person the text, the recipients and the cost, then call confirm_send."
        if ready.token
        else f"Nothing was sent, and nothing may be: {passed} of {count} passed.",
        *([ready.limit] if ready.limit else []),
        *lines(record["advice"]),
        *dict.fromkeys(f"not known: {each}" for one in ready.ones for each in one.verdict.unknown),
    ]
    return Answer(record, "\n".join(told))


def confirm_send(desk: Desk, asked: Asked) -> Answer:
    """Send what was prepared."""
    sent = _sending(desk).confirm(asked.text("token"), asked.text("text"), asked.words("to"), asked.word("kind"))
    return Answer(sent_record(sent), sent_text(sent))


def _sending(desk: Desk) -> Sending:
    if desk.sending is None:
        raise ConfigError("sending is not allowed: a person starts smslint mcp with --allow-send")
    return desk.sending


SENDING: Final = (
    Tool(
        "prepare_send", "Prepare a text message",
        "The first of two steps of sending: says what would be sent, what it costs and what refuses it, and gives a token. Sends nothing. "
        "If it is refused, mend the text, at most three times; never another recipient, kind or wording to get around a refusal.",
        (_TEXT, _TO, _KIND), PREPARED, prepare_send,
    ),
    Tool(
        "confirm_send", "Send a text message",
        "The second step: sends exactly what prepare_send was asked, once, within the limits of the configuration. Show a person the text, "
        "the recipients and the cost first. A message in doubt may have been sent: never send it again.",
        (Parameter("token", "The token of prepare_send.", required=True), _TEXT, _TO, _KIND), SENT, confirm_send, sends=True,
    ),
)  # fmt: skip
"""The tools of ``--allow-send``."""
