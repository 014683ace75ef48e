"""The dialog that presses units (催办、督办、通报): how hard, in which way, whom, and when to look again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit
from typing_extensions import override

from desktop.casework import press_notices, supervise
from desktop.casework.supervise import Pressing
from desktop.domain.errors import OfficeError
from desktop.domain.supervision import SupervisionLevel
from desktop.views.cards import words
from desktop.views.date_field import DateField
from desktop.views.fields import Choice, TextArea, day_in
from desktop.views.long_decision import LongDecisionDialog
from desktop.views.name_area import names_in
from desktop.views.press_table import PressTable
from desktop.views.theme import ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_SIZE = (1120, 640)
_CHECK_AFTER = 5  # working days
_WRITTEN = "书面通知"
_CALLS = "电话"


class PressDialog(LongDecisionDialog):
    """Presses units that owe their part of these cases; those ticked, all in one undo step.

    `unit_ids` and `pairs` (case id, unit id) narrow whom; nobody is pressed twice in a day unless ticked.
    Once written the notices are offered. Raises `OfficeError` when nobody owes anything.
    """

    def __init__(
        self,
        desk: Desk,
        case_ids: Sequence[int],
        unit_ids: Sequence[int] = (),
        parent: QWidget | None = None,
        *,
        pairs: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self._found = supervise.targets(desk.office, case_ids, unit_ids, pairs)
        if not self._found:
            raise OfficeError("所选的件没有单位还欠答复或协办意见，不需催办；请改选在办的件。")
        super().__init__(desk, "催办督办", SupervisionLevel.URGE.label, parent, columns=2)
        self._offers = False
        self._build()
        self._connect()
        self._show_targets()

    def _build(self) -> None:
        office = self._desk.office
        modes = office.default_scheme.supervision.modes
        self.level = Choice([(each.label, each) for each in SupervisionLevel])
        self.mode = Choice([(each, each) for each in modes])
        self.mode.choose(_WRITTEN)
        self.participants = QLineEdit()
        self.participants.setPlaceholderText("联合督查时填写，用顿号分开")
        self.next_check = DateField(office.today)
        self.next_check.set_value(office.calendar.add(office.today, _CHECK_AFTER))
        self.instruction = TextArea(2)
        self.instruction.setPlainText(press_notices.DEMANDS[SupervisionLevel.URGE])
        self.numbered = QCheckBox("编号并出通知书(&G)")
        self.numbers = words("", "muted")
        for each in (self.numbered, self.numbers):
            each.setMinimumHeight(ROW_HEIGHT + 2)
        self.table = PressTable(office, self)
        self.told = words("", "muted", wraps=True)
        for key, text, field in (
            ("level", "力度(&V)", self.level),
            ("mode", "方式(&M)", self.mode),
            ("participants", "参加人(&P)", self.participants),
            ("next_check_on", "下次检查(&N)", self.next_check),
        ):
            self.form.add(key, text, field)
        self.form.add("instruction", "要求(&R)", self.instruction, wide=True)
        self.form.add("numbered", "通知书", self.numbered)
        self.form.add("numbers", "文号", self.numbers)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.resize(*_SIZE)
        self.level.setFocus()

    def _connect(self) -> None:
        self.level.currentIndexChanged.connect(self._on_level_chosen)
        self.mode.currentIndexChanged.connect(self._on_mode_chosen)
        self.numbered.toggled.connect(self._count)
        self.table.lines_model.ticks_changed.connect(self._count)
        self._on_mode_chosen()

    @override
    def would_lose(self) -> bool:
        return bool(self.participants.text()) or self.instruction.text() not in set(
            press_notices.DEMANDS.values()
        )

    @override
    def number(self) -> int:
        return len({target.case.id for target in self.table.ticked})

    @override
    def work(self) -> Callable[[Office, Progress], int]:
        if not self.table.ticked:
            raise OfficeError(f"没有勾选要{self.level.currentText()}的单位，尚未登记；请用空格键勾选。")
        ids = tuple(dict.fromkeys(target.case.id for target in self.table.ticked))
        return partial(_pressed, ids, self._draft())

    @override
    def tell(self, done: int) -> None:
        self._offers = self._wants_notices
        self._desk.say(f"已{self.level.currentText()} {done} 项；撤销按 Ctrl+Z")

    @override
    def renew(self) -> None:
        self._count()

    @override
    def done(self, result: int) -> None:
        """Close, and offer the notices of what was written."""
        super().done(result)
        if self._offers:
            from desktop.views.notices_dialog import NoticesDialog

            NoticesDialog(self._desk, self._ticked_pairs(), self.level.value(), self.parentWidget()).open()

    @property
    def _wants_notices(self) -> bool:
        return self.numbered.isChecked() and self.level.value().is_numbered

    def _ticked_pairs(self) -> tuple[tuple[int, int], ...]:
        return tuple(target.pair for target in self.table.ticked)

    def _draft(self) -> Pressing:
        return Pressing(
            self.level.value(),
            self.mode.value(),
            self.instruction.text(),
            names_in(self.participants.text()),
            pairs=frozenset(self._ticked_pairs()),
            next_check_on=day_in(self.next_check, "next_check_on", "下次检查日期"),
            with_notice=self.numbered.isChecked(),
        )

    def _show_targets(self) -> None:
        level = self.level.value()
        today = {target.pair for target in supervise.pressed_today(self._desk.office, self._found, level)}
        self.table.show_targets(self._found, today, level.label)
        self._count()

    @Slot()
    def _on_level_chosen(self) -> None:
        if self.instruction.text() in set(press_notices.DEMANDS.values()):
            self.instruction.setPlainText(press_notices.DEMANDS[self.level.value()])
        self.numbered.setEnabled(self.level.value().is_numbered)
        self._show_targets()

    @Slot()
    def _on_mode_chosen(self) -> None:
        """Send a notice with everything but a call; whoever wants it otherwise says so."""
        self.numbered.setChecked(not self.mode.value().startswith(_CALLS))

    @Slot()
    def _count(self) -> None:
        ticked, word = self.table.ticked, self.level.currentText()
        units = len({target.task.unit_id for target in ticked})
        left = len(self._found) - len(ticked)
        more = f"，{left} 项未勾选" if left else ""
        counted = f"将{word} {len(ticked)} 项（{units} 个单位、{self.number()} 件）{more}"
        self.told.setText(f"{counted}。空格键勾选或取消；今天已{word}过的不重复发，确需再发请勾选。")
        self.verb_button.setText(f"{word} {len(ticked)} 项")
        self.verb_button.setEnabled(bool(ticked))
        self.numbers.setText(self._number_words())

    def _number_words(self) -> str:
        if not self._wants_notices:
            return (
                "通报不编号，在“打印 › 督办文书”中生成"
                if not self.level.value().is_numbered
                else "不出通知书"
            )
        draft = Pressing(self.level.value(), self.mode.value())
        given = tuple(supervise.numbers(self._desk.office, self.table.ticked, draft).values())
        if len(given) > 1:
            return f"{given[0]} 至 {given[-1]}，{len(given)} 个单位各一份"
        return "".join(given)


def _pressed(case_ids: Sequence[int], draft: Pressing, office: Office, _progress: Progress) -> int:
    return supervise.remind(office, case_ids, draft, again=True)
