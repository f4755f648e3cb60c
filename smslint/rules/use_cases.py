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
_MEANS: Final[Mapping[str, str]] = {
    "twofactorauthentication": "2FA", "accountnotifications": "ACCOUNT_NOTIFICATION", "appnotifications": "ACCOUNT_NOTIFICATION",
    "deliverynotifications": "DELIVERY_NOTIFICATION", "ordernotifications": "DELIVERY_NOTIFICATION",
    "courierservicesdeliveries": "DELIVERY_NOTIFICATION", "fraudalertmessaging": "FRAUD_ALERT", "fraudalerts": "FRAUD_ALERT",
    "generalmarketing": "MARKETING", "k12": "K12_EDUCATION", "generalschoolupdates": "K12_EDUCATION",
    "pollingandvotingnonpolitical": "POLLING_VOTING", "surveys": "POLLING_VOTING", "charitynonprofit": "CHARITY", "fundraising": "CHARITY",
    "politicalelectioncampaigns": "POLITICAL", "emergencyalerts": "EMERGENCY",
}  # fmt: skip
"""Of names that toll-free verifications have, as :func:`bare` writes them, the use case of campaigns with the same rules."""
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


def meaning(use_case: str) -> str:
    """The use case of campaigns that has the rules of a use case, which may be one of toll-free verifications."""
    return _MEANS.get(bare(use_case), use_case)


def meanings(campaign: Campaign) -> frozenset[str]:
    """The use cases of a campaign, as campaigns have them."""
    return frozenset(map(meaning, (campaign.use_case, *campaign.sub_use_cases)))


def kinds(campaign: Campaign) -> frozenset[str]:
    """The kinds of messages that a campaign may send; of one with several use cases, those of each."""
    several = campaign.use_case in SEVERAL or campaign.sender == "toll_free"
    uses = (
        *(() if campaign.use_case in SEVERAL else (campaign.use_case,)),
        *(campaign.sub_use_cases if several else ()),
    )
    return frozenset().union(*(_KINDS.get(meaning(each), ALL) for each in uses or ("",)))


def bare(use_case: str) -> str:
    """A use case as names are compared: ``HR / Staffing`` and ``hr_staffing`` are one."""
    return "".join(filter(str.isalnum, use_case)).casefold()
