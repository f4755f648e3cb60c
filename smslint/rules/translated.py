"""What the checks of translations share: the placeholders of a text and of its original, and which of them is a one-time code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.patterns import later
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from smslint.rules.subject import Subject
    from smslint.span import Span
    from smslint.text.tree import Text

_CODE: Final = later(
    r"(?:^|[._\s-])(?:otp|code|pin|passcode|token|kode|codigo|código|cod)(?:$|[._\s-]|\d)|(?:^|[a-z])(?:Code|Otp|OTP|Pin)$",
    re.ASCII,
)
_OTHER_CODE: Final = later(
    r"promo|discount|coupon|voucher|gift|zip|postal|country|area|booking|order|track|refer|status|error|product|bar|qr|currency|lang|door|dial",
    re.IGNORECASE,
)
_LONGEST_NAME: Final = 40
_NUMBER: Final = later(r"\d+|\d*\$?[sdif@]")
"""The name of a placeholder without one."""


_PRINTF: Final = frozenset({"percent", "go_fmt", "php_sprintf"})
"""Dialects whose placeholders say what they print: a text, a number, or an object."""


class Pair(NamedTuple):
    """The placeholders of a translation and of its original, by name, each with its first place."""

    own: dict[str, Span]
    original: dict[str, Span]
    changed: tuple[tuple[str, str, str], ...] = ()
    """The name of each placeholder that prints another kind of value, as the original and as the translation write it."""

    @property
    def added(self) -> list[str]:
        """The names that only the translation has."""
        return [name for name in self.own if name not in self.original]

    @property
    def lost(self) -> list[str]:
        """The names that only the original has."""
        return [name for name in self.original if name not in self.own]


def placeholders(text: Text) -> dict[str, Span]:
    """The names of what a text prints, each with its first place. Constructs that are not understood are not among them."""
    found: dict[str, Span] = {}
    for leaf in leaves(text):
        if isinstance(leaf, Placeholder) and not (leaf.opaque and (len(leaf.name) > _LONGEST_NAME or " " in leaf.name)):
            found.setdefault(leaf.name.strip(), leaf.span)
    return found


def conversions(body: str, found: dict[str, Span], dialect: str) -> str:
    """What each placeholder prints, a letter for each in the order of their names: ``d`` for a number, ``@`` for an object, ``s`` for any
    value; empty in a dialect that does not say it."""
    if dialect not in _PRINTF:
        return ""
    last = (body[found[name].end - 1] for name in sorted(found))
    return "".join("d" if each in "diouxXeEfFgGaA" else "@" if each == "@" else "s" for each in last)


def pair_of(subject: Subject) -> Pair | None:
    """The placeholders of a translation and its original; ``None`` if no original is known, or if one of them cannot be read."""
    original = subject.context.facts.original
    if original is None or subject.error is not None:
        return None
    try:
        own, theirs = placeholders(subject.text), placeholders(parse(original, subject.dialect))
    except TemplateError:
        return None
    print_own = dict(zip(sorted(own), conversions(subject.body, own, subject.dialect), strict=False))
    print_theirs = dict(zip(sorted(theirs), conversions(original, theirs, subject.dialect), strict=False))
    changed = tuple(
        (name, original[slice(*theirs[name])], subject.body[slice(*own[name])])
        for name in own
        # A number is printed as a text nearly everywhere, but a text not as a number, and a number not as an object.
        if print_theirs.get(name, "") + print_own.get(name, "") in {"sd", "@d", "d@"}
    )
    return Pair(own, theirs, changed)


def is_code(name: str, subject: Subject) -> bool:
    """Whether a placeholder is a one-time code: by its declared type, its name, or because the message is one and has no other."""
    values = subject.values.lookup(name)
    if values is not None and values.shorthand:
        return values.shorthand == "otp"
    if _CODE.search(name) and not _OTHER_CODE.search(name):
        return True
    return has_no_name(name) and subject.context.kind == "otp"


def has_no_name(name: str) -> bool:
    """Whether a placeholder has only a number, like ``%s`` and ``{0}``: then a program passes values by their order."""
    return _NUMBER.fullmatch(name) is not None
