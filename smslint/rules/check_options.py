"""The options of the checks: a class for each check that has any, with the reader and the default of each option."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from smslint.rules.context import ABOUT_RECIPIENT
from smslint.rules.options import Option, Options
from smslint.rules.readers import (
    Expression,
    Flag,
    LexiconName,
    Maybe,
    Named,
    OneOf,
    Region,
    Several,
    Template,
    Text,
    Whole,
    WholeWords,
    Word,
)
from smslint.settings import nearest
from smslint.vocabulary import PROGRAMS, STALE_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.lexicons import Lexicon
    from smslint.rules.options import Place
    from smslint.rules.rule import Rule


def _number_types() -> tuple[str, ...]:
    from smslint.numbers.capability import BY_TYPE

    return tuple(BY_TYPE)


class Boundary(Options):
    """Of ``boundary``."""

    under = Option(Whole(0, 160), 0, about="The message is named when so few units or fewer are left before an edge.")
    over = Option(Whole(0, 160), 0, about="The message is named when it is so many units or fewer over an edge.")


class Brand(Options):
    """Of ``brand``."""

    only_first = Option(Flag(), False, about="Whether only a first message to a recipient is looked at.")


class CharacterLimit(Options):
    """Of ``character-limit``."""

    max_characters = Option(
        Maybe(Whole(1, 39_015)), None, about="The most characters of a message; the provider's own limit when not set."
    )


class CountryText(Options):
    """Of ``country-text``."""

    lexicon = Option(Maybe(LexiconName()), None, about="Where the phrase is listed that a country asks for.")
    without_consent = Option(
        Several(Region()), (), about="The regions that ask for it only where the recipient has not consented."
    )


class Directive(Options):
    """Of ``directive``."""

    unused = Option(Flag(), False, about="Whether it names what changes nothing, and not what cannot be read.")


class FrequencyCap(Options):
    """Of ``frequency-cap``."""

    max_per_day = Option(
        Maybe(Whole(0, 10_000)), None, about="The most messages that the project sends one recipient in 24 hours."
    )


class OneLexicon(Options):
    """Of every check that looks for what one lexicon lists."""

    lexicon = Option(LexiconName(), about="The lexicon that is looked for.")


class LexiconGroups(OneLexicon):
    """Of ``lexicon-groups``."""

    groups = Option(Named(Text(), Text()), {}, about="The groups of the lexicon that count, and what each is called.")
    message = Option(Template("group", "words"), "This reads like {group}: {words}.", about="What the finding says.")
    regions = Option(
        Several(Region()), (), about="Where carriers publish such a list; elsewhere the country's own bans count."
    )

    @classmethod
    def read(cls, values: Mapping[Any, object], place: Place, before: Options | None = None) -> Self:
        """The options, once it is sure that the lexicon has each of the groups."""
        options = super().read(values, place, before)
        from smslint.rules.lexicons import lexicon_at

        known = {entry.group for entry in lexicon_at(options.lexicon, place.rule).entries()}
        for group in options.groups:
            if group not in known:
                place.fail(
                    f"the lexicon {options.lexicon!r} has no group {group!r}{nearest(group, known)}", "groups", group
                )
        return options


class LexiconPhrase(OneLexicon):
    """Of ``lexicon-phrase``."""

    message = Option(Template("match"), "{match} should not be here.", about="What the finding says.")


class OtpText(Options):
    """Of ``otp-text``."""

    max_segments = Option(Whole(1, 255), 1, about="The most segments of a message with a code.")
    warnings = Option(
        Named(Text(), Several(Expression())), {}, about="For each language, what warns against sharing the code."
    )


class ForbiddenPattern(Options):
    """Of ``pattern``."""

    forbid = Option(Several(Expression()), (), about="What no rendering may hold.")
    unless = Option(Several(Expression()), (), about="Around what a match is harmless.")
    message = Option(Template("match"), "{match} must not be here.", about="What the finding says.")


class PriceAge(Options):
    """Of ``price-age``."""

    max_age_days = Option(Whole(0, 36_500, "of days"), STALE_DAYS, about="From which age on prices are called old.")


class ProgrammeText(Options):
    """Of ``programme-text``."""

    asks = Option(
        Named(OneOf(PROGRAMS), Named(Text(), Several(Expression()))),
        {},
        about="For each part of a programme, what its text has to say and the patterns that find it.",
    )
    regions = Option(Several(Region()), (), about="Where this is asked; everywhere when empty.")


class RecipientFact(Options):
    """Of ``recipient-fact``."""

    fact = Option(OneOf(tuple(sorted(ABOUT_RECIPIENT))), about="The fact about the recipient.")
    says = Option(Text(), "is at fault", about="What the finding says about the recipient.")


class RecipientNumber(Options):
    """Of ``recipient-number``."""

    about = Option(
        OneOf(("validity", "form")),
        "validity",
        about="Whether the number is valid, or whether a valid one is written in E.164.",
    )


class ReplyWord(Options):
    """Of ``reply-word``."""

    for_ = Option(
        OneOf(("opt-out", "ordinary")), about="Words that should opt people out, or words that mean something else."
    )
    objects = Option(
        WholeWords(), None, about="What a reply can be about when it is not about the messages; anything when empty."
    )
    known = Option(
        Several(Word()), (), about="Words that some provider acts upon, when it is not known which one sends."
    )


class RequiredPhrase(OneLexicon):
    """Of ``required-phrase``."""

    what = Option(Text(), "the required phrase", about="What the finding calls the phrase.")


class SegmentBudget(Options):
    """Of ``segment-budget``."""

    max_segments = Option(Whole(1, 255), 3, about="The most segments of a message.")


class SenderForm(Options):
    """Of ``sender-form``."""

    least = Option(Whole(1, 11), 3, about="The fewest characters of a sender ID.")


class Shouting(Options):
    """Of ``shouting``."""

    least_letters = Option(Whole(0, 39_015), 20, about="Shorter texts may be all in capitals.")
    percent = Option(Whole(0, 100, "of percent"), 50, about="From which share of capitals on a text shouts.")


class StateHours(Options):
    """Of ``state-hours``."""

    strict = Option(Flag(), False, about="Whether states count whose law may not reach texts.")


class Textable(Options):
    """Of ``textable``."""

    allow = Option(
        Several(OneOf(_number_types, "a type of number", "types of numbers")),
        (),
        about="Types of numbers that are texted anyway.",
    )


@lru_cache(maxsize=256)
def lexicon_of(rule: Rule) -> Lexicon:
    """The lexicon that a rule names: of its own pack where that has one of the name, else the shipped one.

    :raises PackError: when it cannot be used.
    """
    from smslint.rules.lexicons import lexicon_at

    return lexicon_at(OneLexicon.of(rule).lexicon, rule.path)
