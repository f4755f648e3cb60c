"""What ``smslint check`` does, with its command line already read. It imports no click, because a run on every commit need not wait for it."""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint.cli.outputs import parse_outputs, report, say_unknown
from smslint.cli.printing import say
from smslint.cli.session import begin
from smslint.cli.strictness import fails
from smslint.cli.terminal import report_options
from smslint.finding import Severity
from smslint.report import FORMATS
from smslint.vocabulary import CONFIDENCES, PAGE
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.cli.outputs import Page
    from smslint.cli.session import Session
    from smslint.result import Result


def check(paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    """Check, print what was found, and return the exit status."""
    if options["statistics"] and options["format_"] is None:
        options = {**options, "format_": "statistics"}
    if options["watch"]:
        from smslint.cli.watching import watch

        return watch(paths, options["configs"], lambda: _checked(paths, options))
    status = _checked(paths, options)
    if status == 1 and options["exit_zero"]:
        say("note: the exit status is 0 because of --exit-zero, and would be 1", err=True)
        return 0
    return status


def _checked(paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    outputs = parse_outputs(options["outputs"], (*FORMATS, PAGE))
    _consistent(paths, options)
    session = begin(paths, options)
    _keep_inputs(paths, session, [path for _, path in outputs])
    if options["list_files"]:
        return _listed(session, options["strict"])
    if options["diff"] or options["fix"]:
        from smslint.cli import fixing

        found = fixing.changes(session, unsafe=options["unsafe_fixes"])
        if options["diff"]:
            session.warn()
            changed = fixing.show(found, each=options["show_fixes"])
            status = _status(session.nothing(len(session.targets)), changed)
            result = session.run()
            say_unknown(result)
            return _strictly(result, options["strict"], status)
        if session.stdin is not None:
            fixing.hand_on(session, found, each=options["show_fixes"])
        else:
            fixing.write(found, each=options["show_fixes"])
        if session.stdin is None and any(fixing.is_of_configuration(each) for each in found):
            session = begin(paths, options)
    if options["add_directives"] is not None:
        from smslint.cli import adding

        adding.add(session, _accepted(session, session.run()), options["add_directives"])
        session = begin(paths, options)
    formats = {options["format_"], *(form for form, _ in outputs)}
    page = _page(session) if PAGE in formats else None
    result = _confident(_accepted(session, session.run()), options["min_confidence"])
    session.warn()
    level = None if options["fail_level"] == "never" else Severity.parse(options["fail_level"])
    if session.handed and not session.targets and not outputs and options["format_"] is None:
        return 0  # a hook with nothing to do
    shown = report_options(
        options["color"], verbose=options["verbose"], fail_level=level, rules="sarif" in formats, quiet=options["quiet"]
    )
    report(result, options["format_"], outputs, shown, err=options["fix"] and session.stdin is not None, page=page)
    if level is not None and result.reaches(level):
        return 1
    status = _status(session.nothing(len(result.messages), {each.path for each in result.messages if each.path}), 0)
    return _strictly(result, options["strict"], status)


def _page(session: Session) -> Page:
    """How the run is written as a page, which looks at each message while it is checked."""
    from smslint.page.check_page import Drafts, render

    drafts = Drafts()
    session.runner.look = drafts.look
    return partial(render, drafts=drafts)


def _listed(session: Session, strict: bool) -> int:
    """Print the names of the files; the exit status. Only ``--strict`` reads them, to fail where a check would."""
    for target in session.targets:
        say(target.shown)
    status = _status(session.nothing(len(session.targets)), 0)
    if status != 0:
        return status
    for words in session.unmatched():
        say(f"warning: {words}", err=True)
    return _strictly(session.run(), strict, status) if strict else status


def _strictly(result: Result, strict: bool, status: int) -> int:
    """The exit status: with ``--strict`` what is unknown fails a run that nothing else fails."""
    unknown = () if result.coverage is None else result.coverage.unknowns()
    return 1 if status == 0 and fails(strict, unknown) else status


def _status(nothing: str, status: int) -> int:
    """The exit status. If nothing was checked, prints the reason and fails the run."""
    if nothing:
        say(f"error: {nothing}", err=True)
        return 2
    return status


def _keep_inputs(paths: tuple[Path, ...], session: Session, outputs: list[Path]) -> None:
    """Refuse to overwrite a file that is checked, its configuration, or the baseline.

    :raises ConfigError: naming the file.
    """
    if not any(path.is_file() for path in outputs):
        return
    from smslint.cli.accepting import default_path
    from smslint.cli.kept_inputs import configured, keep

    configs = {target.config.path: target.config for target in session.targets}
    baseline = session.options["baseline_path"] or default_path(session)
    keep(
        outputs,
        [*paths, *(target.path for target in session.targets), baseline, *chain(*map(configured, configs.values()))],
    )


def _consistent(paths: tuple[Path, ...], options: dict[str, Any]) -> None:
    problem = ""
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        problem = "--unsafe-fixes needs --diff (to review) or --fix (to write)"
    elif options["statistics"] and options["format_"] not in {None, "statistics"}:
        problem = f"--statistics is --format statistics; leave out --format {options['format_']}"
    elif options["quiet"] and options["verbose"]:
        problem = "--quiet and --verbose exclude each other"
    elif options["show_fixes"] and not (options["fix"] or options["diff"]):
        problem = "--show-fixes needs --fix or --diff"
    elif options["add_directives"] is not None and (options["diff"] or options["watch"] or Path("-") in paths):
        problem = "--add-directives writes to files: use neither --diff, --watch nor - with it"
    elif options["watch"] and (options["outputs"] or Path("-") in paths):
        problem = "--watch prints to a terminal, and reads files: use neither --output nor - with it"
    if problem:
        import click

        raise click.UsageError(problem)


def _confident(result: Result, least: str | None) -> Result:
    """The result without the findings of rules that are less reliable; says how many are left out."""
    if least is None:
        return result
    from smslint.records import replace

    reliable = CONFIDENCES[CONFIDENCES.index(least) :]
    kept = tuple(finding for finding in result.findings if finding.confidence.value in reliable)
    left_out = len(result.findings) - len(kept)
    if left_out:
        say(f"note: --min-confidence {least} leaves out {plural(left_out, 'finding')}", err=True)
    return replace(result, findings=kept, suppressed=result.suppressed + left_out)


def _accepted(session: Session, result: Result) -> Result:
    """The result without the findings that the baseline accepts. Reports stale entries on standard error."""
    from smslint.cli.accepting import accepted

    options = session.options
    return result if options["no_baseline"] else accepted(session, result, options["baseline_path"])
