"""``smslint init``: a commented ``smslint.yaml`` for the messages found, and snippets for pre-commit and GitHub Actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from smslint.cli.printing import echo, say
from smslint.errors import ConfigError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.project.candidate import Candidate
    from smslint.project.proposals import Proposal

SNIPPETS: Final = """\
pre-commit, in .pre-commit-config.yaml:

  - repo: https://github.com/smslint/smslint
    rev: v{version}
    hooks:
      - id: smslint        # or smslint-fix, which applies the safe fixes

GitHub Actions, as a step:

      - uses: smslint/smslint@v{version}

Shell completion, for bash (zsh and fish work the same way):

  eval "$(_SMSLINT_COMPLETE=bash_source smslint)"
"""

_HEAD: Final = """\
# What smslint knows about the messages of this project. smslint config show FILE prints the settings of a file.
# All keys: smslint config schema. All rules: smslint rule.

# The provider that sends them; its limits and character replacements apply. twilio, aws, telnyx ... or generic.
# provider: twilio

# The name that recipients know you by, and the countries where they are.
# brand: Acme
# regions: [US, CA]
# sender: {type: long_code, region: US, a2p_registered: true}

# A rate card, to calculate costs: smslint prices import makes one; smslint prices list shows the included ones.
# prices: prices.csv
"""

_TAIL: Final = """
# Rules by code or name: off, another severity, or options.
# rules:
#   LEN002: {max_segments: 2}
#   URL001: off

# Files that are never checked, in addition to those in .gitignore.
# exclude: [tests/]
"""


@click.command(epilog="Example: smslint init && smslint check")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--dry-run", is_flag=True, help="Print the file and write nothing.")
def command(folder: Path, dry_run: bool) -> int:
    """Write a commented smslint.yaml into FOLDER from what smslint discover finds. Never overwrites one."""
    from smslint.cli.discover import broken_lines, unread_lines
    from smslint.cli.outputs import write
    from smslint.project.config import make_config
    from smslint.project.discover import discover
    from smslint.project.proposals import proposals, useful
    from smslint.version import __version__

    if not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such folder")
    if not dry_run:
        _refuse_another(folder)
    seen = discover(folder)
    found = seen.candidates
    entries = useful(proposals(found), folder)
    text = content(found, entries)
    make_config(_loaded(text), folder)  # fail now if the file could not be read back
    if dry_run:
        echo(text, nl=False)
        return 0
    path = folder / "smslint.yaml"
    _refuse_another(folder)  # to look for texts may have taken minutes
    write(path, text)
    if found:
        count = sum(each.count for each in entries)
        say(
            f"Wrote {path}: {plural(count, 'text')} in {plural(len(found), 'file')}. Review it, then run smslint check."
        )
    else:
        say(f"Wrote {path}, but no file looked like a text message.")
        say("List your files under messages: in it, then run smslint check.")
    say("")
    for line in (*unread_lines(seen.unread), *broken_lines(seen.broken)):
        say(line)
    echo(SNIPPETS.format(version=__version__), nl=False)
    return 0


def _refuse_another(folder: Path) -> None:
    """Refuse a folder that has a configuration, also one that is a link to nothing.

    :raises ConfigError: naming it.
    """
    from smslint.project.config_path import NAMES

    for path in (folder / name for name in NAMES[:-1]):
        if path.exists() or path.is_symlink():
            raise ConfigError(f"{path} already exists; smslint discover prints the lines to add")


def content(found: Sequence[Candidate], entries: Sequence[Proposal]) -> str:
    """The text of a configuration for what was found."""
    from smslint.project.proposals import entry_lines

    parts = [_HEAD, *_values(found)]
    if entries:
        parts.append(
            "\n# Where the messages are. dialect: how placeholders are written; kind: marketing, transactional or otp.\n"
        )
        parts.append("messages:\n")
        parts += ["\n".join(entry_lines(entry)) + f"  # {entry.note}\n" for entry in entries]
    else:
        parts.append("\n# Where the messages are; none were found.\n")
        parts.append("# messages:\n#   - files: templates/sms/*.txt\n#     dialect: jinja\n")
    parts.append(_TAIL)
    return "".join(parts)


def _values(found: Iterable[Candidate]) -> list[str]:
    """The placeholders found, with the type that their names suggest; the others are commented out."""
    names = sorted({name for each in found for name in each.placeholders})
    if not names:
        return ["\n# How long the values of placeholders can be. Without this, the largest number of segments is unknown.\n",
                "# values:\n#   first_name: {max: 20, charset: any}\n"]  # fmt: skip
    lines = [
        "\n# How long the values of placeholders can be, by name or glob. Without this, the largest number of segments is unknown.\n",
        "values:\n",
    ]
    known = [(name, guess) for name in names if (guess := _type(name)) is not None]
    lines += [f"  {name}: {{type: {guess}}}\n" for name, guess in known]
    if not known:
        lines[-1] = "# values:\n"
    lines += [f"  # {name}: {{max: 20, charset: any}}\n" for name in names if _type(name) is None]
    return lines


def _type(name: str) -> str | None:
    from smslint.text.values import TYPES

    low = name.lower()
    guesses = {
        "otp": ("otp", "code", "pin", "token", "otp_code", "verification_code"), "first_name": ("first_name", "firstname"),
        "last_name": ("last_name", "lastname", "surname"), "brand": ("brand", "company", "app_name"),
        "url": ("url", "link"), "money": ("amount", "total", "price", "balance"), "phone": ("phone", "phone_number"),
        "date": ("date",), "time": ("time",), "int": ("count", "minutes", "hours", "days"),
    }  # fmt: skip
    for kind, words in guesses.items():
        if low in words or any(
            low.endswith(f"_{word}") for word in words if word in {"url", "link", "date", "time", "amount"}
        ):
            return kind
    return low if low in TYPES else None


def _loaded(text: str) -> dict[str, object]:
    import yaml

    return dict(yaml.safe_load(text) or {})
