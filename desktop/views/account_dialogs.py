"""Decisions about accounts: turn them on, make one, change it, give it a password, change one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import admit
from desktop.domain.account import MEANS, AccountRole
from desktop.domain.errors import OfficeError, Problem
from desktop.views import theme
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.forms import label
from desktop.views.login_window import password_line

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.account import Account

_WIDTH = 520


class _PasswordDialog(DecisionDialog):
    """A dialog that asks for a new password, twice."""

    def __init__(self, office: Office, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, verb, parent)
        self._office = office
        self.setMinimumWidth(_WIDTH)

    def _ask_password(self, word: str) -> None:
        self.password, self.again = password_line(self), password_line(self)
        self.form.add("password", f"{word}(&P)", self.password)
        self.form.add("again", "再输一次(&A)", self.again)
        self._tell(admit.rules(self._office).text, "small")

    def _tell(self, text: str, role: str) -> None:
        """Put a sentence below the form, as tall as it needs to be."""
        told = label(text, role)
        told.setWordWrap(True)
        told.setFixedWidth(_WIDTH - 2 * theme.PAGE)
        told.setMinimumHeight(told.heightForWidth(_WIDTH - 2 * theme.PAGE))
        self.body.addWidget(told)

    def _agreed(self) -> str:
        if self.password.text() != self.again.text():
            told = "两次输入的密码不一样"
            raise OfficeError(f"{told}，尚未保存。", [Problem("again", told)])
        return self.password.text()

    @override
    def would_lose(self) -> bool:
        return False


class FirstAccountDialog(_PasswordDialog):
    """Turns accounts on: makes the first one, which administers, with a password of its own."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "启用账户", "启用", parent)
        self.name, self.real_name = QLineEdit(self), QLineEdit(self)
        self.form.add("name", "用户名(&U)", self.name, hint="登录时输入，字母、数字或汉字")
        self.form.add("real_name", "姓名(&N)", self.real_name, hint="实名；写入操作记录")
        self._ask_password("密码")
        self._tell(
            "启用后须登录才能使用。第一个账户是系统管理员：管理账户和设置，看不到办件内容；"
            "请随后为每位办理人员各建一个账户。启用后不能改回单人模式。",
            "muted",
        )

    @override
    def decide(self) -> None:
        roles = (AccountRole.ADMINISTRATOR,)
        draft = admit.Draft(self.name.text(), self.real_name.text(), roles, self._agreed())
        admit.turn_on(self._office, draft)


class AccountDialog(_PasswordDialog):
    """Asks for a new account with its first password, or for the name and roles of a known one."""

    def __init__(self, office: Office, account: Account | None, parent: QWidget | None = None) -> None:
        super().__init__(office, "修改账户" if account else "新增账户", "保存", parent)
        self._account = account
        self.name, self.real_name = QLineEdit(self), QLineEdit(self)
        self.form.add("name", "用户名(&U)", self.name)
        self.form.add("real_name", "姓名(&N)", self.real_name, hint="实名；写入历程、操作记录和文书的经办栏")
        self.roles = {role: QCheckBox(f"{role.label}：{MEANS[role]}", self) for role in AccountRole}
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, theme.SPACE // 2, 0, 0)
        column.setSpacing(theme.SPACE)
        for each in self.roles.values():
            column.addWidget(each)
        self.form.add("roles", "角色", panel)
        if account is None:
            self._ask_password("初始密码")
        else:
            self._show(account)

    def _show(self, account: Account) -> None:
        self.name.setText(account.name)
        self.name.setEnabled(False)
        self.real_name.setText(account.real_name)
        for role, box in self.roles.items():
            box.setChecked(role in account.roles)

    @override
    def decide(self) -> None:
        chosen = tuple(role for role, box in self.roles.items() if box.isChecked())
        if self._account is not None:
            admit.change(self._office, self._account.id, self.real_name.text(), chosen)
            return
        draft = admit.Draft(self.name.text(), self.real_name.text(), chosen, self._agreed())
        admit.add(self._office, draft)


class ResetPasswordDialog(_PasswordDialog):
    """Gives an account a new first password and ends its lock."""

    def __init__(self, office: Office, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(office, f"重设{account.real_name}的密码", "重设", parent)
        self._account = account
        self._ask_password("初始密码")
        self._tell("本人用它登录后须换成自己的密码；因输错被锁定的，同时解除锁定。", "muted")

    @override
    def decide(self) -> None:
        admit.reset_password(self._office, self._account.id, self._agreed())


class OwnPasswordDialog(_PasswordDialog):
    """Replaces the password of who has signed in."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "修改我的密码", "修改", parent)
        self.old = password_line(self)
        self.form.add("old", "现在的密码(&O)", self.old)
        self._ask_password("新密码")

    @override
    def decide(self) -> None:
        if self._office.seat is not None:
            name = self._office.seat.account.name
            admit.change_password(self._office, name, self.old.text(), self._agreed())
