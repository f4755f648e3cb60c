from __future__ import annotations

import copy
import logging
import os
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from smslint.errors import ConfigError
from smslint.sending.key import ApiKey, KeyFileWarning
from tests.sending.support import KEY

SHOWN = [repr, str, "{}".format, "{!r:>40}".format, "{:>30}".format, "{!s}".format, lambda key: f"{[key]}"]


@pytest.mark.parametrize("show", SHOWN)
def test_is_never_shown(show: Callable[[object], str]) -> None:
    assert KEY not in show(ApiKey(KEY))


def test_is_revealed_only_on_request() -> None:
    assert ApiKey(f" {KEY}\n").reveal() == KEY
    assert ApiKey(KEY) == ApiKey(KEY) != ApiKey("other")


def test_can_be_copied_but_not_pickled() -> None:
    key = ApiKey(KEY)
    assert copy.deepcopy({"key": key})["key"] is copy.copy(key) is key
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(key, protocol)


def test_not_in_a_log_or_an_exception(caplog: pytest.LogCaptureFixture) -> None:
    key = ApiKey(KEY)
    logging.getLogger("x").error("key %s %r", key, key)
    shown = "".join(traceback.format_exception(ValueError(key))) + caplog.text
    assert "hidden" in shown
    assert KEY not in shown


@pytest.mark.parametrize("value", ["", "  ", "two words", "line\nbreak", "schlüssel", "tab\tbed", "x" * 5000, "\x7f"])
def test_unusable_keys_are_refused(value: str) -> None:
    with pytest.raises(ConfigError) as unusable:
        ApiKey(value)
    assert not value.strip() or value not in str(unusable.value)


def test_from_env() -> None:
    assert ApiKey.from_env(environ={"OCTOPODS_API_KEY": KEY}).reveal() == KEY
    with pytest.raises(ConfigError, match="OCTOPODS_API_KEY"):
        ApiKey.from_env(environ={})


def test_from_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n")
    file.chmod(0o600)
    assert ApiKey.from_file(file).reveal() == KEY
    file.chmod(0o644)
    with pytest.warns(KeyFileWarning, match="chmod 600"):
        ApiKey.from_file(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe" + KEY.encode()])
def test_from_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match="cannot be read") as unreadable:
        ApiKey.from_file(file)
    assert unreadable.value.__context__ is None


def test_a_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    os.truncate(path, 3 * 1024**3)
    with pytest.raises(ConfigError, match="it is too large for a key"):
        ApiKey.from_file(path)
