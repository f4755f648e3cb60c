"""A run with a cache prints what a run without one prints, whatever changed between the runs: texts, parts, settings, the day, extras."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.cli.app import run
from smslint.project import cache

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = [
    "Acme: your table is booked for {{ day }}.\n", "Acme: hello there\n", "Acme: 20% off today! Reply STOP to end\n", "Acme: {{ day\n",
    "Acme: {% include 'parts/foot.txt' %}\n", "{% extends 'parts/base.txt' %}{% block b %}Hi {{ x }}{% endblock %}\n", "Acme: ‘hi’ {{ x | upper }}\n",
    "{# smslint: disable=ENC001 #}Acme: – {{ x }}\n", "---\nkind: otp\n---\nYour code is {{ code }}\n", "",
]  # fmt: skip
PARTS = [
    "Reply STOP to end",
    "€ {{ x }} " + "y" * 60,
    "{% include 'parts/gone.txt' %}",
    "Acme: {% block b %}{% endblock %} bye",
]
CATALOGUES = [
    "en:\n  sms:\n    a: 'Acme: hi %{x}'\n",
    "en:\n  sms:\n    a: 'Acme: hi'\nde:\n  sms:\n    a: 'Acme: hallo %{y}'\n",
    "en: [\n",
    "",
]
PROGRAMS = ["export const sms = `Acme: ready ${x}`;\nsendSms(to, sms);\n", "sendSms(to, `Acme: hello`);\n"]
SIDECARS = ["'*': {kind: otp}\n", "'*': {values: {x: {max: 9}}}\n", "'zz': {kind: otp}\n", "'*': {kindd: otp}\n"]
SETTINGS = [
    "",
    "kind: transactional\n",
    "kind: marketing\nregions: [US, AQ]\n",
    "provider: twilio\nvalues: {x: {max: 20}}\n",
    "rules: {ENC001: error}\n",
    "exclude: [sms/b.txt]\n",
]
CARDS = [
    "region,price,currency,as_of\nUS,0.01,USD,2026-11-01\n",
    "region,price,currency,as_of\nUS,0.02,USD,2020-11-01\n",
    "region,price,currency,as_of\nGB,0.02,USD,2026-11-01\n",
]
ENTRIES = "messages:\n  - {files: 'sms/*.txt', dialect: jinja}\n  - {files: 'sms/*.yml', keys: '*.sms.*'}\n  - {files: 'sms/*.ts'}\n"
NAMES = {
    "sms/a.txt": TEXTS, "sms/b.txt": TEXTS, "parts/foot.txt": PARTS, "parts/base.txt": PARTS, "sms/en.yml": CATALOGUES, "sms/s.ts": PROGRAMS,
    "sms/a.txt.smslint.yaml": SIDECARS, "card.csv": CARDS, "smslint.yaml": [f"{each}{priced}{ENTRIES}" for each in SETTINGS for priced in ("", "prices: card.csv\n")],
}  # fmt: skip
REQUIRED = frozenset({"smslint.yaml", "card.csv", "sms/a.txt", "sms/b.txt"})
DAYS = [1_795_000_000, 1_795_100_000, 1_820_000_000]
CONTENTS = st.sampled_from(sorted(NAMES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(NAMES[name])))
GONE = st.sampled_from(sorted(NAMES.keys() - REQUIRED)).map(lambda name: (name, None))
CHANGES = (
    CONTENTS | GONE | st.tuples(st.just("day"), st.sampled_from(DAYS)) | st.tuples(st.just("extra"), st.booleans())
)


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust files at once, although they were written a moment ago."""
    monkeypatch.setattr(cache, "SETTLED", -(10**12))
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def said(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[Any, ...]:
    """Everything that a check prints, in words and as JSON, and its statuses."""
    found: list[Any] = []
    for arguments in (["--format", "json"], ["--strict", "-v"]):
        status = run(["check", *arguments, *more])
        printed = capsys.readouterr()
        out = json.loads(printed.out) if arguments[-1] == "json" and status != 2 else printed.out
        found.append((status, out, printed.err))
    return tuple(found)


def make(name: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "day":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(value))
    elif name == "extra":
        if value:
            monkeypatch.delitem(sys.modules, "tree_sitter", raising=False)
        else:
            monkeypatch.setitem(sys.modules, "tree_sitter", None)
    elif value is None:
        Path(name).unlink(missing_ok=True)
    else:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(value, encoding="utf-8")


FOLDERS = itertools.count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries({name: st.sampled_from(NAMES[name]) for name in NAMES}),
    st.lists(CHANGES, min_size=1, max_size=5),
)
def test_a_cached_run_prints_what_a_first_run_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], project: dict[str, str], changes: list[tuple[str, Any]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path / str(next(FOLDERS))
        folder.mkdir()
        patch.chdir(folder)
        for name, value in [("day", DAYS[0]), *project.items()]:
            make(name, value, patch)
        for name, value in [("day", DAYS[0]), *changes]:
            make(name, value, patch)
            bare = said(capsys, "--no-cache")
            assert said(capsys) == bare, (name, value)
            assert said(capsys) == bare, (name, value)


SEQUENCES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a part": lambda patch: make("parts/foot.txt", PARTS[1], patch),
    "a part that is gone": lambda _: Path("parts/foot.txt").unlink(),
    "the day of a price": lambda patch: patch.setenv("SOURCE_DATE_EPOCH", str(DAYS[2])),
    "an extra": lambda patch: patch.setitem(sys.modules, "tree_sitter", None),
}


@pytest.mark.parametrize("what", SEQUENCES)
def test_what_lies_outside_of_a_file_is_seen_in_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    pytest.importorskip("tree_sitter")
    monkeypatch.chdir(tmp_path)
    files = {name: contents[0] for name, contents in NAMES.items()} | {"sms/b.txt": TEXTS[4]}
    files["smslint.yaml"] = f"kind: transactional\nbrand: Acme\nregions: [US]\nprices: card.csv\n{ENTRIES}"
    for name, value in [("day", DAYS[0]), *files.items()]:
        make(name, value, monkeypatch)
    before = said(capsys)
    SEQUENCES[what](monkeypatch)
    after = said(capsys)
    assert after == said(capsys, "--no-cache")
    assert after != before
