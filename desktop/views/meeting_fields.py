"""The fields of a meeting: what is asked each time first, what is seldom needed in a fold below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.consult import stage_words
from desktop.domain.consultation import FACE_TO_FACE_REPLY, Consultation, ConsultationLevel
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.date_field import DateField
from desktop.views.fields import Choice, TextArea, WordBox, required_day
from desktop.views.forms import FieldForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from desktop.domain.scheme import ContactStage, Scheme

_AGREED = (("未表态", None), ("同意", True), ("有不同意见", False))
_MORE, _LESS = "更多：组织单位、政协人大、背景目的(&Z)", "收起(&Z)"


class Known(NamedTuple):
    """What is known of a meeting before anything is typed: who may hold it, who comes, what may be held.

    `can_reply` offers the 面复 too, the reply handed over in person.
    """

    units: tuple[str, ...] = ()
    organiser: str = ""
    handler: str = ""
    submitters: str = ""
    can_reply: bool = False


class MeetingFields(QWidget):
    """Fills `form` with the essentials of a meeting and holds the rest itself, folded until it is wanted."""

    def __init__(self, form: FieldForm, scheme: Scheme, today: date, known: Known) -> None:
        super().__init__()
        self._form = form
        self._scheme = scheme
        self._build(today, known)
        self._lay_out()
        self._fold_up()
        self.held_on.textChanged.connect(form.clear_problems)

    def _build(self, today: date, known: Known) -> None:
        rules = self._scheme.contacts
        stages = [(_offered(stage), stage.key) for stage in rules.stages]
        if known.can_reply:
            word = stage_words(self._scheme, FACE_TO_FACE_REPLY)
            stages.append((f"{word}（当面送达答复，听取意见）", FACE_TO_FACE_REPLY))
        self.stage = Choice(stages)
        self.held_on = DateField(today)
        self.held_on.set_value(today)
        self.mode = WordBox(rules.modes)
        self.level = Choice([(level.label, level) for level in ConsultationLevel])
        self.level.choose(ConsultationLevel.HANDLER)
        self.place = WordBox(["提出人单位", "承办单位", "现场"])
        self.office_people = WordBox([], known.handler)
        self.submitter_people = WordBox([], known.submitters)
        self.demand = TextArea(3, "提出人的具体诉求")
        self.opinion = TextArea(3, "提出人对办理工作或答复稿的意见")
        self.agreed: Choice[bool | None] = Choice(_AGREED)
        self.organiser = WordBox([*known.units, self._scheme.supervisor], known.organiser)
        self.body_people = WordBox()
        self.background = TextArea(2, "为什么提出：遇到什么情况和问题")
        self.aim = TextArea(2, "想达到什么目的")

    def _lay_out(self) -> None:
        for key, text, widget in (
            ("stage", "阶段(&S)", self.stage),
            ("held_on", "日期(&D)", self.held_on),
            ("mode", "方式(&M)", self.mode),
            ("level", "由谁出面(&L)", self.level),
            ("office_people", "承办方参加人(&H)", self.office_people),
            ("submitter_people", "提出方参加人(&R)", self.submitter_people),
        ):
            self._form.add(key, text, widget)
        self._form.add("demand", "诉求(&E)", self.demand, wide=True)
        self._form.add("opinion", "意见(&O)", self.opinion, wide=True)
        self._form.add("place", "地点(&P)", self.place)
        self._form.add("agreed", "是否同意(&A)", self.agreed)

    def _fold_up(self) -> None:
        self.more = FieldForm(self, columns=2)
        self.more.add("organiser", "组织单位(&U)", self.organiser)
        self.more.add("body_people", "政协、人大参加人(&J)", self.body_people)
        self.more.add("background", "背景(&B)", self.background, wide=True)
        self.more.add("aim", "目的(&G)", self.aim, wide=True)
        self.unfold_button = button(_MORE, self.unfold, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more)
        self.more.hide()

    @Slot()
    def unfold(self) -> None:
        """Show what is folded away, the cursor in its first field, or fold it away again."""
        opens = self.more.isHidden()
        self.more.setVisible(opens)
        self.unfold_button.setText(_LESS if opens else _MORE)
        if opens:
            self.organiser.setFocus()
        else:
            self.window().adjustSize()

    def meeting(self) -> Consultation:
        """Return what was filled in; raise `OfficeError` for a day that cannot be read."""
        return Consultation(
            stage=self.stage.value(),
            held_on=required_day(self.held_on, "held_on", "日期"),
            mode=self.mode.text(),
            level=self.level.value(),
            organiser=self.organiser.text(),
            office_people=self.office_people.text(),
            submitter_people=self.submitter_people.text(),
            place=self.place.text(),
            demand=self.demand.text(),
            opinion=self.opinion.text(),
            agreed=self.agreed.value(),
            background=self.background.text(),
            aim=self.aim.text(),
            body_people=self.body_people.text(),
        )

    def typed(self) -> dict[str, Any]:
        """Return every text that was typed, to be kept as a draft."""
        return {
            "held_on": self.held_on.text(),
            **{key: area.text() for key, area in self._areas()},
            **{key: box.text() for key, box in self._boxes()},
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        """Show what `typed` returned; what is folded away opens where something of it was typed."""
        self.held_on.setText(content["held_on"])
        for key, area in self._areas():
            area.setPlainText(content.get(key, ""))
        for key, box in self._boxes():
            box.setCurrentText(content.get(key, ""))
        folded = (self.background.text(), self.aim.text(), self.body_people.text())
        if any(folded) and self.more.isHidden():
            self.unfold()

    def _areas(self) -> Iterable[tuple[str, TextArea]]:
        return (
            ("demand", self.demand),
            ("opinion", self.opinion),
            ("background", self.background),
            ("aim", self.aim),
        )

    def _boxes(self) -> Iterable[tuple[str, WordBox]]:
        return (
            ("mode", self.mode),
            ("organiser", self.organiser),
            ("office_people", self.office_people),
            ("submitter_people", self.submitter_people),
            ("place", self.place),
            ("body_people", self.body_people),
        )


def _offered(stage: ContactStage) -> str:
    return f"{stage.label}（{stage.hint}）" if stage.hint else stage.label
