"""The calls in an expression: a name with methods, a slice, filters with their arguments."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.strings import python_string
from smslint.dialects.words import MOST_DIGITS, path, split
from smslint.records import NamedTuple
from smslint.text.tree import SLICE, Call

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from smslint.dialects.words import Word
    from smslint.text.condition import Test
    from smslint.text.tree import Argument, Filter


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

    def _slice(self, source: str, found: list[Word], at: int) -> tuple[Call, int] | None:
        """``[:20]`` or ``[2:20]``: whole numbers or nothing on both sides of the colon."""
        inner: list[str] = []
        for index in range(at + 1, len(found)):
            if found[index].text == "]":
                start, colon, end = "".join(inner).partition(":")
                if not colon or not all(part == "" or (part.isascii() and part.isdigit()) for part in (start, end)):
                    return None
                if max(len(start), len(end)) > MOST_DIGITS:
                    return None
                ends = (int(start) if start else None, int(end) if end else None)
                return Call(SLICE, ends, source=source[found[at].start : found[index].end]), index + 1
            inner.append(found[index].text)
        return None

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
            calls.append(self._call(source, found[at + 1 : end]))
            at = end
        return calls

    def _call(self, source: str, found: list[Word]) -> Call:
        """A filter with its arguments; other than literal ones are left out, and the call records that."""
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
        return call if literal else self._with_names(call, arguments)

    def _with_names(self, call: Call, found: list[Word]) -> Call:
        """A call with the places of the arguments that are names; the call itself where one is more than a name or a literal."""
        inner = found[1:-1] if found and (found[0].text, found[-1].text) == ("(", ")") else found[1:]
        if not inner or found[0].text not in {"(", ":"}:
            return call
        inner = [word._replace(depth=word.depth - inner[0].depth) for word in inner]
        values: list[Argument] = []
        names: list[tuple[int, str]] = []
        for operand in split(inner, (",",)) or [inner]:
            value = self._literal(operand[0], 1) if len(operand) == 1 else None
            if value is None:
                name, used = path(operand)
                if not name or used != len(operand) or name in _NOTHING:
                    return call
                names.append((len(values), name))
            values.append("" if value is None else value)
        return call._replace(arguments=tuple(values), names=tuple(names))

    def _literal(self, word: Word, sign: int) -> Argument:
        if word.kind == "string":
            return self.string(word.text)
        if word.kind == "number":
            if len(word.text) > MOST_DIGITS:
                return None
            return sign * (int(word.text) if word.text.isdigit() else float(word.text))
        return _CONSTANTS.get(word.text) if word.kind == "name" else None


_NOTHING: Final = frozenset({"none", "None", "nil", "null", "empty", "blank"})
_CONSTANTS: Final = {"true": True, "True": True, "false": False, "False": False}
