"""The use cases of campaigns, and which kinds of messages each may send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.campaign import Campaign

USE_CASES: Final = (
    "2FA", "ACCOUNT_NOTIFICATION", "CUSTOMER_CARE", "DELIVERY_NOTIFICATION", "FRAUD_ALERT", "HIGHER_EDUCATION", "LOW_VOLUME", "M2M",
    "MARKETING", "MIXED", "POLLING_VOTING", "PUBLIC_SERVICE_ANNOUNCEMENT", "SECURITY_ALERT",
    "AGENTS_FRANCHISES", "CHARITY", "EMERGENCY", "K12_EDUCATION", "POLITICAL", "PROXY", "SOCIAL", "SWEEPSTAKE", "SOLE_PROPRIETOR", "TRIAL",
)  # fmt: skip
"""The use cases of The Campaign Registry."""
SEVERAL: Final = ("MIXED", "LOW_VOLUME")
"""Use cases that stand for two to five others."""
ALL: Final = frozenset({"marketing", "transactional", "otp"})
_ACCOUNT: Final = frozenset({"transactional", "otp"})
_SERVICE: Final = frozenset({"transactional"})
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "2FA": frozenset({"otp"}),
    "MARKETING": frozenset({"marketing"}),
    **dict.fromkeys(
        ("ACCOUNT_NOTIFICATION", "FRAUD_ALERT", "SECURITY_ALERT", "HIGHER_EDUCATION", "K12_EDUCATION", "PROXY", "M2M"),
        _ACCOUNT,
    ),
    **dict.fromkeys(
        ("CUSTOMER_CARE", "DELIVERY_NOTIFICATION", "EMERGENCY", "POLLING_VOTING", "PUBLIC_SERVICE_ANNOUNCEMENT"),
        _SERVICE,
    ),
}
"""The kinds of messages of a use case; another one may send all."""


def kinds(campaign: Campaign) -> frozenset[str]:
    """The kinds of messages that a campaign may send; of a mixed one, those of its use cases."""
    if campaign.use_case in SEVERAL and campaign.sub_use_cases:
        return frozenset().union(*(_KINDS.get(each, ALL) for each in campaign.sub_use_cases))
    return _KINDS.get(campaign.use_case, ALL)


def bare(use_case: str) -> str:
    """A use case as names are compared: ``HR / Staffing`` and ``hr_staffing`` are one."""
    return "".join(filter(str.isalnum, use_case)).casefold()
