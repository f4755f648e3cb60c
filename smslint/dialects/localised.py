"""The numbers of a template in the form of its locale, for the dialects that format them: ICU, Java's MessageFormat, Fluent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.tree import Call, Filter, Placeholder, with_leaves

if TYPE_CHECKING:
    from smslint.text.tree import Literal, Text
    from smslint.text.values import ValueTable

FORMATTING: Final = frozenset({"icu", "message_format", "fluent"})
"""The dialects whose numbers are printed as the locale writes them."""
GROUPING: Final = frozenset({"icu", "message_format"})
"""The dialects of which some engine prints a number without a format as the locale writes it: ICU itself (also PHP's), and Java."""


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


def with_grouped_numbers(text: Text, dialect: str, values: ValueTable, locale: str | None) -> Text:
    """The tree of a text that MessageFormat of Java or ICU fills with declared whole numbers: ``{0}`` prints 1234 as ``{0,number}`` does.

    A program may also give it the number as a text, and what reads ICU's syntax in JavaScript prints 1234 as it is. That a value has only
    digits does not make it a number: codes are texts.
    """
    if dialect not in GROUPING:
        return text
    from smslint.text.locale_numbers import characters

    grouped = Filter("perhaps_grouped", ((characters(locale) if locale else None) or "",))

    def change(leaf: Literal | Placeholder) -> Literal | Placeholder:
        if not isinstance(leaf, Placeholder) or leaf.filters:
            return leaf
        known = values.lookup(leaf.name)
        if known is None or known.shorthand != "int":
            return leaf
        return leaf._replace(filters=(grouped,), calls=(Call("text"),))

    return with_leaves(text, change)
