"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-shown", action="store_true", help="Write what the tool prints into the documents that show it."
    )
