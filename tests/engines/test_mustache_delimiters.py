"""Other delimiters of Mustache, rendered by mustache.js: what they are is read, also that a partial begins with the usual ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.engines.engine import EngineError, engine
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

DATA = {"text": "Hey!", "data": "I got interpolated.", "a": "A", "b": ""}
READ = [
    "{{=<% %>=}}(<%text%>)", "({{=[ ]=}}[text])", "[\n{{^b}}\n  {{data}}\n  |data|\n{{/b}}\n\n{{= | | =}}\n|^b|\n  {{data}}\n  |data|\n|/b|\n]", "| {{=@ @=}} |", " | {{=@ @=}}\n", "Begin.\n{{=@ @=}}\nEnd.",
    "Begin.\n  {{=@ @=}}\nEnd.", "|\r\n{{= @ @ =}}\r\n|", "  {{=@ @=}}\n=", "=\n  {{=@ @=}}", "|{{= @   @ =}}|", "{{=<% %>=}}<% a %> {{ b }}", "{{=<% %>=}}<% a %><%={{ }}=%> {{ text }}", "{{= | | =}}|a|",
    "{{=@ @=}}@a@", "{{=<% %>=}}<%! c %>x<%&text%>", "{{ =<% %>= }}<%a%>", "{{=<% %>=}}<%=[[ ]]=%>[[text]] <%a%>", "{{{text}}}{{=<% %>=}}{{{text}}}<%^b%>\n<%text%><%/b%>",
    "{{^b}}{{=<% %>=}}<%/b%><%text%>", "{{! {{=<% %>=}} }}{{a}}", "{{=<% %>=}}\n  <%! x %>\n<%text%>\n <%^b%> \nz\n<%/b%>\n", "{{=~~ ~~=}}~~a~~ }} {{ ~~! x ~~",
]  # fmt: skip


@pytest.mark.parametrize("source", READ)
def test_the_text_is_known(source: str) -> None:
    rendered = engine("mustache").render(source, DATA)
    found = smslint.bounds(parse(source, "mustache"), {name: {"enum": [text]} for name, text in DATA.items()})
    assert rendered in (found.least_witness, found.most_witness)
    assert "^" in source or found.least_witness == found.most_witness
    row = {"phone": "+14155550100", "consent": "yes", **DATA}
    broadcast = smslint.preflight({"text": source}, [row], dialect="mustache")
    assert not broadcast.inexact


@pytest.mark.parametrize("source", ["{{=<% %>=}}<% text", "{{=<% %>=}}<%^a%>", "{{=<%%>=}}", "{{=<% %>=}}<%/a%>"])
def test_what_the_engine_refuses_is_refused(source: str) -> None:
    with pytest.raises(EngineError):
        engine("mustache").render(source, DATA)
    with pytest.raises(TemplateError):
        parse(source, "mustache")


@pytest.mark.parametrize("source", ["{{=<% %>=}}<%{text}%>", "{{=<% %> x=}}<%a%>"])
def test_what_engines_read_in_different_ways_is_unknown(source: str) -> None:
    assert smslint.bounds(parse(source, "mustache")).most is None


def test_a_partial_begins_with_the_usual_delimiters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    part = ".{{text}} <%text%> {{=| |=}}|a|."
    source = "x {{=<% %>=}}<%text%> {{> foot}} {{text}}"
    project(
        tmp_path,
        {
            "smslint.yaml": "kind: transactional\nvalues: {text: {enum: [Hey!]}, a: {enum: [A]}}\nmessages: [{files: a.mustache, dialect: mustache}]\n",
            "a.mustache": f"{{{{> foot}}}} {source}",
            "foot.mustache": part,
        },
    )
    monkeypatch.chdir(tmp_path)
    run(["check", "--format", "json"])
    (message,) = json.loads(capsys.readouterr().out)["messages"]
    rendered = engine("mustache").render(f"{{{{> foot}}}} {source}", DATA, partials={"foot": part})
    assert message["witness"]["most"] == message["witness"]["least"] == rendered
