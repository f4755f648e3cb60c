"""Globs of declared names as the page's script reads them, against Python's own matching, in a real engine of JavaScript."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from fnmatch import fnmatchcase

from smslint.page.box import pattern_of
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
