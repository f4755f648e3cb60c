"""``smslint suppress list``, ``export`` and ``sync``: what the list holds afterwards, and what stops a sync."""

from __future__ import annotations

import json
import random
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.recipients import suppression, suppression_files
from smslint.recipients.suppression import Suppressed, SuppressedNumber, Unreadable, missing
from smslint.recipients.suppression_files import entries, load
from smslint.recipients.suppression_store import SuppressionStore

Do = Callable[..., tuple[int, str]]


def number(at: int) -> str:
    return f"+1212555{at:04}"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def do(capsys: pytest.CaptureFixture[str]) -> Do:
    def call(*words: object) -> tuple[int, str]:
        status = run(["suppress", *map(str, words)])
        output = capsys.readouterr()
        return status, output.out + output.err

    return call


def given(name: str, numbers: object, header: str = "phone") -> str:
    Path(name).write_text("\n".join([header, *map(str, numbers)]) + "\n", encoding="utf-8")  # type: ignore[call-overload]
    return name


def on_list() -> set[str]:
    with SuppressionStore(Path("suppressed.db")) as store:
        return {f"+{key}" for key in store.keys()}  # noqa: SIM118


@pytest.mark.parametrize("seed", range(10))
def test_a_sync_does_what_sets_say(do: Do, seed: int) -> None:
    pick = random.Random(seed)
    before, after = ({number(at) for at in pick.sample(range(60), pick.randint(1, 40))} for _ in range(2))
    assert do("sync", given("a.csv", before))[0] == 0
    assert on_list() == before
    _, output = do("sync", given("b.csv", after), "--dry-run", "--exactly", "--accept-loss")
    assert f"{len(after - before):,} would be added, {len(before - after):,} would be removed" in output
    assert on_list() == before
    _, output = do("sync", "b.csv")
    stay = len(before - after)
    others = "; 1 other stays" if stay == 1 else f"; {stay} others stay" if stay else ""
    assert f"{len(after - before)} added, 0 removed{others}; {len(before | after)} number" in output
    assert on_list() == before | after
    _, output = do("sync", "b.csv", "--exactly", "--accept-loss")
    assert f"0 added, {len(before - after)} removed; {len(after)} number" in output
    assert on_list() == after


@pytest.mark.parametrize(("size", "lost", "stops"), [(10, 1, False), (10, 2, True), (300, 3, False), (300, 4, True)])
def test_a_sudden_loss_stops_a_sync(do: Do, size: int, lost: int, stops: bool) -> None:
    before = [number(at) for at in range(size)]
    do("sync", given("a.csv", before))
    given("b.csv", [*before[lost:], number(5000)])
    status, output = do("sync", "b.csv", "--exactly")
    assert status == (2 if stops else 0)
    assert on_list() == (set(before) if stops else {*before[lost:], number(5000)})
    if stops:
        assert f"{lost} of its {size} numbers are not among the {size - lost + 1} given" in output
        assert do("sync", "b.csv", "--exactly", "--accept-loss")[0] == 0
        assert on_list() == {*before[lost:], number(5000)}


def test_only_numbers_of_the_source_are_removed(do: Do) -> None:
    do("add", number(1), "--source", "support")
    do("sync", given("a.csv", [number(1), number(2), number(3)]), "--source", "twilio")
    _, output = do("sync", given("b.csv", [number(3)]), "--source", "twilio", "--exactly")
    assert "0 added, 1 removed; 2 numbers" in output
    assert on_list() == {number(1), number(3)}
    with SuppressionStore(Path("suppressed.db")) as store:
        assert [each.source for each in store.entries()] == ["support", "twilio"]


BAD = {
    "empty": "phone\n",
    "another column": "phone\nAnn\nBob\n" + number(1) + "\n",
    "no list": "a,b\n1,2\n",
    "cut": "",
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("exists", [True, False])
def test_another_file_changes_nothing(do: Do, here: Path, name: str, exists: bool) -> None:
    if exists:
        do("add", number(1), number(2))
    Path("bad.csv").write_text(BAD[name], encoding="utf-8")
    assert do("sync", "bad.csv", "--exactly", "--accept-loss")[0] == 2
    assert do("sync", "bad.csv")[0] == 2
    if exists:
        assert on_list() == {number(1), number(2)}
    else:
        assert not (here / "suppressed.db").exists()


@pytest.mark.parametrize("command", ["sync", "import"])
def test_a_list_that_a_refused_file_would_have_begun_does_not_remain(do: Do, here: Path, command: str) -> None:
    """An empty list would be taken for a lost one. A link to a list that is not there yet stays."""
    Path("elsewhere").mkdir()
    Path("suppressed.db").symlink_to(here / "elsewhere" / "stop.db")
    Path("bad.csv").write_text(BAD["no list"], encoding="utf-8")
    assert do(command, "bad.csv")[0] == 2
    assert Path("suppressed.db").is_symlink()
    assert not any((here / "elsewhere").iterdir())


def test_what_another_process_added_meanwhile_stays(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list did not exist when the sync began, and its file is refused."""

    def read(*_: object) -> Iterator[SuppressedNumber | Unreadable]:
        with SuppressionStore(Path("suppressed.db")) as other:
            other.add([SuppressedNumber(number(5), "STOP")])
        yield Unreadable(1, "x", "not a number", None)

    monkeypatch.setattr(suppression_files, "entries", read)
    assert do("sync", "a.csv")[0] == 2
    assert on_list() == {number(5)}


def test_entries_that_are_no_numbers_are_said(do: Do) -> None:
    status, output = do("sync", given("a.csv", [number(1), number(2), "hello"]))
    assert status == 1
    assert "a.csv:4:" in output
    assert on_list() == {number(1), number(2)}


PROVIDERS = {
    "aws.jsonl": json.dumps({"OptedOutNumber": number(1), "OptedOutTimestamp": 1795168800.0, "EndUserOptedOut": True})
    + "\n",
    "columns.csv": f"Created Date,Phone Number,Opt Out Type\n2026-11-20,{number(1)},STOP\n",
    "bare.csv": f"msisdn\n{number(1)[1:]}\n",
    "lines.txt": f"# from the provider\n\n{number(1)}  # STOP\n",
    "semicolons.csv": f"telefon;grund\n{number(1)};STOP\n",
}


@pytest.mark.parametrize("name", PROVIDERS)
def test_exports_of_providers_are_read(do: Do, name: str) -> None:
    Path(name).write_text(PROVIDERS[name], encoding="utf-8")
    assert do("sync", name)[0] == 0
    assert on_list() == {number(1)}


@pytest.mark.parametrize(
    "name", ["out.csv", "out.tsv", "out.jsonl", "out.csv.gz", "out.jsonl.bz2", "out.parquet", "out.arrow"]
)
def test_an_export_can_be_read_again(do: Do, name: str) -> None:
    if name.endswith(("parquet", "arrow")):
        pytest.importorskip("pyarrow")
    do("add", number(1), number(2), "--reason", "asked, by phone", "--source", "support", "--date", "2026-11-20")
    assert do("export", name) == (0, f"2 numbers written to {name}\n")
    assert list(entries(Path(name))) == [
        SuppressedNumber(number(at), "asked, by phone", "support", "2026-11-20") for at in (1, 2)
    ]
    assert Path(name).stat().st_mode & 0o077 == 0


def test_an_export_does_not_replace_the_list(do: Do) -> None:
    do("add", number(1))
    Path("link.csv").symlink_to("suppressed.db")
    for name in ("suppressed.db", "link.csv"):
        assert do("export", name)[0] == 2
    assert on_list() == {number(1)}


def test_the_list_is_shown_masked(do: Do) -> None:
    do("add", number(1), "--reason", f"STOP, also {number(77)}", "--date", "2026-11-20")
    do("add", number(2), number(3), "--reason", "bounced", "--date", "2026-11-21")
    for words in (("list",), ("list", "--format", "json"), ("list", "--limit", "0")):
        status, output = do(*words)
        assert status == 0
        assert "212555" not in output
        assert "bounced" in output
    _, output = do("list", "--limit", "1")
    assert "3 numbers on suppressed.db" in output
    assert "           2  no source: bounced" in output
    assert output.splitlines()[-1] == "  +1******002  bounced, 2026-11-21"
    record = json.loads(do("list", "--format", "json")[1])
    assert (record["numbers"], record["groups"][0]["numbers"], len(record["latest"])) == (3, 2, 3)


def test_a_list_that_does_not_exist_is_not_made(do: Do, here: Path) -> None:
    for words in (("list",), ("export", "x.csv"), ("sync", given("a.csv", [number(1)]), "--dry-run")):
        assert do(*words)[0] == 2
    assert {each.name for each in here.iterdir()} == {"a.csv"}


WAYS = ["numpy", "pieces"]


@pytest.mark.parametrize("way", WAYS)
def test_long_lists_are_sets_in_order(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "_SET_UP_TO", 5)
    monkeypatch.setattr(suppression, "_PIECE", 7)
    if way == "pieces":
        monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    else:
        pytest.importorskip("numpy")
    pick = random.Random(1)
    for _ in range(50):
        one, other = ([pick.randint(1, 60) for _ in range(pick.randint(0, 60))] for _ in range(2))
        first, second = Suppressed(one), Suppressed(array("Q", other))
        assert first.keys() == array("Q", sorted(set(one)))
        assert second.keys() == array("Q", sorted(set(other)))
        assert missing(first, second) == len(set(one) - set(other))
        assert all((each in first) is (each in set(one)) for each in range(62))


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_entries_and_numbers_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression_files, "_MANY", 3)
    monkeypatch.setattr(suppression_files, "LINK_ABOVE", 4)
    lines = [
        number(1),
        "",
        "# none",
        "# none",
        "# none",
        "",
        number(2),
        "+1 (212) 555-0003",
        "12125550004",
        "nobody",
        number(2),
        "# end",
        number(5),
    ]
    Path(name).write_text("\n".join(["phone"] * name.endswith("csv") + lines) + "\n", encoding="utf-8")
    found = list(entries(Path(name)))
    read = [each.number for each in found if isinstance(each, SuppressedNumber)]
    assert read == [number(at) for at in (1, 2, 3, 4, 2, 5)]
    bad = [each for each in found if isinstance(each, Unreadable)]
    assert [each.line for each in bad] == [10 + name.endswith("csv")]
    whole = load(Path(name))
    assert (whole.keys(), whole.readable, whole.unreadable) == (
        array("Q", sorted({int(each) for each in read})),
        6,
        tuple(bad),
    )


@pytest.mark.parametrize("small", [True, False])
def test_look_ups_in_arrow_are_those_of_a_set(small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("pyarrow")
    from smslint.recipients import bulk_screen
    from smslint.recipients.headers import Roles
    from smslint.recipients.policy import Policy
    from smslint.recipients.screen import Screen

    monkeypatch.setattr(bulk_screen, "_IN_CACHE", 1_000 if small else 1)
    pick = random.Random(2)
    for _ in range(30):
        listed = {pick.randint(1, 200) for _ in range(pick.randint(1, 60))}
        asked = [pick.randint(0, 250) for _ in range(pick.randint(0, 80))]
        screen = bulk_screen.BulkScreen(Screen(Policy(suppressed=Suppressed(listed)), Roles(phone=0), 1), 1)
        found = screen._are_suppressed(numpy.array(asked, numpy.uint64))
        assert found.tolist() == [each in listed for each in asked]
