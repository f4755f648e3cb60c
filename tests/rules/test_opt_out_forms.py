from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.rules import opt_out_forms
from smslint.rules.finders import Block, FormSearch
from smslint.rules.lexicons import load
from smslint.rules.looks import look_at
from smslint.rules.opt_out_forms import FORMS, LINK, NUMBER, Words
from smslint.text.fold import fold, fold_pattern
from smslint.text.required import marked, met

WORDS = Words(
    ask=("send", "reply"), word=("the word",), stop=("halt", "off"), weak=("no",), to=("to",), at=("number",), asked=("zurück",),
    topic=("leav*", "leave list"), about=("our list",), purpose=("for",),
)  # fmt: skip
LEXICON = load("opt-out-phrases")


def found(text: str, words: Words = WORDS) -> bool:
    folded = fold(text).text
    hits = [bool(re.search(fold_pattern(form.pattern(words)), folded)) for form in FORMS if form.anchors(words)]
    return any(hits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send STOP", True),
        ("Reply with STOP", False),  # "with" is not a word of this language
        ("Send the word HALT to 1234", True),
        ("Reply: OFF", True),
        ("Send halt signals", False),
        ("Send NO", False),
        ("Send NO for leaving", True),
        ("Reply the word NO, leave list", True),
        ("Reply NO for a leaflet", False),
        ("Send NO for changing", False),
        ("STOP zuruck", True),
        ("STOP ACME to 12345", True),
        ("STOP to {short_code}", True),
        ("OFF to 12345", False),  # short words need a verb or a topic
        ("STOP to 123", False),
        ("STOP to 2026", False),
        ("HALT 12345 number", True),
        ("Leaving: NO 12345", True),
        ("Leaving: NO", False),
        ("Leaving? Reply NO", True),
        ("Leaving our list: acme.example/x", True),
        ("Leaving our hotel: acme.example/x", False),
        ("Leaving: {unsubscribe_url}", True),
        ("Leaving: {name}", False),
        ("Leaving, see acme.example", False),
        ("Leaving: acme.example", True),
        ("To leave, send A7 to 1234", True),
        ("STOP for leaving", True),
        ("HALT: leave list", True),
        ("The cleaver is sharp. STOP", False),
    ],
)
def test_the_forms_of_one_language(text: str, expected: bool) -> None:
    assert found(text) is expected


def test_a_language_has_the_forms_for_which_it_has_words() -> None:
    assert [bool(form.anchors(Words(ask=("send",)))) for form in FORMS] == [True, *[False] * (len(FORMS) - 1)]
    assert found("Send STOP", Words(ask=("send",)))


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("Rispondi NO per non ricevere altri SMS", "it", True),
        ("Rispondi NO per cambiare orario", "it", False),
        ("Responda NO para no recibir más SMS", "es", True),
        ("Responda NO para cambiar su cita", "es", False),
        ("Répondez NON pour ne plus recevoir de SMS", "fr", True),
        ("Reply NO to unsubscribe", "en", True),
        ("Reply NO to change your table", "en", False),
        ("Text OUT to 51234", "en", True),
        ("Text out 12 invitations", "en", False),
        ("SAIR p/ nao receber", "pt", True),
    ],
)
def test_words_with_other_meanings_need_what_they_are_for(text: str, language: str, there: bool) -> None:
    assert bool(LEXICON.matches(text, [language])) is there


def test_latin_keywords_touch_the_words_of_a_script_without_spaces() -> None:
    words = Words(ask=("回复",), weak=("r",), topic=("拒收",), asked=("と返信",))
    assert found("拒收请看: 拒收回复R", words)
    assert found("はSTOPと返信", words)
    assert not found("回复R领取", words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a", True),
        ("www.acme", True),
        ("acme.example/u", True),
        ("go to acme.example", True),
        ("acme.example now", False),
        ("mail@acme.example", False),
        ("{shop.unsub_link}", True),
        ("{shop}", False),
    ],
)
def test_links(text: str, expected: bool) -> None:
    assert (re.search(LINK, text) is not None) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1234", True), ("+49 151 2345678", True), ("2026", False), ("20267", True), ("123", False), ("{n}", True)],
)
def test_numbers(text: str, expected: bool) -> None:
    assert (re.match(NUMBER, text) is not None) is expected


@pytest.mark.parametrize("language", LEXICON.languages)
def test_each_form_needs_what_it_says_that_it_needs(language: str) -> None:
    """Otherwise the quick test would hide texts from the pattern."""
    for entry in LEXICON.entries([language]):
        for form in FORMS if entry.forms else ():
            assert entry.forms is not None
            pattern = re.compile(fold_pattern(form.pattern(entry.forms))) if form.anchors(entry.forms) else None
            for phrase in entry.phrases:
                text = fold(phrase).without("\"'<>[]()*_").text
                if pattern is not None and pattern.search(text):
                    assert met(marked(text), opt_out_forms.demands(form, entry.forms)), phrase
                    assert any(fold(need).text in text for need in opt_out_forms.needs(entry.forms)), phrase


def test_a_verb_without_a_keyword_calls_for_no_form() -> None:
    """Compiling the forms of three languages takes longer than checking ten messages."""
    blocks = [Block([LEXICON.sheet(language)], trusted=True) for language in LEXICON.languages]
    look = look_at("Acme: your order is on its way. Reply HELP for help.")
    searches = [each for block in blocks for _, some in block.candidates(look) for each in some]
    assert not [each for each in searches if isinstance(each, FormSearch)]


@given(st.text(alphabet="STOP leavsndto:.1234{}url ", max_size=40))
def test_the_quick_test_hides_nothing(text: str) -> None:
    folded = fold(text).text
    for form in FORMS:
        if re.search(fold_pattern(form.pattern(WORDS)), folded):
            assert met(marked(folded), opt_out_forms.demands(form, WORDS))
