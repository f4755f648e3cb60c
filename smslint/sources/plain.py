"""A file that is one message, with optional YAML front matter between two ``---`` lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.errors import SourceError
from smslint.sources import comments, escapes
from smslint.sources.message import Message, SourceMap
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = comments.NONE
MANY_STRINGS = False
escape = escapes.raw

_OPEN = later(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = later(r"(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_SETTING = later(
    r"(?:kind|dialect|regions?|sender|brand|provider|locale|values|consent|program|domains|facts|appended|prepended|at):(?=\s)[^\r\n]*"
)
"""A setting of a message; any other text after a dashed line is part of it."""
# Front matter has a few settings; a file with more only happens to start with dashes.
_FRONT_MATTER_LIMIT = 65_536
_DEPTH_LIMIT = 20


def read(text: str, options: Options) -> Iterator[Message]:
    """The one message of the file. The keys of its front matter become the message's settings.

    :raises SourceError: when the front matter does not parse, at the line of the error, and for a file that is an object of JSON.
    """
    settings, start = front_matter(text)
    end = len(text)
    if text.startswith("{", start) and _is_object(text[start:]):
        why = "This is JSON, and not one message: state source: json, or take the text out of it."
        raise SourceError(why, Span(start, start + 1))
    if options.final_newline == "strip":
        if text.endswith("\r\n", start):
            end -= 2
        elif text.endswith(("\n", "\r"), start):
            end -= 1
    yield Message(text[start:end], SourceMap.identity(end - start, start), locale=options.locale, settings=settings)


def _is_object(text: str) -> bool:
    """Whether a text is an object of JSON with some key."""
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found)


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    """The settings at the top of a file and the offset where its message starts."""
    if not text.startswith("---"):
        return {}, 0
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), opening.end() + _FRONT_MATTER_LIMIT) if opening is not None else None
    if opening is None or closing is None:
        if opening is not None and (setting := _SETTING.match(text, opening.end())) is not None:
            raise SourceError("This front matter is never closed: write --- below its settings.", Span(*setting.span()))
        return {}, 0
    settings = _load(text[opening.end() : closing.start()], opening.end())
    # Text between two dashed lines without any `key: value` is part of the message.
    return ({}, 0) if settings is None else (settings, closing.end())


def head_of(text: str) -> tuple[str, int] | None:
    """The front matter of a file as written, and its first line (from 1); ``None`` if there is none."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), opening.end() + _FRONT_MATTER_LIMIT) if opening is not None else None
    return (text[opening.end() : closing.start()], 2) if opening is not None and closing is not None else None


def _load(source: str, offset: int) -> dict[str, Any] | None:
    import yaml

    from smslint.settings_file import yaml_file, yaml_places

    try:
        depth = 0
        for event in yaml.parse(source, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):  # a few aliases can mean millions of values, or contain themselves
                at = offset + (event.start_mark.index if event.start_mark is not None else 0)
                raise SourceError("The front matter uses an alias; write the value out.", Span(at, at + 1))
            if depth > _DEPTH_LIMIT:
                at = offset + (event.start_mark.index if event.start_mark is not None else 0)
                raise SourceError("The front matter is nested too deeply.", Span(at, at + 1))
        loaded, doubtful = yaml_file.load(source)
        if doubtful and (twice := yaml_places.repeated(source)) is not None:
            at = offset + twice.offset
            raise SourceError(
                f"The front matter has {twice.name} twice; YAML would forget the first.", Span(at, at + 1)
            )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = offset + (mark.index if mark is not None else 0)
        raise SourceError(
            f"The front matter is not valid YAML: {error.problem or error.context}.", Span(at, at)
        ) from None
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
        # A value that its tag rejects, such as the date 2026-99-99, or a character that YAML forbids.
        problem = str(error).splitlines()[0].rstrip(".")
        raise SourceError(f"The front matter is not valid YAML: {problem}.", Span(offset, offset)) from None
    if loaded is None:
        return {}
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else None
