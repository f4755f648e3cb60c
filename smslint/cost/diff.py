"""``smslint diff``: both states priced, why each message costs more, what it brings and removes, and the limits."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from smslint.cost.card_change import repriced
from smslint.cost.causes import causes_of, wanted
from smslint.cost.gates import NOT_READ, hold, is_silent
from smslint.cost.mended import FAMILY, Mended, Spot, mended
from smslint.cost.record import Card, Diff, Line
from smslint.cost.terms import Terms, date_of, name_of
from smslint.cost.totals import totals_of
from smslint.errors import ConfigError, SourceError
from smslint.prices.canonical import parse as parse_card
from smslint.prices.table import decode as decode_card
from smslint.project.budgets import Budgets
from smslint.project.paths import shown
from smslint.project.reading import bytes_of
from smslint.project.run import Runner, sidecar_text
from smslint.version import __version__
from smslint.vocabulary import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.cost.base import Base
    from smslint.cost.change import Change
    from smslint.cost.compare import States
    from smslint.cost.gates import Held
    from smslint.cost.totals import Totals
    from smslint.cost.tree import Tree
    from smslint.finding import Finding
    from smslint.prices import RateCard
    from smslint.project.budgets import Limit
    from smslint.project.config import Config
    from smslint.project.files import Target

_EVERYTHING: Final = ""
"""Where limits of the command line belong: to all configurations together."""


def diff_of(
    states: States, base: Base, runner: Runner, targets: Sequence[Target], flags: Sequence[Limit], per: int
) -> Diff:
    """The whole comparison.

    :param targets: today's files.
    :param flags: the limits of the command line.
    :param per: for how many sendings is said what a message without a volume costs.
    """
    sides = (*states.before.versions, *states.after.versions)
    homes = {each.home for each in sides}
    configs = {str(config.root): config for config in runner.configs()}
    terms = Terms(runner, [config for home, config in configs.items() if home in homes])
    changes = [terms.change(*pair) for pair in states.pairs]
    about = _looked_at(changes, targets)
    lines = tuple(_line(each, terms, per, about) for each in changes)
    held = _held(terms, changes, flags, states, {each.shown for each in targets})
    settings = {shown(path) for config in terms.configs.values() for path in config.files}
    settings_changed = dict(_changed(terms, states.tree))
    loose = [[each for each in side.loose if each.place.path not in settings] for side in (states.before, states.after)]
    return Diff(
        base=base,
        lines=lines,
        totals=totals_of(changes),
        held=held,
        cards=tuple(_card(config, terms, changes, states.tree) for config in terms.configs.values() if config.prices),
        blind=states.blind,
        gaps=states.gaps,
        brought=_new(*loose),
        gone=_new(*loose[::-1]),
        notes=(
            *(f"{path} changed too: both sides are read with today's settings" for path in settings_changed),
            *terms.idle(),
            *terms.uppers(each for each in changes if each.touched),
        ),
        coverage=states.coverage,
        per=per,
        silent=not states.gaps and _is_silent(terms, changes),
        version=__version__,
        resettled=any(settings_changed.values()),
    )


def _line(change: Change, terms: Terms, per: int, about: dict[tuple[str, *Spot], Mended]) -> Line:
    before = () if change.before is None else change.before.findings
    after = () if change.after is None else change.after.findings
    version = change.version
    count = per if change.volume is None else change.volume.monthly
    causes = causes_of(
        change, terms.cards[version.home], count, about.get((version.path, version.line, version.column, version.text))
    )
    told = {each.code for each in causes}
    brought = tuple(each for each in _new(before, after) if each.code not in told)
    return Line(change, causes, brought, _new(after, before) if change.status != REMOVED else ())


def _new(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of the second that the first has not, counted by rule."""
    left = Counter(each.code for each in before)
    found = []
    for each in after:
        if left[each.code] > 0:
            left[each.code] -= 1
        else:
            found.append(each)
    return tuple(found)


def _looked_at(changes: Iterable[Change], targets: Iterable[Target]) -> dict[tuple[str, *Spot], Mended]:
    """What characters do in the messages that cost more: by path and spot."""
    paths = {each.version.path for each in changes if wanted(each)}
    only = Runner((FAMILY,), parallel=False, names_plan=False)
    found: dict[tuple[str, *Spot], Mended] = {}
    for target in targets:
        if target.shown in paths:
            try:
                made = mended(only, target, bytes_of(target), sidecar_text(target))
            except SourceError:
                continue
            found |= {(target.shown, *place): each for place, each in made.items()}
    return found


def _held(
    terms: Terms, changes: Sequence[Change], flags: Sequence[Limit], states: States, today: set[str]
) -> tuple[Held, ...]:
    """The limits of the command line, for everything, and those of each configuration, for its own messages."""
    stated = {each.name for each in flags}
    unknown = {config.budgets.unknown for config in terms.configs.values()}
    blind = [f"{each.path} was not compared" for each in states.blind]
    blind += [NOT_READ.format(each) for each in states.gaps]
    told = {*states.gaps, *(each.path for each in states.blind)}
    gaps = [NOT_READ.format(each) for each in states.after.gaps if each in today - told]
    found = hold(Budgets(tuple(flags), unknown.pop() if len(unknown) == 1 else ""), changes, _EVERYTHING, blind, gaps)
    for home, config in terms.configs.items():
        own = tuple(each for each in config.budgets.limits if each.name not in stated)
        name = shown(config.path) if config.path is not None else _EVERYTHING
        mine = [each for each in changes if each.version.home == home]
        found += hold(Budgets(own, config.budgets.unknown), mine, name, blind, gaps)
    return tuple(found)


def _is_silent(terms: Terms, changes: Sequence[Change]) -> bool:
    moved = [each for each in changes if each.costs_otherwise]
    homes = {each.version.home for each in moved}
    return bool(homes) and all(
        is_silent(terms.configs[home].budgets, totals_of(own), own)
        for home in homes
        for own in ([each for each in changes if each.version.home == home],)
    )


def _card(config: Config, terms: Terms, changes: Sequence[Change], tree: Tree) -> Card:
    """The rate card, and what it costs that it is another one now."""
    card = terms.cards[str(config.root)]
    assert card is not None
    own = [each for each in changes if each.version.home == str(config.root)]
    as_of = date_of(card, own) or card.as_of
    path = config.card_file
    if path is None:
        return Card(name_of(config, card), as_of, False)
    real = tree.real(str(path))
    if not tree.has(real):
        return Card(shown(path), as_of, None)
    try:
        data = tree.read(real)
        if data == path.read_bytes() or data == path.read_bytes().replace(b"\r\n", b"\n"):
            return Card(shown(path), as_of, False)
        old = parse_card(decode_card(data, str(path)), str(path))
    except (ConfigError, SourceError, OSError):
        return Card(shown(path), as_of, True)
    return Card(shown(path), as_of, True, _effect(own, old, card, terms))


def _effect(changes: Iterable[Change], old: RateCard, new: RateCard, terms: Terms) -> Totals:
    """What a new card changes for the messages of today in a month, of those whose cost is known."""
    return totals_of(
        repriced(each.after, old, new, terms) for each in changes if each.after is not None and not each.unknown
    )


def _changed(terms: Terms, tree: Tree) -> Iterator[tuple[str, bool]]:
    """The configurations that are others than at the base, and whether that may leave out messages or move a limit that was there."""
    for config in terms.configs.values():
        for path in config.files:
            real = tree.real(str(path))
            try:
                was, now = tree.read(real) if tree.has(real) else None, path.read_bytes()
            except (SourceError, OSError):
                continue
            if was is not None and was.replace(b"\r\n", b"\n") != now.replace(b"\r\n", b"\n"):
                yield shown(path), _decides(was, path.name) != _decides(now, path.name, _decides(was, path.name))


def _decides(data: bytes, name: str, of: tuple[object, ...] | None = None) -> tuple[object, ...]:
    """What a configuration says about what is compared, and its limits, as it is written.

    :param of: what an earlier one says: where that has no limits, new ones take none away.
    """
    import tomllib

    import yaml

    try:
        if name == "pyproject.toml":
            stated: Any = tomllib.loads(data.decode())["tool"]["smslint"]
        else:
            stated = yaml.load(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (a safe one)
        found = tuple(stated.get(key) for key in ("messages", "exclude", "budgets"))
    except (ValueError, KeyError, AttributeError, RecursionError, yaml.YAMLError):
        return (data,)
    return (*found[:2], None) if of is not None and of[-1] is None else found
