"""Where the configuration of a project is: the closest file at or above a folder. And how one is known: its name and its keys."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError, SmslintError
from smslint.outside import is_outside
from smslint.rules.context import CONTEXT_KEYS
from smslint.settings_file.reading import FileOrigin, text_of
from smslint.text.patterns import later

if TYPE_CHECKING:
    from pathlib import Path

NAMES: Final = (
    "smslint.yaml", "smslint.yml", ".smslint.yaml", ".smslint.yml", ".config/smslint.yaml", ".config/smslint.yml",
    "pyproject.toml",
)  # fmt: skip
"""The names of a configuration file; two in one folder are an error. A ``pyproject.toml`` without ``[tool.smslint]`` is ignored."""
_KNOWN: Final = frozenset(NAMES)


SCHEMA: Final = "$schema"
"""The address of the schema, by which editors complete and check the file; nothing else reads it."""
TOP_KEYS: Final = (
    *CONTEXT_KEYS, "values", "messages", "rules", "prices", "exclude", "extends", "packs", "select", "ignore",
    "sending", "columns", "template_folders", "locales", "dialects", "volumes", "budgets", "results",
    "logs", "approved", "fixable", "unfixable", SCHEMA,
)  # fmt: skip
_LIKE: Final = later(
    r"smslint(?:rc|config|settings)?(?:\.(?:ya?ml|toml|json|ini|cfg|conf|config|rc|txt|bak|old|orig|dist|example|sample|disabled))*"
)
"""The name of a file that looks like one, without dots before it, dashes and lines."""
_MEANT: Final = later(
    r"(?P<stem>[a-z]{5,9}?)(?P<kind>rc|config|settings)?(?:\.(?P<suffix>y[aml]{1,4}|toml|ini|cfg|conf|config|rc)(?:\.txt)?)?"
)
"""The name of a file that can only be meant as one: ``smslint.toml``, ``.smslintrc``, ``smslnt.yaml``, ``smslint.yaml.txt`` (Windows hides
the last suffix)."""
_JSON: Final = later(r"smslint(?:rc|config|settings)?\.json")
"""The name of a file that is a report, or settings in JSON: what is in it decides."""
_LETTERS: Final = later(r"[._]*+[^.\d]++(?:\.[^.\d]++){0,2}")
"""Each such name: it has no digit, and at most two dots after those at its start."""
_ALIKE: Final = 0.85
_TABLE: Final = later(
    r"^[ \t]*\[+[ \t]*(smslint|(?:tool\.)?[\"']?(?!(?-i:smslint)\b)sms[-_ ]?l?i?nt\w{0,4}[\"']?)[ \t.\]]",
    re.IGNORECASE | re.MULTILINE,
)
"""A table of a ``pyproject.toml`` that looks like smslint's."""


def find_config(folder: Path) -> Path | None:
    """The closest configuration file at or above a folder.

    :raises ConfigError: if a folder contains two, or one that is not a file.
    """
    passed: list[tuple[Path, list[str]]] = []
    for each in (folder, *folder.parents):
        found = [name for name in NAMES if _is_there(each / name) and (name != NAMES[-1] or _speaks(each / name))]
        if len(found) > 1:
            raise ConfigError(
                f"{each / found[0]}: there is also {found[1]} in this folder; keep only one configuration"
            )
        listed = _listed(each)
        _refuse_other_case(each, found, listed)
        if found:
            return each / found[0]
        passed.append((each, listed))
    _refuse_misnamed(passed)
    return None


def misnamed(folder: Path) -> str | None:
    """What to say of a file in a folder, or above it, that somebody may take for a configuration, such as ``smslint.yaml.bak``."""
    for each in (folder, *folder.parents):
        for name in sorted(_listed(each)):
            if name not in NAMES and _LIKE.fullmatch(_plain(name)) and (each / name).is_file():
                return f"{name} is not read; call the configuration smslint.yaml"
    return None


def _plain(name: str) -> str:
    return name.lower().lstrip("._").replace("-", "").replace("_", "")


def _is_meant(name: str) -> bool:
    """Whether a file of this name can only be a configuration whose name is wrong."""
    found = _MEANT.fullmatch(_plain(name)) if name not in NAMES else None
    if found is None or not (found["suffix"] or (found["kind"] and name.startswith("."))):
        return False
    if found["stem"] == "smslint":
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, found["stem"], "smslint").ratio() >= _ALIKE


def _has_settings(folder: Path, name: str) -> bool:
    """Whether a file of JSON contains settings, and nothing else."""
    path = folder / name
    if not _JSON.fullmatch(_plain(name)) or not path.is_file() or is_outside(path, folder):
        return False
    try:
        found = json.loads(text_of(FileOrigin(str(path), path)))
    except (SmslintError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found) and found.keys() <= set(TOP_KEYS)


def _refuse_misnamed(folders: list[tuple[Path, list[str]]]) -> None:
    """Refuse a configuration under another name, where there is none under the right one: without it, other rules run, or none.

    :param folders: each with the names in it, of which there may be thousands.
    :raises ConfigError: with the right name.
    """
    for each, listed in folders:
        for name in sorted(filter(_LETTERS.fullmatch, listed)):
            if (_is_meant(name) or _has_settings(each, name)) and (each / name).is_file():
                raise ConfigError(f"{each / name}: is not read; call the configuration smslint.yaml")
        pyproject = each / NAMES[-1]
        if pyproject.is_file() and not is_outside(pyproject, each):
            found = _TABLE.search(text_of(FileOrigin(str(pyproject), pyproject)))
            if found is not None:
                raise ConfigError(f"{pyproject}: [{found[1]}] is not read; call it [tool.smslint]")


def _refuse_other_case(folder: Path, found: list[str], listed: list[str]) -> None:
    """Refuse a configuration whose name differs from the right one only by capitals: only some systems would read it.

    :param listed: the names in the folder.
    :raises ConfigError: with the right name.
    """
    other = min((name for name in listed if name.lower() in _KNOWN and name not in _KNOWN), default=None)
    if other is None or (found and found[0] not in listed):  # there, the same file has both names
        return
    if found:
        raise ConfigError(f"{folder / found[0]}: there is also {other} in this folder; keep only one configuration")
    raise ConfigError(f"{folder / other}: is not read with these capitals; call it {other.lower()}")


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 (asked in every folder above)
    except OSError:
        return []


def _is_there(path: Path) -> bool:
    """Whether a configuration file exists. A link to nothing, or a folder of that name, would hide a configuration above it."""
    if path.is_file():
        return True
    if path.name == NAMES[-1] or not os.path.lexists(path):
        return False
    what = (
        "a folder" if path.is_dir() else "a link to a file that does not exist" if path.is_symlink() else "not a file"
    )
    raise ConfigError(f"{path}: the configuration is {what}")


def root_of(path: Path) -> Path:
    """The folder for the relative globs and paths of a configuration file: its own folder, or the one above ``.config``."""
    return path.parent.parent if path.parent.name == ".config" else path.parent


def origin_of(path: Path, project: Path) -> FileOrigin:
    """A configuration file, for reading it and for naming its lines.

    :param project: the folder of the project; of a file outside of it, errors quote nothing.
    """
    above = ("tool", "smslint") if path.suffix == ".toml" else ()
    return FileOrigin(str(path), path, above=above, outside=is_outside(path, project))


def _speaks(pyproject: Path) -> bool:
    """Whether a ``pyproject.toml`` has a section for smslint."""
    outside = is_outside(pyproject, pyproject.parent)
    origin = FileOrigin(str(pyproject), pyproject, above=("tool",), outside=outside)
    text = text_of(origin)
    if "smslint" not in text:
        return False
    from smslint.settings_file.toml_file import parse_toml

    return parse_toml(text, origin).has("smslint")
