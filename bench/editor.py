"""How long an editor waits for smslint, on a catalogue of 500 messages. Run: python bench/editor.py

The first diagnostics of an opened catalogue should come sooner than ``smslint check`` on it ends, and those after a keystroke within about
50 ms. The peer of a keystroke is ``ruff server``, which is compiled, on a module of 500 findings. Interleaved, medians.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from processes import SMSLINT, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGES = 500
ROUNDS = 5
KEYS = 20
CONFIG = """\
brand: Acme
regions: [US]
sender: {type: long_code, region: US, a2p_registered: true}
values: {name: {max: 20, charset: any}}
messages: [{files: "*.yml", keys: "*.sms.*", dialect: brace, kind: transactional}]
"""
WORDS = [
    "your",
    "order",
    "is",
    "ready",
    "at",
    "our",
    "store",
    "today",
    "please",
    "bring",
    "this",
    "code",
    "thank",
    "you",
]


def catalogue() -> str:
    """Messages of 60 to 250 characters; every third has something to say about it."""
    draw = random.Random(500)
    lines = ["en:", "  sms:"]
    for number in range(MESSAGES):
        text = " ".join(draw.choices(WORDS, k=draw.randint(10, 45)))
        lines.append(f'    m{number}: "Acme: {text} {draw.choice(("", "", "{name}", "’", "🎉", "{code}"))}."')
    return "\n".join(lines) + "\n"


class Server:
    """A language server, spoken to without a library, so that only its own time is measured."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self.version = self.found = 0
        self.send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}}, 1)
        self.until(lambda said: said.get("id") == 1)
        self.send("initialized", {})

    def send(self, method: str, params: object, number: int | None = None) -> None:
        """Say something."""
        numbered = {} if number is None else {"id": number}
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **numbered}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What the server says that is wanted."""
        assert self.process.stdout is not None
        while True:
            length = 0
            while head := self.process.stdout.readline().strip():
                if head.startswith(b"Content-Length: "):
                    length = int(head.removeprefix(b"Content-Length: "))
            said = json.loads(self.process.stdout.read(length))
            if wanted(said):
                return said

    def _answer(self, begun: float) -> float:
        said = self.until(
            lambda each: (
                each.get("method") == "textDocument/publishDiagnostics" and each["params"]["version"] == self.version
            )
        )
        self.found = len(said["params"]["diagnostics"])
        return time.perf_counter() - begun

    def open(self, path: Path, language: str, text: str) -> float:
        """The seconds until the first diagnostics."""
        self.uri, self.version = path.as_uri(), 1
        begun = time.perf_counter()
        item = {"uri": self.uri, "languageId": language, "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})
        return self._answer(begun)

    def type(self, text: str) -> float:
        """The seconds until the diagnostics of another text."""
        self.version += 1
        begun = time.perf_counter()
        name = {"uri": self.uri, "version": self.version}
        self.send("textDocument/didChange", {"textDocument": name, "contentChanges": [{"text": text}]})
        return self._answer(begun)

    def stop(self) -> None:
        """End it."""
        self.send("shutdown", None, 2)
        self.send("exit", None)
        self.process.communicate()


def measure(folder: Path) -> None:
    """Print the times and their ratios."""
    path, module = folder / "en.yml", folder / "module.py"
    text = catalogue()
    code = "".join(f"import os{number}\nx{number} = 1\n" for number in range(MESSAGES))
    path.write_text(text, encoding="utf-8")
    module.write_text(code, encoding="utf-8")
    (folder / "smslint.yaml").write_text(CONFIG, encoding="utf-8")
    first, checks = [], []
    for _ in range(ROUNDS):
        checks.append(seconds((*SMSLINT, "check", "en.yml"), folder))
        server = Server(folder, *SMSLINT, "server")
        first.append(server.open(path, "yaml", text))
        server.stop()
    whole, opened = median(checks), median(first)
    print(f"smslint check en.yml                {whole * 1000:7.1f} ms")
    print(f"first diagnostics of the catalogue  {opened * 1000:7.1f} ms  {opened / whole:5.2f} x smslint check")
    ours = Server(folder, *SMSLINT, "server")
    ours.open(path, "yaml", text)
    ruff = Server(folder, sys.executable, "-m", "ruff", "server")
    ruff.open(module, "python", code)
    keys, peers = [], []
    for number in range(KEYS):
        keys.append(ours.type(text.replace("Acme: ", f"Acme: {'x' * number}", 1)))
        peers.append(ruff.type(f"{code}y = {number}\n"))
    own, peer = median(keys[1:]), median(peers[1:])
    print(f"a keystroke, {ours.found} diagnostics        {own * 1000:7.1f} ms  {own / whole:5.2f} x smslint check")
    print(f"ruff server, {ruff.found} diagnostics        {peer * 1000:7.1f} ms  ours takes {own / peer:.1f} x")
    ours.stop()
    ruff.stop()


def main() -> None:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name))


if __name__ == "__main__":
    main()
