from __future__ import annotations

from pathlib import Path

import pytest

from smslint.numbers import store
from smslint.numbers.plan import Plan


@pytest.fixture(scope="session")
def shipped() -> Plan:
    """The plan as it ships, whatever is installed."""
    return Plan.read(Path(store.__file__).with_name("plan.bin").read_bytes(), "shipped")
