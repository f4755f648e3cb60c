"""A suppression list that was cut between two runs: the journal remembers how many numbers it had, and the next run says so."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import SuppressedNumber
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.gate import make_gate
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from tests.sending.server import Server
from tests.sending.support import KEY, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = "Acme: hi {{ name }}, your order has shipped"
CONFIG = "kind: transactional\nbrand: Acme\n"
HOUR = 3600.0


def listed(count: int) -> list[str]:
    return [f"+1415556{index:04}" for index in range(count)]


def as_text(path: Path, count: int) -> None:
    path.write_text("".join(f"{each}\n" for each in listed(count)), "utf-8")


def as_gzip(path: Path, count: int) -> None:
    path.write_bytes(gzip.compress("".join(f"{each}\n" for each in ("phone", *listed(count))).encode()))


def as_workbook(path: Path, count: int) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for each in ("phone", *listed(count)):
        book.active.append([each])
    book.save(path)


def as_store(path: Path, count: int) -> None:
    with SuppressionStore(path, create=True) as store:
        for each in listed(500):
            store.remove(each)
        store.add(map(SuppressedNumber, listed(count)))


WRITERS = {"stop.txt": as_text, "stop.csv.gz": as_gzip, "stop.xlsx": as_workbook, "stop.db": as_store}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A project in the current folder, and the provider."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    Path("smslint.yaml").write_text(CONFIG, "utf-8")
    Path("t.txt").write_text(TEXT, "utf-8")
    with Server() as running:
        yield running


def people(*numbers: str) -> None:
    Path("l.csv").write_text("phone,name\n" + "".join(f"{each},Sam\n" for each in numbers), "utf-8")


def send(server: Server, listed: str, *more: str) -> int:
    return run(
        ["send", "t.txt", "l.csv", "--journal", "j", "--suppress", listed, "--yes", "--base", server.base, *more]
    )


@pytest.mark.parametrize("name", WRITERS)
def test_a_list_that_was_cut_between_two_runs(name: str, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    write: Callable[[Path, int], None] = WRITERS[name]
    first, second, third = numbers(3)
    write(Path(name), 300)
    people(first)
    assert send(server, name) == 0
    write(Path(name), 200)
    people(first, second)
    capsys.readouterr()
    for command in (["send", "--dry-run"], ["send", "--yes", "--base", server.base], ["preflight"]):
        words = [command[0], "t.txt", "l.csv", "--journal", "j", "--suppress", name, *command[1:]]
        assert run(words) == 2
        said = capsys.readouterr().err
        assert f"{name}: this suppression list has 200 numbers, but it had 300" in said
        assert said.endswith(f" --accept-shorter {name}\n")
    with Journal("j") as journal, pytest.raises(RecipientsError, match="it had 300"):
        make_gate("smslint.yaml", suppression=name, journal=journal)
    assert len(server.accepted) == 1
    assert run(["send", "journal", "--journal", "j", "--accept-shorter", name]) == 0
    assert run(["preflight", "t.txt", "l.csv", "--journal", "j", "--suppress", name]) == 0
    assert send(server, name) == 0
    assert len(server.accepted) == 2
    write(Path(name), 100)  # it is remembered anew
    people(third)
    assert send(server, name) == 2


@pytest.mark.parametrize(
    ("sizes", "stops"),
    [((300, 301), False), ((300, 297), False), ((300, 296), True), ((300, 298, 296), True), ((2, 1), False)],
)
def test_which_losses_stop_a_run(sizes: tuple[int, ...], stops: bool, server: Server) -> None:
    """As within a run, numbers cannot disappear one by one within an hour either."""
    statuses = []
    for to, count in zip(numbers(3), sizes, strict=False):
        as_text(Path("stop.txt"), count)
        people(to)
        statuses.append(send(server, "stop.txt"))
    assert statuses == [0] * (len(sizes) - 1) + [2 if stops else 0]


def test_a_list_that_people_leave_again_from_day_to_day(tmp_path: Path) -> None:
    now = [0.0]
    path = tmp_path / "stop.txt"
    with Journal(tmp_path / "j", clock=lambda: now[0]) as journal:
        for count in (300, 298, 296, 294, 292):
            journal.suppression.refuse_shorter(path, count)
            journal.suppression.note(path, count)
            journal.suppression.write()
            now[0] += HOUR + 1


def test_a_dry_run_and_a_preflight_change_nothing(server: Server) -> None:
    first, second = numbers(2)
    as_text(Path("stop.txt"), 300)
    people(first)
    assert send(server, "stop.txt") == 0
    as_text(Path("stop.txt"), 600)
    people(second)
    assert send(server, "stop.txt", "--dry-run") == 0
    assert run(["preflight", "t.txt", "l.csv", "--journal", "j", "--suppress", "stop.txt"]) == 0
    as_text(Path("stop.txt"), 300)
    assert send(server, "stop.txt") == 0


def test_a_list_that_grew_while_it_was_used(server: Server) -> None:
    first, second = numbers(2)
    as_text(Path("stop.txt"), 300)
    with Journal("j") as journal:
        gate = make_gate("smslint.yaml", suppression="stop.txt", journal=journal)
        with OctopodsSender(KEY, server.base, gate=gate, journal=journal) as sender:
            sender.send("Acme: your order has shipped", first)
            as_text(Path("stop.txt"), 600)
            sender.send("Acme: your order has shipped", second)
    as_text(Path("stop.txt"), 300)
    with Journal("j") as journal, pytest.raises(RecipientsError, match="has 300 numbers, but it had 600"):
        make_gate({"sending": {"suppression": "stop.txt"}}, journal=journal)


def test_one_message(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--body", "Acme: your order has shipped", "--journal", "j", "--suppress", "stop.txt"]
    as_text(Path("stop.txt"), 300)
    assert run(["send", "--to", numbers(1)[0], *words, "--yes", "--base", server.base]) == 0
    as_text(Path("stop.txt"), 3)
    for how in (["--yes", "--base", server.base], ["--dry-run"]):
        assert run(["send", "--to", numbers(2)[1], *words, *how]) == 2
        assert "has 3 numbers, but it had 300" in capsys.readouterr().err
    assert len(server.accepted) == 1


def test_a_broadcast_of_a_program(server: Server) -> None:
    as_text(Path("stop.txt"), 300)
    first, second = ([{"phone": to, "name": "Sam"}] for to in numbers(2))
    assert smslint.send_broadcast(
        smslint.preflight("t.txt", first, suppression="stop.txt"), journal="j", base=server.base
    )
    as_text(Path("stop.txt"), 3)
    before = smslint.preflight("t.txt", second, suppression="stop.txt")  # without a journal nothing is remembered
    with pytest.raises(RecipientsError, match="has 3 numbers, but it had 300"):
        smslint.send_broadcast(before, journal="j", base=server.base)
    with Journal("j") as journal:
        with pytest.raises(RecipientsError, match="has 3 numbers, but it had 300"):
            smslint.preflight("t.txt", second, suppression="stop.txt", journal=journal)
        journal.suppression.accept("stop.txt")
    assert smslint.send_broadcast(before, journal="j", base=server.base).accepted == 1


def test_a_list_is_known_by_its_path(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """Also if its bytes are no text. Another list, and a journal that never used it, know nothing."""
    name = os.fsdecode(b"stop\xff.txt")
    try:
        as_text(Path(name), 300)
    except (OSError, UnicodeError):
        pytest.skip("names are text here")
    first, second = numbers(2)
    people(first)
    assert send(server, str(Path(name).absolute())) == 0
    as_text(Path(name), 200)
    as_text(Path("other.txt"), 200)
    people(second)
    assert send(server, f"./{name}") == 2
    assert send(server, "other.txt") == 0
    assert run(["send", "journal", "--journal", "j", "--accept-shorter", "never.txt"]) == 2
    assert "remembers no suppression list never.txt" in capsys.readouterr().err
    with Journal("k") as journal, pytest.raises(JournalError, match="remembers no suppression list"):
        journal.suppression.accept(name)


def test_a_journal_of_an_earlier_version(server: Server) -> None:
    """It has no table of lists: it gets one, and keeps who was sent what."""
    first, second = numbers(2)
    as_text(Path("stop.txt"), 300)
    people(first)
    assert send(server, "stop.txt") == 0
    with closing(sqlite3.connect("j")) as db:
        db.execute("DROP TABLE suppression")
    as_text(Path("stop.txt"), 200)
    people(first, second)
    assert send(server, "stop.txt") == 0
    assert len(server.accepted) == 2
    as_text(Path("stop.txt"), 100)
    assert send(server, "stop.txt") == 2


@pytest.mark.parametrize("stated", ["--region", "smslint.yaml"])
@pytest.mark.parametrize("form", ["(415) 556-0000", "4155560000"])
def test_a_list_of_numbers_without_a_calling_code(stated: str, form: str, server: Server) -> None:
    """The preflight and the gate read them in the same country: whom one refuses is not texted by the other."""
    people(listed(1)[0], numbers(1)[0])
    Path("stop.txt").write_text(f"{form}\n+14155599999\n", "utf-8")
    if stated == "smslint.yaml":
        Path("smslint.yaml").write_text(f"{CONFIG}regions: [US]\n", "utf-8")
    more = ["--region", "us"] if stated == "--region" else []
    found = smslint.preflight("t.txt", "l.csv", suppression="stop.txt", region="US" if more else None)
    assert (found.recipients, found.ok) == (1, False)
    assert send(server, "stop.txt", "--dry-run", *more) == 1
    assert send(server, "stop.txt", *more) == 1
    assert len(server.accepted) == 1
    one = ["send", "--to", listed(1)[0], "--body", "Acme: your order has shipped", "--suppress", "stop.txt", *more]
    assert run([*one, "--yes", "--base", server.base]) == 1
    assert len(server.accepted) == 1


def test_a_list_that_is_read_while_its_length_is_written_is_remembered_with_the_next_message(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with Journal(tmp_path / "sale.journal") as journal:
        sizes = journal.suppression
        transaction = sizes._transaction

        @contextmanager
        def slow() -> Iterator[sqlite3.Connection]:
            with transaction() as db:
                yield db
            sizes.note(path, 500)  # another thread

        sizes.note(path, 300)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sizes, "_transaction", slow)
            sizes.write()
        sizes.write()
        with pytest.raises(RecipientsError, match="it had 500"):
            sizes.refuse_shorter(path, 300)
