"""From what follows a meeting or a reply to what shows it: forms on the screen, lists, campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework import case_forms, cross_table, find
from desktop.views.file_choice import Saving, ask_save

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Form
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A form of one case, put on paper as the case is when it is looked at."""

    case_id: int
    title: str
    form: Callable[[Office, Case], Form]

    def name(self, office: Office) -> str:
        """Return what the form is called."""
        return f"{find.case(office, self.case_id).proposal.number_phrase}{self.title}"

    def pdf(self, office: Office, progress: Progress) -> bytes:
        """Return it on paper."""
        return case_forms.pdf(office, (self.form(office, find.case(office, self.case_id)),), progress)


class FollowDesk(QObject):
    """Opens these dialogs over one window; nothing here writes, so that a desk only read has them too.

    Dialogs are imported when they are first opened.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def meetings_form(self, case_id: int, *, is_blank: bool = False) -> QDialog:
        """Show the record of the meetings of a case, filled in or empty for signing."""
        form = _blank_meetings if is_blank else case_forms.meetings
        return self._shown(CaseForm(case_id, "空白记录表" if is_blank else "见面记录表", form))

    def reply_form(self, case_id: int) -> QDialog:
        """Show the record of the reply handed over in person."""
        return self._shown(CaseForm(case_id, "当面答复记录", case_forms.in_person))

    def opinion_form(self, case_id: int) -> QDialog:
        """Show the form on which the submitter judges the reply."""
        return self._shown(CaseForm(case_id, "征询意见表", case_forms.opinion))

    def lacking(self) -> QDialog:
        """Show who still lacks which meeting."""
        from desktop.views.lacking_dialog import LackingDialog

        dialog = LackingDialog(self._desk, self._window)
        dialog.open()
        return dialog

    def carried(self) -> QDialog:
        """Show what earlier years left open, and what goes on into the next."""
        from desktop.views.carry_over_dialog import CarryOverDialog

        dialog = CarryOverDialog(self._desk, self._window)
        dialog.open()
        return dialog

    def look_back(self) -> QDialog | None:
        """Open the dialog that looks again at answered cases; a desk only read has none."""
        from desktop.views.look_back_dialog import LookBackDialog
        from desktop.views.opening import opened

        return opened(self._desk, lambda: LookBackDialog(self._desk, self._window))

    def archive(self) -> QDialog | None:
        """Show the closed cases to be put away, and those in the archive."""
        from desktop.views.archive_list_dialog import ArchiveListDialog
        from desktop.views.opening import opened

        return opened(self._desk, lambda: ArchiveListDialog(self._desk, self._window), writes=False)

    def ask_cross_table(self) -> None:
        """Ask where the table of classes and how far they are carried out shall lie."""
        name = f"分类与落实情况交叉表_{self._desk.office.today.isoformat()}"
        saving = Saving("导出交叉表", name, ("xlsx", "pdf", "csv"))
        ask_save(self._desk, self._window, saving, self.write_cross_table)

    def write_cross_table(self, name: str) -> None:
        """Write that table to a file; its ending says in which form."""
        verb = partial(_cross_table, Path(name))
        self._desk.jobs.run("正在统计落实情况", verb, partial(self._on_written, name))

    def _on_written(self, name: str, _lines: int) -> None:
        self._desk.say(f"已导出 {Path(name).name}")

    def _shown(self, paper: CaseForm) -> QDialog:
        from desktop.views.letter_preview import LetterPreview

        dialog = LetterPreview(self._desk, paper, self._window)
        dialog.open()
        return dialog


def _cross_table(path: Path, office: Office, progress: Progress) -> int:
    return cross_table.write(office, None, path, progress)


def _blank_meetings(office: Office, case: Case) -> Form:
    return case_forms.meetings(office, case, is_blank=True)
