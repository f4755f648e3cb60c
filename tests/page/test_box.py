"""Globs of declared names as the page's script reads them, against Python's own matching, in a real engine of JavaScript."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

from smslint.page.box import pattern_of
from smslint.page.draft import draft_of
from smslint.prices import load
from smslint.rules.context import make_context
from smslint.rules.subject import Subject
from tests.engines.engine import absent

SIGNS = [*"abz_*?[]!-^\\&|~.", "[a-c]", "[!a]", "[z-a]", "[]a]", "[!]a]", "[!z-a]", "[[a]", "[a-]", "[\\]", "[^a]"]
SCRIPT = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(([pattern, name]) => new RegExp(`^(?:${pattern})$`, "u").test(name))));
"""


def test_a_glob_matches_in_the_page_what_it_matches_in_python() -> None:
    node = shutil.which("node")
    if node is None:
        absent("the page's globs", "node")
    random_ = random.Random(1)
    pairs = [
        ("".join(random_.choices(SIGNS, k=random_.randint(1, 5))), "".join(random_.choices("abz_]![^\\-&.", k=random_.randint(0, 4))))
        for _ in range(5_000)
    ]  # fmt: skip
    asked = json.dumps([(pattern_of(glob), name) for glob, name in pairs])
    done = subprocess.run([node, "-e", SCRIPT], input=asked, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert sum(found) > 100
    assert found == [fnmatchcase(name, glob) for glob, name in pairs]


def test_the_box_has_the_price_of_the_messages_kind(tmp_path: Path) -> None:
    rows = "country,price,currency,as_of,kind\nUS,0.01,USD,2026-11-01,transactional\nUS,0.50,USD,2026-11-01,marketing\n"
    (tmp_path / "card.csv").write_text(rows, "utf-8")
    for kind, price in (("transactional", "0.01"), ("marketing", "0.5")):
        context = make_context({"kind": kind, "regions": ["US"]}, "a test")
        draft = draft_of(Subject("Acme: hello", context=context), load(tmp_path / "card.csv"))
        assert draft is not None
        assert [each.most for each in draft.prices] == [price]
