"""Random Fluent messages, rendered by ``fluent.runtime`` from a file that has other messages and terms.

The marks that isolate the direction of a value are switched off, as in texts that are sent. A number and a date are printed for a
locale: their text is compared with the bounds, not with a row.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from smslint.errors import SourceError
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.renderings import renderings
from tests.dialects.oracle import check_tree
from tests.engines.engine import FIRST_SEED, EngineError, absent
from tests.engines.filling import count as count_one
from tests.engines.filling import hold_filled, texts
from tests.engines.random_templates import MOST_DRAWN, SIZES, Draw

if TYPE_CHECKING:
    from collections.abc import Callable

OTHERS = "foot = - foot\n    .mark = !\nwith-name = Hi { $name }\n-acme = Acme €\n    .kind = x\n-case = { $case ->\n   *[one] Acme\n    [two] Acmes\n }\n"
PLACED = ("$name", "$code", "$brand", "$plan", '"{"', '"}}"', '"\\u00E9"', '"\\\\"', '"\\""', '""', '" "', "-acme", "foot", "foot.mark", "with-name", "-case", '-case(case: "two")', '-case(case: "zz")', '-case(other: "two")', "$zz", "3", "-1.50",
          "NUMBER($n)", "$n", "NUMBER($n, minimumFractionDigits: 2)", "{ $name }", '{ "x" }', "$name ", "\n    $code")  # fmt: skip
FOR_A_ROW = (
    "$name",
    "$code",
    "$brand",
    "$plan",
    '"{"',
    '"}}"',
    '"\\u00E9"',
    '""',
    '" "',
    "{ $plan }",
    '{ "x" }',
    "\n    $code",
)
TEXTS = ("Hi", "a ", " .", "é", "€", "%", "'", '"', "\\", "[x]", "ж", "\u00a0", "~", "= x", "-", "*")
ASKED = ("$name", "$plan", "$a", "$b", "$code")
KEYS = ("Basic", "x", "true", "false", "Pro", "AB", "one", "other", "1234", "0")


SHOWN = ("name", "code", "brand", "plan", "a", "b")


class Fluent(Draw):
    dialect = "fluent"

    def placed(self) -> str:
        space = self.pick(["", " ", "  ", "\n        "])
        return "{" + space + self.pick(FOR_A_ROW if self.decided else PLACED) + self.pick(["", " "]) + "}"

    def leaf(self) -> str:
        return "".join(self.pick(TEXTS) for _ in range(self.random.randint(1, 3)))

    def line(self) -> str:
        return (
            self.pick(["x", "é", "."])
            + self.pick(["\n    ", "\n\n    ", "\n      "])
            + self.pick(["Hi", "y", "{ $code }"])
        )

    def choice(self) -> str:
        asked = (
            self.pick(ASKED)
            if self.decided or self.chance(0.7)
            else self.pick(["$n", "NUMBER($n)", '-case(case: "two")', "-acme.kind"])
        )
        keys = self.random.sample(KEYS[:6] if self.decided else KEYS, self.random.randint(0, 3))
        arms = "".join(f"\n        [{self.pick(['', ' '])}{key}{self.pick(['', ' '])}] {self.arm()}" for key in keys)
        return f"{{ {asked} ->{arms}\n       *[{self.pick(['other', 'else'])}] {self.arm()}\n    }}"

    def arm(self) -> str:
        return self.pick(["a", "é", "x.", "Ω", "{ $name }", '{ "" }']) + self.body()

    def body(self) -> str:
        return self.several([self.leaf, self.leaf, self.placed, self.placed, self.line, self.choice])


def renderer() -> Callable[[str, dict[str, Any]], str]:
    try:
        from fluent.runtime import FluentBundle, FluentResource
    except ImportError:
        absent("fluent", "fluent.runtime")

    def render(source: str, data: dict[str, Any]) -> str:
        bundle = FluentBundle(["en-US"], use_isolating=False)
        bundle.add_resource(FluentResource(file_of(source)))
        message = bundle.get_message("message") if bundle.has_message("message") else None
        if message is None or message.value is None:
            raise EngineError("no message")
        text, errors = bundle.format_pattern(message.value, data)
        if errors or text is None:
            raise EngineError(str(errors))
        return str(text)

    return render


def file_of(source: str) -> str:
    return f"{OTHERS}message = {source}\n"


@pytest.mark.parametrize("count", SIZES)
def test_what_fluent_renders_is_a_rendering_of_our_tree(count: int) -> None:
    render, rendered = renderer(), 0
    for seed in range(FIRST_SEED, FIRST_SEED + MOST_DRAWN * count):
        draw = Draw(seed)
        fluent = draw.as_a(Fluent)
        source, data = fluent.body() + fluent.body() + fluent.body(), draw.data()
        values = {**data, "n": [0, 1, 3, 1234][seed % 4], "a": "x", "b": ""}
        count_one("fluent", "drawn")
        try:
            text = render(source, values)
        except EngineError:
            with contextlib.suppress(SourceError):
                list(read("fluent", file_of(source), Options()))
            continue
        message = next(each for each in read("fluent", file_of(source), Options()) if each.key == "message")
        assert message.text is not None
        check_tree(message.text, f"{source!r} {values}", {name: values[name] for name in SHOWN}, text)
        hold_filled("fluent", source, texts("fluent", data, seed), render, (EngineError,), message.text)
        count_one("fluent", "rendered")
        rendered += 1
        if rendered == count:
            return
    raise AssertionError(rendered)


@pytest.mark.parametrize(
    "placed", ["-acme", "-case", "-case()", '-case(case: "two")', '-case(case:"one")', '-case(case: "zz")', '-case(other: "two")', "foot", "foot.mark"],
)  # fmt: skip
def test_a_term_of_the_same_file_is_the_text_that_fluent_prints(placed: str) -> None:
    source = f"{{ {placed} }}: 20% off"
    message = next(each for each in read("fluent", file_of(source), Options()) if each.key == "message")
    assert message.text is not None
    assert [each.text for each in renderings(message.text)] == [renderer()(source, {})]
