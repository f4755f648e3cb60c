"""The rules that compare the languages of a message, in every kind of file that has languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel import Locale

from smslint.errors import ConfigError
from smslint.project.config import load_config
from smslint.project.files import Chooser
from smslint.project.run import Runner
from smslint.text.plural_categories import CATEGORIES, needed
from tests.project.support import project, run

if TYPE_CHECKING:
    from pathlib import Path

TRN = ("TRN001", "TRN002", "TRN003", "TRN004")
HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n'


def found(
    folder: Path, files: dict[str, str], select: tuple[str, ...] = TRN, entry: str = "{files: ['*', '*/*', '*/*/*']}"
) -> list[str]:
    """``file:line code`` of each finding."""
    project(folder, {**files, "smslint.yaml": f"messages: [{entry}]\n"})
    result = run(folder, Runner(select))
    return [
        f"{each.place.path.replace(str(folder) + '/', '') if each.place.path else ''}:{each.place.line} {each.code}"
        for each in result.findings
    ]


# The original, a translation whose placeholder has another name, and where the finding is.
RENAMED = {
    "YAML of Rails": (
        {"en.yml": 'en:\n  sms: "Order %{id} is here"\n', "de.yml": 'de:\n  sms: "Hier ist %{nr} nun"\n'},
        "de.yml:2",
    ),
    "JSON": ({"en.json": '{"sms": "Order {{id}} is here"}', "de.json": '{"sms": "Hier ist {{nr}} nun"}'}, "de.json:1"),
    "ARB": (
        {
            "a_en.arb": '{"@@locale": "en", "sms": "Order {id} is here"}',
            "a_de.arb": '{"@@locale": "de", "sms": "Hier ist {nr} nun"}',
        },
        "a_de.arb:1",
    ),
    "Android": (
        {
            "values/strings.xml": '<resources><string name="sms">Hi %1$s, it is here</string></resources>',
            "values-de/strings.xml": '<resources><string name="sms">Hallo %2$s, hier ist es</string></resources>',
        },
        "values-de/strings.xml:1",
    ),
    "Apple": (
        {
            "en.lproj/L.strings": '"sms" = "Order %1$@ is here";\n',
            "de.lproj/L.strings": '"sms" = "Hier ist %2$@ nun";\n',
        },
        "de.lproj/L.strings:1",
    ),
    "Laravel": (
        {
            "lang/en/sms.php": "<?php return ['sms' => 'Order :id is here'];",
            "lang/de/sms.php": "<?php return ['sms' => 'Hier ist :nr nun'];",
        },
        "lang/de/sms.php:1",
    ),
    "Java": (
        {"m_en.properties": "sms=Order {0} is here\n", "m_de.properties": "sms=Hier ist {1} nun\n"},
        "m_de.properties:1",
    ),
    "XLIFF": (
        {
            "m.xlf": '<xliff version="1.2"><file source-language="en" target-language="de" datatype="plaintext"><body>\n<trans-unit id="a">'
            "<source>Order {{id}} is here</source>\n<target>Hier ist {{nr}} nun</target></trans-unit></body></file></xliff>"
        },
        "m.xlf:3",
    ),
    "Fluent": ({"en.ftl": "sms = Order { $id } is here\n", "de.ftl": "sms = Hier ist { $nr } nun\n"}, "de.ftl:1"),
    "columns of a table": ({"t.csv": "key,en,de\nsms,Order {{ id }} is here,Hier ist {{ nr }} nun\n"}, "t.csv:2"),
    "rows of a table": (
        {"t.csv": "key,language,text\nsms,en,Order {{ id }} is here\nsms,de,Hier ist {{ nr }} nun\n"},
        "t.csv:3",
    ),
    "gettext": (
        {"de.po": HEAD + '#, python-format\nmsgid "Order %(id)s is here"\nmsgstr "Hier ist %(nr)s nun"\n'},
        "de.po:7",
    ),
}


@pytest.mark.parametrize("name", RENAMED)
def test_a_renamed_placeholder_is_found_in_every_host(tmp_path: Path, name: str) -> None:
    files, where = RENAMED[name]
    assert found(tmp_path, files) == [f"{where} TRN001"]


# A catalogue of two languages, and the findings about it.
PAIRS = [
    ('a: "Hi {{ name }}, all is well"', 'a: "Hallo, alles ist gut"', ["de.yml:2 TRN001"]),
    ('a: "Hi {{ name }}, all is well"', 'a: "Hallo {{ name }}, gut"', []),
    ('a: "Your code is {{ code }}"', 'a: "Hier ist Ihr Code"', ["de.yml:2 TRN002"]),
    ('a: "Your parcel is here now"', 'a: "Your parcel is here now"', ["de.yml:2 TRN004"]),
    ('a: "Acme {{ name }}"', 'a: "Acme {{ name }}"', []),
    ('a: "Hi {{ name }}, all is well"', 'b: "Hallo, alles ist gut"', []),
]


@pytest.mark.parametrize(("english", "german", "expected"), PAIRS, ids=range(len(PAIRS)))
def test_two_languages(tmp_path: Path, english: str, german: str, expected: list[str]) -> None:
    assert found(tmp_path, {"en.yml": f"en:\n  {english}\n", "de.yml": f"de:\n  {german}\n"}) == expected


# What an original and its translation print, in languages that stop or print nonsense where a value is of another kind.
KINDS = [
    ("Hi %s, %d codes", "Hallo %s, %d Codes", []),
    ("Hi %s, %d codes", "%d Codes, %s", ["de.lproj/a.strings:1 TRN001"]),
    ("Hi %1$s, %2$d codes", "%2$d Codes, %1$s", []),
    ("Hi %1$@, %2$lld codes", "Hallo %1$@, %2$@ Codes", ["de.lproj/a.strings:1 TRN001"]),
    ("It is %@ o'clock", "Es ist %d Uhr", ["de.lproj/a.strings:1 TRN001"]),
    ("It is %d o'clock", "Es ist %s Uhr", []),
    ("%.2f due by %@", "%.1f bis %@ offen", []),
]


@pytest.mark.parametrize(("english", "german", "expected"), KINDS, ids=range(len(KINDS)))
def test_what_a_placeholder_prints(tmp_path: Path, english: str, german: str, expected: list[str]) -> None:
    files = {"en.lproj/a.strings": f'"a" = "{english}";\n', "de.lproj/a.strings": f'"a" = "{german}";\n'}
    assert found(tmp_path, files) == expected


# The forms of an original and of its translation, and the findings about them. Every form has the same values.
FORMS = {
    "Rails": (
        {"en.yml": 'en:\n  n:\n    one: "One item is ready"\n    other: "%{count} items ready"\n',
         "ru.yml": 'ru:\n  n:\n    one: "%{count} tovar"\n    few: "%{count} tovara"\n    many: "%{count} tovarov"\n    other: "%{count} tovara"\n'},
        [],
    ),
    "Rails with a number in no form": (
        {"en.yml": 'en:\n  n:\n    one: "One item is ready"\n    other: "Many items ready"\n',
         "de.yml": 'de:\n  n:\n    one: "Ein Ding"\n    other: "%{count} Dinge"\n'},
        [],
    ),
    "Rails with a wrong name": (
        {"en.yml": 'en:\n  n:\n    one: "One item is ready"\n    other: "%{count} items ready"\n',
         "de.yml": 'de:\n  n:\n    one: "%{cuont} Ding"\n    other: "%{count} Dinge"\n'},
        ["de.yml:3 TRN001"],
    ),
    "i18next": (
        {"en.json": '{"n_one": "One item is ready", "n_other": "{{count}} items ready"}',
         "de.json": '{"n_one": "{{count}} Ding", "n_other": "{{count}} Dinge"}'},
        [],
    ),
    "Android": (
        {"values/strings.xml": '<resources><plurals name="n"><item quantity="one">One item is ready</item><item quantity="other">%1$d items ready</item></plurals></resources>',
         "values-de/strings.xml": '<resources><plurals name="n"><item quantity="one">%1$d Ding</item><item quantity="other">%1$d Dinge</item></plurals></resources>'},
        [],
    ),
    "gettext": (
        {"de.po": HEAD + '#, python-format\nmsgid "One item"\nmsgid_plural "%(n)d items"\nmsgstr[0] "%(n)d Ding"\nmsgstr[1] "%(n)d Dinge"\n'},
        [],
    ),
    "gettext with one form": (
        {"ja.po": HEAD.replace("de", "ja") + '#, python-format\nmsgid "One item"\nmsgid_plural "%(n)d items"\nmsgstr[0] "%(n)d ko"\n'},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_each_form_has_the_values_of_all_forms(tmp_path: Path, name: str) -> None:
    files, expected = FORMS[name]
    assert found(tmp_path, files) == expected


# The forms of a plural.
PLURALS = [
    ("ru.yml", 'ru:\n  n:\n    one: "%{count} посылка"\n    other: "%{count} посылок"\n', ["ru.yml:3 TRN003"]),
    ("ru.yml", 'ru:\n  n:\n    one: "a"\n    few: "b"\n    many: "c"\n    other: "d"\n', []),
    ("de.yml", 'de:\n  n:\n    one: "%{count} Paket"\n    other: "%{count} Pakete"\n', []),
    ("pl.json", '{"n_one": "a", "n_few": "b", "n_other": "c"}', ["pl.json:1 TRN003"]),
    ("ja.json", '{"n_other": "c"}', []),
    ("active.pl.toml", '[n]\none = "{{.Count}} a"\nother = "{{.Count}} b"\n', ["active.pl.toml:2 TRN003"]),
    ("active.pl.toml", '[n]\none = "a"\nfew = "b"\nmany = "c"\nother = "d"\n[one]\ntext = "x"\n', []),
    ("values-cs/strings.xml", '<resources><plurals name="n"><item quantity="one">a</item><item quantity="other">b</item></plurals></resources>', ["values-cs/strings.xml:1 TRN003"]),
    ("pl.po", 'msgid ""\nmsgstr ""\n"Language: pl\\n"\n\nmsgid "a b"\nmsgid_plural "c d"\nmsgstr[0] "x"\nmsgstr[1] "y"\n', ["pl.po:7 TRN003"]),
    ("pl.po", 'msgid ""\nmsgstr ""\n"Language: pl\\n"\n\nmsgid "a b"\nmsgid_plural "c d"\nmsgstr[0] "x"\nmsgstr[1] "y"\nmsgstr[2] "z"\n', []),
    ("pl.arb", '{"@@locale": "pl", "n": "{n, plural, one{# a} other{# b}}"}', ["pl.arb:1 TRN003"]),
    ("pl.arb", '{"@@locale": "pl", "n": "{n, plural, =1{a {x}} one{# a} few{# c} many{# d} other{# b}}"}', []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), PLURALS, ids=range(len(PLURALS)))
def test_the_forms_of_a_plural(tmp_path: Path, name: str, text: str, expected: list[str]) -> None:
    assert found(tmp_path, {name: text}, ("TRN003",)) == expected


RUSSIAN = 'ru:\n  n:\n    one: "%{count} посылка"\n    few: "%{count} посылки"\n    other: "%{count} посылок"\n'
LEFT_OUT = [
    ("ru.yml", RUSSIAN, "keys: ['*', '!*.one', '!*.many']", []),
    ("ru.yml", RUSSIAN, "keys: '*.other'", []),
    ("ru.yml", RUSSIAN, "keys: ['*', '!*.one']", ["ru.yml:4 TRN003"]),  # many is really missing
    ("ru.yml", RUSSIAN, "keys: 'ru.n.*'", ["ru.yml:3 TRN003"]),
    ("pl.json", '{"n_one": "a", "n_few": "b", "n_many": "c", "n_other": "d"}', "keys: ['*', '!*_few']", []),
    ("values-cs/strings.xml", '<resources><plurals name="n"><item quantity="other">b</item></plurals></resources>', "keys: n", ["values-cs/strings.xml:1 TRN003"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "keys", "expected"), LEFT_OUT, ids=range(len(LEFT_OUT)))
def test_a_form_that_the_project_leaves_out_is_not_missing(
    tmp_path: Path, name: str, text: str, keys: str, expected: list[str]
) -> None:
    assert found(tmp_path, {name: text}, ("TRN003",), f"{{files: ['*', '*/*'], {keys}}}") == expected


# Entries of gettext, and the findings about them.
ENTRIES = [
    ('msgid "It is here now"\nmsgstr ""\n', ["de.po:5 TRN004"]),
    ('#, fuzzy\nmsgid "It is here now"\nmsgstr "Es ist da"\n', ["de.po:6 TRN004"]),
    ('msgid "It is here now"\nmsgstr "Es ist nun da"\n', []),
    ('msgid "sms.here"\nmsgstr "Es ist {code} da"\n', []),
    ('#, python-format\nmsgid "%(n)d day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(n)d Tage"\n', []),
    ('#, python-format\nmsgid "one day"\nmsgid_plural "%(n)d days"\nmsgstr[0] "%(m)d Tag"\nmsgstr[1] "Tage"\n', ["de.po:8 TRN001", "de.po:9 TRN001"]),
    ('msgid "Code: %(code)s, do not share"\nmsgstr "Kode, nicht teilen"\n', ["de.po:6 TRN002"]),
    ('msgid "Hi %(name)s, all is well"\nmsgstr "Hallo, alles gut"\n', ["de.po:6 TRN001"]),
    ('msgid "Save 50% on all you buy"\nmsgstr "Spare die Haelfte"\n', []),
    ('# smslint: disable=TRN004\nmsgid "It is here now"\nmsgstr ""\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), ENTRIES, ids=range(len(ENTRIES)))
def test_entries_of_gettext(tmp_path: Path, entry: str, expected: list[str]) -> None:
    assert found(tmp_path, {"de.po": HEAD + entry}) == expected


def test_the_categories_are_those_of_cldr() -> None:
    numbers = [*range(1200), 1500, 2000, 10_000, 100_000]
    for language, forms in CATEGORIES.items():
        try:
            locale = Locale.parse({"iw": "he", "in": "id", "jv": "jv"}.get(language, language))
        except (ValueError, LookupError):
            continue
        assert {locale.plural_form(number) for number in numbers} == set(forms), language
    assert needed("pl-PL") == ("one", "few", "many", "other")
    assert needed("pl", other=False) == ("one", "few", "many")
    assert needed("xx") == ()


LOCALES = "locales: {de: [DE, AT], fr: [FR, CA-QC], pt-BR: br}\n"
REGIONS = [
    (LOCALES, "de.yml", ["DE", "AT"]),
    (LOCALES, "de-CH.yml", ["DE", "AT"]),
    (LOCALES, "fr.yml", ["FR", "CA"]),
    (LOCALES, "pt-BR.yml", ["BR"]),
    (LOCALES, "pt.yml", ["US"]),
    (LOCALES.replace("de:", "de-ch: CH, de:"), "de-CH.yml", ["CH"]),
    (LOCALES + "messages: [{files: '*.yml', regions: [GB]}]\n", "de.yml", ["GB"]),
    ("messages: [{files: '*.yml', regions: [GB], locales: {de: LU}}]\n", "de.yml", ["LU"]),
]


@pytest.mark.parametrize(("config", "name", "regions"), REGIONS, ids=range(len(REGIONS)))
def test_the_regions_of_a_language(tmp_path: Path, config: str, name: str, regions: list[str]) -> None:
    config = f"regions: [US]\n{config}" + ("" if "messages" in config else "messages: [{files: '*.yml'}]\n")
    locale = name.removesuffix(".yml")
    project(tmp_path, {name: f"{locale}:\n  sms: Hallo Welt\n", "smslint.yaml": config})
    (target,) = Chooser().targets([tmp_path])
    (reviewed, _) = Runner().reviewed(target)
    assert reviewed.subject is not None
    assert list(reviewed.subject.context.regions) == regions


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("{de: [DE, Bavaria]}", "'Bavaria' is not a region such as DE or CA-QC"),
        ("{de: []}", "is empty"),
        ("{german!: DE}", "'german!' is not a language tag"),
        ("[de]", "locales"),
    ],
)
def test_locales_that_cannot_be_read(tmp_path: Path, written: str, error: str) -> None:
    (tmp_path / "smslint.yaml").write_text(f"locales: {written}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=error) as caught:
        load_config(tmp_path / "smslint.yaml")
    assert "smslint.yaml:1" in str(caught.value)


def test_a_budget_for_each_language(tmp_path: Path) -> None:
    long = "Привет, мир. " * 12
    files = {"ru.yml": f"ru:\n  sms: '{long}'\n", "en.yml": f"en:\n  sms: '{'Hello, you. ' * 20}'\n"}
    rules = "rules: {LEN002: {max_segments: 1, locales: {RU: 3}}}\n"
    project(tmp_path, {**files, "smslint.yaml": f"messages: [{{files: '*.yml'}}]\n{rules}"})
    assert [each.place.path for each in run(tmp_path, Runner(("LEN002",))).findings] == [str(tmp_path / "en.yml")]


# A translation without any placeholder, in the formats whose texts show by nothing else in which dialect they are.
WITHOUT_CODE = {
    "Fluent": {"en.ftl": "sms = Your code is { $code } today\n", "de.ftl": "sms = Ihr Code kommt heute\n"},
    "ARB": {
        "a_en.arb": '{"@@locale": "en", "sms": "Your code is {code} today"}',
        "a_de.arb": '{"@@locale": "de", "sms": "Ihr Code kommt heute"}',
    },
    "Laravel": {
        "lang/en/sms.php": "<?php return ['sms' => 'Your code is :code today'];",
        "lang/de/sms.php": "<?php return ['sms' => 'Ihr Code kommt heute'];",
    },
    "Rails": {"en.yml": 'en:\n  sms: "Your code is %{code}"\n', "de.yml": 'de:\n  sms: "Ihr Code kommt heute"\n'},
}


@pytest.mark.parametrize("files", WITHOUT_CODE.values(), ids=WITHOUT_CODE)
def test_a_translation_that_lost_its_only_placeholder(files: dict[str, str], tmp_path: Path) -> None:
    assert [each.partition(" ")[2] for each in found(tmp_path, files, ("TRN002",))] == ["TRN002"]
