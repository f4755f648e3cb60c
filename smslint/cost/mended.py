"""The messages of a file once its fixes about characters are made: the safe ones, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project import sidecar
from smslint.project.files import SIDECAR
from smslint.project.fixes import fix_data
from smslint.project.reading import read_target
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.project.files import Target
    from smslint.project.outcome import Reviewed
    from smslint.project.run import Runner
    from smslint.project.sidecar import Sidecar

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
    stated: Sidecar | None = None if settings is None else sidecar.parse(settings, target.shown + SIDECAR)
    found = _messages(runner, target, data, stated)
    kinds = {fix.safe for each in found for finding in each.findings for fix in finding.fixes}
    safe = _fixed(runner, target, data, settings, stated, unsafe=False) if True in kinds else None
    every = _fixed(runner, target, data, settings, stated, unsafe=True) if False in kinds else None
    made: dict[Spot, Mended] = {}
    for index, each in enumerate(found):
        assert each.result is not None
        then = [None if fixed is None else fixed[index] for fixed in (safe, every)]
        made[each.result.line, each.result.column, text_of(each)] = Mended(each, *then)
    return made


def _messages(runner: Runner, target: Target, data: bytes, stated: Sidecar | None) -> list[Reviewed]:
    return [each for each in runner.reading(target, read_target(target, data), stated) if each.result is not None]


def _fixed(
    runner: Runner, target: Target, data: bytes, settings: str | None, stated: Sidecar | None, *, unsafe: bool
) -> list[Reviewed] | None:
    change = fix_data(runner, target, data, settings, unsafe=unsafe)
    return None if change is None or not change.count else _messages(runner, target, change.data, stated)


def text_of(record: Reviewed) -> str:
    """The text of a message that was checked."""
    assert record.subject is not None
    return record.subject.body
