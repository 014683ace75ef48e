"""What stands on the locked screen: who locked it, and the line for the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import admit
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.forms import Banner, Button, FieldForm, label
from desktop.views.login_window import NO_SECRETS, password_line

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.casework.office import Office

_WIDTH = 420


class UnlockDialog(QDialog):
    """Stays in front of everything until the right password is given; then it emits `unlocked`."""

    unlocked = Signal()

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self.setWindowTitle("已锁定")
        self.setModal(True)  # shown, not executed: everything else rests, nothing waits
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.setFixedWidth(_WIDTH)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addWidget(label("屏幕已锁定", "heading"))
        account = self._office.seat.account if self._office.seat else None
        who = f"{account.real_name}（{account.role_text}）" if account else ""
        column.addWidget(label(f"由{who}锁定，没有填完的内容都在。", "muted"))
        self.banner = Banner(self)
        column.addWidget(self.banner)
        self.form = FieldForm(self)
        self.password = password_line(self)
        self.form.add("old", "密码(&P)", self.password)
        column.addWidget(self.form)
        column.addWidget(label(NO_SECRETS, "small"))
        self.button = Button("解锁(&U)", self)
        self.button.setProperty("role", "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        self.button.clicked.connect(self.unlock)
        self.password.returnPressed.connect(self.unlock)
        self.password.setFocus()

    @Slot()
    def unlock(self) -> None:
        """Open the screen when the password is right."""
        try:
            admit.unlock(self._office, self.password.text())
        except OfficeError as error:
            self.password.clear()
            self.banner.show_text(error.message)
            return
        self.unlocked.emit()
        self.done(0)

    @override
    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless the screen was opened."""
        event.setAccepted(self.result() == 0 and not self.isVisible())
