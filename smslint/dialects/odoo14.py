"""Text messages of Odoo up to version 14: Jinja with ``${name}``, lines of code that begin with ``%``, and comments after ``##``.

Source: ``mail_render_mixin.py`` of Odoo 14, and Jinja's lexer: a line of code takes the spaces before it, its line break and the empty
lines after it.
"""

from __future__ import annotations

import re
from typing import Final

from smslint.dialects.jinja import JINJA
from smslint.dialects.lexing.pattern_lexer import PatternLexer

_PATTERN: Final = re.compile(
    r"<%doc>(?P<silent>.{0,2000}?)</%doc>(?:\r\n|[\r\n])?|(?:^|(?<=\S))[^\S\r\n]*##(?P<silent2>[^\r\n]*)"
    r"|^[ \t\v]*%(?!>)[ \t]*(?P<tag>[^\r\n]*?):?[ \t]*(?:(?=\Z)|(?:[ \t]*(?:\r\n|[\r\n]))+)"
    r"|\$\{(?P<output>(?:[^{}'\"]|'[^'\n]*'|\"[^\"\n]*\"|\{[^{}]{0,200}\}){0,400}+)\}",
    re.DOTALL | re.MULTILINE,
)
ODOO: Final = JINJA.lenient._replace(lexer=PatternLexer(_PATTERN, final_newline=False, unify_breaks=True))
