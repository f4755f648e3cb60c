"""The purpose of a message, inferred from its words: a guess with its evidence, if the kind is not set.

The cues are the ``message-kinds`` lexicon. One-time codes go first, because they exempt a message from most marketing
duties; marketing is next; everything else is transactional. A text that is both ("Your order has shipped! 20% off your
next one") is marketing if the offer weighs at least as much as the news: a discount that *was applied* is news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.lexicons import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.span import Span


class Evidence(NamedTuple):
    """A cue: its place in the text and how it is written there."""

    span: Span
    text: str


class Kind(NamedTuple):
    """A message's kind. ``score`` is the weight of the evidence, 0 for the default."""

    kind: str
    evidence: tuple[Evidence, ...] = ()
    score: int = 0
    inferred: bool = True

    def __str__(self) -> str:
        if not self.evidence:
            return self.kind
        return f"{self.kind}: " + ", ".join(f"'{cue.text}'" for cue in self.evidence)


ORDER: Final = ("otp", "marketing", "transactional")
DEFAULT: Final = Kind("transactional")


def infer(text: str, languages: Iterable[str] | None = None) -> Kind:
    """The kind that a text looks like.

    :param text: the message, its placeholders written ``{name}``.
    :param languages: BCP 47 tags of its possible languages; ``None`` for all languages of the lexicon.
    """
    lexicon = load("message-kinds")
    groups = lexicon.groups(text, languages)
    if not groups:
        return DEFAULT
    otp, marketing, transactional = [groups[kind].score if kind in groups else 0 for kind in ORDER]
    if otp >= lexicon.threshold and otp >= marketing:
        kind = "otp"
    elif marketing >= lexicon.threshold and marketing >= transactional:
        kind = "marketing"
    else:
        kind = "transactional"
    if kind not in groups:
        return DEFAULT
    score, matches = groups[kind]
    return Kind(kind, tuple([Evidence(match.span, match.text) for match in matches]), score)
