"""What the project says that its own filters, tags, helpers and functions give, put into the tree of a template.

It serves the bounds only: what such a call gives for a row, nobody but the engine knows, so that no list is filled with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.signed import closing
from smslint.text.filters import GIVES, VERBS
from smslint.text.patterns import later
from smslint.text.tree import (
    AUTO,
    LITERAL,
    RAW,
    Branch,
    Call,
    Filter,
    Loop,
    Placeholder,
    walk,
    with_inside,
    with_leaves,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Literal, Node, Sequence, Text
    from smslint.text.values import Values

SAME: Final = "same"
_INTERNAL: Final = frozenset({AUTO, LITERAL, RAW})
_HELPER: Final = later(r"\(\s*([A-Za-z_][\w.-]*)(?=\s+(?![\w.-]+\s*=)[^\s)])")
"""Without a value that has no name of its own, a name in brackets may be a value of the template."""
_FUNCTION: Final = later(r"\$?(?P<name>[A-Za-z_](?:[\w.\\]|::|->|-(?=\w)){0,200})\s*\(")
_WORD: Final = later(r"(?P<name>[A-Za-z_][\w.-]*)(?=\s|\Z)")
_BLOCK: Final = {
    "handlebars": later(r"[#^](?![>*])\S+\s+"),
    "jinja": later(r"(?:call(?:\s*\([^()]*\))?|filter(?![^|]*\|))\s+"),
    "django": later(r"filter(?![^|]*\|)\s+"),
    "twig": later(r"apply(?![^|]*\|)\s+"),
    "velocity": later("@"),
    "erb": later(r"do\s+"),
}
"""What stands in front of the call whose result a whole block prints: one filter of ``filter`` and ``apply``, not several."""
_BEHIND: Final = {"erb": later(r"\s+do(?:\s*\|[^|]*\|)?\Z"), "django": later(r":\S+\Z")}
"""What stands behind it."""
_SECTIONS: Final = frozenset({"handlebars", "mustache"})
"""Languages in which a block with only a name may be a helper or a function."""
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
    return Filter(GIVES, tuple(arguments))


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
    if dialect in _SECTIONS:
        changed = _called(changed, stated, used)
    return changed, frozenset(used).union(name for name in asked(text, dialect) if name in stated)


def _called(text: Sequence, stated: Mapping[str, Filter], used: set[str]) -> Sequence:
    """The tree with the results of blocks that have only a name: ``{{#own}}...{{/own}}``."""

    def one(node: Node) -> Node:
        section = isinstance(node, Loop) and node.condition is not None and node.condition.source == node.name
        if isinstance(node, Loop) and section and node.name in stated and stated[node.name].name == GIVES:
            used.add(node.name)
            call = Call(node.name, literal=False, source=node.name)
            effect = stated[node.name]
            return Placeholder(node.name, node.span, (effect,), opaque=not _is_listed(effect), calls=(call,))
        return with_inside(node, inside)

    def inside(node: Sequence) -> Sequence:
        return node._replace(parts=tuple(map(one, node.parts)))

    return inside(text)


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
    code = _call(node.name.strip(), dialect) if node.opaque else node.name.strip()
    match = _FUNCTION.match(code)
    if match is None or closing(code, match.end() - 1, len(code)) != len(code):
        spaced = (
            node.opaque or (dialect in _WORDS_FIRST and "|" not in code) or (dialect == "erb" and code.isidentifier())
        )
        match = _WORD.match(code) if spaced else None
    if match is None or match["name"] not in stated or stated[match["name"]].name != GIVES:
        return None
    effect = stated[match["name"]]
    # A list may have a column with the result of a function, but not of a tag. Of a tag, no words are known, only how many.
    calls = (Call(match["name"], literal=False, source=code),) if node.opaque else ()
    opaque = node.opaque and not _is_listed(effect)
    return node._replace(filters=(effect,), opaque=opaque, calls=calls), [match["name"]]


def _is_listed(effect: Filter) -> bool:
    """Whether each text that a call may give is stated."""
    return all(kind == "text" for kind in effect.arguments[::2])


def _call(code: str, dialect: str) -> str:
    """The call in the code of a tag; of a block, the one whose result it prints."""
    if code.startswith("{%") and code.endswith("%}"):  # a tag without values, as it is written
        return code[2:-2].lstrip("-+~").rstrip("-+~").strip()
    match = _BLOCK[dialect].match(code) if dialect in _BLOCK else None
    if match is None:
        return code
    call = code[match.end() :]
    return _BEHIND[dialect].sub("", call) if dialect in _BEHIND else call
