"""Templates that extend or include others, read from the project: the text, the places of findings, and the finding for a missing part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.parts import mentions, read_part
from smslint.dialects.parts.references import REFERENCES
from smslint.errors import ConfigError, SmslintError
from smslint.project.cache import Cache
from smslint.project.config import load_config
from smslint.project.run import Runner
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.dialects.lexing.tokens import Token
    from smslint.finding import Finding
    from smslint.result import MessageResult, Result

FOOT = "Acme. Reply STOP to end"

TABLE = [
    ("a.j2", "jinja", "Sale! {% include 'foot.txt' %}", {"foot.txt": f"{FOOT}\n"}),
    ("a.j2", "jinja", "{% extends 'base' %}{% block body %}Sale!{% endblock %}",
     {"base": "{% block body %}{% endblock %} {% include 'parts/foot' %}", "parts/foot": FOOT}),
    ("a.txt", "django", "{% extends 'base' %}{% block body %}Sale! {{ block.super }}{% endblock %}",
     {"base": "{% block body %}" + FOOT + "{% endblock %}"}),
    ("a.twig", "twig", "Sale! {{ include('foot.twig') }}", {"foot.twig": FOOT}),
    ("a.twig", "twig", "{% extends 'base' %}{% block t %}Sale!{% endblock %}{% block u %}" + FOOT + "{% endblock %}",
     {"base": "{{ block('t') }} {% block u %}{% endblock %}"}),
    ("a.liquid", "liquid", "Sale! {% render 'foot' %}", {"snippets/foot.liquid": FOOT}),
    ("a.hbs", "handlebars", "Sale! {{> foot}}", {"partials/foot.hbs": FOOT}),
    ("a.mustache", "mustache", "Sale! {{> foot}}", {"foot.mustache": FOOT}),
    ("a.tmpl", "go", 'Sale! {{template "foot" .}}', {"foot.tmpl": FOOT}),
    ("a.tmpl", "go", '{{define "foot"}}' + FOOT + '{{end}}Sale! {{template "foot" .}}', {}),
    ("a.erb", "erb", 'Sale! <%= render "sms/foot" %>', {"sms/_foot.text.erb": FOOT}),
    ("a.txt", "blade", "Sale! @include('sms.foot')", {"sms/foot.blade.php": FOOT}),
    ("a.txt", "blade", "@extends('base')\n@section('body')\n@parent\n@endsection",
     {"base.blade.php": "@section('body')Sale! @show\n" + FOOT}),
    ("a.txt", "blade", "@component('card') Sale! @slot('foot') " + FOOT + " @endslot @endcomponent",
     {"card.blade.php": "{{ $slot }} {{ $foot }}"}),
    ("a.mustache", "mustache", "{{<base}}{{$body}}Sale! {{/body}} left out {{/base}}",
     {"base.mustache": "{{$body}}default{{/body}}{{$foot}}" + FOOT + "{{/foot}}"}),
    ("a.hbs", "handlebars", "{{#> base}}{{#*inline 'foot'}}" + FOOT + "{{/inline}}Sale!{{/base}}",
     {"base.hbs": "{{> @partial-block}} {{> foot}}"}),
    ("a.vm", "velocity", 'Sale! #parse("foot.vm")', {"foot.vm": FOOT}),
]  # fmt: skip


def checked(folder: Path, name: str, dialect: str, more: str = "") -> Result:
    (folder / "smslint.yaml").write_text(
        f"regions: [US]\nbrand: Acme\nkind: marketing\n{more}messages: [{{files: {name}, dialect: {dialect}}}]\n"
    )
    return run(folder)


def codes(result: Result) -> set[str]:
    return {finding.code for finding in result.findings}


def only(result: Result) -> MessageResult:
    (message,) = result.messages
    return message


def found(result: Result, code: str) -> Finding:
    return next(finding for finding in result.findings if finding.code == code)


@pytest.mark.parametrize(
    ("name", "dialect", "source", "files"), TABLE, ids=[f"{number}-{row[1]}" for number, row in enumerate(TABLE)]
)
def test_a_footer_from_another_file_is_counted(
    tmp_path: Path, name: str, dialect: str, source: str, files: dict[str, str]
) -> None:
    folder = project(tmp_path, {f"sms/{name}": source, **{f"sms/{key}": text for key, text in files.items()}})
    result = checked(folder, f"sms/{name}", dialect)
    assert only(result).most_witness == f"Sale! {FOOT}"
    assert not {"OPT001", "TPL002", "IDN001"} & codes(result)
    assert result.coverage is not None
    assert not result.coverage.unread


@pytest.mark.parametrize(
    ("name", "dialect", "source", "files"), TABLE, ids=[f"{number}-{row[1]}" for number, row in enumerate(TABLE)]
)
def test_a_missing_part_is_reported_and_the_bounds_are_unknown(
    tmp_path: Path, name: str, dialect: str, source: str, files: dict[str, str]
) -> None:
    if not files:
        return
    folder = project(tmp_path, {f"sms/{name}": source})
    result = checked(folder, f"sms/{name}", dialect)
    assert only(result).most is None
    assert "there is no such file in the project" in found(result, "TPL002").message
    assert "OPT001" not in codes(result)  # the part may hold it
    assert result.coverage is not None
    assert len(result.coverage.unread) == 1
    assert "was not read" in result.coverage.unread[0].why


@pytest.mark.parametrize(
    ("name", "dialect", "source"),
    [
        ("m.j2", "jinja", "Sale!{% include 'foot.txt' ignore missing %}"),
        ("m.twig", "twig", "Sale!{% include 'foot.txt' ignore missing %}"),
        ("m.blade.php", "blade", "Sale!@includeIf('foot')"),
    ],
)
def test_a_part_that_may_be_missing_is_nothing_only_where_all_folders_are_known(
    tmp_path: Path, name: str, dialect: str, source: str
) -> None:
    folder = project(tmp_path, {f"sms/{name}": source, "views/other": ""})
    unknown = checked(folder, f"sms/{name}", dialect)
    assert only(unknown).most is None
    assert "state template_folders" in found(unknown, "TPL002").message
    known = checked(folder, f"sms/{name}", dialect, "template_folders: views\n")
    assert only(known).most_witness == "Sale!"
    assert "TPL002" not in codes(known)


def test_names_are_searched_in_the_folder_and_the_folders_above(tmp_path: Path) -> None:
    folder = project(tmp_path, {"a/b/m.j2": "{% include 'shared/foot' %}", "shared/foot": FOOT})
    assert only(checked(folder, "a/b/m.j2", "jinja")).most_witness == FOOT


def test_configured_folders_replace_the_default_ones(tmp_path: Path) -> None:
    folder = project(tmp_path, {"a/m.j2": "{% include 'foot' %}", "foot": "above", "t/foot": FOOT})
    assert only(checked(folder, "a/m.j2", "jinja", "template_folders: t\n")).most_witness == FOOT
    for wrong in ("nowhere", "..", "foot"):
        with pytest.raises(ConfigError, match=r"smslint\.yaml:4: template_folders"):
            checked(folder, "a/m.j2", "jinja", f"template_folders: {wrong}\n")


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/hostname", "../../secret", "link", "link/secret", "\\0", "a\tb", ""]
)
def test_nothing_outside_the_project_is_read(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path / "project", {"m.j2": f"Hi {{% include '{name}' %}}"})
    (tmp_path / "secret").write_text("SECRET")
    (folder / "link").symlink_to(tmp_path / "secret")
    result = checked(folder, "m.j2", "jinja")
    assert "TPL002" in codes(result)
    assert "SECRET" not in str(result)


def test_a_finding_in_a_part_is_reported_once_at_its_place_in_the_part(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        {
            "sms/a.j2": "Hi {% include 'foot' %}",
            "sms/b.j2": "Ho {% include 'foot' %}",
            "sms/foot": "Reply STOP\n to “end”",
        },
    )
    result = checked(folder, "sms/*.j2", "jinja")
    places = [
        (each.location.path, each.location.line, each.location.column)
        for each in result.findings
        if each.code == "ENC001" and each.location
    ]
    shown = (folder / "sms/foot").as_posix()
    assert places == [(shown, 2, 5)]
    assert all(each.fix is None or each.fix.location is None for each in result.findings if each.code == "ENC001")


def test_places_after_an_include_are_those_of_the_file(tmp_path: Path) -> None:
    folder = project(tmp_path, {"m.j2": "{% include 'foot' %} then “", "foot": FOOT * 3})
    location = found(checked(folder, "m.j2", "jinja"), "ENC001").location
    assert location is not None
    assert (location.line, location.column) == (1, 27)


BAD = [
    ("{% include 'm.j2' %}", {}, "includes itself"),
    ("{% include 'a' %}", {"a": "{% include 'b' %}", "b": "{% include 'a' %}"}, "a includes itself"),
    ("{% extends 'm.j2' %}", {}, "includes itself"),
    ("{% include 'a' %}", {"a": "{% if x %}"}, "does not parse"),
    ("{% include 'a' %}", {"a": b"\xff\xfe\x00"}, "a: "),
    ("{% include 'a' %}", {"a": "x" * 2_000_000}, "larger than any message"),
    ("{% include 'a' %}", {"a": "x" * 400_000}, "with its parts it has more than 300,000 characters"),
    ("{% include name %}", {}, "known only when the template is rendered"),
    (
        "{% include 'a' %}",
        {**{f"{'a' * n}": "{% include '" + "a" * (n + 1) + "' %}" for n in range(1, 40)}},
        "more than 20 deep",
    ),
    (
        "{% include 'a' %}",
        {f"{'a' * n}": ("{% include '" + "a" * (n + 1) + "' %}") * 3 for n in range(1, 12)},
        "more than 500 parts",
    ),
]


@pytest.mark.parametrize(("source", "files", "why"), BAD, ids=range(len(BAD)))
def test_an_unusable_part_is_one_clear_finding(
    tmp_path: Path, source: str, files: dict[str, str | bytes], why: str
) -> None:
    folder = project(tmp_path, {"m.j2": source, **files})
    result = checked(folder, "m.j2", "jinja")
    assert why in found(result, "TPL002").message
    assert only(result).most is None


def test_a_cached_run_sees_that_a_part_changed(tmp_path: Path) -> None:
    folder = project(tmp_path, {"m.j2": "Sale! {% include 'foot' %}", "foot": FOOT})
    checked(folder, "m.j2", "jinja")
    for text in (FOOT, "no way out", FOOT):
        (folder / "foot").write_text(text)
        cache = Cache("")
        result = run(folder, Runner(cache=cache))
        cache.save()
        assert ("OPT001" in codes(result)) == (text != FOOT)


def test_a_list_is_filled_with_the_parts_and_refused_without_them(tmp_path: Path) -> None:
    folder = project(tmp_path, {
        "smslint.yaml": "regions: [US]\nkind: transactional\nmessages: [{files: '*.j2', dialect: jinja}]\n",
        "m.j2": "Hi {{ name }}. {% include 'foot' %}", "foot": "{{ brand }}: Reply STOP" + "x" * 137, "gone.j2": "Hi {% include 'nowhere' %}",
    })  # fmt: skip
    people = [{"phone": "+12025550101", "name": "Ann", "brand": "Acme"}]
    broadcast = smslint.preflight(folder / "m.j2", people)
    assert broadcast.ok
    assert broadcast.segments == 2  # 160 characters with the part, and one more
    with pytest.raises(
        SmslintError, match=r"^TPL002: 'nowhere' was not read: .* So nobody knows which text would be sent"
    ):
        smslint.preflight(folder / "gone.j2", people)


def test_extends_of_a_configuration_keeps_its_folders(tmp_path: Path) -> None:
    folder = project(
        tmp_path, {"base.yaml": "template_folders: t\n", "smslint.yaml": "extends: base.yaml\n", "t/x": ""}
    )
    assert load_config(folder / "smslint.yaml").template_folders == ((folder / "t").resolve(),)


def test_the_parts_of_a_guessed_language_count_too(tmp_path: Path) -> None:
    folder = project(
        tmp_path, {"smslint.yaml": "regions: [US]\nmessages: [{files: sms.txt}]\n",
                   "sms.txt": "{% extends 'base' %}{% block body %}Hi {{ name|default('you') }}{% endblock %}",
                   "base": "{% block body %}{% endblock %} " + FOOT},
    )  # fmt: skip
    result = run(folder)
    assert (only(result).dialect, only(result).least_witness) == ("jinja", f"Hi  {FOOT}")
    assert "TPL002" not in codes(result)


def test_the_quick_search_covers_all_languages_that_have_parts() -> None:
    assert set(mentions._SIGNS) == set(REFERENCES)


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("{# smslint: disable=ENC001 #}", True),
        ("{# smslint: disable #}", True),
        ("{# smslint: disable-file=ENC #}", True),
        ("{# smslint: disable=OPT001 #}", False),
        ("{# smslint: disable-next=ENC001 #}", False),
        ("<%# smslint: disable=ENC001 %>", False),
    ],
)
def test_a_directive_in_a_part_is_about_what_is_found_in_that_part(
    tmp_path: Path, comment: str, *, silenced: bool
) -> None:
    files = {"m.j2": "“Hi” {% include 'foot' %}", "foot": f"{comment}Reply STOP to “end”"}
    result = checked(project(tmp_path, files), "m.j2", "jinja")
    places = [str(each.location.path) for each in result.findings if each.code == "ENC001" and each.location]
    own, part = (tmp_path / "m.j2").as_posix(), (tmp_path / "foot").as_posix()
    assert sorted(places, reverse=True) == [own] + ([] if silenced else [part])
    assert result.suppressed == (1 if silenced else 0)


BLADE_TWICE = [
    ("@yield('x', 'default')", "default"),
    ("@section('x', 'a')@yield('x')@yield('x')", "aa"),
    ("@section('x')1 @parent 3 @show", "1  3 "),
    ("@section('x')a @stop @section('x')b @append @yield('x')", "a b "),
    ("@section('x')a @stop @section('x')b @overwrite @yield('x')", "b "),
    ("@section($x)a @stop b", None),
    ("@yield($x)", None),
    ("@if($a)@section('x')a @stop @endif @yield('x')", None),
    ("@section('x')@section('y')b @stop @parent @stop a @yield('x')", None),
    ("@each('none', $items, 'item') a", None),
    ("@each($view, $items, 'item') a", None),
    ("@component($x) a @endcomponent", None),
    ("@include('none') @php return; @endphp", None),
]


@pytest.mark.parametrize(("source", "rendered"), BLADE_TWICE, ids=[str(number) for number in range(len(BLADE_TWICE))])
def test_sections_of_one_view(tmp_path: Path, source: str, rendered: str | None) -> None:
    message = only(checked(project(tmp_path, {"a.txt": source}), "a.txt", "blade"))
    assert (message.most_witness, message.most is None) == (rendered, rendered is None)


MUSTACHE_PARENTS = [
    ("{{<base}}{{$a}}A{{/a}}{{/base}}", "[A|b]"),
    ("{{<base}}{{/base}}", "[a|b]"),
    ("{{<base}}text {{$b}}B{{/b}}{{/base}}", "[a|B]"),
    ("{{<middle}}{{$a}}A{{/a}}{{/middle}}", "[A|M]"),
    ("{{<middle}}{{$a}}x{{$a}}y{{/a}}{{/a}}{{/middle}}", "[xy|M]"),
    ("{{$a}}own{{/a}}{{<base}}{{/base}}", "own[a|b]"),
    ("{{<none}}{{$a}}A{{/a}}{{/none}}", None),
    ("  {{<lines}}{{/lines}}\n", None),
]


@pytest.mark.parametrize(("source", "rendered"), MUSTACHE_PARENTS)
def test_blocks_of_a_parent_in_mustache(tmp_path: Path, source: str, rendered: str | None) -> None:
    files = {
        "base.mustache": "[{{$a}}a{{/a}}|{{$b}}b{{/b}}]",
        "middle.mustache": "{{<base}}{{$a}}m{{/a}}{{$b}}M{{/b}}{{/base}}",
        "lines.mustache": "1\n2\n",
        "a.mustache": source,
    }
    message = only(checked(project(tmp_path, files), "a.mustache", "mustache"))
    assert (message.most_witness, message.most is None) == (rendered, rendered is None)


HANDED = [
    ("{{#> base}}x{{/base}}", "[x]"),
    ("{{#> base}}x{{else}}y{{/base}}", None),
    ("{{#> none}}x{{/none}}", None),
    ("{{> @partial-block}}", None),
    ("{{#> @partial-block}}own{{/@partial-block}}", "own"),
    ('{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', None),
    ('{{#if a}}{{#*inline "p"}}x{{/inline}}{{/if}}{{> p}}', None),
    ('{{#*inline "p"}}x{{/inline}}{{> p}}{{> p}}', "xx"),
    ('{{#*inline "p"}}1\n2{{/inline}}\n  {{> p}}\n', None),
    ("{{#> (lookup . 'x')}}x{{/(lookup}}", None),
]


@pytest.mark.parametrize(("source", "rendered"), HANDED)
def test_what_handlebars_hands_to_a_partial(tmp_path: Path, source: str, rendered: str | None) -> None:
    files = {"base.hbs": "[{{> @partial-block}}]", "a.hbs": source}
    message = only(checked(project(tmp_path, files), "a.hbs", "handlebars"))
    assert (message.most_witness, message.most is None) == (rendered, rendered is None)


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("jinja", "{% from 'm' import foot %}Acme: sale {{ foot() }}"),
        ("twig", "Acme: sale {{ block('foot') }}"),
        ("liquid", "Acme: sale {% if a %}{% capture f %}x{% endcapture %}{% endif %}{{ f }}"),
        ("erb", "Acme: sale <%= yield %>"),
        ("erb", "Acme: sale <% concat foot %>"),
        ("blade", "Acme: sale <x-foot/>"),
    ],
)
@pytest.mark.parametrize("values", ["", "values: {'*': {max: 5}}\n"])
def test_a_phrase_in_a_text_from_another_place_is_not_known(
    tmp_path: Path, dialect: str, source: str, values: str
) -> None:
    result = checked(project(tmp_path, {"a.txt": source}), "a.txt", dialect, values)
    assert "OPT001" not in codes(result)
    assert only(result).most is None
    assert result.coverage is not None
    assert result.coverage.unread


LACKING = [
    ("Sale", "US", "kind: marketing", {"IDN001", "OPT001"}),
    ("Sale", "KR", "kind: marketing", {"IDN001", "IDN002", "OPT002"}),
    ("Your code is {{ code }}.", "US", "kind: otp", {"IDN001", "OTP001"}),
    ("Welcome", "US", "program: confirmation", {"IDN001", "CTI001"}),
]


@pytest.mark.parametrize(("text", "region", "settings", "lacks"), LACKING)
def test_nobody_knows_what_a_text_with_an_unread_part_lacks(
    tmp_path: Path, text: str, region: str, settings: str, lacks: set[str]
) -> None:
    (tmp_path / "smslint.yaml").write_text(
        f"regions: [{region}]\nbrand: Acme\n{settings}\nmessages: [{{files: a.txt, dialect: jinja}}]\n"
    )

    def found(source: str) -> set[str]:
        return codes(run(project(tmp_path, {"a.txt": source})))

    assert lacks <= found(text)
    for part in ("{% include 'gone.txt' %} " + text, text + " {% include 'gone.txt' %}"):
        assert "TPL002" in found(part)
        assert not lacks & found(part)


HANDED_TO_ERB = [
    "<%= yield %>", "<%== yield :foot %>", "<%= yield(:foot) || 'x' %>", "<%= raw yield %>", "<%= (yield) %>", "<%= yield.strip %>",
    "<%= yield if a %>", "<%= content_for :foot %>", "<%= content_for?(:foot) ? yield(:foot) : 'x' %>", "<% foot = yield %><%= foot %>",
    "<%= safe_join([render('a'), b]) %>", "<%= [yield, b].join %>", "<%= a ? render('a') : b %>",
]  # fmt: skip
OWN_TO_ERB = [
    "<%= 'yield' %>", "<%= a[:yield] %>", "<%= a.yield %>", "<%= yielded %>", "<%= content_for?(:a) %>", "<% yields = 1 %>",
    "<%= capture.strip %>", "<%= \"render\" %>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "handed"), [(each, True) for each in HANDED_TO_ERB] + [(each, False) for each in OWN_TO_ERB]
)
def test_a_text_that_another_template_hands_to_erb_is_not_read(tmp_path: Path, source: str, handed: bool) -> None:
    result = checked(project(tmp_path, {"a.txt": "Acme: sale " + source}), "a.txt", "erb", "values: {'*': {max: 5}}\n")
    assert ("TPL002" in codes(result)) is handed
    assert result.coverage is not None
    assert any("written in another place" in each.why for each in result.coverage.unread) is handed
    assert not handed or only(result).most is None


def test_an_import_that_is_not_read_is_in_the_coverage(tmp_path: Path) -> None:
    result = checked(project(tmp_path, {"a.txt": "{% import 'm' as m %}Acme: sale"}), "a.txt", "jinja")
    assert result.coverage is not None
    assert [each.why for each in result.coverage.unread] == [
        "\"import 'm' as m\" was not read: smslint does not read import."
    ]


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("jinja", "{% macro foot() %}Acme. Reply STOP to end{% endmacro %}Sale! {{ foot() }}"),
        ("jinja", "{% set foot %}Acme. Reply STOP to end{% endset %}Sale! {{ foot }}"),
        ("liquid", "{% capture foot %}Acme. Reply STOP to end{% endcapture %}Sale! {{ foot }}"),
        ("velocity", "#define($foot)Acme. Reply STOP to end#end Sale! $foot"),
    ],
)
def test_a_phrase_in_a_captured_text_counts(tmp_path: Path, dialect: str, source: str) -> None:
    result = checked(project(tmp_path, {"a.txt": source}), "a.txt", dialect)
    assert not {"OPT001", "IDN001"} & codes(result)
    assert only(result).most == 1


MAILER = "app/views/sms_mailer/sale.text.erb"
LAYOUT = "app/views/layouts/sms_mailer.text.erb"


@pytest.mark.parametrize("layout", [LAYOUT, LAYOUT.replace("sms_", "application_"), LAYOUT.replace("sms_", "")])
def test_the_layout_that_rails_adds_is_named(tmp_path: Path, layout: str) -> None:
    result = checked(project(tmp_path, {MAILER: "Acme: sale", layout: "<%= yield %> " + FOOT}), MAILER, "erb")
    assert only(result).most is None
    assert "OPT001" not in codes(result)
    assert f"'layouts/{layout.rpartition('/')[2]}' was not read: Rails puts" in found(result, "TPL002").message


@pytest.mark.parametrize(
    ("name", "layout"),
    [(MAILER, "<%= yield %>\n"), (MAILER.replace("_mailer", ""), FOOT), (MAILER.replace("text", "sms"), FOOT)],
)
def test_a_layout_that_adds_nothing_changes_nothing(tmp_path: Path, name: str, layout: str) -> None:
    result = checked(project(tmp_path, {name: "Acme: sale", LAYOUT: layout}), name, "erb")
    assert only(result).most_witness == "Acme: sale"
    assert "TPL002" not in codes(result)


def test_templates_that_include_each_other_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a part is by itself is the same in each template, so what is known of each is the same as if it were alone."""
    names = [f"t{number}.j2" for number in range(12)]
    texts = {
        name: f"Acme {name[1:-3]} {{{{ n }}}} it’s "
        + "".join(f"{{% include '{each}' %}}" for each in names[at + 1 : at + 3])
        for at, name in enumerate(names)
    }
    settings = "messages: [{files: '*.j2', dialect: jinja}]\nvalues: {n: {max: 5}}\n"
    project(tmp_path, {"smslint.yaml": settings, **texts})
    lexed: Counter[str] = Counter()
    lex = Lexer.lex

    def counting(lexer: Lexer, source: str) -> list[Token]:
        lexed[source] += 1
        return lex(lexer, source)

    monkeypatch.setattr(Lexer, "lex", counting)
    monkeypatch.setattr(read_part, "_KEPT", {})
    together = run(tmp_path).messages
    assert max(lexed[text] for text in texts.values()) < 8
    alone: list[MessageResult] = []
    for name in names:
        monkeypatch.setattr(read_part, "_KEPT", {})
        alone += run(tmp_path / name).messages
    assert [each._replace(path=None) for each in together] == [
        each._replace(path=None) for each in sorted(alone, key=lambda each: each.path or "")
    ]
