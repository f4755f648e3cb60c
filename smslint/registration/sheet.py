"""A campaign as a sheet to paste into a form: the fields in the form's order, filled, with their lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.guarded_stream import of_others
from smslint.rules import registries
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.registration.file import Registration
    from smslint.rules.campaign import Campaign
    from smslint.rules.registries import Field


def sheet(registration: Registration, campaign: Campaign, name: str) -> str:
    """The sheet of one campaign for one registry: a line with the name of each field and its length, and its text below."""
    registry = registries.load(name)
    title = _line(f"{campaign.name}, for {registry.title}")
    lines = [title, "=" * len(title)]
    for key, field in registry.fields.items():
        for label, value in _entries(key, field, registration, campaign):
            text = _line(value)
            lines += ["", f"{label}{_length(field, text)}", f"  {text}" if text else "  (empty)"]
    return "\n".join(lines)


def _line(text: str) -> str:
    """A text as one line that no terminal obeys, to be pasted."""
    return of_others(" ".join(text.split()))


def _entries(key: str, field: Field, registration: Registration, campaign: Campaign) -> Iterator[tuple[str, str]]:
    if key == "brand":
        yield field.label, registration.brand.name
    elif key == "website":
        yield field.label, registration.brand.website
    elif key == "sample":
        for number, text in enumerate(campaign.samples or ("",), 1):
            yield f"{field.label} {number}", text
    elif key in {"privacy", "terms"}:
        yield field.label, str(getattr(registration, key))
    elif key in {"links", "phones", "age_gated", "direct_lending", "number_pool", "affiliate_marketing"}:
        stated = campaign.attributes.get(key)
        yield field.label, "" if stated is None else "yes" if stated else "no"
    else:
        value = getattr(campaign, key)
        yield field.label, ",".join(value) if isinstance(value, tuple) else value


def _length(field: Field, text: str) -> str:
    if field.least is None and field.most is None:
        return ""
    least = f"{field.least:,} to " if field.least is not None else "up to "
    return (
        f"  ({plural(len(text), 'character')}; the form takes {least}{field.most:,})"
        if field.most
        else f"  ({plural(len(text), 'character')})"
    )
