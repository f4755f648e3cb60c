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


def test_config_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "schema"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    "arguments", [["discover", "nope"], ["init", "nope"], ["config", "show", "x", "--config", "nope"]]
)
def test_a_missing_folder_is_an_error(here: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "there is no such" in capsys.readouterr().err
