"""The tags of Django: the words of each, as its function reads them. Tags of other libraries are not checked.

Source: ``defaulttags``, ``loader_tags`` and the libraries ``cache``, ``i18n``, ``l10n``, ``static`` and ``tz`` (5.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Word, fault, of_another_language, shown
from smslint.dialects.syntax.django import PLAIN
from smslint.dialects.syntax.django_inline import Inline
from smslint.dialects.syntax.django_translations import Translations
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smslint.dialects.lexing.tokens import Token

_COMMA: Final = later(r" *, *")
_CORE: Final = frozenset({"if", "elif", "else", "endif", "for", "empty", "block", "extends"})
"""Tags that no library replaces."""


def check(source: str, tokens: Iterable[Token]) -> None:
    """Refuse a template whose code Django cannot compile.

    :raises TemplateError: at the first word that is wrong.
    """
    reader = Tags(source)
    for token in tokens:
        if reader.translated:
            reader.inside(token)
        elif token.kind is Kind.OUTPUT:
            reader.output(token)
        elif token.kind is Kind.TAG:
            reader.tag(token)


class Tags(Inline, Translations):
    """Reads the words of tags, one after another."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.choices: list[str] = []
        """The blocks with an ``else`` that are open."""
        self.raw = ""
        """The tag that opened the text in front which is not compiled."""

    def output(self, token: Token) -> None:
        start, end = token.body.start, token.body.end
        if PLAIN.fullmatch(self.source, start, end):
            return
        text = self.source[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        if start >= end:
            fault("an expression is missing", token.start, token.end)
        self.value(start, end)

    def tag(self, token: Token) -> None:
        text = self.source[token.body.start : token.body.end]
        word = next(iter(text.split(None, 1)), "")
        if not word:
            fault("the word of a tag is missing", token.start, token.end)
        known = _TAGS.get(word)
        begin = token.body.start + text.index(word)
        end = begin + len(text.strip())
        if known is None or (self.foreign and word not in _CORE):
            of_another_language(Word("name", word, begin, begin + len(word)), "elif")
            return
        self.end = end
        self.bits = self.words(begin, end)
        known(self)

    def arms(self) -> None:
        """A block with an ``else``."""
        self.choices.append(self.text(0))
        (self.condition if self.text(0) == "if" else self.changed)()

    def otherwise(self) -> None:
        if self.choices[-1:] == ["ifchanged"] and len(self.bits) > 1:
            self.choices.pop()  # more words end the block
        else:
            self.alone()

    def end_arms(self) -> None:
        if self.choices:
            self.choices.pop()
        if self.text(0) == "endif":
            self.alone()

    def end_block(self) -> None:
        if len(self.bits) > 1 and self.source[self.bits[0].end : self.bits[1].start] != " ":
            self.unexpected(1)

    def open_raw(self) -> None:
        self.raw = self.text(0)

    def end_raw(self) -> None:
        if self.text(0) != f"end{self.raw}":
            self.refuse(f"{self.text(0)!r} has no start", 0)
        self.raw = ""

    def loop(self) -> None:
        last = len(self.bits) - (self.text(-1) == "reversed")
        if len(self.bits) < 4 or self.text(last - 2) != "in":
            at = next((index for index, bit in enumerate(self.bits) if bit.text == "in"), 0)
            if not at:
                self.missing("'in'")
            if at + 1 >= last:
                self.refuse("an expression is missing after 'in'", at)
            if at == 1:
                self.refuse("a name is missing in front of 'in'", at)
            self.unexpected(at + 2)
        names = _COMMA.split(" ".join(bit.text for bit in self.bits[1 : last - 2]))
        for name in names:
            if not name or not {" ", '"', "'", "|"}.isdisjoint(name):
                fault(f"{shown(name)} is no name", self.bits[1].start, self.bits[last - 3].end)
        self.value_at(last - 1)

    def scope(self) -> None:
        at = self.assignments(1, legacy=True)
        if at == 1 and len(self.bits) == 1:
            self.missing("name=value")
        if at < len(self.bits):
            self.refuse(f"{shown(self.text(at))} is not name=value", at)

    def include(self) -> None:
        if len(self.bits) < 2:
            self.missing("the name of a template")
        at, seen = 2, set[str]()
        while at < len(self.bits):
            option = self.text(at)
            if option not in {"with", "only"}:
                self.unexpected(at)
            if option in seen:
                self.refuse(f"{option!r} stands here twice", at)
            seen.add(option)
            at += 1
            if option == "with":
                begin, at = at, self.assignments(at, legacy=False)
                if at == begin:
                    self.refuse("a name with its value is missing after 'with'", at - 1)
        self.value_at(1)

    def changed(self) -> None:
        self.values(1, len(self.bits))


_TAGS: Final[Mapping[str, Callable[[Tags], None]]] = {
    "if": Tags.arms,
    "elif": Tags.condition,
    "else": Tags.otherwise,
    "endif": Tags.end_arms,
    "for": Tags.loop,
    "comment": Tags.open_raw,
    "endcomment": Tags.end_raw,
    "verbatim": Tags.open_raw,
    "endverbatim": Tags.end_raw,
    "with": Tags.scope,
    "include": Tags.include,
    "extends": Tags.one,
    "autoescape": Tags.switch,
    "localize": Tags.optional_switch,
    "localtime": Tags.optional_switch,
    "timezone": Tags.one,
    "language": Tags.one,
    "cycle": Tags.cycle,
    "resetcycle": Tags.reset,
    "filter": Tags.filtered,
    "firstof": Tags.first_of,
    "ifchanged": Tags.arms,
    "endifchanged": Tags.end_arms,
    "endblock": Tags.end_block,
    "load": Tags.load,
    "lorem": Tags.lorem,
    "now": Tags.now,
    "regroup": Tags.regroup,
    "templatetag": Tags.braces,
    "url": Tags.address,
    "widthratio": Tags.ratio,
    "trans": Tags.translate,
    "translate": Tags.translate,
    "blocktrans": Tags.translate_block,
    "blocktranslate": Tags.translate_block,
    "get_available_languages": Tags.stored,
    "get_current_language": Tags.stored,
    "get_current_language_bidi": Tags.stored,
    "get_current_timezone": Tags.stored,
    "get_language_info": Tags.language_info,
    "get_language_info_list": Tags.language_info,
    "cache": Tags.cached,
    "static": Tags.static,
}
