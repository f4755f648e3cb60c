"""What all tests share: the settings of hypothesis, and the switch that rewrites shown output."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# No test times anything, so no example has a deadline. CI draws the same examples every time: a failure there is a change's.
settings.register_profile(
    "smslint", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("smslint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-shown", action="store_true", help="Write what the tool prints into the documents that show it."
    )
