"""Names of campaigns, templates, journals and countries that are empty, endless or no text: one line, or the right answer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.cli.app import run
from smslint.errors import ConfigError
from smslint.sending.gate import gate, make_gate
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.runner import send_all
from tests.sending.server import Server
from tests.sending.support import KEY, PASS, TO, outgoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WRONG = {
    "": "is empty",
    "  \t\n": "is empty",
    "sale\udcff": "write it in UTF-8",
    "\ud83d": "write it in UTF-8",
    "x" * 100_000: "has 100,000",
}
RIGHT = ["a\x1b[31mb\x07", "a\nb", "a\0b", "\u202eabc", "می\u200cخواهم", "👨\u200d👩\u200d👧", "--", "%s{0}", "x" * 400]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCTOPODS_API_KEY", KEY)
    Path("smslint.yaml").write_text("kind: transactional\nbrand: Acme\n", "utf-8")
    Path("t.txt").write_text("Acme: hi {{ name }}, your order has shipped", "utf-8")
    Path("l.csv").write_text(f"phone,name\n{TO},Sam\n", "utf-8")
    with Server() as running:
        yield running


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_is_none(name: str, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    Journal("j").close()
    list_, one = ["send", "t.txt", "l.csv"], ["send", "--to", TO, "--body", "Acme: your order has shipped"]
    how = ["--journal", "j", "--campaign", name]
    for words in (
        [*list_, *how, "--yes", "--base", server.base], [*list_, *how, "--dry-run"], [*one, *how, "--yes", "--base", server.base],
        ["preflight", "t.txt", "l.csv", *how], ["send", "journal", *how], ["send", "status", *how],
    ):  # fmt: skip
        assert run(words) == 2
        said = capsys.readouterr().err
        assert said.startswith("error: --campaign: the name of the campaign ")
        assert said.count("\n") == 1
        assert WRONG[name] in said
    found = smslint.preflight("t.txt", "l.csv")
    with Journal("j") as journal, OctopodsSender(KEY, server.base, gate=PASS) as sender:
        calls: list[Callable[[], Any]] = [
            lambda: smslint.preflight("t.txt", "l.csv", campaign=name),
            lambda: smslint.send_broadcast(found, journal=journal, base=server.base, campaign=name),
            lambda: make_gate(journal=journal, campaign=name),
            lambda: OctopodsSender(KEY, server.base, gate=PASS, journal=journal, campaign=name),
            lambda: send_all(outgoing(1), sender, journal, name),
        ]
        for call in calls:
            with pytest.raises(ConfigError, match=f"^campaign: .*{WRONG[name]}"):
                call()
    assert server.seen == []


@pytest.mark.parametrize("name", RIGHT)
def test_a_name_that_is_odd(name: str, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert (
            run(["send", "t.txt", "l.csv", "--journal", "j", "--campaign", name, "--yes", "--base", server.base]) == 0
        )
    assert len(server.accepted) == 1
    with Journal("j") as journal:
        assert [row.campaign for row in journal.rows(campaign=name)] == [name]
    capsys.readouterr()
    assert run(["send", "journal", "--journal", "j", "--campaign", name]) == 0
    said = capsys.readouterr().out
    assert "1 accepted" in said
    assert said.count("\n") == 2
    assert "\x1b" not in said
    assert run(["send", "journal", "--journal", "j", "--export", "o.csv"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_template_whose_name_is_no_text(server: Server) -> None:
    for byte in (b"\xff", b"\xfe"):
        path = Path(os.fsdecode(b"t" + byte + b".txt"))
        try:
            path.write_bytes(Path("t.txt").read_bytes())
        except OSError:
            pytest.skip("this file system has only names that are text")
        words = [str(path), "l.csv", "--journal", str(path) + ".journal"]
        for _ in range(2):
            assert run(["send", *words, "--yes", "--base", server.base]) == 0
        assert run(["preflight", *words]) == 0
    assert len(server.accepted) == 2


@pytest.mark.parametrize("name", ["x" * 100_000, "x" * 256])
def test_a_journal_that_cannot_be_a_file(name: str, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["send", "t.txt", "l.csv", "--journal", name, "--yes", "--base", server.base]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: --journal: 'xxx")
    assert said.endswith(" cannot be the path of a file\n")


@pytest.mark.parametrize("words", [["--enabled", ""], ["--enabled", " , "], ["--region", ""], ["--region", " "]])
def test_no_country_is_not_any_country(words: list[str], server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """As a script passes a variable that is not set."""
    for command in (["send", "t.txt", "l.csv", "--dry-run"], ["preflight", "t.txt", "l.csv"], ["recipients", "l.csv"]):
        assert run([*command, *words]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"error: {words[0]}")
        assert said.count("\n") == 1
    with pytest.raises(ConfigError, match="enabled_regions: names no country"):
        gate("Your order has shipped", TO, kind="transactional", config={"sending": {"enabled_regions": []}})
    with pytest.raises(ConfigError, match="region"):
        smslint.preflight("t.txt", "l.csv", region="")
    with pytest.raises(ConfigError, match="region"):
        make_gate(suppression="l.csv", region="")
