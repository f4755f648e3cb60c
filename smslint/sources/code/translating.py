"""The texts that functions translate, and those that they return if a catalogue has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.calls import is_key, translated
from smslint.sources.code.values import Value, chosen, fixed
from smslint.text.tree import Literal, leaves

if TYPE_CHECKING:
    from smslint.sources.calls import Names
    from smslint.span import Span


_FORMS: Final = frozenset({"Zero", "One", "Two", "Few", "Many", "Other"})
"""The plural forms of go-i18n."""


def text_to_translate(callee: Names, given: list[tuple[str | None, Value]], place: Span, source: str) -> Value | None:
    """The text that is translated, if it is not a key of a catalogue; or the text that is used if the catalogue has none."""
    places = translated(callee)
    if places is None:
        return _of_go(callee, given, place, source)
    pairs = (pair for each in given for pair in (each, *(each[1].entries or ())))
    default = next(
        (value for key, value in pairs if (key or "").startswith(("default", "value")) and value.written), None
    )
    if default is not None:
        return default
    keyed = any(
        index < len(given) and (text := fixed(given[index][1])) is not None and is_key(callee, text) for index in places
    )
    if keyed:  # Spring's getMessage(key, values, default, locale)
        rest = [value for index, (key, value) in enumerate(given) if key is None and index not in places]
        return next((each for each in rest if each.written and " " in _words(each)), None)
    if callee[:-1] == ("Gettext",) and given and not given[0][1].written:  # Elixir: the module of the catalogue first
        given = given[1:]
    forms: list[Value] = []
    for index in places:
        text = fixed(given[index][1]) if index < len(given) and given[index][0] is None else None
        if text is not None and not is_key(callee, text):
            forms.append(given[index][1])
    return chosen(forms, callee[-1], place, source) if forms else None


def _of_go(callee: Names, given: list[tuple[str | None, Value]], place: Span, source: str) -> Value | None:
    """What go-i18n returns if no catalogue has the text: the forms of ``DefaultMessage``."""
    if callee[-1:] not in {("MustLocalize",), ("Localize",)}:
        return None
    messages = [one for _, each in given for key, one in each.fields if key == "DefaultMessage"]
    forms = [one for each in messages for key, one in each.fields if key in _FORMS and one.written]
    return chosen(forms, callee[-1], place, source) if forms else None


def _words(value: Value) -> str:
    return "".join(leaf.text for part in value.parts for leaf in leaves(part) if isinstance(leaf, Literal))
