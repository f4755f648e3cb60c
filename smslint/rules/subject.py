"""A message as the checks see it: what it is for, and what its provider makes of it, in which alphabet and how many segments."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Self

from smslint.rules.facts import NOTHING
from smslint.rules.written import Written
from smslint.text.bounds import Bounds, bounds, either
from smslint.text.gsm7 import GSM7, Alphabet
from smslint.text.lengths import Lengths, lengths
from smslint.text.patterns import once
from smslint.text.renderings import renderings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.context import Context
    from smslint.rules.facts import Facts
    from smslint.text.substitutions import Substitution
    from smslint.text.tree import Text


class Subject(Written):
    """One message, prepared for the checks."""

    def knowing(self, facts: Facts) -> Self:
        """The same message with more facts that do not affect its text, such as its cost."""
        if facts is NOTHING or facts == NOTHING:
            return self
        from copy import copy

        other = copy(self)
        known = {"_context": self._context.knowing(facts)}
        if "context" in vars(self):
            known["context"] = self.context.knowing(facts)
        vars(other).update(known)
        return other

    def under(self, context: Context) -> Self:
        """The same message with another context, and nothing of what was computed with this one."""
        from copy import copy

        other = copy(self)
        kind = type(self)
        stated = {name: value for name, value in vars(self).items() if not isinstance(getattr(kind, name, None), once)}
        vars(other).clear()
        vars(other).update(stated, _context=context)
        return other

    @once
    def in_gsm7(self) -> Bounds:
        """Least and most segments if the text and each value of it were written in GSM-7, as far as our table has replacements."""
        from smslint.text.substitution_bounds import sent_bounds

        values, alphabet = self.values.in_gsm7(), GSM7 if self.languages else self.alphabet
        found = [
            sent_bounds(self.with_added(each), values, alphabet, "smslint", "partial")
            for each in (self.text, *self.others)
        ]
        return reduce(either, found)

    def about_to_be_sent(self) -> Self:
        """The same message as one that nothing fills any more."""
        from copy import copy

        other = copy(self)
        other.template = False
        return other

    @once
    def context(self) -> Context:
        """The context, with an inferred kind if none is given."""
        if self._context.kind is not None or self.error is not None:
            return self._context
        from smslint.rules.kinds import infer

        found = infer(self.first.text, [self._context.language] if self._context.language else None)
        evidence = ", ".join([cue.quoted for cue in found.evidence[:2]])
        return self._context.guessed(found.kind, evidence, found.score, found.certainty)

    @once
    def languages(self) -> tuple[str, ...]:
        """The languages whose national shift tables the provider uses: those that the project names, if the provider has them at all."""
        named = self._context.facts.national_languages
        if not named or self._context.provider == "generic" or not self.provider.national_language_shift:
            return ()
        from smslint.text.shift_tables import known

        return known(named)

    @once
    def alphabet(self) -> Alphabet:
        """The 7-bit alphabet that the provider sends in; with national shift tables, the one for the longest rendering."""
        if self._context.provider == "generic":
            return GSM7
        if self.languages:
            from smslint.text.national import best

            return best(self.bounds.most_witness or self.bounds.least_witness, self.languages)[0]
        return self.provider.alphabet(self._context.sender.type)

    @once
    def measuring(self) -> Alphabet:
        """The alphabet whose measure of a text that is filled and complete is what the provider bills: after its smart encoding, or in
        the national language that takes the fewest segments."""
        alphabet = self.alphabet
        if self.languages:
            from smslint.text.national import best

            languages = self.languages
            return GSM7.measuring(",".join(languages), lambda text: best(text, languages)[0].measure(text))
        if not self.smart_encoding:
            return alphabet
        from smslint.text.substitutions import apply

        table, smart = self.smart_encoding, self.provider.smart_encoding
        name = f"{smart.table} {smart.policy}"
        return alphabet.measuring(name, lambda text: alphabet.measure(apply(text, table, smart.policy, alphabet)))

    @once
    def smart_encoding(self) -> Mapping[str, Substitution]:
        """The characters that the provider replaces while its smart encoding is on."""
        if self._context.provider == "generic":
            return {}
        smart = self.provider.smart_encoding
        on = smart.default_on if self._context.smart_encoding is None else self._context.smart_encoding
        if not on or smart.table is None:
            return {}
        from smslint.text.substitutions import table

        return table(smart.table)

    @property
    def unknown_prefix(self) -> bool:
        """Whether the provider puts a text of its own before the message, or not: nothing that is stated says so."""
        return (
            self._context.prepended is None
            and self._context.provider != "generic"
            and self.provider.smart_encoding.spaces  # GOV.UK Notify alone has such a switch
        )

    @once
    def sent(self) -> Text:
        """The text as the provider sends it: with added text, and smart encoding applied to the literals."""
        if self._context.provider == "generic" or not self.smart_encoding:
            return self.whole
        from smslint.text.substitutions import substituted

        return substituted(self.whole, self.smart_encoding, self.provider.smart_encoding.policy, self.alphabet)

    @property
    def sent_text(self) -> str:
        """The first rendering as the provider sends it; for a concrete text, the text itself."""
        return (self.first if self.sent is self.whole else renderings(self.sent, self.values)[0]).text

    @once
    def bounds(self) -> Bounds:
        """Least and most segments, as the provider counts them: its alphabet, its smart encoding, national shift tables."""
        found = self.bounds_of(self.text)
        for other in self.others:
            found = either(found, self.bounds_of(other))
        return found

    def bounds_of(self, text: Text) -> Bounds:
        """Those of one reading of the text, with what is added to it."""
        text = self.whole if text is self.text else self.with_added(text)
        if self._context.provider == "generic":
            return bounds(text, self.values)
        if self.languages:
            from smslint.text.national import bounds as national_bounds

            return national_bounds(text, self.values, self.languages)
        if not self.smart_encoding:
            return bounds(text, self.values, self.alphabet)
        from smslint.text.substitution_bounds import sent_bounds

        smart = self.provider.smart_encoding
        return sent_bounds(text, self.values, self.alphabet, smart.table or "", smart.policy)

    @once
    def lengths(self) -> Lengths:
        """Least and most characters of what the provider gets."""
        return lengths(self.with_appended(self.text), self.values)
