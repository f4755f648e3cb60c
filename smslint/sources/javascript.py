"""JavaScript and TypeScript source, read with tree-sitter: the extra ``code``.

A text is named after its destination: ``TEMPLATES.otp``, ``welcome`` (what a function returns), ``client.messages.create.0.body``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.calls import tells_developers
from smslint.sources.code.composing import composes, may_compose
from smslint.sources.code.selecting import with_composed
from smslint.sources.escapes import quoted
from smslint.sources.expression import ByteIndex, body_of
from smslint.sources.javascript_calls import Calls, bound_names
from smslint.sources.javascript_expressions import Expressions, children
from smslint.sources.javascript_parsing import parse
from smslint.sources.javascript_shapes import composed_javascript
from smslint.sources.javascript_trees import tree
from smslint.sources.message import Message, SourceMap
from smslint.sources.other_arguments import is_other, without_names
from smslint.sources.sending_calls import Sent, is_body
from smslint.sources.sms_links import LINK
from smslint.sources.variables import Variables
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.shapes import Node as Syntax
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True
escape = quoted

# Code without texts that are sent: types, comparisons, errors, markup, module names.
_SILENT = frozenset({
    "import_statement", "throw_statement", "type_alias_declaration", "interface_declaration", "type_annotation", "literal_type",
    "binary_expression", "augmented_assignment_expression", "comment", "regex",
    "type_arguments", "decorator",
})  # fmt: skip
_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element"})
_FUNCTIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "method_definition", "class_declaration"}
)
_CLOSURES = frozenset({"arrow_function", "function_expression", "function", "generator_function"})

_NO_TEXTS = frozenset(
    {
        "gql",
        "graphql",
        "css",
        "styled",
        "keyframes",
        "createGlobalStyle",
        "injectGlobal",
        "sql",
        "SQL",
        "html",
        "svg",
        "groq",
    }
)
"""Tags of template literals that are queries, styles and pages."""

_DEEPEST: Final = 2000
"""Names in the path of one text."""


class _Work(NamedTuple):
    node: Syntax
    path: tuple[str, ...]
    named: tuple[str, ...]
    scope: tuple[str, ...] = ()
    """The classes and functions around it."""
    given: bool = False
    """Whether it is an argument of a call, or a property beside the text in an object that is sent."""
    default: bool = False
    """Whether a parameter has it if a call gives none: an example of a value, unless the parameter is the text."""
    constant: bool = False
    """Whether it is a constant of an enum, which programs compare and seldom send."""

    def below(self, node: Syntax, *names: str) -> _Work:
        return self._replace(node=node, path=(*self.path, *names), named=(*self.named, *names))


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string expression, in source order, and what is sent and is not written here.

    :raises SourceError: when the file does not parse, or the extra is not installed.
    """
    index = ByteIndex(text)
    root = parse(text, index, options.path)
    own = _selected(text, index, root, options)
    if options.selective and composes(text):
        own = with_composed(own, _selected(text, index, root, options._replace(keys=(), names=())), options)
    yield from without_names(own, options)


def _selected(text: str, index: ByteIndex, root: Syntax, options: Options) -> list[Message]:
    messages = list(_Reader(text, index, options).run(root))
    return composed_javascript(text, index, root, messages, options) if may_compose(text, messages) else messages


class _Reader:
    def __init__(self, text: str, index: ByteIndex, options: Options) -> None:
        self.index = index
        self.options = options
        self.expressions = Expressions(text, index)
        self.calls = Calls(self.expressions, options)
        self.sent: set[int] = set()
        """The nodes that are the texts of calls that send."""
        self.variables = Variables(text)

    def run(self, root: Syntax) -> Iterator[Message]:
        found: list[Sent] = []
        stack = [_Work(root, (), ())]
        while stack:
            work = stack.pop()
            if len(work.path) > _DEEPEST:
                at = self.index.character(work.node.start_byte)
                raise SourceError("This is nested too deeply to be read.", Span(at, at))
            written = self.expressions.has_text(work.node)
            elsewhere = not written and self.calls.is_elsewhere(work.node)
            message = self.message(work, written=written, elsewhere=elsewhere)
            if message is not None:
                sent = bool(message.unknown) and work.node.id in self.sent
                found.append(Sent(message, work.scope, self.calls.variable(work.node) if sent else ()))
            if elsewhere:
                stack.extend(reversed([work._replace(node=each) for each in self.calls.defaults(work.node)]))
            elif not written:
                stack.extend(reversed(list(self.below(work))))
        yield from self.variables.told(found)

    def message(self, work: _Work, *, written: bool, elsewhere: bool) -> Message | None:
        node = work.node
        sent = node.id in self.sent and self.calls.is_varying(node)
        wanted = (written or elsewhere or sent) and self.wants(work)
        known = (written and wanted) or elsewhere
        (self.variables.texts if known else self.variables.others).add(work.path)
        if not wanted:
            return None
        if written:
            found = _message(self.expressions.text, self.expressions, work, self.options.locale)
            return found._replace(sent=node.id in self.sent)
        return self.calls.unknown(node, ".".join(work.path) or None, sent=node.id in self.sent)

    def wants(self, work: _Work) -> bool:
        """Whether a text of this path is taken."""
        if work.default and not self.options.selective and not is_body(work.named[-1]):
            return False
        source = self.expressions.source(work.node)
        if work.constant and not self.options.selective and not any(map(str.isspace, source)):
            return False
        link = LINK.match(source) is not None
        other = work.given and not link and is_other(work.named, self.options)
        return not other and self.options.wants(work.path, named=work.named)

    def below(self, work: _Work) -> Iterator[_Work]:
        inner = self.calls.waited(work.node)
        if inner is not work.node:  # at once: each layer of parentheses would look through all below it
            yield work._replace(node=inner)
            return
        kind = work.node.type
        if kind in {"call_expression", "new_expression"}:
            body = self.calls.body(work.node)
            if body is not None:
                self.sent.add(body.id)
            yield from _call(self.calls, work)
            return
        condition = None
        if kind in {"if_statement", "while_statement", "ternary_expression"}:
            condition = work.node.child_by_field_name("condition")
        elif kind == "binary_expression":
            condition = work.node
        if condition is not None:
            yield from (work._replace(node=each) for each in self.calls.sending(condition))
        if kind == "augmented_assignment_expression":
            self.variables.adds((*work.path, *self.expressions.names(work.node.child_by_field_name("left"))))
        scope = work.scope
        if kind in _CLOSURES:
            work = work._replace(given=False)
        self.variables.bound |= {(*work.scope, each) for each in bound_names(self.expressions, work.node)}
        named = work.node.child_by_field_name("name" if kind != "pair" else "key")
        value = work.node.child_by_field_name("value")
        if kind in _FUNCTIONS or (named is not None and value is not None and value.type in _CLOSURES):
            scope = (*scope, *(self.expressions.names(named) if named is not None else ()))
        yield from (each._replace(scope=scope) for each in _below(self.expressions, work))


def _below(expressions: Expressions, work: _Work) -> Iterator[_Work]:
    """The child nodes that may be or contain a text, each with the path that names it."""
    node = work.node
    kind = node.type
    field = node.child_by_field_name
    if kind in {"variable_declarator", "public_field_definition"}:
        yield from _named(expressions, work, field("name"), field("value"))
    elif kind == "enum_declaration":
        yield from _named(expressions, work, field("name"), field("body"))
    elif kind == "enum_assignment":
        yield from _named(expressions, work._replace(constant=True), field("name"), field("value"))
    elif kind == "field_definition":
        yield from _named(expressions, work, field("property"), field("value"))
    elif kind in {"required_parameter", "optional_parameter"}:
        pattern = field("pattern")
        yield from _named(expressions, work._replace(default=True), pattern, field("value"))
        if pattern is not None and pattern.type == "object_pattern":
            yield from (work._replace(node=each) for each in children(pattern))
    elif kind == "assignment_pattern":
        yield from _named(expressions, work._replace(default=True), field("left"), field("right"))
    elif kind == "object_assignment_pattern":
        yield work._replace(default=True).below(field("right"), expressions.source(field("left")))
    elif kind == "pair":
        if expressions.names(field("key")) == ("headers",):
            return
        yield from _named(expressions, work, field("key"), field("value"))
    elif kind == "object":
        pairs = [child.child_by_field_name("key") for child in children(node) if child.type == "pair"]
        sent = work.given or any(is_body(name) for key in pairs for name in expressions.names(key))
        yield from (work._replace(node=child, given=sent) for child in children(node))
    elif kind == "assignment_expression":
        yield from _named(expressions, work, field("left"), field("right"))
    elif kind in _FUNCTIONS:
        yield from _named(expressions, work, field("name"), field("parameters"), field("body"))
    elif kind == "array":
        yield from (work.below(child, str(number)) for number, child in enumerate(children(node)))
    elif kind == "subscript_expression":
        yield work._replace(node=field("object"))
    elif kind == "export_statement":
        yield from (work._replace(node=child) for child in (field("declaration"), field("value")) if child is not None)
    elif kind in {"if_statement", "while_statement", "ternary_expression"}:
        parts = (field("consequence"), field("body"), field("alternative"))
        yield from (work._replace(node=child) for child in parts if child is not None)
    elif kind in {"switch_case", "switch_default"}:
        skipped = field("value")
        yield from (work._replace(node=child) for child in children(node) if child != skipped)
    elif kind == "expression_statement":
        yield from (work._replace(node=child) for child in children(node) if child.type != "string")
    elif kind in _MARKUP:
        yield from (work.below(value, *names) for value, names in expressions.of_markup(node))
    elif kind not in _SILENT:
        yield from (work._replace(node=child) for child in children(node))


def _named(expressions: Expressions, work: _Work, name: Syntax, *values: Syntax) -> Iterator[_Work]:
    names = expressions.names(name) if name is not None else ()
    yield from (work.below(value, *names) for value in values if value is not None)


def _call(calls: Calls, work: _Work) -> Iterator[_Work]:
    """Arguments are named after the called function; the option ``names`` selects them only by that name."""
    function = work.node.child_by_field_name("function") or work.node.child_by_field_name("constructor")
    arguments = work.node.child_by_field_name("arguments")
    if function is not None and function.type == "member_expression":
        yield work._replace(node=function.child_by_field_name("object"))
    elif function is not None and function.type != "identifier":
        yield work._replace(node=function)
    if arguments is None:
        return
    callee = calls.callee(work.node)
    if tells_developers(callee) or (arguments.type == "template_string" and _NO_TEXTS & {*callee}):
        yield from (work._replace(node=each) for each in calls.sending(arguments))
        return
    tagged = arguments.type == "template_string"
    if tagged and callee[-2:] == ("String", "raw"):
        calls.expressions.raw.add(arguments.id)
    given = [arguments] if tagged else children(arguments)
    for number, argument in calls.taken(work.node, given):
        name = (*callee, str(number))
        yield work._replace(node=argument, path=(*work.path, *name), named=name, given=True)


def _message(text: str, expressions: Expressions, work: _Work, locale: str | None) -> Message:
    key = ".".join(work.path) or None
    literal = expressions.unwrapped(work.node)
    if literal.type in {"string", "template_string"}:
        pieces = list(expressions.pieces(literal))
        if all(piece.text is not None for piece in pieces):
            start = expressions.place(literal).start + 1
            return Message(*body_of(pieces, text, start).build(), key, locale)
    start, end = expressions.place(work.node)
    composed = tree(expressions, work.node)
    return Message(text[start:end], SourceMap.identity(end - start, start), key, locale, text=composed)
