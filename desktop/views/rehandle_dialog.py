"""The dialog that studies a bad verdict: why it was bad, what is done anew, and by when (重新办理)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from desktop.casework import follow
from desktop.domain.feedback import Rehandling
from desktop.domain.procedure import Act, Situation, require
from desktop.views.cards import words
from desktop.views.date_field import DateField
from desktop.views.drafted_dialog import DraftedDialog
from desktop.views.fields import Choice, TextArea, day_in, required_day
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class RehandleDialog(DraftedDialog):
    """Asks for the causes and the new plan of the current round; shows what was recorded before."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.REHANDLE, Situation(case, desk.office.scheme_of(case), desk.office.today))
        self._word = desk.office.scheme_of(case).word("rehandle", "重新办理")
        title = f"{self._word}（第{case.round}轮）· {case.proposal.number_phrase}"
        super().__init__(title, "登记", parent, columns=2)
        self._desk = desk
        self._case = case
        self._build()
        self._show(case.rehandling)
        self.keep_draft(desk.office, f"rehandle/{case.id}/{case.round}")

    def _build(self) -> None:
        today, due = self._desk.office.today, self._case.due
        self._causes = TextArea(3, "答复不被认可，是没有办好、没有说清，还是没有见面沟通")
        self._plan = TextArea(3, "重新研究后怎么办，办到什么程度")
        self._measures = TextArea(2, "具体措施、责任人")
        self._unit = Choice([(task.unit_name, task.unit_name) for task in self._case.answering])
        self._studied_on, self._planned_on = DateField(today), DateField(today)
        self._studied_on.set_value(today)
        if heard := self._case.feedback:
            said = f"提出人意见（{heard.received_on.isoformat()}）：{heard.opinion or '没有写意见'}"
            self.body.insertWidget(0, words(said, "muted", wraps=True))
        self.form.add("causes", "原因分析(&R)", self._causes, wide=True)
        self.form.add("plan", f"{self._word}方案(&P)", self._plan, wide=True)
        self.form.add("measures", "措施(&M)", self._measures, wide=True)
        self.form.add("unit_name", "责任单位(&U)", self._unit)
        self.form.add("studied_on", "研究日期(&D)", self._studied_on)
        hint = f"{self._word}时限 {shown_day(due.on)}" if due else ""
        self.form.add("planned_on", "计划答复(&L)", self._planned_on, hint=hint)
        self.setMinimumWidth(720)
        self._causes.setFocus()

    def _show(self, study: Rehandling | None) -> None:
        if study is None:
            return
        for key, area in self._areas().items():
            area.setPlainText(str(getattr(study, key)))
        self._unit.choose(study.unit_name)
        self._studied_on.set_value(study.studied_on)
        self._planned_on.set_value(study.planned_on)

    def _areas(self) -> dict[str, TextArea]:
        return {"causes": self._causes, "plan": self._plan, "measures": self._measures}

    @override
    def typed(self) -> dict[str, Any]:
        return {key: area.text() for key, area in self._areas().items()}

    @override
    def restore(self, content: Mapping[str, Any]) -> None:
        for key, area in self._areas().items():
            area.setPlainText(content[key])

    @override
    def decide(self) -> None:
        study = Rehandling(
            self._causes.text(),
            self._plan.text(),
            required_day(self._studied_on, "studied_on", "研究日期"),
            self._measures.text(),
            self._unit.value(),
            day_in(self._planned_on, "planned_on", "计划答复日期"),
        )
        follow.study_again(self._desk.office, self._case.id, study)
        self._desk.say(f"已登记第{self._case.round}轮{self._word}的原因分析和方案")
