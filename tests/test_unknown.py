"""What is not known, command by command: the words, the JSON and the exit status; with ``--strict`` each of them fails."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import smslint
from smslint.cli.app import run
from smslint.report import FINDINGS_ONLY, FORMATS
from smslint.rules.checks.rest_days import holidays_of
from smslint.sending.gate import gate
from smslint.vocabulary import PAGE
from tests.project.support import project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _calendars() -> Iterator[None]:
    """A calendar that was missing in one test is there in the next."""
    yield
    holidays_of.cache_clear()


KNOWN = {
    "provider": "octopods", "brand": "Acme", "kind": "transactional", "regions": "[US]",
    "sender": "{type: long_code, region: US, id: '+14155550100', a2p_registered: true}",
}  # fmt: skip
SAID = "Acme: your table is booked."
BODY = "Acme: your table is booked for {{ day }}."


class Case(NamedTuple):
    """Something that ``check`` does not know."""

    words: str
    key: str
    """The member of ``coverage`` that holds it."""
    status: int = 0
    without: str = ""
    entry: str = "{files: 'sms/*', dialect: jinja}"
    name: str = "sms/a.txt"
    body: str = BODY
    settings: tuple[tuple[str, str], ...] = ()


UNKNOWN = {
    "dialect": Case("the dialect of 1 message, read as jinja for {{ day }}", "guessed", entry="{files: 'sms/*'}"),
    "kind": Case("the kind of 1 message", "unknown_kind", without="kind", body="Acme: hello there."),
    "brand": Case("brand", "unasked", without="brand"),
    "provider": Case("provider", "unasked", without="provider"),
    "regions": Case("regions", "unasked", without="regions"),
    "no region": Case("regions", "unasked", settings=(("regions", "[]"),)),
    "profile": Case("the rules of AQ, which has no profile", "regions_without_profile", settings=(("regions", "[AQ]"),)),
    "format": Case(".scala is not a format that smslint reads", "unread", 1, name="sms/A.scala"),
    "a program in a language without a grammar": Case(".groovy is not a format that smslint reads", "unread", 1, name="sms/A.groovy", body="sendSms(to, \"Acme: hi ${name}, ${x.id} $y ${-> z}\" + /a $b/ + $/c/$)"),
    "XML of another kind": Case(".xml is not a format that smslint reads", "unread", 1, name="sms/a.xml", body="<templates><t>Acme</t></templates>"),
    "template": Case("not understood: sms/a.txt:1", "unread", 1, body="Acme: {{ day"),
    "bytes": Case("not understood: sms/a.txt:1", "unread", 1, body="Acme: \udce9"),
    "what GOV.UK Notify puts before the text": Case("not understood: sms/a.txt:1: Nothing says whether GOV.UK Notify puts the name of the service and a colon before", "unread", entry="{files: 'sms/*', dialect: parens}", settings=(("provider", "govuk-notify"),)),
    "what a call sends": Case("not understood: sms/a.py:2: What this call sends is not known: body", "unread", name="sms/a.py", entry="{files: 'sms/*'}", body=f"send_sms(to, '{SAID}')\nsend_sms(to, body)\n"),
    "a key of a catalogue": Case("not understood: sms/a.php:1: The text comes from the catalogue, under the key sms.order", "unread", name="sms/a.php", entry="{files: 'sms/*'}", body=f"<?php sms($to, __('sms.order')); sms($to, '{SAID}');"),
    "what a function returns": Case("not understood: sms/a.js:1: What this call sends is not known: fs.readFileSync('x.txt')", "unread", name="sms/a.js", entry="{files: 'sms/*', names: send*}", body=f"sendSms(to, fs.readFileSync('x.txt')); sendSms(to, '{SAID}');"),
    "a key in a text": Case("not understood: sms/a.ts:1: The text comes from the catalogue, under the key sms.order", "unread", name="sms/a.ts", entry="{files: 'sms/*'}", body="sendSms(to, `Acme: ${t('sms.order')} your table is booked`);"),
    "unread include": Case("not understood: sms/a.txt:1", "unread", body=BODY + "{% include 'foot.txt' %}"),
    "a parent under a condition": Case("not understood: sms/a.txt:1", "unread", body="{% if x %}{% extends 'b.txt' %}{% endif %}" + BODY),
    "a block that is defined twice": Case("not understood: sms/a.txt:1", "unread", 1, body="Acme {% block b %}x{% endblock %}{% block b %}y{% endblock %}"),
    "an item that string.Format refuses": Case("not understood: sms/a.resx:1", "unread", 1, name="sms/a.resx", entry="{files: 'sms/*'}", body="<root><data name='a'><value>Acme: {0</value></data></root>"),
    "an argument that MessageFormat refuses": Case("not understood: sms/a.properties:1", "unread", 1, name="sms/a.properties", entry="{files: 'sms/*'}", body="a = Acme: {0\n"),
    "a merge that was not finished": Case("not understood: sms/a.txt:1", "unread", 1, body="<<<<<<< HEAD\nAcme\n=======\nAcme!\n>>>>>>> x\n"),
    "an entry that an earlier one shadows": Case("Earlier entries already match all of its messages: 1 message", "unread", entry="{files: 'sms/*', dialect: jinja}\n  - {files: 'sms/a*', dialect: jinja}"),
    "a file that is encrypted": Case("not understood: sms/a.txt:1", "unread", 1, body="$ANSIBLE_VAULT;1.1;AES256\n6162\n"),
}  # fmt: skip


def lay_check(folder: Path, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    """Write the project of a case, and enter it."""
    settings = {key: value for key, value in {**KNOWN, **dict(case.settings)}.items() if key != case.without}
    text = "".join(f"{key}: {value}\n" for key, value in settings.items())
    files = {"smslint.yaml": f"{text}messages:\n  - {case.entry}\n", case.name: case.body}
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(project(folder, {name: body.encode("utf-8", "surrogateescape") for name, body in files.items()}))


@pytest.mark.parametrize("what", UNKNOWN)
def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """The first run and the one after it, which has a cache, say the same."""
    case = UNKNOWN[what]
    lay_check(tmp_path, monkeypatch, case)
    first = (run(["check", "--format", "json"]), capsys.readouterr())
    assert (run(["check", "--format", "json"]), capsys.readouterr()) == first
    assert first[0] == case.status
    coverage = json.loads(first[1].out)["coverage"]
    assert coverage[case.key]
    assert coverage["complete"] is False
    assert run(["check", "--strict"]) == 1
    assert case.words in capsys.readouterr().out


@pytest.mark.parametrize("form", [*FORMATS, PAGE])
@pytest.mark.parametrize(
    "what", ["dialect", "kind", "profile", "unread include", "an entry that an earlier one shadows"]
)
def test_every_format_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str, form: str
) -> None:
    """In the report where the format has a place for it, else on standard error; the exit statuses are equal."""
    lay_check(tmp_path, monkeypatch, UNKNOWN[what])
    assert run(["check", "--format", form]) == UNKNOWN[what].status
    printed = capsys.readouterr()
    assert bool(printed.err) is (form in FINDINGS_ONLY)
    words = {"json": "coverage", "jsonl": "coverage", "sarif": "toolExecutionNotifications"}.get(
        form, "not known|not understood"
    )
    assert re.search(words, printed.err or printed.out)
    assert run(["check", "--format", form, "--strict"]) == 1


CHANGING = ["dialect", "kind", "profile", "unread include", "what a call sends", "an entry that an earlier one shadows"]


@pytest.mark.parametrize("what", CHANGING)
def test_fixes_and_baselines_say_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """``--diff`` and ``--fix`` fail strictly as a check does; a baseline accepts findings, never what is unknown."""
    lay_check(tmp_path, monkeypatch, UNKNOWN[what])
    for arguments in (["check", "--diff"], ["check", "--fix"], ["baseline", "create"], ["baseline", "prune"]):
        run(arguments)
        said = capsys.readouterr()
        assert re.search("not known|not understood", said.out + said.err), arguments
    for more in ([], ["--diff"], ["--fix"]):
        assert run(["check", "--strict", *more]) == 1, more
        assert "--strict: something is unknown" in capsys.readouterr().err


MODES = (["check"], ["check", "--diff"], ["check", "--fix"], ["check", "--list-files"])
BASELINES = (["baseline", "create"], ["baseline", "prune"])
FOUND = re.compile("not known|not understood")
# What is unknown in each mode of a check: the case, or in brackets why there is none.
IN_MODES: dict[str, str | Case] = {
    "host": "format", "dialect": "dialect", "include": "unread include", "empty match": "(an error: see the next test)", "kind": "kind",
    "consent": "(it has no list of recipients; a consent of the configuration that nobody knows is an error)",
    "zone": "(it has no list of recipients; a zone of the configuration that nobody knows is an error)",
    "region": "profile",
    "price": Case("what it costs now: the prices are from 2020-05-06", "costs", settings=(("prices", "card.csv"),)),
    "price of another country": Case("what it costs in GB: the rate card has no price there", "costs", settings=(("prices", "card.csv"), ("regions", "[GB]"))),
    "extra": Case("smslint[code]", "unread", 1, name="sms/a.ts", body="export const a = `Acme: ready`;\n", entry="{files: 'sms/*'}"),
}  # fmt: skip


@pytest.mark.parametrize("what", [what for what, case in IN_MODES.items() if isinstance(case, Case) or case[0] != "("])
def test_strict_is_one_sense_in_every_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    named = IN_MODES[what]
    case = UNKNOWN[named] if isinstance(named, str) else named
    lay_check(tmp_path, monkeypatch, case)
    (tmp_path / "card.csv").write_text(OLD, encoding="utf-8")
    if what == "extra":
        monkeypatch.setitem(sys.modules, "tree_sitter", None)
    for mode in MODES:
        status = 0 if mode[1:] in (["--diff"], ["--list-files"]) else case.status
        assert run([*mode, "--no-cache"]) == status, mode
        said = capsys.readouterr()
        assert bool(FOUND.search(said.out + said.err)) is (mode[1:] != ["--list-files"]), mode
        assert run([*mode, "--no-cache", "--strict"]) == 1, mode
        said = capsys.readouterr()
        assert case.words.removeprefix("not understood: ") in said.out + said.err
        assert case.status == 1 or "--strict: something is unknown" in said.err, mode
    assert run(["check", "--no-cache", "--format", "json"]) == case.status
    assert json.loads(capsys.readouterr().out)["coverage"][case.key]
    for arguments in BASELINES:
        assert run(arguments) == 0
        said = capsys.readouterr()
        assert FOUND.search(said.out + said.err), arguments
    assert run(["check", "--no-cache", "--strict"]) != 0, "a baseline accepts findings, never what is unknown"


WRONG = {
    "empty match": ("messages: [{files: 'smss/*'}]\n", "no file matches smss/*"),
    "zone": ("facts: {zone: America/NewYork}\nmessages: [{files: 'sms/*'}]\n", "found 'America/NewYork'"),
    "consent": ("consent: perhaps\nmessages: [{files: 'sms/*'}]\n", "perhaps"),
    "dialect": ("messages: [{files: 'sms/*', dialect: nobody}]\n", "unknown dialect 'nobody'"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_unknown_in_the_configuration_is_an_error_in_every_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    settings, words = WRONG[what]
    beside: dict[str, str | bytes] = {".smslint-baseline.json": '{"version": 1, "findings": {}}'}
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": settings, "sms/a.txt": SAID, **beside}))
    for mode in (*MODES, *([*mode, "--strict"] for mode in MODES), *BASELINES):
        assert run(mode) == 2, mode
        assert words in capsys.readouterr().err


def test_a_list_of_files_names_a_glob_that_matches_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_check(tmp_path, monkeypatch, UNKNOWN["dialect"]._replace(entry="{files: ['sms/*', 'mail/*'], dialect: jinja}"))
    assert run(["check", "--list-files"]) == 0
    said = capsys.readouterr()
    assert said.out == "sms/a.txt\n"
    assert said.err.startswith("warning: no file matches mail/* (smslint.yaml:")
    assert run(["check", "--list-files", "--allow-empty"]) == 0
    assert capsys.readouterr().err == ""


SHOWS = "(it shows what there is, and decides nothing)"
ACCEPTS = "(it says what is unknown and accepts only findings; check --strict decides)"
LISTED = "(it keeps a list of numbers: one that cannot be read fails it)"
KEPT = "(a limit that is not known to be kept fails it)"
# Every command: whether it has --strict, or in brackets why not.
STRICT = {
    "check": "", "recipients": "", "preflight": "", "send": "", "diff": KEPT, "cost": KEPT,
    "comment": "(it decides nothing: what it puts into the pull request was decided before)",
    "reconcile": "(it says what is unknown about a log; one that no template explains fails it)",
    "registration check": "(a field that is missing fails it; what check cannot read, check says)",
    "registration init": SHOWS, "registration show": SHOWS,
    "segments": SHOWS, "page": SHOWS, "discover": SHOWS, "init": SHOWS, "config show": SHOWS, "config schema": SHOWS, "rule": SHOWS, "countries": SHOWS,
    "prices list": SHOWS, "prices show": "(a price that is not there fails it)", "prices import": "(a row that cannot be read fails it)", "prices diff": SHOWS,
    "baseline create": ACCEPTS, "baseline prune": ACCEPTS, "baseline show": SHOWS, "test-rules": "(a rule or a test that cannot be read fails it)",
    "suppress add": LISTED, "suppress import": LISTED, "suppress check": LISTED, "suppress remove": LISTED, "suppress from-inbound": LISTED,
    "suppress list": SHOWS, "suppress export": LISTED, "suppress sync": LISTED,
    "send status": SHOWS, "send journal": SHOWS, "server": SHOWS, "mcp": "(it answers an agent: what is unknown is in each answer)",
}  # fmt: skip


def test_every_command_has_strict_or_a_reason() -> None:
    import click

    from smslint.cli.app import app

    def leaves(command: click.Command, way: tuple[str, ...], context: click.Context) -> Iterator[tuple[str, bool]]:
        if not isinstance(command, click.Group):
            yield " ".join(filter(None, way)), any(each.name == "strict" for each in command.params)
        else:
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                yield from leaves(inner, (*way, name), context)

    found = dict(leaves(app, (), click.Context(app)))
    assert found == {name: not reason for name, reason in STRICT.items()}


def test_a_file_that_is_named_must_exist_in_a_hook_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes] = {
        "smslint.yaml": "messages: [{files: 'sms/*'}]\n",
        "sms/a.txt": BODY,
        "other.txt": BODY,
    }
    monkeypatch.chdir(project(tmp_path, files))
    for form in ((), *(("--format", each) for each in (*FORMATS, PAGE))):
        assert run(["check", "--force-exclude", *form, "other.txt"]) == 0
        assert capsys.readouterr().err == ""
        for names in (["gone.txt"], ["other.txt", "gone.txt"]):
            assert run(["check", "--force-exclude", *form, *names]) == 2
            assert "gone.txt: there is no such file" in capsys.readouterr().err


def test_what_is_known_passes_strictly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in KNOWN.items())
    files = {"smslint.yaml": f"{text}messages: [{{files: 'sms/*', dialect: jinja}}]\n", "sms/a.txt": BODY}
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["check", "--strict"]) == 0
    assert "not known" not in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "status"), [((), 2), (("--allow-empty",), 0)])
def test_an_empty_match(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
) -> None:
    files = {"smslint.yaml": "messages: [{files: 'smss/*'}]\n", "sms/a.txt": BODY}
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["check", *arguments]) == status
    assert ("no file matches smss/*" in capsys.readouterr().err) is (status == 2)


SECOND = {"inner/smslint.yaml": "messages: [{files: 'sms/*'}]\n", "inner/sms/a.txt": BODY}
VOID: dict[str, tuple[dict[str, str | bytes], int]] = {
    "no file": ({"smslint.yaml": "messages: [{files: 'gone/*.txt'}]\n"}, 2),
    "no message": ({"smslint.yaml": "messages: [{files: a.json, keys: b}]\n", "a.json": '{"a": "Hi"}'}, 2),
    "no entries": ({"smslint.yaml": "brand: Acme\n"}, 0),
    "one of two": ({"smslint.yaml": "messages: [{files: 'gone/*.txt'}, {files: b.txt}]\n", "b.txt": BODY}, 0),
    "a base of others": (
        {
            "smslint.yaml": "messages: [{files: 'gone/*.txt'}]\n",
            "inner/smslint.yaml": "extends: ../smslint.yaml\nmessages: [{files: 'sms/*'}]\n",
        },
        0,
    ),
}


@pytest.mark.parametrize("name", VOID)
def test_a_configuration_of_which_nothing_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    files, status = VOID[name]
    monkeypatch.chdir(project(tmp_path, {**SECOND, **files}))
    assert run(["check", "."]) == status
    assert ("nothing was checked for smslint.yaml: no " in capsys.readouterr().err) is (status == 2)
    assert run(["check", ".", "--allow-empty"]) == 0
    assert run(["check", "inner"]) == 0


PLAIN = "phone,day,consent\n+14155550123,Monday,yes\n"
SALE = BODY + " Reply STOP to end."


class Sent(NamedTuple):
    """Something that a broadcast does not know: what ``preflight`` and the dry run of ``send`` say, and their exit status."""

    words: str
    status: int = 0
    json: Callable[[Any], bool] | None = None
    """What holds in the JSON of ``preflight``, where there is one."""
    without: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    entry: str = "{files: 'sms/*', dialect: jinja}"
    name: str = "sms/a.txt"
    body: str = BODY
    listed: str = PLAIN
    arguments: tuple[str, ...] = ()
    missing: str = ""
    """A package that is not installed."""


MARKETING = (("kind", "marketing"),)
OLD = "region,price,currency,as_of\nUS,0.01,USD,2020-05-06\n"
BROADCASTS = {
    "XML of another kind": Sent(".xml is not a format that smslint reads", 2, name="sms/a.xml", body="<a>Acme</a>"),
    "format": Sent(".scala is not a format that smslint reads", 2, name="sms/A.scala"),
    "bytes": Sent("is not UTF-8", 2, body="Acme: \udce9"),
    "template": Sent("is never closed", 2, body="Acme: {{ day"),
    "no message": Sent("this file contains no message", 2, name="sms/a.yml", body="{}\n"),
    "unread include": Sent("foot.txt", 2, body=BODY + "{% include 'foot.txt' %}"),
    "dialect": Sent(
        "not known: the dialect of 1 message, read as jinja for {{ day }}", entry="{files: 'sms/*'}",
        json=lambda found: found["coverage"]["guessed"][0]["dialect"] == "jinja",
    ),
    "kind": Sent(
        "This matters if the message is marketing, and its kind is unknown: state the kind.", 1, without="kind", body="Acme: hello {{ day }}.",
        json=lambda found: found["coverage"]["unknown_kind"]["messages"] == 1,
    ),
    "kind that does not matter": Sent(
        "not known: the kind of 1 message (set kind: marketing, transactional or otp)", without="kind",
        body="Acme: hello {{ day }}. Reply STOP to end.", arguments=("--at", "2026-12-01T12:00-08:00"),
        json=lambda found: found["coverage"]["unknown_kind"]["messages"] == 1,
    ),
    "kind, outside the hours": Sent(
        "its kind is unknown: state the kind", 1, without="kind", body="Acme: hello {{ day }}. Reply STOP to end.",
        arguments=("--at", "2026-12-01T03:00-08:00"), listed="phone,day,consent\n+13055550100,Monday,yes\n",
        json=lambda found: found["list"]["problems"][0]["code"] == "TIM002",
    ),
    "kind, without consent": Sent(
        "this matters only for marketing: state the kind", 1, without="kind", body="Acme: hello {{ day }}. Reply STOP to end.",
        arguments=("--at", "2026-12-01T12:00-08:00"), listed="phone,day\n+14155550123,Monday\n",
        json=lambda found: found["list_findings"][0]["code"] == "CON002",
    ),
    "brand": Sent("1 would be sent", without="brand", json=lambda found: {each["fact"] for each in found["coverage"]["unasked"]} == {"brand"}),
    "consent": Sent(
        "no consent column: this list does not say who agreed to messages", listed="phone,day\n+14155550123,Monday\n",
        json=lambda found: found["list"]["coverage"]["consent"] == "unknown",
    ),
    "consent to marketing": Sent(
        "no consent column: this list does not say who agreed to messages", 1, settings=MARKETING, body=SALE,
        listed="phone,day\n+14155550123,Monday\n", json=lambda found: found["list_findings"][0]["code"] == "CON002",
    ),
    "no answer about consent": Sent(
        "No row of the consent column says yes or no, so it is unknown who agreed", 1, settings=MARKETING, body=SALE,
        listed="phone,day,consent\n+14155550123,Monday,never\n+14155550124,Monday,\n", json=lambda found: found["list_findings"][0]["code"] == "CON002",
        arguments=("--at", "2026-12-01T12:00-08:00"),
    ),
    "consent that is recorded elsewhere": Sent(
        "2 would be sent", settings=MARKETING, body=SALE, listed="phone,day,consent\n+14155550123,Monday,never\n+14155550124,Monday,\n",
        arguments=("--at", "2026-12-01T12:00-08:00", "--require-consent", "no"), json=lambda found: found["list_findings"] == [] and not found["list"]["coverage"]["complete"],
    ),
    # The project says that the list is not the record of consent (DESIGN 5), so a word that nobody knows decides nothing: it is said,
    # and only --strict refuses it. A no that is understood refuses its row all the same.
    "words about consent that is recorded elsewhere": Sent(
        "the cell is neither yes nor no", settings=(*MARKETING, ("sending", "{require_consent: false}")), body=SALE,
        listed="phone,day,consent\n+14155550123,Monday,vielleicht\n+14155550124,Monday,pending\n+14155550125,Monday,ja\n",
        arguments=("--at", "2026-12-01T12:00-08:00"),
        json=lambda found: (found["list"]["rows"]["rejected"], found["list"]["coverage"]["complete"], found["complete"]) == (0, False, False),
    ),
    "a no about consent that is recorded elsewhere": Sent(
        "consent column says no", 1, settings=(*MARKETING, ("sending", "{require_consent: false}")), body=SALE,
        listed="phone,day,consent\n+14155550123,Monday,nein\n+14155550125,Monday,ja\n", arguments=("--at", "2026-12-01T12:00-08:00"),
        json=lambda found: found["list"]["rows"]["rejected"] == 1,
    ),
    "some answers about consent": Sent(
        "1 CON002 consent unknown: not sent; if consent is recorded elsewhere: --require-consent no", 1, settings=MARKETING, body=SALE, listed="phone,day,consent\n+14155550123,Monday,yes\n+14155550124,Monday,\n",
        arguments=("--at", "2026-12-01T12:00-08:00"),
        json=lambda found: (found["list_findings"], found["list"]["rows"]["rejected"], found["would_send"]) == ([], 1, 1),
    ),
    "some answers about consent, and no kind": Sent(
        "1 CON002 consent unknown: not sent (state the kind if it is not marketing)", 1, without="kind",
        body="Acme: hello {{ day }}. Reply STOP to end.", arguments=("--at", "2026-12-01T12:00-08:00"),
        listed="phone,day,consent\n+14155550123,Monday,yes\n+14155550124,Monday,pending\n",
        json=lambda found: found["list"]["rows"]["rejected"] == 1,
    ),
    "some answers about consent, transactional": Sent(
        "2 would be sent", listed="phone,day,consent\n+14155550123,Monday,yes\n+14155550124,Monday,pending\n",
        json=lambda found: (found["list"]["rows"]["rejected"], found["list"]["problems"][0]["code"]) == (0, "CON002"),
    ),
    "consent that everybody gave": Sent(
        "2 would be sent", settings=(*MARKETING, ("consent", "express")), body=SALE,
        listed="phone,day,consent\n+14155550123,Monday,yes\n+14155550124,Monday,\n", arguments=("--at", "2026-12-01T12:00-08:00"),
        json=lambda found: found["list"]["rows"]["rejected"] == 0,
    ),
    "zone": Sent(  # ignored: all zones of the number decide, and there it is night
        "Time zones such as 'Mars/Base' are unknown: for these rows, all zones of the number must be inside the hours.", settings=MARKETING, body=SALE, listed="phone,day,consent,zone\n+14155550123,Monday,yes,Mars/Base\n",
        arguments=("--at", "2026-12-01T03:00-08:00"), json=lambda found: [each["code"] for each in found["list"]["problems"]] == ["TIM001"] and len(found["notes"]) == 1,
    ),
    "zone of a list": Sent(
        "not known: which time zone is meant by 'America/NewYork'", listed="phone,day,consent,zone\n+14155550123,Monday,yes,America/NewYork\n",
        json=lambda found: (found["list"]["coverage"]["complete"], found["list"]["coverage"]["unknown_zones"]) == (False, ["America/NewYork"]),
    ),
    "state of a list": Sent(
        "not known: which state is meant by 'Narnia'", listed="phone,day,consent,state\n+14155550123,Monday,yes,Narnia\n",
        json=lambda found: (found["list"]["coverage"]["complete"], found["list"]["coverage"]["unknown_states"]) == (False, ["Narnia"]),
    ),
    "region": Sent(
        "not known: the rules of HN, which has no profile", listed="phone,day,consent\n+50491234567,Monday,yes\n",
        json=lambda found: found["list"]["coverage"]["regions_without_profile"] == ["HN"],
    ),
    "price": Sent("cost unknown", json=lambda found: found["messages"]["now"]["cost"] is None),
    "old price": Sent(
        "The prices are from 2020-05-06", settings=(("prices", "card.csv"),),
        json=lambda found: [each["code"] for each in found["list_findings"]] == ["CST002"],
    ),
    "no price": Sent(
        "1 recipient in CA has no price", settings=(("prices", "card.csv"),), listed="phone,day,consent\n+14165550123,Monday,yes\n",
        json=lambda found: [each["code"] for each in found["list_findings"]] == ["CST002"],
    ),
    "extra for holidays": Sent(
        "whether 2026-12-01 is one could not be checked (pip install 'smslint[holidays]')", settings=(*MARKETING, ("regions", "[FR]")),
        without="sender", body=BODY + " STOP au 36111.", listed="phone,day,consent\n+33612345678,Monday,yes\n", missing="holidays",
        arguments=("--at", "2026-12-01T12:00+01:00"),
        json=lambda found: not found["complete"] and "smslint[holidays]" in found["unknown"][0],
    ),
    "no recipient": Sent(
        "the list has no rows", 1, listed="phone,day,consent\n,,\n", json=lambda found: found["list"]["rows"]["total"] == 0
    ),
    "extra": Sent("pip install 'smslint[bulk]'", 2, listed="PAR1", missing="pyarrow"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["smslint.yaml", ".smslint.yml", ".config/smslint.yaml"])
def test_the_configuration_is_not_a_file_of_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Its own texts, such as a brand, were judged as texts to send, and the run was green."""
    text = "brand: Acme\nregions: [US]\nmessages:\n  - {files: sms/*.txt, kind: transactional}\n"
    monkeypatch.chdir(project(tmp_path, {name: text, "sms/a.txt": SAID}))
    assert run(["check", name]) == 2
    assert f"no message was found in {name}" in capsys.readouterr().err
    assert run(["check", name, "sms/a.txt"]) == 0
    assert "1 message" in capsys.readouterr().out


def test_settings_of_other_tools_are_not_texts_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[tool.smslint]\nbrand = "Acme"\n[project]\ndescription = "Sends your codes and offers"\n'
    monkeypatch.chdir(
        project(tmp_path, {"pyproject.toml": text, "other/pyproject.toml": text.partition("[project]")[2]})
    )
    for name in ("pyproject.toml", "other/pyproject.toml"):
        assert run(["check", name]) == 2
        assert f"no message was found in {name}" in capsys.readouterr().err


IDLE = [
    ("dialects: {mine: {open: '##', close: '##'}}\n", "", 1, "No entry has dialect: mine, so nothing is read with it."),
    ("dialects: {mine: {open: '##', close: '##'}}\n", ", dialect: mine", 0, ""),
    ("values: {day: {max: 0}}\n", ", dialect: jinja", 1, "max: 0 says that 'day' is always empty"),
    ("", ", dialect: jinja, values: {day: {max: 0}}", 1, "max: 0 says that 'day' is always empty"),
    ("values: {day: {max: 1}}\n", ", dialect: jinja", 0, ""),
]


@pytest.mark.parametrize(("top", "more", "times", "words"), IDLE)
def test_a_declaration_without_effect_is_said_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], top: str, more: str, times: int, words: str
) -> None:  # fmt: skip
    config = f"{top}kind: transactional\nbrand: Acme\nmessages:\n  - {{files: 'sms/*'{more}}}\n"
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": config, "sms/a.txt": "Acme: see you on {{ day }} ##day##"}))
    assert run(["check", "--format", "json", "--no-cache"]) in (0, 1)
    found = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
    found = [each for each in found if "always empty" in each["message"] or "No entry" in each["message"]]
    assert len(found) == times
    line = config[: max(config.find("dialects"), config.find("max: 0"))].count("\n") + 1
    assert all(words in each["message"] and each["severity"] == "warning" and each["line"] == line for each in found)


@pytest.mark.parametrize("what", BROADCASTS)
def test_preflight_and_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    case = BROADCASTS[what]
    lay(tmp_path, monkeypatch, case)
    for command in (["preflight"], ["send", "--dry-run"]):
        assert run([*command, case.name, "list.csv", *case.arguments]) == case.status
        output = capsys.readouterr()
        assert case.words in " ".join((output.out + output.err).split())
    if case.json is not None:
        assert run(["preflight", case.name, "list.csv", "--format", "json", *case.arguments]) == case.status
        assert case.json(json.loads(capsys.readouterr().out))


RECIPIENTS = {"consent": 0, "region": 0, "zone of a list": 0, "state of a list": 0, "no recipient": 1, "extra": 2}


@pytest.mark.parametrize("what", RECIPIENTS)
def test_recipients(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    case = BROADCASTS[what]
    lay(tmp_path, monkeypatch, case)
    assert run(["recipients", "list.csv"]) == RECIPIENTS[what]
    output = capsys.readouterr()
    assert case.words in output.out + output.err
    assert "every row may be texted" not in output.out
    if case.json is not None:
        assert run(["recipients", "list.csv", "--format", "json"]) == RECIPIENTS[what]
        assert case.json({"list": json.loads(capsys.readouterr().out)})


@pytest.mark.parametrize(
    ("to", "body", "words", "status"),
    [
        ("+14155550123", "Acme: hello", "state the kind", (1, 1)),
        ("+50491234567", "Acme: your order has shipped", "not known: the rules of HN", (0, 1)),
        ("+14155550123", "Acme: your order has shipped", "It would be sent", (0, 0)),
    ],
)
def test_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], to: str, body: str, words: str, status: tuple[int, int]
) -> None:  # fmt: skip
    lay(tmp_path, monkeypatch, Sent("", without="kind"))
    assert run(["send", "--to", to, "--body", body, "--dry-run"]) == status[0]
    assert words in capsys.readouterr().out
    assert run(["send", "--to", to, "--body", body, "--dry-run", "--strict"]) == status[1]


@pytest.mark.parametrize("arguments", [
    ["check"], ["recipients", "list.csv"], ["preflight", "sms/a.txt", "list.csv"], ["send", "sms/a.txt", "list.csv", "--dry-run"],
    ["send", "--to", "+14155550123", "--body", SAID, "--dry-run"],
])  # fmt: skip
def test_a_zone_of_the_configuration_or_the_command_line_that_nobody_knows_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    lay(tmp_path, monkeypatch, Sent("", settings=(("facts", "{zone: America/NewYork}"),)))
    assert run(arguments) == 2
    assert "smslint.yaml" in (said := capsys.readouterr().err)
    assert "found 'America/NewYork'" in said
    if "--to" in arguments:
        assert run([*arguments, "--isolated", "--zone", "America/NewYork"]) == 2
        assert "found 'America/NewYork'" in capsys.readouterr().err


def test_a_missing_extra_in_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in KNOWN.items())
    files = {"smslint.yaml": f"{text}messages: [{{files: 'sms/*'}}]\n", "sms/a.ts": "export const a = `Acme: ready`;\n"}
    monkeypatch.chdir(project(tmp_path, files))
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    assert run(["check", "--format", "json", "--no-cache"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert "smslint[code]" in found["coverage"]["unread"][0]["why"]


def test_an_old_price_in_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path, monkeypatch, Sent("", settings=(("prices", "card.csv"),)))
    assert run(["check", "--format", "json"]) == 0
    found = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CST002"]
    assert [each["severity"] for each in found] == ["warning"]
    assert run(["check"]) == 0
    assert "2020-05-06" in capsys.readouterr().out
    assert run(["check", "--fail-level", "warning"]) == 1


def lay(folder: Path, monkeypatch: pytest.MonkeyPatch, case: Sent) -> None:
    """Write the project of a case, and enter it."""
    settings = {key: value for key, value in {**KNOWN, **dict(case.settings)}.items() if key != case.without}
    text = "".join(f"{key}: {value}\n" for key, value in settings.items())
    files = {
        "smslint.yaml": f"{text}messages:\n  - {case.entry}\n",
        case.name: case.body,
        "list.csv": case.listed,
        "card.csv": OLD,
    }
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 40)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    if case.missing:
        holidays_of.cache_clear()
        monkeypatch.setitem(sys.modules, case.missing, None)
    monkeypatch.chdir(project(folder, {name: body.encode("utf-8", "surrogateescape") for name, body in files.items()}))


@pytest.mark.parametrize(
    ("what", "complete"),
    [
        ("consent", False),
        ("region", False),
        ("dialect", False),
        ("zone of a list", False),
        ("state of a list", False),
        ("words about consent that is recorded elsewhere", False),
        ("old price", False),
        ("no price", False),
        ("extra for holidays", False),
        ("known", True),
    ],
)
@pytest.mark.parametrize("command", ["recipients", "preflight", "send"])
def test_strict_fails_on_what_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, what: str, complete: bool
) -> None:  # fmt: skip
    lay(tmp_path, monkeypatch, BROADCASTS.get(what, Sent("")))
    arguments = {
        "recipients": ["recipients", "list.csv"],
        "preflight": ["preflight", "sms/a.txt", "list.csv", *BROADCASTS.get(what, Sent("")).arguments],
        "send": ["send", "sms/a.txt", "list.csv", "--dry-run", *BROADCASTS.get(what, Sent("")).arguments],
    }[command]
    without_template = ("dialect", "old price", "no price", "extra for holidays")  # a list has no price and no moment
    complete = complete or (command == "recipients" and what in without_template)
    assert run(arguments) == 0
    capsys.readouterr()
    assert run([*arguments, "--strict"]) == (0 if complete else 1)
    assert ("--strict: something is unknown" in capsys.readouterr().err) is not complete


def test_another_provider_than_the_one_that_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path, monkeypatch, Sent("", settings=(("provider", "twilio"),)))
    listed, one = ["sms/a.txt", "list.csv"], ["--to", "+14155550123", "--body", SAID]
    for arguments, status in (
        (["preflight", *listed], 0),
        (["send", *listed, "--dry-run"], 1),
        (["send", *one, "--dry-run"], 1),
    ):
        assert run(arguments) == 0
        assert "states provider: twilio, so the messages are counted as there" in capsys.readouterr().out
        assert run([*arguments, "--strict"]) == status, "what is counted is not what is billed"


@pytest.mark.parametrize("command", ["recipients", "preflight", "send"])
@pytest.mark.parametrize("what", ["format", "unread include", "no message", "extra"])
def test_what_cannot_be_read_at_all_is_an_error_strictly_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, what: str
) -> None:
    case = BROADCASTS[what]
    if command == "recipients" and what != "extra":
        pytest.skip("it has no template")
    lay(tmp_path, monkeypatch, case)
    files = ["list.csv"] if command == "recipients" else [case.name, "list.csv"]
    for more in ([], ["--strict"]):
        assert run([command, *files, *(["--dry-run"] if command == "send" else []), *more]) == 2
        assert case.words in " ".join(capsys.readouterr().err.split())


ONE = {
    "old price": ({"prices": "card.csv"}, "+14155550123", "what it costs now: the prices are from 2020-05-06"),
    "no price": ({"prices": "card.csv"}, "+447911123456", "what it costs: the rate card has no price there"),
    "region": ({}, "+50491234567", "the rules of HN"),
    "kind": ({"kind": ""}, "+14155550123", "the kind of the message"),
    "consent": ({"kind": "marketing"}, "+14155550123", "whether the recipient agreed to marketing"),
    "extra for holidays": ({"kind": "marketing", "regions": "[FR]", "consent": "express"}, "+33612345678", "could not be checked"),
}  # fmt: skip


@pytest.mark.parametrize("what", ONE)
def test_one_message_strictly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    settings, to, words = ONE[what]
    missing = "holidays" if what == "extra for holidays" else ""
    lay(tmp_path, monkeypatch, Sent("", settings=(*settings.items(),), without="sender", missing=missing))
    body = "Acme: hello Ann. STOP au 36111." if missing else "Acme: hello Ann. Reply STOP to end."
    arguments = ["send", "--to", to, "--body", body, "--dry-run", "--at", "2026-12-01T20:00+00:00"]
    if missing:
        arguments[-1] = "2026-12-01T12:00+01:00"
    assert run(arguments) == 0, capsys.readouterr()
    assert "It would be sent" in capsys.readouterr().out
    assert run([*arguments, "--strict"]) == 1
    assert words in capsys.readouterr().err


class Shown(NamedTuple):
    """Something that a command which only shows does not know."""

    arguments: tuple[str, ...]
    words: str
    status: int = 0
    json: Callable[[Any], bool] | None = None
    """What holds in the JSON of the command."""
    files: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    """A package that is not installed."""


SHOWN = {
    "segments of nothing": Shown(("segments", ""), "The text is empty: one segment with 0 units.", json=lambda found: found["text"] == ""),
    "segments of a file that is not there": Shown(("segments", "--file", "sms/b.txt"), "sms/b.txt", 2),
    "segments of a format that needs an extra": Shown(
        ("segments", "--file", "sms/a.ts"), "counted as one message; smslint check reads the messages in it.", files=(("sms/a.ts", "send('Hi')"),), missing="tree_sitter",
        json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of a template": Shown(
        ("segments", "Acme: {{ day }} at %%Time%%"), "{{ day }} and 1 more look like placeholders, counted as written: what is sent may be longer.",
        json=lambda found: found["count"] == 1 and "{{ day }}" in found["unknown"][0],
    ),
    "segments of an unread include": Shown(
        ("segments", BODY.replace("{{ day }}", "Monday") + "{% include 'foot.txt' %}"), "{% include 'foot.txt' %} looks like a placeholder, counted as written",
        json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of a text that is the name of a file": Shown(
        ("segments", "sms/a.txt"), "There is a file of this name: --file sms/a.txt counts its content.", json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of an unknown format": Shown(
        ("segments", "--file", "sms/A.scala"), "counted as one message; smslint does not read this format.", files=(("sms/A.scala", "Acme: hello"),),
        json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of XML of another kind": Shown(
        ("segments", "--file", "sms/a.xml"), "counted as one message; smslint does not read this format.", files=(("sms/a.xml", "<a>Acme</a>"),),
        json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of a catalogue": Shown(
        ("segments", "--file", "sms/en.json"), "counted as one message; smslint check reads the messages in it.", files=(("sms/en.json", '{"a": "Acme"}'),),
        json=lambda found: len(found["unknown"]) == 1,
    ),
    "segments of what is known": Shown(
        ("segments", "Acme: your table is booked."), "27 of 160 septets", json=lambda found: found["unknown"] == []
    ),
    "segments of a half-open field": Shown(
        ("segments", "Acme: hello {{ name }"), "looks like a placeholder, counted as written", json=lambda found: len(found["unknown"]) == 1
    ),
    "segments of Smarty": Shown(
        ("segments", "Acme: hello {$name}"), "{$name} looks like a placeholder, counted as written", json=lambda found: len(found["unknown"]) == 1
    ),
    "segments of an embedded file": Shown(
        ("segments", "Acme: hello {% embed 'foot.twig' %}{% endembed %}"), "look like placeholders, counted as written", json=lambda found: len(found["unknown"]) == 1
    ),
    "segments of an unknown provider": Shown(("segments", "Acme", "--provider", "carrier-pigeon"), "carrier-pigeon", 2),
    "countries without a profile": Shown(("countries", "AQ"), "there is no profile for 'AQ'", 2),
    "a rule that is not there": Shown(("rule", "ACM001"), "there is no rule 'ACM001'", 2),
    "settings of an unknown format": Shown(
        ("config", "show", "sms/A.scala"), ".scala is not a format that smslint reads", 2, files=(("sms/A.scala", "Acme"),)
    ),
    "settings of a guessed dialect": Shown(
        ("config", "show", "sms/a.txt"), "dialect: jinja  # a guess from the text: {{ day }}",
        json=lambda found: found["messages"][0]["settings"]["dialect"] == {"value": "jinja", "from": "a guess from the text: {{ day }}"},
    ),
    "settings of a file that no entry matches": Shown(
        ("config", "show", "a.txt"), "no entry of messages matches it, so only if it is named on the command line",
        json=lambda found: found["checked"] is False,
    ),
    "an old price": Shown(
        ("prices", "show", "US", "--card", "card.csv"), "USD per segment, as of 2020-05-06", json=lambda found: found[0]["age_days"] > 2000
    ),
    "an unknown price": Shown(("prices", "show", "HN", "--card", "card.csv"), "HN", 2),
}  # fmt: skip


@pytest.mark.parametrize("what", SHOWN)
def test_what_only_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    case = SHOWN[what]
    lay(tmp_path, monkeypatch, Sent("", entry="{files: 'sms/*'}"))
    project(tmp_path, {"a.txt": "Acme", **dict(case.files)})
    if case.missing:
        monkeypatch.setitem(sys.modules, case.missing, None)
    assert run([*case.arguments]) == case.status
    output = capsys.readouterr()
    assert " ".join(case.words.split()) in " ".join((output.out + output.err).split())
    if case.json is not None:
        assert run([*case.arguments, "--format", "json"]) == case.status
        assert case.json(json.loads(capsys.readouterr().out))


MOMENT = "2026-12-01T12:00-08:00"


class Asked(NamedTuple):
    """Something that the gate and the guard do not know about one message."""

    body: str
    refused: str = ""
    """The code for which it is refused."""
    unknown: str = ""
    """What the gate's verdict says is unknown."""
    finding: str = ""
    """The code of a remark about it."""
    settings: tuple[tuple[str, object], ...] = ()
    to: str = "+14155550123"
    at: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    words: str = ""
    """What the remark says."""
    missing: str = ""
    """A package that is not installed."""


READY = "Acme: your order has shipped."
SOLD = "Acme: 20% off today. Reply STOP to end."
ASKED = {
    "known": Asked(READY),
    "unread include": Asked(READY + "{% include 'foot.txt' %}", "PLH001"),
    "dialect": Asked("Acme: hi {{ name }}.", "PLH001"),
    "foreign language": Asked("Acme: {* note *} hello.", "PLH001"),
    "foreign block": Asked("Acme: hello\n% if x:\nAnn\n% endif", "PLH001"),
    "column": Asked("Acme: hello %%FirstName%%.", "PLH001"),
    "half-open field": Asked("Acme: hello {{ name }.", "PLH001"),
    "field in any signs": Asked(
        "Acme: your card for -shop- is ready.", "PLH001", settings=(("values", {"shop": {"max": 9}}),)
    ),
    "macros of another file": Asked("{% import 'm.j2' as m %}" + READY, "PLH001"),
    "embedded file": Asked(READY + "{% embed 'foot.twig' %}{% endembed %}", "PLH001"),
    "linked message": Asked(READY + " @:footer", "PLH001"),
    "Smarty": Asked("Acme: your order {$number} has shipped.", "PLH001"),
    "number of no country": Asked(READY, "", "the rules of 001", to="+870773111632"),
    "kind": Asked("Acme: hello Ann.", "OPT001", "the kind of the message", settings=(("kind", None),)),
    "kind that does not matter": Asked(
        "Acme: hello Ann. Reply STOP to end.", "", "the kind of the message", settings=(("kind", None),)
    ),
    "region": Asked(READY, "", "the rules of HN", to="+50491234567"),
    "number": Asked(READY, "NUM001", to="+999123"),
    "old price": Asked(READY, finding="CST002", settings=(("prices", "card.csv"),)),
    "consent": Asked(SOLD, "", "whether the recipient agreed to marketing", settings=MARKETING),
    "consent that is unknown": Asked(SOLD, "CON002", settings=MARKETING, facts=(("consent", "unknown"),)),
    "consent that is required": Asked(
        SOLD,
        "CON002",
        settings=(*MARKETING, ("sending", {"require_consent": True})),
    ),
    "brand, where warnings refuse": Asked(
        "Your order has shipped.", "IDN001", settings=(("sending", {"refuse_at": "warning"}),)
    ),
    "consent that is recorded elsewhere": Asked(SOLD, settings=(*MARKETING, ("sending", {"require_consent": False}))),
    "consent that is known": Asked(SOLD, settings=MARKETING, facts=(("consent", "yes"),)),
    "zone that is not given": Asked(
        SOLD, "TIM001", settings=MARKETING, to="+13055550100", at="2026-12-01T03:00-08:00", facts=(("consent", "yes"),)
    ),
    "extra": Asked(
        SOLD,
        finding="TIM003",
        settings=(*MARKETING, ("regions", ["FR"])),
        to="+33612345678",
        at="2026-12-01T12:00+01:00",
        facts=(("consent", "yes"),),
        words="pip install 'smslint[holidays]'",
        missing="holidays",
    ),
}


@pytest.mark.parametrize("what", ASKED)
def test_the_gate_and_the_guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    case = ASKED[what]
    monkeypatch.chdir(project(tmp_path, {"card.csv": OLD}))
    settings = {
        "provider": "twilio",
        "brand": "Acme",
        "kind": "transactional",
        "regions": ["US"],
        **dict(case.settings),
    }
    config = {key: value for key, value in settings.items() if value is not None}
    if case.missing:
        holidays_of.cache_clear()
        monkeypatch.setitem(sys.modules, case.missing, None)
    facts = dict(case.facts)
    verdict = gate(case.body, case.to, config=config, at=case.at or MOMENT, facts=facts)
    assert verdict.passed is (not case.refused)
    assert case.refused in {each.code for each in verdict.findings} | {""}
    assert [case.unknown in each for each in verdict.unknown] == [True] * bool(case.unknown)
    assert case.finding in {each.code for each in verdict.findings} | {""}
    assert case.words in " ".join(f"{each.message} {each.help}" for each in verdict.findings)
    sent: list[str] = []
    guarded = smslint.guard(body="text", to="to", config=config, at=case.at or MOMENT, facts=facts)(
        lambda text, to: sent.append(text)
    )
    if case.refused:
        with pytest.raises(smslint.SendRefused, match=case.refused):
            guarded(case.body, case.to)
    else:
        guarded(case.body, case.to)
    assert sent == ([] if case.refused else [case.body])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"dialect": "jinja"}, "unknown key 'dialect'"),
        ({"provider": "pigeon"}, "pigeon"),
        ({"regions": ["ZZ"]}, "ZZ"),
        ({"locale": "jp"}, "there is no language 'jp'"),
        ({"kind": "promo"}, "promo"),
        ({"consent": "maybe"}, "maybe"),
        ({"at": "noon"}, "noon"),
        ({"sender": {"type": "pigeon"}}, "pigeon"),
        ({"prices": "none.csv"}, "none.csv"),
        ({"facts": {"zone": "Mars/Base"}}, "Mars/Base"),
        ({"prices": "reference:nobody"}, "nobody"),
        ({"packs": ["nowhere"]}, "nowhere"),
    ],
)
def test_a_gate_that_would_be_void_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(smslint.ConfigError, match=words):
        gate(READY, "+14155550123", config={"kind": "transactional", **settings})
    with pytest.raises(smslint.ConfigError, match=words):
        smslint.guard(body="text", to="to", config=settings)(lambda text, to: None)


@pytest.mark.parametrize("name", ["conf.ini", "conf.java", "nowhere.yaml"])
def test_a_gate_with_an_unknown_configuration_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(project(tmp_path, {"conf.ini": "[x]\n", "conf.java": "class A {}\n"}))
    with pytest.raises(smslint.ConfigError, match=name):
        gate(READY, "+14155550123", config=name)
    with pytest.raises(smslint.ConfigError, match=name):
        smslint.guard(body="text", to="to", config=name)(lambda text, to: None)


class Recipients(NamedTuple):
    """Something that ``recipients`` does not know about a list."""

    words: str
    status: int = 0
    listed: str = PLAIN
    name: str = "list.csv"
    json: Callable[[Any], bool] | None = None
    arguments: tuple[str, ...] = ()


LISTS = {
    "host": Recipients("the list has no rows", 1, name="list.java", listed="class A {}\n"),
    "empty match": Recipients("nowhere.csv", 2, name="nowhere.csv", listed=""),
    "a letter without its no": Recipients("the cell is neither yes nor no", listed="phone,consent\n+14155550123,S\n"),
    "a T that may be tidak": Recipients(
        "the cell is neither yes nor no", listed="phone,consent\n+14155550123,T\n+14155550124,U\n"
    ),
    "a consent to service texts": Recipients(
        "the cell is neither yes nor no", listed='phone,consent\n+14155550123,"TRANSACTIONAL, SUBSCRIBED"\n'
    ),
    "a consent of a parent": Recipients(
        "whether the no in 'согласие родителя'", listed="phone,согласие родителя\n+14155550123,yes\n"
    ),
    "the end of a consent": Recipients("no consent column", 1, listed="phone,consent_end\n+14155550123,2020-01-02\n"),
    "a tag": Recipients("says who left", 0, listed="phone,consent,tags\n+14155550123,yes,dnc\n+14155550124,yes,vip\n"),
    "a column of departures": Recipients(
        "whether 'left on' says who left", listed="phone,consent,left on\n+14155550123,yes,2020-01-02\n"
    ),
}


@pytest.mark.parametrize("what", LISTS)
def test_more_about_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    case = LISTS[what]
    lay(tmp_path, monkeypatch, Sent(""))
    if case.listed:
        project(tmp_path, {case.name: case.listed})
    assert run(["recipients", case.name, *case.arguments]) == case.status
    output = capsys.readouterr()
    assert case.words in output.out + output.err
    assert "every row may be texted" not in output.out


CHECKS = {
    "empty match": "test_an_empty_match",
    "extra": "test_a_missing_extra_in_check",
    "old price": "test_an_old_price_in_check",
}
NO_LIST = "it has no list of recipients"
ONE_TEXT = "it is given one text, and reads no template"
# Every command by everything that may be unknown: the case that covers it, or in brackets why there is none.
CELLS: dict[str, dict[str, str]] = {
    "host": {
        "segments": "segments of an unknown format", "gate": f"({ONE_TEXT})", "guard": f"({ONE_TEXT})", "check": "format", "preflight": "format", "send": "format",
        "recipients": "host",
    },
    "dialect": {
        "segments": "segments of a template", "gate": "dialect", "guard": "dialect", "check": "dialect", "preflight": "dialect", "send": "dialect",
        "recipients": "(it has no template)",
    },
    "include": {
        "segments": "segments of an unread include", "gate": "unread include", "guard": "unread include", "check": "unread include", "preflight": "unread include",
        "send": "unread include", "recipients": "(it has no template)",
    },
    "empty match": {
        "segments": "segments of a file that is not there", "gate": f"({ONE_TEXT})", "guard": f"({ONE_TEXT})", "check": "empty match", "preflight": "no message",
        "send": "no message", "recipients": "empty match",
    },
    "kind": {
        "segments": "(the count is the same for every kind)", "gate": "kind", "guard": "kind", "check": "kind", "preflight": "kind", "send": "kind",
        "recipients": "(a list has no kind)",
    },
    "consent": {
        "segments": f"({NO_LIST})", "gate": "consent", "guard": "consent", "check": f"({NO_LIST})", "preflight": "consent", "send": "consent", "recipients": "consent",
    },
    "zone": {
        "segments": f"({NO_LIST})", "gate": "zone that is not given", "guard": "zone that is not given", "check": f"({NO_LIST})", "preflight": "zone", "send": "zone",
        "recipients": "zone of a list",
    },
    "region": {
        "segments": "(the count is the same everywhere)", "gate": "region", "guard": "region", "check": "profile", "preflight": "region", "send": "region",
        "recipients": "region",
    },
    "price": {
        "segments": "(it prints no figure of money)", "gate": "old price", "guard": "old price", "check": "old price", "preflight": "old price", "send": "old price",
        "recipients": "(it prints no figure of money)",
    },
    "extra": {
        "segments": "segments of a format that needs an extra", "gate": "extra", "guard": "extra", "check": "extra", "preflight": "extra", "send": "extra",
        "recipients": "extra",
    },
}  # fmt: skip
COMMANDS = ("segments", "gate", "guard", "check", "preflight", "send", "recipients")
"""``check --diff``, ``--fix``, ``--list-files`` and ``baseline`` have a table of their own: :data:`IN_MODES`."""


@pytest.mark.parametrize("what", CELLS)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_cell_has_a_case_or_a_reason(command: str, what: str) -> None:
    cases: dict[str, list[Any]] = {
        "segments": [SHOWN], "gate": [ASKED], "guard": [ASKED], "check": [UNKNOWN, CHECKS], "preflight": [BROADCASTS], "send": [BROADCASTS],
        "recipients": [RECIPIENTS, LISTS],
    }  # fmt: skip
    assert what in IN_MODES
    cell = CELLS[what][command]
    assert cell.startswith("(") or any(cell in table for table in cases[command])


def test_each_kind_of_what_is_unknown_is_a_sentence_and_strict_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes] = {
        "a.txt": "Acme: hi {{ day }}\n",
        "b.txt": "Hi *|IF:VIP|*dear *|END:IF|*you {{ x|weird }}",
    }
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["check", "a.txt", "b.txt", "--isolated", "--strict"]) == 1
    out, error = capsys.readouterr()
    lines = [line for line in out.splitlines() if line.startswith(("not understood", "not known"))]
    assert lines[0].startswith("not understood: b.txt:1: The value of *|IF:VIP|* is unknown")
    assert lines[1].startswith("not known: the kind of")
    assert "dialect" not in lines[1]
    assert lines[2].startswith("not known: the dialect of")
    assert len(lines) == 3
    assert "\n  b.txt:1: The value of *|IF:VIP|* is unknown" in error
    assert "\n  a.txt:1: the kind of" in error
    assert run(["check", "a.txt", "--isolated", "--strict", "--format", "json"]) == 1
    assert "\n  a.txt:1: the dialect of" in capsys.readouterr().err
