"""The public records: they pickle, copy, turn into JSON and read well, and a verdict is true only where it says yes."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import smslint
from smslint import errors
from smslint.answer import Report
from smslint.cli.app import app
from smslint.finding import Confidence, Finding, Fix, Label, Location, Severity
from smslint.numbers.e164 import check_number
from smslint.recipients.layout import NoPhoneColumnError
from smslint.report import ReportOptions, render
from smslint.result import CostRange, MessageResult, Result
from smslint.rules.matching import OutOfTimeError
from smslint.rules.providers import load
from smslint.sending.outcome import InDoubt, RateLimited, Reason, Rejected, SendFailed
from smslint.sending.receipt import DeliveryStatus, Receipt
from smslint.sending.verdict import Outgoing, Verdict
from smslint.sending.wire import StatusUnavailable
from smslint.span import Span
from smslint.text import national
from smslint.text.gsm7 import GSM7

PHONE = "+14155552671"
PLACE = Location("a/b.yml", 3, 5, 3, 9, "sms: Hi")
FINDING = Finding(
    "ENC001", "non-gsm-character", Severity.WARNING, Confidence.HIGH, "’ is not in GSM-7.", Span(2, 3), "It costs.", "Write '.",
    (Label(Span(0, 1), "here", PLACE), Label(Span(0, 1), "there")), Fix(Span(2, 3), "'", safe=True, location=PLACE),
    "Twilio 30034", PLACE, "en.sms", "abc1",
)  # fmt: skip
ERROR = Finding("OPT001", "missing-opt-out", Severity.ERROR, Confidence.HIGH, "There is no opt-out text.")
COST = CostRange("US", Decimal("0.0079"), Decimal("0.0158"), "USD", "2026-11-01")
REPORT = Report((FINDING, ERROR), smslint.segment("It’s here"), (COST,), "marketing", kind_inferred=True)
OUTGOING = Outgoing("Hi", PHONE, "otp", datetime(2026, 11, 25, 12, tzinfo=UTC), 3, {"state": "FL"}, {"x": True})

RECORDS = [
    REPORT,
    smslint.check("20% off today", to=PHONE, kind="marketing", config={"provider": "telnyx", "regions": ["US"]}),
    FINDING,
    Severity.ERROR,
    Confidence.LOW,
    COST,
    smslint.segment("€" * 200),
    smslint.segment("ΔΔ", load("telnyx").alphabet()),
    smslint.segment("plain words", load("telnyx").alphabet()),
    national.segment("ağaç" * 50, ["tr"]),
    smslint.bounds(smslint.parse("Hi {{ name }}", "jinja"), {"name": {"max": 400}}),
    smslint.parse("{% if a %}x{% else %}{{ b|upper }}{% endif %}", "jinja"),
    check_number(PHONE),
    check_number("0014155552671"),
    OUTGOING,
    Verdict(passed=False, findings=(FINDING,), segments=2),
    Receipt("r", "m", "https://api/x", PHONE),
    DeliveryStatus.of("Failed", "no route"),
    InDoubt("the line broke"),
    smslint.preflight(
        {"text": "Acme: hi {{ name }}"},
        [{"phone": PHONE, "name": "Ann"}, {"phone": PHONE, "name": ""}, {"phone": "x", "name": "ł"}],
        dialect="jinja",
    ),
]

ERRORS = [
    errors.SmslintError("a"),
    errors.ConfigError("b"),
    errors.InstallationError("b"),
    errors.PackError("c"),
    errors.TemplateError("d", Span(1, 2)),
    errors.SourceError("e"),
    errors.SourceError("f", Span(3, 4)),
    errors.FormatError("f", Span(3, 4)),
    errors.RecipientsError("g"),
    NoPhoneColumnError("g"),
    errors.PlanError("h"),
    errors.SendRefused("i", (FINDING, ERROR)),
    errors.TransportError("j"),
    errors.JournalError("k"),
    SendFailed(Rejected(Reason.PHONE_INVALID, 21211, "no such number", "r1")),
    SendFailed(RateLimited(2.5)),
    StatusUnavailable("l"),
    OutOfTimeError("m"),
]


def pickled(protocol: int) -> Callable[[object], object]:
    return lambda each: pickle.loads(pickle.dumps(each, protocol))


WAYS: dict[str, Callable[[object], object]] = {
    **{f"pickle {protocol}": pickled(protocol) for protocol in (2, 3, 4, 5)},
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("record", RECORDS, ids=lambda each: type(each).__name__)
def test_a_record_comes_back_equal(record: object, way: Callable[[object], object]) -> None:
    back = way(record)
    assert back == record
    assert type(back) is type(record)
    assert repr(back) == repr(record)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda each: type(each).__name__)
def test_an_error_comes_back_with_its_attributes(error: Exception, way: Callable[[object], object]) -> None:
    back = way(error)
    assert type(back) is type(error)
    assert isinstance(back, Exception)
    assert (str(back), back.args, vars(back)) == (str(error), error.args, vars(error))


def test_every_error_is_held_above() -> None:
    kinds, todo = set(), [errors.SmslintError]
    while todo:
        kinds.add(kind := todo.pop())
        todo += kind.__subclasses__()
    assert {kind for kind in kinds if kind.__module__.startswith("smslint.")} == {type(error) for error in ERRORS}


def test_an_alphabet_stays_one_value() -> None:
    assert pickle.loads(pickle.dumps(GSM7)) is GSM7
    other = load("telnyx").alphabet()
    assert pickle.loads(pickle.dumps(other)) == other != GSM7
    assert hash(pickle.loads(pickle.dumps(other))) == hash(other)


def _refuse(body: str) -> object:
    report = smslint.check(body, kind="marketing")
    if report.ok:
        return report
    raise errors.SendRefused("not sent", report.findings)


def test_records_and_errors_cross_a_process_pool() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(smslint.check, "20% off", kind="marketing").result() == smslint.check(
            "20% off", kind="marketing"
        )
        assert list(pool.map(copy.copy, RECORDS)) == RECORDS
        failed = pool.submit(_refuse, "20% off").exception()
    assert isinstance(failed, smslint.SendRefused)
    assert failed.findings == smslint.check("20% off", kind="marketing").findings != ()


# --- as_dict ---------------------------------------------------------------------------------------------------------------


def test_a_finding_is_the_object_of_the_json_report() -> None:
    message = MessageResult(
        "a/b.yml", "k", 1, 1, "otp", False, None, "plain", ("GSM-7",), 1, None, "w", None, None, "name", (COST,)
    )
    document = json.loads("".join(render("json", Result(1, (message,), (FINDING, ERROR)), ReportOptions())))
    assert document["findings"] == [FINDING.as_dict(), ERROR.as_dict()]
    assert document["messages"] == [message.as_dict()]


def run(*arguments: str) -> dict[str, object]:
    document = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    "text", ["Hi", "", "It’s here", "€" * 200, "x" * 153 + "€" + "y" * 20, "ë😀ë", "it’s – “x”" * 20]
)
def test_a_segmentation_is_what_the_command_says(text: str) -> None:
    printed, own = run("segments", "--format", "json", "--", text), smslint.segment(text).as_dict()
    assert {name: printed[name] for name in own} == json.loads(json.dumps(own))


def test_bounds_are_what_a_message_of_the_command_has(tmp_path: Path) -> None:
    source, values = "Hi {{ name }}, {{ city }}", {"name": {"max": 200, "charset": "any"}}
    file = tmp_path / "a.txt"
    file.write_text(source, encoding="utf-8")
    (tmp_path / "smslint.yaml").write_text(
        f"values: {json.dumps(values)}\nmessages: [{{files: a.txt, dialect: jinja}}]\n"
    )
    own = smslint.bounds(smslint.parse(source, "jinja"), values).as_dict()
    messages: Any = run("check", "--no-cache", "--format", "json", str(file))["messages"]
    (message,) = messages
    shared = own.keys() & message.keys()
    assert {"encodings", "segments", "witness", "headroom", "unbounded_by"} == shared
    assert {name: message[name] for name in shared} == {name: own[name] for name in shared}
    assert own["segments"] == {"least": 1, "most": None}


def test_a_report_is_plain_values() -> None:
    shape = json.loads(json.dumps(REPORT.as_dict()))
    assert shape == REPORT.as_dict()
    assert list(shape) == ["ok", "kind", "kind_inferred", "kind_known", "findings", "segmentation", "cost", "coverage"]
    assert (shape["ok"], shape["kind"], shape["kind_inferred"], shape["kind_known"]) == (
        False,
        "marketing",
        True,
        False,
    )
    assert shape["findings"] == [FINDING.as_dict(), ERROR.as_dict()]
    assert shape["cost"] == [
        {"region": "US", "least": "0.0079", "most": "0.0158", "currency": "USD", "as_of": "2026-11-01"}
    ]
    assert smslint.check("Hi").as_dict()["cost"] is None
    coverage = smslint.check("Hi", "+6777421234").as_dict()["coverage"]
    assert isinstance(coverage, dict)
    assert (coverage["complete"], coverage["regions_without_profile"]) == (False, ["SB"])
    assert coverage["unknown_kind"] == {"messages": 1, "path": None, "line": 1}


def test_a_number_is_plain_values() -> None:
    shape = json.loads(json.dumps(check_number(PHONE).as_dict()))
    assert (shape["valid"], shape["e164"], shape["region"]) == (True, PHONE, "US")
    assert shape["zones"] == list(check_number(PHONE).zones)


# --- str -------------------------------------------------------------------------------------------------------------------

WORDS = [
    (Severity.ERROR, "error"),
    (Confidence.HIGH, "high"),
    (ERROR, "error[OPT001] missing-opt-out: There is no opt-out text."),
    (ERROR._replace(message="a\nb\x1b[31m"), "error[OPT001] missing-opt-out: a\\nb\\x1b[31m"),
    (COST, "US 0.0079–0.0158 USD"),
    (COST._replace(most=None), "US 0.0079–∞ USD"),
    (smslint.segment("a" * 140), "GSM-7, 140 of 160 units, 1 segment"),
    (smslint.segment("ë" * 140), "UCS-2, 140 of 201 units, 3 segments"),
    (smslint.bounds(smslint.parse("Hi")), "1 segment (GSM-7)"),
    (smslint.bounds(smslint.parse("Hi {{ x }}", "jinja"), {"x": {"max": 200, "charset": "any"}}), "1–7 segments (GSM-7 or UCS-2)"),
    (smslint.bounds(smslint.parse("Hi {{ x }}", "jinja")), "1–∞ segments (GSM-7 or UCS-2; x has no length)"),
    (check_number(PHONE), "+1******671, US, fixed_line_or_mobile"),
    (check_number("4155"), "not valid: It has too few digits for its country."),
    (
        REPORT,
        f"{FINDING}\n{ERROR}\nnot ok; marketing (inferred); UCS-2, 9 of 70 units, 1 segment; US 0.0079–0.0158 USD as of 2026-11-01",
    ),
    (
        smslint.check("Acme: Hi", "+6777421234", kind="transactional", config={"brand": "Acme", "provider": "twilio", "regions": ["US"]}),
        "not known: the rules of SB, which has no profile\nok; transactional; GSM-7, 8 of 160 units, 1 segment",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("record", "words"), WORDS, ids=lambda each: type(each).__name__)
def test_a_record_reads_well(record: object, words: str) -> None:
    assert f"{record}" == str(record) == words


def test_a_severity_is_a_word_and_a_number() -> None:
    assert f"{Severity.ERROR:>8}" == "   error"
    assert Severity.ERROR > Severity.WARNING > Severity.INFO
    assert [int(each) for each in (Severity.INFO, Severity.WARNING, Severity.ERROR)] == [1, 2, 3]
    assert Severity.parse(f"{Severity.WARNING}") is Severity.WARNING


@pytest.mark.parametrize(
    "to", [PHONE, "14155552671", "+1 415 555 2671", "0014155552671", "+14155552671123", "1.41556E+10"]
)
def test_no_text_of_a_record_shows_the_number(to: str) -> None:
    report = smslint.check("Hi", to=to, kind="otp")
    records = [report, *report.findings, check_number(to), Outgoing("Hi", to), Receipt("r", "m", None, to)]
    for text in [*map(str, records), *map(repr, records)]:
        assert "4155552671" not in text.replace(" ", "")


# --- truth -----------------------------------------------------------------------------------------------------------------


def test_a_verdict_is_true_only_where_it_says_yes() -> None:
    assert not REPORT
    assert smslint.check("Hi")
    assert not Verdict(passed=False)
    assert Verdict(passed=True)
    assert Verdict(passed=True).ok
    assert check_number(PHONE)
    assert not check_number("4155")


def _frozen_records() -> list[type]:
    """Every frozen record with slots of the package."""
    found = []
    root = Path(smslint.__file__).parent
    for path in root.rglob("*.py"):
        if "frozen=True" not in path.read_text(encoding="utf-8"):
            continue
        name = ".".join(("smslint", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        held = tuple(vars(import_module(name)).values())
        for each in held:
            if isinstance(each, type) and each.__module__ == name and is_dataclass(each):
                parameters = getattr(each, "__dataclass_params__")  # noqa: B009
                if parameters.frozen and "__slots__" in vars(each):
                    found.append(each)
    return found


def test_a_frozen_record_says_so_whatever_is_written_to() -> None:
    found = _frozen_records()
    assert {type(REPORT), smslint.Broadcast, type(OUTGOING)} <= set(found)
    for kind in found:
        record: Any = object.__new__(kind)
        for name in ("ok", "nothing", *(each.name for each in fields(kind))):
            with pytest.raises(FrozenInstanceError, match=f"cannot set '{name}': {kind.__name__} is read-only"):
                setattr(record, name, True)
            with pytest.raises(FrozenInstanceError, match=f"cannot delete '{name}'"):
                delattr(record, name)


@pytest.mark.parametrize("record", [FINDING, COST, check_number(PHONE), smslint.bounds(smslint.parse("Hi"))])
def test_a_record_that_is_no_dataclass_is_read_only_too(record: object) -> None:
    for name in ("ok", "message", "most", "valid"):
        if hasattr(record, name):
            with pytest.raises(AttributeError):
                setattr(record, name, None)


@pytest.mark.parametrize("record", [REPORT, smslint.segment("Hi"), Verdict(passed=True), OUTGOING, Receipt("r", "m")])
def test_a_record_is_no_tuple(record: object) -> None:
    with pytest.raises(TypeError):
        len(record)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        iter(record)  # type: ignore[call-overload]
    with pytest.raises(AttributeError):
        setattr(record, fields(record)[0].name, None)  # type: ignore[arg-type]


def test_equal_broadcasts_have_one_hash_and_others_differ() -> None:
    rows = [{"phone": PHONE}, {"phone": PHONE}]
    one, again, other = (
        smslint.preflight({"text": "Hi"}, each, dialect="plain") for each in (rows, rows, [*rows, {"phone": "x"}])
    )
    assert one == again != other
    assert hash(one) == hash(again)
    assert len({one, again, other}) == 2


def test_a_report_says_that_its_kind_is_unknown_because_a_sender_then_asks_more() -> None:
    at = "2026-12-01T15:00-05:00"
    report = smslint.check("Hi", to="+14155550101", at=at)
    assert report.ok
    assert "ok; kind unknown: before sending, the rules for marketing are also asked; GSM-7" in str(report)
    assert "kind unknown" not in str(smslint.check("Hi", to="+14155550101", at=at, kind="transactional"))
    assert "; otp (inferred); " in str(smslint.check("Your verification code is 123456"))


@pytest.mark.parametrize(
    ("text", "stated", "known"),
    [
        ("Acme: hello", None, False),
        ("Acme: hello", "transactional", True),
        ("Acme: 20% off everything today", None, True),
    ],
)
def test_a_kind_that_is_only_assumed_is_said_to_be_unknown(
    tmp_path: Path, text: str, stated: str | None, known: bool
) -> None:
    """In the report of one message, and in the JSON of a run."""
    assert smslint.check(text, kind=stated).as_dict()["kind_known"] is known
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    options = ["--kind", stated] if stated else []
    report: Any = run("check", "--isolated", str(tmp_path / "a.txt"), "--format", "json", *options)
    assert [each["kind_known"] for each in report["messages"]] == [known]
    assert (report["coverage"]["unknown_kind"] is None) is known
