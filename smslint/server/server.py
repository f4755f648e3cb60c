"""The language server: what the editor says goes to one thread that checks, and its answers go back."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.lsp.server import LanguageServer

from smslint.errors import SmslintError
from smslint.server.checks import Checks, StaleError
from smslint.server.diagnostics import diagnostics, of_problem
from smslint.server.documents import document, uri_of
from smslint.server.options import Options
from smslint.server.problems import Problem, problem_of
from smslint.server.protocol import Protocol, one_line, words_of
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.server.checks import Checked
    from smslint.server.documents import Document

LONGEST_WAIT: Final = 0.3
"""The most seconds that a check waits for the next keystroke. It waits as long as the last one took, and only if the text changes faster
than it can be checked."""
LOOK: Final = 2.0
"""The seconds between two looks at the files of configurations, for editors that do not tell when a file changes."""


class SmslintServer(LanguageServer):
    """Knows the open texts, and has them checked when they change."""

    def __init__(self) -> None:
        super().__init__(
            "smslint",
            __version__,
            types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=get_converter,
        )
        self.options = Options()
        self.checks = Checks()
        self.desk = ThreadPoolExecutor(1, "smslint-desk")
        """Everything but the protocol happens in its one thread."""
        self.waiting: dict[str, asyncio.Task[Checked | None]] = {}
        """The check of each open text that is not finished."""
        self.took: dict[str, float] = {}
        self.found: dict[str, list[types.Diagnostic]] = {}
        """What was found in each open text."""
        self.told: dict[str, list[types.Diagnostic]] = {}
        """What was last said about each file, if anything."""
        self.wrong: set[str] = set()
        """The files whose errors were said."""
        self.age = 0
        self.problems: dict[str, Problem] = {}
        """Why an open text could not be checked."""
        self.watching: asyncio.Task[None] | None = None
        self.watched: tuple[str, ...] = ()

    # Documents.

    def text(self, uri: str) -> Document | None:
        """An open text."""
        found = self.workspace.text_documents.get(_unquoted(uri))
        return None if found is None else document(found.uri, found.version, found.source)

    @property
    def units(self) -> types.PositionEncodingKind:
        """In which units the editor counts columns."""
        return types.PositionEncodingKind(self.workspace.position_encoding or "utf-16")

    def change(self, uri: str, *, at_once: bool = False) -> None:
        """Have a text checked, instead of the check of it that is not finished."""
        wait = 0.0
        if (before := self.waiting.pop(uri, None)) is not None and not before.done():
            before.cancel()
            wait = 0.0 if at_once else min(self.took.get(uri, 0.0), LONGEST_WAIT)
        found = self.text(uri)
        if found is None:
            return
        task = self.waiting[uri] = asyncio.ensure_future(self._check(found, wait))
        task.add_done_callback(_heard)

    def change_all(self) -> None:
        """Have all open texts checked."""
        for found in list(self.workspace.text_documents.values()):
            self.change(found.uri)

    async def checked(self, uri: str) -> Checked | None:
        """The last check of a text, after it has settled."""
        while (task := self.waiting.get(uri)) is not None:
            await asyncio.wait([task])
            if self.waiting.get(uri) is task:
                del self.waiting[uri]
        return self.checks.known.get(uri)

    async def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What a function of smslint returns; while it works, the editor is heard."""
        return await asyncio.get_running_loop().run_in_executor(self.desk, work, *arguments)

    async def _check(self, found: Document, wait: float) -> Checked | None:
        if wait:
            await asyncio.sleep(wait)
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        begun = loop.time()
        try:
            result: Checked | None = await self.do(
                self.checks.check, found, self.units, lambda: self.waiting.get(found.uri) is not task
            )
            self.problems.pop(found.uri, None)
            if result is not None and result.problem is not None:
                self.problems[found.uri] = result.problem
        except StaleError:
            return None
        except SmslintError as error:
            self.checks.known.pop(found.uri, None)
            self.problems[found.uri] = problem_of(error, found.path)
            result = None
        except Exception as error:  # noqa: BLE001 (the boundary of a check)
            self.checks.known.pop(found.uri, None)
            self.say(f"smslint: {found.path.name} could not be checked: {words_of(error)}", types.MessageType.Error)
            result = None
        if found.uri not in self.took:
            gc.freeze()  # what is loaded now, and what is remembered of this text, stays: nobody need look at it again and again
        self.took[found.uri] = loop.time() - begun
        if self.waiting.get(found.uri) is task:
            del self.waiting[found.uri]
            self._tell(found, result)
            await self._follow()
        return result

    # What is said.

    def _tell(self, found: Document, result: Checked | None) -> None:
        if result is None:
            known = self.found.pop(found.uri, None) is not None
        else:
            known = True
            self.found[found.uri] = diagnostics(result, self.options.severity)
        self._publish(found.uri, found.version, again=known)
        self._tell_problems()
        if self.age != self.checks.projects.age:  # a file on disk has changed, which concerns the others, too
            self.age = self.checks.projects.age
            for other in list(self.workspace.text_documents.values()):
                if other.uri != found.uri:
                    self.change(other.uri)
            self.refresh()

    def _tell_problems(self) -> None:
        """Say what is wrong with configurations, and take back what is not wrong any more."""
        wrong = {uri_of(problem.path) for problem in self.problems.values()}
        for uri in wrong | self.wrong:
            self._publish(uri)
        self.wrong = wrong

    def _publish(self, uri: str, version: int | None = None, *, again: bool = False) -> None:
        """Say everything about a file, if it is not what was said last.

        :param again: say it in any case: the editor waits for it.
        """
        problems = [each for each in dict.fromkeys(self.problems.values()) if uri_of(each.path) == uri]
        all_ = [*map(of_problem, problems), *self.found.get(uri, ())]
        if again or all_ != self.told.get(uri, []):
            self.told[uri] = all_
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, all_, version))
        if not all_:
            self.told.pop(uri, None)

    def close(self, uri: str) -> None:
        """Forget a text that was closed."""
        if (task := self.waiting.pop(uri, None)) is not None:
            task.cancel()
        self.took.pop(uri, None)
        self.problems.pop(uri, None)
        self.found.pop(uri, None)
        self.checks.asked.discard(uri)
        self.desk.submit(self.checks.close, uri)
        self._publish(uri)
        self._tell_problems()

    def refresh(self) -> None:
        """Ask the editor to show lenses and hints anew."""
        can = self.client_capabilities.workspace
        for kind, ask in (
            ("code_lens", self.workspace_code_lens_refresh),
            ("inlay_hint", self.workspace_inlay_hint_refresh),
        ):
            if getattr(getattr(can, kind, None), "refresh_support", None):
                ask(None)

    # Files on disk.

    async def look(self, *, anyway: bool = False) -> None:
        """Have everything checked again if a file on disk has changed."""
        if await self.do(self.checks.projects.refresh) or anyway:
            self.change_all()
            self.refresh()

    async def keep_looking(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(LOOK)
            await self.look()

    async def _follow(self) -> None:
        """Ask the editor to tell when a file changes on which the checks depend."""
        can = self.client_capabilities.workspace
        if can is None or can.did_change_watched_files is None or not can.did_change_watched_files.dynamic_registration:
            if self.watching is None:
                self.watching = asyncio.ensure_future(self.keep_looking())
                self.watching.add_done_callback(_heard)
            return
        files = tuple(sorted(self.checks.projects.files()))
        if files == self.watched:
            return
        if self.watched:
            self.client_unregister_capability(
                types.UnregistrationParams([types.Unregistration(_FILES, types.WORKSPACE_DID_CHANGE_WATCHED_FILES)])
            )
        self.watched = files
        options = types.DidChangeWatchedFilesRegistrationOptions(
            _watchers(files, relative=bool(can.did_change_watched_files.relative_pattern_support))
        )
        self.client_register_capability(
            types.RegistrationParams([types.Registration(_FILES, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)])
        )

    def say(self, text: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a person some lines."""
        self.window_show_message(types.ShowMessageParams(kind, text))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 (pygls' signature)
        """One line about what could not be handled, in the log of the editor."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"smslint: {one_line(str(error))}"))

    def shutdown(self) -> None:
        """End: what is in work is not waited for."""
        self.waiting.clear()
        self.desk.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]


_FILES: Final = "smslint.files"


def _unquoted(uri: str) -> str:
    from urllib.parse import unquote

    return unquote(uri)


def _heard(task: asyncio.Task[Any]) -> None:
    """Let the error of a task be known, of which nobody takes the result."""
    if not task.cancelled() and (error := task.exception()) is not None:
        raise error


def _watchers(files: Iterable[str], *, relative: bool) -> list[types.FileSystemWatcher]:
    """One for each folder, with the names in it.

    :param relative: whether the editor takes the folder apart from the pattern, so that it may have any name.
    """
    names: dict[str, list[str]] = {}
    for folder, _, name in (each.rpartition("/") for each in files):
        names.setdefault(folder, []).append(name)
    found = []
    for folder, some in names.items():
        pattern = some[0] if len(some) == 1 else f"{{{','.join(some)}}}"
        whole = types.RelativePattern(uri_of(Path(folder or "/")), pattern) if relative else f"{folder}/{pattern}"
        found.append(types.FileSystemWatcher(whole))
    return found
