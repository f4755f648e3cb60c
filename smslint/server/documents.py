"""The texts that an editor has open, which may differ from the files on disk."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

from smslint.errors import SourceError
from smslint.project.fixes import encoded
from smslint.project.reading import read_bytes
from smslint.records import NamedTuple
from smslint.sources.encoding import decode

if TYPE_CHECKING:
    from smslint.project.files import Target

_LONE: Final = re.compile("[\ud800-\udfff]")
_DRIVE: Final = re.compile(r"/[A-Za-z]:")


class Document(NamedTuple):
    """One open text."""

    uri: str
    path: Path
    version: int
    text: str
    """As the editor has it, without lone surrogates: a replacement character stands for each."""

    def data(self, encoding: str = "utf-8") -> bytes:
        """Its bytes as the editor would save them."""
        return encoded(self.text, encoding) or self.text.encode()


def document(uri: str, version: int | None, text: str) -> Document | None:
    """An open text; ``None`` for one that is no file, such as a new one without a name."""
    path = path_of(uri)
    return None if path is None else Document(uri, path, version or 0, _LONE.sub("\ufffd", text))


def path_of(uri: str) -> Path | None:
    """The path of an address; ``None`` if it is not that of a file."""
    try:
        parts = urlsplit(uri)
        name = os.fsdecode(unquote_to_bytes(parts.path))
    except ValueError:
        return None
    if parts.scheme != "file" or not name or "\0" in name:
        return None
    if _DRIVE.match(name):
        name = name[1:]
    return Path(f"//{parts.netloc}{name}" if parts.netloc not in {"", "localhost"} else name)


def uri_of(path: Path) -> str:
    """The address of a path."""
    name = path.absolute().as_posix()
    return "file://" + quote(os.fsencode(name if name.startswith("/") else f"/{name}"))


def encoding_on_disk(target: Target) -> tuple[str, SourceError | None]:
    """The encoding in which a file is saved, and why smslint cannot read it there; UTF-8 for a file that is not there."""
    try:
        data = read_bytes(target.path)
    except SourceError:
        return "utf-8", None
    fallback = next((each.settings["encoding"] for each in target.entries if "encoding" in each.settings), None)
    try:
        return decode(data, fallback=fallback).encoding, None
    except SourceError as error:
        return "utf-8", error
