"""Random families of Handlebars templates whose tags hand text to partials, rendered by Handlebars (node)."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import leaves
from tests.dialects.oracle import check_tree
from tests.engines.engine import FIRST_SEED, EngineError, engine
from tests.engines.filling import count as count_one
from tests.engines.random_templates import MOST_DRAWN, SIZES, Draw
from tests.engines.test_random_handlebars import Handlebars, seen
from tests.engines.test_random_parts import Files, composed

OPENED = ("#> layout", "#>layout", "#> layout name=code", "#> frame", "#> p", "#> layout this", "#> @partial-block")
USES = ("> @partial-block", "> @partial-block", "> p", "> q", ">p", "> foot", "> @partial-block name=code")


class Family(Handlebars):
    def use(self) -> str:
        return self.tag(self.pick(USES))

    def line_of(self, made: str) -> str:
        return "\n" + self.pick(["", "  ", "\t"]) + made + self.pick(["", " "]) + "\n" if self.chance(0.3) else made

    def definition(self) -> str:
        made = self.tag(f'#*inline "{self.pick(["p", "q"])}"') + self.small() + self.tag("/inline")
        return self.line_of(made)

    def small(self) -> str:
        return self.several([self.leaf, self.leaf, self.output, self.block, self.comment], 2)

    def handed(self) -> str:
        opened = self.pick(OPENED)
        inner = self.small()
        if self.chance(0.4):
            inner += self.definition() + self.small()
        if self.chance(0.3):
            inner += self.line_of(self.use())
        name = opened[2:].split()[0]
        return self.line_of(self.tag(opened) + inner + self.tag("/" + name))

    def file(self) -> str:
        parts = [
            self.leaf,
            self.output,
            self.use,
            self.use,
            self.handed,
            self.definition,
            lambda: self.line_of(self.use()),
        ]
        return self.small() + self.several(parts, 4)


def drawn(draw: Draw) -> tuple[str, Files]:
    """A template and the partials that it needs."""
    family = draw.as_a(Family)
    files = {
        "layout": family.small() + family.line_of(family.tag("> @partial-block")) + family.file(),
        "frame": family.file() + family.tag("#> layout") + family.small() + family.tag("/layout"),
        "foot": draw.pick(["- foot", "{{name}}", "foot {{> @partial-block}}", "a\n"]),
    }
    if draw.chance(0.3):
        files["p"] = family.small()
    body = family.handed() if draw.chance(0.7) else ""
    return family.small() + (family.definition() if draw.chance(0.5) else "") + body + family.file(), files


@pytest.mark.parametrize("count", SIZES)
def test_what_handlebars_makes_of_blocks_for_partials_is_a_rendering_of_our_tree(count: int) -> None:
    handlebars = engine("handlebars")
    rendered = read = 0
    for seed in range(FIRST_SEED, FIRST_SEED + 2 * MOST_DRAWN * count):
        draw = Draw(seed)
        (source, files), data = drawn(draw), draw.data()
        count_one("handlebars, blocks for partials", "drawn")
        try:
            text = handlebars.render(source, data, partials=files)
        except EngineError:
            continue
        try:
            found = composed(source, "handlebars", files)
            tree = parse(source, "handlebars") if found is None else found.text
        except TemplateError as error:
            assert str(error)
            continue
        if found is not None:
            assert "".join(found.source[leaf.span.start : leaf.span.end] for leaf in leaves(found.text)) == found.source
        check_tree(tree, f"{source!r} {files}", seen(data), text)
        rendered += 1
        count_one("handlebars, blocks for partials", "rendered")
        if found is not None and not found.unread:
            read += 1
            count_one("handlebars, blocks for partials", "read")
        if rendered == count:
            break
    assert rendered == count, rendered
    assert read > count // 4, read
