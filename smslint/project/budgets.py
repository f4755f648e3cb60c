"""What a project may cost: ``budgets:`` of a configuration.

::

    message: {segments: 2}
    change: {monthly: {silent: 10, warn: 300, fail: 1000}, percent: 10}
    total: {monthly: 20000 USD}
    unknown: fail
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from smslint.errors import ConfigError
from smslint.project.sending import Amount, budget
from smslint.records import NamedTuple
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.settings import Node

LEVELS: Final = ("silent", "warn", "fail")
"""What a limit does: a change up to ``silent`` is not reported, above ``warn`` there is a warning, above ``fail`` the run fails."""
UNKNOWN: Final = ("fail", "warn", "report")
"""What happens where it is not known whether a limit is kept."""
PARTS: Final = {"message": ("segments",), "change": ("monthly", "percent"), "total": ("monthly",)}
"""What can be limited."""
KEYS: Final = (*PARTS, "unknown")


class Limit(NamedTuple):
    """The limits of one figure."""

    name: str
    """``change.monthly``"""
    fail: Amount | None = None
    warn: Amount | None = None
    silent: Amount | None = None


class Budgets(NamedTuple):
    """The limits of a project."""

    limits: tuple[Limit, ...] = ()
    unknown: str = ""
    """One of :data:`UNKNOWN`; empty if nobody says so, which means ``fail``."""

    def over(self, base: Budgets) -> Budgets:
        """This, and what another says where this says nothing."""
        own = {each.name: each for each in self.limits}
        return Budgets(
            tuple({**{each.name: each for each in base.limits}, **own}.values()), self.unknown or base.unknown
        )


NO_BUDGETS: Final = Budgets()


def budgets_of(node: Node) -> Budgets:
    """The limits of ``budgets:``.

    :raises ConfigError: with the file, the line and the key.
    """
    node.only(KEYS)
    unknown = node.known("unknown", UNKNOWN) or ""
    limits = []
    for part, figures in PARTS.items():
        inner = node.child(part, f"{{{figures[0]}: 2}}").only(figures)
        limits += [_limit(inner, part, figure) for figure in figures if inner.has(figure)]
    return Budgets(tuple(limits), unknown)


def _limit(node: Node, part: str, figure: str) -> Limit:
    name, value = f"{part}.{figure}", node.values[figure]
    if not isinstance(value, dict):
        return Limit(name, fail=_amount(node, figure, value))
    inner = node.child(figure).only(LEVELS if part == "change" else LEVELS[1:])
    found = {level: _amount(inner, level, inner.values[level], figure) for level in LEVELS if inner.has(level)}
    if not found:
        inner.fail("has no limit: write fail, warn or silent")
    steps = [each.number for level in LEVELS if (each := found.get(level)) is not None]
    if steps != sorted(steps):
        inner.fail("silent, warn and fail must rise in this order")
    return Limit(name, **found)


def _amount(node: Node, key: str, value: object, figure: str = "") -> Amount:
    figure = figure or key
    try:
        amount = budget(value, "")
    except ConfigError:
        _wrong(node, key, value, figure)
    if figure != "monthly" and amount.currency is not None:
        _wrong(node, key, value, figure)
    if figure == "segments" and (amount.number != int(amount.number) or amount.number < 1):
        _wrong(node, key, value, figure)
    return amount


_WANTED: Final = {
    "monthly": "an amount such as 1000 or 1000 USD",
    "percent": "a percentage such as 10",
    "segments": "a number of segments such as 2",
}


def _wrong(node: Node, key: str, value: object, figure: str) -> NoReturn:
    node.fail(f"{shown(value)} is not {_WANTED[figure]}", key)


def flag(word: str, figure: str, option: str) -> Limit:
    """The limit of an option of the command line: ``500``, ``500 USD``, ``5%``, ``2``.

    :param figure: ``change``, ``total.monthly`` or ``message.segments``.
    :raises ConfigError: naming the option.
    """
    text = word.strip()
    if figure == "change":
        figure = "change.percent" if text.endswith("%") else "change.monthly"
    part = figure.rpartition(".")[2]
    try:
        amount = budget(text.removesuffix("%").rstrip() if part == "percent" else text, "")
    except ConfigError:
        amount = None
    if (
        amount is None
        or (part != "monthly" and amount.currency is not None)
        or (part == "segments" and (amount.number != int(amount.number) or amount.number < 1))
    ):
        wanted = "an amount such as 500, 500 USD or 5%" if option == "--max-increase" else _WANTED[part]
        raise ConfigError(f"{option}: {shown(word)} is not {wanted}")
    return Limit(figure, fail=amount)
