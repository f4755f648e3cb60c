"""Python's own formatting, ``str.format`` and ``%``, against our bounds and our tree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from tests.dialects.oracle import CONTEXTS, DRAWN, FILLS, check

NAMES = st.sampled_from(["name", "code", "brand", "plan"])
SPECS = ["", "!s", "!r", "!a", ":s", ":>10", ":<3", ":^12", ":.4", ":.0", ":10.3", ":€>6", ":é^8.2s", ":ж<4", ":04", ":{}", ":<08", ":!>5", "!s:>4", ":[<9",
         ":5s"]  # fmt: skip
NUMBER_SPECS = [
    "",
    ":d",
    ":02d",
    ":5d",
    ":,",
    ":,d",
    ":.2f",
    ":+d",
    ":x",
    ":_d",
    ":e",
    ":%",
    ": d",
    ":#x",
    ":08.1f",
    ":>6",
    ":<4d",
    ":c",
    ":n",
    ":b",
    ":€>6d",
    ":05",
]
FILL = st.sampled_from([fill for fill in FILLS if "{" not in fill] + ["{{", "}}", "{{name}}", "100%", "{{{{"])
FIELDS = st.builds("{{{}{}}}".format, NAMES, st.sampled_from(SPECS)) | st.builds(
    "{{n{}}}".format, st.sampled_from(NUMBER_SPECS)
)
SOURCES = st.lists(FILL | FIELDS, max_size=6).map("".join)
NUMBERS = st.integers(-99, 999)


@DRAWN
@given(SOURCES, CONTEXTS, NUMBERS)
def test_str_format_renders_within_our_bounds(source: str, context: dict[str, Any], number: int) -> None:
    try:
        rendered = source.format(**context, n=number)
    except (ValueError, KeyError, IndexError, OverflowError):
        parse(source, "brace")
        return
    check(source, "brace", {**context, "n": number}, rendered)


PERCENTS = [
    "%({})s",
    "%({})10s",
    "%({})-5s",
    "%({}).3s",
    "%({})8.2s",
    "%({})r",
    "%({})a",
    "%({})05s",
    "%({})-12.4s",
    "%({})#s",
]
NUMBER_PERCENTS = [
    "%(n)d",
    "%(n)5d",
    "%(n)05d",
    "%(n)-4d",
    "%(n)+d",
    "%(n).2f",
    "%(n)x",
    "%(n)s",
    "%(n)c",
    "%(n)#o",
    "%(n).3d",
    "%(n)i",
    "%(n)e",
    "%(n)+5d",
    "%(n)X",
]
PERCENT_FILL = st.sampled_from([fill for fill in FILLS if "%" not in fill] + ["%%", "100%% off"])
PERCENT_SOURCES = st.lists(
    PERCENT_FILL | st.builds(str.format, st.sampled_from(PERCENTS), NAMES) | st.sampled_from(NUMBER_PERCENTS),
    max_size=6,
).map("".join)


@DRAWN
@given(PERCENT_SOURCES, CONTEXTS, NUMBERS)
def test_percent_renders_within_our_bounds(source: str, context: dict[str, Any], number: int) -> None:
    try:
        rendered = source % {**context, "n": number}
    except (ValueError, TypeError, OverflowError):
        parse(source, "percent")
        return
    check(source, "percent", {**context, "n": number}, rendered)


@pytest.mark.parametrize("source", ["{", "}", "{name", "{name!}", "{na{me}", "{0} {}", "{name:{", "%(name)", "%", "%("])
def test_what_python_refuses_is_text_here(source: str) -> None:
    assert parse(source, "brace").span.end == parse(source, "percent").span.end == len(source)
