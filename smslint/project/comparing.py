"""The rules that compare a translation with its original: placeholders, codes, plural forms, texts that were not translated."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.project.placing import place_at
from smslint.project.reading import options
from smslint.rules.context import Context
from smslint.rules.engine import ask, run
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion
from smslint.rules.subject import Subject
from smslint.rules.translated import conversions, placeholders
from smslint.sources.plurals import CATEGORIES
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smslint.finding import Finding
    from smslint.project.translations import Translation
    from smslint.project.wordings import Wording
    from smslint.rules.rule import Rule

PLURALS: Final = "TRN003"
OF_TEXTS: Final = ("TRN001", "TRN002", "TRN004")
_WITHOUT_NUMBER: Final = frozenset({"zero", "one", "two"})
"""Plural forms that may write the number as a word, or leave it out."""
_COUNT_ADDED: Final = "The placeholder 'count' is not in the original"
"""A program always gives the number that chooses the form, by this name in Rails and i18next."""


def differs(translations: Mapping[str, Sequence[Translation]]) -> bool:
    """Whether translations of a message may have a finding: a quick test, because most have none."""
    wordings = [each.wording for forms in translations.values() for each in forms if each.wording is not None]
    if any(each.plural or each.original is not None for each in wordings):
        return True
    if len(translations) < 2:
        return False
    return len({(each.names, each.conversions) for each in wordings}) > 1 or len(
        {each.body for each in wordings}
    ) < len(wordings)


def compared(translations: Mapping[str, Sequence[Translation]], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """The findings about all translations of one message.

    :param translations: by locale, the message or its plural forms.
    :param rules: the rules that run, by code.
    """
    home = _home(translations)
    for locale, forms in translations.items():
        if PLURALS in rules and locale and not any(PLURALS in each.silenced for each in forms):
            yield from _plurals(locale, forms, rules[PLURALS])
        for each in forms:
            chosen = [rules[code] for code in OF_TEXTS if code in rules and code not in each.silenced]
            original = (
                None
                if each.wording is None
                else _original(each.wording, forms, translations.get(home or "", ()) if home != locale else ())
            )
            if original is not None and each.wording is not None and chosen:
                yield from _differences(each, each.wording, original, chosen, None if each.wording.original else home)


def _home(translations: Mapping[str, Sequence[Translation]]) -> str | None:
    """The language that the others are compared with: that of the file without one, else English; ``None`` if neither is there."""
    if "" in translations:
        return ""
    english = [locale for locale in translations if locale.partition("-")[0] == "en"]
    return min(english, key=len, default=None)


def _original(own: Wording, forms: Sequence[Translation], at_home: Sequence[Translation]) -> Wording | None:
    """The text that a translation is compared with: of the forms of the original, the one that lacks the fewest of its placeholders.

    A program gives the values to every form of a plural, so ``One item`` and ``{n} items`` together say what has a value.

    :param forms: the forms of the translation.
    :param at_home: the forms of the original, if they are in another file.
    """
    if own.original is not None:
        texts = [own.original, *(form.wording.original for form in forms if form.wording and form.wording.original)]
        found = [
            own._replace(body=text, names=(), original=None, dialect=_dialect(own, text))
            for text in dict.fromkeys(texts)
        ]
    else:
        written = [form.wording for form in at_home if form.wording is not None]
        found = [each for each in written if bool(each.plural) == bool(own.plural)]
        found.sort(key=lambda each: (each.plural != own.plural, each.plural != "other"))
    return min(found, key=lambda each: len({*own.names} - {*_names(each)}), default=None)


def _dialect(own: Wording, original: str) -> str:
    """The dialect of the original in the same file: its own, where the translation shows none because it lost every placeholder."""
    if own.dialect != "plain":
        return own.dialect
    from smslint.dialects.detect import detect

    return detect(original).dialect


def _differences(
    each: Translation, own: Wording, original: Wording, rules: Sequence[Rule], home: str | None
) -> Iterator[Finding]:
    if own.body != original.body and own.names == _names(original) and own.conversions == _conversions(original):
        return
    if own.body == original.body:
        rules = [rule for rule in rules if rule.code == OF_TEXTS[-1]]
    elif own.dialect != original.dialect and own.names and original.names:
        return  # one of them was guessed wrongly: nothing can be said about its placeholders
    dialect = own.dialect if own.names or own.dialect == original.dialect else original.dialect
    facts = Facts(original=original.body, original_locale=home or None)
    # The original of a file that names its language is not in it, as in gettext.
    context = Context(kind=own.kind or None, locale=each.message.locale or each.locale or None, facts=facts)
    subject = Subject(
        own.body, dialect=dialect, context=context, values=ValueTable(each.target.config.values), template=True
    )
    for finding in run(rules, subject):
        if own.plural in _WITHOUT_NUMBER and "is missing" in finding.message:
            continue
        if own.plural and finding.message.startswith(_COUNT_ADDED):
            continue
        yield place_at(finding, each.message, each.target.inside)


def _names(wording: Wording) -> tuple[str, ...]:
    """What a text prints; one that is in the file of its translation was not read yet."""
    return wording.names or _printed(wording.body, wording.dialect)[0]


def _conversions(wording: Wording) -> str:
    """What the placeholders of a text print."""
    return wording.conversions if wording.names else _printed(wording.body, wording.dialect)[1]


@lru_cache(maxsize=256)
def _printed(body: str, dialect: str) -> tuple[tuple[str, ...], str]:
    try:
        found = placeholders(parse(body, dialect))
    except TemplateError:
        return (), ""
    return tuple(sorted(found)), conversions(body, found, dialect)


def _left_out(form: Translation, known: Sequence[str]) -> list[str]:
    """The plural forms that the keys of the project leave out: ``!*.one``. Where keys do not name the forms, it leaves out none."""
    found: set[str] = set()
    for entry in form.target.entries:
        asked = options(form.target.inside, entry)
        for sign in "._":
            paths = {each: tuple(f"{form.message.key}{sign}{each}".split(".")) for each in CATEGORIES}
            if all(asked.wants(paths[each]) for each in known):
                found.update(each for each in CATEGORIES if not asked.wants(paths[each]))
    return sorted(found)


def _plurals(locale: str, forms: Sequence[Translation], rule: Rule) -> Iterator[Finding]:
    categories = tuple(
        dict.fromkeys(each.wording.plural for each in forms if each.wording is not None and each.wording.plural)
    )
    if len(categories) < 1 or any(each.wording is None for each in forms):
        return
    facts = Facts(plural_forms=(*categories, *_left_out(forms[0], categories)))
    for finding in ask([rule], Occasion(Context(locale=locale, facts=facts)), ("message",)):
        yield place_at(finding, forms[0].message, forms[0].target.inside)
