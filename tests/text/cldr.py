"""Makes ``smslint/text/locale_numbers.py`` from CLDR, as Babel has it: ``python -m tests.text.cldr``."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

from babel import Locale, localedata
from babel.numbers import get_group_symbol

MODULE: Final = Path(__file__).parents[2] / "smslint/text/locale_numbers.py"
_BEGIN: Final = "# made by tests/text/cldr.py"
_END: Final = "# end of what is made"


def table() -> dict[str, list[str]]:
    """By the zeros and the signs between thousands that a locale may use, those of its own digits and those of the Latin ones: its locales."""
    found: dict[str, list[str]] = {}
    for identifier in localedata.locale_identifiers():
        locale = Locale.parse(identifier)
        if locale.variant:
            continue
        tag = identifier.replace("_", "-")
        zeros = "0" + ZEROS[locale.default_numbering_system]
        zeros += "".join(zero for start, zero in OTHER_ZEROS.items() if f"{tag}-".startswith(f"{start}-"))
        groups = "".join(get_group_symbol(locale, numbering_system=system) for system in ("default", "latn"))
        groups += "".join(sign for start, sign in OTHERS.items() if f"{tag}-".startswith(f"{start}-"))
        groups += "'" if "\u2019" in groups else "\u00a0" if "\u202f" in groups else ""
        found.setdefault("".join(dict.fromkeys(zeros + groups)), []).append(tag)
    return {key: sorted(found[key]) for key in sorted(found)}


ZEROS: Final = {"adlm": "\U0001e950", "arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6", "cakm": "\U00011136", "deva": "\u0966", "hmnp": "\U0001e140", "latn": "0",
                "mtei": "\uabf0", "mymr": "\u1040", "nkoo": "\u07c0", "olck": "\u1c50", "rohg": "\U00010d30", "tibt": "\u0f20"}  # fmt: skip
"""The digit zero of each system of digits in which a locale writes; the others follow it in Unicode. Babel prints Latin digits for all."""


OTHERS: Final = {"az": ".", "ba": "\u00a0", "de-AT": "\u00a0", "eo": "\u202f", "fr-CH": "\u2019", "fr-MA": ".", "fur": ".", "ksh": "\u00a0", "lmo": "\u2019", "ms-Arab-BN": ",", "nds": ".", "nso": ",",
                 "oc": "\u00a0", "os": "\u00a0", "prg": "\u00a0", "rm": "\u202f", "scn": ".", "szl": "\u00a0", "tyv": "\u00a0", "vmw": ".", "wae": "\u2019"}  # fmt: skip
"""Signs of CLDR 48 that are not those of 47, which Babel has. The Swiss apostrophe was a straight one before 32 and is again since 48; the
French space was U+00A0 before 34."""
OTHER_ZEROS: Final = {"mni-Mtei": "\u09e6", "sat-Deva": "\u1c50"}


def source() -> str:
    """The table as code."""
    lines = [_BEGIN, "_TABLE: Final[dict[str, str]] = {"]
    for key, locales in table().items():
        rows = textwrap.wrap(" ".join(locales), 138, break_on_hyphens=False)
        lines += [f'    "{key.encode("unicode_escape").decode()}": """', *rows, '""",']
    return "\n".join([*lines, "}", _END]) + "\n"


if __name__ == "__main__":
    text = MODULE.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    MODULE.write_text(head + source() + rest.partition(_END + "\n")[2], encoding="utf-8")
