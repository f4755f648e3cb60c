"""Keyed hashes of numbers and bodies, so that a journal recognises them without storing them.

A plain hash cannot hide a phone number, because all numbers can be tried in minutes. So the hash has a key of 32 random bytes in
a separate file next to the journal, ``NAME.pepper``. The journal without this file reveals no numbers. (The suffix and the
journal's table ``meta`` say "pepper" because existing journals use these names.)
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from typing import TYPE_CHECKING, Final

from smslint.errors import JournalError
from smslint.sending.journal import mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LENGTH: Final = 32


class HmacKey:
    """Hashes with one secret."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def of_journal(cls, journal: Path, *, create: bool) -> HmacKey:
        """The secret of a journal; a draft of a new one if ``create``. The caller must lock out other processes.

        A new secret becomes final in :meth:`keep`, when its journal exists. So a secret without its journal means that the journal was
        lost, and never that its creation was interrupted.
        """
        path, draft = _paths(journal)
        if create:
            left = [each for each in (path if path.exists() else None, mark.counting(journal)) if each is not None]
            if left:
                names = " and ".join(each.name for each in left)
                raise JournalError(
                    f"{journal} is missing or empty, but beside it {names} {'are' if left[1:] else 'is'} there: the journal was lost, and "
                    f"with it who was sent what. Restore it from a backup; only to send to everyone again, remove {names}"
                )
            return cls(_make(draft))
        try:
            # The creation was interrupted if only the draft is there.
            secret = _secret(path if path.exists() or not draft.exists() else draft)
        except FileNotFoundError:
            message = (
                f"{path} is missing: without it, nobody can see who was sent what. Put it back next to {journal.name}"
            )
            raise JournalError(message) from None
        except OSError as error:
            raise JournalError(f"{path} cannot be read: {error.strerror}") from None
        if len(secret) != _LENGTH:
            raise JournalError(f"{path} is damaged: restore it from a backup")
        return cls(secret)

    @staticmethod
    def keep(journal: Path) -> None:
        """Give a new secret its final name, after the journal that it belongs to was written."""
        path, draft = _paths(journal)
        if path.exists() or not draft.exists():
            return
        try:
            draft.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            raise JournalError(f"{path} cannot be written: {error.strerror}") from None

    def recipient(self, number: str) -> str:
        """The hash of a number, ignoring punctuation."""
        return self._hash("recipient", re.sub(r"\D", "", number))

    def body(self, body: str) -> str:
        """The hash of a rendered body: one-time codes are as easy to guess as numbers."""
        return self._hash("body", body)

    def suppressed(self, numbers: Iterable[int], size: int) -> list[bytes]:
        """Short hashes of many numbers as integers; they say nothing about :meth:`recipient`.

        :param size: of each, in bytes.
        """
        start = hashlib.blake2b(key=self._secret, person=b"suppressed", digest_size=size)
        hashes = []
        for number in numbers:
            each = start.copy()
            each.update(number.to_bytes(8, "little"))
            hashes.append(each.digest())
        return hashes

    def path(self, path: str) -> str:
        """The hash of a path, whose bytes may be no text."""
        return self._hash("path", path)

    def check(self) -> str:
        """A value to check whether this is the key of a journal."""
        return self._hash("check", "")

    def _hash(self, purpose: str, value: str) -> str:
        data = f"{purpose}\0{value}".encode("utf-8", errors="surrogatepass")
        return hmac.new(self._secret, data, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return "HmacKey(hidden)"


def _paths(journal: Path) -> tuple[Path, Path]:
    """Where the secret of a journal is, and its draft."""
    return journal.with_name(journal.name + ".pepper"), journal.with_name(journal.name + ".pepper.new")


def _secret(path: Path) -> bytes:
    """What is in the file of a secret; nothing if it is no file: a pipe would be waited for."""
    return path.read_bytes() if stat.S_ISREG(path.stat().st_mode) else b""


def _make(draft: Path) -> bytes:
    """Write a new secret, which only the owner may read."""
    secret = secrets.token_bytes(_LENGTH)
    try:
        draft.unlink(missing_ok=True)  # an old one could be readable for others
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(draft.parent)
    except OSError as error:
        raise JournalError(f"{draft} cannot be written: {error.strerror}") from None
    return secret


def _sync_folder(folder: Path) -> None:
    """Make sure that the new name survives a power failure. Windows has no such call and does not need it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
