"""Parses programs with tree-sitter, and refuses what would take it too long."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import SourceError
from smslint.sources.comments import C_COMMENT
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.sources.expression import ByteIndex

_CHUNK: Final = 4096
_NAMES: Final = b"a " * (_CHUNK // 2)
_BRACKETS: Final = ((b"(", b")"), (b"[", b"]"), (b"{", b"}"))
_MOST_OPEN: Final = 1_000
"""How many brackets of a kind, also in strings and comments, may stay open: at the end of the file the parser closes all in one step, which
cannot be stopped and takes time with the square of their number."""
_READINGS: Final = 64
"""How often the parser may read a file: normal code needs once or twice, thousands of unclosed brackets need thousands."""
_STEPS: Final = 2_000
"""How often the parser may ask whether to stop, beyond once for each two bytes: normal code needs a twentieth of that."""
_SECONDS: Final = (0.3, 5e-6)
"""How much processor time the parser may take, at least and for each byte: normal code needs a twentieth of that. What does not parse may
make each step dearer than the last."""
_OPEN_ANGLES: Final = 100_000
"""The limit for the sum of open angle brackets at each angle bracket, beyond one for each ten characters. Each may begin type arguments, and the parser keeps guesses for all of them."""
_ANGLE: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'?|"(?:[^"\\\n]|\\.)*+"?|`(?:[^`\\]|\\.)*+`?|//[^\n]*+"""
    rf"""|{C_COMMENT}|/\*.*+"""
    r"""|<<+=?|<=|>=|([<>;}])|(=\s*+(?:>|(?=<)))""",
    re.DOTALL,
)


_NO_ANGLES_BEGIN: Final = {"C#": "<", "Java": ">"}
"""The angle bracket with which no value of a language begins. Its parser ends thousands of such values in one step, which takes minutes and
cannot be stopped."""
_MOST_BEGUN: Final = 100


def parse(
    index: ByteIndex, language: object, title: str, allowed: frozenset[str] = frozenset(), data: bytes | None = None
) -> Any:
    """The root of the file's syntax tree.

    :param language: the grammar, as its package gives it.
    :param title: the name of the language, for people.
    :param allowed: kinds of nodes without a text, such as the end of a line, that may be missing.
    :param data: the file in another form of the same length, which the parser reads faster.
    :raises SourceError: when the file does not parse, or would take too long.
    """
    import tree_sitter

    if any(index.data.count(opening) - index.data.count(closing) > _MOST_OPEN for opening, closing in _BRACKETS):
        raise SourceError(f"This does not parse as {title}: too many brackets never close.")
    unreadable = f"This takes too long to read as {title}, so it was not read: perhaps a comment, a string or a bracket never ends."
    feed = _Feed(index.data if data is None else data)
    parser = tree_sitter.Parser(tree_sitter.Language(language))
    try:
        root = parser.parse(feed.read, progress_callback=feed.too_slow).root_node
    except ValueError:  # stopped by the feed
        root = None
    if root is None or feed.ended:
        raise SourceError(unreadable)
    if root.has_error and (fault := _first_error(root, allowed)) is not None:
        at = index.character(fault)
        raise SourceError(f"This does not parse as {title} from here on.", Span(at, at))
    return root


def refuse_angles(text: str, title: str) -> None:
    """Refuse a file of a language with type arguments that has more open angle brackets than normal code.

    :raises SourceError: at the first one above the limit.
    """
    depth = guesses = begun = 0
    most = _OPEN_ANGLES + len(text) // 10
    for match in _ANGLE.finditer(text):
        if match[2] and _NO_ANGLES_BEGIN.get(title) == (">" if match[2].endswith(">") else "<"):
            begun += 1
            if begun > _MOST_BEGUN:
                raise SourceError(f"This does not parse as {title} from here on.", Span(match.start(), match.end()))
        match match[1]:
            case "<":
                depth += 1
                guesses += depth
                if guesses > most:
                    at = Span(match.start(), match.end())
                    raise SourceError(f"There are too many open angle brackets here for {title}.", at)
            case ">":
                depth = max(depth - 1, 0)
            case None:
                pass
            case _:
                depth = 0


def missing_extra(title: str) -> SourceError:
    """The error when a grammar is not installed."""
    return SourceError(f"Reading {title} needs an extra: pip install 'smslint[code]'.")


class _Feed:
    """The file in chunks. It stops a parser that reads the rest again and again, or tries too many ways to read it.

    A parser that is told that the file ends earlier than before may end the process. So its length stays the same; a parser that is to stop
    gets names in place of the file. Only between tokens does it ask whether to stop, and where it finds no token it skips character after
    character, each time looking for the end of a string up to the end of the file. A name is a token in every language.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _READINGS * (len(data) + _CHUNK)
        self._steps = len(data) // 2 + _STEPS
        self._end = time.thread_time() + _SECONDS[0] + _SECONDS[1] * len(data)
        self.ended = False
        """Whether the parser got something other than the file, so that its tree means nothing."""

    def too_slow(self, _at: int, _error: bool) -> bool:
        """Whether to stop. The parser asks after the same number of steps: about 50 bytes of normal code."""
        self._steps -= 1
        return self.ended or self._steps < 0 or self._is_over()

    def read(self, at: int, _: object) -> bytes:
        """The bytes at an offset."""
        chunk = self._data[at : at + _CHUNK]
        self._left -= len(chunk)
        if self.ended or self._is_over():
            self.ended = True
            return _NAMES[: len(chunk)]
        return chunk

    def _is_over(self) -> bool:
        return self._left < 0 or time.thread_time() > self._end


def _first_error(root: Any, allowed: frozenset[str]) -> int | None:
    """Where the first node is that is faulty or missing, except missing nodes that are allowed."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or (node.is_missing and node.type not in allowed):
            return int(node.start_byte)
        stack.extend(child for child in reversed(node.children) if child.has_error or child.is_missing)
    return None
