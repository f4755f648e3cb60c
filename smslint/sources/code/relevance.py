"""Which functions of a program concern texts: one that only counts need not be run."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from smslint.sources.helpers import calls_of_names
from smslint.sources.sending_calls import may_send

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from smslint.sources.code.functions import Functions
    from smslint.sources.code.shapes import Defined, Node
    from smslint.sources.options import Options

_QUOTED: Final = re.compile(r"['\"`]|<<|%[wqWQ]|(?i:sms|message)")
_NAME: Final = re.compile(r"[^\W\d]\w*")


class Relevance:
    """Answers for the functions of one file.

    :param constants: the names of what classes and the file assign.
    """

    def __init__(self, functions: Functions, constants: Collection[str], options: Options) -> None:
        self.functions = functions
        self.constants = constants
        self.options = options

    def concerns_texts(self, node: Node, shape: Defined) -> bool:
        """Whether a function may have, give, keep or send a text."""
        return self._has_text(node, shape) or any(each in self.words for each in self._attributes(shape))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the functions that have, give or send texts: they may use an attribute that another one sets."""
        return frozenset(
            word
            for known in self.functions.known.values()
            for node, shape in known
            if self._has_text(node, shape)
            for word in _NAME.findall(self._source(node))
        )

    def _has_text(self, node: Node, shape: Defined) -> bool:
        source = self._source(node)
        if (
            _QUOTED.search(source) is not None
            or calls_of_names(self.functions.effects.file.text).get(shape.name, 0) > 1
        ):
            return True
        effect = self.functions.effects.inside(shape)
        if effect.defines or any(
            self.functions.defines(each) or may_send((each,), self.options) for each in effect.calls
        ):
            return True
        return any(each in self.constants for each in _NAME.findall(source))

    def _source(self, node: Node) -> str:
        file = self.functions.effects.file
        return file.text[file.place(node).start : file.whole(node).end]

    def _attributes(self, shape: Defined) -> Iterator[str]:
        """The attributes that a function changes, by their last names."""
        effect = self.functions.effects.inside(shape)
        for each in (*effect.bound, *effect.changed):
            if "." in each or each.startswith(("@", "$")):
                yield each.rpartition(".")[2].lstrip("@$")
