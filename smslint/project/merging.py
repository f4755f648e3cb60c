"""A configuration merged with the one that it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.layers import merge
from smslint.project.locales import KEY as LOCALES
from smslint.real_paths import real_path
from smslint.records import replace

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.approved.entry import Entry as ApprovedEntry
    from smslint.project.config import Config
    from smslint.project.volumes import VolumeEntry


def merged(config: Config, base: Config) -> Config:
    """Merge by key: this file overrides the base. Globs of messages in the base are relative to the base."""
    moved = tuple(entry._replace(files=_rebased(entry.files, base.root, config.root)) for entry in base.messages)
    prices = base.prices if base.card_file is None else str(base.card_file)
    layers = (*base.layers, *config.layers)
    settings = merge(layers).settings
    settings.pop(LOCALES, None)
    return replace(
        config,
        values=settings.pop("values"),
        context=settings,
        messages=(*config.messages, *moved),
        rules=(*base.rules, *config.rules),
        prices=config.prices or prices,
        exclude=(*config.exclude, *base.exclude),
        packs=(*config.packs, *base.packs),
        select=config.select or base.select,
        ignore=config.ignore or base.ignore,
        fixable=config.fixable or base.fixable,
        unfixable=(*config.unfixable, *base.unfixable),
        sending=config.sending.over(base.sending),
        columns={**base.columns, **config.columns},
        results={**base.results, **config.results},
        template_folders=config.template_folders or base.template_folders,
        layers=layers,
        volumes=(*config.volumes, *(_moved_volume(each, base.root, config.root) for each in base.volumes)),
        budgets=config.budgets.over(base.budgets),
        logs=(*config.logs, *(each for each in base.logs if each.name not in {own.name for own in config.logs})),
        approved=(*config.approved, *(_moved_export(each, base.root, config.root) for each in base.approved)),
        nodes=(*config.nodes, *base.nodes),
    )


def _rebased(files: tuple[str, ...], old: Path, new: Path) -> tuple[str, ...]:
    try:
        prefix = real_path(old).relative_to(real_path(new)).as_posix()
    except ValueError:
        return files  # a shared base outside the project: its globs are relative to the project that extends it
    return files if prefix == "." else tuple(f"{prefix}/{glob}" for glob in files)


def _moved_export(entry: ApprovedEntry, old: Path, new: Path) -> ApprovedEntry:
    return entry._replace(file=str(old / entry.file), files=_rebased(entry.files, old, new))


def _moved_volume(entry: VolumeEntry, old: Path, new: Path) -> VolumeEntry:
    return entry._replace(files=_rebased((entry.files,), old, new)[0]) if entry.files else entry
