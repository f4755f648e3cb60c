from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.page.browser import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Of one module: while it runs, no other test of the process can use asyncio."""
    with chromium() as found:
        yield found
