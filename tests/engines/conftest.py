from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines import engine

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _programs() -> Iterator[None]:
    yield
    engine.stop()
