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


# Namespaces and contexts of i18next, translations that take in another, keys of Rails within others, anchors, contexts of gettext,
# entries that are fuzzy or obsolete, and three plural forms.
WITHIN = {
    ".git/HEAD": "",
    "smslint.yaml": FILES["smslint.yaml"].replace("web/locales/*", "web/locales/**/*") + "  - {files: 'app/*.rb'}\n",
    "app/sms.py": "a = _('Don’t wait. ') + pgettext('sms', 'We’re open.')\n"
    'n = ngettext("It’s one.", "They’re %(n)d.", n) % {"n": n}\n',
    "locale/pl/LC_MESSAGES/sms.po": HEAD.format("pl").replace("nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2)")
    + 'msgctxt "sms"\nmsgid "We’re open."\nmsgstr "Otwarte – tak."\n\nmsgid "We’re open."\nmsgstr "Inne – nie."\n\n'
    + 'msgid "Don’t wait. "\nmsgstr "Idź – już. "\n\n#, fuzzy\n#| msgid "It’s old"\nmsgid "It’s new"\nmsgstr "Nowe – tak"\n\n'
    + 'msgid "It’s one."\nmsgid_plural "They’re %(n)d."\nmsgstr[0] "Jeden –"\nmsgstr[1] "%(n)d – few"\nmsgstr[2] "%(n)d – many"\n\n'
    + '#~ msgid "It’s gone"\n#~ msgstr "Nie ma – juz"\n',
    "web/sms.js": 'const a = t("sms:Here’s your parcel"); const b = t("sms:late.It’s late", { context: "male" });\n'
    "const c = t('sms:left.One’s left', { count: n }); const d = t('sms:more');\n",
    "web/locales/de/sms.json": '{"Here’s your parcel": "Ihr Paket – da", "late": {"It’s late": "Spät – ja", "It’s late_male": "Er – spät"},\n'
    '"left": {"One’s left_one": "Eins – noch", "One’s left_other": "{{count}} – noch"}, "more": "Mehr: $t(sms:Here’s your parcel) – $t(late.It’s late)"}',
    "config/locales/de.yml": "de:\n  all: &all\n    bye: 'Tschüß – ja'\n  sms:\n    <<: *all\n    \"We’re here\": 'Wir – hier'\n"
    "    'You’re next':\n      one: 'Eins – ja'\n      other: \"%{count} – ja\"\n",
    "app/sms.rb": "A = I18n.t('sms.We’re here')\nB = I18n.t(\"sms.You’re next\", count: 1)\nC = I18n.t('sms.bye')\n",
}  # fmt: skip


@pytest.fixture
def within(tmp_path: Path) -> Path:
    """The second project after all its safe fixes."""
    project(tmp_path, WITHIN)
    for change in fix_all(Runner(("ENC001",)), list(Chooser().targets([tmp_path])), unsafe=False):
        assert not change.refused
        change.write()
    return tmp_path


def test_gettext_finds_contexts_and_three_forms(within: Path) -> None:
    old = _catalogue(WITHIN["locale/pl/LC_MESSAGES/sms.po"])
    new = _catalogue((within / "locale/pl/LC_MESSAGES/sms.po").read_text(encoding="utf-8"))
    program = (within / "app/sms.py").read_text(encoding="utf-8")
    wait, opened, one, many = [each for each in _literals(program) if " " in each]
    assert {each.translate(SAFE) for each in _literals(WITHIN["app/sms.py"])} == {
        each.translate(SAFE) for each in (wait, opened, one, many)
    }
    assert new.gettext(wait).translate(SAFE) == old.gettext("Don’t wait. ").translate(SAFE)
    assert new.pgettext("sms", opened).translate(SAFE) == "Otwarte - tak."
    assert [new.ngettext(one, many, number) for number in (1, 2, 5)] == ["Jeden -", "%(n)d - few", "%(n)d - many"]


def test_i18next_finds_keys_in_namespaces_and_in_translations(within: Path) -> None:
    if shutil.which("node") is None or not (HERE / "node/node_modules/i18next").is_dir():
        absent("i18next", "node_modules/i18next")
    program = (within / "web/sms.js").read_text(encoding="utf-8")
    keys = [each[1] for each in re.findall(r"""t\((["'])(.+?)\1[,)]""", program.replace("\\'", "’"))]
    keys = [each.replace("’", "'") for each in keys]
    assert keys == ["sms:Here's your parcel", "sms:late.It's late", "sms:left.One's left", "sms:more"]
    asked = [[key, options] for key, options in zip(keys, ({}, {"context": "male"}, {"count": 2}, {}), strict=True)]
    resources = {"de": {"sms": json.loads((within / "web/locales/de/sms.json").read_text(encoding="utf-8"))}}
    question = {"resources": resources, "keys": asked, "namespaces": True}
    found = _asked(["node", str(HERE / "node/translate.mjs")], question)
    assert found == {"de": ["Ihr Paket - da", "Er - spät", "2 - noch", "Mehr: Ihr Paket - da - Spät - ja"]}


def test_rails_finds_keys_within_others(within: Path) -> None:
    if (
        shutil.which("ruby") is None
        or subprocess.run(["ruby", "-ri18n", "-e", ""], check=False, capture_output=True).returncode
    ):
        absent("Rails I18n", "ruby-i18n")
    program = (within / "app/sms.rb").read_text(encoding="utf-8")
    keys = subprocess.run(
        ["ruby", "-rjson", "-e", "module I18n; def self.t(k, **) = (K << k); K = []; end; eval($stdin.read); puts I18n::K.to_json"],
        input=program, check=True, capture_output=True, text=True,
    )  # fmt: skip
    asked = json.loads(keys.stdout)
    assert asked == ["sms.We're here", "sms.You're next", "sms.bye"]
    question = {"files": [str(within / "config/locales/de.yml")], "keys": [asked[0], f"{asked[1]}.one", asked[2]]}
    assert _asked(["ruby", "-W0", str(HERE / "translate.rb")], question) == {
        "de": ["Wir - hier", "Eins - ja", "Tschüß - ja"]
    }


def _asked(command: list[str], question: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(command, input=json.dumps(question), check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


# Tags of Django and Jinja that translate what is between them: their fields are ``{{ name }}``, and those of the msgid ``%(name)s``.
TAGS = {
    ".git/HEAD": "",
    "smslint.yaml": "messages:\n  - {files: 'templates/*.txt', dialect: django}\n  - {files: 'views/*.j2'}\n  - {files: 'app/*.py'}\n  - {files: 'locale/**/*.po'}\n",
    "templates/a.txt": "{% load i18n %}{% blocktrans with n=name %}Hi {{ n }}, it’s – here, 100% sure{% endblocktrans %}"
    "{% blocktranslate count n=x trimmed %}\n  One’s here –\n  {{ n }}\n{% plural %}\n  They’re {{n}}\n{% endblocktranslate %}{% trans 'Don’t wait' %}\n",
    "views/b.j2": "{% trans n=name %}It’s {{ n }} – now{% endtrans %} {% trans %}That’s – all{% endtrans %}\n",
    "app/sms.py": "a = _('That’s – all')\n",
    "locale/de/LC_MESSAGES/sms.po": HEAD.format("de")
    + 'msgid "Hi %(n)s, it’s – here, 100%% sure"\nmsgstr "Hallo %(n)s, 100%% – ja"\n\nmsgid "It’s %(n)s – now"\nmsgstr "Jetzt %(n)s"\n\n'
    + 'msgid "One’s here – %(n)s"\nmsgid_plural "They’re %(n)s"\nmsgstr[0] "Da: %(n)s"\nmsgstr[1] "Da sind %(n)s"\n\n'
    + 'msgid "That’s – all"\nmsgstr "Das – alles"\n\nmsgid "Don’t wait"\nmsgstr "Los"\n',
    **{f"locale/fr/LC_MESSAGES/{number}.po": HEAD.format("fr") + f'msgid "Any text {number}"\nmsgstr "Texte"\n' for number in range(40)},
}  # fmt: skip


def _asked_by_tags(folder: Path) -> list[str]:
    """The msgids of the templates, as Django and Jinja take them out."""
    from django.conf import settings
    from django.utils.translation.template import templatize
    from jinja2.ext import babel_extract

    if not settings.configured:
        settings.configure(USE_I18N=True)
    program = templatize((folder / "templates/a.txt").read_text(encoding="utf-8"))
    found = [ast.literal_eval(each) for each in re.findall(r"u(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", program)]
    with (folder / "views/b.j2").open("rb") as template:
        for _, _, texts, _ in babel_extract(template, ("gettext", "ngettext"), (), {}):
            found += [each for each in ((texts,) if isinstance(texts, str) else texts or ()) if each]
    return found


def test_the_tags_of_templates_find_every_translation(tmp_path: Path) -> None:
    project(tmp_path, TAGS)
    before = _asked_by_tags(tmp_path)
    old = {each.msgid for each in polib.pofile(TAGS["locale/de/LC_MESSAGES/sms.po"])}
    for change in fix_all(Runner(("ENC001",)), list(Chooser().targets([tmp_path])), unsafe=False):
        change.write()
    after = _asked_by_tags(tmp_path)
    entries = polib.pofile(str(tmp_path / "locale/de/LC_MESSAGES/sms.po"))
    new = {text for each in entries for text in (each.msgid, each.msgid_plural)}
    assert sum(each in old for each in before) >= 5
    assert [each in new for each in after] == [each in old or each == "They’re %(n)s" for each in before]
    assert "It's %(n)s - now" in after
