"""Rule packs: folders of YAML files, one rule per file. Data only: a pack names checks, but never contains code."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.data import data_path
from smslint.errors import PackError
from smslint.records import NamedTuple, replace
from smslint.rules.rule import Rule
from smslint.rules.stored_rules import from_plain, to_plain
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA_FOLDERS: Final = frozenset(
    {"alphabets", "countries", "providers", "lexicons", "prices", "substitutions", "logs", "registries", "approved"}
)
"""Folders next to the rule families with other data. A pack of a project may have lexicons; the others ship with smslint."""

MOST_FILES: Final = 20_000
"""The most files and folders of a pack."""

ENDS: Final = (".yaml", ".yml")
"""The suffixes of a rule file."""
_NAMED: Final = later(r"[A-Z]{3}\d{3}\b")

CODE: Final = (
    "packs.py", "stored_rules.py", "rule_file.py", "rule.py", "packfile.py", "vetting.py", "options.py", "readers.py", "compound_readers.py", "matching.py", "checks/__init__.py", "check_options.py", "registration_options.py", "context.py", "../settings.py",
)  # fmt: skip
"""The modules that read a rule file: stored rules are invalid after these modules change."""


class Packs(NamedTuple):
    """All loaded rules, by code, and the refused files."""

    rules: tuple[Rule, ...]
    refused: tuple[PackError, ...] = ()

    def find(self, word: str) -> Rule | None:
        """The rule with a code, name or former name."""
        for rule in self.rules:
            if word in {rule.code, rule.name, *rule.aliases}:
                return rule
        return None

    def select(self, words: tuple[str, ...]) -> frozenset[str]:
        """The codes selected by codes, names and prefixes of codes; ``ALL`` selects all."""
        chosen = set()
        for word in words:
            upper = word.upper()
            chosen |= {
                rule.code
                for rule in self.rules
                if upper == "ALL" or rule.code.startswith(upper) or word == rule.name or word in rule.aliases
            }
        return frozenset(chosen)

    def no_such(self, word: str) -> str:
        """``there is no rule 'OPT01'; did you mean 'OPT001'?``."""
        from smslint.wording import nearest

        known = [name for rule in self.rules for name in (rule.code, rule.name, *rule.aliases)]
        code = word[:3].isalpha() and word[3:].isdigit()
        return f"there is no rule {word!r}{nearest(word.upper() if code else word, known)}"


@lru_cache(maxsize=8)
def load(folders: tuple[Path, ...] = ()) -> Packs:
    """The shipped rules and those of further folders. An invalid file is refused, and the others are loaded.

    The rules have no tests here: only :func:`load_tested` reads them.
    """
    return _packs([_folder_rules(folder) for folder in (data_path("rules"), *folders)])


def load_tested(folders: tuple[Path, ...] = ()) -> Packs:
    """The same rules with their tests, to run or print them."""
    parts: list[_Read] = []
    for folder in (data_path("rules"), *folders):
        paths = list(_files(folder))
        rules, errors = _read_all(paths)
        parts.append((rules, [*_unread(folder, paths), *errors]))
    return _packs(parts)


_Read = tuple[list[Rule], list[PackError]]


def _packs(parts: list[_Read]) -> Packs:
    rules: dict[str, Rule] = {}
    taken: dict[str, Rule] = {}
    """The rule of each code, name and former name."""
    refused: list[PackError] = []
    for found, errors in parts:
        refused += errors
        for rule in found:
            words = (rule.code, rule.name, *rule.aliases)
            used = next((each for each in words if each in taken), None)
            if used is not None:
                refused.append(PackError(f"{rule.path}: {used} is already taken by {taken[used].path}"))
            else:
                rules[rule.code] = rule
                taken.update(dict.fromkeys(words, rule))
    return Packs(tuple(rules[code] for code in sorted(rules)), tuple(refused))


def _folder_rules(folder: Path) -> _Read:
    """The rules of one folder, from the compiled entry of exactly these bytes, otherwise from the files."""
    from smslint.rules import compiled
    from smslint.rules.compiled import DAMAGE

    paths = list(_files(folder))
    unread = _unread(folder, paths)
    if not paths and not unread:
        unread.append(PackError(f"{folder}: has no rule: a rule is a .yaml file in it or one folder below it"))
    try:
        name = entry_name(paths)
    except OSError:
        rules, errors = _read_all(paths)
        return rules, [*unread, *errors]
    try:
        return [from_plain(values, path) for values, path in zip(compiled.find(name), paths, strict=True)], unread
    except DAMAGE:  # there is no entry, or not one of rules
        pass
    rules, errors = _read_all(paths)
    if not errors:
        compiled.store(name, [to_plain(rule) for rule in rules])
    return [replace(rule, tests=()) for rule in rules], [*unread, *errors]


def _read_all(paths: list[Path]) -> _Read:
    from smslint.rules.rule_file import read_rule

    rules: list[Rule] = []
    refused: list[PackError] = []
    for path in paths:
        try:
            rules.append(read_rule(path))
        except PackError as error:
            refused.append(error)
    return rules, refused


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder, in loading order."""
    return list(_files(folder))


def entry_name(paths: list[Path]) -> str:
    """The name for the stored rules of some files: a hash of their bytes and of the code that reads them.

    :raises OSError: when a file cannot be read.
    """
    from smslint.rules import compiled

    here = Path(__file__).parent
    return compiled.key_of("rules", [*(here / name for name in CODE), *paths])


def plain_rules(paths: list[Path]) -> list[dict[str, Any]]:
    """The stored form of some rule files.

    :raises PackError: for the first that cannot be used.
    """
    from smslint.rules.rule_file import read_rule

    return [to_plain(read_rule(path)) for path in paths]


def _yaml_below(folder: Path) -> Iterator[Path]:
    """The YAML files at any depth.

    :raises PackError: for a folder with very many files, such as that of the whole disk.
    """
    seen = 0
    for place, folders, files in os.walk(folder):
        seen += len(folders) + len(files)
        if seen > MOST_FILES:
            raise PackError(f"{folder}: has more than {MOST_FILES:,} files and folders, so it is not a folder of rules")
        yield from (Path(place, name) for name in files if fnmatchcase(name, "*.y*ml"))


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise PackError(f"{folder}: there is no such folder of rules")
    for family in _listed(folder):
        path = folder / family.name
        if path.suffix in ENDS and family.is_file():
            yield path
        elif family.name not in DATA_FOLDERS and family.is_dir() and not family.name.startswith("."):
            files = (each for each in _listed(path) if each.is_file())  # a listing says what is a file, without a stat
            yield from (file for each in files if (file := path / each.name).suffix in ENDS)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, by name."""
    with os.scandir(folder) as found:
        return sorted(found, key=lambda each: each.name)


def _misnamed(folder: Path) -> Iterator[Path]:
    """Files that are named like rules and have another suffix."""
    for family in _listed(folder):
        inside = _listed(folder / family.name) if family.is_dir() and not family.name.startswith(".") else [family]
        for each in inside:
            path = Path(each.path)
            if each.is_file() and _NAMED.match(path.name) and path.suffix not in {*ENDS, ".md", ".html"}:
                yield path


def _why_not_read(data: Path) -> str:
    """What is wrong with something in a pack that is called like a folder of data, but for YAML files, which are looked at one by one."""
    if data.is_file():
        return f"{data.name} is a folder in the packs that ship with smslint"
    if data.name == "lexicons" or not data.is_dir():
        return ""
    return (
        ""
        if any(_yaml_below(data)) or not _listed(data)
        else f"a pack has rules and lexicons, {data.name} ship with smslint"
    )


def _unread(folder: Path, rules: list[Path]) -> list[PackError]:
    """Files in a pack of a project that would be ignored without a message."""
    if folder == data_path("rules"):
        return []
    found = [PackError(f"{path}: is not read: a rule is a .yaml file") for path in _misnamed(folder)]
    found += [
        PackError(f"{folder / name}: is not read: {why}")
        for name in sorted(DATA_FOLDERS)
        if (why := _why_not_read(folder / name))
    ]
    for path in sorted(_yaml_below(folder)):
        first, *below = path.relative_to(folder).parts
        if path in rules or path.suffix not in ENDS or first.startswith("."):
            continue
        if first == "lexicons" and len(below) <= 2:
            if path.suffix == ".yml":
                found.append(PackError(f"{path}: is not read: call a lexicon {path.stem}.yaml"))
        elif first in DATA_FOLDERS and first != "lexicons":
            found.append(PackError(f"{path}: is not read: a pack has rules and lexicons, {first} ship with smslint"))
        else:
            found.append(PackError(f"{path}: is not read: rules must be in the pack's folder or one folder below it"))
    return found
