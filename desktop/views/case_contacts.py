"""Phones and addresses on the case page: masked, with a button that shows those of one case and says so."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.casework import reveal
from desktop.domain.errors import OfficeError
from desktop.domain.personal import masked
from desktop.views.cards import button, words
from desktop.views.reveal_switch import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.views.cards import Card
    from desktop.views.case_view import CaseView


class CaseContacts:
    """Knows of which case the contacts are shown; another case begins masked again."""

    def __init__(self, show: Callable[[CaseView], None]) -> None:
        self._show = show
        self._shown = 0

    def told(self, view: CaseView, key: str, text: str) -> str:
        """Return a phone or address of a case as it may be seen now."""
        return text if self._shown == view.case.id else masked(key, text)

    def offer(self, card: Card, view: CaseView, *texts: str) -> None:
        """Put the button 显示 on a card that holds something masked."""
        if self._shown == view.case.id or not any(texts):
            return
        made = button("显示联系方式", partial(self.show, view, card), "quiet")
        made.setEnabled(reveal.may(view.office))
        made.setToolTip("谁在何时查看会记入操作记录" if made.isEnabled() else FORBIDDEN)
        card.add_beside_heading(made)

    def show(self, view: CaseView, card: Card) -> None:
        """Show the contacts of a case, told in the history first; a refusal is said on the card."""
        try:
            reveal.contacts(view.office, view.case.proposal.number_phrase, view.case.id)
        except OfficeError as error:
            card.add(words(error.message, "warning", wraps=True))
            return
        self._shown = view.case.id
        self._show(view)
