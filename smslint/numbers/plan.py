"""The numbering plan in memory: it classifies one number or millions.

The automaton reads the digits after the ``+``. One number walks the flat table that was read from the file, so a run
that checks a few numbers creates no objects. Many numbers walk linked lists, which are built once.
"""

from __future__ import annotations

from itertools import chain, islice
from operator import length_hint
from typing import TYPE_CHECKING

from smslint.numbers.label import MAX_DIGITS, TEXTED, TOO_LONG, Label
from smslint.numbers.planfile import PlanData, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Self

LINK_ABOVE = 80_000
"""The number of texts from which linking the states (60 ms) costs less than it saves (0.8 µs a text)."""
NOT_E164_ID = 0
"""The label of every text that is not ``+`` and ASCII digits."""

LONGEST_WRITTEN = MAX_DIGITS + 5
"""The longest plus sign and digits that can be a number after a national prefix is removed."""

SYMBOLS = 16
"""The width of a row of the step table: a power of two, so that a shift finds the row."""
END_SYMBOL = 10
OTHER_SYMBOL = 11

_WIDTH = ord("9") + 1
"""A linked state is a list indexed by byte, up to the digit nine."""
_LABEL = 0
"""Where a linked state keeps its label id; a NUL in a text leads to an error like any other unexpected byte."""


class Plan:
    """A compiled numbering plan. Answers are label ids, stable for one plan; :meth:`label` turns one into a record."""

    __slots__ = (
        "_code_of",
        "_codes",
        "_data",
        "_labels",
        "_linked",
        "_reached",
        "_too_long",
        "metadata_version",
        "source",
    )

    def __init__(self, data: PlanData, source: str) -> None:
        self._data = data
        self._labels: list[Label | None] = [None] * len(data.labels)
        self._linked: list[object] | None = None
        self._codes: dict[str, tuple[str, str, str]] | None = None
        self._code_of: dict[str, str] | None = None
        self._reached: dict[int, bool] = {}
        self._too_long = data.labels.index("\t".join(("too_long", "", TOO_LONG.type, "0", "", "0")))
        self.metadata_version = data.metadata_version
        """The version of ``phonenumbers`` whose metadata this is."""
        self.source = source
        """The origin of the plan: ``shipped``, ``cache`` or ``built``."""

    @classmethod
    def read(cls, blob: bytes, source: str) -> Self:
        """A plan from the bytes of its file; raises :class:`~smslint.errors.PlanError` if they are damaged."""
        return cls(unpack(blob), source)

    def __len__(self) -> int:
        """How many states there are."""
        return len(self._data.label_of)

    def classify(self, text: str) -> int:
        """The label id of a text. Only ``+`` and ASCII digits are read; everything else is :data:`NOT_E164_ID`."""
        if not (text[:1] == "+" and text.isascii() and text[1:].isdigit()):
            return NOT_E164_ID
        if len(text) > MAX_DIGITS + 1:
            return self._too_long
        following = self._data.next
        state = 0
        for byte in text[1:].encode():
            state = following[state * 10 + byte - 48]
        return self._data.label_of[state]

    def reaches(self, head: str, more: int) -> bool:
        """Whether some valid number that can be texted begins with the digits ``head`` and has ``more`` digits after them."""
        if len(head) + more > MAX_DIGITS:
            return False
        state = 0
        for digit in head:
            state = self._data.next[state * 10 + int(digit)]
        return self._reaches(state, more)

    def _reaches(self, state: int, more: int) -> bool:
        key = state * 16 + more
        known = self._reached.get(key)
        if known is None:
            if more:
                known = any(self._reaches(self._data.next[state * 10 + digit], more - 1) for digit in range(10))
            else:
                label = self.label(self._data.label_of[state])
                known = label.canonical and label.type in TEXTED
            self._reached[key] = known
        return known

    def classify_many(self, texts: Iterable[str]) -> Iterator[int]:
        """The label ids of texts, in order and lazily. Above :data:`LINK_ABOVE` texts the states are linked."""
        if self._linked is not None or length_hint(texts) > LINK_ABOVE:
            return self._classify_linked(texts)
        texts = iter(texts)
        first = map(self.classify, islice(texts, LINK_ABOVE))
        return chain(first, self._classify_rest(texts))

    def _classify_rest(self, texts: Iterator[str]) -> Iterator[int]:
        """The texts after the first :data:`LINK_ABOVE`; states are linked only if there are any."""
        for text in texts:
            yield from self._classify_linked(chain((text,), texts))

    def _classify_linked(self, texts: Iterable[str]) -> Iterator[int]:
        start: Any = self.linked()
        for text in texts:
            state = start
            try:
                # The interpreter is fastest with plain list subscripts by small integers.
                for byte in text.encode():
                    state = state[byte]
                yield state[_LABEL]
            except (IndexError, TypeError, UnicodeEncodeError):
                yield NOT_E164_ID

    def linked(self) -> list[object]:
        """The state before the ``+``: a list from a byte to the next state or ``None``, its label id at 0. Built once."""
        if self._linked is None:
            states: list[list[object]] = [[None] * _WIDTH for _ in self._data.label_of]
            following = self._data.next.tolist()
            for number, state in enumerate(states):
                state[ord("0") :] = [states[target] for target in following[number * 10 : number * 10 + 10]]
                state[_LABEL] = self._data.label_of[number]
            start: list[object] = [None] * _WIDTH
            start[ord("+")] = states[0]
            # The empty text and "+" alone have no digits.
            start[_LABEL] = states[0][_LABEL] = NOT_E164_ID
            self._linked = start
        return self._linked

    def label(self, label_id: int) -> Label:
        """The label with this id."""
        label = self._labels[label_id]
        if label is None:
            label = self._labels[label_id] = self._read_label(self._data.labels[label_id])
        return label

    def _read_label(self, line: str) -> Label:
        error, region, kind, canonical, length, zones = line.split("\t")
        return Label(error, region or None, kind, canonical == "1", length, tuple(self._data.zones[int(zones)].split()))

    @property
    def labels(self) -> int:
        """How many labels there are; ids count from 0."""
        return len(self._labels)

    def canonical(self, text: str) -> str:
        """The E.164 form of ``+`` and digits: without a national prefix, rewritten if the country has a rule for it.

        With the prefix a number may be longer than E.164 allows: ``+49 (0)800 1234567890`` has 16 digits.
        """
        label = self.label(self.classify(text))
        if label.canonical or label.error not in ("", TOO_LONG.error) or len(text) > LONGEST_WRITTEN:
            return text
        code = next((text[1:end] for end in (2, 3, 4) if text[1:end] in self.codes), None)
        if code is None:
            return text
        _, pattern, rule = self.codes[code]
        return f"+{code}{strip_prefix(text[1 + len(code) :], pattern, rule)}"

    @property
    def codes(self) -> dict[str, tuple[str, str, str]]:
        """By calling code: its regions (the main one first, separated by spaces), prefix pattern and rewrite rule."""
        if self._codes is None:
            rows = (line.split("\t") for line in self._data.codes)
            self._codes = {code: (regions, pattern, rule) for code, regions, pattern, rule in rows}
        return self._codes

    def calling_code(self, region: str) -> str | None:
        """The calling code of a region, such as ``44`` for ``GB``; the first one if it has several."""
        if self._code_of is None:
            last_first = reversed(self.codes.items())
            self._code_of = {each: code for code, (regions, _, _) in last_first for each in regions.split()}
        return self._code_of.get(region)

    def same_answers(self, other: Plan) -> bool:
        """Whether two plans are equal, including their versions."""
        return self._data == other._data

    def step_table(self) -> tuple[bytes, int]:
        """The automaton for a stepper that handles many texts at once: the bytes of a uint16 table, and ``ends``.

        ``next[state * 16 + symbol]``, native byte order; symbols 0-9 are digits, 10 is the end of the text, 11 anything else
        (12-15 are never used). State 0 is the start, after the ``+``. Row ``ends + k`` is the end state of label ``k``; an
        end symbol stays there, anything else goes to row ``ends``, which is the end state of label 0, *not E.164*. So after
        a text padded with end symbols the label id is ``state - ends``. Use :meth:`classify` instead for texts of more than 16
        characters, and for texts that contain a NUL if NUL is the padding.
        """
        from array import array

        following, label_of = array("H", self._data.next.tobytes()), self._data.label_of
        ends = len(label_of)
        table = array("H")
        tail = array("H", [ends] * (SYMBOLS - END_SYMBOL))
        for state, label_id in enumerate(label_of):
            table.extend(following[state * 10 : state * 10 + 10])
            tail[0] = ends + label_id if state else ends
            table.extend(tail)
        row = array("H", [ends] * SYMBOLS)
        for label_id in range(self.labels):
            row[END_SYMBOL] = ends + label_id
            table.extend(row)
        return table.tobytes(), ends


def strip_prefix(national: str, pattern: str, rule: str) -> str:
    """Remove or rewrite a national prefix that is known to be present."""
    import re

    match = re.match(pattern, national)
    if match is None:
        return national
    if rule and match[match.re.groups] is not None:
        return match.expand(rule) + national[match.end() :]
    return national[match.end() :]
