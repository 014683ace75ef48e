"""年度报告: the report of a session as it writes itself — outline, paragraphs, and the figures in them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import annual, annual_paper
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.views import annual_charts
from desktop.views.annual_figures import FiguresPanel
from desktop.views.annual_outline import SectionPane, entry, sections
from desktop.views.annual_wishes import WishesDialog
from desktop.views.cards import button, button_row
from desktop.views.drafted_dialog import DraftedDialog
from desktop.views.entry_list import EntryList
from desktop.views.file_choice import Saving, ask_save
from desktop.views.presence import Presence
from desktop.views.theme import BLOCK, SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.casework.annual import Draft
    from desktop.casework.office import Office
    from desktop.domain.annual import Audience, FigureChange, ReportParagraph, Wishes
    from desktop.domain.figured_text import Figure
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_OUTLINE, _FIGURES = 220, 280  # pixels of the columns at the sides


class AnnualDialog(DraftedDialog):
    """Sections at the left, the paragraphs of the chosen one in the middle, their figures at the right.

    What is typed is kept every few seconds; Ctrl+S keeps the report and stays.
    """

    def __init__(
        self, desk: Desk, session_id: int, audience: Audience, parent: QWidget | None = None
    ) -> None:
        draft = annual.draft(desk.office, session_id, audience)  # what is refused leaves no half dialog
        session = desk.office.store.sessions.get(session_id)
        super().__init__(f"年度报告：{session.text}，{audience.label}", "保存并关闭(&S)", parent)
        self.desk, self._presence = desk, Presence(self)
        self.draft: Draft = draft
        self._current = ""
        self._build()
        self._connect()
        self._list()
        self.outline.setCurrentRow(0)
        self._tell_changes()
        self.keep_draft(desk.office, f"annual/{self.draft.report.name}")

    def _build(self) -> None:
        self.form.hide()
        self.outline, self.pane, self.panel = EntryList("提纲", self), SectionPane(self), FiguresPanel(self)
        self.outline.setFixedWidth(_OUTLINE)
        self.panel.setFixedWidth(_FIGURES)
        columns = QHBoxLayout()
        columns.setSpacing(BLOCK)
        columns.addWidget(self.outline)
        columns.addWidget(self.pane, 1)
        columns.addWidget(self.panel)
        self.body.addLayout(columns, 1)
        self._build_buttons(button_row(self))
        self.resize(1250, 640)
        self.outline.setFocus()

    def _build_buttons(self, row: QHBoxLayout) -> None:
        self.cancel_button.setText("关闭")
        self.verb_button.setEnabled(not self.desk.office.is_read_only)
        row.setSpacing(SPACE)
        self.renew_button = button("重新生成(&G)", self.renew)
        self.mark_button = button("标出变动(&M)", self.mark)
        self.wishes_button = button("口径和版面(&W)…", self.ask_wishes)
        self.export_button = button("导出(&X)…", self.ask_file)
        for place, each in enumerate(
            (self.renew_button, self.mark_button, self.wishes_button, self.export_button)
        ):
            row.insertWidget(place, each)

    def _connect(self) -> None:
        self.outline.currentRowChanged.connect(self._on_section)
        self.pane.typed.connect(self._on_typed)
        self.pane.entered.connect(self._on_entered)
        self.pane.opened.connect(self._on_opened)
        self.pane.left_out.connect(self._on_left_out)
        self.panel.opened.connect(self._on_opened)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.taken.connect(self._on_taken)
        self.panel.restored.connect(self._on_restored)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.save)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def section(self) -> str:
        """The key of the section in the middle."""
        return sections(self.draft)[max(self.outline.currentRow(), 0)][0]

    @property
    def paragraph(self) -> ReportParagraph | None:
        """The paragraph the cursor was in last."""
        found = self.draft.report.of_section(self.section)
        return next((each for each in found if each.key == self._current), found[0] if found else None)

    def _list(self) -> None:
        self.outline.show_entries(entry(self.draft, *each) for each in sections(self.draft))

    def _show(self) -> None:
        """Show everything anew: paragraphs may have come or gone."""
        self._list()
        self.pane.show_section(self.draft, self.section)
        self._explain()

    def _explain(self) -> None:
        paragraph = self.paragraph
        text = self.pane.texts.get(paragraph.key) if paragraph else None
        changed = self.draft.changes(paragraph) if paragraph else ()
        self.panel.show_paragraph(paragraph, changed, text.figure if text else None)

    def _tell_changes(self) -> None:
        if changed := self.draft.changed():
            told = f"与保存时相比，有 {changed} 处数字变动，已标出；“重新生成”只更新没有改过的段落。"
            self.banner.show_text(told, "note")

    # --- what can be done -------------------------------------------------------------------------

    def renew(self) -> None:
        """Make the report anew; what was changed by hand stays, its changed figures marked."""
        self.draft = annual.compared(self.desk.office, self.draft).renewed()
        self._show()
        edited = sum(each.is_edited for each in self.draft.report.paragraphs)
        left = f"，保留改过的 {edited} 段" if edited else ""
        changed = self.draft.changed()
        marked = f"，其中 {changed} 处数字有变动，已标出" if changed else ""
        self.banner.show_text(f"已按现在的数字重新生成{left}{marked}。", "note")

    def mark(self) -> None:
        """Mark every figure that is counted otherwise now, and go to the first section that has one."""
        self.draft = annual.compared(self.desk.office, self.draft)
        self._show()
        if not self.draft.changed():
            self.banner.show_text("报告中的数字与现在的统计一致。", "note")
            return
        self._tell_changes()
        places = (
            place
            for place, (key, _) in enumerate(sections(self.draft))
            if any(self.draft.changes(each) for each in self.draft.report.of_section(key))
        )
        self.outline.setCurrentRow(next(places))

    def ask_wishes(self) -> None:
        """Ask how the report shall be made."""
        WishesDialog(self.desk.office, self.draft.report, self.take_wishes, self).open()

    def take_wishes(self, wishes: Wishes) -> None:
        """Make the report as wished."""
        self.draft = annual.wished(self.desk.office, self.draft, wishes)
        self._show()

    @Slot()
    def save(self) -> None:
        """Keep the report and stay."""
        self.banner.clear()
        try:
            self.decide()
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self._keeper.drop()
        self._keeper.start()
        self.banner.show_text("年度报告已保存。", "note")

    @override
    def decide(self) -> None:
        annual.save(self.desk.office, self.draft.report)
        self.desk.say("年度报告已保存")

    def ask_file(self) -> None:
        """Ask for a file, and write the report into it."""
        name = f"{self.draft.report.text_of('title')}_{self.desk.office.today.isoformat()}"
        ask_save(self.desk, self, Saving("导出年度报告", name, annual_paper.KINDS), self.write_to)

    @Slot(str)
    def write_to(self, name: str) -> None:
        """Write the report as it stands into that file, as its ending says."""
        self.banner.clear()
        report, path = self.draft.report, Path(name)
        drawn = annual_charts.pictures(self.desk.office, report) if path.suffix.lower() == ".docx" else {}

        def write(office: Office, progress: Progress) -> int:
            return annual_paper.write(office, report, path, progress, drawn)

        self.desk.jobs.run("正在导出年度报告", write, partial(self._on_written, path), self._on_failed)

    def _on_written(self, path: Path, _tables: int) -> None:
        self.desk.say(f"已导出 {path.name}")
        if not self._presence.is_over:
            self.banner.show_text(f"已导出：{path}", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.banner.show_text(error.message)

    # --- what is typed and chosen -----------------------------------------------------------------

    @Slot(int)
    def _on_section(self, _row: int) -> None:
        self._current = ""
        self.pane.show_section(self.draft, self.section)
        self._explain()

    @Slot(str)
    def _on_typed(self, key: str) -> None:
        self._current = key
        self.draft = self.draft.with_paragraph(self.pane.texts[key].paragraph)
        self._list()
        self._explain()

    @Slot(str)
    def _on_entered(self, key: str) -> None:
        self._current = key
        self._explain()

    @Slot(object)
    def _on_chosen(self, figure: Figure) -> None:
        if (paragraph := self.paragraph) is not None:
            self.pane.texts[paragraph.key].go_to(figure)
            self.panel.entries.setFocus()

    @Slot(object)
    def _on_opened(self, figure: Figure) -> None:
        self.desk.show_cases(Criteria(counted=figure.behind))

    @Slot(object)
    def _on_taken(self, change: FigureChange) -> None:
        if (paragraph := self.paragraph) is not None:
            self.draft = self.draft.taken_over(paragraph.key, change)
            self.pane.renew(self.draft)
            self._list()
            self._explain()

    @Slot()
    def _on_restored(self) -> None:
        paragraph = self.paragraph
        fresh = self.draft.fresh_of(paragraph.key) if paragraph else None
        if fresh is not None:
            self.draft = self.draft.with_paragraph(fresh)
            self.pane.renew(self.draft)
            self._list()
            self._explain()

    @Slot(bool)
    def _on_left_out(self, is_left_out: bool) -> None:
        wishes = self.draft.report.wishes
        others = tuple(each for each in wishes.left_out if each != self.section)
        left_out = (*others, self.section) if is_left_out else others
        report = replace(self.draft.report, wishes=replace(wishes, left_out=left_out))
        self.draft = replace(self.draft, report=report)
        self._list()

    # --- what a crash must not take ---------------------------------------------------------------

    @override
    def typed(self) -> dict[str, Any]:
        return {
            "texts": {each.key: each.said.text for each in self.draft.report.paragraphs},
            "left_out": list(self.draft.report.wishes.left_out),
        }

    @override
    def restore(self, content: Mapping[str, Any]) -> None:
        texts, wishes = content["texts"], self.draft.report.wishes
        paragraphs = tuple(
            each.retyped(texts[each.key]) if each.key in texts else each
            for each in self.draft.report.paragraphs
        )
        wishes = replace(wishes, left_out=tuple(content["left_out"]))
        self.draft = replace(
            self.draft, report=replace(self.draft.report, wishes=wishes, paragraphs=paragraphs)
        )
        self._show()
