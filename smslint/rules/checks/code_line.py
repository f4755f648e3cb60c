"""The lines that let phones fill in a one-time code automatically: WebOTP's last line and Android's hash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.links import belongs
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

# https://wicg.github.io/sms-one-time-codes: the last line is @host #code; what follows after a space is for later versions.
_BOUND: Final = later(r"@(?P<host>[^\s#@]+) #(?P<code>[^\s#]+)(?: (?P<more>.*))?")
_LIKE_ONE: Final = later(
    r"(?m)^[ \t]*@[ \t]?(?P<host>[\w.{}:/-]+\.?[\w.{}:/-]*)[ \t]*#?[ \t]*(?P<code>#?[\w{}.]+)[ \t]*(?P<more>.*)$"
)
# A last line that is nearly one: the fields swapped, no #, text before it.
_HOST: Final = r"@(?:[\w-]+(?:\.[\w-]+)+|\{[^{}]+\})"
_CODE: Final = r"(?:\d{4,10}|\{[^{}]+\})"
_SWAPPED: Final = later(rf"#{_CODE}[ \t]+{_HOST}")
_NO_SIGN: Final = later(rf"{_HOST}[ \t]+{_CODE}")
_BEHIND_TEXT: Final = later(rf"\S.*?[ \t]({_HOST}[ \t]+#{_CODE})")
_NUMBERS: Final = later(r"(?<![\w#])\d(?:[ -]?\d){3,9}(?!\w)")
_FIELDS: Final = later(r"\{[^{}]+\}")
_CODE_NAME: Final = later(r"code|otp|pin|token|passcode|verif", re.IGNORECASE)
_HASH: Final = later(r"(?:^|\s)(?:[A-Za-z0-9+/]{11}|\{[^{}]*\})\s*$")
_MOST_BYTES: Final = 140


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when such a line is present but does not work."""
    for rendering in subject.renderings:
        found = [*_web(rule, subject, rendering), *_android(rule, rendering)]
        if found:
            yield from found
            return


def _web(rule: Rule, subject: Subject, rendering: Rendering) -> Iterator[Finding]:
    text = rendering.text
    match = next((each for each in _LIKE_ONE.finditer(text) if "#" in each[0]), None)
    if match is None:
        yield from _nearly(rule, rendering)
        return
    span = rendering.source(*match.span())
    line = match[0]
    bound = _BOUND.fullmatch(line.rstrip("\r"))
    if text[match.end() :].strip():
        yield rule.finding("The line for WebOTP is not the last one, so phones do not fill in the code.", span,
                           help="Put everything else above it, including the opt-out text.")  # fmt: skip
    elif bound is None:
        yield rule.finding(f"{line.strip()!r} does not have the form '@example.com #123456', which phones read.", span)
    elif not {"/", ":"}.isdisjoint(_FIELDS.sub("", bound["host"])):
        yield rule.finding(f"{bound['host']!r} must be only a host, without scheme, port or path.", span)
    elif bound["more"] and not bound["more"].startswith(("@", "%")):
        yield rule.finding(
            f"{bound['more']!r} is behind the code: the specification ignores it, but a phone may not.", span,
            severity=Severity.INFO, confidence=Confidence.LOW,
        )  # fmt: skip
    elif (shown := _other_code(text[: match.start()], bound["code"])) is not None:
        yield rule.finding(f"Phones fill in {bound['code']!r}, but the text shows {shown!r}.", span)
    elif subject.context.domains and "{" not in bound["host"] and not belongs(bound["host"], subject.context.domains):
        yield rule.finding(f"{bound['host']!r} is not one of the project's domains, so browsers ignore the code there.", span,
                           severity=min(rule.severity, Severity.WARNING))  # fmt: skip


def _nearly(rule: Rule, rendering: Rendering) -> Iterator[Finding]:
    """A last line that was meant to be read by phones."""
    text = rendering.text.rstrip()
    start = text.rfind("\n") + 1
    line = text[start:]
    behind = _BEHIND_TEXT.fullmatch(line)
    if behind is not None:
        yield rule.finding(
            f"{behind[1]!r} must be a line of its own, or phones do not fill in the code.",
            rendering.source(start + behind.start(1), len(text)),
        )
    elif _SWAPPED.fullmatch(line) or _NO_SIGN.fullmatch(line):
        yield rule.finding(
            f"{line!r} does not have the form '@example.com #123456', which phones read.",
            rendering.source(start, len(text)),
        )


def _other_code(above: str, code: str) -> str | None:
    """The code that the text shows, if it is another one than that of the line."""
    if code.startswith("{"):
        fields = _FIELDS.findall(above)
        return None if code in fields else next((field for field in fields if _CODE_NAME.search(field)), None)
    if not code.isdigit():
        return None
    shown = _NUMBERS.findall(above)
    same = any(re.sub(r"\D", "", each) == code for each in shown) or code in above
    return (
        None
        if same or "{" in above
        else next((each for each in shown if len(re.sub(r"\D", "", each)) == len(code)), None)
    )


def _android(rule: Rule, rendering: Rendering) -> Iterator[Finding]:
    text = rendering.text
    if not text.startswith("<#>"):
        return
    if not _HASH.search(text):
        yield rule.finding(
            "The message begins with <#> but does not end in the app's 11-character hash.", rendering.end
        )
    elif "{" not in text and len(text.encode()) > _MOST_BYTES:
        yield rule.finding(f"The message has {len(text.encode())} bytes; the SMS Retriever reads at most {_MOST_BYTES}.",
                           rendering.source(0, len(text)))  # fmt: skip
