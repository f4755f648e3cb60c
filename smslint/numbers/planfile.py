"""The plan's file: one line that describes it, then a zlib stream.

::

    smslint-plan BUILDER METADATA STATES\\n
    zlib( next:  STATES * 10 uint16 little-endian   next[state * 10 + digit]
          label: STATES uint16 little-endian        the label of each state
          text:  UTF-8; three sections separated by \\f, their lines by \\n:
                   labels  error TAB region TAB type TAB canonical(0/1) TAB length TAB zone set
                   zone sets, names separated by spaces
                   calling code TAB regions separated by spaces, main region first TAB national prefix pattern TAB rewrite rule )

State 0 is the start, after the ``+``. Label 0 means that a text is not ``+`` and ASCII digits; no state has it.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from typing import NamedTuple

from smslint.errors import PlanError

BUILDER = 2
"""Increase it whenever the same metadata gives a different file; plans in the user's cache are then built again."""
MAX_STATES = 1 << 16

_MAGIC = "smslint-plan"


class PlanHead(NamedTuple):
    """The first line of the file."""

    builder: int
    metadata_version: str
    states: int


class PlanData(NamedTuple):
    """A plan as its file stores it."""

    metadata_version: str
    next: memoryview
    """uint16, ``next[state * 10 + digit]``."""
    label_of: memoryview
    """uint16, the label id of each state."""
    labels: tuple[str, ...]
    zones: tuple[str, ...]
    codes: tuple[str, ...]


def stamp_of(blob: bytes) -> PlanHead:
    """Read the first line; raises :class:`~smslint.errors.PlanError` if this is not a plan."""
    line = blob[:100].partition(b"\n")[0].decode("ascii", "replace")
    magic, *fields = line.split(" ")
    if magic != _MAGIC or len(fields) != 3 or not fields[0].isdigit() or not fields[2].isdigit():
        raise PlanError("this is not a numbering plan")
    return PlanHead(int(fields[0]), fields[1], int(fields[2]))


def pack(data: PlanData) -> bytes:
    """The bytes of the file."""
    states = len(data.label_of)
    if states >= MAX_STATES:
        raise PlanError(f"the plan has {states} states, and a state must fit 16 bits")
    text = "\f".join("\n".join(section) for section in (data.labels, data.zones, data.codes))
    payload = _little_endian(data.next) + _little_endian(data.label_of) + text.encode()
    header = f"{_MAGIC} {BUILDER} {data.metadata_version} {states}\n"
    return header.encode("ascii") + zlib.compress(payload, 9)


def unpack(blob: bytes) -> PlanData:
    """Read a file's bytes; raises :class:`~smslint.errors.PlanError` if it is damaged or not a plan."""
    stamp = stamp_of(blob)
    if stamp.builder != BUILDER:
        raise PlanError(f"the numbering plan was written by builder {stamp.builder}, and this is builder {BUILDER}")
    try:
        payload = zlib.decompress(memoryview(blob)[blob.index(b"\n") + 1 :])
    except zlib.error as error:
        raise PlanError(f"the numbering plan is damaged: {error}") from error
    middle, end = stamp.states * 20, stamp.states * 22
    sections = payload[end:].decode().split("\f")
    if len(payload) < end or len(sections) != 3:
        raise PlanError("the numbering plan is damaged: it is too short")
    labels, zones, codes = (tuple(section.split("\n")) for section in sections)
    view = memoryview(payload)
    return PlanData(stamp.metadata_version, _words(view[:middle]), _words(view[middle:end]), labels, zones, codes)


def _words(view: memoryview) -> memoryview:
    if sys.byteorder == "little":
        return view.cast("H")
    words = array("H", view.tobytes())
    words.byteswap()
    return memoryview(words)


def _little_endian(words: memoryview) -> bytes:
    swapped = array("H", words.tobytes())
    if sys.byteorder != "little":
        swapped.byteswap()
    return swapped.tobytes()
