"""The real template engines, each a process that renders one template per line; the dialects are compared with them.

A missing engine skips its tests by name; with ``SMSLINT_ENGINES=required`` (in CI) it fails them.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE: Final = Path(__file__).parent
FIRST_SEED: Final = int(os.environ.get("SMSLINT_FIRST_SEED", "0"))
"""Where the seeds of random templates begin: another number draws templates that nobody has seen."""
VELOCITY_JARS: Final = os.environ.get(
    "SMSLINT_VELOCITY_JARS",
    "/usr/share/java/velocity.jar:/usr/share/java/commons-collections3.jar:/usr/share/java/commons-lang.jar",
)
"""Debian's Velocity 1.7; the variable names the jars of another version (velocity-engine-core, commons-lang3, slf4j-api)."""


class EngineError(Exception):
    """The engine refused the template or the data."""


class Made(NamedTuple):
    """How a program is started, and what it needs."""

    needs: tuple[str, ...]
    """Commands and files."""
    command: Callable[[], list[str]]


@cache
def _folder() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp(prefix="smslint-engines-"))


def _go() -> list[str]:
    target = _folder() / "render-go"
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GO111MODULE": "off", "GOCACHE": str(_folder() / "go-cache")}
    subprocess.run(["go", "build", "-o", str(target), str(HERE / "render.go")], check=True, env=environment)
    return [str(target)]


def _java() -> list[str]:
    subprocess.run(["javac", "-cp", VELOCITY_JARS, "-d", str(_folder()), str(HERE / "Render.java")], check=True)
    return ["java", "-Xshare:auto", "-cp", f"{_folder()}:{VELOCITY_JARS}", "Render"]


NODE: Final = Made(
    ("node", str(HERE / "node/node_modules/handlebars")), lambda: ["node", str(HERE / "node/render.mjs")]
)
RUBY: Final = Made(("ruby", "/usr/share/rubygems-integration"), lambda: ["ruby", "-W0", str(HERE / "render.rb")])
PHP: Final = Made(
    ("php", "/usr/share/php/Twig/autoload.php", "/usr/share/php/Illuminate/View/autoload.php"),
    lambda: ["php", "-d", "display_errors=0", "-d", "memory_limit=2G", str(HERE / "render.php")],
)
GO: Final = Made(("go",), _go)
JAVA: Final = Made(("javac", "java", VELOCITY_JARS.partition(":")[0]), _java)

PROGRAMS: Final[dict[str, Made]] = {
    "handlebars": NODE,
    "mustache": NODE,
    "icu": NODE,
    "erb": RUBY,
    "liquid": RUBY,
    "twig": PHP,
    "blade": PHP,
    "go": GO,
    "velocity": JAVA,
}
"""An engine's name to its program."""


class Engine:
    """One engine. ``render`` gives its text, or raises :class:`EngineError`."""

    def __init__(self, name: str, process: subprocess.Popen[str]) -> None:
        self.name = name
        self._process = process

    def render(self, template: str, data: Mapping[str, Any], **more: object) -> str:
        """The text that the engine makes of a template. ``more``: ``partials``, ``locale``."""
        if self.name == "velocity":
            return self._velocity(template, data, more.get("partials") or {})
        request = {"engine": self.name, "template": template, "data": data, **more}
        answer = json.loads(self._ask(json.dumps(request)))
        if "error" in answer:
            raise EngineError(answer["error"])
        return str(answer["out"])

    def _velocity(self, template: str, data: Mapping[str, Any], parts: Any) -> str:
        words = [_base64(template)]
        for name, value in data.items():
            kind = str(value).lower() if isinstance(value, bool) else "list" if isinstance(value, list) else "text"
            plain = "\n".join(map(_base64, value)) if isinstance(value, list) else str(value)
            words += [_base64(name), kind, _base64(plain)]
        for name, text in parts.items():
            words += [_base64(name), "part", _base64(text)]
        state, _, text = self._ask(" ".join(words)).strip().partition(" ")
        answer = base64.b64decode(text).decode()
        if state == "error":
            raise EngineError(answer)
        return answer

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{self.name} ended, with status {self._process.poll()}"
        return answer


_RUNNING: dict[int, subprocess.Popen[str]] = {}


def engine(name: str) -> Engine:
    """The engine with a name; its program is started once for the whole run.

    Skips the test if something that it needs is missing.
    """
    made = PROGRAMS[name]
    for need in made.needs:
        if not (Path(need).exists() if "/" in need else shutil.which(need)):
            absent(name, Path(need).name)
    process = _RUNNING.get(id(made))
    if process is None or process.poll() is not None:
        process = _RUNNING[id(made)] = subprocess.Popen(
            made.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
    return Engine(name, process)


def absent(name: str, need: str) -> NoReturn:
    """Skip the test because an engine lacks something; in CI it fails."""
    message = f"{name}: {need} is missing"
    if os.environ.get("SMSLINT_ENGINES") == "required":
        pytest.fail(message)
    pytest.skip(message)


def stop() -> None:
    """End the programs."""
    for process in _RUNNING.values():
        process.kill()
        process.communicate()
    _RUNNING.clear()
    if _folder.cache_info().currsize:
        shutil.rmtree(_folder(), ignore_errors=True)
        _folder.cache_clear()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
