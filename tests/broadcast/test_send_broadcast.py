"""``smslint.send_broadcast``: what was preflighted is sent, once, and nothing else."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import smslint
from smslint.broadcast.record import Broadcast
from smslint.sending import Journal, State, Totals
from smslint.text.segmentation import segment
from tests.sending.server import Server
from tests.sending.support import KEY

HI = {"text": "Acme: hello {{ name }}, your order has shipped"}
PEOPLE = [{"phone": f"+1415555010{at}", "name": name} for at, name in enumerate(["Ann", "Zoë", "Łukasz", "x" * 150])]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def ready(people: Any = PEOPLE, **more: Any) -> Broadcast:
    return smslint.preflight(HI, people, dialect="jinja", kind="transactional", **more)


def synchronous(broadcast: Broadcast, server: Server, journal: object, **more: Any) -> Totals:
    return smslint.send_broadcast(broadcast, journal=journal, key=KEY, base=server.base, **more)  # type: ignore[arg-type]


def asynchronous(broadcast: Broadcast, server: Server, journal: object, **more: Any) -> Totals:
    return asyncio.run(smslint.send_broadcast_async(broadcast, journal=journal, key=KEY, base=server.base, **more))


@pytest.mark.parametrize("send", [synchronous, asynchronous])
def test_sent_once_and_also_after_a_pickle(server: Server, tmp_path: Path, send: Callable[..., Totals]) -> None:
    original = ready(iter(PEOPLE))
    for broadcast in (original, pickle.loads(pickle.dumps(original))):
        totals = send(broadcast, server, tmp_path / "journal")
        assert (totals.accepted, totals.total, totals.stopped) == (4, 4, None)
    assert len(server.accepted) == original.recipients == 4
    assert sum(segment(str(each["body"])).count for each in server.accepted) == original.segments
    with Journal(tmp_path / "journal") as journal:
        assert journal.summary()[State.ACCEPTED] == 4


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("kind: transactional\nbrand: Acme\nprices: card.csv\n", encoding="utf-8")
    (tmp_path / "card.csv").write_text(
        "region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-11-01\n", encoding="utf-8"
    )
    (tmp_path / "hi.txt").write_text(HI["text"], encoding="utf-8")
    lines = [f"{each['phone']},{each['name']}\n" for each in PEOPLE]
    (tmp_path / "people.csv").write_text("phone,name\n" + "".join(lines), encoding="utf-8")
    return tmp_path


CHANGES = {
    "the list": ("people.csv", "phone,name\n+14155550100,Ann\n", "changed since"),
    "the template": ("hi.txt", "Acme: hi {{ name }}", "changed since"),
    "the prices": ("card.csv", "region,price_per_segment,currency,as_of\nUS,0.02,USD,2026-11-01\n", "it costs"),
    "the budget": ("smslint.yaml", "kind: transactional\nbrand: Acme\nprices: card.csv\nsending: {budget: 0.01 USD}\n", "CST001"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_leaves_after_a_change(server: Server, files: Path, change: str) -> None:
    broadcast = smslint.preflight("hi.txt", "people.csv")
    name, text, words = CHANGES[change]
    (files / name).write_text(text, encoding="utf-8")
    with pytest.raises(smslint.SendRefused, match=words):
        synchronous(broadcast, server, files / "journal")
    assert server.seen == []


def test_the_files_themselves_are_sent(server: Server, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broadcast = smslint.preflight("hi.txt", "people.csv")
    (files / "elsewhere").mkdir()
    monkeypatch.chdir(files / "elsewhere")
    assert synchronous(broadcast, server, files / "journal").accepted == broadcast.recipients == len(server.accepted)


def in_folder(folder: Path) -> Path:
    """A list in two files, two folders below."""
    (folder / "lists").mkdir()
    for at, name in enumerate(["a.csv", "b.csv"]):
        (folder / "lists" / name).write_text(f"phone,name\n+1415555010{at},Ann\n", encoding="utf-8")
    return folder / "lists"


SEVERAL = ["lists", "./lists/", "lists/*.csv", "li*s", "l[i]*/", "**/?.csv", "lists/../lists/*.csv"]


@pytest.mark.parametrize("given", [*SEVERAL, Path("lists"), Path("lists/*.csv")])
@pytest.mark.parametrize("place", ["", "_two", "[x]", ".[x]"])
def test_a_folder_or_a_pattern_is_sent_also_from_elsewhere(
    server: Server, files: Path, place: str, given: str | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "project" / place).mkdir(parents=True)
    in_folder(files / "project" / place)
    monkeypatch.chdir(files / "project" / place)
    here = smslint.preflight(files / "hi.txt", given)
    monkeypatch.chdir(files)
    assert synchronous(here, server, files / "journal").accepted == 2


def swap(folder: Path) -> None:
    first, second = folder / "a.csv", folder / "b.csv"
    first.rename(folder / "c")
    second.rename(first)
    (folder / "c").rename(second)


MORE = "phone,name\n+14155550109,Ann\n"
CHANGES_OF_FILES: dict[str, Callable[[Path], object]] = {
    "changed": lambda folder: (folder / "b.csv").write_text(MORE, encoding="utf-8"),
    "added": lambda folder: (folder / "c.csv").write_text(MORE, encoding="utf-8"),
    "removed": lambda folder: (folder / "b.csv").unlink(),
    "renamed": lambda folder: (folder / "b.csv").rename(folder / "c.csv"),
    "swapped": swap,
}


@pytest.mark.parametrize("given", SEVERAL)
@pytest.mark.parametrize("change", CHANGES_OF_FILES)
def test_nothing_leaves_after_a_change_of_one_of_several_files(
    server: Server, files: Path, given: str, change: str
) -> None:
    folder = in_folder(files)
    broadcast = smslint.preflight("hi.txt", given)
    CHANGES_OF_FILES[change](folder)
    with pytest.raises(smslint.SendRefused, match="changed since"):
        synchronous(broadcast, server, files / "journal")
    assert server.seen == []


def test_nobody_to_send_to(server: Server, tmp_path: Path) -> None:
    broadcast = ready([{"phone": "+14155550100", "name": ""}])
    assert broadcast.recipients == 0
    with pytest.raises(smslint.SendRefused, match="nobody"):
        synchronous(broadcast, server, tmp_path / "journal")
    assert server.seen == []


def test_a_broadcast_from_a_pipe_cannot_be_read_again(server: Server, tmp_path: Path) -> None:
    with pytest.raises(smslint.ConfigError, match="standard input"):
        synchronous(Broadcast(ready().audit), server, tmp_path / "journal")


@pytest.mark.parametrize(
    "cell",
    ["{{ name }}", "%%name%%", "[name]", "Ann {first_name}", "*|FNAME|*", "<no value>", "~Contact.Name~", "{name"],
)
def test_a_merge_field_in_a_cell_is_refused_by_both(cell: str, server: Server, tmp_path: Path) -> None:
    broadcast = ready([PEOPLE[0], {"phone": "+14155550109", "name": cell}])
    assert broadcast.recipients == 1
    assert any(each.code == "PLH001" and "`name`" in each.message for each in broadcast.list_findings)
    totals = synchronous(broadcast, server, tmp_path / "journal")
    assert (totals.accepted, totals.refused) == (1, 1)


cells = st.fixed_dictionaries({
    "phone": st.sampled_from([f"+1415555{n:04}" for n in range(100, 112)] + ["12025550103", "x", "", "+442079460958"]),
    "name": st.sampled_from(["Ann", "", " ", "Zoë", "Łukasz", "x" * 150, "None", "undefined", "{{ name }}", "%%name%%", "[name]", "<no value>"]),
    "opt_out": st.sampled_from(["", "", "yes", "no"]),
    "consent": st.sampled_from(["yes", "no", "", "2026-03-01"]),
})  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(cells, min_size=1, max_size=15))
def test_every_figure_is_that_of_what_was_sent(
    tmp_path_factory: pytest.TempPathFactory, people: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("run")
    broadcast = ready(people)
    with Server() as server:
        if not broadcast.recipients:
            with pytest.raises(smslint.SendRefused):
                synchronous(broadcast, server, folder / "journal")
            assert server.seen == []
            return
        totals = synchronous(broadcast, server, folder / "journal")
        assert totals.accepted == len(server.accepted) == broadcast.recipients
        rows = sum(any(cell.strip() for cell in row.values()) for row in people)
        assert totals.accepted + totals.refused + totals.duplicates == broadcast.audit.total == rows
        assert sum(segment(str(each["body"])).count for each in server.accepted) == broadcast.segments
        with Journal(folder / "journal") as journal:
            assert journal.summary()[State.ACCEPTED] == broadcast.recipients
