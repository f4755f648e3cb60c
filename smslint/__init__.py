"""smslint: before a text message is sent, it says, offline, what it will cost and whether it may be sent."""

from __future__ import annotations

TYPE_CHECKING = False  # without the import of typing, which would be half the time of --version

if TYPE_CHECKING:
    from smslint.answer import Report
    from smslint.broadcast.preflight import preflight
    from smslint.broadcast.record import Broadcast
    from smslint.dialects import parse
    from smslint.errors import ConfigError, PackError, RecipientsError, SendRefused, SmslintError, TemplateError
    from smslint.finding import Finding, Severity
    from smslint.numbers.e164 import Number, check_number
    from smslint.project.check import check
    from smslint.rules.opt_out_reply import opt_out
    from smslint.sending.guard import guard
    from smslint.sending.send_broadcast import send_broadcast, send_broadcast_async
    from smslint.text.bounds import Bounds, bounds
    from smslint.text.segmentation import Segmentation, measure, segment
    from smslint.version import __version__

_PUBLIC = {
    "__version__": "smslint.version",
    "Bounds": "smslint.text.bounds",
    "Broadcast": "smslint.broadcast.record",
    "ConfigError": "smslint.errors",
    "Finding": "smslint.finding",
    "Number": "smslint.numbers.e164",
    "PackError": "smslint.errors",
    "RecipientsError": "smslint.errors",
    "Report": "smslint.answer",
    "Segmentation": "smslint.text.segmentation",
    "SendRefused": "smslint.errors",
    "Severity": "smslint.finding",
    "SmslintError": "smslint.errors",
    "TemplateError": "smslint.errors",
    "bounds": "smslint.text.bounds",
    "check": "smslint.project.check",
    "check_number": "smslint.numbers.e164",
    "guard": "smslint.sending.guard",
    "measure": "smslint.text.segmentation",
    "opt_out": "smslint.rules.opt_out_reply",
    "parse": "smslint.dialects",
    "preflight": "smslint.broadcast.preflight",
    "segment": "smslint.text.segmentation",
    "send_broadcast": "smslint.sending.send_broadcast",
    "send_broadcast_async": "smslint.sending.send_broadcast",
}
"""Every public name and its module, which is imported when the name is first used."""

__all__ = [
    "Bounds",
    "Broadcast",
    "ConfigError",
    "Finding",
    "Number",
    "PackError",
    "RecipientsError",
    "Report",
    "Segmentation",
    "SendRefused",
    "Severity",
    "SmslintError",
    "TemplateError",
    "__version__",
    "bounds",
    "check",
    "check_number",
    "guard",
    "measure",
    "opt_out",
    "parse",
    "preflight",
    "segment",
    "send_broadcast",
    "send_broadcast_async",
]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'smslint' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_PUBLIC[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
