"""The text report of a list's audit."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from smslint.coverage import without_profile
from smslint.report.width import pad, visible, wrap
from smslint.wording import plural

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.recipients.audited import Audit, Tally
    from smslint.report.style import Style

_BAR = 28
_EXAMPLES = 3


def text(audit: Audit, style: Style, written: dict[str, Path], width: int = 100) -> Iterator[str]:
    """The lines of the report."""
    rows = plural(audit.total, "row")
    yield style("bold", f"{visible(audit.path)}: {rows}, numbers in column {audit.phone_column!r}")
    yield style("dim", f"checked against {audit.plan_version}")
    yield from columns(audit, style)
    for note in audit.notes:
        yield style("info", f"note: {visible(note)}")
    yield ""
    yield from _verdict(audit, style)
    yield from problems(audit, style, width)
    yield from _shares("countries", audit.regions, style)
    yield from _shares("types of number", audit.types, style)
    yield from _next_step(audit, style, written)


def columns(audit: Audit, style: Style, *, phone: bool = False) -> Iterator[str]:
    """Which column is used for what, and whether the consent is unknown.

    :param phone: whether the column of numbers is named too, where no line above does so.
    """
    found = [
        f"{role.replace('_', '-')} {visible(name)!r}"
        for role, name in audit.roles.items()
        if name and (phone or role != "phone")
    ]
    named = set(audit.roles.values())
    found += [
        f"{role.replace('_', '-')} {visible(name)!r}"
        for name, role in audit.refusing
        if name not in named and role not in ("other", "newsletter")
    ]
    if found:
        yield style("dim", f"columns: {', '.join(found)}")
    if audit.consent == "unknown":
        yield style("warning", f"no consent column: this list does not say who agreed to messages{others(audit)}")
    for words in audit.remedies:
        yield style("warning", f"not known: {visible(words)}")
    for name in audit.unread_consents:
        words = "is about messages (then name it with --column consent=NAME)"
        yield style("warning", f"not known: whether the no in {visible(name)!r} {words}")
    for name in audit.unread_limits:
        yield style("warning", f"not known: whether {visible(name)!r} limits consent")
    if audit.guessed_encoding:
        read = f"it was read as {audit.guessed_encoding}"
        yield style(
            "warning", f"not known: in which encoding the list is written ({read}); set it with --encoding NAME"
        )
    for words in audit.unplaced:
        yield style("warning", f"not known: {visible(words)}")
    if unknown := audit.regions_without_profile:
        yield style("warning", f"not known: {without_profile(unknown)}")


def others(audit: Audit) -> str:
    """What a report adds if the list has a column of consent to something else, such as email."""
    named = ", ".join(repr(visible(name)) for name in audit.about_others)
    return f" ({named} is not about text messages)" if named else ""


def _verdict(audit: Audit, style: Style) -> Iterator[str]:
    share = audit.clean / audit.total if audit.total else 0.0
    bar = "█" * round(share * _BAR)
    words = "not refused, {:,} refused" if audit.doubts else "may be texted, {:,} may not"
    yield f"  {style('good', bar)}{style('error', '░' * (_BAR - len(bar)))}  {audit.clean:,} {words.format(audit.rejected)}"
    yield ""


def problems(
    audit: Audit, style: Style, width: int, examples: int = _EXAMPLES, without: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Each code with its count, what was found and a few examples."""
    for tally in audit.sorted_tallies():
        code = tally.code
        if code.code in without:
            continue
        head = f"{style.severity(code.severity, f'{tally.count:>9,}')}  {style('bold', code.code)}  {code.one}"
        yield head + (style("dim", f"  ({code.predicts})") if code.predicts else "")
        for finding in tally.findings[:examples]:
            for line in wrap(visible(_short(finding.message, tally)), max(width - 13, 40)):
                yield style("dim", " " * 11 + line)
    if audit.tallies:
        yield ""


def _short(message: str, tally: Tally) -> str:
    """An example without the words that are already in its heading."""
    return message.replace(f": {tally.code.one}: ", ": ").replace(f": {tally.code.one}.", "")


def _shares(title: str, counts: Counter[str], style: Style) -> Iterator[str]:
    """A bar chart of the most frequent values."""
    total = sum(counts.values())
    if not total:
        return
    yield style("bold", title)
    most = counts.most_common(8)
    for name, count in most:
        yield share_line(name.replace("_", " "), count, total)
    if len(counts) > len(most):
        rest = total - sum(count for _, count in most)
        yield share_line(f"{len(counts) - len(most)} more", rest, total)
    yield ""


def share_line(name: str, count: int, total: int) -> str:
    """``  US                   24  60 %  ███████████``."""
    share = count / total
    return f"  {pad(name, 20)}{count:>11,}  {share:>4.0%}  {'█' * max(round(share * _BAR), 1 if count else 0)}"


def _kept(audit: Audit) -> str:
    """What the file of the rows that are not refused contains: they are clean only if nothing about them is unknown."""
    if not audit.doubts or not audit.clean:
        return plural(audit.clean, "clean row")
    rows = f"{plural(audit.clean, 'row')} not refused"
    if audit.consent == "unknown" and audit.unsure:
        return f"{rows}, all with unknown consent"
    if audit.unsure:
        return f"{rows}, up to {audit.unsure:,} of them with unknown consent"
    return f"{rows}, but it is not known {visible(audit.doubts[0])}"


def repair(audit: Audit, style: Style) -> Iterator[str]:
    """What to do if some numbers can be repaired, such as those that a spreadsheet has made into numbers."""
    if any("It looks like" in finding.message and finding.code == "NUM001" for finding in audit.findings):
        yield f"{style('help', 'next')}  some invalid numbers can be repaired: --accept-suggestions uses the suggested numbers"


def _next_step(audit: Audit, style: Style, written: dict[str, Path]) -> Iterator[str]:
    for what, path in written.items():
        rows = plural(audit.rejected, "rejected row") if what == "rejected" else _kept(audit)
        yield f"{style('good', 'written')}  {visible(str(path))}: {rows}"
    if audit.rejected and not written:
        yield f"{style('help', 'next')}  smslint recipients {visible(shlex.quote(audit.path))} --clean clean.csv --rejected rejected.csv"
    yield from repair(audit, style)
    if not audit.total:
        yield f"{style('warning', 'empty')}  the list has no rows: no message would be sent"
    elif audit.consent == "unknown":
        yield f"{style('help', 'next')}  name the column with --column consent=NAME; if consent is recorded elsewhere: --require-consent no"
    elif not audit.rejected and not audit.doubts and audit.agreed:
        yield f"{style('good', 'clean')}  every row may be texted, as far as a list can show"
    else:
        yield from unknown(audit, style)


def unknown(audit: Audit, style: Style) -> Iterator[str]:
    """That the rows that are not refused are not clean either, and why."""
    first = next((words for words, doubtful in _doubts(audit) if doubtful), "")
    if first and audit.clean:
        rows = f"{plural(audit.clean, 'row')} of {audit.total:,} {'is' if audit.clean == 1 else 'are'} not refused"
        yield f"{style('warning', 'unknown')}  {rows if audit.rejected else 'no row is refused'}, but {first}"


def _doubts(audit: Audit) -> Iterator[tuple[str, bool]]:
    yield "nothing here says who agreed to messages", audit.consent == "unknown"
    yield "for some the consent is unknown", bool(audit.unsure) if audit.rejected else not audit.agreed
    yield "the rules of some countries are unknown", bool(audit.regions_without_profile)
    yield "a column may say who left", bool(audit.unread_statuses)
    yield "a column may say who did not agree", bool(audit.unread_consents)
    yield "a column may limit the consent", bool(audit.unread_limits)
    yield "some time zones or states are unknown", bool(audit.unplaced)
    yield "the encoding of the list was guessed", bool(audit.guessed_encoding)
