"""Registries of campaigns: the fields of each form, with their limits, and the codes with which it is refused. Data: ``rules/registries``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.data import data_path
from smslint.records import NamedTuple
from smslint.rules import packfile
from smslint.wording import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SENDERS: Final = ("long_code", "toll_free", "short_code")
"""The types of sender that are registered in the United States."""
MOST_SHOWN: Final = 3
"""The most codes that a finding names."""


class Field(NamedTuple):
    """One field of a form. Lengths are in characters; ``None``: no limit is known."""

    label: str
    """What the form calls it."""
    least: int | None = None
    most: int | None = None
    required: tuple[str, ...] = ()
    """The types of sender for which it must be filled."""


class Code(NamedTuple):
    """One code with which a registration is refused."""

    code: str
    senders: tuple[str, ...]
    needs: tuple[str, ...]
    """What its absence or its presence is refused for: ``flow.rates``, ``samples.brand``."""
    says: str

    def wants(self, need: str) -> bool:
        """Whether it is for a need, or for any need of a field."""
        return any(each.startswith(need) for each in self.needs) if need.endswith(".") else need in self.needs


class Registry(NamedTuple):
    """One registry."""

    name: str
    title: str
    fields: Mapping[str, Field]
    """In the order of its form."""
    least_samples: int
    most_samples: int | None
    opt_out_in: str
    """``one`` or ``each``: how many of the samples must say how to opt out."""
    codes: tuple[Code, ...]
    refused_use_cases: tuple[str, ...]
    toll_free_use_cases: tuple[str, ...]
    """The use cases of toll-free verifications; empty if their names are not known."""
    address: str
    """Of its list of codes."""

    def predicted(self, need: str, sender: str) -> str:
        """The codes that a registration would be refused with, the most exact first: ``Twilio 30569, 30924``; empty if there is none.

        :param need: ``flow.rates``; or ``confirmation.`` for any need of a field.
        """
        return self.predicted_by((need,), sender)

    def predicted_by(self, needs: Iterable[str], sender: str) -> str:
        """The same for several needs, the most exact first: what a text has, by its word, by its group, by the rule."""
        found = [
            code
            for need in needs
            for _, code in sorted(
                (len(each.needs), each.code) for each in self.codes if sender in each.senders and each.wants(need)
            )
        ]
        shown = list(dict.fromkeys(found))[:MOST_SHOWN]
        return f"{self.title} {', '.join(shown)}" if shown else ""


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The registries that have a file."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@lru_cache(maxsize=16)
def load(name: str) -> Registry:
    """A registry by its name.

    :raises PackError: if its file cannot be used.
    """
    return read(_folder() / f"{name}.yaml")


def read(path: Path) -> Registry:
    """A registry from its file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path).only(
        (
            "registry",
            "title",
            "samples",
            "refused_use_cases",
            "toll_free_use_cases",
            "fields",
            "codes",
            "sources",
            "notes",
        ),
        ("registry", "title", "fields", "codes", "sources"),
    )
    samples = top.child("samples").only(("least", "most", "opt_out_in"))
    fields = top.child("fields")
    return Registry(
        top.text("registry"),
        top.text("title"),
        {key: _field(fields.child(key)) for key in fields.values},
        samples.number("least", 1),
        samples.optional_number("most"),
        samples.choice("opt_out_in", ("one", "each"), "one"),
        tuple(_code(node) for node in top.children("codes")),
        top.texts("refused_use_cases"),
        top.texts("toll_free_use_cases"),
        packfile.address(packfile.sources(top), "codes"),
    )


def _field(node: packfile.Node) -> Field:
    node.only(("label", "least", "most", "required"), ("label",))
    return Field(
        node.filled("label"),
        node.optional_number("least"),
        node.optional_number("most"),
        _senders(node, "required"),
    )


def _senders(node: packfile.Node, key: str) -> tuple[str, ...]:
    found = node.texts(key)
    for at, word in enumerate(found):
        if word not in SENDERS:
            node.fail(f"{shown(word)} is not one of {listed(SENDERS)}", key, at)
    return found


def _code(node: packfile.Node) -> Code:
    node.only(("code", "senders", "needs", "says"), ("code", "senders", "needs", "says"))
    return Code(node.filled("code"), _senders(node, "senders"), node.texts("needs"), node.filled("says"))


def _folder() -> Path:
    return data_path("rules") / "registries"
