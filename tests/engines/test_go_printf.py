"""Go's ``printf``, with every combination of flags, widths and precisions: filled as the engine prints it, or refused."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from smslint.broadcast.fill import compile_template
from smslint.dialects import parse
from tests.engines.engine import EngineError, engine
from tests.engines.filling import hold_filled

FLAGS: Final = ("", "-", "+", "#", " ", "0", "-0", "0-", "+-")
WIDTHS: Final = ("", "5", "12")
PRECISIONS: Final = ("", ".", ".0", ".2", ".05")
ROW: Final = {"code": "7", "plan": "Zoë Bücher"}


@pytest.mark.parametrize("verb", "svqdxt")
def test_a_formatted_value_is_that_of_the_engine_or_refused(verb: str) -> None:
    for flag, width, precision, name in product(FLAGS, WIDTHS, PRECISIONS, ROW):
        source = f'{{{{printf "%{flag}{width}{precision}{verb}" .{name}}}}}'
        hold_filled("go", source, ROW, engine("go").render, (EngineError,))


@pytest.mark.parametrize("written", ["%05s", "%05v", "%-05s", "%0s", "%012.2s", "%0-5s"])
def test_zeros_before_a_text_are_refused(written: str) -> None:
    """Releases of Go differ: some fill with zeros, others with spaces."""
    source = f'{{{{ printf "{written}" .plan }}}}'
    assert compile_template(parse(source, "go"), list(ROW), dialect="go", source=source).notes
