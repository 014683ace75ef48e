"""A look at another case without leaving a form: what it asks for, who has it, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.cards import facts, words
from desktop.views.case_view import look
from desktop.views.fields import TextArea
from desktop.views.forms import Button
from desktop.views.theme import BLOCK, MARGIN, PAGE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.views.case_view import CaseView
    from desktop.views.page import Desk


class CaseGlance(QDialog):
    """Shows one case to be read; nothing can be changed here."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(look(desk.office, case.id))

    def _build(self, view: CaseView) -> None:
        paper = view.case.proposal
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"查看 · {paper.number_phrase}")
        self.text = TextArea(10, "没有登记正文", grows=True)
        self.text.setAccessibleName("正文和答复")
        self.text.setPlainText(_text(view))
        self.text.setReadOnly(True)
        close = Button("关闭", self)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(words(f"{view.session.text} {paper.number_phrase}", "muted"))
        column.addWidget(words(paper.title, "heading", wraps=True))
        column.addWidget(facts(_facts(view)))
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(640, 520)
        self.text.setFocus()


def _facts(view: CaseView) -> tuple[tuple[str, str], ...]:
    case, paper = view.case, view.case.proposal
    reply = case.latest_issued
    return (
        ("提出人", "、".join(each.name for each in paper.submitters)),
        ("代表团/界别", paper.delegation),
        ("承办单位", "、".join(task.unit_name for task in case.assignments)),
        ("当前环节", view.stage.label),
        ("文号", reply.doc_no if reply else ""),
        ("答复日期", shown_day(reply.issued_on) if reply else ""),
        ("办理结果", view.class_words(reply) if reply else ""),
        ("专题", "、".join(case.themes)),
    )


def _text(view: CaseView) -> str:
    reply = view.case.latest_issued
    answer = f"\n\n【答复】\n{reply.text}" if reply and reply.text else ""
    return f"{view.case.proposal.body}{answer}".strip()
