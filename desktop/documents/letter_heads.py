"""The head of a letter's first page, from 份号 to the title, in the letter format and the document format."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.fonts import Role
from desktop.documents.headline import balanced
from desktop.documents.leaf import Leaf, Placed, Rule
from desktop.documents.placing import Piece, at_right, in_middle, placed, width_of
from desktop.domain.letter import ClassMarkPlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.linebreak import Setter, Unit
    from desktop.domain.letter import Letter

_NARROWEST = 0.7  # a long 发文机关标志 is made narrower before it is made smaller
_LABEL = "签发人："
_ABREAST = 2  # names of 签发人 on a line (7.2.6)


class _Sheet(NamedTuple):
    """The first page that is being set."""

    leaf: Leaf
    letter: Letter
    setter: Setter

    def put(self, piece: Piece, top: float, height: float = page.SIZE_3) -> None:
        """Set a piece, if there is anything on it."""
        if piece.units:
            self.leaf.texts.append(placed(piece, top, height, self.setter))


def set_head(leaf: Leaf, letter: Letter, setter: Setter) -> float:
    """Set everything above the salutation; return the top of the first row after it."""
    sheet = _Sheet(leaf, letter, setter)
    below = _document_head(sheet) if letter.is_document else _letter_head(sheet)
    return _set_title(sheet, below)


def _letter_head(sheet: _Sheet) -> float:
    """Set mark, rules, number and what stands beside it (10.1); return where the title begins."""
    leaf, letter, setter = sheet
    y = _set_mark(sheet, page.MARK_TOP) + page.RULE_BELOW_MARK
    _double_rule(leaf, y, (page.RULE_THICK, page.RULE_THIN))
    _double_rule(leaf, page.LOWER_RULES_TOP, (page.RULE_THIN, page.RULE_THICK))
    y += page.RULES_HEIGHT + page.GAP
    at_left = [setter.units(text, role) for text, role in _at_left(letter)]
    for number, units in enumerate(at_left):
        sheet.put(Piece(page.LEFT, units), y + number * page.ROW)
    if letter.signers:
        y = _set_signers(sheet, y + len(at_left) * page.ROW)
    else:
        beside = Piece(page.LEFT, _mark_beside(sheet))
        sheet.put(beside, y + len(at_left) * page.ROW)
        sheet.put(at_right(setter.units(letter.doc_no)), y)
        y += max(0, len(at_left) + bool(beside.units) - 1) * page.ROW
    _set_class_mark(sheet, page.CLASS_MARK_TOP, page.SIZE_3)
    return y + page.SIZE_3 + 2 * page.ROW - (page.ROW - page.SIZE_3) / 2


def _document_head(sheet: _Sheet) -> float:
    """Set 版头 (7.2), which a red rule ends; return where the title begins."""
    leaf, letter, setter = sheet
    for line, (text, role) in enumerate(_at_left(letter)):
        sheet.put(Piece(page.LEFT, setter.units(text, role)), page.TOP + line * page.ROW, page.ROW)
    _set_class_mark(sheet, page.TOP, page.ROW)
    y = _set_mark(sheet, page.DOCUMENT_MARK_TOP) + page.NUMBER_ROWS * page.ROW
    number = setter.units(letter.doc_no)
    if letter.signers:
        y = _set_signers(sheet, y)
    else:
        sheet.put(in_middle(_beside(number, _mark_beside(sheet), setter)), y)
    _, ink = setter.fonts.ink(Role.BODY, "".join(unit.text for unit in number))
    rule = y + page.SIZE_3 / 2 + (setter.fonts.height - ink) * page.SIZE_3 + page.RULE_BELOW_NUMBER
    leaf.rules.append(Rule(rule, page.RULE_THICK, page.LEFT, page.AREA_WIDTH))
    return rule + page.RULE_THICK + 2 * page.ROW - (page.TITLE_ROW - page.SIZE_2) / 2


def _at_left(letter: Letter) -> Iterator[tuple[str, Role]]:
    """Yield what stands at the left edge, one a line: 份号, 紧急程度 (7.2.1, 7.2.3), then the publicity."""
    said = ((letter.copy_no, Role.BODY), (letter.urgency, Role.HEI))
    yield from ((text, role) for text, role in said if text)
    if letter.publicity_first and letter.publicity:
        yield letter.publicity, Role.BODY


def _set_class_mark(sheet: _Sheet, top: float, height: float) -> None:
    letter = sheet.letter
    if letter.class_mark and letter.class_mark_place is ClassMarkPlace.TOP_RIGHT:
        sheet.put(at_right(sheet.setter.units(letter.class_mark, Role.HEI)), top, height)


def _mark_beside(sheet: _Sheet) -> list[Unit]:
    letter = sheet.letter
    is_beside = letter.class_mark_place is ClassMarkPlace.BESIDE_DOC_NO
    return sheet.setter.units(letter.class_mark if is_beside else "", Role.HEI)


def _beside(number: list[Unit], mark: list[Unit], setter: Setter) -> list[Unit]:
    return number + (setter.units("　") if number and mark else []) + mark


def _set_signers(sheet: _Sheet, top: float) -> float:
    """Set 签发人 at the right, two names a line, and 发文字号 at the left of their last line (7.2.5, 7.2.6).

    Names too long for two beside the number stand one below the other. Returns the top of the last line.
    """
    setter = sheet.setter
    label = setter.units(_LABEL)
    names = [setter.units(name, Role.KAI) for name in sheet.letter.signers]
    number = _beside(setter.units(sheet.letter.doc_no), _mark_beside(sheet), setter)
    column = max(map(width_of, names)) + page.PITCH
    room = page.AREA_WIDTH - 2 * page.PITCH - width_of(number) - width_of(label)
    wide = min(len(names), _ABREAST) if _ABREAST * column <= room else 1
    x = page.RIGHT - wide * column
    last = top + (math.ceil(len(names) / wide) - 1) * page.ROW
    sheet.put(Piece(page.LEFT + page.PITCH, number), last)
    if len(names) == 1:
        sheet.put(at_right(label + names[0], page.PITCH), last)
        return last
    sheet.put(Piece(x - width_of(label), label), top)
    for index, name in enumerate(names):
        row, place = divmod(index, wide)
        sheet.put(Piece(x + place * column, name), top + row * page.ROW)
    return last


def _set_title(sheet: _Sheet, top: float) -> float:
    """Set the title, broken at meaning (7.3.1), and what stands below it; return the top of what follows.

    A blank row lies between.
    """
    for part in sheet.letter.title.split("\n"):
        units = sheet.setter.units(part.strip(), Role.TITLE, page.SIZE_2)
        for line in balanced(units, page.TITLE_WIDTH):
            sheet.leaf.texts.append(placed(in_middle(line), top, page.TITLE_ROW, sheet.setter))
            top += page.TITLE_ROW
    for text in sheet.letter.below_title:
        sheet.put(in_middle(sheet.setter.units(text, Role.KAI)), top, page.ROW)
        top += page.ROW
    return top + page.ROW - (page.ROW - page.SIZE_3) / 2


def _set_mark(sheet: _Sheet, ink_top: float) -> float:
    """Set 发文机关标志 in red with its ink from `ink_top` down; return where its ink ends."""
    mark, setter = sheet.letter.mark, sheet.setter
    natural = page.MARK_WIDTH / max(1, len(mark))
    narrowing = max(_NARROWEST, math.sqrt(min(1.0, natural / page.MARK_SIZE)))
    size = min(page.MARK_SIZE, natural / narrowing)
    units = setter.units(mark, Role.TITLE, size)
    width = width_of(units) * narrowing
    gap = min(size / 4, max(0.0, page.MARK_WIDTH - width) / max(1, len(units) - 1))
    centre = page.LEFT + page.AREA_WIDTH / 2 if sheet.letter.is_document else page.WIDTH / 2
    x = centre - (width + gap * (len(units) - 1)) / 2
    top, bottom = setter.fonts.ink(Role.TITLE, mark)
    y = ink_top + top * size
    sheet.leaf.texts.append(Placed(x, y, units, gap / narrowing, page.RED, narrowing))
    return y - bottom * size


def _double_rule(leaf: Leaf, top: float, weights: tuple[float, float]) -> None:
    leaf.rules += [Rule(top, weights[0]), Rule(top + weights[0] + page.RULE_GAP, weights[1])]
