"""``results:`` of a configuration: what the project's own filters, tags, helpers and functions give, held against real engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import ConfigError
from smslint.project.config import make_config
from tests.engines.engine import engine
from tests.project.support import project

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "z" * 200
SETTINGS = (
    "kind: transactional\nbrand: Acme\nregions: [US]\nvalues: {'*': {max: 10, charset: gsm7_basic}}\n"
    "results: {own: {max: 200, charset: gsm7_basic}, shout: same}\nmessages: [{files: a.txt, dialect: %s}]\n"
)
FORMS = [
    ("jinja", "{{ a|own }}", 2), ("jinja", "{{ a|own(1)|truncate(50) }}", 1), ("jinja", "{{ a|upper|own }}", 2), ("jinja", "{{ own(a) }}", 2), ("jinja", "{{ own(a, ')') }}", 2), ("jinja", "{{ a|shout }}", 1),
    ("jinja", "{{ a|own|own }}", 2), ("jinja", "{% for x in l %}{{ x|shout }}{% endfor %}", None), ("jinja", "{% own a %}", 2), ("django", "{{ a|own:3 }}", 2), ("django", "{% own a %}", 2), ("twig", "{{ own(a) }}", 2),
    ("liquid", "{{ a | own: 1 }}", 2), ("liquid", "{% own a %}", 2), ("handlebars", "{{own a}}", 2), ("handlebars", "{{{own a b=c}}}", 2), ("go", "{{own .A}}", 2), ("go", "{{.A | own}}", 2), ("erb", "<%= own(a) %>", 2),
    ("blade", "{{ own($a) }}", 2), ("blade", "@own($a)", 2), ("velocity", "#own($a)", 2),
    # Blocks: what the engine prints for them is what the call gives.
    ("handlebars", "{{#own a}}x{{/own}}", 2), ("handlebars", "{{~#own a as |b|~}}x{{b}}{{else}}y{{/own}}", 2), ("handlebars", "{{#own}}x{{else}}y{{/own}}", 2), ("handlebars", "{{^own a}}x{{/own}}", 2),
    ("handlebars", "{{#if a}}x{{else own b}}y{{/if}}", 2), ("mustache", "{{#own}}x{{/own}}", 2), ("jinja", "{% call own(a) %}x{% endcall %}", 2), ("jinja", "{% call(b) own(a) %}x{% endcall %}", 2),
    ("jinja", "{% filter own %}x{% endfilter %}", 2), ("jinja", "{% filter own(3) %}x{% endfilter %}", 2), ("django", "{% filter own:3 %}x{% endfilter %}", 2), ("twig", "{% apply own %}x{% endapply %}", 2),
    ("velocity", "#@own($a)x#end", 2), ("erb", "<%= own(a) do %>x<% end %>", 2), ("erb", "<%= own a do |b| %>x<% end %>", 2), ("django", "{% own a %}x{% endown %}", 2),
    ("jinja", "{%- own -%}", 2), ("django", "{% own %}", 2), ("liquid", "{%own%}", 2), ("velocity", "#own()", 2), ("blade", "@own()", 2),
    # What is more than a call stays unknown.
    ("jinja", "{{ own(a) + other(b) }}", None), ("jinja", "{{ a|own|other }}", None), ("go", "{{own .A | other}}", None), ("erb", "<%= own + x %>", None), ("erb", "<%= other(a) do %><%= own %><% end %>", None), ("handlebars", "{{#each own}}x{{/each}}", None),
    ("jinja", "{% filter own|other %}x{% endfilter %}", None), ("jinja", "{% filter shout %}x{% endfilter %}", None), ("jinja", "{% call other(own) %}x{% endcall %}", None), ("twig", "{% apply own | other %}x{% endapply %}", None), ("jinja", "{{ shout(a) }}", None), ("jinja", "{{ other(own(a)) }}", None),
]  # fmt: skip


def checked(text: str, dialect: str, folder: Path, capsys: pytest.CaptureFixture[str], settings: str = "") -> Any:
    project(folder, {"smslint.yaml": settings or SETTINGS % dialect, "a.txt": text})
    status = run(["check", "--format", "json"])
    assert status in (0, 1)
    return json.loads(capsys.readouterr().out)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("dialect", "text", "most"), FORMS)
def test_the_bounds(
    dialect: str, text: str, most: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = checked(text, dialect, tmp_path, capsys)
    assert [each["segments"] for each in found["messages"]] == [{"least": 1, "most": most}]
    again = checked(text, dialect, tmp_path, capsys)
    assert again["messages"] == found["messages"]
    without = checked(text, dialect, tmp_path, capsys, (SETTINGS % dialect).replace("results: ", "facts: {} #"))
    assert without["messages"][0]["segments"]["most"] in (None, 2)


def _jinja(text: str, own: Callable[..., str]) -> str:
    import jinja2

    environment = jinja2.Environment()
    environment.filters["own"] = environment.globals["own"] = own
    return environment.from_string(text).render(a="Ann")


def _liquid(text: str, own: Callable[..., str]) -> str:
    import liquid

    environment = liquid.Environment()
    environment.filters["own"] = own
    return environment.from_string(text).render(a="Ann")


@pytest.mark.parametrize("given", ["", "a", LONG, "€" * 70, "é" * 160])
@pytest.mark.parametrize(
    ("dialect", "text", "render"),
    [
        ("jinja", "{{ a|own }}", _jinja), ("jinja", "x{{ a|own|truncate(50) }}", _jinja), ("jinja", "{{ a|own|upper }}{{ own(a) }}", _jinja), ("jinja", "{{ a|own|default('none', true) }}", _jinja),
        ("liquid", "{{ a | own }}", _liquid), ("liquid", "{{ a | own | append: '!' | truncate: 60 }}", _liquid), ("liquid", "{{ a | own: 'x' | strip }}", _liquid),
    ],
)  # fmt: skip
def test_what_an_engine_prints_is_within_the_bounds(
    dialect: str, text: str, render: Callable[..., str], given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (SETTINGS % dialect).replace("max: 200, charset: gsm7_basic", "max: 200")
    segments = checked(text, dialect, tmp_path, capsys, settings)["messages"][0]["segments"]
    count = smslint.segment(render(text, lambda *_: given)).count
    assert segments["least"] <= count <= segments["most"]


def test_a_helper_of_handlebars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its engine here has no helpers of a project: one of its own that prints the same."""
    printed = engine("handlebars").render("{{lookup this 'a'}}", {"a": LONG})
    found = checked("{{own this 'a'}}", "handlebars", tmp_path, capsys)
    assert found["messages"][0]["segments"]["most"] == smslint.segment(printed).count == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [("{{ a|own }}", "own"), ("{{ own(a) }}", "own"), ("{% own a %}", "own"), ("{{ a|shout }}", "shout")],
)
def test_no_list_is_sent_with_it(
    text: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 40)
    project(tmp_path, {"smslint.yaml": SETTINGS % "jinja", "a.txt": f"Acme: {text}"})
    Path("l.csv").write_text("phone,consent,a,own a\n+14155550101,yes,Ann,Zoe\n")
    assert run(["send", "a.txt", "l.csv", "--dry-run"]) != 0
    said = capsys.readouterr()
    assert name in said.out + said.err
    assert "would be sent" not in said.out or "0 would be sent" in said.out


def test_a_name_that_nothing_calls_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (SETTINGS % "jinja").replace("own:", "onw:")
    found = checked("{{ a|own }}{{ a|shout }}", "jinja", tmp_path, capsys, settings)
    said = [(each["line"], each["message"]) for each in found["findings"] if each["code"] == "CFG001"]
    assert said == [(5, "No template needs the result of 'onw' (did you mean 'own'?).")]
    found = checked("{{ a|own }}{{ a|shout }}", "jinja", tmp_path, capsys)
    assert not any(each["code"] == "CFG001" for each in found["findings"])


def test_what_a_language_knows_stays_exact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = (SETTINGS % "jinja").replace("own: ", "truncate: ")
    found = checked("{{ a|truncate(5) }}{{ a|shout }}", "jinja", tmp_path, capsys, settings)
    assert found["messages"][0]["segments"] == {"least": 1, "most": 1}
    assert any("No template needs the result of 'truncate'" in each["message"] for each in found["findings"])


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"own": {"mx": 3}}, "unknown key 'mx' (did you mean 'max'?)"),
        ({"own": "sane"}, "'sane'"),
        ({"own": {"charset": "gsm7"}}, "state max, enum or type"),
        ({"own": {"max": -1}}, "max"),
        ({"own": 3}, "own"),
        ({"own": None}, "own"),
        ({" ": {"max": 3}}, "the name of a filter"),
        ({"own": {"max": 3, "max_items": 3}}, "is of a list"),
        (["own"], "results"),
    ],
)
def test_a_wrong_setting_is_refused(stated: object, words: str) -> None:
    with pytest.raises(ConfigError) as error:
        make_config({"results": stated}, Path())
    assert words in str(error.value)
    assert "results" in str(error.value)


def test_what_is_extended_is_merged_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "base.yaml").write_text("results: {own: {max: 1000}, link: {max: 9, charset: digits}}\n")
    settings = "extends: base.yaml\n" + SETTINGS % "jinja"
    found = checked("{{ a|own }}{{ a|link }}{{ a|shout }}", "jinja", tmp_path, capsys, settings)
    assert found["messages"][0]["segments"] == {"least": 1, "most": 2}


HELPERS = ["{{#if (nosuch x)}}a{{else}}b{{/if}}", "{{#unless (nosuch a b=c)}}a{{/unless}}", "{{#if x}}a{{else if (nosuch x 'y')}}b{{/if}}", "{{#if (lookup (nosuch x) 'y')}}a{{/if}}"]  # fmt: skip


@pytest.mark.parametrize("text", HELPERS)
def test_a_helper_that_may_not_be_there(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.engines.engine import EngineError

    with pytest.raises(EngineError, match="nosuch"):
        engine("handlebars").render(text, {})
    found = checked(text, "handlebars", tmp_path, capsys)
    assert [each["filter"] for each in found["coverage"]["unknown_filters"]] == ["nosuch"]
    settings = (SETTINGS % "handlebars").replace("own:", "nosuch:")
    found = checked(text, "handlebars", tmp_path, capsys, settings)
    assert found["coverage"]["unknown_filters"] == []
    assert not any("'nosuch'" in each["message"] for each in found["findings"])


def test_a_helper_of_the_language_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "{{#if (lookup this 'a')}}x{{/if}}{{#if (nosuch)}}y{{/if}}{{#if (nosuch b=c)}}y{{/if}}"
    assert engine("handlebars").render(text, {"a": "1"}) == "x"
    found = checked(text, "handlebars", tmp_path, capsys)
    assert found["coverage"]["unknown_filters"] == []


@pytest.mark.parametrize(
    ("dialect", "block"),
    [
        ("handlebars", "{{#own a}}Reply STOP to opt out{{/own}}"),
        ("handlebars", "{{#own}}Reply STOP to opt out{{/own}}"),
        ("jinja", "{% own %}Reply STOP to opt out{% endown %}"),
        ("jinja", "{% filter own %}Reply STOP to opt out{% endfilter %}"),
    ],
)
def test_a_length_says_nothing_of_the_words(
    dialect: str, block: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (SETTINGS % dialect).replace("transactional", "marketing")
    found = checked(f"Acme: 20% off today! {block}", dialect, tmp_path, capsys, settings)
    assert not [each for each in found["findings"] if each["code"] == "OPT001"]
    texts = settings.replace("{max: 200, charset: gsm7_basic}", "{enum: [Hi, Bye]}")
    found = checked(f"Acme: 20% off today! {block}", dialect, tmp_path, capsys, texts)
    assert [each["code"] for each in found["findings"] if each["severity"] == "error"] == ["OPT001"]


def test_a_method_of_ruby_without_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = checked("<%= own %>", "erb", tmp_path, capsys)
    assert found["messages"][0]["segments"]["most"] == 2


@pytest.mark.parametrize("source", ["{{#if a}}t{{else own b}}x{{/if}}", "{{#each a}}t{{else own b}}{{/each}}"])
def test_a_helper_behind_else_does_anything(source: str) -> None:
    found = smslint.bounds(smslint.parse(source, "handlebars"), {"*": {"max": 1, "max_items": 2}})
    assert found.most is None
