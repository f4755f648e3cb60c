"""A file with several messages, which is read as one: said where its parts look whole, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

LATE, SHIPPED = "Acme: your order is late today.", "Acme: your order has shipped."
SEVERAL = [
    f"{SHIPPED}\n{mark}\n{LATE}"
    for mark in ("---", "===", "***", "____", "~~~", "###", "* * *", "- - -", "  -----  ", "---\r")
]
SEVERAL += [
    f"{SHIPPED}\n\n---\n\n{LATE}\n\n---\n",
    f"{SHIPPED}\n{LATE}",
    f"{SHIPPED}\r\n\r\n{LATE}\r\n",
    "Hi {{ name }}, your order is late.\n---\nHi {{ name }}, your order has shipped.",
    "お届け: 本日発送しましたのでお待ちください。ありがとうございます。\n---\nお届け: 本日は配達が遅れます。申し訳ありません。",
    "Your order is on its way. Reply STOP to end\n---\n20% off all chairs today. Reply STOP to end",
]
ONE = [
    SHIPPED,
    f"{SHIPPED}\n---\nReply STOP to opt out of our texts.",
    f"{SHIPPED}\n---\nAcme Ltd, 1 High Street, London.",
    f"{SHIPPED}\n---\nPickup is at 5 pm today.\n---\nReply STOP to opt out.",
    f"{SHIPPED}\n{'-' * 20}\n",
    f"{SHIPPED} --- {LATE}",
    "Acme: your order:\n2 chairs: 40.00\n1 table: 90.00\nTotal: 130.00",
    "Mon: 9-5\nMon: 6-8\nMon: 9-10",
    f"{{% if late %}}\n{LATE}\n{{% else %}}\n{SHIPPED}\n{{% endif %}}",
    f"{SHIPPED}\nhttps://acme.example/1\nhttps://acme.example/2",
]


def codes(text: str) -> list[str]:
    return [finding.code for finding in smslint.check(text, kind="transactional").findings]


@pytest.mark.parametrize("text", SEVERAL)
def test_several_messages_are_said_once(text: str) -> None:
    assert codes(text).count("SRC003") == 1


@pytest.mark.parametrize("text", ONE)
def test_sections_and_signatures_are_one_message(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "SRC003" not in codes(text)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    run(["check", str(tmp_path / "a.txt"), "--isolated"])
    assert "SRC003" not in capsys.readouterr().out


def test_preflight_says_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SEVERAL[0], encoding="utf-8")
    (tmp_path / "l.csv").write_text("phone,consent\n+14155552671,yes\n", encoding="utf-8")
    run(["preflight", "a.txt", "l.csv", "--isolated", "--kind", "transactional"])
    assert "SRC003" in capsys.readouterr().out
