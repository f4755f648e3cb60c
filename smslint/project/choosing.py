"""Which rules run, and how: a project's settings applied to the existing rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NoReturn

from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.records import NamedTuple
from smslint.wording import did_you_mean, dotted, nearest, shown, word_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.config import Config
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule
    from smslint.settings import Key, Node


def decides_who_is_texted(rule: Rule) -> bool:
    """Whether a rule protects people who may not be texted: selecting other rules does not switch it off."""
    scope = rule.applies_to.scope
    return scope == "recipient" or (scope == "send" and rule.severity is Severity.ERROR)


_OF_FILES: Final = frozenset({"source", "template", "parts", "several-messages", "directive"})
"""The checks that say whether a file was understood, and nothing about what is sent."""


def _is_about_texts(rule: Rule) -> bool:
    return rule.applies_to.scope == "message" and rule.check not in _OF_FILES


class RuleSetting(NamedTuple):
    """A project's setting of one rule: off, another severity, or options."""

    enabled: bool = True
    severity: Severity | None = None
    options: Mapping[str, object] = {}
    above: Node | None = None
    """The mapping of rules that contains it, for errors."""
    name: str = ""
    """The name of the rule in the mapping."""
    asks: bool = True
    """Whether it switches on a rule that is off by default; a severity for a whole family does not."""
    base: RuleSetting | None = None
    """The setting that it adds to: that of the file that is extended, or of a place that is less close to the message."""

    def over(self, base: RuleSetting | None) -> RuleSetting:
        """This setting added to another one: what it does not state stays as it is there."""
        if base is None:
            return self
        return self._replace(base=base if self.base is None else self.base.over(base))

    def chain(self) -> tuple[RuleSetting, ...]:
        """The settings that are merged here, the closest last."""
        return (self,) if self.base is None else (*self.base.chain(), self._replace(base=None))

    @property
    def switches_on(self) -> bool:
        """Whether any of the settings that are merged here asks for the rule."""
        return self.asks or (self.base is not None and self.base.switches_on)

    @property
    def where(self) -> str:
        """The file and the key path of the setting: ``smslint.yaml: rules.LEN002``."""
        if self.above is None:
            return f"config: rules.{self.name}"
        return f"{self.above.origin.name}: {dotted((*self.above.keys, self.name))}"

    @property
    def layer(self) -> str:
        """The file of the setting, or its entry of messages: the name of its layer."""
        return (
            "config"
            if self.above is None
            else ": ".join(filter(None, (self.above.origin.name, dotted(self.above.keys[:-1]))))
        )

    def fail(self, message: str, *keys: Key) -> NoReturn:
        """Raise an error about the setting.

        :raises ConfigError: with its place.
        """
        if self.above is None:
            raise ConfigError(message)
        self.above.fail(message, self.name, *keys)


def rule_settings(rules: Node) -> dict[str, RuleSetting]:
    """The settings in a ``rules:`` mapping, by the names that it uses.

    :raises ConfigError: for an invalid setting of a rule.
    """
    stated = rules.named()
    return {name: _setting(stated, name, value) for name, value in stated.values.items()}


def _setting(rules: Node, name: str, value: object) -> RuleSetting:
    if value is False or (isinstance(value, str) and value == "off"):  # YAML 1.1 reads an unquoted off as false
        return RuleSetting(False, above=rules, name=name)
    if value is None:
        rules.fail("is empty: write on, off, a severity or a mapping of options", name)
    if value is True or (isinstance(value, str) and value == "on"):
        return RuleSetting(above=rules, name=name)
    if isinstance(value, str):
        return RuleSetting(severity=_severity(rules, value, name), above=rules, name=name)
    if not isinstance(value, Mapping):
        rules.fail(f"expected off, a severity or a mapping of options, found {shown(value)}", name)
    options = {str(key): each for key, each in value.items()}
    word = options.pop("severity", None)
    if word is False or word == "off":
        rules.fail(f"a rule is switched off without its options: write {name}: off", name, "severity")
    severity = None if word is None else _severity(rules, word, name, "severity")
    return RuleSetting(severity=severity, options=options, above=rules, name=name)


def _severity(rules: Node, word: object, *keys: Key) -> Severity:
    try:
        return Severity.parse(word_of(word))
    except KeyError:
        switches = ("off", "on") if len(keys) == 1 else ()
        hint = nearest(word_of(word), [*switches, *(each.label for each in Severity)])
        rules.fail(f"{shown(word)} is not off or a severity{hint}", *keys)


def active_rules(
    config: Config, packs: Packs, select: tuple[str, ...], ignore: tuple[str, ...], extend: tuple[str, ...] = ()
) -> tuple[Rule, ...]:
    """The rules that run, with the project's options. The command line overrides the file.

    Any setting of an opt-in rule switches it on. A selection applies only to rules about messages. Rules about recipients and
    the moment of sending (who opted out, which number is valid) are switched off only by name: selecting the rules on encoding
    does not mean that people who opted out may be texted.

    :param extend: rules that run besides those that are selected.
    :raises ConfigError: for an unknown rule or option.
    """
    for key, words in (
        ("select", config.select),
        ("ignore", config.ignore),
        ("fixable", config.fixable),
        ("unfixable", config.unfixable),
    ):
        for word in words:
            if not packs.select((word,)):
                config.fail(f"no rule is called {shown(word)}{near_rule(word, packs)}", key, word)
    for option, words in (("--select", select), ("--ignore", ignore), ("--extend-select", extend)):
        for word in words:
            if not packs.select((word,)):
                raise ConfigError(f"{option}: no rule is called {shown(word)}{near_rule(word, packs)}")
    more = packs.select(extend)
    chosen = packs.select(select or config.select) | more if select or config.select else None
    left_out = packs.select((*ignore, *config.ignore))
    settings = by_code(packs, config.rules)
    for entry in config.messages:  # an invalid setting is an error even if no file uses it
        overridden(packs.rules, packs, (entry.rules,))
    active = []
    for rule in packs.rules:
        setting = settings.get(rule.code, RuleSetting())
        narrowed = chosen is not None and not decides_who_is_texted(rule)
        asked = rule.code in more if chosen is None else rule.code in chosen
        switched_on = rule.code in settings and setting.switches_on
        wanted = asked if narrowed else (asked or rule.default or switched_on)
        named = rule.code in more or (bool(select) and asked)  # named on the command line, so it is on
        if wanted and rule.code not in left_out and (setting.enabled or named):
            active.append(configured(rule, setting))
    if chosen is not None and not any(rule.code in chosen for rule in active):
        problem = "all of these rules are ignored or off, so none would run"
        if select:
            raise ConfigError(f"--select: {problem}")
        config.fail(problem, "select")
    if chosen is None and not any(map(_is_about_texts, active)):
        problem = "all rules about texts are ignored or off, so none would run"
        if ignore:
            raise ConfigError(f"--ignore: {problem}")
        config.fail(problem, "ignore" if config.ignore else "rules")
    return tuple(active)


def configured(rule: Rule, setting: RuleSetting) -> Rule:
    """A rule with a project's setting, merged option by option.

    :raises ConfigError: for an unknown option of the rule's check, or an invalid value, with its own place.
    """
    for each in setting.chain():
        if each.options or each.severity is not None:
            from smslint.rules.options import reconfigured

            read = reconfigured(rule, each.options, each.where, each.fail) if each.options else None
            rule = rule.with_options(read, each.severity)
    return rule


def overridden(rules: tuple[Rule, ...], packs: Packs, layers: Iterable[Mapping[str, RuleSetting]]) -> tuple[Rule, ...]:
    """The rules, changed by one message's own settings; later settings of a rule override earlier ones, option by option.

    :raises ConfigError: for an unknown rule or option, or an invalid value, with its place.
    """
    settings = by_code(packs, layers)
    changed = []
    for rule in rules:
        setting = settings.get(rule.code)
        if setting is None:
            changed.append(rule)
        elif setting.enabled:
            changed.append(configured(rule, setting))
    return tuple(changed)


def by_code(packs: Packs, layers: Iterable[Mapping[str, RuleSetting]]) -> dict[str, RuleSetting]:
    """The merged settings of all layers, by the code of the rule. A layer may use its name or an alias, or the family of its code
    (``ENC``): what it says of a rule overrides what it says of the family.

    :raises ConfigError: for an unknown rule, or one that a layer sets twice by different names.
    """
    found: dict[str, RuleSetting] = {}
    for layer in layers:
        names: dict[str, str] = {}
        rules = {name: packs.find(name) for name in layer}
        families = [name for name, rule in rules.items() if rule is None and name.isalpha() and name.isupper()]
        for name in sorted(families, key=len):
            if codes := packs.select((name,)):
                del rules[name]
            for code in codes:
                found[code] = _of_family(layer[name], found.get(code))
        for name, rule in rules.items():
            setting = layer[name]
            if rule is None:
                setting.fail(f"no rule is called {shown(name)}{near_rule(name, packs)}")
            if rule.code in names:
                setting.fail(f"{names[rule.code]} is the same rule: set it once")
            names[rule.code] = name
            found[rule.code] = setting.over(found.get(rule.code))
    return found


def _of_family(setting: RuleSetting, base: RuleSetting | None) -> RuleSetting:
    """A setting of a family for one rule of it. A severity alone switches no rule on.

    :raises ConfigError: for options, because rules have different ones.
    """
    if setting.options:
        setting.fail("options belong to one rule: write its code", next(iter(setting.options)))
    if setting.severity is not None:
        setting = setting._replace(asks=False, enabled=base is None or base.enabled)
    return setting.over(base)


def near_rule(word: str, packs: Packs) -> str:
    """`` (did you mean 'x'?)`` for the nearest code or name of a rule, or how to see them all."""
    known = [name for rule in packs.rules for name in (rule.code, rule.name)]
    return did_you_mean(word, known) or "; smslint rule lists them all"
