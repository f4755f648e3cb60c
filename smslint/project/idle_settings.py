"""The settings of a configuration that have no effect, after a run over all its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Location
from smslint.project.approvals import idle_exports
from smslint.project.config_places import Said, without_effect
from smslint.project.contradictions import contradictions
from smslint.project.dead_excludes import dead_excludes
from smslint.project.dead_values import dead_values, dead_volumes, idle_declarations
from smslint.project.entries import dead_entries
from smslint.project.missing_files import missing_files
from smslint.project.unnamed_packs import unnamed_packs
from smslint.rules.rule import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Finding
    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner


def idle_settings(runner: Runner, config: Config, found: list[tuple[Target, Outcome]]) -> Iterable[Finding]:
    """A finding for each setting that does nothing; none if the rule about them does not run.

    :param found: all files of the run, each with its outcome.
    """
    rule = rule_of(runner.project(config).rules, "CFG001")
    if rule is None:
        return ()
    own = [each for each in found if each[0].config is config]
    strays = [
        Said(each.why, Location(each.shown, 1, 1, 1, 1), each.inside) for each in runner.strays if each.config is config
    ]
    return without_effect(
        (
            *dead_entries(config, own),
            *dead_values(config, own),
            *dead_volumes(config, own),
            *idle_declarations(config),
            *idle_exports(config, own),
            *dead_excludes(config),
            *missing_files(config, runner.useless),
            *unnamed_packs(config),
            *contradictions(config),
            *strays,
        ),
        rule,
    )
