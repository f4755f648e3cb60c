"""How often messages are sent: ``volumes:`` of a configuration, by file, by file and key, or by kind.

::

    templates/sale.txt: {monthly: 200000, regions: {US: 0.9, CA: 0.1}}
    "locales/*.yml#*.otp": 500000
    kind:marketing: 1000
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.prices.money import stated
from smslint.project.globs import compile_glob, matches
from smslint.records import NamedTuple
from smslint.rules.region_codes import REGIONS, suggestion
from smslint.text.name_globs import NameGlobs
from smslint.vocabulary import KINDS
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from smslint.settings import Node

KEYS: Final = ("monthly", "regions")
MOST: Final = 10**12
"""The largest volume that is not a mistake."""
_KIND: Final = "kind:"
_SIGNS: Final = frozenset("*?[{")


class Volume(NamedTuple):
    """How often one message is sent."""

    monthly: int
    """Messages a month."""
    shares: tuple[tuple[str, Decimal], ...] = ()
    """Which part of them goes to which region (ISO 3166-1 alpha-2): the parts add up to 1. Empty if nobody says so."""


class VolumeEntry(NamedTuple):
    """One line of ``volumes:``: the messages that it is about, and how often each of them is sent."""

    name: str
    """As it is written."""
    files: str
    """A glob; empty for every file."""
    key: str
    """A glob on the dotted key; empty for every message of the file."""
    kind: str
    volume: Volume

    @property
    def rank(self) -> tuple[int, bool]:
        """What is more exact goes first: a key, then a file, then a kind; and a name goes before a glob."""
        return (0 if self.key else 1 if self.files else 2), bool(_SIGNS.intersection(self.files + self.key))


def volumes_of(node: Node) -> tuple[VolumeEntry, ...]:
    """The entries of ``volumes:``, in the order in which they are written.

    :raises ConfigError: with the file, the line and the key.
    """
    stated = node.named()
    return tuple(_entry(stated, name) for name in stated.values)


def _entry(node: Node, name: str) -> VolumeEntry:
    volume = _volume(node, name)
    if name.startswith(_KIND):
        kind = name.removeprefix(_KIND).strip()
        if kind not in KINDS:
            node.fail(f"there is no kind {shown(kind)}; known: {', '.join(KINDS)}", name)
        return VolumeEntry(name, "", "", kind, volume)
    files, sign, key = name.partition("#")
    if not (files or key) or (sign and not key):
        node.fail("names no message: write a file, file#key, or kind:marketing", name)
    if files:
        compile_glob(files)
    return VolumeEntry(name, files, key, "", volume)


def _volume(node: Node, name: str) -> Volume:
    value = node.values[name]
    if isinstance(value, int) and not isinstance(value, bool):
        return Volume(_count(node, value, name))
    if not isinstance(value, dict):
        node.fail(
            f"{shown(value)} is no number of messages a month: write 200000, or {{monthly: 200000, regions: {{US: 1}}}}",
            name,
        )
    inner = node.child(name, "{monthly: 200000}").only(KEYS, ("monthly",))
    return Volume(_count(inner, inner.number("monthly"), "monthly"), _shares(inner.child("regions", "{US: 1}")))


def _count(node: Node, value: int, key: str) -> int:
    if not 0 <= value <= MOST:
        node.fail(f"{shown(value)} is no number of messages a month", key)
    return value


def _shares(node: Node) -> tuple[tuple[str, Decimal], ...]:
    found: list[tuple[str, Decimal]] = []
    for name, value in node.named().values.items():
        region = name.upper()
        if region not in REGIONS:
            node.fail(f"{shown(name)} is no region{suggestion(name)}", name)
        share = None if isinstance(value, str) else stated(value)
        if share is None or not 0 < share <= 1:
            node.fail(f"is not a part of all messages such as 0.25, but {shown(value)}", name)
        found.append((region, share))
    total = sum(share for _, share in found)
    if found and total != 1:
        node.fail(f"the parts add up to {total}, not to 1")
    return tuple(found)


class Volumes:
    """The volumes of a project, found by path, key and kind. Of several entries for a message the most exact one counts; of equally exact
    ones the first."""

    def __init__(self, entries: Iterable[VolumeEntry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda each: each.rank))
        self.used: set[str] = set()
        """The names of the entries that were found for some message."""
        self._exact = {
            (each.files, each.key): at for at, each in reversed(list(enumerate(self.entries))) if not each.rank[1]
        }
        self._globs = [
            (at, each, NameGlobs([each.key]) if each.key else None)
            for at, each in enumerate(self.entries)
            if each.rank[1] or not each.files
        ]

    def find(self, path: str, key: str | None, kind: str) -> Volume | None:
        """How often a message is sent; ``None`` if nobody says so.

        :param path: of its file, relative to the configuration.
        """
        found = [self._exact[each] for each in ((path, key or ""), (path, "")) if each in self._exact]
        found += [
            at
            for at, each, keys in self._globs
            if (not each.files or matches(path, (each.files,)))
            and (keys is None or (key is not None and keys.matching(key)))
            and each.kind in {"", kind}
        ]
        if not found:
            return None
        entry = self.entries[min(found)]
        self.used.add(entry.name)
        return entry.volume

    @property
    def idle(self) -> tuple[str, ...]:
        """The entries that were found for no message, as they are written."""
        return tuple(each.name for each in self.entries if each.name not in self.used)
