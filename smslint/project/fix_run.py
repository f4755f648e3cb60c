"""The fixes of a whole run. A text by which translations are looked up is changed in every file that contains it, or in none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.files import Target, shown
from smslint.project.fixes import Change, encoded, fix_data, fix_target
from smslint.project.natural_keys import NaturalKeys, top_of
from smslint.project.reading import read_target
from smslint.project.run import sidecar_text
from smslint.project.spelled import changed, may_hold, places, rewritten
from smslint.real_paths import real_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.natural_keys import Held
    from smslint.project.run import Runner

_ROUNDS: Final = 5
_SHOWN: Final = 50


def fix_all(runner: Runner, targets: Iterable[Target], *, unsafe: bool) -> list[Change]:
    """The changes of all files by their fixes. Files that are no targets are among them if they contain the key of a changed text."""
    targets = list(targets)
    changes: dict[Path, Change] = {}
    keys = _keys_by_root({target.config.root: target.config for target in targets})
    waiting: list[tuple[NaturalKeys, Target, Held]] = []
    for target in targets:
        of_project = keys[target.config.root]
        change = fix_target(runner, target, unsafe=unsafe, keys=of_project)
        if change is not None:
            _keep(changes, of_project, change)
            waiting += [(of_project, target, each) for each in change.held]
    refused: set[str] = set()
    for _ in range(_ROUNDS):
        again: dict[Path, Target] = {}
        for of_project, target, held in waiting:
            if held.key in refused or not _is_there(of_project, target, held.key):
                continue
            touched, why = _everywhere(of_project, target, held)
            if why:
                refused.add(held.key)
                _refuse(changes, target, held, why)
            for change in touched:
                _keep(changes, of_project, change)
                again |= {
                    real_path(each.path): each
                    for each in targets
                    if real_path(each.path) == real_path(change.target.path)
                }
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
            tuple(dict.fromkeys((*known.refused, *change.refused))),
        )  # fmt: skip
    changes[path] = change
    if change.before != change.after:
        keys.written[path] = change.data


def _is_there(keys: NaturalKeys, target: Target, key: str) -> bool:
    """Whether the file still contains the key."""
    read = keys.read(real_path(target.path))
    return read is not None and bool(places(read[0], key, target.shown))


def _refuse(changes: dict[Path, Change], target: Target, held: Held, why: str) -> None:
    text = held.key if len(held.key) <= _SHOWN else f"{held.key[: _SHOWN - 1]}…"
    words = f"line {held.line}: translations are looked up by this text ({text!r}), and {why}"
    path = real_path(target.path)
    known = changes.get(path)
    if known is None:
        changes[path] = Change(target, "", "", b"", 0, (words,))
    else:
        changes[path] = Change(
            known.target, known.before, known.after, known.data, known.count, (*known.refused, words)
        )


def _everywhere(keys: NaturalKeys, target: Target, held: Held) -> tuple[list[Change], str]:
    """A key changed in each file that contains it; or why it cannot be changed in one of them."""
    if not keys.complete:
        return [], "the project has too many files to look for it"
    old, new = held.key, changed(held.key, list(held.changes))
    files = dict.fromkeys([real_path(path) for _, path in keys.files()] + [real_path(target.path)])
    made: list[Change] = []
    for path in files:
        name = shown(path)
        read = keys.read(path)
        if read is None:
            continue
        text, encoding = read
        if not may_hold(text, old) or not places(text, old, name):
            continue
        if new in keys.known() and places(text, new, name):
            return [], f"{name} already has the text that it would get"
        after, why = rewritten(text, old, name, list(held.changes))
        data = encoded(after, encoding) if not why else None
        if data is None:
            return [], f"{name} cannot be changed: {why or 'its encoding lacks a character'}"
        home = target if path == real_path(target.path) else Target(path, name, target.config, (), name)
        if (
            read_target(home, data).error is not None
            and read_target(home, encoded(text, encoding) or b"").error is None
        ):
            return [], f"{name} cannot be changed: it could not be read any more"
        made.append(Change(home, text, after, data, held.fixed if path == real_path(target.path) else 0))
    keys.renamed(old, new)
    return made, ""
