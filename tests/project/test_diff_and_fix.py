"""What ``--diff`` shows is what ``--fix`` writes: git applies the one to a copy of the project, and all files are equal to the other."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from smslint.cli.app import run

TEXTS = [
    "Your order isn’t ready",
    "Acme: “Hi”, it’s new…",
    "20 % off – today only",
    "Plain text",
    "Hi {name}, don’t",
    "Code\u00a012",
    "  two  blanks ",
    "Ça va’",
    "He said \\u2019no\\u2019",
    "é",
    "",
    "a\u2028b’",
    "x\x0cy’",
    "tab\t’",
    "\x1b[31mred’",
    "😀’",
    "{% if a %}’{% endif %}",
    "a \\\\ ’",
]
NAMES = [
    "a",
    "b c",
    "ü’",
    "x.y",
    "-r",
    "[1]",
    "sub/a",
    "sub/deep/b",
    'q"q',
    "tab\tname",
    "a\\b",
    "ret\rurn",
    "new\nline",
]
LINE_BREAKS = ["\n", "\r\n", "\r"]
CODECS = ["utf-8", "utf-8-sig", "utf-16", "latin-1"]


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def host(random_: random.Random, suffix: str) -> str:
    """A file with some texts."""
    texts = [random_.choice(TEXTS) for _ in range(random_.randint(1, 5))]
    match suffix:
        case "txt":
            return (
                random_.choice(["", "# smslint: disable=ENC001\n"])
                + "\n".join(texts)
                + random_.choice(["", "\n", "\n\n"])
            )
        case "json":
            return (
                "{"
                + ",\n".join(
                    f'"{random_.choice([escaped(text), f"k{at}"])}": "{escaped(text)}"' for at, text in enumerate(texts)
                )
                + "}"
            )
        case "po":
            return "\n".join(
                f'msgid "{escaped(text)}"\nmsgstr "{random_.choice(["", "x’"])}"\n'
                for text in dict.fromkeys(texts)
                if text
            )
        case "yml":
            return "en:\n" + "".join(f'  k{at}: "{escaped(text)}"\n' for at, text in enumerate(texts))
        case "py":
            calls = ['send_sms(to, _("{}"))', 'send_sms(to, "{}")', 'x = _("{}")']
            return "\n".join(random_.choice(calls).format(escaped(text)) for text in texts) + random_.choice(["", "\n"])
        case "csv":
            return "key,text\n" + "".join(
                f'k{at},"{text.replace(chr(34), chr(34) * 2)}"\n' for at, text in enumerate(texts)
            )
        case _:
            return f"{{# c’ #}}{' '.join(texts)}{{{{ n }}}}\n"


SUFFIXES = ["txt", "json", "po", "yml", "py", "csv", "sms.j2"]
CONFIG = "messages: [{files: ['**/*.txt', '**/*.json', '**/*.po', '**/*.yml', '**/*.py', '**/*.csv']}]\n"


def make(random_: random.Random, folder: Path) -> None:
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/HEAD").write_text("")
    (folder / "smslint.yaml").write_text(CONFIG + random_.choice(["", "regions: [US]\n", "values: {n: {max: 3}}\n"]))
    for _ in range(random_.randint(1, 7)):
        suffix = random_.choice(SUFFIXES)
        path = folder / f"{random_.choice(NAMES)}.{suffix}"
        text = host(random_, suffix)
        codec = random_.choice([*CODECS[:1] * 4, *CODECS])
        data = text.replace("\n", random_.choice([*LINE_BREAKS[:1] * 3, *LINE_BREAKS])).encode(codec, "replace")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(random_.choice([0o644, 0o600, 0o755]))
        except OSError:
            continue
    if random_.random() < 0.3:
        files = [each for each in sorted(folder.rglob("*.txt")) if each.is_file()]
        if files:
            (folder / "link.txt").symlink_to(files[0])
    if random_.random() < 0.2 and (folder / "sub").is_dir():
        (folder / "sub/smslint.yaml").write_text("messages: [{files: '*.txt', kind: otp}]\n")


def called(folder: Path, *words: str) -> tuple[str, str]:
    before = Path.cwd()
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", errors="surrogateescape")
    try:
        os.chdir(folder)
        with redirect_stdout(out), redirect_stderr(io.StringIO()) as err:
            run(["check", "--no-cache", *words])
    finally:
        os.chdir(before)
    out.flush()
    return out.buffer.getvalue().decode("utf-8", "surrogateescape"), err.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and ".git" not in each.parts
    }


def as_utf_8(folder: Path) -> dict[Path, tuple[str, bytes]]:
    """Write each file in UTF-8, as a diff shows it; returns how to write it back."""
    codecs = {}
    for each in folder.rglob("*"):
        if not each.is_file() or each.is_symlink() or ".git" in each.parts:
            continue
        data = each.read_bytes()
        for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"", "utf-8"), (b"", "latin-1")):
            if data.startswith(mark):
                try:
                    text = data[len(mark) :].decode(codec)
                except UnicodeDecodeError:
                    continue
                codecs[each] = codec, mark
                each.write_bytes(text.encode())
                break
    return codecs


@pytest.mark.parametrize("seed", range(30))
def test_the_diff_is_what_is_written(seed: int, tmp_path: Path) -> None:
    random_ = random.Random(seed)
    shown, written = tmp_path / "shown", tmp_path / "written"
    make(random_, shown)
    shutil.copytree(shown, written, symlinks=True)
    unsafe = random_.choice([[], ["--unsafe-fixes"]])
    patch, counted = called(shown, "--diff", *unsafe)
    assert contents(shown) == contents(written)  # a diff writes nothing
    _, fixed = called(written, "--fix", *unsafe)
    codecs = as_utf_8(shown)
    if patch:
        subprocess.run(
            ["git", "apply", "--whitespace=nowarn", "-"], input=patch.encode("utf-8", "surrogateescape"), cwd=shown, check=True,
            env={**os.environ, "GIT_DIR": "/nonexistent"},
        )  # fmt: skip
    for path, (codec, mark) in codecs.items():
        path.write_bytes(mark + path.read_bytes().decode().encode(codec))
    assert contents(shown) == contents(written)
    assert [line for line in counted.splitlines() if line.startswith("not fixed")] == [
        line for line in fixed.splitlines() if line.startswith("not fixed")
    ]
    for line in counted.splitlines():
        if line.startswith("Would fix"):
            assert line.replace("Would fix", "Fixed") in fixed.splitlines()
    again, _ = called(written, "--diff", *unsafe)
    assert again == ""


def test_a_file_that_two_names_lead_to(tmp_path: Path) -> None:
    """Git and patch change nothing behind a link, so the file itself is named."""
    (tmp_path / "z.txt").write_text("isn’t\n", "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/y.txt").write_text("isn’t\n", "utf-8")
    (tmp_path / "a.txt").symlink_to("z.txt")
    (tmp_path / "b").symlink_to("sub")
    patch, _ = called(tmp_path, "--diff", "a.txt", "b/y.txt", "--isolated")
    assert [line for line in patch.splitlines() if line.startswith("+++")] == ["+++ b/z.txt", "+++ b/sub/y.txt"]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16", "utf-8"])
def test_a_diff_is_in_utf_8_whatever_standard_output_is(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('send_sms(to, "isn’t")  # 😀 Ж \x1b[1m\r\n', "utf-8", newline="")
    said = subprocess.run(
        [sys.executable, "-m", "smslint", "check", "--diff", "--isolated", "a.py"], cwd=tmp_path, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert said.returncode == 1, said.stderr
    comment = "  # 😀 Ж \x1b[1m\r\n"
    assert f'-send_sms(to, "isn’t"){comment}+send_sms(to, "isn\'t"){comment}'.encode() in said.stdout
