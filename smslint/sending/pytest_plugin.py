"""``assert_sms`` for tests: as a fixture of that name, or imported from here. Every pytest run imports this module, so it imports little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def assert_sms(body: str, max_segments: int = 1, encoding: str | None = None) -> None:
    """Assert that a text fits into ``max_segments`` and, if ``encoding`` is given (``GSM-7`` or ``UCS-2``), is sent in it.

    >>> assert_sms("Your code is 123456")
    """
    __tracebackhide__ = True
    from smslint.text.segmentation import segment
    from smslint.wording import plural

    found = segment(body)
    wrong = []
    if found.count > max_segments:
        wrong.append(f"{plural(found.count, 'segment')}, at most {max_segments} allowed")
    if encoding is not None and _name(encoding) != _name(found.encoding):
        wrong.append(f"{found.encoding}, not {encoding}")
    if wrong:
        offenders = "".join(
            f"\n  {char!r} (U+{ord(char):04X}) at index {index}" for index, char in found.offenders[:10]
        )
        because = (
            f"\noutside GSM-7, so a segment has room for 67 characters instead of 153:{offenders}" if offenders else ""
        )
        more = f"\n  and {len(found.offenders) - 10} more" if len(found.offenders) > 10 else ""
        raise AssertionError(
            f"{'; '.join(wrong)}: {found.encoding}, {plural(found.units, 'unit')}, {plural(found.count, 'segment')}{because}{more}"
        )


@pytest.fixture(name="assert_sms")
def _assert_sms() -> Callable[..., None]:
    """The function :func:`assert_sms`."""
    return assert_sms


def _name(encoding: str) -> str:
    name = encoding.replace("-", "").replace("_", "").lower()
    if name not in ("gsm7", "ucs2"):
        raise ValueError(f"assert_sms knows the encodings GSM-7 and UCS-2, not {encoding!r}")
    return name
