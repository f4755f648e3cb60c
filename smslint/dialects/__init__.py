"""Parsers of template languages. Nothing here renders or executes a template."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from smslint.dialects.own import own_of
from smslint.dialects.own import parser as own_parser
from smslint.errors import ConfigError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.blocks.grammar import Grammar
    from smslint.text.tree import Text

DIALECTS: Final[dict[str, tuple[str, str]]] = {
    "plain": ("plain", "parse"),
    "jinja": ("jinja", "JINJA"),
    "django": ("django", "DJANGO"),
    "liquid": ("liquid", "LIQUID"),
    "twig": ("twig", "TWIG"),
    "mustache": ("mustache", "MUSTACHE"),
    "handlebars": ("handlebars", "HANDLEBARS"),
    "go": ("go", "GO"),
    "erb": ("erb", "ERB"),
    "brace": ("brace", "parse"),
    "percent": ("percent", "parse"),
    "csharp": ("csharp", "parse"),
    "dollar": ("dollar", "parse"),
    "colon": ("colon", "parse"),
    "brackets": ("brackets", "parse"),
    "parens": ("parens", "parse"),
    "icu": ("icu", "parse"),
    "message_format": ("message_format", "parse"),
    "fluent": ("fluent", "parse"),
    "velocity": ("velocity", "VELOCITY"),
    "freemarker": ("freemarker", "FREEMARKER"),
    "blade": ("blade", "BLADE"),
    "terraform": ("terraform", "TERRAFORM"),
    "string_template": ("string_template", "parse"),
    "symfony": ("symfony", "parse"),
    "vue_i18n": ("vue_i18n", "parse"),
    "odoo14": ("odoo14", "ODOO"),
    "mailchimp": ("campaigns", "MAILCHIMP"),
    "active_campaign": ("campaigns", "ACTIVE_CAMPAIGN"),
    "salesforce": ("ampscript", "SALESFORCE"),
    "adobe": ("campaigns", "ADOBE"),
    "marketo": ("campaigns", "MARKETO"),
    "mautic": ("campaigns", "MAUTIC"),
    "responsys": ("campaigns", "RESPONSYS"),
    "hubspot": ("campaigns", "HUBSPOT"),
    "klaviyo": ("campaigns", "KLAVIYO"),
    "whatsapp": ("campaigns", "WHATSAPP"),
    "n8n": ("campaigns", "N8N"),
    "go_fmt": ("go_fmt", "parse"),
    "php_sprintf": ("php_sprintf", "parse"),
}
"""A dialect's name to its module here and the grammar or function in it that parses."""


def parse(source: str, dialect: str = "plain") -> Text:
    """The tree of a message's source.

    :raises TemplateError: when the template does not parse, with the span of the error.
    :raises ConfigError: for an unknown dialect, with the nearest known one.
    """
    if not isinstance(source, str):
        raise TypeError(f"parse: source must be text (str), not {type(source).__name__}")
    if not isinstance(dialect, str):
        raise ConfigError(f"dialect: expected text, found {type(dialect).__name__}")
    return parser(dialect)(source)


def parse_leniently(source: str, dialect: str) -> Text | None:
    """The tree of a source in a program that compiles what the engine of the dialect refuses.

    ``None`` where no code of the dialect is refused, and where the source does not parse for another reason.
    """
    grammar = grammar_of(dialect)
    if grammar is None or grammar.syntax is None:
        return None
    try:
        return grammar.lenient.parse(source)
    except TemplateError:
        return None


def is_dialect(name: object) -> bool:
    """Whether this names a dialect, or says what a project's own one is."""
    return isinstance(name, str) and (name in DIALECTS or own_of(name) is not None)


@cache
def parser(dialect: str) -> Callable[[str], Text]:
    """The function that parses a dialect; its module is imported on first use."""
    if not is_dialect(dialect):
        from smslint.wording import nearest, shown

        raise ConfigError(f"unknown dialect {shown(dialect)}{nearest(dialect, DIALECTS)}")
    found = _found(dialect)
    function: Callable[[str], Text] = found if callable(found) else found.parse
    return function


def grammar_of(dialect: str) -> Grammar | None:
    """The grammar of a dialect that is read by one; ``None`` for those of simple placeholders."""
    found = _found(dialect)
    return None if callable(found) else found


def _found(dialect: str) -> Any:
    if dialect not in DIALECTS and (language := own_of(dialect)) is not None:
        return own_parser(language)
    module, name = DIALECTS[dialect]
    return getattr(import_module(f"smslint.dialects.{module}"), name)
