"""The tab 反馈: what the submitter thought of each reply, and what became of the promises made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.look_back import Aspect
from desktop.domain.procedure import Act
from desktop.domain.stage import Stage
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.due_row import DueRow
from desktop.views.forms import rule
from desktop.views.theme import SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.domain.case import Case
    from desktop.domain.commitment import Commitment
    from desktop.domain.feedback import Feedback, Rehandling
    from desktop.domain.look_back import LookBack, Wish
    from desktop.views.acts import ActDesk
    from desktop.views.case_view import CaseView


class FeedbackTab(CardColumn):
    """Verdicts round by round, then every promise with its day and whether it was kept."""

    def __init__(self, acts: ActDesk) -> None:
        super().__init__()
        self._acts = acts

    def show_view(self, view: CaseView) -> None:
        """Show the verdicts and promises of a case."""
        after = (self._implementation_card(view),) if view.case.latest_issued else ()
        again = (self._redo_card(view),) if view.case.round > 1 else ()
        later = (*self._interim_cards(view), *self._later_cards(view))
        self.fill((self._verdict_card(view), *again, *after, self._promise_card(view), *later))

    def _verdict_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("反馈意见")
        if case.latest_issued is not None:
            card.add_at_right(
                button("征询意见表(&Y)", partial(self._acts.following.opinion_form, case.id), "quiet")
            )
        if view.stage is Stage.REPLIED:
            due = DueRow("反馈时限")
            due.show_due(view, case.dues.get(Matter.FEEDBACK))
            card.add_at_right(due)
            if view.can_be_worked_on:
                start = partial(self._acts.start, Act.FEEDBACK, case.id)
                card.add_at_right(button("登记反馈(&F)", start))
        for place, feedback in enumerate(reversed(case.feedbacks)):
            if place:
                card.add(rule())
            card.add(_verdict(view, feedback))
        if not case.feedbacks:
            waits = view.stage is Stage.REPLIED
            text = "等待提出人的征询意见表。" if waits else "答复印发后，在这里登记提出人的评价。"
            card.add(words(text, "muted"))
        return card

    def _redo_card(self, view: CaseView) -> Card:
        case, card = view.case, Card(view.scheme.word("rehandle", "重新办理"))
        owes = case.next_to_answer() is not None
        if owes and view.can_be_worked_on:
            start = partial(self._acts.start, Act.REHANDLE, case.id)
            card.add_at_right(button("分析原因、定方案(&A)", start))
        if owes and case.rehandling is None:
            card.add(words("▲ 本轮还没有分析原因、研究方案，登记后方可送审。", "warning"))
        for place, study in enumerate(reversed(case.rehandlings)):
            if place:
                card.add(rule())
            card.add(_study(study))
        return card

    def _implementation_card(self, view: CaseView) -> Card:
        card = Card("落实情况")
        status = view.case.implementation
        card.add(words(status or "尚未登记答复的事项落实到哪一步。", "" if status else "muted"))
        if view.can_be_worked_on:
            start = partial(self._acts.implement, view.case.id)
            card.add_at_right(button("登记落实情况(&S)", start))
        return card

    def _promise_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("承诺事项")
        if case.commitments:
            kept = sum(not each.is_open for each in case.commitments)
            card.add_beside_heading(words(f"已落实 {kept}/{len(case.commitments)}", "muted"))
        if view.can_be_worked_on:
            start = partial(self._acts.start, Act.COMMIT, case.id)
            card.add_at_right(button("登记承诺(&C)", start))
        for index, promise in enumerate(case.commitments):
            if index:
                card.add(rule())
            card.add(self._promise_row(view, index, promise))
        if not case.commitments:
            nothing = "没有承诺事项。答复中的承诺登记后，按时限提醒，落实一项销一项。"
            card.add(words(nothing, "muted", wraps=True))
        return card

    def _interim_cards(self, view: CaseView) -> Iterator[Card]:
        """Yield the card of what was told at half-time, where the rules of the case ask for it (S1-22)."""
        case, word = view.case, view.scheme.word("interim", "阶段性反馈")
        awaited = case.awaited_interim if view.stage.is_open else None
        told = _told_so_far(case)
        if not told and awaited is None:
            return
        card = Card(word)
        if awaited is not None:
            due = DueRow("应于", "反馈")
            due.show_due(view, awaited)
            card.add_at_right(due)
            if view.can_be_worked_on:
                card.add_at_right(button(f"登记{word}(&T)", partial(self._acts.start, Act.INTERIM, case.id)))
        for place, (day, who, text) in enumerate(told):
            if place:
                card.add(rule())
            card.add(facts((("反馈日期", f"{shown_day(day)}　{who}"), ("进展情况", text)), 1))
        if not told:
            card.add(words(f"还没有向{case.proposal.kind.honorific}反馈进展。", "muted"))
        yield card

    def _later_cards(self, view: CaseView) -> tuple[Card, ...]:
        """Return what is still wished and what campaigns found, once a reply went out."""
        return (self._wish_card(view), self._seen_card(view)) if view.case.latest_issued else ()

    def _wish_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("后续意见")
        if view.can_be_worked_on:
            card.add_at_right(
                button("登记后续意见(&W)", partial(self._acts.start, Act.WISH, case.id), "quiet")
            )
            if any(each.is_open for each in case.wishes):
                card.add_at_right(button("答复(&E)", partial(self._acts.start, Act.ANSWER_WISH, case.id)))
        for place, wish in enumerate(case.wishes):
            if place:
                card.add(rule())
            card.add(_wish(wish))
        if not case.wishes:
            card.add(words("答复以后提出人又提出的意见登记在这里，答复一条销一条。", "muted", wraps=True))
        return card

    def _seen_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("回头看")
        if view.can_be_worked_on:
            card.add_at_right(button("回头看", partial(self._acts.start, Act.LOOK_BACK, case.id), "quiet"))
        for place, seen in enumerate(reversed(case.look_backs)):
            if place:
                card.add(rule())
            card.add(_look_back(seen))
        if not case.look_backs:
            card.add(words("尚未“回头看”。", "muted"))
        return card

    def _promise_row(self, view: CaseView, index: int, promise: Commitment) -> QWidget:
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(words(promise.text, wraps=True))
        told.addWidget(words(_about(promise), "small", wraps=True))
        row.addLayout(told, 1)
        due = DueRow("时限", "落实")
        due.show_due(view, DueDate(promise.due_on) if promise.due_on else None, promise.fulfilled_on)
        row.addWidget(due)
        if promise.is_open and view.can_be_worked_on:
            row.addWidget(button("已落实", partial(self._acts.fulfil, view.case.id, index)))
        return panel


def _told_so_far(case: Case) -> list[tuple[date, str, str]]:
    """Return what the submitter was told by report or letter: the day, by whom, and the text; last first."""
    reports = [(each.reported_on, each.reported_by, each.text) for each in case.interims]
    letters = [
        (each.issued_on, f"{each.unit_name}，{each.doc_no}", each.text)
        for each in case.interim_letters
        if each.issued_on
    ]
    return sorted([*reports, *letters], key=lambda each: each[0], reverse=True)


def _about(promise: Commitment) -> str:
    evidence = f"；佐证：{promise.evidence}" if promise.evidence else ""
    return f"{promise.unit_name} {promise.promised_on.isoformat()} 承诺{evidence}"


def _study(study: Rehandling) -> QWidget:
    planned = shown_day(study.planned_on) if study.planned_on else ""
    told = (
        ("轮次", f"第{study.round}轮　{study.unit_name}　{shown_day(study.studied_on)}"),
        ("原因分析", study.causes),
        ("办理方案", study.plan),
        ("措施", study.measures),
        ("计划答复", planned),
    )
    return facts(((name, text) for name, text in told if text), 1)


def _wish(wish: Wish) -> QWidget:
    due = shown_day(wish.due_on) if wish.due_on else ""
    answered = f"{shown_day(wish.answered_on)}　{wish.answer}" if wish.answered_on else "▲ 尚未答复"
    told = (
        ("后续意见", f"{wish.wish}（{shown_day(wish.received_on)} 收到）"),
        ("答复单位", wish.unit_name),
        ("答复时限", due),
        ("答复", answered),
    )
    return facts(((name, text) for name, text in told if text), 1)


def _look_back(look: LookBack) -> QWidget:
    told = (
        ("活动", f"{look.campaign}　{shown_day(look.looked_on)}　{look.officer}"),
        *((aspect.label, look.finding(aspect)) for aspect in Aspect),
        ("落实情况", look.status),
    )
    return facts(((name, text) for name, text in told if text), 1)


def _verdict(view: CaseView, feedback: Feedback) -> QWidget:
    pairs = [("轮次", f"第{feedback.round}轮")] if view.case.round > 1 else []
    for dimension in view.scheme.satisfaction.dimensions:
        level = view.scheme.level(feedback.verdicts.get(dimension.key, ""))
        pairs.append((dimension.label, level.label if level else ""))
    pairs += [
        ("收到日期", shown_day(feedback.received_on)),
        ("来源", feedback.source.label),
        ("带回人", feedback.brought_by),
    ]
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE - 2)
    column.addWidget(facts(pairs, 3))
    if feedback.opinion:
        column.addWidget(facts((("意见建议", feedback.opinion),), 1))
    return panel
