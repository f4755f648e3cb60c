"""The options of every check: each is read once, by its type, and any other value gives one clear line."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import smslint
from smslint.cli.app import run
from smslint.data import data_path
from smslint.errors import ConfigError
from smslint.rules import packs, published
from smslint.rules.check_options import SegmentBudget
from smslint.rules.checks import CHECKS
from smslint.rules.compound_readers import Maybe, Named, Several, WholeWords
from smslint.rules.document import page
from smslint.rules.matching import Pattern
from smslint.rules.options import Option, Options, Reader, Required, leaves, reconfigured
from smslint.rules.readers import Expression, Flag, LexiconName, OneOf, Region, Template, Text, Whole
from smslint.rules.rule import Rule

RULES = packs.load().rules
EXPLOSIVE = "(?:a{1,1000}){1,1000}"


def wrong(reader: Reader[Any]) -> list[object]:
    """Values that a reader must refuse, derived from what it accepts."""
    if isinstance(reader, Maybe):
        return [value for value in wrong(reader.item) if value is not None]
    if isinstance(reader, Whole):
        return [reader.least - 1, reader.most + 1, 10**400, True, 1.5, float("nan"), float("inf"), "1", [1], {}, None]
    if isinstance(reader, Flag):
        return ["no", "yes", 0, 1, [], {}, None]
    if isinstance(reader, Template):
        return [
            "{matsch}",
            "{}",
            "{match.x}",
            "{match!r}",
            "{match",
            "match}",
            "{{match}}",
            "}{",
            "{match} {",
            "",
            " ",
            "x" * 2000,
            5,
            True,
            ["x"],
            {},
            None,
        ]
    if isinstance(reader, Text):
        return ["", " ", "x" * 2000, 5, True, ["x"], {}, None]
    if isinstance(reader, OneOf):
        return ["none-of-these", "", 5, True, [reader.words[0]], {}, None]
    if isinstance(reader, Region):
        return ["XX", "us", "USA", "UK", "", False, 5, ["US"], {}, None]
    if isinstance(reader, LexiconName):
        return ["fruits", "../lexicons/shorteners", "", 5, True, ["shorteners"], {}, None]
    if isinstance(reader, Expression):
        return [
            "(a",
            "\ud800",
            "[\ud800-\udfff]",
            r"\ud83d\ude00",
            r"\U0000D83D",
            "",
            "(?:a|aa)+c",
            EXPLOSIVE,
            "((a{1000}){1000}){1000}",
            "a" * 6000,
            "(" * 2000 + ")" * 2000,
            5,
            True,
            {},
            None,
        ]
    if isinstance(reader, WholeWords):
        return wrong(Several(Expression()))
    if isinstance(reader, Several):
        return ["x", 5, True, {"a": 1}, None, [None] * 2000, *([value] for value in wrong(reader.item))]
    assert isinstance(reader, Named), reader
    name = reader.names.words[0] if isinstance(reader.names, OneOf) else "en"
    keys = [value for value in wrong(reader.names) if not isinstance(value, list | dict)]
    return [
        "x",
        5,
        True,
        ["x"],
        None,
        *({name: value} for value in wrong(reader.item)),
        *({key: [] for key in [key]} for key in keys),
    ]


def fine(reader: Reader[Any]) -> list[object]:
    """Values that a reader must accept."""
    if isinstance(reader, Maybe):
        return [None, *fine(reader.item)]
    if isinstance(reader, Whole):
        return [reader.least, reader.most]
    if isinstance(reader, Flag):
        return [True, False]
    if isinstance(reader, Template):
        return ["plain", *(f"{{{name}}}!" for name in reader.names)]
    if isinstance(reader, Text):
        return ["x", "Ää" * 40]
    if isinstance(reader, OneOf):
        return list(reader.words)
    if isinstance(reader, Region):
        return ["US", "NO"]
    if isinstance(reader, LexiconName):
        return ["shorteners", "opt-out-phrases"]
    if isinstance(reader, Expression):
        return ["banana", r"\bfree\b", "(a+)+$", "[({]{3}"]
    if isinstance(reader, WholeWords):
        return [[], ["appt", "visits?"]]
    if isinstance(reader, Several):
        return [[], (), fine(reader.item)]
    assert isinstance(reader, Named), reader
    return [{}, *({name: value} for name in fine(reader.names) for value in fine(reader.item))]


FINE: dict[str, list[object]] = {
    "CNT001.groups": [{}, {"alcohol": "drinks"}],
    "CNT001.lexicon": ["restricted-content"],
}
"""Valid values of options that depend on another option."""


def table() -> list[tuple[str, str, Option[Any]]]:
    """Each option of each check, at the first rule that uses the check."""
    codes = {rule.check: rule.code for rule in reversed(RULES)}
    return [(codes[check], key, option) for check in CHECKS for key, option in CHECKS[check].options.table.items()]


def rule_of(code: str) -> Rule:
    found = packs.load().find(code)
    assert found is not None
    return found


def wrongs() -> list[Any]:
    return [
        pytest.param(code, key, value, id=f"{code}.{key}-{index}")
        for code, key, option in table()
        for index, value in enumerate(wrong(option.reader))
    ]


@pytest.mark.parametrize(("code", "key", "value"), wrongs())
def test_a_wrong_value_is_one_line_with_place_and_key(code: str, key: str, value: object) -> None:
    with pytest.raises(ConfigError) as caught:
        reconfigured(rule_of(code), {key: value}, f"config: rules.{code}")
    message = str(caught.value)
    assert message.startswith(f"config: rules.{code}.{key}")
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(("code", "key", "option"), table(), ids=lambda value: value if isinstance(value, str) else "")
class TestOption:
    def test_a_valid_value_is_read_and_written_back(self, code: str, key: str, option: Option[Any]) -> None:
        rule = rule_of(code)
        for value in FINE.get(f"{code}.{key}", fine(option.reader)):
            options = reconfigured(rule, {key: value}, "config")
            again = type(options).stored(json.loads(json.dumps(options.plain())), place())
            assert again.plain() == options.plain()
            assert {name: type(each) for name, each in again.values().items()} == {
                name: type(each) for name, each in options.values().items()
            }

    def test_the_schema_accepts_the_same_as_the_reader(self, code: str, key: str, option: Option[Any]) -> None:
        schema = jsonschema.Draft202012Validator(option.reader.schema())
        for value in fine(option.reader):
            assert schema.is_valid(json.loads(json.dumps(value)))

    def test_its_default_is_of_its_type(self, code: str, key: str, option: Option[Any]) -> None:
        if not isinstance(option.default, Required):
            read = option.reader.read(option.reader.plain(option.default), place())
            assert (read, type(read)) == (option.default, type(option.default))

    def test_the_page_shows_type_and_value(self, code: str, key: str, option: Option[Any]) -> None:
        assert f"- `{key}` ({option.reader.title}; " in page(rule_of(code))
        assert option.about.endswith(".")


def place() -> Any:
    from smslint.rules.options import Place

    def fail(message: str, *keys: str | int) -> Any:
        raise AssertionError(f"{keys}: {message}")

    return Place(fail, data_path("rules") / "x" / "x.yaml", "x")


def test_each_option_is_read_by_its_check_and_each_read_is_an_option() -> None:
    """A check's module reads exactly the options that the table has."""
    folder = Path(packs.__file__).parent / "checks"
    for name, check in CHECKS.items():
        if not check.options.table:
            continue
        tree = ast.parse((folder / f"{check.module}.py").read_text(encoding="utf-8"))
        asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        names = {name for name, value in vars(check.options).items() if isinstance(value, Option)}
        assert names <= asked | ({"lexicon"} if "lexicon_of" in called else set()), name


def test_no_check_has_its_own_default() -> None:
    folder = Path(packs.__file__).parent / "checks"
    assert [
        path.name
        for path in folder.glob("*.py")
        if "options.get(" in path.read_text() and "rule.options" in path.read_text()
    ] == []


def test_every_rule_has_all_options_of_its_check() -> None:
    for rule in RULES:
        assert type(rule.options) is CHECKS[rule.check].options
        assert rule.options.values().keys() == CHECKS[rule.check].options.table.keys()
        assert all(pattern.trusted for pattern in leaves(rule.options, Pattern))


def test_options_are_frozen_and_typed() -> None:
    options = SegmentBudget.of(rule_of("LEN002"))
    with pytest.raises(AttributeError):
        options.max_segments = 5
    with pytest.raises(TypeError, match="SegmentBudget"):
        SegmentBudget.of(rule_of("CNT003"))
    assert type(Options({}).plain()) is dict


# --- the same error in every place

WRITTEN = {
    "OPT006: {forbid: 5}": "rules.OPT006.forbid: must be a list of patterns, not a number",
    "CNT001: {groups: 5}": "rules.CNT001.groups: must be a mapping of texts to texts, not a number",
    "OTP001: {warnings: 5}": "rules.OTP001.warnings: must be a mapping of texts to lists of patterns, not a number",
    "TIM002: {strict: 'no'}": "rules.TIM002.strict: must be true or false, not text",
    "LEN002: {max_segments: -1}": "rules.LEN002.max_segments: must be a whole number from 1 to 255, not -1",
    "LEN002: {max_segments: true}": "rules.LEN002.max_segments: must be a whole number from 1 to 255, not true or false",
    "LEN002: {max_segment: 1}": "rules.LEN002.max_segment: unknown option 'max_segment' (did you mean 'max_segments'?)",
    "ENC001: {max_segments: 1}": "rules.ENC001.max_segments: unknown option 'max_segments'; it has no options",
    "URL001: {lexicon: fruits}": "rules.URL001.lexicon: there is no lexicon 'fruits'",
    "CNT001: {regions: [UK]}": "rules.CNT001.regions[0]: 'UK' is not a region",
    "OPT006: {forbid: ['(a']}": "rules.OPT006.forbid[0]: is not a regular expression: missing ) at position 2",
    "OPT006: {message: 'No {mach}'}": "rules.OPT006.message: unknown placeholder {mach} (did you mean 'match'?)",
    f"OPT006: {{forbid: ['{EXPLOSIVE}']}}": "rules.OPT006.forbid[0]: has more than 10,000 characters",
    "OPT006: {forbid: ['(?:a|aa)+c']}": "rules.OPT006.forbid[0]: took over 0.1 s on a text of",
    "CNT001: {groups: {gambing: x}}": "rules.CNT001.groups.gambing: the lexicon 'restricted-content' has no group 'gambing'",
    "CNT001: {lexicon: shorteners}": "rules.CNT001.groups.finance: the lexicon 'shorteners' has no group 'finance'",
    "OTP001: {warnings: {en: never}}": "rules.OTP001.warnings.en: must be a list of patterns, not text",
}


def settings(written: str) -> Any:
    import yaml

    return yaml.safe_load(f"{{{written}}}")


@pytest.mark.parametrize(("written", "message"), WRITTEN.items())
def test_in_the_library(written: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        smslint.check("Hello", config={"rules": settings(written)})
    assert str(caught.value).startswith(f"config: {message}")


@pytest.mark.parametrize(("written", "message"), WRITTEN.items())
def test_in_a_file(written: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "smslint.yaml"
    path.write_text(f"rules:\n  {written}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        smslint.check("Hello", config=path)
    assert str(caught.value).startswith(f"{path}:2: {message}")


@pytest.mark.parametrize("entry", [False, True], ids=["front matter", "entry"])
@pytest.mark.parametrize(("written", "message"), WRITTEN.items())
def test_next_to_a_message(
    written: str,
    message: str,
    entry: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    head, rules = ("", f"\n    rules:\n      {written}") if entry else (f"---\nrules:\n  {written}\n---\n", "")
    (tmp_path / "a.txt").write_text(f"{head}Acme: hello\n", encoding="utf-8")
    (tmp_path / "smslint.yaml").write_text(f"messages:\n  - files: '*.txt'{rules}\n", encoding="utf-8")
    assert run(["check", "--no-cache"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_null_unsets_only_options_that_can_be_unset() -> None:
    assert reconfigured(rule_of("FRQ001"), {"max_per_day": None}, "config").plain() == {"max_per_day": None}
    with pytest.raises(ConfigError, match="not nothing"):
        reconfigured(rule_of("LEN002"), {"max_segments": None}, "config")


def test_options_that_a_project_does_not_set_keep_the_rules_values() -> None:
    options = reconfigured(rule_of("LEN003"), {"over": 1}, "config")
    assert options.plain() == {"under": 2, "over": 1}
    assert rule_of("LEN003").options.plain() == {"under": 2, "over": 10}


# --- the schemas


def test_the_schemas_equal_the_table() -> None:
    folder = data_path("schema")
    for name, schema in published.schemas(folder, RULES).items():
        assert json.loads((folder / name).read_text(encoding="utf-8")) == schema, (
            "run: python -m smslint.rules.document"
        )


@pytest.mark.parametrize(
    ("written", "fine"),
    [
        ("OPT006: {forbid: [a], unless: [b], message: 'no {match}', severity: info}", True),
        ("malformed-opt-out: {forbid: [a]}", True),
        ("OPT006: 'off'", True),
        ("ACM001: {anything: 5}", True),
        ("OPT006: {forbid: 5}", False),
        ("malformed-opt-out: {forbid: [5]}", False),
        ("OPT006: {forbids: [a]}", False),
        ("LEN002: {max_segments: 0}", False),
        ("TIM002: {strict: 'no'}", False),
        ("ENC001: {max_segments: 1}", False),
        ("OTP001: {warnings: {en: never}}", False),
    ],
)
def test_the_schema_of_the_configuration_knows_the_options(written: str, fine: bool) -> None:
    schema = json.loads((data_path("schema") / "config.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    rules = settings(written)
    for config in ({"rules": rules}, {"messages": [{"files": "a", "rules": rules}]}):
        assert jsonschema.Draft202012Validator(schema).is_valid(config) == fine


def test_the_schema_of_a_rule_knows_the_options() -> None:
    schema = json.loads((data_path("schema") / "rule.schema.json").read_text(encoding="utf-8"))
    import yaml

    for rule, wrong_options in (
        ("LEN002", {"max_segments": 0}),
        ("URL001", {}),
        ("ENC001", {"x": 1}),
        ("CON001", {"fact": "x"}),
    ):
        written = json.loads(json.dumps(yaml.safe_load(rule_of(rule).path.read_text(encoding="utf-8")), default=str))
        validator = jsonschema.Draft202012Validator(schema)
        assert validator.is_valid(written)
        assert not validator.is_valid({**written, "options": wrong_options})
