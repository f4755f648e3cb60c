"""Calls of Twig's filters and functions with named values: Twig decides which it compiles, and what they print."""

from __future__ import annotations

import pytest

from smslint.dialects import parse
from smslint.dialects.lexing.twig_parameters import FILTERS, FUNCTIONS
from smslint.errors import TemplateError
from tests.dialects.oracle import check
from tests.engines.engine import EngineError, engine
from tests.engines.filling import hold_filled
from tests.engines.refusing import uncompiled

LATER = {
    "merge": {"arrays"},
    "constant": {"check_defined"},
    "attribute": set(FUNCTIONS["attribute"]),
    "block": set(FUNCTIONS["block"]),
}
"""Names that later releases of Twig take, and Debian's does not: they are not refused."""
OTHERS = ("nope", "value", "length", "withContext", "thousandSep", "decimalPoint")
# Behind a name without filters, Twig compiles no ``default`` with a named value.
CALLS = [f"a|upper|{name}" if name == "default" else f"a|{name}" for name in FILTERS] + list(FUNCTIONS)


@pytest.mark.parametrize("call", CALLS)
def test_what_twig_compiles(call: str) -> None:
    of = call.rpartition("|")[2]
    takes = (FILTERS if "|" in call else FUNCTIONS)[of]
    for name in (*takes, *OTHERS):
        for given in (
            f"{name}=1",
            f"'x', {name}=1",
            f"'x', 'y', {name}=1",
            f"{name}=1, nope=2",
            f"{name}=1, {name}=2",
        ):
            source = f"{{{{ {call}({given}) }}}}"
            try:
                parse(source, "twig")
                refused = ""
            except TemplateError as error:
                refused = str(error)
            engine_refuses = uncompiled("twig", source)
            told = (source, refused, engine_refuses)
            assert bool(refused) == bool(engine_refuses) or (name in LATER.get(of, ()) and not refused), told


@pytest.mark.parametrize(
    "code",
    [
        "name|trim|default(default='nobody at all')",
        "name|trim|default(default='€')|upper",
        "name|slice(start=1, length=2)",
        "name|slice(1, length=2)",
        "name|slice(length=2, start=1)",
        "name|slice(start=-2)",
        "name|slice(start=0, preserveKeys=true)",
        "name|trim(characterMask='xé')",
        "name|trim(character_mask='x', side='left')",
        "name|trim(side='right')",
        "code|number_format(decimal=2)",
        "code|number_format(2, decimalPoint='€')",
        "code|number_format(decimal_point=',', thousandSep='.')",
        "code|number_format(decimal=1, thousand_sep=' ')",
        "code|round(precision=1)",
        "code|round(method='floor')",
        "name|escape(strategy='html')",
        "name|e(strategy='url')",
        "items|join(glue=', ', and=' & ')",
        "items|join(and=' & ')",
        "name|split(delimiter='é')|join(glue='-')",
        "name|split(delimiter='', limit=2)|first",
        "name|reverse(preserveKeys=true)",
        "name|replace(from={'é': 'ee'})",
        "'12.6.2026'|date(format='d. F')",
        "'12.6.2026'|date(timezone='UTC', format='Y')",
    ],
)
@pytest.mark.parametrize("name", ["", "Zoé x", " xéx ", "<&>", "€€€€"])
def test_what_twig_prints(code: str, name: str) -> None:
    data = {"name": name, "code": "1234", "items": ["a", "€", "c"]}
    source, render = f"-{{{{ {code} }}}}-", engine("twig").render
    check(source, "twig", data, render(source, data))
    hold_filled("twig", source, {"name": name, "code": "1234"}, render, (EngineError,))
