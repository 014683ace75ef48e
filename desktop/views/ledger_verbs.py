"""What the ledger offers for the cases selected in it: changed at once, put under themes, merged, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk


class Verb(NamedTuple):
    """One line of the page's menu: its words with mnemonic, its keys, and what it does."""

    words: str
    keys: str
    do: Callable[[], object]


class LedgerVerbs(QObject):
    """The verbs over one page: `selected` gives the cases they are about, `criteria` what is listed.

    Dialogs are imported when they are first opened.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        selected: Callable[[], tuple[Case, ...]],
        criteria: Callable[[], Criteria],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._selected = selected
        self._criteria = criteria

    def verbs(self) -> tuple[Verb, ...]:
        """Return what may be done; a desk that is only read offers to look."""
        reading = (
            Verb("专题分析(&A)…", "Ctrl+Shift+A", self.show_themes),
            Verb("检查答复函(&K)…", "", self.check_letters),
        )
        if self._desk.office.is_read_only:
            return reading
        return (
            Verb("催办督办(&U)…", "Ctrl+Shift+U", self.press),
            Verb("批量修改(&F)…", "Ctrl+Shift+E", self.edit),
            Verb("列入交办批次(&Q)…", "Ctrl+Shift+J", self.place),
            Verb("批量登记面商(&W)…", "Ctrl+Shift+W", self.meet),
            Verb("归入专题(&T)…", "Ctrl+Shift+T", self.add_theme),
            Verb("移出专题(&R)…", "", self.remove_theme),
            Verb("标记典型案例(&D)…", "", self.mark_typical),
            Verb("并案(&M)…", "Ctrl+Shift+M", self.merge),
            *reading,
        )

    def press(self) -> QDialog | None:
        """Ask how the units that owe their part of the selected cases are pressed."""
        from desktop.views.press_dialog import PressDialog

        def dialog(cases: tuple[Case, ...]) -> QDialog:
            return PressDialog(self._desk, [case.id for case in cases], parent=self._page)

        return self._opened(dialog)

    def edit(self) -> QDialog | None:
        """Ask for one value of the selected cases."""
        from desktop.views.bulk_edit_dialog import BulkEditDialog

        return self._opened(lambda cases: BulkEditDialog(self._desk, cases, self._page))

    def place(self) -> QDialog | None:
        """Ask which batch the selected cases are handed out in, then show it."""
        from desktop.views.dispatch_dialog import DispatchDialog
        from desktop.views.dispatch_pick import DispatchPutDialog

        def show(batch_id: int) -> None:
            DispatchDialog(self._desk, self._page, dispatch_id=batch_id).open()

        dialog = self._opened(lambda cases: DispatchPutDialog(self._desk, cases, self._page))
        if isinstance(dialog, DispatchPutDialog):
            dialog.placed.connect(show)
        return dialog

    def meet(self) -> QDialog | None:
        """Ask for a meeting that was about all of the selected cases."""
        from desktop.views.consult_dialog import MeetingOfCasesDialog

        return self._opened(lambda cases: MeetingOfCasesDialog(self._desk, cases, self._page))

    def add_theme(self) -> QDialog | None:
        """Ask which theme the selected cases are put under."""
        from desktop.views.theme_dialog import ThemeDialog

        return self._opened(lambda cases: ThemeDialog(self._desk, cases, self._page))

    def remove_theme(self) -> QDialog | None:
        """Ask which theme the selected cases are taken out of."""
        from desktop.views.theme_dialog import ThemeDialog

        return self._opened(lambda cases: ThemeDialog(self._desk, cases, self._page, removes=True))

    def mark_typical(self) -> QDialog | None:
        """Ask what makes the first selected case typical."""
        from desktop.views.theme_dialog import TypicalDialog

        return self._opened(lambda cases: TypicalDialog(self._desk, cases[0], self._page))

    def merge(self) -> QDialog | None:
        """Ask which of the selected cases leads the others."""
        from desktop.views.merge_dialog import MergeDialog

        return self._opened(lambda cases: MergeDialog(self._desk, cases, self._page))

    def check_letters(self) -> QDialog | None:
        """Check the letters of the selected cases against the register and against each other."""
        from desktop.views.proofread_dialog import of_cases

        return self._opened(lambda cases: of_cases(self._desk, [case.id for case in cases], self._page))

    def show_themes(self) -> QDialog:
        """Show the themes of everything listed."""
        from desktop.views.theme_overview import ThemeOverview

        dialog = ThemeOverview(self._desk, self._criteria(), self._page)
        dialog.open()
        return dialog

    def _opened(self, make: Callable[[tuple[Case, ...]], QDialog]) -> QDialog | None:
        """Open a dialog about the selected cases; without any the page has said so."""
        cases = self._selected()
        if not cases:
            return None
        dialog = make(cases)
        dialog.open()
        return dialog
