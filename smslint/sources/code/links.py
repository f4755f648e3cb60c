"""Links to a text message: ``sms:+15551234?body=Hi``, and what opens the messages of a phone with words in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.calls import Names
    from smslint.sources.code.values import Value

_LINK: Final = re.compile(r"(?i)[$@]*[\"'](?:sms|mms)(?:to)?:[^\n]*body=")
_SCHEMES: Final = frozenset({"sms", "smsto", "mms", "mmsto"})


def linked(callee: Names, given: list[tuple[str | None, Value]]) -> Iterator[tuple[str, Value]]:
    """The links with words in them that a call is given, and the words of Android's ``sms_body`` and Dart's ``Uri``, with their keys."""
    keyed = dict(given)
    if callee[-1:] == ("putExtra",) and [fixed(each) for _, each in given[:1]] == ["sms_body"]:
        given = given[1:2]
    elif callee[-1:] == ("Uri",) and "scheme" in keyed and fixed(keyed["scheme"]) in _SCHEMES:
        parameters = keyed.get("queryParameters")
        given = [each for each in (parameters.entries or ()) if each[0] == "body"] if parameters is not None else []
    else:
        given = [each for each in given if _LINK.match(each[1].source) is not None]
    for index, (key, value) in enumerate(given):
        if value.written:
            yield key if key is not None else str(index), value
