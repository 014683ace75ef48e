"""The dialog that asks for the password of backups at the second place (备份密码)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import backups
from desktop.domain.errors import OfficeError, Problem
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.forms import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office

_KEPT = "已设密码，以后备份到第二位置的都加密；密码忘了无法恢复。"
WARNING = (
    "备份到第二位置时用这个密码加密（AES-256）。本机的备份不加密。\n"
    "密码忘了谁也打不开，本程序也不能；请写在纸上，另处保管。\n"
    "换了密码，以前的备份仍用以前的密码。留空表示以后不再加密。"
)


class PasswordDialog(DecisionDialog):
    """Asks twice, keeps the key, and tells whoever asked what was done."""

    def __init__(self, office: Office, take: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__("备份密码", "采用", parent)
        self._office, self._take = office, take
        self.first, self.again = QLineEdit(self), QLineEdit(self)
        for each in (self.first, self.again):
            each.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add("password", "密码(&P)", self.first, hint="至少 8 位")
        self.form.add("again", "再输一遍(&A)", self.again)
        warning = label(WARNING, "muted")
        warning.setWordWrap(True)
        self.body.addWidget(warning)
        self.setMinimumWidth(460)

    @override
    def decide(self) -> None:
        password = self.first.text()
        if password != self.again.text():
            wrong = Problem("again", "两次输入不一样")
            raise OfficeError("两次输入的密码不一样，没有采用；请重新输入。", (wrong,))
        backups.set_password(self._office, password)
        self._take(_KEPT if password else "以后的备份不再加密。")
