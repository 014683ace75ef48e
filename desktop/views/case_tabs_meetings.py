"""The tab of the meetings with the submitter (三见面): one column for each stage the scheme knows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.scheme import Strictness
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.forms import rule
from desktop.views.theme import MARGIN
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from desktop.domain.consultation import Consultation
    from desktop.domain.scheme import ContactStage
    from desktop.views.acts import ActDesk
    from desktop.views.case_view import CaseView

_AGREED = {None: "", True: "同意", False: "有不同意见"}


class MeetingsTab(CardColumn):
    """Shows who was met when at each stage, and which stage still lacks its meeting."""

    def __init__(self, acts: ActDesk) -> None:
        super().__init__()
        self._acts = acts

    def show_view(self, view: CaseView) -> None:
        """Show the meetings of a case, those of the current round first in their column."""
        stages = view.scheme.contacts.stages
        if not stages:
            card = Card(view.scheme.contacts.word)
            card.add(words(f"本件的办理规则没有{view.scheme.contacts.word}阶段。", "muted"))
            self.fill((card,))
            return
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        for stage in stages:
            row.addWidget(self._stage_card(view, stage), 1, Qt.AlignmentFlag.AlignTop)
        self.fill((_rules_line(view), panel))

    def _stage_card(self, view: CaseView, stage: ContactStage) -> Card:
        card = Card(stage.label)
        held = [each for each in view.case.consultations if each.stage == stage.key]
        is_held = any(each.round == view.case.round for each in held)
        card.add_beside_heading(words("✓" if is_held else stage.strictness.label, "muted"))
        if view.can_be_worked_on:
            consult = partial(self._acts.consult, view.case.id, stage.key)
            card.add_at_right(button("登记", consult, "quiet"))
        if stage.hint:
            card.add(words(stage.hint, "small", wraps=True))
        for place, each in enumerate(reversed(held)):
            if place:
                card.add(rule())
            card.add(_meeting(view, each))
        if not is_held:
            is_wanted = stage.strictness is not Strictness.FREE
            text = f"{'▲ ' if is_wanted else ''}本轮尚无记录"
            card.add(words(text, "warning" if is_wanted else "muted"))
        return card


def _rules_line(view: CaseView) -> QWidget:
    rules = view.scheme.contacts
    total = len(rules.stages)
    held = len(view.case.stages_held() & {stage.key for stage in rules.stages})
    text = f"{rules.word} {held}/{total}"
    if rules.face_to_face_modes and rules.face_to_face is not Strictness.FREE:
        how = "须" if rules.face_to_face is Strictness.BLOCK else "应尽量"
        text += f"　{how}当面：{'、'.join(rules.face_to_face_modes)}"
    return words(f"{text}　依据：{rules.source}", "muted", wraps=True)


def _meeting(view: CaseView, each: Consultation) -> QWidget:
    turn = f"第{each.round}轮  " if view.case.round > 1 else ""
    told = (
        ("日期", f"{turn}{shown_day(each.held_on)}"),
        ("方式", f"{each.mode}（{each.level.label}）"),
        ("地点", each.place),
        ("组织", each.organiser),
        ("承办方", each.office_people),
        ("提出方", each.submitter_people),
        ("诉求", each.demand),
        ("意见", each.opinion),
        ("态度", _AGREED[each.agreed]),
    )
    return facts(((name, text) for name, text in told if text), 1, name_width=48)
