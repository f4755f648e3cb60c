"""``discover``, ``init`` and ``config``: the files found, the configuration written, and that ``check`` can use it at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from smslint.cli.app import run
from smslint.data import data_path
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "templates/sms/welcome.txt": "Acme: hi {{ first_name }}, see {{ track_url }}",
    "templates/sms/code.txt": "{{ code }} is your code",
    "templates/mail/welcome.txt": "Dear {{ name }}",
    "config/locales/en.yml": "en:\n  sms:\n    hi: 'Hi %{name}, welcome to us'\n  web:\n    title: A page\n",
    "config/locales/de.yml": "de:\n  sms:\n    hi: 'Hallo %{name}, willkommen'\n",
    "i18n/app_en.json": '{"promo": "20% off. Reply STOP to opt out", "title": "A page"}',
    "src/app.py": "SMS_BODY = f'Hi {name}, your order is on its way'\nOTHER = 'transmission failed at once'\n",
    "docs/transmission.md": "# transmission\n",
    "node_modules/sms/sms.txt": "Hi there",
    "out/sms.txt": "Hi there",
    ".gitignore": "out/\n",
    "lists/people.csv": "phone,sms_consent\n+14155552671,yes\n",
    "broken/sms.json": "{",
    "broken/sms.txt": b"\xff\xfe\xfa",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project(tmp_path, FILES))
    return tmp_path


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    assert run(["discover", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    return {each["path"]: each["keys"] for each in record["candidates"]}


def test_discover_finds_files_that_look_like_messages(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys) == {
        "config/locales/de.yml": ["*.sms.*"],
        "config/locales/en.yml": ["*.sms.*"],
        "i18n/app_en.json": ["promo"],
        "src/app.py": ["*SMS*"],
        "templates/sms/code.txt": [],
        "templates/sms/welcome.txt": [],
    }


def test_the_suggested_settings_match_the_files_that_were_found(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["discover"]) == 0
    output = capsys.readouterr().out
    settings = yaml.safe_load(output[output.index("\nmessages:") :])
    assert [entry["files"] for entry in settings["messages"]] == [
        "config/locales/*.yml", "i18n/app_*.json", "src/app.py", "templates/sms/*.txt",
    ]  # fmt: skip


def test_init_writes_what_check_can_use(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    output = capsys.readouterr().out
    assert "repos" not in output or "rev:" in output
    assert "smslint-fix" in output
    text = (here / "smslint.yaml").read_text(encoding="utf-8")
    settings = yaml.safe_load(text)
    jsonschema.validate(settings, json.loads((data_path("schema") / "config.schema.json").read_text(encoding="utf-8")))
    assert settings["values"] == {
        "code": {"type": "otp"},
        "first_name": {"type": "first_name"},
        "track_url": {"type": "url"},
    }
    assert run(["check", "--list-files"]) == 0
    assert capsys.readouterr().out.split() == [
        "config/locales/de.yml", "config/locales/en.yml", "i18n/app_en.json", "src/app.py", "templates/sms/code.txt",
        "templates/sms/welcome.txt",
    ]  # fmt: skip
    assert run(["check", "--format", "json"]) in {0, 1}
    assert json.loads(capsys.readouterr().out)["summary"]["messages"] == 6


def test_init_never_overwrites(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "smslint.yml").write_text("brand: Acme\n", encoding="utf-8")
    assert run(["init"]) == 2
    assert "already exists" in capsys.readouterr().err
    assert not (here / "smslint.yaml").exists()


def test_init_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "--dry-run"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) is None
    assert run(["init"]) == 0
    assert (tmp_path / "smslint.yaml").is_file()


def test_config_show_names_the_source_of_each_setting(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(here, {
        "smslint.yaml": "brand: Acme\nvalues: {name: {max: 9}}\nmessages:\n  - {files: '**/*.yml', keys: '*.sms.*', dialect: percent}\n",
        "config/locales/en.yml": "en:\n  sms:\n    # smslint: kind=otp disable=OPT001 -- codes\n    hi: 'Hi %{name}'\n",
    })  # fmt: skip
    assert run(["config", "show", "config/locales/en.yml", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["checked"] is True
    (message,) = record["messages"]
    settings = {key: (each["value"], each["from"].rpartition("/")[2]) for key, each in message["settings"].items()}
    assert settings == {
        "brand": ("Acme", "smslint.yaml"),
        "dialect": ("percent", "smslint.yaml: messages[0]"),
        "keys": ("*.sms.*", "smslint.yaml: messages[0]"),
        "kind": ("otp", "a directive"),
        "locale": ("en", "the file name"),
        "values.name": ({"max": 9}, "smslint.yaml"),
    }
    assert message["switched_off"] == ["OPT001"]
    assert run(["config", "show", "config/locales/en.yml"]) == 0
    assert "kind: otp  # a directive" in capsys.readouterr().out
    assert run(["config", "show", "templates/mail/welcome.txt"]) == 0
    assert "checked: no" in capsys.readouterr().out


SHOWN: dict[str, tuple[str, list[str]]] = {
    "sms.csv": ('key,language,text\na,de,"Hallo {name}"\n', ["dialect: brace  # a guess from the text: {name}", "locale: de  # the file"]),
    "sms.de.csv": ('key,text\na,"Hallo {name}"\n', ["dialect: brace  # a guess from the text: {name}", "locale: de  # the file name"]),
    "a.po": ('msgid ""\nmsgstr "Language: fr\\n"\n\n#, python-format\nmsgid "Hi %s"\nmsgstr "Salut %s"\n', ["dialect: percent  # the file", "locale: fr  # the file"]),
    "a.py": ('OTP = "Your code is %s" % code\n', ["dialect: percent  # the file"]),
    "b.py": ('OTP = f"Your code is {code}"\n', ["dialect: brace  # the program, which makes the text"]),
    "a.php": ('<?php send_sms($to, "Hi {$o->name}, come here");\n', ["dialect: plain  # the program, which makes the text"]),
    "a.txt": ("---\ndialect: brace\n---\nHi {name}\n", ["dialect: brace  # its front matter"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_config_show_names_what_a_setting_rests_on(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text, reasons = SHOWN[name]
    monkeypatch.chdir(project(tmp_path, {name: text}))
    assert run(["config", "show", name]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert sorted(line for line in lines if line.startswith(("dialect:", "locale:"))) == reasons


def test_config_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "schema"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    "arguments", [["discover", "nope"], ["init", "nope"], ["config", "show", "x", "--config", "nope"]]
)
def test_a_missing_folder_is_an_error(here: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "there is no such" in capsys.readouterr().err


BASE = "{% block body %}{% endblock %} Reply STOP to opt out"
SPRING = "sms.quote=Don''t miss '{0}' today\nsms.ch={0,choice,0#none|1#one|1<many {0}} parcels\n"
PROJECTS: dict[str, tuple[dict[str, str | bytes], list[dict[str, object]]]] = {
    "the host defines the dialect": (
        {"messages.properties": SPRING},
        [{"files": "messages.properties", "keys": "sms.*"}],
    ),
    "the resources of Android": (
        {"res/values/strings.xml": '<resources><string name="sms_hi">Hi %1$s, {it} is on its way</string></resources>'},
        [{"files": "res/values/strings.xml", "keys": "*sms*"}],
    ),
    "the language files of Laravel": (
        {"lang/de/texts.json": '{"sms_hi": "Hi :name, it is {on} its way"}'},
        [{"files": "lang/*/texts.json", "keys": "*sms*"}],
    ),
    "the files of the project name the engine": (
        {
            "manage.py": "",
            "shop/templates/sms/base.txt": BASE,
            "shop/templates/sms/sale.txt": "{% load humanize %}You won {{ n|intcomma }} points",
        },
        [{"files": "shop/templates/sms/*.txt", "dialect": "django"}],
    ),
    "one file shows the engine of all": (
        {"sms/base.txt": BASE, "sms/sale.txt": "{% load humanize %}You won {{ n|intcomma }} points"},
        [{"files": "sms/*.txt", "dialect": "django"}],
    ),
    "no dialect fits all files": (
        {"sms/a.txt": "Hi {{ name|default:'you' }}, welcome", "sms/b.txt": "Hi %(name)s, welcome"},
        [{"files": "sms/*.txt"}],
    ),
    "a plural shows what a plain name is": (
        {"a.json": '{"sms_a": "Hi {name}, your parcel is here", "sms_b": "You have {n, plural, one {# parcel} other {# parcels}}"}'},
        [{"files": "a.json", "keys": "*sms*", "dialect": "icu"}],
    ),
    "an earlier glob matches the files of a later one": (
        {"x/en.json": '{"sms": "Hi there, it is on its way"}', "x/app.de.json": '{"sms": "Hi there, it is on its way"}'},
        [{"files": "x/app.*.json", "keys": "sms"}, {"files": "x/*.json", "keys": "sms"}],
    ),
    "the same, in the other order": (
        {"x/de.json": '{"sms": "Hi there, it is on its way"}', "x/zap.de.json": '{"sms": "Hi there, it is on its way"}'},
        [{"files": "x/*.json", "keys": "sms"}],
    ),
    "texts that do not parse": (
        {
            "app_en.arb": json.dumps(
                {
                    "smsShip": "Your parcel is on its way",
                    "smsLegacy": "Hello {name}, it is there now",
                    "smsLink": "{a, unknownfmt, x} @:smsShip",
                    "smsBad": "Hi {name",
                }
            )
        },
        [{"files": "app_*.arb", "keys": "*sms*"}],
    ),
    "texts with forms for numbers": (
        {
            "app/sms.py": 'def a(to, n):\n    client.messages.create(to=to, body=ngettext("%d parcel is here", "%d parcels are here", n) % n)\n\n\n'
            'def b(to, n):\n    text = npgettext("sms", "It takes {n} day", "It takes {n} days", n)\n'
            "    client.messages.create(to=to, body=text.format(n=n))\n",
            "app/sms.rb": 'def c(to, n)\n  client.messages.create(to: to, body: n_("%d door is open", "%d doors are open", n) % n)\nend\n',
            "locale/de/LC_MESSAGES/django.po": 'msgid "%d parcel is here"\nmsgid_plural "%d parcels are here"\nmsgstr[0] "%d Paket"\nmsgstr[1] "%d Pakete"\n\n'
            'msgctxt "sms"\nmsgid "It takes {n} day"\nmsgid_plural "It takes {n} days"\nmsgstr[0] "{n} Tag"\nmsgstr[1] "{n} Tage"\n\n'
            'msgid "%d door is open"\nmsgid_plural "%d doors are open"\nmsgstr[0] "%d Tor"\nmsgstr[1] "%d Tore"\n\n'
            'msgid "%d page"\nmsgid_plural "%d pages"\nmsgstr[0] "%d Seite"\nmsgstr[1] "%d Seiten"\n',
        },
        [
            {"files": "app/sms.py", "keys": ["a.client.messages.create.body", "b.client.messages.create.body"]},
            {"files": "app/sms.rb", "keys": "c.client.messages.create.body"},
            {"files": "locale/*/LC_MESSAGES/django.po", "keys": ["%d door is open", "%d parcel is here", "sms.It takes {n} day"]},
        ],
    ),
    "texts that do not parse, with labels": (
        {
            "app_en.arb": json.dumps(
                {"smsShip": "Your parcel is on its way", "smsBad": "Hi {name", **{f"smsTab{n}": "Texts" for n in range(5)}}
            )
        },
        [{"files": "app_*.arb", "keys": ["smsBad", "smsShip"]}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROJECTS)
def test_what_init_writes_is_used_as_a_whole(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files, entries = PROJECTS[name]
    monkeypatch.chdir(project(tmp_path, files))
    assert run(["init"]) == 0
    assert yaml.safe_load((tmp_path / "smslint.yaml").read_text(encoding="utf-8"))["messages"] == entries
    capsys.readouterr()
    assert run(["check", "--format", "json", "--fail-level", "never"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert not [each for each in findings if each["code"] == "CFG001"]


def test_texts_with_similar_keys_that_are_left_out_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files, _ = PROJECTS["texts that do not parse, with labels"]
    monkeypatch.chdir(project(tmp_path, files))
    for command in (["init", "--dry-run"], ["discover"]):
        assert run(command) == 0
        assert "# 2 texts; 5 texts with similar keys left out" in capsys.readouterr().out


PARCEL = "Acme: your parcel’s here – come and get it… Reply STOP to opt out"
KEYED: dict[str, dict[str, str | bytes]] = {
    "gettext of Python": {
        "app/sms.py": f'from twilio.rest import Client\nclient = Client()\n\ndef parcel(user):\n    client.messages.create(to=user, body=_("{PARCEL}"))\n',
        "locale/de/LC_MESSAGES/django.po": f'msgid "{PARCEL}"\nmsgstr "Acme: Ihr Paket ist da – STOP"\n\nmsgid "Log in"\nmsgstr "Anmelden"\n',
    },
    "gettext of PHP": {
        "app/sms.php": f'<?php $client->messages->create($to, ["body" => __("{PARCEL}")]);\n',
        "languages/de.po": f'msgctxt "sms"\nmsgid "{PARCEL}"\nmsgstr "Acme: Ihr Paket ist da – STOP"\n',
    },
    "t of i18next": {
        "src/sms.ts": f"import twilio from 'twilio';\nexport const parcel = (t) => twilio().messages.create({{ to, body: t('{PARCEL}') }});\n",
        "public/locales/de/translation.json": json.dumps({PARCEL: "Acme: Ihr Paket ist da – STOP", "Log in": "Anmelden", "Log out": "x"}, ensure_ascii=False),
        "public/locales/fr/translation.json": json.dumps({PARCEL: "Acme: votre colis est là – STOP", "Log in": "x", "Log out": "y"}),
    },
    "JSON of Laravel": {
        "app/Sms.php": f"<?php class Sms {{ function send($to) {{ $this->client->messages->create($to, ['body' => __('{PARCEL}')]); }} }}\n",
        "lang/de.json": json.dumps({PARCEL: "Acme: Ihr Paket ist da – STOP", "Log in": "Anmelden"}, ensure_ascii=False),
    },
    "ARB": {
        "lib/l10n/app_en.arb": json.dumps({"smsParcel": PARCEL, "@smsParcel": {"description": "sms"}, "login": "Log in"}, ensure_ascii=False),
        "lib/l10n/app_de.arb": json.dumps({"smsParcel": "Acme: Ihr Paket – STOP", "login": "Anmelden"}),
    },
    "Apple": {
        "App/Sms.swift": f'let body = NSLocalizedString("{PARCEL}", comment: "")\nclient.messages.create(to: to, body: NSLocalizedString("{PARCEL}", comment: ""))\n',
        "App/de.lproj/Localizable.strings": f'"{PARCEL}" = "Acme: Ihr Paket ist da – STOP";\n"Log in" = "Anmelden";\n',
    },
    "Symfony": {
        "src/Sms.php": f'<?php $texter->send(new SmsMessage($to, $translator->trans("{PARCEL}")));\n',
        "translations/messages.de.yaml": f'"{PARCEL}": "Acme: Ihr Paket ist da – STOP"\nLog in: Anmelden\n',
    },
}  # fmt: skip


@pytest.mark.parametrize("name", KEYED)
@pytest.mark.parametrize("exact", [False, True])
def test_a_fix_empties_no_entry(
    name: str, exact: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, KEYED[name]))
    assert run(["init"]) == 0
    settings = tmp_path / "smslint.yaml"
    if exact:  # as a person would write it
        written = settings.read_text(encoding="utf-8")
        settings.write_text(
            written.replace("parcel*s here * come and get it* Reply", "parcel’s here – come and get it… Reply"), "utf-8"
        )

    def checked(*options: str) -> tuple[int, list[str]]:
        capsys.readouterr()
        run(["check", "--format", "json", "--fail-level", "never", *options])
        report = json.loads(capsys.readouterr().out)
        return report["summary"]["messages"], [each["code"] for each in report["findings"] if each["code"] == "CFG001"]

    before = checked()
    assert before[0] >= 2
    assert checked("--fix") == before == checked()
    assert before[1] == []
    left = "".join((tmp_path / each).read_text(encoding="utf-8") for each in (*KEYED[name], "smslint.yaml"))
    assert "parcel’s" not in left
    assert "parcel\\u2019s" not in left
