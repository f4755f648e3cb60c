"""Laravel's Blade: ``{{ $name }}``, ``{!! $name !!}``, ``@if (...)``, ``{{-- comment --}}``. Source: Laravel's guide to Blade.

A directive becomes ``<?php ... ?>``, and PHP removes one line break after that; an echo keeps it. ``@`` after a word character
is an address. A word that is not a directive is text, unless it has an argument: then it may be a directive of the project.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blade_outputs import CONDITIONS, STRING, output, special, spelled
from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.lexing.signed import SignedLexer, word_and_argument
from smslint.dialects.lexing.tokens import Token, Trim
from smslint.dialects.syntax.blade import check
from smslint.text.condition import Not
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.text.condition import Test

# Every part has a maximum length, so that openings without an end cost little, even if there are many. Words are
# ASCII: "é@json(...)" and "@endif客户" contain directives.
_SPAN: Final = r"(?>(?:[^{}]|\}(?!\})|\{(?!\{)){0,400})"
_START: Final = r"(?:(?<!\w)|(?<=@endphp)|(?<=@endverbatim))"
"""Raw code and text are removed before the search for words; after any other word ``@`` begins no directive."""
_PATTERN: Final = re.compile(
    r"(?P<comment>\{\{--(?>(?:[^-{]|-(?!-\}\})|\{(?!\{--)){0,1000})--\}\})|(?<!@)(?P<code>@php(?!\s*\()(?>(?:[^@]|@(?!endphp|php)){0,1000})@endphp)"
    r"|<\s{0,9}/?\s{0,9}(?P<component>(?:x[-:]|livewire:)[\w.:-]{1,80})(?>(?:\"[^\"]{0,400}\"|'[^']{0,400}'|(?<==)>|->|[^<>\"']){0,400})>"
    r"|<\?(?:php\b|=)(?P<foreign>(?>(?:[^?<]|\?(?!>)|<(?!\?)){0,1000}))\?>"
    rf"|{_START}@(?P<escape>@(?=\w))|@(?P<echo>\{{\{{\{{{_SPAN}\}}\}}\}}|\{{\{{{_SPAN}\}}\}}|\{{!!)"
    rf"|\{{!!(?P<raw>(?>(?:[^!{{]|!(?!!\}})|\{{(?!!!)){{0,400}}))!!\}}|\{{\{{\{{(?P<triple>{_SPAN})\}}\}}\}}|\{{\{{(?P<output>{_SPAN})\}}\}}"
    r"|(?<!@)@verbatim(?P<verbatim>(?>(?:[^@]|@(?!endverbatim|verbatim)){0,1000}))@endverbatim"
    rf"|{_START}@(?P<word>[A-Za-z_]\w*)",
    re.DOTALL | re.ASCII,
)


def _condition(opened: Tag, arm: Tag) -> Test | None:
    match opened.word:
        case "switch":
            return CONDITIONS.when(opened.rest, arm.rest) if arm.word == "case" else None
        case "if":
            return CONDITIONS.test(arm.rest)
        case "unless":
            test = CONDITIONS.test(arm.rest)
            return test if test is None or arm.word == "elseif" else Not(test)
        case "isset" | "empty(":
            return special(spelled(f"{opened.word.strip('(')}({arm.rest})"))
        case _:
            return None


_COMPONENT: Final = re.compile(r"<\s*(/?)\s*([\w.:-]+)")


def _component(source: str, token: Token) -> Tag:
    """``<x-foo/>``, ``<x-foo>`` with an end, ``<x-slot:title>``: what a component makes of its content is unknown."""
    match = _COMPONENT.match(source, token.start)
    assert match is not None
    slash, name = match.groups()
    if slash:
        return Tag(f"/{name}")
    ends = (f"/{name}", "/x-slot") if re.match(r"x[-:]slot\b", name) else (f"/{name}",)
    closed = any(re.search(rf"<\s*/\s*{re.escape(end[1:])}\s*>", source[token.end :]) for end in ends)
    single = source.endswith("/>", token.start, token.end) or not closed
    return Tag(name, opaque=True) if single else Tag(name, block=Block(Shape.UNKNOWN, ends))


_QUIET: Final = "unset|array_\\w+|[uakr]{0,2}sort|shuffle|settype|define|ini_set|set\\w+|session_start|header|date_default_timezone_set|ob_start"
_PRINTS: Final = later(
    r"\b(?:echo|print|v?printf|print_r|var_dump|var_export|debug_zval_refcount|readfile|fpassthru|passthru|system|phpinfo|include|"
    r"include_once|require|require_once|eval|dump|dd|debug_print_backtrace|ob_\w*flush|ob_end_\w+)\b(?!\s*=>)|\?>|<\?="
    rf"|(?:\A|[;{{}}])\s*(?!(?:if|elseif|for|foreach|while|switch|function|use|match|isset|empty|catch|{_QUIET})\s*\()[A-Za-z_\\]\w*\s*\("
)
"""PHP that may print: with its own words, or by a function that is called for nothing else."""
_LEAVES: Final = later(r"\b(?:(?:break|continue)\s+\d|return|exit|die|throw|goto|abort(?:_if|_unless)?|dd)\b(?!\s*=>)")
_BREAKS: Final = later(r"\b(?:break|continue)\b")
_TEXTS: Final = re.compile(STRING + r"|(?://|\#(?!\[))[^\n?]*|/\*.*?\*/", re.DOTALL)
_EDGES: Final = re.compile(r"\A(?:@php\b|<\?(?:php\b|=)?)|(?:@endphp|\?>)\Z", re.IGNORECASE)


def _acts(code: str) -> bool:
    """Whether PHP code may print, end the view, or leave a loop."""
    code = _TEXTS.sub("''", _EDGES.sub("", code))
    return any(pattern.search(code) for pattern in (_PRINTS, _LEAVES, _BREAKS))


def _code(written: str) -> Tag:
    """Code that acts, as :func:`_acts` says."""
    code = _TEXTS.sub("''", _EDGES.sub("", written))
    label, prints = " ".join(written.split()), _PRINTS.search(code) is not None or written.startswith("<?=")
    if _LEAVES.search(code) or (prints and _BREAKS.search(code)):
        return Tag("exit", label, opaque=prints, perhaps=True)
    return Tag(label, opaque=True) if prints else Tag("break", perhaps=True)


def _tag(source: str, token: Token) -> Tag | None:
    written = source[token.start : token.end]
    if written.startswith("<") and not written.startswith("<?"):
        return _component(source, token)
    if written.startswith("<?") or written.lower().endswith("@endphp"):
        return _code(written)
    word, argument = word_and_argument(source, token)
    word = word.lower()
    if word in {"break", "continue"}:
        argument = (argument or "").strip()
        further = argument.isdecimal() and argument != "1"  # it leaves what is around the loop too
        return Tag("exit" if further else word, perhaps=bool(argument))
    if word == "dd" or (word == "php" and _acts(argument or "")):
        return _code(written) if word == "php" else Tag("exit", written, opaque=True)
    if word in _SILENT or (word in {"section", "slot"} and "," in (argument or "")):
        return SILENT
    if word == "empty" and argument is not None:
        word = "empty("
    if word == "switch":
        return Tag(word, (argument or "").strip(), opaque=True)
    rest = (argument or "").replace("$", "").strip() if word in _LOOPS else (argument or "").strip()
    return Tag(word, rest, opaque=word not in _ENDS)


_LOOPS: Final = ("foreach", "forelse", "for", "while")
_BRANCHES: Final = ("isset", "env", "production", "once", "error", "session", "persist")
_FEATURES: Final = (
    "feature",
    "featureany",
    "role",
    "hasrole",
    "hasanyrole",
    "hasallroles",
    "unlessrole",
    "haspermission",
)
"""Of Laravel Pennant and the usual packages for permissions. About other pairs of directives nothing is known."""
_KEPT: Final = ("push", "pushonce", "prepend", "prependonce", "pushif")
"""What they hold renders in another place: at ``@stack``, which is opaque."""
_ASKS: Final = ("auth", "guest", "can", "cannot", "canany")
"""Branches with their own further arm: ``@elsecan(...)``."""
_SILENT: Final = frozenset({"inject", "use", "props", "aware", "php", "unset"})
_BLOCKS: Final = {
    "if": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
    "unless": Block(Shape.BRANCH, ("endunless",), ("elseif",), ("else",)),
    "hassection": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
    "sectionmissing": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
    "empty(": Block(Shape.BRANCH, ("endempty",), (), ("else",)),
    "switch": Block(Shape.SWITCH, ("endswitch",), ("case",), ("default",)),
    "section": Block(Shape.ONCE, ("endsection", "show", "stop", "append", "overwrite")),
    **{word: Block(Shape.BRANCH, (f"end{word}",), (), ("else",)) for word in _BRANCHES},
    **{word: Block(Shape.BRANCH, (f"end{word}",), (f"else{word}",), ("else",)) for word in _ASKS},
    **{word: Block(Shape.BRANCH, (f"end{word}",), (f"else{word}",), ("else",)) for word in _FEATURES},
    **{word: Block(Shape.SILENT, (f"end{word}",)) for word in _KEPT},
    "fragment": Block(Shape.ONCE, ("endfragment",)),
    **{word: Block(Shape.LOOP, (f"end{word}",), (), ("empty",) if word == "forelse" else ()) for word in _LOOPS},
}
_ENDS: Final = frozenset(
    word for block in _BLOCKS.values() for word in (*block.ends, *block.arms, *block.last_arms)
) - {"empty", "show"}
"""Directives that divide or end a block: outside a block they are an error of the template, not directives of the project."""
_PLAIN: Final = (
    frozenset({"break", "continue", "show", "empty", "auth", "guest", "production", "once", "csrf", "parent"})
    | _ENDS
    | {f"end{word}" for word in ("component", "componentfirst", "slot", "verbatim")}
)

BLADE: Final = Grammar(
    lexer=SignedLexer(
        _PATTERN,
        plain=_PLAIN,
        arguments=frozenset(),
        any_argument=True,
        any_case=True,
        trim=Trim.NEWLINE,
        untrimmed=frozenset({"extends", "extendsfirst"}),
        acts=_acts,
    ),
    blocks=_BLOCKS,
    tag=_tag,
    output=output,
    condition=_condition,
    assigning=later(r"@php|<\?php"),
    assigns="blade",
    syntax=check,
    falls_through=True,
    one_last_arm=True,
    stops=frozenset({"exit"}),
    parents=frozenset({"extends", "extendsfirst"}),
)
