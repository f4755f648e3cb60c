"""The numbers of a template in the form of its locale, for the dialects that format them: ICU, Java's MessageFormat, Fluent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.tree import Filter, Placeholder, with_leaves

if TYPE_CHECKING:
    from smslint.text.tree import Literal, Text

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

    def change(leaf: Literal | Placeholder) -> Literal | Placeholder:
        if not isinstance(leaf, Placeholder):
            return leaf
        return leaf._replace(filters=tuple(grouped if each.name == "grouped" else each for each in leaf.filters))

    return with_leaves(text, change)
