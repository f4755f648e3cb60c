"""The moment of sending as the checks see it: a recipient, a time, and what is known, without a message."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.span import Span
from smslint.text.patterns import once

if TYPE_CHECKING:
    from smslint.errors import TemplateError
    from smslint.numbers.e164 import Number
    from smslint.rules.context import Context
    from smslint.rules.providers import Provider


@lru_cache(maxsize=32)
def _profile(name: str) -> Provider:
    from smslint.rules.providers import load

    return load(name)


class Occasion:
    """The moment of sending without a message: a recipient, a time, and what is known. A :class:`~smslint.rules.written.Written` adds the text."""

    dialect = "plain"
    error: TemplateError | None = None

    def __init__(self, context: Context, to: str | None = None) -> None:
        self._context, self.to = context, to
        if to is None:
            self.regions = context.regions

    @once
    def hay(self) -> str:
        """All literal text and names of placeholders in lower case: for a quick test before an expensive search."""
        return ""

    @once
    def shown(self) -> str:
        """The same with the renderings, where a placeholder with only one value is that value."""
        return self.hay

    @property
    def context(self) -> Context:
        """The context, with an inferred kind."""
        return self._context

    @property
    def stated(self) -> Context:
        """The context as given, before a kind is inferred."""
        return self._context

    @property
    def looks_like(self) -> str:
        """A remark for findings that depend on the kind, if the kind is a guess; otherwise empty."""
        context = self.context
        if not context.kind_inferred:
            return ""
        return (
            f" (it looks like {context.kind}: {context.evidence})"
            if context.evidence
            else f" (it looks {context.kind})"
        )

    @once
    def provider(self) -> Provider:
        """The profile of the provider."""
        return _profile(self._context.provider)

    @once
    def number(self) -> Number | None:
        """The recipient, if there is one."""
        if self.to is None:
            return None
        from smslint.numbers.e164 import check_number

        return check_number(self.to)

    @once
    def regions(self) -> tuple[str, ...]:
        """Its destinations: the recipient's region if known, otherwise the regions of the context."""
        if self.to is not None and self.number is not None and self.number.valid and self.number.region:
            return (self.number.region,)
        if self.to is not None and self.number is not None and not self.number.valid:
            from smslint.rules.local_time import new_area_code

            new = new_area_code(self)
            return self._context.regions if new is None else (new.country,)
        return self._context.regions

    @property
    def span(self) -> Span:
        """The whole message, for findings about all of it."""
        return Span(0, 0)
