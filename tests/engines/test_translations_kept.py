"""After ``--fix``, the real gettext, i18next and Rails I18n find every translation that they found before."""

from __future__ import annotations

import ast
import gettext
import io
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import polib
import pytest

from smslint.project.files import Chooser
from smslint.project.fix_run import fix_all
from smslint.project.run import Runner
from tests.engines.engine import HERE, absent
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n"Language: {}\\n"\n\n'
ENTRY = 'msgid ""\n"Your order "\n"isn’t ready yet."\nmsgstr "{}"\n\nmsgctxt "sms"\nmsgid "We’re open – come in"\nmsgstr "{}"\n\n'
PLURAL = 'msgid "It’s %(n)d parcel."\nmsgid_plural "They’re %(n)d parcels."\nmsgstr[0] "%(n)d Paket –"\nmsgstr[1] "%(n)d Pakete –"\n'
FILES = {
    ".git/HEAD": "",
    "smslint.yaml": "messages:\n  - {files: 'app/*.py'}\n  - {files: 'locale/**/*.po'}\n  - {files: 'web/*.js'}\n"
    "  - {files: 'web/locales/*.json'}\n  - {files: 'config/locales/*.yml'}\n",
    "app/sms.py": "ready = _('Your order isn’t ready yet.')\nopen_ = pgettext('sms', \"We’re open – come in\")\n"
    'parcels = ngettext("It’s %(n)d parcel.", "They’re %(n)d parcels.", n) % {"n": n}\n',
    "locale/de/LC_MESSAGES/sms.po": HEAD.format("de") + ENTRY.format("Noch nicht da – leider", "Wir sind da") + PLURAL,
    "locale/fr/LC_MESSAGES/sms.po": HEAD.format("fr") + ENTRY.format("", "C’est ouvert"),
    "locale/sms.pot": HEAD.format("") + ENTRY.format("", ""),
    "web/sms.js": 'export const text = () => i18next.t("Your parcel isn’t here.");\n',
    "web/locales/en.json": '{"Your parcel isn’t here.": "Your parcel isn’t here."}',
    "web/locales/de.json": '{"Your parcel isn\\u2019t here.": "Ihr Paket – es kommt."}',
    "config/locales/en.yml": 'en:\n  sms:\n    code: "It’s %{code}"\n',
    "config/locales/de.yml": 'de:\n  sms:\n    code: "Das ist – %{code}"\n',
}
SAFE = str.maketrans({"’": "'", "–": "-"})


@pytest.fixture
def fixed(tmp_path: Path) -> Path:
    """The project after all its safe fixes."""
    project(tmp_path, FILES)
    for change in fix_all(Runner(("ENC001",)), list(Chooser().targets([tmp_path])), unsafe=False):
        change.write()
    return tmp_path


def _literals(program: str) -> list[str]:
    """The strings of a program, as it gives them to gettext."""
    found = ast.walk(ast.parse(program))
    return [
        each.value
        for each in found
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value
    ]


def _catalogue(text: str) -> gettext.GNUTranslations:
    compiled = io.BytesIO(polib.pofile(text).to_binary())
    return gettext.GNUTranslations(compiled)


def test_gettext_finds_every_translation(fixed: Path) -> None:
    before, after = FILES["app/sms.py"], (fixed / "app/sms.py").read_text(encoding="utf-8")
    assert len(_literals(before)) == len(_literals(after)) == 4
    for language in ("de", "fr"):
        name = f"locale/{language}/LC_MESSAGES/sms.po"
        old, new = _catalogue(FILES[name]), _catalogue((fixed / name).read_text(encoding="utf-8"))
        for was, now in zip(_literals(before), _literals(after), strict=True):
            for ask in ("gettext", "pgettext"):
                context = ("sms",) if ask == "pgettext" else ()
                asked = getattr(old, ask)(*context, was), getattr(new, ask)(*context, now)
                assert (asked[0] == was) == (asked[1] == now)
                assert asked[1] in {asked[0], asked[0].translate(SAFE)}
        for number in (1, 2):
            one, many = (each for each in _literals(after) if "%(n)d" in each)
            was = old.ngettext("It’s %(n)d parcel.", "They’re %(n)d parcels.", number)
            assert new.ngettext(one, many, number) in {was, was.translate(SAFE)}
    assert "Your order isn't ready yet." in _literals(after)


def test_msgfmt_accepts_the_catalogues(fixed: Path) -> None:
    if shutil.which("msgfmt") is None:
        absent("gettext", "msgfmt")
    for path in sorted(fixed.glob("locale/*/LC_MESSAGES/*.po")):
        subprocess.run(["msgfmt", "--check", "-o", str(fixed / "sms.mo"), str(path)], check=True, capture_output=True)


def test_i18next_finds_every_translation(fixed: Path) -> None:
    if shutil.which("node") is None or not (HERE / "node/node_modules/i18next").is_dir():
        absent("i18next", "node_modules/i18next")
    program = (fixed / "web/sms.js").read_text(encoding="utf-8")
    keys = re.findall(r't\("([^"]+)"\)', program)
    resources = {
        each: json.loads((fixed / f"web/locales/{each}.json").read_text(encoding="utf-8")) for each in ("en", "de")
    }
    found = _asked(["node", str(HERE / "node/translate.mjs")], {"resources": resources, "keys": keys})
    assert found == {"en": ["Your parcel isn't here."], "de": ["Ihr Paket - es kommt."]}


def test_rails_finds_every_translation(fixed: Path) -> None:
    if (
        shutil.which("ruby") is None
        or subprocess.run(["ruby", "-ri18n", "-e", ""], check=False, capture_output=True).returncode
    ):
        absent("Rails I18n", "ruby-i18n")
    files = [str(fixed / f"config/locales/{each}.yml") for each in ("en", "de")]
    found = _asked(["ruby", "-W0", str(HERE / "translate.rb")], {"files": files, "keys": ["sms.code"]})
    assert found == {"en": ["It's 1"], "de": ["Das ist - 1"]}


def _asked(command: list[str], question: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(command, input=json.dumps(question), check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
