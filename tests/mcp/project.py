"""A project whose agents may send a little."""

from __future__ import annotations

from pathlib import Path

from smslint.mcp.desk import Desk, desk_of
from smslint.mcp.sending import sending_of
from smslint.mcp.tokens import Tokens
from smslint.sending.journal.journal import Journal
from smslint.sending.key import ApiKey
from tests.sending.support import KEY, numbers

PRICES = "country,price,currency,as_of\nUS,0.01,USD,2026-11-01\n"
ALLOWED = numbers(9)
LIMITS = {"per_hour": "100", "per_day": "100", "spend": "9 USD"}
TEXT = "Acme: your order has shipped"


def lay(folder: Path, more: str = "", **limits: str) -> None:
    """Write the configuration.

    :param limits: other limits of agents.
    """
    stated = {**LIMITS, **limits}
    agents = ", ".join(f"{name}: {value}" for name, value in stated.items())
    recipients = ", ".join(f"'{each}'" for each in ALLOWED)
    (folder / "prices.csv").write_text(PRICES, "utf-8")
    (folder / "smslint.yaml").write_text(
        "brand: Acme\nregions: [US]\nprices: prices.csv\n"
        f"sending: {{agents: {{recipients: [{recipients}], {agents}}}}}\n"
        f"rules: {{TIM001: off, TIM002: off, TIM003: off, CST002: off}}\n{more}",
        "utf-8",
    )


def desk(folder: Path, base: str, journal: Journal, tokens: Tokens | None = None) -> Desk:
    """A project as it is now, with sending allowed."""
    found = desk_of(folder / "smslint.yaml")
    return found._replace(sending=sending_of(found.config(), journal, ApiKey(KEY), base, "agents", tokens=tokens))
