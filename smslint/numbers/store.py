"""Which plan is used: the shipped one, or one compiled here because a newer ``phonenumbers`` is installed.

A newer library knows newer number ranges: a rejected valid number nearly always means old metadata. So the first
run after an upgrade compiles the plan again (a few seconds), verifies it and keeps it in the user's cache. If it cannot be
verified, ``phonenumbers`` itself answers: slower, but never wrong; :func:`plan_problem` then gives the reason, for a finding.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from smslint.data import refuse_archive
from smslint.errors import PlanError
from smslint.numbers.plan import Plan
from smslint.numbers.planfile import BUILDER, pack, stamp_of
from smslint.user_cache import entry, keep, user_cache
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.numbers.label import Label

NO_REBUILD = "SMSLINT_NO_REBUILD"
"""Any non-empty value keeps the shipped plan, even if a newer ``phonenumbers`` is installed."""

_USE = "plans"
_LARGEST = 64 * 1024 * 1024
"""The largest entry that is read, in bytes."""
_MOST_ENTRIES = 8
"""Above this the oldest plans and refusals are removed."""
_SHIPPED = Path(__file__).with_name("plan.bin")
_DIST_PREFIX, _DIST_SUFFIX = "phonenumbers-", ".dist-info"


class NumberingPlan(Protocol):
    """The interface of a plan; see :class:`~smslint.numbers.plan.Plan`."""

    metadata_version: str

    def __hash__(self) -> int: ...
    def classify(self, text: str) -> int: ...
    def classify_many(self, texts: Iterable[str]) -> Iterator[int]: ...
    def label(self, label_id: int) -> Label: ...
    def canonical(self, text: str) -> str: ...
    def reaches(self, head: str, more: int) -> bool: ...
    def calling_code(self, region: str) -> str | None: ...


class Chosen(NamedTuple):
    """A plan, and why a better one could not be used (empty: it is the best one)."""

    plan: NumberingPlan
    problem: str = ""


def plan() -> NumberingPlan:
    """The plan of this process."""
    return _chosen().plan


def plan_version() -> str:
    """The version of the metadata in use, for reports: ``phonenumbers 9.0.43``."""
    return f"phonenumbers {_shipped_version() or plan().metadata_version}"


@lru_cache(maxsize=1)
def _shipped_version() -> str:
    """The version of the shipped plan if it is the one in use, without reading the plan; otherwise empty."""
    try:
        version = stamp_of(_SHIPPED.read_bytes()).metadata_version
    except (OSError, PlanError):
        return ""
    return "" if _newer(installed_version(), version) and not os.environ.get(NO_REBUILD) else version


def plan_problem() -> str:
    """Why the plan in use is not the best one, in a sentence for people; empty if it is the best one."""
    return _chosen().problem


def pending() -> str:
    """The version of ``phonenumbers`` from which the first check of a number will compile the plan, which takes seconds;
    empty if a plan is ready. Used to tell a person why they wait."""
    refuse_archive()
    return to_compile(_SHIPPED, installed_version(), os.environ)


def to_compile(shipped: Path, installed: str | None, environment: Mapping[str, str]) -> str:
    """The version that :func:`choose` would compile with the same arguments; empty if none."""
    try:
        stamp = stamp_of(shipped.read_bytes())
    except (OSError, PlanError):
        stamp = None
    if stamp is not None and (not _newer(installed, stamp.metadata_version) or environment.get(NO_REBUILD)):
        return ""
    version, folder = installed or "unknown", user_cache(_USE, environment)
    if folder is not None and ((folder / _plan_name(version)).is_file() or (folder / _refusal_name(version)).is_file()):
        return ""
    return version


@lru_cache(maxsize=1)
def _chosen() -> Chosen:
    refuse_archive()
    return choose(_SHIPPED, installed_version(), os.environ)


def choose(shipped: Path, installed: str | None, environment: Mapping[str, str]) -> Chosen:
    """The plan for an installed version of ``phonenumbers`` (``None``: not found)."""
    try:
        blob = shipped.read_bytes()
        stamp = stamp_of(blob)
        newer = _newer(installed, stamp.metadata_version)
        if not newer or environment.get(NO_REBUILD):
            return Chosen(Plan.read(blob, "shipped"))
    except (OSError, PlanError):
        installed = installed or "unknown"
    assert installed is not None
    folder = user_cache(_USE, environment)
    return _cached(folder, installed) or _rebuilt(folder, installed)


def installed_version() -> str | None:
    """The installed version, from the name of its folder; ``importlib.metadata`` would cost more than all the rest."""
    spec = PathFinder.find_spec("phonenumbers")
    if spec is None or not spec.origin:
        return None
    try:
        names = os.listdir(Path(spec.origin).parent.parent)  # noqa: PTH208  # only the names are needed
    except OSError:
        return None
    found = (name for name in names if name.startswith(_DIST_PREFIX) and name.endswith(_DIST_SUFFIX))
    return next((name[len(_DIST_PREFIX) : -len(_DIST_SUFFIX)] for name in found), None)


def _newer(installed: str | None, shipped: str) -> bool:
    ours, theirs = _release(shipped), _release(installed or "")
    return theirs is not None and ours is not None and theirs > ours


def _release(version: str) -> tuple[int, ...] | None:
    fields = version.split(".")
    return tuple(map(int, fields)) if all(field.isascii() and field.isdigit() for field in fields) else None


def _cached(folder: Path | None, installed: str) -> Chosen | None:
    """What an earlier run saved: a plan, or the reason why there is none."""
    if folder is None:
        return None
    if (refusal := entry(folder, _refusal_name(installed), _LARGEST)) is not None:
        return _fallback(refusal.decode("utf-8", "replace"))
    try:
        blob = entry(folder, _plan_name(installed), _LARGEST) or b""
        if stamp_of(blob).metadata_version == installed:
            return Chosen(Plan.read(blob, "cache"))
    except PlanError:
        pass
    return None


def _rebuilt(folder: Path | None, installed: str) -> Chosen:
    """Compile and verify now, and save the result for the next run."""
    try:
        from smslint.numbers.compile_plan import compile_plan
        from smslint.numbers.verify import disagreements

        built = Plan(data := compile_plan(), "built")
        wrong = disagreements(built)
    except (PlanError, ImportError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        # The metadata or the library's interface has changed in a way this builder does not know.
        reason = f"the numbering plan could not be compiled from phonenumbers {installed}: {error}"
    else:
        if not wrong:
            _keep(folder, _plan_name(data.metadata_version), pack(data))
            return Chosen(built)
        reason = (
            f"the numbering plan compiled from phonenumbers {installed} gives {plural(len(wrong), 'different answer')}"
        )
    _keep(folder, _refusal_name(installed), reason.encode("utf-8", "replace"))
    return _fallback(reason)


def _fallback(reason: str) -> Chosen:
    """``phonenumbers`` itself; if even that cannot be used, the shipped plan."""
    try:
        from smslint.numbers.oracle import OraclePlan

        return Chosen(OraclePlan(), f"{reason}. Numbers are checked by phonenumbers itself, which is much slower.")
    except (ImportError, AttributeError):
        plan = Plan.read(_SHIPPED.read_bytes(), "shipped")
        return Chosen(plan, f"{reason}. Numbers are checked with the metadata of phonenumbers {plan.metadata_version}.")


def _plan_name(version: str) -> str:
    return f"plan-{version}-{BUILDER}.bin"


def _refusal_name(version: str) -> str:
    return f"plan-{version}-{BUILDER}.refused"


def _keep(folder: Path | None, name: str, content: bytes) -> None:
    """Save something for the next run. A failure is harmless."""
    if folder is not None:
        import re

        keep(folder, re.compile(r"plan-.+\.(?:bin|refused)"), name, content, _MOST_ENTRIES)
