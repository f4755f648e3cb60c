"""Odoo data files: the ``body`` of every ``<record model="sms.template">``.

The field's white space is part of the message: Odoo also sends the indentation of a pretty-printed file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import by_table
from smslint.sources.message import Message
from smslint.sources.xml import WRITTEN, decode, elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.XML,)
MANY_STRINGS = False
escape = by_table(WRITTEN)

_MODEL = "sms.template"


def read(text: str, options: Options) -> Iterator[Message]:
    """The wanted bodies under ``<record id>.body``.

    :raises SourceError: when the file is not well-formed XML.
    """
    found = elements(text)
    for element in found:
        if element.name != "field" or element.attributes.get("name") != "body" or element.parent < 0:
            continue
        record = found[element.parent]
        path = (record.attributes.get("id", ""), "body")
        if record.name == "record" and record.attributes.get("model") == _MODEL and options.wants(path):
            body, source_map = decode(BodyBuilder(element.start), text, element.start, element.end).build()
            yield Message(body, source_map, ".".join(path), options.locale)
