"""The options of the checks that look at registrations, samples and approved templates."""

from __future__ import annotations

from smslint.rules.campaign import ATTRIBUTES, FIELDS
from smslint.rules.check_options import OneLexicon
from smslint.rules.compound_readers import Named, Several
from smslint.rules.options import Option, Options
from smslint.rules.readers import Expression, Flag, OneOf, Text


class RegisteredNeeds(Options):
    """Options of ``registered-needs``."""

    field = Option(OneOf(FIELDS), about="The field of a registration that the rule is about.")
    asks = Option(
        Named(Text(), Several(Expression())),
        {},
        about="What its text must say, by a short name, and the patterns that find it.",
    )
    words = Option(Named(Text(), Text()), {}, about="What it must say, in words that follow 'does not say'.")
    names_brand = Option(Flag(), False, about="Whether it must name the brand.")
    if_refused = Option(Several(Text()), (), about="What only some registries ask for: those that have a code for it.")
    excused = Option(
        Named(Text(), Several(Text())), {}, about="For a use case, what its texts need not say: a code is one message."
    )
    only_for = Option(Several(Text()), (), about="The use cases that must say it; without any, all.")


class ApprovedTemplate(Options):
    """Options of ``approved-template``."""

    about = Option(
        OneOf(("none", "near", "values")),
        about="Whether it reports a message that no approved template is near, one that differs from a template, or values that its variables do not hold.",
    )


class ExportedTemplate(Options):
    """Options of ``exported-template``."""

    about = Option(
        OneOf(("problem", "sent")), about="Whether it reports a problem of an export, or a template that nothing sends."
    )


class RegisteredBrand(Options):
    """Options of ``registered-brand``."""

    public_mail = Option(Several(Text()), (), about="Domains where anybody gets an address.")
    entity_words = Option(Several(Text()), (), about="Words in a name that only a company has.")


class RegisteredContent(OneLexicon):
    """Options of ``registered-content``."""

    declared_by = Option(
        Named(Text(), OneOf(ATTRIBUTES)), {}, about="For each group of the lexicon, the attribute that declares it."
    )


class RegisteredWords(Options):
    """Options of ``registered-words``."""

    field = Option(OneOf(FIELDS), about="The field of a registration that the rule is about.")
    forbid = Option(Several(Expression()), (), about="The patterns of words that it must not have.")
    need = Option(Text(), about="What registries call it, in the data of their codes.")
    if_refused = Option(Flag(), False, about="Whether it asks only registries that have a code for it.")
    allowed_for = Option(Several(Text()), (), about="The use cases that may have the words.")
    says = Option(Text(), about="What the words say, as the end of a sentence.")


class RegisteredSample(OneLexicon):
    """Options of ``registered-sample``: the lexicon has the phrases that a message must not lose."""

    about = Option(
        OneOf(("near", "none")), about="Whether it reports a message near a sample, or one that no sample is near."
    )
