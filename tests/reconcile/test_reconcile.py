"""What `smslint reconcile` prints for logs of every kind and condition: counted by hand, and held against the schema."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from smslint.cli.app import run
from smslint.project.config import make_config
from tests.reconcile.held import BODIES, SCHEMA, SETTINGS, TEXTS, Project, matched, of, row
from tests.reconcile.made import HEADER, cells


def test_each_template_gets_its_messages(project: Project) -> None:
    log = project.log(*(row(at, body) for at, body in enumerate((*BODIES, BODIES[0], "Lunch at noon?"))))
    document = project.json(log)
    assert matched(document) == {"code": 2, "hello": 1, "news": 1}
    assert document["unmatched"]["messages"] == 1
    assert document["unmatched"]["reasons"] == [
        {"reason": "no_template", "messages": 1, "rows": [5], "template": None, "placeholder": None}
    ]
    assert of(document, "code")["spend"] == [{"currency": "USD", "amount": "0.0166"}]
    assert of(document, "code")["regions"] == {"US": 2}
    assert "nobody sends: sms/long.txt, sms/unsent.txt" in project.run(log)[1]


def test_texts_and_numbers_are_written_nowhere(project: Project) -> None:
    log = project.log(
        *(row(at, body) for at, body in enumerate((*BODIES, "Secret-word lunch", "Hello Zed, welcome to Acme on Sun.")))
    )
    for form in ("text", "json", "yaml"):
        out = project.run(log, "--format", form, "--all")[1]
        for secret in ("Secret", "Ann", "Zed", "all well", "1234", "4155550123", "Sun"):
            assert secret not in out, (form, secret)


SECRETS = {
    "names and codes": [row(1, "Hello Zuleika, welcome to Acme on Mon."), row(2, "481516 is your Acme code.")],
    "a text cut behind a name": [row(at, f"Hello {name}, welcome") for at, name in enumerate(("Zuleika", "Zuleike", "Zuleikx"))],
    "a text that is like a template": [row(1, "Zuleika is your Acme code."), row(2, "Hello Ann, welcome to Acme on Zuleika.")],
    "an error with a number": [row(1, BODIES[0], ErrorCode="+1 (415) 555-0142 opted out", Status="undelivered")],
    "an account that is a number": [row(1, BODIES[0], AccountSid="+14155550142"), row(2, BODIES[0], AccountSid="AC1")],
    "a price that is a sentence": [row(1, BODIES[0], Price="Zuleika"), row(2, BODIES[0], PriceUnit="Zuleika", NumSegments="Zuleika")],
    "a state, a time, a direction": [row(1, BODIES[0], Status="call +14155550142", SentDate="Zuleika", Direction="Zuleika")],
    "a value that is far too long": [row(1, "Acme news for Ann: " + "Zuleika " * 30), row(2, TEXTS["long"].replace("{{ name }}", "Zuleika Łęcka"))],
}  # fmt: skip


@pytest.mark.parametrize("rows", SECRETS.values(), ids=SECRETS)
def test_nothing_of_a_log_is_written(project: Project, rows: list[list[str]]) -> None:
    log = project.log(row(99, BODIES[0]), *rows)
    for form in ("text", "json", "yaml"):
        _, out, err = project.run(log, "--format", form, "--all")
        _, _, refused = project.run(log, "--format", form, "--account", "nobody")
        for secret in ("zuleik", "481516", "4155550142", "555-0142", "5550142", "łęcka"):
            assert secret not in (out + err + refused).casefold(), (form, secret)


def test_a_message_is_counted_once(project: Project) -> None:
    """Rows of a message that is on its way, sent, delivered: in any order, the one that knows most counts."""
    first = {"Sid": "SM1"}
    rows = [
        row(1, BODIES[0], **first, Status="queued", NumSegments="0", Price=""),
        row(1, BODIES[0], **first, Status="undelivered", ErrorCode="30007"),
        row(1, BODIES[0], **first, Status="sent", Price=""),
        row(2, BODIES[1], Sid="SM2", Status="sending", Price=""),
    ]
    for order in (rows, rows[::-1]):
        document = project.json(project.log(*order))
        assert matched(document) == {"code": 1}
        assert of(document, "code")["failures"] == [{"code": "30007", "messages": 1}]
        assert of(document, "code")["segments"] == {"billed": 1, "counted": 1, "unknown": 0, "uncounted": 0}
        summary = document["summary"]
        assert (summary["messages"], summary["pending"], summary["repeated"]) == (1, 1, 2)


def test_a_later_row_without_a_text_has_that_of_the_earlier_one(project: Project) -> None:
    rows = [row(1, BODIES[0], Status="queued"), row(1, "", Status="delivered")]
    assert matched(project.json(project.log(*rows))) == {"code": 1}


CAUSES = {
    "smart encoding": ("Hello Ann, welcome to Acme on Mon’s. " + "x" * 40, {}, None),
    "sent as UCS-2": (f"Acme news for Ann: {'y' * 60}", {"NumSegments": "2"}, ("encoding", 1, None)),
    "smart quotes replaced": (f"Acme news for Ann: {'y' * 60}’", {"NumSegments": "1"}, ("smart_encoding", -1, None)),
    "replaced by question marks": (f"Acme news for Ann: {'y' * 60}ł", {"NumSegments": "1"}, ("encoding", -1, None)),
    "failed and free": (BODIES[2], {"NumSegments": "0", "ErrorCode": "21610", "Status": "failed"}, ("not_billed", -1, None)),
    "a larger header": (f"Acme news for Ann: {'y' * 286}", {"NumSegments": "3"}, ("split", 1, None)),
    "nobody knows": (BODIES[2], {"NumSegments": "9"}, ("unexplained", 8, None)),
    "a value is too long": (TEXTS["long"].replace("{{ name }}", "Maximilian Alexander"), {}, ("value_length", 1, "name")),
    "a value is not GSM-7": (TEXTS["long"].replace("{{ name }}", "Łucja"), {}, ("value_encoding", 2, "name")),
}  # fmt: skip


@pytest.mark.parametrize(("body", "cell", "cause"), CAUSES.values(), ids=CAUSES)
def test_the_cause_of_other_segments(
    project: Project, body: str, cell: dict[str, str], cause: tuple[str, int, str | None] | None
) -> None:
    document = project.json(project.log(row(1, body, **cell), row(2, BODIES[0])))
    found = [each for template in document["templates"] for each in template["causes"]]
    expected = (
        [] if cause is None else [{"cause": cause[0], "messages": 1, "segments": cause[1], "placeholder": cause[2]}]
    )
    assert found == expected


def test_a_value_that_cannot_be_is_said(project: Project) -> None:
    document = project.json(
        project.log(row(1, BODIES[0]), row(2, "gone is your Acme code."), row(3, "Hello Ann, welcome to Acme on Sun."))
    )
    reasons = {each["placeholder"]: Path(each["template"]["path"]).stem for each in document["unmatched"]["reasons"]}
    assert reasons == {"code": "code", "day": "hello"}


def test_equal_texts_are_ambiguous(project: Project) -> None:
    project.write({"sms/copy.txt": TEXTS["code"]})
    document = project.json(project.log(row(1, BODIES[0]), row(2, BODIES[1])))
    assert matched(document) == {"hello": 1}
    assert [Path(each["path"]).stem for each in document["ambiguous"][0]["templates"]] == ["code", "copy"]
    assert document["ambiguous"][0]["messages"] == 1


def test_the_closest_of_two_templates_is_taken(project: Project) -> None:
    project.write({"sms/any.txt": "Acme {{ anything }}"})
    project.write({"sms/two.txt": "Acme news for {{ name }}: {{ text }} and our shop is closed on Sunday"})
    log = project.log(row(1, BODIES[2]), row(2, "Acme news for Ann: hi and our shop is closed on Sunday"))
    assert matched(project.json(log)) == {"news": 1, "two": 1}


def test_an_optional_tail_tells_two_templates_apart(project: Project) -> None:
    start = "The bill {{ ref }} is due on {{ date }}"
    project.write({"sms/ring.txt": start + "{% if late %} (Questions? Ring {{ phone }}){% endif %}"})
    project.write({"sms/site.txt": start + "{% if late %} (See your account at {{ link }}){% endif %}"})
    log = project.log(
        row(1, "The bill A1 is due on Monday (Questions? Ring +12025550001)"),
        row(2, "The bill B2 is due on Friday (See your account at acme.example)"),
        row(3, "The bill C3 is due on Sunday"),
        row(4, "The bill D4 is due on 3 May (Questions? Ring +12025550002)"),
    )
    document = project.json(log)
    assert matched(document) == {"ring": 2, "site": 1}
    assert [each["messages"] for each in document["ambiguous"]] == [1]


def test_branches_loops_and_line_breaks(project: Project) -> None:
    project.write(
        {
            "sms/branch.txt": "Your table at Acme{% if late %} is late{% else %} is on time{% endif %}, {{ name }}.",
            "sms/loop.txt": "Your things from Acme:{% for thing in things %}\n- {{ thing }}{% endfor %}\nGoodbye!",
        }
    )
    bodies = (
        "Your table at Acme is late, Ann.",
        "Your table at Acme is on time, Bob.",
        "Your things from Acme:\r\n- tea\r\n- cake\r\nGoodbye!",
        "Your things from Acme: - tea Goodbye!",
        "Your things from Acme: Goodbye! And more",
    )
    document = project.json(project.log(*(row(at, body) for at, body in enumerate(bodies))))
    assert matched(document) == {"branch": 2, "loop": 2}


def test_a_text_with_other_quotes_and_spaces_is_the_same(project: Project) -> None:
    project.write({"sms/quote.txt": "It’s  here — come and get it, {{ name }}"})
    bodies = ("It's  here - come and get it, Ann", "It’s  here — come and get it, O’Neil ")
    document = project.json(project.log(*(row(at, body) for at, body in enumerate(bodies))))
    assert matched(document) == {"quote": 2}
    assert document["values"]["name"] == {"min": 3, "max": 6, "charset": "any"}


def test_proposals_can_be_pasted(project: Project) -> None:
    numbers = ["+14155550123"] * 3 + ["+14165550123"]
    log = project.log(*(cells(at, to, BODIES[at % 2]) for at, to in enumerate(numbers)))
    status, out, _ = project.run(log, "--format", "yaml")
    assert status == 0
    found = yaml.safe_load(out)
    make_config(found, project.path)
    assert found["volumes"]["sms/code.txt"] == {"monthly": 15, "regions": {"US": 1}}  # 2 in 4 days
    assert found["volumes"]["sms/hello.txt"]["regions"] == {"US": 0.5, "CA": 0.5}
    assert found["values"]["code"] == {"min": 4, "max": 4, "charset": "digits"}
    document = project.json(log)
    assert (document["volumes"], document["values"]) == (found["volumes"], found["values"])


def test_a_check_runs_with_what_was_pasted(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Also with names of placeholders that are not plain words, and countries that the configuration does not name."""
    project.write(
        {
            "smslint.yaml": SETTINGS[: SETTINGS.index("values:")],
            "sms/odd.txt": 'Parcel {{ order["id"] }} for {{ user.name }} (“{{ größe }}”) is here: {{ links[0] }}',
        }
    )
    numbers = ("+14155550123", "+447911123456", "+33612345678", "+14165550123")
    bodies = ("Parcel 77 for Zoë (“XL”) is here: https://x.example/{1}", *BODIES)
    log = project.log(*(cells(at, numbers[at % 4], bodies[at % len(bodies)]) for at in range(40)))
    status, out, _ = project.run(log, "--format", "yaml")
    assert status == 0
    with (project.path / "smslint.yaml").open("a", encoding="utf-8") as file:
        file.write(out)
    assert run(["check", "sms", "--format", "json"]) in {0, 1}
    document = json.loads(capsys.readouterr().out)
    most = {Path(each["path"]).stem: each["segments"]["most"] for each in document["messages"]}
    assert all(most[name] is not None for name in ("odd", "code", "hello", "news")), most
    again = project.json(log)
    assert sum(each["matched"] for each in again["templates"]) == 40


@pytest.mark.parametrize(
    ("days", "monthly"), [(("2026-10-01", "2026-10-31"), 2), (("2026-10-01", "2026-10-30"), 2), (("2026-10-01",), 61)]
)
def test_a_month_is_a_month(project: Project, days: tuple[str, ...], monthly: int) -> None:
    rows = [row(at, BODIES[0], SentDate=f"{days[at % len(days)]}T12:00:00Z") for at in range(2)]
    assert project.json(project.log(*rows))["volumes"]["sms/code.txt"]["monthly"] == monthly


LINES = {
    "several currencies": ([row(1, BODIES[0]), row(2, BODIES[0], PriceUnit="EUR")], "prices are in 2 currencies (EUR, USD), which are never added"),
    "several accounts": ([row(1, BODIES[0]), row(2, BODIES[0], AccountSid="AC9")], "the log has messages of 2 accounts ('AC0' 1, 'AC9' 1): --account takes those of one"),
    "several zones": ([row(1, BODIES[0]), row(2, BODIES[0], SentDate="2026-10-02T10:00:00+0200")], "times are in several zones (+02:00, UTC): each is read in its own"),
    "no times": ([row(1, BODIES[0], SentDate="soon")], "no time of this log could be read, so nobody knows how many messages a month it is"),
    "hidden numbers": ([cells(1, "+1415555XXXX", BODIES[0])], "the country of 1 message is not known: their numbers are hidden or not valid"),
    "hidden texts": ([row(1, BODIES[0]), row(2, ""), row(3, "[REDACTED]"), row(4, "*****")], "the log hides 3 texts: nobody knows which template those are from"),
    "cut texts": ([row(1, BODIES[0]), row(2, "Hello Ann, welcome to Ac...")], "the log has only the beginning of 1 text: 1 is recognised by it, and nobody knows how many segments the whole takes; export it with whole texts"),
    "texts of one length": ([row(1, BODIES[0]), *(row(at, f"Hello {name}, welcome to A") for at, name in enumerate(("Ann", "Bob", "Eve"), 2))], "the log has only the beginning of 3 texts (it cuts them at 23 characters): 3 are recognised by it, and nobody knows how many segments the whole takes; export it with whole texts"),
    "odd rows": ([row(1, BODIES[0]), ["a", "b"]], "1 row left out, with other cells than the header names (row 2)"),
    "odd prices": ([row(1, BODIES[0], Price="free")], "some prices of this log could not be read"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "line"), LINES.values(), ids=LINES)
def test_what_is_odd_about_a_log_is_one_line(project: Project, rows: list[list[str]], line: str) -> None:
    log = project.log(*rows)
    assert project.json(log)["notes"] == [line]
    assert line in " ".join(project.run(log)[1].split())


def test_one_account(project: Project) -> None:
    log = project.log(row(1, BODIES[0]), row(2, BODIES[0], AccountSid="AC9"))
    assert matched(project.json(log, "--account", "AC9")) == {"code": 1}
    assert "the log has: 'AC0', 'AC9'" in project.refused(log, "--account", "AC5")


def test_currencies_are_never_added(project: Project) -> None:
    log = project.log(row(1, BODIES[0]), row(2, BODIES[0], PriceUnit="eur", Price="0,07"), row(3, BODIES[0], Price=""))
    found = of(project.json(log), "code")
    assert found["spend"] == [{"currency": "EUR", "amount": "0.07"}, {"currency": "USD", "amount": "0.0083"}]
    assert found["unpriced"] == 1


def test_received_messages_are_not_counted(project: Project) -> None:
    document = project.json(project.log(row(1, BODIES[0]), row(2, BODIES[0], Direction="inbound")))
    assert matched(document) == {"code": 1}
    assert document["summary"]["received"] == 1


@pytest.mark.parametrize("column", ["Status", "Direction"])
def test_a_column_that_a_log_of_this_layout_has_is_missed(project: Project, column: str) -> None:
    """Without it, messages count that nobody sent: that is said."""
    at = HEADER.index(column)
    rows = [[*each[:at], *each[at + 1 :]] for each in (row(1, BODIES[0]), row(2, BODIES[0], Direction="inbound"))]
    document = project.json(project.log(*rows, header=[*HEADER[:at], *HEADER[at + 1 :]]))
    assert sum(matched(document).values()) == (2 if column == "Direction" else 1)
    assert [each for each in document["notes"] if f"this log has no column {column}: messages that were" in each]
    assert not project.json(project.log(row(1, BODIES[0])))["notes"]


def test_a_template_with_too_little_text_is_not_recognised(project: Project) -> None:
    """Anything could be from it, so nothing is said to be."""
    project.write({"sms/weak.txt": "Hi {{ who }}", "sms/pin.txt": "PIN {{ code }}"})
    document = project.json(project.log(row(1, "Hi there"), row(2, "PIN 1234"), row(3, "PIN them down")))
    assert matched(document) == {"pin": 1}
    assert document["notes"] == ["too little fixed text to be found again: sms/weak.txt"]


def test_nothing_that_matches_is_not_green(project: Project) -> None:
    log = project.log(row(1, "Lunch at noon?"))
    status, out, err = project.run(log)
    assert status == 1
    assert "1 message: 0 from one template" in out
    assert "no message of this log is from a template of this project" in err


REFUSED = {
    "is empty": b"",
    "this is no message log that is known": b"name,phone\nAnn,1\n",
    "a header and no rows": (",".join(HEADER) + "\n").encode(),
    "this is a zip file: unpack it first": b"PK\x03\x04rest",
    "this is not JSON": b"{nothing",
    "nested too deeply": b"[" * 200_000,
    "name its encoding with --encoding": (",".join(HEADER) + "\n").encode() + b"\xff\xfe\xfa\n",
    "cannot be read": gzip.compress(b"x" * 100_000)[:60],
    "this is a binary file, or text in an encoding": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "or name its encoding with --encoding": (",".join(HEADER) + "\n").encode("utf-16-le"),
    "cannot be read: field larger than field limit": (",".join(HEADER) + "\n" + "x" * 200_000 + "\n").encode(),
    "this is a Parquet file: export the log as CSV or JSON": b"PAR1rest",
    "one of its lines is not JSON": b'{"sid": "1"}\n{"sid"\n',
    "field larger than field limit": b"a" * 200_000 + b",b\n1,2\n",
    "more than 200 times its size": gzip.compress(b"a" * (70 << 20)),
}


@pytest.mark.parametrize(("words", "content"), REFUSED.items(), ids=REFUSED)
def test_a_log_that_cannot_be_read_is_one_line(project: Project, words: str, content: bytes) -> None:
    (project.path / "log").write_bytes(content)
    assert words in project.refused("log")
    assert not (project.path / "out.json").exists()
    status, out, _ = project.run("log", "--output", "out.json")
    assert (status, out, (project.path / "out.json").exists()) == (2, "", False)


@pytest.mark.parametrize("name", ["base64", "hex", "rot13", "quopri", "uu", "zip", "undefined", "a\0b", "no such"])
def test_an_encoding_that_gives_no_text(name: str, project: Project) -> None:
    assert "there is no encoding" in project.refused(project.log(row(1, BODIES[0])), "--encoding", name)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_log_that_can_be_read_only_once(project: Project) -> None:
    """Nothing is waited for, and its beginning is not lost."""
    os.mkfifo(project.path / "log")
    assert "this is no regular file" in project.refused("log")


def test_a_second_log_is_no_catalogue(project: Project) -> None:
    """Its numbers would be printed as the names of messages."""
    one, two = project.log(row(1, BODIES[0])), project.log(row(2, BODIES[1]), name="more.csv")
    line = project.refused(one, two)
    assert "more.csv: this is a log, too" in line
    assert "+1415" not in line


def test_what_is_read_is_not_overwritten(project: Project) -> None:
    log = project.log(row(1, BODIES[0]))
    before = (project.path / log).read_bytes()
    for name in (log, "sms/code.txt", "smslint.yaml"):
        assert "this command reads this file" in project.refused(log, "--output", name)
    assert (project.path / log).read_bytes() == before
    assert project.run(log, "--output", "report.json", "--format", "json")[:2] == (0, "")
    jsonschema.validate(json.loads((project.path / "report.json").read_text(encoding="utf-8")), SCHEMA)


def test_names_that_are_close_are_proposed(project: Project) -> None:
    log = project.log(row(1, BODIES[0]))
    assert "did you mean 'log.csv'?" in project.refused("lgo.csv")
    assert "did you mean 'twilio-api'?" in project.refused(log, "--layout", "twilio-ap")
    assert "this is a folder" in project.refused("sms")


def test_prices_of_parts_and_of_segments(project: Project) -> None:
    """AWS and Vonage write a row for each part, Infobip the price of one segment, AWS's events the carrier's fee apart."""
    aws = [
        "PublishTimeUTC",
        "MessageId",
        "DestinationPhoneNumber",
        "MessageType",
        "DeliveryStatus",
        "PriceInUSD",
        "PartNumber",
        "TotalParts",
    ]
    parts = [
        ["2026-10-01 10:00:00", "A1", "14155550123", "Transactional", "Delivered", "0.00645", str(at), "2"]
        for at in (0, 1)
    ]
    document = project.json(project.log(*parts, parts[0], header=aws), status=1)
    assert document["unmatched"]["spend"] == [{"currency": "USD", "amount": "0.0129"}]
    assert document["unmatched"]["segments"]["billed"] == 2
    assert document["notes"][0].startswith("this log has no texts")
    vonage = [
        "message_id",
        "to",
        "message_body",
        "date_received",
        "direction",
        "status",
        "total_price",
        "currency",
        "country",
    ]
    long = TEXTS["long"].replace("{{ name }}", "Maximilian Alexander")
    rows = [["V1", "14155550123", long, "2026-10-01T10:00:00Z", "outbound", "delivered", "0.03", "EUR", "US"]] * 2
    found = of(project.json(project.log(*rows, header=vonage)), "long")
    assert (found["matched"], found["segments"]["billed"]) == (1, 2)
    assert found["spend"] == [{"currency": "EUR", "amount": "0.06"}]
    infobip = {"messageId": "1", "destination": "14155550123", "content": {"text": long}, "sentAt": "2026-10-01T10:00:00Z", "messageCount": 2,
               "status": {"groupName": "DELIVERED"}, "price": {"pricePerMessage": 0.01, "currency": "EUR"}, "error": {"name": "NO_ERROR"}}  # fmt: skip
    (project.path / "log.json").write_text(json.dumps({"results": [infobip]}), encoding="utf-8")
    found = of(project.json("log.json"), "long")
    assert (found["spend"], found["failures"]) == ([{"currency": "EUR", "amount": "0.02"}], [])
    event = {"messageId": "1", "destinationPhoneNumber": "+14155550123", "messageBody": BODIES[0], "messageStatus": "DELIVERED", "totalMessageParts": 1,
             "totalMessagePrice": 0.00645, "totalCarrierFee": 0.003, "eventType": "TEXT_DELIVERED", "isoCountryCode": "US"}  # fmt: skip
    (project.path / "log.json").write_text(json.dumps(event), encoding="utf-8")
    assert of(project.json("log.json"), "code")["spend"] == [{"currency": "USD", "amount": "0.00945"}]


def test_a_log_of_the_projects_own(project: Project) -> None:
    own = "logs: {ours: {columns: {id: Nr, to: An, body: Text, segments: Teile, price_per_segment: Preis}, currency: EUR}}\n"
    project.write({"smslint.yaml": SETTINGS + own})
    log = project.log(["1", "+14155550123", BODIES[0], "3", "0,07"], header=["Nr", "An", "Text", "Teile", "Preis"])
    found = of(project.json(log), "code")
    assert found["spend"] == [{"currency": "EUR", "amount": "0.21"}]
    assert found["causes"] == [{"cause": "unexplained", "messages": 1, "segments": 2, "placeholder": None}]


def test_languages_without_spaces_are_found_too(project: Project) -> None:
    project.write(
        {
            f"sms/t{at}.txt": f"{{{{ name }}}}様、{'一二三四五六七八九十'[at]}番目のご注文が発送されました。"
            for at in range(10)
        }
    )
    log = project.log(
        *(row(at, f"田中様、{'一二三四五六七八九十'[at]}番目のご注文が発送されました。") for at in range(10))
    )
    assert matched(project.json(log)) == {f"t{at}": 1 for at in range(10)}


def test_a_text_without_placeholders_is_found(project: Project) -> None:
    project.write({"sms/fixed.txt": "Acme closes today.\n", "sms/empty.txt": "", "sms/tiny.txt": "Ok"})
    log = project.log(*(row(at, body) for at, body in enumerate((TEXTS["unsent"], "Acme closes today. ", "", "Ok"))))
    document = project.json(log)
    assert matched(document) == {"unsent": 1, "fixed": 1}
    assert document["notes"][-1] == "too little fixed text to be found again: sms/empty.txt, sms/tiny.txt"


def test_odd_values_of_json(project: Project) -> None:
    """Texts of any length and half a character, numbers that are none, records that are no records."""
    bodies = ("\ud83d half", "a" * 200_000, BODIES[2] + "b" * 3000, "*" * 50_000, None, 5, BODIES[0])
    records: list[Any] = [
        {"sid": f"SM{at}", "to": at, "body": body, "date_sent": "2026-10-01T10:00:00Z", "num_segments": count, "price": price, "price_unit": unit}
        for at, (body, count, price, unit) in enumerate(
            zip(bodies, ("99999999999", -1, True, [2], {"x": 1}, 1.5, "1"), ("1e5", "NaN", "", [1], None, "free", "-1e-2"), ("USD", 5, "", None, "EURO", "eur", "usd"), strict=True)
        )
    ]  # fmt: skip
    (project.path / "log.json").write_text(json.dumps({"messages": [*records, 5, None, "x", [1]]}), encoding="utf-8")
    document = project.json("log.json")
    assert matched(document) == {"code": 1}
    assert of(document, "code")["spend"] == [{"currency": "USD", "amount": "0.01"}]
    assert document["summary"]["messages"] == len(bodies)
    assert project.run("log.json")[0] == 0
