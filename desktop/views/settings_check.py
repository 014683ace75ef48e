"""检查与修复 and 关于: whether the desk is sound, what can be mended, and what this program is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget
from typing_extensions import override

from desktop import paths
from desktop.casework import health
from desktop.casework.health import Finding, Grade
from desktop.domain.light import Tone
from desktop.views.cards import button, facts, words
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.presence import Presence
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import Column
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_TONES = {Grade.FINE: Tone.GREEN, Grade.DOUBTFUL: Tone.AMBER, Grade.BROKEN: Tone.OVERDUE}
_COLUMNS: tuple[Column[Finding], ...] = (
    Column("项目", lambda each: each.name, 128),
    Column("结果", lambda each: each.grade.label, 76, tone=lambda each: _TONES[each.grade]),
    Column("情况", lambda each: each.told, 320),
    Column("怎么办", lambda each: each.todo, 300),
)
_WIDE = 2


class CheckSection(SettingsSection):
    """One button looks at everything the desk stands on; one more mends what follows from the cases."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        told = "检查只读取，不改动任何内容；修复只重新生成列表、计数和检索"
        super().__init__(desk, "检查与修复", told, parent)
        self.found: tuple[Finding, ...] = ()
        self._presence = Presence(self)
        self._build()
        if health.was_left_dirty(desk.office):
            self.banner.show_text("上次没有正常退出，打开时已自动检查数据文件，没有发现损坏。", "note")

    def _build(self) -> None:
        self.start = button("立即检查(&S)", self.check, "primary")
        self.mend = button("修复(&R)", self.repair)
        self.save = button("导出诊断包(&D)…", self.ask_where)
        self.mend.setEnabled(False)
        self.save.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for each in (self.start, self.mend, self.save, button("打印测试页(&T)…", self._show_test_page)):
            row.addWidget(each)
        row.addStretch(1)
        self.table: PlainTable[Finding] = PlainTable(_COLUMNS, _WIDE, "检查结果", _key_of, self)
        self.table.chosen.connect(self._on_chosen)
        self.empty = EmptyState(
            "还没有检查", "点“立即检查”：数据文件、操作记录、附件、检索、字体、磁盘、时间、备份，一次看完。"
        )
        self.whole = words("", "", wraps=True)
        self.column.addLayout(row)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.whole)
        self.table.hide()

    @override
    def refresh(self) -> None:
        """Keep the last result: it says when it was made."""

    def _show_test_page(self) -> None:
        from desktop.views.printer_check import show_test_page

        show_test_page(self.desk, self)

    def check(self) -> None:
        """Look at everything in the worker thread and tell the result."""
        self.start.setEnabled(False)
        dirty = health.was_left_dirty(self.desk.office)
        self.desk.jobs.run("正在检查办理台", partial(_looked, dirty), self._on_checked, self._on_failed)

    def _on_checked(self, found: tuple[Finding, ...]) -> None:
        if self._presence.is_over:
            return
        self.found = found
        self.start.setEnabled(True)
        self.save.setEnabled(True)
        can_write = not self.desk.office.is_read_only
        self.mend.setEnabled(can_write and any(each.can_be_repaired for each in found))
        self.table.show_rows(sorted(found, key=_least_sound))
        self.empty.hide()
        self.table.show()
        self.table.select_place(0)
        self._tell(found)

    def _tell(self, found: tuple[Finding, ...]) -> None:
        now = f"{self.desk.office.now:%H:%M} 检查完毕"
        bad, odd = (sum(each.grade is grade for each in found) for grade in (Grade.BROKEN, Grade.DOUBTFUL))
        if bad:
            self.banner.show_text(f"{now}，{bad} 项有问题；请按“怎么办”逐项处理。")
        elif odd:
            self.banner.show_text(f"{now}，数据完好，{odd} 项需要注意。", "warning")
        else:
            self.banner.show_text(f"{now}，没有发现问题。", "note")

    @Slot(object)
    def _on_chosen(self, finding: Finding | None) -> None:
        told = (finding.told, f"怎么办：{finding.todo}。" if finding.todo else "") if finding else ()
        self.whole.setText("\n".join(line for line in told if line))

    def repair(self) -> None:
        """Write anew what is derived, in the worker thread, and look again."""
        self.mend.setEnabled(False)
        self.desk.jobs.run_writing(health.REPAIR, health.repair, self._on_repaired, self._on_failed)

    def _on_repaired(self, _nothing: None) -> None:
        self.desk.say("列表、计数和检索已重新生成。")
        if not self._presence.is_over:
            self.check()

    def ask_where(self) -> None:
        """Ask for a file and write the package for the maintainer into it."""
        name = f"诊断包_{self.desk.office.today.isoformat()}"
        ask_save(self.desk, self, Saving("导出诊断包", name, ("zip",)), self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write versions, counts, the result of the check and the end of the log; nothing of any case."""
        verb = partial(_packed, self.found, Path(name))
        self.desk.jobs.run("正在导出诊断包", verb, self._on_packed, self._on_failed)

    def _on_packed(self, path: Path) -> None:
        if self._presence.is_over:
            return
        self.banner.show_text(f"诊断包已导出：{path}；不含办件内容和个人信息，可以交给维护人员。", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            return
        self.start.setEnabled(True)
        self.banner.show_text(error.message)


def _least_sound(finding: Finding) -> int:
    return -list(Grade).index(finding.grade)


def _key_of(finding: Finding) -> str:
    return finding.key


def _looked(after_crash: bool, office: Office, progress: Progress) -> tuple[Finding, ...]:
    return health.look(office, progress, after_crash=after_crash)


def _packed(found: tuple[Finding, ...], path: Path, office: Office, _progress: Progress) -> Path:
    from desktop.casework import diagnostics

    diagnostics.write(office, found, path)
    return path


class AboutSection(SettingsSection):
    """Name, version and licences."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "建议提案办理台", f"版本 {paths.VERSION}", parent)
        self._build()

    def _build(self) -> None:
        about = (
            ("用途", "办理人大代表建议和政协提案，全部数据存放在本机，不联网"),
            ("许可", "Apache License 2.0"),
        )
        self.column.addWidget(facts(about, columns=1))
        self.column.addWidget(label("所用的第三方软件和字体", "heading"))
        self.licences = QTextBrowser(self)
        self.licences.setAccessibleName("第三方许可")
        self.licences.setOpenLinks(False)
        notices = paths.resources().parent / "THIRD_PARTY_NOTICES.md"
        self.licences.setMarkdown(notices.read_text(encoding="utf-8") if notices.exists() else "")
        self.column.addWidget(self.licences, 1)

    @override
    def refresh(self) -> None:
        """Nothing of this changes while the program runs."""
