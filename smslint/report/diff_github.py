"""The comparison as workflow commands, which GitHub shows on the lines of a pull request: what costs more, and the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report import diff_phrases as words
from smslint.report.github import command
from smslint.report.limit_phrases import verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.cost.record import Diff

_TITLE = "smslint diff"


def github(diff: Diff) -> str:
    """One command for each message that may cost more, for each limit that is not kept, and for the sum."""
    return "".join(f"{line}\n" for line in _commands(diff))


def _commands(diff: Diff) -> Iterator[str]:
    yield command("notice", f"Text messages: {words.headline(diff)} (compared with {diff.base})", title=_TITLE)
    for held, sentence in verdicts(diff.held):
        if held.ok is not True:
            yield command("error" if held.fails else "warning", sentence, title=_TITLE)
    for each in diff.touched:
        change = each.change
        if change.after is None or not (change.may_rise and change.costs_otherwise):
            continue
        cause = each.causes[0] if each.causes else None
        reasons = [words.why(one, change, diff.per) for one in each.causes]
        endless = change.after.most is None
        taken = words.arrow(words.segments(change.before), words.segments(change.after))
        yield command(
            "notice" if change.before is None else "warning",
            " ".join([*([] if endless and reasons else [f"{words.costs_more(change, diff.per)}."]), *reasons]),
            title=f"{_TITLE}: {taken} segment{'' if taken == '1' else 's'}",
            file=change.after.path if cause is None or not cause.path else cause.path,
            line=change.after.line if cause is None else cause.line,
            col=change.after.column if cause is None else cause.column,
        )
    for line in words.asides(diff):
        yield command("notice", line, title=_TITLE)
