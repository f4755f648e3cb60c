from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines import engine
from tests.engines.filling import COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _programs() -> Iterator[None]:
    yield
    engine.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many templates of each language were compared with its engine."""
    for dialect, found in sorted(COUNTS.items()):
        terminalreporter.write_line(f"{dialect}: " + ", ".join(f"{found[what]} {what}" for what in sorted(found)))
