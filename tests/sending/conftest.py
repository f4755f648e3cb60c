from __future__ import annotations

from collections.abc import Iterator

import pytest

from smslint.sending.octopods import OctopodsSender
from tests.sending.server import Server
from tests.sending.support import KEY, PASS, SHORT


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def sender(server: Server) -> Iterator[OctopodsSender]:
    with OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT) as made:
        yield made
