"""Whether the message names its sender."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.rules.check_options import Brand
from smslint.rules.looks import look_at
from smslint.text.fold import fold
from smslint.text.patterns import later
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

# A placeholder with such a name contains the sender's name: {{ shop_name }}, {{ template "app.name" }}, ((organisation)).
_NAMES = later(
    r"(?:^|[._\s\"'])(?:brand|company|org|organi[sz]ation|shop|store|site|app|business|sender|service|product|clinic|practice"
    r"|merchant|tenant|restaurant|school|bank|agency|salon|hotel)(?:[._ ]?(?:name|title))?(?:[\"'\s|]|$)",
    re.IGNORECASE,
)


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when a rendering names none of the configured brands. Without a configured brand there is no finding.

    With the option ``only_first``: only if this is known to be the first message to the recipient.
    """
    if Brand.of(rule).only_first and subject.context.sender.first_message is not True:
        return
    brands = _folded(subject.context.brand)
    if not brands or (subject.context.sender.type == "alphanumeric" and _is_brand(subject)):
        return
    lacking = [each for each in subject.understood if not _names(each, brands)]
    if lacking:
        names = " or ".join(repr(brand) for brand in subject.context.brand)
        some = "" if len(lacking) == len(subject.renderings) else " in every rendering"
        yield rule.finding(f"The message does not name {names}{some}.", subject.span)


def _is_brand(subject: Subject) -> bool:
    """Whether the alphanumeric sender ID is already the brand."""
    shown = fold(subject.context.sender.id or "").text
    return bool(shown) and any(
        shown in fold(brand).text or fold(brand).text in shown for brand in subject.context.brand
    )


def names_brand(rendering: Rendering, brands: tuple[str, ...]) -> bool:
    """Whether a rendering names one of the brands, or has a placeholder with such a name."""
    return _names(rendering, _folded(brands))


@lru_cache(maxsize=64)
def _folded(brands: tuple[str, ...]) -> tuple[str, ...]:
    """Brands as they are looked for: a project has the same for all of its messages."""
    return tuple(fold(brand).text for brand in brands)


def _names(rendering: Rendering, brands: tuple[str, ...]) -> bool:
    text = look_at(rendering.text, "").text
    for brand in brands:
        if brand in text:
            return True
    return any(
        isinstance(leaf, Placeholder) and _NAMES.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", leaf.name))
        for leaf in rendering.leaves
    )
