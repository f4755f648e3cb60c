"""Provider profiles: how a provider limits, encodes, splits and refuses a text. Data: ``rules/providers``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.data import data_path
from smslint.errors import ConfigError
from smslint.records import NamedTuple, dataclass
from smslint.rules import differing, packfile
from smslint.sealed import sealed
from smslint.text import gsm7
from smslint.text.substitutions import NORMALISED, POLICIES, apply, table
from smslint.wording import nearest, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.rules.differing import Differing

SPLITS = ("greedy", "words", "graphemes")
"""How a long text is cut: segments filled to the last unit, at whole words, or with whole grapheme clusters."""

SENDERS = ("long_code", "toll_free", "short_code", "alphanumeric")

_ASCII = "\n\r" + "".join(map(chr, range(0x20, 0x7F)))
_ALPHABETS = {
    "gsm7": gsm7.GSM7,
    "telnyx": gsm7.Alphabet(
        "telnyx", "".join(char for char in gsm7.DEFAULT if char not in "ΔΦΓΛΩΠΨΣΘΞÇ¤"), gsm7.EXTENSION
    ),
    "ascii": gsm7.Alphabet("ascii", _ASCII, ""),
}
FACTS = ("limits", "alphabets", "smart_encoding", "split", "keywords", "errors", "interface")
"""The fields about which pages of a provider may differ."""

_KEYS = "provider title limits alphabets smart_encoding split national_language_shift keywords errors confidence sources notes sources_differ"


class SmartEncoding(NamedTuple):
    """Whether and how characters outside the alphabet are replaced. ``default_on``: without a setting."""

    policy: str = "none"
    table: str | None = None
    default_on: bool = False
    note: str = ""

    @property
    def always(self) -> bool:
        """Whether it replaces a character whatever else is in the text."""
        return self.policy in ("partial", NORMALISED)

    @property
    def spaces(self) -> bool:
        """Whether it changes the white space too."""
        return self.policy == NORMALISED

    def apply(self, text: str, alphabet: gsm7.Alphabet = gsm7.GSM7) -> str:
        """The text as it is sent with this setting switched on."""
        return text if self.table is None else apply(text, table(self.table), self.policy, alphabet)


@sealed
@dataclass(frozen=True, slots=True)
class Keywords:
    """Words that the provider reads as a command if they are the whole reply. ``by_sender`` limits the opt-out words."""

    opt_out: tuple[str, ...]
    opt_in: tuple[str, ...]
    help: tuple[str, ...]
    by_sender: Mapping[str, tuple[str, ...]]

    def opt_out_for(self, sender: str | None) -> tuple[str, ...]:
        """The opt-out words that work for a type of sender."""
        return self.by_sender.get(sender or "", self.opt_out)


@sealed
@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, as its documentation describes it."""

    name: str
    title: str
    max_characters: int | None
    max_characters_ucs2: int | None
    """The limit of a body that is sent as UCS-2, where it is another."""
    counts: str
    """What a character of the limit is: ``code_points``, or ``code_units`` where an emoji counts as two."""
    min_sender_id: int
    """The fewest characters of a sender name."""
    max_segments: int | None
    alphabets: Mapping[str, str]
    disputed: str
    """The characters of its alphabet that may need UCS-2, because its own pages differ."""
    smart_encoding: SmartEncoding
    split: str
    national_language_shift: bool
    keywords: Keywords
    errors: Mapping[str, str]
    confidence: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...]
    sources_differ: tuple[Differing, ...]

    def alphabet(self, sender: str | None = None) -> gsm7.Alphabet:
        """The 7-bit alphabet for a type of sender."""
        return _ALPHABETS[self.alphabets.get(sender or "", self.alphabets["default"])]

    def doubt(self, *facts: str) -> str:
        """What the provider's pages say differently about some fields, if that is not settled; empty if they agree."""
        return differing.doubt(self.sources_differ, *facts)

    def predicted(
        self, code: str, name: str | None = None, region: str | None = None, sender: str | None = None
    ) -> str | None:
        """The provider's error for a finding of a rule, such as ``Twilio 21617``.

        The most exact entry decides: code, region and type of sender; code and region; name; code. The entry ``none`` says
        that the provider returns no error of its own.
        """
        for key in (f"{code}:{region}:{sender}", f"{code}:{region}", name or "", code):
            if key in self.errors:
                return None if self.errors[key] == "none" else self.errors[key]
        return None


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The providers that have a profile."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@lru_cache(maxsize=32)
def load(name: str) -> Provider:
    """A provider by name, in any case.

    :raises ConfigError: for an unknown name, with the nearest known one.
    :raises PackError: when the profile cannot be used.
    """
    word = name.lower()
    is_name = len(word) <= 64 and word.replace("-", "").isalnum()
    if not is_name or not (path := _folder() / f"{word}.yaml").is_file():
        raise ConfigError(no_such(name))
    return read(path)


def no_such(name: str) -> str:
    """That there is no provider of this name, with the nearest one."""
    return f"there is no provider {shown(name)}{nearest(name.lower(), names())}"


def read(path: Path) -> Provider:
    """A profile from its file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path).only(
        _KEYS.split(), ("provider", "title", "limits", "alphabets", "split", "keywords", "sources")
    )
    limits = top.child("limits").only(
        ("max_characters", "max_characters_ucs2", "counts", "max_segments", "min_sender_id")
    )
    alphabets = top.child("alphabets").only(("default", *SENDERS, "disputed"), ("default",))
    return Provider(
        name=top.text("provider"),
        title=top.text("title"),
        max_characters=limits.optional_number("max_characters"),
        max_characters_ucs2=limits.optional_number("max_characters_ucs2"),
        counts=limits.choice("counts", ("code_points", "code_units"), "code_points"),
        min_sender_id=limits.optional_number("min_sender_id") or 1,
        max_segments=limits.optional_number("max_segments"),
        alphabets={sender: alphabets.choice(sender, _ALPHABETS) for sender in alphabets.values if sender != "disputed"},
        disputed=alphabets.text("disputed", ""),
        smart_encoding=_smart_encoding(top.child("smart_encoding")),
        split=top.choice("split", SPLITS),
        national_language_shift=top.flag("national_language_shift", default=False),
        keywords=_keywords(top.child("keywords")),
        errors=top.strings("errors"),
        confidence=top.strings("confidence"),
        sources=packfile.sources(top),
        notes=top.texts("notes"),
        sources_differ=differing.read(top, FACTS),
    )


def _folder() -> Path:
    return data_path("rules") / "providers"


def _smart_encoding(node: packfile.Node) -> SmartEncoding:
    node.only(("policy", "table", "default_on", "note"))
    policy = node.choice("policy", POLICIES, "none")
    name = node.optional("table")
    if (name is None) != (policy == "none"):
        node.fail("a policy needs a table, and the policy none must not have one", "policy")
    return SmartEncoding(policy, name, node.flag("default_on", default=False), node.text("note", ""))


def _keywords(node: packfile.Node) -> Keywords:
    node.only(("opt_out", "opt_in", "help", "by_sender"), ("opt_out",))
    narrowed = node.child("by_sender").only(SENDERS)
    return Keywords(
        node.texts("opt_out"),
        node.texts("opt_in"),
        node.texts("help"),
        {sender: narrowed.texts(sender) for sender in narrowed.values},
    )
