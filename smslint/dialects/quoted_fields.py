"""Merge fields in the brackets of other scripts, and labels that somebody typed as words: ``⟦name⟧``, ``｛｛name｝｝``, ``Hi First Name,``.

Some of these brackets also quote ordinary words, or hold the name of a sender: ``« bonjour »``, ``【Acme】``. In those a name counts only
if it is one that the caller knows, or if no language has it as a word: ``【first_name】``. A label counts only after a greeting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.field_names import PEOPLE, folded, is_usual
from smslint.dialects.named_fields import GREETINGS, may_name
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_BRACKETS: Final = dict(zip("⟦⟪❮❨❴❲❬❰〔〖〘〚﹛﹝［｛＜⦃⦅⁅", "⟧⟫❯❩❵❳❭❱〕〗〙〛﹜﹞］｝＞⦄⦆⁆", strict=True))
"""Brackets in which no text quotes a word, each with the one that closes it."""
_QUOTES: Final = dict(zip("«‹【「『〈《（⟨", "»›】」』〉》）⟩", strict=True))
"""Brackets that also quote words, hold explanations, or the name of a sender."""
_OF_WORD: Final = "«‹＜"
_SIGNS: Final = {sign: sign for sign in "％＃%#"}
"""Signs on both sides of a name. Of the narrow ones only names in other scripts count: words may follow those without a space."""
_PAIRS: Final = {**_BRACKETS, **_QUOTES, **_SIGNS}
OPENING: Final = "".join(_PAIRS)
"""All opening brackets of these."""
_FIELD: Final = later(
    rf"([{OPENING}])(?P<more>[{OPENING}]{{0,2}})(?P<space>\s?)(?P<name>[^\W\d][\w.]{{0,40}}(?:[ -]\w{{1,40}}){{0,4}})\s?(?P<close>[{''.join(_PAIRS.values())}]{{1,3}})"
)
_LABELS: Final = (
    r"(?:first|last|full|middle|given|family|customer|client|patient|member|guest|contact|recipient|company|business|student|parent|driver|user|your)[ ]?name|"
    r"[fl]name|name|surname|vorname(?:[ ]nachname)?|nachname|pr[ée]nom(?:[ ]nom)?|nom[ ]pr[ée]nom|nombre(?:[ ]apellidos?)?|apellidos?|nome[ ]cognome|cognome|sobrenome|"
    r"voornaam(?:[ ]achternaam)?|achternaam|imi[ęe][ ]nazwisko|nazwisko|jm[ée]no|имя(?:[ ]фамилия)?|фамилия|όνομα"
)
_LABEL: Final = later(
    rf"(?:\A|(?<!\w))(?:{GREETINGS}),?[ ]+({_LABELS})(?=[ ]?[,!.:;?–-](?!\w)|[ ]*(?:\n|\Z))", re.IGNORECASE
)
_GREETED_WITH: Final = later(
    rf"(?:\A|(?<!\w))(?:{GREETINGS}|sehr geehrte[rs]?|madame|monsieur),?\s+(?:(?:[^\W\d_]{{1,12}}\.?|[«‹][^«»‹›\n]{{1,40}}[»›])\s+){{0,2}}\Z",
    re.IGNORECASE,
)
_IN_LABELS: Final = ("name", "nom", "naam", "apell", "nazw", "jm", "имя", "фамил", "όνομα")
"""Letters one of which every label has: most texts have none, and the pattern takes long to compile."""
_GREETED: Final = 120
"""A greeting is among the first characters of a text."""


class Quoted(NamedTuple):
    """A field, and whether its brackets are those of Word's mail merge."""

    name: str
    start: int
    end: int
    of_word: bool


def may_quote(text: str) -> bool:
    """Whether a text may have a field in brackets of other scripts."""
    return not text.isascii() and _FIELD.search(text) is not None


def quoted_fields(text: str, known: Container[str]) -> Iterator[Quoted]:
    """The fields of a text in brackets of other scripts.

    :param known: names that the caller knows, as :func:`smslint.dialects.field_names.folded` makes them.
    """
    for match in _FIELD.finditer(text):
        opening = match[1] + match["more"]
        closing = "".join(_PAIRS[sign] for sign in reversed(opening))
        if match["close"] == closing and _counts(match, text, known):
            yield Quoted(match["name"], *match.span(), match[1] in _OF_WORD)


def label(text: str) -> Quoted | None:
    """The name of a field that was typed as words after a greeting, where a name should be: ``Hi First Name,``."""
    match = _LABEL.search(text, 0, _GREETED) if may_be_labelled(text[:_GREETED].lower()) else None
    return None if match is None else Quoted(match[1], *match.span(1), of_word=False)


def may_be_labelled(lower: str) -> bool:
    """Whether a text in lower case may have such a label."""
    for each in _IN_LABELS:  # noqa: SIM110 (a generator costs more than most of these tests)
        if each in lower:
            return True
    return False


def _counts(match: re.Match[str], text: str, known: Container[str]) -> bool:
    name, opening = match["name"], match[1]
    if opening in _SIGNS:
        wide = not opening.isascii() or not name.isascii()
        return wide and not match["space"] and (is_usual(name) or folded(name) in known)
    if opening in _BRACKETS:
        return bool(match["more"]) or is_usual(name) or folded(name) in known
    if may_name(name):
        return is_usual(name) or folded(name) in known
    if match["space"] or " " in name:
        return " " in name and folded(name) in known and not match["space"]
    signature = opening == "【" and (not text[: match.start()].strip() or not text[match.end() :].strip())
    if folded(name) in known:
        return not signature or name.islower()
    return (
        opening in "«‹【"
        and not signature
        and (name.islower() or not name.isascii() or (opening in _OF_WORD and _is_greeted(text, match.start())))
        and (folded(name) == "name" or folded(name) in PEOPLE)
    )


def _is_greeted(text: str, at: int) -> bool:
    """Whether a place follows a greeting, perhaps with one word or another field between: ``Dear Ms «Name»``."""
    return _GREETED_WITH.search(text, max(0, at - _GREETED), at) is not None
