"""What a list leaves unknown: the text, the JSON and the exit status of recipients, preflight and send."""

from __future__ import annotations

import json
import os
import threading
import zoneinfo
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.errors import ConfigError
from smslint.recipients.audit import audit
from smslint.recipients.clean import write
from smslint.recipients.policy import Policy
from smslint.rules.zones_and_states import zone
from smslint.sending.gate import gate
from tests.recipients.support import US, listed

SALE = "Acme: 20% off today! Reply STOP to opt out. Msg&data rates may apply."
BARE = f"phone,name\n{US[0]},Ann\n"
AGREED = f"phone,SMS-Einwilligung\n{US[0]},ja\n"
SAYS = "no consent column: this list does not say who agreed to messages"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 40)
    Path("sale.txt").write_text(SALE)
    configured()


def configured(more: str = "") -> None:
    Path("smslint.yaml").write_text(f"brand: Acme\nmessages: [{{files: '*.txt'}}]\n{more}")


def run_on(capsys: pytest.CaptureFixture[str], content: str, *words: str) -> tuple[int, str]:
    Path("list.csv").write_text(content, encoding="utf-8")
    status = run([each.replace("LIST", "list.csv") for each in words])
    out = capsys.readouterr()
    return status, out.out + out.err


def test_a_list_without_consent_is_not_clean(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run_on(capsys, BARE, "recipients", "LIST")
    assert status == 0
    assert SAYS in out
    assert "every row may be texted" not in out
    status, out = run_on(capsys, BARE, "recipients", "LIST", "--format", "json")
    found = json.loads(out)
    assert (status, found["coverage"]["consent"]) == (0, "unknown")
    assert found["columns"]["phone"] == "phone"
    assert {"consent", "opt_out", "zone"} <= set(found["coverage"]["not_found"])


@pytest.mark.parametrize(("content", "settings", "words"), [
    (BARE, "", ("--require-consent", "no")),
    (BARE, "sending: {require_consent: false}\n", ()),
    (AGREED, "", ()),
    (AGREED.replace("SMS-Einwilligung", "Wunsch"), "", ("--column", "consent=Wunsch")),
    (AGREED.replace("SMS-Einwilligung", "Wunsch"), "columns: {consent: Wunsch}\n", ()),
])  # fmt: skip
def test_a_list_is_clean_where_consent_is_known_or_kept_elsewhere(
    capsys: pytest.CaptureFixture[str], content: str, settings: str, words: tuple[str, ...]
) -> None:
    configured(settings)
    status, out = run_on(capsys, content, "recipients", "LIST", *words)
    assert status == 0
    assert "every row may be texted" in out
    assert SAYS not in out
    assert run(["preflight", "sale.txt", "list.csv", "--kind", "marketing", *words]) == 0


def test_a_row_with_an_unreadable_consent_is_not_clean(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run_on(capsys, f"phone,consent\n{US[0]},vielleicht\n", "recipients", "LIST")
    assert status == 0
    assert "every row may be texted" not in out
    assert "CON002" in out


def test_require_consent_does_not_take_the_list_as_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run_on(capsys, BARE, "recipients", "--require-consent", "LIST")
    assert status == 1
    assert "the list has no consent column" in out
    assert run_on(capsys, BARE, "recipients", "--require-consent=no", "LIST")[0] == 0


@pytest.mark.parametrize(("kind", "words", "status"), [
    ("marketing", (), 1), ("marketing", ("--require-consent", "no"), 0), ("transactional", (), 0),
])  # fmt: skip
def test_marketing_needs_known_consent(
    capsys: pytest.CaptureFixture[str], kind: str, words: tuple[str, ...], status: int
) -> None:
    at = ("--at", "2026-11-25T12:00-05:00", "--kind", kind, *words)
    assert run_on(capsys, BARE, "preflight", "sale.txt", "LIST", *at)[0] == status
    code, out = run_on(capsys, BARE, "send", "sale.txt", "LIST", "--dry-run", *at)
    assert code == status
    assert ("fix these errors first" in out) == (status == 1)
    assert (SAYS in out) == (not words)
    found = json.loads(run_on(capsys, BARE, "preflight", "sale.txt", "LIST", "--format", "json", *at)[1])
    assert [each["severity"] for each in found["list_findings"] if each["code"] == "CON002"] == ["error"] * status


@pytest.mark.parametrize(
    "command", [("recipients", "LIST"), ("preflight", "sale.txt", "LIST"), ("send", "sale.txt", "LIST", "--dry-run")]
)
def test_a_missing_named_column_is_one_clear_error(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    status, out = run_on(capsys, BARE, *command, "--column", "consent=Wunsch")
    assert status == 2
    assert "the column for consent 'Wunsch': there is no such column; the columns are 'phone', 'name'" in out
    status, out = run_on(capsys, BARE, *command, "--column", "consnt=Wunsch")
    assert status == 2
    assert "did you mean 'consent'" in out


def test_blank_rows_are_not_recipients(tmp_path: Path) -> None:
    content = f"phone;name\n;\n{US[0]};Ann\n ; \n\n;;;\nx;Bob\n;\n"
    with listed(tmp_path, content) as found:
        result = audit(found, Policy())
    assert (result.total, result.rejected) == (2, 1)
    (tally,) = result.tallies.values()
    location = tally.findings[0].location
    assert location is not None
    assert location.line == 7


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")]
)
def test_rejected_rows_keep_the_format_of_the_list(tmp_path: Path, encoding: str, mark: bytes) -> None:
    content = f'"Telefon";"Name"\r\n"{US[0]}";"Zoë"\r\n"12";"Zoë; ""x"""\r\n'
    with listed(tmp_path, mark + content.encode(encoding)) as found:
        policy = Policy()
        write(found, policy, audit(found, policy), tmp_path / "clean.csv", tmp_path / "rejected.csv")
    text = (tmp_path / "rejected.csv").read_bytes()
    assert text.startswith(mark)
    lines = text.removeprefix(mark).decode(encoding).split("\r\n")
    assert lines[0] == '"row";"code";"reason";"suggestion";"Telefon";"Name"'
    assert lines[1].startswith('"3";"NUM001";')
    assert lines[1].endswith(';"12";"Zoë; ""x"""')
    assert (tmp_path / "clean.csv").read_bytes() == mark + content[: content.index('"12"')].encode(encoding)


@pytest.mark.parametrize(("cell", "region", "means"), [
    ("EST", "US", "America/New_York"), ("est", None, "America/New_York"), ("PST", "US", "America/Los_Angeles"), ("MST", "US", None),
    ("CST", "CN", None), ("IST", "IN", None), ("EST", "AU", None), ("Europe/Paris", "FR", "Europe/Paris"), ("UTC+2", "DE", "Etc/GMT-2"),
])  # fmt: skip
def test_a_zone_has_its_usual_meaning_or_is_unknown(cell: str, region: str | None, means: str | None) -> None:
    assert zone(cell, region) == means


def test_a_missing_zone_database_is_an_installation_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", nothing)
    with pytest.raises(ConfigError, match="pip install tzdata"):
        zone("Europe/Madrid")
    with pytest.raises(ConfigError, match="pip install tzdata"):
        gate(SALE, US[0], at="2026-11-25T12:00-05:00", kind="marketing", facts={"consent": "yes"})


def test_pipes_and_the_null_device_are_not_replaced_by_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with listed(tmp_path, f"phone\n{US[0]}\nx\n") as found:
        policy = Policy()
        write(found, policy, audit(found, policy), pipe, Path(os.devnull))
    reader.join()
    assert read == [f"phone\n{US[0]}\n".encode()]
    assert pipe.is_fifo()
    assert Path(os.devnull).is_char_device()


def test_a_country_that_is_no_code_is_said_even_if_all_numbers_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    rows = f"{US[0]},Germny,yes\n{US[1]},US,yes\n{US[2]},,yes\n"
    status, out = run_on(capsys, f"phone,country,consent\n{rows}", "recipients", "LIST")
    assert status == 0
    assert "1 cell of the column 'country' is no country code of two letters, such as 'Germny'" in " ".join(out.split())
    _, out = run_on(capsys, f"phone,country,consent\n{rows.replace('Germny', 'us')}", "recipients", "LIST")
    assert "no country code" not in out


@pytest.mark.parametrize(
    ("cell", "consent"), [("yes", "clean"), ("no", "CON001"), (None, "CON002"), (True, "clean"), (False, "CON001"), ("maybe", "CON002"), ("Unsubscribed", "CON001")]
)  # fmt: skip
def test_consent_in_parquet_is_read_as_in_csv(capsys: pytest.CaptureFixture[str], cell: object, consent: str) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"phone": [US[0]], "consent": [cell]}), "list.parquet")
    written = "" if cell is None else str(cell).lower() if isinstance(cell, bool) else cell
    texts = [
        run_on(capsys, f"phone,consent\n{US[0]},{written}\n", "recipients", each, "--format", "json")
        for each in ("LIST", "list.parquet")
    ]
    (status, csv), (also, parquet) = ((status, json.loads(text)) for status, text in texts)
    assert status == also
    assert csv["coverage"] == parquet["coverage"]
    assert (
        [each["code"] for each in csv["problems"]]
        == [each["code"] for each in parquet["problems"]]
        == [consent] * (consent != "clean")
    )


@pytest.mark.parametrize("command", ["recipients", "preflight"])
@pytest.mark.parametrize(
    ("rows", "status", "words"),
    [
        (f"{US[0]},yes\n{US[1]},\n12,yes\n", 1, "2 rows of 3 are not refused, but for some the consent is unknown"),
        (f"{US[0]},yes\n{US[1]},\n", 0, "no row is refused, but for some the consent is unknown"),
        (f"{US[1]},no\n{US[2]},perhaps\n", 1, "1 row of 2 is not refused, but for some the consent is unknown"),
        (f"{US[1]},no\n12,perhaps\n", 1, ""),
    ],
)
def test_refused_rows_do_not_hide_an_unknown_consent(
    command: str, rows: str, status: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "l.csv").write_text(f"phone,consent\n{rows}")
    (tmp_path / "a.txt").write_text("Acme: your parcel is here.")
    kind = ["--kind", "transactional"]
    files = ["recipients", "l.csv"] if command == "recipients" else ["preflight", "a.txt", "l.csv", *kind]
    arguments = [str(tmp_path / each) if "." in each else each for each in files]
    assert run([*arguments, "--isolated"]) == status
    out = capsys.readouterr().out
    assert ("unknown  " in out.splitlines()[-1]) is bool(words)
    assert words in out
    assert run([*arguments, "--isolated", "--strict"]) == 1
    assert "whether some of them agreed to messages" in capsys.readouterr().err
