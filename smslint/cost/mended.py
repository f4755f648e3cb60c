"""The messages of a file once its fixes about characters are made: the safe ones, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project import sidecar
from smslint.project.files import SIDECAR
from smslint.project.fixes import Fixed, fixed
from smslint.project.reading import read_target
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.project.files import Target
    from smslint.project.outcome import Reviewed
    from smslint.project.run import Runner

FAMILY: Final = "ENC"
"""The rules about characters that change the encoding."""


class Mended(NamedTuple):
    """A message with what the rules about characters say of it, and as it is once their fixes are made."""

    now: Reviewed
    safe: Reviewed | None
    """After the fixes that do not change the meaning; ``None`` if there are none."""
    all: Reviewed | None
    """After all fixes; ``None`` if there are no others."""


Spot = tuple[int, int, str]
"""What tells the messages of a file apart: line, column, and the text, since several can begin at one place."""


def mended(runner: Runner, target: Target, data: bytes, settings: str | None) -> dict[Spot, Mended]:
    """For each message of a file what its fixes would make of it.

    :param runner: one with only the rules of :data:`FAMILY`.
    :param settings: the text of its sidecar.
    """
    stated = None if settings is None else sidecar.parse(settings, target.shown + SIDECAR)
    reading = read_target(target, data)
    found = tuple(runner.reading(target, reading, stated))
    kinds = {fix.safe for each in found for finding in each.findings for fix in finding.fixes}
    done = Fixed(None, reading, found)
    after: list[Sequence[Reviewed] | None] = [None, None]
    for at, safe in enumerate((True, False)):
        if safe in kinds:  # the others are made of what the safe ones left
            before = data if done.change is None else done.change.data
            done = fixed(runner, target, before, done.reading, done.records, stated, unsafe=not safe)
            after[at] = _messages(done.records) if done.change is not None and done.change.count else None
    made: dict[Spot, Mended] = {}
    for index, each in enumerate(_messages(found)):
        assert each.result is not None
        then = [None if records is None else records[index] for records in after]
        made[each.result.line, each.result.column, text_of(each)] = Mended(each, *then)
    return made


def _messages(records: Iterable[Reviewed]) -> list[Reviewed]:
    return [each for each in records if each.result is not None]


def text_of(record: Reviewed) -> str:
    """The text of a message that was checked."""
    assert record.subject is not None
    return record.subject.body
