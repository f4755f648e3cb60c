"""Chromium, in which the pages are opened. Without it, or without Playwright, these tests skip by name; where engines are required they fail."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from tests.engines.engine import HERE, absent

if TYPE_CHECKING:
    from collections.abc import Iterator

AXE: Final = HERE / "node/node_modules/axe-core/axe.min.js"
Scheme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, ended afterwards."""
    program = shutil.which("chromium")
    if program is None:
        absent("page", "chromium")
    if find_spec("playwright") is None:
        absent("page", "playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Opened:
    """A page that is open, and all that it did besides showing itself."""

    def __init__(self, browser: Any, path: Path, *, scheme: Scheme = "light", scripts: bool = True) -> None:
        self.context = browser.new_context(color_scheme=scheme, java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.goto(path.as_uri())

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def assert_quiet(self) -> None:
        """It asked for itself alone, and opened no dialog."""
        assert (self.dialogs, self.requests[1:], self.errors) == ([], [], [])

    def axe(self) -> list[str]:
        """What axe-core finds against WCAG A and AA, one line for each rule and place."""
        if not AXE.exists():
            absent("axe-core", "node_modules/axe-core")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]]
