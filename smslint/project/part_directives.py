"""Directives inside a file that a template extends or includes: they switch rules off for what is found in that file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.switched_off import BAD, UNUSED
from smslint.rules.directives import END, in_template
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.rules.packs import Packs
    from smslint.rules.subject import Subject


def without_parts(found: list[Finding], subject: Subject, packs: Packs) -> list[Finding]:
    """The findings without those in a part whose own directives switch their rules off.

    What is invalid in such a directive is reported where the part itself is checked.
    """
    parts = subject.parts
    if parts is None or not any(DIRECTIVE in part.source for part in parts.parts[1:]):
        return found
    off = {number: _codes(part.source, subject.dialect, packs) for number, part in enumerate(parts.parts[1:], 1)}
    return [
        each for each in found
        if each.code in {UNUSED, BAD} or not _covers(off.get(parts.origin(each.span)[0], ()), each.code)
    ]  # fmt: skip


def _codes(source: str, dialect: str, packs: Packs) -> tuple[frozenset[str] | None, ...]:
    """The codes that each word of the directives in a part names; ``None`` for all."""
    made: list[frozenset[str] | None] = []
    for directive in in_template(source):
        if (
            directive.codes is None
            or directive.scope in {"next", END}
            or dialect not in (directive.dialects or {dialect})
        ):
            continue
        made += [packs.select((word,)) for word, _ in directive.codes] if directive.codes else [None]
    return tuple(made)


def _covers(codes: tuple[frozenset[str] | None, ...], code: str) -> bool:
    return any(each is None or code in each for each in codes)
