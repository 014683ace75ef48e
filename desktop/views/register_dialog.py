"""The dialog that takes papers in, one after the other, and corrects what was registered (登记)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWidget
from typing_extensions import override

from desktop.casework import merge, register, similar
from desktop.domain.errors import OfficeError
from desktop.domain.proposal import Filing
from desktop.views.cards import button, button_row
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.drafts import DraftKeeper
from desktop.views.presence import Presence
from desktop.views.register_fields import RegisterFields
from desktop.views.similar_panel import SimilarPanel
from desktop.views.theme import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.domain.proposal import Proposal, Submitter
    from desktop.views.page import Desk

_DRAFT = "register"


class RegisterDialog(DecisionDialog):
    """Takes a paper in (Ctrl+Enter: and the next one; Ctrl+S: and close), or corrects a registered one.

    Beside the form stand papers like it. What a person must confirm (a session of the other body, a secrecy
    mark) is asked before anything is kept.
    """

    def __init__(self, desk: Desk, case: Case | None, parent: QWidget | None = None) -> None:
        super().__init__(*_title_and_verb(case), parent, columns=2)
        self._desk = desk
        self._case = case
        self._last_id = 0
        self._confirmed: Proposal | None = None
        self._presence = Presence(self)
        self._build()
        self._connect()
        self._begin()

    def _build(self) -> None:
        self.fields = RegisterFields(self._desk.office, self._case, self)
        self.similar = SimilarPanel(self._desk, self._case.id if self._case else 0, self)
        self.fields.lay_out(self.form)
        self.body.removeWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addWidget(self.form, 1)
        row.addWidget(self.similar)
        self.body.addLayout(row, 1)
        for before, after in pairwise((self.fields.body, *self.similar.stops, self.verb_button)):
            self.setTabOrder(before, after)
        self.resize(1240, 720)

    def _connect(self) -> None:
        self.fields.title.textChanged.connect(self.similar.compare)
        self.fields.item_no.editingFinished.connect(self._on_numbered)
        self.similar.merge_chosen.connect(self._on_merge_chosen)
        if self._case is None:
            self._close_button = button("登记并关闭(&S)", self.save_and_close)
            row = button_row(self)
            row.insertWidget(row.count() - 1, self._close_button)
            QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_and_close)
        else:
            QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._on_verb)

    def _begin(self) -> None:
        self.fields.begin()
        key = f"{_DRAFT}/{self._case.id}" if self._case else _DRAFT
        self._keeper = DraftKeeper(self._desk.office, key, self.fields.typed, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            self._restore(*found)
        self._desk.jobs.run("正在读取提出人", _known, self._on_known, quiet=True)

    def _restore(self, content: dict[str, Any], kept_at: str) -> None:
        self.fields.restore(content)
        self.banner.show_text(f"已恢复 {kept_at} 未登记完的内容；不需要时按 Esc 放弃。", "note")

    def _on_known(self, people: tuple[Submitter, ...]) -> None:
        if not self._presence.is_over:
            self.fields.know(people)

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def decide(self) -> None:
        """Register or amend; raises `OfficeError` naming every field that is missing."""
        office, paper = self._desk.office, self.fields.paper()
        if self._case is not None:
            saved = register.amend(office, self._case.id, paper)
            self._set_apart(saved)
            self._desk.say(f"已保存{saved.proposal.number_phrase}")
            return
        bearers = register.duplicates(office, paper)
        saved = register.proposal(office, paper, unlike=self.similar.apart)
        self._last_id = saved.id
        also = f"；同号的另有 {len(bearers)} 件，请核对" if bearers else ""
        self._desk.say(f"已登记{saved.proposal.number_phrase}{also}{self._merged(saved)}")

    def _set_apart(self, saved: Case) -> None:
        if self.similar.apart:
            similar.set_apart(self._desk.office, saved.id, self.similar.apart)

    def _merged(self, saved: Case) -> str:
        """Merge the paper just registered where that was chosen; return what to say of it."""
        main = self.similar.main
        if main is None:
            return ""
        try:
            merge.into(self._desk.office, main.id, (saved.id,))
        except OfficeError as error:
            return f"；没有并案：{error.message}"
        return f"，并入{main.proposal.number_phrase}"

    @override
    def _on_verb(self) -> None:
        """Register and begin the next paper; an amended one is saved and closed."""
        if self._case is None:
            self._after_confirming(self._register_and_begin_next)
        else:
            self._after_confirming(super()._on_verb)

    @Slot()
    def save_and_close(self) -> None:
        """Register this paper and open it on the case page."""
        self._after_confirming(self._register_and_close)

    def _register_and_begin_next(self) -> None:
        if self._decided():
            done = self.fields.title.text()
            self._start_next()
            self.banner.show_text(f"已登记《{done}》。", "note")

    def _register_and_close(self) -> None:
        if self._decided():
            self.done(self.DialogCode.Accepted)

    def _after_confirming(self, go_on: Callable[[], None]) -> None:
        """Go on at once when nothing is doubtful about the paper, else when a person has said so."""
        self.banner.clear()
        self.form.clear_problems()
        try:
            paper = self.fields.paper()
            doubts = register.doubts(self._desk.office, paper) if paper.session_id else ()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return
        if not doubts or paper == self._confirmed:
            go_on()
            return
        self.form.show_problems(doubts)
        question = QMessageBox(self)
        question.setWindowTitle(self.windowTitle())
        question.setText("\n".join(f"{problem.message}。" for problem in doubts))
        question.setInformativeText("确实无误才保存。")
        back = question.addButton("返回修改(&B)", QMessageBox.ButtonRole.RejectRole)
        sure = question.addButton("确认无误，保存(&Y)", QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(back)

        def heard() -> None:
            if question.clickedButton() is sure:
                self._confirmed = paper
                go_on()

        question.finished.connect(heard)
        question.open()

    def _decided(self) -> bool:
        try:
            self.decide()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return False
        return True

    def _start_next(self) -> None:
        """Empty what belongs to one paper and propose the next number."""
        self.fields.start_next(register.next_number(self.fields.item_no.text()))
        self.similar.begin_anew()
        self._keeper.drop()
        self._keeper.start()

    @Slot()
    def _on_numbered(self) -> None:
        """Say beside the number who bears it already; numbers need not be unique."""
        if self._desk.office.is_closed:  # the cursor leaves the field when the desk is left, too
            return
        bearers = register.duplicates(self._desk.office, self.fields.numbered())
        others = [case for case in bearers if self._case is None or case.id != self._case.id]
        told = f"已有同号的《{others[0].proposal.title}》" if others else ""
        self.form.warn("item_no", told)

    @Slot(object)
    def _on_merge_chosen(self, main: Case | None) -> None:
        if main is None:
            self.banner.clear()
        else:
            paper = main.proposal
            told = f"登记后并入{paper.number_phrase}《{paper.title}》，各自保留编号和答复。再按一次取消。"
            self.banner.show_text(told, "note")

    @override
    def done(self, result: int) -> None:
        """Close; nothing is left to be restored, and the paper registered last is shown."""
        self._keeper.drop()
        super().done(result)
        if self._last_id:
            self._desk.open_case(self._last_id)


def _known(office: Office, _progress: Progress) -> tuple[Submitter, ...]:
    return register.known_submitters(office)


def _title_and_verb(case: Case | None) -> tuple[str, str]:
    if case is None:
        return "登记新件", "登记，下一件"
    number = case.proposal.number_phrase
    if case.proposal.filing is Filing.DRAFT:
        return f"补全草稿 · {number}", "保存并立案"
    return f"修改登记 · {number}", "保存"
