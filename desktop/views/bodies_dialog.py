"""The dialog that takes in the bodies of proposals sent as documents, many at once (补录正文)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout
from typing_extensions import override

from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.bodies_lines import COLUMNS, BodyLine, documents_in, summary
from desktop.views.cards import button
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card, label, restyled
from desktop.views.import_matches import cases_fitting
from desktop.views.listed_ticks import ListedTicks
from desktop.views.pick_list import PickList
from desktop.views.plain_table import settle
from desktop.views.session_choice import SessionChoice
from desktop.views.tick_table import TickTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QFrame, QWidget

    from desktop.casework.intake_bodies import BodyPlan
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

FILES = "正文 (*.docx *.txt)"
_SIZE = (1120, 640)
_SIDE = 360  # pixels for the choice of a case beside the list
_WIDE = 2


class BodiesDialog(DecisionDialog):
    """Reads documents in the worker thread and shows the case of each; only ticked ones are written."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("补录正文", "写入(&W)", parent)
        self._desk = desk
        self._paths: tuple[Path, ...] = ()
        self._plan: BodyPlan | None = None
        self._has_left = False
        self._build()
        self._connect()
        self._show_plan(None)

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.form.hide()
        self.documents: ListedTicks[BodyLine] = ListedTicks(COLUMNS, lambda line: line.match.can_be_taken)
        self.table = TickTable(self.documents, self)
        self.table.setAccessibleName("正文文件")
        settle(self.table, _WIDE)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.empty = EmptyState(
            "还没有选择正文文件",
            "可一次选许多 .docx、.txt 文件，也可把文件、文件夹拖到这里；写入之前逐个核对。",
        )
        middle = QHBoxLayout()
        middle.setSpacing(theme.MARGIN)
        middle.addWidget(self._list(), 1)
        self.side = self._side()
        middle.addWidget(self.side)
        self.body.addLayout(self._sources())
        self.body.addLayout(middle, 1)
        self.resize(*_SIZE)

    def _sources(self) -> QHBoxLayout:
        self.choose = button("选择文件(&F)…", self.ask_files, "primary")
        self.choose_folder = button("选择文件夹(&D)…", self.ask_folder)
        self.session = SessionChoice(self)
        self.session.renew(self._desk.office)
        title = label("只对应这一届次(&S)", "muted")
        title.setBuddy(self.session)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.choose)
        row.addWidget(self.choose_folder)
        row.addStretch(1)
        row.addWidget(title)
        row.addWidget(self.session)
        return row

    def _list(self) -> QFrame:
        frame, column = card(margin=1, spacing=0)
        self.numbers = label("")
        self.numbers.setContentsMargins(theme.MARGIN, theme.SPACE, theme.SPACE, theme.SPACE)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        column.addWidget(self.numbers)
        column.addLayout(self._stack, 1)
        return frame

    def _side(self) -> QFrame:
        frame, column = card(margin=theme.MARGIN)
        frame.setFixedWidth(_SIDE)
        self.file_name, self.reason = label("", "heading"), label("", "muted")
        self.head = label("", "small")
        for each in (self.file_name, self.reason, self.head):
            each.setWordWrap(True)
        self.finder = PickList("改对应到", self._fitting, self)
        self.finder.line.setPlaceholderText("编号、案由或拼音首字母")
        title = label("改对应到(&R)", "muted")
        title.setBuddy(self.finder)
        below = QVBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(title)
        below.addWidget(self.finder, 1)
        for each in (self.file_name, self.reason, self.head):
            column.addWidget(each)
        column.addLayout(below, 1)
        return frame

    def _connect(self) -> None:
        self.documents.ticks_changed.connect(self._on_ticked)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.finder.picked.connect(self._on_picked)
        self.session.session_changed.connect(self.read_again)

    def ask_files(self) -> None:
        """Ask which documents hold the bodies."""
        chooser = QFileDialog(self, "选择正文文件", str(Path.home()), FILES)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.filesSelected.connect(self.read)
        chooser.open()

    def ask_folder(self) -> None:
        """Ask for a folder of documents."""
        chooser = QFileDialog(self, "选择正文所在的文件夹", str(Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.filesSelected.connect(self.read)
        chooser.open()

    @Slot(list)
    def read(self, names: Iterable[str]) -> None:
        """Read these documents, and those in these folders, and show which case each belongs to."""
        self._paths = tuple(dict.fromkeys(path for name in names for path in documents_in(Path(name))))
        if self._paths:
            self.read_again()
        else:
            self.banner.show_text("所选文件夹里没有 .docx、.txt 文件，没有读取；请另选。")

    @Slot()
    def read_again(self) -> None:
        """Read the chosen documents against the chosen session."""
        if self._paths:
            self.banner.clear()
            verb = partial(_read, self._paths, self.session.value())
            self._desk.jobs.run("正在读取正文", verb, self._on_read, self._on_refused)

    @override
    def decide(self) -> None:
        from desktop.casework import intake_bodies

        if self._plan is None or not self._plan.taken:
            raise OfficeError("没有勾选要写入的正文，办理台没有改动；请勾选后再写入。")
        number = intake_bodies.commit(self._desk.office, self._plan)
        left = sum(each.case_id is None for each in self._plan.matches)
        self._desk.say(f"已补录正文 {number} 件" + (f"，还有 {left} 个文件没有对上" if left else ""))
        self._has_left = True

    @override
    def would_lose(self) -> bool:
        return self._plan is not None and bool(self._plan.chosen) and not self._has_left

    def _on_read(self, plan: BodyPlan) -> None:
        if not self._has_left:
            self._show_plan(plan)
            self.table.select_place(0)
            self.table.setFocus()

    def _on_refused(self, error: OfficeError) -> None:
        if not self._has_left:
            self.banner.show_text(error.message)

    def _show_plan(self, plan: BodyPlan | None) -> None:
        self._plan = plan
        matches = plan.matches if plan else ()
        lines = tuple(BodyLine(place, each) for place, each in enumerate(matches))
        self.documents.show_lines(lines, [line.id for line in lines if line.match.is_accepted])
        self._stack.setCurrentWidget(self.table if plan else self.empty)
        self.numbers.setText(summary(plan) if plan else "")
        for each in (self.numbers, self.side):
            each.setVisible(plan is not None)
        restyled(self.choose, role="" if plan else "primary")
        self.verb_button.setEnabled(bool(plan and plan.taken) and not self._desk.office.is_read_only)
        self._on_chosen(self.table.current_row)

    def _fitting(self, text: str) -> list[tuple[int, str]]:
        current = self.table.current_row
        likely = list(current.match.candidates) if current else []
        if likely and not text.strip():
            return likely
        return cases_fitting(self._desk.office, text, self.session.value())

    @Slot(int)
    def _on_ticked(self, _number: int) -> None:
        ticked = frozenset(self.documents.ticked)
        changed = {
            line.match.file: line.id in ticked
            for line in self.documents.lines
            if line.match.is_accepted is not (line.id in ticked)
        }
        self._decide_again(accepted=changed)

    @Slot(int)
    def _on_picked(self, case_id: int) -> None:
        current = self.table.current_row
        if current is not None:
            self._decide_again(chosen={current.match.file: case_id})
            self.table.setFocus()

    def _decide_again(
        self, chosen: dict[str, int | None] | None = None, accepted: dict[str, bool] | None = None
    ) -> None:
        from desktop.casework import intake_bodies

        if self._plan is not None:
            office = self._desk.office
            self._show_plan(intake_bodies.decide(office, self._plan, chosen=chosen, accepted=accepted))

    @Slot(object)
    def _on_chosen(self, line: BodyLine | None) -> None:
        match = line.match if line else None
        self.finder.setEnabled(match is not None and match.is_readable)
        self.file_name.setText(match.file if match else "")
        self.reason.setText(match.reason if match else "")
        self.head.setText(line.head if line else "")
        self.finder.ask()
        if match is not None and match.case_id is not None:
            self.finder.choose(match.case_id)

    @Slot(object)
    def _on_opened(self, _line: BodyLine) -> None:
        self.finder.setFocus()

    @override
    def done(self, result: int) -> None:
        """Close; what a job still brings is no longer shown."""
        self._has_left = True
        super().done(result)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.read(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())


def _read(paths: Sequence[Path], session_id: int | None, office: Office, progress: Progress) -> BodyPlan:
    """Read documents in the worker thread."""
    from desktop.casework import intake_bodies

    return intake_bodies.read(office, paths, session_id, progress)
