"""What is unknown, lost or unseen stops a send: the journal, the suppression list, and calls that name no recipients."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import smslint
import smslint.sending.gate
from smslint.cli.app import run
from smslint.errors import ConfigError, JournalError, RecipientsError, SendRefused
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_files import load
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.earlier import Earlier
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.receipt import Receipt
from smslint.sending.runner import send_all
from smslint.sending.suppressed import SuppressionFiles
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.checks import Recorder
from tests.sending.server import Server
from tests.sending.support import KEY, TO, commands_refuse
from tests.sending.support import numbers as numbers_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("loss", ["removed", "cut"])
def test_a_lost_journal_is_not_a_new_one(loss: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add("c", Outgoing("Hello", TO))
    for log in tmp_path.glob("j-*"):
        log.unlink()
    path.unlink()
    if loss == "cut":
        path.touch()
    for _ in range(2):  # the first attempt leaves nothing that lets the second pass
        with pytest.raises(JournalError, match=r"the journal was lost.*remove j\.pepper"):
            Journal(path)
    (tmp_path / "j.pepper").unlink()
    Journal(path).close()


@pytest.mark.parametrize("kept", ["j.mark", "j.pepper", "j.mark j.pepper"])
def test_anything_that_is_left_of_a_journal_that_sent_shows_that_it_was_lost(kept: str, tmp_path: Path) -> None:
    """A backup without the journal, or a folder that was tidied: whichever file is left, nobody is texted again by itself."""
    path = tmp_path / "j"
    with Journal(path) as journal:
        entry = journal.add("c", Outgoing("Hello", TO))
        journal.settle(journal.claim(entry), Receipt("r", "m", None, TO))
    for each in tmp_path.iterdir():
        if each.name not in kept.split():
            each.unlink()
    for _ in range(2):
        with pytest.raises(JournalError, match="the journal was lost") as raised:
            Journal(path)
    named = str(raised.value).rpartition("remove ")[2].split(" and ")
    assert sorted(named) == kept.split(), "what it says is enough"
    for name in named:
        (tmp_path / name).unlink()
    with Journal(path) as journal:
        assert journal.claim(journal.add("c", Outgoing("Hello", TO))).granted


def test_an_interrupted_creation_continues(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add("c", Outgoing("Hello", TO))
    (tmp_path / "j.pepper").rename(tmp_path / "j.pepper.new")
    with Journal(path) as journal:
        assert journal.state("c", Outgoing("Hello", TO)) is not None
    assert (tmp_path / "j.pepper").exists()
    assert not (tmp_path / "j.pepper.new").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_an_old_draft_of_a_key_does_not_keep_its_permissions(tmp_path: Path) -> None:
    draft = tmp_path / "j.pepper.new"
    draft.write_bytes(b"old")
    draft.chmod(0o666)
    Journal(tmp_path / "j").close()
    assert (tmp_path / "j.pepper").stat().st_mode & 0o777 == 0o600


def numbers(count: int) -> list[int]:
    return [14155550100 + each for each in range(count)]


def write(path: Path, keys: list[int]) -> None:
    path.write_text("".join(f"+{key}\n" for key in keys), "utf-8")


@pytest.mark.parametrize(
    ("before", "after", "stops"),
    [
        (90, 90, False),
        (90, 91, False),
        (90, 89, False),
        (90, 88, True),
        (90, 45, True),
        (90, 1, True),
        (1, 1, False),
        (3, 0, True),
    ],
)
def test_a_list_that_suddenly_loses_numbers(before: int, after: int, stops: bool, tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    write(path, numbers(before))
    held = SuppressionFiles([path])
    assert numbers(1)[0] in held
    write(path, numbers(after))
    os.utime(path, ns=(1, 1))
    if not stops:
        assert numbers(1)[0] in held
        return
    for _ in range(2):
        with pytest.raises(RecipientsError, match="disappeared while messages are sent"):
            assert 1 in held
    write(path, numbers(before))
    assert numbers(before)[-1] in held


def test_a_list_that_loses_its_numbers_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    write(path, numbers(90))
    held = SuppressionFiles([path])
    for count in (90, 89):
        write(path, numbers(count))
        assert numbers(1)[0] in held
    write(path, numbers(88))
    with pytest.raises(RecipientsError, match="2 of the 90 numbers of this suppression list disappeared"):
        assert numbers(1)[0] in held


def test_a_list_that_people_leave_again_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.txt"
    hours = iter(range(100))
    monkeypatch.setattr("smslint.sending.suppressed.time.monotonic", lambda: 3601.0 * next(hours))
    write(path, numbers(90))
    held = SuppressionFiles([path])
    for count in range(90, 80, -1):
        write(path, numbers(count))
        assert numbers(1)[0] in held


@pytest.mark.skipif(os.name == "nt", reason="the time of a change is the time of creation there")
def test_a_list_that_is_replaced_by_one_of_the_same_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    write(path, numbers(90))
    os.utime(path, ns=(1, 1))
    held = SuppressionFiles([path])
    assert numbers(1)[0] in held
    write(tmp_path / "new.txt", [*numbers(89), 14155550999])
    os.utime(tmp_path / "new.txt", ns=(1, 1))
    (tmp_path / "new.txt").replace(path)
    assert 14155550999 in held


def database_of(path: Path, keys: list[int]) -> None:
    with SuppressionStore(path, create=True) as store:
        store.add(SuppressedNumber(f"+{key}") for key in keys)


def test_a_list_of_a_database_that_another_program_writes(tmp_path: Path) -> None:
    """Its changes are in the log beside it, which SQLite touches also when it only reads."""
    path = tmp_path / "s.db"
    database_of(path, numbers(90))
    held = SuppressionFiles([path])
    assert numbers(1)[0] in held
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        for added in (14155559998, 14155559999):
            assert added not in held
            db.execute("INSERT INTO suppressed (number) VALUES (?)", (added,))
            assert added in held
        db.execute("DELETE FROM suppressed WHERE number % 2")
        with pytest.raises(RecipientsError, match="disappeared while messages are sent"):
            assert 1 in held


DAMAGED = [
    "DROP TABLE message", "DROP TABLE meta", "DELETE FROM meta WHERE name = 'pepper'", "UPDATE meta SET value = 'x' WHERE name = 'pepper'",
    "CREATE TRIGGER gone AFTER UPDATE ON message BEGIN DELETE FROM message; END",
    "DROP TABLE message; CREATE VIEW message AS SELECT 1",
]  # fmt: skip


@pytest.mark.parametrize("script", DAMAGED)
def test_a_journal_that_lost_a_part_is_refused(script: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    with Journal(path) as journal:
        journal.add("c", Outgoing("Hello", TO))
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
    for _ in range(2):
        with pytest.raises(JournalError):
            Journal(path)


@pytest.mark.parametrize("answer", [True, None, "passed", 1])
def test_a_gate_that_returns_no_verdict(answer: Any) -> None:
    with Server() as server, OctopodsSender(KEY, server.base, gate=lambda _: answer) as sender:
        with pytest.raises(ConfigError, match="gate: expected a function that returns a verdict"):
            sender.send("Hello", TO, kind="transactional")
        assert server.seen == []


EMPTY = {
    "bytes.txt": b"", "bytes.csv": b"", "lines.txt": b"\n\n", "comments.txt": b"# opted out\n# none\n", "header.csv": b"phone,reason\n",
    "rows.csv": b"phone,reason\n,x\n", "mark.txt": b"\xef\xbb\xbf", "store.db": None,
}  # fmt: skip


@pytest.mark.parametrize("name", EMPTY)
def test_a_list_without_numbers(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is texted because a list was lost, unless somebody says that it is empty."""
    path, data = tmp_path / name, EMPTY[name]
    database_of(path, []) if data is None else path.write_bytes(data)
    commands_refuse(path, "has no numbers", tmp_path, capsys)
    sending: dict[str, object] = {"suppression": str(path)}
    with pytest.raises(RecipientsError, match="has no numbers"):
        smslint.sending.gate.gate("Your order has shipped", TO, config={"sending": sending}, kind="transactional")
    with pytest.raises(RecipientsError, match="allow_empty_suppression"):
        smslint.preflight({"text": "Hi"}, [{"phone": TO}], suppression=path)
    assert smslint.preflight({"text": "Hi"}, [{"phone": TO}], suppression=path, allow_empty_suppression=True)
    sending["allow_empty_suppression"] = True
    assert smslint.sending.gate.gate("Your order has shipped", TO, config={"sending": sending}, kind="transactional")


@pytest.mark.parametrize("name", ["s.txt", "s.csv"])
def test_a_list_that_is_cut_off(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    whole = ("phone\n" if name == "s.csv" else "") + "".join(f"+{key}\n" for key in numbers(3))
    for kept in range(len(whole) - 10, len(whole) - 3):
        path.write_text(whole[:kept], "utf-8")
        with pytest.raises(RecipientsError, match="ends within a number"):
            load(path)
    for complete in (whole, whole[:-1], whole + "nobody\n"):
        path.write_text(complete, "utf-8")
        assert len(load(path)) == 3


@pytest.mark.parametrize("name", ["s.txt", "s.db"])
def test_the_last_number_of_a_list_disappears(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    write_list = database_of if name == "s.db" else write
    write_list(path, numbers(1))
    held, allowed = SuppressionFiles([path]), SuppressionFiles([path], allow_empty=True)
    assert numbers(1)[0] in held
    assert numbers(1)[0] in allowed
    path.unlink()
    write_list(path, [])
    os.utime(path, ns=(1, 1))
    with pytest.raises(RecipientsError, match="has no numbers"):
        assert 1 in held
    assert numbers(1)[0] not in allowed


def test_a_list_that_is_empty_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.txt"
    path.write_bytes(b"")

    def written(_seconds: float) -> None:
        write(path, numbers(9))

    stamps = iter([((1, 0),), ((2, 0),)])
    monkeypatch.setattr("smslint.sending.suppressed._stamp", lambda _path: next(stamps, ((3, 0),)))
    monkeypatch.setattr("smslint.sending.suppressed.time.sleep", written)
    assert numbers(1)[0] in SuppressionFiles([path])


def test_a_list_that_is_written_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import smslint.recipients.suppression_files as reading

    path = tmp_path / "s.txt"
    write(path, numbers(90))
    complete, load = path.read_bytes(), reading.load
    path.write_bytes(complete[:100])
    writes = iter([complete[:300], complete])

    def slow(*arguments: Any, **options: Any) -> Any:
        try:
            return load(*arguments, **options)
        finally:
            path.write_bytes(next(writes, complete)) if path.read_bytes() != complete else None

    monkeypatch.setattr("smslint.sending.suppressed._PAUSE", 0)
    monkeypatch.setattr(reading, "load", slow)
    assert numbers(90)[-1] in SuppressionFiles([path])


def test_a_list_that_never_rests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import smslint.recipients.suppression_files as reading

    path = tmp_path / "s.txt"
    write(path, numbers(9))
    load = reading.load

    def growing(*arguments: Any, **options: Any) -> Any:
        found = load(*arguments, **options)
        write(path, numbers(len(found) + 1))
        return found

    monkeypatch.setattr("smslint.sending.suppressed._PAUSE", 0)
    monkeypatch.setattr(reading, "load", growing)
    with pytest.raises(RecipientsError, match="changes all the time"):
        assert 1 in SuppressionFiles([path])


API = "https://api.twilio.com/2010-04-01/Accounts/AC0"


@pytest.mark.parametrize(
    ("url", "form", "checked"),
    [
        (f"{API}/Messages.json", {"To": TO}, True),
        (f"{API}/Messages", {"To": TO}, True),
        (f"{API}/Messages.xml?x=1", {"To": TO}, True),
        (f"{API}/Messages.json#x", {"To": TO}, True),
        (f"{API}/Messages.json", {"To": f"sms:{TO}"}, True),
        (f"{API}/Messages.json", {"To": f"TEL:{TO}", "MessagingServiceSid": "MG0"}, True),
        (f"{API}/Messages.json", {"To": f"unknown:{TO}"}, True),
        (f"{API}/Messages.json", {"To": f"whatsapp:{TO}"}, False),
        (f"{API}/Messages/SM0.json", {}, False),
        ("https://conversations.twilio.com/v1/Conversations/CH0/Messages", {}, None),
        ("https://notify.twilio.com/v1/Services/IS0/Notifications", {"ToBinding": "{}"}, None),
        ("https://proxy.twilio.com/v1/Services/KS0/Sessions", {"InitMessageBody": "Hi"}, None),
        ("https://proxy.twilio.com/v1/Services/KS0/Sessions/KC0/Participants/KP0/MessageInteractions", {}, None),
    ],
)
def test_all_ways_to_send_with_twilio(url: str, form: dict[str, str], checked: bool | None) -> None:
    pytest.importorskip("twilio")
    from twilio.http import HttpClient

    from smslint.sending.twilio import guarded_client

    sent: list[str] = []

    class Passing(HttpClient):  # type: ignore[misc, unused-ignore]
        def request(self, method: str, url: str, *_: Any, **__: Any) -> None:
            sent.append(url)

    check = Recorder()
    services = {"MG0": {"type": "long_code"}}
    client = guarded_client(Passing(logging.getLogger("test"), False), check=check, services=services)
    if checked is None:
        with pytest.raises(SendRefused, match="does not name the recipients"):
            client.request("POST", url, data={"Body": "Hello", **form})
        client.request("POST", url.rpartition("/")[0], data={"FriendlyName": "x"})
        client.request("GET", url)
        assert len(sent) == 2
        return
    client.request("POST", url, data={"Body": "Hello", **form})
    assert len(check.asked) == checked
    assert sent
    if checked and "unknown" not in form["To"]:
        assert check.asked[0][1] == TO


def accept(journal: Journal, campaign: str, body: str, row: int | None = None, to: str = TO) -> None:
    journal.settle(journal.claim(journal.add(campaign, Outgoing(body, to, row=row))), Receipt("r", "m", None, to))


DAY = 86_400.0


@pytest.mark.parametrize(
    ("campaign", "body", "stated", "days", "asks"),
    [
        ("sale", "Hello", False, 0, None),  # it is not sent again anyway
        ("sale", "Hello!", True, 0, "reworded"),
        ("sale", "Hello!", True, 99, "reworded"),
        ("sale", "Hello!", False, 0, "reworded"),
        ("sale 2", "Hello", False, 0, "same text"),
        ("sale 2", "Hello", False, 99, "same text"),
        ("sale 2", "Hello", True, 0, "same text"),
        ("sale 2", "Hello", True, 4, None),
        ("sale 2", "Hello!", False, 0, "other name"),
        ("sale 2", "Hello!", False, 4, None),
        ("sale 2", "Hello!", True, 0, None),
    ],
)
def test_a_changed_text_or_name(
    campaign: str, body: str, stated: bool, days: int, asks: str | None, tmp_path: Path
) -> None:
    with Journal(tmp_path / "j", clock=lambda: 10.0) as journal:
        accept(journal, "sale", "Hello", row=1)

        def got(body: str, to: str, until: float) -> str | None:
            earlier = Earlier(campaign, stated, until).among(journal, [[TO]])
            found = earlier.got(journal, Outgoing(body, to))
            return None if found is None else found.kind.value

        assert got(body, TO, 11.0 + days * DAY) == asks
        assert got(body, TO, 10.0) is None
        assert got(body, "+14155559999", 11.0) is None


@pytest.mark.parametrize(("reached", "on_the_list", "asks"), [(2, 2, True), (5, 3, True), (5, 2, False), (1, 0, False)])
def test_another_campaign_to_most_of_the_same_people(
    reached: int, on_the_list: int, asks: bool, tmp_path: Path
) -> None:
    people = numbers_of(20)
    with Journal(tmp_path / "j", clock=lambda: 10.0) as journal:
        for row, to in enumerate(people[:reached]):
            accept(journal, "old", "Hello", row=row, to=to)
        for to in people:  # messages to single people are another matter
            accept(journal, "single", f"Your order {to}", to=to)
        listed = people[reached - on_the_list :]
        for batches in (
            [listed[:1], listed[1:]],
            [listed, listed, listed[::-1]],
        ):  # some are on the list more than once
            earlier = Earlier("new", False, 11.0).among(journal, batches)
            assert earlier.perhaps == ({"old"} if asks else set())


def test_a_claim_fails_if_another_process_sent_in_between(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as first, Journal(tmp_path / "j") as second:
        entry = first.add("a", Outgoing("Hello", TO))
        seen = first.sent_since(TO)
        accept(second, "b", "Hello")
        refused = first.claim(entry, seen)
        assert (refused.granted, refused.state) == (False, State.QUEUED)
        assert first.claim(entry, first.sent_since(TO)).granted


def test_the_gate_is_asked_again(tmp_path: Path) -> None:
    """A cap of one message holds although another process sends between the gate and the claim."""
    with Server() as server, Journal(tmp_path / "j") as journal, Journal(tmp_path / "j") as other:
        asked: list[int] = []

        def capped(message: Outgoing) -> Verdict:
            asked.append(journal.sent_since(message.to))
            if len(asked) == 1:
                accept(other, "b", "Hello")
            return Verdict(passed=asked[-1] < 1, findings=())

        with OctopodsSender(KEY, server.base, gate=capped, journal=journal, campaign="a") as single:
            with pytest.raises(SendRefused):
                single.send("Hello", TO)
            assert asked == [0, 1]
            asked.clear()
            with Journal(tmp_path / "k") as journal, Journal(tmp_path / "k") as other:
                totals = send_all([Outgoing("Hello", TO)], single, journal, "a")
        assert (asked, totals.refused) == ([0, 1], 1)
        assert server.seen == []


def test_two_wordings_at_the_same_time(tmp_path: Path) -> None:
    """Two runs of a campaign with different words start before either has sent: each recipient gets one of them."""
    people = numbers_of(3)
    with Server() as server, Journal(tmp_path / "j") as journal, Journal(tmp_path / "j") as other:
        began = time.time()
        with OctopodsSender(KEY, server.base, gate=lambda _: Verdict(passed=True, findings=())) as sender:
            send_all([Outgoing("Hello", to) for to in people[:2]], sender, other, "sale", since=began)
            again = [Outgoing("Hello!", to) for to in people]
            assert send_all(again, sender, journal, "another", since=began).accepted == 3
            totals = send_all(again, sender, journal, "sale", since=began)
            assert (totals.accepted, totals.refused) == (1, 2)
            assert [row.note for row in journal.rows() if row.state is State.REFUSED] == ["NUM003"] * 2
            later = send_all(again, sender, journal, "sale", since=time.time())  # somebody was asked and said: send
            assert later.accepted == 3
        assert len(server.accepted) == 8


@pytest.mark.parametrize(("choice", "status", "texts"), [(None, 2, 2), ("skip", 0, 2), ("send", 0, 4)])
@pytest.mark.parametrize("change", ["words", "name", "order"])
def test_a_changed_campaign_texts_nobody_again_by_itself(
    change: str, choice: str | None, status: int, texts: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    (tmp_path / "smslint.yaml").write_text("kind: transactional\nbrand: Acme\n", "utf-8")
    people = [(to, name) for to in numbers_of(2) for name in ("Sam", "Samuel")]
    if change != "order":
        people = people[::2]

    def write_people() -> None:
        rows = "".join(f"{to},{name}\n" for to, name in people)
        (tmp_path / "l.csv").write_text(f"phone,name\n{rows}", "utf-8")

    write_people()
    template = tmp_path / "t.txt"
    template.write_text("Acme: hi {{ name }}, your order has shipped", "utf-8")
    with Server() as server:
        words = ["l.csv", "--journal", "j", "--yes", "--base", server.base]
        run(["send", "t.txt", *words])
        assert len(server.accepted) == 2
        run(["send", "t.txt", *words])
        assert len(server.accepted) == 2
        if change == "words":
            template.write_text("Acme: hello {{ name }}, your order has shipped", "utf-8")
        elif change == "name":
            template = template.rename("u.txt")
        else:
            people.reverse()
            write_people()
        capsys.readouterr()
        run(["send", template.name, *words, "--dry-run"])
        assert "2 recipients already got " in capsys.readouterr().out
        if change == "words":
            for chosen, says in (
                ("skip", "0 messages would be sent, 0 refused"),
                ("send", "2 messages would be sent, 0 refused"),
            ):
                run(["send", template.name, *words, "--dry-run", "--changed-text", chosen])
                assert says in capsys.readouterr().out
        found = run(["send", template.name, *words, *([] if choice is None else ["--changed-text", choice])])
        error = capsys.readouterr().err
        assert len(server.accepted) == texts
    if change != "order" or choice is None:
        assert found == status
    assert ("--changed-text skip" in error) is (choice is None)


@pytest.mark.parametrize("rule", ["error", "off"])
def test_a_recipient_counts_once_in_the_question(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the project sends a number several texts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    (tmp_path / "smslint.yaml").write_text(f"kind: transactional\nbrand: Acme\nrules: {{NUM003: {rule}}}\n", "utf-8")
    (tmp_path / "l.csv").write_text(f"phone,name\n{TO},Sam\n{TO},Samuel\n", "utf-8")
    template = tmp_path / "t.txt"
    template.write_text(OLD_TEXT, "utf-8")
    with Server() as server:
        words = ["send", "t.txt", "l.csv", "--journal", "j", "--yes", "--base", server.base]
        run(words)
        template.write_text(NEW_TEXT, "utf-8")
        capsys.readouterr()
        assert run(words) == 2
    assert "1 recipient already got an earlier wording of this campaign" in capsys.readouterr().err


OLD_TEXT, NEW_TEXT = "Acme: hi {{ name }}, your order has shipped", "Acme: {{ name }}, your order is on its way"


@pytest.mark.parametrize(
    ("name", "text", "first", "campaign", "asks"),
    [
        ("renamed.txt", NEW_TEXT, 3, None, "3 recipients got campaign 'sale.txt' in the last 3 days"),
        ("renamed.txt", NEW_TEXT, 1, None, "1 recipient got campaign 'sale.txt' in the last 3 days"),  # was interrupted
        ("renamed.txt", OLD_TEXT, 2, None, "2 recipients already got this very text as campaign 'sale.txt'"),
        ("renamed.txt", OLD_TEXT, 2, "summer", "2 recipients already got this very text as campaign 'sale.txt'"),
        ("sale.txt", OLD_TEXT, 2, "summer", "2 recipients already got this very text as campaign 'sale.txt'"),
        ("sale.txt", NEW_TEXT, 2, None, "2 recipients already got an earlier wording of this campaign"),
        ("renamed.txt", NEW_TEXT, 3, "summer", None),  # another campaign, as its name says
    ],
)
@pytest.mark.parametrize("library", [False, True])
def test_a_campaign_under_another_name(
    name: str, text: str, first: int, campaign: str | None, asks: str | None, library: bool, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    (tmp_path / "smslint.yaml").write_text("kind: transactional\nbrand: Acme\n", "utf-8")
    rows = [f"{to},Sam\n" for to in numbers_of(3)]
    (tmp_path / "part.csv").write_text(f"phone,name\n{''.join(rows[:first])}", "utf-8")
    (tmp_path / "l.csv").write_text(f"phone,name\n{''.join(rows)}", "utf-8")
    (tmp_path / "sale.txt").write_text(OLD_TEXT, "utf-8")
    with Server() as server:
        words = ["--journal", "j", "--yes", "--base", server.base]
        assert run(["send", "sale.txt", "part.csv", *words]) == 0
        (tmp_path / "sale.txt").unlink()
        (tmp_path / name).write_text(text, "utf-8")
        capsys.readouterr()
        if library:
            preflight = smslint.preflight(name, "l.csv")
            send = partial(smslint.send_broadcast, preflight, journal="j", base=server.base, campaign=campaign)
            if asks is None:
                send()
            else:
                with pytest.raises(SendRefused, match=asks):
                    send()
                send(changed_text="skip")
        else:
            more = words if campaign is None else [*words, "--campaign", campaign]
            assert run(["send", name, "l.csv", *more]) == (0 if asks is None else 2)
            if asks is not None:
                assert asks in capsys.readouterr().err
                assert len(server.accepted) == first
                run(["send", name, "l.csv", *more, "--changed-text", "skip"])
        assert len(server.accepted) == (first + 3 if asks is None else 3)
