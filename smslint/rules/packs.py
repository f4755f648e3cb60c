"""Rule packs: folders of YAML files, one rule per file. Data only: a pack names checks, but never contains code."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from smslint import settings
from smslint.data import data_path
from smslint.errors import PackError
from smslint.finding import Confidence, Severity
from smslint.records import NamedTuple, replace
from smslint.rules.checks import CHECKS
from smslint.rules.options import Place
from smslint.rules.packfile import Key, Node, read
from smslint.rules.rule import SCOPES, Citation, Rule, RuleTest, Scope
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA_FOLDERS: Final = frozenset({"alphabets", "countries", "providers", "lexicons", "prices", "substitutions"})
"""Folders next to the rule families with other data. A pack of a project may have lexicons; the others ship with smslint."""
ENDS: Final = (".yaml", ".yml")
"""The suffix of a rule file."""

CODE: Final = (
    "packs.py", "rule.py", "packfile.py", "vetting.py", "options.py", "readers.py", "matching.py", "checks/__init__.py", "check_options.py", "context.py",
)  # fmt: skip
"""The modules that read a rule file: stored rules are invalid after these modules change."""
_KEYS: Final = (
    "code", "name", "aliases", "summary", "why", "cost", "help", "severity", "confidence", "default", "applies_to", "needs", "check",
    "options", "fix", "sources", "review_by", "tests",
)  # fmt: skip
LONGEST_NAME: Final = 100
"""The most characters of the name of a rule."""
CONFIDENCES: Final = ("verified", "secondary", "knowledge")
"""The confidence of a source: its text was read, a text about it was read, or it is from memory."""
_REQUIRED: Final = (
    "code",
    "name",
    "summary",
    "why",
    "severity",
    "confidence",
    "check",
    "sources",
    "review_by",
    "tests",
)
_SCOPE_SETS: Final = ("kind", "regions", "sender", "provider", "program", "dialect")
_CODE: Final = later(r"[A-Z]{3}\d{3}")
_NAME: Final = later(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE: Final = later(r"\d{4}(-\d{2}(-\d{2})?)?")


class Packs(NamedTuple):
    """All loaded rules, by code, and the refused files."""

    rules: tuple[Rule, ...]
    refused: tuple[PackError, ...] = ()

    def find(self, word: str) -> Rule | None:
        """The rule with a code, name or former name."""
        for rule in self.rules:
            if word in {rule.code, rule.name, *rule.aliases}:
                return rule
        return None

    def select(self, words: tuple[str, ...]) -> frozenset[str]:
        """The codes selected by codes, names and prefixes of codes; ``ALL`` selects all."""
        chosen = set()
        for word in words:
            upper = word.upper()
            chosen |= {
                rule.code
                for rule in self.rules
                if upper == "ALL" or rule.code.startswith(upper) or word == rule.name or word in rule.aliases
            }
        return frozenset(chosen)


@lru_cache(maxsize=8)
def load(folders: tuple[Path, ...] = ()) -> Packs:
    """The shipped rules and those of further folders. An invalid file is refused, and the others are loaded.

    The rules have no tests here: only :func:`load_tested` reads them.
    """
    return _packs([_folder_rules(folder) for folder in (data_path("rules"), *folders)])


def load_tested(folders: tuple[Path, ...] = ()) -> Packs:
    """The same rules with their tests, to run or print them."""
    parts: list[_Read] = []
    for folder in (data_path("rules"), *folders):
        paths = list(_files(folder))
        rules, errors = _read_all(paths)
        parts.append((rules, [*_unread(folder, paths), *errors]))
    return _packs(parts)


_Read = tuple[list[Rule], list[PackError]]


def _packs(parts: list[_Read]) -> Packs:
    rules: dict[str, Rule] = {}
    refused: list[PackError] = []
    for found, errors in parts:
        refused += errors
        for rule in found:
            if rule.code in rules:
                refused.append(PackError(f"{rule.path}: {rule.code} is already taken by {rules[rule.code].path}"))
            else:
                rules[rule.code] = rule
    return Packs(tuple(rules[code] for code in sorted(rules)), tuple(refused))


def _folder_rules(folder: Path) -> _Read:
    """The rules of one folder, from the compiled entry of exactly these bytes, otherwise from the files."""
    from smslint.rules import compiled

    paths = list(_files(folder))
    unread = _unread(folder, paths)
    if not paths and not unread:
        unread.append(PackError(f"{folder}: has no rule: a rule is a .yaml file in it or one folder below it"))
    try:
        name = entry_name(paths)
    except OSError:
        rules, errors = _read_all(paths)
        return rules, [*unread, *errors]
    stored = compiled.find(name)
    if stored is not None and len(stored) == len(paths):
        return [from_plain(values, path) for values, path in zip(stored, paths, strict=True)], unread
    rules, errors = _read_all(paths)
    if not errors:
        compiled.store(name, [to_plain(rule) for rule in rules])
    return [replace(rule, tests=()) for rule in rules], [*unread, *errors]


def _read_all(paths: list[Path]) -> _Read:
    rules: list[Rule] = []
    refused: list[PackError] = []
    for path in paths:
        try:
            rules.append(read_rule(path))
        except PackError as error:
            refused.append(error)
    return rules, refused


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder, in loading order."""
    return list(_files(folder))


def entry_name(paths: list[Path]) -> str:
    """The name for the stored rules of some files: a hash of their bytes and of the code that reads them.

    :raises OSError: when a file cannot be read.
    """
    from smslint.rules import compiled

    here = Path(__file__)
    code = (*(here.parent / name for name in CODE), Path(settings.__file__))
    return compiled.key("rules", [_bytes(path) for path in (*code, *paths)])


def _bytes(path: Path) -> bytes:
    """``path.read_bytes()`` without a buffer between: there are many files, and all of each is wanted."""
    with path.open("rb", buffering=0) as file:
        return file.read()


def plain_rules(paths: list[Path]) -> list[dict[str, Any]]:
    """The stored form of some rule files.

    :raises PackError: for the first that cannot be used.
    """
    return [to_plain(read_rule(path)) for path in paths]


def to_plain(rule: Rule) -> dict[str, Any]:
    """A rule without its tests as plain JSON data; :func:`from_plain` is the reverse."""
    plain: dict[str, Any] = {each: getattr(rule, each) for each in rule.__match_args__ if each not in {"path", "tests"}}
    scope = rule.applies_to
    plain["applies_to"] = [scope.scope, *(sorted(getattr(scope, key)) for key in _SCOPE_SETS)]
    return {
        **plain,
        "severity": int(rule.severity),
        "confidence": rule.confidence.value,
        "options": rule.options.plain(),
        "sources": [list(source) for source in rule.sources],
    }


def from_plain(plain: dict[str, Any], path: Path) -> Rule:
    """The rule of a file from the result of :func:`to_plain`. Nothing is checked again: the bytes are the same."""
    scope, *sets = plain["applies_to"]
    return Rule(
        **{
            **plain,
            "severity": Severity(plain["severity"]),
            "confidence": Confidence(plain["confidence"]),
            "applies_to": Scope(scope, *map(frozenset, sets)),
            "sources": tuple(Citation(*source) for source in plain["sources"]),
            "aliases": tuple(plain["aliases"]),
            "needs": tuple(plain["needs"]),
            "options": CHECKS[plain["check"]].options.stored(
                plain["options"], Place(_stored, path, str(path), _ships(path))
            ),
            "tests": (),
            "path": path,
        }
    )


def _ships(path: Path) -> bool:
    """Whether a rule ships with smslint, so that tests run its patterns on hostile texts."""
    return _shipped(path.parent)


@lru_cache(maxsize=256)
def _shipped(folder: Path) -> bool:
    return folder.is_relative_to(data_path("rules"))


def _stored(message: str, *keys: Key) -> NoReturn:
    raise AssertionError(f"a stored rule cannot be read again: {keys}: {message}")


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise PackError(f"{folder}: there is no such folder of rules")
    for family in sorted(folder.iterdir()):
        if family.suffix in ENDS and family.is_file():
            yield family
        elif family.name not in DATA_FOLDERS and family.is_dir() and not family.name.startswith("."):
            yield from sorted(path for path in family.iterdir() if path.suffix in ENDS)


def _unread(folder: Path, rules: list[Path]) -> list[PackError]:
    """Files in a pack of a project that would be ignored without a message."""
    if folder == data_path("rules"):
        return []
    found = []
    for path in sorted(folder.rglob("*.y*ml")):
        first, *below = path.relative_to(folder).parts
        if path in rules or path.suffix not in ENDS or first.startswith("."):
            continue
        if first == "lexicons" and len(below) <= 2:
            if path.suffix == ".yml":
                found.append(PackError(f"{path}: is not read: call a lexicon {path.stem}.yaml"))
        elif first in DATA_FOLDERS and first != "lexicons":
            found.append(PackError(f"{path}: is not read: a pack has rules and lexicons, {first} ship with smslint"))
        else:
            found.append(PackError(f"{path}: is not read: rules must be in the pack's folder or one folder below it"))
    return found


def read_rule(path: Path) -> Rule:
    """One rule file.

    :raises PackError: names file, line and key: an unknown key or check, a missing source or test, an invalid date.
    """
    top = read(path).only(_KEYS, _REQUIRED)
    code, name = top.text("code"), top.text("name")
    if not _CODE.fullmatch(code):
        top.fail("a code has three capital letters and three digits, such as OPT001", "code")
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        top.fail("a name has lower-case words joined by hyphens, such as missing-opt-out", "name")
    check = top.choice("check", tuple(CHECKS))
    why = top.filled("why").strip()
    options = top.child("options")
    from smslint.rules.vetting import check_scope

    check_scope(top.child("applies_to"))
    return Rule(
        code=code,
        name=name,
        summary=top.filled("summary").strip(),
        why=why,
        severity=Severity.parse(top.choice("severity", [each.label for each in Severity])),
        confidence=Confidence(top.choice("confidence", [each.value for each in Confidence])),
        applies_to=_scope(top.child("applies_to")),
        check=check,
        options=CHECKS[check].options.read(options.values, Place(options.fail, path, str(path), _ships(path))),
        sources=_citations(top),
        review_by=_date(top, "review_by"),
        tests=_tests(top, code),
        path=path,
        help=(top.optional("help") or "").strip(),
        cost=(top.optional("cost") or _first_sentence(why)).strip(),
        fix=_fix(top.child("fix")),
        aliases=_aliases(top),
        default=top.flag("default", default=True),
        needs=tuple(need.lower() for need in top.texts("needs")),
    )


def _aliases(top: Node) -> tuple[str, ...]:
    words = top.texts("aliases")
    for index, word in enumerate(words):
        if not _NAME.fullmatch(word) or len(word) > LONGEST_NAME:
            top.fail("a former name has lower-case words joined by hyphens, such as missing-opt-out", "aliases", index)
    return words


def _fix(node: Node) -> dict[str, Any]:
    node.only(("append", "safe"))
    if node.has("append"):
        node.filled("append")
    node.optional_flag("safe")
    return dict(node.values)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].replace("\n", " ")


def _scope(node: Node) -> Scope:
    node.only(("scope", *_SCOPE_SETS))
    scope = node.choice("scope", SCOPES, "message")
    sets = {key: frozenset(node.texts(key)) for key in _SCOPE_SETS}
    return Scope(scope=scope, **sets)


def _citations(top: Node) -> tuple[Citation, ...]:
    found = []
    for node in top.children("sources"):
        node.only(("title", "section", "publisher", "published", "retrieved", "url", "confidence"), ("title",))
        if not {"published", "retrieved"} & node.values.keys():
            node.fail("needs a date: published or retrieved")
        for key in {"published", "retrieved"} & node.values.keys():
            _date(node, key)
        if "confidence" in node.values:
            node.choice("confidence", CONFIDENCES)
        found.append(Citation(**{key: node.filled(key) for key in node.values}))
    if not found:
        top.fail("a rule needs at least one source with a title and a date", "sources")
    return tuple(found)


def _date(node: Node, key: str) -> str:
    value = str(node.values[key]) if isinstance(node.values[key], int) else node.text(key)
    if not _DATE.fullmatch(value):
        node.fail("must be a date such as 2026-11-23", key)
    return value


def _tests(top: Node, code: str) -> tuple[RuleTest, ...]:
    from smslint.rules.vetting import check_test

    found = []
    for node in top.children("tests"):
        node.only(("text", "dialect", "context", "values", "to", "expect", "fixed", "note"), ("expect",))
        check_test(node)
        found.append(
            RuleTest(
                expect=node.texts("expect"),
                text=node.text("text", ""),
                dialect=node.text("dialect", "plain"),
                context=dict(node.child("context").values),
                values=dict(node.child("values").values),
                to=node.optional("to"),
                fixed=node.optional("fixed"),
                note=node.text("note", ""),
            )
        )
    if not any(code in test.expect for test in found) or not any(code not in test.expect for test in found):
        top.fail("a rule needs at least one failing and one passing test", "tests")
    return tuple(found)
