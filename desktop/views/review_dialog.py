"""The dialog in which one reviewer decides on a reply: text, points, findings, what to check, the route."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import answer, keep, proofread, review
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.scheme import ReviewerRole
from desktop.domain.unit import ContactRole
from desktop.views.cards import button, button_row, facts, words
from desktop.views.case_view import look
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea, WordBox, required_day
from desktop.views.insistence import Insistence
from desktop.views.letter_preview import LetterPreview, Paper
from desktop.views.reply_text import ReplyText
from desktop.views.review_aids import ReviewAids
from desktop.views.route_line import RouteLine
from desktop.views.slip_saving import SlipSaving
from desktop.views.supplement_dialog import AddedPaper
from desktop.views.theme import GAP, MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply
    from desktop.views.page import Desk

_SHORT_CHECK = 10  # characters a check has beside which a note still finds room
_CONTACTS = {
    ReviewerRole.UNIT_OFFICE: ContactRole.OFFICE,
    ReviewerRole.LEADER_IN_CHARGE: ContactRole.LEADER_IN_CHARGE,
    ReviewerRole.HEAD: ContactRole.HEAD,
    ReviewerRole.HANDLER: ContactRole.HANDLER,
}


class ReviewDialog(DecisionDialog):
    """Shows a reply beside its route and checklist; it is approved here, or sent back with an opinion."""

    def __init__(
        self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None, *, later: bool = False
    ) -> None:
        """Show the reply of a unit; with `later` its letter after the reply."""
        case = case.at_addition(unit_id) if later else case
        scheme = desk.office.scheme_of(case)
        require(Act.REVIEW, Situation(case, scheme, desk.office.today, unit_id))
        now = review.step(desk.office, case, unit_id)
        if now is None:
            raise OfficeError("该答复的审核流程已不在办理规则中，未作改动；请退回后重新送审。")
        verb = "签发" if now.signs else "同意"
        super().__init__(f"{now.label} · {case.proposal.number_phrase}", verb, parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._scheme = scheme
        self._later = later
        self._step = now
        self._insistence = Insistence()
        self._slip = SlipSaving(desk, case.id, unit_id, self, later=later)
        self._build()

    def _build(self) -> None:
        reply = self._case.reply_of(self._unit_id)
        self._text = ReplyText(8)
        self._text.setReadOnly(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._text.setPlainText(reply.text if reply else "")
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(words(self._case.proposal.title, wraps=True))
        left.addWidget(self._text, 1)
        left.addLayout(self._below_text())
        left.addWidget(self._aids(reply))
        right = QWidget()
        right.setFixedWidth(420)
        right.setLayout(self._side())
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left, 1)
        row.addWidget(right)
        self.body.addLayout(row)
        self._add_send_back()
        for earlier, later in pairwise([*self._checks, *self._notes, self._officer]):
            QWidget.setTabOrder(earlier, later)  # ticks first: a note is the exception
        self.resize(1160, 700)
        (self._checks[0] if self._checks else self._opinion).setFocus()

    def _aids(self, reply: Reply | None) -> ReviewAids:
        """Return what lies below the text: its points, what the checker found, and the places marked."""
        found = proofread.letter(self._desk.office, self._case, self._unit_id)
        self._marks = ReviewAids(self._text, found)
        self._marks.show_points(self._case.points, reply.points if reply else ())
        self._marks.show_places()
        return self._marks

    def _below_text(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(words(f"{len(self._text.text())} 字", "small"))
        row.addStretch(1)
        row.addWidget(button("标注选中处(&M)", self.mark, "quiet"))
        row.addWidget(button("审签单(&P)…", self._slip.ask, "quiet"))
        row.addWidget(button("预览答复函(&V)", self.preview, "quiet"))
        return row

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        steps = review.route(self._desk.office, self._case, self._unit_id)
        reply = self._case.reply_of(self._unit_id)
        self._route = RouteLine()
        self._route.show_route(steps, reply, self._scheme.reviewer_word)
        column.addWidget(self._route)
        column.addWidget(self._reply_facts())
        column.addLayout(self._checklist())
        column.addLayout(self._warnings())
        self._fill_form()
        column.addWidget(self.form)
        column.addStretch(1)
        return column

    def _checklist(self) -> QGridLayout:
        """Return every check of the step, each with room for a note beside it."""
        grid = QGridLayout()
        grid.setVerticalSpacing(GAP)
        wanted = review.checks(self._desk.office, self._case, self._step)
        if wanted:
            grid.addWidget(words("逐项核对", "muted"), 0, 0, 1, 2)
        self._checks = [QCheckBox(check) for check in wanted]
        self._notes = [QLineEdit() for _ in wanted]
        for row, (check, note) in enumerate(zip(self._checks, self._notes, strict=True), start=1):
            check.setAccessibleName(check.text())
            check.setToolTip(check.text())
            note.setPlaceholderText("说明（可不填）")
            note.setAccessibleName(f"{check.text()}的说明")
            is_long = len(check.text()) > _SHORT_CHECK
            grid.addWidget(check, 2 * row, 0, 1, 2 if is_long else 1)
            grid.addWidget(note, 2 * row + is_long, 0 if is_long else 1, 1, 2 if is_long else 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _fill_form(self) -> None:
        today = self._desk.office.today
        self._officer = WordBox(self._names(), self._likely_officer())
        self._decided_on = DateField(today)
        self._decided_on.set_value(today)
        self._opinion = TextArea(3, "退回时必须写明需要修改的内容")
        self.form.add("officer", f"{self._scheme.reviewer_word(self._step.role)}(&N)", self._officer)
        self.form.add("decided_on", "日期(&D)", self._decided_on)
        self.form.add("opinion", "意见(&O)", self._opinion)

    def _reply_facts(self) -> QWidget:
        view, reply = look(self._desk.office, self._case.id), self._case.reply_of(self._unit_id)
        pairs = [("办理结果", view.class_words(reply) if reply else "")]
        if reply is not None and reply.reason:
            pairs.append(("理由", reply.reason))
        if reply is not None and reply.planned_on:
            pairs.append(("计划完成", reply.planned_on.isoformat()))
        return facts(pairs, 1)

    def _warnings(self) -> QVBoxLayout:
        """Return what speaks against the reply; meetings and opinions stand behind one that went out."""
        column = QVBoxLayout()
        column.setSpacing(2)
        doubts = () if self._later else answer.doubts(self._desk.office, self._case, self._unit_id)
        for doubt in doubts:
            if doubt.severity is Severity.WARNING:
                column.addWidget(words(f"▲ {doubt.message}", "warning", wraps=True))
        return column

    def _add_send_back(self) -> None:
        self._send_back = button("退回修改(&B)", self.send_back, "danger")
        button_row(self).insertWidget(0, self._send_back)

    def _task(self) -> Assignment:
        return self._case.task_of(self._unit_id)

    def _names(self) -> list[str]:
        task = self._task()
        unit = next((each for each in keep.units(self._desk.office) if each.id == self._unit_id), None)
        contacts = [contact.name for contact in unit.contacts] if unit else []
        return [self._likely_officer(), *contacts, task.responsible_leader, self._desk.office.officer_name]

    def _likely_officer(self) -> str:
        """Return who usually decides at this step, so that a name need not be typed."""
        task, role = self._task(), self._step.role
        named = {
            ReviewerRole.HANDLER: task.handler,
            ReviewerRole.LEADER_IN_CHARGE: task.leader_in_charge,
            ReviewerRole.GOVERNMENT_LEADER: task.responsible_leader,
            ReviewerRole.SUPERVISION_OFFICE: self._desk.office.officer_name,
        }
        return named.get(role) or self._contact_name(_CONTACTS.get(role))

    def _contact_name(self, role: ContactRole | None) -> str:
        unit = next((each for each in keep.units(self._desk.office) if each.id == self._unit_id), None)
        contact = unit.contact(role) if unit and role else None
        return contact.name if contact else ""

    def _decision(self) -> review.Decision:
        checks = tuple(check.text() for check in self._checks if check.isChecked())
        decided_on = required_day(self._decided_on, "decided_on", "日期")
        notes = {check.text(): note.text() for check, note in zip(self._checks, self._notes, strict=True)}
        marks = self._marks.marks()
        return review.Decision(self._officer.text(), self._opinion.text(), checks, decided_on, notes, marks)

    @override
    def would_lose(self) -> bool:
        return bool(self._opinion.text() or self._marks.marks())

    @override
    def decide(self) -> None:
        if self._step.signs:
            faults = answer.faults(self._desk.office, self._case, self._unit_id)
            self._insistence.ask(faults, "签发")
        decision = self._decision()
        review.approve(self._desk.office, self._case.id, self._unit_id, decision, later=self._later)
        self._desk.say("已签发，可以编号印发" if self._step.signs else f"“{self._step.label}”已同意")

    @Slot()
    def send_back(self) -> None:
        """Send the reply back to its drafter; the opinion must say why."""
        self.banner.clear()
        try:
            decision = self._decision()
            review.send_back(self._desk.office, self._case.id, self._unit_id, decision, later=self._later)
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            self._opinion.setFocus()
        else:
            self._desk.say("已退回修改")
            self.done(self.DialogCode.Accepted)

    @Slot()
    def mark(self) -> None:
        """Mark the passage selected in the text, to say what has to be changed there."""
        passage, start = self._text.selected()
        if not passage:
            self.banner.show_text("请先在正文中选中要标注的文字。", "note")
            return
        self.banner.clear()
        self._marks.add_mark(passage, start)

    @Slot()
    def preview(self) -> None:
        """Show the letter as it would look on paper."""
        paper = AddedPaper if self._later else Paper
        LetterPreview(self._desk, paper(self._case.id, self._unit_id), self).open()
