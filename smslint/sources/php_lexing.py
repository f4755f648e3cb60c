"""The tokens of a PHP file, with the end of each bracket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.records import NamedTuple
from smslint.sources.comments import C_COMMENT
from smslint.sources.php_brackets import OPEN_TAG
from smslint.sources.php_strings import heredoc, quoted

if TYPE_CHECKING:
    from smslint.sources.expression import Piece

_LINE: Final = r"[^\r\n]*?(?=\?>|[\r\n]|\Z)"
_NAME: Final = r"[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*+"
_TOKEN: Final = re.compile(
    rf"(?P<gap>\s++|(?://|#(?!\[)){_LINE}|{C_COMMENT})"
    r"|(?P<close_tag>\?>)"
    r"|(?P<heredoc><<<[ \t]*(?P<mark>[\"']?)(?P<word>[A-Za-z_]\w*+)(?P=mark)(?:\r\n|[\r\n]))"
    r"|(?P<string>['\"])"
    r"|(?P<shell>`(?:[^`\\]|\\.)*+`)"
    rf"|(?P<variable>\${_NAME})"
    rf"|(?P<name>\\?{_NAME}(?:\\{_NAME})*+)"
    r"|(?P<number>\d\w*+(?:\.\d\w*+)?|\.\d\w*+)"
    r"|(?P<cast>\(\s*+(?i:int|integer|bool|boolean|float|double|string|array|object|binary)\s*+\))"
    r"|(?P<sign>===|!==|<=>|\*\*=|\.\.\.|<<=|>>=|\?\?=|\?->|=>|->|::|==|!=|<>|<=|>=|&&|\|\||\?\?|\+\+|--|\+=|-=|\*=|/=|\.=|%=|&=|\|=|\^=|<<|>>|\*\*|.)",
    re.DOTALL,
)
_OPENS: Final = {")": "(", "]": "[", "}": "{"}


class Token(NamedTuple):
    """One token."""

    kind: str
    """``variable``, ``name``, ``text``, ``other``, ``cast``, or the sign itself; empty at the end."""
    text: str
    start: int
    end: int


class Tokens:
    """The tokens of a part of a file.

    :param inside: whether the part is code from its first character on.
    """

    def __init__(self, source: str, start: int, end: int, *, inside: bool) -> None:
        self.source = source
        self.all: list[Token] = []
        self.pieces: dict[int, list[Piece]] = {}
        """The pieces of each string, by where it begins."""
        self.pairs: dict[int, int] = {}
        """The number of the bracket that closes each bracket."""
        self._open: list[tuple[str, int]] = []
        at = start if inside else self._opened(start, end)
        while at < end and (found := _TOKEN.match(source, at, end)) is not None:
            at = self._take(found, end)
        for _, number in self._open:
            self.pairs[number] = len(self.all)
        self.all.append(Token("", "", end, end))

    def _opened(self, at: int, end: int) -> int:
        found = OPEN_TAG.search(self.source, at, end)
        if found is None:
            return end
        if found[0].endswith("="):
            self.all.append(Token("name", "echo", found.end(), found.end()))
        return found.end()

    def _take(self, found: re.Match[str], end: int) -> int:
        """Keep a token; the result is where the next one begins."""
        kind, written, start, stop = found.lastgroup or "", found[0], found.start(), found.end()
        if kind == "gap":
            return stop
        if kind == "close_tag":
            self.all.append(Token(";", written, start, stop))
            return self._opened(stop, end)
        if kind == "string":
            kind = "text"
            self.pieces[start], stop = quoted(self.source, start)
        elif kind in {"heredoc", "word", "mark"}:
            kind = "text"
            self.pieces[start], _, stop = heredoc(self.source, found)
        elif kind in {"shell", "number"}:
            kind = "other"
        elif kind == "sign":
            kind = written
            self._bracket(written)
        if stop > end:
            raise SourceError("This string never ends.")
        self.all.append(Token(kind, written, start, stop))
        return stop

    def _bracket(self, written: str) -> None:
        if written in {"(", "[", "{"}:
            self._open.append((written, len(self.all)))
        elif written in _OPENS:
            while self._open:
                sign, number = self._open.pop()
                self.pairs[number] = len(self.all)
                if sign == _OPENS[written]:
                    break
