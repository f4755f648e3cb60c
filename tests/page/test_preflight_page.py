"""``smslint preflight --format html``: what it says, whom it masks, and that a hostile list does nothing in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from smslint.cli.app import run
from tests.page.browser import Opened, Scheme
from tests.page.reading import Read, assert_harmless
from tests.page.test_check_page import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE: Final = "Acme: hi {{ first_name }}, it’s your day: order {{ order }} is on its way. Reply STOP to opt out.\n"
LIST: Final = """phone,first_name,order,consent
+14155550101,Ann,17,yes
+14155550102,Łukasz,18,yes
+14155550103,Zoë,19,yes
+4915123456789,Jörg,20,yes
+14155550104,,21,yes
+14155550105,Bob,22,no
not a number,Eve,23,yes
"""
PRICES: Final = "region,price_per_segment,currency,as_of\nUS,0.0079,USD,2026-11-01\nDE,0.09,EUR,2026-11-01\n"
COMMAND: Final = ("preflight", "day.txt", "list.csv", "--dialect", "jinja", "--kind", "transactional")
NUMBERS: Final = ("4155550101", "4155550102", "4155550105", "15123456789")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("smslint.yaml").write_text("values: {first_name: {max: 20, charset: any}, order: {max: 6, charset: digits}}\n")
    Path("day.txt").write_text(TEMPLATE, encoding="utf-8")
    Path("list.csv").write_text(LIST, encoding="utf-8")
    Path("prices.csv").write_text(PRICES)
    return tmp_path


def written(*options: str, command: Sequence[str] = COMMAND, status: int = 1) -> str:
    assert run([*command, *options, "--format", "html", "--output", "page.html"]) == status
    return Path("page.html").read_text(encoding="utf-8")


def test_it_says_what_the_json_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = assert_harmless(written("--prices", "prices.csv"))
    run([*COMMAND, "--prices", "prices.csv", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert f"7 rows: {told['would_send']} would be sent" in page.text
    for region, each in told["messages"]["now"]["countries"].items():
        assert f"{region}{each['recipients']}{each['segments']}{each['cost']['least']}" in page.text
    for finding in (*told["findings"], *told["list_findings"]):
        assert finding["code"] in page.text
        assert finding["message"] in page.text
    for row in told["worst"]:
        assert f"row {row['row']}{row['segments']}{row['units']}{row['encoding']}{row['cause']}" in page.text
    assert "Cost in EUR" in page.text
    assert "Cost in USD" in page.text
    assert "with safe fixes" in page.text
    assert "CON001" in page.text


def test_numbers_are_masked_wherever_they_are() -> None:
    page = written("--prices", "prices.csv")
    assert not [number for number in NUMBERS if number in page]
    assert "+1******10" in page


def test_standard_output_gets_the_same_page(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page = written()
    capfdbinary.readouterr()
    assert run([*COMMAND, "--format", "html"]) == 1
    assert capfdbinary.readouterr().out.decode() == page


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_other_formats_can_be_written_to_a_file_too(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMAND, "--format", form]) == 1
    printed = capsys.readouterr().out
    assert run([*COMMAND, "--format", form, "--output", "report"]) == 1
    assert capsys.readouterr().out == ""
    assert Path("report").read_text(encoding="utf-8").splitlines()[:3] == printed.splitlines()[:3]


def test_what_is_read_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*COMMAND, "--format", "html", "--output", "list.csv"]) == 2
    assert "this command reads this file" in capsys.readouterr().err
    assert Path("list.csv").read_text(encoding="utf-8") == LIST


def test_without_a_rate_card_the_cost_is_unknown() -> None:
    page = Read(written())
    assert "cost unknown: there is no price" in page.text
    assert "Cost in" not in page.text


def test_an_empty_list_and_a_refused_one_are_pages() -> None:
    Path("list.csv").write_text("phone,first_name,order,consent\n")
    assert "the list has no rows: no message would be sent" in assert_harmless(written()).text
    Path("list.csv").write_text("phone,first_name,order,consent\n+14155550101,Ann,1,no\n+14155550102,Bob,2,no\n")
    assert "2 rows: 0 would be sent, 2 refused" in assert_harmless(written()).text
    Path("list.csv").write_text(LIST, encoding="utf-8")
    page = assert_harmless(written("--prices", "prices.csv", "--max-cost", "0.01 USD"))
    assert "An error refuses the whole broadcast." in page.text
    assert "over the limit" in page.text


def test_a_plan_by_local_clocks_is_in_it() -> None:
    page = Read(written("--at", "2026-12-01 10:00", "--local"))
    assert "When they may be texted" in page.text
    assert "on each recipient's own clock" in page.text


def hostile() -> None:
    rows = "".join(
        f'+1415555{2000 + at},"{text.replace(chr(34), chr(34) * 2)}","<b>{at}",x,yes\n'
        for at, text in enumerate(HOSTILE)
    )
    Path("list.csv").write_bytes(f'phone,first_name,order,"<img src=x onerror=alert(1)>",consent\n{rows}'.encode())
    Path("day.txt").write_text("Acme: hi {{ first_name }} <script>alert(2)</script>\u202e{{ order }}", encoding="utf-8")


def test_a_hostile_list_does_nothing(browser: Any, project: Path) -> None:
    hostile()
    page = written("--prices", "prices.csv")
    assert_harmless(page)
    assert not set("\u202e\u2028\u2029\0\x1b") & set(page)
    shown = Opened(browser, project / "page.html")
    shown.page.get_by_text("Try a wording").click()
    for button in shown.page.locator("button.sort").all():
        button.click()
    shown.page.wait_for_timeout(50)
    assert shown.page.locator("script").count() == 3
    shown.assert_quiet()


def test_its_tables_are_sorted_by_any_column(browser: Any, project: Path) -> None:
    written("--prices", "prices.csv")
    page = Opened(browser, project / "page.html").page
    countries = page.get_by_role("region", name="Countries")
    first = countries.locator("tbody tr").first
    assert first.inner_text().startswith("US")
    countries.get_by_role("button", name="recipients").click()
    countries.get_by_role("button", name="recipients").click()
    assert first.inner_text().startswith("DE")
    assert countries.locator("th[aria-sort=ascending]").inner_text().startswith("recipients")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(browser: Any, project: Path, scheme: Scheme) -> None:
    written("--prices", "prices.csv", "--at", "2026-12-01 10:00", "--local")
    shown = Opened(browser, project / "page.html", scheme=scheme)
    shown.page.get_by_text("Try a wording").click()
    assert shown.axe() == []
    shown.page.set_viewport_size({"width": 360, "height": 740})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 360
