"""A ``registration.yaml`` that is open: what ``smslint registration check`` says of its text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from smslint.real_paths import real_path
from smslint.registration.checking import check
from smslint.registration.covering import campaigns_of, cover
from smslint.registration.file import read_registration
from smslint.registration.messages import Messages
from smslint.vocabulary import REGISTRATION

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.server.projects import Projects


def is_registration(target: Target) -> bool:
    """Whether a file is the registration of its project."""
    config = target.config
    return config.path is not None and real_path(target.path) == real_path(config.root / REGISTRATION)


def findings_of(text: str, target: Target, projects: Projects) -> list[Finding]:
    """The findings about a registration, in the order of its lines.

    :raises ConfigError: with file, line and key, if the text is no registration.
    """
    config, chooser, runner = target.config, projects.chooser, projects.runner
    registration = read_registration(target.path, chooser, runner, text)
    projects.follow(str(each.place.file.absolute()) for each in registration.texts if each.place.file is not None)
    targets = list(chooser.targets([config.root])) if config.messages else []
    messages = Messages(targets, runner, partial(campaigns_of, registration))
    found = check(registration, runner.project(config), cover(registration, messages))
    return sorted(found, key=lambda each: (each.place.path or "", each.place.line, each.place.column, each.code))
