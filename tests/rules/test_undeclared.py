"""What PLH004 says where no placeholder is to blame by itself: a loop, or another reading of the text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

NO_LIMIT = {
    "Acme: {{#each OrderItems}}x{{/each}}": "The loop over OrderItems can run any number of times, so the cost has no limit.",
    "Acme: {{ Date|date:'d M' }}": (
        "In one reading of this text, the length of 'Date' is unknown, so the number of segments has no known limit."
    ),
}


@pytest.mark.parametrize("text", NO_LIMIT)
def test_the_name_is_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    template = tmp_path / "m.txt"
    template.write_text(text)
    assert run(["check", str(template), "--kind", "transactional", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [each["message"] for each in found if each["code"] == "PLH004"] == [NO_LIMIT[text]]


FILTERED = {
    "jinja": ("{{ name|shorten }}", "{{ name|upper }}", "shorten"),
    "django": ("{{ name|shorten:'x' }}", "{{ name|upper }}", "shorten"),
    "liquid": ("{{ name | shorten: 3 }}", "{{ name | upcase }}", "shorten"),
    "twig": ("{{ name|shorten(3) }}", "{{ name|upper }}", "shorten"),
    "go": ("{{ .name | shorten }}", "{{ .name | print }}", "shorten"),
    "brace": ("{name!a}", "{name!s}", "{name!a}"),
    "icu": ("{name, spellout}", "{name}", "{name, spellout}"),
    "csharp": ("{name:foo}", "{name}", "{name:foo}"),
}


@pytest.mark.parametrize("dialect", FILTERED)
@pytest.mark.parametrize("declared", [True, False])
def test_a_filter_that_is_not_known_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dialect: str,
    declared: bool,
) -> None:
    """In the finding, in the summary, in the JSON and, with --strict, in the exit status; a known one is not."""
    unknown, known, name = FILTERED[dialect]
    monkeypatch.chdir(tmp_path)
    values = "values: {name: {max: 20, charset: gsm7_basic}}\n" if declared else ""
    (tmp_path / "smslint.yaml").write_text(
        f"brand: Acme\nkind: transactional\nregions: [DE]\nprovider: octopods\n{values}"
        "sender: {type: long_code, region: DE, id: '+4915112345678'}\n"
        f"messages: [{{files: '*.txt', dialect: {dialect}}}]\n"
    )
    said = name.isidentifier() or declared
    for text, is_unknown in ((unknown, said), (known, False)):
        (tmp_path / "a.txt").write_text(f"Acme: hello {text}, your order has shipped.")
        for _ in range(2):  # the second run reads the cache
            assert run(["check", "--format", "json"]) == 0
            found = json.loads(capsys.readouterr().out)
            (message,) = found["messages"]
            assert message.get("unknown_filters", []) == ([name] if is_unknown else [])
            assert [(each["dialect"], each["filter"], each["messages"], each["line"])
                    for each in found["coverage"]["unknown_filters"]] == ([(dialect, name, 1, 1)] if is_unknown else [])  # fmt: skip
            assert found["coverage"]["complete"] is not is_unknown
        findings = [each["message"] for each in found["findings"] if each["code"] == "PLH004"]
        assert any(f"result of {name!r} on 'name' is not known" in each for each in findings) is is_unknown
        assert (message["segments"]["most"] is None) is (text == unknown or not declared)
        run(["check"])
        out = capsys.readouterr().out
        assert (f"not known: the result of {name} ({dialect})" in out) is is_unknown
        assert (f"(the result of {name} is unknown)" in out) is is_unknown
        assert run(["check", "--strict"]) == (1 if is_unknown else 0)
        capsys.readouterr()
