"""The directives of one file, applied to its messages: their settings, the rules that they switch off, and the directives
that have no effect."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from smslint.finding import Finding, Fix, Location, Severity
from smslint.project.choosing import near_rule
from smslint.project.comments import FoundDirective, in_host
from smslint.project.directive_fixes import Stated
from smslint.project.layers import Layer, MessageSettings
from smslint.project.ranges import Ranges, ranges_of
from smslint.project.sidecar_directives import add_sidecar
from smslint.project.switched_off import BAD, UNUSED, Everywhere, SwitchedOff
from smslint.records import NamedTuple, dataclass, field
from smslint.rules.directives import END, Directive, Problem, in_template
from smslint.span import Span
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from smslint.project.placing import Edit
    from smslint.project.sidecar import Sidecar
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule
    from smslint.sources.message import Message
    from smslint.span import LineIndex


def _idle(off: SwitchedOff) -> str:
    if not off.reached:
        return "No message follows this directive."
    return f"{off.word} is switched off here, but has no findings." if off.word else "There are no findings here."


def _all_names(reached: Iterable[int], read: Mapping[int, frozenset[str]]) -> frozenset[str] | None:
    """The declared values that any of some messages reads; ``None`` if one of them was not understood."""
    names: set[str] = set()
    for index in reached:
        if index not in read:
            return None
        names |= read[index]
    return frozenset(names)


class Declared(NamedTuple):
    """A value that a directive, the sidecar or front matter declares, and the messages that it is for."""

    name: str
    span: Span
    path: str
    reached: tuple[int, ...]


@dataclass
class Directives:
    """All directives of one file, applied to its messages."""

    path: str
    lines: LineIndex
    packs: Packs
    """All existing rules: to distinguish a misspelled code from a rule that is switched off."""
    from_sidecar: dict[int, list[Layer]] = field(default_factory=dict)
    from_comments: dict[int, list[Layer]] = field(default_factory=dict)
    """The settings for the message of each index, in order; later ones override earlier ones."""
    switched_off: dict[int, list[SwitchedOff]] = field(default_factory=dict)
    everywhere: Everywhere = field(default_factory=Everywhere)
    all_switched_off: list[SwitchedOff] = field(default_factory=list)
    problems: list[tuple[str, Problem, str]] = field(default_factory=list)
    """Code, text and place of each problem, and the path of its file."""
    doubtful: list[Problem] = field(default_factory=list)
    """Keys of front matter that are probably mistyped, and may belong to another program."""
    declared: list[Declared] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    """The directives that switch something off, for their fixes."""
    edits: list[Edit] = field(default_factory=list)
    """What the fixes of directives without effect would change, after :meth:`findings`."""
    unfixable: frozenset[str] = frozenset()
    sidecar: Sidecar | None = None

    def settings_of(self, index: int) -> MessageSettings:
        """The settings for the message with an index."""
        return MessageSettings(
            tuple(self.from_sidecar.get(index, ())),
            tuple(self.from_comments.get(index, ())),
            tuple(self.switched_off.get(index, ())),
            self.everywhere if self.everywhere.all else None,
        )

    def findings(
        self, rules: Sequence[Rule], used: Collection[SwitchedOff], read: Mapping[int, frozenset[str]]
    ) -> Iterator[Finding]:
        """After all messages were checked: a finding for each directive that is invalid or has no effect.

        :param used: the directives that suppressed a finding of a message, but for those for the whole file.
        :param read: by index, the declared values that each message reads; without those that were not understood.
        """
        by_code = {rule.code: rule for rule in rules}
        used = {*used, *self.everywhere.used()}
        unused = [
            each
            for each in self.all_switched_off
            if each not in used and (each.codes is None or not each.codes.isdisjoint(by_code))
        ]
        edits = self._removals(unused, by_code)
        idle = [(UNUSED, Problem(_idle(each), each.span), each.path) for each in unused]
        names: dict[int, frozenset[str] | None] = {}
        for each in self.declared:  # all names of a sidecar's entry have one tuple of messages
            if id(each.reached) not in names:
                names[id(each.reached)] = _all_names(each.reached, read)
            used_names = names[id(each.reached)]
            if used_names is not None and each.name not in used_names:
                text = f"No message here has a placeholder {each.name!r}."
                idle.append((UNUSED, Problem(text, each.span), each.path))
        for code, problem, path in (*self.problems, *idle):
            rule = by_code.get(code)
            if rule is not None:
                found = rule.finding(problem.text, problem.span).at(self.place(problem.span, path))
                edit = edits.get(problem.span) if code == UNUSED else None
                if edit is not None:
                    self.edits.append(edit)
                    fix = Fix(edit.span, "", safe=True, location=self.place(edit.at, path))
                    found = found._replace(fix=fix)
                yield found
        rule = by_code.get(BAD)
        for problem in self.doubtful:
            if rule is None:
                break
            severity = min(rule.severity, Severity.WARNING)
            yield rule.finding(problem.text, problem.span, severity=severity).at(self.place(problem.span, self.path))

    def _removals(self, unused: Sequence[SwitchedOff], running: Collection[str]) -> dict[Span, Edit]:
        """What removes directives without effect, by the place of each."""
        if not unused or UNUSED in self.unfixable:
            return {}
        from smslint.project.directive_fixes import removals

        idle = set(unused)
        return {span: edit for stated in self.stated for span, edit in removals(stated, idle, running)}

    def place(self, span: Span, path: str) -> Location:
        """The place of a span of the file, or of its sidecar."""
        lines = self.lines if path == self.path or self.sidecar is None else self.sidecar.lines
        start, end = lines.position(span.start), lines.position(span.end)
        return Location(path, start.line, start.column, end.line, end.column, lines.line(start.line))

    def switch_off(
        self,
        directive: Directive,
        reached: Sequence[int],
        ranges: Ranges,
        text: str,
        message: Message | None = None,
        number: int = -1,
    ) -> None:
        """Switch the codes of a directive off for the messages that it applies to.

        :param reached: the messages where no range has another end.
        :param text: the text that contains it.
        :param message: the message in whose template it is, with its number.
        """
        if directive.codes is None or directive.scope == END:
            return
        offs = []
        words: Sequence[tuple[str, Span]] = directive.codes or (("", directive.span),)
        for word, span in words:
            placed = span if message is None else message.map.to_file(span)
            found = ranges.of(directive, word, reached)
            codes = self.packs.select((word,)) if word else None
            if codes is not None and not codes:
                self.problems.append((BAD, Problem(self.unknown(word), placed), self.path))
                continue
            off = SwitchedOff(codes, word, self.path, placed, reached=bool(found) or directive.scope == "file")
            self.all_switched_off.append(off)
            offs.append(off)
            if directive.scope == "file":
                self.everywhere.add(off)
            for index in found if directive.scope != "file" else ():
                self.switched_off.setdefault(index, []).append(off)
        self.stated.append(Stated(directive, tuple(offs), text, message, number))

    def declare(self, name: str, span: Span, path: str, reached: tuple[int, ...]) -> None:
        """Note that the value of a placeholder is declared for some messages."""
        self.declared.append(Declared(name, span, path, reached))

    def unknown(self, word: str) -> str:
        """The text about an unknown code."""
        return f"No rule is called {word!r}{near_rule(word, self.packs)}."

    def add(self, directive: Directive, reached: Iterable[int]) -> None:
        """Add the settings of a directive to the messages that it applies to."""
        if directive.settings or directive.values:
            layer = Layer("a directive", {**directive.settings, "values": directive.values})
            for index in reached:
                self.from_comments.setdefault(index, []).append(layer)


def directives_of(
    path: str, text: str, source: str, messages: Sequence[Message], lines: LineIndex, packs: Packs,
    sidecar: Sidecar | None, unfixable: frozenset[str] = frozenset(),
) -> Directives | None:  # fmt: skip
    """The directives of a file; ``None`` if it has none, which is the usual case and must be fast."""
    settings = messages[0].settings if messages else {}
    if (
        not settings
        and sidecar is None
        and DIRECTIVE not in text
        and not any(DIRECTIVE in each.body for each in messages)
    ):
        return None
    directives = Directives(path, lines, packs, sidecar=sidecar, unfixable=unfixable)
    if settings:
        from smslint.project.front_matter import declared, mistyped

        directives.doubtful += mistyped(settings, text)
        whole = tuple(index for index, message in enumerate(messages) if message.settings)
        directives.declared += [Declared(name, span, path, whole) for name, span in declared(settings, text)]
    if sidecar is not None:
        add_sidecar(directives, sidecar, messages)
    spans = [message.map.to_file(Span(0, len(message.body))) for message in messages]
    order = sorted(range(len(spans)), key=lambda index: spans[index].start)
    on_line: dict[int, list[int]] = {}
    for index in order:
        for line in {lines.position(edge).line for edge in spans[index]}:
            on_line.setdefault(line, []).append(index)
    host = list(in_host(text, source, tuple(spans)))
    ranges = ranges_of(host, spans, order)
    directives.problems += [(UNUSED, Problem(each.text, each.span), path) for each in ranges.idle]
    for found in host:
        reached = _reached(found, spans, order, on_line.get(lines.position(found.directive.span.start).line, []))
        _take(directives, found.directive, reached, ranges, text)
    for index, message in enumerate(messages):
        if message.text is None:
            for directive in in_template(message.body):
                _from_template(directives, directive, index, message, spans, order)
    return directives


def _take(directives: Directives, directive: Directive, reached: list[int], ranges: Ranges, text: str) -> None:
    path = directives.path
    directives.problems += [(BAD, problem, path) for problem in directive.problems]
    directives.switch_off(directive, reached, ranges, text)
    directives.add(directive, reached)
    directives.declared += [
        Declared(name, directive.span, path, tuple(reached)) for name in directive.values if reached
    ]
    if not reached and (directive.settings or directive.values):
        directives.problems.append((UNUSED, Problem("No message follows this directive.", directive.span), path))


def _reached(found: FoundDirective, spans: list[Span], order: list[int], on_line: list[int]) -> list[int]:
    """The message on the same line; for a comment alone on its line, or before a text, the next message.

    :param on_line: the messages that begin or end on the line of the directive, in order.
    """
    if not found.alone and found.directive.scope == "message":
        same = [index for index in on_line if spans[index].start < found.end]
        if same:
            return same
    return _next(spans, order, found.end)


def _next(spans: list[Span], order: list[int], after: int) -> list[int]:
    at = bisect_right(order, after - 1, key=lambda index: spans[index].start)
    return order[at : at + 1]


def _from_template(
    directives: Directives, directive: Directive, index: int, message: Message, spans: list[Span], order: list[int]
) -> None:
    """A directive in a message's own comment. The rules report what is invalid in it."""
    reached = _next(spans, order, spans[index].end) if directive.scope == "next" else [index]
    if directive.scope == END:
        words = "A range is for comments of the file, between messages."
        directives.problems.append((UNUSED, Problem(words, message.map.to_file(directive.span)), directives.path))
    if directive.codes is not None:
        directives.switch_off(directive, reached, Ranges(), message.body, message, index)
    directives.add(directive, reached)
