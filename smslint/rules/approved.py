"""Texts held against lists of approved templates: which template a text is, or which one it is near and where it differs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.rules import template_formats
from smslint.rules.difference import Difference, difference, shape
from smslint.rules.registered import Perhaps, best_split
from smslint.rules.template_syntax import parts_of
from smslint.rules.variables import Variable
from smslint.rules.word_index import WordIndex
from smslint.text.fold import fold
from smslint.wording import plural, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from smslint.rules.registered import Piece
    from smslint.rules.template_formats import Format
    from smslint.rules.variables import Units, Value

APPROVED: Final = "approved"
NEAR: Final = 0.5
"""From which similarity on a template is near a text."""
_LIKELY: Final = 5
"""How many templates, those with the most words in common, are compared word by word."""
_SIGNATURE: Final = Variable("the signature", "line", 1, 30)


class ApprovedTemplate(NamedTuple):
    """One template of an export."""

    text: str
    forms: tuple[tuple[Piece, ...], ...]
    """Its parts; several where something may be put before or after it."""
    name: str = ""
    id: str = ""
    senders: tuple[str, ...] = ()
    """The senders that it is approved for, in capitals; empty if the export does not say."""
    state: str = APPROVED
    language: str = ""
    doubt: str = ""
    """Why nobody knows its whole text, such as that it is cut; empty if it is known."""
    path: str = ""
    line: int = 1

    @property
    def title(self) -> str:
        """What people call it."""
        return repr(self.name or self.id or shortened(self.text, 40))


class Outcome(NamedTuple):
    """How a text fits a list."""

    template: ApprovedTemplate | None = None
    """The template that it is, or the nearest one; ``None`` if none is near."""
    values: tuple[Value, ...] | None = None
    """What its variables hold; ``None`` if the text is not this template."""
    difference: Difference | None = None


class ApprovedList:
    """The templates of one registry, or of one of its networks."""

    def __init__(
        self,
        title: str,
        regions: tuple[str, ...] = (),
        templates: Iterable[ApprovedTemplate] = (),
        files: tuple[str, ...] = (),
    ) -> None:
        self.title, self.regions, self.files = title, regions, files
        self.templates = tuple(templates)
        self._index: WordIndex | None = None
        self._starts = [_start(each) for each in self.templates]
        self._last: tuple[object, Outcome] | None = None

    def __repr__(self) -> str:
        return f"ApprovedList({self.title!r}, {plural(len(self.templates), 'template')})"

    def applies(self, regions: Sequence[str]) -> bool:
        """Whether messages to some regions need one of its templates; messages to unknown regions do."""
        return not self.regions or not regions or not set(self.regions).isdisjoint(regions)

    def outcome(self, text: Units, sender: str | None = None) -> Outcome:
        """How a text fits: a template that counts goes before others, then the one whose variables hold its values best.

        :param sender: who sends, as templates name senders.
        """
        key = (tuple(text.units), sender)
        last = self._last  # several rules ask about the same text
        if last is not None and last[0] == key:
            return last[1]
        found = self._outcome(text, sender)
        self._last = (key, found)
        return found

    def _outcome(self, text: Units, sender: str | None) -> Outcome:
        best: tuple[tuple[bool, bool, int], Outcome] | None = None
        for template, start in zip(self.templates, self._starts, strict=True):
            if not text.shown.startswith(start):
                continue
            for form in template.forms:
                values = best_split(form, text)
                if values is None:
                    continue
                rank = (
                    not counts(template, sender),
                    bool(template.doubt),
                    max((each.cost for each in values), default=0),
                )
                if best is None or rank < best[0]:
                    best = (rank, Outcome(template, values))
        return best[1] if best is not None else self._nearest(text)

    def _nearest(self, text: Units) -> Outcome:
        if self._index is None:
            self._index = WordIndex([_words(shape(each.forms[0])) for each in self.templates])
        likely = self._index.likely(_words(text.shown), _LIKELY)
        found = [(difference(text, self.templates[at].forms[0]), self.templates[at]) for at in likely]
        near = [each for each in found if each[0].ratio >= NEAR]
        if not near:
            return Outcome()
        best, template = max(near, key=lambda each: (each[0].ratio, each[1].state == APPROVED))
        return Outcome(template, None, best)


def counts(template: ApprovedTemplate, sender: str | None) -> bool:
    """Whether a template lets a sender send its text."""
    return template.state == APPROVED and (sender is None or not template.senders or header(sender) in template.senders)


def header(sender: str) -> str:
    """A sender as templates name it: without the operator and circle before it, and without the suffix that networks add."""
    parts = re.fullmatch(r"(?:[A-Z]{2}-)?([A-Z0-9]{3,11})(?:-[PSTG])?", sender.strip().upper())
    return parts[1] if parts is not None else sender.strip().upper()


def _start(template: ApprovedTemplate) -> str:
    """How each form begins, as far as that is the same."""
    firsts = [form[0] if form and isinstance(form[0], str) else "" for form in template.forms]
    return firsts[0] if len(set(firsts)) == 1 else ""


def _words(text: str) -> list[str]:
    return [fold(each).text for each in re.findall(r"\w+", text)]


def forms_of(
    pieces: tuple[Piece, ...], text: str, signatures: Sequence[str], *, signed: bool, prefix: str = ""
) -> tuple[tuple[Piece, ...], ...]:
    """The forms in which a template is sent.

    :param signatures: those that are known to go with it.
    :param signed: whether the service puts a signature in 【brackets】 before or after it.
    :param prefix: what the service may put before it.
    """
    if prefix:
        return ((Perhaps(prefix), *pieces),)
    if not signed or text.startswith("【") or text.endswith("】"):
        return (pieces,)
    if signatures:
        named = [Perhaps(f"【{each}】") for each in signatures]
        return (*((each, *pieces) for each in named), *((*pieces, each) for each in named))
    return (pieces, ("【", _SIGNATURE, "】", *pieces), (*pieces, "【", _SIGNATURE, "】"))


def make_template(
    found: Mapping[str, Any], format_: Format, limits: Mapping[str, int] | None = None
) -> tuple[ApprovedTemplate, str]:
    """A template from its plain fields (``text``, ``name``, ``state`` ...), and a variable in it that its format does not have."""
    text, types = found["text"], found.get("types") or {}
    parts = parts_of(text, format_.syntax, types, limits or {})
    pieces = (*parts.pieces, Variable("the rest", "anything")) if found.get("cut") else parts.pieces
    forms = forms_of(
        pieces, text, found.get("signatures") or (), signed=format_.signed, prefix=found.get("prefix") or ""
    )
    return ApprovedTemplate(
        text, forms, found.get("name") or "", found.get("id") or "", tuple(map(header, found.get("senders") or ())),
        found.get("state") or APPROVED, found.get("language") or "", found.get("doubt") or "", found.get("path") or "",
        found.get("line") or 1,
    ), parts.unknown  # fmt: skip


_KEYS: Final = ("text", "name", "id", "senders", "state", "signatures", "types", "doubt", "cut", "prefix")


class Exported(NamedTuple):
    """A template as part of an export, or the export itself."""

    problem: str = ""
    """What is wrong with it, in one sentence; empty if nothing is."""
    sure: bool = True
    """Whether the problem stops texts that it is about."""
    sent: bool | None = None
    """Whether a message of the project is this template; ``None`` if nobody looked."""


def make_exported(value: object, where: str) -> Exported:
    """A template of an export, as the test of a rule writes it.

    :raises ConfigError: for an unknown key or a value of a wrong type.
    """
    if isinstance(value, Exported):
        return value
    from smslint.settings import node_of

    node = node_of(value, where, "{sent: false}")  # type: ignore[arg-type]
    node.only(Exported._fields)
    return Exported(node.optional("problem") or "", node.flag("sure", default=True), node.optional_flag("sent"))


def make_approved(value: object, where: str) -> tuple[ApprovedList, ...]:
    """Lists of templates, as the test of a rule writes them: ``[{format: dlt, templates: [{text: 'Code {#numeric#}'}]}]``.

    :raises ConfigError: for an unknown key or a value of a wrong type.
    """
    if isinstance(value, tuple) and all(isinstance(each, ApprovedList) for each in value):
        return value
    from smslint.settings import Node, node_of

    if not isinstance(value, list | tuple):
        raise ConfigError(f"{where}: expected a list such as [{{format: dlt, templates: []}}], found {shown(value)}")
    found = []
    for at, each in enumerate(value):
        node: Node = node_of(each, f"{where}.{at}", "{format: dlt, templates: []}")
        node.only(("format", "templates"), ("format",))
        format_ = template_formats.load(node.choice("format", template_formats.names()))
        templates = [
            make_template(item.only(_KEYS, ("text",)).values, format_)[0]
            for item in node.children("templates", "{text: Hi}")
        ]
        found.append(ApprovedList(format_.title, format_.regions, templates))
    return tuple(found)
