"""A rule as a page: what it finds, why, what to do, examples from its tests, and sources.

``python -m smslint.rules.document`` writes ``docs/rules``, and the options into the schemas; tests compare both with the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from smslint.rules.rule import Citation, Rule, RuleTest

SCOPES: Final = {
    "message": "every message",
    "recipient": "every recipient",
    "list": "a list of recipients",
    "send": "a message about to be sent",
    "config": "the project's configuration",
    "registration": "a text of a registration",
}
_SURE: Final = {"verified": "read", "secondary": "from a secondary source", "knowledge": "from memory, not checked"}


def page(rule: Rule) -> str:
    """The Markdown page of a rule."""
    return "\n".join(_page(rule)).rstrip() + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield rule.summary
    yield ""
    yield f"Severity **{rule.severity.label}**, confidence **{rule.confidence.value}**. Looks at {_scope(rule)}."
    yield "" if rule.default else "\nOff unless it is selected."
    yield from _section("Why", [_paragraph(rule.why)])
    yield from _section("What to do", [rule.help, *_fix(rule)])
    yield from _section("Options", _options(rule), skip=True)
    failing = [test for test in rule.tests if rule.code in test.expect]
    passing = [test for test in rule.tests if rule.code not in test.expect]
    yield from _section("Found", [_example(test) for test in failing])
    yield from _section("Fine", [_example(test) for test in passing])
    yield from _section("Sources", [_source(source) for source in rule.sources])
    yield from _section("Where sources differ", _differ(rule), skip=True)
    yield f"To be reviewed by {rule.review_by}. Not legal advice."


def _options(rule: Rule) -> Iterator[str]:
    """What a project can set: each option with its type and its default."""
    plain = rule.options.plain()
    for key, option in rule.options.table.items():
        default = "not set" if plain[key] is None else f"default `{_shown(plain[key])}`"
        yield f"- `{key}` ({option.reader.title}; {default}): {option.about}"


def _section(title: str, lines: Iterable[str], *, skip: bool = False) -> Iterator[str]:
    kept = [line for line in lines if line]
    if kept or not skip:
        yield f"## {title}"
        yield ""
        yield from kept or ["See the message of each finding."]
        yield ""


def _scope(rule: Rule) -> str:
    scope = rule.applies_to
    parts = [SCOPES[scope.scope]]
    if scope.kind:
        parts.append(f"of kind {_or(scope.kind)}")
    if scope.regions:
        parts.append(f"to {_or(scope.regions)}")
    if scope.sender:
        parts.append(f"from a sender of type {_or(scope.sender)}")
    if scope.provider:
        parts.append(f"through {_or(scope.provider)}")
    if scope.program:
        parts.append(f"that is a programme's {_or(scope.program)} text")
    if scope.dialect:
        parts.append(f"written in {_or(scope.dialect)}")
    return " ".join(parts)


def _or(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


def _paragraph(text: str) -> str:
    return " ".join(text.split())


def _fix(rule: Rule) -> Iterator[str]:
    if rule.fix:
        kind = "a safe" if rule.fix.get("safe") else "an unsafe"
        what = f": it appends `{rule.fix['append']}`" if "append" in rule.fix else ""
        yield f"\n`smslint check --fix` has {kind} fix{what}."


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value) or "''"
    return shortened(text, 90).replace("`", "'")


def _example(test: RuleTest) -> str:
    """An example on one line, with invisible characters as escapes."""
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in test.text)
    facts = [f"dialect: {test.dialect}"] if test.dialect != "plain" else []
    facts += [f"{key}: {_flat(value)}" for key, value in test.context.items()]
    facts += [f"values: {_flat(test.values)}"] if test.values else []
    facts += [f"to: {test.to}"] if test.to else []
    note = f" ({test.note})" if test.note else ""
    shown = f"``{text}``" if "`" in text else f"`{text}`" if text else "any message"
    about = f"  \n  <sub>{'; '.join(facts)}</sub>".replace("|", "\\|") if facts else ""
    return f"- {shown}{note}{about}"


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={_flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    shown = str(value)
    return shown.lower() if isinstance(value, bool) else shown.replace("<", "&lt;").replace("\n", "\\n")


def _source(source: Citation) -> str:
    who = f", {source.publisher}" if source.publisher else ""
    section = f", {source.section}" if source.section else ""
    dates = [f"{word} {day}" for word, day in (("published", source.published), ("retrieved", source.retrieved)) if day]
    sure = f" ({_SURE[source.confidence]})" if source.confidence else ""
    title = f"[{source.title}]({source.url})" if source.url else source.title
    return f"- {title}{section}{who}; {', '.join(dates)}{sure}"


def _differ(rule: Rule) -> Iterator[str]:
    """What sources say differently about the facts of profiles that the rule rests on, if it is not settled."""
    from smslint.rules.resting import disputes

    for whose, differing in disputes(rule):
        if differing.settled is None:
            yield f"- {whose}, {differing.about}: {differing.says}"


def index(rules: Iterable[Rule]) -> str:
    """The table of all rules."""
    lines = [
        "# The rules", "",
        "Generated from the files under `rules/`. `smslint rule CODE` prints the same pages, `smslint test-rules` runs their",
        "examples. The severity is the highest of the rule's findings: many depend on a fact about a country or a provider, and",
        "are less severe if that fact is less certain.", "",
        "| code | name | severity | looks at | finds |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        off = "" if rule.default else " (off)"
        row = f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label}{off} | {SCOPES[rule.applies_to.scope]} |"
        lines.append(f"{row} {summary} |")
    return "\n".join(lines) + "\n"


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """All pages by their file name."""
    chosen = list(rules)
    return {"README.md": index(chosen), **{f"{rule.code}.md": page(rule) for rule in chosen}}


def main(folder: Path) -> int:
    """Write the pages of the shipped rules and what the schemas say of their options; pages of rules that are gone go too."""
    from smslint.data import data_path
    from smslint.rules.packs import load_tested
    from smslint.rules.published import publish

    rules = load_tested().rules
    publish(data_path("schema"), rules)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages(rules)
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    import sys
    from pathlib import Path

    sys.exit(main(Path("docs/rules")))
