"""Lists of units in one cell: split where an office separates names, never inside brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING, _CLOSING = "（(【[〔﹝［", "）)】]〕﹞］"
_SEPARATORS = frozenset("、，,；;/／")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_AND_SO_ON = re.compile(r"等(?:[\d一二三四五六七八九十]+[个家])?(?:单位|部门)?$")
_LINE_BREAKS = re.compile(r"[\r\n\t]+")


def split_units(text: str) -> tuple[str, ...]:
    """Return the unit names in a list written 、，,；;/ or on lines, in order, each once.

    Nothing is split inside brackets, whichever way they pair: 市农合联（市供销社) is one unit. White space
    separates only two whole names (two Han characters each), so 市 教育局 is one. A final 等 is dropped.
    """
    names = (_AND_SO_ON.sub("", piece).strip() for piece in _pieces(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _pieces(text: str) -> Iterator[str]:
    protected = _bracketed(text)
    piece, position = "", 0
    while position < len(text):
        mark = text[position]
        if position in protected or not (mark in _SEPARATORS or mark.isspace()):
            piece += "" if _LINE_BREAKS.match(mark) else mark
        elif mark in _SEPARATORS or _splits_here(piece, text[position:]):
            yield piece
            piece = ""
        elif not _HAN.search(piece[-1:]):
            piece += " "
        position += 1
    yield piece


def _bracketed(text: str) -> frozenset[int]:
    """Return the positions inside brackets that are closed again; one left open protects nothing."""
    opened: list[int] = []
    inside: set[int] = set()
    for position, mark in enumerate(text):
        if mark in _OPENING:
            opened.append(position)
        elif mark in _CLOSING and opened:
            inside.update(range(opened.pop(), position + 1))
    return frozenset(inside)


def _splits_here(before: str, rest: str) -> bool:
    """Whether the white space that begins `rest` stands between two whole names."""
    ends = r"[、，,；;/／\r\n]" if rest[0] in "\r\n" else r"[、，,；;/／\s]"
    following = re.split(ends, rest.lstrip(), maxsplit=1)[0]
    return (
        len(_HAN.findall(before)) > 1 and len(_HAN.findall(following)) > 1 and following[:1] not in _OPENING
    )
