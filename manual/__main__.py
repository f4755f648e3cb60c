"""``python -m manual [FOLDER]``: write the pages that are generated."""

from __future__ import annotations

import sys
from pathlib import Path

from manual import countries, library, settings

PAGES = {"countries.md": countries.page, "library.md": library.page, "settings.md": settings.page}
"""Each generated page, and what makes it."""


def main(folder: Path) -> int:
    """Write the pages into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
