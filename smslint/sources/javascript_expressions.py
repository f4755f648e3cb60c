"""Which JavaScript expressions are texts, and what they are made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.expression import ByteIndex, Piece, body_of
from smslint.sources.javascript_strings import pieces, raw_pieces
from smslint.sources.replaced import is_field
from smslint.sources.sms_links import LINK
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.shapes import Node as Syntax

DEPTH_LIMIT: Final = 50
"""How deep expressions are looked into."""
_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})
_ALTERNATIVES = frozenset({"??", "||"})
# Methods that change only white space at the ends.
_THROUGH = frozenset({"trim", "trimStart", "trimEnd"})

_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function"})
_NAME_AND_VALUE = 2
_REPLACING = 2
"""The arguments of a replacement that is read."""
_ESCAPED = re.compile(r"\\([^\w\s])")
_PATTERN = re.compile(r"[\\.*+?^$()|\[\]]|\{\d")
"""What a pattern has that is more than a plain text."""

_LONGEST_NAME, _DEEPEST_NAME = 64, 4
"""The limit for the length of a chain of calls, and for nested indexes, in the name of a text."""


def children(node: Syntax) -> list[Syntax]:
    """The parts of a node without the comments between them."""
    return [child for child in node.named_children if child.type != "comment"]


class Expressions:
    """Answers about the nodes of one file."""

    def __init__(self, text: str, index: ByteIndex) -> None:
        self.text = text
        self.index = index
        self._texts: dict[int, bool] = {}
        """Whether a node is a text, by its id: each call of a chain asks for all before it."""
        self.raw: set[int] = set()
        """The ids of the literals that are given to ``String.raw``: a node is asked for its parent by a walk from the root."""

    def place(self, node: Syntax) -> Span:
        """The place of a node in the file."""
        return Span(self.index.character(node.start_byte), self.index.character(node.end_byte))

    def source(self, node: Syntax) -> str:
        return self.text[slice(*self.place(node))]

    def unwrapped(self, node: Syntax) -> Syntax:
        """The expression inside parentheses and type assertions."""
        while node.type in _WRAPPERS:
            inner = next((child for child in node.named_children if child.type != "comment"), None)
            if inner is None:
                break
            node = inner
        return node

    def pieces(self, literal: Syntax) -> Iterator[Piece]:
        """The pieces of a string or template literal."""
        start, end = self.place(literal)
        found = (child for child in literal.named_children if child.type == "template_substitution")
        read = raw_pieces if literal.id in self.raw else pieces
        return read(self.text, start + 1, end - 1, (self.place(child) for child in found))

    def names(self, node: Syntax, depth: int = 0) -> tuple[str, ...]:
        """``client.messages.create``, a property name or a quoted key as names; other parts are left out."""
        names: list[str] = []
        for _ in range(_LONGEST_NAME):
            if node is None:
                break
            match node.type:
                case "member_expression":
                    names.append(self.source(node.child_by_field_name("property")))
                    node = node.child_by_field_name("object")
                case "subscript_expression":
                    if depth < _DEEPEST_NAME:
                        names.extend(self.names(node.child_by_field_name("index"), depth + 1))
                    node = node.child_by_field_name("object")
                case "call_expression":
                    node = node.child_by_field_name("function")
                case "computed_property_name" | "parenthesized_expression" | "non_null_expression" | "as_expression":
                    node = next(iter(node.named_children), None)
                case "string":
                    names.append(body_of(self.pieces(node), self.text, 0).build()[0])
                    break
                case (
                    "identifier" | "property_identifier" | "private_property_identifier" | "number" | "type_identifier"
                ):
                    names.append(self.source(node))
                    break
                case _:
                    break
        return tuple(reversed(names))

    def of_markup(self, node: Syntax) -> Iterator[tuple[Syntax, tuple[str, ...]]]:
        """The texts of catalogues in JSX, each with its names: ``<FormattedMessage id="hi" defaultMessage="Hi {name}"/>``."""
        waiting = [node]
        while waiting:
            each = waiting.pop()
            waiting.extend(reversed(each.named_children))
            if each.type not in {"jsx_self_closing_element", "jsx_opening_element"}:
                continue
            values = {
                self.source(child.named_children[0]): self.unwrapped_markup(child.named_children[1])
                for child in each.named_children
                if child.type == "jsx_attribute" and len(child.named_children) == _NAME_AND_VALUE
            }
            text, key = values.get("defaultMessage"), values.get("id")
            link = values.get("href")
            if link is not None and LINK.match(self.source(link)) is not None:
                yield link, ("href",)
            if text is not None:
                names = () if key is None or key.type != "string" else self.names(key)
                yield text, (*names, "defaultMessage")

    @staticmethod
    def unwrapped_markup(node: Syntax) -> Syntax:
        """The expression inside the braces of an attribute."""
        inner = children(node) if node.type == "jsx_expression" else []
        return inner[0] if len(inner) == 1 else node

    def has_text(self, node: Syntax, depth: int = 0) -> bool:
        """Whether the expression's value is a text, at least part of which is written here."""
        node = self.unwrapped(node)
        if (known := self._texts.get(node.id)) is None:
            known = self._texts[node.id] = self._has_text(node, depth)
        return known

    def _has_text(self, node: Syntax, depth: int) -> bool:
        if depth > DEPTH_LIMIT:
            return False
        while node.type == "binary_expression" and self.operator(node) == "+":
            if self.has_text(node.child_by_field_name("right"), depth + 1):
                return True
            node = self.unwrapped(node.child_by_field_name("left"))
        if node.type in {"string", "template_string"}:
            return True
        if any(self.has_text(each, depth + 1) for each in self.alternatives(node)) or bool(self.joined(node)):
            return True
        if (replacing := self.replacing(node)) is not None:
            return self.has_text(replacing[0], depth + 1)
        parts = self.concatenated(node)
        return bool(parts) and self.has_text(parts[0], depth + 1)

    def operator(self, node: Syntax) -> str:
        found = node.child_by_field_name("operator")
        return str(found.type) if found is not None else ""

    def alternatives(self, node: Syntax) -> list[Syntax]:
        """The possible values of a conditional, a ``??``, or a trimmed text."""
        field = node.child_by_field_name
        if node.type == "ternary_expression":
            arms = [field("consequence"), field("alternative")]
            return [each for each in arms if each is None or each.type not in {"null", "undefined"}] or arms
        if node.type == "binary_expression" and self.operator(node) in _ALTERNATIVES:
            return [field("left"), field("right")]
        name, owner = self.method(node)
        return [owner] if name in _THROUGH else []

    def method(self, node: Syntax) -> tuple[str, Syntax]:
        """The name of the method that a call calls, and the object that it belongs to; empty for anything else."""
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is None or function.type != "member_expression":
            return "", None
        return self.source(function.child_by_field_name("property")), function.child_by_field_name("object")

    def concatenated(self, node: Syntax) -> list[Syntax]:
        """The operands of ``"a".concat(b, c)``, which compilers make of template literals."""
        name, owner = self.method(node)
        arguments = node.child_by_field_name("arguments")
        return [owner, *children(arguments)] if name == "concat" and arguments.type == "arguments" else []

    def replacing(self, node: Syntax) -> tuple[Syntax, str, bool, Syntax] | None:
        """The text, the part, whether it is replaced everywhere, and the new part of ``"Hi {n}".replace("{n}", name)``."""
        name, owner = self.method(node)
        if name not in {"replace", "replaceAll"}:
            return None
        given = children(node.child_by_field_name("arguments"))
        if len(given) != _REPLACING or given[1].type in _FUNCTIONS:
            return None
        if given[0].type == "string":
            part = body_of(self.pieces(given[0]), self.text, 0).build()[0]
            return (owner, part, name == "replaceAll", given[1]) if is_field(part) else None
        if given[0].type != "regex":
            return None
        flags = given[0].child_by_field_name("flags")
        pattern = self.source(given[0].child_by_field_name("pattern"))
        everywhere = flags is not None and "g" in self.source(flags)
        plain = _ESCAPED.sub(r"\1", pattern)
        known = is_field(plain) and not _PATTERN.search(_ESCAPED.sub("", pattern))
        return (owner, plain, everywhere, given[1]) if known else None

    def joined(self, node: Syntax) -> tuple[str, list[Syntax]] | None:
        """The separator and the elements of ``[a, b].join(", ")``."""
        name, array = self.method(node)
        if name != "join" or array.type != "array":
            return None
        given = children(node.child_by_field_name("arguments"))
        if len(given) != 1 or given[0].type != "string":
            return None
        elements = children(array)
        if not any(self.has_text(each) for each in elements):
            return None
        return body_of(self.pieces(given[0]), self.text, 0).build()[0], elements

    def operands(self, node: Syntax) -> list[Syntax]:
        """The operands of a chain of ``+``, which is nested to the left."""
        operands: list[Syntax] = []
        while node.type == "binary_expression" and self.operator(node) == "+":
            operands.append(node.child_by_field_name("right"))
            node = node.child_by_field_name("left")
        operands.append(node)
        return operands[::-1]
