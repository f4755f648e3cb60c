"""What the project says that its own filters, tags, helpers and functions give, put into the tree of a template.

It serves the bounds only: what such a call gives for a row, nobody but the engine knows, so that no list is filled with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.signed import closing
from smslint.text.filters import VERBS
from smslint.text.patterns import later
from smslint.text.tree import AUTO, LITERAL, RAW, Branch, Call, Filter, Placeholder, walk, with_leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Literal, Text
    from smslint.text.values import Values

SAME: Final = "same"
_INTERNAL: Final = frozenset({AUTO, LITERAL, RAW})
_HELPER: Final = later(r"\(\s*([A-Za-z_][\w.-]*)(?=\s+(?![\w.-]+\s*=)[^\s)])")
"""Without a value that has no name of its own, a name in brackets may be a value of the template."""
_FUNCTION: Final = later(r"\$?(?P<name>[A-Za-z_](?:[\w.\\]|::|->|-(?=\w)){0,200})\s*\(")
_WORD: Final = later(r"(?P<name>[A-Za-z_][\w.-]*)(?=\s|\Z)")
_WORDS_FIRST: Final = frozenset({"handlebars", "mustache", "go"})
"""Languages that write the values of a function behind its name without brackets."""


def gives(values: Values | None) -> Filter:
    """The effect of a call that gives one of some values; ``None`` is :data:`SAME`: the text that it is given."""
    if values is None:
        return Filter("keep")
    arguments: list[str | int] = []
    for each in values.options:
        if isinstance(each, str):
            arguments += ("text", each)
        else:
            arguments += ("run", each.least, -1 if each.most is None else each.most, each.charset.name)
    return Filter("gives", tuple(arguments))


def with_results(text: Text, dialect: str, stated: Mapping[str, Filter]) -> tuple[Text, frozenset[str]]:
    """The tree with the effects of calls that are not known to the dialect, and the names of those that it has.

    :param stated: by the name of a filter, tag, helper or function: what :func:`gives` says.
    """
    used: set[str] = set()

    def change(node: Literal | Placeholder) -> Literal | Placeholder:
        if not isinstance(node, Placeholder):
            return node
        found = _whole(node, dialect, stated) if node.opaque or not node.calls else _filters(node, stated)
        if found is None:
            return node
        used.update(found[1])
        return found[0]

    changed = with_leaves(text, change)
    return changed, frozenset(used).union(name for name in asked(text, dialect) if name in stated)


def asked(text: Text, dialect: str) -> list[str]:
    """The helpers of the project in conditions of Handlebars, in order: what they give decides, and they may not be there."""
    if dialect != "handlebars":
        return []
    conditions = (arm.condition for node in walk(text) if isinstance(node, Branch) for arm in node.arms)
    names = (match[1] for each in conditions if each is not None for match in _HELPER.finditer(each.source))
    return [each for each in dict.fromkeys(names) if each != "lookup"]


def _filters(node: Placeholder, stated: Mapping[str, Filter]) -> tuple[Placeholder, list[str]] | None:
    """An output whose value goes through filters, each with its effect at the same distance from the end."""
    calls = [each for each in node.calls if each.name not in _INTERNAL]
    filters, used = list(node.filters), list[str]()
    for behind, call in enumerate(reversed(calls)):
        at = len(filters) - 1 - behind
        if call.name in stated and at >= 0 and filters[at].name not in VERBS:
            filters[at] = stated[call.name]
            used.append(call.name)
    return (node._replace(filters=tuple(filters)), used) if used else None


def _whole(node: Placeholder, dialect: str, stated: Mapping[str, Filter]) -> tuple[Placeholder, list[str]] | None:
    """A tag, or an output that is one call of a function or helper: its values are code, so that ``same`` says nothing of it."""
    code = node.name.strip()
    match = _FUNCTION.match(code)
    if match is None or closing(code, match.end() - 1, len(code)) != len(code):
        spaced = node.opaque or (dialect in _WORDS_FIRST and "|" not in code)
        match = _WORD.match(code) if spaced else None
    if match is None or match["name"] not in stated or stated[match["name"]].name != "gives":
        return None
    # A list may have a column with the result of a function, but not of a tag.
    calls = (Call(match["name"], literal=False, source=code),) if node.opaque else ()
    return node._replace(filters=(stated[match["name"]],), opaque=False, calls=calls), [match["name"]]
