"""One comment on a pull request, found again by the hidden mark in its first line, and updated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.ci.api import HostError, ask
from smslint.ci.fitting import fitted
from smslint.ci.host import GITHUB
from smslint.deadline import TooLateError, within

if TYPE_CHECKING:
    from smslint.ci.host import Thread

MARK: Final = re.compile(r"<!-- smslint:(?P<what>[a-z]+) key=[\w.-]{1,80} -->")
DIFF: Final = "<!-- smslint:diff key=default -->"
"""The mark of a comparison that had nothing to report."""
_SECONDS: Final = 60
"""For all requests together, however slowly the answers come."""
_PAGES: Final = 30
"""Of how many pages of a hundred comments each ours is looked for."""
_NOTHING: Final = "No text message costs otherwise any more.\n"


def mark_of(report: str) -> str | None:
    """The hidden mark of a report; ``None`` if it has none."""
    first = report.partition("\n")[0].strip()
    return first if MARK.fullmatch(first) else None


def with_key(report: str, key: str) -> str:
    """A report with another key in its mark: of several reports each has a comment of its own."""
    first, rest = report.split("\n", 1) if "\n" in report else (report, "")
    return re.sub(r"key=[\w.-]+", f"key={key}", first) + "\n" + rest


def comment(thread: Thread, report: str, key: str = "default") -> str:
    """Write a report as a comment, or update the one that is there. What was done, in a phrase for people.

    :param report: empty, if there is nothing to report: then a comment that is there says so, and none is written.
    :raises HostError: if the host refuses, or cannot be reached.
    """
    try:
        return within(_SECONDS, lambda: _comment(thread, report, key))
    except TooLateError:
        raise HostError(f"{thread.kind.name}: it did not answer within {_SECONDS} seconds") from None


def _comment(thread: Thread, report: str, key: str) -> str:
    nothing = not report.strip()
    body = with_key(f"{DIFF}\n{_NOTHING}" if nothing else report, key)
    mark = mark_of(body)
    assert mark is not None
    found = _ours(thread, mark)
    if found is None:
        if nothing:
            return "no comment: there is nothing to report"
        ask(thread, "POST", thread.comments, {"body": fitted(body, thread.kind.longest)})
        return "a comment was written"
    number, text = found
    body = fitted(body, thread.kind.longest)
    if text.replace("\r\n", "\n").strip() == body.strip():
        return "the comment is as it was"
    ask(thread, thread.kind.update, f"{thread.edit}/{number}", {"body": body})
    return "the comment was updated"


def _ours(thread: Thread, mark: str) -> tuple[int, str] | None:
    """The number and the text of our comment: its first line is the mark, and we wrote it. Anybody can write a mark."""
    me = _me(thread)
    for page in range(1, _PAGES + 1):
        found = ask(thread, "GET", f"{thread.comments}?per_page=100&page={page}")
        if not isinstance(found, list):
            raise HostError(f"{thread.kind.name}: its answer is no list of comments")
        for each in found:
            if _is_ours(thread, each, mark, me):
                return each["id"], each["body"]
        if len(found) < 100:
            break
    return None


def _is_ours(thread: Thread, each: Any, mark: str, me: str) -> bool:
    if not isinstance(each, dict) or not isinstance(each.get("id"), int) or not isinstance(each.get("body"), str):
        return False
    author = each.get(thread.kind.author)
    author = author if isinstance(author, dict) else {}
    own = author.get(thread.kind.login) == me if me else author.get("type") == "Bot"
    return own and each["body"].partition("\n")[0].strip() == mark


def _me(thread: Thread) -> str:
    """Whose token it is; empty for that of a job of GitHub, which may not ask and whose comments are those of a bot."""
    try:
        found = ask(thread, "GET", f"{thread.api}/user")
    except HostError as error:
        if thread.kind is GITHUB and error.status in {401, 403, 404}:
            return ""
        raise
    name = found.get(thread.kind.login) if isinstance(found, dict) else None
    return name if isinstance(name, str) else ""
