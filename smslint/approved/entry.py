"""One item of ``approved:`` in a configuration: a file, what it is an export of, and which messages must be on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules import template_formats
from smslint.rules.region_codes import REGIONS, suggestion
from smslint.rules.template_formats import Format
from smslint.rules.template_syntax import Bound, Syntax, written_as
from smslint.sources.encoding import codec_of
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.settings import Node

EXAMPLE: Final = "{file: dlt.csv, format: dlt}"
_KEYS: Final = (
    "file", "format", "title", "columns", "states", "variables", "limits", "regions", "files", "encoding", "sheet", "prefix",
)  # fmt: skip


class Entry(NamedTuple):
    """An export that messages are held against."""

    file: str
    """Its path, relative to the configuration."""
    format: Format
    limits: Mapping[str, int] = {}
    """The most characters of values, by the name or the kind of a variable; ``*`` for all."""
    files: tuple[str, ...] = ()
    """Globs of the files whose messages must be on it; empty for all."""
    encoding: str = ""
    sheet: str = ""
    prefix: str = ""
    """What the service puts before the text."""
    where: str = ""
    """Its place in the configuration."""


def entries_of(nodes: tuple[Node, ...]) -> tuple[Entry, ...]:
    """The items of ``approved:``.

    :raises ConfigError: with file, line and key.
    """
    return tuple(map(_entry, nodes))


def _entry(node: Node) -> Entry:
    node.only(_KEYS, ("file",))
    name = node.known("format", template_formats.names())
    columns = node.child("columns", "{text: Message}")
    if name is None and not columns.values:
        node.fail("needs a format such as dlt, or columns that say which column is what: {text: Message}")
    base = Format("own", "the approved templates", {}) if name is None else template_formats.load(name)
    fields = {**base.fields, **template_formats.fields_of(columns)}
    if not fields.get("text"):
        node.fail("'text' is missing: name the column of the texts", "columns")
    limits = node.child("limits", "{alphanumeric: 30}")
    return Entry(
        node.filled("file"),
        base._replace(
            title=node.optional("title") or base.title,
            fields=fields,
            states={**base.states, **template_formats.states_of(node.child("states", "{approved: [OK]}"))},
            syntax=_syntax(node, base),
            regions=_regions(node) or base.regions,
        ),
        {str(key): _limit(limits, str(key)) for key in limits.values},
        node.one_or_more("files"),
        _encoding(node),
        node.optional("sheet") or "",
        node.optional("prefix") or "",
        f"{node.origin.name}: {'.'.join(map(str, node.keys))}",
    )


def _limit(limits: Node, key: str) -> int:
    found = limits.number(key)
    if found < 1:
        limits.fail(f"must be 1 or more, not {found}", key)
    return found


def _syntax(node: Node, base: Format) -> Syntax:
    """The syntax of variables: that of the format, or one that is shown by an example with the word ``name``."""
    if not node.has("variables"):
        return base.syntax
    examples = node.one_or_more("variables")
    if len(examples) != 1:
        node.fail("takes one example", "variables")
    try:
        return Syntax(written_as(examples[0]), {"*": Bound()})
    except ValueError as error:
        node.fail(str(error), "variables")


def _regions(node: Node) -> tuple[str, ...]:
    regions = tuple(each.upper() for each in node.one_or_more("regions"))
    for at, region in enumerate(regions):
        if region not in REGIONS:
            node.fail(
                f"{shown(region)} is not an ISO 3166-1 alpha-2 code such as IN{suggestion(region)}", "regions", at
            )
    return regions


def _encoding(node: Node) -> str:
    name = node.optional("encoding")
    if name is None:
        return ""
    try:
        return codec_of(name)
    except LookupError as error:
        node.fail(str(error), "encoding")
