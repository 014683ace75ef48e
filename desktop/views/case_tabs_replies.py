"""The tab 答复: for each answering unit its draft or letter, and how far it is on its review route."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.casework import review
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyState
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.forms import rule
from desktop.views.reply_points import summary
from desktop.views.route_line import RouteLine
from desktop.views.theme import PAGE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from desktop.domain.assignment import Assignment
    from desktop.domain.reply import Reply
    from desktop.views.acts import ActDesk
    from desktop.views.case_view import CaseView

_ACTS: dict[ReplyState, tuple[Act, str]] = {
    ReplyState.DRAFT: (Act.DRAFT, "修改并送审(&D)"),
    ReplyState.SENT_BACK: (Act.DRAFT, "修改并送审(&D)"),
    ReplyState.IN_REVIEW: (Act.REVIEW, "审核(&H)"),
    ReplyState.SIGNED: (Act.ISSUE, "印发(&Y)"),
}


_NEXT = {
    ReplyState.DRAFT: "继续起草(&F)…",
    ReplyState.SENT_BACK: "继续起草(&F)…",
    ReplyState.IN_REVIEW: "审核(&H)…",
    ReplyState.SIGNED: "印发(&Y)…",
}


class RepliesTab(CardColumn):
    """One card for each answering unit in this round, then letters of earlier rounds or of a main case."""

    def __init__(self, acts: ActDesk) -> None:
        super().__init__()
        self._acts = acts

    def show_view(self, view: CaseView) -> None:
        """Show the replies of a case."""
        cards = [self._task_card(view, task) for task in view.case.answering]
        shown = {(view.case.round, task.unit_id) for task in view.case.answering}
        earlier = [reply for reply in view.case.replies if (reply.round, reply.unit_id) not in shown]
        cards += [self._earlier_card(view, reply) for reply in reversed(earlier)]
        cards = [*(self._added_card(view, sent) for sent in reversed(view.case.supplements)), *cards]
        if not cards:
            empty = Card("答复")
            empty.add(words("交办以后在这里起草、送审、签发和印发答复。", "muted"))
            cards = [empty]
        self.fill(cards)

    def _task_card(self, view: CaseView, task: Assignment) -> Card:
        reply = view.case.reply_of(task.unit_id)
        card = Card(task.unit_name)
        state = reply.state.label if reply else "尚未起草"
        turn = f"第{view.case.round}轮 · " if view.case.round > 1 else ""
        card.add_beside_heading(words(f"{turn}{state}", "muted"))
        self._add_buttons(card, view, task, reply)
        if view.case.points:
            said = reply.points if reply else ()
            text, role = summary(view.case.points, said)
            card.add(words(f"诉求要点：{text}", role, wraps=True))
        if reply is not None:
            card.add(facts(_reply_facts(view, reply), 3))
            if reply.reason:
                card.add(facts((("理由", reply.reason),), 1))
        route = RouteLine()
        steps = review.route(view.office, view.case, task.unit_id)
        route.show_route(steps, reply, view.scheme.reviewer_word)
        card.add(rule())
        beside = QHBoxLayout()
        beside.setSpacing(PAGE)
        text = reply.text if reply else ""
        written = words(text or "还没有答复稿。", "" if text else "muted", wraps=True)
        beside.addWidget(written, 3, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(route, 2, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(beside)
        return card

    def _add_buttons(self, card: Card, view: CaseView, task: Assignment, reply: Reply | None) -> None:
        case_id, unit_id = view.case.id, task.unit_id
        if reply is not None and reply.text:
            card.add_at_right(button("预览答复函(&V)", partial(self._acts.preview, case_id, unit_id)))
        if reply is not None and reply.route:
            slip = partial(self._acts.save_slip, case_id, unit_id)
            card.add_at_right(button("审签单(&P)…", slip, "quiet"))
        offered = _ACTS.get(reply.state) if reply else (Act.DRAFT, "起草答复(&D)")
        if offered is not None and view.can_be_worked_on:
            act, text = offered
            if act is Act.ISSUE:
                recall = partial(self._acts.start, Act.RECALL, case_id, unit_id)
                card.add_at_right(button("撤回签发(&R)…", recall, "quiet"))
            card.add_at_right(button(text, partial(self._acts.start, act, case_id, unit_id)))
        if offered is None and view.can_be_worked_on and view.case.open_addition(unit_id) is None:
            add = partial(self._acts.start, Act.SUPPLEMENT, case_id, unit_id)
            card.add_at_right(button("补充答复(&B)…", add))
        elif view.can_be_worked_on and (reply is None or not reply.is_on_route):
            split = partial(self._acts.split_points, case_id)
            card.add_at_right(button("诉求要点(&K)…", split, "quiet"))

    def _added_card(self, view: CaseView, sent: Reply) -> Card:
        """Return the card of a letter after the reply, with the number it stands on, and how far it is."""
        card = Card(sent.unit_name)
        state = "" if sent.state is ReplyState.ISSUED else f" · {sent.state.label}"
        card.add_beside_heading(words(f"{sent.kind.label} · 补{sent.follows}{state}", "muted"))
        if state and view.can_be_worked_on:
            act = partial(self._acts.start, Act.SUPPLEMENT, view.case.id, sent.unit_id)
            card.add_at_right(button(_NEXT[sent.state], act))
        if sent.letter_id is not None:
            shown = partial(self._acts.show_letter, sent.letter_id, f"{sent.doc_no}{sent.kind.label}")
            card.add_at_right(button("预览(&V)", shown))
        card.add(facts(_reply_facts(view, sent), 3))
        if sent.route and state:
            route = RouteLine()
            seen = view.case.at_addition(sent.unit_id)
            route.show_route(review.route(view.office, seen, sent.unit_id), sent)
            card.add(route)
        card.add(words(sent.text, "", wraps=True))
        return card

    def _earlier_card(self, view: CaseView, reply: Reply) -> Card:
        card = Card(reply.unit_name)
        card.add_beside_heading(words(f"第{reply.round}轮 · {reply.state.label}", "muted"))
        if reply.letter_id is not None and reply.round == view.case.round:
            shown = partial(self._acts.preview, view.case.id, reply.unit_id)
            card.add_at_right(button("预览答复函(&V)", shown))
        card.add(facts(_reply_facts(view, reply), 3))
        card.add(words(reply.text, "muted", wraps=True))
        return card


def _reply_facts(view: CaseView, reply: Reply) -> tuple[tuple[str, str], ...]:
    signed = f"{reply.signed_by} {reply.signed_on or ''}".strip()
    return (
        (view.scheme.result_basis.label, view.class_words(reply)),
        ("计划完成", shown_day(reply.planned_on)),
        ("拟稿", reply.drafted_by),
        ("文号", reply.doc_no),
        ("签发", signed),
        ("印发日期", shown_day(reply.issued_on)),
        *((("答复方式", _ways(reply)),) if reply.issued_on else ()),
    )


def _ways(reply: Reply) -> str:
    return "书面答复、面复" if reply.face_to_face else "书面答复"
