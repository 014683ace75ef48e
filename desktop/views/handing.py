"""From what can be done about handing out to the dialog that asks for it: drafts, answers, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework import dispatch, find
from desktop.domain.errors import OfficeError
from desktop.views.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class HandingDesk(QObject):
    """Opens these dialogs over one window; a refusal before that is told in the message line.

    Dialogs are imported when they are first opened.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def batches(self) -> QDialog | None:
        """Open the batches cases are handed out in; a desk that is only read shows them too."""
        from desktop.views.dispatch_dialog import DispatchDialog

        return opened(self._desk, lambda: DispatchDialog(self._desk, self._window), writes=False)

    def propose(self, case_id: int) -> QDialog | None:
        """Open the dialog that drafts the units of a case."""
        from desktop.views.assign_dialog import ProposeDialog

        return opened(self._desk, lambda: ProposeDialog(self._desk, self._case(case_id), self._window))

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
        if not tasks:
            return None
        return opened(self._desk, lambda: ObjectionDialog(self._desk, tasks[0], "", self._window))

    def verbs(self) -> tuple[tuple[str, Callable[[int], QDialog | None]], ...]:
        """Return what a menu offers for one case: its words, and the verb that takes the id of the case."""
        return (
            ("拟定承办单位(&W)…", self.propose),
            ("申请退改(&T)…", self.ask),
            ("处理退改申请(&D)…", self.rule),
            ("改办、增办(&B)…", self.rearrange),
            ("内部转办(&N)…", self.transfer),
        )

    def ask(self, case_id: int, unit_id: int = 0) -> QDialog | None:
        """Open the dialog that takes in what a unit (0: the lead) asks for: to return a case, or share it."""
        from desktop.views.change_dialogs import AskDialog

        def dialog() -> QDialog:
            case = self._case(case_id)
            return AskDialog(self._desk, case, unit_id or _lead_of(case), self._window)

        return opened(self._desk, dialog)

    def rule(self, case_id: int, index: int = -1) -> QDialog | None:
        """Open the dialog that decides the request at `index`, the first open one when none is named."""
        from desktop.views.change_dialogs import RulingDialog

        def dialog() -> QDialog:
            case = self._case(case_id)
            return RulingDialog(self._desk, case, index if index >= 0 else _asked_of(case), self._window)

        return opened(self._desk, dialog)

    def rearrange(self, case_id: int) -> QDialog | None:
        """Open the dialog that hands a task on to other units, or adds some, of the office's own accord."""
        from desktop.views.change_dialogs import RearrangeDialog

        return opened(self._desk, lambda: RearrangeDialog(self._desk, self._case(case_id), self._window))

    def transfer(self, case_id: int, unit_id: int = 0) -> QDialog | None:
        """Open the dialog that notes to whom inside a unit (0: the lead) its task was passed on."""
        from desktop.views.transfer_dialog import TransferDialog

        def dialog() -> QDialog:
            case = self._case(case_id)
            return TransferDialog(self._desk, case, unit_id or _lead_of(case), self._window)

        return opened(self._desk, dialog)

    def _case(self, case_id: int) -> Case:
        return find.case(self._desk.office, case_id)


def _lead_of(case: Case) -> int:
    if case.lead is None:
        raise OfficeError("本件尚未交办，未作改动；请先交办。")
    return case.lead.unit_id


def _asked_of(case: Case) -> int:
    open_ones = [index for index, each in enumerate(case.requests) if each.is_open]
    if not open_ones:
        raise OfficeError("本件没有待处理的退改申请，未作改动。")
    return open_ones[0]
