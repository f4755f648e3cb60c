"""The settings of messages, validated wherever they are written: an entry, a sidecar, front matter, a directive, an option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.choosing import RuleSetting, rule_settings
from smslint.project.locales import check_locales
from smslint.rules.context import CONTEXT_KEYS, make_context
from smslint.text.values import ValueTable
from smslint.wording import language_of, shown

if TYPE_CHECKING:
    from smslint.settings import Node


def check_settings(node: Node) -> dict[str, RuleSetting]:
    """Validate settings of a message, from any place; returns their settings of rules.

    :raises ConfigError: with the place and the key.
    """
    from smslint.dialects import DIALECTS, is_dialect
    from smslint.sources.registry import SOURCES

    check_context(node.part(CONTEXT_KEYS))
    if not is_dialect(node.values.get("dialect")):
        node.known("dialect", DIALECTS)
    node.known("source", SOURCES)
    node.known("final_newline", ("strip", "keep"))
    for key in ("keys", "names", "columns"):
        if not node.one_or_more(key) and node.has(key):
            node.fail("is empty; leave it out to read all texts", key)
    for key in ("keys", "names"):
        for glob in node.one_or_more(key):
            if (rest := glob.removeprefix("!")) != glob and (not rest or rest[0] == "!" or rest[0].isspace()):
                node.fail(f"{shown(glob)} leaves nothing out; write the glob right after one !", key)
    node.optional("key_column")
    if node.has("encoding"):
        _check_encoding(node)
    node.optional_flag("backslash_escapes")
    check_locales(node)
    ValueTable(node.child("values", "{name: {max: 20}}"))
    return rule_settings(node.child("rules", "{LEN002: off}"))


def check_context(node: Node) -> None:
    """Validate the context of messages; facts stay plain values here, so that all layers can be merged."""
    make_context(node)
    if node.has("region") and node.has("regions"):
        node.fail("regions is there too, so this is not read; keep only regions", "region")
    node.child("facts", "{consent: yes}")
    _known_provider(node)
    _known_language(node)


def _check_encoding(node: Node) -> None:
    name = node.filled("encoding")
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        node.fail(f"there is no text encoding {shown(name)}; write one such as latin-1 or cp1252", "encoding")


_COUNTRIES: Final = {
    "at": "de", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "il": "he", "ir": "fa", "jp": "ja",
    "mx": "es", "pk": "ur", "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Codes of countries that people write for a language, and the language."""


def _known_language(node: Node) -> None:
    """Refuse a locale without a language, such as ``jp``: no rule would know the words of its texts."""
    word = node.optional("locale")
    if word is None:
        return
    from smslint.sources.file_locale import LANGUAGES

    language = language_of(word)
    if not 2 <= len(language) <= 3 or not (language.isascii() and language.isalpha()):
        node.fail(f"{shown(word)} is not a language tag such as en or pt-BR", "locale")
    if len(language) == 2 and language not in LANGUAGES:
        meant = _COUNTRIES.get(language)
        node.fail(
            f"there is no language {shown(language)}" + (f" (did you mean {meant!r}?)" if meant else ""), "locale"
        )


def _known_provider(node: Node) -> None:
    word = node.optional("provider")
    if word is not None and word != "generic":
        from smslint.rules import providers

        if word.lower() not in providers.names():
            node.fail(providers.no_such(word), "provider")
