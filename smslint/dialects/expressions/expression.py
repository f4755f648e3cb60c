"""The code inside an output: a name with filters, string literals, inline conditionals.

One small reader handles Jinja, Django, Liquid, Twig and ERB, whose expressions differ in a few operators. What it does not
understand becomes a placeholder with an unknown value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.expressions.calls import NO_VALUES, Calls
from smslint.dialects.expressions.choices import branch, conditional
from smslint.dialects.functions.applied import applied, around
from smslint.dialects.lexing.words import DEEPEST, MOST_DIGITS, MOST_WORDS, split, unwrap, words
from smslint.span import Span
from smslint.text.condition import Condition, Truth
from smslint.text.patterns import later
from smslint.text.tree import LITERAL, Call, Filter, Literal, Node, Placeholder, Sequence
from smslint.text.typed import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.dialects.lexing.words import Word

    Bounding = Callable[[Call], Filter | None]


_NAME: Final = later(r"\s*([A-Za-z_@$][\w$]*(?:\.[A-Za-z_@$][\w$]*)*)\s*")
"""The content of most outputs."""


class Reader(Calls):
    """Reads the expressions of one language."""

    __slots__ = ()

    def output(self, source: str, tag: Span, body: Span) -> tuple[Node, ...]:
        """The nodes of an output: their spans cover the tag."""
        match = _NAME.fullmatch(source, body.start, body.end)
        if match and match[1].rpartition(".")[2] not in self.methods:
            printed = self.constants.get(match[1]) if self.constants else None
            return (Placeholder(match[1], tag),) if printed is None else (Literal(printed, tag),)
        found = words(source, body.start, body.end)
        if not found:
            return (Literal("", tag),)
        texts = [word.text for word in found]
        closed = all(texts.count(opening) == texts.count(closing) for opening, closing in ("()", "[]"))
        if not closed or len(found) > MOST_WORDS or max(word.depth for word in found) > DEEPEST:
            return (Placeholder(source[body.start : body.end].strip()[:80], tag, _UNKNOWN),)
        if len(found) == 1 and found[0].kind == "string" and self.string(found[0].text) == "":
            return (Placeholder(found[0].text, tag, (Filter("one_of", ("",)),), calls=(_nothing(found[0].text),)),)
        node = self.expression(source, found)
        if isinstance(node, Placeholder):
            return (Placeholder(node.name, tag, node.filters, node.opaque, node.calls),)
        edges = (Span(tag.start, found[0].start), Span(found[-1].end, tag.end))
        return (Literal("", edges[0]), node, Literal("", edges[1]))

    def expression(self, source: str, found: list[Word]) -> Node:
        """The node of an expression; its leaves cover the words from the first to the last."""
        found_inner = unwrap(found)
        if found_inner is not found and found_inner:
            inner = self.expression(source, found_inner)
            return around(inner, Span(found[0].start, found[-1].end))
        return (
            conditional(self, source, found)
            or self._alternatives(source, found)
            or self._concatenated(source, found)
            or self._value(source, found)
        )

    def value(self, source: str, found: list[Word]) -> tuple[str, tuple[Call, ...]]:
        """The name and the calls of an expression; no name where it is more than that."""
        if any(word.depth == 0 and word.kind != "string" and word.text in _ASKS for word in found):
            return "", ()
        node = self.expression(source, found)
        if not isinstance(node, Placeholder) or len(node.calls) < len(node.filters):
            return "", ()
        if any(call.name == LITERAL or call.name in self.nothing for call in node.calls):
            return "", ()
        return node.name, node.calls

    def asked(self, written: str) -> Condition:
        return Condition(written, self.condition(written))

    def _alternatives(self, source: str, found: list[Word]) -> Node | None:
        """``a or b``: either operand; one placeholder if a string replaces an empty name."""
        operands = split(found, tuple(self.fallback))
        if operands is None:
            return None
        if "??" in self.fallback and split(found, self.concatenation) is not None:
            return None  # their precedence differs between releases of Twig
        if (short := self._fallback(source, found)) is not None:
            return short
        conditions = [self._stands(source, found, operand) for operand in operands[:-1]]
        return branch(found, [self.expression(source, each) for each in operands], operands, conditions)

    def _stands(self, source: str, found: list[Word], operand: list[Word]) -> Condition:
        """The condition for an operand, and not for the one after the operator."""
        written = source[operand[0].start : operand[-1].end]
        after = next(word.text for word in found if word.start >= operand[-1].end and word.text in self.fallback)
        if self.fallback[after]:
            return self.asked(written)
        name, calls, at = self._named(source, operand)
        if not name or at != len(operand):
            return Condition(written)
        asks = [self.nothing[call.name] for call in calls if call.name in self.nothing]
        return Condition(
            written, Truth(name, ()) if not asks else self.condition(f"{name}.{asks[0]}") if len(calls) == 1 else None
        )

    def _concatenated(self, source: str, found: list[Word]) -> Node | None:
        operands = split(found, self.concatenation)
        if operands is None or any(_is_operator(word, self.concatenation) for word in found):
            return None
        if any(word.text == "+" and word.depth == 0 for word in found) and (
            not any(len(each) == 1 and each[0].kind == "string" for each in operands)
            or any(word.text == "~" and word.depth == 0 for word in found)
        ):
            return None  # perhaps a sum of numbers, not of strings
        parts: list[Node] = []
        for operand in operands:
            if parts:
                parts.append(Literal("", Span(parts[-1].span.end, operand[0].start)))
            parts.append(self.expression(source, operand))
        return Sequence(tuple(parts), Span(found[0].start, found[-1].end))

    def _value(self, source: str, found: list[Word]) -> Node:
        span = Span(found[0].start, found[-1].end)
        text = self.string(found[0].text) if found[0].kind == "string" else None
        if len(found) == 1 and text is not None:
            return Literal(text, span)
        if len(found) == 1 and found[0].kind == "number":
            return _number(found[0].text, span, php=self.inserts == "php")
        if len(found) == 1 and found[0].kind == "name" and found[0].text in self.constants:
            return Literal(self.constants[found[0].text], span)
        if found[0].text == "(" and (node := self._of_brackets(source, found)) is not None:
            return node
        if self.inserts and (node := self._inserted(source, found)) is not None:
            return node
        name, calls, at = self._named(source, found)
        if text is not None:
            calls, at, name = [Call(LITERAL, (text,), source=found[0].text)], 1, found[0].text
        while name and at < len(found) and found[at].text == "[":
            part = self._part(source, found, at)
            if part is None:
                break
            calls.append(part[0])
            at = part[1]
        if name and (at == len(found) or found[at].text == "|"):
            chain = self._chain(source, found[at:])
            if chain is not None:
                calls += chain
                return Placeholder(name, span, tuple(self._effects(calls)), calls=tuple(calls))
        return Placeholder(source[span.start : span.end], span, _UNKNOWN)

    def _of_brackets(self, source: str, found: list[Word]) -> Node | None:
        """``(name or "x")|upper``: filters on a value in brackets, in the languages where brackets group."""
        end = next((i for i, word in enumerate(found) if i and word.depth == found[0].depth and word.text == ")"), 0)
        inner = unwrap(found[: end + 1])
        if not {"or", "?:"} & self.fallback.keys() or end < 2 or len(inner) != end - 1:
            return None
        return self._with_chain(source, self.expression(source, inner), found, end + 1)

    def _with_chain(self, source: str, node: Node, found: list[Word], at: int) -> Node | None:
        """A value with the filters after it, which begin at a word."""
        calls = self._chain(source, found[at:])
        if calls is None or (found[at:] and not calls):
            return None
        made = applied(node, source, calls, self._effects(calls, node)) if calls else node
        return None if made is None else around(made, Span(found[0].start, found[-1].end))

    def operand(self, source: str, found: list[Word]) -> Node | None:
        if len(found) == 1 and found[0].text in NO_VALUES:
            return None
        node = self.expression(source, found)
        unknown = isinstance(node, Placeholder) and len(node.calls) < len(node.filters)
        return None if unknown else node

    def _inserted(self, source: str, found: list[Word]) -> Node | None:
        """A text with places for values, and the filters after it."""
        if found[0].kind != "string" and found[0].text not in {"[", "("}:
            return None
        from smslint.dialects.expressions.insertions import inserted, joined

        made = inserted(self, source, found) if found[0].kind == "string" else joined(self, source, found)
        return None if made is None else self._with_chain(source, made[0], found, made[1])

    def chain(self, written: str) -> tuple[Call, ...] | None:
        """The filters of a block, such as ``upper|trim``; ``None`` if one of them is not understood."""
        source = f"|{written}"
        found = words(source, 0, len(source))
        calls = self._chain(source, found) if 1 < len(found) <= MOST_WORDS else None
        return tuple(calls) if calls and all(call.literal for call in calls) else None

    def _effects(self, calls: Iterable[Call], before: Node | None = None) -> list[Filter]:
        """The effects of some calls: nothing is known of the parts of a list, such as its ``first``.

        :param before: the value that they are called on, if it is more than a name.
        """
        found: list[Filter] = []
        listed = isinstance(before, Placeholder) and any(call.name in _LISTS for call in before.calls)
        for call in calls:
            found.append(_UNKNOWN[0] if listed else self._effect(call))
            listed = listed or call.name in _LISTS
        return found

    def _effect(self, call: Call) -> Filter:
        if call.name == LITERAL:
            return Filter("one_of", (str(call.arguments[0]),))
        return self.effect(call) or _UNKNOWN[0]

    def _fallback(self, source: str, found: list[Word]) -> Node | None:
        """The short form: a name, an operator, a string."""
        name, calls, at = self._named(source, found)
        if not name or at != len(found) - 2 or found[-1].kind != "string":
            return None
        text = self.string(found[-1].text)
        if text is None:
            return None
        operator = found[-2]
        written = source[operator.start : found[-1].end]
        if calls and calls[-1].name in self.nothing:
            last = calls.pop()
            calls.append(last._replace(arguments=(text,), source=f"{last.source} {written}"))
        else:
            calls.append(Call(operator.text, (text,), source=written))
        effects = tuple(self._effects(calls))
        return Placeholder(name, Span(found[0].start, found[-1].end), effects, calls=tuple(calls))


def _nothing(written: str) -> Call:
    """The value of an output that prints an empty text, which is still an output."""
    return Call(LITERAL, ("",), source=written)


_LISTS: Final = frozenset({"split", "split()"})
_UNKNOWN: Final = (Filter("unknown"),)


def _number(text: str, span: Span, *, php: bool) -> Node:
    """A number as the engine prints it: whole ones as written, others perhaps without zeros at the end (PHP leaves ``.0`` away).

    Leading zeros, and numbers that are printed with an exponent, have other forms in each language.
    """
    plain = _PLAIN.fullmatch(text)
    if plain and not plain[1] and not (php and len(text) > MOST_DIGITS):
        return Literal(Number(text), span)
    short = Number(f"{float(text):.14g}" if php else float(text))
    if not plain or not plain[1] or "e" in short:
        return Placeholder(text, span, (Filter("unknown_number"),))
    return Placeholder(text, span, (Filter("one_of", (text, short)),), calls=(Call(LITERAL, (short,), source=text),))


_PLAIN: Final = later(r"(?:0|[1-9]\d*)(\.\d+)?")


def _is_operator(word: Word, known: tuple[str, ...]) -> bool:
    """Whether a word outside brackets is an operator: its neighbours are not separate values."""
    if word.depth > 0 or word.text in known:
        return False
    if word.kind == "name":
        return word.text in _COMPUTES
    return word.kind == "operator" and word.text not in _HARMLESS


_COMPUTES: Final = frozenset({"or", "and", "not", "in", "is", "if", "else", "unless"})
_ASKS: Final = frozenset(
    {"==", "!=", "<", ">", "<=", ">=", "=", "!", "&&", "and", "not", "in", "is", "if", "else", "unless"}
)
_HARMLESS: Final = frozenset({".", "|", "(", ")", "[", "]", "{", "}"})
