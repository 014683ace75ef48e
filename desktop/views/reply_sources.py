"""What lies beside a reply while it is written: the paper, what was said at the meetings, the co-opinions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desktop.views.fields import TextArea

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme

_AGREED = {None: "", True: "同意", False: "有不同意见"}


def source_tabs(case: Case, scheme: Scheme) -> QTabWidget:
    """Return the sources of a reply side by side as tabs that can be read and copied, not changed."""
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.setAccessibleName("参考材料")
    word, held = scheme.contacts.word, len(case.consultations)
    given = len(case.co_handlers) - len(case.missing_co_opinions)
    tabs.addTab(_reader(paper_text(case), "原文"), "原文")
    tabs.addTab(_reader(meetings_text(case, scheme), word), f"{word} {held}")
    if case.co_handlers:
        tabs.addTab(_reader(opinions_text(case), "协办意见"), f"协办意见 {given}/{len(case.co_handlers)}")
    return tabs


def _reader(text: str, name: str) -> TextArea:
    reader = TextArea(4, grows=True)
    reader.setPlainText(text)
    reader.setReadOnly(True)
    reader.setAccessibleName(name)
    return reader


def paper_text(case: Case) -> str:
    """Return title and body of the paper."""
    paper = case.proposal
    return f"{paper.title}\n\n{paper.body or '（登记时没有录入正文）'}"


def meetings_text(case: Case, scheme: Scheme) -> str:
    """Return what was said at every meeting, first one first."""
    told = []
    for each in case.consultations:
        stage = scheme.stage(each.stage)
        head = f"{stage.label if stage else each.stage} · {each.held_on} · {each.mode}"
        demand, opinion = _after("诉求：", each.demand), _after("意见：", each.opinion)
        lines = (head, demand, opinion, _AGREED[each.agreed])
        told.append("\n".join(line for line in lines if line))
    return "\n\n".join(told) or f"尚无{scheme.contacts.word}记录。"


def _after(word: str, text: str) -> str:
    return f"{word}{text}" if text else ""


def opinions_text(case: Case) -> str:
    """Return the opinion of every co-handling unit, or that it is still missing."""
    return "\n\n".join(
        f"{task.unit_name}（{task.co_opinion.received_on}）\n{task.co_opinion.text or '（无文字）'}"
        if task.co_opinion
        else f"{task.unit_name}：尚未提交"
        for task in case.co_handlers
    )
