"""The parts of Ruby code in one tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects.lexing.ruby_statements import parts

PIECES = st.sampled_from(
    [
        "if",
        "else",
        "elsif",
        "end",
        "case",
        "when",
        "in",
        "do",
        "while",
        "begin",
        "rescue",
        "then",
        *"{}()[];>=.xy1:?#%/\n ",
        "|z|",
        "'a'",
    ]
)


@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_parts_cover_any_code_in_order(code: str) -> None:
    found = parts(code)
    assert [each.start for each in found] == [0, *(each.end for each in found[:-1])]
    assert found[-1].end == len(code)
    assert all(each.start <= each.end for each in found)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('case name when "Ann"; x', [("case", "case name "), ("when", 'when "Ann"; '), ("", "x")]),
        ("x = 1; if a", [("", "x = 1; "), ("if", "if a")]),
        ("end; if b", [("end", "end; "), ("if", "if b")]),
        ("if a; b; else; c", [("if", "if a; "), ("", "b; "), ("else", "else; "), ("", "c")]),
        ("if else>;e", [("if", "if "), ("else", "else"), ("", ">;e")]),
    ],
)
def test_the_parts_of_a_tag(code: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.word, code[each.start : each.end]) for each in parts(code)] == expected
