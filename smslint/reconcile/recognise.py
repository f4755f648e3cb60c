"""Which template one text of a log is from, how many segments it takes, and why these are not what was expected."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.reconcile.beginnings import ELLIPSES, Beginnings
from smslint.reconcile.canonical import canonical, moved
from smslint.reconcile.causes import Expected
from smslint.reconcile.matcher import Matcher
from smslint.reconcile.observed import Observed
from smslint.reconcile.redacted import is_hidden
from smslint.records import NamedTuple
from smslint.text.gsm7 import GSM7
from smslint.vocabulary import CUT, NO_TEMPLATE, NO_TEXT, OTHER_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.reconcile.causes import Found
    from smslint.reconcile.form import Form, Hole
    from smslint.reconcile.matcher import Match
    from smslint.reconcile.template import Template
    from smslint.rules.providers import Provider

_ENOUGH: Final = 3
"""So many texts of the longest length that only begin as a template does are a limit of the log, if they are not all equal."""
_STRIPPED: Final = 2
"""How many characters less a cut text may have: spaces at its end are dropped."""

_SHORT: Final = 70
"""So many characters of ASCII are one segment in any alphabet."""
_MOST: Final = 16
"""Of more templates, nobody can say which one a cut text is from."""
_TOO_MANY: Final = (-1,)


class Why(NamedTuple):
    """Why messages are from no template."""

    reason: str
    form: Form | None = None
    hole: Hole | None = None


Spot = int | tuple[int, ...] | Why
"""The template, the templates that it may be, or why it is none."""
Verdict = tuple[Spot, "int | None", "tuple[Found, ...]", int, tuple[int, ...]]
"""Where a text belongs; its segments, ``None`` if the log has not all of it; why they are not as expected; and, if it may be cut, its length
and the templates that begin as it does."""


class Recogniser:
    """Recognises texts one by one, and remembers what their values and their lengths show."""

    def __init__(
        self,
        templates: Sequence[Template],
        forms: Sequence[Form],
        provider: Provider | None,
        prefixes: Iterable[str] = (),
    ) -> None:
        """:param prefixes: what the provider may put in front of a text."""
        usable = [each for each in forms if each.recognisable]
        self._templates = templates
        self._matcher = Matcher(usable)
        self._beginnings = Beginnings(usable)
        self._expected = Expected(templates, provider)
        self._prefixes = tuple(prefixes)
        self._alphabet = GSM7 if provider is None else provider.alphabet()
        """In which messages are counted that are from no template."""
        self.observed = Observed()
        self.prefixed: Counter[str] = Counter()
        """How many texts begin with what the provider puts in front."""
        self._longest = self._evidence = 0
        self._different: set[int] = set()

    @property
    def limit(self) -> int:
        """The length at which the log cuts texts; 0 if it does not."""
        return self._longest if self._evidence >= _ENOUGH and len(self._different) > 1 else 0

    def recognise(self, body: str, segments: str, failure: str) -> Verdict:
        """What a text is.

        :param segments: those that were billed, as the log writes them.
        :param failure: empty if the message did not fail.
        """
        own = self._without_prefix(body) if self._prefixes and body.startswith(self._prefixes) else body
        text = canonical(own)
        match = self._matcher.match(text)
        form = match.form
        if form is None:
            return self._other(body, text, match)
        template = form.template
        short = len(body) <= _SHORT and body.isascii()
        counted = 1 if short else self._templates[template].alphabet.measure(body)[2]
        spans = match.spans if not form.inner or form.sure(text, match.spans) else None
        if spans is not None and form.holes:
            if text != own:
                spans = moved(spans, own, text)
            self.observed.see(form, own, spans)
        causes: tuple[Found, ...] = ()
        expected = self._expected
        if counted > expected.most[template] or segments != expected.written(counted):
            causes = expected.causes(
                form, own, spans, counted, segments, prefix=body[: len(body) - len(own)], failed=bool(failure)
            )
        if len(body) < self._longest:
            return template, counted, causes, 0, ()
        more = form.last == "" and segments.isdecimal() and len(segments) < 7 and int(segments) > counted
        return template, counted, causes, len(body), self._begun(body, text, [form], evidence=more)

    def _without_prefix(self, body: str) -> str:
        prefix = next(each for each in self._prefixes if body.startswith(each))
        self.prefixed[prefix] += 1
        return body[len(prefix) :]

    def _other(self, body: str, text: str, match: Match) -> Verdict:
        """A text that is from no template, or may be from several."""
        if match.several:
            counted = self._templates[match.several[0]].alphabet.measure(body)[2]
            begun = self._begun(body, text, (), evidence=False) if len(body) >= self._longest else ()
            if begun and begun != _TOO_MANY:
                begun = tuple(sorted({*match.several, *begun}))
            return match.several, counted, (), len(body), begun
        if is_hidden(text):
            return Why(NO_TEXT), None, (), 0, ()
        stem = next((text.removesuffix(each).rstrip(" ") for each in ELLIPSES if text.endswith(each)), None)
        forms = [] if stem is None else self._beginnings.of(stem, _MOST)
        if forms:
            self._show(body)
            told = one_of(self._templates_of(forms)) if len(forms) <= _MOST else Why(CUT)
            return told, None, (), 0, ()
        begun = self._begun(body, text, (), evidence=True) if len(body) >= self._longest - _STRIPPED else ()
        why = Why(NO_TEMPLATE) if match.near is None else Why(OTHER_VALUE, match.near, match.hole)
        return why, self._alphabet.measure(body)[2], (), len(body), begun

    def _begun(self, body: str, text: str, whole: Sequence[Form], *, evidence: bool) -> tuple[int, ...]:
        """The templates that a text would be from if it were cut.

        :param whole: the forms that it is if it is not.
        :param evidence: whether it shows that the log cuts texts.
        """
        forms = self._beginnings.of(text, _MOST)
        self._show(body, evidence=evidence and bool(forms))
        if len(forms) > _MOST:
            return _TOO_MANY
        if not forms:
            return ()
        known = {each.template for each in forms}
        return self._templates_of([*forms, *(each for each in whole if each.template not in known)])

    def _show(self, body: str, *, evidence: bool = True) -> None:
        """Take the length of a text into account."""
        size = len(body)
        if size > self._longest:
            self._longest, self._evidence = size, 0
            self._different.clear()
        if evidence and size == self._longest:
            self._evidence += 1
            if len(self._different) < _ENOUGH:
                self._different.add(hash(body))

    def _templates_of(self, forms: Sequence[Form]) -> tuple[int, ...]:
        return tuple(sorted(each.template for each in self._matcher.closest(forms)))


def one_of(templates: tuple[int, ...]) -> Spot:
    """The template, or the group of them."""
    return templates[0] if len(templates) == 1 else templates


def settled(spot: Spot, length: int, begun: tuple[int, ...], limit: int) -> Spot | None:
    """Where a text belongs if the log has cut it, which is only known at the end; ``None`` if it is all there.

    :param limit: the length at which the log cuts texts; 0 if it does not.
    """
    if not limit or not length or length > limit:
        return None
    missed = isinstance(spot, Why)
    if begun == _TOO_MANY:
        return Why(CUT) if length == limit else None
    if begun and (length == limit or (missed and length >= limit - _STRIPPED)):
        return one_of(begun)
    return Why(CUT) if missed and length == limit else None
