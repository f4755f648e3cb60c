"""Find files and keys that look like text messages, with the reasons. Used only to set smslint up; a check never guesses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.detect import detect
from smslint.errors import SmslintError
from smslint.project.files import Chooser, Target
from smslint.project.reading import read_bytes, read_target
from smslint.project.translations import without_locale
from smslint.sealed import sealed
from smslint.sources.file_locale import locale_of
from smslint.sources.registry import SUFFIXES, UNKNOWN, module, source_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from smslint.sources.message import Message

_LARGEST: Final = 2 * 1024 * 1024
_LONGEST: Final = 1600
"""The longest message that providers usually accept, in characters: longer texts are something else."""

# `sms`, `SMS`, `smsBody`, `welcome_sms`, `text-message`; not `transmission`.
_WORD: Final = re.compile(r"(?:(?<![A-Za-z])|(?<=[a-z])(?=S))(sms|Sms|SMS|mms|MMS|[Tt]ext[_-]?[Mm]essages?)(?![a-z])")
_PHRASES: Final = (
    ("says how to opt out", re.compile(r"\b(?:reply|text|txt|send)\s+[\"']?stop\b", re.IGNORECASE)),
    ("mentions message rates", re.compile(r"\bm(?:sg|essage)\s*(?:&|and|&amp;)\s*data\s+rates\b", re.IGNORECASE)),
    (
        "contains a code",
        re.compile(r"\b(?:verification|security|one[- ]time|login|sign[- ]in|otp)\s*(?:pass)?code\b", re.IGNORECASE),
    ),
)
_QUICK: Final = re.compile(rb"sms|mms|text[_-]?message|stop\b|data rates|code", re.IGNORECASE)


class Hint(NamedTuple):
    """A text that may be a message: the glob that matches it and similar ones, and the reason."""

    glob: str | None
    reason: str
    message: Message


@sealed
@dataclass(frozen=True, slots=True)
class Candidate:
    """A file with texts that look like messages."""

    path: str
    source: str
    dialect: str
    globs: tuple[str, ...]
    """Globs on keys; empty for a file that is one message."""
    count: int
    reasons: tuple[str, ...]
    example: str
    placeholders: tuple[str, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry for ``messages:``."""

    files: str
    keys: tuple[str, ...]
    dialect: str | None
    source: str | None
    count: int


def discover(folder: Path) -> Iterator[Candidate]:
    """The candidates below a folder, in order, without files that git ignores."""
    from smslint.project.config import make_config

    everything = [f"**/*{suffix}" for suffix in SUFFIXES]
    config = make_config({"messages": [{"files": everything}]}, folder.resolve())
    for target in Chooser(config).targets([folder]):
        found = candidate(target)
        if found is not None:
            yield found


def candidate(target: Target) -> Candidate | None:
    """The texts in a file that look like messages; ``None`` if there are none."""
    choice = source_for(target.inside)
    if choice.source == UNKNOWN:
        return None
    named = _WORD.search(target.inside)
    if choice.source in {"plain", "markdown"} and not named:
        return None
    try:
        if target.path.stat().st_size > _LARGEST:
            return None
        data = read_bytes(target.path)
        if not named and not _QUICK.search(data):
            return None
        reading = read_target(target, data)
    except (SmslintError, OSError):
        return None
    if choice.source == "plain":
        hints = [Hint(None, f"{named[1]!r} in its path", each) for each in reading.messages if named and _short(each)]
    else:
        hints = [hint for each in reading.messages if (hint := _hint(each, choice.source, target.inside)) is not None]
    return _candidate(target, choice.source, choice.dialect, hints) if hints else None


def _candidate(target: Target, source: str, dialect: str | None, hints: list[Hint]) -> Candidate:
    bodies = [hint.message.body for hint in hints]
    common = Counter(detect(body).dialect for body in bodies if hint_free(body)).most_common(1)
    chosen = dialect or (common[0][0] if common else "plain")
    return Candidate(
        target.inside,
        source,
        chosen,
        tuple(dict.fromkeys(hint.glob for hint in hints if hint.glob is not None)),
        len(hints),
        tuple(dict.fromkeys(hint.reason for hint in hints)),
        bodies[0],
        _placeholders(hints, chosen),
    )


def hint_free(body: str) -> bool:
    """Whether a body gives a hint of its dialect."""
    return detect(body).dialect != "plain"


def _short(message: Message) -> bool:
    return bool(message.body.strip()) and len(message.body) <= _LONGEST


def _wordy(body: str) -> bool:
    """Whether it can be a sentence: some scripts have no spaces, and a text can be a single placeholder."""
    return " " in body.strip() or detect(body).dialect != "plain" or any(char > "\u2e7f" for char in body)


def _hint(message: Message, source: str, path: str) -> Hint | None:
    if not _short(message):
        return None
    if not _wordy(message.body) or (source == "csv" and message.body.count(" ") < 2):
        return None
    segments = (message.key or "").split(".")
    for index, segment in enumerate(segments):
        word = _WORD.search(segment)
        if word is not None:
            return Hint(_glob(segments, index, word[1]), f"{word[1]!r} in its key", message)
    if _WORD.search(path.rpartition("/")[2]):
        return Hint("*", "the file name", message)
    if not module(source).MANY_STRINGS and message.key is not None:
        for reason, pattern in _PHRASES:
            if pattern.search(message.body):
                return Hint(_unlocal(message), reason, message)
    return None


def _glob(segments: list[str], index: int, word: str) -> str:
    """A glob for the keys with the same word in a similar position."""
    segment = segments[index]
    if segment != word:
        return f"*{word}*" if not segment.endswith(word) else f"*{word}"
    return ("*." if index else "") + word + (".*" if index < len(segments) - 1 else "")


def _unlocal(message: Message) -> str:
    key = message.key or ""
    first, dot, rest = key.partition(".")
    return f"*.{rest}" if dot and message.locale == first else key


def _placeholders(hints: Iterable[Hint], dialect: str) -> tuple[str, ...]:
    from smslint.dialects import parse
    from smslint.text.tree import Placeholder, walk

    names: dict[str, None] = {}
    for hint in hints:
        try:
            tree = hint.message.text or parse(hint.message.body, dialect)
        except SmslintError:
            continue
        for node in walk(tree):
            if isinstance(node, Placeholder) and not node.opaque and node.name:
                names[node.name.rpartition(".")[2]] = None
    return tuple(name for name in names if name.isidentifier())


def proposals(candidates: Iterable[Candidate]) -> list[Proposal]:
    """The fewest entries for ``messages:`` that match the candidates: one for similar files in one folder."""
    groups: dict[tuple[str, str, str], list[Candidate]] = {}
    for each in candidates:
        groups.setdefault((_general(each.path), each.source, each.dialect), []).append(each)
    found = []
    for (files, source, dialect), members in groups.items():
        keys = tuple(sorted({glob for each in members for glob in each.globs}))
        choice = source_for(files.replace("*", "x"))
        found.append(
            Proposal(
                files if len(members) > 1 or "*" not in files else _single(members[0].path, files),
                () if "*" in keys else keys,
                None if dialect == (choice.dialect or "plain") else dialect,
                None if choice.source == source else source,
                sum(each.count for each in members),
            )
        )
    return found


def _general(path: str) -> str:
    """The glob of a file and similar ones: the same folder and suffix; for a translation, all languages."""
    folder, slash, name = path.rpartition("/")
    if source_for(path).source in {"plain", "markdown"}:
        suffix = next((each for each in sorted(SUFFIXES, key=len, reverse=True) if name.lower().endswith(each)), "")
        return f"{folder}{slash}*{suffix}" if suffix else path
    locale = locale_of(path)
    if locale is None:
        return path
    bare = without_locale(path, locale)
    if bare.rpartition("/")[0] != folder:  # the folder names the locale
        spelling = next((part for part in folder.split("/") if without_locale(f"x/{part}/y", locale) == "x//y"), None)
        return path if spelling is None else path.replace(f"{spelling}/", "*/", 1)
    _, dot, suffix = name.partition(".")
    rest = bare.rpartition("/")[2]
    return f"{folder}{slash}*{dot}{suffix}" if rest.startswith(".") else f"{folder}{slash}{_starred(name, rest)}"


def _starred(name: str, bare: str) -> str:
    """``sms.de.yml``, which is ``sms.yml`` without its locale, gives ``sms.*.yml``."""
    tail = _shared(name[::-1], bare[::-1])
    head = _shared(name, bare[: len(bare) - tail])
    separator = name[head] if name[head] in "._-" else ""
    return f"{name[:head]}{separator}*{name[len(name) - tail :]}"


def _shared(one: str, other: str) -> int:
    """How many characters at the start of two texts are equal."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))


def _single(path: str, files: str) -> str:
    """The pattern for a single file: its path; for a translation, all languages; in a folder for text messages, future files."""
    return files if locale_of(path) is not None or _WORD.search(path.rpartition("/")[0]) else path


def entry_lines(proposal: Proposal) -> list[str]:
    """The lines of an entry, to paste below ``messages:``."""
    lines = [f"  - files: {_yaml(proposal.files)}"]
    if proposal.keys:
        keys = [_yaml(each) for each in proposal.keys]
        lines.append(f"    keys: {keys[0] if len(keys) == 1 else '[' + ', '.join(keys) + ']'}")
    if proposal.source:
        lines.append(f"    source: {proposal.source}")
    if proposal.dialect:
        lines.append(f"    dialect: {proposal.dialect}")
    return lines


def _yaml(text: str) -> str:
    """A scalar, quoted if YAML would read it as another type."""
    import json

    plain = re.fullmatch(r"[A-Za-z_./][\w./-]*(?:\*[\w./-]*)*", text) is not None
    return (
        text
        if plain and text.lower() not in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
        else json.dumps(text, ensure_ascii=False)
    )
