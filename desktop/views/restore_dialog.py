"""恢复: the window in front of a desk nobody has open — what is there, and what a backup would bring."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop import paths
from desktop.casework import backups, restoring
from desktop.domain.errors import OfficeError
from desktop.views import backup_words, theme
from desktop.views.cards import button
from desktop.views.forms import Banner, FieldForm, label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.backups import Backup
    from desktop.casework.restoring import Seat

_FILES = "备份 (*.sqlite3 *.sealed)"
_COLUMNS: tuple[Column[Backup], ...] = (
    Column("时间", lambda each: f"{each.at:%Y-%m-%d %H:%M}", 140),
    Column("原因", lambda each: each.manifest.occasion.why, 90),
    Column("办理件", lambda each: str(each.manifest.contents.rows("cases")), 70, align=CENTER),
    Column("大小", backup_words.size, 80, align=CENTER),
    Column("文件", lambda each: each.path.name, 240),
)
_REST = "恢复以前，现有数据会原样保留在“恢复前”文件夹；损坏的文件保留在“损坏保留”文件夹。"
_PAINTED = 60  # milliseconds until the sentence that work goes on is seen


class RestoreWindow(QDialog):
    """Shows both sides and puts back what is chosen; `is_done` tells whether the desk can be opened now."""

    def __init__(self, seat: Seat, message: str, chosen: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("恢复办理台")
        self._seat = seat
        self._others: tuple[Backup, ...] = ()
        self.is_done = False
        self._build(message)
        self._connect()
        self._list(chosen)

    def _build(self, message: str) -> None:
        self.banner = Banner(self)
        if message:
            self.banner.show_text(message)
        self.table: PlainTable[Backup] = PlainTable(_COLUMNS, 4, "备份", parent=self)
        self.now, self.then = label(""), label("")
        for each in (self.now, self.then):
            each.setMinimumHeight(theme.ROW_HEIGHT + 2)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.form = FieldForm(self)
        self.form.add("now", "现有数据", self.now)
        self.form.add("then", "备份里", self.then)
        self.form.add("password", "备份密码(&P)", self.password, hint="没有密码的备份不用填")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label("恢复办理台", "heading"))
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        self.rest = label(_REST, "small")
        self.rest.setWordWrap(True)
        column.addWidget(self.rest)
        column.addLayout(self._buttons())
        self.resize(820, 560)

    def _buttons(self) -> QHBoxLayout:
        self.other = button("从别处选(&O)…", self._ask_file)
        self.rescue = button("逐行抢救(&S)", self._on_rescue)
        self.rescue.setToolTip("没有合用的备份时，从损坏的文件里把读得出的内容取到新文件")
        self.leave = button("不恢复(&N)", self.reject)
        self.restore = button("恢复(&R)", self._on_restore, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.other)
        row.addWidget(self.rescue)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.restore)
        return row

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)

    def _list(self, chosen: Path | None) -> None:
        """Show what lies beside the desk, and what was chosen elsewhere."""
        if chosen is not None and chosen.parent != paths.backup_folder(self._seat.folder):
            self._others = backups.found_in(chosen.parent)
        found = (*self._others, *backups.found_in(paths.backup_folder(self._seat.folder)))
        self.table.show_rows(found)
        places = [each.path for each in found]
        if found:
            self.table.select_place(places.index(chosen) if chosen in places else 0)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.table.current_row
        self.restore.setEnabled(chosen is not None)
        self.password.setEnabled(chosen is not None and chosen.manifest.is_sealed)
        self.then.setText(backup_words.contents(chosen.manifest.contents) if chosen else "没有选备份")
        now = restoring.now_there(self._seat.folder)
        self.now.setText(backup_words.contents(now))
        self.rescue.setEnabled(now is None and self._seat.desk.is_file())

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "选择备份", str(self._seat.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([_FILES])
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def choose(self, name: str) -> None:
        """Show the backups of the folder of that file, the file itself chosen."""
        self._list(Path(name))
        chosen = self.table.current_row
        if chosen is None or chosen.path != Path(name):
            self.banner.show_text(f"“{Path(name).name}”旁边没有完好的备份清单，不能用来恢复；请另选一份备份。")

    @Slot()
    def _on_restore(self) -> None:
        chosen = self.table.current_row
        if chosen is not None:
            self._soon("正在恢复，请稍候…", partial(self.put_back, chosen.path))

    @Slot()
    def _on_rescue(self) -> None:
        self._soon("正在逐行读取，请稍候…", self.save_rows)

    def _soon(self, words: str, work: Callable[[], None]) -> None:
        """Say what goes on, and begin once that was seen; meanwhile nothing else can be asked for."""
        self.setEnabled(False)
        self.rest.setText(words)
        QTimer.singleShot(_PAINTED, self, work)

    def put_back(self, path: Path) -> None:
        """Put a backup in the place of the desk; a refusal is told and nothing has changed."""
        try:
            done = restoring.restore(self._seat, path, self.password.text())
        except OfficeError as error:
            self._refused(error)
            return
        lost = f"有 {len(done.lost)} 个附件没有找回，请运行“检查”。" if done.lost else ""
        kept = f"原来的数据保留在“{done.kept}”。" if done.kept else ""
        self._finished(f"已从“{path.name}”恢复。{kept}{lost}")

    def save_rows(self) -> None:
        """Save what can be read of the damaged desk."""
        try:
            saved = restoring.rescue(self._seat)
        except OfficeError as error:
            self._refused(error)
            return
        lost = f"有 {saved.lost} 行没有读出，请逐件核对。" if saved.lost else "没有发现读不出的内容。"
        self._finished(f"已取出办理件 {saved.cases} 件。{lost}损坏的文件保留在“{saved.kept}”。")

    def _refused(self, error: OfficeError) -> None:
        self.setEnabled(True)
        self.rest.setText(_REST)
        self.banner.show_text(error.message)

    def _finished(self, told: str) -> None:
        """Tell what was done; the one button left opens the desk."""
        self.is_done = True
        self.setEnabled(True)
        self.banner.show_text(told, "note")
        self.rest.setText("")
        for each in (self.other, self.rescue, self.leave, self.table, self.form):
            each.setEnabled(False)
        self.restore.setText("打开办理台(&O)")
        self.restore.clicked.disconnect()
        self.restore.clicked.connect(self.accept)
        self.restore.setFocus()
