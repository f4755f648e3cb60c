"""Texts of a campaign that are the same, or nearly."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at a sample whose words, without its variables and numbers, are those of an earlier one or of another field."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "sample":
        return
    campaign, own = registered.campaign, _words(subject.body)
    others = [_words(each) for each in campaign.samples]
    fields = {
        name
        for name in ("description", "flow", "confirmation", "help", "stop")
        if own and own == _words(campaign.text(name))
    }
    first = own not in others or others.index(own) == registered.number
    if own and (fields or not first):
        what = f"the {min(fields)}" if fields else "an earlier sample"
        yield rule.finding(
            f"The sample says the same as {what}.",
            subject.span,
            predicts=registries.load(campaign.registry).predicted("fields.distinct", campaign.sender),
        )


@lru_cache(maxsize=4096)  # each sample is compared with all others
def _words(text: str) -> tuple[str, ...]:
    bare = re.sub(r"\[[^\]]*\]|\{+[^}]*\}+|https?://\S+|\d+", " ", text)
    return tuple(re.findall(r"\w+", fold(bare).text))
