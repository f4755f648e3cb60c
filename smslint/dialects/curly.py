"""Jinja, Django, Liquid and Twig: ``{{ output }}``, ``{% tag %}``, ``{# comment #}``, and where they differ.

Sources: Jinja template designer documentation (white space control, raw); Django's template language reference; Liquid's
white space control and template tags; Twig for template designers (the first line break after a tag is removed).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from smslint.dialects.blocks import SILENT, Block, Grammar, Shape, Tag, word_tag
from smslint.dialects.curly_filters import DJANGO as DJANGO_FILTERS
from smslint.dialects.curly_filters import JINJA as JINJA_FILTERS
from smslint.dialects.curly_filters import LIQUID as LIQUID_FILTERS
from smslint.dialects.curly_filters import TWIG as TWIG_FILTERS
from smslint.dialects.expression import Reader
from smslint.dialects.lexer import QUOTES, Kind, Lexer, Mark, Token, Trim
from smslint.dialects.strings import django_string, php_string, verbatim

_OUTPUT = Mark("{{", "}}", Kind.OUTPUT, quotes=QUOTES)
_TAG = Mark("{%", "%}", Kind.TAG, quotes=QUOTES)
_COMMENT = Mark("{#", "#}", Kind.COMMENT)


def _end(word: str) -> re.Pattern[str]:
    return re.compile(r"\{%[-+~]?\s*" + word + r"\s*[-+~]?%\}")


def _set_tag(source: str, token: Token) -> Tag:
    """``{% set x = 1 %}`` assigns and is over; ``{% set x %}`` opens a block whose content is captured."""
    tag = word_tag(source, token)
    return SILENT if tag.word == "set" and "=" in tag.rest else tag


def _hash_tag(source: str, token: Token) -> Tag:
    """``{% # a comment %}``, with or without the space."""
    tag = word_tag(source, token)
    return SILENT if tag.word.startswith("#") else tag


def _blocks(shape: Shape, *names: str, **arms: tuple[str, ...]) -> dict[str, Block]:
    return {name: Block(shape, (f"end{name}",), **arms) for name in names}


JINJA: Final = Grammar(
    lexer=Lexer(
        (_OUTPUT, _TAG, _COMMENT),
        trims={"-": Trim.ALL, "+": Trim.NOTHING},
        raw={"raw": (_end("endraw"), Kind.TEXT)},
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
    inline=frozenset({"raw", "endraw", "import", "from", "do", "extends", "debug"}),
    opaque=frozenset({"include"}),
    tag=_set_tag,
    output=Reader(JINJA_FILTERS, conditional="if", fallback=("or",), concatenation=("~",)).output,
)

DJANGO: Final = Grammar(
    lexer=Lexer(
        (
            Mark("{{", "}}", Kind.OUTPUT, one_line=True),
            Mark("{%", "%}", Kind.TAG, one_line=True),
            Mark("{#", "#}", Kind.COMMENT, one_line=True),
        ),
        raw={
            "comment": (_end("endcomment"), Kind.COMMENT),
            "verbatim": (_end("endverbatim"), Kind.TEXT),
        },
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elif",), ("else",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",), (), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), ("empty",)),
        "blocktrans": Block(Shape.EITHER, ("endblocktrans",), (), ("plural",)),
        "blocktranslate": Block(Shape.EITHER, ("endblocktranslate",), (), ("plural",)),
        **_blocks(Shape.ONCE, "block", "with", "autoescape", "localize", "localtime", "timezone", "cache", "language"),
        **_blocks(Shape.UNKNOWN, "filter", "spaceless"),
    },
    inline=frozenset(
        {"load", "comment", "endcomment", "verbatim", "endverbatim", "extends", "csrf_token", "debug", "resetcycle"}
    ),
    opaque=frozenset(
        {"include", "url", "trans", "translate", "now", "static", "firstof", "cycle", "lorem", "widthratio"}
    ),
    output=Reader(DJANGO_FILTERS, string=django_string).output,
)

LIQUID: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.OUTPUT), Mark("{%", "%}", Kind.TAG)),
        trims={"-": Trim.ALL},
        # Trim markers do not reach inside a raw block.
        raw={"raw": (_end("endraw"), Kind.ESCAPE), "comment": (_end("endcomment"), Kind.COMMENT)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elsif",), ("else",)),
        "unless": Block(Shape.BRANCH, ("endunless",), ("elsif",), ("else",)),
        "case": Block(Shape.SWITCH, ("endcase",), ("when",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "tablerow": Block(Shape.UNKNOWN, ("endtablerow",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",)),
        **_blocks(Shape.SILENT, "capture"),
    },
    inline=frozenset({"raw", "endraw", "comment", "endcomment", "assign"}),
    opaque=frozenset({"include", "render", "cycle", "increment", "decrement", "echo", "liquid"}),
    tag=_hash_tag,
    output=Reader(LIQUID_FILTERS, string=verbatim).output,
    drops_blank=True,
)

TWIG: Final = Grammar(
    lexer=Lexer(
        (_OUTPUT, replace(_TAG, right=Trim.NEWLINE), replace(_COMMENT, right=Trim.NEWLINE)),
        trims={"-": Trim.ALL, "~": Trim.LINE},
        blanks=" \t\r\n\0\v",
        raw={"verbatim": (_end("endverbatim"), Kind.TEXT), "raw": (_end("endraw"), Kind.TEXT)},
        unify_breaks=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "trans": Block(Shape.EITHER, ("endtrans",), (), ("plural",)),
        **_blocks(Shape.ONCE, "block", "with", "autoescape", "sandbox"),
        **_blocks(Shape.SILENT, "macro", "set"),
        **_blocks(Shape.UNKNOWN, "apply", "filter", "embed", "spaceless"),
    },
    inline=frozenset({"verbatim", "endverbatim", "raw", "endraw", "import", "from", "do", "extends", "use", "flush"}),
    opaque=frozenset({"include"}),
    tag=_set_tag,
    output=Reader(TWIG_FILTERS, conditional="?", fallback=("??", "?:"), concatenation=("~",), string=php_string).output,
)
