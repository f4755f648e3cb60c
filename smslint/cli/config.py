"""``smslint config``: the settings of a file and where each comes from, and the schema of the configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli.printing import echo, echo_json, say
from smslint.cli.project_options import config_option
from smslint.errors import ConfigError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.project.choosing import RuleSetting
    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.layers import Layer, MessageSettings
    from smslint.project.reading import FoundMessage
    from smslint.project.run import Runner


_MOST_SHOWN = 200


@click.group("config", short_help="Show the settings that apply to a file.")
def command() -> None:
    """Show the settings that apply to a file, or the schema of smslint.yaml."""


@command.command(epilog="Example: smslint config show templates/sms/welcome.txt")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print it.")
def show(file: Path, configs: tuple[str, ...], form: str) -> int:
    """Show the settings of FILE: its configuration, the entries that match it, and each setting with its origin."""
    from smslint.cli.session import config_and_settings
    from smslint.project.files import Chooser
    from smslint.project.paths import excluded

    named, settings = config_and_settings(configs, ())
    target = Chooser(named, settings=settings).target(file)
    config = target.config
    rules = list(_rules(config))
    record: dict[str, Any] = {
        "file": target.shown,
        "config": str(config.path) if config.path else None,
        "checked": bool(target.entries) and not excluded(target.inside, config),
        "excluded": excluded(target.inside, config),
        "entries": [_numbered(target, entry) for entry in target.entries],
        "rules": {name: _rule(setting) for name, setting in rules},
        "rules_from": {name: _near_name(setting.layer) for name, setting in rules},
        "rule_values": {name: _values(setting) for name, setting in rules},
        "prices": config.prices,
        "messages": [],
    }
    if file.is_file():
        record["messages"] = list(_messages(target))
    if form == "json":
        echo_json(json.dumps(record, ensure_ascii=False, indent=2, default=str))
    else:
        for line in _text(record):
            say(line)
    return 0


@command.command()
def schema() -> int:
    """Print the JSON Schema of smslint.yaml, for editors."""
    from smslint.data import data_path

    echo((data_path("schema") / "config.schema.json").read_text(encoding="utf-8"), nl=False)
    return 0


def _numbered(target: Target, entry: object) -> str:
    index = next(index for index, each in enumerate(target.config.messages) if each is entry)
    return f"messages[{index}] ({', '.join(target.config.messages[index].files)})"


def _rules(config: Config) -> Iterator[tuple[str, RuleSetting]]:
    """The merged settings of rules of the configuration, each by the name that the closest file uses."""
    from smslint.project.choosing import by_code
    from smslint.rules.packs import load

    for setting in by_code(load(config.packs), config.rules).values():
        yield setting.name, setting


def _rule(setting: RuleSetting) -> Any:
    if not setting.enabled:
        return "off"
    return {key: each["value"] for key, each in _values(setting).items()} or "on"


def _values(setting: RuleSetting) -> dict[str, Any]:
    """Each value of a rule's setting, with the place that sets it."""
    if not setting.enabled:
        return {}
    found: dict[str, Any] = {}
    for each in setting.chain():
        severity = {"severity": each.severity.label} if each.severity is not None else {}
        for key, value in {**severity, **each.options}.items():
            found[key] = {"value": value, "from": _near_name(each.layer)}
    return found


def _messages(target: Target) -> Iterator[dict[str, Any]]:
    """Each message with its settings: value and origin."""
    from smslint.project.file_directives import directives_of
    from smslint.project.files import SIDECAR
    from smslint.project.layers import NO_SETTINGS
    from smslint.project.reading import bytes_of, read_target
    from smslint.project.run import Runner, sidecar_text
    from smslint.project.sidecar import parse
    from smslint.project.taking import taken

    reading = read_target(target, bytes_of(target))
    if reading.error is not None:
        raise ConfigError(f"{target.shown}: {reading.error}")
    runner = Runner()
    text_of_sidecar = sidecar_text(target)
    directives = directives_of(
        target.shown, reading.text, reading.found[0].source if reading.found else "plain", reading.messages,
        reading.lines, runner.project(target.config).packs, parse(text_of_sidecar, target.shown + SIDECAR) if text_of_sidecar is not None else None,
    )  # fmt: skip
    for index, found in enumerate(reading.found):
        if found.message.unknown:
            continue
        own = directives.settings_of(index) if directives is not None else NO_SETTINGS
        yield {
            "key": found.message.key,
            **taken(target, reading, index),
            "settings": _settings(runner, target, found, own, reading.text),
            "switched_off": sorted(
                {each.word or "all" for each in (*own.switched_off, *(own.everywhere.all if own.everywhere else ()))}
            ),
        }


def _settings(runner: Runner, target: Target, found: FoundMessage, own: MessageSettings, text: str) -> dict[str, Any]:
    """Each setting of a message with its value and the layer that sets it: the same layers as in the check."""
    from smslint.project.layers import merge
    from smslint.project.placing import Place
    from smslint.span import LineIndex

    place = Place(target.shown, LineIndex(""), found.dialect, text)
    layers = runner.checker(target.config).layers(found.message, place, found.entry, own)
    merged = merge(layers)
    settings: dict[str, Any] = {}
    for key, layer in sorted(merged.layer_of.items()):
        name, _, inner = key.partition(".")
        value = merged.settings[name][inner] if inner else merged.settings[name]
        if name != "files" and value is not None:
            settings[key] = {"value": value, "from": _near_name(layer)}
    settings |= _rules_of_message(layers)
    if "dialect" not in settings:
        from smslint.project.guessing import guess as guess_of

        place = place._replace(source=found.source, inside=target.inside, file=target.path)
        if found.dialect:
            settings["dialect"] = {"value": found.dialect, "from": "the file name"}
        else:
            guess = guess_of(found.message, place, folder=target.config.root)
            evidence = f": {guess.evidence}" if guess.evidence else ""
            shown = f"a guess from the text{evidence}"
            if guess.dialect == found.message.dialect:
                shown = "the file"
            elif found.message.text is not None:
                shown = "the program, which makes the text"
            settings["dialect"] = {"value": guess.dialect, "from": shown}
    return settings


def _rules_of_message(layers: Iterable[Layer]) -> dict[str, Any]:
    """The settings of rules of one message's own layers: off or on for the whole rule, or each option that one of them sets."""
    rules: dict[str, dict[str, Any]] = {}
    for layer in layers:
        origin = _near_name(layer.name)
        for name, setting in layer.rules.items():
            for each in setting.chain():
                key = f"rules.{name}"
                options = {f"{key}.{option}": value["value"] for option, value in _values(each).items()}
                # Options add to those of the layers before; "off" and "on" replace them, and are replaced by the next option.
                before = {word: value for word, value in rules.get(name, {}).items() if options and word != key}
                stated = options or {key: _rule(each)}
                rules[name] = before | {word: {"value": value, "from": origin} for word, value in stated.items()}
    return {key: value for settings in rules.values() for key, value in settings.items()}


def _near_name(layer: str) -> str:
    """A layer's name, with its file relative to the current folder."""
    path, colon, rest = layer.partition(": ")
    return f"{_near(Path(path)) if Path(path).is_absolute() else path}{colon}{rest}"


def _text(record: dict[str, Any]) -> Iterator[str]:
    yield f"{record['file']}"
    if not Path(record["file"]).exists():
        yield "  this file does not exist; these settings would apply to it"
    yield f"  configuration: {_near(Path(record['config'])) if record['config'] else 'none found'}"
    why = (
        "excluded"
        if record["excluded"]
        else "no entry of messages matches it, so only if it is named on the command line"
    )
    yield f"  checked: {'yes' if record['checked'] else f'no ({why})'}"
    for entry in record["entries"]:
        yield f"  entry: {entry}"
    if record["prices"]:
        yield f"  prices: {record['prices']}"
    for name, setting in record["rules"].items():
        values = record["rule_values"][name]
        if len({each["from"] for each in values.values()}) > 1:
            for key, each in values.items():
                yield f"  rule {name}.{key}: {_plain(each['value'])}  # {each['from']}"
        else:
            yield f"  rule {name}: {_plain(setting)}  # {record['rules_from'][name]}"
    shown: list[Any] = []
    for message in record["messages"]:
        # Most messages of a file have the same settings; print them once.
        settings = (message["settings"], message["switched_off"])
        if settings in shown:
            continue
        shown.append(settings)
        yield f"  message {message['key'] or '(the whole file)'}"
        for key, setting in message["settings"].items():
            yield f"    {key}: {_plain(setting['value'])}  # {setting['from']}"
        for word in message["switched_off"]:
            yield f"    {word}: off  # a directive or the sidecar"
    yield from _taken(record["messages"])


def _taken(messages: list[Any]) -> Iterator[str]:
    """Which entry took each message, and why."""
    if not any(message["entry"] for message in messages):
        return
    yield "  taken by:"
    for message in messages[:_MOST_SHOWN]:
        also = (
            f"; {' and '.join(message['also'])} {'match' if len(message['also']) > 1 else 'matches'} it too"
            if message["also"]
            else ""
        )
        yield f"  {message['key'] or '(the whole file)'}: {message['entry']}, {message['why']}{also}"
    if len(messages) > _MOST_SHOWN:
        yield f"  and {plural(len(messages) - _MOST_SHOWN, 'more message')} (--format json lists them)"


def _near(path: Path) -> str:
    """A path relative to the current folder if it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _plain(value: Any) -> str:
    from smslint.report.width import visible

    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))
