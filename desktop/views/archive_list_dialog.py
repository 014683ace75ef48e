"""The dialog of the archive over many cases: put away together what is closed, take dossiers along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout

from desktop.casework import archive, dossier, export
from desktop.casework.dossier_files import Written
from desktop.views.cards import button, words
from desktop.views.dossier_writing import DossierWriting
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.plain_table import settle
from desktop.views.presence import Presence
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.theme import BLOCK, MARGIN, PAGE, SPACE
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame, QWidget

    from desktop.casework.archive import Listed
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_SIZE = (1180, 660)
_WAITING, _COMPLETE, _LACKING, _ARCHIVED = "waiting", "complete", "lacking", "archived"
_SCOPES = (
    ("待归档（全部）", _WAITING),
    ("待归档，材料齐全", _COMPLETE),
    ("待归档，缺材料", _LACKING),
    ("已归档", _ARCHIVED),
)
_COLUMNS: tuple[Column[Listed], ...] = (
    Column("编号", lambda row: f"{row.case.proposal.kind.noun}{row.case.proposal.item_no}", 90),
    Column("案由", lambda row: row.case.proposal.title, 300),
    Column("主办单位", lambda row: row.case.lead.unit_name if row.case.lead else "", 180),
    Column("归档号", lambda row: row.file_no, 110),
    Column("材料", lambda row: "✗ " + "；".join(row.lacks) if row.lacks else "✓ 齐全", 330),
)


class ArchiveListDialog(QDialog):
    """Lists closed cases with what they lack; ticked ones are put away together, or taken along.

    On a desk that is only read everything but putting away is there.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._presence = Presence(self)
        self._found: tuple[Listed, ...] = ()
        self.banner = Banner(self)
        self._writing = DossierWriting(desk, self, self.banner)
        self._build()
        self._connect()
        self.read()

    def _build(self) -> None:
        self.setWindowTitle("立卷归档")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sessions = SessionChoice(self)
        self.sessions.renew(self._desk.office)
        self.scope: Choice[str] = Choice(_SCOPES, self)
        self.years: Choice[int | None] = Choice([("全部年度", None)], self)
        self.model: TickModel[Listed] = TickModel(_COLUMNS, self._fetch, lambda: len(self.shown))
        self.table: TickTable[Listed] = TickTable(self.model, self)
        self.table.setAccessibleName("办结的件")
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        settle(self.table, 2)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText("勾选的件有缺材料的，写明缺件说明后一并归档")
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(label(self.windowTitle(), "heading"))
        column.addLayout(self._filter_row())
        column.addWidget(self.banner)
        column.addWidget(self._list(), 1)
        column.addLayout(self._reason_row())
        column.addLayout(self._button_row())
        self.resize(*_SIZE)
        self.sessions.setFocus()

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for text, field in (("届次(&S)", self.sessions), ("范围(&G)", self.scope), ("年度(&Y)", self.years)):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row.addWidget(name)
            row.addWidget(field)
        self.told = words("", "muted", wraps=True)
        self.tick_all = button("全选(&A)", self._tick_all, "quiet")
        self.untick_all = button("清除(&D)", self.model.clear, "quiet")
        row.addWidget(self.told, 1)
        row.addWidget(self.tick_all)
        row.addWidget(self.untick_all)
        return row

    def _list(self) -> QFrame:
        frame, column = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("没有要列出的件", "办结的件在这里核对材料、立卷归档。"))
        column.addLayout(self._stack)
        return frame

    def _reason_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        name = label("缺件说明(&R)", "muted")
        name.setBuddy(self.reason)
        self.reason.setAccessibleName("缺件说明")
        row.addWidget(name)
        row.addWidget(self.reason, 1)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(words("空格或点方框勾选，回车打开办件。", "small"))
        row.addStretch(1)
        self.index_button = button("案卷目录(&I)…", self.ask_index)
        self.pdfs_button = button("每件一个 PDF(&P)…", self._ask_pdfs)
        self.folders_button = button("每件一个文件夹(&F)…", self._ask_folders)
        self.archive_button = button("归档(&K)", self.put_away, "primary")
        self.archive_button.setVisible(not self._desk.office.is_read_only)
        for each in (self.index_button, self.pdfs_button, self.folders_button):
            row.addWidget(each)
        row.addWidget(button("关闭", self.reject))
        row.addWidget(self.archive_button)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.read)
        self.scope.currentIndexChanged.connect(self.read)
        self.years.currentIndexChanged.connect(self._show)
        self.model.ticks_changed.connect(self._show_ticked)
        self.table.opened.connect(self._on_opened)
        self._desk.relay.changed.connect(self.read)

    @property
    def is_archive(self) -> bool:
        """Whether what is listed is in the archive already."""
        return self.scope.value() == _ARCHIVED

    @property
    def shown(self) -> tuple[Listed, ...]:
        """The cases that are listed."""
        scope, year = self.scope.value(), self.years.value() if self.years.count() else None
        wanted = {_COMPLETE: (False,), _LACKING: (True,)}.get(scope, (False, True))
        return tuple(each for each in self._found if bool(each.lacks) in wanted and year in {None, each.year})

    @Slot()
    def read(self) -> None:
        """Read the list anew, beside the window."""
        self.told.setText("正在核对案卷材料…")
        verb = partial(_listed, self.sessions.value(), self.is_archive)
        self._desk.jobs.run("正在核对案卷材料", verb, self._on_read, self._on_failed, quiet=True)

    @Slot()
    def put_away(self) -> None:
        """Put the ticked cases into the archive, all or none."""
        ids, reason = self._ticked(), self.reason.text()

        def work(office: Office, progress: Progress) -> int:
            return archive.put_away_all(office, ids, reason, progress)

        self.banner.clear()
        self._desk.jobs.run_writing(f"正在归档 {len(ids)} 件", work, self._on_archived, self._on_failed)

    @Slot()
    def ask_index(self) -> None:
        """Ask where the list of dossiers shall lie."""
        year = self.years.value() or self._desk.office.today.year
        ask_save(
            self._desk, self, Saving("案卷目录", f"案卷目录_{year}", ("xlsx", "pdf", "csv")), self.write_index
        )

    def write_index(self, name: str) -> None:
        """Write the list of dossiers of the ticked cases, or of all listed, as the ending says."""
        ids = self._ticked() or tuple(each.id for each in self.shown)
        self._writing.run("正在编制案卷目录", partial(_index, ids, Path(name)))

    def _ask_pdfs(self) -> None:
        self._writing.ask_pdfs(self._ticked())

    def _ask_folders(self) -> None:
        self._writing.ask_folder(self._ticked())

    def _ticked(self) -> tuple[int, ...]:
        """The ticked cases in the order they are listed."""
        ticked = frozenset(self.model.ticked)
        return tuple(each.id for each in self.shown if each.id in ticked)

    def _fetch(self, offset: int, limit: int) -> Sequence[Listed]:
        return self.shown[offset : offset + limit]

    def _tick_all(self) -> None:
        self.model.tick((each.id for each in self.shown), on=True)

    @Slot()
    def _show(self) -> None:
        self.model.reload()
        shown = self.shown
        self._stack.setCurrentIndex(0 if shown else 1)
        self.tick_all.setEnabled(bool(shown))
        self.index_button.setEnabled(bool(shown))
        self.years.setEnabled(self.is_archive)
        self.reason.setEnabled(not self.is_archive and not self._desk.office.is_read_only)
        self._show_ticked()

    @Slot()
    def _show_ticked(self) -> None:
        shown, number = self.shown, len(self._ticked())
        lacks = sum(bool(each.lacks) for each in shown)
        told = f"{len(shown)} 件，{lacks} 件缺材料，已勾选 {number} 件"
        self.told.setText(told if shown else "没有符合条件的件。")
        for each in (self.pdfs_button, self.folders_button, self.untick_all):
            each.setEnabled(number > 0)
        self.archive_button.setEnabled(number > 0 and not self.is_archive)

    def _on_read(self, found: tuple[Listed, ...]) -> None:
        if self._presence.is_over:
            return
        self._found = found
        years = sorted({each.year for each in found if each.year}, reverse=True)
        self.years.blockSignals(True)
        self.years.offer([("全部年度", None), *((f"{year}年", year) for year in years)])
        self.years.blockSignals(False)
        self._show()

    def _on_archived(self, number: int) -> None:
        self._desk.say(f"已归档 {number} 件；撤销按 Ctrl+Z。")
        if not self._presence.is_over:
            self.model.clear()
            self.reason.clear()
            self.banner.show_text(f"已归档 {number} 件。", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            self._desk.say(error.message)
        else:
            self.banner.show_text(error.message)

    @Slot(object)
    def _on_opened(self, row: Listed) -> None:
        self.accept()
        self._desk.open_case(row.id)


def _listed(
    session_id: int | None, is_archive: bool, office: Office, progress: Progress
) -> tuple[Listed, ...]:
    wanted = archive.archived if is_archive else archive.waiting
    return wanted(office, session_id, progress)


def _index(ids: tuple[int, ...], path: Path, office: Office, progress: Progress) -> Written:
    return Written((path,), export.write(office, dossier.index(office, ids, progress), path))
