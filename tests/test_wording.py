"""Counts in words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from smslint.wording import did_you_mean, nearest, plural


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows"), (1234567, "1,234,567 rows")]
)
def test_a_count_takes_the_form_of_its_noun(count: int, words: str) -> None:
    assert plural(count, "row") == words


def test_a_noun_in_y() -> None:
    assert [plural(count, noun) for count, noun in ((1, "entry"), (2, "entry"), (2, "day"))] == [
        "1 entry", "2 entries", "2 days",
    ]  # fmt: skip


PACKAGE = Path(__file__).parents[1] / "smslint"
_COUNTED = re.compile(r" (?:more |other |of |different |invalid )?(?!its|this|less)([a-z]{2,}s)\b")
_IS_COUNT = re.compile(r"len\(|\bcount\b|total|\.(?:rows|recipients|segments|others|messages|found|least|most)\b|:,")
NEVER_ONE = frozenset(
    """
    arguments.py {len(name):,} characters · broadcast/template.py {len(matching)} messages ·
    broadcast/template.py {len(taken)} messages · cli/prices.py {(today - day).days:,} days · mcp/asked.py {most:,} characters ·
    mcp/desk.py {found.st_size:,} bytes · page/check_page.py {count:,} messages · prices/table.py {len(header)} columns ·
    project/unreadable.py {len(message.body):,} characters · recipients/arrow_limits.py {column.total_uncompressed_size:,} bytes ·
    recipients/arrow_limits.py {items:,} values · recipients/arrow_limits.py {longest:,} bytes ·
    recipients/arrow_limits.py {rows:,} rows · recipients/arrow_limits.py {size:,} bytes · recipients/layout.py {count} times ·
    recipients/layout.py {len(columns):,} columns · recipients/sheet_out.py {units:,} characters ·
    reconcile/notes.py {len(everything.spend)} currencies · reconcile/notes.py {len(tally.accounts)} accounts ·
    reconcile/notes.py {limit:,} characters · registration/file.py {len(chosen)} messages · report/plan_text.py {len(local)} zones ·
    report/segments_text.py {len(found.pieces)} segments · report/segments_text.py {len(found.text)} characters ·
    rules/checks/alphabet.py {count} times · rules/checks/character_limit.py {subject.bounds.least} segments ·
    rules/checks/code_line.py {len(text.encode())} bytes · rules/checks/required_phrase.py {len(subject.renderings)} renderings ·
    rules/checks/white_space.py {count} lines · rules/compound_readers.py {len(value):,} items ·
    rules/compound_readers.py {len(value):,} keys · rules/matching.py {len(source):,} characters ·
    rules/matching.py {len(text)} characters · rules/notes.py {found.most} segments ·
    sending/journal/mark.py {attempts:,} attempts · server/fixes.py {len(made)} places · server/hover.py {len(text):,} characters ·
    server/words.py {count} segments · text/segmentation.py {self.capacity * self.count} units
    """.replace("\n    ", " ")
    .strip()
    .split(" · ")
)
"""Numbers that are never one: more than a limit, or the greater end of a range."""
FOR_DEVELOPERS = {"records.py", "numbers/compile_plan.py", "rules/us_states.py"}


def _counts(path: Path) -> Iterator[str]:
    """The numbers of a module that a noun in the plural follows."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            for number, text in zip(node.values, node.values[1:], strict=False):
                if isinstance(number, ast.FormattedValue) and isinstance(text, ast.Constant):
                    written = ast.unparse(number)
                    noun = _COUNTED.match(str(text.value))
                    if (
                        noun
                        and _IS_COUNT.search(written)
                        and not re.match(r"\{(?:plural\(|\w+\.?[A-Z_]{3,}:)", written)
                    ):
                        yield f"{written} {noun[1]}"


def test_a_counted_noun_takes_its_form_from_one_place() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()} {each}"
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in FOR_DEVELOPERS
        for each in _counts(path)
    }
    assert found == NEVER_ONE


@pytest.mark.parametrize(
    ("word", "hint"),
    [("jinga", " (did you mean 'jinja'?)"), ("Handlebars", ""), ("", ""), ("jinja2", " (did you mean 'jinja'?)")],
)
def test_only_a_near_word_is_proposed(word: str, hint: str) -> None:
    assert did_you_mean(word, {"jinja", "erb"}) == hint
    assert did_you_mean(word, ()) == ""
    assert nearest(word, {"jinja", "erb"}) == (hint or "; known: erb, jinja")
