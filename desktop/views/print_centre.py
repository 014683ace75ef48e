"""打印中心: a kind of paper, the cases it is about, the paper itself as it will be, and the ways out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.casework import paper_templates, print_orders
from desktop.casework.print_orders import Order
from desktop.views import theme
from desktop.views.file_choice import Saving, ask_folder, ask_save
from desktop.views.forms import Banner
from desktop.views.print_cases import PrintCases
from desktop.views.print_kinds import KindList
from desktop.views.print_outputs import PrintOutputs
from desktop.views.print_pane import PrintPane
from desktop.views.print_runs import PrintRuns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.casework.papers import PaperKind
    from desktop.casework.print_orders import Batch, Line
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

MOST_SURVEYED = 2_000
"""Cases; of a longer list nobody says how many can have which paper."""
_Survey = dict[str, frozenset[int]]


class PrintCentre(QWidget):
    """Emits `case_chosen` with the case the cursor is on, `counted` with what is shown and ticked.

    `records_wanted` is emitted with the case of which a person asks what was printed.
    """

    case_chosen = Signal(object)
    counted = Signal(str)
    records_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._able: _Survey | None = None
        self._surveys = 0
        self._build()
        self._connect()
        self.outputs.show_kind(self.kinds.kind)

    def _build(self) -> None:
        self.kinds = KindList(paper_templates.every(self._desk.office), self)
        self.cases = PrintCases(self._desk, self.kinds.kind, self)
        self.pane = PrintPane(self._desk, self)
        self.outputs = PrintOutputs(self._desk, self)
        self.banner = Banner(self)
        self.runs = PrintRuns(self._desk, self, self.banner)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.cases)
        self.split.addWidget(self.pane)
        self.split.setSizes([610, 370])
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(self.kinds)
        row.addWidget(self.split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        column.addWidget(self.outputs)
        self.setFocusProxy(self.cases)

    def _connect(self) -> None:
        self.kinds.kind_chosen.connect(self._on_kind_chosen)
        self.cases.listed.connect(self._survey)
        self.cases.ticked.connect(self._on_wanted)
        self.cases.chosen.connect(self._on_chosen)
        self.cases.opened.connect(self._desk.open_case)
        self.pane.wanted.connect(self.cases.step)
        self.pane.letter_shown.connect(self.outputs.offer_word)
        self.outputs.options_changed.connect(self._show_paper)
        self.outputs.asked.connect(self._on_asked)
        self.outputs.records_wanted.connect(self._on_records_wanted)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.pane.turn, by))

    def refresh(self) -> None:
        """Read templates, sessions and cases again; ticks stay."""
        self.kinds.renew(paper_templates.every(self._desk.office))
        self.cases.refresh()
        self.pane.again()

    def print_now(self) -> None:
        """Press the button 打印; a kind that comes as Word documents is asked for as such."""
        self.outputs.ways["docx" if self.kinds.kind.is_word else "print"].click()

    def show_cases(self, case_ids: Sequence[int]) -> None:
        """List these cases alone, all of them ticked."""
        self.cases.show_given(case_ids)
        self.cases.table.setFocus()

    def order(self) -> Order:
        """Return what would be printed now."""
        return Order(self._asked_kind, self.cases.wanted(), self.outputs.chosen, self.cases.unit)

    @property
    def _asked_kind(self) -> PaperKind:
        """The kind chosen; labels begin at the place asked for, registers hold the period asked for."""
        outputs = self.outputs
        placed = self.kinds.kind.starting_at(outputs.place.value())
        return placed.between(outputs.first.value(), outputs.last.value())

    # --- what is chosen ----------------------------------------------------------------------------------

    @Slot(object)
    def _on_kind_chosen(self, kind: PaperKind) -> None:
        self.outputs.show_kind(kind)
        self.cases.show_kind(kind, self._able_of(kind))
        self._on_wanted()
        self._show_paper()

    @Slot(object)
    def _on_chosen(self, line: Line | None) -> None:
        self.case_chosen.emit(line.id if line else None)
        self._on_wanted()
        self._show_paper()

    @Slot()
    def _on_wanted(self) -> None:
        wanted, ticked = self.cases.wanted(), len(self.cases.model.ticked)
        self.outputs.show_wanted(wanted, is_ticked=ticked > 0)
        if self.kinds.kind.is_joint:
            self._show_paper()
        self.counted.emit(f"共 {self.cases.model.rowCount()} 件，已勾选 {ticked} 件")

    @Slot()
    def _show_paper(self) -> None:
        """Show the paper of the current case, or what is made of all cases wanted."""
        kind, line = self._asked_kind, self.cases.table.current_row
        ids = self.cases.wanted() if kind.is_joint else (line.id,) if line else ()
        order = Order(kind, ids, self.outputs.chosen, self.cases.unit)
        if kind.is_word and line is not None:
            self.pane.tell(_told(kind, line))
        else:
            self.pane.show_order(order if ids else None)

    # --- which cases can have what -----------------------------------------------------------------------

    def _able_of(self, kind: PaperKind) -> frozenset[int] | None:
        return self._able.get(kind.key) if self._able is not None else None

    @Slot()
    def _survey(self) -> None:
        """Find out in the background which of the listed cases can have which paper."""
        self._able = None
        self._surveys += 1
        self.kinds.show_counts(None)
        ids = self.cases.ids()
        if len(ids) <= MOST_SURVEYED:
            verb = partial(_surveyed, tuple(ids))
            done = partial(self._on_surveyed, self._surveys)
            self._desk.jobs.run("正在核对", verb, done, quiet=True)

    def _on_surveyed(self, number: int, able: _Survey) -> None:
        if number == self._surveys:
            self._able = able
            self.kinds.show_counts({key: len(ids) for key, ids in able.items()})
            self.cases.show_able(self._able_of(self.kinds.kind))

    # --- ways out ----------------------------------------------------------------------------------------

    @Slot()
    def _on_records_wanted(self) -> None:
        line = self.cases.table.current_row
        if line is not None:
            self.records_wanted.emit(line.id)

    @Slot(str)
    def _on_asked(self, way: str) -> None:
        gather, making = _gathered(self.order()), self.outputs.making("docx" if way == "docx" else "pdf")
        name = self.kinds.kind.name
        match way:
            case "print":
                self.runs.to_printer(gather, making)
            case "system":
                self.runs.to_system(gather, making)
            case "pdf":
                saving = Saving("合并为一个 PDF", f"{name}_{self._desk.office.today.isoformat()}", ("pdf",))
                ask_save(self._desk, self, saving, partial(self.runs.to_file, gather, making))
            case _:
                ask_folder(
                    self._desk, self, f"选择存放{name}的文件夹", partial(self.runs.to_folder, gather, making)
                )


def _gathered(order: Order) -> Callable[[Office, Progress], Batch]:
    return partial(print_orders.batch, order)


def _surveyed(ids: tuple[int, ...], office: Office, progress: Progress) -> _Survey:
    return print_orders.survey(office, paper_templates.every(office), ids, progress)


def _told(kind: PaperKind, line: Line) -> str:
    """Return what stands in the place of a preview where a template makes the paper."""
    state = line.reason or line.remark or "字段都有内容"
    return f"“{kind.name}”是本单位的 Word 模板，生成后用 WPS 或 Word 查看、打印。\n\n本件：{state}。"
