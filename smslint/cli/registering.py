"""What the commands of ``smslint registration`` do, with their command line already read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import parse_outputs, report, write
from smslint.cli.printing import echo
from smslint.cli.terminal import report_options
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.project.files import Chooser
from smslint.project.files import shown as shown_path
from smslint.project.run import Runner
from smslint.registration.file import Registration, find_registration, read_registration
from smslint.report import FORMATS
from smslint.result import Result
from smslint.version import __version__
from smslint.vocabulary import REGISTRATION
from smslint.wording import nearest, plural, shown

if TYPE_CHECKING:
    from pathlib import Path


def check(file: Path | None, options: dict[str, Any]) -> int:
    """Check, print what was found, and return the exit status."""
    from smslint.registration.checking import check as findings_of
    from smslint.registration.covering import cover

    outputs = parse_outputs(options["outputs"], tuple(FORMATS))
    chooser, runner = Chooser(), Runner()
    registration = _read(file, chooser, runner)
    if outputs:
        from smslint.cli.kept_inputs import keep

        keep([path for _, path in outputs], [registration.path, *(text.place.file for text in registration.texts)])
    config = chooser.config_for(registration.path.parent)
    targets = list(chooser.targets([config.root])) if config.messages else []
    covered = cover(registration, targets, runner)
    findings = sorted(
        findings_of(registration, runner.project(config), covered),
        key=lambda each: (each.place.path or "", each.place.line, each.place.column, each.code),
    )
    result = Result(
        registration.files + covered.files,
        covered.messages,
        tuple(findings),
        version=__version__,
        suppressed=covered.suppressed,
    )
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    formats = {options["format_"], *(form for form, _ in outputs)}
    shown_as = report_options(options["color"], verbose=options["verbose"], fail_level=level, rules="sarif" in formats)
    report(result, options["format_"], outputs, shown_as)
    return 1 if level is not None and result.reaches(level) else 0


def init(*, force: bool) -> int:
    """Write the file, and say what it has."""
    from pathlib import Path

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


def _read(file: Path | None, chooser: Chooser, runner: Runner) -> Registration:
    return read_registration(find_registration(file, chooser), chooser, runner)
