"""The pull request that a job of GitHub Actions or GitLab CI runs for, and whether its comments can be written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_LARGEST: Final = 4 * 1024 * 1024
"""The largest description of an event, in bytes."""


class Kind(NamedTuple):
    """How the API of a host is used."""

    name: str
    header: str
    """The header that has the token."""
    prefix: str
    """What stands before the token there."""
    update: str
    """The method that changes a comment."""
    longest: int
    """The most characters of a comment."""
    author: str
    """The member of a comment that has its author."""
    login: str
    """The member of an author that has the name."""


GITHUB: Final = Kind("GitHub", "Authorization", "Bearer ", "PATCH", 65_536, "user", "login")
GITLAB: Final = Kind("GitLab", "PRIVATE-TOKEN", "", "PUT", 1_000_000, "author", "username")


class Thread(NamedTuple):
    """The comments of one pull request."""

    kind: Kind
    api: str
    """The address of the API, without a slash at its end."""
    comments: str
    """The address of the list of comments."""
    edit: str
    """The address of a single one, without its number."""
    token: str

    def __repr__(self) -> str:  # the token is never shown
        return f"Thread({self.comments!r})"


def thread_of(environ: Mapping[str, str]) -> Thread | str:
    """The comments of the pull request that this job runs for, or why there are none, in a phrase for people.

    :param environ: the environment of the job.
    """
    if environ.get("GITHUB_ACTIONS") == "true":
        found = _github(environ)
    elif environ.get("GITLAB_CI") == "true":
        found = _gitlab(environ)
    else:
        return "this is no job of GitHub Actions or GitLab CI"
    if isinstance(found, Thread) and not _is_safe(found.api):
        return "the address of the API is not https, and the token is not sent there"
    return found


def _github(environ: Mapping[str, str]) -> Thread | str:
    repository, number = environ.get("GITHUB_REPOSITORY", ""), _number(environ)
    if not number:
        return "this job does not run for a pull request"
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        return "GITHUB_REPOSITORY does not name a repository"
    token = environ.get("GITHUB_TOKEN", "").strip()
    if why := _no_token("GITHUB_TOKEN", token):
        return why
    api = environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
    issues = f"{api}/repos/{repository}/issues"
    return Thread(GITHUB, api, f"{issues}/{number}/comments", f"{issues}/comments", token)


def _number(environ: Mapping[str, str]) -> str:
    """The number of the pull request: of the event, or of the ref; empty if there is none."""
    found = re.fullmatch(r"refs/pull/([1-9]\d*)/(?:merge|head)", environ.get("GITHUB_REF", ""))
    if found is not None:
        return found[1]
    try:
        with Path(environ.get("GITHUB_EVENT_PATH", "")).open("rb") as file:
            event = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return ""
    about = event.get("pull_request") if isinstance(event, dict) else None
    number = about.get("number") if isinstance(about, dict) else None
    return str(number) if isinstance(number, int) and number > 0 and not isinstance(number, bool) else ""


def _gitlab(environ: Mapping[str, str]) -> Thread | str:
    number = environ.get("CI_MERGE_REQUEST_IID", "")
    project = environ.get("CI_MERGE_REQUEST_PROJECT_ID") or environ.get("CI_PROJECT_ID", "")
    if not number.isdecimal():
        return "this job does not run for a merge request"
    token = environ.get("SMSLINT_GITLAB_TOKEN", "").strip()
    if why := _no_token(
        "SMSLINT_GITLAB_TOKEN", token, " (an access token with the scope api; a job's own token cannot comment)"
    ):
        return why
    api = environ.get("CI_API_V4_URL", "").rstrip("/")
    notes = f"{api}/projects/{quote(project, safe='')}/merge_requests/{number}/notes"
    return Thread(GITLAB, api, notes, notes, token)


def _no_token(variable: str, token: str, hint: str = "") -> str:
    """Why a token cannot be used; empty if it can."""
    if not token:
        return f"there is no token in {variable}{hint}"
    if not re.fullmatch(r"[!-~]+", token):
        return f"the token in {variable} has a character that no token has, such as a space"
    return ""


def _is_safe(api: str) -> bool:
    """Whether a token may be sent to an address: encrypted, or to this machine."""
    try:
        parts = urlsplit(api)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
