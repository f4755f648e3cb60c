"""Rules as plain JSON data: stored once, and made again without reading their files."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from smslint.data import data_path
from smslint.finding import Confidence, Severity
from smslint.rules.checks import CHECKS
from smslint.rules.options import Place
from smslint.rules.rule import Citation, Rule, Scope

if TYPE_CHECKING:
    from smslint.rules.packfile import Key

SCOPE_SETS: Final = ("kind", "regions", "sender", "provider", "program", "dialect")


def to_plain(rule: Rule) -> dict[str, Any]:
    """A rule without its tests as plain JSON data; :func:`from_plain` is the reverse."""
    plain: dict[str, Any] = {each: getattr(rule, each) for each in rule.__match_args__ if each not in {"path", "tests"}}
    scope = rule.applies_to
    plain["applies_to"] = [scope.scope, *(sorted(getattr(scope, key)) for key in SCOPE_SETS)]
    return {
        **plain,
        "severity": int(rule.severity),
        "confidence": rule.confidence.value,
        "options": rule.options.plain(),
        "sources": [list(source) for source in rule.sources],
    }


def from_plain(plain: dict[str, Any], path: Path) -> Rule:
    """The rule of a file from the result of :func:`to_plain`. Nothing is checked again: the bytes are the same."""
    scope, *sets = plain["applies_to"]
    return Rule(
        **{
            **plain,
            "severity": Severity(plain["severity"]),
            "confidence": Confidence(plain["confidence"]),
            "applies_to": Scope(scope, *map(frozenset, sets)),
            "sources": tuple(Citation(*source) for source in plain["sources"]),
            "aliases": tuple(plain["aliases"]),
            "needs": tuple(plain["needs"]),
            "options": CHECKS[plain["check"]].options.stored(
                plain["options"], Place(_stored, path, str(path), ships(path))
            ),
            "tests": (),
            "path": path,
        }
    )


def ships(path: Path) -> bool:
    """Whether a rule ships with smslint, so that tests run its patterns on hostile texts."""
    return _shipped(os.path.dirname(path))  # noqa: PTH120 (for every rule of every run)


@lru_cache(maxsize=256)
def _shipped(folder: str) -> bool:
    return Path(folder).is_relative_to(data_path("rules"))


def _stored(message: str, *keys: Key) -> NoReturn:
    raise AssertionError(f"a stored rule cannot be read again: {keys}: {message}")
