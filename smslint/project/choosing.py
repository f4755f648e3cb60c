"""Which rules run, and how: what a project says about rules, put to the rules that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.records import NamedTuple
from smslint.settings import Key, Node, dotted, near, nearest, shown, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.config import Config
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule


def decides_who_is_texted(rule: Rule) -> bool:
    """Whether a rule keeps messages from people who may not get them: a selection of rules on messages leaves it on."""
    scope = rule.applies_to.scope
    return scope == "recipient" or (scope == "send" and rule.severity is Severity.ERROR)


class RuleSetting(NamedTuple):
    """What a project says about one rule: off, another severity, options."""

    enabled: bool = True
    severity: Severity | None = None
    options: Mapping[str, Any] = {}
    above: Node | None = None
    """The mapping of rules that it stands in, for errors."""
    name: str = ""
    """The rule as the mapping calls it."""

    @property
    def where(self) -> str:
        """The file that says it and the way to it there: ``smslint.yaml: rules.LEN002``."""
        if self.above is None:
            return f"config: rules.{self.name}"
        return f"{self.above.origin.name}: {dotted((*self.above.keys, self.name))}"

    @property
    def layer(self) -> str:
        """The file that says it, or the entry of messages there, as layers of settings are called."""
        return (
            "config"
            if self.above is None
            else ": ".join(filter(None, (self.above.origin.name, dotted(self.above.keys[:-1]))))
        )

    def fail(self, message: str, *keys: Key) -> NoReturn:
        """Refuse the setting.

        :raises ConfigError: naming its place.
        """
        if self.above is None:
            raise ConfigError(message)
        self.above.fail(message, self.name, *keys)


def rule_settings(rules: Node) -> dict[str, RuleSetting]:
    """What a ``rules:`` mapping says, by the names that it uses.

    :raises ConfigError: for what is no setting of a rule.
    """
    return {name: _setting(rules, name, value) for name, value in rules.named().items()}


def _setting(rules: Node, name: str, value: object) -> RuleSetting:
    if value is False or (isinstance(value, str) and value == "off"):  # YAML 1.1 reads a bare off as false
        return RuleSetting(False, above=rules, name=name)
    if value is None:
        rules.fail("says nothing: write on, off, a severity or a mapping of options", name)
    if value is True or (isinstance(value, str) and value == "on"):
        return RuleSetting(above=rules, name=name)
    if isinstance(value, str):
        return RuleSetting(severity=_severity(rules, value, name), above=rules, name=name)
    if not isinstance(value, Mapping):
        rules.fail(f"expected off, a severity or a mapping of options, found {shown(value)}", name)
    options = {str(key): each for key, each in value.items()}
    word = options.pop("severity", None)
    severity = None if word is None else _severity(rules, word, name, "severity")
    return RuleSetting(severity=severity, options=options, above=rules, name=name)


def _severity(rules: Node, word: object, *keys: Key) -> Severity:
    try:
        return Severity.parse(word_of(word))
    except KeyError:
        switches = ("off", "on") if len(keys) == 1 else ()
        hint = nearest(word_of(word), [*switches, *(each.label for each in Severity)])
        rules.fail(f"{shown(word)} is not off or a severity{hint}", *keys)


def active_rules(config: Config, packs: Packs, select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that run, with the project's options. The command line's choice stands before the file's.

    A rule that is off unless it is asked for is asked for by any setting of it. A selection narrows what is said of messages.
    Rules about recipients and the moment of sending (who opted out, which number is valid) are switched off by name alone: a
    project that selects the rules on encoding has not said that people who opted out may be texted.

    :raises ConfigError: for a rule or an option that is not known.
    """
    for key, words in (("select", config.select), ("ignore", config.ignore)):
        for word in words:
            if not packs.select((word,)):
                config.fail(f"no rule is called {shown(word)}{_near(word, packs)}", key, word)
    for option, words in (("--select", select), ("--ignore", ignore)):
        for word in words:
            if not packs.select((word,)):
                raise ConfigError(f"{option}: no rule is called {shown(word)}{_near(word, packs)}")
    chosen = packs.select(select or config.select) if select or config.select else None
    left_out = packs.select((*ignore, *config.ignore))
    settings = _by_code(packs, config.rules)
    for entry in config.messages:  # what is wrong in one is wrong whether a file is there that it is about or not
        overridden(packs.rules, packs, (entry.rules,))
    active = []
    for rule in packs.rules:
        setting = settings.get(rule.code, RuleSetting())
        narrowed = chosen is not None and not decides_who_is_texted(rule)
        asked = chosen is not None and rule.code in chosen
        wanted = asked if narrowed else (asked or rule.default or rule.code in settings)
        named = bool(select) and asked  # the command line asks for it by name, so it is on
        if wanted and rule.code not in left_out and (setting.enabled or named):
            active.append(configured(rule, setting))
    return tuple(active)


def configured(rule: Rule, setting: RuleSetting) -> Rule:
    """A rule with one project's setting.

    :raises ConfigError: for an option that the rule's check does not have, or a value that it cannot use.
    """
    if not setting.options and setting.severity is None:
        return rule
    from smslint.rules.options import reconfigured

    read = reconfigured(rule, setting.options, setting.where, setting.fail) if setting.options else None
    return rule.with_options(read, setting.severity)


def overridden(rules: tuple[Rule, ...], packs: Packs, layers: Iterable[Mapping[str, RuleSetting]]) -> tuple[Rule, ...]:
    """The rules as one message's own settings change them; of two words about a rule the later one holds.

    :raises ConfigError: for a rule or an option that is not known, or a value that cannot be used, naming its place.
    """
    settings: dict[str, RuleSetting] = {}
    for layer in layers:
        settings.update(_by_code(packs, layer))
    changed = []
    for rule in rules:
        setting = settings.get(rule.code)
        if setting is None:
            changed.append(rule)
        elif setting.enabled:
            changed.append(configured(rule, setting))
    return tuple(changed)


def _by_code(packs: Packs, settings: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
    found = {}
    for name, setting in settings.items():
        rule = packs.find(name)
        if rule is None:
            setting.fail(f"no rule is called {shown(name)}{_near(name, packs)}")
        found[rule.code] = setting
    return found


def _near(word: str, packs: Packs) -> str:
    close = near(word, [name for rule in packs.rules for name in (rule.code, rule.name)])
    return f" (did you mean {close!r}?)" if close else "; smslint rule lists them all"
