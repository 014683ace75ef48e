"""The words of a case as the file keeps them for searching, and the tokens the index is fed with.

Words are kept folded, one part a field, each begun by its own unprintable mark. The tokens of a text are its
characters and its pairs of neighbours, each once: one and two characters are found by the index alone, longer
words by all their pairs and then a look at the words kept. What is fed must be taken out again to the letter,
and no index is fed by two versions of this module: whoever changes what it yields adds a step to `steps`
that empties the index and puts every case on the list of those waiting (a test holds both together).
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from desktop.domain.query import plain
from desktop.domain.wording import PARTS, SPELT, texts_of

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.query import Field

_BETWEEN = "\x1f"  # `plain` leaves no such mark in a text, nor in what is looked for
_MARKS = re.compile(f"[\x01-{chr(len(PARTS) + 1)}{_BETWEEN}]")
_PAIR = 2
_SHORT = 40  # characters of names and words that many cases share
_often = lru_cache(maxsize=4096)(plain)
_MOST_TOKENS = 24  # of one word looked for; what they let through is looked at anyway

# ASCII marks would end a token; their full-width forms do not, and no folded text holds these
_WHOLE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}


def words_of(case: Case) -> str:
    """Return all that is looked for in a case, part after part in the order of `PARTS`, and a last mark."""
    parts: dict[Field, dict[str, None]] = {part: {} for part in PARTS}
    for part, text in texts_of(case):
        if text:
            parts[part][_often(text) if len(text) <= _SHORT else plain(text)] = None
            if part in SPELT:
                parts[part][SPELT[part](text)] = None
    joined = (_BETWEEN.join(filter(None, texts)) for texts in parts.values())
    return "".join(chr(at) + text for at, text in enumerate((*joined, ""), start=1))


def segment(words: str) -> str:
    """Return the tokens of kept words, each once, with blanks between; the order means nothing."""
    tokens: set[str] = set()
    for text in _MARKS.split(words.translate(_WHOLE)):
        tokens.update(text)
        tokens.update(map(add, text, text[1:]))
    return " ".join(tokens)


def tokens_of(word: str) -> tuple[str, ...]:
    """Return the tokens every text holds that holds this word (as `plain` gives it), which is not empty."""
    whole = word.translate(_WHOLE)
    pairs = tuple(dict.fromkeys(map(add, whole, whole[1:])))
    return pairs[:_MOST_TOKENS] or (whole,)


def is_exact(word: str) -> bool:
    """Whether the index alone tells which texts hold a word."""
    return len(word) <= _PAIR
