"""A first ``registration.yaml`` of a project: its brand, a campaign for each kind of message, and samples from its templates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from smslint.project.layers import merge
from smslint.records import NamedTuple
from smslint.rules import registries
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.project.files import Target
    from smslint.project.outcome import Reviewed
    from smslint.project.project import Project
    from smslint.project.run import Runner

MOST_SAMPLES: Final = 5
"""The samples that every registry takes."""
_USE_CASES: Final = {"marketing": "MARKETING", "otp": "2FA", "transactional": "ACCOUNT_NOTIFICATION"}
_BY_PROVIDER: Final = {"octopods": "twilio"}
"""Providers that register with another one."""


class Proposed(NamedTuple):
    """A message of the project that may be a sample, or a text of the programme."""

    file: str
    key: str | None
    kind: str
    program: str
    """``confirmation``, ``help`` or ``stop``; else empty."""

    @property
    def reference(self) -> str:
        """How a registration names it."""
        key = "" if self.key is None else f", key: {json.dumps(self.key, ensure_ascii=False)}"
        return f"{{file: {json.dumps(self.file, ensure_ascii=False)}{key}}}"


def proposed(targets: Iterable[Target], runner: Runner) -> Iterator[Proposed]:
    """The messages of the project."""
    for target in targets:
        for each in runner.reviewed(target):
            if _usable(each):
                assert each.subject is not None
                assert each.result is not None
                assert each.message is not None
                yield Proposed(
                    target.inside or target.shown, each.message.key, each.result.kind, each.subject.context.program
                )


def _usable(each: Reviewed) -> bool:
    return (
        each.subject is not None and each.result is not None and each.message is not None and each.subject.error is None
    )


def propose(project: Project, messages: Sequence[Proposed]) -> str:
    """The text of the file, with a comment on each field that a person must fill."""
    settings = merge(project.config.layers).settings
    brand = settings.get("brand")
    name = (brand if isinstance(brand, str) else next(iter(brand or ()), "")) or "TODO"
    domains = settings.get("domains")
    domain = domains if isinstance(domains, str) else next(iter(domains or ()), "")
    website = f"https://{domain}" if domain else ""
    provider = str(settings.get("provider", "")).lower()
    registry = _BY_PROVIDER.get(provider, provider)
    lines = [
        "# What is registered for this project's senders. smslint registration check says why it would be refused,",
        "# and which messages are not registered.",
        "brand:",
        f"  name: {_quoted(name)}            # as recipients know it",
        '  legal_name: ""                   # as the tax office knows it',
        f"  website: {_quoted(website)}      # samples link to it",
        '  email: ""                        # of the website\'s domain, not of a public mail service',
        f"privacy: {{url: {_quoted(website and website + '/privacy')}}}   # file: docs/privacy.md checks its text, too",
        f"terms: {{url: {_quoted(website and website + '/sms-terms')}}}",
        "campaigns:",
    ]
    kinds = [kind for kind in _USE_CASES if any(each.kind == kind and not each.program for each in messages)] or [
        "transactional"
    ]
    for kind in kinds:
        lines += _campaign(
            kind,
            registry if registry in registries.names() else "tcr",
            [each for each in messages if each.kind == kind or each.program],
        )
    return "\n".join(lines) + "\n"


def _campaign(kind: str, registry: str, messages: Sequence[Proposed]) -> list[str]:
    programme = {each.program: each.reference for each in messages if each.program}
    samples = [each for each in messages if not each.program]
    lines = [
        f"  - name: {kind}",
        f"    registry: {registry}             # the form: {', '.join(registries.names())}",
        "    sender: long_code                # or toll_free, short_code",
        f"    use_case: {json.dumps(_USE_CASES[kind])}",
        '    description: ""                  # who texts whom about what, in at least 40 characters',
        '    flow: ""                         # how people opt in, with the words beside the checkbox',
        "    opt_in:",
        "      methods: []                    # web, text, verbal, paper, qr_code, point_of_sale, app",
        f"      confirmation: {programme.get('confirmation', _quoted(''))}",
        f"    help: {{keywords: [HELP], reply: {programme.get('help', _quoted(''))}}}",
        f"    stop: {{keywords: [STOP], reply: {programme.get('stop', _quoted(''))}}}",
        "    samples:                         # real messages; what varies is in [brackets]",
        *(f"      - {each.reference}" for each in samples[:MOST_SAMPLES]),
    ]
    if len(samples) > MOST_SAMPLES:
        lines.append(f"      # of this kind the project has {plural(len(samples), 'message')}")
    if samples:
        files = sorted({each.file for each in samples})
        lines.append(
            f"    messages: [{', '.join(map(_quoted, files[:20]))}]   # the files whose messages this campaign sends"
        )
    lines.append("    attributes: {}                   # links, phones, age_gated, direct_lending: true or false")
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
