"""The baseline: today's findings, accepted, so that only new ones are reported.

JSON, by path, rule and a hash of the message's words, with a count. No line numbers and no dates: an edit elsewhere changes
nothing in it, and two branches that accept different findings merge.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import ConfigError
from smslint.sealed import sealed
from smslint.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.result import Result

"""Used without being named where it lies in the current folder or beside the configuration."""

VERSION: Final = 1
_HASH: Final = 16
_LARGEST: Final = 64 * 1024 * 1024


class Key(NamedTuple):
    """What an accepted finding is known by."""

    path: str
    code: str
    words: str


@sealed
@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings. ``path`` is its file; paths in it are relative to that file's folder."""

    path: Path
    counts: Counter[Key]

    def apply(self, result: Result, checked: Iterable[str]) -> tuple[Result, Baseline]:
        """The result without the accepted findings, and the part of the baseline that matched nothing.

        :param checked: the paths of the files that were checked, as shown. Nothing is said about others that exist.
        """
        left = Counter(self.counts)
        kept = []
        for finding in result.findings:
            key = key_of(finding, self.path.parent)
            if key is not None and left[key] > 0:
                left[key] -= 1
            else:
                kept.append(finding)
        here = {relative(path, self.path.parent) for path in checked}
        stale = Counter({
            key: count for key, count in left.items()
            if count > 0 and (key.path in here or not os.path.exists(self.path.parent / key.path))  # noqa: PTH110
        })  # fmt: skip
        left_out = len(result.findings) - len(kept)
        shown = replace(result, findings=tuple(kept), suppressed=result.suppressed + left_out)
        return shown, Baseline(self.path, stale)

    def without(self, stale: Baseline) -> Baseline:
        """What is left once the stale entries go."""
        return Baseline(self.path, +(self.counts - stale.counts))

    def write(self) -> None:
        """Put it on disk, whole or not at all.

        :raises ConfigError: when the place cannot be written.
        """
        try:
            write_bytes(self.path, dump(self).encode())
        except OSError as error:
            raise ConfigError(f"{self.path}: cannot be written ({error.strerror or error})") from None


def make(result: Result, path: Path) -> Baseline:
    """A baseline that accepts all findings of a result."""
    keys = (key_of(finding, path.parent) for finding in result.findings)
    return Baseline(path, Counter(key for key in keys if key is not None))


def key_of(finding: Finding, folder: Path) -> Key | None:
    """What a finding is known by; ``None`` where it lies in no file."""
    if finding.location is None or finding.location.path is None:
        return None
    return Key(relative(finding.location.path, folder), finding.code, finding.fingerprint[:_HASH])


def relative(path: str, folder: Path) -> str:
    """A path as shown, from the baseline's folder on, with forward slashes."""
    try:
        return os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(os.sep, "/")
    except ValueError:  # another drive
        return path


def dump(baseline: Baseline) -> str:
    """The file: sorted, one line a hash."""
    import json

    files: dict[str, dict[str, dict[str, int]]] = {}
    for key, count in sorted(baseline.counts.items()):
        if count > 0:
            files.setdefault(key.path, {}).setdefault(key.code, {})[key.words] = count
    return json.dumps({"version": VERSION, "findings": files}, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> Baseline:
    """Read a baseline.

    :raises ConfigError: when the file is missing or is not a baseline.
    """
    import json

    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path}: is too large for a baseline")
        loaded = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror or error}); smslint baseline create makes one"
        ) from None
    except (ValueError, RecursionError):
        hint = "; a merge left it in two minds? Run smslint baseline create again"
        raise ConfigError(f"{path}: is not JSON{hint}") from None
    if not isinstance(loaded, dict) or loaded.get("version") != VERSION or not isinstance(loaded.get("findings"), dict):
        raise ConfigError(f"{path}: is no baseline of version {VERSION}; run smslint baseline create again")
    counts: Counter[Key] = Counter()
    for name, codes in loaded["findings"].items():
        for code, hashes in (codes if isinstance(codes, dict) else {}).items():
            for words, count in (hashes if isinstance(hashes, dict) else {}).items():
                if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                    raise ConfigError(
                        f"{path}: {name}: {code}: a count must be a whole number from 1 on, found {count!r}"
                    )
                counts[Key(name, code, words)] = count
    return Baseline(path, counts)
