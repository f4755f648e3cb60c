"""Synthetic numbers to compare the plan with ``phonenumbers``: examples, and seeded strings near the limits."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberFormat

from smslint.numbers.metadata_pattern import Alternation, Digits, End, Node, Repeat, Sequence, parse_pattern
from smslint.numbers.oracle import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = "0123456789"
_DESCRIPTIONS = (*(name for name in TYPES.values() if name not in {"unknown", "fixed_line_or_mobile"}), "general_desc")


def example_numbers() -> Iterator[str]:
    """Every example number of the metadata: of each region and type, and of the codes that belong to no country."""
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for number_type in TYPES:
            example = phonenumbers.example_number_for_type(region, number_type)
            if example is not None:
                yield phonenumbers.format_number(example, PhoneNumberFormat.E164)
    for code in sorted(phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS):
        example = phonenumbers.example_number_for_non_geo_entity(code)
        if example is not None:
            yield phonenumbers.format_number(example, PhoneNumberFormat.E164)


def sample(tree: Node, random: Random) -> str:
    """A text that the pattern matches, every arm equally likely."""
    if isinstance(tree, Digits):
        return random.choice([digit for digit in DIGITS if tree.mask >> int(digit) & 1])
    if isinstance(tree, Sequence):
        return "".join(sample(item, random) for item in tree.items)
    if isinstance(tree, Alternation):
        return sample(random.choice(tree.arms), random)
    if isinstance(tree, Repeat):
        return "".join(sample(tree.item, random) for _ in range(random.randint(tree.least, tree.most)))
    return "" if isinstance(tree, End) else sample(tree.item, random)


class Sampler:
    """Draws strings of ``+`` and digits: a sixth each random, real, replaced, shifted, prefixed and misdialled."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # repeatable on purpose
        self._codes = [str(code) for code in sorted(COUNTRY_CODE_TO_REGION_CODE)]
        self._patterns: list[tuple[str, Node]] = []
        self._prefixes: dict[str, Node] = {}
        for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
            for region in regions:
                metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
                for name in _DESCRIPTIONS:
                    description = getattr(metadata, name)
                    if description is not None and description.national_number_pattern:
                        self._patterns.append((str(code), parse_pattern(description.national_number_pattern).node))
            main = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
            if main is not None and main.national_prefix_for_parsing:
                self._prefixes[str(code)] = parse_pattern(main.national_prefix_for_parsing).node

    def strings(self, count: int) -> Iterator[str]:
        """``count`` strings; nearly all have at most 15 digits."""
        kinds = (self.digits, self.real, self.replaced, self.shifted, self.prefixed, self.misdialled)
        for number in range(count):
            yield kinds[number % len(kinds)]()

    def _tail(self, least: int, most: int) -> str:
        return "".join(self._random.choices(DIGITS, k=self._random.randint(least, most)))

    def _pair(self) -> tuple[str, str]:
        code, tree = self._random.choice(self._patterns)
        return code, sample(tree, self._random)

    def digits(self) -> str:
        """Random digits."""
        return f"+{self._tail(1, 16)}"

    def real(self) -> str:
        """A number that matches a type of a region."""
        return "+" + "".join(self._pair())

    def replaced(self) -> str:
        """One digit replaced."""
        code, national = self._pair()
        digits = list(code + national)
        digits[self._random.randrange(len(digits))] = self._random.choice(DIGITS)
        return "+" + "".join(digits)

    def shifted(self) -> str:
        """One digit inserted or dropped."""
        digits = "".join(self._pair())
        place = self._random.randrange(len(digits))
        middle = self._random.choice((self._random.choice(DIGITS), ""))
        return f"+{digits[:place]}{middle}{digits[place + (not middle) :]}"

    def prefixed(self) -> str:
        """A national prefix before the national number."""
        code, national = self._pair()
        while code not in self._prefixes:
            code, national = self._pair()
        return f"+{code}{sample(self._prefixes[code], self._random)}{national}"

    def misdialled(self) -> str:
        """Another country's code, zeros before the number, or digits after it."""
        code, national = self._pair()
        return self._random.choice(
            (
                f"+{self._random.choice(self._codes)}{national}",
                f"+{code}{'0' * self._random.randint(1, 3)}{national}",
                f"+{code}{national}{self._tail(1, 3)}",
            )
        )
