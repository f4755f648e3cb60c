"""What is registered for a sender: a brand, and a campaign with its texts. The settings of ``registration.yaml``, with types.

A text of a registration is judged like a message: its subject knows which field it is (:class:`Registered`, one of the facts), so
rules about registrations are rules like all others.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.registries import SENDERS
from smslint.settings import Node, node_of
from smslint.wording import nearest, plural, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Final = ("sample", "confirmation", "help", "stop")
"""The fields whose texts are sent, so that the rules about messages apply to them."""
FIELDS: Final = ("brand", "campaign", "description", "flow", *MESSAGES, "privacy", "terms", "message")
"""What a text of a registration can be: the name of the brand or of the campaign, or the text of a field; or a message of the project,
which a campaign sends."""
METHODS: Final = ("web", "text", "verbal", "paper", "qr_code", "point_of_sale", "app", "import")
"""How people can opt in."""
MOST_SAMPLES: Final = 50
"""How many samples of a campaign are read: registries take five."""
ATTRIBUTES: Final = (
    "links", "phones", "age_gated", "direct_lending", "number_pool", "affiliate_marketing",
)  # fmt: skip
"""What a campaign declares about its messages: yes or no."""


class Brand(NamedTuple):
    """Who sends."""

    name: str = ""
    legal_name: str = ""
    entity: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which recipients know the brand."""
        return tuple(each for each in (self.name, self.legal_name) if each)


class Campaign(NamedTuple):
    """What is said about the messages of one campaign. A text is empty, and an attribute ``None``, where nothing is stated."""

    name: str = ""
    registry: str = "tcr"
    """Whose form it is: the name of a file in ``rules/registries``."""
    sender: str = "long_code"
    use_case: str = ""
    sub_use_cases: tuple[str, ...] = ()
    description: str = ""
    flow: str = ""
    """How people opt in: the call to action, and the words beside it."""
    methods: tuple[str, ...] = ()
    opt_in_keywords: tuple[str, ...] = ()
    confirmation: str = ""
    help_keywords: tuple[str, ...] = ()
    help: str = ""
    stop_keywords: tuple[str, ...] = ()
    stop: str = ""
    samples: tuple[str, ...] = ()
    attributes: Mapping[str, bool] = MappingProxyType({})
    vetting_token: str = ""
    """The token of Campaign Verify, which political senders need."""
    messages: tuple[str, ...] = ()
    """Globs of the files whose messages the campaign sends."""

    def text(self, field: str) -> str:
        """The text of a field with one text."""
        return str(getattr(self, field))


class Registered(NamedTuple):
    """A text as part of a registration."""

    field: str
    """One of :data:`FIELDS`."""
    campaign: Campaign = Campaign()
    brand: Brand = Brand()
    privacy: str = ""
    """The address of the privacy policy."""
    terms: str = ""
    """The address of the terms."""
    number: int = 0
    """Which of the samples it is, from 0."""
    sent: bool | None = None
    """Whether a message of the project is this sample; ``None`` if nobody looked."""


_CAMPAIGN_KEYS: Final = (
    "name", "registry", "sender", "use_case", "sub_use_cases", "description", "flow", "opt_in", "help", "stop", "samples", "attributes",
    "vetting_token", "messages",
)  # fmt: skip


def make_registered(value: object, where: str) -> Registered:
    """A text's place in a registration, as the test of a rule writes it.

    :raises ConfigError: for an unknown key or a value of a wrong type.
    """
    if isinstance(value, Registered):
        return value
    node = node_of(value, where, "{field: flow, campaign: {name: orders}}")  # type: ignore[arg-type]
    node.only(("field", "campaign", "brand", "privacy", "terms", "number", "sent"), ("field",))
    return Registered(
        node.choice("field", FIELDS),
        make_campaign(node.child("campaign")),
        make_brand(node.child("brand")),
        node.optional("privacy") or "",
        node.optional("terms") or "",
        node.optional_number("number") or 0,
        node.optional_flag("sent"),
    )


def make_brand(node: Node) -> Brand:
    """The brand of a registration."""
    node.only(Brand._fields)
    return Brand(**{key: node.optional(key) or "" for key in Brand._fields})


def make_campaign(node: Node) -> Campaign:
    """A campaign of a registration.

    :raises ConfigError: names file, line and key.
    """
    from smslint.rules import registries

    node.only(_CAMPAIGN_KEYS)
    opt_in = node.child("opt_in").only(("methods", "keywords", "confirmation"))
    help_, stop = (node.child(key).only(("keywords", "reply")) for key in ("help", "stop"))
    attributes = node.child("attributes").only(ATTRIBUTES)
    return Campaign(
        name=node.optional("name") or "",
        registry=node.known("registry", registries.names()) or "tcr",
        sender=node.known("sender", SENDERS) or "long_code",
        use_case=_use_case(node, "use_case"),
        sub_use_cases=tuple(_word(each) for each in node.texts("sub_use_cases")),
        description=node.optional("description") or "",
        flow=node.optional("flow") or "",
        methods=_methods(opt_in),
        opt_in_keywords=opt_in.texts("keywords"),
        confirmation=opt_in.optional("confirmation") or "",
        help_keywords=help_.texts("keywords"),
        help=help_.optional("reply") or "",
        stop_keywords=stop.texts("keywords"),
        stop=stop.optional("reply") or "",
        samples=_samples(node),
        attributes={key: attributes.flag(key) for key in attributes.values if attributes.has(key)},
        vetting_token=node.optional("vetting_token") or "",
        messages=node.one_or_more("messages"),
    )


def _samples(node: Node) -> tuple[str, ...]:
    found = node.texts("samples")
    if len(found) > MOST_SAMPLES:
        node.fail(
            f"has {plural(len(found), 'sample')}; at most {MOST_SAMPLES} are read, and no registry takes as many",
            "samples",
        )
    return found


def _use_case(node: Node, key: str) -> str:
    return _word(node.optional(key) or "")


def _word(text: str) -> str:
    return text.strip().upper().replace(" ", "_").replace("-", "_")


def _methods(node: Node) -> tuple[str, ...]:
    words = node.texts("methods")
    for at, word in enumerate(words):
        if word not in METHODS:
            node.fail(f"unknown method {shown(word)}{nearest(word, METHODS)}", "methods", at)
    return words
