"""Functions of a project that hand a text to a call that sends, or make one for it, in whatever file they are called or defined."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from smslint.errors import SmslintError, SourceError
from smslint.project.reading import bytes_of
from smslint.records import NamedTuple
from smslint.sources.calls import FORMATS, METHODS, loads, translated
from smslint.sources.encoding import decode
from smslint.sources.helpers import handing
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.sources.sending_calls import may_send, sends
from smslint.sources.variables import value_given
from smslint.span import Span
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.files import Target
    from smslint.sources.helpers import Helper
    from smslint.sources.message import Message

_COMMON: Final = word_set(
    "send create make build post put get set run call handle execute main process update save store index new perform start init constructor "
    "__init__ __construct __call__ show edit destroy invoke apply dispatch fire emit log error write print format render request fetch "
    "String Number Boolean Object Array getOrDefault getOrElse get_or_default valueOf orElse parse stringify substring getMessage get_message toString to_s message body text content format interpolate sprintf callback register login signup verify test if for while switch catch"
)
"""Names that functions for anything have: those of other files may be something else."""
_KEEPS: Final = re.compile(r"_*(?i:store|save|log|record|insert|persist|cache|track|archive)(?![a-z])")
"""How a function is called that keeps what was sent."""
_SHORTEST: Final = 5
_ROUNDS: Final = 3
"""How many functions lie between a text and the call that sends it, at most."""


_MAKES: Final = re.compile(
    r"(?:await\s+)?\$?(?P<owners>(?:\w+(?:\(\))?(?:\.|->|::|\?\.)\$?)*)(?P<name>[A-Za-z_]\w*)(?P<called>\s*\(.*)?",
    re.DOTALL,
)
"""What is sent: a call, or an entry of a table."""
_VARIABLE: Final = re.compile(r"\$?(\w+)")


class Functions(NamedTuple):
    """The functions of a project that have to do with what is sent, under whatever name."""

    helpers: frozenset[Helper] = frozenset()
    """Those that send what they are given."""
    makers: frozenset[str] = frozenset()
    """Those that return what is sent, and the entries of tables that are sent."""

    def __bool__(self) -> bool:
        return bool(self.helpers or self.makers)

    def __or__(self, other: Functions) -> Functions:
        return Functions(self.helpers | other.helpers, self.makers | other.makers)

    def mentioned(self) -> re.Pattern[bytes]:
        """What a program has that calls or defines one of them."""
        made = rf"(?:{_any(self.makers)})\b"
        return re.compile(rf"(?<![\w$])(?:(?:{_any(name for name, _ in self.helpers)})\s*\(|{made})".encode())

    def makes(self, message: Message) -> bool:
        """Whether a text is what one of them returns, by its key."""
        return (message.key or "").rpartition(".")[2] in self.makers

    def read(self, source: str, path: str, text: str) -> list[Message]:
        """All texts of a program, with what is given to the helpers as what is sent; of a broken one, those before the error."""
        names = tuple(sorted({name for name, _ in self.helpers}))
        found: list[Message] = []
        with suppress(SourceError):
            found.extend(read(source, text, Options(path=path, keys=("*",), names=names)))
        return found

    def of_project(self, programs: Iterable[Target]) -> Functions:
        """Also those functions of the project that hand on what they are given to one of these."""
        found = new = self.helpers
        for _ in range(_ROUNDS if found else 0):
            called = Functions(new).mentioned()
            more = set(new)
            for target in programs:
                try:
                    data = bytes_of(target)
                    if called.search(data) is not None:
                        more |= _helpers_in(decode(data).text, found | new)
                except SmslintError:
                    continue
            new = frozenset(more) - found
            if not new:
                break
            found |= new
        return Functions(found, self.makers)


def functions_in(text: str, messages: Iterable[Message]) -> Functions:
    """The functions of a program that send what they are given and are not named like it, and those that make what it sends.

    :param messages: those of the program, also what is sent and is not written in it.
    """
    sent = [each.body for each in messages if each.unknown and each.sent]
    return Functions(_helpers_in(text), frozenset(name for each in sent if (name := _maker(each, text)) is not None))


def _helpers_in(text: str, others: frozenset[Helper] = frozenset()) -> frozenset[Helper]:
    found = handing(text, others).items()
    return frozenset(
        (name, handed)
        for name, handed in found
        if _is_special(name) and (not may_send((name,)) or not sends((name,), ()))
    )


def _maker(expression: str, text: str) -> str | None:
    """The function or the entry that an expression is, or that its variable was given."""
    if (variable := _VARIABLE.fullmatch(expression)) is not None:
        expression = value_given(variable[1], text)
    found = _MAKES.fullmatch(expression.strip())
    if found is None or not (found["owners"] or found["called"]):
        return None
    callee = (*re.findall(r"\w+", found["owners"]), found["name"])
    known = translated(callee) is not None or loads(callee) or callee[-1] in METHODS or callee[-1] in FORMATS
    owners = re.findall(r"\w+", found["owners"])
    named = bool(found["called"]) or (
        bool(owners) and (found["name"].isupper() or (len(owners) == 1 and _is_imported(owners[0], text)))
    )
    return found["name"] if named and not known and _is_special(found["name"]) else None


def _is_imported(name: str, text: str) -> bool:
    """Whether a name is that of another file of the project, such as a table of texts: ``const texts = require("./texts")``."""
    ways = (
        rf"\b{name}\s*=\s*require\(\s*['\"]\.",
        rf"\bimport\s+(?:\*\s*as\s+|\{{[^}}]*\b)?{name}\b[^'\";]{{0,200}}from\s*['\"](?:\.|@/|~/|src/)",
        rf"\bfrom\s+\.[\w.]*\s+import\b[^\n]*\b{name}\b",
    )
    return any(re.search(each, text) is not None for each in ways)


def _is_special(name: str) -> bool:
    return name not in _COMMON and len(name) >= _SHORTEST and _KEEPS.match(name) is None


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names))) or "(?!)"


def with_others(messages: list[Message], others: list[Message]) -> list[Message]:
    """The messages of a program, and what it has besides them: what is sent goes before what is only there."""
    known = {(each.key, each.map.to_file(Span(0, 0)).start): each for each in messages}
    for each in others:
        place = (each.key, each.map.to_file(Span(0, 0)).start)
        if place not in known or each.sent:
            known[place] = each
    return list(known.values())
