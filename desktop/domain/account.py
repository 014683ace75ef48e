"""Accounts: who may sit at a desk, in which roles, and what each role may do; administration sees no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.errors import OfficeError
from desktop.domain.labels import Labelled


class Permission(Labelled):
    """What somebody may do; the label is what a refusal names."""

    READ = ("read", "查看办件")
    REVEAL = ("reveal", "显示个人信息")
    PRINT = ("print", "打印和导出")
    REGISTER = ("register", "登记")
    HANDLE = ("handle", "办理")
    REVIEW = ("review", "审核")
    SIGN = ("sign", "签发")
    SUPERVISE = ("supervise", "督办")
    LISTS = ("lists", "维护名录和报表")
    CONFIGURE = ("configure", "系统设置")
    KEEP = ("keep", "备份和恢复")
    ADMIT = ("admit", "账户管理")
    AUDIT = ("audit", "查看审计")


class AccountRole(Labelled):
    """What somebody is at this desk; a person may be several, an administrator or auditor nothing else."""

    REGISTRAR = ("registrar", "登记员")
    HANDLER = ("handler", "经办")
    REVIEWER = ("reviewer", "审核")
    SIGNER = ("signer", "签发")
    OVERSEER = ("overseer", "督办")
    ADMINISTRATOR = ("administrator", "系统管理员")
    AUDITOR = ("auditor", "审计员")


_SEES = frozenset({Permission.READ, Permission.PRINT})
GRANTED: dict[AccountRole, frozenset[Permission]] = {
    AccountRole.REGISTRAR: _SEES | {Permission.REGISTER, Permission.LISTS, Permission.REVEAL},
    AccountRole.HANDLER: _SEES
    | {Permission.REGISTER, Permission.HANDLE, Permission.SUPERVISE, Permission.LISTS, Permission.REVEAL},
    AccountRole.REVIEWER: _SEES | {Permission.REVIEW},
    AccountRole.SIGNER: _SEES | {Permission.REVIEW, Permission.SIGN},
    AccountRole.OVERSEER: _SEES | {Permission.SUPERVISE},
    AccountRole.ADMINISTRATOR: frozenset(
        {Permission.LISTS, Permission.CONFIGURE, Permission.KEEP, Permission.ADMIT}
    ),
    AccountRole.AUDITOR: frozenset({Permission.AUDIT}),
}
"""What each role may do (GB/T 22239 8.1.4.2): the least; who administers does not audit."""
APART = frozenset({AccountRole.ADMINISTRATOR, AccountRole.AUDITOR})
"""The roles that go together with no other."""
MEANS: dict[AccountRole, str] = {
    AccountRole.REGISTRAR: "登记来件、导入名单、维护单位和届次",
    AccountRole.HANDLER: "登记、交办、起草、印发、反馈、督办",
    AccountRole.REVIEWER: "审核答复，同意或退回",
    AccountRole.SIGNER: "审核并签发答复，审批延期",
    AccountRole.OVERSEER: "领导查看，并可催办、督办、通报",
    AccountRole.ADMINISTRATOR: "管理账户、设置和备份，看不到办件内容",
    AccountRole.AUDITOR: "查看和导出操作记录，看不到办件内容",
}
"""What each role is for, in a few words."""


def holders(permission: Permission) -> tuple[AccountRole, ...]:
    """Return the roles that have a permission, in the order of the list."""
    return tuple(role for role in AccountRole if permission in GRANTED[role])


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in: `name` is what is typed, `real_name` what the history and the papers say."""

    name: str
    real_name: str
    roles: tuple[AccountRole, ...]
    is_active: bool = True
    must_change: bool = False
    """Whether the password was given by an administrator, and has to be replaced when it is first used."""
    password_set_at: datetime | None = None
    id: int = 0

    @property
    def role_text(self) -> str:
        """The roles in words, in the order of the list."""
        return "、".join(role.label for role in AccountRole if role in self.roles)

    @property
    def is_administrator(self) -> bool:
        """Whether this account administers and can sign in."""
        return self.is_active and AccountRole.ADMINISTRATOR in self.roles

    def may(self, permission: Permission) -> bool:
        """Whether any of the roles has a permission."""
        return self.is_active and any(permission in GRANTED[role] for role in self.roles)


def refuse_mixed(roles: tuple[AccountRole, ...]) -> None:
    """Raise `OfficeError` for no role, or for one that has to stand alone beside another."""
    if not roles:
        raise OfficeError("没有选择角色，尚未保存；请至少选择一个角色。")
    if len(roles) > 1 and (alone := [role.label for role in roles if role in APART]):
        raise OfficeError(
            f"“{'、'.join(alone)}”不能与其他角色由同一账户担任，尚未保存；请另建账户，做到管理、审计与办理分开。"
        )


def refuse_headless(accounts: tuple[Account, ...]) -> None:
    """Raise `OfficeError` when among the accounts as they would be nobody administers."""
    if not any(account.is_administrator for account in accounts):
        raise OfficeError("这是最后一个系统管理员，没有改动；请先指定另一个系统管理员。")
