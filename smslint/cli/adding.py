"""``check --add-directives REASON``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cli.printing import say
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.wording import plural, shown

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.result import Result


def add(session: Session, result: Result, reason: str) -> None:
    """Write a directive for each warning and each error, and say how many there are, and what could not be written.

    :raises ConfigError: for a reason that a comment cannot contain, and a file that cannot be written.
    """
    from smslint.project.adding import NO_REASON, add_all
    from smslint.writing import write_bytes

    if not reason.strip() or NO_REASON.search(reason):
        raise ConfigError(f"--add-directives {shown(reason)}: write a reason on one line, without -- and */")
    wanted = [finding for finding in result.findings if finding.severity >= Severity.WARNING]
    changes = list(add_all(session.runner, session.targets, wanted, reason.strip()))
    for change in changes:
        for why in change.refused:
            say(f"not added: {change.target.shown}: {why}", err=True)
        if change.before != change.after:
            try:
                write_bytes(change.target.path, change.data)
            except OSError as error:
                raise ConfigError(f"{change.target.shown}: cannot be written ({error.strerror or error})") from None
    made = [change for change in changes if change.before != change.after]
    count = sum(change.count for change in made)
    say(f"Added directives for {plural(count, 'finding')} to {plural(len(made), 'file')}.", err=True)
