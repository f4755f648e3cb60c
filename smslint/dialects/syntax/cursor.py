"""The words of the code of a tag, read from left to right, and how it is said that one of them is wrong or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

DEEPEST: Final = 40
"""Brackets nested deeper than this are not checked."""
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_FURTHER: Final = frozenset({"elif", "elseif", "elsif"})
_SPOKEN: Final = frozenset({"name", "sign", "operator"})
_SHOWN: Final = 40


class Word(NamedTuple):
    """A word of code: its kind is ``name``, ``number``, ``string``, ``operator`` or ``sign``."""

    kind: str
    text: str
    start: int
    end: int


class Unchecked(Exception):
    """Nothing is known of the rest of the code: words that a host may have added, syntax of other releases."""


class TooDeep(Unchecked):
    """Brackets are nested deeper than :data:`DEEPEST`: the code is not checked."""


def fault(why: str, start: int, end: int) -> NoReturn:
    """Refuse a template.

    :raises TemplateError: always.
    """
    raise TemplateError(why, Span(start, end))


def shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def pieces(pattern: re.Pattern[str], source: str, start: int, end: int, *, brackets: bool = True) -> list[Word]:
    """The words of some code, by a pattern with a group for each kind of them.

    :param pattern: its group ``space`` is left out; what matches no group is a word of the kind ``other``.
    :param brackets: whether they must match.
    :raises TemplateError: at a bracket without its partner.
    :raises TooDeep: where brackets are nested too deep.
    """
    found: list[Word] = []
    at = start
    for match in pattern.finditer(source, start, end):
        if match.start() > at:
            found.append(Word("other", source[at : match.start()], at, match.start()))
        if (kind := match.lastgroup or "space") != "space":
            found.append(Word(kind, match[0], *match.span()))
        at = match.end()
    if at < end:
        found.append(Word("other", source[at:end], at, end))
    if brackets:
        hold_brackets(found)
    return found


def of_another_language(word: Word, own: str) -> None:
    """Refuse the word that other languages have for a further arm.

    :param own: the word of this language.
    :raises TemplateError: at the word.
    """
    if word.text in _FURTHER and word.text != own:
        fault(f"{word.text!r} is no tag of this language; it writes {own!r}", word.start, word.end)


def hold_brackets(found: list[Word]) -> None:
    """Refuse brackets that do not match.

    :raises TemplateError: at a bracket without its partner.
    :raises TooDeep: as it says.
    """
    opened: list[Word] = []
    for word in found:
        if word.kind != "sign":
            continue
        if word.text in _CLOSING:
            opened.append(word)
            if len(opened) > DEEPEST:
                raise TooDeep
        elif word.text in ")]}":
            if not opened or _CLOSING[opened[-1].text] != word.text:
                fault(f"{word.text!r} closes no bracket", word.start, word.end)
            opened.pop()
    if opened:
        fault(f"{opened[-1].text!r} is never closed", opened[-1].start, opened[-1].end)


class Cursor:
    """A place in the words of a tag."""

    def __init__(self, found: list[Word], start: int, end: int) -> None:
        """:param start: of the tag, and ``end`` too: the place of what is missing in a tag without words."""
        self.words = found
        self.at = 0
        self.start = start
        self.end = end
        self._kinds = [*[word.kind for word in found], ""]
        self._texts = [*[word.text if word.kind in _SPOKEN else "" for word in found], ""]

    @property
    def kind(self) -> str:
        """The kind of the next word; empty at the end."""
        return self._kinds[self.at]

    @property
    def text(self) -> str:
        """The text of the next word if it is a name, a sign or an operator; otherwise empty."""
        return self._texts[self.at]

    def after(self, distance: int = 1) -> str:
        """The text of a word behind the next one, as :attr:`text`."""
        return self._texts[min(self.at + distance, len(self.words))]

    def skip(self, *texts: str) -> bool:
        """Go on if the next word is one of these."""
        if self.text in texts and self.text:
            self.at += 1
            return True
        return False

    def take(self, *kinds: str) -> bool:
        """Go on if the next word is of one of these kinds."""
        if self.kind in kinds and self.kind:
            self.at += 1
            return True
        return False

    def need(self, what: str, *kinds: str) -> Word:
        """The next word, which must be of one of these kinds."""
        if not self.take(*kinds):
            self.missing(what)
        return self.words[self.at - 1]

    def expect(self, text: str) -> None:
        if not self.skip(text):
            self.missing(repr(text))

    def name(self, what: str = "a name") -> str:
        """The next word, which must be a name."""
        if self.kind != "name":
            self.missing(what)
        self.at += 1
        return self.words[self.at - 1].text

    def finish(self) -> None:
        """Nothing may follow."""
        if self.at < len(self.words):
            self.wrong()

    def wrong(self) -> NoReturn:
        """The next word may not stand here."""
        word = self.words[self.at]
        before = f" after {shown(self.words[self.at - 1].text)}" if self.at else ""
        fault(f"{shown(word.text)} is not expected{before}", word.start, word.end)

    def no_start(self) -> NoReturn:
        """The tag ends what nothing has opened."""
        fault(f"{self.words[0].text!r} has no start", self.words[0].start, self.words[0].end)

    def twice(self) -> NoReturn:
        """The next word may stand there only once."""
        word = self.words[self.at]
        fault(f"{shown(word.text)} stands here twice", word.start, word.end)

    def missing(self, what: str) -> NoReturn:
        """The next word should have been something else."""
        before = self.words[self.at - 1] if self.at else None
        after = f" after {shown(before.text)}" if before is not None else ""
        if self.at < len(self.words):
            word = self.words[self.at]
            fault(f"{what} is missing{after}, in front of {shown(word.text)}", word.start, word.end)
        start, end = (before.start, before.end) if before is not None else (self.start, self.end)
        fault(f"{what} is missing{after}", start, end)

    def each(self, closing: str, *, trailing: bool = True) -> Iterator[None]:
        """The items between commas up to a closing bracket, which is read too.

        :param trailing: whether a comma may follow the last one.
        """
        while self.text != closing:
            yield
            if self.text == closing:
                break
            self.expect(",")
            if self.text == closing and not trailing:
                self.missing("an expression")
        self.at += 1


_Reader = TypeVar("_Reader", bound=Cursor)


def hold_code(
    reader: _Reader, output: Callable[[], object] | None, tags: Mapping[str, Callable[[_Reader], None]], own: str
) -> None:
    """Read the code of an output, or of a tag by its word, to its end. A tag that is not in the table is one of an extension.

    :param output: what reads an output; ``None`` for a tag.
    :param own: the word that this language has for a further arm; those of others are refused.
    :raises TemplateError: at the first word that is wrong.
    """
    if output is not None:
        output()
    elif (word := reader.name("the word of a tag")) in tags:
        tags[word](reader)
    else:
        of_another_language(reader.words[0], own)
        return
    reader.finish()
