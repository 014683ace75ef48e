"""The dialogs that put one case into the archive, with its papers told one by one, and take it out again."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit
from typing_extensions import override

from desktop.casework import archive, dossier, export, find
from desktop.casework.archive import Putting
from desktop.casework.dossier_files import Written
from desktop.domain.archive import Held, Item
from desktop.domain.procedure import Act, Situation, problems_of, require
from desktop.views.cards import button, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.dossier_writing import DossierWriting
from desktop.views.fields import TextArea, WordBox, required_day
from desktop.views.file_choice import Saving, ask_save
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_SIZE = (960, 716)
_WIDTH = 520
_COLUMNS: tuple[Column[Item], ...] = (
    Column("材料", lambda item: item.part.label, 190),
    Column("状态", lambda item: item.held.label, 90),
    Column("说明", lambda item: item.words, 400),
)


class ArchiveDialog(DecisionDialog):
    """Says of each part of the dossier whether it is there; Enter on one that is lacking leads to it.

    What cannot be archived (not closed yet, archived, on a desk that is only read) is shown and taken along
    all the same. `part_wanted` says the case and the part somebody wants to supply.
    """

    part_wanted = Signal(int, object)

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"立卷归档 · {case.proposal.number_phrase}", Act.ARCHIVE.label, parent, columns=3)
        self._desk = desk
        self._case = case
        self._writing = DossierWriting(desk, self, self.banner)
        self._build()
        self._show()

    def _build(self) -> None:
        office = self._desk.office
        usual = archive.suggested(office, self._case)
        self.file_no = QLineEdit(usual.file_no)
        self.retention = WordBox(archive.retention_rules(office).terms, usual.retention)
        self.on = DateField(office.today)
        self.on.set_value(usual.on)
        self.reason = TextArea(2, "如：办理在本系统启用之前，纸质材料另存")
        self.form.add("file_no", "归档号(&N)", self.file_no)
        self.form.add("retention", "保管期限(&T)", self.retention)
        self.form.add("on", "归档日期(&D)", self.on)
        self.form.add("reason", "缺件说明(&R)", self.reason, wide=True)
        self.table: PlainTable[Item] = PlainTable(_COLUMNS, 2, "案卷材料", attrgetter("part"), self)
        self.told = words("", wraps=True)
        self.body.insertWidget(0, words(self._case.proposal.title, "muted", wraps=True))
        self.body.insertWidget(1, self.told)
        self.body.insertWidget(2, self.table, 1)
        self.body.addLayout(self._way_row())
        self.retention.currentTextChanged.connect(self._on_term_changed)
        self.table.opened.connect(self._on_opened)
        self.resize(*_SIZE)

    def _way_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.supply = button("补齐所选(&B)", self._supply_current)
        self.catalogue = button("卷内目录(&C)…", self._ask_catalogue)
        self.as_pdf = button("写成一个 PDF(&P)…", self._ask_pdf)
        self.as_folder = button("写入文件夹(&F)…", self._ask_folder)
        row.addWidget(self.supply)
        row.addStretch(1)
        for each in (self.catalogue, self.as_pdf, self.as_folder):
            row.addWidget(each)
        return row

    @property
    def items(self) -> tuple[Item, ...]:
        """The parts of the dossier as they stand now."""
        return archive.items(self._desk.office, self._case)

    def _show(self) -> None:
        items = self.items
        lacks = sum(item.held is Held.LACKING for item in items)
        why_not = self._why_not()
        self.table.show_rows(items)
        self.told.setText(
            why_not or (f"缺 {lacks} 项材料；补齐，或写明缺件说明。" if lacks else "材料齐全。")
        )
        self.form.setVisible(not why_not)
        self.reason.setEnabled(lacks > 0)
        self.verb_button.setVisible(not why_not)
        self.cancel_button.setText("关闭" if why_not else "取消")
        self.supply.setVisible(not self._desk.office.is_read_only and self._case.dossier is None)
        first = next((place for place, item in enumerate(items) if item.held is Held.LACKING), 0)
        self.table.select_place(first)
        self.table.setFocus()

    def _why_not(self) -> str:
        """Return why the case cannot be put away now, "" when it can."""
        office, shut = self._desk.office, self._case.dossier
        if shut is not None:
            told = f"：{shut.reason}" if shut.reason else ""
            return f"已归档：{shut.file_no}，{shut.retention}，{shut.archived_on} {shut.archived_by}{told}"
        if office.is_read_only:
            return "以只读方式打开，只能查看和导出。"
        at = Situation(self._case, office.scheme_of(self._case), office.today)
        return "；".join(problem.message for problem in problems_of(Act.ARCHIVE, at))

    @override
    def would_lose(self) -> bool:
        return bool(self.reason.text())

    @override
    def decide(self) -> None:
        day = required_day(self.on, "on", "归档日期")
        wanted = Putting(self.file_no.text(), self.retention.text(), day, self.reason.text())
        case = archive.put_away(self._desk.office, self._case.id, wanted)
        self._desk.say(f"{case.proposal.number_phrase}已归档：{wanted.file_no.strip()}")

    @Slot()
    def _on_verb(self) -> None:
        if self.verb_button.isVisible():
            super()._on_verb()

    @Slot(str)
    def _on_term_changed(self, term: str) -> None:
        """Another term has its own series of numbers."""
        self.file_no.setText(archive.next_number(self._desk.office, term))

    @Slot(object)
    def _on_opened(self, item: Item) -> None:
        if item.held is Held.LACKING and self.supply.isVisible():
            self.done(self.DialogCode.Rejected)
            self.part_wanted.emit(self._case.id, item.part)

    @Slot()
    def _supply_current(self) -> None:
        item = self.table.current_row
        if item is not None and item.held is Held.LACKING:
            self._on_opened(item)
        else:
            self.banner.show_text("所选材料不缺；请选标着“✗ 缺”的一行。", "note")

    def _ask_catalogue(self) -> None:
        name = f"卷内目录_{self._case.proposal.number_phrase}"
        ask_save(self._desk, self, Saving("保存卷内目录", name, ("pdf", "xlsx")), self.write_catalogue)

    def _ask_pdf(self) -> None:
        self._writing.ask_pdf(self._case)

    def _ask_folder(self) -> None:
        self._writing.ask_folder((self._case.id,))

    def write_catalogue(self, name: str) -> None:
        """Write the catalogue to a file; its ending says in which form."""
        verb = partial(_catalogue, self._case.id, Path(name))
        self._writing.run("正在编制卷内目录", verb)


class ReopenDialog(DecisionDialog):
    """Asks why a case is taken out of the archive."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.REOPEN, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"取消归档 · {case.proposal.number_phrase}", Act.REOPEN.label, parent)
        self._desk = desk
        self._case = case
        self.reason = TextArea(3, "如：补充征询意见表扫描件")
        self.form.add("reason", "理由(&R)", self.reason)
        number = case.dossier.file_no if case.dossier else ""
        told = f"取消后可以补充、更正；归档号 {number} 记入历程，重新归档时可以再用。"
        self.body.addWidget(words(told, "small", wraps=True))
        self.cancel_button.setText("返回")
        self.setMinimumWidth(_WIDTH)
        self.reason.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self.reason.text())

    @override
    def decide(self) -> None:
        case = archive.take_out(self._desk.office, self._case.id, self.reason.text())
        self._desk.say(f"{case.proposal.number_phrase}已取消归档")


def _catalogue(case_id: int, path: Path, office: Office, progress: Progress) -> Written:
    made = dossier.sheaves(office, find.case(office, case_id), progress)
    content = dossier.catalogue(office, find.case(office, case_id), made)
    return Written((path,), export.write(office, content, path))
