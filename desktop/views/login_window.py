"""The window before the window: name and password, and a new password where the old one may not stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework import admit
from desktop.casework.office import OFFICE_NAME
from desktop.domain.errors import OfficeError, Problem
from desktop.views import theme
from desktop.views.forms import Banner, Button, FieldForm, card, label

if TYPE_CHECKING:
    from desktop.casework.office import Office

NO_SECRETS = "本系统为非涉密系统，严禁登记、存储、处理涉密信息"
_WIDTH = 420
_SIZE = (640, 560)


def password_line(parent: QWidget) -> QLineEdit:
    """Return a line that shows dots, and that no input method composes in."""
    line = QLineEdit(parent)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(128)
    return line


class LoginWindow(QWidget):
    """Asks who comes; once somebody has taken the seat of the office, whoever shows it takes it away."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("登录 — 建议提案办理台")
        self.resize(*_SIZE)
        frame, column = card(margin=theme.PAGE, spacing=theme.MARGIN)
        frame.setFixedWidth(_WIDTH)
        column.addWidget(label("建议提案办理台", "title"))
        if unit := self._office.setting(OFFICE_NAME):
            column.addWidget(label(unit, "muted"))
        warning = Banner(self)
        warning.show_text(NO_SECRETS, "warning")
        self.banner = Banner(self)
        column.addWidget(warning)
        column.addWidget(self.banner)
        self._add_forms(column)
        self.button = Button("登录(&E)", self)
        self.button.setProperty("role", "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)

    def _add_forms(self, column: QVBoxLayout) -> None:
        self.form, self.fresh = FieldForm(self), FieldForm(self)
        self.name, self.password = QLineEdit(self), password_line(self)
        self.form.add("name", "用户名(&U)", self.name)
        self.form.add("old", "密码(&P)", self.password)
        self.new, self.again = password_line(self), password_line(self)
        self.fresh.add("password", "新密码(&N)", self.new)
        self.fresh.add("again", "再输一次(&A)", self.again)
        self.rules = label(admit.rules(self._office).text, "small")
        self.rules.setWordWrap(True)
        self.fresh.add_wide(self.rules)
        self.fresh.hide()
        column.addWidget(self.form)
        column.addWidget(self.fresh)

    def _connect(self) -> None:
        self.button.clicked.connect(self.enter)
        self.name.returnPressed.connect(self.password.setFocus)
        for line in (self.password, self.again):
            line.returnPressed.connect(self.enter)
        self.new.returnPressed.connect(self.again.setFocus)

    @Slot()
    def enter(self) -> None:
        """Sign in with what is typed; ask for a new password when the old one may not stay."""
        self.banner.clear()
        self.fresh.clear_problems()
        try:
            if self.fresh.isHidden():
                self._sign_in()
            else:
                self._replace()
        except OfficeError as error:
            self.fresh.show_error(error, self.banner)
            self._begin_again(is_first=self.fresh.isHidden())

    def _sign_in(self) -> None:
        reason = admit.sign_in(self._office, self.name.text(), self.password.text())
        if reason:
            self.banner.show_text(reason, "note")
            self.fresh.show()
            self.form.setEnabled(False)
            self.button.setText("更换并登录(&E)")
            self.new.setFocus()

    def _replace(self) -> None:
        if self.new.text() != self.again.text():
            told = "两次输入的新密码不一样"
            raise OfficeError(f"{told}，密码没有更换。", [Problem("again", told)])
        admit.change_password(self._office, self.name.text(), self.password.text(), self.new.text())

    def _begin_again(self, *, is_first: bool) -> None:
        """Empty what was refused and put the cursor there."""
        for line in (self.password,) if is_first else (self.new, self.again):
            line.clear()
        (self.password if is_first else self.new).setFocus()
