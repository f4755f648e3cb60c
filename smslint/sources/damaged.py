"""Files that are not what their authors wrote: with the marks of a merge, a pointer in place of the content, encrypted."""

from __future__ import annotations

import re
from typing import Final

from smslint.errors import SourceError
from smslint.span import Span
from smslint.text.patterns import later

_CONFLICT: Final = later(r"^<{7}(?: [^\n]*)?\r?\n(?:[^\n]*\n)*?={7}\r?\n(?:[^\n]*\n)*?>{7}(?: |\r?$)", re.MULTILINE)
_STARTS: Final = {
    "version https://git-lfs.github.com/spec/": "This is a pointer of Git LFS, and not the file: run git lfs pull.",
    "$ANSIBLE_VAULT;": "This file is encrypted by Ansible Vault.",
    "\0GITCRYPT": "This file is encrypted by git-crypt.",
    "PK\3\4": "This is a document or a zip archive, and not text: save it as plain text.",
    "%PDF-": "This is a PDF, and not text: save it as plain text.",
    "{\\rtf": "This is a document in RTF: save it as plain text.",
    "-----BEGIN PGP MESSAGE-----": "This file is encrypted by PGP.",
    "-----BEGIN AGE ENCRYPTED FILE-----": "This file is encrypted by age.",
}
_SOPS: Final = "ENC[AES256_GCM,data:"


def refuse(text: str) -> None:
    """Refuse a file whose texts nobody will send as they are.

    :raises SourceError: with the reason and the place.
    """
    if "<<<<<<<" in text and (found := _CONFLICT.search(text)) is not None:
        raise SourceError(
            "This file has the marks of a merge that was not finished.", Span(found.start(), found.start() + 7)
        )
    for start, why in _STARTS.items():
        if text.startswith(start):
            raise SourceError(why, Span(0, len(start)))
    if (at := text.find(_SOPS)) >= 0:
        raise SourceError("This file is encrypted by SOPS.", Span(at, at + len(_SOPS)))
