"""The table of checks that rules can name: each has one module with one function, and its options."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from smslint.records import NamedTuple
from smslint.rules.check_options import (
    Boundary,
    Brand,
    CharacterLimit,
    CountryText,
    Directive,
    ForbiddenPattern,
    FrequencyCap,
    LexiconGroups,
    LexiconPhrase,
    OneLexicon,
    OtpText,
    PriceAge,
    ProgrammeText,
    RecipientFact,
    RecipientNumber,
    ReplyWord,
    RequiredPhrase,
    SegmentBudget,
    SenderForm,
    Shouting,
    StateHours,
    Textable,
)
from smslint.rules.options import Options
from smslint.rules.registration_options import (
    ApprovedTemplate,
    ExportedTemplate,
    RegisteredBrand,
    RegisteredContent,
    RegisteredNeeds,
    RegisteredSample,
    RegisteredWords,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

    Function: TypeAlias = "Callable[[Rule, Subject], Iterator[Finding]]"


class Check(NamedTuple):
    """A kind of check: the module of its ``check`` function, and the options that a rule may give it."""

    module: str
    options: type[Options] = Options


CHECKS: Final[dict[str, Check]] = {
    "alphabet": Check("alphabet"),
    "approved-template": Check("approved_template", ApprovedTemplate),
    "boundary": Check("boundary", Boundary),
    "brand": Check("brand", Brand),
    "character-limit": Check("character_limit", CharacterLimit),
    "code-line": Check("code_line"),
    "cost-budget": Check("cost_budget"),
    "country-link": Check("country_link"),
    "country-text": Check("country_text", CountryText),
    "dead-entry": Check("dead_entry"),
    "directive": Check("directive", Directive),
    "divided-link": Check("divided_link"),
    "dlt-template": Check("dlt_template"),
    "doubled-phrase": Check("doubled_phrase", RequiredPhrase),
    "empty-body": Check("empty_body"),
    "exported-template": Check("exported_template", ExportedTemplate),
    "false-reply": Check("false_reply", OneLexicon),
    "frequency-cap": Check("frequency_cap", FrequencyCap),
    "greeting": Check("greeting"),
    "html-escape": Check("html_escape"),
    "invisible-character": Check("invisible"),
    "isolation-marks": Check("isolation_marks"),
    "leak": Check("leak", OneLexicon),
    "lexicon-groups": Check("lexicon_groups", LexiconGroups),
    "lexicon-phrase": Check("lexicon_phrase", LexiconPhrase),
    "link": Check("link", OneLexicon),
    "link-form": Check("link_form"),
    "locales": Check("locales"),
    "marketing-hours": Check("marketing_hours"),
    "merge-field": Check("merge_field"),
    "mixed-script": Check("mixed_script"),
    "only-confirms": Check("only_confirms", OneLexicon),
    "lost-code": Check("lost_code"),
    "plural-forms": Check("plural_forms"),
    "provider-split": Check("provider_split"),
    "otp-text": Check("otp_text", OtpText),
    "parts": Check("parts"),
    "pattern": Check("pattern", ForbiddenPattern),
    "price-age": Check("price_age", PriceAge),
    "programme-text": Check("programme_text", ProgrammeText),
    "recipient-fact": Check("recipient_fact", RecipientFact),
    "recipient-number": Check("recipient_number", RecipientNumber),
    "registered-brand": Check("registered_brand", RegisteredBrand),
    "registered-content": Check("registered_content", RegisteredContent),
    "registered-field": Check("registered_field"),
    "registered-language": Check("registered_language"),
    "registered-link": Check("registered_link"),
    "registered-needs": Check("registered_needs", RegisteredNeeds),
    "registered-sample": Check("registered_sample", RegisteredSample),
    "registered-words": Check("registered_words", RegisteredWords),
    "registered-use-case": Check("registered_use_case"),
    "reply-word": Check("reply_word", ReplyWord),
    "required-phrase": Check("required_phrase", RequiredPhrase),
    "rest-days": Check("rest_days"),
    "review-date": Check("review"),
    "sample-sent": Check("sample_sent"),
    "sample-brand": Check("sample_brand"),
    "sample-count": Check("sample_count"),
    "sample-kind": Check("sample_kind"),
    "sample-opt-out": Check("sample_opt_out", OneLexicon),
    "sample-placeholder": Check("sample_placeholder"),
    "repeated-sample": Check("repeated_sample"),
    "secret-number": Check("secret_number"),
    "segment-budget": Check("segment_budget", SegmentBudget),
    "sender-form": Check("sender_form", SenderForm),
    "sender-registration": Check("sender_registration"),
    "sender-support": Check("sender_support"),
    "several-messages": Check("several_messages"),
    "shouting": Check("shouting", Shouting),
    "source": Check("source"),
    "state-hours": Check("state_hours", StateHours),
    "template": Check("template"),
    "textable": Check("textable", Textable),
    "translated-placeholders": Check("translated_placeholders"),
    "truncation-mark": Check("truncation_mark"),
    "undeclared": Check("undeclared"),
    "unknown-format": Check("unknown_format"),
    "untranslated": Check("untranslated"),
    "white-space": Check("white_space"),
}
"""A check's name, as rules write it, to its module and options."""


class _Functions(dict[str, "Function"]):
    def __missing__(self, name: str) -> Function:
        module = import_module(f"smslint.rules.checks.{CHECKS[name].module}")
        function = self[name] = cast("Function", module.check)
        return function


FUNCTIONS: Final = _Functions()
"""A check's name to its function; the module is imported at the first look."""
