"""Random results, rich in what breaks reports: controls, escapes, separators, marks, wide characters, markup."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from smslint.finding import Confidence, Finding, Fix, Label, Location, Severity
from smslint.result import CostRange, MessageResult, Result
from smslint.span import Span

_NASTY = (
    "\x00\x07\x08\t\n\x0b\x0c\r\x1b\x7f\x80\x85\x9b\x9c\xa0\xad\u034f\u0301\u061c\u115f\u200b\u200d\u200e\u202e\u2028\u2029"
    "\u2066\u2800\u3000\u3164\ufe0f\ufeff\ufffe\uffff\ud800\udcff\U000e0001\U000e0101\U0010ffff全한👍é’"
    "%:,;|`*_[](){}<>&\"'\\/#@~$!=+-. \u1112\u1161"
)
_PIECES = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b]0;x\x07",
        "::error::",
        "%0A",
        "<b>",
        "]]>",
        "&amp;",
        "`",
        "|",
        "](",
        "{0}",
        "../",
        "www.",
        "http://",
    ]
)
TEXT = st.lists(
    st.one_of(st.sampled_from(_NASTY), st.characters(), _PIECES, st.sampled_from("abc 123")), max_size=20
).map("".join)
LINE = TEXT.map(lambda text: "".join(char for char in text if char not in "\r\n"))
WORD = st.text("abcXYZ019.-_", min_size=1, max_size=8)
PATH = st.one_of(
    st.none(), WORD.map(lambda word: f"dir/{word}.txt"), TEXT.filter(lambda text: text.strip("./\0") != "")
)


@st.composite
def locations(draw: st.DrawFn) -> Location:
    line = draw(LINE)
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, len(line)))
    number, more = draw(st.integers(1, 10_000)), draw(st.sampled_from([0, 0, 0, 1]))
    return Location(draw(PATH), number, start + 1, number + more, end + 1, draw(st.sampled_from([line, line, ""])))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    place = st.one_of(st.none(), locations())
    return Finding(
        code=draw(st.sampled_from(["ENC001", "OPT001", "LEN002"])),
        name=draw(WORD),
        severity=draw(st.sampled_from(Severity)),
        confidence=draw(st.sampled_from(Confidence)),
        message=draw(TEXT),
        span=Span(0, draw(st.integers(0, 5))),
        why=draw(TEXT),
        help=draw(TEXT),
        labels=tuple(draw(st.lists(st.builds(Label, st.just(Span(0, 1)), TEXT, place), max_size=2))),
        fix=draw(st.one_of(st.none(), st.builds(Fix, st.just(Span(0, 1)), TEXT, st.booleans(), place))),
        predicts=draw(TEXT),
        location=draw(place),
        key=draw(st.one_of(st.none(), TEXT)),
        fingerprint=draw(st.sampled_from(["", "a", "b"])),
    )


COSTS = st.builds(
    CostRange,
    region=TEXT,
    least=st.decimals("0", "9", places=4),
    most=st.one_of(st.none(), st.just(Decimal("1E+2"))),
    currency=TEXT,
    as_of=TEXT,
)
MESSAGES = st.builds(
    MessageResult,
    path=PATH,
    key=st.one_of(st.none(), TEXT),
    line=st.integers(1, 100),
    column=st.integers(1, 100),
    kind=WORD,
    kind_inferred=st.booleans(),
    locale=st.one_of(st.none(), TEXT),
    dialect=WORD,
    encodings=st.sampled_from([("GSM-7",), ("UCS-2",), ("GSM-7", "UCS-2")]),
    least=st.integers(0, 3),
    most=st.one_of(st.none(), st.integers(3, 9)),
    least_witness=st.one_of(st.none(), TEXT),
    most_witness=st.one_of(st.none(), TEXT),
    headroom=st.one_of(st.none(), st.integers(0, 160)),
    unbounded_by=st.one_of(st.none(), TEXT),
    cost=st.lists(COSTS, max_size=2).map(tuple),
    kind_score=st.integers(0, 20),
    kind_certainty=st.floats(0, 1),
)
RESULTS = st.builds(
    Result,
    files=st.integers(0, 3),
    messages=st.lists(MESSAGES, max_size=3).map(tuple),
    findings=st.lists(findings(), max_size=4).map(tuple),
    version=st.sampled_from(["", "1.0"]),
    numbering_plan=st.just("9.0"),
    suppressed=st.integers(0, 2),
)
