"""The dialog that writes a letter after the reply: supplementary, interim or final, with its own number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from desktop.casework import answer, find, issue, supplement
from desktop.casework.supplement import Addition
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act, Situation, require
from desktop.views.cards import button, button_row, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.drafts import DraftKeeper
from desktop.views.fields import Choice, required_day
from desktop.views.letter_preview import LetterPreview
from desktop.views.reply_text import LevelRow, ReplyText
from desktop.views.theme import PAGE, SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter
    from desktop.domain.reply import ReplyKind
    from desktop.domain.scheme import ResultClass
    from desktop.views.page import Desk

_HOW = "只写答复之后的变化，一段一行；标题、称谓、所补答复的文号和落款由程序生成，不必写"


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """The letter as it would be issued with what stands in the dialog."""

    case_id: int
    unit_id: int
    addition: Addition

    def name(self, office: Office) -> str:
        """Return what the letter is called."""
        number = find.case(office, self.case_id).proposal.number_phrase
        return f"{number}{self.addition.kind.label}函"

    def letter(self, office: Office) -> Letter:
        """Return what it says."""
        return supplement.compose(office, find.case(office, self.case_id), self.unit_id, self.addition)


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
    """Asks for kind, text, class, signer, number and days; once issued the letter never changes again."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        scheme = desk.office.scheme_of(case)
        require(Act.SUPPLEMENT, Situation(case, scheme, desk.office.today, unit_id))
        super().__init__(f"答复后的函 · {case.proposal.number_phrase}", "印发", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._classes = scheme.result_classes
        self._build()
        self._begin()

    def _build(self) -> None:
        self._text = ReplyText(12, _HOW)
        self._text.longest = answer.LONGEST_TEXT
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        tools = QHBoxLayout()
        tools.addLayout(LevelRow(self._text))
        tools.addStretch(1)
        left.addLayout(tools)
        left.addWidget(self._text, 1)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        self._fill_form()
        right.addWidget(self._first())
        right.addWidget(self.form)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.body.addLayout(row)
        button_row(self).insertWidget(0, button("预览(&V)", self.preview, "quiet"))
        self.resize(1040, 560)

    def _first(self) -> QWidget:
        first = self._case.issued_reply(self._unit_id)
        told = f"所补答复：{first.doc_no}（{first.issued_on}）" if first else ""
        return words(told, "muted", wraps=True)

    def _fill_form(self) -> None:
        office, today = self._desk.office, self._desk.office.today
        first = self._case.issued_reply(self._unit_id)
        self._kind: Choice[ReplyKind] = Choice([(kind.label, kind) for kind in supplement.KINDS])
        self._class: Choice[ResultClass | None] = Choice(
            [("与原答复相同", None), *((each.words, each) for each in self._classes)]
        )
        self._signed_by = QLineEdit(first.signed_by if first else "")
        self._signed_on, self._issued_on = DateField(today), DateField(today)
        for each in (self._signed_on, self._issued_on):
            each.set_value(today)
        self._doc_no = QLineEdit(issue.suggest_doc_no(office, self._case, self._unit_id, today.year))
        self.form.add("kind", "种类(&K)", self._kind)
        self.form.add("result_class", "办理结果(&C)", self._class)
        self.form.add("signed_by", "签发人(&S)", self._signed_by)
        self.form.add("signed_on", "签发日期(&Q)", self._signed_on)
        self.form.add("doc_no", "文号(&N)", self._doc_no, hint="单独编号，印发后全文冻结")
        self.form.add("issued_on", "印发日期(&D)", self._issued_on)

    def _begin(self) -> None:
        key = f"supplement/{self._case.id}/{self._unit_id}/{len(self._case.supplements)}"
        self._keeper = DraftKeeper(self._desk.office, key, self._content, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            content, kept_at = found
            self._text.setPlainText(str(content.get("text", "")))
            self._signed_by.setText(str(content.get("signed_by", "")))
            self.banner.show_text(f"已恢复 {kept_at} 未保存的草稿；不需要时按 Esc 放弃。", "note")
        self._text.setFocus()

    def _content(self) -> dict[str, Any]:
        return {"text": self._text.text(), "signed_by": self._signed_by.text()}

    def _addition(self) -> Addition:
        chosen = self._class.value()
        return Addition(
            self._text.text(),
            self._signed_by.text(),
            self._kind.value(),
            required_day(self._signed_on, "signed_on", "签发日期"),
            chosen.code if chosen else "",
            self._doc_no.text().strip(),
            required_day(self._issued_on, "issued_on", "印发日期"),
        )

    @Slot()
    def preview(self) -> None:
        """Show the letter as it would look on paper."""
        self.banner.clear()
        try:
            paper = AddedPaper(self._case.id, self._unit_id, self._addition())
        except OfficeError as error:
            self.form.show_error(error, self.banner)
        else:
            LetterPreview(self._desk, paper, self).open()

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def decide(self) -> None:
        addition = self._addition()
        case = supplement.issue_letter(self._desk.office, self._case.id, self._unit_id, addition)
        self._desk.say(f"已印发{addition.kind.label} {case.supplements[-1].doc_no}")

    @override
    def done(self, result: int) -> None:
        """Close; whatever was kept for a crash is no longer needed."""
        self._keeper.drop()
        super().done(result)
