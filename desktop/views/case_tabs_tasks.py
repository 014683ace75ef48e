"""The tab 交办: which unit does what, with whom, by when, and which opinions came in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop.casework import co_letters
from desktop.domain.procedure import Act
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.case_contacts import CaseContacts
from desktop.views.case_trail import batch_facts, draft_card, request_card, trail_card, window_line
from desktop.views.due_row import DueRow
from desktop.views.theme import SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QLabel

    from desktop.domain.assignment import Assignment
    from desktop.views.acts import ActDesk
    from desktop.views.case_view import CaseView


class TasksTab(CardColumn):
    """One card for each unit, the answering ones first, under a line that sums them up."""

    def __init__(self, acts: ActDesk) -> None:
        super().__init__()
        self._acts = acts
        self._contacts = CaseContacts(self.show_view)

    def show_view(self, view: CaseView) -> None:
        """Show the tasks of a case."""
        tasks = sorted(view.case.assignments, key=lambda task: not task.role.answers)
        handing = self._acts.handing
        told = (draft_card(view, handing), request_card(view, handing))
        last = (trail_card(view),)
        cards = (self._summary_card(view), *told, *(self._task_card(view, task) for task in tasks), *last)
        self.fill(each for each in cards if each is not None)

    def _summary_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("交办")
        if case.assigned_on:
            card.add_beside_heading(words(f"{shown_day(case.assigned_on)} 交办，{_summary(view)}", "muted"))
        else:
            todo = "尚未交办。确定承办单位、责任领导后交办，办结时限由办理规则计算。"
            card.add(words(todo, "muted", wraps=True))
        if view.can_be_assigned:
            self._add_ways(card, view)
        if (batch := batch_facts(view)) is not None:
            card.add(batch)
        if view.is_planned and case.assignments:
            self._add_plan(card, view)
        return card

    def _add_ways(self, card: Card, view: CaseView) -> None:
        """Offer what can be done about handing out: drafting first, handing out, handing on."""
        case, handing = view.case, self._acts.handing
        start = partial(self._acts.start, Act.ASSIGN, case.id)
        if case.answering:
            card.add_at_right(button("改办、增办(&B)…", partial(handing.rearrange, case.id)))
            card.add_at_right(button("改交办(&J)", start))
            return
        if not case.proposed:
            card.add_at_right(button("先拟定、待单位确认(&N)…", partial(handing.propose, case.id)))
        card.add_at_right(button("重新交办(&J)" if case.handovers else "交办(&J)", start))

    def _add_plan(self, card: Card, view: CaseView) -> None:
        if view.plan_words:
            card.add(facts((("计划类别", view.plan_words),), 1))
        else:
            card.add(words("▲ 尚未确定计划类别", "warning"))
        if view.can_be_worked_on:
            card.add_at_right(button("确定计划类别(&G)", partial(self._acts.plan, view.case.id)))

    def _task_card(self, view: CaseView, task: Assignment) -> Card:
        card = Card(task.unit_name)
        card.add_beside_heading(words(view.scheme.word_for(task.role), "muted"))
        card.add_beside_heading(_five_settings(task))
        due = DueRow("办结时限", "办复") if task.role.answers else DueRow("意见时限", "提交")
        due.show_due(view, task.due, _done_on(view, task))
        card.add_at_right(due)
        phone = self._contacts.told(view, "handler_phone", task.handler_phone)
        self._contacts.offer(card, view, task.handler_phone)
        card.add(facts((("主要领导", view.head_of(task.unit_id)), *_people(task, phone)), 3))
        card.add(facts(_part(task), 1))
        self._add_changes(card, view, task)
        if not task.role.answers:
            self._add_co_opinion(card, view, task)
        return card

    def _add_changes(self, card: Card, view: CaseView, task: Assignment) -> None:
        """Offer what a unit may ask for, and to note where inside it the task lies."""
        if not (view.can_be_worked_on and view.stage.owes_reply):
            return
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(words(window_line(view, task), "small"), 1)
        for text, verb in (
            ("申请退改…", self._acts.handing.ask),
            ("内部转办…", self._acts.handing.transfer),
        ):
            made = button(text, partial(verb, view.case.id, task.unit_id), "quiet")
            made.setAccessibleName(f"{task.unit_name}{text.removesuffix('…')}")
            row.addWidget(made)
        card.body.addLayout(row)

    def _add_co_opinion(self, card: Card, view: CaseView, task: Assignment) -> None:
        opinion, word = task.co_opinion, f"{view.scheme.word('co', '协办')}意见"
        if opinion is not None:
            card.add(facts(((word, f"{shown_day(opinion.received_on)}  {opinion.text}"),), 1))
        else:
            card.add(words(f"▲ {word}尚未提交", "warning"))
        self._add_co_letter(card, view, task)
        if view.can_be_worked_on:
            start = partial(self._acts.start, Act.CO_OPINION, view.case.id, task.unit_id)
            card.add_at_right(button("修改意见" if opinion else f"登记{word}", start))

    def _add_co_letter(self, card: Card, view: CaseView, task: Assignment) -> None:
        """Offer the letter with the opinion: to be issued, or as it went out."""
        name, opinion = f"{view.scheme.word('co', '协办')}意见函", task.co_opinion
        if opinion is not None and opinion.letter_id is not None:
            show = partial(self._acts.show_letter, opinion.letter_id, f"{opinion.doc_no}{name}")
            card.add_at_right(button(opinion.doc_no, show, "quiet"))
        elif view.can_be_worked_on and not co_letters.lacks(view.case, task.unit_id):
            made = button(f"{name}…", partial(self._acts.co_letter, view.case.id, task.unit_id), "quiet")
            made.setAccessibleName(f"{task.unit_name}{name}")
            card.add_at_right(made)


def _summary(view: CaseView) -> str:
    case = view.case
    words_of_co = ""
    if case.co_handlers:
        given = len(case.co_handlers) - len(case.missing_co_opinions)
        words_of_co = f"，{view.scheme.word('co', '协办')}意见 {given}/{len(case.co_handlers)}"
    return f"共 {len(case.assignments)} 个单位{words_of_co}"


def _done_on(view: CaseView, task: Assignment) -> date | None:
    if not task.role.answers:
        return task.co_opinion.received_on if task.co_opinion else None
    reply = view.case.reply_of(task.unit_id)
    return reply.issued_on if reply else None


def _five_settings(task: Assignment) -> QLabel:
    """Return how many of the 五定 are set, and which are missing."""
    missing = [name for name, is_set in task.five_settings if not is_set]
    total = len(task.five_settings)
    if not missing:
        return words(f"✓ 五定 {total}/{total}", "small")
    return words(f"▲ 五定 {total - len(missing)}/{total}，缺{'、'.join(missing)}", "warning")


def _people(task: Assignment, phone: str) -> tuple[tuple[str, str], ...]:
    handler = f"{task.handler} {phone}".strip()
    return (
        ("责任领导", task.responsible_leader),
        ("分管领导", task.leader_in_charge),
        ("承办人员", handler),
        ("承办科室", task.section),
    )


def _part(task: Assignment) -> tuple[tuple[str, str], ...]:
    told = (
        ("办理任务", task.task),
        ("办理措施", task.measures),
        ("办理标准", task.standard),
        ("职责分工", task.duties),
    )
    return tuple((name, text) for name, text in told if text)
