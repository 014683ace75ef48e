"""Opening a dialog that decides something: not on a desk that is only read, and a refusal is told instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from desktop.views.page import Desk

READ_ONLY = "以只读方式打开，只能查看和打印；要登记、办理，请以可写方式重新打开。"


def opened(
    desk: Desk, make: Callable[[], QDialog], *, writes: bool = True, verb: str = ""
) -> QDialog | None:
    """Make a dialog and open it; None, told in the message line, when it refuses or nothing may be written.

    One that only shows something (`writes` False) is opened on a desk that is only read as well. Who may not
    do the act of the `verb` it asks for is told so before anything is typed.
    """
    if writes and desk.office.is_read_only:
        desk.say(READ_ONLY)
        return None
    try:
        if verb:
            desk.office.require_verb(verb)
        dialog = make()
    except OfficeError as error:
        desk.say(error.message)
        return None
    dialog.open()
    return dialog
