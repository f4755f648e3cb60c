"""One text that is in no file, such as standard input, checked as a file of the project would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config import Entry
from smslint.project.covering import coverage
from smslint.project.run import sidecar_text
from smslint.records import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.project.files import Target
    from smslint.project.run import Runner
    from smslint.result import Result


def checked(runner: Runner, target: Target, data: bytes) -> Result:
    """What is found in a text.

    :param target: where the text would be.
    """
    outcome = runner.text(target, data, sidecar_text(target))
    return replace(
        runner.run(()),
        files=1,
        messages=outcome.messages,
        findings=outcome.findings,
        suppressed=outcome.suppressed,
        coverage=coverage([(target, outcome)]),
    )


def with_settings(target: Target, settings: Mapping[str, object]) -> Target:
    """A file with these settings for its messages, over those of its configuration."""
    if not settings:
        return target
    entries = target.entries or (Entry((), {}),)
    return target._replace(entries=tuple(entry._replace(settings={**entry.settings, **settings}) for entry in entries))
