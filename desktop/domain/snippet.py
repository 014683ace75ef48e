"""Where the words looked for stand in a text as it was written, and the piece of the text around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.query import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_BEFORE, _LENGTH = 16, 64  # characters
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line; `spans` are the places to highlight, from and until, in order."""

    text: str
    spans: tuple[Span, ...] = ()


def places(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Return where words (as `plain` gives them) stand in a text, in order, those that touch as one.

    A word that is not there as it was typed is found however it is spaced, widened or written in traditional
    characters, as a search finds it.
    """
    found = [span for word in words for span in _as_typed(text, word) or _as_meant(text, word)]
    return tuple(_joined(sorted(found)))


def snippet(text: str, spans: tuple[Span, ...]) -> Snippet:
    """Return the piece of a text around the first of the places, or its beginning when there is none."""
    first = max(spans[0][0] - _BEFORE, 0) if spans else 0
    last = min(first + _LENGTH, len(text))
    before, after = _MORE if first else "", _MORE if last < len(text) else ""
    shift = len(before) - first
    shown = tuple((start + shift, min(end, last) + shift) for start, end in spans if start < last)
    line = "".join(" " if char.isspace() else char for char in text[first:last])
    return Snippet(before + line + after, shown)


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    return plain(char)


def _as_typed(text: str, word: str) -> list[Span]:
    return [(start, start + len(word)) for start in _starts(text, word)]


def _as_meant(text: str, word: str) -> list[Span]:
    folded = plain(text)
    if word not in folded:  # asked of every text of a case, and true of most
        return []
    if len(folded) == len(text):
        spans = [(start, start + len(word)) for start in _starts(folded, word)]
        if all(plain(text[start:end]) == word for start, end in spans):
            return spans
    return _one_by_one(text, word)


def _one_by_one(text: str, word: str) -> list[Span]:
    """Return the places of a word in a text some characters of which fold to none or to several."""
    pieces = [_plain(char) for char in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    return [
        (origin[start], origin[start + len(word) - 1] + 1) for start in _starts("".join(pieces), word)
    ]


def _starts(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
