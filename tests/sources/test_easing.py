"""What a parser gets in place of a file has the same length, and its tree the same nodes at the same places."""

from __future__ import annotations

import pytest
import tree_sitter
import tree_sitter_elixir

from smslint.errors import SourceError
from smslint.sources.code.easing import block_ends, operators_before_braces
from smslint.sources.expression import ByteIndex

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_elixir.language()))

CODE = [
    "case a do\n  1 -> x\n  _ -> y\nend\n",
    "case a do\r\n  e -> e\r\n\r\nend\r\n",
    'try do\n  f()\nrescue\n  e in A -> "b"\ncatch\n  a, b -> x\nelse\n  y -> z\nafter\n  g()\nend\n',
    "receive do\n  e -> e\nafter\n  1 -> 2\nend\n",
    "f(fn\n  a -> b\nend)\n",
    'if a do\n  b # c\n  # d\nelse\n  # e "f"\n  g\nend\n',
    'if a do\n  "b" # c\nend\n',
    'case a do\n  e -> "Hi #{x}"\nend\n',
    "case a do\n  e -> e # #{x\nend\n",
    "case a do\n  e -> ?#\nend\n",
    "x = %{\n  end: 1,\n  else: 2\n}\nend_it()\n",
    'x = """\nend of\n# Order\nelse\n# #{id}\nend\n"""\n',
    'f(\n"""\nend of\n"""\n)\n',
    "x = ~s|a\nend|\n",
    "f do\n  {:ok, a}\nend\n",
    "f do\n{:ok, a}\nend\n",
    "f do\n  a\n  #{a} is it\nend\n",
    "f do\n  a #{a\nend\n",
    'f do\n  "#{a} # b" # c\nend\n',
    "f do\nend\n",
    "",
]


def nodes(code: bytes) -> list[tuple[str, int]]:
    """The kinds and starts of all nodes with a name, except comments. The parser itself gives a clause the blanks behind it or not."""
    found, stack = [], [PARSER.parse(code).root_node]
    while stack:
        node = stack.pop()
        if node.is_named and node.type != "comment":
            found.append((node.type, node.start_byte))
        stack.extend(node.children)
    return found


@pytest.mark.parametrize("code", CODE)
def test_blocks_of_elixir(code: str) -> None:
    for whole in (code, code * 3, f"defmodule A do\n{code}end\n"):
        before = whole.encode()
        after = block_ends(ByteIndex(whole))
        assert len(after) == len(before)
        assert nodes(after) == nodes(before)


def test_a_semicolon_before_the_end_of_a_block_is_read() -> None:
    assert block_ends(ByteIndex("a do\n e -> e;\nend")) == b"a do\n e -> e; end"
    with pytest.raises(SourceError, match="too long"):
        block_ends(ByteIndex("a do\n e -> e;\nend\n" * 501))


def test_operators_before_braces_in_one_line() -> None:
    one_line = "let é = 1\n" + "{ a +}" * 300
    with pytest.raises(SourceError, match="does not parse as Swift") as raised:
        operators_before_braces(ByteIndex(one_line))
    assert raised.value.span is not None
    assert one_line[slice(*raised.value.span)] == "+}"
    for code in ("{ a +}\n" * 300, 'let a = "' + "{% a %}" * 300 + '"', "// " + "{% a %}" * 300, "var a: Int? }" * 100):
        assert operators_before_braces(ByteIndex(code)) == code.encode()
