"""Links in forms that phishers use: an IP address, no encryption, disguised letters, a user name in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.links import find_links
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.links import Link
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_ADDRESS: Final = later(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[[0-9a-f:]+\]")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each such link."""
    seen = set()
    for rendering in subject.renderings:
        for link in find_links(rendering.text):
            fault = _fault(link)
            span = rendering.source(link.start, link.end)
            if fault and span not in seen:
                seen.add(span)
                yield rule.finding(f"{link.text!r} {fault}.", span)


def _fault(link: Link) -> str:
    if link.user and not link.user.startswith("{"):
        return f"looks like {link.user.partition(':')[0]!r} but leads to {link.host!r}"
    if _ADDRESS.fullmatch(link.host):
        return "leads to an IP address"
    if any(label.startswith("xn--") for label in link.host.split(".")):
        try:
            shown = link.host.encode("ascii").decode("idna")
        except UnicodeError:
            shown = link.host
        return f"is an internationalised name that is shown as {shown!r}"
    return "is not encrypted (http, not https)" if link.scheme == "http" else ""
