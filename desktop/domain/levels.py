"""The levels of paragraphs in plain text, 一、（一）1., set and numbered anew in order."""

from __future__ import annotations

from desktop.domain.letter import ParagraphLevel, level_of, without_mark
from desktop.domain.text import chinese_number


def with_level(lines: list[str], first: int, last: int, level: ParagraphLevel) -> list[str]:
    """Return the lines with those from `first` to `last` (both in) on a level, all numbers in order.

    Blank lines stay blank; （一） begins anew under each 一、, 1. under each level above it.
    """
    levels = [
        level if first <= place <= last and line.strip() else level_of(line.strip())
        for place, line in enumerate(lines)
    ]
    counts = {ParagraphLevel.H1: 0, ParagraphLevel.H2: 0, ParagraphLevel.H3: 0}
    numbered = []
    for place, line in enumerate(lines):
        own = levels[place]
        if own is ParagraphLevel.BODY:
            numbered.append(without_mark(line) if first <= place <= last else line)
            continue
        counts[own] += 1
        for below in _BELOW[own]:
            counts[below] = 0
        numbered.append(_mark(own, counts[own]) + without_mark(line))
    return numbered


_BELOW = {
    ParagraphLevel.H1: (ParagraphLevel.H2, ParagraphLevel.H3),
    ParagraphLevel.H2: (ParagraphLevel.H3,),
    ParagraphLevel.H3: (),
}


def _mark(level: ParagraphLevel, number: int) -> str:
    if level is ParagraphLevel.H3:
        return f"{number}."
    words = chinese_number(number)
    return f"{words}、" if level is ParagraphLevel.H1 else f"（{words}）"
