"""Repositories that were made to run something, to be written to, or to be read wrongly."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cost.repo import Repo, statuses

TRAP = "#!/bin/sh\ntouch {0}/trapped\nexit 1\n"


def state_of(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of a folder with its time and content."""
    return {
        str(path): (path.lstat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_nothing_of_the_repository_is_run_and_nothing_is_written(project: Repo, tmp_path: Path) -> None:
    base = project.commit({"sms/a.txt": "A", "sms/b.txt": "B", ".gitattributes": "* filter=trap diff=trap\n"})
    project.commit({"sms/a.txt": "AA"})
    trap = tmp_path / "trap"
    trap.write_text(TRAP.format(tmp_path))
    trap.chmod(0o755)
    settings = {
        "core.fsmonitor": trap, "core.hooksPath": tmp_path / "hooks", "diff.external": trap, "diff.trap.command": trap,
        "diff.trap.textconv": trap, "filter.trap.clean": trap, "filter.trap.smudge": trap, "filter.trap.process": trap,
        "core.pager": trap, "core.sshCommand": trap, "core.editor": trap, "alias.cat-file": f"!{trap}", "alias.diff-index": f"!{trap}",
        "core.gitProxy": trap, "credential.helper": f"!{trap}", "remote.origin.url": f"ext::{trap}", "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none", "core.repositoryformatversion": "1", "extensions.partialClone": "origin",
        "protocol.ext.allow": "always", "uploadpack.packObjectsHook": trap, "diff.orderFile": "/dev/zero2",
    }  # fmt: skip
    with (project.path / ".git" / "config").open("a") as file:
        for name, value in settings.items():
            section, _, key = name.rpartition(".")
            head, dot, rest = section.partition(".")
            file.write(f'[{head}{f" {chr(34)}{rest}{chr(34)}" if dot else ""}]\n\t{key} = "{value}"\n')
    (tmp_path / "hooks").mkdir()
    for hook in ("post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (tmp_path / "hooks" / hook).write_text(TRAP.format(tmp_path))
        (tmp_path / "hooks" / hook).chmod(0o755)
    # A blob that this clone does not have would be fetched from the remote.
    blob = subprocess.run(["git", "rev-parse", f"{base}:sms/b.txt"], cwd=project.path, capture_output=True, check=True)
    name = blob.stdout.decode().strip()
    (project.path / "sms" / "b.txt").write_text("BB")
    (project.path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    before = state_of(project.path)
    status, out, err = project.smslint("diff", base, "--format", "json")
    assert (status, err) == (0, ""), out
    assert not (tmp_path / "trapped").exists()
    assert state_of(project.path) == before
    found = project.diff(base)
    assert statuses(found) == {"sms/a.txt": "changed"}
    assert found["not_compared"] == [
        {
            "path": "sms/b.txt",
            "why": "at the base: This clone does not have the content of this file: fetch the commit completely",
        }
    ]


def test_a_file_that_was_not_compared_is_inside_no_limit(project: Repo) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 3\n"
    base = project.commit({"sms/a.txt": pointer, "sms/b.txt": "B"})
    project.write({"sms/a.txt": "Hi there"})
    found = project.diff(base)
    assert found["messages"] == []
    assert found["not_compared"][0]["why"] == (
        "at the base: This is a pointer of Git LFS: the content is not in the repository"
    )
    (held,) = project.diff(base, "--max-increase", "9999", status=1)["budgets"]
    assert (held["ok"], held["why"]) == (None, "sms/a.txt was not compared")
    out = project.smslint("diff", base)[1]
    assert "not compared: sms/a.txt: at the base: This is a pointer of Git LFS" in out


def test_a_content_from_lfs_that_did_not_change_is_the_same(project: Repo) -> None:
    content = b"Hi there"
    digest = hashlib.sha256(content).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"
    base = project.commit({"sms/a.txt": pointer})
    project.write({"sms/a.txt": content})
    found = project.diff(base, "--all")
    assert (found["not_compared"], statuses(found)) == ([], {"sms/a.txt": "unchanged"})


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_links(project: Repo, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret of this machine")
    base = project.commit({"sms/real.txt": "Real", "sms/other.txt": "Other"})
    (project.path / "sms" / "link.txt").symlink_to("real.txt")
    (project.path / "sms" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (project.path / "sms" / "round.txt").symlink_to("round.txt")
    (project.path / "sms" / "up.txt").symlink_to("../../../../../../../../etc/passwd")
    (project.path / "folder").symlink_to("sms")
    linked = project.commit({})
    assert set(statuses(project.diff(base)).values()) <= {"new", "moved"}
    for name in ("link.txt", "out.txt", "round.txt", "up.txt"):
        (project.path / "sms" / name).unlink()
        (project.path / "sms" / name).write_text(f"Now a file {name}")
    status, out, err = project.smslint("diff", linked, "--format", "json")
    assert (status, err) == (0, "")
    assert "secret of" not in out
    assert "root:" not in out
    found = project.diff(linked)
    assert {each["path"] for each in found["not_compared"]} == {"sms/out.txt", "sms/round.txt", "sms/up.txt"}
    (message,) = found["messages"]
    assert (message["path"], message["status"]) == ("sms/link.txt", "changed")


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
def test_names_that_are_hard_to_read(project: Repo) -> None:
    names = [
        "sms/a\nb.txt",
        "sms/ spaced .txt",
        'sms/"quoted".txt',
        "sms/ü’.txt",
        "sms/::error::x.txt",
        "sms/-dash.txt",
        "sms/@you|`x`<b>.txt",
        "sms/\x1b[31mred.txt",
    ]
    files: dict[str, str | bytes | None] = dict.fromkeys(names, "Hello there")
    base = project.commit(files)
    odd_name = Path(os.fsdecode(os.fsencode(project.path) + b"/sms/\xff.txt"))
    odd_name.write_bytes(b"Not UTF-8 in its name")
    odd = project.commit(dict.fromkeys(names, "Hello there, and more"))
    found = project.diff(base)
    assert len(found["messages"]) == len(names) + 1
    assert {each["status"] for each in found["messages"]} == {"changed", "new"}
    assert {each["path"] for each in found["messages"]} >= set(names)
    odd_name.unlink()
    assert {each["status"] for each in project.diff(odd)["messages"]} == {"removed"}
    for form in ("text", "markdown", "github"):
        status, out, err = project.smslint("diff", base, "--format", form)
        assert (status, err) == (0, "")
        assert "\x1b" not in out
        assert "\n::error::x" not in out
        assert "a\nb" not in out


def test_submodules(
    project: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = Repo(tmp_path / "inner", monkeypatch, capsys)
    inner.git("init", "-q", "-b", "main", ".")
    inner.commit({"sms.txt": "Inner"})
    project.go()
    base = project.commit(
        {"smslint.yaml": (project.path / "smslint.yaml").read_text() + "exclude: [prices.csv]\n", "sms/a.txt": "A"}
    )
    project.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sms/inner")
    added = project.commit({"sms/a.txt": "AA"})
    for state in (base, added):
        found = project.diff(state)
        assert set(statuses(found)) <= {"sms/a.txt"}
        assert found["not_compared"] == [
            {"path": "sms/inner/sms.txt", "why": "it is in another repository, such as a submodule"}
        ]


def test_a_sparse_checkout_removes_nothing(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "A", "sms/deep/b.txt": "B"})
    project.git("sparse-checkout", "set", "--no-cone", "/*", "!/sms/deep/")
    assert not (project.path / "sms/deep/b.txt").exists()
    found = project.diff(base)
    assert statuses(found) == {}
    assert found["not_compared"] == [{"path": "sms/deep/b.txt", "why": "it is not checked out here"}]


def test_files_that_no_side_can_read(project: Repo) -> None:
    """Only what changed is said."""
    base = project.commit(
        {
            "locales/broken.yml": "a: [",
            "locales/mended.yml": "a: [",
            "sms/binary.txt": b"\x00\x01\xff",
            "locales/fine.yml": "a: Hi\n",
        }
    )
    project.write({"locales/mended.yml": "a: Hi\n", "locales/fine.yml": "a: ["})
    found = project.diff(base)
    assert statuses(found) == {}
    assert [each["path"] for each in found["not_compared"]] == ["locales/fine.yml", "locales/mended.yml"]


def test_wrong_settings_in_a_file_of_the_base(project: Repo) -> None:
    base = project.commit({"sms/a.txt": "---\nkind: sales\n---\nHi", "sms/b.txt": "B"})
    project.write({"sms/a.txt": "---\nkind: otp\n---\nHi", "sms/b.txt": "BB"})
    found = project.diff(base)
    assert statuses(found) == {"sms/b.txt": "changed"}
    assert "unknown kind 'sales'" in found["not_compared"][0]["why"]


def test_a_large_blob_is_not_read(project: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    from smslint.cost import tree

    base = project.commit({"sms/a.txt": "x" * 5000, "sms/b.txt": "B"})
    project.write({"sms/a.txt": "A", "sms/b.txt": "BB"})
    monkeypatch.setattr(tree, "LARGEST", 4000)
    found = project.diff(base)
    assert statuses(found) == {"sms/b.txt": "changed"}
    assert "the limit is" in found["not_compared"][0]["why"]


def test_an_output_does_not_replace_what_is_compared(project: Repo, tmp_path: Path) -> None:
    base = project.commit({"sms/a.txt": "A"})
    project.write({"sms/a.txt": "AA"})
    for name in ("sms/a.txt", "smslint.yaml", "prices.csv"):
        assert "this command reads this file" in project.refused(base, "--output", name)
    target = tmp_path / "out.md"
    assert project.smslint("diff", base, "--format", "markdown", "--output", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("<!-- smslint:diff key=default -->\n")
    assert "there is no folder" in project.refused(base, "--output", "no/such/file")
