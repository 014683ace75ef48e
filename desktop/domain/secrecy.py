"""Secrecy: marks that bar a paper from this desk, and bare words that only deserve a question.

A mark stands with a star, alone on a line, or at the beginning of a file's name; a word inside a sentence
(商业秘密保护的建议, 保密工作) is none: a false refusal would only teach people to misspell.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD_LINES = 3  # where what is no mark by its shape still is one by its place
_LEVELS = "绝密|机密|秘密"
_STARRED = re.compile(rf"(?:{_LEVELS})\s*[★☆]|密级\W{{0,3}}(?:{_LEVELS})")
_OF_WORK = "工作秘密"
_BEGUN = re.compile(rf"^\W*(?:{_LEVELS})")
_ALONE = re.compile(rf"^\W*(?:{_LEVELS})(?:\W*(?:长期|\d{{1,3}}\s*(?:年|个月|月|天)))?\W*$")
_WORD = re.compile(rf"{_LEVELS}|涉密|保密|内部(?:资料|文件|刊物|材料|使用)|不得外传")
_IN_EVERY_WORD = ("密", "内部", "外传")
_BLANKS = re.compile(r"(?<=[绝机秘])[^\S\n]+(?=密)")


def marks_file(name: str) -> bool:
    """Whether a file's name says that it is classified; a word inside it does not."""
    plain = _plain(name)
    return _OF_WORK in plain or _STARRED.search(plain) is not None or _BEGUN.match(plain) is not None


def marks(texts: Iterable[str]) -> bool:
    """Whether a line of these texts bears the mark of a classified paper; 工作秘密 counts in first lines."""
    return any("密" in text and _marks_text(_plain(text).splitlines()) for text in texts)


def _marks_text(lines: list[str]) -> bool:
    if any(_OF_WORK in line for line in lines[:_HEAD_LINES]):
        return True
    return any("密" in line and (_STARRED.search(line) or _ALONE.match(line)) for line in lines)


def doubtful(texts: Iterable[str]) -> str:
    """Return the first word in these texts that deserves a question, "" for none."""
    for text in texts:
        if any(part in text for part in _IN_EVERY_WORD) and (found := _WORD.search(text)):
            return found[0]
    return ""


def _plain(text: str) -> str:
    """Return a text as a reader of marks sees it: 秘　密★ and 机 密 are marks too."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))
