"""Placeholders with signs of another language around them: ``#{name}`` where only ``{name}`` is read sends ``#Ann``.

Most signs before a placeholder are text: ``order #{order_id}``, ``${amount}``, ``@{{ domain }} #{{ code }}``. So a sign counts only
where no text has it: a number sign before the name of a person, a dollar sign before a date. A closing brace too many always counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.field_names import PEOPLE, in_link, name_parts
from smslint.records import NamedTuple
from smslint.text.patterns import later
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.text.tree import Placeholder


class Foreign(NamedTuple):
    """A placeholder with a sign that is sent too, or an output without a name."""

    sign: str
    """Empty if there is no name."""
    start: int
    end: int


_SIGNS: Final = "#$@%!&^~*"
_SIGN: Final = later(rf"(?:\$!|[{_SIGNS}])\Z")
_BEFORE: Final = {"@": later(r"\w\Z"), "%": later(r"\d\Z"), **dict.fromkeys("!&^~*", later(r"\S\Z"))}
"""What makes a sign text: ``info@{{ domain }}``, ``20%{{ off }}``, ``Hi!{{ name }}``."""
_CLOSING: Final = later(r"\}{1,2}")
_NOTHING: Final = later(r"\{\{[-~+]?\s*[-~+]?\}\}")
_COUNTED: Final = later(
    r"\b(?:order|ticket|invoice|booking|reservation|case|ref|reference|room|table|team|group|channel|no|nr|number|tag|hashtag|pedido|"
    r"commande|bestellung|bestelling|ordine|zamówienie|заказ)[ :]{0,2}\Z"
)
"""Words before a number sign whose name may be a number: Shopify's ``order #{{ name }}``."""
_NEAR: Final = 20
"""More characters than such a word and what separates it from the sign have."""

_MORE_PEOPLE: Final = """
middlename forename customername clientname patientname membername guestname contactname recipientname studentname parentname childname
drivername fornavn efternavn etternavn fornamn efternamn etunimi sukunimi
"""
_NAMES: Final = PEOPLE.union(_MORE_PEOPLE.split())
"""Names of people, without spaces."""
_HANDLES: Final = frozenset(("username",))
"""Names of people that are written after an ``@``."""
_WHO: Final = """
customer client user patient member guest contact recipient person lead subscriber profile student parent child driver employee
data params this it ctx context vars values payload fields attributes
"""
_OWNERS: Final = frozenset(_WHO.split())
"""Owners whose ``name`` is that of a person."""
_MOMENTS: Final = frozenset(("date", "time", "datetime", "datum", "fecha", "hora", "uhrzeit", "heure"))
_ADDRESSES: Final = frozenset(("link", "url", "email", "website"))
_CODES: Final = frozenset(("otp", "pin", "passcode", "id"))


def foreign(body: str, leaves: Iterable[Literal | Placeholder]) -> Iterator[Foreign]:
    """The placeholders of a text that have a sign of another language directly before or after them.

    :param body: what the text was read from.
    :param leaves: the leaves of its tree.
    """
    depth, at = 0, 0
    for hole in leaves:
        start, end = hole.span.start, hole.span.end
        if start < at or body[start : start + 1] != "{":
            continue
        if isinstance(hole, Literal):
            if not hole.text and _NOTHING.fullmatch(body, start, end):
                yield Foreign("", start, end)
            continue
        if hole.opaque:
            continue
        between = body[at:start]
        depth = max(0, depth + between.count("{") - between.count("}"))
        at = end
        if not hole.name and _NOTHING.fullmatch(body, start, end):
            yield Foreign("", start, end)
        elif not depth and body[end - 1] == "}" == body[end : end + 1] and (closing := _CLOSING.match(body, end)):
            yield Foreign(closing[0], start, closing.end())
            at = closing.end()
        elif (
            body[start - 1 : start] in _SIGNS
            and (sign := _SIGN.search(body, max(0, start - 2), start))
            and _is_wrong(sign[0], hole.name, body, sign.start())
        ):
            yield Foreign(sign[0], sign.start(), end)


def _is_wrong(sign: str, name: str, body: str, at: int) -> bool:
    """Whether no text has this sign before a value with this name."""
    text = _BEFORE.get(sign)
    if in_link(body, at) or (text is not None and text.search(body, max(0, at - 1), at)):
        return False
    if sign in "*~" and body[at + 1 :].partition("}")[2].lstrip("}").startswith(sign):
        return False  # around a word: emphasis
    owner, _, last = name.strip(" $.@").rpartition(".")
    words = name_parts(last)
    if not words:
        return False
    joined = "".join(words)
    if joined == "name":
        return _of_person(owner) and not (sign == "#" and _COUNTED.search(body[max(0, at - _NEAR) : at].lower()))
    if joined in _NAMES:
        return not (sign == "@" and joined in _HANDLES)
    if sign in ("$", "%", "$!"):
        return words[-1] in _MOMENTS | _ADDRESSES | _CODES
    return sign == "#" and words[-1] in _MOMENTS | _ADDRESSES


def _of_person(owner: str) -> bool:
    return not owner or owner.rpartition(".")[2].lower() in _OWNERS
