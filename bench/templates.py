"""1,000 small templates with the default rules, compared with yamllint on 1,000 small YAML files. Run: python bench/templates.py

Both start a process, read a thousand files and print what they find, without a cache; smslint checks so many files on two or more
processors, where there are any. The YAML files are of about 1 KB,
which is small for yamllint; the templates are as long as a text message.
Interleaved, medians.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from processes import SMSLINT, WORDS, interleaved, message, seconds

FILES = 1_000
ROUNDS = 5


def main() -> None:
    """Print ours, the peer's and the ratio."""
    random = Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("sms", "yaml"):
            (folder / kind).mkdir()
        size = {"sms": 0, "yaml": 0}
        for number in range(FILES):
            text = message(random) + "\n"
            (folder / "sms" / f"t{number}.txt").write_text(text, encoding="utf-8")
            lines = "".join(
                f"{random.choice(WORDS)}{index}: {' '.join(random.choices(WORDS, k=6))}\n" for index in range(26)
            )
            (folder / "yaml" / f"t{number}.yaml").write_text(f"---\n{lines}", encoding="utf-8")
            size["sms"] += len(text)
            size["yaml"] += len(lines) + 4
        (folder / "smslint.yaml").write_text('messages: [{files: "sms/*.txt", dialect: jinja}]\n', encoding="utf-8")
        found = interleaved(
            {
                "smslint": lambda: seconds((*SMSLINT, "check", "--no-cache", "--format", "concise", "sms"), folder),
                "yamllint": lambda: seconds((sys.executable, "-m", "yamllint", "-f", "parsable", "yaml"), folder),
            },
            ROUNDS,
        )
    print(f"smslint,  {FILES:,} templates of {size['sms'] // FILES} characters  {found['smslint']:.2f} s")
    print(f"yamllint, {FILES:,} YAML files of {size['yaml'] // FILES} characters {found['yamllint']:.2f} s")
    print(f"smslint is {found['yamllint'] / found['smslint']:.1f} x as fast as yamllint")


if __name__ == "__main__":
    main()
