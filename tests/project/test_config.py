"""Configurations: ``extends``, which setting applies, and that every error names its file, its line and its key."""

from __future__ import annotations

import itertools
import json
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import smslint
from smslint.cli.app import run as command
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.project import config_path
from smslint.project.checker import Checker
from smslint.project.choosing import decides_who_is_texted
from smslint.project.config import load_config, make_config
from smslint.project.config_path import NAMES, find_config
from smslint.project.files import Chooser
from smslint.project.project import make_project
from smslint.project.run import Runner
from smslint.project.sending import Sending
from smslint.rules.check_options import SegmentBudget
from smslint.settings_file import toml_file
from tests.project.support import outcome, project, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.result import MessageResult

CARD = "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-11-01\n"


ASLEEP = """\
code: ACM001
name: no-bananas
summary: Acme does not write about bananas.
why: House style.
severity: warning
confidence: high
default: false
check: pattern
options: {forbid: [banana]}
sources: [{title: House style, published: 2026-01-01}]
review_by: 2027-01-01
tests:
  - {text: A banana, expect: [ACM001]}
  - {text: An apple, expect: []}
"""
"""A rule that runs only where a project asks for it."""


def only(folder: Path) -> MessageResult:
    """The one message of a project."""
    (message,) = run(folder).messages
    return message


# What is written in smslint.yaml, and the one line that it earns, behind the name of the file.
YAML_ERRORS = {
    "unknown key": ("brand: Acme\nprovder: twilio\n", ":2: unknown key 'provder' (did you mean 'provider'?)"),
    "another tool's key": ("language: en\n", ":1: unknown key 'language' (did you mean 'locale'?)"),
    "another tool's key of an entry": (
        "messages:\n- path: a.txt\n",
        ":2: messages[0]: unknown key 'path' (did you mean 'files'?)",
    ),
    "unknown key of an entry": (
        "messages:\n- files: a.txt\n- files: b.txt\n  dialekt: jinja\n",
        ":4: messages[1]: unknown key 'dialekt' (did you mean 'dialect'?)",
    ),
    "unknown dialect": (
        "messages:\n- files: a.txt\n  dialect: jinja2\n",
        ":3: messages[0].dialect: unknown dialect 'jinja2' (did you mean 'jinja'?)",
    ),
    "no files": (
        "messages:\n- {dialect: jinja}\n",
        ":2: messages[0]: files is missing: a glob such as templates/sms/*.txt",
    ),
    "messages as a text": ("messages: a.txt\n", ":1: messages: must be a list, not text"),
    "an entry as a text": (
        "messages:\n- a.txt\n",
        ":2: messages[0]: expected a mapping such as {files: templates/*.txt}, found 'a.txt'",
    ),
    "values as a list": (
        "values: [name]\n",
        ":1: values: expected a mapping such as {name: {max: 20}}, found ['name']",
    ),
    "one value": (
        "values:\n  name: 20\n",
        ":2: values.name: expected a mapping such as {max: 20, charset: any}, found 20",
    ),
    "a limit": (
        "values:\n  name:\n    max: many\n",
        ":3: values.name.max: max must be a whole number from 0 to 100000, found 'many'",
    ),
    "min and max": ("values:\n  name: {min: 3, max: 2}\n", ":2: values.name: min 3 is greater than max 2"),
    "rules as a list": ("rules: [OPT001]\n", ":1: rules: expected a mapping such as {LEN002: off}, found ['OPT001']"),
    "a severity": (
        "rules:\n  LEN002: eror\n",
        ":2: rules.LEN002: 'eror' is not off or a severity (did you mean 'error'?)",
    ),
    "a severity among options": (
        "rules:\n  LEN002:\n    severity: loud\n",
        ":3: rules.LEN002.severity: 'loud' is not off or a severity; known: error, info, warning",
    ),
    "a rule as a number": (
        "rules:\n  LEN002: 2\n",
        ":2: rules.LEN002: expected off, a severity or a mapping of options, found 2",
    ),
    "a mapping for exclude": ("exclude: {a: b}\n", ":1: exclude: must be text or a list of texts, not a mapping"),
    "sending": ("sending:\n  budgett: 5 USD\n", ":2: sending: unknown key 'budgett' (did you mean 'budget'?)"),
    "a budget": ("sending:\n  budget: cheap\n", ":2: sending.budget: 'cheap' is not an amount such as 500 USD"),
    "a rate": (
        "sending:\n  messages_per_second: 0\n",
        ":2: sending.messages_per_second: expected a number above zero, found 0",
    ),
    "refuse_at": (
        "sending:\n  refuse_at: info\n",
        ":2: sending.refuse_at: unknown refuse_at 'info'; known: error, warning",
    ),
    "a flag": ("smart_encoding: maybe\n", ":1: smart_encoding: must be true or false, not text"),
    "a sender's key": ("sender: {typ: long_code}\n", ":1: sender: unknown key 'typ' (did you mean 'type'?)"),
    "a provider": ("provider: twillio\n", ":1: provider: there is no provider 'twillio' (did you mean 'twilio'?)"),
    "not YAML": ("brand: Acme\na: [\n", ":3:1: is not YAML: did not find expected node content"),
    "a list": ("- a\n", ":1: must be a mapping, not a list"),
    "a zero character": ('brand: "a\\0b"\n', ":1: brand: 'a\\x00b' contains a null character, which is not allowed"),
    "an alias for itself": (
        "values: &v\n  name: *v\n",
        ":1: values.name: has too many settings; does an alias contain itself, or very many values?",
    ),
    # what people write, and what it is meant for
    "NO": (
        "regions: [US, NO]\n",
        ':1: regions[1]: must be text, not true or false; quote it: YAML reads NO as false, write "NO"',
    ),
    "no for Norwegian": (
        "locale: no\n",
        ':1: locale: must be text, not true or false; quote it: YAML reads no as false, write "no"',
    ),
    "UK": (
        "regions: [UK]\n",
        ":1: regions[0]: 'UK' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'GB'?)",
    ),
    "Germany": (
        "region: Germany\n",
        ":1: region: 'Germany' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'DE'?)",
    ),
    "version": ("version: 1\n", ":1: there is no 'version': settings have only one version, remove this line"),
    "promo": ("kind: promo\n", ":1: kind: unknown kind 'promo' (did you mean 'marketing'?)"),
    "off": ("kind: off\n", ':1: kind: must be text, not true or false; quote it: YAML reads off as false, write "off"'),
    "a name for a sender": (
        "sender: Acme\n",
        (
            ":1: sender: unknown type 'Acme'; known: alphanumeric, long_code, short_code, toll_free;"
            " for a sender ID write {type: alphanumeric, id: Acme}"
        ),
    ),
    "10DLC": ("sender: 10DLC\n", ":1: sender: unknown type '10DLC' (did you mean 'long_code'?)"),
    "a number for a brand": ("brand: 7\n", ':1: brand: must be text or a list of texts, not a number; quote it: "7"'),
    "a date for a brand": (
        "brand: 2026-01-01\n",
        ':1: brand: must be text or a list of texts, not a date or a time; quote it: "2026-01-01"',
    ),
    "an id with a leading zero": (
        "sender:\n  id: 0123\n",
        ':2: sender.id: YAML reads 0123 as the number 83: write "0123" if it is a text, else 83',
    ),
    "an id with a plus": (
        "sender:\n  id: +14155550100\n",
        ':2: sender.id: must be text, not a number; quote it: "+14155550100"',
    ),
    "a tab": (
        "values:\n\tname: {max: 3}\n",
        ":2:1: is not YAML: this line starts with a tab; YAML must be indented with spaces",
    ),
    "twice": (
        "brand: Acme\nkind: otp\nbrand: Beta\n",
        ":3: brand: duplicate key, first used on line 1; YAML would ignore the first",
    ),
    "twice in an entry": (
        "messages:\n- files: a.txt\n  kind: otp\n  kind: marketing\n",
        ":4: messages[0].kind: duplicate key, first used on line 3; YAML would ignore the first",
    ),
    "aliases that multiply": (
        (
            "brand: Acme\nregions:\n- &a [x, x, x, x, x, x, x, x, x]\n- &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            "- &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n- &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
            "- &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n- [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
        ),
        ":8: regions[5]: has too many settings; does an alias contain itself, or very many values?",
    ),
    "a day that is not": (
        "brand: Acme\nat: 2026-99-99\n",
        ":2: at: is not YAML: '2026-99-99' is not a date or a time that exists; text must be in quotes",
    ),
    "a number of many digits": (
        f"values:\n  x: {{max: {'9' * 5000}}}\n",
        ":2: values.x.max: is not YAML: a number has too many digits",
    ),
    "a character that YAML does not allow": (
        'brand: Acme\nlocale: "é\a"\n',
        ":2: is not YAML: unacceptable character #x0007: control characters are not allowed",
    ),
    "a domain": ("domains: acme\n", ":1: domains: 'acme' is not a domain such as acme.com"),
    "an address for a domain": (
        "domains: [a.com, 'https://acme.com/x']\n",
        ":1: domains[1]: 'https://acme.com/x' is not a domain such as acme.com (did you mean 'acme.com'?)",
    ),
    "a program": ("program: confirm\n", ":1: program: unknown program 'confirm' (did you mean 'confirmation'?)"),
    "a brand without letters": ("brand: [Acme, '']\n", ":1: brand[1]: is empty"),
    "an encoding": (
        "messages:\n- files: a.txt\n  encoding: latin-0\n",
        ":3: messages[0].encoding: there is no text encoding 'latin-0'; write one such as latin-1 or cp1252",
    ),
    "an option of the command": (
        "fail_level: warnings\n",
        ":1: there is no 'fail_level' here: pass it to the command, as --fail-level warning",
    ),
    "refuse_at in the plural": (
        "sending: {refuse_at: warnings}\n",
        ":1: sending.refuse_at: unknown refuse_at 'warnings' (did you mean 'warning'?)",
    ),
    "a rule that says nothing": (
        "rules:\n  ENC001: off\n  LEN002:\n",
        ":3: rules.LEN002: is empty: write on, off, a severity or a mapping of options",
    ),
    "a value that says nothing": (
        "values:\n  name:\n",
        ":2: values.name: expected a mapping such as {max: 20, charset: any}, found nothing",
    ),
    "optional": ("values: {name: {optional: maybe}}\n", ":1: values.name.optional: must be true or false, not text"),
    "a list in an enum": ("values: {name: {enum: [a, [b]]}}\n", ":1: values.name.enum[1]: must be text, not a list"),
    "a number in an enum": (
        "values: {name: {enum: [5, 007]}}\n",
        ':1: values.name.enum[1]: YAML reads 007 as the number 7: write "007" if it is a text, else 7',
    ),
    "a time without quotes": (
        "brand: A\nat: 12:30\n",
        ':2: at: YAML reads 12:30 as the number 750: write "12:30" if it is a text, else 750',
    ),
    "an octal number": (
        "values:\n  x: {max: 010}\n",
        ':2: values.x.max: YAML reads 010 as the number 8: write "010" if it is a text, else 8',
    ),
    "a pack whose name no folder can have": (
        f"packs: [{'a' * 300}]\n",
        ":1: packs[0]: there is no folder of rules '" + "a" * 76 + "...",
    ),
    "template folders whose name no folder can have": (
        f"template_folders: [{'a' * 300}]\n",
        ":1: template_folders[0]: there is no folder " + "a" * 300,
    ),
    "no such pack": ("brand: A\npacks: [nope]\n", ":2: packs[0]: there is no folder of rules 'nope'"),
    "a severity that is off": (
        "rules:\n  LEN002: {severity: off}\n",
        ":2: rules.LEN002.severity: a rule is switched off without its options: write LEN002: off",
    ),
    "a fact": (
        "facts:\n  locale: de\n  sent_today: many\n",
        ":3: facts.sent_today: expected a whole number, zero or more, found 'many'",
    ),
    "a negative cost": (
        "facts: {cost: -1}\n",
        ":1: facts.cost: expected an amount such as 99.90, zero or more, found -1",
    ),
    "a currency": (
        "facts: {currency: dollars}\n",
        ":1: facts.currency: expected a currency such as USD, found 'dollars'",
    ),
    "a long word": (
        f"kind: {'x' * 5000}\n",
        f":1: kind: unknown kind '{'x' * 76}...; known: marketing, otp, transactional",
    ),
    "a name that YAML reads": (
        "values:\n  no: {max: 3}\n",
        ':2: values.false: YAML reads this name as false: write it in quotes, such as "no"',
    ),
}


@pytest.mark.parametrize(("text", "line"), YAML_ERRORS.values(), ids=list(YAML_ERRORS))
def test_an_error_is_one_line_with_its_place(tmp_path: Path, text: str, line: str) -> None:
    path = project(tmp_path, {"smslint.yaml": text}) / "smslint.yaml"
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(refused.value) == f"{path}{line}"


TOML_ERRORS = {
    "a key": ("[tool.smslint]\nprovder = 'x'\n", ":2: unknown key 'provder' (did you mean 'provider'?)"),
    "a number": ("[project]\nname = 'x'\n\n[tool.smslint]\nbrand = 7\n", ":5: brand: must be text or a list of texts, not a number; quote it"),
    "an entry": (
        "[[tool.smslint.messages]]\nfiles = 'a'\n[[tool.smslint.messages]]\nfiles = 'b'\ndialect = 'jinja2'\n",
        ":5: messages[1].dialect: unknown dialect 'jinja2' (did you mean 'jinja'?)",
    ),
    "a dotted key": ("[tool]\nsmslint.regions = ['UK']\n", ":2: regions[0]: 'UK' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'GB'?)"),
    "behind a long text": (
        "[tool.smslint]\nappended = '''\nkind = \"promo\"\n'''\nkind = 'promo'\n",
        ":5: kind: unknown kind 'promo' (did you mean 'marketing'?)",
    ),
    "not TOML": ("[tool.smslint\n", ":1:14: is not TOML: Expected ']' at the end of a table declaration"),
    "twice": ("[tool.smslint]\nbrand = 'a'\nbrand = 'b'\n", ":3: is not TOML: tool.smslint.brand: duplicate key, first used on line 2"),
    "no table": ("[tool]\nsmslint = 5\n", ":2: tool.smslint: must be a mapping, not a number"),
    "no tables at all": ("x = 1\ntool = 'smslint'\n", ":2: tool: must be a mapping, not text"),
    "a list of tables": ("[[tool.smslint]]\nbrand = 'A'\n", ":1: tool.smslint: must be a mapping, not a list"),
    "a text without an end": ("[tool.smslint]\nbrand = \"\"\"\n", ":2: is not TOML: Unterminated string (at end of document)"),
    "a key of many parts": (f"[tool.smslint]\n{'a.' * 50_000}b = 1\n", ":2: has a key of too many parts"),
    "a number without an end": (f"[tool.smslint]\nbrand = 'A'\nat = {'9' * 5000}\n", ":3: is not TOML: a number has too many digits"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), TOML_ERRORS.values(), ids=list(TOML_ERRORS))
def test_an_error_in_a_pyproject(tmp_path: Path, text: str, line: str) -> None:
    path = project(tmp_path, {"pyproject.toml": text}) / "pyproject.toml"
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(refused.value) == f"{path}{line}"


LATER_ERRORS = {
    "a rule": ("brand: a\nrules:\n  LEN02: off\n", ":3: rules.LEN02: no rule is called 'LEN02' (did you mean 'LEN002'?)"),
    "a rule far from any": ("rules: {banana: off}\n", ":1: rules.banana: no rule is called 'banana'; smslint rule lists them all"),
    "a rule of an entry": (
        "messages:\n- files: a.txt\n  rules:\n    LEN02: off\n",
        ":4: messages[0].rules.LEN02: no rule is called 'LEN02' (did you mean 'LEN002'?)",
    ),
    "an option of an entry's rule": (
        "messages:\n- files: a.txt\n- files: b.txt\n  rules:\n    LEN002:\n      max_segments: many\n",
        ":6: messages[1].rules.LEN002.max_segments: must be a whole number from 1 to 255, not text",
    ),
    "an unknown option of an entry's rule": (
        "messages:\n- files: a.txt\n  rules: {over-segment-budget: {max_segment: 2}}\n",
        ":3: messages[0].rules.over-segment-budget.max_segment: unknown option 'max_segment' (did you mean 'max_segments'?)",
    ),
    "select": ("select: [OPT001, XXX]\n", ":1: select[1]: no rule is called 'XXX'; smslint rule lists them all"),
    "ignore": ("brand: a\nignore: [LEN02x]\n", ":2: ignore[0]: no rule is called 'LEN02x' (did you mean 'LEN002'?)"),
    "prices whose name no file can have": (f"prices: {'a' * 300}\n", f":1: prices: there is no file {'a' * 300}"),
    "prices": ("brand: a\nprices: no.csv\n", ":2: prices: there is no file no.csv"),
    "a reference card": ("prices: reference:nobody\n", ":1: prices: no reference card is called 'nobody'; see smslint prices list"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), LATER_ERRORS.values(), ids=list(LATER_ERRORS))
def test_errors_found_by_the_rules_have_their_line(tmp_path: Path, text: str, line: str) -> None:
    path = project(tmp_path, {"smslint.yaml": text}) / "smslint.yaml"
    with pytest.raises(ConfigError) as refused:
        smslint.check("Hi", config=path)
    assert str(refused.value) == f"{path}{line}"


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            {"regions": ["UK"]},
            "config: regions[0]: 'UK' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'GB'?)",
        ),
        ({"values": {"name": {"mx": 2}}}, "config: values.name: unknown key 'mx' (did you mean 'max'?)"),
        ({"brand": 7}, "config: brand: must be text or a list of texts, not a number"),
        ({"prices": "no.csv"}, "config: prices: there is no file no.csv"),
        ({"rules": {"LEN02": "off"}}, "config: rules.LEN02: no rule is called 'LEN02' (did you mean 'LEN002'?)"),
    ],
)
def test_errors_in_a_python_mapping_have_no_line(settings: dict[str, Any], line: str) -> None:
    with pytest.raises(ConfigError) as refused:
        smslint.check("Hi", config=settings)
    assert str(refused.value) == line


@pytest.mark.parametrize("number", [12345, "12345"])
def test_a_short_code_may_be_a_number(tmp_path: Path, number: object) -> None:
    path = project(tmp_path, {"smslint.yaml": f"sender: {{type: short_code, id: {number!r}}}\n"}) / "smslint.yaml"
    assert make_project(load_config(path)).context.sender.id == "12345"


def test_a_yaml_merge_is_not_a_duplicate_key(tmp_path: Path) -> None:
    text = "values:\n  a: &a {max: 3, charset: any}\n  b: {<<: *a, max: 4}\n"
    config = load_config(project(tmp_path, {"smslint.yaml": text}) / "smslint.yaml")
    assert config.values["b"] == {"max": 4, "charset": "any"}


def test_errors_in_front_matter_have_their_line(tmp_path: Path) -> None:
    project(
        tmp_path, {"smslint.yaml": "messages: [{files: '*.txt'}]\n", "a.txt": "---\nsubject: x\nkind: promo\n---\nHi"}
    )
    with pytest.raises(ConfigError, match=r"a\.txt:3: kind: unknown kind 'promo' \(did you mean 'marketing'\?\)$"):
        run(tmp_path)
    project(tmp_path, {"a.txt": "---\nsmslint:\n  kind: otp\n  knd: x\n---\nHi"})
    with pytest.raises(ConfigError, match=r"a\.txt:4: smslint: unknown key 'knd' \(did you mean 'kind'\?\)$"):
        run(tmp_path)


def test_front_matter_with_a_duplicate_key_is_text(tmp_path: Path) -> None:
    project(
        tmp_path,
        {"smslint.yaml": "messages: [{files: '*.txt'}]\n", "a.txt": "---\nkind: otp\nkind: marketing\n---\nHi"},
    )
    (finding,) = [each for each in run(tmp_path).findings if each.code == "SRC001"]
    assert "has kind twice" in finding.message
    assert finding.location is not None
    assert finding.location.line == 3


def test_errors_in_a_sidecar_have_their_line(tmp_path: Path) -> None:
    project(tmp_path, {
        "smslint.yaml": "messages: [{files: '*.json'}]\n", "a.json": '{"a": "Hi"}', "a.json.smslint.yaml": "b: {}\na:\n  kind: promo\n",
    })  # fmt: skip
    with pytest.raises(ConfigError, match=r"a\.json\.smslint\.yaml:3: a\.kind: unknown kind 'promo'"):
        run(tmp_path)


class TestFinding:
    """Which file is the configuration."""

    @pytest.mark.parametrize(
        ("pyproject", "found"),
        [
            ("[tool.smslint]\nbrand = 'Acme'\n", "inner/pyproject.toml"),
            ("[tool.ruff]\n", "smslint.yaml"),
            ("[project]\nkeywords = ['smslint']\n", "smslint.yaml"),
            ("this is no TOML [\n", "smslint.yaml"),
        ],
    )
    def test_a_pyproject_is_used_only_with_our_section(self, tmp_path: Path, pyproject: str, found: str) -> None:
        project(tmp_path, {"smslint.yaml": "brand: Outer\n", "inner/pyproject.toml": pyproject})
        assert find_config(tmp_path / "inner") == tmp_path / found

    @pytest.mark.parametrize("name", NAMES)
    def test_each_name_is_found(self, tmp_path: Path, name: str) -> None:
        content = "[tool.smslint]\nprices = 'p.csv'\n" if name.endswith(".toml") else "prices: p.csv\n"
        project(tmp_path, {name: content, "sms/a.txt": "Hi"})
        found = find_config(tmp_path / "sms")
        assert found == tmp_path / name
        assert load_config(found).root == tmp_path

    @pytest.mark.parametrize(("name", "other"), list(itertools.combinations(NAMES, 2)))
    def test_two_in_one_folder_are_an_error_that_names_both(self, tmp_path: Path, name: str, other: str) -> None:
        project(tmp_path, {each: "[tool.smslint]\n" if each.endswith(".toml") else "" for each in (name, other)})
        with pytest.raises(ConfigError) as refused:
            find_config(tmp_path)
        assert name in str(refused.value)
        assert other in str(refused.value)

    def test_an_empty_file_is_a_configuration(self, tmp_path: Path) -> None:
        config = load_config(project(tmp_path, {"smslint.yaml": "# nothing yet\n"}) / "smslint.yaml")
        assert (config.context, config.values, config.messages) == ({}, {}, ())

    @pytest.mark.parametrize("content", [b"brand: Acme\r\nkind: otp\r\n", b"\xef\xbb\xbfbrand: Acme\nkind: otp\n"])
    def test_other_line_breaks_and_byte_order_marks_are_read(self, tmp_path: Path, content: bytes) -> None:
        config = load_config(project(tmp_path, {"smslint.yaml": content}) / "smslint.yaml")
        assert config.context == {"brand": "Acme", "kind": "otp"}

    def test_other_encodings_are_refused(self, tmp_path: Path) -> None:
        path = project(tmp_path, {"smslint.yaml": "kind: otp\r\nbrand: Café".encode("latin-1")}) / "smslint.yaml"
        with pytest.raises(ConfigError, match=r"smslint\.yaml:2: is not UTF-8: the byte 0xe9 is invalid here$"):
            load_config(path)


class TestExtends:
    """A base has the settings that the file does not have."""

    def load(self, folder: Path, files: dict[str, str | bytes]) -> Any:
        return load_config(project(folder, files) / "smslint.yaml")

    def test_settings_of_a_file_override_those_of_its_base(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {
            "smslint.yaml": "extends: shared/base.yaml\nbrand: Acme\nselect: [LEN002]\nexclude: [a]\n"
            "values: {name: {max: 5}}\nrules: {LEN002: {max_segments: 1}}\nsending: {refuse_at: warning}\n",
            "shared/base.yaml": "brand: Base\nprovider: twilio\nselect: [OPT001]\nignore: [CNT003]\nexclude: [b]\n"
            "values: {name: {max: 9}, code: {max: 6}}\nrules: {LEN002: off, CNT001: info}\n"
            "sending: {refuse_at: error, require_consent: true}\n",
        })  # fmt: skip
        assert config.context == {"brand": "Acme", "provider": "twilio"}
        assert config.select == ("LEN002",), "not the rules of both"
        assert config.ignore == ("CNT003",)
        assert config.exclude == ("a", "b")
        assert config.values == {"name": {"max": 5}, "code": {"max": 6}}
        base, own = config.rules
        assert (base["LEN002"].enabled, base["CNT001"].severity) == (False, Severity.INFO)
        assert (own["LEN002"].enabled, own["LEN002"].options) == (True, {"max_segments": 1})
        assert config.sending == Sending(refuse_at=Severity.WARNING, require_consent=True)

    def test_select_of_the_base_applies_if_the_file_has_none(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {"smslint.yaml": "extends: base.yaml\n", "base.yaml": "select: [OPT001]\n"})
        assert [rule.code for rule in make_project(config).rules if not decides_who_is_texted(rule)] == ["OPT001"]

    def test_region_and_regions_are_one_setting(self, tmp_path: Path) -> None:
        config = self.load(
            tmp_path, {"smslint.yaml": "extends: base.yaml\nregion: CA\n", "base.yaml": "regions: [US]\n"}
        )
        assert make_project(config).context.regions == ("CA",)

    def test_messages_of_the_base_come_last_and_are_relative_to_the_base(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {
            "smslint.yaml": "extends: shared/base.yaml\nmessages: [{files: own.txt}]\n",
            "shared/base.yaml": "messages: [{files: [theirs.txt, 'x/*.txt'], kind: otp}]\n",
        })  # fmt: skip
        assert [entry.files for entry in config.messages] == [("own.txt",), ("shared/theirs.txt", "shared/x/*.txt")]

    def test_messages_of_a_base_above_the_project_are_relative_to_the_project(self, tmp_path: Path) -> None:
        project(
            tmp_path, {"base.yaml": "messages: [{files: 'sms/*.txt'}]\n", "app/smslint.yaml": "extends: ../base.yaml\n"}
        )
        assert load_config(tmp_path / "app/smslint.yaml").messages[0].files == ("sms/*.txt",)

    def test_prices_of_the_base_are_relative_to_the_base(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {
            "smslint.yaml": "extends: shared/base.yaml\n", "shared/base.yaml": "prices: card.csv\n", "shared/card.csv": CARD,
        })  # fmt: skip
        card = make_project(config).card
        assert card is not None
        assert card.currencies == ("USD",)

    def test_a_reference_card_is_not_a_path(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {"smslint.yaml": "extends: a/b.yaml\n", "a/b.yaml": "prices: reference:x\n"})
        assert config.prices == "reference:x"

    def test_packs_and_suppression_of_the_base_are_relative_to_the_base(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {
            "smslint.yaml": "extends: shared/base.yaml\npacks: [mine]\n",
            "shared/base.yaml": "packs: [theirs]\nsending: {suppression: stop.csv}\n",
            "mine/x.txt": "", "shared/theirs/x.txt": "",
        })  # fmt: skip
        assert config.packs == (tmp_path / "mine", tmp_path / "shared/theirs")
        assert config.sending.suppression == tmp_path / "shared/stop.csv"

    def test_extends_works_over_three_files(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {
            "smslint.yaml": "extends: b.yaml\nbrand: A\n", "b.yaml": "extends: c.yaml\nbrand: B\nkind: otp\n",
            "c.yaml": "brand: C\nkind: marketing\nlocale: de\n",
        })  # fmt: skip
        assert config.context == {"brand": "A", "kind": "otp", "locale": "de"}
        assert [path.name for path in config.files] == ["smslint.yaml", "b.yaml", "c.yaml"]

    @pytest.mark.parametrize(
        ("files", "line"),
        [
            (
                {"smslint.yaml": "extends: smslint.yaml\n"},
                r"smslint\.yaml:1: extends: smslint\.yaml extends this file in turn$",
            ),
            (
                {"smslint.yaml": "extends: b.yaml\n", "b.yaml": "kind: otp\nextends: smslint.yaml\n"},
                r"b\.yaml:2: extends: smslint\.yaml extends this file in turn$",
            ),
            ({"smslint.yaml": "brand: a\nextends: no.yaml\n"}, r"smslint\.yaml:2: extends: there is no file no\.yaml$"),
            ({"smslint.yaml": f"extends: {'a' * 300}\n"}, r"smslint\.yaml:1: extends: there is no file a{300}$"),
            ({"smslint.yaml": "extends: 7\n"}, r'smslint\.yaml:1: extends: must be text, not a number; quote it: "7"$'),
            ({"smslint.yaml": "extends: b.yaml\n", "b.yaml": "\nknd: otp\n"}, r"b\.yaml:2: unknown key 'knd'"),
            (
                {
                    "smslint.yaml": "extends: 1.yaml\n",
                    **{f"{at}.yaml": f"extends: {at + 1}.yaml\n" for at in range(1, 30)},
                },
                r"20\.yaml:1: extends: more than 20 files deep$",
            ),
        ],
    )
    def test_extends_that_cannot_be_followed_is_an_error(
        self, tmp_path: Path, files: dict[str, str | bytes], line: str
    ) -> None:
        with pytest.raises(ConfigError, match=line):
            self.load(tmp_path, files)

    def test_an_error_in_the_base_names_the_base(self, tmp_path: Path) -> None:
        config = self.load(tmp_path, {"smslint.yaml": "extends: b.yaml\n", "b.yaml": "brand: a\nselect: [XXX]\n"})
        with pytest.raises(ConfigError, match=r"b\.yaml:2: select\[0\]: no rule is called 'XXX'"):
            make_project(config)


class TestRules:
    """Which rules run, and how."""

    def codes(self, settings: dict[str, Any], select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
        rules = make_project(make_config(settings, Path()), select, ignore).rules
        return {rule.code for rule in rules if not decides_who_is_texted(rule)}

    @pytest.mark.parametrize(
        ("settings", "runs"),
        [
            ({}, False), ({"rules": {"ACM001": "on"}}, True), ({"rules": {"no-bananas": "info"}}, True),
            ({"rules": {"ACM001": {"forbid": ["kiwi"]}}}, True), ({"rules": {"ACM001": "off"}}, False),
            ({"select": ["ACM001"]}, True), ({"select": ["OPT001"], "rules": {"ACM001": "on"}}, False),
        ],
    )  # fmt: skip
    def test_configuring_a_rule_that_is_off_by_default_turns_it_on(
        self, tmp_path: Path, settings: dict[str, Any], runs: bool
    ) -> None:
        project(tmp_path, {"pack/acme.yaml": ASLEEP})
        assert ("ACM001" in self.codes({"packs": [str(tmp_path / "pack")], **settings})) == runs

    @pytest.mark.parametrize(
        ("setting", "runs", "severity"),
        [
            ("off", False, None), (False, False, None), ("on", True, Severity.WARNING), (True, True, Severity.WARNING),
            ("error", True, Severity.ERROR), ("info", True, Severity.INFO),
            ({"max_segments": 1}, True, Severity.WARNING), ({"severity": "error", "max_segments": 1}, True, Severity.ERROR),
        ],
    )  # fmt: skip
    def test_each_form_of_a_rule_setting(self, setting: object, runs: bool, severity: Severity | None) -> None:
        rules = {each.code: each for each in make_project(make_config({"rules": {"LEN002": setting}}, Path())).rules}
        assert ("LEN002" in rules) == runs
        if runs:
            assert rules["LEN002"].severity is severity

    @pytest.mark.parametrize(
        ("settings", "select", "ignore", "expected"),
        [
            ({"select": ["LEN002", "OPT001"]}, (), (), {"LEN002", "OPT001"}),
            ({"select": ["LEN002", "OPT001"]}, ("CNT003",), (), {"CNT003"}),
            ({"select": ["LEN002", "OPT001"], "ignore": ["OPT"]}, (), (), {"LEN002"}),
            ({"select": ["LEN002", "OPT001"]}, (), ("LEN",), {"OPT001"}),
            ({"select": ["LEN002", "OPT001"], "rules": {"LEN002": "off"}}, (), (), {"OPT001"}),
            ({"rules": {"LEN002": "off"}}, ("LEN002",), (), {"LEN002"}),
            ({"ignore": ["LEN002"]}, ("LEN002", "OPT001"), (), {"OPT001"}),
        ],
    )
    def test_the_command_line_overrides_the_file(
        self, settings: dict[str, Any], select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]
    ) -> None:
        assert self.codes(settings, select, ignore) == expected

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_an_unknown_rule_on_the_command_line_is_an_error(self, option: str) -> None:
        words = {"select" if option == "--select" else "ignore": ("OPT01x",)}
        with pytest.raises(ConfigError, match=rf"^{option}: no rule is called 'OPT01x' \(did you mean 'OPT0"):
            make_project(make_config({}, Path()), **words)

    def test_rules_of_an_entry_and_of_a_file_itself(self, tmp_path: Path) -> None:
        project(tmp_path, {
            "smslint.yaml": "select: [LEN002]\nrules: {LEN002: {max_segments: 1}}\nmessages:\n- {files: a.txt}\n"
            "- {files: b.txt, rules: {LEN002: {max_segments: 2}}}\n- {files: c.txt, rules: {LEN002: off}}\n- {files: d.txt}\n",
            "a.txt": "x" * 200, "b.txt": "x" * 200, "c.txt": "x" * 200, "d.txt": "---\nrules: {over-segment-budget: off}\n---\n" + "x" * 200,
        })  # fmt: skip
        assert [str(each.location.path)[-5:] for each in run(tmp_path).findings if each.location] == ["a.txt"]

    def test_the_closest_rule_setting_applies_by_code_or_by_name(self, tmp_path: Path) -> None:
        project(tmp_path, {
            "smslint.yaml": "select: [LEN002]\nmessages:\n- {files: '*.txt', rules: {LEN002: {max_segments: 5}}}\n",
            "a.txt": "---\nrules: {over-segment-budget: {max_segments: 1}}\n---\n" + "x" * 200, "b.txt": "x" * 200,
        })  # fmt: skip
        assert [str(each.location.path)[-5:] for each in run(tmp_path).findings if each.location] == ["a.txt"]

    @pytest.mark.parametrize(
        ("files", "line"),
        [
            (
                {"a.txt": "---\nkind: otp\nrules:\n  OPT01: off\n---\nHi"},
                "a.txt:4: rules.OPT01: no rule is called 'OPT01' (did you mean 'OPT001'?)",
            ),
            (
                {"a.txt": "---\nsmslint:\n  rules: {LEN002: {max_segments: many}}\n---\nHi"},
                "a.txt:3: smslint.rules.LEN002.max_segments: must be a whole number from 1 to 255, not text",
            ),
            (
                {"a.txt": "Hi", "a.txt.smslint.yaml": "'*':\n  rules:\n    missing-optout: off\n"},
                "a.txt.smslint.yaml:3: *.rules.missing-optout: no rule is called 'missing-optout' (did you mean 'missing-opt-out'?)",
            ),
        ],
    )
    def test_a_wrong_rule_setting_is_reported_at_its_place(
        self, tmp_path: Path, files: dict[str, str | bytes], line: str
    ) -> None:
        project(tmp_path, {"smslint.yaml": "messages: [{files: a.txt}]\n", **files})
        with pytest.raises(ConfigError) as refused:
            run(tmp_path)
        assert str(refused.value).removeprefix(f"{tmp_path}/").endswith(line)


PLACES = ("project", "entry", "sidecar", "front matter", "directive")
"""Who says something about a message, the closest last."""


class TestPrecedence:
    """The closest setting applies."""

    def message(self, folder: Path, written: dict[str, str], key: str) -> Any:
        """The context of a message for which some of the places have the setting."""
        line = {place: f"{key}: {value}\n" for place, value in written.items()}
        entry = f", {key}: {written['entry']}" if "entry" in written else ""
        directive = f"{{# smslint: {key}={written['directive']} #}}" if "directive" in written else ""
        files: dict[str, str | bytes] = {
            "smslint.yaml": f"{line.get('project', '')}messages: [{{files: '*.txt', dialect: jinja{entry}}}]\n",
            "a.txt": f"---\nsubject: x\n{line.get('front matter', '')}---\nHi{directive}",
        }
        if "sidecar" in written:
            files["a.txt.smslint.yaml"] = f"'*': {{{key}: {written['sidecar']}}}\n"
        project(folder, files)
        from smslint.project.run import Runner

        (record,) = [
            each
            for target in Chooser().targets([folder])
            for each in Runner(("OPT001",)).reviewed(target)
            if each.subject is not None
        ]
        assert record.subject is not None
        return record.subject

    @pytest.mark.parametrize("loud", range(len(PLACES)))
    @pytest.mark.parametrize(
        ("key", "words"),
        [
            ("kind", ("otp", "marketing", "transactional", "otp", "marketing")),
            ("regions", ("US", "CA", "GB", "DE", "FR")),
            ("locale", ("en", "de", "fr", "es", "it")),
            ("brand", ("A", "B", "C", "D", "E")),
            ("provider", ("twilio", "telnyx", "vonage", "sinch", "plivo")),
            ("program", ("confirmation", "help", "stop", "confirmation", "help")),
        ],
    )
    def test_the_closest_setting_applies(self, tmp_path: Path, key: str, words: tuple[str, ...], loud: int) -> None:
        written = dict(zip(PLACES[: loud + 1], words, strict=False))
        subject = self.message(tmp_path, written, key)
        found = getattr(subject.context, key)
        assert (found[0] if isinstance(found, tuple) else found) == words[loud]
        assert subject.dialect == "jinja"

    def test_values_are_merged_by_name(self, tmp_path: Path) -> None:
        project(tmp_path, {
            "smslint.yaml": "values: {a: {max: 1}, b: {max: 1}, c: {max: 1}}\n"
            "messages: [{files: '*.txt', dialect: jinja, values: {b: {max: 2}, c: {max: 2}}}]\n",
            "x.txt": "---\nvalues: {c: {max: 3}}\n---\n{{ a }}{{ b }}{{ c }}",
        })  # fmt: skip
        assert len(only(tmp_path).most_witness or "") == 1 + 2 + 3

    @pytest.mark.parametrize(
        ("config", "entry", "expected"),
        [
            ("", "", "de"),
            ("locale: fr\n", "", "de"),
            ("locale: fr\n", ", locale: es", "es"),
            ("", ", locale: es", "es"),
        ],
    )
    def test_the_locale_of_a_file_overrides_that_of_the_project(
        self, tmp_path: Path, config: str, entry: str, expected: str
    ) -> None:
        project(tmp_path, {
            "smslint.yaml": f"{config}messages: [{{files: '*.json'{entry}}}]\n", "de.json": '{"a": "Hallo"}',
        })  # fmt: skip
        assert only(tmp_path).locale == expected

    def test_a_checker_caches_per_entry_and_locale(self, tmp_path: Path) -> None:
        project(tmp_path, {
            "smslint.yaml": "messages:\n- {files: a*.json, kind: otp}\n- {files: b*.json, kind: marketing}\n",
            "a.de.json": '{"a": "x"}', "a.fr.json": '{"a": "x"}', "b.json": '{"a": "x", "b": "y"}',
        })  # fmt: skip
        found = [(each.kind, each.locale) for each in run(tmp_path).messages]
        assert found == [("otp", "de"), ("otp", "fr"), ("marketing", None), ("marketing", None)]


def test_layers_name_the_source_of_each_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    from click.testing import CliRunner

    from smslint.cli.config import command

    project(tmp_path, {
        "smslint.yaml": "extends: shared/base.yaml\nbrand: Acme\nvalues: {code: {max: 6}}\nmessages:\n- {files: other.txt}\n"
        "- {files: '*.json', keys: sms, domains: acme.com}\n",
        "shared/base.yaml": "brand: Base\nprovider: twilio\nvalues: {name: {max: 9}, code: {max: 1}}\n",
        "de.json": '{"sms": "Hallo"}',
        "de.json.smslint.yaml": "sms: {kind: otp, values: {name: {max: 3}}}\n",
    })  # fmt: skip
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["show", "de.json", "--format", "json"], catch_exceptions=False)
    (message,) = json.loads(result.stdout)["messages"]
    assert {key: each["from"] for key, each in message["settings"].items() if key != "dialect"} == {
        "brand": "smslint.yaml",
        "provider": str(Path("shared/base.yaml")),
        "domains": "smslint.yaml: messages[1]",
        "keys": "smslint.yaml: messages[1]",
        "kind": "the sidecar",
        "locale": "the file name",
        "values.code": "smslint.yaml",
        "values.name": "the sidecar",
    }
    assert message["settings"]["values.name"]["value"] == {"max": 3}


def test_a_checker_needs_no_runner() -> None:
    checker = Checker(make_project(make_config({"brand": "Acme"}, Path())))
    assert checker.project.context.brand == ("Acme",)
    assert outcome("a.txt", "Hi").messages[0].kind == "transactional"


def test_config_show_says_which_file_sets_each_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = "messages: [{files: '*.txt', rules: {OPT001: off}}]\n"
    files = {
        "smslint.yaml": f"extends: shared/base.yaml\nrules: {{LEN002: {{max_segments: 2}}}}\n{entry}",
        "shared/base.yaml": "rules: {LEN002: off, ENC001: error}\n",
        "a.txt": "---\nrules: {URL001: off}\n---\nAcme: hello\n",
    }
    monkeypatch.chdir(project(tmp_path, files))
    assert command(["config", "show", "a.txt"]) == 0
    output = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in output if "rule" in line] == [
        "rule LEN002: {\"max_segments\": 2}  # smslint.yaml",
        "rule ENC001: {\"severity\": \"error\"}  # shared/base.yaml",
        "rules.OPT001: off  # smslint.yaml: messages[0]",
        "rules.URL001: off  # its front matter",
    ]  # fmt: skip
    assert command(["config", "show", "a.txt", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules_from"] == {"LEN002": "smslint.yaml", "ENC001": "shared/base.yaml"}


MERGED = {
    "smslint.yaml": "extends: shared/base.yaml\nrules:\n  over-segment-budget: {max_segments: 2}\n  OPT001: 'on'\n  URL001: off\n"
    "  ENC001: info\nmessages: [{files: '*.txt', rules: {LEN001: {max_characters: 50}}}]\n",
    "shared/base.yaml": "rules:\n  LEN002: {severity: error, max_segments: 9}\n  OPT001: off\n  URL001: error\n  ENC001: error\n"
    "  LEN001: {severity: error}\n",
    "a.txt": "---\nrules: {LEN001: warning}\n---\nAcme: hello\n",
}  # fmt: skip


def test_rules_are_merged_option_by_option(tmp_path: Path) -> None:
    made = make_project(load_config(project(tmp_path, MERGED) / "smslint.yaml"))
    rules = {rule.code: rule for rule in made.rules}
    assert (rules["LEN002"].severity, SegmentBudget.of(rules["LEN002"]).max_segments) == (Severity.ERROR, 2)
    assert rules["ENC001"].severity is Severity.INFO
    assert "OPT001" in rules
    assert "URL001" not in rules
    (message,) = Runner().file(Chooser(made.config).target(tmp_path / "a.txt")).messages
    assert message.most == 1


def test_a_message_merges_the_options_of_its_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "smslint.yaml": "messages: [{files: '*.txt', rules: {over-segment-budget: {max_segments: 1}}}]\nselect: [LEN002]\n",
        "a.txt": "---\nrules: {LEN002: error}\nsmslint: {rules: {LEN002: {max_segments: 2}}}\n---\nAcme: "
        + "hello " * 30,
        "b.txt": "---\nrules: {LEN002: error}\n---\nAcme: " + "hello " * 30,
    }
    monkeypatch.chdir(project(tmp_path, files))
    found = {name: Runner().file(Chooser().target(Path(name))).findings for name in ("a.txt", "b.txt")}
    assert [(each.code, each.severity) for each in found["b.txt"]] == [("LEN002", Severity.ERROR)]
    assert not found["a.txt"]


@pytest.mark.parametrize(("facts", "config", "error"), [
    ({"state": "Narnia"}, {"regions": ["CA"]}, "facts.state: expected a province of Canada such as ON or Ontario, found 'Narnia'"),
    ({"state": "Narnia"}, {"regions": ["US"]}, "facts.state: expected a state of the US such as FL or Florida, found 'Narnia'"),
    ({"state": "Ontario"}, {"regions": ["CA"]}, None),
    ({"state": "Bretagne"}, {"regions": ["FR"]}, None),
])  # fmt: skip
def test_only_the_states_of_some_countries_must_be_known(facts: Any, config: Any, error: str | None) -> None:
    if error is None:
        assert smslint.check("Acme: hi", facts=facts, config=config, kind="transactional") is not None
    else:
        with pytest.raises(ConfigError, match=re.escape(error)):
            smslint.check("Acme: hi", facts=facts, config=config, kind="transactional")


def test_config_show_names_the_layer_of_each_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, MERGED))
    assert command(["config", "show", "a.txt"]) == 0
    output = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in output if "rule" in line] == [
        "rule over-segment-budget.severity: error  # shared/base.yaml",
        "rule over-segment-budget.max_segments: 2  # smslint.yaml",
        "rule OPT001: on  # smslint.yaml",
        "rule URL001: off  # smslint.yaml",
        "rule ENC001: {\"severity\": \"info\"}  # smslint.yaml",
        "rule LEN001: {\"severity\": \"error\"}  # shared/base.yaml",
        "rules.LEN001.max_characters: 50  # smslint.yaml: messages[0]",
        "rules.LEN001.severity: warning  # its front matter",
    ]  # fmt: skip
    assert command(["config", "show", "a.txt", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["rules"]["over-segment-budget"] == {"severity": "error", "max_segments": 2}
    assert record["rule_values"]["over-segment-budget"] == {
        "severity": {"value": "error", "from": "shared/base.yaml"},
        "max_segments": {"value": 2, "from": "smslint.yaml"},
    }


def test_an_option_that_is_wrong_in_the_base_names_the_base(tmp_path: Path) -> None:
    files = {
        "smslint.yaml": "extends: base.yaml\nrules: {LEN002: {max_segments: 2}}\n",
        "base.yaml": "\nrules:\n  LEN002: {max_segment: 2}\n",
    }
    with pytest.raises(
        ConfigError, match=r"base\.yaml:3: rules\.LEN002: unknown option 'max_segment'|base\.yaml:3: rules"
    ):
        make_project(load_config(project(tmp_path, files) / "smslint.yaml"))


def test_rules_show_each_layer_off_and_on_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "smslint.yaml": "messages: [{files: '*.txt', rules: {LEN001: off, LEN002: error}}]\n",
        "a.txt": "---\nrules: {LEN001: {max_characters: 3}, LEN002: off}\n---\nAcme: hello\n",
    }
    monkeypatch.chdir(project(tmp_path, files))
    assert command(["config", "show", "a.txt"]) == 0
    output = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in output if "rule" in line] == [
        "rules.LEN001.max_characters: 3  # its front matter",
        "rules.LEN002: off  # its front matter",
    ]


def test_a_message_of_the_longest_length_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.project.reviewing.LONGEST", 11)
    assert [each.code for each in outcome("a.txt", "Acme: hello").findings if each.code == "SRC001"] == []
    assert len(outcome("a.txt", "Acme: hello").messages) == 1
    assert len(outcome("a.txt", "Acme: hello!").messages) == 0
    assert "SRC001" in [each.code for each in outcome("a.txt", "Acme: hello!").findings]


@pytest.mark.parametrize(("written", "error"), [
    ("rules:\n  LEN002: error\n  over-segment-budget: off\n", ":3: rules.over-segment-budget: LEN002 is the same rule: set it once"),
    ("at: 2026-01-01\n", ":1: at: '2026-01-01' is not a time with its offset, such as 2026-12-01T10:00-05:00"),
    ("kind: 2026-01-01\n", ":1: kind: unknown kind 2026-01-01"),
    ("rules: {LEN002: 2026-01-01}\n", ":1: rules.LEN002: expected off, a severity or a mapping of options, found 2026-01-01"),
])  # fmt: skip
def test_a_rule_with_two_names_and_dates_in_the_wrong_place(tmp_path: Path, written: str, error: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(error)):
        make_project(load_config(project(tmp_path, {"smslint.yaml": written}) / "smslint.yaml"))


MANY = 40
"""Names that no template has."""


@pytest.mark.parametrize("name", ["smslint.yaml", "pyproject.toml"])
def test_the_lines_of_many_findings_cost_one_look_at_each_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = "messages: [{files: '*.json'}]\nvalues:\n" + "".join(f"  dead{at}: {{max: 9}}\n" for at in range(MANY))
    toml = "[tool.smslint]\nmessages = [{files = '*.json'}]\n[tool.smslint.values]\n"
    toml += "".join(f"dead{at} = {{max = 9}}\n" for at in range(MANY))
    sidecar = "'*':\n  values:\n" + "".join(f"    none{at}: {{max: 9}}\n" for at in range(MANY))
    texts = {name: toml if name.endswith("toml") else settings, "a.json": '{"a": "Hi"}', "a.json.smslint.yaml": sidecar}
    looked: list[str] = []

    def noted(read: Callable[..., object], text: str, *more: object) -> object:
        looked.append(text)
        return read(text, *more)

    for module, function in ((yaml, "compose"), (toml_file, "_ways")):
        monkeypatch.setattr(module, function, partial(noted, getattr(module, function)))
    command(["check", "--no-cache", "--format", "json", str(project(tmp_path, texts))])
    findings = json.loads(capsys.readouterr().out)["findings"]
    lines = [each["line"] for each in findings if "has a placeholder" in each["message"]]
    first = 4 if name.endswith("toml") else 3
    assert sorted(lines) == sorted((*range(first, first + MANY), *range(3, 3 + MANY)))
    assert len(looked) == len(set(looked))


def test_a_huge_pyproject_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.touch()
    os.truncate(path, 3 * 1024**3)
    with pytest.raises(ConfigError, match="too large for a settings file"):
        find_config(tmp_path)


@given(st.text(alphabet="smlintrcofgyae._-SK\u212a", min_size=5, max_size=20))
@example("smslint.yaml.")
@example(".SMSlintRC")
@example("sms-lint.y_ml")
def test_the_quick_look_at_names_misses_none_that_is_meant_as_a_configuration(name: str) -> None:
    assert not config_path._is_meant(name) or config_path._LETTERS.fullmatch(name)


def test_names_that_yaml_reads_as_numbers(tmp_path: Path) -> None:
    """A name or a key may be a number: it is the text of it, wherever names are free."""
    files = {
        "en.json": '{"404": "Your login code is {c}"}',
        "en.json.smslint.yaml": "404: {kind: transactional}\n",
        "smslint.yaml": "results: {5: {max: 3}}\ndialects: {7: {open: '##', close: '##'}}\nvalues: {9: {max: 3}}\nmessages: [{files: en.json}]\n",
    }
    project(tmp_path, files)
    (message,) = run(tmp_path).messages
    assert message.kind == "transactional"
    with pytest.raises(ConfigError, match=r"locales\.5: '5' is not a language tag"):
        make_config({"locales": {5: ["DE"]}}, tmp_path)
