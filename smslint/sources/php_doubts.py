"""Variables of PHP whose value may change in a way that is not followed: by a reference, in a part of an expression, by a name that is a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from smslint.sources.brackets import inside_of, split
from smslint.text.patterns import later
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.calls import Names

_VARIABLE: Final = re.compile(r"\$(\w+)")
_REFERENCES: Final = later(
    r"(?<!&)&\s*+\$(\w+)|\$(\w+)\s*=\s*(?=&)|\bforeach\s*\(\s*\$(\w+)\s+as\b[^()]*&|\$(\w+)\s*\[[^\]\n]*\S[^\]\n]*\]\s*(?:\.|\?\?)?=(?![=>])|\$(\w+)\s*(?:\+\+|--)"
)
"""A variable with another name, and one of which an entry or a character gets a value."""
_SEVERAL: Final = later(r"(?:(?<![\w\])$}])\[(?P<list>[^;{}]*?)\]|\blist\s*\((?P<word>[^;{}]*?)\))\s*=(?![=>])")
"""Variables that get the entries of a list."""
_SHARED: Final = later(r"\b(?:global|static)\s+(\$\w+[^;{}]*)")
_ANY: Final = later(r"\b(?:extract|eval)\s*\(|\$\$\w|\$\{\s*\$|\bgoto\s+\w+\s*;|\bparse_str\s*\(\s*[^,()]*\)")
"""After it, any variable of the function may have another value."""
_GLOBALS: Final = later(r"\$GLOBALS\s*\[\s*['\"](\w+)['\"]\s*\]")
_ASSIGNED: Final = later(r"\$(\w+)\s*(?:\.|\?\?)?=(?![=>])")
_STATEMENT: Final = re.compile(
    r"(?:[;{}]|\A|<\?php|\*/|\belse|\bdo|\w\s*:|(?P<close>\)))\s*\Z|(?P<line>(?://|#)[^\n]*\n\s*)\Z"
)
"""What is before a statement."""
_WORDS: Final = re.compile(r"\b(?P<word>\w+)\s*\Z")
_IN_EXPRESSIONS: Final = word_set("and or xor return echo print yield case")
_HEAD: Final = later(r"\b(?:function\s*&?\s*\w*|fn)\s*\(")
_CALL: Final = later(r"(?<![\w$])(\w+)\s*\(")
_BY_REFERENCE: Final = {
    **dict.fromkeys(("preg_match", "preg_match_all", "similar_text", "sscanf", "fscanf"), 2),
    **dict.fromkeys(("str_replace", "str_ireplace"), 3),
    **dict.fromkeys(("preg_replace", "preg_replace_callback"), 4),
    **dict.fromkeys(("parse_str", "mb_parse_str", "exec", "openssl_sign", "mb_convert_variables"), 1),
    **dict.fromkeys(("settype", "unset", "array_walk", "array_multisort", "sort", "rsort", "usort", "ksort", "shuffle", "array_splice"), 0),
}  # fmt: skip
"""Functions that change what they are given, from this argument on."""
_TARGET: Final = later(r"(?:->|::\$?|\[\s*['\"])(\w+)(?:['\"]\s*\])?\s*(?:\.|\?\?)=")
"""An attribute or an entry to which something is added."""
_BEFORE: Final = 80


def added_to(source: str) -> Iterator[str]:
    """The names of the attributes and the entries to which something is added."""
    return (each[1] for each in _TARGET.finditer(source))


class Doubts:
    """The variables of one file of which the value is not followed.

    :param ranges: where the functions and classes begin and end, and what is around.
    """

    def __init__(self, source: str, ranges: list[tuple[int, int, Names]]) -> None:
        self._source = source
        self._ranges = sorted(ranges)
        self._starts = [each[0] for each in self._ranges]

    def found(self) -> set[tuple[Names, str]]:
        """The variables, each with the functions and classes around it."""
        places = [*self._references(), *self._given(), *self._inside()]
        found = {(self._scope(at), name) for at, name in places}
        found |= {((), each[1]) for each in _GLOBALS.finditer(self._source)}
        anywhere = {self._scope(each.start()) for each in _ANY.finditer(self._source)}
        if anywhere:
            every = ((self._scope(each.start()), each[1]) for each in _VARIABLE.finditer(self._source))
            found.update(each for each in every if each[0] in anywhere)
        return found

    def _references(self) -> Iterator[tuple[int, str]]:
        for each in _REFERENCES.finditer(self._source):
            yield each.start(), next(filter(None, each.groups()))
        for each in (*_SEVERAL.finditer(self._source), *_SHARED.finditer(self._source)):
            inside = next(filter(None, each.groups()), "")
            yield from ((each.start(), name) for name in _VARIABLE.findall(inside))

    def _given(self) -> Iterator[tuple[int, str]]:
        """What functions get that may change it."""
        own = {
            each[0].split("(")[0].split()[-1].lstrip("&"): 0
            for each in _HEAD.finditer(self._source)
            if re.search(r"(?<!&)&\s*(?:\.\.\.)?\$", inside_of(self._source, each.end())) is not None
        }
        known = {**_BY_REFERENCE, **own}
        for each in _CALL.finditer(self._source):
            method = self._source[max(0, each.start() - 1) : each.start()] in {">", ":"}
            if each[1] not in (own if method else known):
                continue
            for one in split(inside_of(self._source, each.end()))[known[each[1]] :]:
                name = _VARIABLE.match(one.strip())
                if name is not None:
                    yield each.start(), name[1]

    def _inside(self) -> Iterator[tuple[int, str]]:
        """What gets a value in a part of an expression, which may not run."""
        heads = [
            (each.end(), each.end() + len(inside_of(self._source, each.end()))) for each in _HEAD.finditer(self._source)
        ]
        starts = [start for start, _ in heads]
        for each in _ASSIGNED.finditer(self._source):
            at = each.start()
            before = self._source[max(0, at - _BEFORE) : at]
            if _STATEMENT.search(before) is not None and not self._in_condition(before):
                continue
            word = _WORDS.search(before)
            if word is not None and word["word"].lower() not in _IN_EXPRESSIONS:
                continue
            head = bisect_right(starts, at) - 1
            if head >= 0 and at < heads[head][1]:
                continue
            yield at, each[1]

    @staticmethod
    def _in_condition(before: str) -> bool:
        return re.search(r"\?[^;{}]*\w\s*:\s*\Z", before) is not None

    def _scope(self, at: int) -> Names:
        index = bisect_right(self._starts, at) - 1
        while index >= 0:
            start, end, scope = self._ranges[index]
            if start <= at < end:
                return scope
            index -= 1
        return ()
