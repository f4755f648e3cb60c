"""Apple's string catalogues: the messages of plural forms and variations, their places, and their languages."""

from __future__ import annotations

import json
import plistlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import SourceError
from smslint.sources.apple_forms import MOST
from tests.dialects.shapes import shape
from tests.sources.support import PRINTABLE, Expected, check_map, check_table, read_all

E = Expected
FILES = Path(__file__).parent / "files"


def listed(inner: str) -> str:
    return f'<plist version="1.0"><dict>\n{inner}\n</dict></plist>'


def plural(name: str, **forms: str) -> str:
    inner = "".join(f"<key>{category}</key><string>{form}</string>" for category, form in forms.items())
    return f"<key>{name}</key><dict><key>NSStringFormatSpecTypeKey</key><string>NSStringPluralRuleType</string>{inner}</dict>"


def formatted(text: str, *variables: str) -> str:
    return (
        f"<key>a.b</key><dict><key>NSStringLocalizedFormatKey</key><string>{text}</string>{''.join(variables)}</dict>"
    )


LISTS = [
    ("<key>a</key><string>Hi1 &amp; you</string>", [E("a", "Hi1 & you", "Hi1 you")]),
    (formatted("%#@v@", plural("v", one="O1", other="M1")), [
        E("a.b", "O1", "O1", {"plural": "one"}), E("a.b", "M1", "M1", {"plural": "other"})]),
    # what is before and after a form has its own place, also where the file has it earlier
    (formatted("X1 %#@v@ &lt;Y1", plural("v", one="O1", other="M1")), [
        E("a.b", "X1 O1 <Y1", "X1 O1 Y1", {"plural": "one"}), E("a.b", "X1 M1 <Y1", "X1 M1 Y1", {"plural": "other"})]),
    (formatted("%1$#@v@ in %2$#@w@", plural("v", one="O1", other="M1"), plural("w", one="P1", other="N1")), [
        E("a.b", "O1 in P1", "O1 P1"), E("a.b", "O1 in N1", "O1 N1"), E("a.b", "M1 in P1", "M1 P1"), E("a.b", "M1 in N1", "M1 N1")]),
    (formatted("%#@v@", plural("v", one="O1", other="%d %#@w@"), plural("w", other="N1")), [
        E("a.b", "O1", "O1", {"plural": "one"}), E("a.b", "%d N1", "%d N1", {"plural": "other"})]),
    ("<key>w</key><dict><key>NSStringVariableWidthRuleType</key><dict><key>20</key><string>S1</string><key>50</key><string>L1</string></dict></dict>", [
        E("w", "S1", "S1"), E("w", "L1", "L1")]),
    ("<key>n</key><integer>5</integer>", []),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), LISTS)
def test_the_texts_of_stringsdict(inner: str, expected: list[Expected]) -> None:
    check_table("stringsdict", listed(inner), expected)


FORMS = ("zero", "one", "two", "few", "many", "other")
ENDLESS = [
    formatted("%#@v@", plural("v", other="%#@v@")),
    formatted("%#@missing@ left"),
    formatted(
        " ".join(f"%#@v{index}@" for index in range(4)),
        *(plural(f"v{index}", **dict.fromkeys(FORMS, "x")) for index in range(4)),
    ),
]


@pytest.mark.parametrize("inner", ENDLESS)
def test_forms_that_cannot_be_listed_have_an_unknown_length(inner: str) -> None:
    assert len(FORMS) ** 4 > MOST
    (message,) = read_all("stringsdict", listed(inner))
    assert message.text is not None
    assert shape(message.text) == "<?a.b>"


@pytest.mark.parametrize("text", ["<resources/>", "<plist/>", "<plist><array/></plist>", "bplist00"])
def test_another_property_list_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        read_all("stringsdict", text)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), PRINTABLE, max_size=4), PRINTABLE, PRINTABLE)
def test_property_lists_that_another_writer_makes(texts: dict[str, str], one: str, other: str) -> None:
    form = {"NSStringLocalizedFormatKey": "A %#@v@ B", "v": {"one": one, "other": other}}
    data = plistlib.dumps({**texts, "ZZ": form}, sort_keys=False).decode()
    messages = read_all("stringsdict", data)
    expected = [*texts.items(), *(() if "#@" in one + other else (("ZZ", f"A {one} B"), ("ZZ", f"A {other} B")))]
    assert [(each.key, each.body) for each in messages][: len(expected)] == expected
    for each in messages:
        check_map(data, each)


def unit(value: str) -> str:
    return f'{{"stringUnit": {{"state": "translated", "value": "{value}"}}}}'


def catalogue(strings: str, language: str = "en") -> str:
    return f'{{"sourceLanguage": "{language}", "strings": {{\n{strings}\n}}, "version": "1.0"}}'


CATALOGUES = [
    # a text without a value in the source language is its key
    ('"Hi1 %@": {}', [E("Hi1 %@", "Hi1 %@", "Hi1 %@", {"locale": "en"})]),
    ('"a": {"localizations": {"en": ' + unit("Hi1") + ', "pt-BR": ' + unit("Oi\\u00e11") + "}}", [
        E("a", "Hi1", "Hi1", {"locale": "en"}), E("a", "Oi\xe11", "Oi", {"locale": "pt-BR"})]),
    ('"k1": {"localizations": {"de": ' + unit("H1") + "}}", [E("k1", "k1", "k1", {"locale": "en"}), E("k1", "H1", "H1", {"locale": "de"})]),
    ('"a": {"localizations": {"en": {"variations": {"plural": {"one": ' + unit("O1") + ', "other": ' + unit("M1") + "}}}}}", [
        E("a", "O1", "O1", {"plural": "one"}), E("a", "M1", "M1", {"plural": "other"})]),
    ('"a": {"localizations": {"en": {"variations": {"device": {"mac": ' + unit("K1") + ', "other": ' + unit("T1") + "}}}}}", [
        E("a", "K1", "K1"), E("a", "T1", "T1")]),
    ('"a": {"localizations": {"en": {"stringUnit": {"value": "X1 %#@v@ Y1"}, "substitutions": {"v": {"argNum": 2, "formatSpecifier": "lld", '
     '"variations": {"plural": {"one": ' + unit("%arg O1") + ', "other": ' + unit("M1") + "}}}}}}}", [
        E("a", "X1 %2$lld O1 Y1", "X1 O1 Y1", {"plural": "one"}), E("a", "X1 M1 Y1", "X1 M1 Y1", {"plural": "other"})]),
    ('"a": {"extractionState": "stale", "localizations": {"en": ' + unit("") + "}}", [E("a", "a", {"a": (2, 2)})]),
    ('"": {}, "k2": {"shouldTranslate": false}, "k3": {"shouldTranslate": true}', [E("k3", "k3", "k3")]),
    ('"a": {"localizations": {"en": 5, "de": {"stringUnit": 5}}}', [E("a", "a", {"a": (2, 2)})]),
]  # fmt: skip


@pytest.mark.parametrize(("strings", "expected"), CATALOGUES)
def test_the_texts_of_xcstrings(strings: str, expected: list[Expected]) -> None:
    check_table("xcstrings", catalogue(strings), expected)


def test_the_files_of_xcode() -> None:
    text = (FILES / "Sms.xcstrings").read_text(encoding="utf-8")
    assert [(each.key, each.body, each.locale, each.plural) for each in read_all("xcstrings", text)] == [
        ("Your code is %@", "Your code is %@", "en", None),
        ("Your code is %@", "Ihr Code ist %@", "de", None),
        ("left", "Acme: %1$lld item left", "en", "one"),
        ("left", "Acme: %1$lld items left", "en", "other"),
    ]
    assert [each.body for each in read_all("xcstrings", text, keys=("left",))] == [
        "Acme: %1$lld item left",
        "Acme: %1$lld items left",
    ]


@pytest.mark.parametrize("specifier", ["arg", "%arg", "", "lldlldlld"])
def test_an_argument_is_never_its_own_argument(specifier: str) -> None:
    inner = f'"formatSpecifier": "{specifier}", "variations": {{"plural": {{"other": {unit("%arg %arg")}}}}}'
    text = catalogue(
        f'"a": {{"localizations": {{"en": {{"stringUnit": {{"value": "%#@v@"}}, "substitutions": {{"v": {{{inner}}}}}}}}}}}'
    )
    assert [each.body for each in read_all("xcstrings", text)] == ["%lld %lld"]


@given(st.dictionaries(PRINTABLE, PRINTABLE.filter(lambda each: "#@" not in each), max_size=4))
def test_string_catalogues_that_another_writer_makes(texts: dict[str, str]) -> None:
    strings = {key: {"localizations": {"en": {"stringUnit": {"value": value}}}} for key, value in texts.items()}
    data = json.dumps({"sourceLanguage": "en", "strings": strings}, ensure_ascii=False, indent=1)
    messages = read_all("xcstrings", data)
    assert [(each.key, each.body) for each in messages] == [
        (key, value or key) for key, value in texts.items() if key or value
    ]
    for each in messages:
        check_map(data, each)
