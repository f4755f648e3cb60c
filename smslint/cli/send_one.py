"""``smslint send --to … --body …``: one message."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.cli import send_options as shared
from smslint.cli.printing import say
from smslint.cli.strictness import fails
from smslint.errors import SendRefused
from smslint.vocabulary import SENDS_LISTS
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.project.config import Config
    from smslint.result import CostRange
    from smslint.sending.octopods import OctopodsSender
    from smslint.sending.verdict import Outgoing, Verdict


_LONGEST_NAME: Final = 100
"""How many characters of an identifier are shown; the provider decides how long it is."""


def send_one(to: str, body: str, options: Mapping[str, Any]) -> int:
    """Check one message, ask, and send it; returns the exit status."""
    from smslint.broadcast.options import settled, suppression
    from smslint.cli.preflight import broadcast_options
    from smslint.numbers.e164 import check_number
    from smslint.rules.doubts import doubts
    from smslint.rules.facts import make_facts
    from smslint.sending.gate import make_gate
    from smslint.sending.verdict import Outgoing

    at = shared.moment(options)
    asked = broadcast_options(options)
    config = settled(_config(options), asked)
    facts = make_facts({name: options[name] for name in ("state", "zone") if options[name]})
    number = check_number(to)
    message = Outgoing(body, number.e164 or to, options["kind"], at, facts=facts)
    with ExitStack() as stack:
        journal = shared.open_journal(options["journal_path"], dry_run=options["dry_run"])
        if journal is not None:
            stack.enter_context(journal)
        listed = suppression(config, asked) or None  # an empty one would be taken for a lost one
        gate = make_gate(config, suppression=listed, journal=journal, provider=SENDS_LISTS, region=asked.region)
        key = None if options["dry_run"] else shared.api_key(options["key_file"])
        verdict = gate(message)
        unknown, price = verdict.unknown, gate.price(message)
        if config.prices and price is None:
            unknown += ("what it costs: the rate card has no price there",)
        _show(message, verdict, price, unknown)
        if not verdict.passed or fails(options["strict"], (*unknown, *doubts(verdict.findings))):
            say("Refused; nothing was sent.")
            return 1
        if options["dry_run"]:
            say("It would be sent. This was a dry run: nothing was sent.")
            return 0
        if not shared.agreed("Send it?", yes=options["yes"]):
            say("Nothing was sent.")
            return 1
        from smslint.sending.octopods import OctopodsSender

        campaign = options["campaign"] or "single"
        sender = OctopodsSender(key, options["base"], gate=gate, journal=journal, campaign=campaign)
        return _send(stack.enter_context(sender), message)


def _send(sender: OctopodsSender, message: Outgoing) -> int:
    from smslint.numbers.masking import mask
    from smslint.sending.mask import holds_number
    from smslint.sending.outcome import SendFailed
    from smslint.sending.runner import stop_on_interrupt

    try:
        with stop_on_interrupt():  # Ctrl-C waits for the answer
            receipt = sender.send(message.body, message.to, kind=message.kind, facts=message.facts)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("the message may have been sent; a journal holds it as in doubt.") from None
    except SendRefused as refused:
        say(f"Refused; nothing was sent: {refused}")
        return 1
    except SendFailed as failed:
        say(f"Not accepted: {failed}")
        return 1
    named = receipt.message_id or receipt.request_id
    # An identifier is shown as it is, to be looked up, unless it contains the number.
    shown = mask(named) if holds_number(named, message.to) else named[:_LONGEST_NAME]
    say(f"Accepted by the provider: message {shown}.")
    return 0


def _show(message: Outgoing, verdict: Verdict, price: CostRange | None, unknown: tuple[str, ...]) -> None:
    from smslint.cli.send_text import finding_lines
    from smslint.numbers.masking import mask

    cost = (
        ""
        if price is None or price.most is None
        else f", at most {price.most:f} {price.currency} (as of {price.as_of})"
    )
    count = plural(verdict.segments, "segment")
    say(f"To {mask(message.to)}: {plural(len(message.body), 'character')}, {count}{cost}")
    for line in finding_lines(verdict.findings):
        say(line)
    for words in unknown:
        say(f"not known: {words}")


def _config(options: Mapping[str, Any]) -> Config:
    from smslint.project.config import Config, load_config
    from smslint.project.config_path import find_config

    path: Path | None = options["config_path"]
    if path is not None:
        load_config(path)  # an invalid file is an error even if it would not be used
    if options["isolated"]:
        return Config(Path())
    path = path or find_config(Path.cwd())
    return Config(Path()) if path is None else load_config(path)
