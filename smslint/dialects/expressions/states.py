"""What a condition asks about one value without an operator of comparison: its state, its ends, what it contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.expressions.comparisons import RESERVED, Comparisons, about
from smslint.dialects.lexing.words import at_top, path, unwrap
from smslint.text.condition import Alike, Compared, Not, Truth
from smslint.text.php_patterns import matcher

if TYPE_CHECKING:
    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Test
    from smslint.text.tree import Call


class States(Comparisons):
    """Reads what is asked about one value."""

    __slots__ = ()

    def _atom(self, source: str, found: list[Word]) -> Test | None:
        name, at = path(found)
        if name in RESERVED and at == len(found):
            return self._word(name)
        if self.ends and (end := self._end(source, found)) is not None:
            return end
        written = source[found[0].start : found[-1].end]
        name, calls = self._named(source, found)
        if name:
            return self.truth(name, calls)
        return (
            self.special(written)
            or self._state(source, found)
            or self._containing(source, found)
            or self._compared(source, found)
        )

    def _state(self, source: str, found: list[Word]) -> Test | None:
        """``name is defined``, ``name is not none``, ``name.present?``, ``name is equalto "a"``."""
        if self.comparing and (test := self._comparing(source, found)) is not None:
            return test
        name, at = path(found)
        calls: tuple[Call, ...] = ()
        rest = [word.text for word in found[at:]]
        if rest == ["?"]:
            name, _, state = name.rpartition(".")
            rest = ["is", f"{state}?"]
        elif (place := at_top(found, "is")) is not None and place > at:
            name, calls = self._named(source, found[:place])
            rest = [word.text for word in found[place:]]
        if not name or name in RESERVED or rest[:1] != ["is"]:
            return None
        state = " ".join(rest[1:]).removeprefix("not ")
        known = self.states.get(state)
        if known is None and state in self.asks:
            known = Compared("", self.asks[state], "")
        if known is None or (calls and _is_about_presence(known)):
            return None
        asked = about(known, name, calls)
        return Not(asked) if rest[1] == "not" else asked

    def _end(self, source: str, found: list[Word]) -> Test | None:
        """``name starts with "a"``, ``name.startswith("a")``, ``name.isdigit()``."""
        for spelled, operator in self.ends.items():
            first, *more = spelled.split()
            between = " " in spelled
            at = at_top(found, first) if between else len(found) - 4
            if not at or at < 1 or found[at].text != first:
                continue
            if more and [word.text for word in found[at + 1 : at + 1 + len(more)]] != more:
                continue
            dotted = not between and found[at - 1].text == "."
            if not between and (not dotted or (found[at + 1].text, found[-1].text) != ("(", ")")):
                continue
            left, right = found[: at - dotted], found[at + 1 + len(more) :] if between else found[at + 2 : -1]
            return self._ends(source, unwrap(left), operator, right)
        if self.asks and len(found) > 4 and [word.text for word in found[-2:]] == ["(", ")"] and found[-4].text == ".":
            name, calls = self._named(source, unwrap(found[:-4]))
            operator = found[-3].text
            if name and operator in self.asks.values():
                return Compared(name, operator, "", calls)
        return None

    def _ends(self, source: str, left: list[Word], operator: str, right: list[Word]) -> Test | None:
        name, calls = self._named(source, left)
        text = self._literal(right)
        if not name or (operator == "matches" and (not isinstance(text, str) or matcher(text) is None)):
            return None
        if isinstance(text, str):
            return Compared(name, operator, text, calls)
        other, other_calls = self._named(source, right)
        return Alike(name, other, calls, other_calls, operator=operator) if other else None

    def _comparing(self, source: str, found: list[Word]) -> Test | None:
        at = at_top(found, "is")
        if not at:
            return None
        rest = found[at + 1 :]
        negated = bool(rest) and rest[0].text == "not"
        rest = rest[negated:]
        for spelled, operator in self.comparing.items():
            length = spelled.count(" ") + 1
            if " ".join(word.text for word in rest[:length]) == spelled and len(rest) > length:
                if operator == "in":
                    test = self._within(source, found[:at], rest[length:])
                else:
                    test = self._compare(source, found[:at], operator, unwrap(rest[length:]))
                return Not(test) if test is not None and negated else test
        return None

    def _containing(self, source: str, found: list[Word]) -> Test | None:
        at = at_top(found, self.contains) if self.contains else None
        if at is None:
            return None
        left, right = found[:at], found[at + 1 :]
        negated = self.contains == "in" and left[-1:] and left[-1].text == "not"
        text, value = (left[:-1] if negated else left, right) if self.contains == "in" else (right, left)
        test = self._within(source, text, value) if self.contains == "in" else None
        wanted = self._literal(text)
        if test is None:
            name, calls = self._named(source, value)
            other, other_calls = ("", ()) if isinstance(wanted, str) else self._named(source, text)
            if not name or (not other and not isinstance(wanted, str)):
                return None
            if isinstance(wanted, str):
                test = Compared(name, "contains", wanted, calls)
            else:
                test = Alike(name, other, calls, other_calls, operator="contains")
        return Not(test) if negated else test


def _is_about_presence(test: Test) -> bool:
    """Whether a test asks if there is a value at all, which calls may decide."""
    asked = test.test if isinstance(test, Not) else test
    return isinstance(asked, Truth) and not asked.false
