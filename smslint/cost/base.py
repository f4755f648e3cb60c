"""Which commit a change is compared with: the one that is named, or the one where the branch began."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.wording import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.cost.git import Git

COMMITS: Final = ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
"""Variables in which GitLab names the commit itself: the target of a merged result, else the merge base. It fetches no branch."""
TARGETS: Final = (
    "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCH", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", "CHANGE_TARGET",
)  # fmt: skip
"""Variables in which CI says into which branch a change goes: GitHub, GitLab, Bitbucket, Azure, Buildkite, Jenkins."""
_USUAL: Final = ("origin/main", "origin/master", "main", "master")
_FETCH: Final = "fetch it first (fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 in GitLab, or git fetch --unshallow)"


class Base(NamedTuple):
    """A commit to compare with."""

    ref: str
    """As it was named: ``origin/main``."""
    commit: str
    since: bool = False
    """Whether it is where this branch left the one that is named, and not the newest commit of that."""

    def __str__(self) -> str:
        """``origin/main at 1a2b3c4d5e``."""
        short = self.commit[:10]
        if self.commit.startswith(self.ref) and len(self.ref) >= 4:
            return short
        return f"the merge base {short} with {self.ref}" if self.since else f"{self.ref} at {short}"


def find_base(git: Git, named: str | None, environ: Mapping[str, str] = os.environ) -> Base:
    """The commit to compare with. Of a branch it is the merge base with HEAD; a tag or a commit is taken as it is.

    :param named: what a person named; without it or of ``-``, the commit that CI names, the branch into which CI says that the change goes, or the default branch.
    :raises ConfigError: if there is none, with what to do.
    """
    head = git.commit("HEAD")
    if head is None:
        raise ConfigError("this repository has no commit yet, so there is nothing to compare with")
    named = None if named == "-" else named
    name = named.removesuffix("...") if named is not None else _unnamed(git, environ)
    commit = git.commit(name)
    if commit is None:
        raise ConfigError(_missing(git, name, in_ci=named is None))
    if not (git.branch(name) or (named or "").endswith("...")):
        return Base(name, commit)
    common = git.merge_base(commit, head)
    if common is None:
        raise ConfigError(
            f"no commit that {shown(name)} and HEAD have in common is in this shallow clone: {_FETCH}"
            if git.shallow
            else f"{shown(name)} and HEAD have no commit in common: name the commit to compare with"
        )
    return Base(name, common, common != commit)


def _unnamed(git: Git, environ: Mapping[str, str]) -> str:
    for variable in COMMITS:
        commit = environ.get(variable, "")
        if commit and git.commit(commit) is not None:
            return commit
    for variable in TARGETS:
        branch = environ.get(variable, "").removeprefix("refs/heads/")
        if branch:
            remote = f"origin/{branch}"
            return branch if git.commit(remote) is None and git.commit(branch) is not None else remote
    found = git.default_branch()
    if found is not None and git.commit(found) is not None:
        return found
    usual = next((name for name in _USUAL if git.commit(name) is not None), None)
    if usual is None:
        raise ConfigError("which commit to compare with is not clear: name it, such as smslint diff HEAD~1")
    return usual


def _missing(git: Git, name: str, *, in_ci: bool) -> str:
    if in_ci or git.shallow:
        return f"there is no commit {shown(name)} in this clone: {_FETCH}"
    if name.endswith(".json") and os.path.isfile(name):  # noqa: PTH113
        return (
            f"{shown(name)} is no commit, and a report of smslint check cannot be compared with: it has no texts, by which a message is "
            "known again, and its own settings and prices. Name a commit"
        )
    if os.path.exists(name):  # noqa: PTH110 (any text may be one)
        return f"there is no commit {shown(name)}, which is a path: name the commit first, such as smslint diff HEAD {name}"
    return f"there is no commit {shown(name)}{did_you_mean(name, git.names())}"
