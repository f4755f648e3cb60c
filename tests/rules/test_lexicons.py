from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.data import data_path
from smslint.errors import PackError
from smslint.rules import countries
from smslint.rules.finders import PatternSearch
from smslint.rules.lexicon_file import _folded
from smslint.rules.lexicons import load, names
from smslint.text.fold import fold
from tests.rules.schemas import schema_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FILES = sorted((data_path("rules") / "lexicons").rglob("*.yaml"))
OPT_OUTS = [tuple(line.split("\t")) for line in (HERE / "opt_outs.tsv").read_text(encoding="utf-8").splitlines()]
NEAR_OPT_OUTS = (HERE / "near_opt_outs.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_files_follow_the_schema(path: Path) -> None:
    assert schema_errors("lexicon", path) == []


SHARES = 4
"""CI looks at a quarter of the languages of each lexicon; the first quarter has English and what holds in any language."""


def shares() -> Iterator[Any]:
    for name in names():
        languages = load(name).languages
        others = [language for language in languages if language not in ("any", "en")]
        for share in range(SHARES if len(languages) > SHARES else 1):
            some = [*(set(languages) - set(others) if share == 0 else ()), *others[share::SHARES]]
            marks = [pytest.mark.long] * (share > 0)
            yield pytest.param(name, some, id=f"{name}-{share}" if len(languages) > SHARES else name, marks=marks)


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "languages"), list(shares()))
def test_every_pattern_compiles_survives_and_finds_its_phrases(name: str, languages: list[str]) -> None:
    load(name).verify(languages)


def test_the_shares_have_every_language() -> None:
    shared = Counter((param.values[0], language) for param in shares() for language in param.values[1])
    assert shared == Counter((name, language) for name in names() for language in load(name).languages)


@pytest.mark.parametrize("name", names())
def test_files_describe_themselves(name: str) -> None:
    lexicon = load(name)
    for language in lexicon.languages:
        sheet = lexicon.sheet(language)
        assert sheet.language == language
        keys = [entry.key for entry in sheet.entries]
        assert len(keys) == len(set(keys))
        assert all(entry.phrases or not entry.patterns or name == "opt-out-phrases" for entry in sheet.entries)


@pytest.mark.parametrize(("language", "text"), OPT_OUTS)
def test_opt_outs_are_found(language: str, text: str) -> None:
    assert load("opt-out-phrases").find(text, [language])


def test_the_lexicon_knows_every_form_that_a_country_asks_for() -> None:
    lexicon = load("opt-out-phrases")
    for name in countries.names():
        country = countries.load(name)
        assert country is not None
        for form in country.opt_out.forms:
            text = re.sub(r"<URL>|…|\burl\b", "https://acme.example/u", form).replace("<SenderID>", "Acme")
            text = re.sub(r"[Xx](?=[Xx-]*\b)", "1", text) if re.search("[Xx]{2}", text) else text
            assert lexicon.holds(text) or text == "STOP", (name, form)


def test_the_table_has_every_language() -> None:
    languages = load("opt-out-phrases").languages
    assert len(languages) == 61
    assert {language for language, _ in OPT_OUTS} == set(languages)


@pytest.mark.parametrize("text", NEAR_OPT_OUTS)
def test_near_opt_outs_are_not(text: str) -> None:
    assert [(hit.language, hit.text) for hit in load("opt-out-phrases").find(text)] == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en-GB", "Reply STOP"),
        ("nb-NO", "Svar STOPP"),
        ("zh-TW", "退訂請回覆STOP"),
        ("zh_CN", "退订回T"),
        ("zh", "退订回T"),
        ("fil", "STOP sa 2442"),
        ("pt-BR", "Responda SAIR"),
    ],
)
def test_language_tags(tag: str, text: str) -> None:
    assert load("opt-out-phrases").first(text, [tag]) is not None
    assert load("opt-out-phrases").first(text, ["lv"]) is None


def test_a_match_shows_the_text_as_it_was_written() -> None:
    text = "Acme: sale! Reply “SТOP” to end"
    match = load("opt-out-phrases").find(text, ["en"])[0]
    assert text[match.span.start : match.span.end] == match.text
    assert match.text.startswith("Reply “SТOP")
    assert (match.language, match.confidence) == ("en", "verified")


def test_few_patterns_are_compiled_for_one_english_text() -> None:
    load.cache_clear()
    lexicon = load("opt-out-phrases")
    assert lexicon.first("Acme: 20% off today! Reply STOP to opt out.", ["en"])
    finders = [finder for blocks in lexicon._blocks.values() for block in blocks for finder in block._made.values()]
    patterns = [search for finder in finders for search in finder.searches if isinstance(search, PatternSearch)]
    assert patterns
    assert sum(search.pattern._compiled is not None for search in patterns) <= 3
    assert list(lexicon._sheets) == ["en"]


@pytest.mark.parametrize("tags", [None, ["en"], ["nl", "de"]])
def test_whether_there_is_a_hit_does_not_hang_on_what_was_found_before(tags: list[str] | None) -> None:
    lexicon = load("opt-out-phrases")
    texts = [
        "Reply STOP to end",
        "Hello",
        "Stuur STOP",
        "Text STOP to quit",
        "See you",
        "Svar STOPP",
        "Unsubscribe: acme.example",
    ]
    for text in [*texts, *reversed(texts)]:
        assert lexicon.holds(text, tags) is (lexicon.first(text, tags) is not None), text


def test_groups_are_those_of_the_text_that_is_asked_about() -> None:
    lexicon = load("restricted-content")
    for text, found in (("poker", True), ("Hello", False), ("poker", True)):
        assert ("gambling" in lexicon.groups(text)) is found


GROUPS = [
    ("restricted-content", "Payday loan, no credit check", {"finance"}),
    ("restricted-content", "CBD gummies 20% off", {"cannabis"}),
    ("restricted-content", "Guns and ammo sale", {"firearms"}),
    ("restricted-content", "Beer and wine tasting on Friday", {"alcohol"}),
    ("restricted-content", "Weed killer 20% off", set()),
    ("restricted-content", "Our Sydney CBD office is open", set()),
    ("restricted-content", "Hot glue gun and ammo box", set()),
    ("restricted-content", "Ginger beer is back", set()),
    ("restricted-content", "Time slots available: what are the odds and ends", set()),
    ("restricted-content", "Quit smoking: free class on Monday", set()),
    ("restricted-content", "A shot at the bar exam, you bet", set()),
    ("restricted-content", "Delivery slots left: bingo night", set()),
    ("shorteners", "Shop: https://bit.ly/3x", {"shortener"}),
    ("shorteners", "Shop: www.bit.ly/3x", {"shortener"}),
    ("shorteners", "Chat wa.me/15551234567", {"hub"}),
    ("shorteners", "Thank u.To stop, reply STOP", set()),
    ("shorteners", "See rabbit.ly/x or my-t.co/x or t.company/x", set()),
    ("leaked-nulls", "Hi undefined, your order", {""}),
    ("leaked-nulls", "Hi None, your order", {""}),
    ("leaked-nulls", "Total: NaN", {""}),
    ("leaked-nulls", "sms.order.ready", {""}),
    ("leaked-nulls", "Hi Ann, sms.order.ready", {""}),
    ("leaked-nulls", "messages.booking.moved", {""}),
    ("leaked-nulls", "sms.acme.com", set()),
    ("leaked-nulls", "sms.spb.ru", set()),
    ("leaked-nulls", "Visit messages.google.com to pair", set()),
    ("leaked-nulls", "Go to messages.paid.de/x or sms.ready.example", set()),
    ("leaked-nulls", "Hi INSERT FIRST NAME HERE", {""}),
    ("leaked-nulls", "Use INSERT CODE HERE at checkout", {""}),
    ("leaked-nulls", "Hi YOUR NAME HERE, welcome", {""}),
    ("leaked-nulls", "Insert your code here: https://acme.example/x", set()),
    ("leaked-nulls", "Insert your card here, then sign your name here.", set()),
    ("leaked-nulls", "[object Object] is ready", {""}),
    ("leaked-nulls", "Our service is second to none.", set()),
    ("leaked-nulls", "If none of these apply, ignore this", set()),
    ("leaked-nulls", "None of your appointments changed", set()),
    ("leaked-nulls", "Love from Nan", set()),
    ("leaked-nulls", "The contract is null and void", set()),
    ("credentials", "Your password is {password}", {"password"}),
    ("credentials", "Your one-time password is 482910", set()),
    ("credentials", "Your password is due to expire", set()),
    ("credentials", "Your password was changed", set()),
    ("credentials", "Your API key is sk_live_12345678", {"token"}),
    ("urgency", "Your account has been suspended. Verify your account now", {"pressure", "bait"}),
    ("urgency", "Your table is confirmed for 7pm", set()),
]


@pytest.mark.parametrize(("name", "text", "expected"), GROUPS)
def test_groups_that_reach_the_threshold(name: str, text: str, expected: set[str]) -> None:
    lexicon = load(name)
    assert {group for group, found in lexicon.groups(text).items() if found.score >= lexicon.threshold} == expected


def test_a_repeated_word_counts_once() -> None:
    found = load("restricted-content").groups("poker poker poker")["gambling"]
    assert (found.score, len(found.matches)) == (1, 1)


# --- hostile packs

GOOD = """\
    lexicon: mine
    title: Mine
    sources:
      - {title: Own words, published: 2026-11-23}
    entries:
      - key: one
        confidence: knowledge
        patterns: ['reply stop']
        phrases: ['Reply STOP']
"""

REFUSED = [
    (
        "patterns: ['reply stop']",
        "patterns: ['(reply|']",
        r"mine\.yaml:8: entries\[0\]\.patterns\[0\]: is not a regular",
    ),
    (
        "patterns: ['reply stop']",
        "patterns: ['(?:(?:stop)+)+x', 'reply']",
        r"mine\.yaml:8: entries\[0\]\.patterns\[0\]: took over",
    ),
    (
        "patterns: ['reply stop']",
        r"patterns: ['(?:\w+\s*)+x$', 'reply']",
        r"mine\.yaml:8: entries\[0\]\.patterns\[0\]: the pattern took over",
    ),
    ("patterns:", "paterns:", r"mine\.yaml:8: entries\[0\]\.paterns: unknown key; did you mean 'patterns'"),
    ("        patterns: ['reply stop']\n", "", r"mine\.yaml:6: entries\[0\]: needs words, patterns or forms"),
    ("confidence: knowledge", "confidence: sure", r"mine\.yaml:7: entries\[0\]\.confidence: 'sure' is not one of"),
    ("        confidence: knowledge\n", "", r"mine\.yaml:6: entries\[0\]: 'confidence' is missing"),
    (", published: 2026-11-23", "", r"mine\.yaml:4: sources\[0\]: needs a date"),
    (
        "sources:\n      - {title: Own words, published: 2026-11-23}",
        "sources: []",
        r"mine\.yaml:3: sources: needs at least one",
    ),
    ("title: Mine", "titel: Mine", r"mine\.yaml:2: titel: unknown key; did you mean 'title'"),
    ("['Reply STOP']", "['Goodbye']", r"mine\.yaml:9: entries\[0\]\.phrases\[0\]: does not find 'Goodbye'"),
    ("['Reply STOP']", "[no]", r"mine\.yaml:9: entries\[0\]\.phrases\[0\]: must be text, not true or false; quote it"),
    (
        "patterns: ['reply stop']",
        "patterns: reply stop",
        r"mine\.yaml:8: entries\[0\]\.patterns: must be a list, not text",
    ),
    ("title: Mine", "title: [Mine", r"mine\.yaml:\d+: is not YAML"),
    ("title: Mine", "title: Mine\n    ignore: '*x'", r"mine\.yaml:\d+: ignore: may contain only signs, not 'x'"),
    (
        "    confidence: knowledge",
        "    weight: much\n        confidence: knowledge",
        r"mine\.yaml:7: entries\[0\]\.weight: must be a whole",
    ),
]


def write(folder: Path, text: str) -> Path:
    (folder / "mine.yaml").write_text(dedent(text), encoding="utf-8")
    return folder


def test_a_private_pack(tmp_path: Path) -> None:
    assert load("mine", write(tmp_path, GOOD)).first("Please reply STOP")


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("stop {link}", "stop https://acme.example/s", "stop there"),
        ("use {a code}", "Use 123 456", "Use 12"),
        ("use {a code}", "Use {code}", "Use a code"),
        ("use {digits of a code}", "Use 4410", "Use {code}"),
        ("use {a code}{no amount}", "Use 4410 now", "Use 4410 points"),
    ],
)
def test_what_all_languages_have_in_common_has_a_short_form(
    tmp_path: Path, pattern: str, found: str, not_found: str
) -> None:
    pack = GOOD.replace("['reply stop']", f"['{pattern}']").replace("['Reply STOP']", f"['{found}']")
    lexicon = load("mine", write(tmp_path, pack))
    assert lexicon.first(found)
    assert lexicon.first(not_found) is None


@pytest.mark.parametrize(("good", "bad", "message"), REFUSED)
def test_hostile_packs_are_refused_with_file_line_and_key(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(PackError, match=message):
        load("mine", write(tmp_path, GOOD.replace(good, bad)))


@pytest.mark.parametrize(
    ("content", "message"), [("", "must be a mapping, not nothing"), ("- a\n", "must be a mapping, not a list")]
)
def test_a_file_that_is_not_a_mapping(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(PackError, match=message):
        load("mine", write(tmp_path, content))


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match=r"mine\.yaml:1: is not UTF-8"):
        load("mine", tmp_path)


def test_an_unknown_lexicon_names_the_known_ones() -> None:
    with pytest.raises(PackError, match="opt-out-phrases"):
        load("opt-outs")


@given(st.text(st.characters(max_codepoint=0x7F), max_size=12))
def test_plain_words_fold_the_short_way(text: str) -> None:
    assert _folded(text) == fold(text).text
