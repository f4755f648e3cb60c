"""Arguments, entries and variables of programs that hold something other than a message: who sends it, to whom, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.sources.options import Options

_OTHERS: Final = later(
    r"from|sender|originator|to|recipients?|destinations?|msisdn|(?:from|to|sender|recipient|destination)(?:name|number|id|phone|email|address)"
    r"|(?:phone|mobile|cell)(?:numbers?)?|senderid|channels?|subjects?|(?:\w*(?:url|uri|webhook|callback))|(?:\w+(?:sid|token|secret|apikey))"
    r"|type|contenttype|messagetype|priority|encoding|charset|template(?:id|name|key)|(?:api|auth)key|apiversion|endpoint|host|method|headers?"
    r"|cc|bcc|replyto|useragent|timezone|tz|locale|currency"
)
"""Names in lower case and without underscores."""


def is_other(path: tuple[str, ...], options: Options) -> bool:
    """Whether a text with this path is no message by its own name, unless the project names it: ``from_`` of a call that sends."""
    names = [each for each in path if not each.isdigit()]
    if not names or not _OTHERS.fullmatch(names[-1].replace("_", "").lower()):
        return False
    return not any(glob.endswith(names[-1]) and not glob.startswith("!") for glob in (*options.keys, *options.names))
