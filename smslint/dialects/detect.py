"""Detects the dialect of a text without a setting: the constructs in the text are weighed for all dialects at once.

Each construct is evidence for the dialects that have it and against those in which it is an error. Of the dialects without evidence
against them, the one with the most evidence is chosen. The others are kept: if they read the text differently, the correct reading is unknown.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.constructs import (
    ASKS,
    BARE_RUBY,
    BREAKS,
    CODES,
    CONSTRUCTS,
    DELIMITERS,
    ESCAPING,
    FILTER,
    FORLOOP,
    FORLOOP_OF,
    GO,
    HELPER,
    HELPERS,
    INTERPOLATES,
    LOOP,
    MARKS_OF_HOSTS,
    NAME,
    NOT_RUBY,
    SECTION,
    SIGN,
    SIGNED,
    SIMPLER,
    TRIMS,
    WEIGHTS,
    WORD,
)
from smslint.dialects.tags_and_filters import TAGGED, dialects_by_tag, filters_of
from smslint.records import NamedTuple

if TYPE_CHECKING:
    import re


class Likeness(NamedTuple):
    """The dialect that a text looks like."""

    dialect: str
    evidence: tuple[str, ...] = ()
    """The evidence in the text, as written: ``{{ name }}``; the clearest first."""
    also: tuple[str, ...] = ()
    """Other dialects without errors in the text; in some of them it may have another meaning."""
    fit: tuple[str, ...] = ()
    """All dialects of its kind without errors in the text, also those in which it cannot have another meaning."""


PLAIN: Final = Likeness("plain")
BRACED: Final = (*TAGGED, "handlebars", "mustache")
"""The dialects with ``{{ name }}``; here and below, of equal ones the most likely first."""
_ORDER: Final = (
    *BRACED, "go", "blade", "erb", "velocity", "dollar", "percent", "parens", "brackets", "icu", "fluent", "brace", "colon",
)  # fmt: skip
_RIVALS: Final = frozenset({*BRACED, "go", "blade"})
"""The dialects with similar constructs: a construct of one is not one of another."""
_SHOWN: Final = 60
"""The most characters of a construct that are shown."""
_STRONG: Final = 3
"""The weight from which a construct of another dialect is stronger than the file's format."""


def detect(source: str, host: str | None = None) -> Likeness:
    """The dialect that a text looks like: ``plain`` if nothing in it looks like a placeholder.

    :param host: the usual dialect of texts in such a file. It is used unless the text has the constructs of another dialect.
    """
    mark = MARKS_OF_HOSTS.get(host or "")
    own = mark is not None and mark.search(source) is not None
    if SIGN.search(source) is None:
        return Likeness(host) if own and host else PLAIN
    found, weight = _detect(source)
    strong = _STRONG + (host in ESCAPING)
    known = weight < strong or found.dialect in {host, SIMPLER.get(host or "")}
    return Likeness(host) if own and host and known else found


@lru_cache(maxsize=1024)
def _detect(source: str) -> tuple[Likeness, int]:
    """The likeness, and the weight of its evidence."""
    weighing = _Weighing()
    at = 0
    while sign := SIGN.search(source, at):
        begin = sign.start()
        pattern = CONSTRUCTS.get(source[begin : begin + 2]) or CONSTRUCTS[sign[0]]
        match = pattern.match(source, begin)
        at = sign.end() if match is None else match.end()
        if match is not None and DELIMITERS.match(match[0]):
            weighing.say(match[0], 9, ("mustache",))
            break  # what follows is no evidence: its tags are between other signs
        if match is not None:
            weighing.construct(match.lastgroup or "", match[0])
    return weighing.answer(source)


class _Weighing:
    """The evidence for each dialect, and the dialects with evidence against them."""

    def __init__(self) -> None:
        self.score: Counter[str] = Counter()
        self.wrong: set[str] = set()
        self.shown: list[tuple[int, str, tuple[str, ...]]] = []
        self.named = self.foreign = self.telling = False
        """Whether there is a construct that two dialects may read differently."""
        self.odd = False
        """Whether there is a construct that is an error in all dialects with tags: Scriban's ``{{ if x }}``, doT's ``{{? x }}``."""

    def construct(self, kind: str, written: str) -> None:
        if kind == "tag":
            self.tag(written)
        elif kind == "output":
            self.output(written)
        elif kind == "odd":
            self.odd = True
        elif kind in {"smarty", "foreign"} or (kind == "erb" and NOT_RUBY.search(written)):
            self.foreign = True
        elif kind != "erb" or not BARE_RUBY.match(written):
            dialect = "percent" if kind == "printf" else kind
            self.say(written, WEIGHTS[kind], (dialect,), only=kind == "blade")
            if kind == "dollar":
                self.score["velocity"] += 1

    def say(self, written: str, weight: int, dialects: tuple[str, ...], *, only: bool = True) -> None:
        """Add evidence for these dialects, most for the first; ``only`` means that it is an error in all similar ones."""
        for each in dialects:
            self.score[each] += weight
        if only:
            self.wrong |= _others(dialects)
        self.shown.append((weight, written, dialects))

    def trimmed(self, code: str) -> str:
        """The code without its marks for white space, which not every dialect has."""
        for mark in (code[:1], code[-1:]):
            if mark in TRIMS:
                self.wrong |= _others(TRIMS[mark])
        return code.strip("-+~")

    def tag(self, written: str) -> None:
        match = WORD.match(self.trimmed(written[2:-2]))
        if match is None:
            return
        word, after = match.groups()
        dialects = dialects_by_tag().get(word, ())
        if word == "trans" and after and after in "\"'":
            dialects = ("django",)
        for pattern, having in ASKS:
            if pattern.search(written[2:-2].strip("-+~")):
                self.say(written, 5, having)
        # A word that no dialect has may be a tag that a program adds; it only shows that there are tags.
        self.say(written, 8 - len(dialects) if dialects else 3, dialects or TAGGED)

    def output(self, written: str) -> None:
        if "for" in written and FORLOOP.match(written):
            having = (dialects for pattern, dialects in FORLOOP_OF if pattern.match(written))
            self.say(written, 5, next(having, ("liquid", "django")))
        elif "loop" in written and LOOP.match(written):
            self.say(written, 5, ("jinja", "twig"))
        elif NAME.match(written):
            if not self.named:  # the second adds nothing to the first
                self.named = True
                self.say(written, 3, BRACED)
            return
        else:
            self.code(written)

    def code(self, written: str) -> None:
        """An output of more than a name."""
        triple = written.startswith("{{{") and written.endswith("}}}")
        code = written[3:-3] if triple else written[2:-2]
        if "${" in written:  # Braze
            self.say(written, 6, ("liquid",))
        elif triple:
            self.say(written, 5, ("handlebars", "mustache"))
        elif code.strip().isdigit():  # the number of a value, as in WhatsApp and Twilio Content
            self.say(written, 3, ("mustache", "handlebars"))
            self.score["mustache"] += 1
        elif SIGNED.match(code) or GO.match(code):
            self.signed(written, code)
        elif code.strip() and not code.startswith("{") and ":default=" not in code:  # that is Marketo
            self.expression(written, self.trimmed(code))

    def signed(self, written: str, code: str) -> None:
        """An output that begins with a sign or a word that Jinja, Django, Liquid and Twig do not have there."""
        word = code.strip(" \t\n-~")
        if word == "else" or word.startswith("else "):
            go = word == "else" or GO.match(code) is not None
            self.say(written, 4, ("go", "handlebars") if go else ("handlebars",))
        elif GO.match(code):
            self.say(written, 6, ("go",))
        elif code.lstrip().startswith("$"):
            self.say(written, 4, ("blade",))
        elif section := SECTION.match(code):
            ours = bool(section[1] or section[3] or not section[2]) or section[2] in HELPERS
            self.say(written, 5, ("handlebars",) if ours else ("handlebars", "mustache"))
            self.telling = True
        else:
            self.say(written, 5, ("handlebars",) if "~" in (code[0], code[-1]) else ("handlebars", "mustache"))

    def expression(self, written: str, code: str) -> None:
        """A call of a helper, filters with their arguments, or code."""
        filters = list(FILTER.finditer(code))
        if "#{" in code and INTERPOLATES.search(code):
            self.say(written, 5, ("twig",))
        if filters:
            for match in filters:
                self.filter(written, match)
        elif HELPER.match(code):
            self.say(written, 4, ("handlebars",))
        else:
            having = next((dialects for pattern, dialects in CODES if pattern.search(code)), ())
            self.say(written, 4 if having else 3, having or ("jinja", "twig", "liquid"))
        self.telling = self.telling or not filters

    def filter(self, written: str, match: re.Match[str]) -> None:
        """The syntax of a filter's arguments shows the dialect; its name, if only some have it, is a hint."""
        name, sign, rest = match.groups()
        if sign == "(":
            self.say(written, 4, ("jinja", "twig"))
        elif sign == ":" and "," not in rest:
            self.say(written, 5, ("django", "liquid"))
        elif sign:
            self.say(written, 5, ("liquid",))
        has = tuple(dialect for dialect in TAGGED if name in filters_of(dialect))
        alike = not sign and len({filters_of(dialect)[name].effect for dialect in has}) == 1
        self.telling = self.telling or not alike
        if has or not sign:
            self.say(written, 3, has or TAGGED)

    def answer(self, source: str) -> tuple[Likeness, int]:
        if self.foreign or not self.score:
            return PLAIN, 0
        spoken = [each for each in _ORDER if each in self.score]
        fit = [each for each in spoken if each not in self.wrong] or spoken
        best = max(fit, key=self.score.__getitem__)
        if self.odd and best in BRACED:
            return PLAIN, 0
        shown = sorted((each for each in self.shown if best in each[2]), key=lambda each: -each[0])
        evidence = tuple(dict.fromkeys(_excerpt(written) for _, written, _ in shown))[:3]
        also: tuple[str, ...] = ()
        rivals = tuple(each for each in fit if each in _RIVALS and each not in self.wrong)
        if best in _RIVALS and best not in self.wrong and (self.telling or BREAKS.search(source)):
            also = tuple(each for each in rivals if each != best)
        return Likeness(best, evidence, also, rivals), self.score[best]


def _excerpt(written: str) -> str:
    line = written.partition("\n")[0]
    return line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..."


@cache
def _others(dialects: tuple[str, ...]) -> frozenset[str]:
    """The other dialects that look similar."""
    return _RIVALS.difference(dialects)
