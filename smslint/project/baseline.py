"""The baseline: today's findings are accepted, so that only new ones are reported.

JSON, by path, rule and a hash of the message's text, with a count. It has no line numbers and no dates, so edits elsewhere do
not change it, and two branches that accept different findings can be merged.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import ConfigError
from smslint.outside import is_outside
from smslint.sealed import sealed
from smslint.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.result import Result

"""The default name, in the current folder or next to the configuration."""

VERSION: Final = 1
_HASH: Final = 16
_LARGEST: Final = 64 * 1024 * 1024


class Key(NamedTuple):
    """What identifies an accepted finding."""

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
        """The result without the accepted findings, and the entries of the baseline that matched nothing.

        :param checked: the paths of the files that were checked, as shown. Entries of other existing files are not stale.
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
        """This baseline without the stale entries."""
        return Baseline(self.path, +(self.counts - stale.counts))

    def write(self) -> None:
        """Write it to disk, completely or not at all.

        :raises ConfigError: if it cannot be written, or is a link out of the project: a repository may contain a link to anything.
        """
        if self.path.is_symlink() and is_outside(self.path, self.path.parent):
            raise ConfigError(
                f"{self.path}: is a link to a file outside of the project, which is not rewritten: remove the link"
            )
        if not _is_replaceable(self.path):
            raise ConfigError(f"{self.path}: is not a baseline of smslint, and is not overwritten: name another file")
        try:
            write_bytes(self.path, dump(self).encode())
        except OSError as error:
            raise ConfigError(f"{self.path}: cannot be written ({error.strerror or error})") from None


def _is_replaceable(path: Path) -> bool:
    """Whether a place is free, no regular file, or has a baseline: it may be in conflict after a merge, so it may not be JSON."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return True
        if status.st_size > _LARGEST:
            return False
        content = path.read_bytes()
        return content.strip() in (b"", b"{}") or b'"findings"' in content
    except OSError:
        return True  # writing it says what is wrong


def make(result: Result, path: Path) -> Baseline:
    """A baseline that accepts all findings of a result."""
    keys = (key_of(finding, path.parent) for finding in result.findings)
    return Baseline(path, Counter(key for key in keys if key is not None))


def key_of(finding: Finding, folder: Path) -> Key | None:
    """What identifies a finding; ``None`` if it is not in a file."""
    if finding.location is None or finding.location.path is None:
        return None
    return Key(relative(finding.location.path, folder), finding.code, finding.fingerprint[:_HASH])


def relative(path: str, folder: Path) -> str:
    """A shown path relative to the baseline's folder, with forward slashes."""
    try:
        return os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(os.sep, "/")
    except ValueError:  # another drive
        return path


def dump(baseline: Baseline) -> str:
    """The content of the file: sorted, one line per hash."""
    import json

    files: dict[str, dict[str, dict[str, int]]] = {}
    for key, count in sorted(baseline.counts.items()):
        if count > 0:
            files.setdefault(key.path, {}).setdefault(key.code, {})[key.words] = count
    return json.dumps({"version": VERSION, "findings": files}, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> Baseline:
    """Read a baseline.

    :raises ConfigError: if the file is missing or is not a baseline.
    """
    import json

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ConfigError(f"{path}: is not a regular file")
        if status.st_size > _LARGEST:
            raise ConfigError(f"{path}: is too large for a baseline")
        loaded = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror or error}); smslint baseline create makes one"
        ) from None
    except (ValueError, RecursionError):
        hint = "; is it an unresolved merge conflict? Run smslint baseline create again"
        raise ConfigError(f"{path}: is not JSON{hint}") from None
    if not isinstance(loaded, dict) or loaded.get("version") != VERSION or not isinstance(loaded.get("findings"), dict):
        raise ConfigError(f"{path}: is not a baseline of version {VERSION}; run smslint baseline create again")
    counts: Counter[Key] = Counter()
    for name, codes in loaded["findings"].items():
        for code, hashes in (codes if isinstance(codes, dict) else {}).items():
            for words, count in (hashes if isinstance(hashes, dict) else {}).items():
                if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                    raise ConfigError(
                        f"{path}: {name}: {code}: a count must be a whole number of at least 1, found {count!r}"
                    )
                counts[Key(name, code, words)] = count
    return Baseline(path, counts)
