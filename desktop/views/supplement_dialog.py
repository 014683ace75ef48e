"""The dialog that writes a letter after the reply: supplementary, interim or final, then to be reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from desktop.casework import answer, find, issue, proofread, supplement, versions
from desktop.casework.supplement import Addition
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.reply import ReplyKind
from desktop.views.cards import button, button_row, words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.desk_timer import DeskTimer
from desktop.views.drafts import DraftKeeper
from desktop.views.fields import Choice
from desktop.views.insistence import Insistence
from desktop.views.letter_preview import LetterPreview
from desktop.views.reply_findings import FindingsPanel, places_of
from desktop.views.reply_text import LevelRow, ReplyText
from desktop.views.sent_back import SentBack
from desktop.views.theme import MARGIN, PAGE, SPACE
from desktop.views.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter
    from desktop.domain.reply import MarkedPlace
    from desktop.domain.scheme import ResultClass
    from desktop.views.page import Desk

_PAUSE = 400  # milliseconds after the last key before the letter is checked again

_HOW = "只写答复之后的变化，一段一行；标题、称谓、所补答复的文号和落款由程序生成，不必写"


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """The letter after the reply that is in hand, with the number and day it shall bear."""

    case_id: int
    unit_id: int
    doc_no: str = ""
    dated: date | None = None

    def name(self, office: Office) -> str:
        """Return what the letter is called."""
        case = find.case(office, self.case_id)
        letter = case.at_addition(self.unit_id).written_reply(self.unit_id)
        return f"{case.proposal.number_phrase}{letter.kind.label}函"

    def letter(self, office: Office) -> Letter:
        """Return what it says."""
        case = find.case(office, self.case_id)
        return supplement.compose(office, case, self.unit_id, self.doc_no, self.dated)


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A letter as it was frozen when it was issued."""

    letter_id: int
    title: str

    def name(self, _office: Office) -> str:
        """Return what the letter is called."""
        return self.title

    def letter(self, office: Office) -> Letter:
        """Return what it says."""
        return issue.issued(office, self.letter_id)


class SupplementDialog(DecisionDialog):
    """Writes the letter of one unit; 保存草稿 keeps it, 送审 puts it on its route, 弃用 puts it aside."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        scheme = desk.office.scheme_of(case)
        require(Act.SUPPLEMENT, Situation(case, scheme, desk.office.today, unit_id))
        if case.open_addition(unit_id) is not None:
            require(Act.DRAFT, Situation(case.at_addition(unit_id), scheme, desk.office.today, unit_id))
        super().__init__(f"答复后的函 · {case.proposal.number_phrase}", "送审", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._classes = scheme.result_classes
        self._insistence = Insistence()
        self._build()
        self._connect()
        self._begin()

    def _build(self) -> None:
        self._text = ReplyText(12, _HOW)
        self._text.longest = answer.LONGEST_TEXT
        self._back = SentBack(self._case.open_addition(self._unit_id), self)
        self._findings = FindingsPanel()
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self._back)
        left.addLayout(self._tools())
        left.addWidget(self._text, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        self._fill_form()
        right.addWidget(words(self._standing_on(), "muted", wraps=True))
        right.addWidget(self.form)
        right.addWidget(words("检查", "muted"))
        right.addWidget(self._findings, 1)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.body.addLayout(row)
        self._add_buttons()
        self.resize(1040, 580)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addLayout(LevelRow(self._text))
        row.addStretch(1)
        row.addWidget(button("各稿比较(&H)…", self.compare, "quiet"))
        return row

    def _standing_on(self) -> str:
        first = self._case.issued_reply(self._unit_id)
        office = self._desk.office
        route = office.scheme_of(self._case).route_after(is_key=self._case.proposal.is_key)
        stands = f"所补答复：{first.doc_no}（{first.issued_on}）" if first else ""
        return f"{stands}\n审签流程：{route.label}（{'、'.join(step.label for step in route.steps)}）"

    def _fill_form(self) -> None:
        self._kind: Choice[ReplyKind] = Choice([(kind.label, kind) for kind in supplement.KINDS])
        self._class: Choice[ResultClass | None] = Choice(
            [("与原答复相同", None), *((each.words, each) for each in self._classes)]
        )
        self.form.add("kind", "种类(&K)", self._kind)
        self.form.add("result_class", "办理结果(&C)", self._class, hint="改变类别的，在这里另选")

    def _add_buttons(self) -> None:
        row = button_row(self)
        row.insertWidget(0, button("预览(&V)", self.preview, "quiet"))
        if self._case.open_addition(self._unit_id) is not None:
            row.insertWidget(1, button("弃用此稿(&G)", self.give_up, "quiet"))
        row.insertWidget(row.count() - 1, button("保存草稿(&S)", self.save_and_close))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_and_close)

    def _connect(self) -> None:
        self._pause = DeskTimer(self._desk.office, _PAUSE, self, once=True)
        self._pause.beat.connect(self._show_findings)
        self._text.textChanged.connect(self._on_changed)
        self._kind.currentIndexChanged.connect(self._on_changed)
        self._class.currentIndexChanged.connect(self._on_changed)
        self._findings.list.place_wanted.connect(self._text.select)
        self._back.passage_wanted.connect(self._on_passage_wanted)

    def _begin(self) -> None:
        """Fill the form with the draft as saved, then with what a crash left unsaved."""
        first, saved = self._case.issued_reply(self._unit_id), self._case.open_addition(self._unit_id)
        if saved is not None:
            self._text.setPlainText(saved.text)
            self._kind.choose(saved.kind)
            if first is None or saved.result_class != first.result_class:
                self._choose_class(saved.result_class)
        key = f"supplement/{self._case.id}/{self._unit_id}/{self._place}"
        self._keeper = DraftKeeper(self._desk.office, key, self._content, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            self._restore(*found)
        self._show_findings()
        self._text.setFocus()

    @property
    def _place(self) -> int:
        """Which letter after the reply of its unit this is, counted from 0."""
        own = [each for each in self._case.supplements if each.unit_id == self._unit_id]
        return len(own) - (self._case.open_addition(self._unit_id) is not None)

    def _choose_class(self, code: str) -> None:
        self._class.choose(next((each for each in self._classes if each.code == code), None))

    def _restore(self, content: dict[str, Any], kept_at: str) -> None:
        self._text.setPlainText(str(content.get("text", "")))
        kinds = {kind.value: kind for kind in supplement.KINDS}
        self._kind.choose(kinds.get(str(content.get("kind", "")), ReplyKind.SUPPLEMENTARY))
        self._choose_class(str(content.get("result_class", "")))
        self.banner.show_text(f"已恢复 {kept_at} 未保存的草稿；不需要时按 Esc 放弃。", "note")

    def _content(self) -> dict[str, Any]:
        drafted = self._addition()
        return {"text": drafted.text, "kind": drafted.kind.value, "result_class": drafted.result_class}

    def _addition(self) -> Addition:
        chosen = self._class.value()
        return Addition(self._text.text(), self._kind.value(), chosen.code if chosen else "")

    def _save(self) -> None:
        office = self._desk.office
        self._case = supplement.save_draft(office, self._case.id, self._unit_id, self._addition())

    @Slot()
    def _show_findings(self) -> None:
        """Show what the checker finds in what is typed so far."""
        office = self._desk.office
        try:
            drafted = supplement.drafted(office, self._case, self._unit_id, self._addition())
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        found = proofread.letter(office, drafted.at_addition(self._unit_id), self._unit_id)
        self._findings.show_findings(found)
        self._text.show_places([*places_of(found), *self._back.places(self._text.text())])

    @Slot()
    def compare(self) -> None:
        """Show what was changed since a former version."""
        found = versions.of_addition(self._desk.office, self._case.id, self._unit_id, self._place)
        dialog = VersionsDialog(found, self._text.text(), self)
        dialog.text_wanted.connect(self._text.replace_all)
        dialog.open()

    @Slot()
    def preview(self) -> None:
        """Save the draft and show the letter as it would look on paper."""
        if self._tried(self._save):
            self._keeper.start()
            LetterPreview(self._desk, AddedPaper(self._case.id, self._unit_id), self).open()

    @Slot()
    def save_and_close(self) -> None:
        """Save the draft without submitting it and close."""
        if self._tried(self._save):
            self._desk.say(f"已保存{self._kind.value().label}草稿")
            self.done(self.DialogCode.Accepted)

    @Slot()
    def give_up(self) -> None:
        """Put the draft aside: no such letter is needed any more."""
        if self._tried(partial(supplement.give_up, self._desk.office, self._case.id, self._unit_id)):
            self._desk.say(f"已弃用{self._kind.value().label}草稿")
            self.done(self.DialogCode.Accepted)

    def _tried(self, verb: Callable[[], object]) -> bool:
        self.banner.clear()
        try:
            verb()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return False
        return True

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def decide(self) -> None:
        self._save()
        seen = self._case.at_addition(self._unit_id)
        if self._text.text().strip():
            self._insistence.ask(answer.faults(self._desk.office, seen, self._unit_id), "送审")
        supplement.submit(self._desk.office, self._case.id, self._unit_id)
        self._desk.say(f"{self._kind.value().label}已送审")

    @Slot()
    def _on_changed(self) -> None:
        self._pause.start()

    @Slot()
    @override
    def _on_paste_refused(self) -> None:
        most = answer.LONGEST_TEXT // 10_000
        self.banner.show_text(f"粘贴后正文将超过{most}万字，没有粘贴；请只粘贴答复正文，附件另存。")

    @Slot(object)
    def _on_passage_wanted(self, mark: MarkedPlace) -> None:
        place = mark.place_in(self._text.text())
        if place is None:
            self.banner.show_text("标注的文字已经改过，正文中找不到了。", "note")
        else:
            self._text.select(*place)

    @override
    def done(self, result: int) -> None:
        """Close; whatever was kept for a crash is no longer needed."""
        self._keeper.drop()
        self._pause.stop()
        super().done(result)
