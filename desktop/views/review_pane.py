"""One reply in the queue: what it says, how far it came on its route, and the button of what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.casework import find, review
from desktop.domain.procedure import Act
from desktop.domain.reply import Reply, ReplyState
from desktop.views import theme
from desktop.views.cards import ClampedLabel, ToneChip, button, words
from desktop.views.case_view import look
from desktop.views.forms import label, rule
from desktop.views.permitted import permit
from desktop.views.process import Mark, Station
from desktop.views.stage_strip import StageStrip
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from desktop.domain.assignment import Assignment
    from desktop.domain.reply import ReviewStep
    from desktop.domain.scheme import RouteStep
    from desktop.views.case_view import CaseView
    from desktop.views.page import Desk

_ACT_WORDS = {Act.ISSUE: "编号印发", Act.SUBMIT: "送审", Act.DRAFT: "修改答复稿"}
_SHORTEST_TEXT = 120
_SHOWN_DECISIONS = 2
_TITLE_POINTS = 12


class ReviewPane(QWidget):
    """Shows the reply of one case that waits for somebody; empty until `show_case`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: CaseView | None = None
        self._unit_id: int | None = None
        self._later = False
        self._build()

    def _build(self) -> None:
        self.title = ClampedLabel(2, self)
        font = self.title.font()
        font.setPointSizeF(_TITLE_POINTS)
        self.title.setFont(font)
        self.facts = label("", "muted")
        self.facts.setWordWrap(True)
        self.chip = ToneChip()
        self.waiting = label("", "muted")
        self.waiting.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("答复正文")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_SHORTEST_TEXT)
        self.reason = words("", "muted", wraps=True)
        self.route = StageStrip(self)
        self.opinion = words("", "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.BLOCK, theme.MARGIN, theme.BLOCK, theme.MARGIN)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addLayout(self._state_row())
        column.addWidget(rule())
        column.addSpacing(theme.GAP)
        column.addWidget(self.route)
        column.addWidget(self.opinion)
        column.addWidget(self.text, 1)
        column.addWidget(self.reason)
        column.addSpacing(theme.GAP)
        column.addLayout(self._buttons())

    def _state_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.chip)
        row.addWidget(self.waiting, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.act = button("", self._start, "primary")
        self.preview = button("预览(&P)", self._preview)
        self.preview.setToolTip("预览答复函")
        self.open = button("打开(&O)", self._open)
        self.open.setToolTip("在“办件”中打开此件")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.open)
        row.addWidget(self.preview)
        row.addStretch(1)
        row.addWidget(self.act)
        return row

    def show_case(self, case_id: int, *, later: bool = False) -> None:
        """Show the reply of a case that is least advanced; with `later` its letter after the reply.

        Raises `OfficeError` when the case is gone.
        """
        view = look(self._desk.office, case_id)
        letter = view.case.open_addition() if later else None
        task = view.case.task_of(letter.unit_id) if letter else view.case.next_to_answer()
        self._view, self._unit_id, self._later = view, task.unit_id if task else None, letter is not None
        reply = (view.case.reply_of(task.unit_id) if task else None) or view.case.latest_issued
        reply = letter or reply
        self.title.show_text(view.case.proposal.title)
        self._show_state(view)
        self._show_reply(view, reply, task)
        self._show_act(view)

    def _show_state(self, view: CaseView) -> None:
        light = view.light(view.case.due)
        self.chip.show_tone(light.tone, light.text)
        self.chip.setVisible(not self._later)  # the day of the case is that of the reply, which is out
        lines = find.history(self._desk.office, view.case.id)
        since = lines[-1].at.date() if lines else None
        days = (self._desk.office.today - since).days if since else 0
        told = f"，已等{days}天" if days else ""
        self.waiting.setText(f"{lines[-1].verb}于 {shown_day(since)}{told}" if since else "")

    def _show_reply(self, view: CaseView, reply: Reply | None, task: Assignment | None) -> None:
        paper = view.case.proposal
        unit = task.unit_name if task else ""
        shown = reply or Reply(0, unit)
        drafter = f"{shown.drafted_by}起草" if shown.drafted_by else ""
        parts = (paper.number_phrase, unit, view.class_words(shown), drafter)
        self.facts.setText("　".join(part for part in parts if part))
        self.text.setPlainText(shown.text or "（没有正文）")
        self.reason.setText(f"理由：{shown.reason}")
        self.reason.setVisible(bool(shown.reason))
        seen = view.case.at_addition(task.unit_id) if task and self._later else view.case
        steps = review.route(view.office, seen, task.unit_id) if task else ()
        self.route.show_way(way_of_reply(steps, reply))
        self.opinion.setText("\n".join(map(_decision, shown.steps[-_SHOWN_DECISIONS:])))
        self.opinion.setVisible(bool(shown.steps))

    def _show_act(self, view: CaseView) -> None:
        act = self._act_of(view)
        self.act.setVisible(act is not None and not view.office.is_read_only)
        if act is not None:
            seen = view.case.at_addition(self._unit_id) if self._later and self._unit_id else view.case
            deciding = review.step(view.office, seen, self._unit_id) if self._unit_id else None
            name = deciding.label if deciding else _ACT_WORDS.get(act, act.label)
            self.act.setText(f"{name}(&E)…")
            self.act.setAccessibleName(name)
            self.act.setToolTip(view.step.text if view.step else "")
            self.act.setEnabled(True)
            permit(self.act, view.office, "签发" if deciding and deciding.signs else act.label)
        self.preview.setEnabled(self._unit_id is not None)

    def _act_of(self, view: CaseView) -> Act | None:
        if self._later:
            return Act.SUPPLEMENT
        return view.step.act if view.step else None

    @Slot()
    def _start(self) -> None:
        if self._view is None or (act := self._act_of(self._view)) is None:
            return
        step = self._view.step
        unit_id = self._unit_id if self._later or step is None else step.unit_id
        self._desk.start_act(act, self._view.case.id, unit_id)

    @Slot()
    def _preview(self) -> None:
        from desktop.views.letter_preview import LetterPreview, Paper
        from desktop.views.supplement_dialog import AddedPaper

        if self._view is not None and self._unit_id is not None:
            paper = (AddedPaper if self._later else Paper)(self._view.case.id, self._unit_id)
            LetterPreview(self._desk, paper, self).open()

    @Slot()
    def _open(self) -> None:
        if self._view is not None:
            self._desk.open_case(self._view.case.id)


def way_of_reply(steps: tuple[RouteStep, ...], reply: Reply | None) -> tuple[Station, ...]:
    """Return the stations of a reply: writing, every step of its route, and going out."""
    state = reply.state if reply else ReplyState.DRAFT
    approved = len(reply.approvals) if reply and state is not ReplyState.SENT_BACK else 0
    is_drafting = state in {ReplyState.DRAFT, ReplyState.SENT_BACK}
    marks = [Mark.CURRENT if is_drafting else Mark.DONE]
    marks += [Mark.DONE if place < approved else Mark.AHEAD for place in range(len(steps))]
    marks.append({ReplyState.SIGNED: Mark.CURRENT, ReplyState.ISSUED: Mark.DONE}.get(state, Mark.AHEAD))
    if state is ReplyState.IN_REVIEW:
        marks[marks.index(Mark.AHEAD)] = Mark.CURRENT
    first = "退回修改" if state is ReplyState.SENT_BACK else "拟稿"
    return tuple(map(Station, (first, *(step.label for step in steps), "印发"), marks))


def _decision(step: ReviewStep) -> str:
    opinion = f"：“{step.opinion}”" if step.opinion else ""
    return f"{step.decided_on:%m-%d} {step.label} {step.officer} {step.verdict.label}{opinion}"
