"""A token is valid once, for exactly what was prepared."""

from __future__ import annotations

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.mcp.tokens import VALID, Prepared, Tokens

TEXTS = st.text(st.characters(exclude_categories=[]), max_size=20)
PREPARED = st.builds(
    Prepared, TEXTS, st.lists(TEXTS, max_size=4).map(tuple), st.none() | TEXTS.filter(lambda text: max(text, default="") < "\ud800"),
    st.binary(max_size=8),
)  # fmt: skip


def takes(tokens: Tokens, token: str, prepared: Prepared) -> bool:
    try:
        tokens.take(token, prepared)
    except ConfigError:
        return False
    return True


@given(PREPARED, PREPARED)
@example(Prepared("a", ("b", "c"), None, b""), Prepared("a", ("bc",), None, b""))
@example(Prepared("ab", ("c",), None, b""), Prepared("a", ("bc",), None, b""))
@example(Prepared("a", (), "b", b""), Prepared("a", (), None, b"kind:b"))
@example(Prepared("a", ("b",), "", b""), Prepared("a", ("b",), None, b""))
@example(Prepared("a", ("b", "c"), None, b""), Prepared("a", ("c", "b"), None, b""))
def test_for_exactly_what_was_prepared(one: Prepared, other: Prepared) -> None:
    tokens = Tokens()
    token = tokens.give(one)
    assert takes(tokens, token, other) == (one == other)
    assert takes(tokens, token, one) == (one != other), "once, whatever was tried before"
    assert not takes(Tokens(), token, one)


@given(PREPARED, st.integers(0, 55), st.integers(1, 255))
def test_each_changed_byte_is_noticed(prepared: Prepared, place: int, change: int) -> None:
    tokens = Tokens()
    token = tokens.give(prepared)
    data = bytearray(base64.urlsafe_b64decode(token))
    assert len(data) == 56
    data[place] ^= change
    assert not takes(tokens, base64.urlsafe_b64encode(bytes(data)).decode(), prepared)
    assert takes(tokens, token, prepared)


@given(PREPARED, st.text(max_size=300))
def test_no_other_text_is_a_token(prepared: Prepared, token: str) -> None:
    assert not takes(Tokens(), token, prepared)


def test_it_expires() -> None:
    now = [5.0]
    tokens, what = Tokens(lambda: now[0]), Prepared("a", ("b",), None, b"")
    token = tokens.give(what)
    now[0] += VALID - 1
    assert takes(tokens, token, what)
    late = tokens.give(what)
    now[0] += VALID
    with pytest.raises(ConfigError, match="expired"):
        tokens.take(late, what)
    tokens.take(tokens.give(what), what)
    with pytest.raises(ConfigError, match="expired"):
        tokens.take(token, what)
