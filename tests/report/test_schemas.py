"""Machine formats, each against its schema (``schemas/README.md`` says which are official) and read by something real."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
import yaml
from hypothesis import HealthCheck, given, settings

from smslint.cli.app import run
from smslint.data import data_path
from smslint.finding import Severity
from smslint.report import ReportOptions, render
from smslint.report.width import visible
from smslint.result import Result
from tests.report import build
from tests.report.strategies import RESULTS

HERE = Path(__file__).parent
MODEST = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPTIONS = ReportOptions()


def _validator(path: Path) -> Any:
    schema = json.loads(path.read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


VALIDATORS = {
    "json": _validator(data_path("schema") / "output.v1.schema.json"),
    "sarif": _validator(HERE / "schemas/sarif-2.1.0.json"),
    "gitlab": _validator(HERE / "schemas/gitlab-code-quality.json"),
    "rdjson": _validator(HERE / "schemas/rdjson.json"),
}
JUNIT = xmlschema.XMLSchema(HERE / "schemas/junit-ant.xsd")
CASES = sorted(path.stem for path in (HERE / "cases").glob("*.yaml"))


def _case(name: str) -> tuple[Result, ReportOptions]:
    spec = yaml.safe_load((HERE / f"cases/{name}.yaml").read_text("utf-8"))
    return build.result(spec), build.options(spec)


def _report(name: str, result: Result, options: ReportOptions = OPTIONS) -> str:
    return "".join(render(name, result, options))


@pytest.mark.parametrize("kind", VALIDATORS)
@pytest.mark.parametrize("name", CASES)
def test_case_fits_its_schema(name: str, kind: str) -> None:
    VALIDATORS[kind].validate(json.loads(_report(kind, *_case(name))))


@pytest.mark.parametrize("kind", VALIDATORS)
@MODEST
@given(result=RESULTS)
def test_any_result_fits_its_schema(kind: str, result: Result) -> None:
    VALIDATORS[kind].validate(json.loads(_report(kind, result)))


@pytest.mark.parametrize("kind", VALIDATORS)
def test_the_schema_can_say_no(kind: str) -> None:
    document = json.loads(_report(kind, *_case("shop")))
    entry = document[0] if kind == "gitlab" else document
    del entry[{"json": "summary", "sarif": "runs", "gitlab": "severity", "rdjson": "diagnostics"}[kind]]
    assert not VALIDATORS[kind].is_valid(document)


@MODEST
@given(result=RESULTS)
def test_json_gives_the_texts_back(result: Result) -> None:
    document = json.loads(_report("json", result))
    assert [one["message"] for one in document["findings"]] == [one.message for one in result.findings]
    assert [one["key"] for one in document["messages"]] == [one.key for one in result.messages]
    assert [one["witness"]["most"] for one in document["messages"]] == [one.most_witness for one in result.messages]
    assert document["summary"]["error"] == result.count(Severity.ERROR)


@MODEST
@given(result=RESULTS)
def test_json_lines_carry_the_same_records(result: Result) -> None:
    document = json.loads(_report("json", result))
    lines = [json.loads(line) for line in _report("jsonl", result).splitlines()]
    kinds = [line.pop("type") for line in lines]
    assert kinds == ["run", *["message"] * len(result.messages), *["finding"] * len(result.findings), "summary"]
    assert lines[1:-1] == [*document["messages"], *document["findings"]]
    assert lines[0] | {"summary": lines[-1]} == {name: document[name] for name in ("version", "tool", "summary")}


@MODEST
@given(result=RESULTS)
def test_gitlab_fingerprints_are_unique(result: Result) -> None:
    prints = [entry["fingerprint"] for entry in json.loads(_report("gitlab", result))]
    assert len(prints) == len(set(prints))


def test_gitlab_fingerprints_do_not_depend_on_lines() -> None:
    spec = yaml.safe_load((HERE / "cases/shop.yaml").read_text("utf-8"))
    before = json.loads(_report("gitlab", build.result(spec)))
    spec["files"]["locales/en.yml"] = "# a new line\n" + spec["files"]["locales/en.yml"]
    for finding in spec["findings"]:
        if finding["place"]["path"] == "locales/en.yml":
            finding["place"]["line"] += 1
    after = json.loads(_report("gitlab", build.result(spec)))
    assert [one["location"] for one in before] != [one["location"] for one in after]
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


@MODEST
@given(result=RESULTS)
def test_sarif_uris_are_relative_and_lead_back_to_the_path(result: Result) -> None:
    run = json.loads(_report("sarif", result))["runs"][0]
    for finding, entry in zip(result.findings, run["results"], strict=True):
        assert run["tool"]["driver"]["rules"][entry["ruleIndex"]]["id"] == finding.code == entry["ruleId"]
        path = finding.place.path
        physical = entry["locations"][0].get("physicalLocation")
        assert (physical is None) == (path is None)
        if physical and path == "dir/a.txt":
            assert physical["artifactLocation"]["uri"] == path
        if physical:
            uri = physical["artifactLocation"]["uri"]
            assert uri.isascii()
            assert ":" not in uri
            assert " " not in unquote(uri) or "%20" in uri


@pytest.mark.parametrize("name", ["shop", "folded", "hostile", "no-path"])
def test_sarif_opens_in_a_viewer(name: str, tmp_path: Path) -> None:
    """sarif-tools (Microsoft) counts what we counted."""
    from sarif import loader

    result, options = _case(name)
    file = tmp_path / "report.sarif"
    file.write_text(_report("sarif", result, options), "utf-8")
    report = loader.load_sarif_file(str(file)).get_report()
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")):
        assert report.get_issue_count_for_severity(word) == result.count(severity)


@pytest.mark.parametrize("name", CASES)
def test_junit_case_fits_the_schema(name: str) -> None:
    JUNIT.validate(_report("junit", *_case(name)))


@MODEST
@given(result=RESULTS)
def test_junit_fits_the_schema_and_counts_right(result: Result) -> None:
    report = _report("junit", result)
    JUNIT.validate(report)
    root = ET.parse(StringIO(report)).getroot()
    assert len(root.findall("testsuite/testcase")) >= len(result.messages)
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert (root.find("testsuite/testcase/failure") is not None) == result.reaches(Severity.ERROR)
    words = "".join(root.itertext())
    for finding in result.findings:
        assert visible(finding.message) in words


def test_junit_fails_by_the_fail_level() -> None:
    result, _ = _case("shop")
    for level, failures in ((Severity.ERROR, 1), (Severity.WARNING, 1), (Severity.INFO, 2)):
        root = ET.fromstring(_report("junit", result, ReportOptions(fail_level=level)))
        assert len(root.findall("testsuite/testcase/failure")) == failures


def test_rdjson_has_the_address_of_the_source() -> None:
    result, options = _case("shop")
    page = "https://law.example/42"
    found = tuple(finding._replace(source_url=page) for finding in result.findings)
    document = json.loads(_report("rdjson", dataclasses.replace(result, findings=found), options))
    VALIDATORS["rdjson"].validate(document)
    assert {entry["code"]["url"] for entry in document["diagnostics"]} == {page}


def test_rdjson_columns_are_bytes() -> None:
    result, options = _case("wide")
    document = json.loads(_report("rdjson", result, options))
    for finding, entry in zip(result.findings, document["diagnostics"], strict=True):
        place = finding.location
        assert place is not None
        line = place.excerpt.encode()
        span = entry["location"]["range"]
        found = line[span["start"]["column"] - 1 : span["end"]["column"] - 1].decode()
        assert found == place.excerpt[place.column - 1 : place.end_column - 1]


def _parts(schema: Any, defs: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each member of an object that a schema describes, at any depth, by name."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield from _parts(defs[schema["$ref"].rpartition("/")[2]], defs)
        for name, member in schema.get("properties", {}).items():
            yield name, member
            yield from _parts(member, defs)
        for inner in (schema.get("items"), *schema.get("oneOf", ())):
            yield from _parts(inner, defs)


def _members(value: object) -> Iterator[str]:
    """The names of the members in a document, at any depth."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _members(each)


def test_the_schema_describes_every_member() -> None:
    schema = json.loads((data_path("schema") / "output.v1.schema.json").read_text("utf-8"))
    described = list(_parts(schema, schema["$defs"]))
    assert len(described) > 60
    assert [name for name, member in described if len(member.get("description", "")) < 8] == []
    shown = set().union(*(_members(json.loads(_report("json", *_case(name)))) for name in CASES))
    assert shown <= {name for name, _ in described}
    assert len(shown) > 40


def test_what_the_command_prints_fits_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(HERE.parent.parent / "fixtures", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    run(["check", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    VALIDATORS["json"].validate(document)
    schema = json.loads((data_path("schema") / "output.v1.schema.json").read_text("utf-8"))
    assert set(_members(document)) <= {name for name, _ in _parts(schema, schema["$defs"])}
    assert len(document["messages"]) > 3
