"""A checkout of 20,000 mixed files: a first run, a second from the cache, and codespell on the same tree. Run: python bench/tree.py

A fifth of the files are messages (templates and catalogues), the rest are other files as in a real checkout. codespell
reads all of them, smslint only those in its configuration; another line has all files configured as messages.
Processes, interleaved, medians.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from processes import SMSLINT, interleaved, message, prose, seconds

FILES = 20_000
ROUNDS = 3
CONFIG = """\
brand: Acme
regions: [US]
values: {first_name: {max: 20}, code: {type: otp}, order_id: {max: 8, charset: digits}, shop: {max: 20}, track_url: {type: url}}
messages:
  - {files: "**/sms/*.txt", dialect: jinja}
  - {files: "**/locales/*.yml", keys: "*.sms.*", dialect: percent}
  - {files: "**/i18n/*.json", keys: "sms.*", dialect: jinja}
"""


def build(folder: Path) -> dict[str, int]:
    """Write the tree and return the number of files of each kind."""
    random = Random(1)
    counts = {"templates": FILES // 10, "yaml": FILES // 20, "json": FILES // 20}
    (folder / "smslint.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / ".gitignore").write_text("*.pyc\nout/\n/tmp\n!keep\n", encoding="utf-8")
    number = 0

    def write(area: str, suffix: str, text: str) -> None:
        nonlocal number
        path = folder / f"app{number % 200}" / area / f"f{number}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        number += 1

    for _ in range(counts["templates"]):
        write("sms", ".txt", message(random) + "\n")
    for _ in range(counts["yaml"]):
        texts = "".join(
            f"    t{index}: {json.dumps(message(random, '%{{{}}}'), ensure_ascii=False)}\n" for index in range(3)
        )
        write("locales", ".yml", f"en:\n  sms:\n{texts}  web:\n    title: {prose(random, 1)}")
    for _ in range(counts["json"]):
        texts = {f"t{index}": message(random) for index in range(3)}
        write(
            "i18n",
            ".json",
            json.dumps({"sms": texts, "web": {"title": prose(random, 2)}}, ensure_ascii=False, indent=2),
        )
    while number < FILES:
        write(
            random.choice(("src", "src/deep/er", "docs")),
            random.choice((".py", ".js", ".md", ".css")),
            prose(random, 20),
        )
    return counts


def main() -> None:
    """Print ours, the peer's and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = build(folder)
        cache = folder / ".smslint_cache"

        def first() -> float:
            shutil.rmtree(cache, ignore_errors=True)
            return seconds((*SMSLINT, "check", "--format", "concise"), folder)

        def second() -> float:
            return seconds((*SMSLINT, "check", "--format", "concise"), folder)

        def codespell() -> float:
            return seconds((sys.executable, "-m", "codespell_lib", "-q", "3", "."), folder)

        found = interleaved({"first": first, "second": second, "codespell": codespell}, ROUNDS)
        size = (cache.glob("*.json").__next__().stat().st_size) / 1e6
    taken = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    print(f"{FILES:,} files, of them messages in {taken}")
    print(f"first run            {found['first']:7.2f} s")
    print(
        f"second, from cache   {found['second']:7.2f} s   {found['first'] / found['second']:.1f} x faster (cache {size:.1f} MB)"
    )
    print(f"codespell            {found['codespell']:7.2f} s   first run {found['codespell'] / found['first']:.2f} x, "
          f"second {found['codespell'] / found['second']:.1f} x as fast as codespell")  # fmt: skip


if __name__ == "__main__":
    main()
