"""检查 and 关于: whether the desk is sound, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget
from typing_extensions import override

from desktop import paths
from desktop.casework import keep
from desktop.views.cards import button, facts
from desktop.views.forms import label
from desktop.views.settings_section import SettingsSection

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_WHAT = (
    ("数据文件", "逐页核对，外键和索引完好"),
    ("历程", "每条记录的校验值与前一条相连，没有被改动或删除"),
    ("办理件", "每件的列表内容与办件本身一致"),
)


class CheckSection(SettingsSection):
    """One button; the result is a sentence, and a line for everything that is wrong."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "检查", "只读取，不改动任何内容", parent)
        self._build()

    def _build(self) -> None:
        self.start = button("立即检查(&S)", self.check, "primary")
        self.findings = label("")
        self.findings.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(button("打印测试页(&T)…", self._show_test_page))
        row.addStretch(1)
        self.column.addWidget(facts(_WHAT, columns=1))
        self.column.addLayout(row)
        self.column.addWidget(self.findings)
        self.column.addStretch(1)

    @override
    def refresh(self) -> None:
        """Keep the last result: it says when it was made."""

    def _show_test_page(self) -> None:
        from desktop.views.printer_check import show_test_page

        show_test_page(self.desk, self)

    def check(self) -> None:
        """Check the desk in the worker thread and tell the result."""
        self.start.setEnabled(False)
        self.desk.jobs.run("正在检查办理台", _checked, self._on_checked, self._on_failed)

    def _on_checked(self, found: tuple[str, ...]) -> None:
        self.start.setEnabled(True)
        now = f"{self.desk.office.now:%H:%M}"
        if found:
            self.banner.show_text(f"{now} 检查完毕，发现 {len(found)} 处问题；请先备份，再联系维护人员。")
        else:
            self.banner.show_text(f"{now} 检查完毕，没有发现问题。", "note")
        self.findings.setText("\n".join(f"{place}. {each}" for place, each in enumerate(found, 1)))

    def _on_failed(self, error: OfficeError) -> None:
        self.start.setEnabled(True)
        self.banner.show_text(error.message)


def _checked(office: Office, _progress: Progress) -> tuple[str, ...]:
    return keep.check(office)


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
