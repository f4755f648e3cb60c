"""Git, asked so that nothing of a repository is run or written: no hooks, no filters, no external programs, no network.

Only plumbing that reads objects and the index: what a commit has, what was renamed, which commit two branches have in common.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError, InstallationError
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEPT: Final = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"})
"""Variables that say which settings and which programs of the user count; the others name a repository, as in a hook, or run something."""
_OWN: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a git without the variable above fetches from nowhere either
}
_SETTINGS: Final = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager", "--literal-pathspecs")
_MOST_COMPARED: Final = 1000
"""Of how many files git looks for a similar one, to find what was renamed and changed too."""


class Entry(NamedTuple):
    """A file of a commit."""

    mode: str
    """``100644`` and ``100755`` for a file, ``120000`` for a link, ``160000`` for a submodule."""
    oid: str


class Moved(NamedTuple):
    """What the index has otherwise than a commit."""

    renamed: dict[str, str]
    """The old path of each file, and the new one."""
    changed: frozenset[str]
    """The old paths of files that are changed, renamed or gone, and the new ones of files that are new."""


class Git:
    """The repository around a folder. Paths are relative to its top, as text that ``os.fsencode`` reverses.

    :raises ConfigError: if there is none, or none with files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = self.run("rev-parse", "--is-bare-repository", "--is-inside-work-tree")
        if found.status:
            raise ConfigError(_no_repository(found.error))
        bare, inside = found.out.decode("ascii", "replace").split()
        if inside != "true":
            what = "a bare repository, which has no files" if bare == "true" else "inside the folder of git itself"
            raise ConfigError(f"this is {what}: run smslint diff in a working tree")
        self.top = os.fsdecode(self.read("rev-parse", "--show-toplevel").removesuffix(b"\n"))

    def commit(self, name: str) -> str | None:
        """The commit that a name means here; ``None`` if there is none."""
        if not name or name.startswith("-") or not name.isprintable():
            return None
        found = self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return None if found.status else found.out.decode("ascii").strip()

    def branch(self, name: str) -> bool:
        """Whether a name that means a commit is that of a branch, here or of a remote, which moves."""
        if name == "FETCH_HEAD":
            return True
        full = self.run("rev-parse", "--verify", "--quiet", "--symbolic-full-name", name).out
        return full.startswith((b"refs/heads/", b"refs/remotes/"))

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit that two commits have in common; ``None`` if none is known."""
        found = self.run("merge-base", one, other)
        return None if found.status else found.out.decode("ascii").strip()

    @property
    def shallow(self) -> bool:
        """Whether older commits were not fetched."""
        return self.run("rev-parse", "--is-shallow-repository").out.strip() == b"true"

    def default_branch(self) -> str | None:
        """What the remote calls its default branch: ``origin/main``."""
        found = self.run("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        return None if found.status else os.fsdecode(found.out.strip())

    def names(self) -> list[str]:
        """The names of branches and tags."""
        found = self.run("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags").out
        return os.fsdecode(found).splitlines()

    def files(self, commit: str) -> dict[str, Entry]:
        """The files of a commit by their paths."""
        found: dict[str, Entry] = {}
        for row in _rows(self.read("ls-tree", "-r", "-z", "--full-tree", commit)):
            about, _, path = row.partition("\t")
            mode, _, oid = about.split(" ")
            found[path] = Entry(mode, oid)
        return found

    def moved(self, commit: str) -> Moved:
        """What the index has otherwise than a commit: what is renamed, also together with a change, and what is changed."""
        options = ("--cached", "--raw", "-z", "-M", f"-l{_MOST_COMPARED}", "--no-ext-diff", "--no-textconv")
        rows = iter(_rows(self.read("diff-index", *options, commit, "--")))
        renamed: dict[str, str] = {}
        changed: set[str] = set()
        for about in rows:
            old = next(rows)
            changed.add(old)
            if about.rpartition(" ")[2].startswith("R"):
                renamed[old] = next(rows)
        return Moved(renamed, frozenset(changed))

    def not_checked_out(self) -> frozenset[str]:
        """The files that are in the index but, in a sparse checkout, not on disk."""
        if self.run("config", "--bool", "core.sparseCheckout").out.strip() != b"true":
            return frozenset()
        rows = _rows(self.read("-C", self.top, "ls-files", "-z", "-t"))
        return frozenset(row[2:] for row in rows if row.startswith("S "))

    def read(self, *arguments: str) -> bytes:
        """The output of a command that cannot fail in a sound repository.

        :raises ConfigError: with what git says.
        """
        found = self.run(*arguments)
        if found.status:
            raise ConfigError(f"git: {_first_line(found.error)}")
        return found.out

    def run(self, *arguments: str) -> Answer:
        """What a command of git answers."""
        try:
            done = subprocess.run(  # noqa: S603 (our own arguments)
                [*command(), *arguments],
                cwd=self._folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise InstallationError("smslint diff needs git, and there is none in PATH: install git") from None
        except OSError as error:
            raise InstallationError(f"git cannot be run: {error.strerror or error}") from None
        return Answer(done.returncode, done.stdout, done.stderr)


class Answer(NamedTuple):
    """The status and the output of a command."""

    status: int
    out: bytes
    error: bytes


def command() -> tuple[str, ...]:
    """How git is called."""
    return ("git", *_SETTINGS)


def environment() -> dict[str, str]:
    """The environment for git, without what a hook or a person has set for another repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return {**kept, **_OWN}


def _rows(output: bytes) -> Iterator[str]:
    yield from (os.fsdecode(row) for row in output.split(b"\0") if row)


def _no_repository(error: bytes) -> str:
    said = _first_line(error)
    if "not a git repository" in said:
        return "this folder is in no git repository, so there is nothing to compare with"
    if "dubious ownership" in said:
        return (
            "git does not trust this repository, because it belongs to another user: run git status to see what to do"
        )
    return f"git: {said}"


def _first_line(error: bytes) -> str:
    lines = error.decode("utf-8", "replace").strip().splitlines() or ["it failed without a word"]
    return lines[0].removeprefix("fatal: ").removeprefix("error: ")
