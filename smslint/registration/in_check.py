"""What ``smslint check`` says of registered messages: those that are no longer what a ``registration.yaml`` beside the configuration says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from smslint.records import replace
from smslint.vocabulary import REGISTRATION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.project.files import Chooser, Target
    from smslint.project.run import Runner
    from smslint.result import Result


def with_registered(result: Result, targets: Sequence[Target], chooser: Chooser, runner: Runner) -> Result:
    """The result with the findings about registered messages.

    The registration itself is not checked: ``smslint registration check`` does.

    :raises ConfigError: if a registration cannot be read.
    """
    found: list[Finding] = []
    suppressed = 0
    for config in dict.fromkeys(target.config for target in targets):
        path = config.root / REGISTRATION
        if config.path is None or not path.is_file() or not _is_ours(path):
            continue
        from smslint.registration.covering import campaigns_of, cover
        from smslint.registration.file import read_registration
        from smslint.registration.messages import Messages

        own = [target for target in targets if target.config is config]
        registration = read_registration(path, chooser, runner)
        covered = cover(registration, Messages(own, runner, partial(campaigns_of, registration)))
        found += covered.findings
        suppressed += covered.suppressed
    if not found and not suppressed:
        return result
    order = {path: at for at, path in enumerate(dict.fromkeys(target.shown for target in targets))}
    findings = sorted(
        (*result.findings, *found),
        key=lambda each: (order.get(each.place.path or "", -1), each.place.line, each.place.column),
    )
    return replace(result, findings=tuple(findings), suppressed=result.suppressed + suppressed)


def _is_ours(path: Path) -> bool:
    """Whether a file of this name states campaigns: other tools may have one, too, and nobody named it."""
    from smslint.settings_file.reading import bytes_of

    try:
        return b"campaigns" in bytes_of(path)
    except OSError:
        return True  # reading it says why it cannot be read
