"""Reads programs: the messages of a file are what it sends, its constants, what its functions return, and what the project selects.

A text is named after its destination: ``OrderTexts.WELCOME``, ``OrderTexts.status`` (what a function returns),
``OrderTexts.remind.sms.send.1`` (what a call sends).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import parsing
from smslint.sources.code.grammar import File
from smslint.sources.code.inlining import Inlining
from smslint.sources.expression import ByteIndex
from smslint.sources.other_arguments import without_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import Grammar
    from smslint.sources.message import Message
    from smslint.sources.options import Options


def read_program(grammar: Grammar, text: str, options: Options) -> Iterator[Message]:
    """The messages of a program, and what it sends that is not in the file.

    :raises SourceError: when the file does not parse, or the extra is not installed.
    """
    try:
        language = import_module(grammar.module).language()
        import_module("tree_sitter")
    except ImportError:
        raise parsing.missing_extra(grammar.title) from None
    index = ByteIndex(text)
    if grammar.angles:
        parsing.refuse_angles(text, grammar.title)
    root = parsing.parse(index, language, grammar.title, grammar.missing, grammar.eased(index))
    file = File(text, index, grammar)
    file.notes["root"] = root
    flow = Inlining(file, options)
    try:
        flow.run(root)
    except RecursionError:
        raise SourceError("This is nested too deeply to be read.") from None
    yield from without_names(flow.texts.messages(), options)
