"""``smslint rule``: what a rule finds, why, what to do, and its sources; or the list of all rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smslint.cli.printing import echo_json, say
from smslint.cli.terminal import columns, echo
from smslint.errors import ConfigError
from smslint.guarded_stream import without_controls

if TYPE_CHECKING:
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule


@click.command(
    "rule",
    short_help="Explain a rule, with its sources; or list all.",
    epilog="\b\nExamples:\n  smslint rule\n  smslint rule OPT001\n  smslint rule OPT",
)
@click.argument("code", required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True, help="How to print it."
)  # fmt: skip
@click.option(
    "--pack",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="An additional folder of rules.",
)
@click.option("--check-sources", "due", is_flag=True, help="Print what is past its review date: rules, and the profiles of countries and providers.")  # fmt: skip
def command(code: str | None, form: str, folders: tuple[str, ...], due: bool) -> None:
    """Explain one rule, or list a family or all of them, with those of the project's packs.

    CODE is a rule's code or name, such as OPT001 or missing-opt-out, or the beginning of codes, such as OPT.
    """
    from smslint.rules import packs
    from smslint.rules.rule_file import read_rule

    print_it = echo_json if form == "json" else _echo_visible
    found = packs.load((*_project_packs(), *map(Path, folders)))
    if due:
        if code is not None:
            raise ConfigError("--check-sources is about all rules and profiles; leave out the code")
        print_it(_due(found, form))
        return
    if code is None:
        print_it(_list(found, form))
        return
    rule = found.find(code) or found.find(code.upper())
    if rule is None and (family := found.select((code,))):
        print_it(_list(found._replace(rules=tuple(each for each in found.rules if each.code in family)), form))
        return
    if rule is None:
        raise ConfigError(f"{found.no_such(code)}; run 'smslint rule' for all of them")
    print_it(_one(read_rule(rule.path), form))  # read again, with its examples


def _project_packs() -> tuple[Path, ...]:
    """The folders of rules of the project in which the command runs; a configuration that cannot be read hides no rule of ours."""
    from smslint.project.config import load_config
    from smslint.project.config_path import find_config

    try:
        path = find_config(Path.cwd())
        return () if path is None else load_config(path).packs
    except ConfigError as error:
        say(f"warning: the rules of the project's packs are not known: {error}", err=True)
        return ()


def _echo_visible(text: str) -> None:
    """Print a page with texts of packs, which a pager may hand to a terminal: it obeys nothing in them."""
    echo(without_controls(text))


def _due(found: Packs, form: str) -> str:
    """What is past its review date, the oldest first; nothing here opens a network."""
    from smslint import clock
    from smslint.rules.review import past

    late = past(found.rules, clock.today())
    if form == "json":
        return json.dumps({"version": 1, "due": [each._asdict() for each in late]}, ensure_ascii=False, indent=2)
    if not late:
        return "Nothing is past its review date."
    return "\n".join(f"{each.due}  {each.what}  {each.title}  {each.url or 'no address'}" for each in late)


def _one(rule: Rule, form: str) -> str:
    if form == "json":
        from smslint.report.rule_json import record

        return json.dumps(record(rule), ensure_ascii=False, indent=2)
    from smslint.rules.document import page

    text = page(rule).rstrip()
    if form == "markdown":
        return text
    from smslint.report.width import hanging

    width = columns()
    return "\n".join(piece for line in text.split("\n") for piece in hanging(_line(line), width))


def _line(line: str) -> str:
    """Markdown for a terminal: titles bold, the rest without markup."""
    if line.startswith("#"):
        return click.style(line.lstrip("# "), bold=True)
    return (
        line.replace("**", "")
        .replace("<sub>", "")
        .replace("</sub>", "")
        .replace("&lt;", "<")
        .replace("\\|", "|")
        .rstrip()
    )


def _list(found: Packs, form: str) -> str:
    if form == "json":
        from smslint.report.rule_json import records

        return json.dumps(records(found.rules), ensure_ascii=False, indent=2)
    if form == "markdown":
        from smslint.rules.document import index

        return index(found.rules).rstrip()
    width = max((len(rule.name) for rule in found.rules), default=0)
    return "\n".join(
        f"{rule.code}  {rule.name:<{width}}  {rule.severity.label + ('' if rule.default else ' off'):<8}  {rule.summary}"
        for rule in found.rules
    )
