"""The moment of sending: the gate, the transport, the journal and the guards."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smslint.rules.opt_out_reply import OptOut as OptOut
    from smslint.rules.opt_out_reply import opt_out as opt_out
    from smslint.sending.gate import make_gate as make_gate
    from smslint.sending.journal.entries import Resolution as Resolution
    from smslint.sending.journal.entries import State as State
    from smslint.sending.journal.journal import Journal as Journal
    from smslint.sending.key import ApiKey as ApiKey
    from smslint.sending.octopods import AsyncOctopodsSender as AsyncOctopodsSender
    from smslint.sending.octopods import OctopodsSender as OctopodsSender
    from smslint.sending.outcome import SendFailed as SendFailed
    from smslint.sending.pace import Pace as Pace
    from smslint.sending.receipt import DeliveryStatus as DeliveryStatus
    from smslint.sending.receipt import Receipt as Receipt
    from smslint.sending.rule_gate import RuleGate as RuleGate
    from smslint.sending.runner import Totals as Totals
    from smslint.sending.runner import send_all as send_all
    from smslint.sending.verdict import Gate as Gate
    from smslint.sending.verdict import Outgoing as Outgoing
    from smslint.sending.verdict import Verdict as Verdict

_HOME = {
    "ApiKey": "smslint.sending.key",
    "AsyncOctopodsSender": "smslint.sending.octopods",
    "DeliveryStatus": "smslint.sending.receipt",
    "Gate": "smslint.sending.verdict",
    "Journal": "smslint.sending.journal.journal",
    "OctopodsSender": "smslint.sending.octopods",
    "OptOut": "smslint.rules.opt_out_reply",
    "Outgoing": "smslint.sending.verdict",
    "Pace": "smslint.sending.pace",
    "Receipt": "smslint.sending.receipt",
    "Resolution": "smslint.sending.journal.entries",
    "RuleGate": "smslint.sending.rule_gate",
    "SendFailed": "smslint.sending.outcome",
    "State": "smslint.sending.journal.entries",
    "Totals": "smslint.sending.runner",
    "Verdict": "smslint.sending.verdict",
    "make_gate": "smslint.sending.gate",
    "opt_out": "smslint.rules.opt_out_reply",
    "send_all": "smslint.sending.runner",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that importing the package is fast."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
