from __future__ import annotations

import re
from pathlib import Path

import pytest

from smslint.dialects import DIALECTS
from smslint.errors import ConfigError, SourceError
from smslint.sources.file_locale import locale_of
from smslint.sources.options import Options
from smslint.sources.registry import SOURCES, SUFFIXES, by_root, module, read, source_for
from tests.sources.test_code import TABLES as OF_PROGRAMS
from tests.sources.test_tables import TABLES


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_is_one_module(name: str) -> None:
    source = module(name)
    assert all(re.compile(opening) and re.compile(closing) for opening, closing in source.COMMENTS)
    assert isinstance(source.MANY_STRINGS, bool)
    assert source.escape("x", '"', "") == "x"
    assert callable(source.read)


def test_the_table_of_suffixes_names_every_source() -> None:
    assert {choice.source for choice in SUFFIXES.values()} == set(SOURCES)
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)
    assert {choice.dialect for choice in SUFFIXES.values()} - {None} <= set(DIALECTS)


def test_every_source_has_a_table_of_positions() -> None:
    """The tables are rows of files with what is in them, and the place of each word: :func:`tests.sources.support.check_table`."""
    named = {
        name
        for path in Path(__file__).parent.glob("test_*.py")
        for name in re.findall(r'check_table\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    rows = [*((source, expected) for source, *_, expected in TABLES),
            *((source, row[-1]) for source, several in OF_PROGRAMS.items() for row in several)]  # fmt: skip
    assert named | {source for source, expected in rows if any(each.at for each in expected)} == set(SOURCES)


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
        ("sms/welcome", "plain", None),
        ("sms/Profile", "plain", None),
        ("app/res/values/strings.xml", "android", None),
        ("App/de.lproj/Localizable.strings", "apple", None),
        ("data/my_strings.xml", "odoo", None),
        (r"C:\a\B.JSON", "json", None),
    ],
)
def test_the_suffix_chooses(path: str, source: str, dialect: str | None) -> None:
    assert source_for(path) == (source, dialect)


@pytest.mark.parametrize(
    "path",
    [
        "Gemfile",
        "sub/Makefile",
        "Dockerfile",
        "rakefile",
        "Procfile",
        "LICENSE",
        "README",
        "AUTHORS",
        "requirements.txt",
        "src/CMakeLists.txt",
        "robots.txt",
        ".env",
        ".gitignore",
        ".npmrc",
    ],
)
def test_a_name_that_files_of_programs_have_is_no_message(path: str) -> None:
    assert source_for(path).source == "unknown"
    name = path.rpartition("/")[2]
    with pytest.raises(SourceError, match=f"^{re.escape(name)} is not a format that smslint reads"):
        list(read("unknown", "all: x", Options(path=path)))
    assert source_for(path, "plain").source == "plain"


@pytest.mark.parametrize(
    "text", ["#!/bin/sh\necho hi\n", "#! /usr/bin/env ruby\nputs 1\n", "\ufeff#!/usr/bin/php\n<?php\n"]
)
@pytest.mark.parametrize("path", ["bin/notify", "notify.txt"])
def test_a_script_is_no_message(path: str, text: str) -> None:
    assert by_root(source_for(path), text).source == "unknown"
    with pytest.raises(SourceError, match="is a script"):
        list(read("unknown", text, Options(path=path)))


@pytest.mark.parametrize("text", ["#1 in town!", "#!hashbang", "! #!/bin/sh"])
def test_a_text_with_a_number_sign_is_a_message(text: str) -> None:
    assert by_root(source_for("sms/welcome"), text).source == "plain"


MADE = [
    # A template of another format is not one message; a word that is no format is part of the name.
    ("a.json.tmpl", ".json", "go"), ("b/A.JSON.J2", ".json", "jinja"), ("a.en.yaml.erb", ".yaml", "erb"), ("a.php.twig", ".php", "twig"),
    ("res/strings.xml.j2", ".xml", "jinja"), ("nginx.conf.j2", ".conf", "jinja"), ("a.js.blade.php", ".js", "blade"), ("a.yml.tpl", ".yml", None),
    ("a.arb.liquid", ".arb", "liquid"), ("sms.txt.tmpl", "", "go"), ("sms.html.twig", "", "twig"), ("sms.en.j2", "", "jinja"), (".json.j2", "", "jinja"),
    ("order.shipped.v2.hbs", "", "handlebars"), ("a.json.txt", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "made", "dialect"), MADE)
def test_a_template_of_another_format_is_not_a_message(path: str, made: str, dialect: str | None) -> None:
    choice = source_for(path)
    assert choice == ("unknown" if made else "plain", dialect)
    if made:
        with pytest.raises(SourceError, match=f"A template of a {re.escape(made)} file is not read by itself"):
            list(read(choice.source, "x", Options(path=path)))
        # the project can say what it is; the template's language stays
        assert source_for(path, "json") == ("json", dialect)


@pytest.mark.parametrize(
    "path", ["a.mako", "a.ejs", "a.pug", "b.cshtml", "a.ftlh", "c.latte", "d.sbn", "a.scala.txt", "b/a.rocker.html"]
)
def test_a_template_language_that_is_not_read_is_named(path: str) -> None:
    with pytest.raises(SourceError, match="is not a language that smslint reads"):
        list(read(source_for(path).source, "Hello", Options(path=path)))


def test_the_project_chooses_first() -> None:
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
        ("App/pt-BR.lproj/Localizable.strings", "pt-BR"),
        ("App/zh-Hant.lproj/Localizable.strings", "zh-Hant"),
        ("App/Base.lproj/Localizable.strings", None),
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
def test_the_locale_in_a_path(path: str, locale: str | None) -> None:
    assert locale_of(path) == locale


@pytest.mark.parametrize(("suffix", "language"), [(".ejs", "EJS"), (".eex", "EEx")])
def test_a_language_that_is_not_read_is_named(suffix: str, language: str) -> None:
    assert source_for(f"sms/a{suffix}").source == "unknown"
    with pytest.raises(SourceError, match=f"{language} is not a language that smslint reads"):
        list(read("unknown", "Hi <%- name %>", Options(path=f"a{suffix}")))


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("Hi ${name}!", "freemarker"), ("Your code is here.\n", "freemarker"), ("<#-- sms -->\ncode = ${code}\n", "freemarker"),
        ("[#ftl]\nHi [#if a]you[/#if]", "freemarker"), ("<@m.sms>Hi</@m.sms>", "freemarker"), ("code=${code}", "freemarker"),
        ("code = Hi { $name }\n", None), ("### Texts\n", None), ("", None), ("price = Only ${ $amount } today\n", None),
        ("-brand = Acme\ncode = { -brand }: ${ $x }\n", None), ("# A note\n\nsms =\n    Hi\n", None), ("<div>${x}</div>", None),
    ],
)  # fmt: skip
def test_fluent_and_freemarker_have_one_suffix(text: str, dialect: str | None) -> None:
    assert by_root(source_for("sms/code.ftl"), text) == (("plain", dialect) if dialect else ("fluent", None))
