"""The options of the checks: a class for each check that has any, with the reader and the default of each option."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from smslint.rules.compound_readers import Maybe, Named, Several, WholeWords
from smslint.rules.context import ABOUT_RECIPIENT
from smslint.rules.lexicons import lexicon_at
from smslint.rules.options import Option, Options
from smslint.rules.readers import Expression, Flag, LexiconName, OneOf, Region, Template, Text, Whole, Word
from smslint.vocabulary import KINDS, PROGRAMS, STALE_DAYS
from smslint.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.rules.lexicon import Lexicon
    from smslint.rules.options import Place
    from smslint.rules.rule import Rule


def _number_types() -> tuple[str, ...]:
    from smslint.numbers.capability import BY_TYPE

    return tuple(BY_TYPE)


class Boundary(Options):
    """Options of ``boundary``."""

    under = Option(
        Whole(0, 160), 0, about="A message is reported if at most this many units are left before a segment boundary."
    )
    over = Option(
        Whole(0, 160), 0, about="A message is reported if it is at most this many units above a segment boundary."
    )


class Brand(Options):
    """Options of ``brand``."""

    only_first = Option(Flag(), False, about="Whether only the first message to a recipient is checked.")


class CharacterLimit(Options):
    """Options of ``character-limit``."""

    max_characters = Option(
        Maybe(Whole(1, 39_015)), None, about="The most characters of a message; the provider's limit if not set."
    )


class CountryText(Options):
    """Options of ``country-text``."""

    lexicon = Option(Maybe(LexiconName()), None, about="The lexicon of the phrase that a country requires.")
    without_consent = Option(
        Several(Region()), (), about="The regions that require it only if the recipient has not consented."
    )


class Directive(Options):
    """Options of ``directive``."""

    unused = Option(Flag(), False, about="Whether it reports unused directives; otherwise it reports invalid ones.")


class FrequencyCap(Options):
    """Options of ``frequency-cap``."""

    max_per_day = Option(
        Maybe(Whole(0, 10_000)),
        None,
        about="The most messages that the project sends one recipient in 24 hours: a marketing message above it is refused, unless the project gives the rule another severity.",
    )


class OneLexicon(Options):
    """Options of every check that searches for the entries of one lexicon."""

    lexicon = Option(LexiconName(), about="The lexicon to search for.")


class LexiconGroups(OneLexicon):
    """Options of ``lexicon-groups``."""

    groups = Option(Named(Text(), Text()), {}, about="The groups of the lexicon to report, with the name of each.")
    message = Option(
        Template("group", "words"), "This reads like {group}: {words}.", about="The message of the finding."
    )
    regions = Option(
        Several(Region()),
        (),
        about="The countries whose carriers publish such a list; in others, the country profile decides.",
    )
    bans = Option(
        Named(Text(), Several(Text())),
        {},
        about="The words with which country profiles ban each group; without them, its name in the lexicon.",
    )

    @classmethod
    def read(cls, values: Mapping[Any, object], place: Place, before: Options | None = None) -> Self:
        """The options, after a check that the lexicon has each of the groups."""
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
    """Options of ``lexicon-phrase``."""

    message = Option(Template("match"), "{match} should not be here.", about="The message of the finding.")


class OtpText(Options):
    """Options of ``otp-text``."""

    max_segments = Option(Whole(1, 255), 1, about="The most segments of a message with a code.")
    warnings = Option(
        Named(Text(), Several(Expression())),
        {},
        about="For each language, patterns of warnings against sharing the code.",
    )


class ForbiddenPattern(Options):
    """Options of ``pattern``."""

    forbid = Option(Several(Expression()), (), about="Patterns that no rendering may contain.")
    unless = Option(Several(Expression()), (), about="Patterns of harmless text: a match inside it is not reported.")
    message = Option(Template("match"), "{match} must not be here.", about="The message of the finding.")
    once = Option(Flag(), False, about="Whether one finding names the first place and labels the others.")


class PriceAge(Options):
    """Options of ``price-age``."""

    max_age_days = Option(Whole(0, 36_500, "of days"), STALE_DAYS, about="The age in days from which prices are old.")


class ProgrammeText(Options):
    """Options of ``programme-text``."""

    asks = Option(
        Named(OneOf(PROGRAMS), Named(Text(), Several(Expression()))),
        {},
        about="For each part of a programme, what its text must say and the patterns that find it.",
    )
    regions = Option(Several(Region()), (), about="The countries where it is required; all if empty.")


class RecipientFact(Options):
    """Options of ``recipient-fact``."""

    fact = Option(OneOf(tuple(sorted(ABOUT_RECIPIENT))), about="The fact about the recipient.")
    says = Option(Text(), "is at fault", about="The text of the finding about the recipient.")
    error_for = Option(
        Several(OneOf(KINDS)),
        (),
        about="The kinds of message for which the finding is an error, whatever the severity.",
    )


class RecipientNumber(Options):
    """Options of ``recipient-number``."""

    about = Option(
        OneOf(("validity", "form")),
        "validity",
        about="Whether the number is valid, or whether a valid one is written in E.164.",
    )


class ReplyWord(Options):
    """Options of ``reply-word``."""

    for_ = Option(
        OneOf(("opt-out", "ordinary")), about="Words that should opt people out, or words that mean something else."
    )
    objects = Option(
        WholeWords(), None, about="The things that a reply can be about, other than the messages; anything if empty."
    )
    known = Option(Several(Word()), (), about="Words that some provider acts on, used if the provider is unknown.")


class RequiredPhrase(OneLexicon):
    """Options of ``required-phrase``."""

    what = Option(Text(), "the required phrase", about="The name of the phrase in the finding.")


class SegmentBudget(Options):
    """Options of ``segment-budget``."""

    max_segments = Option(Whole(1, 255), 3, about="The most segments of a message.")
    locales = Option(
        Named(Text(), Whole(1, 255)),
        {},
        about="The most segments of a message in a language, by its tag: {ru: 4, pt-BR: 3}.",
    )


class SenderForm(Options):
    """Options of ``sender-form``."""

    least = Option(
        Whole(1, 11), 1, about="The fewest characters of a sender ID; a provider or a country may ask for more."
    )
    generic = Option(
        Several(Word()), ("INFO", "ALERT", "VERIFY", "SMS"), about="Names that say nothing about the sender; some countries block them."
    )  # fmt: skip


class Shouting(Options):
    """Options of ``shouting``."""

    least_letters = Option(Whole(0, 39_015), 20, about="Texts with fewer letters may be all in capitals.")
    percent = Option(
        Whole(0, 100, "of percent"), 50, about="The percentage of capital letters from which a text is reported."
    )


class StateHours(Options):
    """Options of ``state-hours``."""

    strict = Option(Flag(), False, about="Whether states are included whose law may not apply to texts.")


class Textable(Options):
    """Options of ``textable``."""

    allow = Option(
        Several(OneOf(_number_types, "a type of number", "types of numbers")),
        (),
        about="Types of numbers to allow, in addition to the usual ones.",
    )


@lru_cache(maxsize=256)
def lexicon_of(rule: Rule) -> Lexicon:
    """The lexicon that a rule names: from its own pack if that has one of this name, otherwise the shipped one.

    :raises PackError: when it cannot be used.
    """
    return lexicon_at(OneLexicon.of(rule).lexicon, rule.path)
