"""The frame of a dialog that may write many cases: few at once, many in the worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

AT_ONCE = 20  # cases written within a moment


class LongDecisionDialog(DecisionDialog):
    """A `DecisionDialog` whose verb is `work`, done to `number` cases, told of by `tell`.

    However many there are the window stays awake; stopped or refused, nothing was written and the dialog
    stays.
    """

    def __init__(
        self, desk: Desk, title: str, verb: str, parent: QWidget | None = None, *, columns: int = 1
    ) -> None:
        super().__init__(title, verb, parent, columns=columns)
        self._desk = desk
        self._presence = Presence(self)
        desk.jobs.ended.connect(self._on_job_ended)

    def number(self) -> int:
        """Return how many cases the verb would write."""
        raise NotImplementedError

    def work(self) -> Callable[[Office, Progress], int]:
        """Return what the verb does, in whatever thread; raise `OfficeError` for what is missing."""
        raise NotImplementedError

    def tell(self, done: int) -> None:
        """Say in the message line what was done."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show again what the verb would do: nothing was written."""
        raise NotImplementedError

    @override
    def decide(self) -> None:
        self.tell(self.work()(self._desk.office, SILENT))

    @override
    def _on_verb(self) -> None:
        if self.number() <= AT_ONCE:
            super()._on_verb()
            return
        self.banner.clear()
        self.form.clear_problems()
        try:
            work = self.work()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return
        if self._desk.jobs.is_busy:
            self.banner.show_text("上一项工作还没有结束，请稍候再试。", "note")
            return
        self.banner.show_text("正在写入，请稍候……", "note")
        self.verb_button.setEnabled(False)
        title = f"{self.windowTitle()} {self.number()} 件"
        self._desk.jobs.run_writing(title, work, self._on_written, self._on_refused)

    @Slot()
    def _on_job_ended(self) -> None:
        """Let a person decide again: what was written closes the dialog, what was stopped did nothing."""
        self.banner.clear()
        self.renew()

    def _on_written(self, done: int) -> None:
        if not self._presence.is_over:
            self.tell(done)
            self.done(self.DialogCode.Accepted)

    def _on_refused(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.form.show_error(error, self.banner)
