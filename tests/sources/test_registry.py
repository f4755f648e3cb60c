from __future__ import annotations

from importlib import import_module

import pytest

from smslint.errors import ConfigError
from smslint.sources.locales import locale_of
from smslint.sources.registry import NAMES, SOURCES, SUFFIXES, source_for


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_a_module_that_reads(name):
    assert callable(import_module(SOURCES[name]).read)


def test_every_suffix_names_a_source():
    assert {choice.source for choice in (*SUFFIXES.values(), *NAMES.values())} <= set(SOURCES)


@pytest.mark.parametrize(
    ("path", "source", "dialect"),
    [
        ("templates/sms/otp.txt", "plain", None),
        ("sms.body.gotmpl", "plain", "go"),
        ("app/views/sms/a.text.erb", "plain", "erb"),
        ("resources/views/sms/otp.blade.php", "plain", "blade"),
        ("a.html.j2", "plain", "jinja"),
        ("config/locales/sms.en.yml", "yaml", None),
        ("lib/l10n/app_en.arb", "json", "icu"),
        ("LICENSE", "plain", None),
        (".env", "plain", None),
        (r"C:\a\B.JSON", "json", None),
    ],
)
def test_the_suffix_chooses(path, source, dialect):
    assert source_for(path) == (source, dialect)


def test_the_project_chooses_first():
    assert source_for("config/sms.conf", "yaml") == ("yaml", None)
    with pytest.raises(ConfigError, match="unknown source 'yml'"):
        source_for("a.yml", "yml")


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("config/locales/en.yml", "en"),
        ("config/locales/telephony/pt-BR.yml", "pt-BR"),
        ("config/locales/sms.de.yml", "de"),
        ("notifications/am_ET.yml", "am-ET"),
        ("resources/lang/fr/sms.php", "fr"),
        ("resources/lang/pt_br/sms.php", "pt-BR"),
        ("locale/zh_Hans/LC_MESSAGES/django.po", "zh-Hans"),
        ("res/values-pt-rBR/strings.xml", "pt-BR"),
        ("res/values/strings.xml", None),
        ("messages/messages_de.properties", "de"),
        ("templates/de/messages/otp.txt", "de"),
        ("email-templates/bg/signin-passwordless-sms/body.txt", "bg"),
        ("src/i18n/messages/fr/sms.ts", "fr"),
        ("lib/l10n/app_en.arb", "en"),
        ("src/no/otp.txt", None),
        ("templates/sms/otp.txt", None),
        ("templates/sms/opt_in.txt", None),
        ("LC_MESSAGES/django.po", None),
        ("messages/messages_it.properties", "it"),
    ],
)
def test_the_locale_that_a_path_states(path, locale):
    assert locale_of(path) == locale
