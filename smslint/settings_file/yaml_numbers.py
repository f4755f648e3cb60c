"""Numbers that YAML 1.1 reads in a way that surprises people: ``12:30`` as 750, ``010`` as 8, ``1_0`` as 10."""

from __future__ import annotations

import re
from typing import Any, Final

TAGS: Final = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_SURPRISING: Final = re.compile(
    r"[-+]?(?:[0-9.]+(?::[0-9.]+)+|0[0-7_]*[0-7]|0b[01_]+|0x[0-9a-fA-F_]+|[0-9.]*_[0-9._]*)"
)


class SurprisingNumberError(ValueError):
    """A text without quotes that YAML reads as another number than the one that is written."""


def careful(loader: type[Any]) -> None:
    """Make a loader refuse such numbers with :class:`SurprisingNumberError`."""
    for tag in TAGS:
        loader.add_constructor(tag, _constructor(loader.yaml_constructors[tag]))


def _constructor(usual: Any) -> Any:
    def construct(loader: Any, node: Any) -> Any:
        value = usual(loader, node)
        if _SURPRISING.fullmatch(node.value):
            raise SurprisingNumberError(
                f'YAML reads {node.value} as the number {value}: write "{node.value}" if it is a text, else {value}'
            )
        return value

    return construct
