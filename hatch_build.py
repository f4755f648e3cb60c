"""Adds the compiled packs to a wheel, under ``smslint/_data/compiled``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the packs into a temporary folder and adds it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the wheel is built."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from smslint.rules.compile_packs import build
        finally:
            sys.path.remove(str(root))
        self._folder = tempfile.TemporaryDirectory(prefix="smslint-packs-")
        build(root / "rules", Path(self._folder.name))
        build_data["force_include"][self._folder.name] = "smslint/_data/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called when the wheel is written."""
        self._folder.cleanup()
