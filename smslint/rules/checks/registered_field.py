"""The fields of a registration as the registry's form takes them: required ones are there, and each text has a length that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.campaign import Registered
    from smslint.rules.registries import Registry
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_LINKS = frozenset({"privacy", "terms"})
_KEYWORDS = ("opt_in_keywords", "help_keywords", "stop_keywords")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings about one text, or, at the name of the campaign, about the fields without a text of their own in the file."""
    registered = subject.context.facts.registered
    if registered is None:
        return
    registry = registries.load(registered.campaign.registry)
    if registered.field == "campaign":
        yield from _missing(rule, subject, registry, registered)
        for key in _KEYWORDS:
            joined = ",".join(getattr(registered.campaign, key))
            yield from _length(rule, subject, registry, registered, key, joined)
        for key in sorted(_LINKS):
            yield from _length(rule, subject, registry, registered, key, getattr(registered, key))
    elif registered.field not in _LINKS:  # those are the texts of the policies, and the form takes their addresses
        yield from _length(rule, subject, registry, registered, registered.field, subject.body)


def _missing(rule: Rule, subject: Subject, registry: Registry, registered: Registered) -> Iterator[Finding]:
    campaign = registered.campaign
    for key, field in registry.fields.items():
        if campaign.sender in field.required and not _stated(key, registered):
            yield rule.finding(
                f"The form of {registry.title} needs {field.label!r}, and {key} is empty.",
                subject.span,
                predicts=_first(
                    registry,
                    campaign.sender,
                    "urls.present" if key in {*_LINKS, "website"} else f"{key}.present",
                    "fields.required",
                ),
            )


def _first(registry: Registry, sender: str, *needs: str) -> str:
    """The codes of the first need that the registry has any for."""
    return next(filter(None, (registry.predicted(need, sender) for need in needs)), "")


def _stated(key: str, registered: Registered) -> bool:
    if key in _LINKS:
        return bool(getattr(registered, key))
    if key == "website":
        return bool(registered.brand.website)
    if key == "sample":
        return bool(registered.campaign.samples)
    return bool(getattr(registered.campaign, key, True))


def _length(
    rule: Rule, subject: Subject, registry: Registry, registered: Registered, key: str, text: str
) -> Iterator[Finding]:
    field, length = registry.fields.get(key), len(text.strip())
    if field is None or not length:
        return
    short = field.least is not None and length < field.least
    if not short and (field.most is None or length <= field.most):
        return
    limit = f"at least {field.least}" if short else f"at most {field.most:,}"
    yield rule.finding(
        f"{registry.title} takes {limit} characters as {field.label!r}, and this has {length:,}.",
        subject.span,
        predicts=_first(registry, registered.campaign.sender, f"{key}.length", "fields.length"),
    )
