"""The ``dialects`` of a configuration: a project's own merge languages by their names. What is ambiguous is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects import DIALECTS
from smslint.dialects.own import Own, own_of
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.settings import Node

KEYS: Final = ("open", "close", "default", "escape", "pattern")
_PROSE: Final = frozenset(".,'\"!?-:;()/&+’")
"""Signs that any text has alone."""
_ORDINARY: Final = "Acme: your code is ready. Call 555-0100 (9-5)!"


def own_dialects(node: Node) -> dict[str, str]:
    """The name of each dialect for the rest of the program, by its name in the configuration.

    :raises ConfigError: for one that reads what is no field.
    """
    stated = node.named()
    return {name: _own(stated, name) for name in stated.values}


def _own(node: Node, name: str) -> str:
    if name in DIALECTS:
        node.fail("smslint has a dialect of this name; choose another one", name)
    each = node.child(name, '{open: "##", close: "##"}').only(KEYS)
    if each.has("pattern"):
        for key in ("open", "close", "default"):
            if each.has(key):
                each.fail("a pattern says itself what a field is; keep only one of them", key)
        _check_pattern(each)
        return Own(pattern=each.filled("pattern"), escape=each.optional("escape") or "").name
    language = Own(
        each.filled("open"), each.filled("close"), each.optional("default") or "", each.optional("escape") or ""
    )
    for key in ("open", "close"):
        _check_sign(each, key, getattr(language, key))
    if language.default and (re.search(r"[\w\s]", language.default) or language.close.startswith(language.default)):
        each.fail("must be signs that neither a name nor the end of a field has", "default")
    if language.escape and (language.open not in language.escape or language.escape == language.open):
        each.fail(
            f"must contain {shown(language.open)} and something else: it is how that is written as text", "escape"
        )
    if own_of(language.name) != language:
        each.fail("these signs cannot be told from the name of a field", "open")
    return language.name


def _check_sign(node: Node, key: str, sign: str) -> None:
    if re.search(r"[\t\r\n]", sign):
        node.fail("must be on one line, without tabs", key)
    if not re.search(r"[^\w\s]", sign):
        node.fail(
            f"{shown(sign)} is in ordinary words, so that any text would have fields; write signs such as ##", key
        )
    if len(sign) == 1 and sign in _PROSE:
        node.fail(
            f"{shown(sign)} is in ordinary texts, so that any text would have fields; write more signs, or a pattern",
            key,
        )


def _check_pattern(node: Node) -> None:
    import regex

    from smslint.rules.matching import fault

    written = node.filled("pattern")
    if problem := fault(written):
        node.fail(problem, "pattern")
    if re.search(r"[\t\r\n]", written):
        node.fail("must be on one line, without tabs", "pattern")
    compiled = regex.compile(written)
    if "name" not in compiled.groupindex:
        node.fail("has no group called name: (?P<name>...)", "pattern")
    if compiled.search(_ORDINARY) is not None:
        node.fail("matches an ordinary text; write what a field begins and ends with", "pattern")
