"""``blake2b``, the same function as in ``hashlib``, without importing OpenSSL, which takes longer than a small check."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
"""Import it from here."""
