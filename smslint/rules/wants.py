"""What a check needs to find anything: in the message, and in the known facts.

A message is examined once, which gives a number with a bit for each thing that is present. A check whose bits are all missing
is not called. A check that is not in the table is called for every message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.facts import NOTHING
from smslint.rules.replies import BARE, STEMS, has_foreign_letters
from smslint.text.gsm7 import GSM7, UCS2_SINGLE

if TYPE_CHECKING:
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

(
    FOREIGN, HOLES, LONG, BLANK, DIGITS, LINK, CODE, REPLY, WHITE, GAP, TRUNCATE, DIRECTIVE, VARIABLE,
    SEGMENTS, NEAR, FACTS, MOMENT, REGIONS, PROVIDER, PROGRAM, BRAND, SENDER_ID, NAME, RECIPIENT, LINES,
) = (1 << bit for bit in range(25))  # fmt: skip

FREE: Final = 140
"""The characters of a message that no provider refuses: for those no limit is looked up."""

NEAREST: Final = 12
"""A short text that lacks more units than this to the end of its segment is not near a boundary."""

WANTS: Final[dict[str, int]] = {
    "alphabet": FOREIGN,
    "approved-template": FACTS,
    "boundary": NEAR,
    "brand": BRAND,
    "character-limit": LONG,
    "code-line": CODE,
    "cost-budget": FACTS,
    "country-link": REGIONS,
    "country-text": REGIONS,
    "dead-entry": FACTS,
    "directive": DIRECTIVE,
    "divided-link": REGIONS,
    "dlt-template": FACTS | VARIABLE,
    "doubled-phrase": BLANK | REPLY,
    "empty-body": BLANK,
    "exported-template": FACTS,
    "false-reply": REGIONS | NAME,
    "frequency-cap": FACTS,
    "greeting": GAP | HOLES,
    "html-escape": HOLES,
    "invisible-character": FOREIGN,
    "isolation-marks": FACTS,
    "link-form": LINK,
    "locales": FACTS,
    "lost-code": FACTS,
    "marketing-hours": MOMENT,
    "merge-field": FACTS,
    "mixed-script": FOREIGN,
    "parts": HOLES,
    "plural-forms": FACTS | HOLES,
    "price-age": FACTS,
    "programme-text": PROGRAM,
    "provider-split": PROVIDER | REGIONS,
    "recipient-fact": FACTS,
    "recipient-number": RECIPIENT,
    "reply-word": REPLY,
    "rest-days": MOMENT,
    "review-date": FACTS,
    "secret-number": DIGITS,
    "segment-budget": SEGMENTS | PROVIDER,
    "sender-form": SENDER_ID,
    "sender-registration": REGIONS,
    "sender-support": REGIONS,
    "several-messages": LINES,
    "source": FOREIGN,
    "state-hours": MOMENT,
    "textable": RECIPIENT,
    "translated-placeholders": FACTS,
    "truncation-mark": TRUNCATE,
    "registered-brand": FACTS,
    "registered-content": FACTS,
    "registered-field": FACTS,
    "registered-language": FACTS,
    "registered-link": FACTS,
    "registered-needs": FACTS,
    "registered-words": FACTS,
    "registered-use-case": FACTS,
    "repeated-sample": FACTS,
    "sample-brand": FACTS,
    "sample-count": FACTS,
    "sample-kind": FACTS,
    "sample-opt-out": FACTS,
    "sample-placeholder": FACTS,
    "registered-sample": FACTS,
    "sample-sent": FACTS,
    "undeclared": HOLES,
    "unknown-format": FACTS,
    "untranslated": FACTS,
    "white-space": WHITE,
}
"""A check's name to the things of which at least one must be present."""

_DIGITS: Final = b"0123456789"
_REPLIES: Final = (*STEMS, *BARE)


def may_find(rule: Rule, present: int) -> bool:
    """Whether a rule may find something in a message with these bits."""
    wanted = WANTS.get(rule.check)
    if wanted is None or wanted & present:
        return True
    if rule.check == "boundary":
        from smslint.rules.check_options import Boundary

        return Boundary.of(rule).under > NEAREST  # the project's own margin may be a wide one
    if rule.check == "character-limit":
        from smslint.rules.check_options import CharacterLimit

        return CharacterLimit.of(rule).max_characters is not None  # the project's own limit may be a short one
    return False


def present_bits(subject: Subject) -> int:
    """The bits of what is present. Too many bits may be set, but never too few."""
    return known_bits(subject) | _written(subject) | _signs(subject.body, subject.shown)


def known_bits(subject: Occasion) -> int:
    """The bits of what is known apart from the text."""
    stated = subject.stated
    found = 0
    if stated.facts is not NOTHING or stated.consent is not None:
        found |= FACTS
    if stated.at is not None:
        found |= MOMENT
    if subject.regions:
        found |= REGIONS
    if stated.provider != "generic":
        found |= PROVIDER
    if stated.program:
        found |= PROGRAM
    if stated.brand:
        found |= BRAND
    if stated.sender.id is not None:
        found |= SENDER_ID
    if stated.sender.type == "alphanumeric":
        found |= NAME
    if subject.to is not None:
        found |= RECIPIENT
    return found


def _written(subject: Subject) -> int:
    look, found = subject.shown, 0
    length = len(look)
    if not subject.one_literal:
        found |= HOLES | LONG | BLANK | SEGMENTS | NEAR
    if length > FREE:
        found |= LONG
    if not subject.ascii or not look.isascii():
        found |= FOREIGN | SEGMENTS | NEAR
    if has_foreign_letters(look):
        found |= DIGITS | REPLY
    elif len(encoded := look.encode()) - len(encoded.translate(None, _DIGITS)) >= 9:
        found |= DIGITS
    if length > UCS2_SINGLE and (length > GSM7.single or not GSM7.plain(look)):
        found |= SEGMENTS | NEAR
    elif length >= (GSM7.single if length > UCS2_SINGLE else UCS2_SINGLE) - NEAREST:
        found |= NEAR
    if subject.stated.appended or subject.stated.prepended or subject.stated.provider != "generic":
        found |= NEAR
    if subject.stated.appended or subject.stated.prepended or not look.strip()[:1].isalnum():
        found |= BLANK
    return found


def _signs(body: str, look: str) -> int:
    """The bits of the signs and words in a message.

    :param look: the message as it is sent, in lower case.
    """
    found = 0
    if "://" in look or "xn--" in look or look.count(".") >= 3:
        found |= LINK
    if "@" in look or "<#>" in look:
        found |= CODE
    for stem in _REPLIES:
        if stem in look:
            found |= REPLY
            break
    else:
        if look.count("stop") > 1:  # twice the word, and no verb: "STOP 36111. STOP au 36111"
            found |= REPLY
    if "  " in look or "\r\n" in look or " \n" in look or " \r" in look or "\t" in look:
        found |= WHITE
    if "\n" in look:
        found |= LINES
    if " ," in look or " ;" in look or " !" in look or "\t" in look:
        found |= GAP
    if "truncate" in body:
        found |= TRUNCATE
    if "lint" in body or "Lint" in body or "LINT" in body or body.lstrip()[:3] in {"---", "+++"}:
        found |= DIRECTIVE
    if "{#" in body:
        found |= VARIABLE
    return found
