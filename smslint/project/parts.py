"""The files that a template extends or includes, found in the project: below its folder, and nowhere else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.dialects import grammar_of, parse
from smslint.dialects.parts.composed import Composed, Part, Stretch, UnreadPart
from smslint.dialects.parts.composing import compose
from smslint.dialects.parts.mentions import mentions_parts
from smslint.dialects.parts.references import REFERENCES
from smslint.errors import SourceError
from smslint.project.disk import DISK
from smslint.project.paths import shown
from smslint.sources.encoding import decode
from smslint.span import Span
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.project.disk import Files

LARGEST: Final = 1024 * 1024
"""Bytes of a part."""


class Finder:
    """Finds the parts of one template.

    A name is looked for in the folder of the file that names it, then in the folders of ``template_folders``; where the project
    names none, in the template's own folder and each folder above it, up to the configuration's.
    """

    def __init__(self, path: Path, name: str, config: Config, dialect: str, files: Files = DISK) -> None:
        self._names = REFERENCES[dialect].files
        self._files = files
        self._top = os.path.realpath(config.root)
        self._own = files.real(str(path.parent))
        self._folders = {name: self._own}
        self._found: dict[tuple[str, str], Part | str | None] = {}
        self._roots = [files.real(str(folder)) for folder in config.template_folders] or list(self._above())

    def __call__(self, name: str, named_by: str) -> Part | str | None:
        """The part of a name; a sentence where there is a file that is not read, ``None`` where there is none."""
        if "\0" in name or not name.isprintable():
            return None
        near = self._folders.get(named_by, self._own)
        if (near, name) not in self._found:
            self._found[near, name] = self._look(name, near)
        return self._found[near, name]

    def _look(self, name: str, near: str) -> Part | str | None:
        for folder in dict.fromkeys((near, *self._roots)):
            for each in self._names(name.lstrip("/")):
                path = self._files.real(os.path.join(folder, each))  # noqa: PTH118
                if self._below(path) and self._files.has(path):
                    return self._read(path)
        return None

    def _read(self, path: str) -> Part | str:
        name = shown(Path(path))
        try:
            data = self._files.read(path)
            if len(data) > LARGEST:
                return f"{name} is larger than any message"
            text, _ = decode(data)
        except (SourceError, OSError) as error:
            return f"{name}: {error}"
        self._folders[name] = os.path.dirname(path)  # noqa: PTH120
        return Part(name, text)

    def _above(self) -> Iterator[str]:
        folder = self._own
        while self._below(folder) or folder == self._top:
            yield folder
            if folder == self._top:
                return
            folder = os.path.dirname(folder)  # noqa: PTH120

    def _below(self, path: str) -> bool:
        return path.startswith(self._top.rstrip(os.sep) + os.sep)


def composed(source: str, dialect: str, path: Path, name: str, config: Config, files: Files = DISK) -> Composed | None:
    """A template with its parts; ``None`` where it has none.

    :param path: of its file, which need not exist.
    :param name: what reports call the file.
    :param files: where its parts are read.
    :raises TemplateError: when it does not parse.
    """
    grammar = grammar_of(dialect) if mentions_parts(source, dialect) else None
    found = None
    if grammar is not None:
        finder, stated = Finder(path, name, config, dialect, files), bool(config.template_folders)
        found = compose(source, dialect, grammar, finder, name, all_folders=stated)
    layout = _layout(path, config, files) if dialect == "erb" else None
    return found if layout is None else _inside(layout, found or _alone(source, dialect, name))


_ONLY_YIELDS: Final = re.compile(r"\s*<%=\s*yield\s*-?%>\s*")


def _layout(path: Path, config: Config, files: Files) -> str | None:
    """The name of the layout that Rails may put a mailer's text into, unless that prints nothing else."""
    if not path.name.endswith(".text.erb") or path.name.startswith("_") or not path.parent.name.endswith("_mailer"):
        return None
    root, top = path.parent.parent / "layouts", os.path.realpath(config.root)
    for name in (path.parent.name, "application_mailer", "mailer"):
        layout = files.real(str(root / f"{name}.text.erb"))
        if layout.startswith(top + os.sep) and files.has(layout):
            try:
                text, _ = decode(files.read(layout))
            except (SourceError, OSError):
                text = ""
            if not _ONLY_YIELDS.fullmatch(text):
                return f"layouts/{name}.text.erb"
    return None


def _alone(source: str, dialect: str, name: str) -> Composed:
    return Composed(source, parse(source, dialect), (Part(name, source),), (Stretch(0, 0, 0),), ())


def _inside(layout: str, found: Composed) -> Composed:
    """The text with something unknown on both sides."""
    start, end = Span(0, 0), Span(found.text.span.end, found.text.span.end)
    before, after = (Placeholder(layout, span, opaque=True) for span in (start, end))
    text = found.text._replace(parts=(before, *found.text.parts, after))
    why = "Rails puts the text of a mailer into it, unless the mailer names another layout"
    return found._replace(text=text, unread=(UnreadPart(start, layout, why), *found.unread))
