"""A table for a terminal: names on the left, which are cut where they do not fit, and figures on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report.width import clip_left, display_width, pad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST: Final = 20


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The header and the rows, each as a line.

    :param rows: each begins with a name.
    """
    sizes = [max(map(display_width, column)) for column in zip(header, *rows, strict=True)]
    sizes[0] = min(sizes[0], max(width - sum(sizes[1:]) - 2 * (len(sizes) - 1), _LEAST))
    for name, *cells in (header, *rows):
        right = "".join(
            f"  {' ' * (size - display_width(cell))}{cell}" for cell, size in zip(cells, sizes[1:], strict=True)
        )
        yield f"{pad(clip_left(name, sizes[0]), sizes[0])}{right}".rstrip()
