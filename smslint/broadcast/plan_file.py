"""A plan by each recipient's own clock as a file: written by a preflight, followed by a sending that it still belongs to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from smslint import clock
from smslint.errors import ConfigError, SendRefused
from smslint.hashing import blake2b
from smslint.sealed import sealed
from smslint.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from smslint.broadcast.options import Options
    from smslint.broadcast.timing import Timing

LARGEST: Final = 16 << 20
"""The most bytes that a plan may have."""
_AGAIN: Final = "Make the plan again with smslint preflight --plan."


@sealed
@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan that was read from a file."""

    name: str
    wall: dt.datetime
    identity: str
    """What the template, the list and the options were when it was made."""
    slots: frozenset[str]
    """The times of the places, each as JSON."""


def written(timing: Timing, template: str, source: str, identity: str) -> bytes:
    """The content of the file."""
    plan = timing.as_dict()
    record = {
        "version": 1,
        "smslint": __version__,
        "template": template,
        "list": source,
        "identity": identity,
        **plan,
        "digest": _digest([identity, timing.wall.isoformat(), timing.slots()]),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def read(path: Path) -> PlanFile:
    """A plan.

    :raises ConfigError: if there is none, or it is no plan, or somebody has changed it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise ConfigError(f"{path}: this is too large for a plan of smslint preflight --plan")
    try:
        record = json.loads(data)
        slots = [_place(each) for each in record["groups"]]
        found = record["version"], record["identity"], record["local_time"], record["digest"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ConfigError(f"{path}: this is no plan of smslint preflight --plan") from None
    version, identity, wall, digest = found
    if version != 1:
        raise ConfigError(f"{path}: a plan of version {version!r:.20}; this smslint reads version 1")
    if digest != _digest([identity, wall, slots]):
        raise ConfigError(f"{path}: this plan was changed since smslint wrote it, so it is not followed. {_AGAIN}")
    return PlanFile(str(path), clock.wall(wall, f"{path}: local_time"), identity, frozenset(map(_line, slots)))


def identity_of(seal: str, options: Options) -> str:
    """What a template, a list and the options that decide about texts and recipients are.

    :param seal: of :func:`smslint.broadcast.asked.seal_of`.
    """
    said = (
        options.dialect, options.kind, options.key, sorted(options.values.items()), options.phone_column, options.region,
        sorted(options.columns.items()), options.accept_suggestions, options.encoding, options.sheet,
    )  # fmt: skip
    return _digest([seal, repr(said)])


def must_belong(plan: PlanFile, identity: str) -> None:
    """Refuse to follow a plan of another list or template.

    :raises SendRefused: if it is one.
    """
    if plan.identity != identity:
        raise SendRefused(
            f"Nothing was sent: {plan.name} is not a plan of this template and this list with these options: one of them is another one, or "
            f"was changed since. {_AGAIN}"
        )


def must_agree(plan: PlanFile, timing: Timing | None) -> None:
    """Refuse to follow a plan whose times are not those of today's rules.

    :raises SendRefused: if a place has another time now.
    """
    now = [] if timing is None else timing.slots()
    if not all(_line(each) in plan.slots for each in now):
        raise SendRefused(
            f"Nothing was sent: the times in {plan.name} are not those of the rules, the settings and the time zones of today. {_AGAIN}"
        )


def must_be_planned(before: Timing, now: Timing | None) -> None:
    """The same for a plan that was not written to a file.

    :raises SendRefused: if a place has another time now.
    """
    must_agree(PlanFile("the preflight", before.wall, "", frozenset(map(_line, before.slots()))), now)


def _place(group: dict[str, Any]) -> dict[str, Any]:
    return {name: group[name] for name in ("zones", "from", "until", "local", "clock", "rules", "why")}


def _line(place: dict[str, Any]) -> str:
    return json.dumps(place, sort_keys=True)


def _digest(content: object) -> str:
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()
