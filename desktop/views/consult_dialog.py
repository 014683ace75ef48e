"""The dialogs that record a meeting with the submitter (面商): of one case, or one about several cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from desktop.casework import batch, consult, merge
from desktop.domain.next_step import stage_awaited
from desktop.domain.reply import ReplyState
from desktop.domain.scheme import Strictness
from desktop.views.cards import words
from desktop.views.chosen_cases import ChosenCases
from desktop.views.drafted_dialog import DraftedDialog
from desktop.views.long_decision import LongDecisionDialog
from desktop.views.meeting_fields import Known, MeetingFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.consultation import Consultation
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_WIDTH = 920  # pixels; a stage with its hint and a day with its weekday are read whole


class ConsultDialog(DraftedDialog):
    """Asks at which stage, when, how and with whom the submitter was met, and what was said."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        scheme = desk.office.scheme_of(case)
        title = f"登记{scheme.contacts.word} · {case.proposal.number_phrase}"
        super().__init__(title, "登记", parent, columns=2)
        self._desk = desk
        self._case = case
        self._scheme = scheme
        self._build()
        self.keep_draft(desk.office, f"consult/{case.id}")

    def _build(self) -> None:
        self.fields = MeetingFields(self.form, self._scheme, self._desk.office.today, self._known())
        self.body.addWidget(self.fields)
        self._hint = words(self._hint_text(), "small", wraps=True)
        self.body.addWidget(self._hint)
        self.setMinimumWidth(_WIDTH)
        self._choose_next_stage()
        self.fields.stage.setFocus()

    def _known(self) -> Known:
        task = self._case.next_to_answer() or self._case.lead
        return Known(
            units=tuple(each.unit_name for each in self._case.assignments),
            organiser=task.unit_name if task else "",
            handler=task.handler if task else "",
            submitters=self._submitters(),
            can_reply=any(reply.state is ReplyState.ISSUED for reply in self._case.current_replies),
        )

    def choose_stage(self, key: str) -> None:
        """Choose the stage of the meeting."""
        self.fields.stage.choose(key)

    def _choose_next_stage(self) -> None:
        """Choose the stage the next step asks for, else the first one that was not held yet."""
        awaited, held = stage_awaited(self._case, self._scheme), self._case.stages_held()
        missing = [stage for stage in self._scheme.contacts.stages if stage.key not in held]
        chosen = awaited or next(iter(missing), None)
        if chosen is not None:
            self.choose_stage(chosen.key)

    def _submitters(self) -> str:
        """Return who leads the paper, and the papers handled together with it: all of them are met."""
        together = merge.together(self._desk.office, self._case) or (self._case,)
        leads = dict.fromkeys(each.proposal.lead_submitter for each in together)
        return "、".join(name for name in leads if name)

    def _hint_text(self) -> str:
        also = f"含并案 {len(self._case.merged)} 件，各件的领衔人都要征求意见。" if self._case.merged else ""
        return also + self._rule_text()

    def _rule_text(self) -> str:
        rules = self._scheme.contacts
        if rules.face_to_face is Strictness.FREE or not rules.face_to_face_modes:
            return "记录保存后显示在“办件”页，计入完成阶段。"
        how = "须" if rules.face_to_face is Strictness.BLOCK else "应尽量"
        modes = "、".join(rules.face_to_face_modes)
        return f"{how}当面{rules.word}：{modes}。依据：{rules.source}"

    @override
    def typed(self) -> dict[str, Any]:
        return self.fields.typed()

    @override
    def restore(self, content: Mapping[str, Any]) -> None:
        self.fields.restore(content)

    @override
    def decide(self) -> None:
        meeting = self.fields.meeting()
        consult.record(self._desk.office, self._case.id, meeting)
        word = "" if meeting.is_reply else f"{self._scheme.contacts.word}："
        self._desk.say(f"已登记{word}{self.fields.stage.currentText()}")


class MeetingOfCasesDialog(LongDecisionDialog):
    """Asks for one meeting that was about several cases (一次会议，多件); every one of them keeps it."""

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        word = desk.office.scheme_of(cases[0]).contacts.word
        super().__init__(desk, f"批量登记{word}", "登记", parent, columns=2)
        self._word = word
        self._build(tuple(cases))
        self.renew()

    def _build(self, cases: tuple[Case, ...]) -> None:
        office = self._desk.office
        units = dict.fromkeys(task.unit_name for case in cases for task in case.answering)
        known = Known(tuple(units), next(iter(units), ""))
        self.fields = MeetingFields(self.form, office.scheme_of(cases[0]), office.today, known)
        self.form.add_wide(words("提出方参加人不填的，各件记各自的领衔人。", "small"))
        self.chosen = ChosenCases(cases, batch.bars_to_meeting(office, cases), self._held, self)
        self.chosen.changed.connect(self.renew)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.chosen, 1)
        self.resize(860, 720)
        self.fields.stage.setFocus()

    def _held(self, case: Case) -> str:
        stages = self._desk.office.scheme_of(case).contacts.stages
        held = case.stages_held()
        done = "、".join(stage.label for stage in stages if stage.key in held)
        return f"{case.proposal.lead_submitter}　已{self._word}：{done or '无'}"

    @override
    def would_lose(self) -> bool:
        return bool(self.fields.demand.text() or self.fields.opinion.text())

    @override
    def number(self) -> int:
        return len(self.chosen.cases)

    @override
    def work(self) -> Callable[[Office, Progress], int]:
        return partial(_met, self.chosen.ids, self.fields.meeting())

    @override
    def tell(self, done: int) -> None:
        self._desk.say(f"已登记 {done} 件的{self._word}；撤销按 Ctrl+Z")

    @override
    def renew(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"登记 {number} 件")
        self.verb_button.setEnabled(number > 0 and not self.chosen.barred)


def _met(case_ids: Sequence[int], meeting: Consultation, office: Office, _progress: Progress) -> int:
    return batch.meet(office, case_ids, meeting)
