"""The constructs that show a dialect: patterns for them, the dialects that have them and the weight of each."""

from __future__ import annotations

from typing import Final

from smslint.text.patterns import later

SIGN: Final = later(r"[{%<$(\[@#](?=[{%<$(\[!\w#@.+-]|\s[$\w-]|\s*\w+\s*,)")
"""The possible starts of a construct."""
CONSTRUCTS: Final = {
    "<": later(r"(?P<erb><%[=#-]?\s*\S(?:[^%]|%(?!>)){0,400}%>)"),
    "{%": later(r"(?P<foreign>\{%=[^{}\n]{0,80}%\})|(?P<tag>\{%(?:[^%]|%(?!\})){0,400}?%\})"),
    "{{": later(
        r"(?P<odd>\{\{\s?(?:\?[^{}]{0,80}|~\s*|~[^{}#/>\n]{1,60}\s:\w[^{}\n]{0,60}|=(?![^{}]{0,80}=\}\})[^{}\n]{1,80}"
        r"|(?:if|for|while)\s+(?![^{}]{0,80}[\s(][.$])[A-Za-z_][^{}\n]{0,80})\}\})"
        r"|(?P<blade>\{\{--)|(?P<output>\{\{(?:[^{}]|\{[^{}]{0,200}\}){0,400}\}\}\}?)"
    ),
    "{!": later(r"(?P<blade>\{!![^{}\n]{1,200}!!\})"),
    "{": later(
        r"(?P<foreign>\{(?:include|extends|insert)\s['\"]|\{/?(?:literal|ldelim|rdelim)\})"
        r"|(?P<smarty>\{(?:/(?:if|foreach|for|while|section|block|capture|strip|function)\}|(?:if|elseif|foreach|for|while|assign|capture|function)\s"
        r"[^{}\n$]{0,200}\$|(?:include|extends|insert)\s+file\s*=|\$[\w.]{1,60}\|[a-z]))"
        r"|(?P<icu>\{\s*\w{1,60}\s*,\s*(?:plural|select|selectordinal|number|date|time|duration|spellout|ordinal)\s*[,}])"
        r"|(?P<fluent>\{\s*(?:\$|-[a-z])[\w-]{1,60}\s*(?:\}|->))"
        r"|(?P<brace>\{(?<!\{\{)(?:[A-Za-z_][\w.]*(?:![rsa])?(?::[^{}]*)?|\d{1,2}(?::[^{}]*)?|\#{4})\})"
    ),
    "@": later(r"(?P<blade>@(?<!\w@)(?:if|elseif|foreach|forelse|isset|empty|unless|lang|choice)\s?\()"),
    "#": later(r"(?P<velocity>\#(?:if|elseif|foreach|set|parse|macro)\s?\()"),
    "$": later(r"(?P<dollar>\$\{[A-Za-z_][^{}\n]{0,200}\})|(?P<velocity>\$!\{?[A-Za-z]\w*\}?)"),
    "%": later(
        r"(?P<percent>%\([A-Za-z_]\w*\)[-+#0 ]{0,3}\d{0,3}(?:\.\d+)?[a-zA-Z]|%\{[A-Za-z_][\w.]*\}|%<[A-Za-z_]\w*>)"
        r"|(?P<printf>%(?<![\w%]%)(?:\d+\$)?[-+0]?\d{0,3}(?:\.\d+)?[sd@fi](?![A-Za-z0-9%]))"
    ),
    "(": later(r"(?P<parens>\(\([A-Za-z_][^()\n]{0,60}\)\))"),
    "[": later(
        r"(?P<foreign>\[[(\[][$*#@]\{[^{}\n]{1,80}\}[)\]]\]|\[#\s+th:[^\[\]\n]{1,80}\])|(?P<brackets>\[\[\s*[A-Za-z_][^\[\]\n]{0,60}\]\])"
    ),
}
"""The constructs that can begin with each sign, or with a sign and the next character, and the dialects that have them."""
WEIGHTS: Final = {
    "erb": 4, "blade": 5, "velocity": 3, "dollar": 3, "percent": 3, "printf": 1, "parens": 3, "brackets": 3, "icu": 6, "fluent": 2,
    "brace": 1,
}  # fmt: skip
GO: Final = later(
    r"-?\s*(?:\.[A-Za-z]|\.\s*(?:\Z|\|)|(?:if|range|template|with|block|define|printf|not|eq|and|or|len|index)\s+[(.$\"`]"
    r"|(?:end|break|continue)\b\s*-?\Z|else\s+if\s+[(.$]|/\*|\$\w*\s*:?=|\$\.|`)"
)
SIGNED: Final = later(r"-?\s*\.[A-Za-z]|\s*[#/^>!&$]|\s*else\b|~")
SECTION: Final = later(r"~?\s*[#^]\s*([*>]?)\s*([\w.@/-]*)(\s+\S)?")
HELPER: Final = later(
    r"\s*(?!(?:not|and|or|if|in|is)\b)[A-Za-z][\w-]*\s+(?:\"[^\"]*\"|'[^']*'|\[[^\]]+\]|\w+=|(?!(?:not|and|or|if|in|is|else)\b)[A-Za-z@.])"
)
FORLOOP: Final = later(r"\{\{\s*for(?:loop|\.)")
FORLOOP_OF: Final = (
    (later(r"\{\{\s*forloop\.(?:index0?|rindex0?|length)\b"), ("liquid",)),
    (later(r"\{\{\s*forloop\.(?:rev)?counter0?\b"), ("django",)),
)
"""What only one of the languages with ``forloop`` can print of it."""
LOOP: Final = later(r"\{\{\s*loop\.(?:index0?|first|last|length)\b")
ASKS: Final = (
    (later(r"[=!]=\s*(?:blank|empty|nil)\b|\scontains\s"), ("liquid",)),
    (
        later(
            r"\sis\s+(?:not\s+)?(?:defined|none|null|empty|string|number|odd|even|iterable|mapping|divisible|same)\b"
        ),
        ("jinja", "twig"),
    ),
    (later(r"^\s*include\s+\S+\s+(?:with\s+\w+=|only\s*\Z)"), ("django",)),
    (later(r"^\s*include\b.*\bwith\s*\{"), ("twig",)),
    (later(r"^\s*include\b.*\bwith(?:out)?\s+context\b"), ("jinja",)),
    (later(r"^\s*include\s+['\"][^'\"]*['\"]\s*(?:,\s*\w+\s*:|with\s+['\"]|for\s)"), ("liquid",)),
    (later(r"^\s*for\b.*\b(?:limit|offset)\s*:|^\s*for\b.*\sin\s*\("), ("liquid",)),
)
"""What only some languages have in the condition of a tag, or after the list of a loop."""
BARE_RUBY: Final = later(
    r"<%\s*(?!(?:end|else|begin|ensure|rescue|loop|yield|next|break|return|retry|redo|fail|raise|exit|abort)\b)[^\W\d][\w.]*\s*%>\Z"
)
"""Code that is only a name. It prints nothing, so it is no evidence for ERB: other tools print the value there."""
DELIMITERS: Final = later(r"\{\{=\s*([^\s={}]{1,20})\s+([^\s={}]{1,20})\s*=\}\}\Z")
"""Mustache's own: what follows has tags between other signs."""
NAME: Final = later(r"\{\{\s*(?!(?:else|end)\b)[^\W\d][\w.]*\s*\}\}\Z")
FILTER: Final = later(r"(?<!\|)\|(?!\|)\s*([A-Za-z_]\w*)\s*(\(|:\s+(?=\S)|:(?=\S)|)([^|]*)")
WORD: Final = later(r"\s*(\w+|#)(?:\s*(\S))?")
BREAKS: Final = later(r"%\}[^\S\n]*+\n|%\}\s*+\{%|[-~+]%\}|\{%[-~+]|\n[^\S\n]*+\{%")
CODES: Final = (
    (later(r"\s(?:if|or|and|not|is)\s|\b_\(|\[[-\d]*:[-\d]*:"), ("jinja",)),
    (later(r"\?\?|\s\?\s|\?:"), ("twig",)),
    (later(r"\[[-\d]*:"), ("jinja", "twig")),  # up to a place in Jinja, so many characters in Twig
)
"""Code without filters that only some of the dialects have."""
INTERPOLATES: Final = later(r'"[^"{}]*#\{')
TRIMS: Final = {"-": ("jinja", "liquid", "twig", "go"), "+": ("jinja",), "~": ("twig", "handlebars")}
NOT_RUBY: Final = later(
    r"<%[-_]?\s*\}|\)\s*\{\s*[-_]?%>|<%_|_%>|<%-\s*(?!(?:end|else|begin|yield|next|break|return)\b)[\w.]+(?:\([^%]*\))?\s*-?%>"
    r"|<%=\s*(?:if|unless|case|cond|for|with)\b[^%]*\bdo\s*%>|->\s*%>"
)
"""EJS: blocks between braces (in ERB they end with a word or have their arguments between bars), ``<%_``, and ``<%-`` that prints. EEx:
``<%= if x do %>``."""
HELPERS: Final = frozenset({"if", "each", "unless", "with", "lookup"})
"""Blocks that are built into Handlebars."""
OF_LIQUID: Final = ("abort_message", "connected_content", "paginate", "content_blocks", "#")
OF_DJANGO: Final = ("regroup", "templatetag", "get_current_language", "get_language_info", "querystring", "endcache")
"""Tags that are not in the grammars: of Braze and Shopify, and of Django."""
MARKS_OF_HOSTS: Final = {
    "percent": later(r"%(?:\d+\$)?[-+0#,]{0,3}\d{0,3}(?:\.\d+)?[A-Za-z@]"),
    "colon": later(r"(?<![A-Za-z0-9_:/]):[A-Za-z]|(?:\A|\|)\s*(?:\{\d+\}|[\[\]]\d+,)"),
    "icu": later(r"\{\s*[\w.]+\s*[,}]"),
    "message_format": later(r"\{\s*(?:[-+]?\d|\}\}|[^{}]*+\Z)"),
    "odoo14": later(r"\$\{|(?m:^)[ \t]*%[ \t]*(?:if|for|set)\b"),
    "csharp": later(r"\{\s*(?:[-+]?\d|\}\}|[^{}]*+\Z)"),
    "string_template": later(r"\$[$_a-zA-Z{]"),
    "symfony": later(r"%[A-Za-z_][\w.-]{0,60}%|(?:\A|\|)\s*(?:\{\d+\}|[\[\]]-?[\dI])"),
    "vue_i18n": later(r"[{|]|@[.:]"),
}
"""What a text with a placeholder always contains, in the dialect of its file's format."""
ESCAPING: Final = frozenset({"csharp"})
"""The dialects of hosts in which ``{{`` is an escape: beside an item, ``{{name}}`` alone is no field of another dialect."""
SIMPLER: Final = {"string_template": "dollar", "vue_i18n": "brace", "odoo14": "dollar"}
"""The dialect that a text of a host looks like by itself."""
