"""Keyed hashes of numbers and bodies, so that a journal knows them again without holding them.

There are too few phone numbers for a plain hash to hide one: all of them can be tried in minutes. So the hash is keyed with
32 random bytes in a file of their own beside the journal, ``NAME.pepper``. Whoever has the journal alone learns no number
from it. (The ending says "pepper", and so does the journal's table ``meta``: journals that exist are read by these names.)
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from typing import TYPE_CHECKING, Final

from smslint.errors import JournalError

if TYPE_CHECKING:
    from pathlib import Path

_LENGTH: Final = 32


class HmacKey:
    """Hashes under one secret."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def beside(cls, journal: Path, *, create: bool) -> HmacKey:
        """The secret beside a journal, made when ``create``. The caller keeps other processes out meanwhile."""
        path = journal.with_name(journal.name + ".pepper")
        try:
            secret = path.read_bytes()
        except FileNotFoundError:
            if not create:
                message = f"{path} is missing: without it nobody can tell who was sent what. Put it back beside {journal.name}"
                raise JournalError(message) from None
            secret = _make(path)
        except OSError as error:
            raise JournalError(f"{path} cannot be read: {error.strerror}") from None
        if len(secret) != _LENGTH:
            raise JournalError(f"{path} is damaged: put the original back from a backup")
        return cls(secret)

    def recipient(self, number: str) -> str:
        """The hash of a number; punctuation does not count."""
        return self._hash("recipient", re.sub(r"\D", "", number))

    def body(self, body: str) -> str:
        """The hash of a rendered body: one-time codes are as easily tried as numbers are."""
        return self._hash("body", body)

    def check(self) -> str:
        """A value that tells whether this is the key that a journal was made with."""
        return self._hash("check", "")

    def _hash(self, purpose: str, value: str) -> str:
        data = f"{purpose}\0{value}".encode("utf-8", errors="surrogatepass")
        return hmac.new(self._secret, data, hashlib.sha256).hexdigest()

    def __repr__(self) -> str:
        return "HmacKey(hidden)"


def _make(path: Path) -> bytes:
    """Write a new secret so that it is whole on disk, or not there at all."""
    secret = secrets.token_bytes(_LENGTH)
    draft = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise JournalError(f"{path} cannot be written: {error.strerror}") from None
    return secret


def _sync_folder(folder: Path) -> None:
    """Make the new name outlive a power cut. Windows has no such call and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
