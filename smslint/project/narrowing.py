"""The globs on keys that select the likely messages of a file, and as little else as possible."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import TemplateError
from smslint.project.hints import SHARE, all_languages, exactly
from smslint.text.name_globs import NameGlobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.project.hints import Hint
    from smslint.sources.message import Message


class Narrowed(NamedTuple):
    """What an entry for a file selects."""

    globs: tuple[str, ...]
    selected: int
    """The texts that the globs select."""
    left_out: int = 0


def narrowed(hints: list[Hint], messages: list[Message], dialect: str) -> Narrowed:
    """The globs that select the likely messages, the broken ones with similar keys, and little else."""
    globs = tuple(dict.fromkeys(hint.glob for hint in hints if hint.glob is not None))
    if not globs:
        return Narrowed((), len(hints))
    likely = {id(hint.message) for hint in hints}
    own = {hint.glob for hint in hints if hint.glob == all_languages(hint.message)}
    loose = set()
    similar: dict[int, Message] = {}
    broken: dict[int, Message] = {}
    for glob in globs:
        if glob not in own:
            taken = [each for each in messages if fnmatchcase(each.key or "", glob)]
            failed = {id(each): each for each in taken if id(each) not in likely and _is_broken(each, dialect)}
            if sum(id(each) in likely for each in taken) + len(failed) < max(SHARE * len(taken), 1):
                loose.add(glob)
                broken |= failed
                similar |= {id(each): each for each in taken}
    keys = tuple(
        dict.fromkeys(
            (
                *(all_languages(hint.message) if hint.glob in loose else hint.glob or "" for hint in hints),
                *map(all_languages, broken.values()),
            )
        )
    )
    selected = _selection(keys)
    return Narrowed(
        keys,
        sum(selected(each.key or "") for each in messages),
        sum(not selected(each.key or "") for each in similar.values()),
    )


def _is_broken(message: Message, dialect: str) -> bool:
    """Whether a text is a template with an error."""
    from smslint.dialects import parse

    try:
        if message.text is None:
            parse(message.body, dialect)
    except TemplateError:
        return True
    return False


def _selection(globs: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of many globs selects a key. Few of them have a ``*`` elsewhere than in a ``*.`` at the start."""
    exact = {glob for glob in globs if "*" not in glob}
    tails = {glob[2:] for glob in globs if glob.startswith("*.") and "*" not in glob[2:]}
    wide = NameGlobs(glob for glob in globs if "*" in glob.removeprefix("*."))

    def selects(key: str) -> bool:
        plain = exactly(key)
        return (
            plain in exact
            or any(plain[at + 1 :] in tails for at, sign in enumerate(plain) if sign == ".")
            or bool(wide.matching(key))
        )

    return selects
