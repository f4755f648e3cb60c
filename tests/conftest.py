"""What all tests share: the settings of hypothesis, and the switch that rewrites shown output."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

if TYPE_CHECKING:
    from pathlib import Path

# No test times anything, so no example has a deadline. CI draws the same examples every time, so a failure there is a change's,
# and fewer of them: what it has not found once, it never finds. Other runs draw new ones.
settings.register_profile("smslint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("smslint"), derandomize=True, max_examples=50)
settings.load_profile("ci" if "CI" in os.environ else "smslint")


# A shell that runs tests in the background ignores these signals, and so would every process that a test starts and stops by them.
for _ignored in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
    if signal.getsignal(_ignored) is signal.SIG_IGN:
        signal.signal(_ignored, signal.default_int_handler if _ignored == signal.SIGINT else signal.SIG_DFL)


# The collector would look at the half million objects of the collected tests again and again: a third of the time of collecting them.
gc.set_threshold(50_000)


def pytest_collection_finish() -> None:
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-shown", action="store_true", help="Write what the tool prints into the documents that show it."
    )


REPEATED = ("test_growth.py", "test_growth_of_data.py", "test_fuzz.py")
"""Files that run the same code with many inputs, as properties do. Other tests run that code once, and only those measure the coverage."""
CHILDREN = ("tests/cli/test_program.py", "tests/project", "tests/recipients", "tests/server", "tests/test_api.py")
"""Tests whose processes run code that runs nowhere else; coverage makes every process it measures three times as slow."""


EACH = 3
"""Of the cases of a large table each third measures the coverage, which makes a test three times as slow."""
LARGE = 12
"""More cases make a table large; the first ones always measure."""


SAMPLED = {
    "tests/broadcast/test_bulk_preflight.py::test_hostile_lists": 2,
    "tests/broadcast/test_timing.py::test_more_places_than_are_remembered": 2,
    "tests/cli/test_guarded_output.py::test_reports_in_every_encoding": 3,
    "tests/cli/test_interrupted.py::test_a_plain_check_that_ends_at_once": 2,
    "tests/project/test_key_starts.py::test_the_same_places": 4,
    "tests/recipients/test_bulk_audit.py::test_hostile_lists": 2,
    "tests/recipients/test_outputs.py::test_control_c": 4,
    "tests/test_growth.py": 2,
    "tests/test_growth_of_data.py": 3,
    "tests/test_places_to_write.py::test_a_name_that_is_looked_for_and_is_no_file": 3,
}
"""Tables (or all tables of a file) of slow cases that are alike, of which CI runs each nth; the run marked ``long`` has the others."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seen: Counter[tuple[Path, str]] = Counter()
    for item in items:
        name = item.nodeid.partition("[")[0]
        each = SAMPLED.get(name) or SAMPLED.get(name.partition("::")[0], 1)
        if seen[item.path, name] % each:
            item.add_marker("long")
        property_ = is_hypothesis_test(getattr(item, "obj", None)) and not item.nodeid.startswith("tests/engines/")
        table = item.path, name
        seen[table] += 1
        if property_ or item.path.name in REPEATED or (seen[table] > LARGE and seen[table] % EACH):
            item.add_marker("no_cover")


def pytest_configure(config: pytest.Config) -> None:
    """In a worker of xdist, let nothing measure but what pytest-cov starts for it and can pause: not what every process starts by
    itself, and not what pytest-cov started before it knew that this is a worker."""
    if hasattr(config, "workerinput"):
        before = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        by_itself = getattr(sys.modules.get("coverage"), "process_startup", None)
        for found in (getattr(before, "cov", None), getattr(by_itself, "coverage", None)):
            if found is not None:
                found.stop()


_MEASURING: dict[str, str] = {}
"""The variables by which coverage begins in a new process. It sets them again after each test that it does not measure."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without coverage in the processes that tests start, except in those of ``CHILDREN``."""
    found = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_PROCESS")}
    _MEASURING.update(found)
    for name in found:
        del os.environ[name]
    if item.nodeid.startswith(CHILDREN):
        os.environ.update(_MEASURING)
