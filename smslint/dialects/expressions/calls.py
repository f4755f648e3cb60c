"""The calls in an expression: a name with methods, a slice, filters with their arguments."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.strings import python_string
from smslint.dialects.lexing.words import MOST_DIGITS, path, split_arguments
from smslint.records import NamedTuple
from smslint.text.tree import SLICE, Call, size

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from smslint.dialects.lexing.words import Word
    from smslint.text.condition import Test
    from smslint.text.tree import Argument, Filter, Node

    _Operand = Callable[[str, list[Word]], Node | None]


class Calls(NamedTuple):
    """The syntax of expressions in one language."""

    effect: Callable[[Call], Filter | None] = lambda _call: None
    """The effect of a call on the values that bounds use; ``None`` means that the effect is unknown."""
    condition: Callable[[str], Test | None] = lambda _source: None
    """The test of a condition."""
    conditional: str = ""
    """``if`` for ``a if c else b``, ``?`` for ``c ? a : b``."""
    fallback: Mapping[str, bool] = MappingProxyType({})
    """Operators whose right side replaces the left one: if it is false (``or``, ``?:``) or, with ``False``
    here, only if it is missing (``??``)."""
    concatenation: tuple[str, ...] = ()
    methods: Container[str] = frozenset()
    """The methods of a text that are known by name: ``upcase`` where they need no brackets, ``upper()`` where they do."""
    nothing: Mapping[str, str] = MappingProxyType({})
    """Methods whose result may be nothing at all, and the method that asks whether it is something."""
    string: Callable[[str], str | None] = python_string
    """The value of a string literal, or ``None`` if it is known only at run time."""
    constants: Mapping[str, str] = MappingProxyType({})
    """What the words print that are values by themselves: ``true``."""
    inserts: str = ""
    """How a text with places for values is written: ``python`` for ``%`` and ``format``, ``php`` for ``#{}``, ``format``."""

    def _named(self, source: str, found: list[Word]) -> tuple[str, list[Call], int]:
        """A name, the methods that are called on it, and how many words both have; no name where a method is not known."""
        name, end = path(found)
        at = next((i for i in range(1, end) if found[i].text in self.methods), None)
        if name and at is None and end < len(found) and found[end].text == "(":
            at = end - 1
        if not self.methods or at is None or at < 2 or found[at - 1].text != ".":
            return name, [], end
        name, end = path(found[: at - 1])
        calls: list[Call] = []
        at -= 1
        if end != at:
            return "", [], 0
        while at + 1 < len(found) and found[at].text == "." and found[at + 1].kind == "name":
            start, at = at, at + 2
            if at < len(found) and found[at].text == "(":
                depth = found[at].depth
                at = next((i + 1 for i in range(at + 1, len(found)) if found[i].depth == depth), len(found))
            call = self._call(source, found[start + 1 : at])
            if call.name not in self.methods and at > start + 2:
                call = call._replace(name=f"{call.name}()")
            if call.name not in self.methods or not call.literal or (calls and calls[-1].name in self.nothing):
                return "", [], 0
            calls.append(call._replace(source=source[found[start].start : found[at - 1].end]))
        return name, calls, at

    def _part(self, source: str, found: list[Word], at: int) -> tuple[Call, int] | None:
        """``[2:20]``, ``[-1]``, ``[::2]``: whole numbers or nothing around each colon."""
        end = next((i for i in range(at, len(found)) if found[i].text == "]" and found[i].depth == found[at].depth), 0)
        ends: list[int | None] = []
        for each in "".join(word.text for word in found[at + 1 : end]).split(":"):
            digits = each.removeprefix("-")
            if (each and not (digits.isascii() and digits.isdigit())) or len(digits) > MOST_DIGITS:
                return None
            ends.append(int(each) if each else None)
        if len(ends) > 3 or (len(ends) == 1 and ends[0] is None) or ends[2:] == [0]:
            return None
        name = {1: "[]", 2: SLICE, 3: "[::]"}[len(ends)]
        return Call(name, tuple(ends), source=source[found[at].start : found[end].end]), end + 1

    def _chain(self, source: str, found: list[Word]) -> list[Call] | None:
        """The filters after a value, each ``| name arguments``."""
        calls: list[Call] = []
        at = 0
        while at < len(found):
            if found[at].text != "|" or at + 1 >= len(found) or found[at + 1].kind != "name":
                return None
            end = at + 2
            while end < len(found) and not (found[end].text == "|" and found[end].depth == found[at].depth):
                end += 1
            calls += self._filter(source, found[at + 1 : end])
            at = end
        return calls

    def _filter(self, source: str, found: list[Word]) -> list[Call]:
        """A filter, and the parts that are taken of its result: ``split(" ")[0]``."""
        at = next((i for i, word in enumerate(found) if word.text == "[" and word.depth == found[0].depth), len(found))
        calls = [self._call(source, found[:at])]
        while at < len(found):
            part = self._part(source, found, at) if found[at].text == "[" else None
            if part is None:
                return [self._call(source, found)]
            calls.append(part[0])
            at = part[1]
        return calls

    def _call(self, source: str, found: list[Word]) -> Call:
        """A filter with its arguments; other than literal ones are left out, and the call records that."""
        if self.inserts == "php" and [word.text for word in found[:3]] == ["replace", "(", "{"]:
            pairs = self._pairs(found[3:-2]) if [word.text for word in found[-2:]] == ["}", ")"] else ()
            return Call("replace", pairs, literal=bool(pairs), source=source[found[0].start : found[-1].end])
        positional: list[Argument] = []
        named: dict[str, Argument] = {}
        key, literal = "", True
        arguments, sign = found[1:], 1
        for index, word in enumerate(arguments):
            following = arguments[index + 1].text if index + 1 < len(arguments) else ""
            if word.kind == "name" and following in {"=", ":"}:
                key = word.text
                continue
            if word.kind == "operator" and word.text in "(),:=":
                continue
            if word.text == "-" and index + 1 < len(arguments) and arguments[index + 1].kind == "number":
                sign = -1
                continue
            value, sign = self._literal(word, sign), 1
            if value is None:
                literal, key = False, ""
            elif key:
                named[key], key = value, ""
            else:
                positional.append(value)
        written = source[found[0].start : found[-1].end]
        call = Call(found[0].text, tuple(positional), tuple(named.items()), literal, written)
        return call if literal else self._with_operands(source, call, arguments)

    def _pairs(self, found: list[Word]) -> tuple[str, ...]:
        """The texts of ``"a": "b", "c": "d"``, one after another; none where it is anything else."""
        signs = [word.text for word in found[1::2]]
        texts = [self.string(word.text) if word.kind == "string" else None for word in found[::2]]
        if (
            len(texts) % 2
            or [sign for sign in signs if sign not in {":", ","}]
            or signs[::2] != [":"] * (len(texts) // 2)
        ):
            return ()
        return () if None in texts else tuple(text for text in texts if text is not None)

    def _with_operands(self, source: str, call: Call, found: list[Word]) -> Call:
        """A call with the places of its arguments that are not literals; the call itself where one is not understood."""
        inner = found[1:-1] if found and (found[0].text, found[-1].text) == ("(", ")") else found[1:]
        if not inner or found[0].text not in {"(", ":"}:
            return call
        values: list[Argument] = []
        operands: list[tuple[int, Node]] = []
        for words in split_arguments(inner, inner[0].depth):
            value = self._literal(words[0], 1) if len(words) == 1 else None
            if value is None:
                node = self.read_once(source, words)
                if node is None:
                    return call
                operands.append((len(values), node))
            values.append("" if value is None else value)
        return call._replace(arguments=tuple(values), operands=tuple(operands))

    def read_once(self, source: str, found: list[Word]) -> Node | None:
        """What :meth:`operand` returns, unless it is too long: arguments of arguments may grow exponentially.

        An argument may be tried as several things, and each of its own arguments too, but it is read once.
        """
        return _read_once(self.operand, source, tuple(found))

    def operand(self, source: str, found: list[Word]) -> Node | None:
        """The node of an argument that is not a literal; ``None`` if it is not understood."""
        raise NotImplementedError

    def _literal(self, word: Word, sign: int) -> Argument:
        if word.kind == "string":
            return self.string(word.text)
        if word.kind == "number":
            if len(word.text) > MOST_DIGITS:
                return None
            return sign * (int(word.text) if word.text.isdigit() else float(word.text))
        return _CONSTANTS.get(word.text) if word.kind == "name" else None


@lru_cache(maxsize=512)
def _read_once(operand: _Operand, source: str, found: tuple[Word, ...]) -> Node | None:
    from smslint.dialects.names.captures import MOST

    node = operand(source, list(found))
    return None if node is None or size(node, MOST) > MOST else node


NO_VALUES: Final = frozenset({"none", "None", "nil", "null", "empty", "blank"})
"""Words that look like names."""
_CONSTANTS: Final = {"true": True, "True": True, "false": False, "False": False}
