"""What a country asks of an opt-out text, beyond the words that the lexicon finds."""

from __future__ import annotations

import pytest

from smslint.rules.country import OptOutForm
from smslint.rules.lexicons import load
from smslint.rules.opt_out_places import places_of

FRENCH = OptOutForm(("fr", "en"), False, r"3\d{4}", True)
NUMBER = OptOutForm(("fr",), False, r"3\d{4}", False)
ANY = OptOutForm((), False, None, False)
BOTH = OptOutForm(("en", "zh"), True, None, False)

CASES = [
    (FRENCH, "-20%. STOP au 36111", ["STOP au 36111"]),
    (FRENCH, "-20%. STOP au 36 111", ["STOP au 36 111"]),
    (FRENCH, "-20%. STOP SMS au 36184 merci", ["STOP SMS au 36184"]),
    (FRENCH, "-20%. STOP au 41234", []),
    (FRENCH, "-20%. STOP au {number}", ["STOP au {number}"]),
    (FRENCH, "-20%. Répondez STOP", []),
    (FRENCH, "-20%. Répondez STOP. Infos 36111", []),  # another sentence
    (FRENCH, "-20%. Désinscription : www.acme.example", ["Désinscription : www.acme.example"]),
    (NUMBER, "-20%. Désinscription : www.acme.example", []),
    (FRENCH, "36111 magasins, STOP", []),  # the number is before it, and is no number to write to
    (ANY, "Ohne Stopp an 3000 Stationen", []),
    (ANY, "Abmelden: STOP an 33000", ["Abmelden: STOP an 33000"]),
]


@pytest.mark.parametrize(("form", "text", "whole"), CASES, ids=range(len(CASES)))
def test_the_places_of_an_opt_out(form: OptOutForm, text: str, whole: list[str]) -> None:
    [places] = places_of(form, load("opt-out-phrases"), text)
    found = {text[start:end] for start, end in places}
    if whole:
        assert any(wanted in each or each in wanted for wanted in whole for each in found), found
        assert max(end for _, end in places) == text.index(whole[0]) + len(whole[0])
    else:
        assert not found


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Reply STOP / 退訂回覆STOP", [True, True]),
        ("Reply STOP", [True, False]),
        ("退订回T", [False, True]),
        ("Hello 您好", [False, False]),
    ],
)
def test_one_in_each_language(text: str, there: list[bool]) -> None:
    assert [bool(places) for places in places_of(BOTH, load("opt-out-phrases"), text)] == there
