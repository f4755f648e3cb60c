"""What JavaScript's calls are given: keys of a catalogue, names of files, texts that they change, and the text that they send."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.calls import CHANGES, METHODS, is_gettext, is_key, keeps_text, loads, takes_no_text, translated
from smslint.sources.expression import from_elsewhere
from smslint.sources.helpers import perhaps_sends, sent_argument
from smslint.sources.javascript_expressions import children
from smslint.sources.sending_calls import Given, sends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.javascript_expressions import Expressions
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_VARYING: Final = frozenset(
    {"identifier", "member_expression", "subscript_expression", "call_expression", "await_expression", "new_expression",
     "shorthand_property_identifier", "spread_element", "binary_expression", "ternary_expression"}
)  # fmt: skip
"""What a variable or a call may be, in place of a text."""
_CALLS: Final = frozenset(
    {"call_expression", "await_expression", "member_expression", "parenthesized_expression", "as_expression", "satisfies_expression",
     "non_null_expression"}
)  # fmt: skip
"""What may take its text from elsewhere."""
_KEYS: Final = frozenset({"id", "key", "i18nKey", "path", "messageId"})
_FUNCTIONS: Final = frozenset({"arrow_function", "function_expression", "function"})
_DEEPEST: Final = 50


class Argument(NamedTuple):
    """One argument of a call, or one property of an object in it."""

    node: Syntax
    given: Given


class Calls:
    """Answers about the calls of one file."""

    def __init__(self, expressions: Expressions, options: Options) -> None:
        self.expressions = expressions
        self.options = options
        self._callees: dict[int, tuple[str, ...]] = {}
        """Of each call that was asked about, by its node: several questions about one call need it."""

    def callee(self, node: Syntax) -> tuple[str, ...]:
        """The names of the called function."""
        if (known := self._callees.get(node.id)) is not None:
            return known
        function = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        found = self.expressions.names(function) if function is not None else ()
        self._callees[node.id] = found
        return found

    def is_varying(self, node: Syntax) -> bool:
        """Whether the expression is a variable or a call."""
        node = self.waited(node)
        return node.type in _VARYING and not self._keeps(node)

    def _keeps(self, node: Syntax) -> bool:
        """Whether it is a call that fills or translates a text that is written here."""
        if node.type != "call_expression":
            return False
        callee = self.callee(node)
        texts = (self._outline(each.node) for each in self.arguments(node))
        return keeps_text(callee) and any(text is not None and not takes_no_text(callee, text) for text in texts)

    def sending(self, node: Syntax) -> Iterator[Syntax]:
        """The calls in a condition that send."""
        stack = [node]
        while stack:
            each = stack.pop()
            if each.type == "call_expression" and sends(self.callee(each), [one.given for one in self.arguments(each)]):
                yield each
            else:
                stack.extend(reversed(each.named_children))

    def is_elsewhere(self, node: Syntax) -> bool:
        """Whether the text is that of a key, or is made of the one that is written here; or a selected one is loaded."""
        if node.type not in _CALLS:
            return False
        node = self.waited(node)
        return self._is_keyed(node) or self._is_changed(node) or (self.options.selective and self._is_loaded(node))

    def waited(self, node: Syntax) -> Syntax:
        """The expression inside parentheses, type assertions and ``await``."""
        node = self.expressions.unwrapped(node)
        while node.type == "await_expression" and node.named_children:
            node = self.expressions.unwrapped(node.named_children[-1])
        return node

    def _is_keyed(self, node: Syntax) -> bool:
        node = self.waited(node)
        for _ in range(_DEEPEST):
            trimmed = self.expressions.alternatives(node)
            if len(trimmed) != 1:
                break
            node = self.waited(trimmed[0])
        if node.type != "call_expression":
            return False
        callee = self.callee(node)
        places = translated(callee)
        if places is None:
            return False
        written = node.child_by_field_name("arguments")
        if written is not None and written.type == "template_string":
            return is_key(callee, self._outline(written) or "")
        given = self.arguments(node)
        placed = [given[place].node for place in places if place < len(given)]
        placed += [each.node for each in given if each.given.key in _KEYS]
        return any((text := self._outline(each)) is not None and is_key(callee, text) for each in placed)

    def _is_changed(self, node: Syntax) -> bool:
        name, owner = self.expressions.method(node)
        if name == "join" and self.expressions.method(self.waited(owner))[0] == "fill":  # `Array(3).fill("Hi").join()`
            return any(self.expressions.has_text(each.node) for each in self.arguments(self.waited(owner)))
        for _ in range(_DEEPEST):
            if name not in METHODS:
                break
            node = self.waited(owner)
            name, owner = self.expressions.method(node)
            # What such a method returns is not written here, unless it translates: no need to look into it.
            looked_into = name not in METHODS or is_gettext((name,))
            if looked_into and (self.expressions.has_text(node) or self._is_keyed(node)):
                return True
        if name or node.type != "call_expression":
            return False
        callee, given = self.callee(node), self.arguments(node)
        index = CHANGES.get(callee[-1]) if callee else None
        return index is not None and index < len(given) and self.expressions.has_text(given[index].node)

    def _is_loaded(self, node: Syntax) -> bool:
        for _ in range(_DEEPEST):
            node = self.waited(node)
            if node.type == "call_expression":
                if self.body(node) is not None:
                    return False  # what a call sends is written in it, wherever its client is from
                if loads(self.callee(node)):
                    return not self._requests(node)
                node = node.child_by_field_name("function")
            elif node.type == "member_expression":
                node = node.child_by_field_name("object")
            else:
                break
        return False

    def _requests(self, node: Syntax) -> bool:
        """Whether a call of ``fetch`` is given what it sends."""
        arguments = node.child_by_field_name("arguments")
        return self.callee(node)[-1:] == ("fetch",) and arguments is not None and len(arguments.named_children) > 1

    def _outline(self, node: Syntax, depth: int = 0) -> str | None:
        """A text with ``x`` for each part that is not written here; ``None`` if nothing is."""
        node = self.expressions.unwrapped(node)
        if node.type in {"string", "template_string"}:
            return "".join("x" if each.text is None else each.text for each in self.expressions.pieces(node))
        if node.type == "binary_expression" and self.expressions.operator(node) == "+" and depth < _DEEPEST:
            parts = [self._outline(node.child_by_field_name(side), depth + 1) for side in ("left", "right")]
            return None if parts == [None, None] else "".join(each or "x" for each in parts)
        return None

    def arguments(self, node: Syntax) -> list[Argument]:
        """The arguments of a call; of an object, its properties."""
        found: list[Argument] = []
        arguments = node.child_by_field_name("arguments")
        if arguments is None or arguments.type == "template_string":
            return found
        for argument in arguments.named_children:
            if argument.type == "object":
                found += self._properties(argument)
            elif argument.type != "comment":
                key = "..." if argument.type == "spread_element" else None
                found.append(Argument(argument, Given(key, self.expressions.source(argument))))
        return found

    def _properties(self, node: Syntax) -> Iterator[Argument]:
        source = self.expressions.source
        for each in node.named_children:
            if each.type == "pair":
                value = each.child_by_field_name("value")
                names = self.expressions.names(each.child_by_field_name("key"))
                yield Argument(value, Given(".".join(names), source(value)))
            elif each.type == "shorthand_property_identifier":
                yield Argument(each, Given(source(each), source(each)))
            elif each.type == "spread_element":
                yield Argument(each, Given("...", source(each)))

    def body(self, node: Syntax) -> Syntax:
        """The argument that is the text, if a call sends a message."""
        callee = self.callee(node)
        if not perhaps_sends(callee, self.expressions.text, self.options):
            return None
        given = self.arguments(node)
        index = sent_argument(callee, [each.given for each in given], self.expressions.text, self.options)
        return None if index is None else given[index].node

    def taken(self, node: Syntax, given: list[Syntax]) -> Iterator[tuple[int, Syntax]]:
        """The arguments of a call that may be or contain texts, each with its place."""
        callee = self.callee(node)
        places = translated(callee)
        for number, argument in enumerate(given):
            if (len(callee) > 1 and callee[-1] in METHODS and places is None) and argument.type not in _FUNCTIONS:
                continue
            literal = argument.type == "string"
            quoted = literal or argument.type == "template_string"
            if quoted and takes_no_text(callee, self.expressions.source(argument)):
                continue
            if places is not None and number not in places and not (literal and self._is_default(argument)):
                continue
            yield number, argument

    def defaults(self, node: Syntax) -> Iterator[Syntax]:
        """The texts of a call that are used where a catalogue has none."""
        node = self.waited(node)
        if node.type != "call_expression" or translated(self.callee(node)) is None:
            return
        for each in self.arguments(node):
            named = (each.given.key or "").startswith("default")
            if named or (each.given.key is None and each.node.type == "string" and self._is_default(each.node)):
                yield each.node

    def _is_default(self, node: Syntax) -> bool:
        return any(map(str.isspace, self.expressions.source(node)))

    def variable(self, node: Syntax) -> tuple[str, ...]:
        """``order.body`` as its names, if the expression is only a variable, a property or an item of one."""
        node = self.expressions.unwrapped(node)
        names: list[str] = []
        while node.type in {"member_expression", "subscript_expression"} and len(names) < _DEEPEST:
            field = "property" if node.type == "member_expression" else "index"
            inner = node.child_by_field_name(field)
            text = self._outline(inner) if inner.type == "string" else self.expressions.source(inner)
            names.append(text or "")
            node = self.expressions.unwrapped(node.child_by_field_name("object"))
        if node.type not in {"identifier", "shorthand_property_identifier", "this"}:
            return ()
        return (self.expressions.source(node), *reversed(names))

    def unknown(self, node: Syntax, key: str | None, *, sent: bool) -> Message:
        """The record of an expression whose text is not in the file."""
        place = self.expressions.place(node)
        return from_elsewhere(self.expressions.text, place, key, self.options.locale, sent=sent)


_BINDING: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("arrow_function", "function_expression", "function", "generator_function"), ("parameters", "parameter")
        ),
        "for_in_statement": ("left",),
        "catch_clause": ("parameter",),
        "variable_declarator": ("name",),
        "assignment_expression": ("left",),
    }
)
"""What gives a variable a value that is not written here: loops, functions without a name, the parts of a value."""
_PATTERNS: Final = frozenset({"object_pattern", "array_pattern"})
_WITH_A_VALUE: Final = frozenset(
    {"assignment_pattern", "object_assignment_pattern", "type_annotation", "member_expression"}
)


def bound_names(expressions: Expressions, node: Syntax) -> list[str]:
    """The variables to which a node gives a value that is not written here, such as that of a loop: ``for (const body of texts)``."""
    fields = _BINDING.get(node.type, ())
    stack = [found for name in fields if (found := node.child_by_field_name(name)) is not None]
    if node.type in {"variable_declarator", "assignment_expression"}:
        stack = [each for each in stack if each.type in _PATTERNS]
    names: list[str] = []
    while stack:
        each = stack.pop()
        if each.type in {"identifier", "shorthand_property_identifier_pattern"}:
            names.append(expressions.source(each))
        elif each.type not in _WITH_A_VALUE:
            stack.extend(child for child in children(each) if child != each.child_by_field_name("key"))
    return names
