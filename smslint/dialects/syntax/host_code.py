"""A light look at code of the language around a template, Ruby or PHP: only faults that no other code of it can mend.

A quote or a bracket without its partner, an operator without a value, a value behind a value. Code with signs that this does not read (a
regular expression, a comment, a heredoc) is not looked at.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.dialects.syntax.cursor import TooDeep, fault, hold_brackets, pieces, shown
from smslint.records import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Container

    from smslint.dialects.syntax.cursor import Word

STRING: Final = r"""(?P<string>"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+')|(?P<other>"(?:\\.|[^"\\])*+|'(?:\\.|[^'\\])*+)"""
"""A text in quotes; one that is never closed is not read, with all that follows it, so that its end is looked for once."""
_VALUES: Final = frozenset({"string", "number", "variable"})
_MEMBERS: Final = frozenset({".", "&.", "::", "->", "?->"})
"""Signs behind which a sign may be the name of a method."""


class HostCode(NamedTuple):
    """One language."""

    words: re.Pattern[str]
    """With the groups ``string``, ``number``, ``variable``, ``name`` and ``sign``; ``member`` is a name behind a dot."""
    between: frozenset[str]
    """Operators and words that stand between two values."""
    before: frozenset[str]
    """Operators and words in front of a value, which are not at the end of code either."""
    joins: frozenset[str]
    """Words that may stand behind a value."""
    beside: Container[tuple[str, str]] = frozenset()
    """Kinds of values that may stand beside each other: texts in Ruby."""

    def read(self, source: str, start: int, end: int) -> list[Word] | None:
        """The words of some code; ``None`` if it is not looked at.

        :raises TemplateError: at a bracket without its partner.
        """
        try:
            found = self.loose(source, start, end)
            if found is not None:
                hold_brackets(found)
        except TooDeep:
            return None
        return found

    def loose(self, source: str, start: int, end: int) -> list[Word] | None:
        """The same without a look at brackets."""
        found = pieces(self.words, source, start, end, brackets=False)
        for each in found:
            inserts = each.kind == "string" and "{" in each.text and each.text.count("{") != each.text.count("}")
            if each.kind == "other" or inserts:
                return None
        return found

    def hold(self, source: str, found: list[Word], *, first: bool = True, last: bool = True) -> None:
        """Refuse operators without a value, and values beside each other.

        :param first: whether nothing before the code can be its first value.
        :param last: whether nothing behind it can be its last.
        :raises TemplateError: at such a word.
        """
        if not found:
            return
        if first and found[0].kind != "member" and found[0].text in self.between:
            fault(f"a value is missing in front of {shown(found[0].text)}", found[0].start, found[0].end)
        called = len(found) > 1 and found[-2].text in _MEMBERS
        if last and not called and found[-1].kind != "member" and found[-1].text in self.between | self.before:
            fault(f"a value is missing after {shown(found[-1].text)}", found[-1].start, found[-1].end)
        for left, right in pairwise(found):
            if "\n" in source[left.end : right.start]:
                continue
            if left.kind in _VALUES and (right.kind in _VALUES or right.kind == "name"):
                if right.text not in self.joins and (left.kind, right.kind) not in self.beside:
                    fault(f"{shown(right.text)} is not expected after {shown(left.text)}", right.start, right.end)
            elif right.kind == "member":
                continue
            elif left.text in {"(", "["} and right.text in self.between:
                fault(f"a value is missing in front of {shown(right.text)}", right.start, right.end)
            elif right.text in {")", "]"} and left.text in self.between and left.text not in {",", ".."}:
                fault(f"a value is missing after {shown(left.text)}", left.start, left.end)
