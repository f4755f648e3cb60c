"""Prices in the JSON of providers' files and APIs: Twilio, AWS, Vonage, Plivo. Every key comes from their documentation."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import ConfigError
from smslint.prices.canonical import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Node(NamedTuple):
    """A value in a JSON document, with the path to it, so that an error can say where."""

    value: object
    path: str = ""

    def get(self, key: str) -> Node:
        """A member of an object; a node with ``None`` if it is missing."""
        path = f"{self.path}.{key}" if self.path else key
        return Node(self.value.get(key) if isinstance(self.value, dict) else None, path)

    def has(self, *keys: str) -> bool:
        """Whether this is an object with all these members."""
        return isinstance(self.value, dict) and all(key in self.value for key in keys)

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object; none for anything else."""
        for key in self.value if isinstance(self.value, dict) else ():
            yield key, self.get(key)

    def each(self) -> Iterator[Node]:
        """The entries of a list; none for anything else."""
        for index, entry in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Node(entry, f"{self.path}[{index}]")

    def text(self) -> str:
        """A text or number as text; empty for null and for every other value."""
        return self.value if isinstance(self.value, str) else ""


class JsonLayout(NamedTuple):
    """A layout: how to recognise and read it. ``currency`` applies if the file names none."""

    name: str
    title: str
    matches: Callable[[Node], bool]
    read: Callable[[Node], Iterator[Draft]]
    currency: str = ""


def parse(text: str, name: str) -> Node:
    """A JSON document; numbers stay text, so that no float rounds them.

    :raises ConfigError: naming the line.
    """
    try:
        return Node(json.loads(text, parse_float=_number, parse_int=str, parse_constant=str))
    except json.JSONDecodeError as error:
        raise ConfigError(f"{name}:{error.lineno}: not readable JSON ({error.msg})") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: the JSON is nested too deeply for a list of prices") from error


def _number(text: str) -> str:
    number = Decimal(text)
    # 1e999999999 is valid JSON; written as digits it would fill the memory.
    return f"{number:f}" if -40 < number.adjusted() < 40 else text


def _draft(node: Node, cells: dict[str, Node | str]) -> Draft:
    return Draft(node.path or "top", {k: v if isinstance(v, str) else v.text() for k, v in cells.items()})


def _countries(top: Node, key: str) -> Iterator[Node]:
    """One country's answer, a list of such answers, or an object that holds the list."""
    if isinstance(top.value, list):
        yield from top.each()
    elif isinstance(top.get(key).value, list):
        yield from top.get(key).each()
    else:
        yield top


def _first(top: Node, key: str) -> Node:
    return next(_countries(top, key), Node(None))


def _twilio(top: Node) -> Iterator[Draft]:
    for country in _countries(top, "countries"):
        for carrier in country.get("outbound_sms_prices").each():
            for price in carrier.get("prices").each():
                amount = price.get("current_price").text() or price.get("base_price").text()
                yield _draft(
                    price,
                    {
                        "region": country.get("iso_country"),
                        "amount": amount,
                        "currency": country.get("price_unit"),
                        "sender": price.get("number_type"),
                        "network": carrier.get("carrier"),
                    },
                )


_AWS_SENDERS = (
    ("", "domesticPrice", "carrierFee"),
    ("long_code", "tenDlcDomesticPrice", "tenDlcCarrierFee"),
    ("toll_free", "tollFreeDomesticPrice", "tollFreeCarrierFee"),
    ("short_code", "shortCodeDomesticPrice", "shortCodeCarrierFee"),
)


def _aws(top: Node) -> Iterator[Draft]:
    for region, country in top.get("SMS").get("countryPrices").items():
        kinds = {kind: country.get(kind) for kind in ("transactional", "promotional")}
        same = kinds["transactional"].value == kinds["promotional"].value
        for kind, networks in list(kinds.items())[: 1 if same else 2]:
            for network in networks.each():
                yield from _aws_network(network, {"region": region, "kind": "" if same else kind})


def _aws_network(network: Node, shared: dict[str, str]) -> Iterator[Draft]:
    name = network.get("name").text()
    for sender, price, fee in _AWS_SENDERS:
        if not sender or network.has(price):
            cells: dict[str, Node | str] = {
                "amount": network.get(price),
                "carrier_fee": network.get(fee),
                "sender": sender,
                "network": name,
            }
            yield _draft(network, {**shared, **cells})
    # Without a local registration (India) messages take this route, at a much higher price.
    if network.get("internationalPrice").text():
        cells = {"amount": network.get("internationalPrice"), "network": f"{name} (international route)".strip()}
        yield _draft(network, {**shared, **cells})


def _vonage(top: Node) -> Iterator[Draft]:
    for country in _countries(top, "countries"):
        cells: dict[str, Node | str] = {"region": country.get("countryCode"), "currency": country.get("currency")}
        networks = [network for network in country.get("networks").each() if network.get("type").text() != "landline"]
        for network in networks:
            name = network.get("networkName").text() or network.get("networkCode").text()
            own = {"currency": network.get("currency")} if network.get("currency").text() else {}
            yield _draft(network, {**cells, **own, "amount": network.get("price"), "network": name})
        if not networks:
            yield _draft(country, {**cells, "amount": country.get("defaultPrice")})


def _plivo(top: Node) -> Iterator[Draft]:
    for country in _countries(top, "objects"):
        message = country.get("message")
        networks = list(message.get("outbound_networks_list").each())
        for network in networks:
            cells = {
                "region": country.get("country_iso"),
                "amount": network.get("rate"),
                "network": network.get("group_name"),
            }
            yield _draft(network, {**cells})
        if not networks:
            yield _draft(message, {"region": country.get("country_iso"), "amount": message.get("outbound").get("rate")})


LAYOUTS = (
    JsonLayout(
        "twilio-api",
        "Twilio's pricing API",
        lambda top: _first(top, "countries").has("iso_country", "outbound_sms_prices"),
        _twilio,
    ),
    JsonLayout("aws", "AWS's price feed", lambda top: top.get("SMS").has("countryPrices"), _aws, "USD"),
    JsonLayout(
        "vonage", "Vonage's pricing API", lambda top: _first(top, "countries").has("countryCode", "networks"), _vonage
    ),
    JsonLayout(
        "plivo", "Plivo's pricing API", lambda top: _first(top, "objects").has("country_iso", "message"), _plivo, "USD"
    ),
)

REFUSED: tuple[tuple[Callable[[Node], bool], str], ...] = (
    (
        lambda top: top.get("data").get("sms").has("price_rate_0"),
        "this is the answer of ClickSend's pricing API, which is not read, because no source says where it names its country and currency; take the CSV of the price export",
    ),
    (
        lambda top: _first(top, "countries").has("outbound_prefix_prices"),
        "this is the answer of Twilio's voice pricing API; ask /v1/Messaging/Countries/{ISO} for the prices of messages",
    ),
    (
        lambda top: _first(top, "countries").has("phone_number_prices"),
        "these are Twilio's prices of phone numbers; ask /v1/Messaging/Countries/{ISO} for the prices of messages",
    ),
    (
        lambda top: set(dict(_first(top, "countries").items())) == {"country", "iso_country", "url"},
        "this is only Twilio's list of countries; ask for each of them at /v1/Messaging/Countries/{ISO}",
    ),
    (
        lambda top: top.has("MMS") or top.has("Voice") or top.get("MMS").has("countryPrices"),
        "this is an AWS feed, but not for text messages; take TextMessageOutbound/prices.json",
    ),
)
"""Files that look like prices but are not: how to recognise them, and the message."""
