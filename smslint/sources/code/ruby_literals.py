"""The string literals of Ruby, with their heredocs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from smslint.sources.code import literals
from smslint.sources.escapes import UNICODE, code_point

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Part


def _special(written: str) -> str | None:
    if written in {"\\\n", "\\\r\n"}:
        return ""
    if written.startswith("\\u{"):
        return "".join(code_point(each) or "\ufffd" for each in written[3:-1].split())
    return chr(int(written[1:], 8) & 255) if len(written) > 1 and written[1] in "01234567" else None


_ESCAPES: Final = literals.escapes(
    rf"\\u\{{[0-9A-Fa-f \t]{{1,200}}\}}|{UNICODE}|\\x[0-9A-Fa-f]{{1,2}}|\\[0-7]{{1,3}}", "ntrbfvaes", _special
)
_HEREDOC: Final = re.compile(r"<<([~-]?)(['\"`]?)")


def literal(file: File, node: Node) -> tuple[Part, ...]:
    if not node.children:
        return ()
    start, end = file.place(node.children[0]).end, file.place(node.children[-1]).start
    opening = file.source(node.children[0])
    if opening.startswith(("'", "%q")):
        close = re.escape(file.source(node.children[-1]))
        style = literals.Escapes(
            re.compile(rf"\\[\\{close}{re.escape(opening[-1])}]|\r\n"), lambda written: written[-1]
        )
        return literals.parts(file.text, start, end, style)
    return literals.parts(file.text, start, end, _ESCAPES, _holes(file, node))


def _holes(file: File, node: Node) -> list[literals.Hole]:
    """The expressions in a literal; ``#@name`` has no braces."""
    return [literals.hole(file, each, 2 if file.source(each).startswith("#{") else 1, int(file.source(each).endswith("}")))
            for each in node.named_children if each.type == "interpolation"]  # fmt: skip


def heredoc(file: File, node: Node) -> tuple[Part, ...]:
    body = _bodies(file).get(node.start_byte)
    if body is None:
        return ()
    opening = _HEREDOC.match(file.source(node))
    assert opening is not None
    last = body.named_children[-1]
    start = file.text.find("\n", file.place(body).start) + 1
    end = file.text.rfind("\n", 0, file.place(last).start) + 1
    if end <= start:
        return ()
    holes = _holes(file, body)
    code = literals.masked(file.text, start, end, holes)
    cuts = literals.cut_lines(code, start, literals.indents(code)) if opening[1] == "~" else []
    return literals.parts(file.text, start, end, literals.RAW if opening[2] == "'" else _ESCAPES, holes, cuts)


def _bodies(file: File) -> dict[int, Any]:
    """The text of each heredoc, by the place of its beginning: they have the same order."""
    if "heredocs" not in file.notes:
        beginnings: list[int] = []
        bodies: list[Any] = []
        root = cast("Any", file.notes["root"])
        stack = [root]
        while stack:
            node = stack.pop()
            if node.type == "heredoc_beginning":
                beginnings.append(node.start_byte)
            elif node.type == "heredoc_body":
                bodies.append(node)
            stack.extend(reversed(node.children))
        file.notes["heredocs"] = dict(zip(sorted(beginnings), bodies, strict=False))
    return cast("dict[int, Any]", file.notes["heredocs"])


def bare(file: File, node: Node) -> tuple[Part, ...]:
    return literals.parts(file.text, *file.place(node), literals.RAW)
