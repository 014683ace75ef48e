"""账户与权限: who may sign in and in which roles; one's own password; when the screen is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget
from typing_extensions import override

from desktop.casework import admit, keep
from desktop.domain.account import MEANS, AccountRole, Permission
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.account_dialogs import (
    AccountDialog,
    FirstAccountDialog,
    OwnPasswordDialog,
    ResetPasswordDialog,
)
from desktop.views.cards import button, facts
from desktop.views.forms import FieldForm, label
from desktop.views.opening import opened
from desktop.views.permitted import permit
from desktop.views.plain_table import PlainTable
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from desktop.domain.account import Account
    from desktop.views.page import Desk

_LONGEST_IDLE, _LONGEST_USE = 120, 365  # minutes, days
_ROWS, _BOX = 6, 110


def _state(account: Account) -> str:
    if not account.is_active:
        return "已停用"
    return "待换初始密码" if account.must_change else "正常"


_COLUMNS: tuple[Column[Account], ...] = (
    Column("用户名", lambda each: each.name, 120),
    Column("姓名", lambda each: each.real_name, 110),
    Column("角色", lambda each: each.role_text, 240),
    Column("状态", _state, 130, align=CENTER),
)
_SINGLE = (
    "现为单人模式：使用这台电脑的人就是经办人，不用登录。几个人共用一台电脑，或单位要求实名登录、"
    "分权审签和操作留痕时，再启用账户。"
)


class AccountsSection(SettingsSection):
    """One sentence and a button while there are no accounts; then the list for administrators."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "账户与权限", "谁可以登录，各能做什么", parent)
        self._build()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)

    def _build(self) -> None:
        self.single = label(_SINGLE, "muted")
        self.single.setWordWrap(True)
        self.turn_on = button("启用账户(&E)…", self._on_turn_on, "primary")
        self.column.addWidget(self.single)
        self.own = QWidget(self)
        row = QHBoxLayout(self.own)
        row.setContentsMargins(0, 0, 0, 0)
        self.who = label("")
        self.change_own = button("修改我的密码(&P)…", self._on_change_own)
        row.addWidget(self.who)
        row.addStretch(1)
        row.addWidget(self.change_own)
        self.column.addWidget(self.own)
        self._build_list()
        self._build_rules()
        turn = QHBoxLayout()
        turn.addWidget(self.turn_on)
        turn.addStretch(1)
        self.column.addLayout(turn)
        self.roles = facts([(role.label, MEANS[role]) for role in AccountRole], columns=1)
        self.column.addWidget(label("角色", "heading"))
        self.column.addWidget(self.roles)
        self.column.addStretch(1)

    def _build_list(self) -> None:
        self.list = QWidget(self)
        self.add = button("新增账户(&N)…", self._on_add, "primary")
        self.change = button("修改(&M)…", self._on_change)
        self.reset = button("重设密码(&R)…", self._on_reset)
        self.stop = button("停用(&S)", self._on_stop)
        row = QHBoxLayout(self.list)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self.add, self.change, self.reset, self.stop):
            row.addWidget(each)
        row.addStretch(1)
        self.table: PlainTable[Account] = PlainTable(_COLUMNS, 2, "账户", parent=self)
        self.column.addWidget(self.list)
        self.table.setMinimumHeight(_ROWS * theme.ROW_HEIGHT)
        self.column.addWidget(self.table, 1)

    def _build_rules(self) -> None:
        self.rules = QWidget(self)
        form = FieldForm(self.rules, columns=2)
        self.minutes, self.days = QSpinBox(self), QSpinBox(self)
        self.minutes.setRange(1, _LONGEST_IDLE)
        self.minutes.setSuffix(" 分钟")
        self.days.setRange(0, _LONGEST_USE)
        self.days.setSuffix(" 天")
        self.days.setSpecialValueText("不要求")
        for box in (self.minutes, self.days):
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setFixedWidth(_BOX)
        form.add("minutes", "无人操作后锁屏(&L)", self.minutes)
        form.add("days", "密码定期更换(&D)", self.days)
        self.save = button("保存(&K)", self._on_save)
        row = QHBoxLayout(self.rules)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.BLOCK)
        row.addWidget(form)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.column.addWidget(self.rules)

    @override
    def refresh(self) -> None:
        office = self.desk.office
        may, is_on = office.may(Permission.ADMIT), office.is_guarded
        for each in (self.single, self.turn_on):
            each.setHidden(is_on)
        self.turn_on.setDisabled(office.is_read_only)
        self.own.setVisible(is_on)
        for part in (self.list, self.table, self.rules):
            part.setVisible(is_on and may)
        if office.seat is not None:
            account = office.seat.account
            self.who.setText(f"当前登录：{account.real_name}（{account.name}），{account.role_text}")
        self.table.show_rows(admit.accounts(office) if is_on and may else ())
        self.minutes.setValue(admit.lock_minutes(office))
        self.days.setValue(admit.rules(office).max_days)
        self._on_chosen(self.table.current_row)

    @Slot(object)
    def _on_chosen(self, account: Account | None) -> None:
        office = self.desk.office
        for each in (self.change, self.reset, self.stop):
            each.setEnabled(account is not None and not office.is_read_only)
        self.stop.setText("启用(&S)" if account is not None and not account.is_active else "停用(&S)")
        permit(self.add, office, "新增账户")

    @Slot(object)
    def _on_opened(self, account: Account) -> None:
        self._open(lambda: AccountDialog(self.desk.office, account, self))

    def _on_turn_on(self) -> None:
        self._open(lambda: FirstAccountDialog(self.desk.office, self))

    def _on_change_own(self) -> None:
        self._open(lambda: OwnPasswordDialog(self.desk.office, self))

    def _on_add(self) -> None:
        self._open(lambda: AccountDialog(self.desk.office, None, self))

    def _on_change(self) -> None:
        if (account := self.table.current_row) is not None:
            self._on_opened(account)

    def _on_reset(self) -> None:
        if (account := self.table.current_row) is not None:
            self._open(lambda: ResetPasswordDialog(self.desk.office, account, self))

    def _on_stop(self) -> None:
        if (account := self.table.current_row) is not None:
            is_active = not account.is_active
            self._tried(lambda: admit.set_active(self.desk.office, account.id, is_active=is_active))

    def _on_save(self) -> None:
        kept = {
            admit.LOCK_MINUTES: str(self.minutes.value()),
            admit.RENEWAL_DAYS: str(self.days.value()),
        }
        self._tried(lambda: keep.save_settings(self.desk.office, kept))

    def _tried(self, verb: Callable[[], object]) -> None:
        """Do a verb; a refusal is told in the banner."""
        self.banner.clear()
        try:
            verb()
        except OfficeError as error:
            self.banner.show_text(error.message)
        else:
            self.desk.say("已保存")

    def _open(self, make: Callable[[], QDialog]) -> None:
        self.banner.clear()
        opened(self.desk, make)
