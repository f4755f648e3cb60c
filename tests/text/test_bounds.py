"""Bounds against brute force over all renderings of small templates near the segment boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.span import Span
from smslint.text.bounds import MOST_COMBINATIONS, bounds, either
from smslint.text.gsm7 import GSM7
from smslint.text.lanes import State
from smslint.text.one_pass import MOST_WORK, Pass
from smslint.text.segmentation import segment
from smslint.text.tree import Arm, Branch, Literal, Loop, Node, Placeholder, Sequence
from smslint.text.values import ValueTable, parse_values

NOWHERE = Span(0, 0)

# One character of each cost that a charset has: the count of a rendering depends on nothing else.
MEMBERS = {"digits": "0", "ascii": "a~`", "gsm7_basic": "a", "gsm7": "a€", "any": "a€ł\U0001f600"}


def seq(*parts: Node) -> Sequence:
    return Sequence(parts, NOWHERE)


def lit(text: str) -> Literal:
    return Literal(text, NOWHERE)


def hole(name: str) -> Placeholder:
    return Placeholder(name, NOWHERE)


def strings_of(setting: Mapping[str, Any]) -> list[str]:
    if "enum" in setting:
        return list(setting["enum"])
    members = MEMBERS[setting["charset"]]
    lengths = range(setting.get("min", 0), setting["max"] + 1)
    return ["".join(chars) for n in lengths for chars in product(members, repeat=n)]


def renderings(node: Node, values: Mapping[str, Mapping[str, Any]], chosen: dict[str, str] | None = None) -> set[str]:
    """All renderings. ``chosen`` fixes the names that have one exact value everywhere."""
    chosen = chosen or {}
    match node:
        case Literal():
            return {node.text}
        case Placeholder():
            return {chosen[node.name]} if node.name in chosen else set(strings_of(values[node.name]))
        case Sequence():
            out = {""}
            for part in node.parts:
                ends = renderings(part, values, chosen)
                out = {start + end for start in out for end in ends}
            return out
        case Branch():
            return set().union(*(renderings(arm.body, values, chosen) for arm in node.arms))
        case Loop():
            out, rounds = set(), {""}
            if node.empty is not None:
                out |= renderings(node.empty, values, chosen)
            else:
                out.add("")
            body = renderings(node.body, values, chosen)
            for _ in range(values[node.name]["max_items"]):
                rounds = {start + end for start in rounds for end in body}
                out |= rounds
            return out


FILL = {"a": [150, 151, 152, 153, 158, 159, 160, 161, 304, 306], "[": [75, 76, 77, 79, 80], "ж": [65, 66, 67, 69, 70, 71, 133],
        "\U0001f600": [32, 33, 34, 35, 36, 66]}  # fmt: skip
SETTINGS = [
    {"max": 2, "charset": "digits"},
    {"max": 2, "charset": "gsm7_basic"},
    {"min": 1, "max": 2, "charset": "gsm7"},
    {"max": 2, "charset": "any"},
    {"min": 1, "max": 1, "charset": "ascii"},
    {"enum": ["", "aa", "€"]},
    {"enum": ["ł", "aaaa"]},
    {"enum": ["\U0001f600b", "cccc", "]"]},
    {"enum": ["a" * 140, "ł"]},
]
VALUES: dict[str, Any] = {f"v{index}": setting for index, setting in enumerate(SETTINGS)} | {
    "items": {"max": 0, "max_items": 2, "charset": "digits"}
}


@st.composite
def fillers(draw: st.DrawFn) -> Literal:
    char = draw(st.sampled_from(sorted(FILL)))
    return lit(char * draw(st.sampled_from(FILL[char])))


SMALL = st.text(st.sampled_from("a€[é"), max_size=3).map(lit) | st.sampled_from([lit("ł"), lit("\U0001f600")])
HOLES = st.sampled_from(sorted(VALUES)[1:]).map(hole)


def nested(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    sequences = st.lists(inner, max_size=2).map(lambda parts: seq(*parts))
    return st.lists(sequences, min_size=1, max_size=3).map(
        lambda arms: Branch(tuple(map(Arm, arms)), NOWHERE)
    ) | st.builds(lambda body, empty: Loop(body, NOWHERE, "items", empty), sequences, st.none() | sequences)


TEMPLATES = st.lists(
    st.recursive(SMALL | HOLES, nested, max_leaves=4) | fillers() | HOLES, max_size=4
).map(lambda parts: seq(*parts))  # fmt: skip


def all_renderings(text: Sequence) -> set[str]:
    """Renderings in which an exact list used in several places outside loops has the same value everywhere."""
    names = [node.name for node in outside_loops(text) if "enum" in VALUES[node.name]]
    repeated = sorted({name for name in names if names.count(name) > 1})
    return set().union(*(
        renderings(text, VALUES, dict(zip(repeated, choice, strict=True)))
        for choice in product(*(VALUES[name]["enum"] for name in repeated))
    ))  # fmt: skip


def outside_loops(node: Node) -> list[Placeholder]:
    match node:
        case Placeholder():
            return [node]
        case Sequence():
            return [hole for part in node.parts for hole in outside_loops(part)]
        case Branch():
            return [hole for arm in node.arms for hole in outside_loops(arm.body)]
        case _:
            return []


def size(node: Node) -> int:
    """How many renderings there are, roughly: brute force must stay small."""
    match node:
        case Literal():
            return 1
        case Placeholder():
            return len(strings_of(VALUES[node.name]))
        case Sequence():
            total = 1
            for part in node.parts:
                total *= size(part)
            return total
        case Branch():
            return sum(size(arm.body) for arm in node.arms)
        case Loop():
            return 1 + size(node.body) + size(node.body) ** 2 + (size(node.empty) if node.empty else 0)


@settings(max_examples=400)
@given(TEMPLATES.filter(lambda text: size(text) <= 3000))
def test_bounds_equal_brute_force(text: Sequence) -> None:
    found = bounds(text, VALUES)
    every = [segment(rendering) for rendering in all_renderings(text)]
    assert found.least == min(each.count for each in every)
    assert found.most == max(each.count for each in every)
    assert set(found.encodings) == {each.encoding for each in every}


@settings(max_examples=400)
@given(TEMPLATES)
def test_every_witness_has_as_many_segments_as_its_bound(text: Sequence) -> None:
    found = bounds(text, VALUES)
    assert segment(found.least_witness).count == found.least
    assert found.most_witness is not None
    assert segment(found.most_witness).count == found.most
    assert segment(found.least_witness).units == found.least_units


@settings(max_examples=300)
@given(TEMPLATES.filter(lambda text: size(text) <= 3000))
def test_witnesses_are_renderings(text: Sequence) -> None:
    found = bounds(text, VALUES)
    # A witness may use any members of a charset, so compare the cost of each character.
    every = {normal(rendering) for rendering in all_renderings(text)}
    for witness in (found.least_witness, found.most_witness):
        assert normal(witness) in every


def normal(text: str | None) -> str:
    assert text is not None
    costs = {1: "a", 2: "€", 0: "ł"}
    return "".join("\U0001f600" if ord(char) > 0xFFFF else costs[GSM7.septets(char)] for char in text)


def test_an_undeclared_placeholder_is_unbounded_and_blamed() -> None:
    found = bounds(seq(lit("Hi "), hole("name")))
    assert (found.least, found.most, found.most_witness, found.unbounded_by) == (1, None, None, "name")
    assert found.encodings == ("GSM-7", "UCS-2")
    assert found.flipped_by == ("name",)


def test_an_undeclared_loop_is_unbounded_but_keeps_its_encoding() -> None:
    found = bounds(seq(Loop(seq(lit("ab")), NOWHERE, "steps")))
    assert (found.least, found.most, found.encodings) == (1, None, ("GSM-7",))
    assert found.unbounded_by == "the loop over steps"


def test_a_loop_that_adds_nothing_is_bounded() -> None:
    assert bounds(seq(Loop(seq(lit("")), NOWHERE, "steps"))).most == 1


def test_nested_loops_with_large_counts_end() -> None:
    node: Node = lit("a")
    for _ in range(5):
        node = Loop(seq(node), NOWHERE, "steps")
    found = bounds(seq(node), {"steps": {"max_items": 1000}})
    assert (found.most, found.exact) == (-(-(1000**5) // 152), False)


@pytest.mark.parametrize("inner", ["ab", "ж" * 5000])
@pytest.mark.parametrize("deep", [7, 60])
def test_the_work_of_nested_loops_is_bounded(monkeypatch: pytest.MonkeyPatch, inner: str, deep: int) -> None:
    """Characters, nodes and combinations of exact lists count, not only the rounds of loops."""
    passed = 0
    real = Pass.string

    def counted(self: Pass, text: str, state: State) -> State:
        nonlocal passed
        passed += 1 + len(text) // 64
        return real(self, text, state)

    monkeypatch.setattr(Pass, "string", counted)
    node: Node = seq(lit(inner), Placeholder("p", NOWHERE), Placeholder("p", NOWHERE))
    for _ in range(deep):
        node = Loop(seq(node), NOWHERE, "steps")
    twice = (Placeholder("p", NOWHERE), Placeholder("p", NOWHERE))
    found = bounds(seq(*twice, node), {"steps": {"max_items": 10}, "p": {"enum": [str(n) for n in range(60)]}})
    assert found.most is not None
    assert not found.exact
    assert passed <= 3 * MOST_WORK


@given(st.text(alphabet="ab €[]^–’é\u200b\U0001f600łΣ\n", max_size=175))
def test_a_text_without_placeholders_is_its_own_witness(body: str) -> None:
    """Its bounds are its measure, whether they were found by a pass over it or not."""
    measured = segment(body)
    for text in (seq(lit(body)), seq(lit(body[:3]), lit(body[3:]))):
        found = bounds(text)
        assert (found.least, found.most) == (measured.count, measured.count)
        assert found.encodings == (measured.encoding,)
        assert (found.least_units, found.most_units) == (measured.units, measured.units)
        assert found.least_witness == found.most_witness == body
        assert found.exact
        assert found.flipped_by == ()


def test_invalid_values_are_refused_for_every_text() -> None:
    for body in ("a", "–", ""):
        with pytest.raises(ConfigError):
            bounds(seq(lit(body)), {"name": {"max": -1}})


def test_repeated_lists_have_one_value() -> None:
    text = seq(hole("x"), hole("x"))
    assert bounds(text, {"x": {"enum": ["ł", "a" * 140]}}).most == 2


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"maxx": 3}, "unknown key 'maxx' (did you mean 'max'?)"),
        ({"max": -1}, "max must be a whole number"),
        ({"max": True}, "max must be a whole number"),
        ({"max": 10**9}, "max must be a whole number from 0 to 100000"),
        ({"min": 3, "max": 2}, "min 3 is greater than max 2"),
        ({"charset": "gsm"}, "unknown charset 'gsm'"),
        ({"type": "urll"}, "did you mean 'url'?"),
        ({"enum": []}, "enum needs a list"),
        ("20", "expected a mapping"),
    ],
)
def test_wrong_values_name_the_key(setting: object, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_values(setting, "values.name")  # type: ignore[arg-type]
    assert words in str(caught.value)
    assert "values.name" in str(caught.value)


def test_types_are_shorthands_and_names_match_by_their_last_part() -> None:
    from smslint.text.values import ValueTable

    table = ValueTable({"code": {"type": "otp"}, "*_url": {"type": "url", "max": 10}, "first_name": {"max": 3}})
    assert table.lookup("user.first_name") is table.lookup("first_name")
    assert table.lookup("order.tracking_url") is table.lookup("tracking_url")
    assert table.lookup("name") is None


# the item counts of a loop over 60 characters; least and most segments
ROUNDS = [
    ({"min_items": 2, "max_items": 3}, 1, 2),
    ({"min_items": 3, "max_items": 3}, 2, 2),
    ({"min_items": 3, "max_items": 6}, 2, 3),
    ({"max_items": 3}, 1, 2),
    ({"min_items": 1, "max_items": 1}, 1, 1),
    ({"min_items": 3}, 2, None),
]


@pytest.mark.parametrize(("items", "least", "most"), ROUNDS)
@pytest.mark.parametrize("empty", [None, seq(lit("b" * 500))])
def test_a_loop_runs_as_often_as_declared(
    items: dict[str, int], least: int, most: int | None, empty: Sequence | None
) -> None:
    found = bounds(seq(Loop(seq(lit("a" * 60)), NOWHERE, "items", empty)), {"items": items})
    expected = most if empty is None or most is None or "min_items" in items else 4
    assert (found.least, found.most) == (least, expected)
    assert segment(found.least_witness).count == least


# the arms of a branch; the most segments, and the rendering that takes them
FURTHEST = [
    (["a" * 152 + "€" * 4, "a" * 161], 2, "a" * 161),  # the first ends later because of an unused unit, and fits in one
    (["a" * 161, "a" * 152 + "€" * 4], 2, "a" * 161),
    (["a" * 160, "a" * 152 + "€" * 4], 1, "a" * 160),
    (["ж" * 66 + "\U0001f600" * 2, "ж" * 71], 2, "ж" * 71),
    (["a" * 306, "a" * 152 + "€" * 77], 3, "a" * 152 + "€" * 77),
]


@pytest.mark.parametrize(("arms", "most", "witness"), FURTHEST)
def test_the_witness_of_the_most_takes_as_many(arms: list[str], most: int, witness: str) -> None:
    found = bounds(seq(Branch(tuple(Arm(seq(lit(arm))) for arm in arms), NOWHERE)))
    assert (found.most, found.most_witness) == (most, witness)
    assert segment(witness).count == most


# the declaration; the placeholder; its most characters
NAMES = [
    ({"user.name": {"max": 5}, "name": {"max": 50}}, "user.name", 5),
    ({"name": {"max": 50}, "user.name": {"max": 5}}, "user.name", 5),
    ({"name": {"max": 50}, "user.name": {"max": 5}}, "name", 50),
    ({"name": {"max": 50}, "user.name": {"max": 5}}, "shop.name", 50),
    ({"user.*": {"max": 5}, "*name": {"max": 50}}, "user.name", 5),
    ({"*": {"max": 9}, "name": {"max": 50}}, "user.name", 50),
]


@pytest.mark.parametrize(("declared", "name", "most"), NAMES)
def test_a_full_name_goes_before_its_last_part_and_both_before_a_glob(
    declared: dict[str, dict[str, int]], name: str, most: int
) -> None:
    assert (
        bounds(seq(hole(name)), {key: {**each, "charset": "digits"} for key, each in declared.items()}).most_units
        == most
    )


# templates whose literals are plain, double, foreign or empty, next to each kind of value
PARTS: dict[str, Node] = {
    "plain": lit("ab"), "pairs": lit("[€"), "foreign": lit("ł"), "emoji": lit("\U0001f600"), "nothing": lit(""),
    **{name: hole(name) for name in ("v1", "v3", "v7")},
}  # fmt: skip


@pytest.mark.parametrize("filler", [lit("a" * 150), lit("ж" * 64)])
@pytest.mark.parametrize("names", list(product(PARTS, repeat=2)), ids=" ".join)
def test_delayed_plain_text_is_counted_once(filler: Literal, names: tuple[str, str]) -> None:
    one, two = (PARTS[name] for name in names)
    text = seq(one, lit("x"), filler, lit("y"), two, Branch((Arm(seq(two, lit("z"))), Arm(seq())), NOWHERE), lit("!"))
    every = [segment(rendering) for rendering in all_renderings(text)]
    found = bounds(text, VALUES)
    assert (found.least, found.most) == (min(each.count for each in every), max(each.count for each in every))
    assert {normal(found.least_witness), normal(found.most_witness)} <= {normal(each.text) for each in every}


@pytest.mark.parametrize("length", [1, 2, 70, 71, 76, 77, 80, 81, 134, 135, 159, 160, 161, 305, 306, 307, 459, 460])
@pytest.mark.parametrize("character", ["a", "€", "ж", "\U0001f600"])
def test_a_text_has_the_same_bounds_in_one_piece_and_in_two(character: str, length: int) -> None:
    text = character * length
    whole = bounds(seq(lit(text)))
    assert whole == bounds(seq(lit(text[:1]), lit(text[1:])))
    assert whole.most == segment(text).count


@pytest.mark.parametrize("many", [False, True])
def test_values_of_a_repeated_name_are_equal_unless_there_are_too_many_combinations(many: bool) -> None:
    values = ["ж", "a" * 60, *(["b" * length for length in range(7)] if many else [])]
    found = bounds(seq(hole("x"), hole("x"), hole("y"), hole("y")), {"x": {"enum": values}, "y": {"enum": values}})
    chosen = product(values, repeat=4) if many else ((x, x, y, y) for x, y in product(values, repeat=2))
    counts = [segment("".join(each)).count for each in chosen]
    assert (len(values) ** 2 > MOST_COMBINATIONS, found.least, found.most) == (many, min(counts), max(counts))
    assert found.most_witness is not None
    assert segment(found.most_witness).count == found.most


@pytest.mark.parametrize("lengths", list(product((158, 159, 160, 305, 306), repeat=2)))
def test_either_of_two_texts_has_the_least_and_the_most_of_both(lengths: tuple[int, int]) -> None:
    found = either(*(bounds(seq(lit("a" * length))) for length in lengths))
    assert (len(found.least_witness), len(found.most_witness or "")) == (min(lengths), max(lengths))
    assert found.headroom == bounds(seq(lit("a" * max(lengths)))).headroom


FLIPPED: list[tuple[Sequence, tuple[str, ...]]] = [
    (seq(hole("short"), hole("any")), ("any",)),
    (seq(hole("any"), hole("short"), hole("any")), ("any",)),
    (seq(hole("cyrillic"), hole("any")), ("cyrillic",)),
    (seq(lit("ж"), hole("any")), ()),
    (seq(hole("either"), hole("any")), ("either", "any")),
]


@pytest.mark.parametrize(("text", "names"), FLIPPED)
def test_the_placeholders_that_alone_make_a_message_ucs2(text: Sequence, names: tuple[str, ...]) -> None:
    values = {
        "short": {"max": 5, "charset": "gsm7"}, "any": {"max": 5, "charset": "any"}, "cyrillic": {"enum": ["ж"]},
        "either": {"enum": ["a", "ж"]},
    }  # fmt: skip
    assert bounds(text, values).flipped_by == names


@pytest.mark.parametrize("longest", [0, 1])
def test_each_of_two_values_counts(longest: int) -> None:
    found = bounds(seq(hole("x")), {"x": {"enum": ["b" * 200, "a"][:: 1 if longest else -1]}})
    assert (found.least, found.most) == (1, 2)


def test_a_loop_whose_last_round_is_the_one_too_much_is_counted_to_its_end() -> None:
    body = seq(*[lit("a")] * 30)
    rounds = MOST_WORK // Pass(GSM7, ValueTable(), {}).weight(body) + 1
    loop = seq(Loop(body, NOWHERE, "steps"))
    assert [bounds(loop, {"steps": {"max_items": most}}).exact for most in (rounds, rounds + 1)] == [True, False]
