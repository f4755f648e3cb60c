"""One message of a project as a page draws it and lets one try another wording: made while it is checked, when everything is known."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.page.box import filling, prices_of
from smslint.page.drawing import Value
from smslint.page.tables import Counting, counted_as
from smslint.text.gsm7 import GSM_7
from smslint.text.renderings import renderings
from smslint.text.segmentation import segment
from smslint.text.tree import Branch, Literal, Loop, walk

if TYPE_CHECKING:
    from smslint.page.box import Filling, PriceOf
    from smslint.prices import RateCard
    from smslint.rules.subject import Subject
    from smslint.text.segmentation import Segmentation
    from smslint.text.tree import Placeholder

LONGEST: Final = 10_000
"""The most characters of a text for which a page offers a box."""


class Hole(NamedTuple):
    """A placeholder as the template writes it, and what it may be filled with."""

    token: str
    name: str
    filling: Filling


class Draft(NamedTuple):
    """One message: its fullest wording with its placeholders, how it is counted, and what it is as it is sent."""

    text: str
    """Empty where the message has no wording that could be tried: it is broken, or too long."""
    holes: tuple[Hole, ...]
    how: Counting
    before: str
    after: str
    """What the provider or the sending code puts before it and after it."""
    prices: tuple[PriceOf, ...]
    sent: Segmentation
    """The longest rendering as it is sent; the shortest where there is no longest."""
    values: tuple[Value, ...]
    """What in it is a value; empty where that is not known."""
    several: bool
    """Whether it has branches or loops, so that there are other wordings."""
    in_gsm7: tuple[int, int | None] | None
    """The least and most segments if all of it were written in GSM-7; ``None`` if it is."""

    def as_dict(self) -> dict[str, object]:
        """What its box is made from."""
        return {
            "text": self.text,
            "holes": [{"token": each.token, "name": each.name, **each.filling._asdict()} for each in self.holes],
            "how": self.how._asdict(),
            "before": self.before,
            "after": self.after,
            "prices": [each._asdict() for each in self.prices],
        }


def draft_of(subject: Subject, card: RateCard | None, regions: tuple[str, ...] | None = None) -> Draft | None:
    """The draft of a message; ``None`` for one that cannot be parsed.

    :param regions: the countries that it is priced for; by default its own.
    """
    if subject.error is not None:
        return None
    context = subject.context
    before, after = context.prepended or "", context.appended
    rendering = max(renderings(subject.text, subject.values), key=lambda each: len(each.text))
    parts = [leaf.text if isinstance(leaf, Literal) else _hole(subject, leaf) for leaf in rendering.leaves]
    holes = tuple(dict.fromkeys(part for part in parts if isinstance(part, Hole)))
    text = "".join(part if isinstance(part, str) else part.token for part in parts)
    if len(text) > LONGEST or any(text.count(hole.token) != parts.count(hole) for hole in holes):
        text, holes = "", ()
    sent, values = _as_sent(subject, [before, *parts, after])
    bounds, seven = subject.bounds, None
    if bounds.encodings != (GSM_7,):
        seven = (subject.in_gsm7.least, subject.in_gsm7.most)
    return Draft(
        text=text,
        holes=holes,
        how=counted_as(subject),
        before=before,
        after=after,
        prices=tuple(
            prices_of(card, context.sender.type, context.kind, subject.regions if regions is None else regions)
        ),
        sent=sent,
        values=values,
        several=any(isinstance(node, Branch | Loop) for node in walk(subject.text)),
        in_gsm7=seven,
    )


def _hole(subject: Subject, leaf: Placeholder) -> Hole:
    start, end = leaf.span
    return Hole(
        subject.body[start:end] or f"{{{leaf.name}}}", leaf.name, filling(leaf, subject.values, subject.alphabet)
    )


def _as_sent(subject: Subject, parts: list[str | Hole]) -> tuple[Segmentation, tuple[Value, ...]]:
    """The longest wording of the parts, if it takes as much as the message can; otherwise the rendering that proves what it can take."""
    bounds = subject.bounds
    wanted = bounds.least if bounds.most is None else bounds.most
    sides = ("least",) if bounds.most is None else ("most", "seven", "least")
    as_sent = partial(_sent, subject)
    for side in sides:
        text, values = "", []
        for part in parts:
            written = part if isinstance(part, str) else getattr(part.filling, side) or ""
            if isinstance(part, Hole):
                values.append(Value(len(text), len(text) + len(written), part.token))
            text += written
        sent = as_sent(text)
        if sent.count == wanted:
            return sent, tuple(values) if sent.text == text else ()
    return as_sent(bounds.least_witness if bounds.most_witness is None else bounds.most_witness), ()


def _sent(subject: Subject, text: str) -> Segmentation:
    """A filled text as the provider sends it."""
    from smslint.text import national
    from smslint.text.substitutions import apply

    if subject.languages:
        return national.segment(text, subject.languages)
    if subject.smart_encoding:
        text = apply(text, subject.smart_encoding, subject.provider.smart_encoding.policy, subject.alphabet)
    return segment(text, subject.alphabet)
