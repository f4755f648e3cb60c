"""The files that only sending reads, but whose absence a check can already see: the suppression list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.config_places import Written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.config_places import Said

_MOST: Final = 1_000_000
"""The most bytes of a list that a check reads; what is wrong with a longer one only the send says."""


def missing_files(config: Config) -> Iterator[Said]:
    """What is to be said about a suppression list that is not there, or protects nobody: the gate then refuses everything."""
    path = config.sending.suppression
    if path is None:
        return
    why = ""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        why = f"The suppression list {path.name} {what}: nothing would be sent."
    elif path.stat().st_size <= _MOST:
        why = _useless(path, config)
    for node in config.nodes if why else ():
        sending = node.values.get("sending")
        if isinstance(sending, dict) and "suppression" in sending:
            yield Written(node, ("sending", "suppression")).said(why, config)
            return


def _useless(path: Path, config: Config) -> str:
    """Why the gate would not take a list; empty if it would."""
    from smslint.errors import RecipientsError
    from smslint.recipients.policy import home_region
    from smslint.recipients.suppression_files import load
    from smslint.rules.context import make_context

    allow_empty = config.sending.allow_empty_suppression or False
    if not path.stat().st_size:
        return (
            ""
            if allow_empty
            else f"The suppression list {path.name} is empty: nothing would be sent, because it may be a lost one."
        )
    try:
        load(path, home_region(None, make_context(config.context).regions), allow_empty=allow_empty)
    except RecipientsError as error:
        return f"The suppression list {path.name}: {str(error).removeprefix(f'{path}: ')} Nothing would be sent."
    return ""
