"""The colours of the 台账: which rule colours a row today, asked once a row and not once a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.view import SavedView, colour_of

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.listing import CaseRow
    from desktop.domain.view import ColourRule

_KEPT = 4000  # rows; as many as the pages of a list that are kept


class LedgerColours:
    """The colour rules in force, in the order they count."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.rules: tuple[ColourRule, ...] = ()
        self._of_today: tuple[ColourRule, ...] = ()
        self._judged: dict[int, ColourRule | None] = {}

    def put(self, rules: tuple[ColourRule, ...]) -> None:
        """Colour by these rules from now on."""
        self.rules = rules
        self.forget()

    def forget(self) -> None:
        """Judge every row anew: it may have changed, or the day has."""
        self._of_today = SavedView("", colours=self.rules).on(self._office.today).colours
        self._judged.clear()

    def rule_of(self, row: CaseRow) -> ColourRule | None:
        """Return the rule a row is coloured by, or None."""
        if not self._of_today:
            return None
        if row.id not in self._judged:
            if len(self._judged) >= _KEPT:
                self._judged.clear()
            self._judged[row.id] = colour_of(self._of_today, row)
        return self._judged[row.id]
