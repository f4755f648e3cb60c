"""From tokens to the text tree: pairs the tags of blocks with a table, using a stack instead of recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.macros import Macros
from smslint.dialects.blocks.open_blocks import DEEPEST, Levels, OpenBlock, unseen
from smslint.dialects.blocks.shapes import SWITCHES, Content, Shape, block_nodes, inherited, optional, silenced
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.lexing.literals import is_blank, literals
from smslint.dialects.lexing.tokens import Kind, Token
from smslint.dialects.names.assigned_names import AssignedNames
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Literal, Loop, Node, Placeholder, Sequence, Text

if TYPE_CHECKING:
    from smslint.dialects.blocks.grammar import Grammar
    from smslint.dialects.names.assigned import Assigned, Enclosed
    from smslint.dialects.names.rescoping import Scope

_GO_ON: Final = frozenset({Shape.LOOP, Shape.SECTION, Shape.MATCHES})
"""What may render more than one of its rounds or arms."""
_CHOOSES: Final = frozenset({Shape.BRANCH, Shape.EITHER, Shape.SECTION, Shape.INVERTED})


def parse(
    grammar: Grammar,
    source: str,
    tokens: list[Token],
    scopes: list[Scope],
    passed: list[Assigned],
    enclosed: list[Enclosed],
) -> Text:
    """The tree of a source that is cut into tokens.

    :raises TemplateError: at a block that is not closed, or an end without a start.
    """
    return _Parser(grammar, source, tokens, AssignedNames(grammar, source, scopes, passed, enclosed)).parse()


class _Parser:
    def __init__(self, grammar: Grammar, source: str, tokens: list[Token], names: AssignedNames) -> None:
        self.grammar = grammar
        self.source = source
        self.tokens = tokens
        root = Block(Shape.ONCE, ())
        self.stack = [OpenBlock(root, SILENT, Token(Kind.TEXT, 0, 0, Span(0, 0)))]
        self.end_words: frozenset[str] | None = None
        self.unknown: list[Placeholder] = []
        self.parents = 0
        self.returned = False
        self.gives: str | None = None
        """The code of a text that may replace the whole text."""
        self.names = names
        self.macros = Macros(grammar.texts)
        self.levels = Levels()

    def parse(self) -> Text:
        for token in self.tokens:
            self.token(token)
        if len(self.stack) > 1:
            frame = self.stack[-1]
            ends = " or ".join(repr(end) for end in frame.block.ends)
            at = Span(frame.token.start, frame.token.end)
            raise TemplateError(f"{frame.tag.word!r} is never closed by {ends}", at)
        whole = Span(0, len(self.source))
        self.stack[0].stop(whole.end, self.levels)
        parts = self.stack[0].parts
        if self.parents:
            parts = inherited(parts)
        if self.gives is not None:
            parts = [Placeholder(self.gives, whole, opaque=True)]
        elif self.returned and parts:
            parts = [optional(Sequence(tuple(parts), whole), "no return")]
        tree = Sequence((*parts, *unseen(self.unknown, parts, whole.end)), whole)
        return self.names.resolved(tree)

    def assign(self, token: Token) -> None:
        # What is assigned inside an ``autoescape`` is valid after it, except in Jinja.
        certain = all(frame.tag.word == "autoescape" for frame in self.stack[1:])
        certain = certain and (len(self.stack) == 1 or self.grammar.assigns != "jinja")
        self.names.assign(token, certain=certain)

    def token(self, token: Token) -> None:
        span = Span(token.start, token.end)
        match token.kind:
            case Kind.TEXT:
                if not is_blank(self.source, token):
                    self.stack[-1].blank = False
                self.add(*literals(self.source, token, unify_breaks=self.grammar.lexer.unify_breaks))
            case Kind.ESCAPE:
                self.prints(Literal(token.text, span))
            case Kind.COMMENT:
                if self.names.expected:
                    self.assign(token)
                self.add(Literal("", span))
            case Kind.OUTPUT:
                self.output(span, token.body)
            case Kind.TAG:
                if self.names.expected:
                    self.assign(token)
                tag = self.grammar.tag(self.source, token)
                if tag is None or tag.output is not None:
                    body = token.body if tag is None or tag.output is None else tag.output
                    self.output(span, body)
                elif self.grammar.placed is not None:
                    self.tag(self.grammar.placed(tag, self.stack, self.source), token)
                elif tag.doubtful:
                    self.doubted(tag, token)
                else:
                    self.tag(tag, token)

    def doubted(self, tag: Tag, token: Token) -> None:
        """A tag, and an unknown text: inside an arm that it begins, else in front of it."""
        block, at = self.stack[-1].block, token.start
        if tag.word in block.arms or tag.word in block.last_arms:
            self.tag(tag, token)
            at = token.end
        self.stack[-1].doubted = True
        self.add(Placeholder(tag.label, Span(at, at), opaque=True))
        if at == token.start:
            self.tag(tag, token)

    def output(self, span: Span, body: Span) -> None:
        nodes = self.grammar.output(self.source, span, body)
        if self.grammar.stepped is not None:
            nodes = tuple(self.grammar.stepped(node, self.stack, self.source) for node in nodes)
        self.prints(*self.macros.called(self.unescaped(nodes), self.stack))

    def unescaped(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes of an output, as the innermost ``autoescape`` around it says."""
        frame = next((each for each in reversed(self.stack) if each.tag.word == "autoescape"), None)
        if frame is None:
            return nodes
        from smslint.dialects.blocks.autoescape import printed

        return printed(nodes, self.grammar.assigns, frame.tag.rest, self.source)

    def add(self, *nodes: Node) -> None:
        self.stack[-1].parts.extend(nodes)

    def prints(self, *nodes: Node) -> None:
        self.stack[-1].blank = False
        self.add(*nodes)

    def tag(self, tag: Tag, token: Token) -> None:
        frame, span = self.stack[-1], Span(token.start, token.end)
        if tag.word in frame.block.arms or tag.word in frame.block.last_arms:
            self.divide(frame, tag, span)
        elif tag.word in frame.block.ends:
            self.close(frame, span)
        elif tag is SILENT or tag.word in self.grammar.inline:
            if tag.word in {"import", "from"}:
                self.macros.take(tag)
            self.add(Literal("", span))
        elif tag.word in self.grammar.stops:
            self.prints(Placeholder(tag.label, span, opaque=True) if tag.opaque else Literal("", span))
            self.returned = self.returned or tag.word in self.grammar.returns
            self.gives = tag.label if tag.opaque and tag.word in self.grammar.returns else self.gives
            self.stack[-1].end_here(perhaps=tag.perhaps)
        elif tag.word in {"break", "continue"}:
            self.leave_loop(span, perhaps=tag.perhaps)
        elif (block := tag.block or self.grammar.blocks.get(tag.word)) is not None:
            self.open(block if "asvar" not in tag.rest.split() else block._replace(shape=Shape.SILENT), tag, token)
        elif tag.word in self.grammar.parents:
            self.parents += 1
            self.prints(Placeholder(tag.label, span, opaque=True))
        elif (tag.opaque or tag.word in self.grammar.opaque) and not self.has_end(tag.word):
            self.prints(Placeholder(tag.label, span, opaque=True))
        elif self.grammar.closes(tag.word):
            opened = f"; {frame.tag.word!r} is open" if len(self.stack) > 1 else ""
            raise TemplateError(f"{tag.word!r} has no start{opened}", span)
        elif self.has_end(tag.word):
            self.unknown.append(Placeholder(tag.label, Span(token.end, token.end), opaque=True))
            ends = (self.grammar.unknown_ends + tag.word,)
            self.open(Block(Shape.UNKNOWN, ends, (f"else{tag.word}",), ("else",)), tag, token)
        else:  # with its delimiters, because a word alone may be a name that has a value
            label = tag.label if tag.rest else self.source[token.start : token.end]
            self.unknown.append(Placeholder(label, span, opaque=True))
            self.prints(self.unknown[-1])

    def leave_loop(self, span: Span, *, perhaps: bool) -> None:
        """Text after a ``break`` may not render, so the whole loop around it is opaque. Outside all loops it ends the template."""
        self.prints(Literal("", span))
        for frame in reversed(self.stack):
            if frame.tag.word == "switch":
                if frame is self.stack[-1] and frame.left is None and perhaps:
                    frame.block = frame.block._replace(shape=Shape.UNKNOWN)
                elif frame is self.stack[-1] and frame.left is None:
                    frame.left = len(frame.parts)
                return  # in PHP it ends a case, in Liquid and Ruby the loop around the case
            # What renders for an empty list is outside of the loop.
            if frame.block.shape is Shape.LOOP and not frame.arms:
                frame.block = frame.block._replace(shape=Shape.UNKNOWN)
                return
            if frame.tag.word == "tablerow":
                self.stack[-1].end_here(perhaps=True)  # up to Liquid 5.4 it ends the template, later the table
                return
        self.returned = self.returned or "break" in self.grammar.returns
        self.stack[-1].end_here(perhaps=perhaps)

    def has_end(self, word: str) -> bool:
        """Whether an unknown tag has an end later in the source, and so is a block."""
        if self.end_words is None:
            tags = (self.grammar.tag(self.source, token) for token in self.tokens if token.kind is Kind.TAG)
            self.end_words = frozenset(tag.word for tag in tags if tag is not None)
        return bool(self.grammar.unknown_ends) and self.grammar.unknown_ends + word in self.end_words

    def open(self, block: Block, tag: Tag, token: Token) -> None:
        if len(self.stack) > DEEPEST:
            raise TemplateError(f"blocks are nested more than {DEEPEST} deep", Span(token.start, token.end))
        self.add(Literal("", Span(token.start, token.end)))
        frame = OpenBlock(block, tag, token, part_start=token.end, divided=block.shape not in SWITCHES)
        if block.shape in _CHOOSES:
            frame.condition = self.grammar.asked(block, tag, tag)
        self.stack.append(frame)
        self.levels.deepest = max(self.levels.deepest, len(self.stack))

    def divide(self, frame: OpenBlock, tag: Tag, span: Span) -> None:
        """A new arm. Its tag is its first part and renders as nothing, so that the leaves still cover the source.

        :raises TemplateError: at an arm after the last one, where the engine takes none.
        """
        # To PHP a case may follow the default, but no second default.
        follows = self.grammar.falls_through and frame.block.shape is Shape.SWITCH and tag.word in frame.block.arms
        if frame.complete and self.grammar.one_last_arm and not follows:
            raise TemplateError(f"{tag.word!r} stands after the last arm of {frame.tag.word!r}", span)
        if self.grammar.falls_through and frame.block.shape is Shape.SWITCH and frame.divided and frame.left is None:
            frame.block = frame.block._replace(shape=Shape.UNKNOWN)
        self.end_arm(frame, span.start)
        frame.divided = True
        frame.keys.append(tag.rest)
        leaves_nothing = tag.word in frame.block.last_arms and not self.grammar.chained.match(tag.rest)
        looped = self.grammar.loops.match(tag.rest) if self.grammar.loops is not None else None
        frame.loop = looped[looped.lastindex or 0] if looped is not None and not leaves_nothing else None
        if frame.complete:  # an arm after the last one: engines differ
            frame.condition = Condition(tag.rest or tag.word)
        else:
            frame.condition = None if leaves_nothing else self.grammar.asked(frame.block, frame.tag, tag)
        frame.complete = leaves_nothing
        frame.parts.append(Literal("", span))

    def end_arm(self, frame: OpenBlock, end: int) -> None:
        span = Span(frame.part_start, end)
        self.names.arms[span.start] = end
        if frame.left is not None:
            frame.parts[frame.left :] = silenced(Span(frame.parts[frame.left - 1].span.end, end))
            frame.left = None
        frame.stop(end, self.levels)
        if frame.loop is not None:
            inside = Span(frame.parts[0].span.end, end)
            loop = Loop(Sequence(tuple(frame.parts[1:]), inside), inside, frame.loop)
            frame.parts[1:] = [loop if frame.loop.split()[1:] == [] else Placeholder(frame.loop, inside, opaque=True)]
            frame.loop = None
        if frame.divided:
            frame.arms.append(Arm(Sequence(tuple(frame.parts), span), frame.condition))
        else:
            # Text before the first arm of a switch never renders, but its span must be covered.
            self.stack[-2].parts.extend(silenced(span))
        frame.parts, frame.part_start = [], end

    def close(self, frame: OpenBlock, span: Span) -> None:
        self.end_arm(frame, span.start)
        self.names.closed[frame.token.start] = span.start
        if self.grammar.secluded is not None and self.grammar.secluded(frame.tag):
            self.names.secluded.append(Span(frame.token.end, span.start))
        self.stack.pop()
        if frame.tag.word in self.grammar.drops_blank:
            frame.drop_blank()
        parent = self.stack[-1]
        parent.blank = parent.blank and (frame.blank or frame.block.shape is Shape.SILENT)
        parent.doubted = parent.doubted or frame.doubted
        if frame.stops and frame.block.shape in _GO_ON:
            frame.block = frame.block._replace(
                shape=Shape.UNKNOWN
            )  # the rounds or arms that it would have had do not follow
        start = frame.arms[0].body.span.start if frame.arms else frame.token.end
        if frame.block.shape is Shape.SILENT and frame.arms:
            self.kept(frame)
        content = Content(
            frame.block.shape, frame.tag.rest, frame.tag.label, tuple(frame.arms), frame.complete, tuple(frame.keys)
        )
        nodes = block_nodes(content, Span(start, span.start))
        if frame.tag.word in self.grammar.filtering and not frame.stops:
            calls = self.grammar.filtering[frame.tag.word](frame.tag.rest)
            nodes = frame.filtered(nodes, calls, escapes=any(each.tag.word == "autoescape" for each in self.stack))
        self.add(*nodes, Literal("", span))
        if frame.stops:
            parent.perhaps.append(len(parent.parts))

    def kept(self, frame: OpenBlock) -> None:
        """Keep the text of a macro or of a block that is captured."""
        body = frame.arms[0].body
        if frame.tag.word == "macro":
            self.macros.keep(frame.tag, body, closed=self.grammar.assigns == "twig", certain=len(self.stack) == 1)
        elif frame.tag.word != "set" or frame.tag.rest.isidentifier():  # otherwise filters change it, or it is unpacked
            self.names.bodies[frame.token.start] = body
