"""Files that may contain messages in a format that is not read: ``discover`` and ``init`` name them, so that nobody takes them for checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SmslintError, SourceError
from smslint.project import likely_names, likeness
from smslint.project.reading import bytes_of
from smslint.sources.unread import LANGUAGES

if TYPE_CHECKING:
    from smslint.project.files import Target

_OF_TOOLS: Final = (
    ".csproj", ".fsproj", ".vbproj", ".sln", ".slnx", ".props", ".sh", ".bash", ".cmd", ".bat", ".ps1", ".env", ".lock", ".gradle", ".scss", ".sass", ".less",
    ".pbxproj", ".plist", ".xcscheme", ".storyboard", ".xib", ".puml", ".mod", ".sum", ".map", ".log", ".iml", ".cfg", ".service", ".h",
)  # fmt: skip
"""How the names of files end that build, start or draw a program."""
_LARGEST: Final = 1024 * 1024
"""The largest program or template that is looked into, in bytes."""


class UnreadFormat(NamedTuple):
    """Files that may contain messages, by their name or their words, in a format that is not read."""

    suffix: str
    paths: tuple[str, ...]


class Broken(NamedTuple):
    """A file in a format that is read, but which could not be read as a whole."""

    path: str
    line: int
    why: str


def broken_file(target: Target, error: SmslintError | OSError) -> Broken:
    """The file that an error is about, with the line that it names."""
    if isinstance(error, SourceError) and error.span is not None:
        try:
            text = bytes_of(target).decode("utf-8", errors="replace")
        except (SmslintError, OSError):
            text = ""
        return Broken(target.inside, text.count("\n", 0, error.span.start) + 1, str(error).removesuffix("."))
    why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return Broken(target.inside, 1, why.removesuffix("."))


def may_contain_messages(target: Target) -> bool:
    """Whether the name of a file, or of a program or template what is in it, is about text messages."""
    if likely_names.WORD.search(target.inside):
        return _may_hold_texts(target.inside)
    if not target.inside.lower().endswith(LANGUAGES):
        return False
    try:
        if target.path.stat().st_size > _LARGEST:
            return False
        text = bytes_of(target).decode("utf-8", errors="replace")
    except (SmslintError, OSError):
        return False
    return likely_names.IN_PROGRAMS.search(text) is not None or any(
        pattern.search(text) for _, pattern in likeness.PHRASES
    )


def _may_hold_texts(path: str) -> bool:
    """Not a picture, a font, an archive, a style sheet, or a file of a tool, such as a ``Dockerfile`` or a project of Xcode."""
    from mimetypes import guess_type

    name = path.rpartition("/")[2].lower()
    kind = guess_type(path)[0] or ""
    return (
        "." in name[1:]
        and not name.endswith(_OF_TOOLS)
        and not kind.startswith(
            ("image/", "audio/", "video/", "font/", "text/css", "application/zip", "application/pdf")
        )
    )
