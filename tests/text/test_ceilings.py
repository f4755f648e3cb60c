"""Loops in loops: if their rounds are too many to add up, the limit is the product of the rounds, never less than what renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.span import Span
from smslint.text import one_pass
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from smslint.text.tree import Arm, Branch, Literal, Loop, Node, Placeholder, Sequence
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = Span(0, 0)
LANGUAGES = {
    # How a loop over the list x, with a number behind its name, begins and ends, and an output.
    "blade": ("@foreach($x0 as $i)", " @endforeach", "{{ $b }}"),
    "django": ("{% for i in x0 %}", "{% endfor %}", "{{ b }}"),
    "erb": ("<% x0.each do |i| %>", "<% end %>", "<%= b %>"),
    "go": ("{{range .x0}}", "{{end}}", "{{$.b}}"),
    "handlebars": ("{{#each x0}}", "{{/each}}", "{{b}}"),
    "jinja": ("{% for i in x0 %}", "{% endfor %}", "{{ b }}"),
    "liquid": ("{% for i in x0 %}", "{% endfor %}", "{{ b }}"),
    "mustache": ("{{#x0}}", "{{/x0}}", "{{b}}"),
    "twig": ("{% for i in x0 %}", "{% endfor %}", "{{ b }}"),
    "velocity": ("#foreach($i in $x0)", "#end", "$b"),
}


def nested(dialect: str, depth: int) -> str:
    opening, closing, output = LANGUAGES[dialect]
    names = [f"x{number}" for number in range(depth)]
    begin = "".join(opening.replace("x0", name) for name in names)
    return f"{begin}a{output}{''.join(closing.replace('x0', name) for name in reversed(names))}"


@pytest.mark.parametrize("depth", range(1, 9))
@pytest.mark.parametrize("dialect", sorted(LANGUAGES))
def test_loops_with_declared_counts_have_a_limit(dialect: str, depth: int) -> None:
    values = {"*": {"max": 20, "charset": "digits", "max_items": 10}}
    found = bounds(parse(nested(dialect, depth), dialect), values)
    least = -(-21 * 10**depth // 153) if depth > 0 else 1
    assert found.most is not None
    assert least <= found.most <= -(-6 * 20 * 10**depth // 152) + 1  # Django and Blade may write six characters for one
    assert found.exact is (depth < 4)
    if dialect not in {"django", "blade", "handlebars", "mustache", "erb"}:
        assert found.most <= least * 153 / 152 + 1


def test_the_report_says_no_loop_without_a_limit(tmp_path: Path) -> None:
    entry = "messages: [{files: a.txt, dialect: jinja}]\nvalues: {'*': {max: 20, max_items: 10}}\n"
    project(tmp_path, {"a.txt": nested("jinja", 6), "smslint.yaml": entry})
    found = run(tmp_path)
    assert not [each for each in found.findings if each.code == "PLH004"]
    assert found.messages[0].most is not None
    (tmp_path / "smslint.yaml").write_text(entry.replace("max: 20, max_items: 10", "max: 20"), encoding="utf-8")
    assert [each.message for each in run(tmp_path).findings if each.code == "PLH004"] == [
        "The loop over x5 can run any number of times, so the cost has no limit."
    ]


def sequence(parts: list[Node]) -> Sequence:
    return Sequence(tuple(parts), NOWHERE)


LEAVES = st.one_of(
    st.sampled_from(["", "a", "€€", "hello there, " * 5, "ł", "😀", "["]).map(lambda text: Literal(text, NOWHERE)),
    st.sampled_from(["digits", "any", "list", "pairs"]).map(lambda name: Placeholder(name, NOWHERE)),
)
VALUES = {
    "digits": {"max": 9, "charset": "digits"}, "any": {"max": 4}, "list": {"enum": ["a", "bc", "ł"]},
    "pairs": {"max": 7, "charset": "gsm7"}, "two": {"max_items": 2}, "nine": {"max_items": 9, "min_items": 3},
}  # fmt: skip


def inside(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    bodies = st.lists(below, min_size=1, max_size=3).map(sequence)
    branches = st.lists(bodies, min_size=1, max_size=3).map(lambda arms: Branch(tuple(map(Arm, arms)), NOWHERE))
    loops = st.tuples(bodies, st.sampled_from(["two", "nine"]), st.none() | bodies)
    return st.one_of(bodies, branches, loops.map(lambda each: Loop(each[0], NOWHERE, each[1], each[2])))


@given(st.lists(st.recursive(LEAVES, inside, max_leaves=8), max_size=3).map(sequence), st.integers(0, 40))
def test_the_limit_is_never_less_than_what_renders(text: Sequence, work: int) -> None:
    exact = bounds(text, VALUES)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(one_pass, "MOST_WORK", work)
        found = bounds(text, VALUES)
    assert exact.exact
    assert exact.most is not None
    assert found.most is not None
    assert found.most >= exact.most
    assert found.least <= exact.least
    assert found.most_witness is not None
    assert segment(found.most_witness).count <= found.most
