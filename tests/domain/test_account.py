"""Roles and what they may do: administration apart from audit, and both apart from the cases."""

from __future__ import annotations

import pytest

from desktop.domain.account import (
    APART,
    GRANTED,
    MEANS,
    Account,
    AccountRole,
    Permission,
    holders,
    refuse_headless,
    refuse_mixed,
)
from desktop.domain.errors import OfficeError

ADMIN = Account("a", "示例甲", (AccountRole.ADMINISTRATOR,), id=1)
CLERK = Account("b", "示例乙", (AccountRole.HANDLER, AccountRole.REGISTRAR), id=2)


def test_every_role_has_permissions_and_words_and_every_permission_a_holder() -> None:
    assert set(GRANTED) == set(AccountRole) == set(MEANS)
    assert all(holders(permission) for permission in Permission)


@pytest.mark.parametrize("role", sorted(APART))
def test_who_administers_or_audits_sees_no_case(role: AccountRole) -> None:
    of_cases = {Permission.READ, Permission.REVEAL, Permission.PRINT, Permission.HANDLE, Permission.REGISTER}
    assert not GRANTED[role] & (of_cases | {Permission.REVIEW, Permission.SIGN, Permission.SUPERVISE})


def test_a_leader_reads_and_supervises_and_changes_nothing_else() -> None:
    assert GRANTED[AccountRole.OVERSEER] == {Permission.READ, Permission.PRINT, Permission.SUPERVISE}


def test_only_the_administrator_administers_and_only_the_auditor_audits() -> None:
    assert holders(Permission.ADMIT) == (AccountRole.ADMINISTRATOR,)
    assert holders(Permission.AUDIT) == (AccountRole.AUDITOR,)
    assert holders(Permission.SIGN) == (AccountRole.SIGNER,)


@pytest.mark.parametrize("other", sorted(set(AccountRole) - {AccountRole.ADMINISTRATOR}))
def test_an_administrator_is_nothing_else(other: AccountRole) -> None:
    with pytest.raises(OfficeError, match="系统管理员"):
        refuse_mixed((AccountRole.ADMINISTRATOR, other))


def test_an_auditor_is_no_clerk_and_nobody_is_nothing() -> None:
    with pytest.raises(OfficeError, match="审计员"):
        refuse_mixed((AccountRole.HANDLER, AccountRole.AUDITOR))
    with pytest.raises(OfficeError, match="没有选择角色"):
        refuse_mixed(())
    refuse_mixed(CLERK.roles)


def test_the_last_administrator_stays() -> None:
    refuse_headless((ADMIN, CLERK))
    with pytest.raises(OfficeError, match="最后一个系统管理员"):
        refuse_headless((CLERK,))


def test_an_account_may_what_any_of_its_roles_may_while_it_is_active() -> None:
    assert CLERK.may(Permission.HANDLE)
    assert not CLERK.may(Permission.SIGN)
    assert not Account("b", "示例乙", (AccountRole.HANDLER,), is_active=False).may(Permission.HANDLE)
    assert CLERK.role_text == "登记员、经办"
    assert ADMIN.is_administrator
    assert not CLERK.is_administrator
