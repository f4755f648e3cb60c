"""Where keys are found in a file does not depend on how many are looked for: one by one, or all in one look."""

from __future__ import annotations

import html
import random
from typing import TYPE_CHECKING

import pytest

from smslint.project.key_starts import Keys
from smslint.project.spelled import Finder, places

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "Hi",
    "it’s",
    "new",
    "fu",
    "b",
    "r",
    "Tür",
    "Привет",
    "42",
    "a&b",
    "&",
    "it's",
    '"x"',
    "-",
    "$5",
    "𝐀",
    "😀",
    "été",
    "n",
    "$t(",
    ":",
    ".",
]
JOINTS = ['" + "', "' . '", '"\\\n"', '" f"', '"\n  "', '"   b"', '"' + " " * 150 + '"', '" \\ \n \n\t"']
FORMS: list[Callable[[str], str]] = [
    lambda char: char,
    lambda char: f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}",
    lambda char: "".join(f"\\u{unit:04X}" for unit in memoryview(char.encode("utf-16-le")).cast("H")),
    lambda char: f"\\u{{0{ord(char):X}}}",
    lambda char: f"&#{ord(char)};",
    lambda char: f"&#x00{ord(char):x};",
    html.escape,
    lambda char: f"\\x{ord(char):02x}" if ord(char) < 0x100 else char,
    lambda char: {"\n": "\\n", "'": "''", '"': '\\"', "é": "&eacute;"}.get(char, char),
]
AROUND = [
    ('"', '"'), ('"', '": "x"'), ("'", "' => 1"), ("\n", ": x"), ("\n  ", "=x"), (">", "<"), (">\n   ", " <"), ("{% trans %}", "{% e %}"),
    ('"sms:', '"'), ("'a.b.", "_one':"), ("$t(", ")"), ("$t(a:", ", x)"), ("\n", ";x"), ("<source>", "</source>"), ("", ""),
]  # fmt: skip


def written(random_: random.Random, key: str) -> str:
    pieces = []
    for char in key:
        plain = char.isascii() and char.isalnum()
        pieces.append(char if plain or random_.random() < 0.5 else random_.choice(FORMS)(char))
        if random_.random() < 0.02:
            pieces.append(random_.choice(JOINTS))
    return "".join(pieces)


@pytest.mark.parametrize("suffix", ["py", "json", "yml", "properties", "csv", "xml", "php", "html"])
def test_the_same_places(suffix: str) -> None:
    random_ = random.Random(suffix)
    found = 0
    for _ in range(12):
        keys = {
            random_.choice([" ", " ", "", "\n"]).join(random_.choices(WORDS, k=random_.randint(1, 5)))
            for _ in range(60)
        }
        text = ""
        for key in random_.choices(sorted(keys), k=60):
            before, after = random_.choice(AROUND)
            text += before + written(random_, key) + after + random_.choice(["\n", " ", "", " " * 300])
        wanted = Keys(keys)
        assert len(wanted.indexed) > 30
        finder = Finder(text, wanted, f"a.{suffix}")
        near = finder.near()
        for key in keys:
            alone = places(text, key, f"a.{suffix}")
            assert finder(key) == alone, (key, text)
            assert key in near or not alone
            found += len(alone)
    assert found > 100
