"""Words used on the command line and in files, in a module that commands can import quickly."""

from __future__ import annotations

from typing import Final


def word_set(words: str) -> frozenset[str]:
    """The words of a text, for tables that have many."""
    return frozenset(words.split())


PROGRAMS: Final = ("confirmation", "help", "stop")
"""The parts that a text can have in an opt-in programme."""
KINDS: Final = ("marketing", "transactional", "otp")
"""What a message is for."""
FAIL_LEVELS: Final = ("error", "warning", "info", "never")
"""The severity at which findings make a command fail."""
PAGE: Final = "html"
"""The format that is a page for people who write."""
CONFIDENCES: Final = ("low", "medium", "high")
"""How reliable rules are, the least first."""
DIRECTIVE: Final = "smslint:"
"""The start of every directive in a comment."""
COMPARED: Final = ("LEN005", "TRN001", "TRN002", "TRN003", "TRN004", "REG015", "REG016")
"""The rules that compare translations, and messages with what is registered, after all files are checked."""
STALE_DAYS: Final = 90
"""A price older than this, in days, is reported as old: AWS's price for Peru rose eightfold between 2022 and 2026."""
BASELINE: Final = ".smslint-baseline.json"
"""The file name of a baseline."""
OCTOPODS_API: Final = "https://api.octopods.io"
"""The address of the Octopods API."""
SENDS_LISTS: Final = "octopods"
"""The provider through which smslint sends: it is assumed where a project states none."""
REGISTRATION: Final = "registration.yaml"
"""The file name of what is registered, in the folder of the configuration."""
NEW: Final = "new"
REMOVED: Final = "removed"
CHANGED: Final = "changed"
MOVED: Final = "moved"
"""Only its path or its key is another one."""
UNCHANGED: Final = "unchanged"
STATES: Final = (NEW, REMOVED, CHANGED, MOVED, UNCHANGED)
"""What a change can make of a message."""
ENCODING: Final = "encoding"
SMART_ENCODING: Final = "smart_encoding"
SPLIT: Final = "split"
APPENDED: Final = "appended"
NOT_BILLED: Final = "not_billed"
UNEXPLAINED: Final = "unexplained"
VALUE_LENGTH: Final = "value_length"
VALUE_ENCODING: Final = "value_encoding"
PREFIX: Final = "prefix"
"""Why a message took other segments than were counted; the last three are of a text that takes more than ``check`` says that it can."""
NO_TEMPLATE: Final = "no_template"
NO_TEXT: Final = "no_text"
CUT: Final = "cut"
OTHER_VALUE: Final = "other_value"
"""Why a message of a log is from no template."""
SAFE_FIXES: Final = "fixes"
ALL_FIXES: Final = "all_fixes"
GSM_7_ONLY: Final = "gsm7"
"""What can be done for a cheaper wording, besides another text that is ``appended``."""

UNKNOWN_KEYS: Final = {
    "fail_level": "there is no 'fail_level' here: pass it to the command, as --fail-level warning",
    "fail-level": "there is no 'fail-level' here: pass it to the command, as --fail-level warning",
    "approved": "there is no 'approved' here: exports of approved templates are named in smslint.yaml, for check, preflight and send",
    "version": "there is no 'version': settings have only one version, remove this line",
    "repos": "there is no 'repos': this looks like a pre-commit configuration",
    "include": "there is no 'include': list the files of messages under messages, files",
    "paths": "there is no 'paths': list the files of messages under messages, files",
    "disable": "there is no 'disable' here: switch a rule off with rules: {CODE: off}, or with ignore",
}
"""Keys that exist in other tools, and what to write instead."""
OTHER_NAMES: Final = {
    "appended": ("footer", "suffix"),
    "dialect": ("engine", "language", "syntax", "template_language", "templating"),
    "exclude": ("skip",),
    "files": ("file", "glob", "globs", "path", "pattern", "patterns", "template", "templates"),
    "key_column": ("id", "id_column"),
    "kind": ("category", "purpose", "type"),
    "locale": ("lang", "language", "languages"),
    "messages": ("glob", "globs", "files", "path", "sources", "templates"),
    "prepended": ("header", "prefix"),
    "prices": ("card", "cost", "costs", "price", "pricing", "rate_card", "ratecard", "rates", "tariff"),
    "provider": ("carrier", "gateway", "operator"),
    "regions": ("countries", "country", "market", "markets"),
    "sender": ("from", "sender_id", "sender_type"),
    "source": ("format", "host"),
    "values": ("placeholders", "variables", "vars"),
}
"""What people write for keys of ours, since other tools or other fields say it so."""
