"""Links in a text: those with a scheme, those that begin with www, and hosts without a scheme that have a path or a well-known ending."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

# Both cases are written out: to ignore case in this range takes re 15 ms, which looks at each of its characters.
_HOST: Final = r"(?:[\w-]+\.)+(?-i:[a-zA-Z\u00a1-\uffff]){2,}"
_LINK: Final = rf"""(?<![\w@.])(?:
        (?P<scheme>https?)://(?:(?P<user>[^\s/@]+)@)?(?P<host>\[[0-9a-f:]+\]|[^\s/?\#:"'<>]+)(?P<rest>[^\s"'<>]*)
      | (?P<bare>www\.{_HOST}|(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|io|co|me|app|ly|gl|gd|link|shop|store|online|site
          |xyz|top|dev|ai|us|uk|ca|au|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|pt|ie|in|cn|jp|kr|vn|th|my|sg|hk|id|ph|tr|sa|ae
          |za|ng|ke|br|mx|ar|cl|ru|ua|ro|gr|example)(?:\.[a-z]{{2}})?)(?![\w@]|\.\w)(?P<path>[/?\#][^\s"'<>]*)?
      | (?P<address>(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d+)?/[^\s"'<>]*)
    )"""
_TRAILING: Final = ".,;:!?)]}\u2026"
_LINK_NAME: Final = later(r"(?:^|[._-])(?:url|link|href|uri|website|weblink|shorturl|short_link)s?$", re.IGNORECASE)


class Link(NamedTuple):
    """A link and its place in the text. ``scheme`` is empty if the link has none."""

    start: int
    end: int
    text: str
    scheme: str
    user: str
    host: str


def find_links(text: str) -> Iterator[Link]:
    """Every link, in order; punctuation that ends a sentence is not part of one."""
    if "." not in text and "://" not in text:
        return
    for match in _pattern().finditer(text):
        shown = match[0].rstrip(_TRAILING)
        if shown.count("{") > shown.count("}"):  # the brace belonged to a placeholder
            shown = match[0][: len(shown) + 1]
        host = match["host"] or match["bare"] or (match["address"] or "").partition("/")[0]
        yield Link(
            match.start(), match.start() + len(shown), shown, (match["scheme"] or "").lower(), match["user"] or "",
            host.lower().rstrip(_TRAILING),
        )  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_LINK, re.VERBOSE | re.IGNORECASE)


def names_a_link(placeholder: str) -> bool:
    """Whether the name of a placeholder suggests a link: ``order.tracking_url``."""
    return _LINK_NAME.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", placeholder)) is not None


def belongs(host: str, domains: tuple[str, ...]) -> bool:
    """Whether a host is one of the domains or a subdomain of one."""
    own = (domain.lower().removeprefix("www.") for domain in domains)
    bare = host.removeprefix("www.")
    return any(bare == domain or bare.endswith(f".{domain}") for domain in own)
