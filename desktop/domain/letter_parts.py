"""The attachments a reply was written with: 附件说明 and the annexes below it, told from the body."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from desktop.domain.letter import Annex, paragraphs

_LISTED = re.compile(r"附件[：:]\s*(?P<name>\S.*)")
_NUMBER = re.compile(r"\d{1,2}[.．、]\s*")
_ANNEX = re.compile(r"附件\s*\d{0,2}")
_ENDS = "。；;"


class Parted(NamedTuple):
    """A reply's own text in its parts: what it says, what 附件说明 lists, and the annexes themselves."""

    text: str
    attachments: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()


def parted(text: str) -> Parted:
    """Return the parts of a plain text, one paragraph a line.

    “附件：1.甲表” with its numbered lines at the end of the text is 附件说明 (7.3.4); lines that say 附件1
    and nothing else begin an annex, whose title is the next line (7.3.7). A text that goes on in any other
    way has no attachments.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    start = next((index for index, line in enumerate(lines) if _LISTED.fullmatch(line)), len(lines))
    end = start + 1
    while end < len(lines) and _NUMBER.match(lines[end]):
        end += 1
    if start == len(lines) or (end < len(lines) and not _ANNEX.fullmatch(lines[end])):
        return Parted(text)
    listed = [lines[start].partition(lines[start][2])[2], *lines[start + 1 : end]]
    names = (_NUMBER.sub("", name.strip(), count=1).rstrip(_ENDS) for name in listed)
    return Parted("\n".join(lines[:start]), tuple(names), _annexes(lines[end:]))


def _annexes(lines: list[str]) -> tuple[Annex, ...]:
    heads = [index for index, line in enumerate(lines) if _ANNEX.fullmatch(line)]
    parts = [lines[begin + 1 : end] for begin, end in pairwise([*heads, len(lines)])]
    return tuple(Annex(part[0], paragraphs("\n".join(part[1:]))) for part in parts if part)
