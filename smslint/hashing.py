"""``blake2b``, as ``hashlib`` hands it on, without loading OpenSSL for it: that takes longer than a small check."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
"""Made to be imported from here."""
