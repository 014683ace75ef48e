"""The tab 基本信息: the paper as it came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.proposal import Filing
from desktop.views.cards import READABLE, Card, CardColumn, button, facts, words
from desktop.views.case_contacts import CaseContacts
from desktop.views.fields import TextArea
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from desktop.domain.proposal import Proposal, Submitter
    from desktop.views.acts import ActDesk
    from desktop.views.case_view import CaseView

LONGEST_WHOLE = 10_000  # characters
LINES = 24


class BasicTab(CardColumn):
    """Shows every field of the paper; 修改 opens the dialog it was registered with."""

    def __init__(self, acts: ActDesk) -> None:
        super().__init__()
        self._acts = acts
        self._case_id = 0
        self._contacts = CaseContacts(self.show_view)

    def show_view(self, view: CaseView) -> None:
        """Show the paper of a case; phone and address as far as somebody asked to see them."""
        self._case_id, paper = view.case.id, view.case.proposal
        self.fill((self._paper_card(view), _submitters_card(view, self._contacts), _body_card(paper)))

    def amend(self) -> None:
        """Open the dialog that corrects the paper."""
        self._acts.amend(self._case_id)

    def _paper_card(self, view: CaseView) -> Card:
        paper, card = view.case.proposal, Card("登记信息")
        if not view.office.is_read_only:
            card.add_at_right(button("修改(&E)", self.amend))
        card.add(facts(_paper_facts(view), 3))
        if paper.filing is not Filing.FILED:
            reason = f"{paper.filing.label}：{paper.filing_reason or '未写理由'}"
            card.add(words(reason, "warning", wraps=True))
        return card


def _paper_facts(view: CaseView) -> tuple[tuple[str, str], ...]:
    paper = view.case.proposal
    key = "，".join(_key_words(paper))
    publicity = f"{paper.publicity.label}（{paper.publicity_reason}）" if paper.publicity_reason else ""
    return (
        ("编号", paper.item_no),
        ("类型", paper.kind.label),
        ("届次", view.session.text),
        ("提出时间", view.scheme.word_for(paper.origin)),
        ("代表团/界别", paper.delegation),
        ("内容分类", paper.category),
        ("收到日期", shown_day(paper.received_on)),
        ("登记日期", shown_day(paper.registered_on)),
        ("立案情况", paper.filing.label),
        ("重点件", f"是{f'（{key}）' if key else ''}" if paper.is_key else "否"),
        ("公开属性", publicity or paper.publicity.label),
        *((("计划类别", view.plan_words),) if view.is_planned else ()),
        *((("落实情况", view.case.implementation),) if view.case.latest_issued else ()),
        ("性质", paper.nature),
        ("办理规则", f"{view.scheme.name} 第{view.scheme.version}版"),
        ("备注", paper.remark),
    )


def _key_words(paper: Proposal) -> Iterator[str]:
    """Yield who made it a key paper, who leads its handling, and who sees to it."""
    for text, word in (
        (paper.key_designated_by, "确定"),
        (paper.key_leader, "领办"),
        (paper.key_supervisor, "督办"),
    ):
        if text:
            yield f"{text}{word}"


def _submitters_card(view: CaseView, contacts: CaseContacts) -> Card:
    paper, card = view.case.proposal, Card("提出人")
    if paper.co_submitter_count:
        card.add_beside_heading(words(f"领衔 1，联名 {paper.co_submitter_count}", "muted"))
    if not paper.submitters:
        card.add(words("没有登记提出人。", "muted"))
        return card
    lead, *others = paper.submitters
    contacts.offer(card, view, lead.phone, lead.address)
    card.add(facts(_submitter_facts(lead, contacts, view), 3))
    if others:
        card.add(facts((("联名", "、".join(each.name for each in others)),), 1))
    return card


def _submitter_facts(lead: Submitter, contacts: CaseContacts, view: CaseView) -> tuple[tuple[str, str], ...]:
    name = f"{lead.name}（集体）" if lead.is_organisation else lead.name
    reached = (contacts.told(view, "phone", lead.phone), contacts.told(view, "address", lead.address))
    return (("领衔人", name), ("电话", reached[0]), ("地址", reached[1]))


def _body_card(paper: Proposal) -> Card:
    card = Card("正文")
    if paper.body:
        card.add_beside_heading(words(f"{len(paper.body)} 字", "muted"))
        card.add(_shown(paper.body))
    else:
        card.add(words("登记时没有录入正文，可点“修改”粘贴。", "muted"))
    return card


def _shown(body: str) -> QWidget:
    """Return a body to be read: whole, or, as nobody waits for a book to be set, in a window of its own."""
    if len(body) <= LONGEST_WHOLE:
        text: QWidget = words(body, wraps=True)
    else:
        text = area = TextArea(LINES)
        area.setPlainText(body)
        area.setReadOnly(True)
        area.setAccessibleName("正文")
    text.setMaximumWidth(READABLE)
    return text
