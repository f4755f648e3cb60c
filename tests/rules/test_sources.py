"""Where the facts are from: every source has an address or says why not, a date, and facts that rest on it."""

from __future__ import annotations

import datetime as dt
import json
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

import smslint
from smslint.cli.terminal import use_links
from smslint.data import data_path
from smslint.errors import SmslintError
from smslint.finding import Confidence, Finding, Severity
from smslint.report import sarif, text
from smslint.report.options import ReportOptions
from smslint.result import Result
from smslint.rules import countries, packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.packfile import address, check_address
from smslint.rules.review import past
from smslint.rules.subject import Subject
from smslint.settings import Named, Node

RULES = data_path("rules")
FILES = sorted(RULES.rglob("*.yaml"))
GATHERED = dt.date(2026, 11, 28)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def sources_of(path: Path) -> Iterator[dict[str, object]]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    states = found.get("states")
    for part in states if isinstance(states, list) else [found]:
        yield from part.get("sources", [])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RULES)))
def test_each_source_can_be_followed_or_says_why_not(path: Path) -> None:
    found = list(sources_of(path))
    assert found, "no sources"
    for source in found:
        assert ("url" in source) != ("no_url" in source), source["title"]
        if "url" in source:
            parts = urlsplit(str(source["url"]))
            assert parts.scheme in {"http", "https"}
            assert "." in parts.netloc, source
            assert not re.search(r"[\s<>\"{}|\\^`]", str(source["url"])), source
        else:
            assert len(str(source["no_url"]).split()) >= 3, "a reason is a few words"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RULES)))
def test_each_source_has_a_day_that_has_passed(path: Path) -> None:
    for source in sources_of(path):
        days = [str(source[key]) for key in ("published", "retrieved") if key in source]
        assert days, source["title"]
        for day in days:
            assert day[:4].isdigit(), (source["title"], day)
            if _DAY.fullmatch(day):
                assert day <= GATHERED.isoformat()[: len(day)], (source["title"], day)


@pytest.mark.parametrize("iso2", countries.names())
def test_a_fact_of_a_country_names_its_source(iso2: str) -> None:
    country = countries.load(iso2)
    assert country is not None
    assert country.cap is None or "cap" in country.confidence
    for source in country.sources:
        for fact in source.get("facts", "").split():
            assert fact in country.confidence, f"{source['title']} is about {fact!r}, which is no fact of the file"
    for fact, confidence in country.confidence.items():
        if confidence != "knowledge":
            assert any(fact in each.get("facts", fact).split() for each in country.sources), fact


def test_an_address_that_names_the_fact_goes_first() -> None:
    table = {"title": "a table", "url": "https://a.example/table"}
    law = {"title": "a law", "url": "https://a.example/law", "facts": "hours cap"}
    lost = {"title": "a page", "no_url": "not recorded at all", "facts": "sender"}
    assert address([table, law, lost], "hours") == "https://a.example/law"
    assert address([table, law, lost], "sender") == "https://a.example/table"
    assert address([law, lost], "sender") == ""


CHARTER = "https://af2m.org/charte-business-messaging-2026-laf2m-renforce-les-regles-du-jeu"
CARRIED = [
    ({"kind": "marketing", "regions": ["FR"], "sender": {"type": "alphanumeric", "id": "Acme"}}, None, "OPT002", "af2m.org"),
    ({"kind": "marketing", "at": "2026-11-24T22:30:00+01:00"}, "+33612345678", "TIM001", "af2m.org"),
    ({"kind": "marketing", "at": "2026-11-24T20:30:00-08:00"}, "+15035550123", "TIM002", "jdsupra.com"),
    ({"kind": "transactional", "regions": ["ES"], "sender": {"type": "alphanumeric", "id": "Acme", "registered": False}}, None, "SND002", "cambioslegales.es"),
    ({"kind": "transactional"}, "123", "NUM001", "twilio.com"),
]  # fmt: skip


@pytest.mark.parametrize(("context", "to", "code", "host"), CARRIED)
def test_a_finding_carries_the_address_of_its_source(
    context: dict[str, object], to: str | None, code: str, host: str
) -> None:
    subject = Subject("Acme: -20%", context=make_context(context), to=to)
    findings = run(packs.load().rules, subject, ("message", "recipient", "send"))
    (found,) = {each.source_url for each in findings if each.code == code}
    assert (urlsplit(found).hostname or "").removeprefix("www.").endswith(host)


def finding(source_url: str) -> Finding:
    return Finding(
        "OPT001", "missing-opt-out", Severity.ERROR, Confidence.HIGH, "There is none.", source_url=source_url
    )


def test_reports_have_the_address() -> None:
    assert finding(CHARTER).as_dict()["source_url"] == CHARTER
    assert "source_url" not in finding("").as_dict()
    log = json.loads(sarif.render(Result(1, (), (finding(CHARTER),)), ReportOptions()))
    (run_,) = log["runs"]
    assert run_["tool"]["driver"]["rules"][0]["helpUri"] == CHARTER
    assert run_["results"][0]["properties"]["source"] == CHARTER


def test_a_terminal_opens_the_address_if_it_can() -> None:
    link = f"\x1b]8;;{CHARTER}\x1b\\error[OPT001]\x1b]8;;\x1b\\"
    assert link in text.render(Result(1, (), (finding(CHARTER),)), ReportOptions(links=True))
    assert "\x1b" not in text.render(Result(1, (), (finding(CHARTER),)), ReportOptions())
    assert "\x1b]" not in text.render(
        Result(1, (), (finding("https://a.example/\x1b]0;x\x07"),)), ReportOptions(links=True)
    )


@pytest.mark.parametrize(("value", "links"), [("1", True), ("0", False), ("", False)])
def test_whether_a_terminal_opens_links_can_be_said(monkeypatch: pytest.MonkeyPatch, value: str, links: bool) -> None:
    monkeypatch.setenv("FORCE_HYPERLINK", value)
    assert use_links() is links
    monkeypatch.delenv("FORCE_HYPERLINK")
    assert not use_links()  # the output of a test is not a terminal


def test_what_is_past_its_review_date() -> None:
    rules = packs.load().rules
    assert past(rules, dt.date(2026, 11, 26)) == []
    late = past(rules, dt.date(2027, 5, 24))
    assert {each.due for each in late} == {"2027-05-23"}
    assert {each.what for each in late} == {rule.code for rule in rules if rule.review_by == "2027-05-23"}
    everything = past(rules, dt.date(2040, 1, 1))
    assert {"country FR", "provider twilio", "OPT001"} <= {each.what for each in everything}
    assert any(each.url == CHARTER and each.what == "country FR" for each in everything)


def test_the_list_for_a_reviewer_names_what_rests_on_a_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = RULES.parent / "bench" / "sources.py"
    monkeypatch.setattr(sys, "argv", ["sources.py", "af2m.org/charte"])
    with pytest.raises(SystemExit):
        runpy.run_path(str(script), run_name="__main__")
    printed = capsys.readouterr().out
    assert "TIM003: South Africa and Colombia forbid" in printed
    assert "FR.hours [verified]" in printed
    assert "twilio" not in printed.lower()


LAWS = {
    "AU": "legislation.gov.au", "CA": "laws-lois.justice.gc.ca", "CH": "fedlex.admin.ch", "CL": "bcn.cl", "CO": "secretariasenado.gov.co",
    "DE": "gesetze-im-internet.de", "DK": "retsinformation.dk", "ES": "boe.es", "GB": "legislation.gov.uk", "HK": "elegislation.gov.hk",
    "IE": "irishstatutebook.ie", "IT": "normattiva.it", "JP": "laws.e-gov.go.jp", "NL": "wetten.overheid.nl", "NO": "lovdata.no",
    "NZ": "legislation.govt.nz", "PL": "isap.sejm.gov.pl", "SE": "riksdagen.se", "SG": "sso.agc.gov.sg", "TR": "mevzuat.gov.tr",
}  # fmt: skip


STATES = [
    ("+14055550123", "2026-11-24T20:30:00-06:00", "dnc.dreamhosters.com"), ("+13015550123", "2026-11-24T20:30:00-05:00", "lexace.ai"),
    ("+12035550123", "2026-11-24T20:30:00-05:00", "cga.ct.gov"), ("+14015550123", "2026-11-24T18:30:00-05:00", "rilin.state.ri.us"),
    ("+16175550123", "2026-11-24T20:30:00-05:00", "justia.com"), ("+15035550123", "2026-11-24T20:30:00-08:00", "jdsupra.com"),
    ("+15025550123", "2026-11-24T09:30:00-05:00", "dropcowboy.com"), ("+17025550123", "2026-11-24T20:30:00-08:00", "dropcowboy.com"),
]  # fmt: skip


@pytest.mark.parametrize(("to", "at", "host"), STATES)
def test_the_hours_of_a_state_lead_to_its_law(to: str, at: str, host: str) -> None:
    strict = {"TIM002": {"strict": True}}
    (found,) = (
        each
        for each in smslint.check("Acme", to, kind="marketing", at=at, config={"rules": strict}).findings
        if each.code == "TIM002"
    )
    assert (urlsplit(found.source_url).hostname or "").endswith(host)


FOUND = {"AT": "bmf.gv.at", "EG": "innfrad.com", "IL": "chamber.org.il", "KE": "uwaziimobile.com", "KR": "smscore.co.kr", "PT": "parlamento.pt", "SA": "ameex-mobile.com", "VN": "thuvienphapluat.vn", "ZA": "winsms.co.za"}  # fmt: skip


@pytest.mark.parametrize("iso2", FOUND)
def test_a_duty_to_offer_an_opt_out_leads_to_a_page_that_says_it(iso2: str) -> None:
    country = countries.load(iso2)
    assert country is not None
    assert (urlsplit(country.source_of("opt_out")).hostname or "").endswith(FOUND[iso2])


HOURS = {"AZ": "docs.mapp.com", "BY": "support.wiraya.com", "CA": "help.klaviyo.com", "CL": "docs.mapp.com", "EG": "docs.mapp.com", "GU": "www.ecfr.gov", "MY": "docs.mapp.com", "NG": "status.africastalking.com", "PR": "www.ecfr.gov", "QA": "docs.mapp.com", "US": "www.ecfr.gov", "UY": "docs.mapp.com"}  # fmt: skip


@pytest.mark.parametrize("iso2", HOURS)
def test_hours_lead_to_whoever_states_them(iso2: str) -> None:
    """And not to the first page about the country, which may say nothing about hours."""
    country = countries.load(iso2)
    assert country is not None
    assert urlsplit(country.source_of("hours")).hostname == HOURS[iso2]


@pytest.mark.parametrize("iso2", LAWS)
def test_a_law_goes_before_the_page_of_a_vendor(iso2: str) -> None:
    """A finding about a missing opt-out text leads to the law, at its official address, and not to a vendor's page on hours."""
    subject = Subject("Acme: -20%", context=make_context({"kind": "marketing", "regions": [iso2]}))
    found = {each.code: each.source_url for each in run(packs.load().rules, subject, ("message",))}
    assert (urlsplit(found["OPT001"]).hostname or "").removeprefix("www.").endswith(LAWS[iso2])


@pytest.mark.parametrize("url", ["https://x.example/a> ![x](https://y.example/t.png)", "https://x.example/a b", 'https://x.example/"', "https://x.example/\x1b"])  # fmt: skip
def test_an_address_that_would_end_where_it_is_shown_is_refused(url: str) -> None:
    node = Node(Named("a rule"), {"url": url})
    with pytest.raises(SmslintError, match="must be an address without"):
        check_address(node)
