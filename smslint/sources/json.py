"""JSON catalogues: i18next, ARB, Cognito and any other, with the place of every string; also with comments, and JSON5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources import channels, cloudformation, comments, exports
from smslint.sources.escapes import C_LIKE, double_quoted, through
from smslint.sources.json_values import decode, notation_of, scan
from smslint.sources.message import Message
from smslint.sources.plurals import fold_plurals, split_plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = False


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string value, under its key path; of the file of a tool, what it sends. ARB metadata (``@key``) is skipped and ``@@locale`` is used.

    :raises SourceError: when the file is not valid JSON or is nested too deeply. ``.jsonc`` files may contain comments, and ``.json5``
        files all of JSON5.
    """
    arb = options.path.lower().endswith(".arb")
    notation = notation_of(options.path)
    tools = exports.exports_in(text)
    sent = exports.sent_by(text, notation, tools) if tools else {}
    found: list[Message] = []
    locale = None
    records = channels.Records()
    functions: dict[tuple[str, ...], list[cloudformation.Part]] = {}
    for kind, path, start, end in scan(text, notation):
        if kind != "key" and not sent and (function := _function_in(path)):
            functions.setdefault(path[:function], []).append(
                cloudformation.Part(path[function - 1 :], *decode(text, start, end))
            )
            continue
        if kind != "text" or (sent and start not in sent and not options.selective):
            continue
        if path == ("@@locale",):
            locale = text[start:end].replace("_", "-")
            continue
        if arb and path and path[0].startswith("@"):
            continue
        if (own := sent.get(start)) is not None:
            if options.wants(path, own.path):
                body, source_map = decode(text, start + own.skipped, end)
                found.append(
                    Message(body, source_map, ".".join(own.path), own.locale or options.locale, dialect=own.dialect)
                )
            continue
        stem = split_plural(path[-1], "_") if path else None
        records.add(path, text[start:end])
        if options.wants(path, (*path[:-1], stem[0]) if stem is not None else path):
            body, source_map = decode(text, start, end)
            found.append(records.took(Message(body, source_map, ".".join(path) or None, options.locale), path))
    found = records.of_texts(found)
    if functions:
        found += _made(functions, options)
        found.sort(key=lambda each: each.map.runs[0].file_start)
    messages: Iterator[Message] = fold_plurals(found, "_.")
    yield from messages if locale is None else (each._replace(locale=locale) for each in messages)


def _function_in(path: tuple[str, ...]) -> int:
    """How many names of a path there are up to the function of CloudFormation that makes its text; 0 without one."""
    if cloudformation.FUNCTIONS.isdisjoint(path):
        return 0
    return next(number for number, name in enumerate(path, 1) if name in cloudformation.FUNCTIONS)


def _made(functions: dict[tuple[str, ...], list[cloudformation.Part]], options: Options) -> Iterator[Message]:
    """The wanted messages of functions of CloudFormation, by their paths."""
    for path, parts in functions.items():
        if options.wants(path, cloudformation.shorter(path)):
            made = cloudformation.message(parts, path, options.locale)
            if made is not None:
                yield made


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    return through(replacement, {**C_LIKE, "'": "\\'"}) if quote == "'" else double_quoted(replacement, quote, before)
