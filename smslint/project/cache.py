"""The cache of a project: the findings of each file, valid as long as nothing that they depend on has changed.

One JSON file per configuration in ``.smslint_cache/`` next to it, named after a hash of the configuration, the rules, the
numbering plan and the version. It stores a file's outcome under its path with its size, times and content hash: unchanged times
are trusted, as git does; otherwise the content decides. It is JSON, because a file in a repository must not be trusted to run
code, below a line with its own hash, by which damage is noticed: a damaged or foreign file counts as an empty cache.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint import clock
from smslint.hashing import blake2b
from smslint.own_folder import OwnFolder
from smslint.project.project_files import catalogue_dialect, engine_of
from smslint.project.records import from_record, to_record
from smslint.records import NamedTuple, dataclass, field
from smslint.user_cache import SETTLED
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.result import MessageResult

FOLDER: Final = ".smslint_cache"
_LARGEST: Final = 512 * 1024 * 1024
_LARGEST_FILE: Final = 1024 * 1024
_MOST_FINDINGS: Final = 200
"""The most bytes and findings of a file in the cache; a larger one is checked again each time."""
_MOST_SHARDS: Final = 8
"""The caches that a folder keeps; the oldest, of other settings and versions, are removed."""


class FileState(NamedTuple):
    """The state of a file when it was checked. Times are in nanoseconds."""

    size: int
    modified: int
    changed: int
    checked: int
    digest: str

    def holds(self, status: os.stat_result) -> bool:
        """Whether a file with this status is unchanged since it was checked."""
        return (
            (self.size, self.modified, self.changed) == (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            and max(self.modified, self.changed) < self.checked - SETTLED
        )  # fmt: skip


@dataclass
class Shard:
    """The cache of one configuration."""

    path: Path
    files: dict[str, list[Any]] = field(default_factory=dict)
    dirty: bool = False


@dataclass
class Cache:
    """The caches of a run: read before a file is checked, updated afterwards, written once at the end.

    A folder that is not ours (see :mod:`smslint.own_folder`) is neither read nor written.
    """

    salt: str
    """Everything that outcomes depend on besides the configuration: the selected rules and the command line."""
    folder: Path | None = None
    """The folder for all caches, instead of one next to each configuration."""
    _shards: dict[Config, Shard] = field(default_factory=dict)

    def fresh(self, target: Target) -> Outcome | None:
        """The outcome of a file whose size and times are unchanged; the file is not opened."""
        row = self._shard(target.config).files.get(target.inside)
        if row is None:
            return None
        try:
            status = os.stat(target.path)  # noqa: PTH116 (called for every file of a tree)
            if not FileState(*row[0]).holds(status) or row[1] != _times(_sidecar_stamp(target)):
                return None
            return from_record(row[2], target.shown)
        except (OSError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            return None

    def same(self, target: Target, now: FileState) -> Outcome | None:
        """The outcome of a file whose content is unchanged, even if its times have changed."""
        shard = self._shard(target.config)
        row = shard.files.get(target.inside)
        try:
            if row is None or row[0][4] != now.digest or row[1] != _times(_sidecar_stamp(target)):
                return None
            outcome = from_record(row[2], target.shown)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            return None
        shard.files[target.inside] = [list(now), row[1], row[2]]
        shard.dirty = True
        return outcome

    def keep(self, target: Target, stamp: FileState, outcome: Outcome) -> None:
        """Store an outcome, unless something outside the file could change it, such as installing an extra."""
        if stamp.size > _LARGEST_FILE or len(outcome.findings) > _MOST_FINDINGS or outcome.parts_of is not None:
            return
        if any(finding.code == "SRC001" for finding in outcome.findings) or any(
            map(_may_be_terraform, outcome.messages)
        ):
            return
        shard = self._shard(target.config)
        shard.files[target.inside] = [list(stamp), _times(_sidecar_stamp(target)), to_record(outcome, target.shown)]
        shard.dirty = True

    def refusals(self, configs: Iterable[Config]) -> list[str]:
        """Why the folders for these configurations cannot be used, each in words that continue "the cache"."""
        folders = {self.folder} if self.folder else {config.root / FOLDER for config in configs}
        reasons = ((folder, _own(folder).refusal()) for folder in sorted(folders))
        return [f"{folder} {reason}" for folder, reason in reasons if reason]

    def save(self) -> None:
        """Write new outcomes, completely or not at all. A folder that cannot be written has no cache."""
        for config, shard in self._shards.items():
            if shard.dirty:
                _write(shard, config.root)

    def _shard(self, config: Config) -> Shard:
        known = self._shards.get(config)
        if known is None:
            folder = self.folder or config.root / FOLDER
            engine, read = engine_of(config.root), repr(catalogue_dialect(config.root))
            depends = (
                self.salt,
                repr(config),
                _prices(config),
                _exports(config),
                _rules_hash(config.packs),
                repr(engine),
                read,
                _extras(),
            )
            path = folder / f"{_hash(*depends)}.json"
            known = self._shards[config] = Shard(path, _read(path))
        return known


def _may_be_terraform(message: MessageResult) -> bool:
    """Whether Terraform's own files decide how a message is read, so that it changes with them."""
    return message.dialect == "terraform" or message.dialect_from.startswith(("${", "%{"))


def stamp(data: bytes, status: os.stat_result) -> FileState:
    """The state of a file: its status before it was read, and its content."""
    digest = blake2b(data, digest_size=16).hexdigest()
    return FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns, time.time_ns(), digest)


def _sidecar_stamp(target: Target) -> str:
    from smslint.project.files import SIDECAR

    return f"{target.path}{SIDECAR}"


def _times(path: str) -> list[int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _extras() -> str:
    """The extras by which files are read: a file that was read is not, once its extra is gone."""
    from importlib.util import find_spec

    return " ".join(name for name in ("tree_sitter", "fluent") if find_spec(name) is not None)


def _prices(config: Config) -> str:
    """The rate card, and the day, because an old rate card is a finding."""
    if config.prices is None:
        return ""
    path = config.root / config.prices
    content = b""
    if path.is_file():
        with path.open("rb") as file:
            content = file.read(_LARGEST)  # a larger file is no rate card
    return f"{blake2b(content, digest_size=12).hexdigest()} {clock.today()}"


def _exports(config: Config) -> str:
    """The exports of approved templates."""
    found = []
    for each in config.approved:
        path = config.root / each.file
        with path.open("rb") as file:
            found.append(blake2b(file.read(_LARGEST), digest_size=12).hexdigest())
    return " ".join(found)


def _rules_hash(folders: tuple[Path, ...]) -> str:
    """The content of all packs and the version of the program; for a checkout, the state of its code."""
    from smslint.data import data_path
    from smslint.numbers.store import plan_version
    from smslint.rules.compiled import key_of

    digest = blake2b(f"{__version__} {plan_version()}".encode(), digest_size=12)
    digest.update(key_of("cache", [Path(path) for path in _files(str(data_path("rules")))]).encode())
    for top in folders:
        for path in _files(str(top)):
            digest.update(os.fsencode(path))
            with open(path, "rb") as file:  # noqa: PTH123
                digest.update(file.read(_LARGEST))  # a larger file is no pack
    package = Path(__file__).parents[1]
    if not (package / "_data").is_dir():
        for path in _files(str(package)):
            if path.endswith(".py"):
                status = os.stat(path)  # noqa: PTH116
                digest.update(f"{path} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files(top: str) -> list[str]:
    found = []
    for folder, _, names in os.walk(top):
        found += [f"{folder}/{name}" for name in names]
    return sorted(filter(os.path.isfile, found))  # a pipe would be waited for


def _own(folder: Path) -> OwnFolder:
    import re

    return OwnFolder(folder, re.compile(r"[0-9a-f]{24}\.json"), Path.cwd())


def _read(path: Path) -> dict[str, list[Any]]:
    import json

    folder = _own(path.parent)
    data = None if folder.refusal() else folder.read(path.name, _LARGEST)
    code, _, content = (data or b"").partition(b"\n")
    if code != _code(content):
        return {}
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):  # whoever made it up gave it its hash
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _code(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).hexdigest().encode()


def _write(shard: Shard, root: Path) -> None:
    import contextlib
    import json

    kept = {inside: row for inside, row in sorted(shard.files.items()) if os.path.exists(root / inside)}  # noqa: PTH110
    folder = _own(shard.path.parent)
    content = json.dumps(kept, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        folder.write(shard.path.name, _code(content) + b"\n" + content)
        folder.keep_newest(_MOST_SHARDS)
