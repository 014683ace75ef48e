"""A letter laid out in the letter format (GB/T 9704-2012 10.1): every text and rule with its place."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.documents import letter_rows, page
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.leaf import Leaf, Placed, Rule
from desktop.documents.letter_rows import Piece, Row
from desktop.documents.pagination import Room, page_ends
from desktop.domain.errors import OfficeError
from desktop.domain.letter import ClassMarkPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Line, Setter, Unit
    from desktop.domain.letter import Letter

_NARROWEST = 0.7  # a long 发文机关标志 is made narrower before it is made smaller
_FEWEST_ROWS = 3  # of text on the first page, where the body must begin (7.3.3)


def lay_out(letter: Letter, setter: Setter) -> list[Leaf]:
    """Return the pages of a letter; raises `OfficeError` when its title leaves no room for the body."""
    first = Leaf(letter.watermark)
    top = _head(first, letter, setter)
    space = _first_page_space(letter, top)
    signed = [rows for part in _SIGNED_PARTS for rows in part(letter, setter)]
    rows = signed + letter_rows.note_rows(letter, setter)
    copies = letter_rows.copy_lines(letter, setter)
    ends, pitch = _share_out(rows, len(signed), letter_rows.copy_height(copies), space)
    leaves = [first, *(Leaf(letter.watermark) for _ in ends[1:])]
    _set_rows(first, rows[: ends[0]], top, pitch, setter)
    for leaf, (begin, end) in zip(leaves[1:], pairwise(ends), strict=True):
        _set_rows(leaf, rows[begin:end], page.TOP, page.ROW, setter)
    _set_copies(leaves[-1], copies, page.BOTTOM if len(leaves) > 1 else page.FIRST_PAGE_BOTTOM, setter)
    for number, leaf in enumerate(leaves[1:], 2):
        leaf.texts.append(_page_number(number, setter))
    return leaves


_SIGNED_PARTS = (
    letter_rows.opening_rows,
    letter_rows.body_rows,
    letter_rows.attachment_rows,
    letter_rows.signature_rows,
)


def _first_page_space(letter: Letter, top: float) -> float:
    """Return the points that rows from `top` down may take on the first page.

    The last row ends 7/8 of a character above the lower rules (10.1), which half of its leading may enter.
    """
    space = page.FIRST_PAGE_BOTTOM - top + (page.ROW - page.SIZE_3) / 2
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


def _head(leaf: Leaf, letter: Letter, setter: Setter) -> float:
    """Set everything above the salutation; return the top of the first row after it."""
    y = _mark(leaf, letter.issuer, setter) + page.RULE_BELOW_MARK
    _double_rule(leaf, y, (page.RULE_THICK, page.RULE_THIN))
    _double_rule(leaf, page.LOWER_RULES_TOP, (page.RULE_THIN, page.RULE_THICK))
    y += page.RULES_HEIGHT + page.GAP
    _number_line(leaf, letter, y, setter)
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.TOP_RIGHT:
        units = setter.units(letter.class_mark, Role.HEI)
        leaf.texts.append(_placed(_right(units), page.CLASS_MARK_TOP, page.SIZE_3, setter))
    y += page.SIZE_3 + 2 * page.ROW - (page.ROW - page.SIZE_3) / 2
    for part in letter.title.split("\n"):
        for line in balanced(setter.units(part.strip(), Role.TITLE, page.SIZE_2), page.TITLE_WIDTH):
            leaf.texts.append(_placed(_centre(line), y, page.TITLE_ROW, setter))
            y += page.TITLE_ROW
    return y + page.ROW - (page.ROW - page.SIZE_3) / 2


def _mark(leaf: Leaf, issuer: str, setter: Setter) -> float:
    """Set 发文机关标志 in red with its ink 30 mm from the top; return where its ink ends."""
    natural = page.MARK_WIDTH / max(1, len(issuer))
    narrowing = max(_NARROWEST, math.sqrt(min(1.0, natural / page.MARK_SIZE)))
    size = min(page.MARK_SIZE, natural / narrowing)
    units = setter.units(issuer, Role.TITLE, size)
    width = sum(unit.width for unit in units) * narrowing
    gap = min(size / 4, max(0.0, page.MARK_WIDTH - width) / max(1, len(units) - 1))
    x = (page.WIDTH - width - gap * (len(units) - 1)) / 2
    top, bottom = setter.fonts.ink(Role.TITLE, issuer)
    y = page.MARK_TOP + top * size
    leaf.texts.append(Placed(x, y, units, gap / narrowing, page.RED, narrowing))
    return y - bottom * size


def _double_rule(leaf: Leaf, top: float, weights: tuple[float, float]) -> None:
    leaf.rules += [Rule(top, weights[0]), Rule(top + weights[0] + page.RULE_GAP, weights[1])]


def _number_line(leaf: Leaf, letter: Letter, top: float, setter: Setter) -> None:
    """Set 发文字号 at the right; with a 签发人 it stands at the left and the signer at the right (7.2.5)."""
    number, mark = setter.units(letter.doc_no), setter.units("")
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.BESIDE_DOC_NO:
        mark = setter.units(letter.class_mark, Role.HEI)
    if letter.signer:
        signer = setter.units("签发人：") + setter.units(letter.signer, Role.KAI)
        blank = setter.units("　") if number and mark else []
        pieces = [Piece(page.LEFT + page.PITCH, number + blank + mark), _right(signer, page.PITCH)]
    else:
        pieces = [Piece(page.LEFT, mark), _right(number)]
    leaf.texts += [_placed(piece, top, page.SIZE_3, setter) for piece in pieces if piece.units]


def _set_rows(leaf: Leaf, rows: Sequence[Row], top: float, pitch: float, setter: Setter) -> None:
    for number, row in enumerate(rows):
        leaf.texts += [_placed(piece, top + number * pitch, pitch, setter) for piece in row.pieces]


def _set_copies(leaf: Leaf, lines: Sequence[Line], bottom: float, setter: Setter) -> None:
    top = bottom - len(lines) * page.SMALL_ROW + (page.SMALL_ROW - page.SIZE_4) / 2
    for number, line in enumerate(lines):
        piece = Piece(page.LEFT + page.SIZE_4 + line.indent, line.units, line.gap)
        leaf.texts.append(_placed(piece, top + number * page.SMALL_ROW, page.SMALL_ROW, setter))


def _page_number(number: int, setter: Setter) -> Placed:
    """Return — 2 — in 4号宋体: odd pages right, even pages left, one character in (7.5)."""
    units = setter.units(f"— {number} —", Role.SONG, page.SIZE_4)
    odd = _right(units, page.SIZE_4)
    x = odd.x if number % 2 else page.LEFT + page.SIZE_4
    top, bottom = setter.fonts.ink(Role.SONG, "—")
    return Placed(x, page.PAGE_NUMBER_CENTRE + (top + bottom) / 2 * page.SIZE_4, units)


def _right(units: Sequence[Unit], indent: float = 0.0) -> Piece:
    return Piece(page.RIGHT - indent - sum(unit.width for unit in units), units)


def _centre(units: Sequence[Unit]) -> Piece:
    return Piece(page.LEFT + (page.AREA_WIDTH - sum(unit.width for unit in units)) / 2, units)


def _placed(piece: Piece, top: float, height: float, setter: Setter) -> Placed:
    """Return a piece in a row of `height`, the ink of its characters at the middle of the row."""
    size = piece.units[0].size if piece.units else 0.0
    return Placed(piece.x, top + height / 2 + setter.fonts.height * size, piece.units, piece.gap)
