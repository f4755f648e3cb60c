"""Random templates of Jinja, Django and Twig, many of them broken: smslint refuses what the engine refuses, and nothing else.

Where the engine refuses and smslint does not, it must not have counted the text either: it may be a tag or a filter that a host adds.
"""

from __future__ import annotations

import pytest

from tests.engines.breaking import answer
from tests.engines.random_code import KINDS, compare
from tests.engines.refusing import REFUSES

SIZES = [300, pytest.param(20_000, marks=pytest.mark.long)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("dialect", KINDS)
def test_smslint_refuses_what_the_engine_refuses(dialect: str, count: int) -> None:
    found, false, exact = compare(dialect, KINDS[dialect], REFUSES[dialect](), count)
    assert false == []
    assert exact == []
    assert found["both take"] > count / 4
    assert found["both refuse"] > count / 4


UNSEEN = {
    "jinja": ("Hi {% set x %}a{% odd %}{% endset %}", "Hi {% macro m() %}{% odd 1 %}{% endmacro %}", "Hi {% set x %}{% set y %}{% odd %}{% endset %}{% endset %}",
              "Hi {% raw +%}x{% endraw %}", "Hi {% raw+%}x{% endraw %}"),
    "twig": ("Hi {% set x %}a{% odd %}{% endset %}", "Hi {% macro m() %}{% odd 1 %}{% endmacro %}"),
}  # fmt: skip


NAMES = ("'x'l'", "a'b", '"a"b"', "'x'", "a b", "'a b'", "'a", "_('a')", "a,b")
STORED = ("get_current_language", "get_available_languages", "get_current_language_bidi", "get_current_timezone")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tag", STORED)
def test_a_tag_of_django_that_is_split_at_every_white_space(tag: str, name: str) -> None:
    source = f"{{% load i18n tz %}}{{% {tag} as {name} %}}Hi"
    refuses = bool(REFUSES["django"]()(source))
    assert answer(source, "django") in ({"refused", "unknown"} if refuses else {"known", "unknown"})


@pytest.mark.parametrize(("dialect", "source"), [(each, source) for each, all_ in UNSEEN.items() for source in all_])
def test_a_tag_that_nobody_knows_is_unknown_where_nothing_is_printed(dialect: str, source: str) -> None:
    assert REFUSES[dialect]()(source)
    assert answer(source, dialect) in {"refused", "unknown"}
