"""The dialog that records one meeting with the submitter (面商)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typing_extensions import override

from desktop.casework import consult, merge
from desktop.domain.consultation import Consultation, ConsultationLevel
from desktop.domain.scheme import Strictness
from desktop.views.date_field import DateField
from desktop.views.drafted_dialog import DraftedDialog
from desktop.views.fields import Choice, TextArea, WordBox, required_day
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.domain.scheme import ContactStage
    from desktop.views.page import Desk

_AGREED = (("未表态", None), ("同意", True), ("有不同意见", False))


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
        self._connect()
        self.keep_draft(desk.office, f"consult/{case.id}")

    def _build(self) -> None:
        rules, today = self._scheme.contacts, self._desk.office.today
        self._stage = Choice([(_stage_words(stage), stage.key) for stage in rules.stages])
        self._held_on = DateField(today)
        self._held_on.set_value(today)
        self._mode = WordBox(rules.modes)
        self._level = Choice([(level.label, level) for level in ConsultationLevel])
        self._level.choose(ConsultationLevel.HANDLER)
        task = self._case.next_to_answer() or self._case.lead
        self._organiser = WordBox([each.unit_name for each in self._case.assignments])
        self._office_people = WordBox([], task.handler if task else "")
        self._submitter_people = WordBox([], self._submitters())
        self._place = WordBox(["提出人单位", "承办单位", "现场"])
        self._demand = TextArea(3, "提出人的具体诉求和背景")
        self._opinion = TextArea(3, "提出人对办理工作或答复稿的意见")
        self._agreed: Choice[bool | None] = Choice(_AGREED)
        self._lay_out()
        self._hint = label(self._hint_text(), "small")
        self.body.addWidget(self._hint)
        self.setMinimumWidth(820)
        self._choose_next_stage()
        self._organiser.setCurrentText(task.unit_name if task else "")
        self._stage.setFocus()

    def _lay_out(self) -> None:
        for key, text, widget in (
            ("stage", "阶段(&S)", self._stage),
            ("held_on", "日期(&D)", self._held_on),
            ("mode", "方式(&M)", self._mode),
            ("level", "由谁出面(&L)", self._level),
            ("organiser", "组织单位(&U)", self._organiser),
            ("place", "地点(&P)", self._place),
            ("office_people", "承办方参加人(&H)", self._office_people),
            ("submitter_people", "提出方参加人(&R)", self._submitter_people),
        ):
            self.form.add(key, text, widget)
        self.form.add("demand", "诉求(&Q)", self._demand, wide=True)
        self.form.add("opinion", "意见(&O)", self._opinion, wide=True)
        self.form.add("agreed", "是否同意(&A)", self._agreed)

    def _connect(self) -> None:
        self._held_on.textChanged.connect(self.form.clear_problems)

    def choose_stage(self, key: str) -> None:
        """Choose the stage of the meeting."""
        self._stage.choose(key)

    def _choose_next_stage(self) -> None:
        """Choose the first stage that was not held yet."""
        held = self._case.stages_held()
        missing = [stage.key for stage in self._scheme.contacts.stages if stage.key not in held]
        if missing:
            self.choose_stage(missing[0])

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
        return {
            "held_on": self._held_on.text(),
            "demand": self._demand.text(),
            "opinion": self._opinion.text(),
            **{key: box.text() for key, box in self._boxes().items()},
        }

    @override
    def restore(self, content: Mapping[str, Any]) -> None:
        self._held_on.setText(content["held_on"])
        self._demand.setPlainText(content["demand"])
        self._opinion.setPlainText(content["opinion"])
        for key, box in self._boxes().items():
            box.setCurrentText(content[key])

    def _boxes(self) -> dict[str, WordBox]:
        return {
            "mode": self._mode,
            "organiser": self._organiser,
            "office_people": self._office_people,
            "submitter_people": self._submitter_people,
            "place": self._place,
        }

    @override
    def decide(self) -> None:
        meeting = Consultation(
            stage=self._stage.value(),
            held_on=required_day(self._held_on, "held_on", "日期"),
            mode=self._mode.text(),
            level=self._level.value(),
            organiser=self._organiser.text(),
            office_people=self._office_people.text(),
            submitter_people=self._submitter_people.text(),
            place=self._place.text(),
            demand=self._demand.text(),
            opinion=self._opinion.text(),
            agreed=self._agreed.value(),
        )
        consult.record(self._desk.office, self._case.id, meeting)
        self._desk.say(f"已登记{self._scheme.contacts.word}：{self._stage.currentText()}")


def _stage_words(stage: ContactStage) -> str:
    return f"{stage.label}（{stage.hint}）" if stage.hint else stage.label
