"""``check --diff`` and ``check --fix``."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from smslint.cli.printing import echo, echo_raw, say, unguarded
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.cli.session import Session
    from smslint.project.fixes import Change


def changes(session: Session, *, unsafe: bool) -> list[Change]:
    """What the fixes would change, file by file. Prints why some fixes are not applied."""
    from smslint.project.fix_run import fix_all
    from smslint.project.fixes import fix_data
    from smslint.project.run import sidecar_text

    if session.stdin is None:
        found = fix_all(session.runner, session.targets, unsafe=unsafe)
    else:
        target = session.targets[0]
        change = fix_data(session.runner, target, session.stdin, sidecar_text(target), unsafe=unsafe)
        found = [] if change is None else [change]
        for held in change.held if change is not None else ():
            say(
                f"not fixed: {target.shown}: line {held.line}: translations are looked up by this text: check the files, not standard input",
                err=True,
            )
    for change in found:
        for reason in change.refused:
            say(f"not fixed: {change.target.shown}: {reason}", err=True)
    return [change for change in found if change.before != change.after]


def is_of_configuration(change: Change) -> bool:
    """Whether a change is one of a configuration, whose keys selected a text that has changed."""
    from smslint.project.spelled import is_config

    return is_config(change.target.shown)


def show(found: list[Change], *, each: bool) -> int:
    """Print the changes as a diff that ``git apply`` takes. The exit status: 1 when there are any.

    :param each: also list the fixes, with ``--show-fixes``.
    """
    from smslint.project.patch import diff
    from smslint.report.width import visible

    # On a terminal, control characters are made visible; a file gets the text unchanged.
    for change in found:
        for line in diff(change):
            if sys.stdout.isatty():
                echo(visible(line.removesuffix("\n")))
            else:
                echo_raw(line)
    _say("Would fix", found, each=each)
    return 1 if found else 0


def write(found: list[Change], *, each: bool) -> None:
    """Write the changes to disk, all or none."""
    from smslint.project.fixes import write_all

    write_all(found)
    if found:
        _say("Fixed", found, each=each)


def hand_on(session: Session, found: list[Change], *, each: bool) -> None:
    """Print standard input as its fixes leave it, for an editor that formats what it saves; the check is of that text."""
    from smslint.guarded_stream import guarded

    data = session.stdin or b""
    for change in found:
        data = change.data
    buffer = getattr(unguarded(sys.stdout), "buffer", None)
    if buffer is None:  # a stream in memory
        echo(data.decode("utf-8", "backslashreplace"), nl=False)
    else:
        sys.stdout.flush()
        out = guarded(buffer)
        out.write(data)
        out.flush()
    session.stdin = data
    if found:
        _say("Fixed", found, each=each)


def _say(verb: str, found: list[Change], *, each: bool) -> None:
    say(_counted(verb, found), err=True)
    for change in found if each else ():
        codes = Counter(change.codes)
        rest = change.count - len(change.codes)
        listed = [f"{count} x {code}" for code, count in sorted(codes.items())]
        more = [plural(rest, "text") + " by which translations are looked up"] if rest else []
        say(f"  {change.target.shown}: {', '.join([*listed, *more])}", err=True)


def _counted(verb: str, found: list[Change]) -> str:
    count, files = sum(change.count for change in found), len(found)
    if not found:
        return "Nothing to fix."
    return f"{verb} {plural(count, 'finding')} in {plural(files, 'file')}."
