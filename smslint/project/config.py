"""A project's configuration: ``smslint.yaml``, or ``[tool.smslint]`` in ``pyproject.toml``. The closest file wins whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path  # noqa: TC003 (a dataclass field, read at run time)
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.rules.context import CONTEXT_KEYS, make_context
from smslint.text.values import ValueTable, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.rule import Rule

NAMES: Final = ("smslint.yaml", "smslint.yml", ".smslint.yaml", "pyproject.toml")
"""Looked for in each folder, in this order. A ``pyproject.toml`` without ``[tool.smslint]`` is passed over."""

TOP_KEYS: Final = (
    *CONTEXT_KEYS, "values", "messages", "rules", "prices", "exclude", "extends", "packs", "select", "ignore",
    "sending",
)  # fmt: skip
ENTRY_KEYS: Final = (
    *CONTEXT_KEYS, "files", "dialect", "source", "keys", "names", "columns", "key_column", "final_newline",
    "backslash_escapes", "encoding", "values", "rules",
)  # fmt: skip

MOST_SETTINGS: Final = 200_000
"""Values in a configuration, each alias counted as what it stands for."""


class RuleSetting(NamedTuple):
    """What a project says about one rule: off, another severity, options."""

    enabled: bool = True
    severity: Severity | None = None
    options: Mapping[str, Any] = {}


class Entry(NamedTuple):
    """One item of ``messages:``: which files, which texts in them, and what is known of those."""

    files: tuple[str, ...]
    settings: Mapping[str, Any]

    def texts(self, key: str) -> tuple[str, ...]:
        """A setting that may be one text or a list of them."""
        value = self.settings.get(key)
        return () if value is None else (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class Config:
    """One configuration, checked. ``root`` is what its globs and paths are relative to."""

    root: Path
    path: Path | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    messages: tuple[Entry, ...] = ()
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    prices: str | None = None
    """The path of a rate card, or ``reference:NAME`` for one that ships."""
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    sending: Mapping[str, Any] = field(default_factory=dict)
    """What the gate is told: see :mod:`smslint.project.sending`."""


def find_config(folder: Path) -> Path | None:
    """The closest configuration file at or above a folder."""
    for each in (folder, *folder.parents):
        for name in NAMES:
            path = each / name
            if path.is_file() and (name != "pyproject.toml" or "smslint" in _toml_tool(path)):
                return path
    return None


@lru_cache(maxsize=256)
def load_config(path: Path) -> Config:
    """Read and check one configuration file, and what it extends.

    :raises ConfigError: naming the file, the key and the nearest known one.
    """
    return _build(path, _read(path), ())


def make_config(settings: Mapping[str, Any], root: Path) -> Config:
    """A configuration out of plain settings, for the library.

    :raises ConfigError: as :func:`load_config`.
    """
    return _config(dict(settings), root, None, "config")


def _build(path: Path, settings: dict[str, Any], above: tuple[Path, ...]) -> Config:
    config = _config(settings, path.parent, path, str(path))
    base = settings.get("extends")
    if base is None:
        return config
    target = (path.parent / str(base)).resolve()
    if target in above or target == path.resolve():
        raise ConfigError(f"{path}: extends: {base} extends this file in turn")
    if len(above) > 20:
        raise ConfigError(f"{path}: extends: more than 20 files deep")
    if not target.is_file():
        raise ConfigError(f"{path}: extends: there is no file {base}")
    return _merged(config, _build(target, _read(target), (*above, path.resolve())))


def _merged(config: Config, base: Config) -> Config:
    """Key by key: this file's word stands, the base fills in. Messages of the base are relative to the base."""
    moved = tuple(entry._replace(files=_rebased(entry.files, base.root, config.root)) for entry in base.messages)
    prices = base.prices
    if prices and not prices.startswith("reference:"):
        prices = str(base.root / prices)
    return replace(
        config,
        context={**base.context, **config.context},
        values={**base.values, **config.values},
        messages=(*config.messages, *moved),
        rules={**base.rules, **config.rules},
        prices=config.prices or prices,
        exclude=(*config.exclude, *base.exclude),
        packs=(*config.packs, *base.packs),
        select=config.select or base.select,
        ignore=config.ignore or base.ignore,
        sending={**base.sending, **config.sending},
    )


def _rebased(files: tuple[str, ...], old: Path, new: Path) -> tuple[str, ...]:
    try:
        prefix = old.resolve().relative_to(new.resolve()).as_posix()
    except ValueError:
        return files  # a shared base above or beside the project: its globs are patterns for whoever extends it
    return files if prefix == "." else tuple(f"{prefix}/{glob}" for glob in files)


def _config(settings: dict[str, Any], root: Path, path: Path | None, where: str) -> Config:
    _known(settings, TOP_KEYS, where)
    context: dict[str, Any] = {key: settings[key] for key in CONTEXT_KEYS if key in settings}
    make_context(context, where)
    values = _mapping(settings.get("values"), f"{where}: values")
    _at(where, lambda: ValueTable(values))
    return Config(
        root=root,
        path=path,
        context=context,
        values=values,
        messages=tuple(
            _entry(item, f"{where}: messages[{index}]")
            for index, item in enumerate(_list(settings.get("messages"), f"{where}: messages"))
        ),
        rules=_rules(settings.get("rules"), f"{where}: rules"),
        prices=None if settings.get("prices") is None else str(settings["prices"]),
        exclude=_texts(settings.get("exclude"), f"{where}: exclude"),
        packs=tuple(root / each for each in _texts(settings.get("packs"), f"{where}: packs")),
        select=_texts(settings.get("select"), f"{where}: select"),
        ignore=_texts(settings.get("ignore"), f"{where}: ignore"),
        sending=_sending(settings.get("sending"), root, f"{where}: sending"),
    )


def _sending(value: object, root: Path, where: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    from smslint.project.sending import sending_settings

    return sending_settings(value, root, where)


def _entry(item: object, where: str) -> Entry:
    settings = _mapping(item, where)
    _known(settings, ENTRY_KEYS, where)
    files = _texts(settings.get("files"), f"{where}.files")
    if not files:
        raise ConfigError(f"{where}: files is missing: a glob such as templates/sms/*.txt")
    check_settings(settings, where)
    return Entry(files, settings)


def check_settings(settings: Mapping[str, Any], where: str) -> None:
    """Refuse settings of a message that cannot be used, wherever they are written.

    :raises ConfigError: naming the key.
    """
    from smslint.dialects import DIALECTS
    from smslint.sources.registry import SOURCES

    make_context({key: settings[key] for key in CONTEXT_KEYS if key in settings}, where)
    for key, known in (("dialect", DIALECTS), ("source", SOURCES), ("final_newline", ("strip", "keep"))):
        word = settings.get(key)
        if word is not None and (not isinstance(word, str) or word not in known):
            raise ConfigError(f"{where}: unknown {key} {word!r}{nearest(str(word), known)}")
    for key in ("keys", "names", "columns"):
        _texts(settings.get(key), f"{where}.{key}")
    values = _mapping(settings.get("values"), f"{where}.values")
    _at(where, lambda: ValueTable(values))
    _rules(settings.get("rules"), f"{where}.rules")


def _rules(value: object, where: str) -> dict[str, RuleSetting]:
    return {name: _rule(setting, f"{where}.{name}") for name, setting in _mapping(value, where).items()}


def _rule(value: object, where: str) -> RuleSetting:
    if value is False or value == "off":  # YAML 1.1 reads a bare off as false
        return RuleSetting(enabled=False)
    if value is True or value == "on" or value is None:
        return RuleSetting()
    if isinstance(value, str):
        return RuleSetting(severity=_severity(value, where))
    options = dict(_mapping(value, where))
    severity = options.pop("severity", None)
    return RuleSetting(severity=None if severity is None else _severity(str(severity), where), options=options)


def _severity(word: str, where: str) -> Severity:
    try:
        return Severity.parse(word)
    except KeyError:
        known = [each.label for each in Severity]
        raise ConfigError(f"{where}: {word!r} is not off or a severity{nearest(word, known)}") from None


def settings_of_rules(value: object, where: str) -> dict[str, RuleSetting]:
    """The rule settings of a ``rules:`` mapping."""
    return _rules(value, where)


def active_rules(
    config: Config, rules: tuple[Rule, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    """The rules that run, with the project's options. The command line's choice stands before the file's.

    :raises ConfigError: for a rule or an option that is not known.
    """
    from smslint.rules.packs import Packs

    packs = Packs(rules)
    where = str(config.path or "config")
    chosen = _chosen(packs, select, "--select") if select else _chosen(packs, config.select, f"{where}: select")
    left_out = frozenset(_chosen(packs, ignore, "--ignore") or ()) | (
        _chosen(packs, config.ignore, f"{where}: ignore") or frozenset()
    )
    settings = _by_code(packs, config.rules, where)
    active = []
    for rule in rules:
        setting = settings.get(rule.code, RuleSetting())
        wanted = rule.code in chosen if chosen is not None else (rule.default or rule.code in settings)
        if (
            not wanted
            or rule.code in left_out
            or (not setting.enabled and not (select and chosen and rule.code in chosen))
        ):
            continue
        active.append(configured(rule, setting, where))
    return tuple(active)


def configured(rule: Rule, setting: RuleSetting, where: str) -> Rule:
    """A rule with one project's setting.

    :raises ConfigError: for an option that the rule's check does not have, or a value that it cannot use.
    """
    if not setting.options and setting.severity is None:
        return rule
    from smslint.rules.options import reconfigured

    read = reconfigured(rule, setting.options, f"{where}: rules.{rule.code}") if setting.options else None
    return rule.with_options(read, setting.severity)


def _chosen(packs: Any, words: tuple[str, ...], where: str) -> frozenset[str] | None:
    if not words:
        return None
    for word in words:
        if not packs.select((word,)):
            known = [rule.code for rule in packs.rules] + [rule.name for rule in packs.rules]
            raise ConfigError(f"{where}: no rule is called {word!r}{_near(word, known)}")
    return frozenset(packs.select(words))


def _by_code(packs: Any, settings: Mapping[str, RuleSetting], where: str) -> dict[str, RuleSetting]:
    found = {}
    for name, setting in settings.items():
        rule = packs.find(name)
        if rule is None:
            known = [each.code for each in packs.rules] + [each.name for each in packs.rules]
            raise ConfigError(f"{where}: rules: no rule is called {name!r}{_near(name, known)}")
        found[rule.code] = setting
    return found


def _near(word: str, known: list[str]) -> str:
    hint = nearest(word, known)
    return hint if hint.startswith(" (") else "; smslint rule lists them all"


def _read(path: Path) -> dict[str, Any]:
    if path.suffix == ".toml":
        return dict(_toml_tool(path).get("smslint", {}))
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 (a safe loader either way)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(f"{path}{line}: is not YAML: {getattr(error, 'problem', None) or error}") from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise ConfigError(f"{path}: expected a mapping of settings, found {type(loaded).__name__}")
    bounded(loaded, str(path))
    return {str(key): value for key, value in loaded.items()}


def bounded(loaded: object, where: str) -> None:
    """Refuse YAML whose aliases hold themselves or multiply beyond any configuration, and texts that no path can be.

    :raises ConfigError: naming the file.
    """
    left, stack = MOST_SETTINGS, [loaded]
    while stack:
        value = stack.pop()
        left -= 1
        if left < 0 or len(stack) > MOST_SETTINGS:
            raise ConfigError(f"{where}: holds too many settings; does an alias stand for itself or for a great many?")
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list | set | tuple):
            stack += value
        elif isinstance(value, str) and "\0" in value:
            raise ConfigError(f"{where}: {value[:100]!r} holds a zero character, which no setting can")


@lru_cache(maxsize=256)
def _toml_tool(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        tool = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from None
    return tool if isinstance(tool, dict) else {}


def _known(settings: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in settings:
        if key not in known:
            raise ConfigError(f"{where}: unknown key {key!r}{nearest(str(key), known)}")


def _mapping(value: object, where: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: expected a mapping, found {value!r}")
    return {str(key): item for key, item in value.items()}


def _list(value: object, where: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ConfigError(f"{where}: expected a list, found {value!r}")
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConfigError(f"{where}: expected a text or a list of texts, found {value!r}")


def _at(where: str, make: Any) -> None:
    """Say where a wrong value stands."""
    try:
        make()
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from None
