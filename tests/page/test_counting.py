"""The counter of the pages, which is JavaScript, counts what smslint counts, on strings that nobody chose, in a real browser."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from smslint.dialects.merge_fields import SYNTAXES, merge_fields
from smslint.page.counter_page import page
from smslint.page.tables import counting
from smslint.prices.money import plain, times
from smslint.project.config import Config
from smslint.project.project import make_project
from smslint.rules import providers
from smslint.rules.segments import analyse
from smslint.text import national
from smslint.text.gsm7 import DEFAULT, EXTENSION, GSM7
from smslint.text.segmentation import segment
from smslint.text.shift_tables import LANGUAGES, tables
from smslint.text.splitting import cut
from smslint.text.substitutions import default_table
from tests.page.browser import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_CI: Final = 4_000
ALL: Final = 100_000
CHUNK: Final = 2_000
POOLS: Final = (
    "abcdefghij klmno pqrstu vwxyz ABC 0123456789",
    DEFAULT,
    EXTENSION,
    "".join(default_table()),
    "".join("".join(each) for each in tables().values()),
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2002\u2028\u2029\u3000\u200b\u2060\ufeff\u180e .,",
    "\0\x1b\u0301\u0308\u200d\ufe0f\u202e\u2066",
    "\U0001f600\U0001f468\U0001f3fd\U0001f1ec\U0001f1e7\U00020000",
    "\ud83d",
    "\udc00",
    "мир שלום العربية हिन्दी 日本語 ελληνικά",
)  # fmt: skip
LENGTHS: Final = (0, 1, 2, 30, 66, 69, 70, 71, 72, 134, 135, 152, 153, 154, 159, 160, 161, 162, 201, 306, 307, 460, 612)


class How:
    """One way of counting, for both sides."""

    def __init__(self, provider: str, *, smart: bool, languages: tuple[str, ...] = ()) -> None:
        self.profile, self.smart, self.languages = providers.load(provider), smart, languages
        self.told = {
            **counting(provider, smart=smart)._asdict(),
            "split": self.profile.split,
            "languages": list(languages),
        }

    def count(self, text: str) -> list[object]:
        """What smslint says."""
        alphabet = self.profile.alphabet()
        out = self.profile.smart_encoding.apply(text, alphabet) if self.smart else text
        sent = national.segment(out, self.languages) if self.languages else segment(out, alphabet)
        pieces = cut(out, self.profile.split, sent.alphabet)
        name = sent.alphabet.name if sent.encoding == "GSM-7" else "UCS-2"
        return [out, sent.encoding, name, sent.units, len(pieces), [[each.text, each.units] for each in pieces]]


def ways() -> list[How]:
    plain = [How(name, smart=smart) for name in providers.names() for smart in (False, True)]
    shifted = [("tr",), ("es",), ("pt", "es"), ("hi", "ur"), ("bn", "ta", "te"), tuple(LANGUAGES)]
    return [*plain, *(How("generic", smart=False, languages=each) for each in shifted)]


def strings(seed: int) -> Iterator[str]:
    """Strings of few and of many kinds of characters, most of them about as long as some number of segments."""
    draw = random.Random(seed)
    while True:
        pools = draw.sample(POOLS, draw.choice((1, 1, 2, 3)))
        rare = draw.choice(POOLS)
        length = draw.choice(LENGTHS) + draw.choice((0, 0, 0, -1, 1, 5))
        chars = [draw.choice(draw.choice(pools)) for _ in range(max(length, 0))]
        for _ in range(draw.choice((0, 0, 1, 2))):
            if chars:
                chars[draw.randrange(len(chars))] = draw.choice(rare)
        # Two halves of a character beside each other are one character for everybody but Python.
        yield "".join(chars).replace("\udc00", "x" if "\ud83d" in chars else "\udc00")


@pytest.fixture(scope="module")
def counter(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("page") / "counter.html"
    path.write_text(page(make_project(Config(Path())), None), encoding="utf-8")
    return Opened(browser, path).page


COUNT: Final = """request => {
  const { hows, cases } = JSON.parse(request);
  return JSON.stringify(cases.map(([text, how]) => {
    const found = counter.measure(text, hows[how]);
    return [found.text, found.encoding, found.alphabet, found.units, found.count, found.segments.map((each) => [each.text, each.units])];
  }));
}"""


@pytest.mark.parametrize("amount", [IN_CI, pytest.param(ALL, marks=pytest.mark.long)])
def test_the_counter_of_the_page_is_equal_to_python(counter: Any, amount: int) -> None:
    hows = ways()
    draw = random.Random(amount)
    texts = strings(amount)
    seen = set()
    for _ in range(0, amount, CHUNK):
        cases = [(text, draw.randrange(len(hows))) for text in islice(texts, CHUNK)]
        told = json.loads(counter.evaluate(COUNT, json.dumps({"hows": [how.told for how in hows], "cases": cases})))
        for (text, how), answer in zip(cases, told, strict=True):
            expected = hows[how].count(text)
            assert answer == expected, (hows[how].told, text)
            seen.add((how, expected[1], min(int(str(expected[4])), 3)))
    assert len(seen) > 2 * len(hows)  # each way with several results


def test_these_counts_are_those_of_the_command() -> None:
    for text in islice(strings(7), 300):
        for how in (How("generic", smart=False), How("aws", smart=False), How("govuk-notify", smart=True)):
            found = analyse(text, how.profile.name, smart=how.smart or None)
            assert how.count(text)[3:5] == [found.sent.units, len(found.pieces)]


def test_a_split_pair_is_the_only_text_that_python_counts_otherwise() -> None:
    assert GSM7.measure("\ud83d\ude00")[1] == GSM7.measure("\U0001f600")[1] == 2


def test_an_amount_is_exact(counter: Any) -> None:
    draw = random.Random(3)
    amounts = [(f"{draw.randrange(10**6)}.{draw.randrange(10**9)}", draw.randrange(300)) for _ in range(300)]
    amounts += [("0", 3), ("12", 5), ("0.0079", 0), ("0.10", 10), ("1000", 7)]
    told = counter.evaluate("pairs => pairs.map(([amount, count]) => counter.times(amount, count))", amounts)
    assert told == [plain(times(Decimal(amount), count)) for amount, count in amounts]


def found_by(counter: Any, text: str) -> list[tuple[int, int]]:
    return [(each["start"], each["end"]) for each in counter.evaluate("text => counter.placeholders(text)", text)]


def test_placeholders_are_those_of_smslint(counter: Any) -> None:
    """All that the page takes for one, smslint does too, and the one of each row of the table."""
    for syntax in SYNTAXES:
        if syntax.sure:
            expected = [(each.start, each.end) for each in merge_fields(syntax.example)]
            found = found_by(counter, syntax.example)
            assert set(found) <= set(expected), syntax
            assert found[0] == expected[0], syntax


@pytest.mark.parametrize(
    "text", ["Price is 5% off", "Hi {limited offer}", "50 % and 20 %", "a < b > c", "mail@acme.example #1 $5", "(really)", "{}[]", "https://a.example/?q=%id%x%s &b=1"]
)  # fmt: skip
def test_what_is_no_placeholder_is_none(counter: Any, text: str) -> None:
    assert found_by(counter, text) == [(each.start, each.end) for each in merge_fields(text)]


def test_the_safe_replacements_are_those_of_the_command(counter: Any) -> None:
    for text in ("It’s “here” — e\u0301…", "zażółć ŷ", "plain", "a\u00a0b\u2009c"):
        after = counter.evaluate("text => counter.replaced(text, {}, false)", text)
        safe = next((each.text for each in analyse(text).savings if each.how == "safe"), None)
        expected = segment(after)
        assert safe is None or safe == after
        assert expected.count <= segment(text).count
