"""A suppression list that was cut or exchanged between two runs: the journal remembers what it had, and the next run says so."""

from __future__ import annotations

import gzip
import hashlib
import os
import sqlite3
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

import smslint
from smslint.cli.app import run
from smslint.errors import JournalError, RecipientsError
from smslint.recipients.suppression import Suppressed, SuppressedNumber
from smslint.recipients.suppression_store import SuppressionStore
from smslint.sending.gate import make_gate
from smslint.sending.journal.entries import SCHEMA
from smslint.sending.journal.hmac_key import HmacKey
from smslint.sending.journal.journal import Journal
from smslint.sending.journal.suppression import SuppressionMemory
from smslint.sending.octopods import OctopodsSender
from tests.sending.server import Server
from tests.sending.support import KEY, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

TEXT = "Acme: hi {{ name }}, your order has shipped"
CONFIG = "kind: transactional\nbrand: Acme\n"
HOUR = 3600.0


def listed(count: int, start: int = 0) -> list[str]:
    return [f"+1415556{index:04}" for index in range(start, start + count)]


def as_text(path: Path, count: int, start: int = 0) -> None:
    path.write_text("".join(f"{each}\n" for each in listed(count, start)), "utf-8")


def as_csv(path: Path, count: int, start: int = 0) -> None:
    path.write_text("name;phone\n" + "".join(f"Sam;{each}\n" for each in listed(count, start)), "utf-8")


def as_json_lines(path: Path, count: int, start: int = 0) -> None:
    path.write_text("".join(f'{{"phone": "{each}"}}\n' for each in listed(count, start)), "utf-8")


def as_gzip(path: Path, count: int, start: int = 0) -> None:
    path.write_bytes(gzip.compress("".join(f"{each}\n" for each in ("phone", *listed(count, start))).encode()))


def as_workbook(path: Path, count: int, start: int = 0) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for each in ("phone", *listed(count, start)):
        book.active.append([each])
    book.save(path)


def as_arrow(path: Path, count: int, start: int = 0) -> None:
    table = pa.table({"phone": listed(count, start)})
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def as_parquet(path: Path, count: int, start: int = 0) -> None:
    parquet.write_table(pa.table({"phone": listed(count, start)}), path)


def as_store(path: Path, count: int, start: int = 0) -> None:
    path.unlink(missing_ok=True)
    with SuppressionStore(path, create=True) as store:
        store.add(map(SuppressedNumber, listed(count, start)))


WRITERS = {
    "stop.txt": as_text,
    "stop.csv": as_csv,
    "stop.jsonl": as_json_lines,
    "stop.csv.gz": as_gzip,
    "stop.xlsx": as_workbook,
    "stop.arrow": as_arrow,
    "stop.parquet": as_parquet,
    "stop.db": as_store,
}


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
        for start in range(0, 10, 2):
            found = Suppressed(range(start, 300))
            journal.suppression.refuse_loss(path, found)
            journal.suppression.note(path, found)
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
        db.execute("DROP TABLE suppression_sample")
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
            sizes.note(path, Suppressed(range(500)))  # another thread

        sizes.note(path, Suppressed(range(300)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sizes, "_transaction", slow)
            sizes.write()
        sizes.write()
        with pytest.raises(RecipientsError, match="it had 500"):
            sizes.refuse_loss(path, Suppressed(range(300)))


@pytest.mark.parametrize("name", WRITERS)
def test_a_list_of_the_same_length_with_other_numbers(
    name: str, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    write: Callable[..., None] = WRITERS[name]
    first, second, third = numbers(3)
    write(Path(name), 300)
    people(first)
    assert send(server, name) == 0
    write(Path(name), 300, 200)
    people(first, second)
    capsys.readouterr()
    assert send(server, name) == 2
    said = capsys.readouterr().err
    assert f"{name}: this suppression list has 300 numbers, but 200 of 300 numbers that it had" in said
    assert said.endswith(f" --accept-shorter {name}\n")
    assert run(["preflight", "t.txt", "l.csv", "--journal", "j", "--suppress", name]) == 2
    assert len(server.accepted) == 1
    assert run(["send", "journal", "--journal", "j", "--accept-shorter", name]) == 0
    assert send(server, name) == 0
    write(Path(name), 300)  # it is remembered anew
    people(third)
    assert send(server, name) == 2


@pytest.mark.parametrize(
    ("before", "now", "stops"),
    [
        (range(20), (*range(3), *range(100, 117)), True),
        (range(20), (*range(3, 20), *range(100, 103)), False),
        (range(20), (*range(4, 20), *range(100, 104)), True),
        (range(20), range(100), False),
        (range(1), range(1, 2), False),
        (range(2), range(2, 4), True),
        (range(400), (*range(20, 400), *range(500, 520)), False),
        (range(400), (*range(21, 400), *range(500, 521)), True),
        (range(20_000), range(500, 20_500), False),  # 2.5 of a hundred, of which the sample sees some
        (range(20_000), range(2_000, 22_000), True),
        (range(20_000), range(2_000, 200_000), True),  # a longer list can be another one too
        (range(20_000), range(200_000), False),
    ],
)
def test_which_exchanges_stop_a_run(
    before: Iterable[int], now: Iterable[int], stops: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The samples are those of a fixed key: with another one, others are near the limit."""
    monkeypatch.setattr("smslint.sending.journal.hmac_key.secrets.token_bytes", bytes)
    path = tmp_path / "stop.txt"
    with Journal(tmp_path / "j") as journal:
        journal.suppression.note(path, Suppressed(before))
        journal.suppression.write()
        if stops:
            with pytest.raises(RecipientsError, match="Nothing is sent; restore it"):
                journal.suppression.refuse_loss(path, Suppressed(now))
        else:
            journal.suppression.refuse_loss(path, Suppressed(now))


@contextmanager
def in_memory() -> Iterator[SuppressionMemory]:
    """What a journal remembers, without files."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript(SCHEMA)
        yield SuppressionMemory(Path("j"), lambda: nullcontext(db), HmacKey(bytes(32)), lambda: 0.0)


@given(
    known=st.sets(st.integers(1, 10**15 - 1), max_size=60),
    left=st.sets(st.integers(0, 59), max_size=60),
    more=st.sets(st.integers(1, 10**15 - 1), max_size=60),
)
def test_a_short_list_is_compared_with_all_that_it_had(known: set[int], left: set[int], more: set[int]) -> None:
    ordered = sorted(known)
    now = {each for at, each in enumerate(ordered) if at not in left} | more
    lost = len(known - now)
    refused = False
    with in_memory() as memory:
        memory.note(Path("stop.txt"), Suppressed(known))
        memory.write()
        try:
            memory.refuse_loss(Path("stop.txt"), Suppressed(now))
        except RecipientsError:
            refused = True
    shorter = len(known) - len(now) > max(1, len(known) // 100)
    assert refused == (shorter or lost > max(3, len(known) // 20) or lost == len(known) > 1)


def test_numbers_cannot_be_exchanged_one_by_one_within_an_hour(tmp_path: Path) -> None:
    now = [0.0]
    path = tmp_path / "stop.txt"
    with Journal(tmp_path / "j", clock=lambda: now[0]) as journal:
        memory = journal.suppression

        def run_with(start: int) -> None:
            found = Suppressed(range(start, start + 300))
            memory.refuse_loss(path, found)
            memory.note(path, found)
            memory.write()

        run_with(0)
        run_with(10)
        with pytest.raises(RecipientsError, match="20 of 300 numbers"):
            run_with(20)
        for start in (10, 20, 30):  # but from day to day
            now[0] += HOUR + 1
            run_with(start)


def test_a_list_that_grows_is_remembered_at_once(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    with Journal(tmp_path / "j") as journal:
        for count in (10, 700, 3_000):
            journal.suppression.note(path, Suppressed(range(count)))
            journal.suppression.write()
        with pytest.raises(RecipientsError, match="of 512 numbers looked at"):
            journal.suppression.refuse_loss(path, Suppressed((*range(700), *range(10_000, 13_000))))


@pytest.mark.parametrize("after", [("new.csv",), ("a.txt", "stop.txt"), ("stop.txt", "a.txt"), ("a.txt", "b.jsonl")])
def test_a_list_that_is_renamed_or_split(after: tuple[str, ...], server: Server) -> None:
    """The same numbers in other files are no loss, in any order; half of them are, if the other half is nowhere."""
    first, second, third = numbers(3)
    as_text(Path("stop.txt"), 300)
    people(first)
    assert send(server, "stop.txt") == 0
    for at, name in enumerate(after):
        {"csv": as_csv, "txt": as_text, "jsonl": as_json_lines}[name.partition(".")[2]](
            Path(name), 300 // len(after), at * 150
        )
    people(first, second)
    more = [word for name in after[1:] for word in ("--suppress", name)]
    assert send(server, after[0], *more, "--dry-run") == 0
    assert send(server, after[0], *more) == 0
    assert len(server.accepted) == 2
    if "stop.txt" in after:
        people(first, second, third)
        assert send(server, "stop.txt") == 2


def test_a_split_list_that_lost_numbers(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    with Journal(tmp_path / "j") as journal:
        journal.suppression.note(path, Suppressed(range(300)))
        journal.suppression.write()
        kept = Suppressed(range(100))
        journal.suppression.refuse_loss(path, kept, [Suppressed(range(103, 300)), Suppressed([100])])
        with pytest.raises(RecipientsError, match="has 100 numbers, but 30 of 300 numbers that it had"):
            journal.suppression.refuse_loss(path, kept, [Suppressed(range(130, 300))])


@given(st.lists(st.integers(1, 10**15 - 1), unique=True, max_size=2000), st.randoms())
def test_a_sample_is_the_same_in_any_order(keys: list[int], random: Random) -> None:
    with in_memory() as memory:
        for name in ("a", "b"):
            memory.note(Path(name), Suppressed(keys))
            random.shuffle(keys)
        samples = [each.sample for each in memory._seen.values()]
    assert samples[0] == samples[1]
    assert len(samples[0]) == min(len(keys), 512)


def test_a_journal_keeps_no_number(tmp_path: Path) -> None:
    """Without its key file, nobody can try all numbers: none of the usual hashes of a number is there."""
    with Journal(tmp_path / "j") as journal:
        journal.suppression.note(tmp_path / "s", Suppressed([14155550101]))
        journal.suppression.write()
    raw = b"".join(each.read_bytes() for each in tmp_path.glob("j*") if not each.name.endswith(".pepper"))
    ((hashes,),) = [db_rows(tmp_path / "j")]
    forms = [b"14155550101", b"+14155550101", (14155550101).to_bytes(8, "little"), (14155550101).to_bytes(8, "big")]
    for form in forms:
        assert form not in raw
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "blake2s"):
            assert hashlib.new(name, form).digest()[:8] != hashes
        assert hashlib.blake2b(form, digest_size=8).digest() != hashes


def db_rows(path: Path) -> tuple[bytes, ...]:
    with closing(sqlite3.connect(path)) as db:
        return tuple(hashes for (hashes,) in db.execute("SELECT hashes FROM suppression_sample"))


def test_a_journal_that_knows_only_lengths(server: Server) -> None:
    """Of an earlier version: the length counts, and the sample is remembered from now on."""
    first, second, third = numbers(3)
    as_text(Path("stop.txt"), 300)
    people(first)
    assert send(server, "stop.txt") == 0
    with closing(sqlite3.connect("j")) as db:
        db.execute("DROP TABLE suppression_sample")
    as_text(Path("stop.txt"), 200)
    people(first, second)
    assert send(server, "stop.txt") == 2
    as_text(Path("stop.txt"), 300, 300)
    assert send(server, "stop.txt") == 0
    as_text(Path("stop.txt"), 300)
    people(first, second, third)
    assert send(server, "stop.txt") == 2
