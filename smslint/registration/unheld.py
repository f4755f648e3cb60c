"""What no message of the project was held against: globs of the project and of campaigns that match no file, or none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.coverage import Unread
from smslint.project.config_path import misnamed
from smslint.project.entries import unmatched_globs
from smslint.project.globs import matches
from smslint.project.paths import shown as shown_path
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.registration.covering import Covered
    from smslint.registration.file import Registration


def unheld(registration: Registration, config: Config, targets: Sequence[Target]) -> tuple[Unread, ...]:
    """A sentence for each glob of the project or of a campaign that matches no file.

    :param targets: the files of the project.
    """
    inside = [target.inside for target in targets if target.config is config]
    own = (each for _, each in unmatched_globs(config, inside))
    return (*own, *_of_campaigns(registration, inside))


def none_held(registration: Registration, config: Config, others: Sequence[Unread]) -> Unread:
    """The sentence that no message was held against what is registered, and why.

    :param others: what is known not to be read.
    """
    path, line = (others[0].path, others[0].line) if others else (shown_path(registration.path), 1)
    why = others[0].why.rstrip(".") if others else _why(config)
    return Unread(path, line, f"No message of the project was held against what is registered: {why}.")


def is_void(registration: Registration, config: Config, covered: Covered) -> bool:
    """Whether messages should have been held against what is registered, because the project or a campaign names files, and none was."""
    named = bool(config.messages) or any(each.messages for each in registration.campaigns)
    return named and not covered.messages


def _of_campaigns(registration: Registration, inside: list[str]) -> Iterator[Unread]:
    for campaign in registration.campaigns:
        for glob in campaign.messages:
            if not any(matches(path, (glob,)) for path in inside):
                why = f"No file of the project matches {glob}, which the campaign {shown(campaign.name)} sends."
                yield Unread(shown_path(registration.path), _line_of(registration, glob), why)


def _line_of(registration: Registration, glob: str) -> int:
    lines = registration.path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if glob in line), 1)


def _why(config: Config) -> str:
    if config.messages:
        return "no file of a campaign has one"
    if config.path is not None:
        return f"{shown_path(config.path)} lists no files under messages"
    return misnamed(config.root) or "there is no smslint.yaml here or above"
