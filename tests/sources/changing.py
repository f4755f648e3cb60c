"""Programs that change a text or a list in many ways: whether what is read is what they send.

A file of programs has a title in front of each, ``=== another name``; where no interpreter decides it, what they send is after ``---``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence
from tests.sources.support import read_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOURCES: Final = {
    "py": "python", "js": "javascript", "ts": "javascript", "rb": "ruby", "php": "php", "go": "go", "java": "java", "kt": "kotlin", "cs": "csharp",
    "swift": "swift", "dart": "dart", "ex": "elixir",
}  # fmt: skip
GO: Final = 'package a\n\nimport (\n\t"fmt"\n\t"sort"\n\t"strings"\n)\n\nvar _ = fmt.Sprint\nvar _ = sort.Strings\nvar _ = strings.Join\n\n'


class Program(NamedTuple):
    """A program that sends something."""

    suffix: str
    title: str
    code: str
    sends: tuple[str, ...] = ()


def programs(path: Path) -> list[Program]:
    """The programs of a file."""
    found = []
    for each in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = each.partition("\n")
        code, _, sends = rest.partition("\n---\n")
        found.append(Program(path.stem, title, code, tuple(sends.removesuffix("\n").split("\n")) if sends else ()))
    return found


def whole(program: Program) -> str:
    """The program as a file."""
    before = {"php": "<?php\n", "go": GO, "java": "import java.util.*;\n\nclass A {\n"}.get(program.suffix, "")
    return f"{before}{program.code}" + ("}\n" if program.suffix == "java" else "")


def pattern(node: object) -> str:
    """What the renderings of a tree match."""
    match node:
        case Literal(text):
            return re.escape(text)
        case Placeholder():
            return ".*"
        case Branch(arms):
            return f"(?:{'|'.join(pattern(each.body) for each in arms)})"
        case Loop(body):
            return f"(?:{pattern(body)})*"
        case Sequence(parts):
            return "".join(map(pattern, parts))
    raise AssertionError(node)


def judged(program: Program, sends: Iterable[str]) -> str:
    """Whether the texts are read: ``known``, ``unknown``, or what is wrong."""
    messages = read_all(SOURCES[program.suffix], whole(program), path=f"x.{program.suffix}")
    sent = [each for each in messages if each.sent] or messages
    if any(each.unknown for each in sent):
        return "unknown"
    known = [re.escape(each.body) if each.text is None else pattern(each.text) for each in sent]
    missing = [text for text in sends if not any(re.fullmatch(each, text, re.DOTALL) for each in known)]
    return f"it sends {missing}, read are {known}" if missing else "known"
