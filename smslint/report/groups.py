"""Findings grouped: by message, and equal ones within one message."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.result import MessageResult, Result


class Fold(NamedTuple):
    """One finding to show, and the hidden findings of the same rule in the same message that it represents."""

    finding: Finding
    alike: tuple[Finding, ...]


def by_message(result: Result) -> tuple[list[tuple[MessageResult, list[Finding]]], list[Finding]]:
    """Each message with its findings, and the findings that belong to no message (a file that cannot be read).

    A finding belongs to the last message of its path and key that begins at or before it.
    """
    found: list[tuple[MessageResult, list[Finding]]] = [(message, []) for message in result.messages]
    homes: dict[tuple[str | None, str | None], list[tuple[int, int, int]]] = {}
    for index, message in enumerate(result.messages):
        homes.setdefault((message.path, message.key), []).append((message.line, message.column, index))
    for starts in homes.values():
        starts.sort()
    homeless = []
    for finding in result.findings:
        location = finding.place
        starts = homes.get((location.path, finding.key), [])
        at = bisect_right(starts, (location.line, location.column, len(found))) - 1
        if at >= 0:
            found[starts[at][2]][1].append(finding)
        else:
            homeless.append(finding)
    return found, homeless


def fold(findings: Iterable[Finding], most: int = 3) -> list[Fold]:
    """Combine equal findings of one message, and show at most ``most`` different ones of one rule.

    Findings stay in the order of their first occurrence; the last one shown of a rule represents all that are left out.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    of_rule: dict[str, list[str]] = {}
    for finding in findings:
        shown = of_rule.setdefault(finding.code, [])
        if finding.message not in shown:
            if len(shown) < most:
                shown.append(finding.message)
                alike[finding.code, finding.message] = [finding]
                continue
            alike[finding.code, shown[-1]].append(finding)
        else:
            alike[finding.code, finding.message].append(finding)
    return [Fold(group[0], tuple(group[1:])) for group in alike.values()]
