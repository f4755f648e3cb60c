"""From tokens to the text tree: pairs the tags of blocks with a table, using a stack instead of recursion."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.shapes import Content, Shape, block_nodes, emptied, inherited, optional, silenced
from smslint.dialects.tokens import Kind, Token
from smslint.errors import TemplateError
from smslint.records import NamedTuple, dataclass, field
from smslint.span import Span
from smslint.text.condition import Condition, Truth
from smslint.text.patterns import later
from smslint.text.tree import RAW, Arm, Call, Literal, Loop, Node, Placeholder, Sequence, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Protocol

    from smslint.dialects.assigned import Assigned, Given
    from smslint.dialects.captures import Macro
    from smslint.dialects.rescoping import Scope
    from smslint.text.condition import Test

    class TokenReader(Protocol):
        """Splits a source into tokens."""

        @property
        def unify_breaks(self) -> bool: ...
        def lex(self, source: str) -> list[Token]: ...


DEEPEST: Final = 100
"""Blocks nested deeper than this are refused: real messages have far fewer levels."""


_BREAK: Final = later(r"\r\n?")
_BLANKS: Final = " \t\r\n\f\v"


_SWITCHES: Final = frozenset({Shape.SWITCH, Shape.MATCHES})
_CHOOSES: Final = frozenset({Shape.BRANCH, Shape.EITHER, Shape.SECTION, Shape.INVERTED})
_OWN_NAMES: Final = re.compile(r"\{%[-+]?\s*(?:with|for|filter|set|autoescape|call)\b")
_WORDS: Final = later(r"\w+")
_CHAINED: Final = later(r"(?:if|unless|with|each)\b")
"""A word after an ``else`` that makes it a further arm: ``{{else if x}}``."""
_IF: Final = later(r"if(?:\s+|(?=\())")


class Block(NamedTuple):
    """The syntax of a block: the tags that divide it, those of them that make it complete, and its end."""

    shape: Shape
    ends: tuple[str, ...]
    arms: tuple[str, ...] = ()
    last_arms: tuple[str, ...] = ()


class Tag(NamedTuple):
    """A tag's word and the rest of it. The word decides what it is."""

    word: str
    rest: str = ""
    block: Block | None = None
    """The block that the tag opens, if the table cannot know it (the author chooses the name of a section)."""
    opaque: bool = False
    """The tag inserts text from somewhere else."""
    output: Span | None = None
    """The code whose value the tag prints, if it is an output written as a tag."""
    perhaps: bool = False
    """Whether the tag leaves a loop or ends the template only under a condition of its own."""


SILENT: Final = Tag("")
"""A tag that renders as nothing."""
_WORD: Final = later(r"\s*(#|\w+|\S+)")


class Grammar(NamedTuple):
    """One template language: its delimiters, its blocks, and how the code inside is read."""

    lexer: TokenReader
    blocks: Mapping[str, Block] = MappingProxyType({})
    inline: frozenset[str] = frozenset()
    """Tags that render as nothing."""
    opaque: frozenset[str] = frozenset()
    """Known tags whose text is in another file (an include): opaque."""
    parents: frozenset[str] = frozenset()
    """Tags that make the template a set of blocks for a parent (``extends``): the parent renders, and from the template
    only the blocks that the parent has."""
    tag: Callable[[str, Token], Tag | None] = lambda source, token: word_tag(source, token)
    """The tag of a token, or ``None`` if the token is an output (Go, Mustache)."""
    output: Callable[[str, Span, Span], tuple[Node, ...]] = lambda source, tag, body: (
        Placeholder(source[body.start : body.end].strip(), tag),
    )
    """The nodes of an output: their spans cover the tag."""
    condition: Callable[[Tag, Tag], Test | None] = lambda _opened, _arm: None
    """The condition of an arm: from the tag that opened the block and the tag of the arm (the same for the first arm)."""
    drops_blank: frozenset[str] = frozenset()
    """Blocks that render as nothing if they contain only white space and tags that print nothing (Liquid)."""
    texts: frozenset[str] = frozenset()
    """The beginnings of outputs that print a text of another template: ``super(``, ``self.``."""
    stops: frozenset[str] = frozenset()
    """Tags that end the template (Velocity's ``#stop``)."""
    returns: frozenset[str] = frozenset()
    """Those of them after which the engine may also forget what the template has printed before (Ruby's ``return``)."""
    falls_through: bool = False
    """Whether an arm of a switch without ``break`` continues into the next one (PHP)."""
    assigning: re.Pattern[str] | None = None
    """What every source holds that assigns a name."""
    assigns: str = ""
    """How it is read: a name of :data:`smslint.dialects.assignments.ASSIGNS`."""
    chained: re.Pattern[str] = _CHAINED
    """What follows the word of a last arm that is a further one: ``{{else if x}}``."""
    loops: re.Pattern[str] | None = None
    """What follows it where the arm renders for each item of the named list: ``{{else each items}}``."""
    secluded: Callable[[Tag], bool] | None = None
    """Whether the names of the template around a block are not seen in it: those that a block assigns (Jinja), or those that are
    passed to the part (Handlebars)."""
    unknown_ends: str = "end"
    """The prefix that turns an unknown tag's word into its end, if it has one."""

    def parse(self, source: str) -> Text:
        """The tree of a source.

        :raises TemplateError: at a delimiter or a block that is not closed, or an end without a start.
        """
        return self.tree(source, self.lexer.lex(source))

    def tree(
        self, source: str, tokens: list[Token], scopes: list[Scope] | None = None, passed: list[Assigned] | None = None
    ) -> Text:
        """The tree of a source that is already cut into tokens.

        :param scopes: where names have another meaning.
        :param passed: the values of names there.
        :raises TemplateError: as :meth:`parse`.
        """
        return _Parser(self, source, tokens, scopes or [], passed or []).parse()


def word_tag(source: str, token: Token) -> Tag:
    """The first word of a tag, which ends at white space, a bracket or any other sign, and the rest of the tag."""
    match = _WORD.match(source, token.body.start, token.body.end)
    return Tag(match[1], source[match.end() : token.body.end].strip()) if match else Tag("")


def spaced_tag(source: str, token: Token) -> Tag:
    """Like :func:`word_tag`, but only white space ends a word (Django)."""
    word, *rest = source[token.body.start : token.body.end].split(None, 1) or [""]
    return Tag(word, "".join(rest).strip())


@dataclass(slots=True, eq=False, repr=False)
class _Frame:
    """An open block: the parts read so far."""

    block: Block
    tag: Tag
    token: Token
    arms: list[Arm] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    part_start: int = 0
    divided: bool = False
    """Whether an arm has begun (a switch renders nothing before)."""
    complete: bool = False
    """Whether the arms are complete, so that one of them always renders."""
    condition: Condition | None = None
    """The condition of the current arm."""
    keys: list[str] = field(default_factory=list)
    """The text of the tags of the arms."""
    blank: bool = True
    """Whether only white space and tags that print nothing have been read so far."""
    stopped: int | None = None
    """How many parts of the current arm are before a ``break`` that ends the template."""
    perhaps: list[int] = field(default_factory=list)
    """How many parts of the current arm are before places that may end the template."""
    stops: bool = False
    """Whether something in it may end the template."""
    loop: str | None = None
    """What the current arm renders for each item of."""
    left: int | None = None
    """How many parts of the current arm of a switch are before its ``break``."""


class _Parser:
    def __init__(
        self, grammar: Grammar, source: str, tokens: list[Token], scopes: list[Scope], passed: list[Assigned]
    ) -> None:
        self.scopes = scopes
        self.passed = passed
        self.grammar = grammar
        self.source = source
        self.tokens = tokens
        root = Block(Shape.ONCE, ())
        self.stack = [_Frame(root, SILENT, Token(Kind.TEXT, 0, 0, Span(0, 0)))]
        self.end_words: frozenset[str] | None = None
        self.parents = 0
        self.returned = False
        self.gives: str | None = None
        """The code of a text that may replace the whole text."""
        self.assigning = grammar.assigning is not None and grammar.assigning.search(source) is not None
        self.assigned: list[tuple[Given, Token, bool]] = []
        self.closed: dict[int, int] = {}
        self.secluded: list[Span] = []
        self.bodies: dict[int, Sequence] = {}
        """The text of each block that prints nothing, by the start of its tag."""
        self.texts = set(grammar.texts)
        self.macros: dict[str, Macro] = {}
        self.deepest = 1
        """The most blocks that were open."""
        self.ends = 0
        """How many places that may end the template or an arm have something after them: each is a level of the tree."""
        self.arms: dict[int, int] = {}
        """The end of the arm that begins at an offset."""

    def parse(self) -> Text:
        for token in self.tokens:
            self.token(token)
        if len(self.stack) > 1:
            frame = self.stack[-1]
            ends = " or ".join(repr(end) for end in frame.block.ends)
            raise TemplateError(
                f"{frame.tag.word!r} is never closed by {ends}", Span(frame.token.start, frame.token.end)
            )
        whole = Span(0, len(self.source))
        self.stop(self.stack[0], whole.end)
        parts = self.stack[0].parts
        if self.parents:
            parts = inherited(parts)
        if self.gives is not None:
            parts = [Placeholder(self.gives, whole, opaque=True)]
        elif self.returned and parts:
            parts = [optional(Sequence(tuple(parts), whole), "no return")]
        tree = Sequence(tuple(parts), whole)
        if self.secluded:
            self.secluded.sort()
            self.passed = [
                each._replace(start=start, end=end)
                for each in self.passed
                for start, end in self.seen(each.start, each.end)
            ]
        if self.scopes:
            tree = self.rescoped(tree)
        return self.resolved(tree) if self.assigned or self.passed else tree

    def rescoped(self, tree: Sequence) -> Text:
        """The tree without names that have another meaning where they are, except for those that are assigned there."""
        from smslint.dialects.rescoping import rescoped

        known = [(each.name, Span(each.start, each.end)) for each in self.passed]
        for given, token, _ in self.assigned:
            known.append((given.name, Span(token.end, self.validity(given, token))))
        scopes = [
            scope._replace(known=tuple(each for each in known if scope.holds(Span(each[1].start, each[1].start))))
            for scope in self.scopes
        ]
        self.scopes = scopes
        return rescoped(tree, scopes)

    def value(self, span: Span) -> tuple[Node, ...]:
        """The nodes of an assigned value."""
        nodes = self.grammar.output(self.source, span, span)
        if not self.scopes:
            return nodes
        from smslint.dialects.rescoping import rescoped

        return rescoped(Sequence(nodes, span), self.scopes).parts

    def resolved(self, tree: Sequence) -> Text:
        """The tree with what the names that the template assigns stand for."""
        from smslint.dialects.assigned import Assigned
        from smslint.dialects.bindings import resolve

        made = list(self.passed)
        plain = self.grammar.assigns == "jinja" and any(not found.scoped for found, _, _ in self.assigned)
        hidden_from = self.first_reads() if plain else {}
        for found, token, certain in self.assigned:
            hidden = not found.scoped and token.start >= hidden_from.get(found.name, token.end)
            given = found._replace(value=None, text=None) if hidden else found
            end = self.validity(given, token)
            scoped = given.scoped or given.arm
            written = self.source[token.start : token.end]
            sure = (scoped or certain) and not hidden
            body = self.bodies.get(token.start)
            for start, stop in self.seen(token.end, end) if given.scoped else ((token.end, end),):
                made.append(
                    Assigned(given.name, given.value, written, start, stop, sure, scoped, given.text, body=body)
                )
        made.sort(key=attrgetter("start"))
        return resolve(tree, made, self.value)

    def first_reads(self) -> dict[str, int]:
        """From where on an assignment makes each name uncertain: the first end of a block with its own names that reads it. To Jinja
        a name that is assigned later is undefined in such a block.
        """
        blocks = sorted(block for block in self.closed.items() if _OWN_NAMES.match(self.source, block[0]))
        ends: dict[str, int] = {}
        around: list[int] = []
        waiting = iter([*blocks, (len(self.source) + 1, 0)])
        start, end = next(waiting)
        for word in _WORDS.finditer(self.source):
            while start <= word.start():
                around.append(end)
                start, end = next(waiting)
            while around and around[-1] < word.end():
                around.pop()
            if around:  # the innermost block ends first
                ends[word[0]] = min(ends.get(word[0], around[-1]), around[-1])
        return ends

    def seen(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a range outside of blocks that do not see the names around them."""
        at = start
        for index in range(bisect_left(self.secluded, start, key=attrgetter("start")), len(self.secluded)):
            block = self.secluded[index]
            if block.start > end:
                break
            if at <= block.start and block.end <= end:
                yield at, block.start
                at = block.end
        yield at, end

    def validity(self, given: Given, token: Token) -> int:
        """Where an assignment ends to be valid."""
        if given.arm:
            return self.arms.get(token.end, self.arms.get(token.start, token.end))
        return self.closed.get(token.start, token.end) if given.scoped else len(self.source)

    def assign(self, token: Token) -> None:
        from smslint.dialects.assignments import ASSIGNS

        # What is assigned inside an ``autoescape`` is valid after it, except in Jinja.
        certain = all(frame.tag.word == "autoescape" for frame in self.stack[1:])
        certain = certain and (len(self.stack) == 1 or self.grammar.assigns != "jinja")
        self.assigned += [(given, token, certain) for given in ASSIGNS[self.grammar.assigns](self.source, token)]

    def token(self, token: Token) -> None:
        span = Span(token.start, token.end)
        match token.kind:
            case Kind.TEXT:
                self.text(token)
            case Kind.ESCAPE:
                self.prints(Literal(token.text, span))
            case Kind.COMMENT:
                if self.assigning:
                    self.assign(token)
                self.add(Literal("", span))
            case Kind.OUTPUT:
                self.prints(*self.called(self.unescaped(self.grammar.output(self.source, span, token.body))))
            case Kind.TAG:
                if self.assigning:
                    self.assign(token)
                tag = self.grammar.tag(self.source, token)
                if tag is None or tag.output is not None:
                    body = token.body if tag is None or tag.output is None else tag.output
                    self.prints(*self.called(self.grammar.output(self.source, span, body)))
                else:
                    self.tag(tag, token)

    def called(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes of an output, with the text of a macro that it prints."""
        if not self.texts and not self.macros:
            return nodes
        from smslint.dialects.captures import called

        macros = self.macros
        if macros and any(frame.tag.word == "with" for frame in self.stack):  # a macro does not see what it assigns
            macros = {name: each._replace(body=_UNKNOWN) for name, each in macros.items()}
        return tuple(called(node, self.texts, macros) for node in nodes)

    def unescaped(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes of an output, marked where the innermost ``autoescape`` around it is off."""
        frame = next((each for each in reversed(self.stack) if each.tag.word == "autoescape"), None)
        if frame is None or frame.tag.rest not in {"off", "false"}:
            return nodes
        return tuple(
            node._replace(calls=(*node.calls, Call(RAW)))
            if isinstance(node, Placeholder) and len(node.calls) >= bool(node.filters)
            else node
            for node in nodes
        )

    def text(self, token: Token) -> None:
        """A text, split into the part that renders and the parts that trim markers removed on both sides."""
        start, end = token.shown_start, max(token.shown_start, token.shown_end)
        if self.source[start:end].strip(_BLANKS):
            self.stack[-1].blank = False
        if token.start < start:
            self.add(Literal("", Span(token.start, start)))
        if self.grammar.lexer.unify_breaks and "\r" in self.source:
            self.unified(start, end)
        elif start < end:
            self.add(Literal(self.source[start:end], Span(start, end)))
        if end < token.end:
            self.add(Literal("", Span(end, token.end)))

    def unified(self, start: int, end: int) -> None:
        """A text whose carriage returns are line feeds for the engine: each pair is a separate literal."""
        at = start
        for match in _BREAK.finditer(self.source, start, end):
            if at < match.start():
                self.add(Literal(self.source[at : match.start()], Span(at, match.start())))
            at = match.end()
            self.add(Literal("\n", Span(match.start(), at)))
        if at < end:
            self.add(Literal(self.source[at:end], Span(at, end)))

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
                from smslint.dialects.captures import imported

                self.texts |= imported(tag.word, tag.rest)
            self.add(Literal("", span))
        elif tag.word in self.grammar.stops:
            self.prints(Placeholder(_label(tag), span, opaque=True) if tag.opaque else Literal("", span))
            self.returned = self.returned or tag.word in self.grammar.returns
            self.gives = _label(tag) if tag.opaque and tag.word in self.grammar.returns else self.gives
            self.end_here(perhaps=tag.perhaps)
        elif tag.word in {"break", "continue"}:
            self.leave_loop(span, perhaps=tag.perhaps)
        elif (block := tag.block or self.grammar.blocks.get(tag.word)) is not None:
            self.open(block if "asvar" not in tag.rest.split() else block._replace(shape=Shape.SILENT), tag, token)
        elif tag.word in self.grammar.parents:
            self.parents += 1
            self.prints(Placeholder(_label(tag), span, opaque=True))
        elif (tag.opaque or tag.word in self.grammar.opaque) and not self.has_end(tag.word):
            self.prints(Placeholder(_label(tag), span, opaque=True))
        elif self.ends_something(tag.word):
            opened = f"; {frame.tag.word!r} is open" if len(self.stack) > 1 else ""
            raise TemplateError(f"{tag.word!r} has no start{opened}", span)
        elif self.has_end(tag.word):
            ends = (self.grammar.unknown_ends + tag.word,)
            self.open(Block(Shape.UNKNOWN, ends, (f"else{tag.word}",), ("else",)), tag, token)
        else:
            self.prints(Placeholder(_label(tag), span, opaque=True))

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
            if frame.block.shape is Shape.LOOP:
                frame.block = frame.block._replace(shape=Shape.UNKNOWN)
                return
            if frame.tag.word == "tablerow":
                return
        self.returned = self.returned or "break" in self.grammar.returns
        self.end_here(perhaps=perhaps)

    def end_here(self, *, perhaps: bool = False) -> None:
        """Nothing after this place in the current arm renders, or perhaps nothing."""
        frame = self.stack[-1]
        if perhaps:
            frame.perhaps.append(len(frame.parts))
        elif frame.stopped is None:
            frame.stopped = len(frame.parts)

    def stop(self, frame: _Frame, end: int) -> None:
        """Remove the parts after a ``break`` from a finished arm, and make the parts after a block that may contain one
        optional."""
        if frame.stopped is not None:
            start = frame.parts[frame.stopped - 1].span.end
            frame.parts[frame.stopped :] = silenced(Span(start, end))
            frame.stops = True
        for count in reversed(frame.perhaps):
            frame.stops = True
            if rest := frame.parts[count:]:
                span = Span(rest[0].span.start, rest[-1].span.end)
                self.ends += 1
                if self.deepest + self.ends > DEEPEST + 1:
                    raise TemplateError(
                        f"blocks and places that may end the template are more than {DEEPEST} levels", span
                    )
                frame.parts[count:] = [optional(Sequence(tuple(rest), span), "no break before")]
        frame.stopped, frame.perhaps = None, []

    def ends_something(self, word: str) -> bool:
        return word.startswith("/") or any(
            word in (*block.ends, *block.arms, *block.last_arms) for block in self.grammar.blocks.values()
        )

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
        frame = _Frame(block, tag, token, part_start=token.end, divided=block.shape not in _SWITCHES)
        if block.shape in _CHOOSES:
            frame.condition = self.condition(block, tag, tag)
        self.stack.append(frame)
        self.deepest = max(self.deepest, len(self.stack))

    def condition(self, block: Block, opened: Tag, arm: Tag) -> Condition:
        switch = block.shape in _SWITCHES
        chained = _IF.match(arm.rest)
        written = opened.rest if switch else arm.rest[chained.end() :].strip() if chained else arm.rest
        test = self.grammar.condition(opened, arm)
        binds = test.name if block.shape is Shape.SECTION and isinstance(test, Truth) else ""
        return Condition(written or opened.rest or opened.word, test, binds)

    def divide(self, frame: _Frame, tag: Tag, span: Span) -> None:
        """A new arm. Its tag is its first part and renders as nothing, so that the leaves still cover the source."""
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
            frame.condition = None if leaves_nothing else self.condition(frame.block, frame.tag, tag)
        frame.complete = leaves_nothing
        frame.parts.append(Literal("", span))

    def end_arm(self, frame: _Frame, end: int) -> None:
        span = Span(frame.part_start, end)
        self.arms[span.start] = end
        if frame.left is not None:
            frame.parts[frame.left :] = silenced(Span(frame.parts[frame.left - 1].span.end, end))
            frame.left = None
        self.stop(frame, end)
        if frame.loop is not None:
            inside = Span(frame.parts[0].span.end, end)
            frame.parts[1:] = [Loop(Sequence(tuple(frame.parts[1:]), inside), inside, frame.loop)]
            frame.loop = None
        if frame.divided:
            frame.arms.append(Arm(Sequence(tuple(frame.parts), span), frame.condition))
        else:
            # Text before the first arm of a switch never renders, but its span must be covered.
            self.stack[-2].parts.extend(silenced(span))
        frame.parts, frame.part_start = [], end

    def close(self, frame: _Frame, span: Span) -> None:
        self.end_arm(frame, span.start)
        self.closed[frame.token.start] = span.start
        if self.grammar.secluded is not None and self.grammar.secluded(frame.tag):
            self.secluded.append(Span(frame.token.end, span.start))
        self.stack.pop()
        if frame.blank and frame.tag.word in self.grammar.drops_blank:
            frame.arms = [arm._replace(body=emptied(arm.body)) for arm in frame.arms]
        parent = self.stack[-1]
        parent.blank = parent.blank and (frame.blank or frame.block.shape is Shape.SILENT)
        if frame.stops and frame.block.shape in {Shape.LOOP, Shape.SECTION}:
            frame.block = frame.block._replace(shape=Shape.UNKNOWN)  # the rounds that it would have had do not follow
        start = frame.arms[0].body.span.start if frame.arms else frame.token.end
        if frame.block.shape is Shape.SILENT and frame.arms:
            self.kept(frame)
        content = Content(
            frame.block.shape, frame.tag.rest, _label(frame.tag), tuple(frame.arms), frame.complete, tuple(frame.keys)
        )
        self.add(*block_nodes(content, Span(start, span.start)), Literal("", span))
        if frame.stops:
            parent.perhaps.append(len(parent.parts))

    def kept(self, frame: _Frame) -> None:
        """Keep the text of a macro or of a block that is captured."""
        body = frame.arms[0].body
        if frame.tag.word == "macro":
            from smslint.dialects.captures import macro

            name, made = macro(frame.tag.rest, body, closed=self.grammar.assigns == "twig")
            self.macros[name] = (
                made if len(self.stack) == 1 and name not in self.macros else made._replace(body=_UNKNOWN)
            )
        elif frame.tag.word != "set" or frame.tag.rest.isidentifier():  # otherwise filters change it, or it is unpacked
            self.bodies[frame.token.start] = body


_UNKNOWN: Final = Sequence((Placeholder("a macro", Span(0, 0), opaque=True),), Span(0, 0))


def _label(tag: Tag) -> str:
    return f"{tag.word} {tag.rest}".strip()
