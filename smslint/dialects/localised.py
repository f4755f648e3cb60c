"""The numbers of a template in the form of its locale, for the dialects that format them: ICU, Java's MessageFormat, Fluent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.tree import Filter, with_placeholders

if TYPE_CHECKING:
    from smslint.text.tree import Text

FORMATTING: Final = frozenset({"icu", "message_format", "fluent"})
"""The dialects whose numbers are printed as the locale writes them."""


def localised(text: Text, dialect: str, locale: str | None) -> Text:
    """The tree with the signs of its locale at each formatted number; the same tree if the locale is not known."""
    if locale is None or dialect not in FORMATTING:
        return text
    from smslint.text.locale_numbers import characters

    signs = characters(locale)
    if signs is None:
        return text
    grouped = Filter("grouped", (signs,))
    return with_placeholders(
        text,
        lambda node: node._replace(filters=tuple(grouped if each.name == "grouped" else each for each in node.filters)),
    )
