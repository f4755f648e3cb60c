"""Conditions of the languages whose conditions are expressions: a name, ``not``, ``and``, ``or``, a comparison with a literal.

Each language has its own :class:`Conditions`, because each treats other values as false. A condition that needs more
than this has no test: the code that fills the template must then report that it does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.expressions.comparisons import RESERVED
from smslint.dialects.expressions.states import States
from smslint.dialects.lexing.words import DEEPEST, MOST_WORDS, path, split, unwrap, words
from smslint.text.condition import Alike, Every, Not, Some
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Test

_NAME: Final = later(r"[A-Za-z_@$][\w$]*(?:\.[A-Za-z_]\w*)*")


class Conditions(States):
    """Reads the conditions of one language."""

    __slots__ = ()

    def test(self, source: str) -> Test | None:
        """The test of a condition, or ``None`` if it is unknown."""
        source = self.spelled(source.strip())
        if _NAME.fullmatch(source) and source.rpartition(".")[2] not in self.counts:
            return self._word(source) if source in RESERVED else self.truth(source)
        found = words(source, 0, len(source))
        if not found or len(found) > MOST_WORDS or max(word.depth for word in found) > DEEPEST:
            return None
        return self._read(source, found)

    def when(self, subject: str, source: str) -> Test | None:
        """``case subject``, ``when "a", "b"``: one of some texts."""
        subject, found = self.spelled(subject.strip()), words(source, 0, len(source))
        asked = words(subject, 0, len(subject))
        name, at = path(asked)
        if not name or at != len(asked) or name in RESERVED:
            return None
        tests: list[Test] = []
        for index, word in enumerate(found):
            if index % 2:
                if word.text not in {",", "or", "||"}:
                    return None
                continue
            text = self.string(word.text) if word.kind == "string" else None
            if text is not None:
                tests.append(self._equals(name, text))
            elif word.kind == "name" and word.text not in RESERVED:
                tests.append(self._alike(Alike(name, word.text), strict=False))
            else:
                return None
        return tests[0] if len(tests) == 1 else Some(tuple(tests)) if tests and len(found) % 2 else None

    def _read(self, source: str, found: list[Word]) -> Test | None:
        if found[0].text == "(" and not self.brackets:
            return None
        found = unwrap(found)
        written = {word.text for word in found if word.depth == 0 and word.kind in {"name", "operator"}}
        if written & {"and", "or"} and written & {"&&", "||"}:
            return None  # their precedence is unusual (PHP, Ruby)
        if self.backwards:
            return self._backwards(source, found)
        for operators, kind in ((self.either, Some), (self.both, Every)):
            operands = split(found, operators)
            if operands is not None:
                return self._joined(source, operands, kind)
            if written.intersection(operators):
                return None
        if found[0].text in self.no:
            return self._negated(source, found)
        return self._atom(source, found)

    def _joined(self, source: str, operands: list[list[Word]], kind: type[Some | Every]) -> Test | None:
        tests = [self._read(source, operand) for operand in operands]
        known = tuple(test for test in tests if test is not None)
        return kind(known) if len(known) == len(tests) else None

    def _backwards(self, source: str, found: list[Word]) -> Test | None:
        for index, word in enumerate(found):
            if word.depth == 0 and word.kind == "name" and word.text in {"and", "or"}:
                if index in {0, len(found) - 1}:
                    return None
                kind = Every if word.text == "and" else Some
                left, right = self._read(source, found[:index]), self._read(source, found[index + 1 :])
                return None if left is None or right is None else kind((left, right))
        return self._atom(source, found)

    def _negated(self, source: str, found: list[Word]) -> Test | None:
        """``not`` applies to everything after it, ``!`` only to the next value."""
        rest = found[1:]
        if found[0].text == "!" and rest and unwrap(rest) is rest and rest[0].text != "!" and path(rest)[1] < len(rest):
            inner = self._called(source, rest)
        else:
            inner = self._read(source, rest) if rest else None
        return None if inner is None else Not(inner)

    def _called(self, source: str, found: list[Word]) -> Test | None:
        """A value with its method or its function, without a comparison."""
        if any(word.depth == 0 and word.kind == "operator" and word.text in "=<>!&|+-*/" for word in found):
            return None
        return self._atom(source, found)
