"""The button 年度报告 of the statistics: for whom the report is, then the report itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.casework import keep
from desktop.domain.annual import Audience
from desktop.views.forms import Button
from desktop.views.opening import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.views.page import Desk

_NO_SESSION = "还没有届次，没有打开年度报告；请先在“设置”中登记届次。"


def button(desk: Desk, session: Callable[[], int | None], parent: QWidget) -> Button:
    """Return the button; `session` tells which session is chosen, None stands for the newest."""
    made = Button("年度报告(&A)", parent)
    made.setAccessibleName("年度报告")
    menu = QMenu(made)
    for audience in Audience:
        action = menu.addAction(f"{audience.label}…")
        action.triggered.connect(partial(_open, desk, session, audience, parent))
    made.setMenu(menu)
    return made


def _open(
    desk: Desk,
    session: Callable[[], int | None],
    audience: Audience,
    parent: QWidget,
    _checked: object = None,
) -> None:
    session_id = session() or next((each.id for each in keep.sessions(desk.office)), None)
    if session_id is None:
        desk.say(_NO_SESSION)
        return

    def make() -> QDialog:
        from desktop.views.annual_dialog import AnnualDialog

        return AnnualDialog(desk, session_id, audience, parent.window())

    opened(desk, make, writes=False)
