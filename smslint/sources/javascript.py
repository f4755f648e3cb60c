"""JavaScript and TypeScript source, read with tree-sitter: the extra ``code``.

A text is named after its destination: ``TEMPLATES.otp``, ``welcome`` (what a function returns), ``client.messages.create.0.body``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.escapes import quoted
from smslint.sources.expression import ByteIndex, body_of, is_no_text
from smslint.sources.javascript_expressions import Expressions
from smslint.sources.message import Message, SourceMap
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True
escape = quoted

_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}
# Code without texts that are sent: types, comparisons, errors, markup, module names.
_SILENT = frozenset({
    "import_statement", "throw_statement", "type_alias_declaration", "interface_declaration", "type_annotation", "literal_type",
    "binary_expression", "augmented_assignment_expression", "jsx_element", "jsx_self_closing_element", "comment", "regex",
    "type_arguments", "decorator",
})  # fmt: skip
_FUNCTIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "method_definition", "class_declaration"}
)

_DEEPEST: Final = 2000
"""Names in the path of one text."""
_CHUNK: Final = 4096
_READINGS: Final = 64
"""How often the parser may read a file: normal code needs once or twice, thousands of unclosed brackets need thousands."""
_STEPS: Final = 2_000
"""How often the parser may ask whether to stop, beyond once for each two bytes: normal code needs a twentieth of that."""
_UNREADABLE: Final = "This cannot be read as JavaScript or TypeScript: perhaps a comment or a string never ends."
_OPEN_ANGLES: Final = 1_000_000
"""The limit for the sum of open angle brackets at each angle bracket. Each may begin type arguments, and the parser keeps guesses for all of them."""
_ANGLE: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'?|"(?:[^"\\\n]|\\.)*+"?|`(?:[^`\\]|\\.)*+`?|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"""
    r"""|<<+=?|<=|=>|>=|([<>;{}])""",
    re.DOTALL,
)


class _Work(NamedTuple):
    node: Any
    path: tuple[str, ...]
    named: tuple[str, ...]

    def below(self, node: Any, *names: str) -> _Work:
        return _Work(node, (*self.path, *names), (*self.named, *names))


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string expression, in source order.

    :raises SourceError: when the file does not parse, or the extra is not installed.
    """
    index = ByteIndex(text)
    root = _parse(text, index, options.path)
    expressions = Expressions(text, index)
    stack = [_Work(root, (), ())]
    while stack:
        work = stack.pop()
        if len(work.path) > _DEEPEST:
            at = index.character(work.node.start_byte)
            raise SourceError("This is nested too deeply to be read.", Span(at, at))
        if expressions.has_text(work.node):
            if options.wants(work.path, named=work.named):
                yield _message(text, expressions, work, options.locale)
        else:
            stack.extend(reversed(list(_below(expressions, work))))


def _parse(text: str, index: ByteIndex, path: str) -> Any:
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError:
        raise SourceError("Reading JavaScript and TypeScript needs an extra: pip install 'smslint[code]'.") from None
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    match _TYPESCRIPT.get(suffix):
        case "typescript":
            language = tree_sitter_typescript.language_typescript()
        case "tsx":
            language = tree_sitter_typescript.language_tsx()
        case _:
            language = tree_sitter_javascript.language()
    _angles(text)
    feed = _Feed(index.data)
    try:
        root = (
            tree_sitter.Parser(tree_sitter.Language(language))
            .parse(feed.read, progress_callback=feed.too_slow)
            .root_node
        )
    except ValueError:  # stopped by the feed
        raise SourceError(_UNREADABLE) from None
    if feed.exhausted:
        raise SourceError(_UNREADABLE)
    if root.has_error:
        at = index.character(_first_error(root))
        raise SourceError("This does not parse as JavaScript or TypeScript from here on.", Span(at, at))
    return root


class _Feed:
    """The file in chunks. It ends early if the parser reads the rest again and again, or tries too many ways to read it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = _READINGS * (len(data) + _CHUNK)
        self._steps = len(data) // 2 + _STEPS

    @property
    def exhausted(self) -> bool:
        """Whether the parser read more than normal code needs; its tree is then useless."""
        return self._left <= 0

    def too_slow(self, _at: int, _error: bool) -> bool:
        """Whether to stop. The parser asks after the same number of steps: about 50 bytes of normal code."""
        self._steps -= 1
        return self._steps < 0

    def read(self, at: int, _: object) -> bytes:
        """The bytes at an offset."""
        if self._left <= 0:
            return b""
        chunk = self._data[at : at + _CHUNK]
        self._left -= len(chunk)
        return chunk


def _angles(text: str) -> None:
    """Refuse a file with more open angle brackets than normal code has.

    :raises SourceError: at the first one above the limit.
    """
    depth = guesses = 0
    for match in _ANGLE.finditer(text):
        match match[1]:
            case "<":
                depth += 1
                guesses += depth
                if guesses > _OPEN_ANGLES:
                    at = Span(match.start(), match.end())
                    raise SourceError("There are too many open angle brackets here for JavaScript or TypeScript.", at)
            case ">":
                depth = max(depth - 1, 0)
            case None:
                pass
            case _:
                depth = 0


def _first_error(root: Any) -> int:
    node = root
    while not (node.is_error or node.is_missing):
        faulty = next((child for child in node.children if child.has_error or child.is_missing), None)
        if faulty is None:
            break
        node = faulty
    return int(node.start_byte)


def _below(expressions: Expressions, work: _Work) -> Iterator[_Work]:
    """The child nodes that may be or contain a text, each with the path that names it."""
    node = work.node
    kind = node.type
    field = node.child_by_field_name
    if kind in {"variable_declarator", "public_field_definition", "enum_assignment"}:
        yield from _named(expressions, work, field("name"), field("value"))
    elif kind == "field_definition":
        yield from _named(expressions, work, field("property"), field("value"))
    elif kind in {"required_parameter", "optional_parameter"}:
        yield from _named(expressions, work, field("pattern"), field("value"))
    elif kind == "pair":
        yield from _named(expressions, work, field("key"), field("value"))
    elif kind in {"assignment_expression", "assignment_pattern"}:
        yield from _named(expressions, work, field("left"), field("right"))
    elif kind in _FUNCTIONS:
        yield from _named(expressions, work, field("name"), field("parameters"), field("body"))
    elif kind == "array":
        yield from (work.below(child, str(number)) for number, child in enumerate(_children(node)))
    elif kind in {"call_expression", "new_expression"}:
        yield from _call(expressions, work)
    elif kind == "subscript_expression":
        yield work._replace(node=field("object"))
    elif kind == "export_statement":
        yield from (work._replace(node=child) for child in (field("declaration"), field("value")) if child is not None)
    elif kind in {"if_statement", "while_statement", "ternary_expression"}:
        parts = (field("consequence"), field("body"), field("alternative"))
        yield from (work._replace(node=child) for child in parts if child is not None)
    elif kind in {"switch_case", "switch_default"}:
        skipped = field("value")
        yield from (work._replace(node=child) for child in _children(node) if child != skipped)
    elif kind == "expression_statement":
        yield from (work._replace(node=child) for child in _children(node) if child.type != "string")
    elif kind not in _SILENT:
        yield from (work._replace(node=child) for child in _children(node))


def _children(node: Any) -> list[Any]:
    return [child for child in node.named_children if child.type != "comment"]


def _named(expressions: Expressions, work: _Work, name: Any, *values: Any) -> Iterator[_Work]:
    names = expressions.names(name) if name is not None else ()
    yield from (work.below(value, *names) for value in values if value is not None)


def _call(expressions: Expressions, work: _Work) -> Iterator[_Work]:
    """Arguments are named after the called function; the option ``names`` selects them only by that name."""
    function = work.node.child_by_field_name("function") or work.node.child_by_field_name("constructor")
    arguments = work.node.child_by_field_name("arguments")
    if function is not None and function.type == "member_expression":
        yield work._replace(node=function.child_by_field_name("object"))
    elif function is not None and function.type != "identifier":
        yield work._replace(node=function)
    if arguments is None:
        return
    callee = expressions.names(function) if function is not None else ()
    given = [arguments] if arguments.type == "template_string" else _children(arguments)
    for number, argument in enumerate(given):
        if argument.type == "string" and is_no_text(callee, expressions.source(argument)):
            continue
        name = (*callee, str(number))
        yield _Work(argument, (*work.path, *name), name)


def _message(text: str, expressions: Expressions, work: _Work, locale: str | None) -> Message:
    key = ".".join(work.path) or None
    literal = expressions.unwrapped(work.node)
    if literal.type in {"string", "template_string"}:
        pieces = list(expressions.pieces(literal))
        if all(piece.text is not None for piece in pieces):
            start = expressions.place(literal).start + 1
            return Message(*body_of(pieces, text, start).build(), key, locale)
    start, end = expressions.place(work.node)
    tree = expressions.tree(work.node)
    return Message(text[start:end], SourceMap.identity(end - start, start), key, locale, text=tree)
