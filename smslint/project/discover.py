"""Find files and keys that look like text messages, with the reasons. Used only to set smslint up; a check never guesses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.detect import detect
from smslint.errors import SmslintError
from smslint.project import likeness
from smslint.project.files import Chooser, Target
from smslint.project.reading import read_bytes, read_target
from smslint.project.translations import without_locale
from smslint.sealed import sealed
from smslint.sources.file_locale import locale_of
from smslint.sources.registry import SUFFIXES, UNKNOWN, by_root, module, source_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from smslint.sources.message import Message
    from smslint.sources.registry import Choice

_LARGEST: Final = 16 * 1024 * 1024
_SHARE: Final = 0.6
"""The least share of likely messages among the texts that a glob selects; below it, each key is listed by itself."""
_QUICK: Final = re.compile(rb"sms|mms|text[_-]?messag|stop\b|data rates|code", re.IGNORECASE)
_CODE: Final = frozenset({"python", "javascript", "php"})
"""Sources of program code, in which most texts are not messages."""


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
    examples: tuple[str, ...]
    """Up to three of its texts."""
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


class Unread(NamedTuple):
    """Files whose name says that they may contain messages, in a format that is not read."""

    suffix: str
    paths: tuple[str, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Discovery:
    """What a folder contains: the likely messages, and the files that could not be read."""

    candidates: tuple[Candidate, ...]
    unread: tuple[Unread, ...]


def discover(folder: Path) -> Discovery:
    """The candidates below a folder, in order, without files that git ignores and without tests."""
    from smslint.project.config import make_config

    config = make_config({"messages": [{"files": ["**/*"]}]}, folder.resolve())
    found: list[Candidate] = []
    unread: dict[str, list[str]] = {}
    for target in Chooser(config).targets([folder]):
        if likeness.is_test(target.inside):
            continue
        choice = source_for(target.inside)
        if choice.source != UNKNOWN:
            one = candidate(target, choice)
            found += [one] if one is not None else []
        elif likeness.WORD.search(target.inside) and _may_hold_texts(target.inside):
            name = target.inside.rpartition("/")[2]
            unread.setdefault(name[name.rfind(".") :].lower(), []).append(target.inside)
    return Discovery(tuple(found), tuple(Unread(suffix, tuple(unread[suffix])) for suffix in sorted(unread)))


def _may_hold_texts(path: str) -> bool:
    """Not a picture, a font, an archive or a style sheet."""
    from mimetypes import guess_type

    kind = guess_type(path)[0] or ""
    return not kind.startswith(
        ("image/", "audio/", "video/", "font/", "text/css", "application/zip", "application/pdf")
    )


def candidate(target: Target, choice: Choice) -> Candidate | None:
    """The texts in a file that look like messages; ``None`` if there are none."""
    named = likeness.WORD.search(target.inside)
    if choice.source in {"plain", "markdown"} and not named:
        return None
    try:
        if target.path.stat().st_size > _LARGEST:
            return None
        data = read_bytes(target.path)
        if not named and not _QUICK.search(data):
            return None
        reading = read_target(target, data)
        messages, choice = reading.messages, by_root(choice, reading.text)
    except (SmslintError, OSError):
        return None
    if choice.source == "plain":
        short = [
            each for each in messages if likeness.is_short(each) and not likeness.is_markup(likeness.literal(each))
        ]
        hints = [Hint(None, f"{named[1]!r} in its path", each) for each in short if named]
    elif choice.source in _CODE:
        hints = [hint for each in messages if (hint := _in_code(each, target.inside)) is not None]
    else:
        hints = _in_catalogue(messages, choice.source, target.inside)
    return _candidate(target, choice, hints, messages) if hints else None


def _candidate(target: Target, choice: Choice, hints: list[Hint], messages: list[Message]) -> Candidate:
    bodies = [hint.message.body for hint in hints]
    seen = Counter(dialect for body in bodies if (dialect := detect(body).dialect) != "plain")
    common = seen.most_common(1)
    chosen = choice.dialect or (common[0][0] if common and choice.source not in _CODE else "plain")
    globs, count = _narrowed(hints, messages)
    return Candidate(
        target.inside,
        choice.source,
        chosen,
        globs,
        count,
        tuple(dict.fromkeys(hint.reason for hint in hints)),
        tuple(dict.fromkeys(bodies))[:3],
        _placeholders(hints, chosen),
    )


def _narrowed(hints: list[Hint], messages: list[Message]) -> tuple[tuple[str, ...], int]:
    """The globs that select the likely messages and little else, and the number of texts that they select."""
    globs = tuple(dict.fromkeys(hint.glob for hint in hints if hint.glob is not None))
    if not globs:
        return (), len(hints)
    likely = {id(hint.message) for hint in hints}
    own = {hint.glob for hint in hints if hint.glob == _unlocal(hint.message)}
    loose = set()
    for glob in globs:
        if glob not in own:
            taken = [each for each in messages if fnmatchcase(each.key or "", glob)]
            if sum(id(each) in likely for each in taken) < max(_SHARE * len(taken), 1):
                loose.add(glob)
    keys = tuple(dict.fromkeys(_unlocal(hint.message) if hint.glob in loose else hint.glob or "" for hint in hints))
    selected = _selection(keys)
    return keys, sum(selected(each.key or "") for each in messages)


def _selection(globs: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of many globs selects a key. Few of them have a ``*`` elsewhere than in a ``*.`` at the start."""
    exact = {glob for glob in globs if "*" not in glob}
    tails = {glob[2:] for glob in globs if glob.startswith("*.") and "*" not in glob[2:]}
    wide = [glob for glob in globs if "*" in glob.removeprefix("*.")]

    def selects(key: str) -> bool:
        plain = _exactly(key)
        return (
            plain in exact
            or any(plain[at + 1 :] in tails for at, sign in enumerate(plain) if sign == ".")
            or any(fnmatchcase(key, glob) for glob in wide)
        )

    return selects


def _exactly(key: str) -> str:
    """A glob for one key, and for no other that a person would write."""
    return re.sub(r"[*?\[\]]", "?", key)


def _in_code(message: Message, path: str) -> Hint | None:
    """A text of a program, if its key and its words are those of a message."""
    segments = _keys(message)
    if not likeness.is_short(message) or not likeness.is_written(message):
        return None
    for reason, pattern in likeness.PHRASES:
        if pattern.search(message.body) and not likeness.names_else(segments):
            return Hint(_exactly(message.key or ""), reason, message)
    named = likeness.WORD.search(path.rpartition("/")[2])
    if not likeness.is_message_in_code(segments, named is not None) or likeness.is_of_the_program(message):
        return None
    for index, segment in enumerate(segments):
        word = likeness.WORD.search(segment)
        if word is not None:
            return Hint(_glob(segments, index, word[1]), f"{word[1]!r} in its key", message)
    return Hint(_exactly(message.key or ""), "the file name" if named else "a call that sends", message)


def _in_catalogue(messages: list[Message], source: str, path: str) -> list[Hint]:
    """The texts of a catalogue that look like messages: by its path, if nearly all of its texts do, else by key and words."""
    short = [each for each in messages if likeness.is_short(each) and (source != "csv" or each.body.count(" ") > 1)]
    word = likeness.WORD.search(path)
    if word is not None and short:
        likely = [each for each in short if likeness.is_written(each) and not likeness.is_shown(_keys(each)[-1])]
        about = sum(likeness.is_of_the_program(each) for each in likely)
        if likely and about <= (1 - _SHARE) / 2 * len(likely) and len(likely) >= _SHARE * len(short):
            reason = "the file name" if likeness.WORD.search(path.rpartition("/")[2]) else f"{word[1]!r} in its path"
            return [Hint("*", reason, each) for each in likely]
    return [hint for each in short if (hint := _hint(each, source)) is not None]


def _keys(message: Message) -> list[str]:
    return (message.key or "").split(".")


def _hint(message: Message, source: str) -> Hint | None:
    if not likeness.is_written(message):
        return None
    segments = _keys(message)
    if source != "po" and not likeness.is_shown(segments[-1]):
        for index, segment in enumerate(segments):
            word = likeness.WORD.search(segment)
            if word is not None:
                return Hint(_glob(segments, index, word[1]), f"{word[1]!r} in its key", message)
    if not module(source).MANY_STRINGS and message.key is not None:
        for reason, pattern in likeness.PHRASES:
            if pattern.search(message.body) and not likeness.is_of_the_program(message):
                return Hint(_unlocal(message), reason, message)
    return None


def _glob(segments: list[str], index: int, word: str) -> str:
    """A glob for the keys with the same word in a similar position."""
    segment = segments[index]
    last = index == len(segments) - 1
    if segment != word:
        return f"*{word}" if last and segment.endswith(word) else f"*{word}*"
    return ("*." if index else "") + word + ("" if last else ".*")


def _unlocal(message: Message) -> str:
    """A glob for a message in all languages, where its key begins with the language."""
    key = message.key or ""
    first, dot, rest = key.partition(".")
    return f"*.{_exactly(rest)}" if dot and message.locale == first else _exactly(key)


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
    return files if locale_of(path) is not None or likeness.WORD.search(path.rpartition("/")[0]) else path


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
