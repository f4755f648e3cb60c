"""Logs that cut their texts: recognised, matched by the beginning where only one template begins so, and never counted as if they were whole."""

from __future__ import annotations

import random
from collections import Counter

import jinja2
import pytest

from smslint.project.files import Chooser
from smslint.project.run import Runner
from smslint.reconcile.beginnings import Beginnings
from smslint.reconcile.form import ENOUGH, Form, Hole, forms
from smslint.reconcile.recognise import Recogniser, Spot, Why, settled
from smslint.reconcile.template import Template, templates
from tests.reconcile import made
from tests.reconcile.held import Project, matched, of, row


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Template]:
    folder = tmp_path_factory.mktemp("made")
    made.lay(folder)
    return templates(Chooser().targets((folder,)), Runner()).templates


NAMES = ("Ann", "Bo", "Christine", "Dieter", "Eve")


def cut(project: Project, size: int, *texts: str, more: str = "") -> str:
    """A log of whole texts, each cut."""
    shown = [text if len(text) <= size else text[:size] + more for text in texts]
    segments = [str(-(-len(text) // 153) if len(text) > 160 else 1) for text in texts]
    return project.log(
        *(row(at, body, NumSegments=count) for at, (body, count) in enumerate(zip(shown, segments, strict=True)))
    )


HELLO = [f"Hello {name}, welcome to Acme on Mon." for name in NAMES]
NEWS = [f"Acme news for {name}: all is well, {'and so on ' * 20}" for name in NAMES]


@pytest.mark.parametrize("more", ["", "...", "…"])
def test_cut_texts_are_matched_by_their_beginning(project: Project, more: str) -> None:
    log = cut(
        project, 30, "1234 is your Acme code.", *HELLO, *NEWS, "Lunch at noon, at the corner of the street?", more=more
    )
    document = project.json(log)
    assert matched(document) == {"code": 1, "hello": 5, "news": 5}
    assert document["summary"]["cut"] == 10
    assert of(document, "hello")["segments"] == {"billed": 5, "counted": 0, "unknown": 0, "uncounted": 5}
    assert of(document, "news")["segments"]["billed"] == 10
    assert of(document, "news")["causes"] == []
    assert document["unmatched"]["messages"] == 1
    note = document["notes"][0]
    assert "10 are recognised by it" in note
    assert "counted in 1 whole text" in project.run(log)[1]


def test_values_of_cut_texts_are_not_proposed(project: Project) -> None:
    document = project.json(cut(project, 30, *HELLO, *NEWS))
    assert "text" not in document["values"]


def test_two_templates_that_begin_alike_are_ambiguous(project: Project) -> None:
    project.write({"sms/other.txt": "Hello {{ name }}, welcome to Acme at noon."})
    document = project.json(cut(project, 30, "1234 is your Acme code.", *(f"Hello {name}, welcome to Acme on Mon." for name in ("Marie-Jo", "Jo-Marie", "Mary-Ann"))))  # fmt: skip
    assert matched(document) == {"code": 1}
    assert [each["messages"] for each in document["ambiguous"]] == [3]
    assert document["ambiguous"][0]["segments"]["uncounted"] == 3


def test_whole_texts_of_one_length_are_not_cut(project: Project) -> None:
    """Codes have one length, and so have texts that end in a code; a text that somebody else sends is no beginning."""
    bodies = [f"{at} is your Acme code." for at in range(1000, 1020)]
    document = project.json(project.log(*(row(at, body) for at, body in enumerate(bodies))))
    assert document["summary"]["cut"] == 0
    assert of(document, "code")["segments"]["counted"] == 20
    bodies = [f"Acme news for Ann: {at}" for at in range(1000, 1020)]
    document = project.json(project.log(*(row(at, body) for at, body in enumerate(bodies))))
    assert (document["summary"]["cut"], document["notes"]) == (0, [])


def test_a_longer_text_shows_that_nothing_is_cut(project: Project) -> None:
    bodies = [
        *(f"Hello {name}, welcome to A" for name in ("Ann", "Bob", "Eve")),
        "Hello Christine, welcome to Acme on Mon.",
    ]
    for order in (bodies, bodies[::-1]):
        document = project.json(project.log(*(row(at, body) for at, body in enumerate(order))))
        assert matched(document) == {"hello": 1}
        assert document["unmatched"]["reasons"][0]["reason"] == "no_template"


def test_rows_of_a_reason_are_those_of_its_messages(project: Project) -> None:
    bodies = ["Lunch at noon, at the corner of that street?", *HELLO, "Come at noon, to the corner of that street?"]
    document = project.json(cut(project, 30, *bodies))
    assert [(each["reason"], each["rows"]) for each in document["unmatched"]["reasons"]] == [("cut", [1, 7])]


def templates_in(spot: Spot) -> tuple[int, ...]:
    if isinstance(spot, int):
        return (spot,)
    return () if isinstance(spot, Why) else spot


FORM = Form(0, ("Your order ", " of ", " is on its way"), (Hole("ref", 12, digits=True), Hole("day", 20, options=frozenset({"Monday", "Friday"}))))  # fmt: skip
BEGINNINGS = {
    "Your ord": False, "Your order": True, "Your order 12": True, "Your order 12 o": True, "Your order 12 of Mon": True,
    "Your order 12 of Sunday": False, "Your order Y": False, "Your order 12 of Monday is on its way": False, "Your order 12 of Monday is on": True,
    "Your orders 12": False, "your order 12": False,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BEGINNINGS.items(), ids=BEGINNINGS)
def test_what_begins_as_a_form_does(text: str, expected: bool) -> None:
    assert Beginnings([FORM]).of(text) == [FORM] * expected


@pytest.mark.parametrize("limit", [20, 30, 40, 60])
def test_of_cut_texts_none_is_given_to_a_wrong_template(found: list[Template], limit: int) -> None:
    """Every text of 600 templates, rendered by Jinja and cut: it is from its own template, or from a group that has it."""
    chance = random.Random(limit)
    environment = jinja2.Environment()
    sources = {f"{locale}.{key}": text for locale in made.WORDS for key, text in made.texts(locale).items()}
    recogniser = Recogniser(found, [form for at, each in enumerate(found) for form in forms(at, each)], None)
    seen = []
    for key, source in chance.choices(list(sources.items()), k=1500):
        body = environment.from_string(source).render(
            name=chance.choice(made.NAMES),
            ref=f"A-{chance.randrange(10**6)}",
            link="https://acme.example/12345",
            late=chance.random() < 0.5,
        )
        seen.append((key, body, recogniser.recognise(body[:limit], "1", "")))
    assert recogniser.limit == limit
    counts: Counter[str] = Counter()
    for key, body, (spot, _, _, length, begun) in seen:
        late = settled(spot, length, begun, recogniser.limit)
        last = spot if late is None else late
        names = {found[each].key for each in templates_in(last)}
        counts["right" if names == {key} else "among" if key in names else "missed" if not names else "wrong"] += 1
        if len(body) > limit:
            assert late is not None
    assert counts["wrong"] == 0, counts
    if limit >= 60:
        assert counts["right"] > 750, counts
    assert ENOUGH == 8
