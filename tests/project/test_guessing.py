"""How a message is read if its dialect is not set, and what the run reports about it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from smslint.dialects import parse
from smslint.dialects.detect import Likeness
from smslint.project.check import check
from smslint.project.guessing import _read
from smslint.project.host_dialects import host_dialect
from smslint.project.stages import again, with_fields
from smslint.text.bounds import bounds
from smslint.text.tree import Literal, Placeholder, leaves
from tests.dialects.shapes import shape
from tests.project.support import outcome

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.text.tree import Text


def invoke(*arguments: str) -> Any:
    """What the command ``smslint check`` prints."""
    from click.testing import CliRunner

    from smslint.cli.check import command

    return CliRunner().invoke(command, [*arguments, "--no-cache"])


def run(folder: Path, files: dict[str, str], **entry: str) -> dict[str, Any]:
    """The JSON report of ``smslint check`` on some files, all taken by one entry."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    config = {"messages": [{"files": list(files), "kind": "transactional", **entry}]}
    (folder / "smslint.yaml").write_text(json.dumps(config), encoding="utf-8")
    result = invoke("--format", "json", str(folder))
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.mark.parametrize("named", ["lang/en/sms.php", "resources/lang/de.json"])
def test_the_folders_of_a_file_show_its_host_without_a_configuration(tmp_path: Path, named: str) -> None:
    text = '{"a": "Acme: hi :who"}' if named.endswith("json") else "<?php\nreturn ['a' => 'Acme: hi :who'];\n"
    path = tmp_path / named
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    report = json.loads(invoke("--format", "json", "--isolated", str(path)).stdout)
    assert report["messages"][0]["dialect"] == "colon"


HOSTS = [
    # A file, its text, the dialect of its message, its least rendering; nothing is said of PLH001 and the most is unknown.
    ("a.php", "<?php\nreturn ['ready' => sprintf('Acme: hi %s, your order is ready', $name)];\n", "php_sprintf", "Acme: hi , your order is ready"),
    ("res/values/strings.xml", '<resources><string name="a">Acme: hi %1$s</string></resources>', "percent", "Acme: hi "),
    ("resources/lang/en/sms.php", "<?php\nreturn ['a' => 'Hi :firstName, :body'];\n", "colon", "Hi , "),
    ("lang/de.json", '{"a": "Hi :name"}', "colon", "Hi "),
    ("sms.json", '{"n": "Acme: {n, plural, =0 {none} one {# item} other {# items}}"}', "icu", "Acme: none"),
    ("translations/messages+intl-icu.en.yaml", "a: 'Hi {name}'\n", "icu", "Hi "),
    ("en.properties", "a=It''s {0}\n", "message_format", "It's "),
    ("de.properties", "a=Code %1$s\n", "percent", "Code "),
    ("translations/messages.en.yaml", "a: 'Hi %name%, 5%'\n", "symfony", "Hi , 5%"),
    ("translations/sms.de_AT.php", "<?php\nreturn ['a' => '{0} none|]0,Inf[ %n% days'];\n", "symfony", "none"),
    ("a.py", "from string import Template\nTEXT = Template('Acme: hi $name, pay $$5')\n", "string_template", "Acme: hi , pay $5"),
    ("b.py", "import string\nTEXT = string.Template('Acme: hi ${name}, pay $$5')\n", "string_template", "Acme: hi , pay $5"),
    ("en.arb", '{"a": "Hi {name}"}', "icu", "Hi "),
    ("en.yml", "a: 'Hi %{name}'\n", "percent", "Hi "),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "dialect", "least"), HOSTS, ids=[row[0] for row in HOSTS])
def test_a_host_determines_the_dialect(tmp_path: Path, path: str, text: str, dialect: str, least: str) -> None:
    report = run(tmp_path, {path: text})
    (message,) = report["messages"]
    assert (message["dialect"], message["witness"]["least"], message["segments"]["most"]) == (dialect, least, None)
    assert {each["code"] for each in report["findings"]} == {"PLH004"}


def test_a_host_whose_texts_are_never_filled() -> None:
    assert host_dialect("yaml", "config/locales/en.yml", "en.sms.a") is None
    assert host_dialect("php", "app/Sms.php", "a.b") is None


FOREIGN = [
    # A text in a dialect that nobody stated, what is read of it, and of which tool its fields are.
    ("Hi *|FNAME|*!", "Hi <?FNAME>!", ["Mailchimp"]),
    ("Hi %%First_Name%% and [first_name]", "Hi <?First_Name> and <?first_name>", ["Salesforce Marketing Cloud", "a mail merge"]),
    ("Hi {{ name }}, %%shop%% waits", "Hi <name>, <?shop> waits", ["Salesforce Marketing Cloud"]),
    ("{% if x %}Hi @@name@@{% endif %}", "(Hi <?name>|)", ["a language that smslint does not know"]),
    ("A <% if (x) { %>a<% } else { %>b<% } %> Z", "A <?<% if (x) { %>a<% } else { %>b<% } %>> Z", ["ERB or Adobe Campaign"] * 3),
    ("Hi <#if x>${x}<#else>you</#if>", "<?<#if x>>", ["FreeMarker"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read", "tools"), FOREIGN, ids=[row[0] for row in FOREIGN])
def test_a_text_that_no_dialect_reads_is_not_exact(tmp_path: Path, text: str, read: str, tools: list[str]) -> None:
    report = run(tmp_path, {"a.txt": text})
    (message,) = report["messages"]
    assert message["segments"]["most"] is None
    found = [each for each in report["findings"] if each["code"] == "PLH001"]
    assert [each["severity"] for each in found] == ["warning"] * len(tools)
    assert all(tool in each["message"] for tool, each in zip(tools, found, strict=True))
    assert report["coverage"]["unread"]
    assert not report["coverage"]["complete"]
    dialect = message["dialect"]
    assert shape(with_fields(parse(text, dialect), text)[0]) == read


def test_a_stated_dialect_is_not_questioned(tmp_path: Path) -> None:
    report = run(tmp_path, {"a.txt": "Hi *|FNAME|*, {{ name }}"}, dialect="jinja")
    assert [each["severity"] for each in report["findings"] if each["code"] == "PLH001"] == ["warning"]
    assert report["coverage"]["unread"] == []


def test_if_two_dialects_fit_the_wider_bounds_are_used(tmp_path: Path) -> None:
    text = "{% if x %}\n" + "a" * 160 + "{% endif %}"
    report = run(tmp_path, {"a.txt": text})
    (message,) = report["messages"]
    counts = {dialect: len(_longest(text, dialect)) for dialect in ("jinja", "twig")}
    assert counts == {"jinja": 161, "twig": 160}
    assert message["segments"] == {"least": 1, "most": 2}
    (guess,) = report["coverage"]["guessed"]
    assert (guess["dialect"], guess["evidence"], guess["also"]) == ("jinja", "{% if x %}", ["twig"])
    shown = invoke(str(tmp_path)).stdout
    assert "read as jinja for {% if x %}, which twig would read in another way" in shown


def _longest(text: str, dialect: str) -> str:
    return "".join(each.text for each in leaves(parse(text, dialect)) if isinstance(each, Literal))


def test_if_the_likeliest_dialect_does_not_parse_another_is_tried() -> None:
    text, found = _read("{% if x %}", Likeness("jinja", ("{% if x %}",), ("django", "mustache")))
    assert text == parse("{% if x %}", "mustache")
    assert found == Likeness("mustache", ("{% if x %}",), ("django",))


STAGES = [
    # A file of code, the stated dialect, what is read.
    ("a.ts", "export const samples = (shop: string) => [`Hi {first}! See ${shop}.`];\n", "brace", "Hi <first>! See <shop>."),
    ("a.py", 'SMS = f"Hi {{first}}, see {shop}"\n', "brace", "Hi <first>, see <shop>"),
    ("a.py", 'SMS = f"Hi %s, see {shop}"\n', "percent", "Hi <1>, see <shop>"),
    ("a.py", 'SMS = f"Hi there, see {shop}"\n', "brace", "Hi there, see <shop>"),
    ("a.ts", "export const a = (x: string) => x ? `Hi {{ name }} ${x}` : 'No {{ name }}';\n", "jinja", "(Hi <name> <x>|No <name>)"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "dialect", "read"), STAGES, ids=[f"{row[1]} {row[2]}" for row in STAGES])
def test_text_in_program_code_is_read_in_the_stated_dialect(
    tmp_path: Path, path: str, text: str, dialect: str, read: str
) -> None:
    report = run(tmp_path, {path: text}, dialect=dialect)
    assert "PLH001" not in {each["code"] for each in report["findings"]}
    tree = _of_code(path, text)
    second = again(tree, dialect)
    assert shape(second) == read
    edges = [each.span for each in leaves(second)]
    assert (edges[0].start, edges[-1].end) == (tree.span.start, tree.span.end)
    assert all(one.end == two.start for one, two in pairwise(edges))


def _of_code(path: str, text: str) -> Text:
    from smslint.sources.options import Options
    from smslint.sources.registry import read, source_for

    (message,) = read(source_for(path).source, text, Options(path=path))
    assert message.text is not None
    return message.text


def test_what_does_not_parse_is_plain_text() -> None:
    tree = parse("Hi ${x} {% if y", "dollar")
    assert again(tree, "jinja") == tree


@pytest.mark.parametrize("code", ["{{ a b }}", "{% if a == %}y{% endif %}"])
def test_code_that_the_engine_of_the_second_program_refuses_is_unknown(code: str) -> None:
    tree = parse(f"Hi ${{x}} {code}", "dollar")
    found = bounds(again(tree, "jinja"), {"*": {"max": 3}})
    assert (found.most, found.unbounded_by) == (None, f" {code}")


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("{% if name matches '/x/' %}y{% endif %}", "twig"), ("{{ name|length > 3 ? 'A' : 'B' }}", "twig"), ("{% with name as k %}{{ k }}{% endwith %}", "django"),
        ("{% if name|default:'x' == 'x' %}y{% endif %}", "django"), ("{% set x = %}{% if a %}y{% endif %}", None), ("{{ a or }} {{ expr ||| default }}", "jinja"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_a_dialect_that_takes_its_code(text: str, dialect: str | None) -> None:
    found = outcome("m.txt", text)
    assert [finding.code for finding in found.findings if finding.code == "TPL001"] == (
        ["TPL001"] if dialect is None else []
    )
    assert dialect is None or found.messages[0].dialect == dialect


def test_a_merge_field_is_recognised_by_a_declared_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hi *|FNAME|*", encoding="utf-8")
    config = {"values": {"FNAME": {"max": 10, "charset": "gsm7_basic"}}, "messages": [{"files": "a.txt"}]}
    (tmp_path / "smslint.yaml").write_text(json.dumps(config), encoding="utf-8")
    report = json.loads(invoke("--format", "json", str(tmp_path)).stdout)
    assert report["messages"][0]["segments"] == {"least": 1, "most": 1}
    assert [each["severity"] for each in report["findings"] if each["code"] == "PLH001"] == ["error"]


def test_a_text_that_is_about_to_be_sent_is_not_a_template() -> None:
    report = check("Acme: hi {0}, order %1$s is ready for %name%")
    assert [each.code for each in report.findings] == ["PLH001"] * 3
    assert not any(isinstance(each, Placeholder) for each in leaves(parse("Hi *|FNAME|*")))


def test_the_declared_name_in_a_tag_of_another_tool_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tpl").write_text("Acme: {if $plan}y{/if}")
    (tmp_path / "smslint.yaml").write_text(
        "values: {plan: {max: 5}}\nmessages: [{files: a.tpl, kind: transactional}]\n"
    )
    report = json.loads(invoke("--format", "json", str(tmp_path)).stdout)
    (told,) = (each["message"] for each in report["findings"] if each["severity"] == "error")
    assert "The project or the list has 'plan'" in told


FORMS = {
    "locales/en.json": json.dumps({"cars": f"no car {'a' * 100} | {'b' * 100} cars", "short": "Acme | sale"}),
    "lang/en/sms.php": f"<?php\nreturn ['cars' => 'no car {'a' * 100}|{'b' * 100} cars', 'short' => 'Acme | sale'];\n",
}


@pytest.mark.parametrize("host", FORMS)
def test_bars_that_may_separate_plural_forms_are_read_both_ways(tmp_path: Path, host: str) -> None:
    """As text and as forms of which one is sent: the bounds include both, and the run says so where they differ."""
    report = run(tmp_path, {host: FORMS[host]})
    assert [message["segments"] for message in report["messages"]] == [{"least": 1, "most": 2}, {"least": 1, "most": 1}]
    (guess,) = report["coverage"]["guessed"]
    assert (guess["evidence"], guess["also"], guess["messages"]) == ("|", ["plural forms"], 1)
    stated = run(tmp_path, {host: FORMS[host]}, dialect="plain")
    assert stated["messages"][0]["segments"] == {"least": 2, "most": 2}
    assert stated["coverage"]["guessed"] == []


@pytest.mark.parametrize(("package", "dialect"), [('{"dependencies": {"vue-i18n": "9"}}', "vue_i18n"), ("{}", "brace")])
def test_the_package_shows_the_language_of_its_texts(tmp_path: Path, package: str, dialect: str) -> None:
    text = json.dumps(
        {
            "cars": f"no car {'a' * 100} | {{n}} {'b' * 100} cars",
            "link": "Acme: @:cars",
            "icu": "{n, plural, other {#}}",
        }
    )
    (tmp_path / "package.json").write_text(package, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    report = run(tmp_path, {"src/locales/en.json": text})
    assert [each["dialect"] for each in report["messages"]][0::2] == [dialect, "icu"]
    assert [each["segments"]["most"] for each in report["messages"][:2]] == [None, None]
    assert report["messages"][0]["segments"]["least"] == 1
    assert any("cars is unknown" in each["why"] for each in report["coverage"]["unread"])


ICU_PACKAGES = ["next-intl", "react-intl", "@formatjs/intl", "i18next-icu", "svelte-i18n", "@lingui/core"]


@pytest.mark.parametrize("name", ICU_PACKAGES)
def test_a_package_for_icu_shows_the_language_of_its_catalogues(tmp_path: Path, name: str) -> None:
    """To ICU an apostrophe before a brace is a quote: the field is sent as it is written."""
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {name: "3"}}), encoding="utf-8")
    (tmp_path / ".git").mkdir()
    text = json.dumps({"otp": "Acme: your code is '{code}'", "other": "Acme: hi {{ name }}{% if x %}!{% endif %}"})
    report = run(tmp_path, {"src/messages/en.json": text})
    assert [each["dialect"] for each in report["messages"]] == ["icu", "jinja"]
    assert report["messages"][0]["segments"] == {"least": 1, "most": 1}


def test_in_a_resx_an_escaped_brace_beside_an_item_is_no_field_of_jinja(tmp_path: Path) -> None:
    texts = {"a": "Code {0}. Write {{x}}", "b": "Acme: hi {{ name }}", "c": "Code {0}{% if x %}!{% endif %}"}
    body = "".join(f"<data name='{name}'><value>{text}</value></data>" for name, text in texts.items())
    report = run(tmp_path, {"Sms.resx": f"<root>{body}</root>"})
    assert [each["dialect"] for each in report["messages"]] == ["csharp", "jinja", "jinja"]


def test_the_code_of_amazon_cognito_has_six_digits(tmp_path: Path) -> None:
    body = "Acme: your code is {####}. Do not share it."
    report = run(
        tmp_path,
        {"a.tf": f'resource "x" "y" {{\n  sms_authentication_message = "{body}"\n}}\n'},
        keys="*.sms_authentication_message",
    )
    assert (report["messages"][0]["encodings"], report["messages"][0]["segments"]) == (
        ["GSM-7"],
        {"least": 1, "most": 1},
    )
    assert len(report["messages"][0]["witness"]["most"]) == len(body)
    assert "PLH004" not in {finding["code"] for finding in report["findings"]}


NOT_READ = """
Acme: hi ${name}\\n% if x:\\nyes\\n% endif
Acme: hi <%include file='foot'/>
Acme: {* a note *} hello
Acme: hello {include 'foot.tpl'}
Acme: {literal}{a}{/literal} hello
Acme: hi {~name} {?x}a{/x} {>"foot"/}
Acme: hi <b th:text="${name}">Bob</b>
Acme: hi [[${name}]] [(${x})] [# th:if="${a}"]b[/]
Acme: hi <c:out value='${name}'/> <c:if test='${x}'>a</c:if>
Acme: hi <tal:block replace='name'/> x
Acme: hi $name$ $if(x)$ y $endif$
Acme: hi @(name)
@{ var a = 1; }\\nAcme: hello
Acme: {{ name }} {{ if x }}a{{ else }}b{{ end }}
Acme: {{ name }} {{? it.x }}a{{?}}
Acme: {{=it.name}} {{~it.a :v}}a{{~}}
Acme: hi {%= o.name %}
"""


@pytest.mark.parametrize("text", NOT_READ.split("\n")[1:-1])
def test_a_language_that_is_not_read_never_has_exact_bounds(tmp_path: Path, text: str) -> None:
    """Whatever it is taken for, no limit is given, and the run says so."""
    report = run(tmp_path, {"a.txt": text.replace("\\n", "\n")})
    (message,) = report["messages"]
    assert message["segments"] == {"least": 1, "most": None}
    assert report["coverage"]["complete"] is False
    assert report["coverage"]["unread"] or report["coverage"]["guessed"]


PARTS = [
    # A file, and the keys of its messages with the most segments of each: what is a part of a text has no limit.
    ("t.yaml", "a: !Sub\n  - 'Acme: ${x} is ready'\n  - {x: y}\nb: Acme\n", {"a": 1, "b": 1}),
    ("t.yaml", "a: !Join [', ', ['Acme', !FindInMap [a, b, X]]]\nb: Acme\n", {"a": None, "b": 1}),
    ("t.yaml", "a:\n  Fn::Join:\n    - ''\n    - - Acme\n      - !ImportValue X\n", {"a.Fn::Join": None}),
    ("t.json", '{"a": {"Fn::Join": ["", {"Ref": "L"}]}, "b": "Acme"}', {"a.Fn::Join": None, "b": 1}),
    ("strings.xml", "<resources><string name='a'>Acme</string><string name='b'>@string/a</string></resources>", {"a": 1}),
    ("a.py", "TEXT = 'Acme: {} is ready'\n", {"TEXT": None}),
]  # fmt: skip


@pytest.mark.parametrize(("host", "text", "most"), PARTS)
def test_a_part_of_a_text_is_not_counted_as_a_message(
    tmp_path: Path, host: str, text: str, most: dict[str, int | None]
) -> None:
    report = run(tmp_path, {host: text})
    assert {each["key"]: each["segments"]["most"] for each in report["messages"]} == most
    assert bool(report["coverage"]["unread"] or report["coverage"]["guessed"]) is (None in most.values())


def test_smarty_in_a_tpl_file_is_not_read_as_fluent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from smslint.cli.app import run
    from tests.project.support import project

    files = {"smslint.yaml": "messages: [{files: '*.tpl'}]\n", "a.tpl": "Acme: hi {$name}, your order is ready"}
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["check"]) == 0
    out = capsys.readouterr().out
    assert "not understood: a.tpl:1: The value of name is unknown" in out
    assert "'{$name}' looks like a placeholder of Smarty" in " ".join(out.split())
    assert "read as fluent" not in out


@pytest.mark.parametrize(
    ("name", "content", "body"),
    [
        ("manage.py", "", "{% if a %}x{% endif %}\nAcme: hello {{ b }}"),
        ("main.tf", 'a = templatefile("./a.txt", {})', "Acme: hello ${b}%{ if c } x%{ endif }"),
        ("package.json", '{"dependencies": {"vue-i18n": "9"}}', '{"sms": {"a": "Acme: hello {name} | {other}"}}'),
    ],
)
def test_a_cached_run_sees_the_files_that_a_guess_rests_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, content: str, body: str
) -> None:  # fmt: skip
    from smslint.cli.app import run
    from smslint.project import project_files
    from tests.project.support import project

    def said(*options: str) -> str:
        project_files.engine_of.cache_clear()
        project_files.catalogue_dialect.cache_clear()
        project_files.is_filled_by_terraform.cache_clear()
        run(["check", "--format", "json", *options])
        return capsys.readouterr().out

    file = "a.json" if body.startswith('{"') else "a.txt"
    monkeypatch.chdir(
        project(tmp_path, {"smslint.yaml": f"messages: [{{files: {file}}}]\n", file: body, ".git/HEAD": ""})
    )
    before = said()
    (tmp_path / name).write_text(content)
    after = said()
    assert after == said("--no-cache")
    assert after != before


def test_a_dash_of_i18next_trims_nothing(tmp_path: Path) -> None:
    """``{{- name}}`` is not escaped in i18next and prints the blank before it, which Jinja trims: the bounds include both."""
    body = f"Acme: hello {'x' * 141} {{{{- name}}}}"  # 161 characters with a name of seven letters and the blank
    (tmp_path / "smslint.yaml").write_text(
        'values: {name: {min: 7, max: 7, charset: gsm7_basic}}\nmessages: [{files: "**/*.json", keys: "sms.*"}]\n'
    )
    for folder, segments, also in (
        ("locales/en", {"least": 1, "most": 2}, ["i18next"]),
        ("texts", {"least": 1, "most": 1}, []),
    ):
        path = tmp_path / folder / "sms.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"sms": {"a": body}}))
        report = json.loads(invoke("--config", str(tmp_path / "smslint.yaml"), "--format", "json", str(path)).stdout)
        (message,), (guess,) = report["messages"], report["coverage"]["guessed"]
        assert (message["segments"], guess["also"]) == (segments, also)
