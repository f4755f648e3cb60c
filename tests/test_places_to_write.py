"""Where files are written: through links, into pipes, on full disks. No half-written file, and one line that says what to do."""

from __future__ import annotations

import gzip
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.cli.app import run
from smslint.sending.journal.journal import Journal
from smslint.sending.verdict import Outgoing

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, pipes and limits of the system")
WRITERS = {
    "report": ["check", "t.txt", "--no-cache", "--allow-empty", "--output", "json={}"],
    "baseline": ["baseline", "create", "--no-cache", "--baseline", "{}"],
    "clean": ["recipients", "l.csv", "--clean", "{}"],
    "rejected": ["recipients", "l.csv", "--rejected", "{}"],
    "suppressed": ["suppress", "add", "+14155552671", "--list", "{}"],
}
DATABASES = {
    "suppressed": WRITERS["suppressed"],
    "journal": ["send", "t.txt", "l.csv", "--dry-run", "--journal", "{}"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "t.txt").write_text("Acme: your order of {{ name }} has shipped", "utf-8")
    (tmp_path / "smslint.yaml").write_text(
        "messages: [{files: '*.txt', kind: transactional, dialect: jinja}]\n", "utf-8"
    )
    (tmp_path / "l.csv").write_text("phone,name\n+14155552671,Ann\nbad,Bo\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arguments(template: list[str], target: str) -> list[str]:
    return [each.replace("{}", target) for each in template]


@pytest.mark.parametrize("name", WRITERS)
def test_a_link_stays_and_its_target_is_written(name: str, folder: Path) -> None:
    (folder / "link").symlink_to("real")
    assert run(arguments(WRITERS[name], "link")) in (0, 1)
    assert (folder / "link").is_symlink()
    assert (folder / "real").stat().st_size


@pytest.mark.parametrize("name", ["report", "clean", "rejected"])
@pytest.mark.parametrize("place", ["pipe", "link"])
def test_a_pipe_gets_what_is_written_and_stays(name: str, place: str, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("pipe")
    # Open from both ends, so that nothing waits if the pipe is never opened.
    reader = os.open(folder / "pipe", os.O_RDWR | os.O_NONBLOCK)
    try:
        assert run(arguments(WRITERS[name], place)) in (0, 1)
        assert (folder / "pipe").is_fifo()
        assert (folder / "link").is_symlink()
        assert os.read(reader, 1 << 16)
    finally:
        os.close(reader)


@pytest.mark.parametrize("name", ["report", "clean", "rejected"])
def test_a_device_stays_one(name: str, folder: Path) -> None:
    """As root every file can be replaced by one of another kind. This device is a copy of ``/dev/null``."""
    try:
        os.mknod(folder / "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        (folder / "null").read_bytes()
    except OSError:
        pytest.skip("only root makes devices, and not everywhere")
    assert run(arguments(WRITERS[name], "null")) in (0, 1)
    assert (folder / "null").is_char_device()
    assert sorted(each.name for each in folder.iterdir()) == ["l.csv", "null", "smslint.yaml", "t.txt"]


@pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("name", ["report", "rejected"])
def test_standard_output_that_is_a_file_continues(name: str, place: str, folder: Path) -> None:
    """Opened again by its name, it would begin anew; and what is written beside a file and renamed would replace it."""
    if not os.path.exists(place):  # noqa: PTH110 (not through the link)
        pytest.skip("this system has no such name")
    with (folder / "out").open("wb") as out:
        out.write(b"before\n")
        out.flush()
        done = subprocess.run(
            [sys.executable, "-m", "smslint", *arguments(WRITERS[name], place)],
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert os.path.samestat(os.fstat(out.fileno()), (folder / "out").stat())
    assert done.returncode in (0, 1), done.stderr
    before, *lines = (folder / "out").read_text("utf-8").splitlines()
    assert before == "before"
    assert lines[0] == {"report": "{", "rejected": "row,code,reason,suggestion,phone,name"}[name]


@pytest.mark.parametrize("name", ["report", "baseline", "clean", "rejected"])
def test_a_dash_is_standard_output(name: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "smslint", *arguments(WRITERS[name], "-")], capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.startswith(
        {"clean": b"phone,name\n+14155552671,Ann\n", "rejected": b"row,code,reason"}.get(name, b"{")
    )
    assert sorted(each.name for each in folder.iterdir()) == ["l.csv", "smslint.yaml", "t.txt"]


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="this system has no such names")  # noqa: PTH110
@pytest.mark.parametrize(
    "place",
    ["link", "second", "//dev/stdout", "/dev/../dev/stdout", "/proc/thread-self/fd/1", "/dev/fd/3", "/proc/self/fd/3"],
)
@pytest.mark.parametrize("name", ["report", "rejected"])
def test_what_the_process_has_open_continues(name: str, place: str, folder: Path) -> None:
    """By any name, and through any link: it is neither begun anew nor replaced."""
    (folder / "link").symlink_to("/dev/stdout")
    (folder / "second").symlink_to("link")
    descriptor = "3" if place.endswith("3") else "1"
    (folder / "out").write_bytes(b"before\n")
    done = subprocess.run(
        [
            "sh",
            "-c",
            f'"$@" {descriptor}>>out',
            "sh",
            sys.executable,
            "-m",
            "smslint",
            *arguments(WRITERS[name], place),
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    before, *lines = (folder / "out").read_text("utf-8").splitlines()
    assert before == "before"
    assert lines[0] == {"report": "{", "rejected": "row,code,reason,suggestion,phone,name"}[name]
    assert (folder / "link").is_symlink()


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="this system has no such names")  # noqa: PTH110
def test_what_another_process_has_open_is_continued(folder: Path) -> None:
    (folder / "out").write_bytes(b"before\n")
    with (folder / "out").open("ab") as out:
        place = f"/proc/{os.getpid()}/fd/{out.fileno()}"
        words = [sys.executable, "-m", "smslint", *arguments(WRITERS["rejected"], place)]
        assert subprocess.run(words, capture_output=True, check=False).returncode == 1
        out.write(b"after\n")
    before, *_, after = (folder / "out").read_text("utf-8").splitlines()
    assert (before, after) == ("before", "after")


@pytest.mark.parametrize("name", WRITERS)
def test_a_link_to_a_missing_folder(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "link").symlink_to("nowhere/real")
    before = sorted(each.name for each in folder.iterdir())
    assert run(arguments(WRITERS[name], "link")) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: link: ")
    assert error.count("\n") == 1
    assert "folder ." not in error
    assert "unable to open" not in error
    assert sorted(each.name for each in folder.iterdir()) == before


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no /proc")
@pytest.mark.parametrize("name", [name for name in WRITERS if name not in DATABASES])
@pytest.mark.parametrize("place", ["/proc/x", "/proc/self/x"])
def test_a_folder_that_takes_no_files(name: str, place: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments(WRITERS[name], place)) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: {place}: ")
    assert "its folder takes no new files" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("place", ["pipe", os.devnull, "tofolder"])
def test_what_is_no_file_is_no_database(
    name: str, place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pipe that nobody writes to would be waited for."""
    os.mkfifo(folder / "pipe")
    (folder / "tofolder").symlink_to(".")
    assert run(arguments(DATABASES[name], place)) == 2
    error = capsys.readouterr().err
    assert "not a regular file" in error or "is a directory" in error


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk(name: str, folder: Path) -> None:
    """No file may grow: what is not complete does not remain."""
    code = (
        "import resource, signal, sys; sys.dont_write_bytecode = True; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from smslint.cli.app import run; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); sys.exit(run(sys.argv[1:]))"
    )
    before = sorted(each.name for each in folder.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments(WRITERS[name], "new")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.startswith("error: new: ")
    assert done.stderr.count("\n") == 1
    assert sorted(each.name for each in folder.iterdir()) == before


OTHERS = [
    "init project",
    "prices import prices.csv --as-of 2026-01-01 -o new",
    "suppress export new.csv --list numbers.db",
    "suppress export new.jsonl.gz --list numbers.db",
    "suppress export new.parquet --list numbers.db",
    "suppress export new.xlsx --list numbers.db",
    "preflight t.txt l.csv --rows new.xlsx",
    "preflight t.txt l.csv --rows new.arrow",
    "preflight t.txt l.csv --at 2026-12-01T10:00 --local --plan new",
    "reconcile log.csv --output new",
]
"""What the other commands write, in the forms that packages of others write."""


@pytest.mark.parametrize("limit", [10, 800])
@pytest.mark.parametrize("words", OTHERS)
def test_a_full_disk_of_other_commands(words: str, limit: int, folder: Path) -> None:
    make_inputs(folder)
    (folder / "project").mkdir()
    (folder / "project/t.txt").write_text("Acme: your code is {{ code }}", "utf-8")
    (folder / "log.csv").write_text(LOG, "utf-8")
    (folder / "l.csv").write_text("phone,name\n" + "".join(f"+14155{n},Ann\n" for n in range(552000, 552400)), "utf-8")
    assert run(["suppress", "add", "+14155552671", "--list", "numbers.db"]) == 0
    code = (
        "import resource, signal, sys; sys.dont_write_bytecode = True; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"from smslint.cli.app import run; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); sys.exit(run(sys.argv[1:]))"
    )
    before = sorted(folder.rglob("*"))
    done = subprocess.run([sys.executable, "-c", code, *words.split()], capture_output=True, text=True, check=False)
    assert sorted(folder.rglob("*")) == before or (done.returncode < 2 and limit > 10)
    if done.returncode == 2:
        assert done.stderr.count("\n") == 1, done.stderr
        assert "File too large" in done.stderr


LOG = (
    "From,To,Body,Status,SentDate,NumSegments,ErrorCode,AccountSid,Sid,Direction,Price,PriceUnit\n"
    "+14155550000,+14155552671,Acme: your order of Sam has shipped,delivered,2026-10-01 10:00:00,1,,AC1,SM1,outbound-api,-0.0158,USD\n"
)


@pytest.mark.parametrize("name", ["smslint.yaml", ".smslint.yml"])
def test_init_writes_through_no_link(name: str, folder: Path) -> None:
    (folder / "project").mkdir()
    (folder / "project" / name).symlink_to("../elsewhere")
    assert run(["init", "project"]) == 2
    assert not (folder / "elsewhere").exists()


def make_inputs(folder: Path) -> None:
    (folder / "s.txt").write_text("+14155550000\n", "utf-8")
    (folder / "prices.csv").write_text("country,iso,price,currency\nUnited States,US,0.01,USD\n", "utf-8")
    (folder / "card.csv").write_text("region,price_per_segment,currency,as_of\nUS,0.01,USD,2026-11-01\n", "utf-8")
    (folder / "l.csv.gz").write_bytes(gzip.compress((folder / "l.csv").read_bytes()))
    (folder / "base.yaml").write_text("brand: Acme\nprices: card.csv\nsending: {suppression: s.txt}\n", "utf-8")
    (folder / "other.yaml").write_text("extends: base.yaml\nmessages: [{files: '*.txt', dialect: jinja}]\n", "utf-8")
    (folder / "accepted.json").write_text('{"version": 1, "findings": {}}', "utf-8")
    (folder / "catalogue.json").write_text('{"en": {"findings_of": "Acme"}}', "utf-8")
    with Journal(folder / "j") as journal:
        journal.add("c", Outgoing("Hello", "+14155552671"))
    (folder / "symbolic").symlink_to("s.txt")
    os.link(folder / "s.txt", folder / "hard")


LIST = ["recipients", "l.csv", "--suppress", "s.txt"]
OVERWRITTEN = [
    [*LIST, "--clean", "s.txt"], [*LIST, "--rejected", "s.txt"], [*LIST, "--clean", "./s.txt"], [*LIST, "--clean", "symbolic"],
    [*LIST, "--rejected", "hard"], [*LIST, "--clean", "smslint.yaml"], [*LIST, "--clean", "l.csv"],
    [*LIST, "--clean", "both.csv", "--rejected", "both.csv"], [*LIST, "--clean", "both.csv", "--rejected", "./both.csv"],
    ["send", "journal", "--journal", "j", "--export", "j"], ["send", "journal", "--journal", "j", "--export", "j.pepper"],
    ["send", "journal", "--journal", "j", "--export", "./j.mark"], ["send", "journal", "--journal", "j", "--export", "j-wal"],
    ["check", "t.txt", "--output", "json=t.txt"], ["check", "--output", "sarif=smslint.yaml"],
    ["check", "--config", "smslint.yaml", "--output", "json=./smslint.yaml"],
    ["baseline", "create", "--baseline", "t.txt"], ["baseline", "create", "--baseline", "catalogue.json"],
    ["baseline", "create", "--baseline", "smslint.yaml"], ["baseline", "create", "--baseline", "s.txt"],
    *(["recipients", "l.csv.gz", option, "l.csv.gz"] for option in ("--clean", "--rejected")),
    *(["preflight", "t.txt", listed, "--rows", listed] for listed in ("l.csv", "l.csv.gz")),
    *(["preflight", "t.txt", "l.csv", "--suppress", "s.txt", "--prices", "card.csv", "--journal", "j", "--rows", each]
      for each in ("t.txt", "./s.txt", "hard", "symbolic", "card.csv", "smslint.yaml", "j.pepper", "j.mark")),
    *(["preflight", "t.txt", "l.csv", "--config", "other.yaml", "--rows", each] for each in ("other.yaml", "base.yaml", "card.csv", "s.txt")),
    *(["recipients", "l.csv", "--config", "other.yaml", "--clean", each] for each in ("other.yaml", "base.yaml", "card.csv", "s.txt")),
    *(["check", "--config", "other.yaml", "--output", f"json={each}"] for each in ("t.txt", "base.yaml", "card.csv", "s.txt")),
    ["check", "t.txt", "--baseline", "accepted.json", "--output", "json=accepted.json"],
    ["prices", "import", "prices.csv", "--as-of", "2026-01-01", "-o", "prices.csv"],
]  # fmt: skip


@pytest.mark.parametrize("words", OVERWRITTEN, ids=" ".join)
def test_what_a_command_reads_is_not_overwritten(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A suppression list that becomes the list of recipients would text everybody who left."""
    make_inputs(folder)
    before = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    assert run([*words, "--no-cache"] if words[0] in ("check", "baseline") else words) == 2
    assert capsys.readouterr().err.count("\n") == 1
    # The journal itself may have been opened, so SQLite may have put its log away.
    after = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    for name in before if "journal" not in words else {"j.pepper", "j.mark"}:
        assert after[name] == before[name], name
    with Journal(folder / "j") as journal:
        assert journal.state("c", Outgoing("Hello", "+14155552671")) is not None


@pytest.mark.parametrize("name", ["card.csv", "s.txt", "base.yaml"])
@pytest.mark.parametrize(
    "words", ["preflight ../t.txt ../l.csv --rows", "recipients ../l.csv --clean", "check ../t.txt --no-cache --output"]
)
def test_what_the_project_of_another_folder_reads_is_not_overwritten(
    words: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_inputs(folder)
    (folder / "sub").mkdir()
    before = (folder / name).read_bytes()
    monkeypatch.chdir(folder / "sub")
    place = f"json=../{name}" if words.startswith("check") else f"../{name}"
    assert run([*words.split(), place, "--config", "../base.yaml"]) == 2
    assert "this command reads this file" in capsys.readouterr().err
    assert (folder / name).read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        "recipients - --clean l.csv", "recipients - --rejected ./l.csv", "recipients - --clean /dev/stdin", "preflight t.txt - --rows l.csv",
        "check - --no-cache --output json=l.csv", "check - --no-cache --output json=/dev/stdin",
    ],
)  # fmt: skip
def test_a_file_that_is_standard_input_is_not_overwritten(words: str, folder: Path) -> None:
    before = (folder / "l.csv").read_bytes()
    with (folder / "l.csv").open("rb") as opened:
        done = subprocess.run(
            [sys.executable, "-m", "smslint", *words.split()], stdin=opened, capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert (folder / "l.csv").read_bytes() == before


def test_a_baseline_in_conflict_is_made_again(folder: Path) -> None:
    path = folder / "b.json"
    assert run(["baseline", "create", "--no-cache", "--baseline", "b.json"]) == 0
    made = path.read_bytes()
    for content in (b"", b"<<<<<<< HEAD\n" + made + b"=======\n" + made, made):
        path.write_bytes(content)
        assert run(["baseline", "create", "--no-cache", "--baseline", "b.json"]) == 0
        assert path.read_bytes() == made


def test_an_export_is_written_completely_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_inputs(folder)
    (folder / "rows.csv").write_text("older", "utf-8")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        assert run(["send", "journal", "--journal", "j", "--export", "rows.csv"]) == 2
    assert (folder / "rows.csv").read_text("utf-8") == "older"
    assert run(["send", "journal", "--journal", "j", "--export", "rows.csv"]) == 1
    assert "queued" in (folder / "rows.csv").read_text("utf-8")


NAMES = [
    ".gitignore", ".smslint-baseline.json", "pyproject.toml", "smslint.yaml", "t.txt.smslint.yaml", "package.json", "composer.json",
    "main.tf", "pack/rule.yaml", "pack/README", "base.html", "other.txt", "de.po",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["pipe", "loop"])
def test_a_name_that_is_looked_for_and_is_no_file(name: str, kind: str, folder: Path) -> None:
    """A repository can contain anything under any name. Nothing is waited for, and nothing is an internal error."""
    (folder / "t.txt").write_text("Acme: {% extends 'base.html' %} {{ name }}", "utf-8")
    (folder / "pack").mkdir()
    (folder / ".git").mkdir()
    if name.startswith("pack/"):
        (folder / "smslint.yaml").write_text("packs: [pack]\nmessages: [{files: '**/*.*'}]\n", "utf-8")
    path = folder / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name)
    commands = [
        ["check"],
        ["check", "--diff"],
        ["check", "--list-files"],
        ["discover"],
        ["config", "show", "t.txt"],
        ["baseline", "show"],
    ]
    code = "import sys, smslint.cli.app as app; sys.exit(max(app.run(words.split()) for words in sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(" ".join, commands)], capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 1, 2)
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_files_with_numbers_of_people_are_their_owners(folder: Path) -> None:
    """Also where new files are open to everybody. Reports, in which numbers are masked, have the permissions of any new file."""
    make_inputs(folder)
    (folder / "l.csv").write_text("phone\n+14155550123\n12\n", "utf-8")
    code = "import os, sys; from smslint.cli.app import run; os.umask(0); sys.exit(run(sys.argv[1:]))"
    for words in (
        "suppress add +14155550123 --list new.db",
        "recipients l.csv --clean clean.csv --rejected rejected.csv",
        "send journal --journal j --export masked.csv",
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *words.split()], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode in {0, 1}, done.stderr
    modes = {
        name: (folder / name).stat().st_mode & 0o777 for name in ("new.db", "clean.csv", "rejected.csv", "masked.csv")
    }
    assert modes == {"new.db": 0o600, "clean.csv": 0o600, "rejected.csv": 0o600, "masked.csv": 0o666}


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_files_that_were_there_keep_their_permissions(folder: Path) -> None:
    (folder / "l.csv").write_text("phone\n+14155550123\n12\n", "utf-8")
    modes = {"clean.csv": 0o644, "rejected.csv": 0o660, "rows.csv": 0o640}
    for name, mode in modes.items():
        (folder / name).write_text("old", "utf-8")
        (folder / name).chmod(mode)
    (folder / "t.txt").write_text("Hi there", "utf-8")
    for words in (
        "recipients l.csv --clean clean.csv --rejected rejected.csv",
        "preflight t.txt l.csv --rows rows.csv",
    ):
        done = subprocess.run(
            [sys.executable, "-m", "smslint", *words.split()], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode in {0, 1}, done.stderr
    assert all("old" not in (folder / name).read_text("utf-8") for name in modes)
    assert {name: (folder / name).stat().st_mode & 0o777 for name in modes} == modes
