"""What is shown over a message: its segments drawn, what it costs, and each finding with its why and its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.project.covering import coverage
from smslint.project.outcome import gathered
from smslint.report.segments_text import drawing
from smslint.report.style import Style
from smslint.report.width import visible
from smslint.rules.segments import analyse
from smslint.server import words
from smslint.server.diagnostics import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.project.outcome import Reviewed
    from smslint.server.checks import Checked
    from smslint.span import Span

_WIDTH: Final = 72
_LONGEST: Final = 2000
"""The longest rendering that is drawn, in characters."""
_MARKS: Final = re.compile(r"[\\`*_\[\]<>&#|~]|^(?=[-+=]|\d+[.)])")
"""What Markdown would read as more than text, anywhere or at the start of a line."""


def hover(checked: Checked, offset: int) -> tuple[str, Span] | None:
    """Markdown about the findings and the message at a place, and the place that it is about; ``None`` where there is nothing."""
    here = [
        (span, finding)
        for finding in checked.result.findings
        if (span := span_of(finding, checked)).start <= offset <= span.end
        and finding.place.path == checked.target.shown
    ]
    found = next(((span, record) for span, record in checked.messages() if span.start <= offset <= span.end), None)
    if not here and found is None:
        return None
    blocks = [_finding(finding) for _, finding in here]
    if found is not None:
        blocks.append("\n\n".join(_message(found[1], checked)))
    return "\n\n---\n\n".join(blocks), here[0][0] if here else found[0] if found else span


def _drawn(text: str, count: int | None, provider: str | None) -> Iterator[str]:
    """One rendering with its segments, as ``smslint segments`` draws it.

    :param count: its segments as ``smslint check`` counts them.
    """
    if len(text) > _LONGEST:
        yield f"It has {len(text):,} characters: too many to be drawn."
        return
    found = analyse(text, provider)
    yield fenced(list(drawing(found, Style(False), _WIDTH)))
    if found.provider is not None and len(found.pieces) != count:
        title = escaped(found.provider.title)
        yield f"{title} cuts it into {len(found.pieces)}, as drawn; the standard, by which it is counted and priced, into {count}."


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKS.sub(lambda found: f"\\{found[0]}", visible(text))


def _message(record: Reviewed, checked: Checked) -> Iterator[str]:
    result, subject = record.result, record.subject
    assert result is not None
    yield f"**{escaped(words.lens(record))}**"
    if subject is None or subject.error is not None:
        return
    provider = subject.stated.provider
    if result.most_witness is not None:
        if result.most_witness != result.least_witness or result.least != result.most:
            yield "The longest rendering:"
        yield from _drawn(result.most_witness, result.most, provider)
    elif result.least_witness is not None:
        yield "The shortest rendering (nothing limits the longest):"
        yield from _drawn(result.least_witness, result.least, provider)
    for each in result.cost:
        yield f"{escaped(words.cost(each))} to {each.region} for one recipient (prices of {escaped(each.as_of)})"
    if not result.cost:
        yield "The cost is unknown: no rate card has a price for it (`prices:` in smslint.yaml)."
    kind = (
        f"{result.kind} (inferred)"
        if result.kind_inferred and result.kind_known
        else result.kind
        if result.kind_known
        else "unknown"
    )
    yield f"Kind: {kind}"
    for note in result.notes:
        yield escaped(note)
    for line in coverage([(checked.target, gathered([record]))]).lines():
        yield escaped(line)


def _finding(finding: Finding) -> str:
    lines = [f"**{finding.severity} {finding.code}** {escaped(finding.name)}: {escaped(finding.message)}"]
    lines += [escaped(each) for each in (finding.why, finding.help) if each]
    if finding.predicts:
        lines.append(f"It would be refused: {escaped(finding.predicts)}.")
    if finding.source_url:
        lines.append(f"Source: <{finding.source_url}>")
    return "\n\n".join(lines)


def fenced(lines: list[str]) -> str:
    """Lines as code, whatever they contain."""
    text = "\n".join(lines)
    longest = max((len(each) for each in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
