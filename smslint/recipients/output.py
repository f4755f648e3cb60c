"""Files that get their names only when they are completely written."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from smslint.errors import RecipientsError
from smslint.writing import opened_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.recipients.bytestream import Encoding


@contextmanager
def _written(file: BinaryIO, encoding: Encoding) -> Iterator[io.TextIOWrapper]:
    """An open file as text in the list's encoding, starting with its byte order mark."""
    file.write(encoding.mark)
    text = io.TextIOWrapper(file, encoding.codec, encoding.errors, newline="")
    yield text
    text.flush()
    text.detach()


@contextmanager
def appearing(path: Path | None, encoding: Encoding, source: Path) -> Iterator[io.TextIOWrapper | None]:
    """A file to write to, or ``None`` for no path. After an error, the path is unchanged.

    :param source: the list, which must never be overwritten.
    :raises RecipientsError: if it cannot be written.
    """
    if path is None:
        yield None
        return
    try:
        there = opened_place(path)
    except OSError as error:
        raise RecipientsError(f"{path}: {error.strerror or error}. Nothing was written.") from error
    if there is not None:
        try:
            with there, _written(there, encoding) as text:
                yield text
        except OSError as error:
            raise RecipientsError(
                f"{path}: {error.strerror or error}. What was written there is not complete."
            ) from error
        return
    if path.exists() and path.samefile(source):
        raise RecipientsError(f"{path}: this is the list itself. Choose another name, so that nothing is lost.")
    target = Path(os.path.realpath(path))  # a link stays, and what it leads to is written
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise RecipientsError(f"{path}: {error.strerror or error}. Nothing was written.") from error
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with _written(file, encoding) as text:
                yield text
            os.fsync(file.fileno())
        part.chmod(0o600)
        part.replace(target)
    except OSError as error:
        raise RecipientsError(f"{path}: {error.strerror or error}. Nothing was written.") from error
    finally:
        part.unlink(missing_ok=True)
