"""What a person may set in the editor. A setting of the wrong kind counts as not set."""

from __future__ import annotations

from collections.abc import Mapping

from smslint.finding import Severity
from smslint.records import NamedTuple

_SEVERITIES = {each.label: each for each in Severity}


class Options(NamedTuple):
    """The settings of the editor."""

    code_lens: bool = True
    """Show what each message costs above it."""
    inlay_hints: bool = False
    """Show it at its end."""
    severity: Severity = Severity.INFO
    """Findings that are less severe are left out."""


def options_of(stated: object) -> Options:
    """The settings in what an editor sends, with or without ``smslint`` around them."""
    settings = stated.get("smslint", stated) if isinstance(stated, Mapping) else {}
    if not isinstance(settings, Mapping):
        return Options()
    lens, hints, severity = (settings.get(key) for key in ("codeLens", "inlayHints", "severity"))
    return Options(
        lens if isinstance(lens, bool) else True,
        hints if isinstance(hints, bool) else False,
        _SEVERITIES.get(severity, Severity.INFO) if isinstance(severity, str) else Severity.INFO,
    )
