"""Functions of a project that hand a text to a call that sends, for the calls of them in other files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.errors import SmslintError
from smslint.project.reading import bytes_of
from smslint.sources.encoding import decode
from smslint.sources.helpers import handing
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.sources.sending_calls import may_send
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.files import Target
    from smslint.sources.helpers import Helper
    from smslint.sources.message import Message

_COMMON: Final = word_set(
    "send create make build post put get set run call handle execute main process update save store index new perform start init constructor "
    "__init__ __construct __call__ show edit destroy invoke apply dispatch fire emit log error write print format render request fetch "
    "callback register login signup verify test if for while switch catch"
)
"""Names that functions for anything have: those of other files may be something else."""
_SHORTEST: Final = 5
_ROUNDS: Final = 3
"""How many functions lie between a text and the call that sends it, at most."""


def helpers_in(text: str, others: frozenset[Helper] = frozenset()) -> frozenset[Helper]:
    """The functions of a program that send what they are given and are not named like it."""
    return frozenset(
        (name, handed)
        for name, handed in handing(text, others).items()
        if name not in _COMMON and len(name) >= _SHORTEST and not may_send((name,))
    )


def helpers_of(programs: Iterable[Target], found: frozenset[Helper]) -> frozenset[Helper]:
    """All such functions of a project, also those that call others.

    :param found: those that call what sends.
    """
    new = found
    for _ in range(_ROUNDS if found else 0):
        called = calls_of(new)
        more = set(new)
        for target in programs:
            try:
                data = bytes_of(target)
                if called.search(data) is not None:
                    more |= helpers_in(decode(data).text, found | new)
            except SmslintError:
                continue
        new = frozenset(more) - found
        if not new:
            break
        found |= new
    return found


def calls_of(helpers: Iterable[Helper]) -> re.Pattern[bytes]:
    """What a call of one of the functions looks like."""
    names = sorted({name for name, _ in helpers})
    return re.compile(rf"(?<![\w$])(?:{'|'.join(map(re.escape, names)) or '(?!)'})\s*\(".encode())


def every_text(source: str, path: str, text: str, helpers: Iterable[Helper]) -> list[Message]:
    """All texts of a program, with what is given to the functions as what is sent."""
    names = tuple(sorted({name for name, _ in helpers}))
    return list(read(source, text, Options(path=path, keys=("*",), names=names)))
