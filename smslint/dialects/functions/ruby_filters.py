"""The filters of Liquid, and the methods of Ruby's and Rails' texts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions import (
    effects,
    exact,
    exact_case,
    exact_choices,
    exact_cuts,
    exact_html,
    exact_lists,
    ruby_numbers,
)
from smslint.dialects.functions.meaning import (
    HTML,
    KEEP,
    LENGTH,
    NOT_THERE,
    REVERSED,
    SHRINK,
    Meaning,
    Table,
    or_argument,
    printed,
)
from smslint.text.tree import Filter
from smslint.text.typed import NUMBER

if TYPE_CHECKING:
    from smslint.dialects.functions.exact import Maker

_TWO: Final = ("plus", "minus", "times", "divided_by", "modulo", "at_least", "at_most")
_ONE: Final = ("floor", "ceil", "abs")


def _number(of_text: Maker, of_number: Maker) -> Meaning:
    return Meaning(Filter("unknown_number"), of_text, NUMBER, of_number)


RUBY: Final[Table] = MappingProxyType(
    {
        "upcase": Meaning(Filter("upper"), exact.fixed(str.upper)),
        "downcase": Meaning(Filter("lower"), exact.fixed(exact_case.ruby_lower)),
        "capitalize": Meaning(Filter("title"), exact.fixed(exact_case.ruby_capitalize)),
        "strip": Meaning(Filter("strip"), exact.fixed(exact.ruby_strip)),
        "lstrip": Meaning(Filter("strip"), exact.fixed(exact.ruby_lstrip)),
        "rstrip": Meaning(Filter("strip"), exact.fixed(exact.ruby_rstrip)),
    }
)
"""What Ruby's own methods and the filters of Liquid, which call them, do."""
LIQUID: Final[Table] = MappingProxyType(
    {
        **{name: meaning._replace(number=meaning.exact) for name, meaning in RUBY.items()},
        "strip_html": printed(SHRINK, exact.fixed(exact_html.liquid_strip_html)),
        "strip_newlines": printed(SHRINK, exact.fixed(exact.strip_newlines)),
        "remove": printed(SHRINK, exact.removed),
        "remove_first": printed(SHRINK, exact.removed_first),
        "default": Meaning(effects.fallback, exact_choices.liquid_default, or_argument, exact.unchanged),
        "truncate": printed(effects.liquid_truncate, exact_cuts.liquid_truncate),
        "slice": printed(effects.liquid_slice, exact_cuts.liquid_slice),
        "truncatewords": printed(Filter("unknown"), exact_lists.truncatewords),
        "split first": printed(SHRINK, exact_lists.split_first),
        "split last": printed(SHRINK, exact_lists.split_last),
        "split join": printed(Filter("unknown"), exact_lists.split_join),
        "split size": Meaning(Filter("unknown_number"), exact_lists.split_size, NUMBER),
        "date": Meaning(effects.liquid_date),
        "append": printed(effects.append, exact.append),
        "prepend": printed(effects.prepend, exact.prepend),
        "escape": printed(HTML, exact.fixed(exact_html.ruby_html)),
        "escape_once": printed(Filter("escape_html", ("once",)), exact.fixed(exact_html.ruby_html_once)),
        "pluralize": Meaning(effects.liquid_pluralize),
        "size": LENGTH._replace(number=ruby_numbers.liquid_size_of_number),
        "replace": printed(effects.replace, exact.replace),
        "replace_first": printed(effects.replace, exact.replaced_first),
        "url_encode": printed(Filter("url", ("",)), exact.quoted("", plus=True)),
        **{name: _number(ruby_numbers.liquid(name), ruby_numbers.liquid(name, of_number=True)) for name in _TWO},
        **{
            name: _number(ruby_numbers.liquid_alone(name), ruby_numbers.liquid_alone(name, of_number=True))
            for name in _ONE
        },
        "round": _number(ruby_numbers.liquid_round(), ruby_numbers.liquid_round(of_number=True)),
    }
)

RAILS_METHODS: Final[Table] = MappingProxyType(
    {
        **RUBY,
        "presence": Meaning(effects.presence, exact_choices.presence),
        "squish": Meaning(SHRINK, exact.fixed(exact.squish)),
        "to_s": KEEP,
        "html_safe": KEEP._replace(number=None),
        **dict.fromkeys(("humanize", "titleize", "titlecase", "parameterize", "pluralize"), Meaning(None)),
        "reverse": REVERSED,
        "ljust": Meaning(effects.pad, exact_cuts.justified(str.ljust)),
        "rjust": Meaning(effects.pad, exact_cuts.justified(str.rjust)),
        "sub": Meaning(effects.replace, exact_lists.ruby_sub),
        "gsub": Meaning(effects.replace, exact_lists.ruby_gsub),
        "delete_prefix": Meaning(SHRINK, exact_lists.delete_prefix),
        "delete_suffix": Meaning(SHRINK, exact_lists.delete_suffix),
        **dict.fromkeys(("swapcase", "chomp"), Meaning(None)),
        **dict.fromkeys(("to_i", "to_f"), Meaning(None, gives=NUMBER)),
    }
)
"""What a name behind the last point of an output calls, with or without brackets: never a field of that name."""
ERB: Final[Table] = MappingProxyType(
    {
        "||": NOT_THERE,
        "[:]": Meaning(effects.python_slice, exact_cuts.python_slice),
        "[]": Meaning(SHRINK, exact_lists.ruby_slice),
        "length": LENGTH,
        "size": LENGTH,
        **RAILS_METHODS,
    }
)
