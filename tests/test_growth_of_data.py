"""Twice the data takes about twice the time: words of rules, lists in each direction, configurations."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import pytest

import smslint
from smslint.cli import app as cli
from smslint.project import spelled
from smslint.project.files import Chooser
from smslint.project.fix_run import fix_all
from smslint.project.fixes import fix_target
from smslint.project.run import Runner
from smslint.report import FORMATS
from smslint.rules import packs
from smslint.vocabulary import PAGE
from tests.project.support import project, run
from tests.test_growth import check_growth, checked, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

RULES = packs.load_tested().rules


def rule_words() -> list[str]:
    """Each text of the tests of each shipped rule, with a blank, and as one long word: what its own patterns look for, each once."""
    texts = (
        text for rule in RULES for test in rule.tests for text in ([test.text] if isinstance(test.text, str) else [])
    )
    short = {text for text in texts if 0 < len(text) <= 400}
    return sorted({f"{text} " for text in short} | {"".join(text.split()) for text in short})


def pieces_of_rules(shares: int, share: int) -> list[str]:
    return rule_words()[share::shares]


@pytest.mark.parametrize("share", range(4))
def test_words_of_rules(share: int) -> None:
    """A part of the texts of the rules' own tests, repeated, under all rules; the run marked ``long`` takes all of them."""
    assert len(rule_words()) > 500
    for piece in pieces_of_rules(80, 20 * share):
        check_growth(partial(checked, "marketing", piece), repeated(piece, 400))


@pytest.mark.long
@pytest.mark.parametrize("kind", ["marketing", "otp", "transactional"])
@pytest.mark.parametrize("share", range(8))
def test_all_words_of_rules(share: int, kind: str) -> None:
    for piece in pieces_of_rules(8, share):
        check_growth(partial(checked, kind, piece), repeated(piece, 1000))


class Grow(Protocol):
    """Checks that eight times a size takes about eight times as long."""

    def __call__(self, use: Callable[[int], object], size: int) -> None: ...


@pytest.fixture(params=[1, pytest.param(4, marks=pytest.mark.long)], ids=["small", "large"])
def grow(request: pytest.FixtureRequest) -> Grow:
    """With larger sizes in the run marked ``long``: what grows slowly at first is noticed only there."""
    return lambda use, size: check_growth(use, size * request.param)


LISTS: dict[str, Callable[[int], str]] = {
    "rows": lambda times: "phone,name\n" + "+14155552671,Sam\n" * times,
    "rows that differ": lambda times: (
        "phone,name\n" + "".join(f"+1415555{each % 10000:04},S{each}\n" for each in range(times))
    ),
    "columns": lambda times: (
        "phone," + ",".join(f"c{each}" for each in range(times)) + "\n+14155552671" + ",x" * times + "\n"
    ),
    "columns of one name": lambda times: "phone" + ",a" * times + "\n+14155552671" + ",x" * times + "\n",
    "one long cell": lambda times: "phone,name\n+14155552671," + "x" * 20 * times + "\n",
    "quotes": lambda times: 'phone,name\n+14155552671,"' + '""' * 10 * times + '"\n',
    "an open quote": lambda times: 'phone,name\n+14155552671,"' + "x\n" * 10 * times,
    "separators": lambda times: "phone,name\n" + ",;|\t" * 10 * times + "\n",
    "blank lines": lambda times: "\n" * 20 * times + "phone,name\n+14155552671,x\n",
    "rows of a title": lambda times: "a title\n" * times + "phone,name\n+14155552671,x\n",
    "digits": lambda times: "phone,name\n" + "1" * 20 * times + ",x\n",
    "plus signs": lambda times: "phone,name\n" + "+1 (" * 10 * times + ",x\n",
    "accents": lambda times: "phone,näme\n+14155552671," + "é\u0301" * 10 * times + "\n",
}
"""Lists of recipients that grow in one direction each."""


@pytest.mark.parametrize("shape", LISTS)
def test_lists(shape: str, tmp_path: Path, grow: Grow) -> None:
    def audited(times: int) -> object:
        (tmp_path / "l.csv").write_text(LISTS[shape](times), "utf-8")
        return cli.run(["recipients", str(tmp_path / "l.csv"), "--clean", str(tmp_path / "c.csv"), "--isolated"])

    grow(audited, 500 if "columns" in shape else 1250)  # there is a limit of columns


COLUMNS = "Sid,To,Body,SentDate,Direction,Status,NumSegments,Price,PriceUnit,ErrorCode,AccountSid"
ROW = "SM{},+14155552671,{},2026-11-01 10:00:00,outbound-api,delivered,1,-0.0079,USD,,AC1\n"


def twilio(rows: Iterable[tuple[object, str]]) -> str:
    return f"{COLUMNS}\n" + "".join(ROW.format(*row) for row in rows)


def records(rows: Iterable[tuple[object, str]]) -> str:
    names = ("sid", "to", "body", "date_sent", "direction", "status", "num_segments", "price", "price_unit")
    return json.dumps(
        {
            "messages": [
                dict(zip(names, ROW.format(*row).split(","), strict=False)) | {"body": row[1], "error_code": None}
                for row in rows
            ]
        }
    )


LOGS: dict[str, Callable[[int], str]] = {
    "rows": lambda times: twilio((at, f"Hi Sam your code is {at}") for at in range(times)),
    "rows of one message": lambda times: twilio((1, "Hi Sam your code is 1") for _ in range(times)),
    "texts of no template": lambda times: twilio((at, f"text {at} of another program") for at in range(times)),
    "texts that begin as a template": lambda times: twilio((at, f"Hi {'Sam your ' * 9}{at}") for at in range(times)),
    "one long text": lambda times: twilio([(1, "Hi Sam your code is " * times)]),
    "a value without end": lambda times: twilio([(1, f"Hi {'x ' * 10 * times}your code is 1")]),
    "quotes": lambda times: twilio([(1, f'"{chr(34) * 20 * times}"')]),
    "an open quote": lambda times: twilio([(1, f'"{"x" * 20 * times}')]),
    "blank lines": lambda times: "\n" * 20 * times + twilio([(1, "Hi Sam your code is 1")]),
    "records": lambda times: records((at, f"Hi Sam your code is {at}") for at in range(times)),
    "lists in lists": lambda times: '{"messages": ' + "[" * 10 * times + "]" * 10 * times + "}",
}
"""Logs of a provider that grow in one direction each."""


@pytest.mark.parametrize("shape", LOGS)
def test_logs(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grow: Grow) -> None:
    """Held against a hundred templates."""
    monkeypatch.chdir(tmp_path)
    templates = {f"t{at}.txt": f"Hi {{{{ name }}}} your {'code' if not at else f'thing {at}'} is {{{{ code }}}}" for at in range(100)}  # fmt: skip
    settings = "regions: [US]\nmessages: [{files: '*.txt', dialect: jinja}]\n"
    project(tmp_path, {"smslint.yaml": settings, **templates})

    def reconciled(times: int) -> object:
        name = "log.json" if LOGS[shape](1).startswith("{") else "log.csv"
        (tmp_path / name).write_text(LOGS[shape](times), "utf-8")
        return cli.run(["reconcile", name])

    if shape == "rows":
        assert reconciled(3) == 0
    grow(reconciled, 250)


FIELDS = {
    "as they are named": "{{{{ c{} }}}} ",
    "written otherwise": "{{{{ C_{} }}}} ",
    "after words": "of {{{{ c{} }}}} ",
}
"""How a template may use each column of a list."""


@pytest.mark.parametrize("form", FIELDS)
def test_templates_of_all_columns(form: str, grow: Grow) -> None:
    """What is before a field, and which column it means, is not looked for in all of the template or of the list."""

    def filled(times: int) -> object:
        text = "Hi " + "".join(map(FIELDS[form].format, range(times)))
        row = {"phone": "+14155552671", **{f"c{each}": "x" for each in range(times)}}
        return smslint.preflight({"text": text}, [row], dialect="jinja", config={})

    grow(filled, 250)


CONFIGURATIONS: dict[str, Callable[[int], str]] = {
    "values": lambda times: "values:\n" + "".join(f"  v{each}: {{max: 3}}\n" for each in range(times)),
    "globs of values": lambda times: "values:\n" + "".join(f"  '*v{each}*': {{max: 3}}\n" for each in range(times)),
    "entries": lambda times: "messages:\n" + "".join(f"  - {{files: 'a{each}/*.txt'}}\n" for each in range(times)),
    "exclude": lambda times: "exclude:\n" + "".join(f"  - 'a{each}/**'\n" for each in range(times)),
    "regions": lambda times: f"regions: [{', '.join(['US'] * times)}]\n",
    "domains": lambda times: "domains:\n" + "".join(f"  - a{each}.example\n" for each in range(times)),
    "an unknown key at the end": lambda times: (
        "values:\n" + "".join(f"  v{each}: {{max: 3}}\n" for each in range(times)) + "x: 1\n"
    ),
    "duplicates": lambda times: "values:\n" + "".join(f"  v{each}: {{max: 3}}\n" for each in range(times)) * 2,
    "aliases": lambda times: "values:\n  a: &a {max: 3}\n" + "".join(f"  v{each}: *a\n" for each in range(times)),
    "mappings merged in a chain": lambda times: (
        "values:\n  v0: &v0 {max: 3}\n"
        + "".join(f"  v{each + 1}: &v{each + 1}\n    <<: *v{each}\n    k{each}: 1\n" for each in range(times))
    ),
    "a mapping merged many times": lambda times: (
        "values: &v\n"
        + "".join(f"  v{each}: {{max: 3}}\n" for each in range(times))
        + f"context: {{<<: [{', '.join(['*v'] * times)}]}}\n"
    ),
    "a long word": lambda times: f"kind: {'x' * 20 * times}\n",
    "lists in lists": lambda times: f"kind: {'[' * times}{']' * times}\n",
    "comments": lambda times: "# smslint\n" * times + "kind: otp\n",
}
"""Configurations that grow in one direction each."""


@pytest.mark.parametrize("shape", CONFIGURATIONS)
def test_configurations(shape: str, tmp_path: Path, grow: Grow) -> None:
    def configured(times: int) -> object:
        return run(project(tmp_path, {"smslint.yaml": CONFIGURATIONS[shape](times), "a.txt": "Hi {{ v1 }}"}))

    grow(configured, 600)


DIRECTIVES: dict[str, Callable[[int], str]] = {
    "on each line": lambda times: "".join(f"  k{at}: Hi {at} # smslint: disable=OPT001\n" for at in range(times)),
    "before each message": lambda times: "".join(
        f"# smslint: disable-next=OPT001\n  k{at}: Hi {at}\n" for at in range(times)
    ),
    "for the file": lambda times: "".join(
        f"# smslint: disable-file=ENC001\n  k{at}: Hi {at} it’s\n" for at in range(times)
    ),
    "that declare values": lambda times: "".join(
        f"  k{at}: Hi %{{n{at}}} # smslint: values n{at} max=20\n" for at in range(times)
    ),
    "with settings": lambda times: "".join(f"  k{at}: Hi {at} # smslint: kind=otp regions=US\n" for at in range(times)),
    "that are wrong": lambda times: "".join(f"  k{at}: Hi {at} # smslint: disble=OPT001\n" for at in range(times)),
    "of many values": lambda times: (
        "  k: Hi # smslint: " + " ".join(f"values n{at} max=2" for at in range(times)) + "\n"
    ),
}
"""Directives in comments, thousands of each form."""


@pytest.mark.parametrize("form", DIRECTIVES)
def test_directives(form: str, tmp_path: Path, grow: Grow) -> None:
    def checked_catalogue(times: int) -> object:
        settings = "messages: [{files: '*.yml'}]\n"
        return run(project(tmp_path, {"smslint.yaml": settings, "a.yml": "en:\n" + DIRECTIVES[form](times)}))

    grow(checked_catalogue, 150)


@pytest.mark.parametrize(("entries", "used"), [(60, True), (1100, False)])
def test_entries_of_a_sidecar_that_each_match_every_message(entries: int, used: bool, tmp_path: Path) -> None:
    """Above a limit, one line says that none of them is used."""
    globs = "".join(
        f"'{'*' * (each // 34)}k{'*' * (each % 34 + 1)}': {{disable: [OPT001], reason: x}}\n" for each in range(entries)
    )
    files = {"smslint.yaml": "messages: [{files: '*.json', dialect: brace}]\n", "a.json": catalogue(500)}
    found = run(project(tmp_path, {**files, "a.json.smslint.yaml": globs})).findings
    refused = [finding.message for finding in found if "match its messages more than 500,000 times" in finding.message]
    assert len(refused) == (not used)


SIDECARS: dict[str, Callable[[int], str]] = {
    "keys": lambda times: "".join(f"k{at}: {{kind: otp}}\n" for at in range(times)),
    "globs": lambda times: "".join(f"'*k{at}': {{disable: [OPT001], reason: x}}\n" for at in range(times)),
    "keys of no message": lambda times: "".join(f"z{at}: {{kind: otp}}\n" for at in range(times)),
    "values for all messages": lambda times: (
        "'*': {values: {" + ", ".join(f"v{at}: {{max: 3}}" for at in range(times)) + "}}\n"
    ),
    "values for each message": lambda times: "".join(
        f"k{at}: {{values: {{v{at}: {{max: 3}}}}}}\n" for at in range(times)
    ),
}
"""Sidecars with thousands of entries, of a catalogue with as many messages."""


@pytest.mark.parametrize("shape", SIDECARS)
def test_sidecars(shape: str, tmp_path: Path, grow: Grow) -> None:
    def checked_catalogue(times: int) -> object:
        catalogue = json.dumps({f"k{at}": f"Hi {{v{at}}}" for at in range(times)}, indent=1)
        settings = "messages: [{files: '*.json', dialect: brace}]\n"
        files = {"smslint.yaml": settings, "a.json": catalogue, "a.json.smslint.yaml": SIDECARS[shape](times)}
        return run(project(tmp_path, files))

    grow(checked_catalogue, 150)


def test_values_in_front_matter(tmp_path: Path, grow: Grow) -> None:
    def checked_text(times: int) -> object:
        values = "".join(f"  v{at}: {{max: 3}}\n" for at in range(times))
        return run(project(tmp_path, {"a.sms.j2": f"---\nvalues:\n{values}---\nHi {{{{ v1 }}}}\n"}))

    grow(checked_text, 400)


def catalogue(times: int) -> str:
    return json.dumps({f"k{at}": f"Hi {{v{at}}}" for at in range(times)}, indent=1)


SELECTING: dict[str, Callable[[int], str]] = {
    "keys": lambda times: f"[{{files: a.json, keys: [{', '.join(f'k{at}' for at in range(times))}]}}]",
    "an entry for each key": lambda times: "".join(f"\n  - {{files: a.json, keys: [k{at}]}}" for at in range(times)),
    "keys that are globs": lambda times: (
        "[{files: a.json, keys: [" + ", ".join(f"'*k{at}'" for at in range(times)) + "]}]"
    ),
    "keys to leave out": lambda times: (
        "[{files: a.json, keys: ['*', " + ", ".join(f"'!z{at}*'" for at in range(times)) + "]}]"
    ),
    "values": lambda times: (
        "[{files: a.json, dialect: brace}]\nvalues:\n" + "".join(f"  v{at}: {{max: 3}}\n" for at in range(times))
    ),
    "values by globs": lambda times: (
        "[{files: a.json, dialect: brace}]\nvalues:\n" + "".join(f"  '*v{at}': {{max: 3}}\n" for at in range(times))
    ),
}
"""Configurations with thousands of patterns, of a catalogue with as many messages."""


@pytest.mark.parametrize("shape", SELECTING)
def test_patterns_for_many_messages(shape: str, tmp_path: Path, grow: Grow) -> None:
    def checked_catalogue(times: int) -> object:
        settings = f"messages: {SELECTING[shape](times)}\n"
        return run(project(tmp_path, {"smslint.yaml": settings, "a.json": catalogue(times)}))

    grow(checked_catalogue, 150)


def test_fixes_of_many_messages(tmp_path: Path, grow: Grow) -> None:
    """Each message is compared after the fixes: it must not look through the fixes of all others."""

    def fixed(times: int) -> object:
        text = "en:\n" + "".join(f"  k{at}: Hi {at} it’s\n" for at in range(times))
        project(tmp_path, {"smslint.yaml": "messages: [{files: '*.yml'}]\nregions: [US]\n", "a.yml": text})
        (target,) = Chooser().targets([tmp_path])
        return fix_target(Runner(), target, unsafe=False)

    grow(fixed, 150)


@pytest.mark.parametrize("program", ["a{}.py", "a{}.js"])
def test_fixes_of_a_key_in_each_of_many_files(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each key is looked for in each file: the looks are counted, as each takes little time."""
    look, looks = spelled.places, 0

    def counted(*arguments: Any) -> list[spelled.Spelled]:
        nonlocal looks
        looks += 1
        return look(*arguments)

    monkeypatch.setattr(spelled, "places", counted)

    def looks_at(times: int) -> int:
        nonlocal looks
        catalogue = "".join(HELD["a catalogue of gettext"][1].format(at) for at in range(times))
        files = {program.format(at): f'send_sms(to, _("Hi {at} it’s new"))\n' for at in range(times)}
        settings = "messages: [{files: ['*.py', '*.js']}]\nregions: [US]\n"
        folder = project(tmp_path / str(times), {"smslint.yaml": settings, "a.po": catalogue, ".git/HEAD": "", **files})
        looks = 0
        assert len(fix_all(Runner(), list(Chooser().targets([folder])), unsafe=False)) == times + 1
        return looks

    few = looks_at(40)
    assert looks_at(80) < 2.2 * few


HELD = {
    "a catalogue of gettext": ("a.po", 'msgid "Hi {} it’s new"\nmsgstr ""\n\n'),
    "with a program": ("a.py", 'send_sms(to, _("Hi {} it’s new"))\n'),
}
"""Texts by which translations are looked up, all of them with a fix."""


@pytest.mark.parametrize("shape", HELD)
def test_fixes_of_many_keys(shape: str, tmp_path: Path, grow: Grow) -> None:
    """A file is written anew once for all of its keys, not for each of them."""
    name, piece = HELD[shape]

    def fixed(times: int) -> object:
        files = {name: "".join(piece.format(at) for at in range(times)), ".git/HEAD": ""}
        files.setdefault("a.po", "".join(HELD["a catalogue of gettext"][1].format(at) for at in range(times)))
        project(tmp_path, {"smslint.yaml": f"messages: [{{files: '{name}'}}]\nregions: [US]\n", **files})
        return fix_all(Runner(), list(Chooser().targets([tmp_path])), unsafe=False)

    grow(fixed, 25)


def test_fixes_of_many_keys_that_are_refused(tmp_path: Path, grow: Grow) -> None:
    """Each is refused for a reason of its own: that the catalogue has both texts."""

    def fixed(times: int) -> object:
        text = "".join(HELD["a catalogue of gettext"][1].format(at) for at in range(times))
        files = {"a.po": text + text.replace("’", "'"), ".git/HEAD": ""}
        project(tmp_path, {"smslint.yaml": "messages: [{files: '*.po'}]\nregions: [US]\n", **files})
        (change,) = fix_all(Runner(), list(Chooser().targets([tmp_path])), unsafe=False)
        assert len(change.refused) == times
        assert change.after == change.before
        return change

    grow(fixed, 50)


@pytest.mark.parametrize("name", ["a.py", "a.yml", "a.xcstrings"])
def test_fixes_of_many_keys_beside_a_program_that_are_refused(name: str, tmp_path: Path, grow: Grow) -> None:
    """All keys are looked for in one look through a file, and what takes long to compile is not made for each."""
    piece = {"a.py": 'send_sms(to, _("Hi {} it’s new"))\n', "a.yml": "Hi {} it’s new: x\n"}.get(
        name, '"Hi {} it’s new": "x",\n'
    )

    def fixed(times: int) -> object:
        text = "".join(HELD["a catalogue of gettext"][1].format(at) for at in range(times))
        files = {"a.po": text + text.replace("’", "'"), ".git/HEAD": "", name: "".join(map(piece.format, range(times)))}
        project(tmp_path, {"smslint.yaml": "messages: [{files: ['*.po', 'a.py']}]\nregions: [US]\n", **files})
        found = fix_all(Runner(), list(Chooser().targets([tmp_path])), unsafe=False)
        assert {len(change.refused) for change in found} == {times}
        return found

    grow(fixed, 50)


def test_blanks_behind_a_quote_of_a_program(tmp_path: Path, grow: Grow) -> None:
    """A string that another one continues: blanks are not divided among its parts in every way."""
    key = "It’s late"

    def fixed(times: int) -> object:
        program = f'x = "It’s late"{" " * times}\ny = "It{"’" + chr(34) + " " * times}x\n'
        files = {"a.po": f'msgid "{key}"\nmsgstr ""\n', "a.py": program, ".git/HEAD": ""}
        project(tmp_path, {"smslint.yaml": "messages: [{files: '*.po'}]\nregions: [US]\n", **files})
        return fix_all(Runner(), list(Chooser().targets([tmp_path])), unsafe=False)

    grow(fixed, 15)


def messages(times: int) -> dict[str, str]:
    """As many files as texts in all of them."""
    return {f"a{at}.json": catalogue(1) for at in range(times)}


ENTRIES: dict[str, Callable[[int, int], tuple[str, dict[str, str]]]] = {
    "that differ in their kind, for one file": lambda entries, texts: (
        "".join(
            f"  - {{files: a.json, keys: [k{at}], kind: {('otp', 'marketing')[at % 2]}, dialect: brace}}\n"
            for at in range(entries)
        ),
        {"a.json": catalogue(texts)},
    ),
    "that differ in what they are sent from, for one file": lambda entries, texts: (
        "".join(f"  - {{files: a.json, keys: [k{at}], brand: B{at}, dialect: brace}}\n" for at in range(entries)),
        {"a.json": catalogue(texts)},
    ),
    "each for a file of its own": lambda entries, texts: (
        "".join(f"  - {{files: a{at}.json, dialect: brace, brand: B{at}}}\n" for at in range(entries)),
        messages(texts),
    ),
    "that take their texts by globs": lambda entries, texts: (
        "".join(f"  - {{files: a.json, keys: ['k{at}*'], brand: B{at}}}\n" for at in range(entries)),
        {"a.json": catalogue(texts)},
    ),
    "each for all files": lambda entries, texts: (
        "".join(f"  - {{files: '*.json', keys: [k{at}], brand: B{at}}}\n" for at in range(entries // 10 + 1)),
        {f"a{at}.json": catalogue(texts // 10 + 1) for at in range(10)},
    ),
}
"""Entries of a configuration, and the files with their texts. Which entry a glob means is known only once it was held against every
text, so twice as many of both are four times the work: each may grow alone. A key names its text, so both may grow together."""
BOTH = tuple(ENTRIES)[:3]
GROWING: dict[str, Callable[[int], tuple[int, int]]] = {
    "the entries": lambda times: (times, 100),
    "the texts": lambda times: (100, times),
    "both": lambda times: (times, times),
}


@pytest.mark.parametrize(
    ("shape", "growing"),
    [(shape, growing) for shape in ENTRIES for growing in GROWING if growing != "both" or shape in BOTH],
)
def test_entries_that_differ_in_more_than_their_keys(shape: str, growing: str, tmp_path: Path, grow: Grow) -> None:
    def checked_files(times: int) -> object:
        entries, files = ENTRIES[shape](*GROWING[growing](times))
        return run(project(tmp_path / str(times), {"smslint.yaml": f"messages:\n{entries}", **files}))

    grow(checked_files, 75)


def test_values_of_no_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grow: Grow) -> None:
    """Beside as many names that no value is declared for: not each is compared with each."""
    monkeypatch.chdir(tmp_path)

    def called(times: int) -> object:
        values = "".join(f"  w{at}: {{max: 3}}\n" for at in range(times))
        settings = f"messages: [{{files: a.json, dialect: brace}}]\nvalues:\n{values}"
        project(tmp_path, {"smslint.yaml": settings, "a.json": catalogue(times)})
        return cli.run(["check", "--no-cache"])

    grow(called, 150)


def dear_catalogue(folder: Path, times: int) -> None:
    """A catalogue with a finding in each message."""
    texts = json.dumps({f"k{at}": f"Hi {{n}}, your code is {at}, it’s new" for at in range(times)}, indent=1)
    project(folder, {"smslint.yaml": "messages: [{files: '*.json'}]\nregions: [US]\n", "a.json": texts})


COMMANDS = {
    "discover": ["discover"],
    "the baseline": ["baseline", "create"],
    "fixes": ["check", "--no-cache", "--diff"],
    **{f"a report in {name}": ["check", "--no-cache", "--format", name] for name in (*FORMATS, PAGE)},
}


IN_CI = ("discover", "the baseline", "fixes", "a report in text", "a report in json")
"""The other forms of a report take as long in all; they are run by hand."""


@pytest.mark.parametrize(
    "command", [each if each in IN_CI else pytest.param(each, marks=pytest.mark.long) for each in COMMANDS]
)
def test_commands_on_many_messages(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grow: Grow) -> None:
    monkeypatch.chdir(tmp_path)

    def called(times: int) -> object:
        dear_catalogue(tmp_path, times)
        return cli.run(COMMANDS[command])

    grow(called, 100)


@pytest.mark.parametrize("key", ["messages", "exclude"])
def test_globs_that_match_no_file_beside_as_many_files(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grow: Grow
) -> None:
    """Something near is looked for in all files for a few of them only."""

    def called(times: int) -> object:
        globs = "".join(
            f"  - {f'{{files: b/y{each}.txt}}' if key == 'messages' else f'b/y{each}.txt'}\n" for each in range(times)
        )
        settings = f"{key}:\n{globs}" + ("messages: [{files: '*.txt'}]\n" if key == "exclude" else "")
        folder = tmp_path / str(times)
        project(folder, {"smslint.yaml": settings, **{f"a/x{each}.txt": "Hi" for each in range(times)}})
        monkeypatch.chdir(folder)
        return cli.run(["check", "--no-cache"])

    grow(called, 30)
