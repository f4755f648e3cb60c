"""Which files of a project are none of its texts: tests, documents, descriptions of interfaces and services, changes to a database."""

from __future__ import annotations

import re
from typing import Final

_TESTS: Final = re.compile(
    r"(?:^|/)(?:__(?:tests|mocks)__|(?:\w+[_-])?(?:tests?|specs?)(?:[_-]\w+)?|mocks?|testdata|e2e|cypress|third_party)/"
    r"|[._](?:tests?|specs?|stories|mocks?)\.\w+$|(?:^|/)(?:test_[^/]*|tests?\.\w+)$|(?:^|[/_])(?:test|sample|fake)_?data[^/]*$",
    re.IGNORECASE,
)
_HISTORY: Final = re.compile(r"(?:^|/)(?:migrations?|migrate|alembic)/", re.IGNORECASE)
"""Changes to a database."""
_ABOUT_IT: Final = re.compile(
    r"(?:^|/)(?:readme|changelog|changes|contributing|license|code_of_conduct|security)\b[^/]*$|\.html?(?:\.\w+)?$|\.min\.js$|(?:openapi|swagger)[^/]*$|(?:^|/)\.[^/]*(?:ignore|attributes|keep|config|rc)$",
    re.IGNORECASE,
)
"""Documents about a program, its pages, the description of its interface, and the settings of tools: ``.gitignore``."""
INTERFACE: Final = re.compile(rb"\A(?:\s|#[^\n]*\n|---\s*\n)*\{?\s*[\"']?(?:openapi|swagger)[\"']?\s*:")
"""How the description of an interface begins."""
_STACK: Final = re.compile(rb"^\s*[\"']?(?:AWSTemplateFormatVersion|Resources)[\"']?\s*:", re.MULTILINE)


def is_aside(path: str) -> bool:
    """Whether a file belongs to a project's tests, documents or pages, or to somebody else's code in it."""
    return _TESTS.search(path) is not None or _ABOUT_IT.search(path) is not None


def is_history(path: str) -> bool:
    """Whether a file is a change to a database: it sends nothing, but it may have rows for a table of text messages."""
    return _HISTORY.search(path) is not None


def is_stack(data: bytes) -> bool:
    """Whether a file describes the machines and services of a project."""
    return _STACK.search(data) is not None
