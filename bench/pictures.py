"""The pictures of the manual, from the real product: ``python bench/pictures.py`` writes them to ``docs/pictures``.

It needs Chromium and Playwright (the group ``browser``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

TOP = Path(__file__).parent.parent
PICTURES = TOP / "docs" / "pictures"
TEMPLATE = "fixtures/templates/sms/order_shipped.txt"
MESSAGE = "Fernhill: hi {{ first_name }}, it’s our fern sale: 20% off everything until {{ day }}. Come and see us! Reply STOP to opt out"
PAGES = {
    "check": ("check", "fixtures", "--no-cache", "--quiet", "--output", "html={}"),
    "preflight": ("preflight", TEMPLATE, "fixtures/lists/customers.csv", "--prices", "fixtures/prices.csv", "--format", "html", "--output", "{}"),
    "counter": ("page", "--config", "fixtures/smslint.yaml", "--output", "{}"),
}  # fmt: skip
HEIGHTS = {"check": 900, "preflight": 760, "counter": 640}


def draw() -> None:
    """Write every page and photograph its beginning."""
    os.chdir(TOP)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, words in PAGES.items():
            path = Path(folder) / f"{name}.html"
            command = [each.format(path) for each in words]
            subprocess.run([sys.executable, "-m", "smslint", *command], check=False, stdout=subprocess.DEVNULL)
            page = browser.new_page(viewport={"width": 900, "height": HEIGHTS[name]}, color_scheme="light")
            page.goto(path.as_uri())
            if name == "counter":
                page.get_by_label("Your text").fill(MESSAGE)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(name, (PICTURES / f"{name}.png").stat().st_size)
        browser.close()


if __name__ == "__main__":
    draw()
