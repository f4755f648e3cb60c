"""The files that only sending reads, but whose absence a check can already see: the suppression list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.config_places import Written
from smslint.real_paths import is_file, is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.config_places import Said

_MOST: Final = 1_000_000
"""The most bytes of a list that a check reads; what is wrong with a longer one only the send says."""


def missing_files(config: Config, useless: Callable[[Path, Config], str]) -> Iterator[Said]:
    """What is to be said about a suppression list that is not there, or protects nobody: the gate then refuses everything.

    :param useless: why a list protects nobody; empty if it protects somebody.
    """
    path = config.sending.suppression
    if path is None:
        return
    why = ""
    if not is_file(path):
        what = "is a folder" if is_folder(path) else "does not exist"
        why = f"The suppression list {path.name} {what}: nothing would be sent."
    elif not path.stat().st_size and not config.sending.allow_empty_suppression:
        why = f"The suppression list {path.name} is empty: nothing would be sent, because it may be a lost one."
    elif path.stat().st_size <= _MOST and (says := useless(path, config)):
        why = f"The suppression list {path.name}: {says} Nothing would be sent."
    for node in config.nodes if why else ():
        sending = node.values.get("sending")
        if isinstance(sending, dict) and "suppression" in sending:
            yield Written(node, ("sending", "suppression")).said(why, config)
            return


def reads_none(_path: Path, _config: Config) -> str:
    """For runs that read no list."""
    return ""
