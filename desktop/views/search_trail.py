"""The way through the cases of one search: which one is shown, which comes next, what was searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class SearchTrail:
    """The cases somebody goes through after a search, with F3 from one to the next."""

    def __init__(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Forget the search."""
        self.text = ""
        self._seen: set[int] = set()
        self._total, self._place = 0, -1
        self._case_at: Callable[[int], int | None] = lambda _place: None

    def follow(self, text: str, total: int, case_at: Callable[[int], int | None], place: int) -> None:
        """Go along the cases of a search; `case_at(place)` names one, 0 the first, None one that is gone."""
        self.leave()
        self.text, self._total, self._case_at = text, total, case_at
        self._go(place)

    def text_for(self, case_id: int) -> str:
        """Return what was searched for when a case was opened, "" when it was opened otherwise."""
        return self.text if case_id in self._seen else ""

    def step(self, by: int) -> int | None:
        """Go on to the next case (1) or the one before (-1), around the end; None when there is no search."""
        return self._go((self._place + by) % self._total) if self._total else None

    @property
    def words(self) -> str:
        """Where on the way this is: 第 3 件，共 12 件."""
        return f"“{self.text}” 第 {self._place + 1} 件，共 {self._total} 件"

    def _go(self, place: int) -> int | None:
        self._place = place
        case_id = self._case_at(place)
        if case_id is not None:
            self._seen.add(case_id)
        return case_id
