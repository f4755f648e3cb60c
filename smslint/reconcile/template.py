"""The messages of a project as they are looked for in a log: their trees, and how their provider counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.covering import coverage
from smslint.project.outcome import gathered
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.coverage import Coverage
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome, Reviewed
    from smslint.project.run import Runner
    from smslint.rules.providers import Provider
    from smslint.rules.subject import Subject
    from smslint.text.gsm7 import Alphabet
    from smslint.text.tree import Text
    from smslint.text.values import ValueTable


class Template(NamedTuple):
    """One message, with the texts of all its plural forms and readings."""

    path: str
    """As reports show it."""
    key: str | None
    locale: str | None
    line: int
    kind: str
    inside: str
    """The path relative to the configuration."""
    least: int
    most: int | None
    """Segments; ``None`` without a limit."""
    encodings: tuple[str, ...]
    texts: tuple[Text, ...]
    values: ValueTable
    alphabet: Alphabet
    """As the provider counts it: after its smart encoding, if that is on."""
    plain: Alphabet
    """The provider's alphabet alone."""
    provider: Provider
    appended: str = ""

    @property
    def name(self) -> str:
        """``locales/en.yml sms.welcome``, not escaped."""
        return f"{self.path} {self.key}" if self.key else self.path

    def smart(self, text: str) -> str:
        """A text as the provider sends it with its smart encoding switched on."""
        return self.provider.smart_encoding.apply(text, self.plain)


class Templates(NamedTuple):
    """The messages of a project, by path and place, and what is unknown about its files."""

    templates: list[Template]
    coverage: Coverage


def templates(targets: Iterable[Target], runner: Runner) -> Templates:
    """The messages of a project; the forms of one key are one message."""
    found: dict[tuple[str, str | None, str | None, int], Template] = {}
    outcomes: list[tuple[Target, Outcome]] = []
    for target in targets:
        records = list(runner.reviewed(target))
        outcomes.append((target, gathered(records)))
        for each in records:
            if each.result is None or each.subject is None or each.subject.error is not None:
                continue
            made = _template(target, each, each.subject)
            # Without a key, the line is what tells two messages of a file apart.
            name = (made.path, made.key, made.locale, 0 if made.key else made.line)
            found[name] = made if name not in found else _both(found[name], made)
    return Templates(list(found.values()), coverage(outcomes, runner.named))


def _template(target: Target, reviewed: Reviewed, subject: Subject) -> Template:
    result = reviewed.result
    assert result is not None
    added = [] if subject.whole is subject.text else [subject.whole]
    provider = subject.provider
    return Template(
        path=target.shown,
        key=result.key,
        locale=result.locale,
        line=result.line,
        kind=result.kind,
        inside=target.inside,
        least=result.least,
        most=result.most,
        encodings=result.encodings,
        texts=(subject.text, *added, *subject.others),
        values=subject.values,
        alphabet=subject.measuring,
        plain=subject.alphabet,
        provider=provider,
        appended=subject.context.appended,
    )


def _both(one: Template, other: Template) -> Template:
    most = None if one.most is None or other.most is None else max(one.most, other.most)
    return one._replace(
        least=min(one.least, other.least),
        most=most,
        encodings=tuple(dict.fromkeys((*one.encodings, *other.encodings))),
        texts=(*one.texts, *other.texts),
    )
