"""Jinja, Django, Liquid and Twig: ``{{ output }}``, ``{% tag %}``, ``{# comment #}``, and their differences.

Sources: Jinja template designer documentation (white space control, raw); Django's template language reference; Liquid's
white space control and template tags; Twig for template designers (the first line break after a tag is removed).
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import SILENT, Block, Grammar, Tag, spaced_tag, word_tag
from smslint.dialects.comparisons import DEFINED, FILLED, PRESENT
from smslint.dialects.conditions import Conditions
from smslint.dialects.expression import Reader
from smslint.dialects.lexer import Lexer
from smslint.dialects.lookup import Called, effect_in
from smslint.dialects.shapes import Shape
from smslint.dialects.strings import django_string, php_string, python_string, unified, verbatim
from smslint.dialects.tokens import QUOTES, Kind, Mark, Raw, Token, Trim
from smslint.records import replace
from smslint.span import Span
from smslint.text.condition import Compared, Not
from smslint.text.patterns import later
from smslint.text.tree import Filter, Placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.condition import Test
    from smslint.text.tree import Node

_OUTPUT = Mark("{{", "}}", Kind.OUTPUT, quotes=QUOTES, brackets=True)
_TAG = Mark("{%", "%}", Kind.TAG, quotes=QUOTES, brackets=True)
_COMMENT = Mark("{#", "#}", Kind.COMMENT)


def _raw(word: str) -> Raw:
    """Text up to the first end tag."""
    end = later(r"\{%[-+~]?\s*end" + word + r"\s*[-+~]?%\}")
    return Raw(Kind.TEXT, lambda source, token: end.search(source, token.end))


_DJANGO_TOKEN: Final = later(r"\{%(.*?)%\}|\{\{.*?\}\}|\{#.*?#\}")


def _django_end(source: str, token: Token) -> re.Match[str] | None:
    """The end of ``comment``, and of ``verbatim``, whose end repeats its name: a whole tag, not one inside another token."""
    opened = source[token.body.start : token.body.end].strip()
    wanted = "endcomment" if opened.startswith("comment") else f"end{opened}"
    for match in _DJANGO_TOKEN.finditer(source, token.end):
        if match[1] is not None and match[1].strip() == wanted:
            return match
    return None


_LIQUID_TOKEN: Final = later(r"\{%-?\s*(\w*).*?%\}|\{\{.*?\}\}?", re.DOTALL)
_LIQUID_ENDRAW: Final = later(r"\{%-?\s*endraw\b(?:(?!\{%).)*?%\}", re.DOTALL)


def _liquid_endraw(source: str, token: Token) -> re.Match[str] | None:
    return _LIQUID_ENDRAW.search(source, token.end)


def _liquid_endcomment(source: str, token: Token) -> re.Match[str] | None:
    """Comments may be nested, and a raw block inside one is skipped."""
    depth, at = 1, token.end
    while match := _LIQUID_TOKEN.search(source, at):
        at = match.end()
        if match[1] == "raw":
            end = _LIQUID_ENDRAW.search(source, at)
            at = end.end() if end else len(source)
        depth += {"comment": 1, "endcomment": -1}.get(match[1] or "", 0)
        if depth == 0:
            return match
    return None


_ASSIGNS: Final = later(r"[^|=\"'{\[]*=")


def _set_tag(source: str, token: Token) -> Tag:
    """``{% set x = 1 %}`` only assigns; ``{% set x %}`` opens a block whose content is captured."""
    tag = word_tag(source, token)
    return SILENT if tag.word == "set" and _ASSIGNS.match(tag.rest) else tag


_PLAIN: Final = frozenset({"false", "False", "off"})
"""The arguments of ``autoescape`` that leave texts as they are."""


def _unless_plain(tag: Tag) -> Tag:
    """A block that escapes what it prints, in one of several ways, is not read."""
    escapes = tag.word == "autoescape" and tag.rest not in _PLAIN
    return tag._replace(block=Block(Shape.UNKNOWN, ("endautoescape",))) if escapes else tag


def _jinja_tag(source: str, token: Token) -> Tag:
    return _unless_plain(_set_tag(source, token))


def _django_tag(source: str, token: Token) -> Tag:
    return _unless_plain(spaced_tag(source, token))


_SHORT_BLOCK: Final = later(r"\s*block\s+\w+\s+(?=\S)")


def _twig_tag(source: str, token: Token) -> Tag:
    """Like Jinja, and ``{% block title expression %}``, which has no end.

    Inside ``with ... only`` no other name has a value, and inside a ``with`` of anything but a hash each name may have another.
    """
    short = _SHORT_BLOCK.match(source, token.body.start, token.body.end)
    if short:
        return Tag("block", output=Span(short.end(), token.body.end))
    tag = _set_tag(source, token)
    if tag.word == "with" and not _is_hash(tag.rest):
        return tag._replace(block=Block(Shape.UNKNOWN, ("endwith",)))
    return _unless_plain(tag)


def _is_hash(code: str) -> bool:
    """Whether the code of a ``with`` is one hash, or nothing."""
    from smslint.dialects.words import words

    found = words(code, 0, len(code))
    return not found or (
        found[0].text == "{" and [each.depth for each in found].count(0) == 2 and found[-1].text == "}"
    )


def _hash_tag(source: str, token: Token) -> Tag:
    """``{% # a comment %}``, with or without the space."""
    tag = word_tag(source, token)
    return SILENT if tag.word.startswith("#") else tag


def _blocks(shape: Shape, *names: str, **arms: tuple[str, ...]) -> dict[str, Block]:
    return {name: Block(shape, (f"end{name}",), **arms) for name in names}


def _own_names(tag: Tag) -> bool:
    """Whether a block of Jinja does not see what a ``with`` around it assigns."""
    return tag.word == "block" and "scoped" not in tag.rest.split()


def _conditions(read: Conditions) -> Callable[[Tag, Tag], Test | None]:
    """The condition of an arm: ``if`` and its further arms, ``unless``, and the arms of a ``case``."""

    ask = lru_cache(maxsize=512)(read.test)

    def condition(opened: Tag, arm: Tag) -> Test | None:
        if opened.word == "case":
            return read.when(opened.rest, arm.rest)
        if opened.word not in {"if", "unless"}:
            return None
        test = ask(arm.rest)
        return Not(test) if test is not None and arm.word == "unless" else test

    return condition


# Jinja and Twig make every line break of a template a line feed, including those in quotes.
_jinja_string = unified(python_string)
_twig_string = unified(php_string)

_PYTHON: Final = MappingProxyType({"True": True, "False": False, "None": False})
_IS: Final[dict[str, Test]] = {
    "defined": DEFINED,
    "undefined": Not(DEFINED),
    "none": Not(DEFINED),
    "None": Not(DEFINED),
}
_NEVER_A_TEXT: Final = ("none", "None", "true", "True", "false", "False")
_IS.update({spelled: Not(DEFINED) for word in _NEVER_A_TEXT for spelled in (f"sameas {word}", f"sameas ( {word} )")})
_ENDS_WITH: Final = later(
    r"""(?P<name>[A-Za-z_][\w.]*)\.(?P<method>startswith|endswith)\(\s*(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)"""
)


def _jinja_special(source: str) -> Test | None:
    """``name.startswith("a")``, ``name.endswith("a")``."""
    match = _ENDS_WITH.fullmatch(source)
    text = _jinja_string(match["text"]) if match else None
    return Compared(match["name"], match["method"].removesuffix("with"), text) if match and text is not None else None


_JINJA_VALUES: Final = Reader(
    effect_in("jinja"),
    fallback={"or": True},
    methods=Called("jinja"),
    string=_jinja_string,
)
_JINJA_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({**_PYTHON, "true": True, "false": False, "none": False}),
    value=_JINJA_VALUES.value,
    lists=True,
    string=_jinja_string,
    states=MappingProxyType(_IS),
    contains="in",
    comparing=MappingProxyType(
        {
            **dict.fromkeys(("equalto", "eq", "=="), "=="),
            **dict.fromkeys(("ne", "!="), "!="),
            **dict.fromkeys(("greaterthan", "gt", ">"), ">"),
            **dict.fromkeys(("lessthan", "lt", "<"), "<"),
            "ge": ">=",
            ">=": ">=",
            "le": "<=",
            "<=": "<=",
            "in": "in",
        }
    ),
    special=_jinja_special,
)
_DJANGO_OUTPUTS: Final = Reader(effect_in("django"), string=django_string)
_DJANGO_CONDITIONS: Final = Conditions(
    constants=_PYTHON,
    value=_DJANGO_OUTPUTS.value,
    string=django_string,
    states=MappingProxyType({"None": Not(DEFINED)}),
    contains="in",
    brackets=False,
)
_LIQUID_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({"true": True, "false": False, "nil": False, "null": False}),
    false=(),
    string=verbatim,
    no=(),
    backwards=True,
    brackets=False,
    counts=("size",),
    states=MappingProxyType({"== blank": Not(PRESENT), "== empty": Not(FILLED)}),
    contains="contains",
)
_TWIG_VALUES: Final = Reader(effect_in("twig"), fallback={"??": False, "?:": True}, string=_twig_string)
_TWIG_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({"true": True, "false": False, "none": False, "null": False}),
    value=_TWIG_VALUES.value,
    comparing=MappingProxyType({"same as": "==="}),
    false=("", "0"),
    string=_twig_string,
    states=MappingProxyType({"defined": DEFINED, "null": Not(DEFINED), "none": Not(DEFINED), "empty": Not(FILLED)}),
    contains="in",
    lists=True,
    loose=True,
)

_ASSIGNING: Final = later(
    r"\{%[-+~]?\s*(?:set|with|assign|capture|increment|decrement|liquid|blocktrans(?:late)?|trans|macro|import|from)\b|\bas\s+\w+\s*%\}"
)

JINJA: Final = Grammar(
    lexer=Lexer(
        (_OUTPUT, _TAG, _COMMENT),
        trims={"-": Trim.ALL, "+": Trim.NOTHING},
        raw={"raw": _raw("raw")},
        final_newline=False,
        unify_breaks=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elif",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "trans": Block(Shape.EITHER, ("endtrans",), (), ("pluralize",)),
        **_blocks(Shape.ONCE, "block", "with", "autoescape"),
        **_blocks(Shape.SILENT, "macro", "set"),
        **_blocks(Shape.UNKNOWN, "filter", "call"),
    },
    inline=frozenset({"raw", "endraw", "import", "from", "do"}),
    opaque=frozenset({"include", "debug"}),
    parents=frozenset({"extends"}),
    tag=_jinja_tag,
    condition=_conditions(_JINJA_CONDITIONS),
    assigning=_ASSIGNING,
    assigns="jinja",
    secluded=_own_names,
    texts=frozenset({"super(", "caller(", "self."}),
    output=_JINJA_VALUES._replace(condition=_JINJA_CONDITIONS.test, conditional="if", concatenation=("~",)).output,
)

DJANGO: Final = Grammar(
    lexer=Lexer(
        (
            Mark("{{", "}}", Kind.OUTPUT, one_line=True),
            Mark("{%", "%}", Kind.TAG, one_line=True),
            Mark("{#", "#}", Kind.COMMENT, one_line=True),
        ),
        raw={"comment": Raw(Kind.COMMENT, _django_end), "verbatim": Raw(Kind.TEXT, _django_end)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elif",), ("else",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",), (), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("empty",)),
        "blocktrans": Block(Shape.EITHER, ("endblocktrans",), (), ("plural",)),
        "blocktranslate": Block(Shape.EITHER, ("endblocktranslate",), (), ("plural",)),
        **_blocks(Shape.ONCE, "block", "with", "autoescape", "localize", "localtime", "timezone", "cache", "language"),
        **_blocks(Shape.UNKNOWN, "filter", "spaceless"),
    },
    inline=frozenset({"load", "comment", "endcomment", "verbatim", "endverbatim", "csrf_token", "resetcycle"}),
    opaque=frozenset(
        {"include", "url", "trans", "translate", "now", "static", "firstof", "cycle", "lorem", "widthratio", "debug"}
    ),
    parents=frozenset({"extends"}),
    tag=_django_tag,
    condition=_conditions(_DJANGO_CONDITIONS),
    assigning=_ASSIGNING,
    assigns="django",
    output=_DJANGO_OUTPUTS.output,
)

_LIQUID_READER: Final = Reader(effect_in("liquid"), string=verbatim)
_LIQUID_KEY: Final = re.compile(r"""\[\s*(['"])(?:size|first|last)\1\s*\]""")
"""A key of this name in brackets: to Liquid it is not the property of a text, as it is after a dot."""
_BRAZE: Final = later(r"(\s*)((?:[A-Za-z_]\w*\.)?)\$\{([A-Za-z_]\w*)\}")


def _liquid_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """An output; Braze writes the name of an attribute as ``${name}``."""
    match = _BRAZE.match(source, body.start, body.end)
    if match is not None:
        if match[2] == "content_blocks.":
            return (Placeholder(source[body.start : body.end].strip(), tag, opaque=True),)
        name = match[1] + match[2] + match[3]
        source = source[: body.start] + name.ljust(len(match[0])) + source[match.end() :]
    if _LIQUID_KEY.search(source, body.start, body.end):
        return (Placeholder(source[body.start : body.end].strip(), tag, (Filter("unknown"),)),)
    return _LIQUID_READER.output(source, tag, body)


LIQUID: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.OUTPUT, inner="${}"), Mark("{%", "%}", Kind.TAG)),
        trims={"-": Trim.ALL},
        blanks=" \t\r\n\f\v\0",
        # Trim markers do not affect the inside of a raw block.
        raw={"raw": Raw(Kind.ESCAPE, _liquid_endraw), "comment": Raw(Kind.COMMENT, _liquid_endcomment)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elsif",), ("else",)),
        "unless": Block(Shape.BRANCH, ("endunless",), ("elsif",), ("else",)),
        "case": Block(Shape.MATCHES, ("endcase",), ("when",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "tablerow": Block(Shape.UNKNOWN, ("endtablerow",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",)),
        **_blocks(Shape.SILENT, "capture"),
    },
    inline=frozenset({"raw", "endraw", "comment", "endcomment", "assign"}),
    opaque=frozenset({"include", "render", "cycle", "increment", "decrement", "echo", "liquid"}),
    tag=_hash_tag,
    condition=_conditions(_LIQUID_CONDITIONS),
    assigning=_ASSIGNING,
    assigns="liquid",
    output=_liquid_output,
    drops_blank=frozenset({"if", "unless", "case", "for"}),
    stops=frozenset({"abort_message"}),
)

TWIG: Final = Grammar(
    lexer=Lexer(
        (
            replace(_OUTPUT, interpolates=True),
            replace(_TAG, interpolates=True, right=Trim.NEWLINE),
            replace(_COMMENT, right=Trim.NEWLINE),
        ),
        trims={"-": Trim.ALL, "~": Trim.LINE},
        blanks=" \t\r\n\0\v",
        raw={"verbatim": _raw("verbatim"), "raw": _raw("raw")},
        unify_breaks=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "trans": Block(Shape.EITHER, ("endtrans",), (), ("plural",)),
        **_blocks(Shape.ONCE, "block", "with", "autoescape", "sandbox", "cache"),
        **_blocks(Shape.SILENT, "macro", "set"),
        **_blocks(Shape.UNKNOWN, "apply", "filter", "embed", "spaceless"),
    },
    inline=frozenset(
        {"verbatim", "endverbatim", "raw", "endraw", "import", "from", "do", "flush", "deprecated", "types"}
    ),
    opaque=frozenset({"include", "use"}),
    parents=frozenset({"extends"}),
    tag=_twig_tag,
    condition=_conditions(_TWIG_CONDITIONS),
    assigning=_ASSIGNING,
    assigns="twig",
    texts=frozenset({"parent(", "block(", "include(", "source("}),
    output=_TWIG_VALUES._replace(condition=_TWIG_CONDITIONS.test, conditional="?", concatenation=("~",)).output,
)
