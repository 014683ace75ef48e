"""The tab of the meetings with the submitter (三见面): one column for each stage the scheme knows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.casework import consult
from desktop.domain.consultation import FACE_TO_FACE_REPLY
from desktop.domain.scheme import Strictness
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.forms import rule
from desktop.views.theme import MARGIN, SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        self.fill((self._head(view), panel, *self._reply_cards(view)))

    def _head(self, view: CaseView) -> QWidget:
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(_rules_line(view), 1)
        look = self._acts.following.meetings_form
        row.addWidget(button("记录表(&T)", partial(look, view.case.id)))
        row.addWidget(button("空白表(&K)", partial(look, view.case.id, is_blank=True), "quiet"))
        return panel

    def _reply_cards(self, view: CaseView) -> Iterator[Card]:
        """Yield the card of the replies handed over in person, once a reply went out."""
        if view.case.latest_issued is None:
            return
        card = Card(consult.stage_words(view.scheme, FACE_TO_FACE_REPLY))
        held = [each for each in view.case.consultations if each.is_reply]
        card.add_at_right(button("记录表", partial(self._acts.following.reply_form, view.case.id), "quiet"))
        if view.can_be_worked_on and any(each.issued_on for each in view.case.current_replies):
            start = partial(self._acts.consult, view.case.id, FACE_TO_FACE_REPLY)
            card.add_at_right(button("登记", start, "quiet"))
        for place, each in enumerate(reversed(held)):
            if place:
                card.add(rule())
            card.add(_meeting(view, each))
        if not held:
            card.add(
                words(
                    "答复没有当面送达的记录。当面答复后在这里登记，与答复前的见面分开统计。",
                    "muted",
                    wraps=True,
                )
            )
        yield card

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
        ("政协人大", each.body_people),
        ("背景", each.background),
        ("目的", each.aim),
        ("诉求", each.demand),
        ("意见", each.opinion),
        ("态度", _AGREED[each.agreed]),
    )
    return facts(((name, text) for name, text in told if text), 1, name_width=60)
