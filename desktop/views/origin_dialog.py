"""这一格的来历: who changed one field of a case, from what, to what, and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import find
from desktop.domain.ledger import Align, Ledger
from desktop.domain.ledger import Column as LedgerColumn
from desktop.views.journal_words import changes_of
from desktop.views.plain_table import PlainTable
from desktop.views.table_dialog import TableDialog
from desktop.views.tables import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.views.journal_words import FieldChange
    from desktop.views.page import Desk

_OTHER_WORDS = {
    "领衔人": ("提出人",),
    "主办单位": ("承办", "主办单位"),
    "协办单位": ("承办",),
    "重点": ("重点件",),
    "届次": ("届次",),
    "提出时间": ("提出时间",),
    "承办人": ("承办人员",),
    "办结时限": ("办结时限", "时限", "延至"),
    "期限": ("办结时限", "时限", "延至"),
    "答复日期": ("印发日期",),
    "类别": ("办理结果类别",),
    "反馈": ("反馈", "评价"),
    "反馈评价": ("反馈", "评价"),
    "面商": ("面商",),
    "当前环节": ("状态",),
    "未结承诺": ("承诺",),
}
"""What the history calls the field of a column where its title is another word."""


class Step(NamedTuple):
    """One change of the field: when, by whom, in which act, and the words before and after."""

    id: tuple[int, str]
    at: str
    officer: str
    verb: str
    before: str
    after: str


def steps(office: Office, case_id: int, title: str) -> tuple[Step, ...]:
    """Return the changes of what a column of that title shows of a case, newest first."""
    scheme = office.scheme_of(find.case(office, case_id))
    wanted = {title, *_OTHER_WORDS.get(title, ())}
    return tuple(
        Step((line.seq, each.label), f"{line.at:%Y-%m-%d %H:%M}", line.officer, line.verb, *_words_of(each))
        for line in reversed(find.history(office, case_id))
        for each in changes_of(line, scheme)
        if wanted & set(each.label.split(" · "))
    )


def _words_of(change: FieldChange) -> tuple[str, str]:
    return change.before, change.after


class OriginDialog(TableDialog):
    """The changes of one field of one case, newest first."""

    def __init__(self, desk: Desk, case_id: int, title: str, parent: QWidget | None = None) -> None:
        self._case_id, self._field = case_id, title
        nothing = (f"“{title}”没有单独的改动记录", "它由其他内容算出，或从登记起一直没有填写、没有改过。")
        super().__init__(desk, "这一格的来历", nothing, parent)
        self.table: PlainTable[Step] = PlainTable(_COLUMNS, 4, "改动", parent=self)
        self.hold(self.table)
        self.resize(960, 460)
        self.refresh()

    @override
    @Slot()
    def refresh(self) -> None:
        """Read the history of the case again."""
        case = find.case(self._desk.office, self._case_id)
        found = steps(self._desk.office, self._case_id, self._field)
        self.table.show_rows(found)
        self.told.setText(f"{case.proposal.number_phrase}　{self._field}　共 {len(found)} 次，最近的在前")
        self.show_table(has_rows=bool(found))

    @override
    def ledger(self, office: Office) -> Ledger:
        """Return the changes as a table."""
        found = steps(office, self._case_id, self._field)
        columns = (
            LedgerColumn("at", "时间", width=18),
            LedgerColumn("officer", "经办", width=16),
            LedgerColumn("verb", "操作", width=16),
            LedgerColumn("before", "原来", width=40, align=Align.LEFT, wrap=True),
            LedgerColumn("after", "改为", width=40, align=Align.LEFT, wrap=True),
        )
        return Ledger(f"{self._field}的来历", columns, [tuple(each[1:]) for each in found])


def _of(name: str, step: Step) -> str:
    return str(getattr(step, name))


_COLUMNS: tuple[Column[Step], ...] = (
    Column("时间", partial(_of, "at"), 136),
    Column("经办", partial(_of, "officer"), 104),
    Column("操作", partial(_of, "verb"), 120),
    Column("原来", lambda step: step.before or "（空）", 240),
    Column("改为", lambda step: step.after or "（空）", 280),
)
