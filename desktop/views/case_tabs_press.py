"""The tab 督办协调: how the units were pressed, who sat together about the case, who was spoken to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import supervise
from desktop.domain.deadlines import DueDate
from desktop.views.cards import Card, CardColumn, ToneChip, button, facts, words
from desktop.views.forms import rule
from desktop.views.theme import SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.coordination import ContactRecord, Coordination
    from desktop.domain.supervision import Supervision
    from desktop.views.case_view import CaseView
    from desktop.views.press_acts import PressActs

_Record = TypeVar("_Record")


class PressTab(CardColumn):
    """Four cards: marks of the case, supervision, coordination, contacts; the newest of each first."""

    def __init__(self, acts: PressActs) -> None:
        super().__init__()
        self._acts = acts

    def show_view(self, view: CaseView) -> None:
        """Show what was done to move a case on."""
        self.fill(
            (
                self._press_card(view),
                self._coordination_card(view),
                self._contact_card(view),
                self._marks_card(view),
            )
        )

    def _press_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("催办督办")
        if case.supervisions:
            counts = supervise.counts_of(case)
            told = "，".join(f"{level.label} {number} 次" for level, number in counts.items() if number)
            card.add_beside_heading(words(told, "muted"))
        owes = any(case.owes_part(task) for task in case.assignments)
        if owes and not view.office.is_read_only:
            card.add_at_right(button("催办督办(&U)…", partial(self._acts.press, (case.id,))))
        acts = [self._act(view, index, act) for index, act in _newest(case.supervisions)]
        nothing = "还没有催办、督办。有单位还欠答复或协办意见时，在这里催办，并编号出通知书。"
        _list(card, acts, nothing)
        return card

    def _act(self, view: CaseView, index: int, act: Supervision) -> QWidget:
        told = (
            ("要求", act.instruction),
            ("参加", "、".join(act.participants)),
            ("结果", act.result),
        )
        title = f"{act.level.label} · {act.mode} · {act.unit_name}"
        about = "　".join(part for part in (shown_day(act.on), act.doc_no, act.by) if part)
        sides: list[QWidget] = []
        if act.next_check_on and act.awaits_check:
            light = view.light(DueDate(act.next_check_on))
            sides.append(ToneChip(light.tone, f"{act.next_check_on.isoformat()} 复查，{light.text}"))
        if act.doc_no:
            sides.append(button("通知书", partial(self._acts.notice, view.case.id, index), "quiet"))
        if not view.office.is_read_only:
            name = "修改结果" if act.result else "登记结果"
            sides.append(button(name, partial(self._acts.check, view.case.id, index), "quiet"))
        return _entry(title, about, told, sides)

    def _coordination_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("协调")
        waiting = sum(each.is_open for each in case.coordinations)
        if waiting:
            card.add_beside_heading(words(f"▲ {waiting} 项待答复", "warning"))
        if not view.office.is_read_only:
            card.add_at_right(button("登记协调(&K)…", partial(self._acts.coordinate, case.id)))
        held = [self._held(view, index, each) for index, each in _newest(case.coordinations)]
        nothing = "还没有协调记录。难办的件可集体会诊、开联席会议、提请政府研究或向上争取。"
        _list(card, held, nothing)
        return card

    def _held(self, view: CaseView, index: int, each: Coordination) -> QWidget:
        answer = f"{shown_day(each.answered_on)}  {each.answer}" if each.answered_on else ""
        told = (
            ("向谁提出", each.addressee),
            ("参加", "、".join(each.participants)),
            ("地点", each.place),
            ("事项", each.matter),
            ("办理原则", each.principle),
            ("工作方向", each.direction),
            ("答复意见", answer),
        )
        sides: list[QWidget] = []
        if each.is_open:
            sides.append(words("▲ 待答复", "warning"))
            if not view.office.is_read_only:
                sides.append(button("登记答复", partial(self._acts.answer, view.case.id, index), "quiet"))
        return _entry(each.kind.label, f"{shown_day(each.on)}　{each.level.label}协调", told, sides)

    def _contact_card(self, view: CaseView) -> Card:
        card = Card("联系记录")
        if not view.office.is_read_only:
            card.add_at_right(button("登记联系(&T)…", partial(self._acts.contact, view.case.id)))
        spoken = [_contact(each) for _, each in _newest(view.case.contact_log)]
        _list(
            card, spoken, "还没有联系记录。与提出人、提案委（代表工委）、主办与协办单位之间的联系记在这里。"
        )
        return card

    def _marks_card(self, view: CaseView) -> Card:
        case, card = view.case, Card("难点、结合与专人")
        marks = (
            ("难点", "、".join(each.label for each in case.difficulties)),
            ("结合工作", "、".join(case.links)),
            ("专人负责", case.owner),
        )
        card.add(facts(marks, 3))
        if not view.office.is_read_only:
            for text, verb in (
                ("标记难点…", self._acts.mark_hard),
                ("结合工作…", self._acts.tie),
                ("确定专人…", self._acts.name_owner),
            ):
                card.add_at_right(button(text, partial(verb, case.id), "quiet"))
        return card


def _newest(records: Sequence[_Record]) -> Iterable[tuple[int, _Record]]:
    return reversed(list(enumerate(records)))


def _list(card: Card, entries: list[QWidget], nothing: str) -> None:
    for place, entry in enumerate(entries):
        if place:
            card.add(rule())
        card.add(entry)
    if not entries:
        card.add(words(nothing, "muted", wraps=True))


def _contact(each: ContactRecord) -> QWidget:
    title = f"{each.counterpart.label}{f' · {each.person}' if each.person else ''}"
    about = "　".join(part for part in (shown_day(each.on), each.mode) if part)
    return _entry(title, about, (("内容", each.content),), ())


def _entry(title: str, about: str, told: Iterable[tuple[str, str]], sides: Iterable[QWidget]) -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE // 2)
    head = QHBoxLayout()
    head.setSpacing(SPACE)
    head.addWidget(words(title, wraps=True), 1)
    for each in sides:
        head.addWidget(each)
    column.addLayout(head)
    column.addWidget(words(about, "muted", wraps=True))
    filled = [(name, text) for name, text in told if text]
    if filled:
        column.addWidget(facts(filled, 1, name_width=72))
    return panel
