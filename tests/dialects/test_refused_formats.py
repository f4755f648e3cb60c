"""Texts for which the engine of the host throws: said as a fault, and never counted exactly.

By the documentation of ``String.Format`` ("Composite formatting", FormatException) and of ``java.text.MessageFormat``
(IllegalArgumentException: "can't parse argument number", "Unmatched braces in the pattern").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.project.config import Config
from tests.dialects.shapes import shape
from tests.project.support import outcome

if TYPE_CHECKING:
    from pathlib import Path

BOTH = [
    "Hi {0",
    "Hi {0:",
    "Hi {",
    "Hi {}}",
    "Hi {x",
    "Hi {0,}",
    "Hi {-1}",
    "Hi {0 1}",
    "Hi {0} {1",
    "Hi {0} {",
    "Hi {0} and {",
    "a {{0}",
]
DOTNET = [*BOTH, "Hi {0}}", "Hi {0} }", "Hi '{0", "{0:N2", "Hi {}", "{0,x}"]
JAVA = [*BOTH, "{0:N2}", "'{' {0", "Hi {}", "it''s {0"]
FINE = {
    "csharp": [("Hi {0}, {{x}}", "Hi <0>, {x}"), ("Hi }", "Hi }"), ("Hi :-}", "Hi :-}"), ("{ 0 } {1,5} {name}", "<0> <1|pad 5> <name>"), ("5 > 3", "5 > 3")],
    "message_format": [("Hi {0}}", "Hi <0>}"), ("Hi '{0", "Hi '{0"), ("Hi '{0}", "Hi {0}"), ("It''s {0}", "It's <0>"), ("Hi }", "Hi }"), ("Hi {name}", "Hi {name}")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "text"), [*(("csharp", each) for each in DOTNET), *(("message_format", each) for each in JAVA)]
)
def test_the_engine_refuses_it(dialect: str, text: str) -> None:
    with pytest.raises(TemplateError):
        parse(text, dialect)


@pytest.mark.parametrize(
    ("dialect", "text", "expected"), [(dialect, *case) for dialect, cases in FINE.items() for case in cases]
)
def test_what_it_takes_is_read(dialect: str, text: str, expected: str) -> None:
    assert shape(parse(text, dialect)) == expected


HOSTS = {"m.properties": "sms = Acme: {}\n", "m.resx": "<root><data name='sms'><value>Acme: {}</value></data></root>"}


@pytest.mark.parametrize("text", ["Hi {0", "Hi {0:", "Hi {", "Hi {}}", "Hi {0,}", "Hi {0,number,"])
@pytest.mark.parametrize("host", HOSTS)
def test_in_its_host_it_is_an_error_and_not_exact(host: str, text: str, tmp_path: Path) -> None:
    found = outcome(host, HOSTS[host].replace("{}", text, 1), Config(root=tmp_path))
    (message,) = found.messages
    assert message.most is None
    assert "TPL001" in {each.code for each in found.findings}
