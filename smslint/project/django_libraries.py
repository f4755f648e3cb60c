"""Libraries of tags that Django templates load: Django's own, those of the project, and others, of which nobody knows whether they are there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects import grammar_of
from smslint.dialects.lexing.tokens import Kind
from smslint.errors import TemplateError
from smslint.project.nearest import files_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.rules.subject import Subject

_DJANGOS: Final = frozenset(
    [
        "cache",
        "i18n",
        "l10n",
        "static",
        "tz",
        "humanize",
        "flatpages",
        "admin_list",
        "admin_modify",
        "admin_urls",
        "log",
    ]
)
"""Of Django itself and of its applications."""
_FOLDER: Final = "templatetags/"


def loaded(subject: Subject) -> Iterator[tuple[str, int]]:
    """Each library of a template that is not Django's, with its place."""
    if subject.dialect != "django" or "load" not in subject.body:
        return
    grammar = grammar_of("django")
    try:
        tokens = grammar.lexer.lex(subject.body) if grammar is not None else []
    except TemplateError:
        return
    for token in tokens:
        words = subject.body[token.body.start : token.body.end].split() if token.kind is Kind.TAG else []
        if words[:1] == ["load"]:
            named = words[-1:] if words[-2:-1] == ["from"] else words[1:]
            yield from ((each, token.start) for each in named if each not in _DJANGOS)


def is_there(name: str, config: Config) -> bool:
    """Whether the project has a library."""
    return name.replace(".", "/") in _libraries(config)


@lru_cache(maxsize=4)
def _libraries(config: Config) -> frozenset[str]:
    files = (each.partition(_FOLDER) for each in files_below(config.root) if f"/{_FOLDER}" in f"/{each}")
    return frozenset(name.removesuffix(".py").removesuffix("/__init__") for _, _, name in files if name.endswith(".py"))


def why(name: str) -> str:
    """What is not known of a library."""
    return f"Whether there is a tag library {name!r} is not known: the project has no {_FOLDER}{name.replace('.', '/')}.py."
