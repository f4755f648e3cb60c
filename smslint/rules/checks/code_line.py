"""The lines that let phones fill in a one-time code automatically: WebOTP's last line and Android's hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.rules.links import belongs
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

# https://wicg.github.io/sms-one-time-codes: the last line is @host #code, optionally with an embedded @host after it.
_BOUND: Final = later(r"@(?P<host>[^\s#@]+) #(?P<code>[^\s#]+)(?: @[^\s#@]+)?")
_LIKE_ONE: Final = later(
    r"(?m)^[ \t]*@[ \t]?(?P<host>[\w.{}:/-]+\.?[\w.{}:/-]*)[ \t]*#?[ \t]*(?P<code>#?[\w{}.]+)[ \t]*(?P<more>.*)$"
)
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
        return
    span = rendering.source(*match.span())
    line = match[0]
    bound = _BOUND.fullmatch(line.rstrip("\r"))
    if text[match.end() :].strip():
        yield rule.finding("The line for WebOTP is not the last one, so phones do not fill in the code.", span,
                           help="Put everything else above it, including the opt-out text.")  # fmt: skip
    elif bound is None:
        yield rule.finding(f"{line.strip()!r} does not have the form '@example.com #123456', which phones read.", span)
    elif "://" in bound["host"] or "/" in bound["host"]:
        yield rule.finding(f"{bound['host']!r} must be only a host, without scheme or path.", span)
    elif subject.context.domains and "{" not in bound["host"] and not belongs(bound["host"], subject.context.domains):
        yield rule.finding(f"{bound['host']!r} is not one of the project's domains, so browsers ignore the code there.", span,
                           severity=min(rule.severity, Severity.WARNING))  # fmt: skip


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
