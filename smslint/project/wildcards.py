"""Wildcards of paths as regular expressions that take linear time: ``*`` stays inside a folder, ``**`` crosses folders.

With several stars, only the last one may backtrack: the first match of the earlier ones is as good as any later one, and trying all
of them could take forever.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable


def path_pattern(pattern: str, token: re.Pattern[str], part: Callable[[str], str]) -> str:
    """The regular expression of a pattern with forward slashes, in which ``**`` is always a whole segment.

    :param token: finds the parts of a segment; a part that begins with a star stands for any characters but a slash.
    :param part: the regular expression of each other part.
    """
    segments = [each for each, after in pairwise([*pattern.split("/"), ""]) if each != "**" or after != "**"]
    *middle, last = segments
    runs: list[list[str]] = [[]]
    crossing = False
    for index, segment in enumerate(middle):
        if segment != "**":
            runs[-1].append(_segment(segment, token, part) + "/")
        elif index == 0:
            crossing = True
        else:
            runs.append([])
    bodies = ["".join(run) for run in runs]
    bodies[-1] += (".+" if middle else ".*") if last == "**" else _segment(last, token, part)
    first, *rest = bodies if not crossing else ["", *bodies]
    return (
        first
        + "".join(f"(?>(?:.*?/)??{each})" for each in rest[:-1])
        + "".join(f"(?:.*?/)??{each}" for each in rest[-1:])
    )


def _segment(segment: str, token: re.Pattern[str], part: Callable[[str], str]) -> str:
    pieces = [""]
    for match in token.finditer(segment):
        if match[0][0] == "*":
            pieces.append("")
        else:
            pieces[-1] += part(match[0])
    first, *rest = pieces
    return first + "".join(f"(?>[^/]*?{each})" for each in rest[:-1]) + "".join(f"[^/]*{each}" for each in rest[-1:])
