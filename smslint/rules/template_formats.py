"""Exports of registered templates: which column or key means what, the words of states, the syntax of variables. Data: ``rules/approved``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.data import data_path
from smslint.records import NamedTuple
from smslint.rules import packfile
from smslint.rules.region_codes import REGIONS
from smslint.rules.template_syntax import NOTHING, Syntax, make_syntax
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.settings import Node

FIELDS: Final = ("id", "name", "text", "sender", "state", "group", "language", "types", "signature", "type", "examples")
"""What a record of an export says: ``group`` is the network that approved it, ``types`` the kinds of its variables, ``type`` its channel."""
STATES: Final = ("approved", "rejected", "paused", "pending")
"""What a registry says of a template. Only an approved one counts."""
UNKNOWN: Final = "unknown"
"""The state of a word that no format has."""


class Format(NamedTuple):
    """One kind of export."""

    name: str
    title: str
    fields: Mapping[str, tuple[str, ...]]
    """The columns, or the paths into a record of JSON, of each of :data:`FIELDS`: the first that is there."""
    syntax: Syntax = NOTHING
    regions: tuple[str, ...] = ()
    """Where its templates are needed; empty for everywhere."""
    records: tuple[str, ...] = ()
    """Where a document of JSON has its records, as paths."""
    states: Mapping[str, str] = {}
    """The state of each word, folded."""
    unstated: str = "approved"
    """The state of a template of which the export says nothing."""
    signed: bool = False
    """Whether the service puts a signature in 【brackets】 before or after the text."""
    cut_at: int | None = None
    """The length at which portals cut texts."""
    more: tuple[str, ...] = ()
    """The paths of what a document has if it is not the last page."""
    errors: tuple[str, ...] = ()
    """The paths of what an answer has that is an error."""
    only: Mapping[str, tuple[str, ...]] = {}
    """By field, the words of records that are of this kind; others are left out: letters among texts."""
    groups: Mapping[str, str] = {}
    """The names of groups, such as networks."""

    def state(self, word: str) -> str:
        """The state that a word means."""
        return self.states.get(folded(word), UNKNOWN) if word.strip() else self.unstated


def folded(word: str) -> str:
    """A name of a column or a word for a state as it is compared: ``Template ID``, ``template_id`` and ``TEMPLATE-ID`` are one."""
    return re.sub(r"[\s_./()]+|(?<!\A)-", "", word.strip("\ufeff ")).casefold()


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The formats that have a file."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@lru_cache(maxsize=32)
def load(name: str) -> Format:
    """A format by its name.

    :raises PackError: if its file cannot be used.
    """
    return read(_folder() / f"{name}.yaml")


def read(path: Path) -> Format:
    """A format from its file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path)
    top.only(
        ("format", "title", "regions", "fields", "variables", "records", "states", "unstated", "signed", "cut_at", "more",
         "errors", "only", "groups", "sources", "notes"),
        ("format", "title", "fields", "variables", "sources"),
    )  # fmt: skip
    packfile.sources(top)
    regions = top.texts("regions")
    for at, region in enumerate(regions):
        if region not in REGIONS:
            top.fail(f"{shown(region)} is not a region", "regions", at)
    only = top.child("only").only(FIELDS)
    groups = top.child("groups")
    cut_at = top.optional_number("cut_at")
    return Format(
        top.filled("format"),
        top.filled("title"),
        fields_of(top.child("fields")),
        make_syntax(top.child("variables")),
        regions,
        top.texts("records"),
        states_of(top.child("states")),
        top.choice("unstated", (*STATES, UNKNOWN), "approved"),
        top.flag("signed", default=False),
        cut_at,
        top.texts("more"),
        top.texts("errors"),
        {key: tuple(map(folded, only.texts(key))) for key in only.values},
        {str(key): groups.filled(str(key)) for key in groups.values},
    )


def fields_of(node: Node) -> dict[str, tuple[str, ...]]:
    """The columns of each field."""
    node.only(FIELDS)
    return {str(key): node.one_or_more(str(key)) for key in node.values}


def states_of(node: Node) -> dict[str, str]:
    """The state of each word."""
    node.only(STATES)
    return {folded(word): state for state in STATES for word in node.one_or_more(state)}


def _folder() -> Path:
    return data_path("rules") / "approved"
