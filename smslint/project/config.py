"""A project's configuration: ``smslint.yaml``, or ``[tool.smslint]`` in ``pyproject.toml``. Only the closest file is used."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (a dataclass field, read at run time)
from typing import TYPE_CHECKING, Any, Final, NoReturn

from smslint.errors import ConfigError
from smslint.project.budgets import NO_BUDGETS, Budgets, budgets_of
from smslint.project.choosing import RuleSetting, rule_settings
from smslint.project.config_path import origin_of, root_of
from smslint.project.layers import Layer, merge
from smslint.project.locales import KEY as LOCALES
from smslint.project.locales import check_locales
from smslint.project.merging import merged
from smslint.project.message_settings import check_context, check_settings
from smslint.project.sending import NOTHING, Sending, sending_settings
from smslint.real_paths import real_path
from smslint.records import NamedTuple, dataclass, field
from smslint.rules.context import CONTEXT_KEYS
from smslint.settings import Node, Origin
from smslint.settings_file.limits import bounded
from smslint.text.values import ValueTable
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.logs.layout import Layout
    from smslint.project.volumes import VolumeEntry
    from smslint.text.tree import Filter


TOP_KEYS: Final = (
    *CONTEXT_KEYS, "values", "messages", "rules", "prices", "exclude", "extends", "packs", "select", "ignore",
    "sending", "columns", "template_folders", "locales", "dialects", "volumes", "budgets", "results",
    "logs",
)  # fmt: skip
ENTRY_KEYS: Final = (
    *CONTEXT_KEYS, "files", "dialect", "source", "keys", "names", "columns", "key_column", "final_newline",
    "backslash_escapes", "encoding", "values", "rules", "locales",
)  # fmt: skip
COLUMN_KEYS: Final = ("phone", "name", "consent", "opt_out", "status", "language", "zone", "country", "state")
DEEPEST: Final = 20
"""The longest chain of files that extend one another."""


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
    from smslint.project.stored_settings import read_again

    root = root_of(path)
    return _extended(_config(read_again(origin_of(path, root)), root, path), (), root)


def make_config(settings: Mapping[str, object], root: Path) -> Config:
    """A configuration from plain settings, for the library.

    :raises ConfigError: like :func:`load_config`.
    """
    origin = Origin("config")
    bounded(settings, origin)
    return _extended(_config(Node(origin, settings), root, None), (), root)


def _extended(config: Config, above: tuple[Path, ...], project: Path) -> Config:
    """A configuration merged with what it extends.

    :param project: the folder of the first configuration.
    """
    node = config.nodes[0]
    base = node.filled("extends") if node.has("extends") else None
    if base is None:
        return config
    here = real_path(config.path) if config.path is not None else None
    target = real_path(config.root / base)
    if target in above or target == here:
        node.fail(f"{base} extends this file in turn", "extends")
    if len(above) >= DEEPEST:
        node.fail(f"more than {DEEPEST} files deep", "extends")
    if not target.is_file():
        node.fail(f"there is no file {base}", "extends")
    from smslint.project.stored_settings import read_again

    stated = read_again(origin_of(target, project))
    if not stated.values:
        node.fail(f"{base} has no settings", "extends")
    below = _config(stated, root_of(target), target)
    return merged(config, _extended(below, (*above, here) if here is not None else above, project))


def _config(node: Node, root: Path, path: Path | None) -> Config:
    node.only(TOP_KEYS)
    context = node.part(CONTEXT_KEYS)
    check_context(context)
    values = node.child("values", "{name: {max: 20}}")
    ValueTable(values)
    name = node.origin.name
    dialects = _own_dialects(node)
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
        packs=_packs(node, root),
        select=node.one_or_more("select"),
        ignore=node.one_or_more("ignore"),
        sending=sending_settings(node.child("sending", "{refuse_at: error}"), root),
        results=_results(node),
        template_folders=_folders(node, root),
        columns=_columns(node.child("columns", "{consent: SMS-Einwilligung}")),
        layers=layers,
        volumes=_volumes(node),
        budgets=budgets_of(node.child("budgets", "{change: {monthly: 1000}}")),
        logs=_logs(node),
        nodes=(node,),
    )


def _own_dialects(node: Node) -> Mapping[str, str]:
    if not node.has("dialects"):
        return {}
    from smslint.project.own_dialects import own_dialects

    return own_dialects(node.child("dialects", '{ours: {open: "##", close: "##"}}'))


def _results(node: Node) -> Mapping[str, Filter]:
    if not node.has("results"):
        return {}
    from smslint.project.own_results import EXAMPLE, own_results

    return own_results(node.child("results", EXAMPLE))


def _volumes(node: Node) -> tuple[VolumeEntry, ...]:
    if not node.has("volumes"):
        return ()
    from smslint.project.volumes import volumes_of

    return volumes_of(node.child("volumes", "{templates/sale.txt: {monthly: 200000}}"))


def _logs(node: Node) -> tuple[Layout, ...]:
    if not node.has("logs"):
        return ()
    from smslint.logs.layout import own_layouts

    return own_layouts(node.child("logs", "{ours: {columns: {body: Text}}}"))


def _folders(node: Node, root: Path) -> tuple[Path, ...]:
    """The folders of ``template_folders``, which must be there and inside the project.

    :raises ConfigError: for one that is not.
    """
    folders = []
    top = real_path(root)
    for index, each in enumerate(node.one_or_more("template_folders")):
        folder = real_path(root / each)
        if not folder.is_dir():
            node.fail(f"there is no folder {each}", "template_folders", index)
        if not folder.is_relative_to(top):
            node.fail(f"{each} is outside of the project", "template_folders", index)
        folders.append(folder)
    return tuple(folders)


def _columns(node: Node) -> dict[str, str]:
    node.only(COLUMN_KEYS)
    return {str(role): node.filled(str(role)) for role in node.values}


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


def _packs(node: Node, root: Path) -> tuple[Path, ...]:
    """The folders of packs.

    :raises ConfigError: if one does not exist.
    """
    names = node.one_or_more("packs")
    single = isinstance(node.values.get("packs"), str)
    for at, name in enumerate(names):
        if not (root / name).is_dir():
            node.fail(f"there is no folder of rules {shown(name)}", "packs", *(() if single else (at,)))
    return tuple(root / name for name in names)
