"""What filters that escape a text do to the values of a placeholder: for HTML, and for an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.charsets import DIGITS, Charset
from smslint.text.values import UNKNOWN

if TYPE_CHECKING:
    from smslint.text.values import Options, Run


def escape_html(options: Options, once: str | int = "") -> Options:
    """``&`` becomes ``&amp;``: each character may become up to six. ``once``: text that is already escaped may stay."""
    escaped: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            escaped += _html(option, once=bool(once))
        else:
            escaped.append(_widened(option, "html of", "&amp;", "&#x27;", "&quot;"))
    return tuple(escaped)


def perhaps_html(options: Options, dialect: str | int) -> Options:
    """Exact texts as they are, and as an engine escapes them. Runs stay: see :mod:`smslint.dialects.escaped_lists`."""
    found: list[Run | str] = []
    for option in options:
        found.append(option)
        if isinstance(option, str):
            for written in _html(option, once=False):
                found += dict.fromkeys((written, _more_html(written))) if dialect in _MORE else [written]
    return tuple(dict.fromkeys(found))


_MORE: Final = frozenset({"handlebars", "mustache"})
"""The dialects whose engines, or some of them, also escape these signs."""


def _more_html(text: str) -> str:
    return text.replace("`", "&#x60;").replace("=", "&#x3D;").replace("/", "&#x2F;")


def _widened(option: Run, name: str, *written: str) -> Run:
    """A run whose characters may also be written as these texts; digits never are.

    :param name: what the new charset is called before the name of the old one.
    """
    if option.charset is DIGITS:
        return option
    return option._replace(charset=Charset(f"{name} {option.charset.name}", (*option.charset.members, *written)))


def _html(text: str, *, once: bool) -> list[str]:
    """Engines write each quote as five or six characters."""
    import html

    written = [html.escape(text), html.escape(text).replace("&amp;", "&")] if once else [html.escape(text)]
    for long, short in (("&#x27;", "&#39;"), ("&quot;", "&#34;")):
        written += [each.replace(long, short) for each in written]
    return list(dict.fromkeys(written))


def url(options: Options, safe: str | int = "/") -> Options:
    """``%20`` or ``+`` for a space: each character may become up to twelve. ``safe``: what stays as it is."""
    from urllib.parse import quote, quote_plus

    changed: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            changed += (quote(option, str(safe), errors="replace"), quote_plus(option, str(safe), errors="replace"))
        elif option.suffix:
            return UNKNOWN.options
        elif option.charset is DIGITS:
            changed.append(option)
        else:
            members = dict.fromkeys(quote(each, errors="replace") for each in option.charset.members)
            more = tuple(dict.fromkeys((*members, *map(quote_plus, option.charset.members))))
            changed.append(option._replace(charset=Charset(f"url of {option.charset.name}", more)))
    return tuple(dict.fromkeys(changed))


def slashes(options: Options, *_: str | int) -> Options:
    """A backslash before each backslash and each quote."""
    changed: list[Run | str] = []
    for option in options:
        if isinstance(option, str):
            changed.append(option.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'"))
        elif option.suffix:
            return UNKNOWN.options
        else:
            changed.append(_widened(option, "slashes in", "\\\\", '\\"', "\\'"))
    return tuple(changed)
