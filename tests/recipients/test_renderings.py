"""What a program fills is what the engine renders, and lies within the bounds: random templates and rows, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chevron
import jinja2
import liquid
import pytest
from django.template import Context, Engine
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.recipients.render import Columns, compile_template
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.dialects.test_filters import CALLS, DEPARTS

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ["name", "city"]

JINJA = jinja2.Environment()
DJANGO = Engine(autoescape=False)
LIQUID = liquid.Environment()
ENGINES: dict[str, Callable[[str, dict[str, str]], str]] = {
    "jinja": lambda source, row: JINJA.from_string(source).render(row),
    "django": lambda source, row: DJANGO.from_string(source).render(Context(row, autoescape=False)),
    "liquid": lambda source, row: LIQUID.from_string(source).render(**row),
    "mustache": lambda source, row: chevron.render(source, row),
}
ASKED = {
    "jinja": ["{n}", "not {n}", "{n} == 'Ann'", "'a' != {n}", "{n} and {m}", "{n} or not {m}", "'n' in {n}", "({n} or {m}) and {n} != '0'",
              "{n} is defined", "{n} is not none", "{n} == none or {m}", "not {n} == 'Ann' and {m}", "'x' not in {n}"],
    "django": ["{n}", "not {n}", "{n} == 'Ann'", "'a' != {n}", "{n} and {m}", "{n} or not {m}", "'n' in {n}", "{n} is None or {m}",
               "not {n} == 'Ann' and {m}", "{n} or {m} and {n}"],
    "liquid": ["{n}", "{n} == 'Ann'", "{n} != ''", "'a' != {n}", "{n} == blank and {m} != '0'", "{n} == 'x' or {m} == '0' and {n} != ''",
               "{n} contains 'n'", "{n} != nil", "{n} == empty", "{n} == 'Ann' and {m} == '' or {n} == '0'"],
}  # fmt: skip
FILL = st.sampled_from(["", "Hi ", ".", "x" * 70, "[€", "ж", "x" * 150, " \n", "a\r\nb", "-"])
VALUE = st.sampled_from(["", "Ann", "0", "  ", "Zoë", "Łódź", "x" * 30, "a b c d e f", "n", "\U0001f600", "[]{}", "x"])


@st.composite
def outputs(draw: st.DrawFn, dialect: str) -> str:
    name = draw(st.sampled_from(NAMES))
    if dialect == "mustache":
        return draw(st.sampled_from([f"{{{{{{{name}}}}}}}", f"{{{{&{name}}}}}", f"{{{{{name}}}}}"]))
    calls = [call for call in CALLS[dialect] if dialect != "liquid" or not any(each in call for each in DEPARTS)]
    forms = ["{{ N" + call + " }}" for call in [*calls, "", "", ""]]
    if dialect == "jinja":
        forms += [
            "{{ N if M else 'none' }}",
            "{{ N or M }}",
            "{{ 'a' ~ N ~ '\u20ac' }}",
            "{{ N ~ M|upper }}",
            "{{ 'y' if not N }}",
        ]
    return draw(st.sampled_from(forms)).replace("N", name).replace("M", draw(st.sampled_from(NAMES)))


@st.composite
def choices(draw: st.DrawFn, dialect: str, inner: st.SearchStrategy[str]) -> str:
    if dialect == "mustache":
        name, sign = draw(st.sampled_from(NAMES)), draw(st.sampled_from("#^"))
        return f"{{{{{sign}{name}}}}}{draw(inner)}{{{{/{name}}}}}"

    def ask():
        return draw(st.sampled_from(ASKED[dialect])).format(
            n=draw(st.sampled_from(NAMES)), m=draw(st.sampled_from(NAMES))
        )

    chain = "elsif" if dialect == "liquid" else "elif"
    word = draw(st.sampled_from(["if", "unless"])) if dialect == "liquid" else "if"
    parts = [f"{{% {word} {ask()} %}}", draw(inner)]
    for _ in range(draw(st.integers(0, 2))):
        parts += [f"{{% {chain} {ask()} %}}", draw(inner)]
    if draw(st.booleans()):
        parts += ["{% else %}", draw(inner)]
    return "".join([*parts, f"{{% end{word} %}}"])


def templates(dialect: str) -> st.SearchStrategy[str]:
    fill = FILL.map(lambda text: text.replace("\r", "").replace("\n", "")) if dialect == "mustache" else FILL
    leaf = fill | outputs(dialect)
    body = st.lists(leaf, max_size=2).map("".join)
    deep = st.lists(leaf | choices(dialect, body), max_size=2).map("".join)
    # A full stop at the end: what engines do with a last line break is held elsewhere.
    return st.lists(leaf | choices(dialect, deep), max_size=4).map(lambda parts: "".join(parts) + ".")


@pytest.mark.parametrize("dialect", sorted(ENGINES))
@settings(max_examples=150)
@given(data=st.data())
def test_what_is_filled_is_what_the_engine_renders(dialect: str, data: st.DataObject) -> None:
    source = data.draw(templates(dialect))
    rows = data.draw(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=4))
    tree = parse(source, dialect)
    made = compile_template(tree, NAMES, dialect=dialect)
    assert len(made.variants) == 1, "the rows decide everything in these templates"
    assert not made.notes
    found = bounds(tree, {name: {"enum": sorted({row[at] for row in rows})} for at, name in enumerate(NAMES)})
    for row, text in zip(rows, made.texts(Columns(rows), len(rows)), strict=False):
        assert text == ENGINES[dialect](source, dict(zip(NAMES, row, strict=True)))
        assert found.least <= segment(text).count
        assert found.most is None or segment(text).count <= found.most
