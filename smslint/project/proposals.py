"""The entries for ``messages:`` that match the files which look like text messages: as few as possible, written as YAML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from smslint.errors import SmslintError
from smslint.project import likely_names
from smslint.project.candidate import shared
from smslint.project.translations import without_locale
from smslint.real_paths import real_path
from smslint.sealed import sealed
from smslint.sources.file_locale import locale_of
from smslint.sources.registry import SUFFIXES, source_for
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from smslint.project.candidate import Candidate


@sealed
@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry for ``messages:``."""

    files: str
    keys: tuple[str, ...]
    dialect: str | None
    source: str | None
    count: int
    left_out: int = 0
    """Texts with similar keys that it does not select."""

    @property
    def note(self) -> str:
        """How many texts it selects, and how many with similar keys it does not."""
        left = f"; {plural(self.left_out, 'text')} with similar keys left out" if self.left_out else ""
        return plural(self.count, "text") + left


def proposals(candidates: Iterable[Candidate]) -> list[Proposal]:
    """The fewest entries for ``messages:`` that match the candidates: one for similar files in one folder."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for each in candidates:
        groups.setdefault((_general(_escaped(each.path)), each.source), []).append(each)
    found = []
    for (files, source), members in groups.items():
        keys = tuple(sorted({glob for each in members for glob in each.globs}))
        choice = source_for(files.replace("*", "x"))
        found.append(
            Proposal(
                files if len(members) > 1 or "*" not in files else _single(_escaped(members[0].path), files),
                () if "*" in keys else keys,
                _dialect(members),
                None if choice.source == source else source,
                sum(each.count for each in members),
                sum(each.left_out for each in members),
            )
        )
    return found


def useful(found: Sequence[Proposal], folder: Path) -> list[Proposal]:
    """Those of the entries that read a message which no earlier one reads. They are tried: files that they match are read with them."""
    from smslint.project.config import make_config
    from smslint.project.files import Chooser
    from smslint.project.reading import bytes_of, read_target

    if not found:
        return []
    config = make_config({"messages": [_settings(each) for each in found]}, real_path(folder))
    given: Counter[str] = Counter()
    for target in Chooser(config).targets([folder]):
        try:
            reading = read_target(target, bytes_of(target))
        except SmslintError:
            continue
        for entry, selected in zip(target.entries, reading.entries, strict=False):
            given[entry.name] += selected.given
    pairs = zip(found, config.messages, strict=True)
    return [replace(each, count=given[entry.name]) for each, entry in pairs if given[entry.name]]


def _settings(proposal: Proposal) -> dict[str, object]:
    chosen = {"files": proposal.files, "keys": list(proposal.keys), "source": proposal.source}
    return {key: value for key, value in chosen.items() if value}


def _dialect(members: Iterable[Candidate]) -> str | None:
    """The dialect that all files of an entry can be read in; ``None`` if none must be stated, or none fits all of them."""
    found = shared(each.dialects for each in members if each.dialects is not None)
    return found[0] if found else None


def _escaped(path: str) -> str:
    """A path as a glob that matches it: folders such as ``[id]`` are those of web frameworks. No setting has bytes that are not UTF-8."""
    return re.sub("[\udc80-\udcff]", "?", re.sub(r"[\[{*?]", r"[\g<0>]", path))


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
        parts = folder.split("/")
        for index, part in enumerate(parts):
            plain = without_locale(f"x/{part}/y", locale).split("/")[1]
            if plain != part:
                return "/".join((*parts[:index], _starred(part, plain), *parts[index + 1 :], name))
        return path
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
    return files if locale_of(path) is not None or likely_names.WORD.search(path.rpartition("/")[0]) else path


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
    """A scalar, quoted if YAML would read it as another type. YAML has no controls, and a terminal obeys them: they are escaped."""
    import json

    plain = re.fullmatch(r"[A-Za-z_./][\w./-]*(?:\*[\w./-]*)*", text) is not None
    if plain and text.lower() not in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}:
        return text
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )
