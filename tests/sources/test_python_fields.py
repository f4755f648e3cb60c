"""Fields of f-strings with a conversion and a format: what Python prints is within our bounds."""

from __future__ import annotations

import pytest

from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment

VALUES = {"name": {"max": 5, "charset": "gsm7_basic"}, "code": {"min": 3, "max": 3, "charset": "digits"}}
FIELDS = ["{name}", "{name:>9}", "{name:<40}", "{name:.2}", "{name:9.2}", "{name!r}", "{name!s:>8}", "{name!r:>8}", "{name=}", "{name = !s:>9}", "{name:{width}}", "{name:^{width}.2}", "{code:d}",
          "{code:07d}", "{code:+d}", "{code!r:>7}"]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("before", [0, 145, 150, 155, 160])
def test_what_python_prints_is_within_our_bounds(field: str, before: int) -> None:
    source = f'sms = f"{"." * before}{field}"\n'
    (message,) = read("python", source, Options())
    assert message.text is not None
    found = bounds(message.text, VALUES)
    for name in ("", "Ann", "Annie"):
        namespace: dict[str, object] = {"name": name, "code": 123, "width": 12}
        exec(source, namespace)
        count = segment(str(namespace["sms"])).count
        assert found.least <= count, found
        assert found.most is None or count <= found.most, found


def test_a_date_is_as_long_as_declared() -> None:
    (message,) = read("python", 'sms = f"{day:%d.%m.%Y} {price:,.2f}"\n', Options())
    assert message.text is not None
    assert bounds(message.text, {"day": {"max": 10}, "price": {"max": 9}}).most is not None


@pytest.mark.parametrize("source", ['sms = "Hi there " * 30\n', 'sms = 3 * "Hi there "\n'])
def test_a_repeated_text_is_not_counted_once(source: str) -> None:
    assert [
        message.text is not None and bounds(message.text).most for message in read("python", source, Options())
    ] == [None]
