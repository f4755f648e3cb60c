"""``smslint check --format html``: what it says without a browser, and what one does with it in one."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings

from smslint.cli.app import run
from smslint.page import check_page
from smslint.page.check_page import Drafts, render
from smslint.report.options import ReportOptions
from smslint.result import Result
from tests.page.browser import Opened, Scheme
from tests.page.reading import Read, assert_harmless
from tests.report.strategies import RESULTS

if TYPE_CHECKING:
    pass

CONFIG: Final = """provider: twilio
brand: Acme
regions: [US, DE]
prices: prices.csv
values:
  name: {max: 20, charset: any}
messages:
  - {files: "sms/*.txt", dialect: jinja, kind: transactional}
  - {files: "sms/*.json", dialect: jinja}
"""
PRICES: Final = "region,price_per_segment,currency,as_of\nUS,0.0079,USD,2026-11-01\nDE,0.09,EUR,2026-11-01\n"
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!-- <script> --> ]]>",
    "\"'><img src=x onerror=alert(3)>",
    "<svg/onload=alert(4)> &lt;b&gt; &#60;i&#62;",
    "</textarea></title></style><iframe src=javascript:alert(5)>",
    "right \u202eto\u202c left \u2066x\u2069 \u200f",
    "line\u2028 paragraph\u2029 nul \u0000 esc \u001b[31m",
    "{{ '<b>' }} {{ name }} {% if x %}<a href=javascript:alert(6)>y</a>{% endif %}",
    "`${alert(7)}` ${{constructor.constructor('alert(8)')()}}",
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text(CONFIG)
    (tmp_path / "prices.csv").write_text(PRICES)
    sms = tmp_path / "sms"
    sms.mkdir()
    (sms / "late.txt").write_text(
        "Acme: hi {{ name }}, it’s late. We will text you when it leaves the house of Acme.\n", "utf-8"
    )
    (sms / "open.txt").write_text("Acme: hi {{ who }}{% if vip %}, our most valued guest{% endif %}!", "utf-8")
    (sms / "broken.txt").write_text("Acme: hi {% if %}", "utf-8")
    return tmp_path


def written(*options: str, status: int = 1) -> str:
    """The page that a check writes."""
    assert run(["check", "--no-cache", *options, "--output", "html=page.html", "--quiet"]) == status
    return Path("page.html").read_text(encoding="utf-8")


def hostile(folder: Path) -> None:
    (folder / "sms" / "hostile.json").write_text(json.dumps({f"k{text}": text for text in HOSTILE}), encoding="utf-8")
    (folder / "sms" / "<img src=x onerror=alert(9)>.txt").write_text("Acme: <b>sale</b> {{ <i> }}", encoding="utf-8")


def test_it_says_what_the_text_report_says(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = assert_harmless(written())
    capsys.readouterr()
    run(["check", "--no-cache", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert "3 files, 3 messages" in page.text
    assert page.elements["article"] == 3
    for finding in told["findings"]:
        assert all(finding[each] in page.text for each in ("code", "name", "message", "why", "help"))
        assert ("href", finding.get("source_url", "")) in page.attributes or not finding.get("source_url")
    assert 'replace "’" with "\'" (safe, --fix)' in page.text
    assert "who has no length" in page.text
    assert "US 0.0158 USD, as of 2026-11-01" in page.text
    assert "DE 0.18 EUR, as of 2026-11-01" in page.text
    assert "Written in GSM-7, as far as characters have replacements: 1 segment." in page.text
    assert "not understood: smslint.yaml" in page.text


def test_standard_output_gets_the_same_page(project: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page = written()
    capfdbinary.readouterr()
    assert run(["check", "--no-cache", "--format", "html"]) == 1
    assert capfdbinary.readouterr().out.decode() == page


def test_a_cache_changes_nothing(project: Path) -> None:
    page = written()
    for _ in range(2):
        assert run(["check", "--output", "html=again.html", "--quiet"]) == 1
        assert Path("again.html").read_text(encoding="utf-8") == page


def test_an_empty_run_is_a_page_and_not_green(project: Path) -> None:
    (project / "none").mkdir()
    page = assert_harmless(written("none", status=2))
    assert "nothing was checked" in page.text
    assert "0 messages" in assert_harmless(written("none", "--allow-empty", status=0)).text


def test_currencies_are_not_added(project: Path) -> None:
    page = Read(written())
    assert page.text.count("Each message once, by country") == 2
    assert not any(
        "." in word and Decimal(word) > 1 for word in page.text.split() if word.replace(".", "", 1).isdigit()
    )


def test_what_is_left_out_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_page, "DRAWN", 20)
    monkeypatch.setattr(check_page, "LISTED", 90)
    texts = {f"k{each}": f"Acme: text {each}" + "’" * (each == 50) for each in range(100)}
    (project / "sms" / "many.json").write_text(json.dumps(texts), encoding="utf-8")
    page = assert_harmless(written())
    assert page.elements["article"] == 90
    assert page.text.count("segment") > 90
    assert "20 of 103 messages are drawn, the worst first; of the others there is a line; 13 are left out." in page.text
    assert "many.json:1 k50" in page.text


def test_hostile_texts_stay_texts(project: Path) -> None:
    hostile(project)
    page = assert_harmless(written())
    assert "<script>alert(1)</script>" in page.text
    assert "\u202e" not in page.text
    assert "<U+202E>" in page.text


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(result=RESULTS)
def test_nothing_hidden_is_written(result: Result) -> None:
    page = render(result, ReportOptions(root=PurePath("/srv")), Drafts())
    assert {char for char in set(page) if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}
    assert_harmless(page)


def opened(browser: Any, project: Path, **how: Any) -> Opened:
    written()
    return Opened(browser, project / "page.html", **how)


def test_hostile_texts_do_nothing_in_a_browser(project: Path, browser: Any) -> None:
    hostile(project)
    shown = opened(browser, project)
    page = shown.page
    before = page.evaluate("document.querySelectorAll('script, img, svg, iframe, style, base, form').length")
    for box in page.locator("details.try summary").all():
        box.click()
    for area in page.locator("textarea").all():
        area.fill(area.input_value() + " <img src=x onerror=alert(1)>")
    page.get_by_role("searchbox").fill("<script>")
    page.get_by_label("Sort by").select_option("worst")
    page.wait_for_timeout(100)
    assert page.locator("textarea").count() > len(HOSTILE) - 2
    assert page.evaluate("document.querySelectorAll('script, img, svg, iframe, style, base, form').length") == before
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]).filter((each) => each.name.startsWith('on')).length"
        )
        == 0
    )
    shown.assert_quiet()


def test_a_policy_refuses_what_could_be_put_in(project: Path, browser: Any) -> None:
    """Even if a text got in: neither a script nor an image nor a request of it would run."""
    shown = opened(browser, project)
    left: list[str] = []
    shown.page.route("**/*", lambda route: left.append(route.request.url))
    shown.page.evaluate(
        """() => { const div = document.createElement('div'); div.innerHTML = '<img src="https://x.example/a.png" onerror="alert(1)">';
        document.body.append(div); const script = document.createElement('script'); script.textContent = 'alert(2)'; document.body.append(script); }"""
    )
    refused = shown.page.evaluate("fetch('https://x.example/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert shown.dialogs == []
    assert left == []
    assert any("Content Security Policy" in each for each in shown.errors)


def test_messages_are_sorted_and_filtered(project: Path, browser: Any) -> None:
    page = opened(browser, project).page
    titles = page.locator("article h3")
    assert titles.all_inner_texts() == ["sms/broken.txt:1", "sms/late.txt:1", "sms/open.txt:1"]
    page.get_by_label("Sort by").select_option("segments")
    assert titles.all_inner_texts() == ["sms/broken.txt:1", "sms/open.txt:1", "sms/late.txt:1"]
    page.get_by_label("With").select_option("3")
    assert page.locator("article:visible h3").all_inner_texts() == ["sms/broken.txt:1"]
    assert page.get_by_text("1 of 3 messages shown").is_visible()
    page.get_by_label("With").select_option("0")
    page.get_by_role("searchbox").fill("LATE.txt")
    assert page.locator("article:visible h3").all_inner_texts() == ["sms/late.txt:1"]
    page.get_by_role("searchbox").fill("nothing at all")
    assert page.locator("article:visible").count() == 0


def test_a_box_begins_with_what_the_report_says_and_counts_on(project: Path, browser: Any) -> None:
    shown = opened(browser, project)
    late = shown.page.locator("article", has_text="sms/late.txt")
    late.get_by_text("Try a wording").click()
    area = late.get_by_label("Wording")
    assert "{{ name }}" in area.input_value()
    assert late.get_by_role("status").inner_text().startswith("2 segments, UCS-2, ")
    area.fill(area.input_value().replace("’", "'"))
    assert late.get_by_role("status").inner_text().startswith("1 to 2 segments, GSM-7 or UCS-2, ")
    assert "US: 0.0079 to 0.0158 USD" in late.inner_text()
    unlimited = shown.page.locator("article", has_text="sms/open.txt")
    unlimited.get_by_text("Try a wording").click()
    assert "no limit: who has no length" in unlimited.get_by_role("status").inner_text()
    shown.assert_quiet()


def test_it_is_read_without_scripts(project: Path, browser: Any) -> None:
    page = opened(browser, project, scripts=False).page
    assert page.locator("article:visible").count() == 3
    assert page.locator(".segment:visible").count() >= 3
    assert page.locator("select, input, textarea, details").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(project: Path, browser: Any, scheme: Scheme) -> None:
    shown = opened(browser, project, scheme=scheme)
    for box in shown.page.locator("details.try summary").all():
        box.click()
    assert shown.axe() == []


def test_it_prints_all_messages_and_no_controls(project: Path, browser: Any) -> None:
    page = opened(browser, project).page
    page.emulate_media(media="print")
    assert page.locator("article:visible").count() == 3
    assert page.locator("select:visible, input:visible, details:visible").count() == 0


def test_it_fits_a_telephone(project: Path, browser: Any) -> None:
    hostile(project)
    page = opened(browser, project).page
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
