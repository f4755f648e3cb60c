""".NET resource files, ``.resx`` and ``.resw``: the value of every ``<data>`` that is a text.

Source: the comment at the start of every such file (``ResXResourceReader``): ``type`` and ``mimetype`` mean objects, and the names
that begin with ``>>`` are those of a form's designer. White space is part of the value.
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


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted text under its name.

    :raises SourceError: when the file is not well-formed XML.
    """
    found = elements(text)
    for element in found:
        data = found[element.parent] if element.parent >= 0 else element
        if element.name != "value" or data.name != "data":
            continue
        name, kind = data.attributes.get("name", ""), data.attributes.get("type", "System.String")
        is_text = kind.startswith("System.String") and "mimetype" not in data.attributes and not name.startswith(">>")
        if is_text and options.wants(tuple(name.split("."))):
            body, source_map = decode(BodyBuilder(element.start), text, element.start, element.end).build()
            yield Message(body, source_map, name, options.locale)
