"""What makes the parser of a language take a time that grows with the square of a file: written otherwise, with the same length, or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.expression import ByteIndex

_MOST_LEFT: Final = 500
_PART_ENDS: Final = re.compile(rb"[ \t\f]*(?:end|else|after|rescue|catch)(?![\w?!:])")
"""A line that ends a part of a block. A clause of ``case`` may end before it in two ways, and Elixir's parser keeps both up to the end of the
file. With a space in place of the end of the line there is one way."""
_BEHIND_SIGN: Final = re.compile(rb";\s*+(?:end|else|after|rescue|catch)(?![\w?!:])")
_REMARK_BEGINS: Final = re.compile(rb"#(?!\{)")
_REMARK: Final = re.compile(rb"#(?!\{)(?:(?!#\{).)*\Z", re.DOTALL)
"""A comment up to the end of its line, in which nothing could be code of a text."""
_PLAIN: Final = re.compile(rb"[^\"'~?#]*+")
_BESIDE: Final = re.compile(rb"""("(?:[^"\\\n]|\\.)*+"?|//[^\n]*+)|(\n)|[-+*/%&?][ \t]*+\}""")
_MOST_BESIDE: Final = 200


def block_ends(index: ByteIndex) -> bytes:
    """A file of Elixir in which what ends a part of a block is in the line of the code before it, without a comment between them.

    :raises SourceError: if that is not possible at too many places: a line has both a quote and a comment.
    """
    lines = index.data.split(b"\n")
    joints = [b"\n"] * len(lines)
    last = left = 0
    for at, line in enumerate(lines):
        if at and _PART_ENDS.match(line):
            between = range(last, at)
            easy = [_without_remark(lines[each]) for each in between]
            if None in easy:
                left += 1
            else:
                lines[last:at] = [each for each in easy if each is not None]
                joints[last:at] = [b" "] * len(between)
        if (line := line.strip()) and not line.startswith(b"#"):
            last = at
    joints[-1] = b""
    eased = b"".join(each for pair in zip(lines, joints, strict=True) for each in pair)
    if left + sum(1 for _ in _BEHIND_SIGN.finditer(eased)) > _MOST_LEFT:
        raise SourceError(
            "This would take too long to read as Elixir: too many blocks end behind a comment or a semicolon."
        )
    return eased


def _without_remark(line: bytes) -> bytes | None:
    """A line with spaces in place of its comment; ``None`` if it is not certain where that begins."""
    line = line.rstrip(b"\r") + b" " * line.endswith(b"\r")
    plain = _PLAIN.match(line)
    at = plain.end() if plain is not None else 0
    if line[at : at + 1] == b"#":
        return line[:at] + b" " * (len(line) - at) if _REMARK.match(line, at) else None
    return None if _REMARK_BEGINS.search(line, at) else line


_METHOD_IN_LINE: Final = re.compile(
    rb"(\{[ \t]*+(?:override[ \t]++)?fun\b(?:[^\n{}]|\$\{[^\n{}]*+\})*?) (?=\}[ \t]*+[,;]?[ \t]*+$)", re.MULTILINE
)
"""A method in one line with its braces, whose end Kotlin's grammar does not see: ``A { override fun text() = "Hi" }``."""


def method_ends(index: ByteIndex) -> bytes:
    """A file of Kotlin in which a method in one line with the braces around it ends with a semicolon in place of a space."""
    return _METHOD_IN_LINE.sub(rb"\1;", index.data)


def operators_before_braces(index: ByteIndex) -> bytes:
    """A file of Swift as it is, unless it has hundreds of operators before a closing brace in one line: no program has.

    :raises SourceError: at the first one above the limit.
    """
    count = 0
    for match in _BESIDE.finditer(index.data):
        count = 0 if match[2] else count + (not match[1])
        if count > _MOST_BESIDE:
            at = Span(index.character(match.start()), index.character(match.end()))
            raise SourceError("This does not parse as Swift from here on.", at)
    return index.data
