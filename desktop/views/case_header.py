"""The head of a case: what it is, where it stands, when it is due, and the one next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.procedure import Act
from desktop.domain.proposal import Publicity
from desktop.domain.stage import Stage
from desktop.views.cards import ClampedLabel, Surface, button, words
from desktop.views.due_row import DueRow
from desktop.views.forms import Button
from desktop.views.merged_row import MergedRow
from desktop.views.permitted import permit
from desktop.views.process import way_of
from desktop.views.stage_strip import StageStrip
from desktop.views.theme import BLOCK, GAP, MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.domain.next_step import NextStep
    from desktop.views.case_view import CaseView

_TITLE_POINTS = 14.0
_TAB_INDENT = -14  # a tab begins with that much room of its own


class TabLine(QTabBar):
    """Tabs that leave Alt+← and Alt+→ to the page, which goes through cases with them."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CaseHeader(Surface):
    """Shows the head of one case; emits the act and unit of the next step when its button is pressed."""

    act_wanted = Signal(object, object)
    amend_wanted = Signal()
    unit_wanted = Signal()
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._step: NextStep | None = None
        self._awaits_unit = False
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, SPACE, PAGE, 0)
        column.setSpacing(SPACE - 2)
        column.addLayout(self._number_row())
        self.title = ClampedLabel(2)
        font = self.title.font()
        font.setPointSizeF(_TITLE_POINTS)
        self.title.setFont(font)
        column.addWidget(self.title)
        self.meta = words("", "muted", wraps=True)
        column.addWidget(self.meta)
        self.strip = StageStrip()
        self.merged = MergedRow()
        column.addWidget(self.merged)
        column.addWidget(self.strip)
        column.addWidget(self._step_row())
        self.tab_bar = TabLine()
        self.tab_bar.setAccessibleName("办件内容")
        self.tab_bar.setExpanding(False)
        bar_row = QHBoxLayout()
        bar_row.setContentsMargins(_TAB_INDENT, 0, 0, 0)
        bar_row.addWidget(self.tab_bar)
        bar_row.addStretch(1)
        column.addLayout(bar_row)

    def _number_row(self) -> QHBoxLayout:
        self.number = words("", "heading")
        self.marks = words("", "muted")
        self.due = DueRow("办结时限", "办复", tells_all=True)
        self._back = button("‹", self.back_wanted.emit, "quiet")
        self._forward = button("›", self.forward_wanted.emit, "quiet")
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.number)
        row.addWidget(self.marks)
        row.addStretch(1)
        row.addWidget(self.due)
        for each, name, keys in ((self._back, "上一件", "Alt+←"), (self._forward, "下一件", "Alt+→")):
            each.setAccessibleName(name)
            each.setToolTip(f"{name}（{keys}）")
            row.addWidget(each)
        return row

    def _step_row(self) -> Surface:
        line = Surface(is_soft=True)
        row = QHBoxLayout(line)
        row.setContentsMargins(BLOCK, GAP, GAP, GAP)
        row.setSpacing(MARGIN)
        self.next_line = words("", wraps=True)
        self.step_button = Button()
        self.step_button.setProperty("role", "primary")
        self.step_button.setToolTip("Ctrl+Enter")
        self.step_button.clicked.connect(self._on_step_clicked)
        row.addWidget(self.next_line, 1)
        row.addWidget(self.step_button)
        return line

    def show_view(self, view: CaseView, *, can_go_back: bool, can_go_on: bool) -> None:
        """Show the head of a case, and whether there are cases to go back or on to."""
        paper = view.case.proposal
        self.number.setText(paper.number_phrase)
        self.marks.setText(_marks(view))
        self.title.show_text(paper.title, view.sought)
        self.meta.setText(_meta(view))
        self.merged.show_view(view)
        self.strip.show_way(way_of(view.case, view.scheme, view.stage, view.step))
        self.due.show_due(view, view.case.due, view.answered_on())
        self._back.setEnabled(can_go_back)
        self._forward.setEnabled(can_go_on)
        self._show_step(view)

    def _show_step(self, view: CaseView) -> None:
        self._step = step = view.step
        if step is None:
            self.next_line.setText(_ending(view))
        else:
            done = "✓ 已办结　　" if view.stage is Stage.CLOSED else ""
            self.next_line.setText(f"{done}下一步　{step.text}")
        self.step_button.setVisible(step is not None and not view.office.is_read_only)
        if step is not None:
            name = _act_words(step.act, view)
            self._awaits_unit = step.act is None and bool(view.case.open_requests or view.case.proposed)
            self.step_button.setText(name)
            self.step_button.setAccessibleName(f"下一步：{name}")
            self.step_button.setToolTip("Ctrl+Enter")
            self.step_button.setEnabled(True)
            permit(self.step_button, view.office, step.act.label if step.act else "修改登记")

    @Slot()
    def _on_step_clicked(self) -> None:
        if self._awaits_unit:
            self.unit_wanted.emit()
        elif self._step is None or self._step.act is None:
            self.amend_wanted.emit()  # a draft has no act yet: it is completed and filed
        else:
            self.act_wanted.emit(self._step.act, self._step.unit_id)


def _act_words(act: Act | None, view: CaseView) -> str:
    if act is None and view.case.open_requests:
        return "处理申请"
    if act is None:
        return "登记确认意见" if view.case.proposed else "补全并立案"
    if act is Act.CONSULT:
        return f"登记{view.scheme.contacts.word}"
    if act is Act.SUBMIT:
        return "核对并送审"
    return act.label


def _marks(view: CaseView) -> str:
    paper = view.case.proposal
    marks = [paper.kind.label]
    if paper.is_key:
        marks.append("★ 重点")
    if paper.publicity is Publicity.NOT_PUBLIC:
        marks.append("不予公开")
    if view.case.round > 1:
        marks.append(f"第{view.case.round}轮办理")
    if view.case.is_deleted:
        marks.append("在回收站")
    return " · ".join(marks)


def _meta(view: CaseView) -> str:
    paper = view.case.proposal
    who = paper.lead_submitter or "未登记提出人"
    if paper.co_submitter_count:
        who += f" 等 {paper.co_submitter_count + 1} 人"
    parts = (view.session.text, view.scheme.word_for(paper.origin), who, paper.delegation, paper.category)
    return "　·　".join(part for part in parts if part)


def _ending(view: CaseView) -> str:
    dossier = view.case.dossier
    if dossier is not None:
        return f"✓ 已归档　　归档号 {dossier.file_no}，保管期限 {dossier.retention}，{dossier.archived_on}"
    reason = view.case.proposal.filing_reason
    return f"{view.stage.label}：{reason}" if reason else view.stage.label
