"""Settings that an earlier run has read are the same as those that the YAML parser reads, and are found only by the same text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import ConfigError
from smslint.project.stored_settings import MOST_ENTRIES, read_again
from smslint.settings_file import yaml_file
from smslint.settings_file.reading import FileOrigin, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("cache")
        patched.setenv("SMSLINT_CACHE_DIR", str(folder))
        yield folder


def origin(text: str, tmp_path: Path, name: str = "smslint.yaml") -> FileOrigin:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return FileOrigin(name, path)


def outcome(reader: Callable[[FileOrigin], Any], at: FileOrigin) -> str:
    """The values with their types and their order, or the error."""
    try:
        return repr(reader(at).values)
    except ConfigError as error:
        return f"{error}"


TEXTS = [
    "", "{}", "a: 1", "a: 1.5\nb: .inf", "a: .nan", "a: [1, [], {}, null, true, '1']", "1: a", "true: a", "null: a", "a: 2026-01-01",
    "a: 2026-01-01 10:00:00", "a: !!set {b, c}", "a: !!omap [b: 1]", "a: !!pairs [b: 1]", "a: !!binary aGk=", "a: &x [1]\nb: *x",
    "a: &x [*x]", "a: &x {b: 1}\nc: {<<: *x, d: 2}", "b: 1\na: 2", "a: 1\na: 2", "a: 010", "a: 12:30", "a: 1e400", 'a: "\\ud800"',
    'a: "\\0"', "a: \u20ac\U0001f600", "- 1", "5", "a: [", "\ta: 1", "? [1, 2]\n: 3", "a: " + "[" * 60 + "]" * 60, "a: -0.0", "a: 123456789012345678901",
    "a: ''\nb: ~", "a: |\n  b\n\n  c\n", "\ufeffa: 1", "a: 1\r\nb: 2\r\n", "a: 1 # b", "a: 1.0", "a: 1\n---\nb: 2", "a: yes\nb: NO",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_both_runs_read_what_the_parser_reads(text: str, tmp_path: Path) -> None:
    at = origin(text, tmp_path)
    expected = outcome(read, at)
    assert outcome(read_again, at) == expected
    assert outcome(read_again, at) == expected


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.binary(max_size=5),
    st.sampled_from(["1_0", "0x1", "12:30", "yes", "~", "<<", "="]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS, lambda each: st.lists(each) | st.dictionaries(st.text() | st.integers() | st.booleans(), each)
)


@settings(max_examples=60, deadline=None)
@given(values=st.dictionaries(st.text() | st.integers(), VALUES), styled=st.sampled_from([None, True, False]))
def test_any_settings(tmp_path_factory: pytest.TempPathFactory, values: dict[Any, Any], styled: bool | None) -> None:
    folder = tmp_path_factory.mktemp("stored")
    at = origin(yaml.safe_dump(values, allow_unicode=True, default_flow_style=styled, sort_keys=False), folder)
    expected = outcome(read, at)
    assert outcome(read_again, at) == expected
    assert outcome(read_again, at) == expected


def test_the_second_run_needs_no_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = origin("messages: [{files: 'only here', kind: otp}]", tmp_path)
    first = read_again(at)
    monkeypatch.setattr(yaml_file, "parse_yaml", None)
    again = read_again(at)
    assert dict(again.values) == dict(first.values)
    assert again.origin is at


def test_a_changed_text_is_read(tmp_path: Path) -> None:
    assert dict(read_again(origin("regions: [US]", tmp_path)).values) == {"regions": ["US"]}
    assert dict(read_again(origin("regions: [FR]", tmp_path)).values) == {"regions": ["FR"]}
    with pytest.raises(ConfigError, match=r"smslint.yaml:1: must be a mapping"):
        read_again(origin("- US", tmp_path))


def test_a_date_stays_a_date(tmp_path: Path) -> None:
    at = origin("day: 2026-01-01", tmp_path)
    for _ in range(2):
        assert read_again(at).values["day"] == dt.date(2026, 1, 1)


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b'{"regions": ["FR"]}', b"0" * 40 + b'\n{"regions": ["FR"]}'])
def test_what_others_put_into_the_cache_is_not_used(content: bytes, tmp_path: Path, cache: Path) -> None:
    at = origin("regions: [GB]", tmp_path)
    read_again(at)
    for entry in (cache / "settings").glob("*.json"):
        entry.write_bytes(content)
    assert dict(read_again(at).values) == {"regions": ["GB"]}


def test_the_cache_stays_small_and_is_the_users(tmp_path: Path, cache: Path) -> None:
    for number in range(MOST_ENTRIES + 5):
        read_again(origin(f"brand: Acme {number}", tmp_path))
    entries = list((cache / "settings").glob("*.json"))
    assert 0 < len(entries) <= MOST_ENTRIES
    assert {each.stat().st_mode & 0o077 for each in entries} == {0}


def test_other_formats_and_a_cache_that_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml = origin('[tool.smslint]\nbrand = "A"', tmp_path, "pyproject.toml")
    assert outcome(read_again, toml) == outcome(read, toml)
    monkeypatch.setenv("SMSLINT_CACHE_DIR", "")
    at = origin("brand: B", tmp_path)
    assert dict(read_again(at).values) == {"brand": "B"}
