"""What the message of a one-time code should say (its sender, and not to share the code) and what it should not contain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.rules.check_options import OtpText
from smslint.rules.matching import Budget, one_found
from smslint.text.fold import fold
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_LINK = later(r"https?://|www\.", re.IGNORECASE)
# Digits, a placeholder of any language, or a word with letters and digits or in capitals: "ZX4-P9Q", "KJHGFD". A text that begins
# or ends with a space or a colon is a part that the code is added to.
_CODE = later(
    r"\d{3}|[{\[%$<]\S|\(\(|\b(?=[A-Z-]*\d)[A-Z\d][A-Z\d-]{3,}\b|\b\d{1,2}[ -]\d{1,2}\b|\b[A-Z]{6,8}\b|[\u0660-\u0669\u06f0-\u06f9]{3}"
    r"|^\s|[\s:]$"
)
_BOUND_LINE = later(r"(?m)^@\S+ #\S+(?: .*)?$")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each of: no code, no warning against sharing, a link next to the code, more than one segment."""
    options, budget = OtpText.of(rule), Budget()
    without = next((each for each in subject.renderings if not _CODE.search(each.text)), None)
    if without is not None and not subject.looks_like and not any(each.opaque for each in subject.placeholders):
        yield rule.finding("There is no code in the message.", subject.span, help="Put the code into the text.")
    languages = options.warnings
    language = subject.context.language
    if language is None or language in languages:
        wanted = languages.get(language or "", tuple(each for patterns in languages.values() for each in patterns))
        if not all(one_found(wanted, fold(each.text).text, budget) for each in subject.understood):
            yield rule.finding("The message does not warn against sharing the code.", subject.span)
    for rendering in subject.renderings:
        match = _LINK.search(_BOUND_LINE.sub("", rendering.text))
        if match:
            yield rule.finding(
                "A link is in the same message as a one-time code.", rendering.source(*match.span()),
                help="Remove the link: people learn to distrust codes that come with links.",
            )  # fmt: skip
            break
    most = subject.bounds.most
    if most is not None and most > options.max_segments:
        yield rule.finding(f"A one-time code that can take {most} segments may arrive in pieces.", subject.span,
                           help="Shorten it to one segment.")  # fmt: skip
