"""What is known of the entries of a table that a call gives: ``send(text, { urgent: true })``, ``deliver(text, footer: true)``.

An entry is a fact with a name of its own, and what asks for it in a condition is written as that name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.sources.code.fixed_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from smslint.sources.code.values import Value

_ENTRY: Final = "\N{MIDDLE DOT}"
"""Between the name of a table and a key; alone after it, if all of its entries are known."""
_KEY: Final = r"[:'\"](?P<key>\w+)['\"]?"
_ELSE: Final = r"(?:\s*,\s*(?P<other>[\w'\"]+))?"
_ASKS: Final = (
    r"(?:Keyword|Map)\.get\(\s*{name}\s*,\s*" + _KEY + _ELSE + r"\s*\)",
    r"\$?{name}\.(?:get|fetch|dig)\(\s*" + _KEY + _ELSE + r"\s*\)",
    r"\$?{name}(?:\?\.)?\[\s*" + _KEY + r"\s*\]",
    r"\$?{name}(?:\?\.|\.|->)(?P<key>\w+)(?![\w(])",
)
_INSTEAD: Final = r"(?:\s*(?:\?\?|\|\|)\s*(?P<instead>true|false|null|undefined)\b)?"
"""What it is in place of nothing."""
_GIVEN_AWAY: Final = r"(?:[(,\[{{=:]|\breturn)\s*\$?{}\s*(?:[,)\]}};\n]|\|\||\?\?|\Z)"
_WORD: Final = re.compile(r"[^\W\d]\w*")
_NOTHING: Final = frozenset({"null", "undefined"})
_EMPTY: Final = frozenset({"{}", "[]", "%{}", "array()", "()"})


def facts_of_entries(name: str, entries: Mapping[str, str | None], *, complete: bool) -> dict[str, str]:
    """The facts about the entries of a table.

    :param entries: what is known of each, by its key; ``None`` for one of which nothing is known.
    :param complete: whether it has no other entries.
    """
    found = {f"{name}{_ENTRY}{key}": fact or "" for key, fact in entries.items()}
    return {**found, f"{name}{_ENTRY}": ""} if complete else found


def is_empty(default: str) -> bool:
    """Whether a default is a table without entries, as written."""
    return default.replace(" ", "") in _EMPTY


def keys_of(value: Value) -> list[tuple[str, Value]] | None:
    """The entries of a table with their keys; ``None`` if some have none, or come from another table."""
    entries = value.entries
    if entries is None or value.written or any(not key or not key.isidentifier() for key, _ in entries):
        return None
    return [(key, each) for key, each in entries if key]


def is_steady(name: str, changed: Collection[str], code: str) -> bool:
    """Whether what a fact is about stays what it is in a function: nothing changes it, or may change it under another name.

    :param changed: the variables that the function changes.
    :param code: the function, if it can change what it is given.
    """
    table = _holder(name)
    if table in changed or name in changed or any(each.startswith(f"{table}.") for each in changed if table != name):
        return False
    return table == name or re.search(_GIVEN_AWAY.format(re.escape(table)), code) is None


def _holder(name: str) -> str:
    """The parameter that a fact is about."""
    return name.partition(_ENTRY)[0]


def with_entries(condition: str, facts: Mapping[str, str], *, absent: str) -> tuple[str, Mapping[str, str]]:
    """A condition with a name in place of each entry that it asks for and that is known, and the facts with these names.

    :param absent: what an entry is that a table has not.
    """
    tables = {_holder(each) for each in facts if _ENTRY in each} & set(_WORD.findall(condition))
    found = dict(facts)
    for table in sorted(tables):
        for pattern in _asking(table):

            def named(each: re.Match[str], table: str = table) -> str:
                groups = each.groupdict()
                fact = facts.get(f"{table}{_ENTRY}{each['key']}")
                if fact is None and f"{table}{_ENTRY}" in facts:
                    other = groups.get("other")
                    fact = absent if other is None else WORDS.get(other, "")
                if fact in _NOTHING and each["instead"]:
                    fact = WORDS[each["instead"]]
                if not fact:
                    return each[0]
                name = f"{table}_of_{each['key']}"
                found[name] = fact
                return name

            condition = pattern.sub(named, condition)
    return condition, found


@lru_cache(maxsize=64)
def _asking(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(r"(?<![\w.$])" + each.replace("{name}", re.escape(table)) + _INSTEAD) for each in _ASKS)
