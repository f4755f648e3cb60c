"""Regular expressions that every Python from 3.11 on reads alike."""

from __future__ import annotations

import importlib
import pkgutil
import re
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import smslint
from smslint.sources.comments import C_COMMENT
from smslint.sources.php_brackets import TOKEN
from smslint.text.patterns import _Later

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = sorted(
    {each.name for each in pkgutil.walk_packages(smslint.__path__, "smslint.")}
    - {"smslint.__main__", "smslint.sending.django"}
)
"""Without what runs a command, and what needs a configured Django; neither has patterns."""
LOOKS = {"ASSERT", "ASSERT_NOT"}


def looks_inside_possessive(node: Any, *, inside: bool = False) -> bool:
    """Whether a parsed pattern looks ahead or behind in a group that is repeated without giving back."""
    if isinstance(node, tuple) and node and str(node[0]) in LOOKS and inside:
        return True
    inside = inside or (isinstance(node, tuple) and bool(node) and str(node[0]) == "POSSESSIVE_REPEAT")
    parts = node if isinstance(node, list | tuple | _parser.SubPattern) else ()
    return any(looks_inside_possessive(part, inside=inside) for part in parts)


def sources(value: Any, seen: set[int]) -> Iterator[tuple[str, int]]:
    """The patterns in a value, also those in tables and records that it holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, _Later):
        yield value._source, value._flags
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value.pattern, value.flags
    else:
        own = type(value).__module__.startswith("smslint.")
        inside = (
            [getattr(value, name, None) for name in (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ()))]
            if own
            else []
        )
        items = (
            value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list | frozenset) else ()
        )
        for each in (*inside, *items):
            yield from sources(each, seen)


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_looked_at_inside_a_possessive_repeat(name: str) -> None:
    """Python 3.11.0 to 3.11.4 does not keep such an assertion (github.com/python/cpython/issues/106052)."""
    try:
        module = importlib.import_module(name)
    except ImportError as missing:
        pytest.skip(f"{missing.name} is not installed")
    for source, flags in sources(dict(vars(module)), set()):
        assert not looks_inside_possessive(_parser.parse(source, flags & ~re.UNICODE)), source


def test_such_a_pattern_is_found() -> None:
    for bad in (r"(?:a|b(?!c))*+", r"x(?:(?:a(?<=b))+)?+"):
        assert looks_inside_possessive(_parser.parse(bad))
    for good in (r"(?>(?:a|b(?!c))*)", r"(?!x)(?:a)*+(?=b)", r"(?:ab)*+"):
        assert not looks_inside_possessive(_parser.parse(good))


@given(st.text("/* a\n", max_size=12))
def test_a_comment_of_c_ends_at_its_first_end(text: str) -> None:
    end = text.find("*/", 2)
    match = re.match(C_COMMENT, text)
    assert (match and match.end()) == (end + 2 if text.startswith("/*") and end >= 0 else None)


@given(st.text("?>a\n", max_size=12))
def test_a_line_of_php_ends_before_a_closing_tag(text: str) -> None:
    (line, *_) = text.split("\n")
    closing = line.find("?>")
    match = TOKEN.match(f"//{text}")
    assert match is not None
    assert match["gap"] == f"//{line if closing < 0 else line[:closing]}"
