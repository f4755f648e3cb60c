"""The summary of a job of GitHub Actions, which needs no token and is there for pull requests from forks too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.ci.fitting import fitted_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST: Final = 1024 * 1024
"""The most bytes of the summary of a step; GitHub drops a longer one completely."""


def summarise(report: str, environ: Mapping[str, str]) -> str:
    """Append a report to the summary. What was done, in a phrase for people; empty where there is no summary.

    :param environ: the environment of the job.
    """
    name = environ.get("GITHUB_STEP_SUMMARY", "")
    if not name or not report.strip():
        return ""
    path = Path(name)
    try:
        there = path.stat().st_size if path.exists() else 0
        text = fitted_bytes(report.rstrip("\n") + "\n\n", LARGEST - there - 1)
        with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        return f"no summary: {error.strerror or error}"
    return "the summary of the job was written" if text else "no summary: it is full"
