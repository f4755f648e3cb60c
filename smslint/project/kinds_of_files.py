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
    r"(?:^|/)(?:readme|changelog|changes|contributing|license|code_of_conduct|security)\b[^/]*$|\.html?(?:\.\w+)?$|\.(?:min|bundle|esm)\.js$|(?:^|/)(?:jquery|bootstrap|moment|chart|datatables|pdfmake|summernote|popper|select2|tinymce|ckeditor|fullcalendar|sweetalert|apexcharts|echarts|coreui)(?:[\w.-]*\.js$|[\w.-]*/(?:[^/]+/){0,3}[^/]+\.js$)|(?:openapi|swagger)[^/]*$|(?:^|/)\.[^/]*(?:ignore|attributes|keep|config|rc)$|(?:^|/)(?:\.[^/]+|META-INF)/|(?:^|/)(?:(?:ts|js)config[^/]*|package(?:-lock)?|composer|angular|nx|turbo|lerna)\.json$|(?:^|/)(?:pom|AndroidManifest)\.xml$|(?:^|/)(?:(?:dev-|test-)?requirements[^/]*|constraints|modules|patches|robots|humans|ads|SOURCES|top_level|entry_points|CMakeLists)\.txt$",
    re.IGNORECASE,
)
"""Documents about a program, its pages, the description of its interface, and the settings of tools: ``.gitignore``."""
INTERFACE: Final = re.compile(rb"\A(?:\s|#[^\n]*\n|---\s*\n)*\{?\s*[\"']?(?:openapi|swagger)[\"']?\s*:")
"""How the description of an interface begins."""
_STACK: Final = re.compile(rb"^\s*[\"']?(?:AWSTemplateFormatVersion|Resources)[\"']?\s*:", re.MULTILINE)
_NAMED: Final = (
    b"sms mms sns pinpoint octopods twilio vonage nexmo messages.create messages->create messagebird plivo openphone africa termii msg91 kavenegar clickatell infobip sinch telnyx clicksend "
    b"textlocal textbelt hubtel arkesel unifonic 46elks zenvia gupshup sendchamp mnotify bandwidth signalwire netgsm nurigo solapi mocean gatewayapi eskiz itexmo ghasedak melipayamak ippanel mobizon esendex exotel routee brevo sendinblue textmessag text_messag text-messag messageresource createmessageparams messagecompose"
).split()
"""What a file speaks of that has to do with text messages, in lower case."""
_SAID: Final = (
    *(b"text messag", b"data rates", b"passcode"),
    *(how + b"stop" for verb in (b"reply ", b"text ", b"txt ", b"send ") for how in (verb, verb + b"'", verb + b'"')),
    *(
        kind + space + b"code"
        for kind in (b"verification", b"security", b"one-time", b"one time", b"login", b"sign-in", b"sign in", b"otp")
        for space in (b" ", b"")
    ),
)
"""What texts of programs say that look like messages."""


def may_be_about(data: bytes, *, program: bool) -> bool:
    """Whether a file can have text messages, by words that are found at once. Programs often speak of codes and stop something."""
    low = data.lower()
    return any(each in low for each in (*_NAMED, *(_SAID if program else (b"stop", b"code", b"data rates"))))


def is_aside(path: str) -> bool:
    """Whether a file belongs to a project's tests, documents or pages, or to somebody else's code in it."""
    return _TESTS.search(path) is not None or _ABOUT_IT.search(path) is not None


def is_history(path: str) -> bool:
    """Whether a file is a change to a database: it sends nothing, but it may have rows for a table of text messages."""
    return _HISTORY.search(path) is not None


def is_stack(data: bytes) -> bool:
    """Whether a file describes the machines and services of a project."""
    return _STACK.search(data) is not None
