"""A message as it is written: its tree, its renderings, and what stands in it. Computed on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects import grammar_of, parse
from smslint.dialects.localised import localised, with_grouped_numbers
from smslint.dialects.parts.mentions import mentions_parts
from smslint.errors import TemplateError
from smslint.rules.context import Context, sent_by
from smslint.rules.occasion import Occasion
from smslint.span import Span
from smslint.text.patterns import once
from smslint.text.renderings import Rendering, of_literal, renderings
from smslint.text.tree import Literal, Placeholder, Sequence, Text, leaves
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from smslint.dialects.merge_fields import MergeField
    from smslint.dialects.parts.composed import Composed, UnreadPart


class Written(Occasion):
    """A message without what its provider makes of it; a :class:`~smslint.rules.subject.Subject` adds that.

    Without ``grouping`` the engine prints a number without a format as it is. With ``parts`` its body is the composed source of a template and its parts. A template that does not parse is one too: its ``error`` gives the reason, and its text is empty.
    """

    def __init__(
        self,
        body: str,
        *,
        dialect: str = "plain",
        context: Context | None = None,
        values: ValueTable | None = None,
        text: Text | None = None,
        to: str | None = None,
        template: bool = False,
        others: tuple[Text, ...] = (),
        fields: tuple[MergeField, ...] = (),
        parts: Composed | None = None,
        grouping: bool = True,
    ) -> None:
        stated = context or Context()
        super().__init__(sent_by(dialect, stated), to)
        self.provider_of_dialect = self._context is not stated
        """Whether no provider is stated: it is the one whose language this is."""
        self.template = template
        """Whether it is a template, which a program may still fill; otherwise it is about to be sent unchanged."""
        self.others = others
        """Other possible readings of the text, if its dialect is not set: the bounds cover all of them."""
        self.fields = fields
        """Merge fields in it that nothing here fills: placeholders without any known values."""
        self.body = body
        self.parts = parts
        self.dialect = dialect
        self.values = values or ValueTable()
        try:
            read = parse(body, dialect) if text is None else text
            if self.values.lists:
                from smslint.dialects.escaped_lists import with_escaped_lists

                read = with_escaped_lists(read, dialect, self.values)
            if grouping:
                read = with_grouped_numbers(read, dialect, self.values, self._context.locale)
            self.text = read if self._context.locale is None else localised(read, dialect, self._context.locale)
        except TemplateError as error:
            self.error = error
            self.text = Sequence((), Span(0, len(body)))
        nodes = self.text.parts
        if len(nodes) == 1 and type(only := nodes[0]) is Literal and only.text:
            self.literals = (only,)
            if not (
                self._context.appended or self._context.prepended
            ):  # most messages about to be sent: nothing of them has to be looked for
                self.whole, self.hay = self.text, only.text.lower()
                self.shown = self.hay
                self.renderings = (of_literal(only),)

    @once
    def unread(self) -> tuple[UnreadPart, ...]:
        """What the template extends or includes and nobody could read."""
        if self.parts is not None:
            return self.parts.unread
        if self.error is not None or not mentions_parts(self.body, self.dialect):
            return ()
        from smslint.dialects.parts.composing import compose

        grammar = grammar_of(self.dialect)
        if grammar is None:
            return ()
        found = compose(self.body, self.dialect, grammar, lambda _name, _part: "no files are read here")
        return () if found is None else found.unread

    @once
    def whole(self) -> Text:
        """The text with what is added before and after it."""
        return self.with_added(self.text)

    def with_added(self, text: Text) -> Text:
        """A text with what the provider puts before it, and what is appended."""
        prepended, start = self._context.prepended, Span(text.span.start, text.span.start)
        text = self.with_appended(text)
        return Sequence((Literal(prepended, start), *text.parts), text.span) if prepended else text

    def with_appended(self, text: Text) -> Text:
        """A text with what is appended, without what the provider puts before it, which its limit does not count."""
        appended = self._context.appended
        if not appended:
            return text
        end = Span(text.span.end, text.span.end)
        return Sequence((*text.parts, Literal(appended, end)), text.span)

    @once
    def renderings(self) -> tuple[Rendering, ...]:
        """Every choice of branches, with what is added before and after it."""
        return renderings(self.whole, self.values)

    @once
    def understood(self) -> tuple[Rendering, ...]:
        """The renderings that are understood as a whole: nobody knows what another one lacks."""
        if not any(map(self.is_unknown, self.placeholders)):
            return self.renderings
        return tuple(
            each
            for each in self.renderings
            if not any(isinstance(leaf, Placeholder) and self.is_unknown(leaf) for leaf in each.leaves)
        )

    def is_unknown(self, hole: Placeholder) -> bool:
        """Whether nobody knows what a placeholder prints: it is not understood, or is in another place, and no value is declared for it."""
        return hole.opaque and self.values.elsewhere(hole.name) is None

    @property
    def first(self) -> Rendering:
        """The rendering with every first arm: usually the fullest message."""
        return self.renderings[0]

    @once
    def hay(self) -> str:
        """All literal text and names of placeholders in lower case: for a quick test before an expensive search."""
        return "\n".join([leaf.text if isinstance(leaf, Literal) else leaf.name for leaf in leaves(self.whole)]).lower()

    @once
    def shown(self) -> str:
        """The same with the renderings, where a placeholder with only one value is that value."""
        if self.one_literal:
            return self.hay
        return "\n".join((self.hay, *(rendering.text.lower() for rendering in self.renderings)))

    @property
    def one_literal(self) -> bool:
        """Whether the text is one literal or nothing, so that its rendering has nothing else."""
        parts = self.text.parts
        return not parts or (len(parts) == 1 and type(parts[0]) is Literal)

    @once
    def literals(self) -> tuple[Literal, ...]:
        """The literals that render as something, in source order."""
        return tuple([leaf for leaf in leaves(self.text) if isinstance(leaf, Literal) and leaf.text])

    @once
    def ascii(self) -> bool:
        """Whether every literal is printable ASCII without a backtick, which is in every 7-bit alphabet."""
        for literal in self.literals:
            text = literal.text
            if not text.isascii() or "`" in text:
                return False
            if not text.isprintable() and not text.replace("\n", "").replace("\r", "").isprintable():
                return False
        return True

    @once
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders, in source order."""
        return tuple([node for node in leaves(self.text) if isinstance(node, Placeholder)])

    @once
    def unknown_filters(self) -> Mapping[Placeholder, str]:
        """The placeholders that have no limit because of a filter whose result is not known, each with the filter as it is written."""
        if not any(hole.filters for hole in self.placeholders):
            return {}
        from smslint.dialects.functions.unknown import unknown_filter

        found = {
            hole: unknown_filter(hole, self.dialect, self.values.lookup(hole.name), self.body[slice(*hole.span)])
            for hole in self.placeholders
        }
        return {hole: code for hole, code in found.items() if code}

    @property
    def span(self) -> Span:
        """The whole message, for findings about all of it."""
        return Span(0, len(self.body))

    @once
    def characters(self) -> frozenset[str]:
        """The different characters of the literals."""
        return frozenset().union(*(literal.text for literal in self.literals))

    def places(self, characters: Collection[str]) -> Iterator[tuple[str, Span]]:
        """Each of some characters in the literals, with its place in the source."""
        for literal in self.literals:
            verbatim, start = literal.verbatim, literal.span.start
            for index, char in enumerate(literal.text):
                if char in characters:
                    yield char, Span(start + index, start + index + 1) if verbatim else literal.span
