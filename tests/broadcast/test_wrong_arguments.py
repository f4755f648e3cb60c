"""Arguments of the wrong type: one line with the name of the argument, before anything is read or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import smslint
from smslint.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = [{"phone": "+14155552671", "name": "Ann"}]
CONFIG = {"kind": "transactional", "regions": ["US"], "brand": "Acme"}


@pytest.mark.parametrize("text", ["Hi {{ x }}", "Your parcel is here", "Hi %s"])
def test_a_text_is_not_a_path(text: str) -> None:
    with pytest.raises(ConfigError, match="to give the text itself"):
        smslint.preflight(text, PEOPLE)


WRONG: list[dict[str, Any]] = [
    {"journal": 5}, {"base": 5}, {"campaign": 5}, {"pace": "fast"}, {"key": 5}, {"stop": True},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: next(iter(wrong)))
def test_send_broadcast_names_the_argument(wrong: dict[str, Any], tmp_path: Path) -> None:
    broadcast = smslint.preflight({"text": "Acme: Hi {{ name }}"}, PEOPLE, config=CONFIG)
    with pytest.raises(ConfigError, match=f"^{next(iter(wrong))}: expected"):
        smslint.send_broadcast(broadcast, **{"journal": tmp_path / "j.db", **wrong})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("broadcast", ["x", None, 5])
def test_only_a_broadcast_can_be_sent(broadcast: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^broadcast: expected the answer of smslint\.preflight"):
        smslint.send_broadcast(broadcast, journal=tmp_path / "j.db")


def test_a_missing_key_is_an_argument_in_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OCTOPODS_API_KEY", raising=False)
    broadcast = smslint.preflight({"text": "Acme: Hi {{ name }}"}, PEOPLE, config=CONFIG)
    with pytest.raises(ConfigError, match=r"or give one \(key=\.\.\."):
        smslint.send_broadcast(broadcast, journal=tmp_path / "j.db")


def test_a_list_without_consent_is_explained_in_pythons_words() -> None:
    broadcast = smslint.preflight(
        {"text": "Acme: 20% off today. Reply STOP to opt out"}, PEOPLE, config={**CONFIG, "kind": "marketing"}
    )
    (finding,) = (each for each in broadcast.list_findings if each.code == "CON002")
    assert 'columns={"consent": NAME}' in finding.message
    assert "require_consent=False" in finding.message
    assert "--" not in finding.message
