"""What a real Neovim shows of a catalogue, as a page that a browser can photograph: the lines of docs/editor.md, in a terminal of our own.

It needs Neovim and pyte (the group ``browser``).
"""

from __future__ import annotations

import fcntl
import html
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

TOP = Path(__file__).parent.parent
COLUMNS, ROWS = 150, 27
SECONDS = 20.0
CONFIG = """\
brand: Fernhill
regions: [US]
sender: {type: long_code, region: US, a2p_registered: true}
prices: prices.csv
rules: {LEN003: off}
values: {first_name: {max: 20, charset: gsm7}}
messages:
  - {files: en.yml, kind: transactional}
"""
CATALOGUE = """\
en:
  sms:
    welcome: "Fernhill: hi %{first_name}, your account is ready."
    ready: "Fernhill: it’s ready. Come and collect your plants until Friday evening at six."
    late: "Fernhill: sorry, your order is late. It comes tomorrow."
"""
COLOURS = {
    "default": "#d8dee9",
    "brown": "#ebcb8b",
    "red": "#e06c75",
    "green": "#98c379",
    "blue": "#61afef",
    "cyan": "#56b6c2",
}
BACKGROUND = "#1e222a"
LOOK = """\
vim.o.termguicolors, vim.o.number, vim.o.signcolumn, vim.o.laststatus = true, true, "no", 0
vim.cmd("highlight NormalFloat guibg=#2c313c | highlight LineNr guifg=#5c6370 | highlight LspCodeLens guifg=#98c379")
"""
STYLE = f"body{{margin:0;background:{BACKGROUND};color:{COLOURS['default']}}}pre{{margin:12px;font:14px/1.35 'DejaVu Sans Mono',monospace}}span{{display:inline-block;height:1.35em}}"


def page(folder: Path) -> str:
    """What Neovim shows when the cursor rests on a message with a finding, as HTML.

    :param folder: an empty one, for the project.
    """
    (folder / "smslint.yaml").write_text(CONFIG, "utf-8")
    (folder / "en.yml").write_text(CATALOGUE, "utf-8")
    shutil.copy(TOP / "fixtures" / "prices.csv", folder)
    guide = (TOP / "docs" / "editor.md").read_text("utf-8")
    found = re.search(r"<!-- neovim -->\n```lua\n(.*?)```", guide, re.DOTALL)
    assert found is not None
    (folder / "init.lua").write_text(f"{found[1]}\n{LOOK}", "utf-8")
    screen = pyte.Screen(COLUMNS, ROWS)
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        home = {f"XDG_{each}_HOME": str(folder / each) for each in ("CONFIG", "DATA", "STATE", "CACHE")}
        os.execvpe("nvim", ["nvim", "-n", "-u", "init.lua", "en.yml"], {**os.environ, **home, "PATH": path, "TERM": "xterm-256color"})  # fmt: skip
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        stream = pyte.ByteStream(screen)
        _until(terminal, stream, screen, "right single quotation")
        os.write(terminal, b":lua vim.lsp.codelens.refresh()\r")
        _until(terminal, stream, screen, "segments? · ")
        os.write(terminal, b"3j4w:lua vim.lsp.buf.hover()\r")
        _until(terminal, stream, screen, "── segment 1")
        os.write(terminal, b":echo\r")
        _until(terminal, stream, screen, "── segment 1", settle=1.0)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><pre>{_drawn(screen)}</pre>'


def _until(terminal: int, stream: pyte.ByteStream, screen: pyte.Screen, wanted: str, settle: float = 0.3) -> None:
    """Read what the terminal gets until it shows a text, and nothing comes any more."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], settle)[0]:
            stream.feed(os.read(terminal, 65536))
        elif re.search(wanted, "\n".join(screen.display)):
            return
    raise TimeoutError(f"Neovim does not show {wanted!r}:\n" + "\n".join(screen.display))


def _drawn(screen: pyte.Screen) -> str:
    """The screen as HTML, each run of characters that look the same in one element."""
    lines = []
    for row in range(ROWS):
        line, style, run = "", "", ""
        for column in range(COLUMNS):
            char = screen.buffer[row][column]
            if (now := _style(char)) != style:
                line, style, run = line + _run(style, run), now, ""
            run += char.data
        lines.append((line + _run(style, run)).rstrip())
    return "\n".join(lines)


def _style(char: pyte.screens.Char) -> str:
    front, back = _colour(char.fg, COLOURS["default"]), _colour(char.bg, BACKGROUND)
    front, back = (back, front) if char.reverse else (front, back)
    return f"color:{front};background:{back}" + (";font-weight:bold" if char.bold else "") + (";text-decoration:underline" if char.underscore else "")  # fmt: skip


def _colour(name: str, default: str) -> str:
    return (
        default
        if name == "default"
        else f"#{name}"
        if re.fullmatch("[0-9a-f]{6}", name)
        else COLOURS.get(name, default)
    )


def _run(style: str, text: str) -> str:
    return f'<span style="{style}">{html.escape(text)}</span>' if text else ""
