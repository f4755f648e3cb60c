"""Why the provider billed other segments than a text takes, and why a text takes more than its template can."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.reconcile.record import Cause
from smslint.records import NamedTuple
from smslint.text.gsm7 import GSM_7, measure_ucs2
from smslint.text.splitting import alternatives
from smslint.text.values import UNKNOWN
from smslint.vocabulary import (
    APPENDED,
    ENCODING,
    NOT_BILLED,
    PREFIX,
    SMART_ENCODING,
    SPLIT,
    UNEXPLAINED,
    VALUE_ENCODING,
    VALUE_LENGTH,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.reconcile.form import Form, Hole, Spans
    from smslint.reconcile.template import Template
    from smslint.rules.providers import Provider

_NO_LIMIT: Final = 10**9
_WIDE_HEADER: Final = {True: (160, 152), False: (70, 66)}
"""Units in one segment, and in each of several that have a reference of two octets (3GPP TS 23.040 §9.2.3.24.8)."""


class Found(NamedTuple):
    """A cause of one message."""

    cause: str
    segments: int
    placeholder: str | None = None


class Expected:
    """Compares what each message took with what was expected."""

    def __init__(self, templates: Sequence[Template], provider: Provider | None = None) -> None:
        """:param provider: whose log it is, if that is another one than the project states: it bills."""
        self._templates = templates
        self._provider = provider
        self.most = [_NO_LIMIT if each.most is None else each.most for each in templates]
        self._written = list(map(str, range(256)))

    def written(self, count: int) -> str:
        """A number of segments as logs write it."""
        return self._written[count] if count < len(self._written) else str(count)

    def causes(
        self, form: Form, own: str, spans: Spans | None, counted: int, segments: str, *, prefix: str, failed: bool
    ) -> tuple[Found, ...]:
        """Why a message took more segments than its template can, and why other ones were billed than its text takes.

        :param own: the text without what the provider puts in front of it.
        :param counted: the segments of both together.
        """
        number = form.template
        body = prefix + own
        found = []
        alone = self._templates[number].alphabet.measure(own)[2] if prefix else counted
        if counted > alone:
            found.append(Found(PREFIX, counted - alone))
        if alone > self.most[number]:
            values = None if spans is None else [own[start:end] for start, end in spans]
            cause, placeholder = _declared(self._templates[number], form, values, own)
            found.append(Found(cause, alone - self.most[number], placeholder))
        billed = int(segments) if segments.isascii() and segments.isdigit() and len(segments) < 7 else counted
        if billed == 0 and failed:
            found.append(Found(NOT_BILLED, -counted))
        elif billed not in {0, counted}:
            found.append(Found(_difference(self._templates[number], body, billed, self._provider), billed - counted))
        return tuple(found)


def gathered(counts: Iterable[tuple[tuple[Found, ...], int]]) -> tuple[Cause, ...]:
    """The causes of some messages, those with the most messages first."""
    messages: Counter[tuple[str, str | None]] = Counter()
    segments: Counter[tuple[str, str | None]] = Counter()
    for causes, count in counts:
        for each in causes:
            messages[each.cause, each.placeholder] += count
            segments[each.cause, each.placeholder] += count * each.segments
    found = [Cause(cause, count, segments[cause, name], name) for (cause, name), count in messages.items()]
    return tuple(sorted(found, key=lambda each: (-each.messages, each.cause, each.placeholder or "")))


def _declared(template: Template, form: Form, values: Sequence[str] | None, body: str) -> tuple[str, str | None]:
    """Whether a value is longer than it may be, or has other characters, and of which placeholder."""
    pairs = [] if values is None else list(zip(form.holes, values, strict=True))
    encoding = template.alphabet.measure(body)[0]
    if encoding not in template.encodings:
        outside = [hole for hole, value in pairs if template.plain.first_offender(value) >= 0]
        return VALUE_ENCODING, outside[0].name if outside else None
    longest = max(
        ((_excess(template, hole, value), hole.name) for hole, value in pairs),
        key=lambda each: each[0],
        default=(0, None),
    )
    return VALUE_LENGTH, longest[1] if longest[0] > 0 else None


def _excess(template: Template, hole: Hole, value: str) -> int:
    """How many characters a value has more than it may."""
    known = (template.values.lookup(hole.name) if hole.name else None) or UNKNOWN
    if not known.bounded:
        return 0
    return len(value) - max(
        len(each) if isinstance(each, str) else (each.most or 0) + len(each.suffix) for each in known.options
    )


def _difference(template: Template, body: str, billed: int, provider: Provider | None) -> str:
    """What makes the segments of a text those that were billed."""
    alphabet = template.plain
    encoding, _, count = alphabet.measure(body)
    smart = template.smart(body)
    for sent in dict.fromkeys((smart, smart if provider is None else provider.smart_encoding.apply(body, alphabet))):
        if sent != body and billed in {count, alphabet.measure(sent)[2]}:
            return SMART_ENCODING  # on where it was counted as off, or the other way round
    if template.appended and billed == template.alphabet.measure(body + template.appended)[2]:
        return APPENDED
    if encoding == GSM_7 and billed == measure_ucs2(body)[2]:
        return ENCODING
    if encoding != GSM_7 and billed == _as_gsm7(body, template):
        return ENCODING
    for text in dict.fromkeys((body, smart)):
        if billed in alternatives(text, alphabet).values() or billed == _with_wide_header(text, template):
            return SPLIT
    return UNEXPLAINED


def _as_gsm7(body: str, template: Template) -> int:
    """The segments of a text if something stands for each character outside of the alphabet."""
    alphabet = template.plain
    return alphabet.measure("".join(char if alphabet.septets(char) else "?" for char in body))[2]


def _with_wide_header(body: str, template: Template) -> int:
    encoding, units, _ = template.plain.measure(body)
    single, several = _WIDE_HEADER[encoding == GSM_7]
    return 1 if units <= single else -(-units // several)
