"""Rare syntax that engines read: smslint refuses none of it, and what it does not follow has no known length."""

from __future__ import annotations

import pytest

from smslint import bounds
from smslint.dialects import parse
from tests.engines.engine import engine

READ = [
    ("erb", "<%= <<~T\n a\nT\n%>", "a\n"),
    ("erb", "<%= <<-T.strip\n a\nT\n%>", "a"),
    ("erb", "<%= 1r %>", "1/1"),
    ("erb", "<%= 2i %>", "0+2i"),
    ("erb", "<% begin; raise 'x'; rescue => e %>r<% else %>l<% ensure %>e<% end %>", "re"),
    ("erb", "<% begin %>a<% rescue => e %>r<% else %>l<% ensure %>e<% end %>", "ale"),
    ("blade", "{{ <<<T\nhi $name\nT\n}}", "hi Al"),
    ("velocity", "#set($x = !$name)$x", "false"),
    ("velocity", "#set($x = !!$name)$x", "true"),
    ("velocity", "#set($x = !${name})$x", "false"),
]


@pytest.mark.parametrize(("dialect", "source", "rendered"), READ)
def test_it_is_not_refused(dialect: str, source: str, rendered: str) -> None:
    assert engine(dialect).render(source, {"name": "Al"}) == rendered
    assert bounds(parse(source, dialect), {"name": {"max": 2}}).most is None
