"""The cases one decision is about, listed beside it: what becomes of each, and which are in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views import theme
from desktop.views.cards import button
from desktop.views.entry_list import WARNING, EntryList
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.case import Case


class ChosenCases(QWidget):
    """Lists cases with a line below each; `changed` tells that some were taken off the list.

    `bars` says why the decision cannot be made for a case, by id; `line` what it will do to any other.
    """

    changed = Signal()

    def __init__(
        self,
        cases: Sequence[Case],
        bars: Mapping[int, str],
        line: Callable[[Case], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cases = tuple(cases)
        self._bars = bars
        self._line = line
        self._build()
        self.renew()

    def _build(self) -> None:
        self._number = label("", "heading")
        self._barred = label("", "warning")
        self._barred.setWordWrap(True)
        self._list = EntryList("选中的件")
        self._drop_barred = button("移出不能办理的(&Q)", self.drop_barred, "quiet")
        QShortcut(QKeySequence.StandardKey.Delete, self._list, self.drop_current).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for each in (self._number, self._barred):
            column.addWidget(each)
        self.setFocusProxy(self._list)
        column.addWidget(self._list, 1)
        column.addWidget(self._drop_barred)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """List these cases instead."""
        self.cases = tuple(cases)
        self.renew()

    def bar(self, bars: Mapping[int, str]) -> None:
        """Say anew why the decision cannot be made for some of them."""
        self._bars = bars
        self.renew()

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the cases left on the list."""
        return tuple(case.id for case in self.cases)

    @property
    def barred(self) -> int:
        """For how many of them the decision cannot be made."""
        return sum(case.id in self._bars for case in self.cases)

    def renew(self) -> None:
        """Ask again what becomes of each case."""
        self._list.show_entries(self._entry(case) for case in self.cases)
        self._number.setText(f"选中 {len(self.cases)} 件")
        self._barred.setText(f"{WARNING} {self.barred} 件不能办理，须先移出；按 Delete 移出一件")
        for each in (self._barred, self._drop_barred):
            each.setVisible(self.barred > 0)

    @Slot()
    def drop_barred(self) -> None:
        """Take every case off the list that the decision cannot be made for."""
        self._keep([case for case in self.cases if case.id not in self._bars])

    @Slot()
    def drop_current(self) -> None:
        """Take the case the cursor is on off the list."""
        row = self._list.currentRow()
        self._keep([case for place, case in enumerate(self.cases) if place != row])

    def _keep(self, cases: Sequence[Case]) -> None:
        self.cases = tuple(cases)
        self.renew()
        self.changed.emit()

    def _entry(self, case: Case) -> str:
        bar = self._bars.get(case.id)
        paper = case.proposal
        return f"{paper.number_phrase}　{paper.title}\n{f'{WARNING} {bar}' if bar else self._line(case)}"
