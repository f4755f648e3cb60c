"""The JSON report of a list's audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smslint.recipients.audited import Audit


def record(audit: Audit) -> dict[str, Any]:
    """The audit as JSON, version 1."""
    return {
        "version": 1,
        "path": audit.path,
        **({"files": list(audit.files.names)} if audit.files.names else {}),
        "numbering_plan": audit.plan_version,
        "phone_column": audit.phone_column,
        "rows": {"total": audit.total, "clean": audit.clean, "rejected": audit.rejected},
        "problems": [
            {
                "code": tally.code.code,
                "name": tally.code.name,
                "severity": tally.code.severity.label,
                "refuses": tally.code.refuses,
                "count": tally.count,
                "predicts": tally.code.predicts or None,
                "examples": [
                    {
                        "message": finding.message,
                        **({"file": finding.location.path} if audit.files.names and finding.location else {}),
                        "line": finding.location.line if finding.location else None,
                        "column": finding.location.column if finding.location else None,
                    }
                    for finding in tally.findings
                ],
            }
            for tally in audit.sorted_tallies()
        ],
        "regions": dict(audit.regions.most_common()),
        "types": dict(audit.types.most_common()),
        "notes": audit.notes,
        "columns": dict(audit.roles),
        "refusing_columns": [{"column": name, "read_as": role} for name, role in audit.refusing],
        "coverage": {
            "complete": not audit.unknown,
            "unknown": list(audit.unknown),
            "consent": audit.consent,
            "regions_without_profile": list(audit.regions_without_profile),
            "consent_for_other_things": list(audit.about_others),
            "unread_statuses": list(audit.unread_statuses),
            "unread_consents": list(audit.unread_consents),
            "unread_limits": list(audit.unread_limits),
            "unknown_zones": list(audit.unknown_zones),
            "unknown_states": list(audit.unknown_states),
            "guessed_encoding": audit.guessed_encoding or None,
            "not_found": [role for role, name in audit.roles.items() if name is None],
        },
    }
