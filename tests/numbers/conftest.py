from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from smslint.numbers import store
from smslint.numbers.compile_plan import compile_plan
from smslint.numbers.oracle import version
from smslint.numbers.plan import Plan


@pytest.fixture(scope="session")
def shipped() -> Plan:
    """The shipped plan; if the installed metadata is different, a plan compiled from it, so that answers can be equal."""
    plan = Plan.read(Path(store.__file__).with_name("plan.bin").read_bytes(), "shipped")
    return plan if plan.metadata_version == version() else Plan(compile_plan(), "shipped")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests use their own cache, not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
