"""What a page says, read as any HTML parser reads it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import Final

OPEN: Final = frozenset({"meta", "br"})
"""Elements without an end."""
LINKS: Final = frozenset({"href", "src", "action", "srcset", "data"})


class Read(HTMLParser):
    """Elements, attributes and text of a page; fails for an element that is not closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in OPEN:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._open):
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def assert_harmless(page: str) -> Read:
    """A page has its own elements only: three scripts, no handlers, and links to the web alone."""
    read = Read(page)
    assert read.elements["script"] == 3
    assert read.elements["style"] == read.elements["html"] == read.elements["body"] == 1
    assert not {"img", "iframe", "object", "embed", "base", "form", "link", "template"} & read.elements.keys()
    assert [name for name, _ in read.attributes if name.startswith("on") or name == "style"] == []
    assert [
        value for name, value in read.attributes if name in LINKS and not value.startswith(("https://", "http://"))
    ] == []
    return read
