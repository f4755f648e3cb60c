"""Front matter: settings with file, line and key in every error, and mistyped keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run as command
from smslint.errors import ConfigError
from smslint.finding import Severity
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "regions: [US]\nmessages: [{files: '*.txt', dialect: jinja}]\n"

MISTYPED = {
    "knid": "kind", "Kind": "kind", "kinds": "kind", "domain": "domains", "regoins": "regions", "dialct": "dialect", "sendr": "sender",
    "smslnt": "smslint", "brnad": "brand", "valeus": "values", "locael": "locale", "providr": "provider", "smart_encodng": "smart_encoding",
    "prvidr": "provider", "regins": "regions",
}  # fmt: skip
FOREIGN = (
    "title", "date", "layout", "content", "render", "gender", "vendor", "reason", "version", "value", "subject", "from", "to", "tags",
    "author", "draft", "type", "lang", "language", "id", "name", "status", "category", "description", "slug", "template", "a", "cat", "profile",
    "brdnt", "vlaues2", "lcal",
)  # fmt: skip


def directives(folder: Path, head: str) -> list[tuple[int, int, str]]:
    report = run(project(folder, {"smslint.yaml": CONFIG, "a.txt": f"---\ntitle: x\n{head}\n---\nAcme: hello\n"}))
    return [
        (each.location.line, each.location.column, each.message)
        for each in report.findings
        if each.code == "DIR002" and each.location is not None and each.severity is Severity.WARNING
    ]


@pytest.mark.parametrize("key", MISTYPED)
def test_a_mistyped_key_is_a_finding_at_its_line(tmp_path: Path, key: str) -> None:
    message = f"Unknown key {key!r} in the front matter (did you mean {MISTYPED[key]!r}?)."
    assert directives(tmp_path, f"{key}: marketing") == [(3, 1, message)]


@pytest.mark.parametrize("key", [key for key in FOREIGN if key != "title"])
def test_keys_of_other_programs_are_not_reported(tmp_path: Path, key: str) -> None:
    assert directives(tmp_path, f"{key}: marketing") == []


def test_a_similar_key_next_to_the_correct_key_is_not_reported(tmp_path: Path) -> None:
    assert directives(tmp_path, "kind: otp\nkinds: [a, b]") == []


REFUSED = {
    "kind: markting": "a.txt:3: kind: unknown kind 'markting' (did you mean 'marketing'?)",
    "regions: [US, UK]": "a.txt:3: regions[1]: 'UK' is not an ISO 3166-1 alpha-2 code such as US or GB (did you mean 'GB'?)",
    "dialect: jinja2": "a.txt:3: dialect: unknown dialect 'jinja2' (did you mean 'jinja'?)",
    "values:\n  name:\n    max: many": "a.txt:5: values.name.max: max must be a whole number from 0 to 100000, found 'many'",
    "values:\n  name:": "a.txt:4: values.name: expected a mapping such as {max: 20, charset: any}, found nothing",
    "facts: [1]": "a.txt:3: facts: expected a mapping such as {consent: yes}, found [1]",
    "facts: {consnt: yes}": "a.txt:3: facts.consnt: unknown key 'consnt' (did you mean 'consent'?)",
    "rules:\n  LEN002: {max_segmentss: 2}": "a.txt:4: rules.LEN002.max_segmentss: unknown option 'max_segmentss'",
    "rules:\n  LEN02: off": "a.txt:4: rules.LEN02: no rule is called 'LEN02' (did you mean 'LEN002'?)",
    "smslint:\n  knid: otp": "a.txt:4: smslint: unknown key 'knid' (did you mean 'kind'?)",
    "smslint: [otp]": "a.txt:3: smslint: expected a mapping such as {kind: otp}, found ['otp']",
    "program: confirm": "a.txt:3: program: unknown program 'confirm' (did you mean 'confirmation'?)",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("head", REFUSED)
def test_an_invalid_value_is_one_line_with_file_line_and_key(tmp_path: Path, head: str, newline: str) -> None:
    text = f"---\ntitle: x\n{head}\n---\nAcme: hello {{{{ name }}}}\n".replace("\n", newline)
    folder = project(tmp_path, {"smslint.yaml": CONFIG, "a.txt": text.encode()})
    with pytest.raises(ConfigError) as refused:
        run(folder)
    assert REFUSED[head] in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_second_run_reports_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file whose only settings are mistyped is kept in the cache with its finding."""
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": CONFIG, "a.txt": "---\nknid: otp\n---\nAcme: hello\n"}))
    command(["check"])
    first = capsys.readouterr()
    command(["check"])
    assert "DIR002" in first.out
    assert capsys.readouterr() == first


def test_a_project_can_switch_the_rule_off(tmp_path: Path) -> None:
    files = {"smslint.yaml": f"{CONFIG}rules: {{DIR002: off}}\n", "a.txt": "---\nknid: otp\n---\nAcme: hello\n"}
    assert [each.code for each in run(project(tmp_path, files)).findings if each.code == "DIR002"] == []
