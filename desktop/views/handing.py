"""From what can be done about handing out to the dialog that asks for it: drafts, answers, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework import dispatch, find
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

READ_ONLY = "以只读方式打开，只能查看和打印；要登记、办理，请以可写方式重新打开。"


class HandingDesk(QObject):
    """Opens these dialogs over one window; a refusal before that is told in the message line.

    Dialogs are imported when they are first opened.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def batches(self) -> QDialog | None:
        """Open the batches cases are handed out in."""
        from desktop.views.dispatch_dialog import DispatchDialog

        return self.opened(lambda: DispatchDialog(self._desk, self._window))

    def propose(self, case_id: int) -> QDialog | None:
        """Open the dialog that drafts the units of a case."""
        from desktop.views.assign_dialog import ProposeDialog

        return self.opened(lambda: ProposeDialog(self._desk, self._case(case_id), self._window))

    def confirm(self, case_id: int, unit_id: int) -> None:
        """Take in that a unit confirms the task drafted for it."""
        try:
            dispatch.confirm(self._desk.office, case_id, unit_id)
        except OfficeError as error:
            self._desk.say(error.message)

    def object_to(self, case_id: int, unit_id: int) -> QDialog | None:
        """Open the dialog that takes in why a unit objects to the task drafted for it."""
        from desktop.casework.proposed import Drafted
        from desktop.views.objection_dialog import ObjectionDialog

        case = self._case(case_id)
        tasks = [Drafted(case, task) for task in case.proposed if task.unit_id == unit_id]
        return self.opened(lambda: ObjectionDialog(self._desk, tasks[0], "", self._window)) if tasks else None

    def ask(self, case_id: int, unit_id: int) -> QDialog | None:
        """Open the dialog that takes in a unit's request to be rid of a case, or to share it."""
        from desktop.views.change_dialogs import AskDialog

        return self.opened(lambda: AskDialog(self._desk, self._case(case_id), unit_id, self._window))

    def rule(self, case_id: int, index: int) -> QDialog | None:
        """Open the dialog that decides the request at `index`."""
        from desktop.views.change_dialogs import RulingDialog

        return self.opened(lambda: RulingDialog(self._desk, self._case(case_id), index, self._window))

    def rearrange(self, case_id: int) -> QDialog | None:
        """Open the dialog that hands a task on to other units, or adds some, of the office's own accord."""
        from desktop.views.change_dialogs import RearrangeDialog

        return self.opened(lambda: RearrangeDialog(self._desk, self._case(case_id), self._window))

    def transfer(self, case_id: int, unit_id: int) -> QDialog | None:
        """Open the dialog that notes to which section and person a unit passed its task on."""
        from desktop.views.transfer_dialog import TransferDialog

        return self.opened(lambda: TransferDialog(self._desk, self._case(case_id), unit_id, self._window))

    def opened(self, make: Callable[[], QDialog]) -> QDialog | None:
        """Make a dialog and open it, unless nothing may be written here or it refuses to be made."""
        if self._desk.office.is_read_only:
            self._desk.say(READ_ONLY)
            return None
        try:
            dialog = make()
        except OfficeError as error:
            self._desk.say(error.message)
            return None
        dialog.open()
        return dialog

    def _case(self, case_id: int) -> Case:
        return find.case(self._desk.office, case_id)
