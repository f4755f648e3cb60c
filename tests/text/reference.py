"""The naive greedy reference: one character at a time, directly from the two 3GPP clauses. Written to be read, not to be fast."""

from __future__ import annotations

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = set("\f^{}\\[~]|€")


def widths(text: str) -> tuple[str, list[int]]:
    if all(char in BASIC or char in EXTENSION for char in text):
        return "GSM-7", [1 if char in BASIC else 2 for char in text]
    return "UCS-2", [2 if ord(char) > 0xFFFF else 1 for char in text]


def reference(text: str) -> tuple[str, int, list[str]]:
    """Encoding, units and the texts of the segments. It does not handle lone surrogates."""
    encoding, costs = widths(text)
    single, capacity = (160, 153) if encoding == "GSM-7" else (70, 67)
    if sum(costs) <= single:
        return encoding, sum(costs), [text]
    segments, used = [""], 0
    for char, cost in zip(text, costs, strict=True):
        if used + cost > capacity:
            segments.append("")
            used = 0
        segments[-1] += char
        used += cost
    return encoding, sum(costs), segments
