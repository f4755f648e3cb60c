"""Files of settings of every kind, with each value replaced and each key mistyped: one line with file, line and key, or a clear meaning."""

from __future__ import annotations

import datetime as dt
import json
import re
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from smslint.errors import ConfigError, SmslintError
from smslint.project import front_matter, sidecar
from smslint.project.config import load_config, make_config
from smslint.project.project import make_project
from smslint.rules import compiled, country_file, providers
from smslint.rules.facts import Facts
from smslint.rules.rule_file import read_rule
from smslint.rules.stored_lexicons import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Key = str | int
Way = tuple[Key, ...]

CONFIG: Final = """\
provider: twilio
brand: [Acme]
kind: marketing
regions: [US, CA]
locale: en-US
locales: {de: [DE, AT], fr: CA-QC}
appended: ' Reply STOP'
prepended: 'Acme: '
domains: [acme.com]
smart_encoding: true
consent: express
program: confirmation
at: 2026-11-23T09:30:00-05:00
sender: {type: long_code, region: US, id: '+14155550100', a2p_registered: true, first_message: false}
facts: {opted_out: false, consent: yes, sent: [2026-11-23T08:30:00-05:00], cost: 1.5, budget: 9, currency: USD, locales: {en: 1}}
dialects:
  ours: {open: '##', close: '##', default: '|', escape: '####'}
  theirs: {pattern: '~(?P<name>[A-Z]+)~', escape: '~~'}
results: {shorten: {max: 30, charset: gsm7_basic}, link: {type: url, max: 40}, state: {enum: [open, closed]}, shout: same}
values:
  name: {type: first_name, min: 1, max: 20, charset: any, optional: false, min_items: 0, max_items: 3}
  shop: {enum: [Acme, Bell]}
messages:
- files: [sms/*.txt]
  dialect: jinja
  source: plain
  keys: ['*.sms']
  names: [send]
  columns: [text]
  key_column: key
  final_newline: strip
  backslash_escapes: false
  encoding: latin-1
  kind: otp
  values: {code: {type: otp}}
  rules: {LEN002: {max_segments: 2, severity: error}}
rules:
  LEN002: {max_segments: 3}
  ENC001: warning
  OPT006: {forbid: [gratis], unless: [x], message: '{match} is too much.'}
  OTP001: {warnings: {en: [do not share]}}
  CNT001: {groups: {gambling: bets}, regions: [US]}
  NUM002: {allow: [mobile]}
exclude: [old/**]
select: [ALL]
ignore: [LEN003]
sending: {suppression: stop.csv, enabled_regions: [US], budget: 500 USD, require_consent: true, refuse_at: error, messages_per_second: 2, segments_per_second: 5.5}
columns: {phone: Mobile, consent: OK}
volumes:
  sms/*.txt: {monthly: 1000, regions: {US: 0.5, CA: 0.5}}
  en.yml#sms.code: 500
  kind:otp: 10
budgets:
  message: {segments: {warn: 2, fail: 3}}
  change: {monthly: {silent: 1, warn: 10 USD, fail: 100}, percent: 10}
  total: {monthly: 20000}
  unknown: warn
logs:
  ours:
    columns: {id: Sid, part: Part, to: To, body: Body, sent_at: At, direction: Way, status: State, segments: Parts, total_price: Price, carrier_fee: Fee, currency: Unit, error_code: Code, region: Land, account: Account}
    records: data
    provider: twilio
    currency: EUR
    rows_are: part
    add_carrier_fee: true
    inbound: [in]
    open: [queued]
    passing: [sent]
    no_error: [OK]
"""
RULE: Final = """\
code: OWN001
name: no-drone
aliases: [no-drones]
summary: No drones.
why: We have none.
cost: Money.
help: Write about kites.
severity: warning
confidence: high
default: true
applies_to: {scope: message, kind: [marketing], regions: [US], sender: [long_code], provider: [twilio], program: [help], dialect: [plain]}
needs: [drone]
check: pattern
options: {forbid: [drone], unless: [toy], message: '{match} is not here.'}
fix: {}
sources: [{title: House rules, section: one, publisher: Acme, published: 2026-01-01, retrieved: 2026-01-02, url: 'https://a.b', confidence: verified}]
review_by: 2030-01-01
tests:
- {text: a drone, dialect: plain, context: {kind: marketing}, values: {x: {max: 3}}, to: '+14155550100', expect: [OWN001], fixed: a kite, note: bad}
- {text: a table, expect: []}
"""
LEXICON: Final = """\
lexicon: toys
title: Toys
language: en
name: English
regions: [US]
keywords: [STOP]
ignore: '-'
joins: '-'
threshold: 2
sources: [{title: House, published: 2026-01-01}]
notes: [one]
entries:
- {key: drone, group: toy, language: en, weight: 1, confidence: knowledge, needs: [drone], words: [drone], patterns: ['drones?'], unless: [bee], phrases: [a drone], note: x}
"""
SIDECAR: Final = """\
'*.otp_code': {kind: otp, regions: [US], dialect: jinja, values: {code: {type: otp}}, rules: {LEN002: {max_segments: 2}}}
legacy.*: {disable: [OPT001, LEN002], reason: sent elsewhere}
"""
PROVIDER: Final = """\
provider: acme
title: Acme
limits: {max_characters: 1600, max_segments: 10}
alphabets: {default: gsm7, toll_free: ascii}
smart_encoding: {policy: partial, table: twilio, default_on: true, note: x}
split: greedy
national_language_shift: false
keywords: {opt_out: [STOP], opt_in: [START], help: [HELP], by_sender: {toll_free: [STOP]}}
errors: {LEN001: Acme 4}
confidence: {limits: verified}
sources: [{title: Reference, publisher: Acme, retrieved: 2026-11-23, url: 'https://a.b'}]
notes: [one]
sources_differ: [{about: limits, says: two, settled: one}]
"""
COUNTRY: Final = """\
country: FR
name: France
dial: '33'
sender: {alphanumeric: supported, severity: warning, detail: x, separate_names: info}
one_message: {sender: long_code, gsm7: 136, ucs2: 70, says: x}
registration: [one]
two_way: 'yes'
two_way_agreed: true
opt_out: {marketing: required, severity: error, forms: [STOP 36XXX]}
hours:
  kind: operator
  basis: x
  windows: [{days: mon-fri, start: '08:00', end: '20:00'}]
  sunday: false
  holidays: false
  outer: {windows: [{days: mon-sat, start: '08:00', end: '22:00'}], sunday: false, holidays: false}
  error_outside: outer
cap: {max: 3, per: day, severity: warning, scope: x}
mandatory_text: [STOP]
text_checks: [{what: x, rule: OPT002, applies_to: marketing, kind: marketing, sender: alphanumeric, position: anywhere, pattern: stop, match: required, severity: error, confidence: verified}]
urls: {shortener: warning, any: info, unregistered: error, phone: warning, rules: [x]}
content_bans: [gambling]
length_notes: [x]
concatenation: 'yes'
unicode: 'yes'
notes: [x]
sources_differ: [{about: hours, says: x, settled: one}]
confidence: {hours: verified}
sources: [{title: Reference, published: 2026-01-01}]
"""
FRONT: Final = """\
kind: marketing
regions: [US]
dialect: jinja
values: {name: {max: 20}}
rules: {LEN002: {max_segments: 2}}
smslint: {brand: Acme, sender: {type: short_code}}
"""

VALUES: Final[tuple[Any, ...]] = (
    None, 5, -1, 1.5, True, "", "x", [], [None], {}, {"a": "b"}, dt.date(2026, 11, 23), "long " * 3000, float("nan"),
)  # fmt: skip
"""What each value is replaced by."""
OBJECTS: Final[tuple[Any, ...]] = (
    object(), {"US"}, b"US", Facts(opted_out=True), Decimal("NaN"), Path("x"), ("US", 5), len, "\ud800", "a\0b", {5: 5}, {None: None},
    {(1, 2): 1}, 10**5000, float("inf"),
)  # fmt: skip
"""What Python code can put into a mapping besides."""
CHOSEN: Final = frozenset(
    {
        "dialects",
        "values",
        "results",
        "context",
        "facts",
        "locales",
        "groups",
        "warnings",
        "errors",
        "confidence",
        "rules",
        "volumes",
        "logs",
    }
)
"""What holds names that people choose, or names that are asked for elsewhere: one that is mistyped may stand for another."""


def ways(value: Any, above: Way = ()) -> Iterator[Way]:
    """The key path of each value below the top."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield (*above, key)
        yield from ways(each, (*above, key))


def replaced(top: Any, way: Way, value: Any) -> Any:
    """The same with another value."""
    changed = deepcopy(top)
    inner = changed
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = value
    return changed


def mistyped(top: Any, way: Way) -> Any:
    """The same with the last letter of a key twice."""
    key = str(way[-1])
    changed = deepcopy(top)
    inner = changed
    for each in way[:-1]:
        inner = inner[each]
    items = [(f"{key}{key[-1]}" if name == key else name, value) for name, value in inner.items()]
    inner.clear()
    inner.update(items)
    return changed


def as_yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=10**9)


def as_toml(value: Any) -> str:
    """The settings as a ``pyproject.toml`` with a line for each key at the top."""
    return "[tool.smslint]\n" + "".join(
        f"{json.dumps(key)} = {_toml(each)}\n" for key, each in value.items() if each is not None
    )


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items() if each is not None)
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value if each is not None) + "]"
    if isinstance(value, float | bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else json.dumps(value)


def config(path: Path) -> None:
    make_project(load_config(path))


def beside(path: Path) -> None:
    sidecar.parse(path.read_text(), str(path))


def front(path: Path) -> None:
    text = path.read_text()
    front_matter.layer(yaml.safe_load(text) or {}, f"---\n{text}---\nHi\n", str(path))


FILES: Final[dict[str, tuple[str, str, Callable[[Any], str], Callable[[Path], object]]]] = {
    "configuration": (CONFIG, "smslint.yaml", as_yaml, config),
    "pyproject": (CONFIG, "pyproject.toml", as_toml, config),
    "rule": (RULE, "OWN001.yaml", as_yaml, read_rule),
    "lexicon": (LEXICON, "toys.yaml", as_yaml, read_sheet),
    "sidecar": (SIDECAR, "en.json.smslint.yaml", as_yaml, beside),
    "front matter": (FRONT, "a.txt", as_yaml, front),
    "provider": (PROVIDER, "acme.yaml", as_yaml, providers.read),
    "country": (COUNTRY, "FR.yaml", as_yaml, country_file.read),
}
"""What is in a file, its name, how it is written, and what reads it."""


def of(lines: list[str], number: int) -> str:
    """The key at the top of the text that a line belongs to."""
    while number and (not lines[number - 1][:1].strip() or lines[number - 1].startswith("-")):
        number -= 1
    return lines[number - 1].partition(":")[0].partition(" =")[0].strip("'\"") if number else ""


def fault(error_text: str, text: str, path: Path, way: Way, first: int) -> str:
    """What is wrong with an error; empty if it is correct."""
    found = re.match(rf"{re.escape(str(path))}:(\d+)(?::\d+)?: ", error_text)
    if found is None:
        return "no file and line"
    if "\n" in error_text or len(error_text) > 900:
        return "not one short line"
    if not any(str(key) in error_text for key in way):
        return "no key"
    at = of(text.split("\n"), int(found[1]) - first)
    return "" if at.startswith(str(way[0])) or " is missing" in error_text else f"the line is that of {at}"


@pytest.fixture(autouse=True)
def _not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutated files are read only once, so nothing is cached."""
    monkeypatch.setattr(compiled, "store", lambda *_: None)


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", FILES)
def test_every_value_is_accepted_or_refused_in_one_line_with_its_place(tmp_path: Path, kind: str) -> None:
    text, name, written, read = FILES[kind]
    top, path, first = yaml.safe_load(text), tmp_path / name, 1 if kind == "front matter" else 0
    path.write_text(written(top))
    read(path)
    wrong = []
    for number, way in enumerate(ways(top)):
        if kind == "pyproject" and len(way) > 2:
            continue  # the same as in YAML, where no line is nearer
        for value in VALUES if kind in {"configuration", "rule"} else VALUES[number % 2 :: 2]:
            text = written(replaced(top, way, value))
            path.write_text(text)
            try:
                read(path)
            except SmslintError as error:
                if problem := fault(str(error), text, path, way, first):
                    wrong.append(f"{way} {value!r:.40}: {problem}: {error}")
    assert wrong == []


@pytest.mark.parametrize("kind", FILES)
def test_every_mistyped_key_is_refused_at_its_line(tmp_path: Path, kind: str) -> None:
    text, name, written, read = FILES[kind]
    top, path, first = yaml.safe_load(text), tmp_path / name, 1 if kind == "front matter" else 0
    wrong = []
    for way in ways(top):
        if isinstance(way[-1], int) or (kind in {"front matter", "sidecar"} and len(way) == 1):
            continue  # other programs have keys there, and globs are what people choose
        text = written(mistyped(top, way))
        path.write_text(text)
        try:
            read(path)
        except SmslintError as error:
            if problem := fault(str(error), text, path, way, first):
                wrong.append(f"{way}: {problem}: {error}")
        else:
            if not CHOSEN.intersection(way[:-1]):
                wrong.append(f"{way}: taken")
    assert wrong == []


@pytest.mark.no_cover
def test_any_python_value_in_a_mapping_is_accepted_or_refused_with_its_key(tmp_path: Path) -> None:
    top = yaml.safe_load(CONFIG)
    wrong = []
    for way in ways(top):
        for value in (*VALUES, *OBJECTS):
            try:
                make_project(make_config(replaced(top, way, value), tmp_path))
            except ConfigError as error:
                error_text = str(error)
                if (
                    not error_text.startswith("config: ")
                    or "\n" in error_text
                    or len(error_text) > 900
                    or not any(str(key) in error_text for key in way)
                ):
                    wrong.append(f"{way} {type(value).__name__}: {error_text}")
    assert wrong == []
