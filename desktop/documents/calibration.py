"""The test page of a printer (打印测试页): rulers at the edges, 版心 and grid, every face, rare characters.

Whoever holds a ruler to it sees whether the printer keeps the measures of GB/T 9704-2012, or shrinks pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.fonts import Role, bundled
from desktop.documents.ink import Press
from desktop.documents.leaf import Leaf, Placed, Rule, Stroke
from desktop.documents.linebreak import Setter
from desktop.documents.page import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.fonts import FontSet

TITLE = "打印测试页"
RARE = "㛃喆堃犇𬭚昇镕·"
CONTROL = 100
"""Length of the control lines in millimetres."""
_SAMPLE = "建议提案办理 1234567890 ABC"
_FAINT, _LINE = 0.25, 0.6
_EDGE, _SHORT, _LONG = 5 * MM, 1.5 * MM, 4 * MM
_NUMBER = 6.0
_NOTE = 10.5
_FIVE, _TEN = 5, 10


class _Face(NamedTuple):
    """One face of the letters: its role, its usual name, what it is used for, and its size."""

    role: Role
    name: str
    used: str
    size: float


_FACES = (
    _Face(Role.TITLE, "小标宋", "标题，二号", page.SIZE_2),
    _Face(Role.BODY, "仿宋", "正文，三号", page.SIZE_3),
    _Face(Role.HEI, "黑体", "一级标题，三号", page.SIZE_3),
    _Face(Role.KAI, "楷体", "二级标题，三号", page.SIZE_3),
    _Face(Role.SONG, "宋体", "页码，四号", page.SIZE_4),
)


def render(author: str, faces: FontSet | None = None) -> bytes:
    """Return the test page in these faces, else those of the program; equal faces give equal bytes."""
    setter = Setter(faces or bundled())
    leaf = Leaf()
    leaf.strokes += [*_rulers(), *_area(), *_grid(), *_control()]
    leaf.rules.append(Rule(page.TOP + 4 * page.ROW, page.RULE_THICK))
    leaf.texts += [*_numbers(setter), *_words(setter)]
    press = Press(setter, TITLE, author)
    press.add(leaf)
    return press.finish()


# --- lines ----------------------------------------------------------------------------------------------


def _rulers() -> Iterator[Stroke]:
    """Yield a mark for every millimetre from the edge of the sheet, along all four edges."""
    for millimetre in range(_TEN, 201):
        x, length = millimetre * MM, _length(millimetre)
        yield Stroke(x - _FAINT / 2, _EDGE, _FAINT, length)
        yield Stroke(x - _FAINT / 2, page.HEIGHT - _EDGE - length, _FAINT, length)
    for millimetre in range(_TEN, 288):
        y, length = millimetre * MM, _length(millimetre)
        yield Stroke(_EDGE, y - _FAINT / 2, length, _FAINT)
        yield Stroke(page.WIDTH - _EDGE - length, y - _FAINT / 2, length, _FAINT)


def _length(millimetre: int) -> float:
    if millimetre % _TEN == 0:
        return _LONG
    return 2.5 * MM if millimetre % _FIVE == 0 else _SHORT


def _area() -> Iterator[Stroke]:
    """Yield the frame of the 版心 (5.2.1)."""
    half = _LINE / 2
    for y in (page.TOP, page.BOTTOM):
        yield Stroke(page.LEFT, y - half, page.AREA_WIDTH, _LINE)
    for x in (page.LEFT, page.RIGHT):
        yield Stroke(x - half, page.TOP, _LINE, page.AREA_HEIGHT)


def _grid() -> Iterator[Stroke]:
    """Yield a mark for each of the 28 characters and 22 lines (5.2.3) at the edges, and the corner cells."""
    for column in range(1, page.COLUMNS):
        x = page.LEFT + column * page.PITCH
        at_corner = column in {1, page.COLUMNS - 1}
        long = page.ROW if at_corner else _SHORT
        yield Stroke(x, page.TOP, _FAINT, long)
        yield Stroke(x, page.BOTTOM - long, _FAINT, long)
    for row in range(1, page.ROWS):
        y = page.TOP + row * page.ROW
        at_corner = row in {1, page.ROWS - 1}
        long = page.PITCH if at_corner else _SHORT
        yield Stroke(page.LEFT, y, long, _FAINT)
        yield Stroke(page.RIGHT - long, y, long, _FAINT)


def _control() -> Iterator[Stroke]:
    """Yield the control lines, one across and one down, with a bar at each end."""
    length, bar = CONTROL * MM, 6 * MM
    x, y = _CONTROL_LEFT, _CONTROL_TOP
    yield Stroke(x, y, length, _LINE)
    for end in (x, x + length - _LINE):
        yield Stroke(end, y - bar / 2, _LINE, bar)
    down, top = page.RIGHT - 12 * MM, page.TOP + 5 * page.ROW
    yield Stroke(down, top, _LINE, length)
    for end in (top, top + length - _LINE):
        yield Stroke(down - bar / 2, end, bar, _LINE)


_CONTROL_LEFT = (page.WIDTH - CONTROL * MM) / 2
_CONTROL_TOP = page.TOP + 18.5 * page.ROW


# --- words ----------------------------------------------------------------------------------------------


def _numbers(setter: Setter) -> Iterator[Placed]:
    """Yield the centimetres beside the rulers, in millimetres."""
    for millimetre in range(2 * _TEN, 200, _TEN):
        units = setter.units(str(millimetre), Role.SONG, _NUMBER)
        x = millimetre * MM - sum(unit.width for unit in units) / 2
        yield Placed(x, _EDGE + _LONG + _NUMBER, units)
        yield Placed(x, page.HEIGHT - _EDGE - _LONG - 2, units)
    for millimetre in range(2 * _TEN, 280, _TEN):
        units = setter.units(str(millimetre), Role.SONG, _NUMBER)
        width = sum(unit.width for unit in units)
        y = millimetre * MM + _NUMBER / 3
        yield Placed(_EDGE + _LONG + 1.5, y, units)
        yield Placed(page.WIDTH - _EDGE - _LONG - 1.5 - width, y, units)


def _words(setter: Setter) -> Iterator[Placed]:
    """Yield what is read on the page: every face with its name, rare characters, and what to measure."""
    left = page.LEFT + 2 * page.PITCH
    yield _centred(setter, TITLE, Role.TITLE, page.SIZE_2, page.TOP + 2.2 * page.ROW)
    frame = "细框为版心 156 mm × 225 mm，上边距 37、左 28、右 26、下 35 mm"
    yield _centred(setter, frame, Role.SONG, _NOTE, page.TOP + 3 * page.ROW)
    grid = "框边短线为每行 28 字、每面 22 行，四角为一字一行的大小"
    yield _centred(setter, grid, Role.SONG, _NOTE, page.TOP + 3.6 * page.ROW)
    y = page.TOP + 6 * page.ROW
    used = dict(zip(Role, setter.fonts.used(), strict=True))
    for face in _FACES:
        font = used[face.role]
        told = f"{face.name}（{face.used}）　字体 {font.name}，{font.place}"
        yield Placed(left, y, setter.units(told, Role.SONG, _NOTE))
        yield Placed(left, y + 0.85 * page.ROW, setter.units(_SAMPLE, face.role, face.size))
        y += 2 * page.ROW
    told = "生僻字　应全部印出，没有方框或空白"
    yield Placed(left, y, setter.units(told, Role.SONG, _NOTE))
    rare = "　".join(RARE)
    yield Placed(left, y + 0.85 * page.ROW, setter.units(rare, Role.BODY, page.SIZE_3))
    measure = "量一量：横线、竖线都应为 100 mm；不是则打印机缩放未设为 100%（“实际大小”）"
    yield _centred(setter, measure, Role.HEI, _NOTE, _CONTROL_TOP + page.ROW)
    red = "上方红线应为红色，长 170 mm；四边标尺以纸边为 0，单位 mm"
    yield _centred(setter, red, Role.SONG, _NOTE, _CONTROL_TOP + 1.8 * page.ROW)


def _centred(setter: Setter, text: str, role: Role, size: float, y: float) -> Placed:
    units = setter.units(text, role, size)
    return Placed((page.WIDTH - sum(unit.width for unit in units)) / 2, y, units)
