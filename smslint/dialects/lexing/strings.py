"""String literals of the template languages: from the text between the quotes to its value.

Each function takes a literal with its quotes and returns its value, or ``None`` if it is known only at run time (interpolation).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

_ESCAPE: Final = later(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{1,3})|(.))", re.DOTALL
)
_BREAK: Final = later(r"\r\n?")
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}


def unified(read: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """For an engine that first makes every line break of a source a line feed."""
    return lambda literal: read(_BREAK.sub("\n", literal) if "\r" in literal else literal)


def verbatim(literal: str) -> str | None:
    """Without escapes (Liquid)."""
    return literal[1:-1]


def django_string(literal: str) -> str | None:
    """A backslash escapes only the quote or another backslash."""
    quote = literal[0]
    return literal[1:-1].replace(f"\\{quote}", quote).replace("\\\\", "\\")


def python_string(literal: str) -> str | None:
    """Python's escapes; an unknown one stays as written. ``\\N{...}`` is not looked up."""
    if "\\N{" in literal:
        return None
    return _unescaped(literal, {**_CONTROLS, "\n": "", "\\": "\\", "'": "'", '"': '"'}, keep_unknown=True)


def php_string(literal: str) -> str | None:
    """Twig: C's escapes in both kinds of quotes (an unknown one loses its backslash), ``#{}`` in double quotes."""
    if literal[0] == '"' and "#{" in literal:
        return None
    if re.search(r"\\x(?![0-9a-fA-F]{2})|\\[uU]", literal):
        return None
    return _unescaped(literal, _CONTROLS)


def ruby_string(literal: str) -> str | None:
    """Ruby: few escapes in single quotes, all of them and ``#{}`` in double quotes."""
    if literal[0] == "`":
        return None
    if literal[0] == "'":
        return re.sub(r"\\(['\\])", r"\1", literal[1:-1])
    if re.search(r"#[{@$]|\\[ceCMUs]|\\x(?![0-9a-fA-F]{2})|\\u(?!\{?[0-9a-fA-F])", literal):
        return None
    return _unescaped(literal, {**_CONTROLS, "\n": ""})


def go_string(literal: str) -> str | None:
    """Go: in back quotes as written, without carriage returns; in double quotes with escapes."""
    if literal[0] == "`":
        return literal[1:-1].replace("\r", "")
    return _unescaped(literal, _CONTROLS)


def _unescaped(literal: str, known: dict[str, str], *, keep_unknown: bool = False) -> str | None:
    """The text with escapes resolved; ``None`` for a code that is not a character."""
    result: list[str] = []
    at, end = 1, len(literal) - 1
    for match in _ESCAPE.finditer(literal, 1, end):
        result.append(literal[at : match.start()])
        at = match.end()
        code = match[1] or match[2] or match[3] or match[4]
        if match[6] is not None:
            result.append(known.get(match[6], match[0] if keep_unknown else match[6]))
            continue
        value = int(code, 16) if code else int(match[5], 8)
        if value > 0x10FFFF or 0xD800 <= value < 0xE000:
            return None
        result.append(chr(value))
    return "".join((*result, literal[at:end]))
