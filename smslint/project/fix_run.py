"""The fixes of a whole run. A text by which translations are looked up is changed in every file that contains it, or in none."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.project.files import Target
from smslint.project.fixes import Change, encoded, fix_data, fix_target
from smslint.project.key_starts import Keys
from smslint.project.natural_keys import NaturalKeys, top_of
from smslint.project.paths import shown
from smslint.project.reading import read_target
from smslint.project.rewriting import changed, rewritten, unwritable
from smslint.project.run import sidecar_text
from smslint.project.spelled import Finder
from smslint.real_paths import real_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.natural_keys import Held
    from smslint.project.run import Runner

    _Asked = tuple[Target, Held]
    """A file, and a key of it that a fix would change."""

_ROUNDS: Final = 5
_SHOWN: Final = 50


def fix_all(
    runner: Runner, targets: Iterable[Target], *, unsafe: bool, unsaved: Mapping[Path, bytes] = MappingProxyType({})
) -> list[Change]:
    """The changes of all files by their fixes. Files that are no targets are among them if they contain the key of a changed text.

    :param unsaved: what an editor has in place of files, by their paths without links.
    """
    targets = list(targets)
    changes: dict[Path, Change] = {}
    keys = _keys_by_root({target.config.root: target.config for target in targets})
    for each in keys.values():
        each.written |= unsaved
    waiting: list[tuple[NaturalKeys, Target, Held]] = []
    for target in targets:
        of_project = keys[target.config.root]
        data = unsaved.get(real_path(target.path))
        if data is None:
            change = fix_target(runner, target, unsafe=unsafe, keys=of_project)
        else:
            change = fix_data(runner, target, data, sidecar_text(target), unsafe=unsafe, keys=of_project)
        if change is not None:
            _keep(changes, of_project, change)
            waiting += [(of_project, target, each) for each in change.held]
    refused: set[str] = set()
    by_path = {real_path(target.path): target for target in targets}
    for _ in range(_ROUNDS):
        again: dict[Path, Target] = {}
        for of_project, group in groupby(waiting, key=itemgetter(0)):
            asked = [(target, held) for _, target, held in group]
            paths = [real_path(each.target.path) for each in _change_all(changes, of_project, asked, refused)]
            again |= {path: by_path[path] for path in paths if path in by_path}
        waiting = []
        for target in again.values():
            of_project = keys[target.config.root]
            data = of_project.written[real_path(target.path)]
            more = fix_data(runner, target, data, sidecar_text(target), unsafe=unsafe, keys=of_project)
            if more is not None:
                _keep(changes, of_project, more)
                waiting += [(of_project, target, each) for each in more.held]
        if not waiting:
            break
    return [change for change in changes.values() if change.before != change.after or change.refused]


def _keys_by_root(configs: dict[Path, Config]) -> dict[Path, NaturalKeys]:
    """The keys for the files of each configuration; configurations of one repository share them."""
    tops = {root: top_of(config) for root, config in configs.items()}
    by_top = {top: NaturalKeys(top) for top in tops.values()}
    return {root: by_top[top] for root, top in tops.items()}


def _keep(changes: dict[Path, Change], keys: NaturalKeys, change: Change) -> None:
    """Add a change to those of its file."""
    path = real_path(change.target.path)
    known = changes.get(path)
    if known is not None:
        change = Change(
            known.target, known.before, change.after, change.data, known.count + change.count,
            tuple(dict.fromkeys((*known.refused, *change.refused))), (*known.codes, *change.codes),
        )  # fmt: skip
    changes[path] = change
    if change.before != change.after:
        keys.written[path] = change.data


def _refuse(changes: dict[Path, Change], target: Target, held: Held, why: str) -> None:
    text = held.key if len(held.key) <= _SHOWN else f"{held.key[: _SHOWN - 1]}…"
    words = f"line {held.line}: translations are looked up by this text ({text!r}), and {why}"
    path = real_path(target.path)
    known = changes.get(path)
    if known is None:
        changes[path] = Change(target, "", "", b"", 0, (words,))
    else:
        changes[path] = Change(
            known.target, known.before, known.after, known.data, known.count, (*known.refused, words), known.codes
        )


def _change_all(
    changes: dict[Path, Change], keys: NaturalKeys, asked: Iterable[_Asked], refused: set[str]
) -> list[Change]:
    """Change keys in all files that contain them, and refuse the others in their order."""
    left = _to_change(keys, asked, refused)
    whys = keys.lost([held.key for _, held in left]) if keys.complete else {}
    whys |= _refused_alone(keys, [each for each in left if each[1].key not in whys])
    touched = _change(changes, keys, [each for each in left if each[1].key not in whys], whys)
    for target, held in left:
        if held.key in whys:
            refused.add(held.key)
            _refuse(changes, target, held, whys[held.key])
    return touched


def _change(
    changes: dict[Path, Change], keys: NaturalKeys, asked: Sequence[_Asked], whys: dict[str, str]
) -> list[Change]:
    """Change keys in all files that contain them. If one of them cannot be changed, or two of them meet, each half is tried by itself.

    :param whys: gets why each of the others cannot be changed.
    """
    left = _to_change(keys, asked, whys)
    touched, why = _everywhere(keys, left) if left else ([], "")
    if why and len(left) > 1:
        middle = len(left) // 2
        return [each for half in (left[:middle], left[middle:]) for each in _change(changes, keys, half, whys)]
    if why:
        whys[left[0][1].key] = why
    for change in touched:
        _keep(changes, keys, change)
    return touched


def _to_change(keys: NaturalKeys, asked: Iterable[_Asked], refused: Collection[str]) -> list[_Asked]:
    """Each key once that is still in its file, and that could be changed so far."""
    asked = list(asked)
    wanted = Keys(held.key for _, held in asked)
    first: dict[str, _Asked] = {}
    places: dict[Path, Finder] = {}
    for target, held in asked:
        if held.key in first or held.key in refused:
            continue
        if target.path not in places:
            text = (keys.read(real_path(target.path)) or ("",))[0]
            places[target.path] = Finder(text, wanted, target.shown)
        if places[target.path](held.key):
            first[held.key] = (target, held)
    return list(first.values())


def _files(keys: NaturalKeys, asked: Iterable[_Asked]) -> list[Path]:
    """The files that may contain these keys."""
    homes = (real_path(target.path) for target, _ in asked)
    return list(dict.fromkeys([*(real_path(path) for _, path in keys.files()), *homes]))


def _refused_alone(keys: NaturalKeys, asked: Sequence[_Asked]) -> dict[str, str]:
    """Why some keys cannot be changed, whatever happens to the others: found for all at once, as each by itself would read all files."""
    if not keys.complete or len(asked) < 2:
        return {}
    after = {held.key: changed(held.key, held.changes) for _, held in asked}
    changes = {held.key: held.changes for _, held in asked}
    wanted = Keys((*after, *after.values()))
    whys: dict[str, str] = {}
    for path in _files(keys, asked):
        name = shown(path)
        text = (keys.read(path) or ("",))[0]
        places = Finder(text, wanted, name)
        for key in places.near():
            if key not in after or key in whys or not (spots := places(key)):
                continue
            new = after[key]
            if new in keys.known() and new not in after and places(new):
                whys[key] = _has_already(name)
            elif why := unwritable(text, spots, changes[key], name):
                whys[key] = _cannot(name, why)
    return whys


def _has_already(name: str) -> str:
    return f"{name} already has the text that it would get"


def _cannot(name: str, why: str) -> str:
    return f"{name} cannot be changed: {why}"


def _everywhere(keys: NaturalKeys, asked: Sequence[_Asked]) -> tuple[list[Change], str]:
    """Keys changed in each file that contains any of them; or why one of them cannot be changed in one of the files."""
    if not keys.complete:
        return [], "the project has too many files to look for it"
    homes = {real_path(target.path): target for target, _ in asked}
    by_key = {each[1].key: each for each in asked}
    after = {key: changed(key, held.changes) for key, (_, held) in by_key.items()}
    wanted = Keys((*after, *after.values()))
    made: list[Change] = []
    for path in _files(keys, asked):
        name = shown(path)
        read = keys.read(path)
        if read is None:
            continue
        text, encoding = read
        places = Finder(text, wanted, name)
        here = [by_key[key] for key in places.near() if key in by_key and places(key)]
        if not here:
            continue
        renames = {held.key: held.changes for _, held in here}
        if any(after[key] in keys.known() and places(after[key]) for key in renames):
            return [], _has_already(name)
        out, why = rewritten(text, renames, name)
        data = encoded(out, encoding) if not why else None
        if data is None:
            return [], _cannot(name, why or "its encoding lacks a character")
        home = homes.get(path) or Target(path, name, asked[0][0].config, (), name)
        if (
            read_target(home, data).error is not None
            and read_target(home, encoded(text, encoding) or b"").error is None
        ):
            return [], _cannot(name, "it could not be read any more")
        made.append(
            Change(home, text, out, data, sum(held.fixed for target, held in here if real_path(target.path) == path))
        )
    for _, held in asked:
        keys.renamed(held.key, after[held.key])
    return made, ""
