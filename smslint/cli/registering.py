"""What the commands of ``smslint registration`` do, with their command line already read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import parse_outputs, report, write
from smslint.cli.printing import echo
from smslint.cli.terminal import report_options
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.project.files import Chooser
from smslint.project.paths import shown as shown_path
from smslint.project.run import Runner
from smslint.records import replace
from smslint.registration.file import Registration, find_registration, read_registration
from smslint.report import FORMATS
from smslint.result import Result
from smslint.version import __version__
from smslint.vocabulary import PAGE, REGISTRATION
from smslint.wording import nearest, plural, shown

if TYPE_CHECKING:
    from smslint.coverage import Unread


def check(file: Path | None, options: dict[str, Any]) -> int:
    """Check, print what was found, and return the exit status."""
    from smslint.registration.approving import Approving
    from smslint.registration.checking import check as findings_of
    from smslint.registration.covering import Covered, campaigns_of, cover
    from smslint.registration.messages import Messages
    from smslint.registration.unheld import is_void, none_held, unheld

    outputs = parse_outputs(options["outputs"], (*FORMATS, PAGE))
    chooser, runner = Chooser(), Runner()
    registration = _read(file, chooser, runner)
    config = chooser.config_for(Path() if registration is None else registration.path.parent)
    if outputs:
        from smslint.cli.kept_inputs import keep

        read = () if registration is None else (registration.path, *(each.place.file for each in registration.texts))
        keep([path for _, path in outputs], [*read, *(config.root / each.file for each in config.approved)])
    project = runner.project(config)
    formats = {options["format_"], *(form for form, _ in outputs)}
    drafts = None
    if PAGE in formats:
        from smslint.page.check_page import Drafts, render

        drafts = Drafts()
    wanted = None if registration is None or config.approved else partial(campaigns_of, registration)
    targets = list(chooser.targets([config.root])) if config.messages else []
    messages = Messages(targets, runner, wanted, None if drafts is None else drafts.look)
    approving = Approving(project)
    lacking: tuple[Unread, ...] = ()
    if registration is None:
        found, covered = [], Covered(messages=tuple(each.result for each in approving.through(messages)))
    else:
        covered = cover(registration, approving.through(messages))
        found = list(findings_of(registration, project, covered))
        lacking = (*unheld(registration, config, targets), *messages.coverage.unread)
        if not covered.messages:
            lacking = (*lacking, none_held(registration, config, lacking))
    findings = sorted(
        (*found, *approving.findings()),
        key=lambda each: (each.place.path or "", each.place.line, each.place.column, each.code),
    )
    coverage = messages.coverage if registration is None else replace(messages.coverage, unread=lacking)
    result = Result(
        (registration.files if registration is not None else 0) + messages.files + len(project.exports),
        covered.messages,
        tuple(findings),
        version=__version__,
        suppressed=covered.suppressed,
        coverage=None if coverage.complete else coverage,
        registered=(len(registration.texts) if registration is not None else 0)
        + sum(len(each.templates) for each in project.approved),
    )
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    shown_as = report_options(options["color"], verbose=options["verbose"], fail_level=level, rules="sarif" in formats)
    page = None if drafts is None else partial(render, drafts=drafts)
    report(result, options["format_"], outputs, shown_as, page=page)
    if registration is not None and is_void(registration, config, covered):
        raise ConfigError(f"{lacking[-1].path}:{lacking[-1].line}: {lacking[-1].why}")
    return 1 if level is not None and result.reaches(level) else 0


def init(*, force: bool) -> int:
    """Write the file, and say what it has."""
    from smslint.registration.proposing import propose, proposed

    chooser, runner = Chooser(), Runner()
    config = chooser.config_for(Path())
    path = config.root / REGISTRATION
    if path.exists() and not force:
        raise ConfigError(f"{shown_path(path)}: is there already; --force replaces it")
    targets = list(chooser.targets([config.root])) if config.messages else []
    messages = list(proposed(targets, runner))
    write(path, propose(runner.project(config), messages))
    echo(
        f"{shown_path(path)}: {plural(len(messages), 'message')} of the project as samples. Fill the empty fields, then run smslint registration check."
    )
    if not messages:
        echo(
            "No message was found: smslint.yaml names no files of messages, or they are empty (smslint init).", err=True
        )
    return 0


def show(file: Path | None, registry: str | None, campaign: str | None) -> int:
    """Print the sheets."""
    from smslint.registration.sheet import sheet
    from smslint.rules import registries

    registration = _read(file, Chooser(), Runner())
    if registration is None:
        raise ConfigError(f"{REGISTRATION}: there is no such file; smslint registration init writes one")
    if registry is not None and registry.lower() not in registries.names():
        raise ConfigError(
            f"--for: there is no registry {shown(registry)}{nearest(registry.lower(), registries.names())}"
        )
    names = [each.name for each in registration.campaigns]
    if campaign is not None and campaign not in names:
        raise ConfigError(f"--campaign: there is no campaign {shown(campaign)}{nearest(campaign, names)}")
    chosen = [each for each in registration.campaigns if campaign in {None, each.name}]
    echo("\n\n".join(sheet(registration, each, (registry or each.registry).lower()) for each in chosen))
    return 0


def _read(file: Path | None, chooser: Chooser, runner: Runner) -> Registration | None:
    path = find_registration(file, chooser.config_for(Path()))
    return None if path is None else read_registration(path, chooser, runner)
