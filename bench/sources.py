"""For a reviewer: each source of the rules, and the sentences that rest on it, so that a source is read again once for all of them.

    python bench/sources.py                    every source, those with the most facts first
    python bench/sources.py af2m.org           the sources whose address or title holds a text
    python bench/sources.py --no-address       those without an address, with the reason

No network is opened. A country's source that names no ``facts`` may support any field of the file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Path(__file__).parents[1] / "rules"


def claims(path: Path, found: dict[str, Any], facts: list[str]) -> Iterator[str]:
    """The sentences of a file, or of some of its fields, that a source supports."""
    if "why" in found:
        yield f"{found['code']}: {' '.join(found['why'].split())}"
    elif "country" in found or "provider" in found:
        sure = found.get("confidence", {})
        for fact in facts or [name for name, mark in sure.items() if mark != "knowledge"]:
            value = found.get({"opt_out_forms": "opt_out", "cap": "cap"}.get(fact, fact))
            if value not in (None, [], {}):
                yield f"{path.stem}.{fact} [{sure.get(fact, '-')}]: {' '.join(str(value).split())[:300]}"
        for check in found.get("text_checks", []) if not facts or "text_checks" in facts else []:
            yield f"{path.stem} {check.get('rule', '-')} [{check['confidence']}]: {check['what']}"
    elif "statute" in found:
        yield f"{found['state']}: {found['statute']}, windows {found['windows']}, cap {found.get('cap')}"
    else:
        yield f"{path.stem}: {found.get('title', '')}"


def gathered() -> dict[str, list[str]]:
    """The sentences by source."""
    by_source: dict[str, list[str]] = {}
    for path in sorted(RULES.rglob("*.yaml")):
        top = yaml.safe_load(path.read_text(encoding="utf-8"))
        states = top.get("states")
        for part in states if isinstance(states, list) else [top]:
            for source in part.get("sources", []):
                dates = " ".join(f"{key} {source[key]}" for key in ("published", "retrieved") if key in source)
                where = source.get("url") or f"no address: {source['no_url']}"
                head = f"{where}\n  {source['title']} ({source.get('publisher', '-')}; {dates})"
                by_source.setdefault(head, []).extend(claims(path, part, source.get("facts", [])))
    return by_source


def main() -> int:
    """Print the sources and what rests on them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--no-address", action="store_true")
    options = parser.parse_args()
    found = gathered()
    for head, sentences in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        if options.text.lower() in head.lower() and (not options.no_address or head.startswith("no address")):
            sys.stdout.write(head + "\n" + "".join(f"    - {sentence}\n" for sentence in dict.fromkeys(sentences)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
