"""Pinyin initials of people and units: 王小明 is found by wxm, 市教育局 by sjyj."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.domain.pinyin_table import FIRST, LETTERS, SURNAMES, WORDS
from desktop.domain.text import fold

_NONE = "-"


def _parts(entries: str) -> dict[str, str]:
    found = (re.fullmatch(r"(\D+?)([a-z]+)", entry) for entry in entries.split())
    return {match[1]: match[2] for match in found if match}


_SURNAMES, _WORDS = _parts(SURNAMES), _parts(WORDS)
_ANY_WORD = re.compile("|".join(_WORDS))
_LONGEST_SURNAME = 2


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Return the initials of a unit or place in small letters; letters and digits stay, marks go."""
    return _spelt(_ANY_WORD.sub(lambda word: _WORDS[word[0]], fold(name)))


@lru_cache(maxsize=4096)
def person_initials(name: str) -> str:
    """Return the initials of a person, whose surname is read as one: 单 is s, 仇 is q, 尉迟 is yc."""
    plain = fold(name)
    for length in range(_LONGEST_SURNAME, 0, -1):
        if len(plain) > length and plain[:length] in _SURNAMES:
            return _SURNAMES[plain[:length]] + _spelt(plain[length:])
    return _spelt(plain)


def _spelt(plain: str) -> str:
    return "".join(_letter(char) for char in plain)


def _letter(char: str) -> str:
    place = ord(char) - FIRST
    if 0 <= place < len(LETTERS):
        return LETTERS[place].replace(_NONE, "")
    return char if char.isascii() and char.isalnum() else ""
