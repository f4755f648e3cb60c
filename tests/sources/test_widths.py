"""Values that a program prints with a width or a precision: the declared length of the value is not that of the text."""

from __future__ import annotations

import pytest

from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds

VALUES = {"name": {"max": 5, "charset": "gsm7_basic"}, "day": {"max": 9}}
WIDE = [
    ("ruby", 'SMS = "Acme %200s" % name\n'), ("ruby", 'SMS = format("Acme %-200s", name)\n'), ("ruby", 'SMS = "Acme %200s" % ["x"]\n'),
    ("java", 'class A { String sms = String.format("Acme %200s", name); }\n'), ("java", 'class A { String sms = String.format("Acme %1$-200s", name); }\n'),
    ("kotlin", 'val sms = "Acme %200s".format(name)\n'), ("go", 'package a\n\nvar Sms = fmt.Sprintf("Acme %[1]200s", name)\n'), ("go", 'package a\n\nvar Sms = fmt.Sprintf("Acme %*s", n, name)\n'),
    ("csharp", 'class A { string Sms = string.Format("Acme {0,200}", name); }\n'), ("csharp", 'class A { string Sms = $"Acme {name,200}"; }\n'),
    ("python", 'sms = f"Acme {name:>200}"\n'), ("python", 'sms = "Acme %(name)200s" % data + "!"\n'),
]  # fmt: skip
NARROW = [
    ("ruby", 'SMS = "Acme %s" % name\n'), ("ruby", 'SMS = "Acme %.2s" % name\n'), ("java", 'class A { String sms = String.format("Acme %1$s", name); }\n'),
    ("csharp", 'class A { string Sms = string.Format("Acme {0:d}", day); }\n'), ("csharp", 'class A { string Sms = $"Acme {name}"; }\n'), ("go", 'package a\n\nvar Sms = fmt.Sprintf("Acme %.2f", day)\n'),
]  # fmt: skip


def most(language: str, source: str) -> int | None:
    (message,) = read(language, source, Options())
    assert message.text is not None
    return bounds(message.text, VALUES).most


@pytest.mark.parametrize(("language", "source"), WIDE, ids=[f"{row[0]} {row[1][:50]}" for row in WIDE])
def test_a_width_counts(language: str, source: str) -> None:
    found = most(language, source)
    assert found is None or found > 1


@pytest.mark.parametrize(("language", "source"), NARROW, ids=[f"{row[0]} {row[1][:50]}" for row in NARROW])
def test_a_value_without_one_is_as_long_as_declared(language: str, source: str) -> None:
    assert most(language, source) == 1
