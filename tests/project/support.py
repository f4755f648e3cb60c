"""Write a project into a folder, and run over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config import Config
from smslint.project.files import Chooser, Target
from smslint.project.run import Runner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.project.outcome import Outcome
    from smslint.result import Result


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def run(folder: Path, runner: Runner | None = None) -> Result:
    """The result of a run over a folder."""
    return (runner or Runner()).run(list(Chooser().targets([folder])))


def outcome(name: str, text: str | bytes, config: Config | None = None, runner: Runner | None = None) -> Outcome:
    """The outcome of a text under a file name."""

    data = text if isinstance(text, bytes) else text.encode()
    return (runner or Runner()).text(target(name, config), data)


def target(name: str, config: Config | None = None) -> Target:
    """A target that does not exist on disk."""
    from pathlib import Path

    return Target(Path(name), name, config or Config(Path()), (), name)


def codes(found: Outcome | Result) -> list[str]:
    """The codes of the findings, in order."""
    return [finding.code for finding in found.findings]
