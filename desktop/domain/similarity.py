"""How alike titles and texts are: the share of neighbouring characters two of them have in common."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

from desktop.domain.text import fold

_FRAME = re.compile(r"^关于(?:进一步)?|(?:的)?(?:建议|提案|议案|意见|建议案|几点建议|若干建议)$")
_PUNCTUATION = re.compile(r"[^\w]+")
_PAIR = 2


def pairs(title: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a title without its frame (关于……的建议)."""
    words = _PUNCTUATION.sub("", _FRAME.sub("", fold(title)))
    if len(words) < _PAIR:
        return frozenset((words,)) if words else frozenset()
    return frozenset(words[at : at + _PAIR] for at in range(len(words) - 1))


def shared_words(titles: Sequence[str]) -> str:
    """Return the longest words that stand in every title without its frame, "" when there are none."""
    bare = [_FRAME.sub("", title.strip()) for title in titles]
    first = min(bare, key=len, default="")
    for length in range(len(first), _PAIR - 1, -1):
        for at in range(len(first) - length + 1):
            words = first[at : at + length]
            if all(words in other for other in bare):
                return words
    return ""


_GRAM = 6


def grams(text: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Return the runs of six characters of a text, what belongs to its own paper (`without`) taken out."""
    plain = fold(text)
    for words in without:
        if words.strip():
            plain = plain.replace(fold(words), "")
    plain = _PUNCTUATION.sub("", plain)
    return frozenset(plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1))


class TextIndex:
    """Texts by the runs of characters they hold; for finding near-copies among thousands."""

    def __init__(self) -> None:
        """Begin without texts."""
        self._sizes: dict[int, int] = {}
        self._holders: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, key: int, held: frozenset[str]) -> None:
        """Take in a text by its key; each key once."""
        self._sizes[key] = len(held)
        for gram in held:
            self._holders[gram].append(key)

    def copies(self, key: int, held: frozenset[str], least: float) -> tuple[tuple[int, float], ...]:
        """Return other keys and the share (0 to 1) of the shorter text both hold, the most alike first."""
        common: Counter[int] = Counter()
        for gram in held:
            common.update(self._holders.get(gram, ()))
        shares = (
            (other, number / max(1, min(len(held), self._sizes[other])))
            for other, number in common.items()
            if other != key
        )
        return tuple(sorted((each for each in shares if each[1] >= least), key=lambda each: -each[1]))


class TitleIndex:
    """Titles by the pairs they hold, so that only those sharing one are looked at."""

    def __init__(self) -> None:
        """Begin without titles."""
        self._titles: dict[int, str] = {}
        self._sizes: dict[int, int] = {}
        self._holders: defaultdict[str, set[int]] = defaultdict(set)

    def update(self, titles: dict[int, str]) -> None:
        """Hold exactly these titles by their keys; what is held already costs nothing again."""
        changed = [key for key, title in self._titles.items() if titles.get(key) != title]
        for key in changed:
            for pair in pairs(self._titles.pop(key)):
                self._holders[pair].discard(key)
        for key in titles.keys() - self._titles.keys():
            held = pairs(titles[key])
            self._titles[key], self._sizes[key] = titles[key], len(held)
            for pair in held:
                self._holders[pair].add(key)

    def nearest(self, title: str, limit: int, least: float) -> tuple[tuple[int, float], ...]:
        """Return keys and shares (0 to 1, Jaccard) of the titles most alike, from `least` on, best first."""
        wanted = pairs(title)
        common: Counter[int] = Counter()
        for pair in wanted:
            common.update(self._holders.get(pair, ()))
        shares = ((key, number / (len(wanted) + self._sizes[key] - number)) for key, number in common.items())
        alike = [each for each in shares if each[1] >= least]
        return tuple(sorted(alike, key=lambda each: (-each[1], -each[0]))[:limit])
