"""The brand of a registration: a mail address and a website that are its own, and a name that fits its form of business."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from smslint.rules import registries
from smslint.rules.links import belongs
from smslint.rules.registration_options import RegisteredBrand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings at the name of the brand."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "brand":
        return
    options, brand, campaign = RegisteredBrand.of(rule), registered.brand, registered.campaign
    registry = registries.load(campaign.registry)

    def found(message: str, need: str) -> Finding:
        return rule.finding(message, subject.span, predicts=registry.predicted(need, campaign.sender))

    host = host_of(brand.website)
    if brand.website and host is None:
        yield found(f"The website {brand.website!r} is not an address such as https://acme.example.", "urls.shape")
    if brand.email:
        domain = re.fullmatch(r"[^\s@]+@((?:[\w-]+\.)+[^\W\d_]{2,})", brand.email)
        if domain is None:
            yield found(f"{brand.email!r} is not an e-mail address.", "brand.email_shape")
        elif domain[1].lower() in options.public_mail:
            yield found(
                f"Anybody gets an e-mail address at {domain[1]}: use one of your own domain.", "brand.email_domain"
            )
        elif host is not None and not (belongs(domain[1].lower(), (host,)) or belongs(host, (domain[1].lower(),))):
            yield found(f"The e-mail address is at {domain[1]}, and the website at {host}.", "brand.email_domain")
    if campaign.use_case == "SOLE_PROPRIETOR" or brand.entity == "sole_proprietor":
        words = re.findall(r"\w+", " ".join(brand.names).lower())
        named = next((each for each in options.entity_words if each in words), "")
        if named:
            yield found(
                f"A sole proprietor's name does not have {named!r}, which is for companies.", "brand.entity_suffix"
            )


def host_of(address: str) -> str | None:
    """The host of an address with http or https, without ``www.``; ``None`` if it is no such address."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "." not in host or re.search(r"\s", address.strip()):
        return None
    return host.lower().removeprefix("www.")
