"""``smslint page``: what it writes, and what somebody who types into it sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from smslint.cli.app import run
from smslint.text.segmentation import segment
from tests.page.browser import Opened, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIG = """provider: twilio
regions: [US]
values:
  first_name: {max: 20, charset: any}
  "*_url": {type: url, max: 40}
  day: {enum: [Mon, Tuesday]}
prices: prices.csv
"""
PRICES = "region,price_per_segment,currency,as_of\nUS,0.0079,USD,2026-11-01\nDE,0.09,EUR,2026-11-01\n"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Runs the command in a project, and gives the page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text(CONFIG)
    (tmp_path / "prices.csv").write_text(PRICES)

    def make(*options: str) -> Path:
        assert run(["page", *options, "--output", "page.html"]) == 0
        return tmp_path / "page.html"

    return make


ESTIMATE = "; an estimate from the declared values: smslint check gives the bounds"
OPEN = (
    "{{ day|upper }}", "{{ day | append: order_url }}", "{{ truncate(day) }}", "{% if day %}On {{ day }}{% endif %}",
    "{% for each in days %}{{ day }}{% endfor %}", "{{#each days}}x{{/each}}", "{{ range .Days }}x{{ end }}", "<%= day.upcase %>", "@foreach (days)",
)  # fmt: skip
"""What makes of its values nobody knows what in a page: the count has no limit."""


def test_a_count_without_a_limit_is_never_a_number(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    for text in OPEN:
        verdict = typed(opened, f"Acme: {text}")
        assert " or more segments, " in verdict, text
        assert "no limit: " in verdict, text
        assert verdict.endswith(ESTIMATE)


def typed(opened: Opened, text: str) -> str:
    """The verdict on a text."""
    opened.page.get_by_label("Your text").fill(text)
    return str(opened.page.get_by_role("status").inner_text())


def test_standard_output_gets_the_same_page(
    written: Callable[..., Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = written()
    assert run(["page"]) == 0
    assert capfdbinary.readouterr().out == path.read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--provider", "twillio"], "did you mean 'twilio'"),
        (["--region", "ZZ"], "ZZ"),
        (["--prices", "none.csv"], "none.csv"),
        (["--config", "none.yaml"], "none.yaml"),
        (["--output", "prices.csv"], "this command reads this file"),
    ],
)
def test_a_wrong_option_is_one_line(
    written: Callable[..., Path], options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["page", *options]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_a_text_is_counted_as_it_is_typed(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    assert typed(opened, "") == "1 segment, GSM-7, 0 of 160 septets, 160 left"
    assert typed(opened, "a" * 161) == "2 segments, GSM-7, 161 of 306 septets, 145 left"
    assert "US: 0.0158 USD, as of 2026-11-01" in opened.page.inner_text("main")
    assert typed(opened, "It’s " + "a" * 70) == "2 segments, UCS-2, 75 of 134 units, 59 left"
    opened.page.get_by_role("button", name="Write them as what reads the same: 1 segment, saves 1").click()
    assert opened.page.get_by_role("status").inner_text() == "1 segment, GSM-7, 75 of 160 septets, 85 left"
    opened.assert_quiet()


def test_placeholders_count_with_their_declared_values(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    assert typed(opened, "Hi {{ user.first_name }}" + "a" * 60).startswith("1 to 2 segments, GSM-7 or UCS-2,")
    assert typed(opened, "Go {order_url}") == "1 segment, GSM-7, 43 of 160 septets, 117 left" + ESTIMATE
    assert typed(opened, "On {{ day }}") == "1 segment, GSM-7, 10 of 160 septets, 150 left" + ESTIMATE
    assert typed(opened, "Hi {{ who }}").startswith("1 or more segments, GSM-7, no limit: who has no length")
    opened.page.get_by_label("{{ who }}").fill("Łukasz")
    assert opened.page.get_by_role("status").inner_text() == "1 segment, UCS-2, 9 of 70 units, 61 left"


def test_another_provider_and_country_can_be_chosen(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    page = opened.page
    assert page.get_by_label("Sent through").input_value() == "twilio"
    typed(opened, "a’" * 40)
    page.get_by_label("smart encoding").check()
    assert page.get_by_role("status").inner_text() == "1 segment, GSM-7, 80 of 160 septets, 80 left"
    page.get_by_label("Sent to").select_option("DE")
    assert "DE: 0.09 EUR, as of 2026-11-01" in page.inner_text("main")
    page.get_by_label("Sent through").select_option("generic")
    page.get_by_label("National tables").select_option("tr")
    assert typed(opened, "ağaç").startswith("1 segment, GSM-7, 4 of 155 septets")


def test_without_scripts_it_says_what_to_do(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written(), scripts=False)
    assert "smslint segments counts without it" in opened.page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(written: Callable[..., Path], browser: Any, scheme: Scheme) -> None:
    opened = Opened(browser, written(), scheme=scheme)
    typed(opened, "It’s {{ first_name }} “now” 🌿" + "ab " * 60)
    assert opened.axe() == []


def test_what_is_typed_stays_text(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    before = opened.page.evaluate("document.querySelectorAll('script, img, iframe, svg, style, a').length")
    for text in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><svg onload=alert(1)>{{<b>}}",
        "a\u202eb\u2028c\0d",
    ):
        typed(opened, text)
    assert opened.page.evaluate("document.querySelectorAll('script, img, iframe, svg, style, a').length") == before
    opened.assert_quiet()


def test_the_long_of_the_counter_is_that_of_python(written: Callable[..., Path], browser: Any) -> None:
    opened = Opened(browser, written())
    for text in ("[" * 77 + "a" * 80, "€uro" * 60, "😀" * 40):
        found = segment(text)
        assert typed(opened, text).startswith(f"{found.count} segments, {found.encoding}, {found.units} of ")


def test_the_page_has_no_other_file(written: Callable[..., Path]) -> None:
    text = written().read_text(encoding="utf-8")
    assert "default-src &#x27;none&#x27;" in text
    assert json.loads(text.partition('id="page">')[2].partition("</script>")[0])["counter"]["provider"] == "twilio"
    assert "http://" not in text
    assert "src=" not in text
