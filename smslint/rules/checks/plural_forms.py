"""Plural forms that a language needs and a translation lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_PLURAL = later(r",\s*plural\s*,(?:\s*offset:\d+)?\s*(?=[=\w])")
_ARM = later(r"\s*(?P<name>=\d+|\w+)\s*\{")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding if the fact ``plural_forms``, or a plural of ICU in the text, lacks a form that the locale has."""
    locale = subject.context.locale
    if locale is None:
        return
    forms = subject.context.facts.plural_forms
    if forms is not None:
        yield from _lacking(rule, subject, locale, forms)
    elif subject.dialect == "icu":
        for found in _PLURAL.finditer(subject.body):
            yield from _lacking(rule, subject, locale, _arms(subject.body, found.end()))


def _lacking(rule: Rule, subject: Subject, locale: str, forms: tuple[str, ...]) -> Iterator[Finding]:
    from smslint.text.plural_categories import needed

    # gettext numbers its forms, and has none for fractions: its reader leaves out "other" where no whole number needs it.
    lacking = [
        each for each in needed(locale, other="other" in forms) if each not in forms and not _replaced(each, forms)
    ]
    if lacking:
        names = lacking[0] if len(lacking) == 1 else f"{', '.join(lacking[:-1])} and {lacking[-1]}"
        word = "form" if len(lacking) == 1 else "forms"
        yield rule.finding(
            f"The plural {word} {names} of the language {locale} {'is' if len(lacking) == 1 else 'are'} missing.",
            subject.span,
        )


def _replaced(category: str, forms: tuple[str, ...]) -> bool:
    return {"zero": "=0", "one": "=1", "two": "=2"}.get(category) in forms


def _arms(text: str, at: int) -> tuple[str, ...]:
    """The names of the arms of a plural, from the first one on."""
    names: list[str] = []
    while (arm := _ARM.match(text, at)) is not None:
        names.append(arm["name"])
        at, depth = arm.end(), 1
        for brace in re.compile(r"[{}]").finditer(text, at):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                at = brace.end()
                break
        else:
            break
    return tuple(names)
