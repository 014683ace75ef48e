"""Opens the dialogs of supervision and coordination over one window; a refusal is told in its foot line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.casework import find, press_notices
from desktop.domain.coordination import CoordinationKind
from desktop.views.opening import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class PressActs(QObject):
    """What can be decided to move a case on; dialogs are imported when they are first opened."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def press(self, case_ids: Sequence[int], unit_ids: Sequence[int] = ()) -> QDialog | None:
        """Ask how the units that owe their part of these cases are pressed."""
        from desktop.views.press_dialog import PressDialog

        return opened(self._desk, lambda: PressDialog(self._desk, case_ids, unit_ids, self._window))

    def check(self, case_id: int, index: int) -> QDialog | None:
        """Ask what the act of supervision at `index` found."""
        from desktop.views.check_dialog import CheckDialog

        return opened(self._desk, lambda: CheckDialog(self._desk, self._case(case_id), index, self._window))

    def notice(self, case_id: int, index: int) -> QDialog | None:
        """Show the notice of the act at `index` as it went out; a desk that is only read shows it too."""
        from desktop.views.letter_preview import LetterPreview
        from desktop.views.paper_pile import NamedLetter

        def dialog() -> QDialog:
            found = press_notices.again(self._desk.office, case_id, index)
            paper = NamedLetter(f"{found.letter.title}_{found.unit}", found.letter)
            return LetterPreview(self._desk, paper, self._window)

        return opened(self._desk, dialog, writes=False)

    def coordinate(
        self, case_id: int, kind: CoordinationKind = CoordinationKind.GROUP_REVIEW
    ) -> QDialog | None:
        """Ask who sat together about a case, or what was asked above."""
        from desktop.views.coordination_dialog import CoordinationDialog

        return opened(
            self._desk, lambda: CoordinationDialog(self._desk, self._case(case_id), self._window, kind=kind)
        )

    def answer(self, case_id: int, index: int) -> QDialog | None:
        """Ask what was answered to the request at `index`."""
        from desktop.views.coordination_dialog import AnswerDialog

        return opened(self._desk, lambda: AnswerDialog(self._desk, self._case(case_id), index, self._window))

    def contact(self, case_id: int) -> QDialog | None:
        """Ask who was spoken to about a case."""
        from desktop.views.contact_dialog import ContactDialog

        return opened(self._desk, lambda: ContactDialog(self._desk, self._case(case_id), self._window))

    def mark_hard(self, case_id: int) -> QDialog | None:
        """Ask what makes a case hard."""
        from desktop.views.tags_dialog import DifficultyDialog

        return opened(self._desk, lambda: DifficultyDialog(self._desk, self._case(case_id), self._window))

    def tie(self, case_id: int) -> QDialog | None:
        """Ask what other work a case is tied to."""
        from desktop.views.tags_dialog import LinksDialog

        return opened(self._desk, lambda: LinksDialog(self._desk, self._case(case_id), self._window))

    def name_owner(self, case_id: int) -> QDialog | None:
        """Ask who sees a case through."""
        from desktop.views.tags_dialog import OwnerDialog

        return opened(self._desk, lambda: OwnerDialog(self._desk, self._case(case_id), self._window))

    def _case(self, case_id: int) -> Case:
        return find.case(self._desk.office, case_id)
