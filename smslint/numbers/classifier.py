"""National digits to region, type, length and zones, for one calling code.

All patterns of all regions of a calling code run side by side as one set of NFA states (subset construction). A state of
the result is that set, the length so far (a type only matches the lengths that it lists) and the place in the tree of time
zone prefixes. Its answers are those of ``region_code_for_number``, ``number_type`` and ``time_zones_for_number``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.phonenumberutil import is_number_type_geographical
from phonenumbers.tzdata import TIMEZONE_DATA

from smslint.errors import PlanError
from smslint.numbers.graph import DIGITS, Graph
from smslint.numbers.label import UNKNOWN
from smslint.numbers.metadata_pattern import (
    ANY_DIGIT,
    Alternation,
    Digits,
    Group,
    Node,
    Repeat,
    Sequence,
    parse_pattern,
)
from smslint.numbers.oracle import TYPES
from smslint.numbers.zones import by_prefix, in_region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonenumbers.phonemetadata import PhoneNumberDesc

MAX_NATIONAL = 17
"""The most digits of a stripped or rewritten number; the shape rule refuses longer inputs earlier."""

# In the order in which the library tries them: the first match wins. Fixed and mobile come last, see _type.
_SPECIAL = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
_DESCRIPTIONS = ("general_desc", *_SPECIAL, "fixed_line", "mobile")
_LEADING = "leading_digits"

Tag = tuple[int, str]
"""A pattern that matched: its region (by index in the calling code's list) and which of the region's descriptions it is."""


class National(NamedTuple):
    """The classification of national digits, without regard to prefixes."""

    region: str | None
    type: str
    viable: bool
    """Whether the main region's general pattern matches, at any length."""
    length: str
    zones: tuple[str, ...]


class _Nfa:
    """Patterns as shared continuation nodes: a node accepts, consumes one digit, or splits."""

    def __init__(self) -> None:
        self.accepts: dict[int, Tag] = {}
        self.moves: dict[int, tuple[int, int]] = {}
        self._splits: dict[int, tuple[int, ...]] = {}
        self._known: dict[object, int] = {}
        self._closures: dict[int, frozenset[int]] = {}

    def _node(self, key: object) -> int:
        return self._known.setdefault(key, len(self._known))

    def accept(self, tag: Tag) -> int:
        node = self._node(("accept", tag))
        self.accepts[node] = tag
        return node

    def accept_any_tail(self, tag: Tag) -> int:
        """Accept now and after any further digits: a match of a prefix."""
        loop = self._node(("tail", tag))
        self.moves[loop] = (ANY_DIGIT, self.split((self.accept(tag), loop)))
        return self.split((self.accept(tag), loop))

    def split(self, arms: tuple[int, ...]) -> int:
        node = self._node(("split", arms))
        self._splits[node] = arms
        return node

    def consume(self, mask: int, then: int) -> int:
        node = self._node(("move", mask, then))
        self.moves[node] = (mask, then)
        return node

    def add(self, tree: Node, then: int) -> int:
        """The node that matches ``tree`` and then ``then``."""
        if isinstance(tree, Digits):
            return self.consume(tree.mask, then)
        if isinstance(tree, Group):
            return self.add(tree.item, then)
        if isinstance(tree, Alternation):
            return self.split(tuple(self.add(arm, then) for arm in tree.arms))
        if isinstance(tree, Sequence):
            for item in reversed(tree.items):
                then = self.add(item, then)
            return then
        if isinstance(tree, Repeat):
            after = then
            for _ in range(tree.most - tree.least):
                then = self.split((self.add(tree.item, then), after))
            for _ in range(tree.least):
                then = self.add(tree.item, then)
            return then
        raise PlanError(f"a {type(tree).__name__} in a pattern that must match whole numbers")

    def closure(self, node: int) -> frozenset[int]:
        """The nodes reached without a digit."""
        known = self._closures.get(node)
        if known is None:
            arms = self._splits.get(node)
            known = frozenset((node,)) if arms is None else frozenset().union(*map(self.closure, arms))
            self._closures[node] = known
        return known


class _ZonePlace(NamedTuple):
    """A position in the tree of zone prefixes: the prefix while longer entries exist, and the best zones so far."""

    prefix: str | None
    zones: tuple[str, ...]


_ZONES = by_prefix(TIMEZONE_DATA)


def _inner_prefixes() -> frozenset[str]:
    return frozenset(prefix[:end] for prefix in _ZONES for end in range(len(prefix)))


class Classifier:
    """The automaton of one calling code: ``graph`` from ``root``, labelled :class:`National`."""

    _inner = _inner_prefixes()

    def __init__(self, calling_code: int) -> None:
        self.code = calling_code
        self.regions = COUNTRY_CODE_TO_REGION_CODE[calling_code]
        self.metadata = [self._metadata(region) for region in self.regions]
        self.graph: Graph[National] = Graph()
        self._nfa = _Nfa()
        self._built: dict[tuple[frozenset[int], int, _ZonePlace], int] = {}
        # The library ignores prefixes shorter than two digits here; so do we.
        self._country_zones = self._longest(str(calling_code)[: end + 1] for end in range(1, 10))
        start = self._longest(str(calling_code)[:end] for end in range(1, 4))
        self.root = self._build(self._patterns(), 0, self._place(str(calling_code), start))

    @property
    def main(self) -> PhoneMetadata:
        """The main region's metadata: only this decides lengths and national prefixes."""
        return self.metadata[0]

    def _metadata(self, region: str) -> PhoneMetadata:
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(self.code, region)
        if metadata is None:
            raise PlanError(f"phonenumbers has no metadata for {region} (+{self.code})")
        return metadata

    def _patterns(self) -> frozenset[int]:
        starts: list[int] = []
        for index, metadata in enumerate(self.metadata):
            for name in _DESCRIPTIONS:
                description: PhoneNumberDesc | None = getattr(metadata, name)
                if description is not None and description.national_number_pattern:
                    tree = parse_pattern(description.national_number_pattern).node
                    starts.append(self._nfa.add(tree, self._nfa.accept((index, name))))
            if metadata.leading_digits is not None and len(self.regions) > 1:
                tree = parse_pattern(metadata.leading_digits).node
                starts.append(self._nfa.add(tree, self._nfa.accept_any_tail((index, _LEADING))))
        return frozenset().union(*map(self._nfa.closure, starts))

    def _build(self, states: frozenset[int], length: int, place: _ZonePlace) -> int:
        key = (states, length, place)
        node = self._built.get(key)
        if node is None:
            children = None if length == MAX_NATIONAL else self._children(states, length, place)
            node = self._built[key] = self.graph.add(self._label(states, length, place), children)
        return node

    def _children(self, states: frozenset[int], length: int, place: _ZonePlace) -> tuple[int, ...]:
        moves = [self._nfa.moves[state] for state in states if state in self._nfa.moves]
        children = []
        for digit in DIGITS:
            bit = 1 << digit
            after: frozenset[int] = frozenset().union(*(self._nfa.closure(then) for mask, then in moves if mask & bit))
            children.append(self._build(after, length + 1, self._next_place(place, digit)))
        return tuple(children)

    def _label(self, states: frozenset[int], length: int, place: _ZonePlace) -> National:
        tags = {self._nfa.accepts[state] for state in states if state in self._nfa.accepts}
        region, kind = self._region_and_type(tags, length)
        return National(
            region, kind, (0, "general_desc") in tags, self._length(length), self._zones(kind, region, place)
        )

    # --- the library's tests, in the library's order ---

    def _region_and_type(self, tags: set[Tag], length: int) -> tuple[str | None, str]:
        if len(self.regions) == 1:
            return self.regions[0], self._type(0, tags, length)
        for index, region in enumerate(self.regions):
            if self.metadata[index].leading_digits is not None:
                if (index, _LEADING) in tags:
                    return region, self._type(index, tags, length)
            elif (kind := self._type(index, tags, length)) != UNKNOWN:
                return region, kind
        return None, UNKNOWN

    def _type(self, index: int, tags: set[Tag], length: int) -> str:
        def matches(name: str) -> bool:
            if (index, name) not in tags:
                return False
            lengths = getattr(self.metadata[index], name).possible_length
            return not lengths or length in lengths

        if not matches("general_desc"):
            return UNKNOWN
        for name in _SPECIAL:
            if matches(name):
                return name
        same = self.metadata[index].same_mobile_and_fixed_line_pattern
        if matches("fixed_line"):
            return "fixed_line_or_mobile" if same or matches("mobile") else "fixed_line"
        return "mobile" if not same and matches("mobile") else UNKNOWN

    def _length(self, length: int) -> str:
        general = self.main.general_desc
        if general is None:
            raise PlanError(f"phonenumbers has no general description for +{self.code}")
        if length in general.possible_length_local_only:
            return "local_only"
        if length in general.possible_length:
            return "possible"
        if length < general.possible_length[0]:
            return "too_short"
        return "too_long" if length > general.possible_length[-1] else "invalid_length"

    def _zones(self, kind: str, region: str | None, place: _ZonePlace) -> tuple[str, ...]:
        if kind == UNKNOWN:
            return ()
        zones = place.zones if is_number_type_geographical(_TYPE_CODES[kind], self.code) else self._country_zones
        return in_region(zones, region)

    # --- the tree of time zone prefixes ---

    @staticmethod
    def _longest(prefixes: Iterable[str]) -> tuple[str, ...]:
        zones: tuple[str, ...] = ()
        for prefix in prefixes:
            zones = tuple(_ZONES.get(prefix, zones))
        return zones

    def _place(self, prefix: str, zones: tuple[str, ...]) -> _ZonePlace:
        return _ZonePlace(prefix if prefix in self._inner else None, zones)

    def _next_place(self, place: _ZonePlace, digit: int) -> _ZonePlace:
        if place.prefix is None:
            return place
        prefix = f"{place.prefix}{digit}"
        return self._place(prefix, tuple(_ZONES.get(prefix, place.zones)))


_TYPE_CODES = {name: code for code, name in TYPES.items()}
