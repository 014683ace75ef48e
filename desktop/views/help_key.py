"""The key of the help (F1): which page belongs to what is open, and the window that shows it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

FIRST = "start"
DIALOGS = {
    "RegisterDialog": "register",
    "ImportDialog": "import",
    "BodiesDialog": "import",
    "AssignDialog": "dispatch",
    "ProposeDialog": "dispatch",
    "BatchAssignDialog": "dispatch",
    "DispatchDialog": "dispatch",
    "RulingDialog": "dispatch",
    "ConsultDialog": "meetings",
    "MeetingOfCasesDialog": "meetings",
    "LackingDialog": "meetings",
    "PointsDialog": "reply",
    "CoOpinionDialog": "reply",
    "ReplyDialog": "reply",
    "ReviewDialog": "review",
    "IssueDialog": "letter",
    "SupplementDialog": "letter",
    "ProofreadDialog": "letter",
    "FeedbackDialog": "follow",
    "RehandleDialog": "follow",
    "CommitmentDialog": "follow",
    "WishDialog": "follow",
    "LookBackDialog": "follow",
    "ExtensionDialog": "press",
    "PauseDialog": "press",
    "PressDialog": "press",
    "FaultsDialog": "press",
    "EventsDialog": "press",
    "BulkEditDialog": "ledger",
    "ThemeDialog": "ledger",
    "DesignerDialog": "print",
    "MergeDialog": "ledger",
    "RecycleDialog": "ledger",
    "UnitDialog": "settings",
    "SessionDialog": "settings",
    "CalendarDialog": "settings",
}
"""Which page belongs to a dialog, by the name of its class; other dialogs lead to the first one."""


def open_help(parent: QWidget, key: str = "") -> None:
    """Show the page that belongs to `parent`, or the one named; a window that is open already turns to it."""
    from desktop.views.help_window import HelpWindow

    wanted = key or DIALOGS.get(type(parent).__name__, FIRST)
    found = parent.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = found or HelpWindow(wanted, parent)
    shown.turn(wanted)
    shown.show()
    shown.activateWindow()


def offer_help(dialog: QDialog) -> None:
    """Let F1 open the help over a dialog."""
    QShortcut(QKeySequence("F1"), dialog).activated.connect(partial(open_help, dialog))
