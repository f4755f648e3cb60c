"""``{% raw %}{{ x{% endraw %}}``: Liquid 5.4 reads an output up to the last brace, python-liquid ends the block; so it is refused."""

from __future__ import annotations

import liquid
import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.engines.engine import EngineError, engine

SOURCES = [
    "a{% raw %}{{ x{% endraw %}}b",
    "a{% raw %}{{{% endraw -%}} b",
    "a{% comment %}{% raw %}{{ x{% endraw %}}{% endcomment %}b",
]
ALIKE = [
    ("a{% raw %}{{ x{% endraw %}b", "a{{ xb"), ("a{% raw %}{{ x }}{% endraw %}}b", "a{{ x }}}b"), ("a{% raw %}{{ x } {% endraw %}}b", "a{{ x } }b"),
    ("a{% raw %}{% x {{ {% endraw %}}b", "a{% x {{ }b"),
]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_it_is_refused(source: str) -> None:
    with pytest.raises(TemplateError, match="versions of Liquid"):
        parse(source, "liquid")


@pytest.mark.parametrize(("source", "text"), ALIKE)
def test_what_engines_read_alike_is_exact(source: str, text: str) -> None:
    from smslint.text.bounds import bounds

    assert bounds(parse(source, "liquid")).most_witness == text
    assert liquid.Template(source).render() == engine("liquid").render(source, {}) == text


def test_the_engines_differ() -> None:
    assert liquid.Template(SOURCES[0]).render() == "a{{ x}b"
    with pytest.raises(EngineError):
        engine("liquid").render(SOURCES[0], {})
