"""``--config``: the file of a configuration, or a setting as ``KEY=VALUE``, such as ``rules.LEN002.max_segments=1``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final

from smslint.errors import ConfigError
from smslint.wording import shown

_SETTING: Final = re.compile(r"(?P<keys>[$\w*-]+(?:\.[$\w*-]+)*)[ ]*=(?P<value>.*)", re.DOTALL)


def read(stated: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[Path | None, dict[str, Any]]:
    """The file that is named, if one is, and all settings; a later one of the same key overrides those before it.

    :param exclude: the globs of ``--exclude``.
    :raises ConfigError: for two files, and for a value that is no YAML.
    """
    file: Path | None = None
    settings: dict[str, Any] = {}
    for word in stated:
        found = _SETTING.fullmatch(word)
        if found is None or os.path.isfile(word):  # noqa: PTH113 (false for a setting that is too long for a name)
            if file is not None:
                raise ConfigError(f"--config: {file} and {word} are two files; name one, and let it extend the other")
            file = Path(word)
            continue
        _put(settings, found["keys"].split("."), _value(word, found["value"]))
    if exclude:
        before = settings.get("exclude")
        if before is None or isinstance(before, str | list):  # anything else is refused where all settings are read
            settings["exclude"] = [*([before] if isinstance(before, str) else before or []), *exclude]
    return file, settings


def _put(settings: dict[str, Any], keys: list[str], value: object) -> None:
    *above, last = keys
    inside = settings
    for key in above:
        if not isinstance(inside.get(key), dict):
            inside[key] = {}
        inside = inside[key]
    both = inside.get(last)
    inside[last] = {**both, **value} if isinstance(both, dict) and isinstance(value, dict) else value


def _value(word: str, text: str) -> Any:
    """A value as ``smslint.yaml`` would have it."""
    from smslint.settings_file.reading import FileOrigin
    from smslint.settings_file.yaml_file import parse_yaml

    written = f"value: {text.strip()}\n" if "\n" not in text else f"value:\n{text}"
    try:
        return parse_yaml(written, FileOrigin("--config", Path(), written)).values["value"]
    except ConfigError as error:
        raise ConfigError(f"--config {shown(word)}: {str(error).partition(': ')[2]}") from None
