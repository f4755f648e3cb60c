"""Which entry of a configuration took a message of a file, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.reading import messages_of, options
from smslint.span import Span

if TYPE_CHECKING:
    from smslint.project.config import Entry
    from smslint.project.files import Target
    from smslint.project.reading import Reading
    from smslint.sources.message import Message


def taken(target: Target, reading: Reading, index: int) -> dict[str, object]:
    """The entry that took a message, why, and the later entries that match it too."""
    message, entry, *_ = reading.found[index]
    if entry is None:
        return {"entry": None, "why": None, "also": []}
    at = target.entries.index(entry)
    also = [_name(target, each) for each in target.entries[at + 1 :] if _matches(target, reading, each, message)]
    return {"entry": _name(target, entry), "why": _why(entry, message), "also": also}


def _name(target: Target, entry: Entry) -> str:
    return f"messages[{next(at for at, each in enumerate(target.config.messages) if each is entry)}]"


def _why(entry: Entry, message: Message) -> str:
    """Which of its settings takes the message."""
    found = options("", entry)
    if not found.selective:
        columns = entry.texts("columns")
        return f"whose columns are {', '.join(columns)}" if columns else "which takes every text"
    setting, glob = found.taken_by(tuple((message.key or "").split("."))) or ("", "")
    if not setting:
        return (
            "which takes what its globs do not leave out"
            if glob == "" and _only_leaves_out(entry)
            else "whose keys or names match it"
        )
    return f"whose {setting} {glob} matches it"


def _only_leaves_out(entry: Entry) -> bool:
    return all(glob.startswith("!") for glob in (*entry.texts("keys"), *entry.texts("names")))


def _matches(target: Target, reading: Reading, entry: Entry, message: Message) -> bool:
    start = message.map.to_file(Span(0, 0)).start
    return any(at == start for _, at in messages_of(target, reading.text, entry))
