"""The dialogs of coordination: who sat together about a case, what was asked above, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import coordinate
from desktop.domain.coordination import Coordination, CoordinationKind, CoordinationLevel
from desktop.domain.errors import OfficeError
from desktop.views.cards import words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, WordBox, required_day
from desktop.views.name_area import names_in
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_WIDTH = 820
_USUAL = {
    CoordinationKind.GROUP_REVIEW: CoordinationLevel.OFFICE,
    CoordinationKind.JOINT_MEETING: CoordinationLevel.OFFICE,
    CoordinationKind.EXECUTIVE_REVIEW: CoordinationLevel.GOVERNMENT,
    CoordinationKind.SUBMITTED: CoordinationLevel.GOVERNMENT,
    CoordinationKind.UPWARD_REQUEST: CoordinationLevel.GOVERNMENT,
    CoordinationKind.RESEARCH: CoordinationLevel.UNIT,
}
_HINTS = {
    CoordinationKind.GROUP_REVIEW: "政策性强、办理难度大的件，多方征集意见，确定办理原则和工作方向",
    CoordinationKind.JOINT_MEETING: "涉及几个单位的件，会商分工、步骤和时限",
    CoordinationKind.EXECUTIVE_REVIEW: "常务会议专题研究的议题和结论",
    CoordinationKind.SUBMITTED: "需要政府决策的问题，请求事项和建议",
    CoordinationKind.UPWARD_REQUEST: "超出本级权限的事项，向上级部门争取的政策、项目、资金",
    CoordinationKind.RESEARCH: "办理前到现场了解的情况、背景和诉求",
}


class CoordinationDialog(DecisionDialog):
    """Asks in what form a hard case was brought forward, by whom, and what was settled or asked."""

    def __init__(
        self,
        desk: Desk,
        case: Case,
        parent: QWidget | None = None,
        *,
        kind: CoordinationKind = CoordinationKind.GROUP_REVIEW,
    ) -> None:
        super().__init__(f"登记协调 · {case.proposal.number_phrase}", "登记", parent, columns=2)
        self._desk = desk
        self._case = case
        self._build()
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.kind.choose(kind)
        self._on_kind_chosen()

    def _build(self) -> None:
        today = self._desk.office.today
        self.kind = Choice([(each.label, each) for each in CoordinationKind])
        self.on = DateField(today)
        self.on.set_value(today)
        self.level = Choice([(each.label, each) for each in CoordinationLevel])
        self.place = WordBox(["区政府会议室", "承办单位", "现场"])
        self.participants = WordBox([], "、".join(task.unit_name for task in self._case.assignments))
        self.addressee = QLineEdit()
        self.addressee.setPlaceholderText("如：区人民政府、市发展和改革委员会")
        self.matter = TextArea(3)
        self.principle = TextArea(2, "如：尽力而为、量力而行，分步实施")
        self.direction = TextArea(2, "谁牵头、做什么、何时完成")
        for key, text, field in (
            ("kind", "形式(&K)", self.kind),
            ("on", "日期(&D)", self.on),
            ("level", "由谁协调(&L)", self.level),
            ("place", "地点(&P)", self.place),
        ):
            self.form.add(key, text, field)
        self.form.add("participants", "参加(&H)", self.participants, wide=True)
        self.form.add("addressee", "向谁提出(&T)", self.addressee, wide=True)
        self.form.add("matter", "事项(&M)", self.matter, wide=True)
        self.form.add("principle", "办理原则(&R)", self.principle, wide=True)
        self.form.add("direction", "工作方向(&N)", self.direction, wide=True)
        self.setMinimumWidth(_WIDTH)
        self.kind.setFocus()

    @Slot()
    def _on_kind_chosen(self) -> None:
        kind = self.kind.value()
        self.level.choose(_USUAL[kind])
        self.matter.setPlaceholderText(_HINTS[kind])
        self.addressee.setEnabled(kind.awaits_answer)
        for each in (self.principle, self.direction, self.place):
            each.setEnabled(not kind.awaits_answer)

    @override
    def would_lose(self) -> bool:
        return any(each.text() for each in (self.matter, self.principle, self.direction, self.addressee))

    @override
    def decide(self) -> None:
        kind = self.kind.value()
        asks = kind.awaits_answer
        held = Coordination(
            kind,
            required_day(self.on, "on", "日期"),
            self.level.value(),
            names_in(self.participants.text()),
            self.matter.text(),
            "" if asks else self.principle.text(),
            "" if asks else self.direction.text(),
            self.addressee.text().strip() if asks else "",
            place="" if asks else self.place.text(),
        )
        coordinate.record(self._desk.office, (self._case.id,), held)
        self._desk.say(f"已登记{kind.label}")


class AnswerDialog(DecisionDialog):
    """Asks what was answered to a request: 提请政府研究, 向上争取; `index` counts as recorded."""

    def __init__(self, desk: Desk, case: Case, index: int, parent: QWidget | None = None) -> None:
        if not 0 <= index < len(case.coordinations):
            raise OfficeError("该记录已不存在，未作改动；请刷新后再试。")
        asked = case.coordinations[index]
        super().__init__(f"登记{asked.kind.label}的答复 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._index = index
        told = f"{shown_day(asked.on)} 向{asked.addressee}提出：{asked.matter}"
        self.body.insertWidget(0, words(told, "muted", wraps=True))
        self.said = TextArea(4, "批复、答复的意见，批准列入的计划、项目")
        self.on = DateField(desk.office.today)
        self.on.set_value(desk.office.today)
        self.form.add("answer", "答复意见(&T)", self.said)
        self.form.add("answered_on", "答复日期(&D)", self.on)
        self.setMinimumWidth(560)
        self.said.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self.said.text())

    @override
    def decide(self) -> None:
        on = required_day(self.on, "answered_on", "答复日期")
        coordinate.answer(self._desk.office, self._case.id, self._index, self.said.text(), on)
        self._desk.say("已登记答复意见")
