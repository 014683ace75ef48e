"""A letter laid out page by page in its format of GB/T 9704-2012: every text and rule with its place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.documents import letter_rows, letter_signing, page
from desktop.documents.leaf import Leaf
from desktop.documents.letter_foot import foot_of, page_number, set_foot
from desktop.documents.letter_heads import set_head
from desktop.documents.pagination import Room, page_ends
from desktop.documents.placing import placed
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.letter_rows import Row
    from desktop.documents.linebreak import Setter
    from desktop.domain.letter import Letter

_FEWEST_ROWS = 3  # of text on the first page, where the body must begin (7.3.3)


def lay_out(letter: Letter, setter: Setter) -> list[Leaf]:
    """Return the pages of a letter; raises `OfficeError` when its title leaves no room for the body."""
    first, foot = Leaf(letter.watermark), foot_of(letter, setter)
    top = set_head(first, letter, setter)
    space = _first_page_space(letter, top)
    signed = [rows for part in _SIGNED_PARTS for rows in part(letter, setter)]
    rows = signed + letter_rows.note_rows(letter, setter)
    ends, pitch = _share_out(rows, len(signed), 0 if letter.annexes else foot.rows, space)
    leaves = [first, *(Leaf(letter.watermark) for _ in ends[1:])]
    _set_rows(first, rows[: ends[0]], top, pitch, setter)
    for leaf, (begin, end) in zip(leaves[1:], pairwise(ends), strict=True):
        _set_rows(leaf, rows[begin:end], page.TOP, page.ROW, setter)
    leaves += _annex_pages(letter, foot.rows, setter)
    set_foot(leaves[-1], foot, page.BOTTOM if len(leaves) > 1 else _first_page_bottom(letter), setter)
    for number, leaf in enumerate(leaves, 1):
        if number > 1 or letter.is_document:
            leaf.texts.append(page_number(number, setter))
    return leaves


_SIGNED_PARTS = (
    letter_rows.opening_rows,
    letter_rows.body_rows,
    letter_rows.attachment_rows,
    letter_signing.signature_rows,
)


def _first_page_bottom(letter: Letter) -> float:
    return page.BOTTOM if letter.is_document else page.FIRST_PAGE_BOTTOM


def _first_page_space(letter: Letter, top: float) -> float:
    """Return the points that rows from `top` down may take on the first page.

    In the letter format the last row ends 7/8 of a character above the lower rules (10.1), which half of its
    leading may enter.
    """
    leading = 0.0 if letter.is_document else (page.ROW - page.SIZE_3) / 2
    space = _first_page_bottom(letter) - top + leading
    if space < _FEWEST_ROWS * page.ROW:
        name = letter.doc_no or letter.title[:20]
        message = f"{name} 的标题过长，首页放不下正文，未生成文书，请缩短标题。"
        raise OfficeError(message)
    return space


def _share_out(rows: Sequence[Row], signed: int, foot: int, space: float) -> tuple[list[int], float]:
    """Return where pages end and the pitch of the first, whose rows have `space` points.

    The blank row above 抄送 is given up when that saves a page; the pitch of a full first page is adjusted.
    """
    kinds, first = [row.kind for row in rows], int(space / page.ROW_LEAST)
    kept = foot
    ends = page_ends(kinds, signed, Room(first, page.ROWS, foot))
    if foot and len(tighter := page_ends(kinds, signed, Room(first, page.ROWS, foot - 1))) < len(ends):
        ends, kept = tighter, foot - 1
    if len(ends) == 1:
        return ends, min(page.ROW, space / (ends[0] + kept))
    pitch = space / max(1, ends[0])
    return ends, pitch if pitch <= page.ROW_MOST else page.ROW


def _annex_pages(letter: Letter, foot: int, setter: Setter) -> list[Leaf]:
    """Return the pages of the attachments, each begun on a new one (7.3.7); 版记 ends the last."""
    leaves = []
    for number, annex in enumerate(letter.annexes, 1):
        rows = letter_rows.annex_rows(letter.annex_label(number), annex, setter)
        kept = foot if number == len(letter.annexes) else 0
        ends = page_ends([row.kind for row in rows], len(rows), Room(page.ROWS, page.ROWS, kept))
        for begin, end in pairwise([0, *ends]):
            leaf = Leaf(letter.watermark)
            _set_rows(leaf, rows[begin:end], page.TOP, page.ROW, setter)
            leaves.append(leaf)
    return leaves


def _set_rows(leaf: Leaf, rows: Sequence[Row], top: float, pitch: float, setter: Setter) -> None:
    for number, row in enumerate(rows):
        leaf.texts += [placed(piece, top + number * pitch, pitch, setter) for piece in row.pieces]
