"""The apostrophe before a text that a spreadsheet would take for a formula: put in front and taken away.

Source: OWASP, CSV injection. A text that already begins with apostrophes before such a sign gets one more,
so that taking one away always gives the text back.
"""

from __future__ import annotations

GUARD = "'"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return the text as a spreadsheet leaves it alone."""
    return GUARD + text if text.lstrip(GUARD).startswith(STARTS) else text


def bare(text: str) -> str:
    """Return the text that was guarded; any other comes back as it is."""
    is_guarded = text.startswith(GUARD) and text.lstrip(GUARD).startswith(STARTS)
    return text.removeprefix(GUARD) if is_guarded else text
