"""One rule file: its keys, its values with their types, and errors that name file, line and key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from smslint.finding import Confidence, Severity
from smslint.rules.checks import CHECKS
from smslint.rules.options import Place
from smslint.rules.packfile import Node, check_address, read
from smslint.rules.rule import SCOPES, Citation, Rule, RuleTest, Scope
from smslint.rules.stored_rules import SCOPE_SETS, ships
from smslint.rules.vetting import check_scope, check_test
from smslint.text.patterns import later

if TYPE_CHECKING:
    from pathlib import Path

_KEYS: Final = (
    "code", "name", "aliases", "summary", "why", "cost", "help", "severity", "confidence", "default", "applies_to", "needs", "check",
    "options", "fix", "sources", "review_by", "tests",
)  # fmt: skip

_REQUIRED: Final = (
    "code",
    "name",
    "summary",
    "why",
    "severity",
    "confidence",
    "check",
    "sources",
    "review_by",
    "tests",
)

LONGEST_NAME: Final = 100
"""The most characters of the name of a rule."""

CONFIDENCES: Final = ("verified", "secondary", "knowledge")
"""The confidence of a source: its text was read, a text about it was read, or it is from memory."""

_CODE: Final = later(r"[A-Z]{3}\d{3}")

_NAME: Final = later(r"[a-z0-9]+(-[a-z0-9]+)*")

_DATE: Final = later(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_rule(path: Path) -> Rule:
    """One rule file.

    :raises PackError: names file, line and key: an unknown key or check, a missing source or test, an invalid date.
    """
    top = read(path).only(_KEYS, _REQUIRED)
    code, name = top.text("code"), top.text("name")
    if not _CODE.fullmatch(code):
        top.fail("a code has three capital letters and three digits, such as OPT001", "code")
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        top.fail("a name has lower-case words joined by hyphens, such as missing-opt-out", "name")
    check = top.choice("check", tuple(CHECKS))
    why = top.filled("why").strip()
    options = top.child("options")
    typed = CHECKS[check].options.read(options.values, Place(options.fail, path, str(path), ships(path)))
    if check == "pattern" and not options.values.get("forbid"):
        options.fail("is missing or empty, so this rule would find nothing", "forbid")
    check_scope(top.child("applies_to"))
    return Rule(
        code=code,
        name=name,
        summary=top.filled("summary").strip(),
        why=why,
        severity=Severity.parse(top.choice("severity", [each.label for each in Severity])),
        confidence=Confidence(top.choice("confidence", [each.value for each in Confidence])),
        applies_to=_scope(top.child("applies_to")),
        check=check,
        options=typed,
        sources=_citations(top),
        review_by=_date(top, "review_by"),
        tests=_tests(top, code),
        path=path,
        help=(top.optional("help") or "").strip(),
        cost=(top.optional("cost") or _first_sentence(why)).strip(),
        fix=_fix(top.child("fix")),
        aliases=_aliases(top),
        default=top.flag("default", default=True),
        needs=tuple(need.lower() for need in top.texts("needs")),
    )


def _aliases(top: Node) -> tuple[str, ...]:
    words = top.texts("aliases")
    for index, word in enumerate(words):
        if not _NAME.fullmatch(word) or len(word) > LONGEST_NAME:
            top.fail("a former name has lower-case words joined by hyphens, such as missing-opt-out", "aliases", index)
    return words


def _fix(node: Node) -> dict[str, Any]:
    node.only(("append", "safe"))
    if node.has("append"):
        node.filled("append")
    node.optional_flag("safe")
    return dict(node.values)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].replace("\n", " ")


def _scope(node: Node) -> Scope:
    node.only(("scope", *SCOPE_SETS))
    scope = node.choice("scope", SCOPES, "message")
    sets = {key: frozenset(node.texts(key)) for key in SCOPE_SETS}
    return Scope(scope=scope, **sets)


def _citations(top: Node) -> tuple[Citation, ...]:
    found = []
    for node in top.children("sources"):
        node.only(
            ("title", "section", "publisher", "published", "retrieved", "url", "no_url", "confidence"), ("title",)
        )
        check_address(node)
        if not {"published", "retrieved"} & node.values.keys():
            node.fail("needs a date: published or retrieved")
        for key in {"published", "retrieved"} & node.values.keys():
            _date(node, key)
        if "confidence" in node.values:
            node.choice("confidence", CONFIDENCES)
        found.append(Citation(**{key: node.filled(key) for key in node.values}))
    if not found:
        top.fail("a rule needs at least one source with a title and a date", "sources")
    return tuple(found)


def _date(node: Node, key: str) -> str:
    value = str(node.values[key]) if isinstance(node.values[key], int) else node.text(key)
    if not _DATE.fullmatch(value):
        node.fail("must be a date such as 2026-11-23", key)
    return value


def _tests(top: Node, code: str) -> tuple[RuleTest, ...]:
    found = []
    for node in top.children("tests"):
        node.only(("text", "dialect", "context", "values", "to", "expect", "fixed", "note"), ("expect",))
        check_test(node)
        found.append(
            RuleTest(
                expect=node.texts("expect"),
                text=node.text("text", ""),
                dialect=node.text("dialect", "plain"),
                context=dict(node.child("context").values),
                values=dict(node.child("values").values),
                to=node.optional("to"),
                fixed=node.optional("fixed"),
                note=node.text("note", ""),
            )
        )
    if not any(code in test.expect for test in found) or not any(code not in test.expect for test in found):
        top.fail("a rule needs at least one failing and one passing test", "tests")
    return tuple(found)
