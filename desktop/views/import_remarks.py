"""What is said about a list beside its cells: remarks on all of it, and rows that are no entries."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.errors import Severity
from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.forms import card
from desktop.views.import_grid import TONES
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column
from desktop.views.theme import GLYPHS

if TYPE_CHECKING:
    from desktop.casework.intake import Plan
    from desktop.casework.intake_cells import RowProblem

_WORDS = {Severity.ERROR: "有误", Severity.WARNING: "请核对", Severity.NOTE: "说明"}
_TAKEN = "收下"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line: its place among the lines, the row of the file (0: the whole list), what is said of it."""

    place: int
    row: int
    value: str
    words: str
    severity: Severity | None

    @property
    def where(self) -> str:
        """Where in the file this stands."""
        return f"第{self.row}行" if self.row else "全表"

    @property
    def tone(self) -> Tone:
        """How urgently it wants to be looked at."""
        return TONES[self.severity] if self.severity in {Severity.ERROR, Severity.WARNING} else Tone.DONE

    @property
    def state(self) -> str:
        """How far it goes, in a word with its glyph."""
        if self.severity is None:
            return f"{GLYPHS[Tone.GREEN]} {_TAKEN}"
        return f"{GLYPHS[TONES[self.severity]]} {_WORDS[self.severity]}"


_COLUMNS: tuple[Column[Remark], ...] = (
    Column("位置", lambda line: line.where, 92, align=CENTER),
    Column("程度", lambda line: line.state, 104, tone=lambda line: line.tone),
    Column("来表所写", lambda line: line.value, 220),
    Column("说明", lambda line: line.words, 480),
)
_WIDE = 3


class RemarksPage(QWidget):
    """The remarks of a plan as a list; of a list of opinions every row stands here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: PlainTable[Remark] = PlainTable(_COLUMNS, _WIDE, "说明", attrgetter("place"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        frame, inside = card(margin=1, spacing=0)
        inside.addWidget(self.table)
        column.addWidget(frame)
        self.setFocusProxy(self.table)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.table.rows.rowCount()

    def show_plan(self, plan: Plan) -> None:
        """Show what is said in a plan beside its cells."""
        self.table.show_rows(remarks_of(plan))


def remarks_of(plan: Plan) -> tuple[Remark, ...]:
    """Return the remarks of a plan, those on the whole list first, what wants a look before mere notes."""
    known = plan.reading.places if plan.reading else {}
    said = [each for each in plan.problems if each.row not in known]
    told = {each.row for each in said}
    lines: list[tuple[int, str, str, Severity | None]] = [
        (each.row, each.value, _words(each), each.severity) for each in said
    ]
    lines += [(each.row, "", "", None) for each in plan.opinions if each.row not in told]
    ordered = sorted(lines, key=lambda line: (line[0], line[0] == 0 and line[3] is Severity.NOTE))
    return tuple(Remark(place, *line) for place, line in enumerate(ordered))


def hints_of(plan: Plan) -> tuple[Remark, ...]:
    """Return what a person should look at again in the rows of a plan."""
    odd = [each for each in plan.problems if each.is_odd]
    return tuple(
        Remark(place, each.row, each.value, _words(each), each.severity) for place, each in enumerate(odd)
    )


def _words(problem: RowProblem) -> str:
    return f"{problem.column}：{problem.reason}" if problem.column else problem.reason


def summary(plan: Plan) -> str:
    """Return in one line what taking the list in would do."""
    parts = [f"将登记 {len(plan.entries)} 件" if plan.entries else "没有要登记的新件"]
    if plan.opinions:
        parts = [f"将登记协办意见 {len(plan.opinions)} 条"]
    updated = len({each.case_id for each in plan.accepted})
    if updated:
        parts.append(f"更新 {updated} 件")
    if plan.known > updated:
        parts.append(f"已有 {plan.known - updated} 件跳过")
    if left := len(plan.decisions.left_out):
        parts.append(f"不导入 {left} 行")
    if plan.barred:
        parts.append(f"带密级标志不导入 {len(plan.barred)} 行")
    if plan.new_sessions:
        parts.append(f"新建届次：{'、'.join(session.text for session in plan.new_sessions)}")
    if plan.new_units:
        parts.append(f"新建单位 {len(plan.new_units)} 个")
    return "；".join(parts)
