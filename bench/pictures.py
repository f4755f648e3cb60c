"""The pictures of the manual, from the real product: ``python bench/pictures.py`` writes them to ``docs/pictures``.

It needs Chromium, Neovim, and Playwright and pyte (the group ``browser``). Words choose some: ``python bench/pictures.py editor``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import editor_picture
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Collection

TOP = Path(__file__).parent.parent
PICTURES = TOP / "docs" / "pictures"
TEMPLATE = "fixtures/templates/sms/order_shipped.txt"
MESSAGE = "Fernhill: hi {{ first_name }}, it’s our fern sale: 20% off everything until {{ day }}. Come and see us! Reply STOP to opt out"
PAGES = {
    "check": ("check", "fixtures", "--no-cache", "--quiet", "--output", "html={}"),
    "preflight": ("preflight", TEMPLATE, "fixtures/lists/customers.csv", "--prices", "fixtures/prices.csv", "--format", "html", "--output", "{}"),
    "counter": ("page", "--config", "fixtures/smslint.yaml", "--output", "{}"),
}  # fmt: skip
SIZES = {"check": (900, 900), "preflight": (900, 760), "counter": (900, 640), "editor": (1290, 470)}


def draw(names: Collection[str]) -> None:
    """Write pages and photograph the beginning of each."""
    os.chdir(TOP)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in names or SIZES:
            path = Path(folder) / f"{name}.html"
            if name in PAGES:
                command = [each.format(path) for each in PAGES[name]]
                subprocess.run([sys.executable, "-m", "smslint", *command], check=False, stdout=subprocess.DEVNULL)
            else:
                project = Path(folder) / "project"
                project.mkdir()
                path.write_text(editor_picture.page(project), "utf-8")
            width, height = SIZES[name]
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto(path.as_uri())
            if name == "counter":
                page.get_by_label("Your text").fill(MESSAGE)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(name, (PICTURES / f"{name}.png").stat().st_size)
        browser.close()


if __name__ == "__main__":
    draw(sys.argv[1:])
