"""A text as it is sent: its segments in two tints, with what makes it UCS-2 and what a value fills marked, in shape as well as in colour."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.page.markup import Content, Markup, join, tag, text
from smslint.report.width import is_hidden
from smslint.text.gsm7 import GSM_7
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.text.segmentation import Segmentation

LONGEST: Final = 3_000
"""The most characters of a text that are drawn."""


_NAMED: Final = 8


class Value(NamedTuple):
    """A part of a text that fills a placeholder."""

    start: int
    end: int
    token: str
    """The placeholder as the template writes it."""


def drawn(sent: Segmentation, values: Sequence[Value] = ()) -> Markup:
    """The segments of a text, each with its number.

    :param values: the parts that placeholders fill, in order.
    """
    outside = frozenset(char for _, char in sent.offenders) if sent.encoding != GSM_7 else frozenset()
    owners = {at: each for each in values for at in range(each.start, each.end)}
    empty = {each.start: each for each in values if each.start == each.end}
    parts: list[Content] = []
    at = 0
    for number, segment in enumerate(sent.segments, 1):
        if at >= LONGEST:
            parts.append(f" … {plural(sent.count - number + 1, 'more segment')} not drawn")
            break
        runs = list(_runs(segment.text, at, owners, empty, outside))
        if number == sent.count and (last := empty.get(len(sent.text))):
            runs.append(_value(last.token, last.token))
        parts.append(
            tag("span", tag("span", str(number), class_="number"), *runs, class_=f"segment tint{(number - 1) % 2}")
        )
        at += len(segment.text)
    return tag("p", *parts, class_="drawn", dir="auto")


def _runs(
    piece: str, start: int, owners: dict[int, Value], empty: dict[int, Value], outside: frozenset[str]
) -> Iterator[Content]:
    """Runs of characters of one kind."""
    held, owner = "", None
    for at, char in enumerate(piece, start):
        own, marked = owners.get(at), char in outside
        if held and (own is not owner or marked or at in empty):
            yield _value(held, owner.token) if owner else Markup(held)
            held = ""
        owner = own
        if at in empty:
            yield _value(empty[at].token, empty[at].token)
        if marked and own is None:
            yield tag("mark", shown(char), class_="outside", title=f"not in GSM-7: {named(char)}")
        else:
            held += shown(char)
    if held:
        yield _value(held, owner.token) if owner else Markup(held)


def _value(written: str, token: str) -> Markup:
    return tag(
        "span",
        written if isinstance(written, Markup) else Markup(written) if written != token else token,
        class_="value",
        title=f"a value of {token}",
    )


def shown(char: str) -> Markup:
    """A character of a message: a line break ends its line, a hidden one is its code point."""
    if char == "\n":
        return Markup("↵\n")
    return text(f"<U+{ord(char):04X}>") if is_hidden(char) else text(char)


def named(char: str) -> str:
    """``U+2019 right single quotation mark``."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}{f' {name}' if name else ''}"


def words(sent: Segmentation, values: Sequence[Value] = ()) -> Markup:
    """The characters outside the alphabet in words: those of the text, and the placeholders whose values may have such."""
    if sent.encoding == GSM_7:
        return Markup()
    owners = {at: each.token for each in values for at in range(each.start, each.end)}
    own = list(dict.fromkeys(char for at, char in sent.offenders if at not in owners))
    tokens = list(dict.fromkeys(owners[at] for at, _ in sent.offenders if at in owners))
    items = [tag("li", tag("mark", shown(char), class_="outside"), f" {named(char)}") for char in own[:_NAMED]]
    items += [tag("li", f"a value of {each} may have such characters") for each in tokens[:_NAMED]]
    left = max(len(own) - _NAMED, 0) + max(len(tokens) - _NAMED, 0)
    more = [tag("li", f"and {left} more")] if left else []
    return join((tag("p", "Not in GSM-7, so this is UCS-2:"), tag("ul", *items, *more, class_="outsiders")))
