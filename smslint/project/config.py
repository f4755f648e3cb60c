"""A project's configuration: ``smslint.yaml``, or ``[tool.smslint]`` in ``pyproject.toml``. Only the closest file is used."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (a dataclass field, read at run time)
from typing import TYPE_CHECKING, Any, Final, NoReturn

from smslint.errors import ConfigError
from smslint.project.budgets import NO_BUDGETS, Budgets, budgets_of
from smslint.project.choosing import RuleSetting, rule_settings
from smslint.project.config_parts import (
    approved_in,
    columns_in,
    folders_in,
    logs_in,
    own_dialects_in,
    packs_in,
    results_in,
    volumes_in,
)
from smslint.project.config_path import TOP_KEYS, origin_of, root_of
from smslint.project.layers import Layer, merge
from smslint.project.locales import KEY as LOCALES
from smslint.project.locales import check_locales
from smslint.project.merging import merged
from smslint.project.message_settings import check_context, check_settings
from smslint.project.sending import NOTHING, Sending, sending_settings
from smslint.project.stored_settings import read_again
from smslint.real_paths import is_file, real_path
from smslint.records import NamedTuple, dataclass, field
from smslint.rules.context import CONTEXT_KEYS
from smslint.settings import Node, Origin
from smslint.settings_file.limits import bounded
from smslint.text.values import ValueTable
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.approved.entry import Entry as ApprovedEntry
    from smslint.logs.layout import Layout
    from smslint.project.volumes import VolumeEntry
    from smslint.text.tree import Filter


ENTRY_KEYS: Final = (
    *CONTEXT_KEYS, "files", "dialect", "source", "keys", "names", "columns", "key_column", "final_newline",
    "backslash_escapes", "encoding", "values", "rules", "locales",
)  # fmt: skip
DEEPEST: Final = 20
"""The longest chain of files that extend one another."""
MOST_BASES: Final = 100
"""The most files that one configuration extends, with those that they extend in turn."""


class Entry(NamedTuple):
    """One item of ``messages:``: files, the texts in them, and what is known about those texts."""

    files: tuple[str, ...]
    settings: Mapping[str, Any]
    name: str = "the command line"
    """Its place: ``smslint.yaml: messages[2]``."""
    rules: Mapping[str, RuleSetting] = {}
    """Its settings of rules."""

    def texts(self, key: str) -> tuple[str, ...]:
        """A setting that may be one text or a list of them."""
        value = self.settings.get(key)
        return () if value is None else (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, eq=False)
class Config:
    """One valid configuration. Its globs and paths are relative to ``root``."""

    root: Path
    path: Path | None = None
    context: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    messages: tuple[Entry, ...] = ()
    rules: tuple[Mapping[str, RuleSetting], ...] = ()
    """The settings of rules of each file, by the names that it uses; the base that is extended comes first."""
    prices: str | None = None
    """The path of a rate card, or ``reference:NAME`` for an included one."""
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fixable: tuple[str, ...] = ()
    """The rules whose fixes may be applied: codes, names, prefixes; empty for all."""
    unfixable: tuple[str, ...] = ()
    """The rules whose fixes are for people to write."""
    sending: Sending = NOTHING
    """The settings of the gate: see :mod:`smslint.project.sending`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The columns of the project's lists by role: ``consent``, ``opt_out``, ... as in ``--column``."""
    results: Mapping[str, Filter] = field(default_factory=dict)
    """What the project's own filters, tags, helpers and functions give, by name."""
    template_folders: tuple[Path, ...] = ()
    """Where templates that others extend or include are looked for; empty for the folder of each template and those above it."""
    layers: tuple[Layer, ...] = ()
    """The settings of each file for all messages; the base that is extended comes first."""
    volumes: tuple[VolumeEntry, ...] = ()
    """How often messages are sent: the entries of this file come first."""
    budgets: Budgets = NO_BUDGETS
    """What the texts, and changes of them, may cost."""
    logs: tuple[Layout, ...] = ()
    """The project's own layouts of message logs."""
    approved: tuple[ApprovedEntry, ...] = ()
    """The exports of approved templates that messages must be on."""
    nodes: tuple[Node, ...] = field(default=(), repr=False)
    """The files themselves, the closest first, to name the line of an error."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files from which it was read."""
        return tuple(node.origin.file for node in self.nodes if node.origin.file is not None)

    @property
    def card_file(self) -> Path | None:
        """The file of its rate card; ``None`` without one, and for one that is included in smslint."""
        return None if not self.prices or self.prices.startswith("reference:") else self.root / self.prices

    def stating(self, key: str) -> Node | None:
        """The closest file that sets a key; ``None`` if none does."""
        return next((node for node in self.nodes if node.has(key)), None)

    def fail(self, message: str, key: str, word: str | None = None) -> NoReturn:
        """Raise an error about the value of a key, or one word in its list.

        :raises ConfigError: with the file and the line.
        """
        node = self.stating(key)
        if node is not None:
            value = node.values[key]
            listed = isinstance(value, list | tuple) and word in value
            node.fail(message, key, *((list(value).index(word),) if listed else ()))
        raise ConfigError(f"{self.path or 'config'}: {key}: {message}")


def load_config(path: Path) -> Config:
    """Read and validate one configuration file, and what it extends. It is read again each time.

    :raises ConfigError: with the file, the line, the key and the nearest known one.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: there is no such configuration file")
    root = root_of(path)
    return _extended(_config(read_again(origin_of(path, root)), root, path), (), root)


def make_config(settings: Mapping[str, object], root: Path) -> Config:
    """A configuration from plain settings, for the library.

    :raises ConfigError: like :func:`load_config`.
    """
    origin = Origin("config")
    bounded(settings, origin)
    return _extended(_config(Node(origin, settings), root, None), (), root)


def _extended(config: Config, above: tuple[Path, ...], project: Path, count: list[int] | None = None) -> Config:
    """A configuration merged with what it extends; of several files, a later one overrides those before it.

    :param project: the folder of the first configuration.
    :param count: how many files were extended so far.
    """
    node = config.nodes[0]
    several = isinstance(node.values.get("extends"), list | tuple)
    bases = node.one_or_more("extends") if several else (node.filled("extends"),) if node.has("extends") else ()
    here = real_path(config.path) if config.path is not None else None
    way = (*above, here) if here is not None else above
    whole = config
    count = [0] if count is None else count
    for at in reversed(range(len(bases))):
        count[0] += 1
        whole = merged(whole, _extended(_base(config, bases, at, way, project, count[0]), way, project, count))
    return whole


def _base(config: Config, bases: tuple[str, ...], at: int, way: tuple[Path, ...], project: Path, count: int) -> Config:
    """One file that a configuration extends.

    :param way: the files that extend one another down to it.
    :param count: how many files were extended so far; files that all extend the same two would be read thousands of times.
    """
    node, base = config.nodes[0], bases[at]
    keys: tuple[str | int, ...] = ("extends", at) if isinstance(node.values["extends"], list | tuple) else ("extends",)
    target = real_path(config.root / base)
    if target in way:
        node.fail(f"{base} extends this file in turn", *keys)
    if len(way) > DEEPEST:
        node.fail(f"more than {DEEPEST} files deep", *keys)
    if count > MOST_BASES:
        node.fail(f"more than {MOST_BASES} files, counted as often as they are extended", *keys)
    if not is_file(target):
        node.fail(f"there is no file {base}", *keys)
    stated = read_again(origin_of(target, project))
    if not stated.values:
        node.fail(f"{base} has no settings", *keys)
    return _config(stated, root_of(target), target)


def with_settings(config: Config, settings: Mapping[str, object], name: str) -> Config:
    """A configuration with settings on top of its own; paths and globs in them are relative to its folder.

    :param name: where they are stated, for errors: ``--config``.
    :raises ConfigError: like :func:`load_config`.
    """
    node = Node(Origin(name), settings)
    if node.has("extends"):
        node.fail("is for files; name one with --config FILE", "extends")
    return merged(_config(node, config.root, config.path), config)


def _config(node: Node, root: Path, path: Path | None) -> Config:
    node.only(TOP_KEYS)
    context = node.part(CONTEXT_KEYS)
    check_context(context)
    values = node.child("values", "{name: {max: 20}}")
    ValueTable(values)
    name = node.origin.name
    dialects = own_dialects_in(node)
    check_locales(node)
    layers = (Layer(name, {**context.values, **node.part((LOCALES,)).values, "values": values.named().values}),)
    settings = merge(layers).settings
    settings.pop(LOCALES, None)
    if node.values.get("select") == []:
        node.fail("is empty: name rules, or leave it out to run all", "select")
    return Config(
        root=root,
        path=path,
        values=settings.pop("values"),
        context=settings,
        messages=tuple(
            _entry(item, f"{name}: messages[{index}]", dialects)
            for index, item in enumerate(node.children("messages", "{files: templates/*.txt}"))
        ),
        rules=tuple(filter(None, (rule_settings(node.child("rules", "{LEN002: off}")),))),
        prices=node.filled("prices") if node.has("prices") else None,
        exclude=node.one_or_more("exclude"),
        packs=packs_in(node, root),
        select=node.one_or_more("select"),
        ignore=node.one_or_more("ignore"),
        fixable=node.one_or_more("fixable"),
        unfixable=node.one_or_more("unfixable"),
        sending=sending_settings(node.child("sending", "{refuse_at: error}"), root),
        results=results_in(node),
        template_folders=folders_in(node, root),
        columns=columns_in(node.child("columns", "{consent: SMS-Einwilligung}")),
        layers=layers,
        volumes=volumes_in(node),
        budgets=budgets_of(node.child("budgets", "{change: {monthly: 1000}}")),
        logs=logs_in(node),
        approved=approved_in(node),
        nodes=(node,),
    )


def _entry(node: Node, name: str, dialects: Mapping[str, str]) -> Entry:
    """:param dialects: the project's own, by their names in its configuration."""
    node.only(ENTRY_KEYS)
    if isinstance(stated := node.values.get("dialect"), str) and stated in dialects:
        node = node._replace(values={**node.values, "dialect": dialects[stated]})
    files = node.one_or_more("files")
    if not files:
        node.fail("files is missing: a glob such as templates/sms/*.txt")
    for at, glob in enumerate(files):
        if glob.startswith("!"):
            listed = isinstance(node.values["files"], list | tuple)
            node.fail(
                f"{shown(glob)}: a glob cannot begin with !; write what to leave out under exclude:",
                "files",
                *((at,) if listed else ()),
            )
    rules = check_settings(node)
    return Entry(files, {str(key): value for key, value in node.values.items()}, name, rules)
