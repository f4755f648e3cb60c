"""Directives: their grammar, the comments of each host, the messages that they apply to, and invalid ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.project.run import Runner
from smslint.rules.directives import parse
from smslint.span import Span
from smslint.vocabulary import DIRECTIVE
from tests.project.support import codes, outcome, project, run

if TYPE_CHECKING:
    from pathlib import Path

GRAMMAR = [
    # comment, scope, codes, settings, values, reason
    ("disable=OPT001", "message", ["OPT001"], {}, {}, ""),
    ("disable=OPT001,LEN002 -- the footer", "message", ["OPT001", "LEN002"], {}, {}, "the footer"),
    ("disable", "message", [], {}, {}, ""),
    ("disable-next=ENC001", "next", ["ENC001"], {}, {}, ""),
    ("disable-file — ours", "file", [], {}, {}, "ours"),
    ("kind=otp dialect=jinja", "message", None, {"kind": "otp", "dialect": "jinja"}, {}, ""),
    ("regions=us,CA brand='Acme Inc'", "message", None, {"regions": ["us", "CA"], "brand": ["Acme Inc"]}, {}, ""),
    ("values name max=20 charset=any", "message", None, {}, {"name": {"max": 20, "charset": "any"}}, ""),
    ("values a max=2 values b type=url", "message", None, {}, {"a": {"max": 2}, "b": {"type": "url"}}, ""),
    ("values n enum='a b|c' kind=otp", "message", None, {"kind": "otp"}, {"n": {"enum": ["a b", "c"]}}, ""),
    ('disable=OPT001 reason="sent below"', "message", ["OPT001"], {}, {}, "sent below"),
]


@pytest.mark.parametrize(("words", "scope", "named", "settings", "values", "reason"), GRAMMAR)
def test_grammar(
    words: str, scope: str, named: list[str] | None, settings: dict[str, Any], values: dict[str, Any], reason: str
) -> None:
    text = f"// {DIRECTIVE} {words}"
    found = parse(text, Span(3, len(text)))
    assert found.problems == ()
    assert found.scope == scope
    assert (None if found.codes is None else [code for code, _ in found.codes]) == named
    assert (found.settings, found.values, found.reason) == (settings, values, reason)
    assert all(text[slice(*span)] == code for code, span in found.codes or ())


PROBLEMS = [
    ("disble=OPT001", "did you mean 'disable'?"),
    ("", "is empty"),
    ("kind=ads", "unknown kind 'ads'"),
    ("dialect=jinga", "did you mean 'jinja'?"),
    ("values name mx=20", "did you mean 'max'?"),
    ("values max=20", "needs a placeholder's name"),
    ("values name", "declares nothing"),
    ("values name max=-1", "whole number"),
    ("kind", "needs a value"),
    ("disable=A disable=B", "once"),
    ("regions=USA", "alpha-2"),
    ("'", "is not a directive"),
]


@pytest.mark.parametrize(("words", "message"), PROBLEMS)
def test_problems_are_named(words: str, message: str) -> None:
    text = f"{DIRECTIVE} {words}"
    problems = parse(text, Span(0, len(text))).problems
    assert len(problems) >= 1
    assert message.lower() in problems[0].text.lower()


@given(st.text(max_size=200))
def test_any_comment_is_read(words: str) -> None:
    text = DIRECTIVE + words
    found = parse(text, Span(0, len(text)))
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in found.problems)


DASH = "\u2013"
# Each host with a comment above the message, and one beside it where the format has such.
HOSTS = {
    "a.yaml": (f'# {{}}\na: "Hi {DASH} you"\n', f'a: "Hi {DASH} you"  # {{}}\n'),
    "a.jsonc": (f'{{{{\n// {{}}\n"a": "Hi {DASH} you"}}}}\n', f'{{{{"a": "Hi {DASH} you" /* {{}} */}}}}\n'),
    "a.toml": (f'# {{}}\na = "Hi {DASH} you"\n', f'a = "Hi {DASH} you" # {{}}\n'),
    "a.hcl": (f'// {{}}\na = "Hi {DASH} you"\n', f'a = "Hi {DASH} you" # {{}}\n'),
    "a.properties": (f"# {{}}\na=Hi {DASH} you\n", f"! {{}}\na=Hi {DASH} you\n"),
    "a.po": (f'# {{}}\nmsgid "a"\nmsgstr "Hi {DASH} you"\n',),
    "a.ftl": (f"# {{}}\na = Hi {DASH} you\n",),
    "a.php": (f'<?php\n// {{}}\nreturn ["a" => "Hi {DASH} you"];', f'<?php return ["a" => "Hi {DASH} you"]; # {{}}\n'),
    "a.py": (f'# {{}}\na = "Hi {DASH} you"\n', f'a = "Hi {DASH} you"  # {{}}\n'),
    "a.ts": (f'// {{}}\nconst a = "Hi {DASH} you";\n', f'/* {{}} */ const a = "Hi {DASH} you";\n'),
    "a.go": (f'package a\n// {{}}\nconst a = "Hi {DASH} you"\n', f'package a\nconst a = "Hi {DASH} you" /* {{}} */\n'),
    "a.rb": (f'# {{}}\nA = "Hi {DASH} you"\n', f'A = "Hi {DASH} you" # {{}}\n'),
    "a.sql": (f"-- {{}}\ninsert into t (a) values ('Hi {DASH} you');\n",),
    "strings.xml": (f'<resources><!-- {{}} -->\n<string name="a">Hi {DASH} you</string></resources>',),
    "a.md": (f"<!-- {{}} -->\n```\nHi {DASH} you\n```\n",),
    "a.j2": (f"{{{{# {{}} #}}}}Hi {DASH} {{{{{{{{ name }}}}}}}}",),
    "a.liquid": (f"{{{{% comment %}}}}{{}}{{{{% endcomment %}}}}Hi {DASH} you", f"{{{{% # {{}} %}}}}Hi {DASH} you"),
    "a.gotmpl": (f"{{{{{{{{/* {{}} */}}}}}}}}Hi {DASH} you",),
    "a.hbs": (f"{{{{{{{{!-- {{}} --}}}}}}}}Hi {DASH} you", f"{{{{{{{{! {{}} }}}}}}}}Hi {DASH} you"),
    "a.erb": (f"<%# {{}} %>Hi {DASH} you",),
}
CASES = [(name, text) for name, texts in HOSTS.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), CASES, ids=[f"{name}-{index}" for index, (name, _) in enumerate(CASES)])
def test_every_host_has_its_comment(name: str, text: str) -> None:
    for extra in (".po", ".ftl", ".ts"):
        if name.endswith(extra):
            pytest.importorskip({".po": "polib", ".ftl": "fluent.syntax", ".ts": "tree_sitter"}[extra])
    runner = Runner(("ENC001", "DIR001", "DIR002"))
    plain = outcome(name, text.format("nothing to see"), runner=runner)
    assert codes(plain) == ["ENC001"]
    quiet = outcome(name, text.format("smslint: disable=ENC001"), runner=runner)
    assert (codes(quiet), quiet.suppressed) == ([], 1)
    bad = outcome(name, text.format("smslint: disable=ENC999"), runner=runner)
    assert sorted(codes(bad)) == ["DIR002", "ENC001"]
    where = next(each for each in bad.findings if each.code == "DIR002").location
    assert where is not None
    assert where.excerpt[where.column - 1 : where.end_column - 1] == "ENC999"
    unused = outcome(
        name,
        text.format("smslint: disable=non-gsm-character,IDN001").replace(DASH, "-"),
        runner=Runner(("ENC001", "DIR")),
    )
    assert codes(unused) == ["DIR001"]


SCOPES = [
    ("# smslint: disable=ENC001\na: \u2013\nb: \u2013\n", ["b"], 0),
    ("a: \u2013 # smslint: disable-next=ENC001\nb: \u2013\n", ["a"], 0),
    ("a: \u2013 # smslint: disable=ENC001\nb: \u2013\n", ["b"], 0),
    ("a: \u2013\nb: \u2013\n# smslint: disable-file=ENC001\n", [], 0),
    ("a: \u2013\nb: \u2013\n# smslint: disable=ENC001\n", ["a", "b"], 1),
    ("a: \u2013\n# smslint: disable\nb: b\n", ["a"], 1),
    ('a: "\u2013 # smslint: disable=ENC001"\n', ["a"], 0),
    ("a: | # smslint: disable=ENC001\n  \u2013\nb: \u2013\n", ["b"], 0),
]


@pytest.mark.parametrize(("text", "left", "unused"), SCOPES)
def test_each_scope_applies_to_its_messages(text: str, left: list[str], unused: int) -> None:
    found = outcome("x.yaml", text, runner=Runner(("ENC001", "DIR")))
    assert [finding.key for finding in found.findings if finding.code == "ENC001"] == left
    assert codes(found).count("DIR001") == unused


WITHOUT_EFFECT = [
    ("a: b # smslint: disable=ENC001\n", "ENC001 is switched off here, but has no findings."),
    ("a: b # smslint: disable-file=ENC001\n", "ENC001 is switched off here, but has no findings."),
    ("a: b # smslint: disable\n", "There are no findings here."),
    ("a: b\n# smslint: disable=ENC001\n", "No message follows this directive."),
    ("a: b\n# smslint: disable-next\n", "No message follows this directive."),
]


@pytest.mark.parametrize(("text", "message"), WITHOUT_EFFECT)
def test_a_directive_without_effect_says_why(text: str, message: str) -> None:
    found = outcome("x.yaml", text, runner=Runner(("ENC001", "DIR")))
    assert [each.message for each in found.findings] == [message]


ON_ONE_LINE = [
    ('{"a": "\u2013" /* smslint: disable=ENC001 */, "b": "\u2013"}\n', ["b"]),
    ('{/* smslint: disable=ENC001 */ "a": "\u2013", "b": "\u2013"}\n', ["b"]),
    ('{"a": "\u2013", "b": "\u2013" /* smslint: disable=ENC001 */}\n', []),
]


@pytest.mark.parametrize(("text", "left"), ON_ONE_LINE)
def test_a_comment_applies_to_texts_before_it_on_its_line_otherwise_to_the_next(text: str, left: list[str]) -> None:
    found = outcome("x.jsonc", text, runner=Runner(("ENC001", "DIR")))
    assert [finding.key for finding in found.findings] == left


def test_settings_apply_only_to_their_message() -> None:
    text = '# smslint: kind=otp values code max=6 charset=digits\na: "Hi %{code}"\nb: "Hi %{code}"\n'
    first, second = outcome("x.yaml", text).messages
    assert (first.kind, first.kind_inferred, first.most) == ("otp", False, 1)
    assert (second.kind_inferred, second.most) == (True, None)


def test_a_sidecar_configures_a_host_without_comments(tmp_path: Path) -> None:
    project(tmp_path, {
        "smslint.yaml": "messages:\n  - {files: '*.json'}\nselect: [ENC001, DIR]\n",
        "en.json": '{"sms": {"a": "\u2013", "b": "\u2013"}}',
        "en.json.smslint.yaml": "sms.a: {disable: [ENC001], reason: ours, kind: otp}\nmms.*: {kind: otp}\nsms.b: {disable: NOPE1}\n",
    })  # fmt: skip
    found = run(tmp_path)
    assert sorted(codes(found)) == ["DIR001", "DIR002", "ENC001"]
    unused = next(each for each in found.findings if each.code == "DIR001")
    assert unused.location is not None
    assert (str(unused.location.path).endswith("en.json.smslint.yaml"), unused.location.line) == (True, 2)
    assert [message.kind for message in found.messages] == ["otp", "transactional"]


@pytest.mark.parametrize(
    ("disable", "left"),
    [("ENC001", 0), ("[ENC001]", 0), ("[OPT001, ENC001]", 0), ("all", 0), ("true", 0), ("OPT001", 1)],
)
def test_the_forms_of_disable_in_a_sidecar(tmp_path: Path, disable: str, left: int) -> None:
    project(tmp_path, {
        "smslint.yaml": "messages:\n  - {files: '*.json'}\nselect: [ENC001]\n",
        "a.json": '{"a": "\u2013"}', "a.json.smslint.yaml": f"a: {{disable: {disable}}}\n",
    })  # fmt: skip
    assert codes(run(tmp_path)) == ["ENC001"] * left


SIDECAR_PLACES = [
    ("no.a: {kind: otp}\n", (1, 1)),
    ("'no.a': {kind: otp}\n", (1, 2)),
    ('# about no.a\nno.ab: {disable: ENC001}\n\n"no.a": {kind: otp}\n', (4, 2)),
    ("{a: {kind: otp}, no.a: {kind: otp}}\n", (1, 18)),
    ('a: {kind: otp}\n"n\\u006f.a": {kind: otp}\n', (2, 1)),
]


@pytest.mark.parametrize(("text", "place"), SIDECAR_PLACES)
def test_an_unused_entry_of_a_sidecar_is_reported_at_its_glob(
    tmp_path: Path, text: str, place: tuple[int, int]
) -> None:
    project(tmp_path, {
        "smslint.yaml": "messages:\n  - {files: '*.json'}\nselect: [DIR]\n",
        "a.json": '{"a": "Hi", "no": {"ab": "\u2013"}}', "a.json.smslint.yaml": text,
    })  # fmt: skip
    found = [each for each in run(tmp_path).findings if "'no.a'" in each.message]
    assert [(each.code, each.location and each.location[1:3]) for each in found] == [("DIR001", place)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "expected key globs"),
        ("a: b", "expected a mapping"),
        ("a: {knd: otp}", "did you mean 'kind'?"),
        ("a: {disable: {}}", "expected codes"),
        ("a: {disable: []}", "expected codes"),
        ("a: {disable: ''}", "expected codes"),
        ("a: {disable: 5}", "expected codes"),
        ("a: {disable: [OPT001, 5]}", "expected codes"),
        ("a: {disable: false}", "expected codes"),
        ("a: [", "is not YAML"),
        ("a: {kind: ads}", "unknown kind"),
        ("[" * 5000, "is not YAML"),
    ],
)
def test_an_invalid_sidecar_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    project(tmp_path, {
        "smslint.yaml": "messages:\n  - {files: '*.json'}\n", "a.json": '{"a": "Hi"}', "a.json.smslint.yaml": text,
    })  # fmt: skip
    with pytest.raises(ConfigError, match=r"a\.json\.smslint\.yaml") as refused:
        run(tmp_path)
    assert message in str(refused.value)


def test_translations_are_compared_and_a_directive_can_suppress_the_finding(tmp_path: Path) -> None:
    long = "Слово " * 20
    files = {
        "smslint.yaml": "messages:\n  - {files: 'locales/*.yml'}\nselect: [LEN005, DIR]\n",
        "locales/en.yml": "en:\n  welcome: Hello\n  same: Hi\n",
        "locales/ru.yml": f"ru:\n  welcome: {long}\n  same: Hi\n",
    }
    found = run(project(tmp_path, files))
    assert [(each.code, each.key, each.message) for each in found.findings] == [
        ("LEN005", "ru.welcome", "welcome: 1 segment in en, 2 in ru.")
    ]
    files["locales/ru.yml"] = f"ru:\n  welcome: {long} # smslint: disable=LEN005 -- Russian is long\n  same: Hi\n"
    assert codes(run(project(tmp_path, files))) == []


HOSTILE = {
    "a.yaml": "# smslint: " + "values x max=1 " * 5000 + "\na: b\n",
    "b.yaml": "a: b\n" + "# smslint: disable=ENC001\n" * 3000,
    "a.ts": "/* smslint: " * 500,
    "a.php": "<?php " + "/*" + "*" * 200_000 + "smslint: kind=otp",
    "a.sql": "--" * 100_000 + " smslint: x",
    "a.txt": "{# smslint: " * 20_000,
    "a.hbs": "{{!-- smslint: x --" * 10_000,
    "b.txt": "{% comment %} smslint: " * 10_000,
    "c.txt": "{# smslint: disable=" + "A," * 20_000 + " #}",
    "c.yaml": 'a: "{# smslint: \\u0000\\ud83d #}"\n',
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_comments_are_read_in_bounded_time(name: str) -> None:
    if name.endswith(".ts"):
        pytest.importorskip("tree_sitter")
    found = outcome(name, HOSTILE[name], runner=Runner(("DIR", "SRC", "TPL")))
    assert all(finding.location is not None for finding in found.findings)
