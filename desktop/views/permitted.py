"""Buttons and actions of acts somebody may not do: they rest, and their tooltip says who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import permits

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office


def permit(offer: QWidget | QAction, office: Office, verb: str) -> bool:
    """Let what is offered rest when who sits here may not do the act of that verb; return whether it may."""
    needed = permits.needed(verb)
    if needed is None or office.may(needed):
        return True
    offer.setEnabled(False)
    offer.setToolTip(permits.who_may(needed))
    return False
