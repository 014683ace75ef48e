"""The tab 附件: the files of a case, added by dragging, pasting or choosing them, shown as copies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.casework import attach
from desktop.casework.opened import OpenedCopies
from desktop.domain.attachment import LONGEST_NAME, Attachment, AttachmentKind, size_words
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.attach_dialog import AttachDialog
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.forms import Banner, label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.attach import Haul
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.views.case_view import CaseView
    from desktop.views.page import Desk

_EMPTY = ("还没有附件", "把扫描件、征询意见表等文件拖到这一页，或按 Ctrl+V 粘贴，或点“添加附件”。")
_EMPTY_BIN = ("回收站里没有附件", "")
_NO_FILES = "剪贴板中没有文件；请先在文件夹中复制文件，再到这里粘贴。"
_COLUMNS = (
    Column[Attachment]("名称", lambda row: row.name, 320),
    Column[Attachment]("类别", lambda row: row.kind.label, 120),
    Column[Attachment]("大小", lambda row: size_words(row.size), 88, align=RIGHT),
    Column[Attachment]("添加时间", lambda row: row.added_at.strftime("%Y-%m-%d %H:%M"), 144),
    Column[Attachment]("添加人", lambda row: row.added_by, 112),
)


def tab_words(view: CaseView) -> str:
    """Return the title of the tab: how many files the case has."""
    number = len(attach.of_case(view.office, view.case.id))
    return f"附件 {number}" if number else "附件"


class PapersTab(QWidget):
    """Lists the files of one case; what is opened is a copy, what is taken off lies in the recycle bin."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: CaseView | None = None
        self._copies = OpenedCopies()
        self.banner = Banner(self)
        self.table = PlainTable(_COLUMNS, 0, "附件", parent=self)
        self.empty = EmptyState(*_EMPTY, self)
        self.bin = QCheckBox("回收站", self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._add = button("添加附件(&N)…", self.choose_files)
        self._acts = (
            self._act("打开(&O)\tEnter", "", self.open_current),
            self._act("另存为(&S)…", "", self.save_current),
            self._act("改名(&M)…", "", self.rename_current),
            self._act("移入回收站(&X)", "Del", self.discard_current),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(label("拖入文件或按 Ctrl+V 粘贴；回车打开只读副本，右键另存、改名、归类。", "muted"))
        row.addStretch(1)
        row.addWidget(self.bin)
        row.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.PAGE)
        column.setSpacing(theme.MARGIN)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)

    def _act(self, words: str, keys: str, verb: Callable[[], object]) -> QAction:
        action = QAction(words, self.table)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(verb)
        self.table.addAction(action)
        return action

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.bin.toggled.connect(self._reload)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)

    def show_view(self, view: CaseView) -> None:
        """Show the files of a case."""
        if self._view is None or self._view.case.id != view.case.id:
            self.banner.clear()
            self.bin.setChecked(False)
        self._view = view
        self._reload()

    def holds_focus(self) -> bool:
        """Whether the cursor is on this tab; it stays there when the case is read again."""
        return False

    @property
    def can_add(self) -> bool:
        """Whether files can be put to the case shown."""
        return self._view is not None and not self._desk.office.is_read_only

    @Slot()
    def choose_files(self) -> None:
        """Ask for files of this computer and put them to the case."""
        dialog = QFileDialog(self, "添加附件", str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files_chosen)
        dialog.open()

    def take(self, case: Case, sources: Sequence[Path]) -> None:
        """Ask what kind of papers these files are, then put them to a case."""
        if not sources:
            self._desk.say(_NO_FILES)
            return
        dialog = AttachDialog(sources, case.proposal.number_phrase, self)
        dialog.decided.connect(partial(self._take_in, case.id, tuple(sources)))
        dialog.open()

    def _take_in(self, case_id: int, sources: tuple[Path, ...], kind: AttachmentKind | None) -> None:
        def taken(office: Office, progress: Progress) -> Haul:
            return attach.take_in(office, sources, progress)

        self.banner.clear()
        self._desk.jobs.run("正在存入附件", taken, partial(self._on_taken, case_id, kind))

    def _on_taken(self, case_id: int, kind: AttachmentKind | None, haul: Haul) -> None:
        try:
            attach.tell_classified(self._desk.office, case_id, haul)
            added = attach.add(self._desk.office, case_id, haul.taken, kind)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        refused = (*haul.refused, *added.refused)
        if refused:
            self.banner.show_text("\n".join(refused), "warning" if added.taken else "error")
        if added.taken:
            self._desk.say(f"已添加 {len(added.taken)} 个附件；撤销按 Ctrl+Z。")

    @Slot()
    def open_current(self) -> None:
        """Show a copy of the chosen file in the program of its kind; a program is never opened."""
        if (chosen := self.table.current_row) is not None:
            folder = self._copies.folder

            def copied(office: Office, _progress: Progress) -> Path:
                return attach.open_copy(office, chosen.id, folder)

            self._desk.jobs.run("正在打开附件", copied, self._on_copied, self._on_refused)

    @Slot()
    def save_current(self) -> None:
        """Ask where a copy of the chosen file shall be written."""
        if (chosen := self.table.current_row) is not None:
            dialog = QFileDialog(self, "附件另存为", str(Path.home()))
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(chosen.name)
            dialog.fileSelected.connect(partial(self.save_to, chosen.id))
            dialog.open()

    def save_to(self, attachment_id: int, name: str) -> None:
        """Write a copy of a file of the case into another file."""
        target = Path(name)

        def saved(office: Office, _progress: Progress) -> None:
            attach.save_as(office, attachment_id, target)

        def told(_nothing: None) -> None:
            self._desk.say(f"已另存为 {target.name}。")

        self._desk.jobs.run("正在另存附件", saved, told, self._on_refused)

    @Slot()
    def rename_current(self) -> None:
        """Ask for another name of the chosen file."""
        from desktop.views.name_dialog import NameDialog, NameQuestion

        if (chosen := self.table.current_row) is not None and self.can_add:
            question = NameQuestion("附件改名", "改名", chosen.name, partial(self._rename, chosen.id))
            dialog = NameDialog(question, self)
            dialog.name.setMaxLength(LONGEST_NAME)
            dialog.open()

    @Slot()
    def discard_current(self) -> None:
        """Put the chosen file into the recycle bin, or take it out when the bin is shown."""
        if (chosen := self.table.current_row) is not None and self.can_add:
            back = chosen.is_deleted
            if self._done(partial(attach.discard, self._desk.office, [chosen.id], back=back)):
                self._desk.say(f"“{chosen.name}”已移{'出' if back else '入'}回收站；撤销按 Ctrl+Z。")

    def _rename(self, attachment_id: int, name: str) -> None:
        attach.rename(self._desk.office, attachment_id, name)

    def _sort(self, attachment_id: int, kind: AttachmentKind) -> None:
        self._done(partial(attach.sort, self._desk.office, attachment_id, kind))

    def _done(self, verb: Callable[[], object]) -> bool:
        """Do a verb; return whether it was done, a refusal is told on the tab."""
        try:
            verb()
        except OfficeError as error:
            self.banner.show_text(error.message)
            return False
        return True

    @Slot()
    def _reload(self) -> None:
        if self._view is None:
            return
        office, case_id = self._view.office, self._view.case.id
        binned = len(attach.of_case(office, case_id, discarded=True))
        self.bin.setText(f"回收站（{binned}）")
        self.bin.setVisible(binned > 0 or self.bin.isChecked())
        rows = attach.of_case(office, case_id, discarded=self.bin.isChecked())
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.say(*(_EMPTY_BIN if self.bin.isChecked() else _EMPTY))
        self.empty.setVisible(not rows)
        self._add.setEnabled(self.can_add)
        self._acts[-1].setText("移出回收站(&X)" if self.bin.isChecked() else "移入回收站(&X)")

    @Slot(list)
    def _on_files_chosen(self, names: list[str]) -> None:
        if self._view is not None:
            self.take(self._view.case, [Path(name) for name in names])

    @Slot(object)
    def _on_opened(self, _row: Attachment) -> None:
        self.open_current()

    def _on_copied(self, copy: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.banner.show_text(f"没有程序能打开“{copy.name}”；请另存后用合适的程序打开。", "warning")

    def _on_refused(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        if (chosen := self.table.current_row) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._acts)
        kinds = menu.addMenu("归为(&K)")
        for kind in AttachmentKind:
            action = kinds.addAction(kind.label, partial(self._sort, chosen.id, kind))
            action.setCheckable(True)
            action.setChecked(kind is chosen.kind)
        for action in (*self._acts[2:], kinds.menuAction()):
            action.setEnabled(self.can_add)
        menu.popup(self.table.viewport().mapToGlobal(place))
