"""Accounts of a desk: turned on, signed in, locked out, changed; everything told, no password anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import admit
from desktop.casework.admit import Draft
from desktop.casework.office import Office, open_office
from desktop.domain.account import AccountRole
from desktop.domain.errors import OfficeError
from desktop.domain.lockout import LIMIT
from tests.casework.accounts_desk import (
    ADMINISTRATOR,
    OTHER,
    SECRET,
    Ticks,
    added,
    guarded,
    quick_hashes,
    verbs_of,
)
from tests.desks import Clock, new_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW = "Willow-69-harbour"
HANDLER, ADMIN = AccountRole.HANDLER, AccountRole.ADMINISTRATOR


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with quick_hashes():
        made = guarded(tmp_path / "desk")
        yield made
        made.close()


def fail(office: Office, name: str, times: int) -> str:
    """Try a wrong password so often; return the last sentence."""
    told = ""
    for _ in range(times):
        with pytest.raises(OfficeError) as refused:
            admit.sign_in(office, name, "wrong")
        told = refused.value.message
    return told


def test_a_desk_has_no_accounts_until_they_are_turned_on(tmp_path: Path) -> None:
    office = new_office(tmp_path / "desk")
    assert not office.is_guarded
    assert admit.accounts(office) == ()
    admit.lock(office)
    admit.unlock(office, "")
    admit.sign_out(office)
    assert set(verbs_of(office)).isdisjoint({"锁屏", "解锁", "退出登录"})
    office.close()


def test_the_first_account_administers_and_sits_down(office: Office) -> None:
    (account,) = admit.accounts(office)
    assert account.roles == (ADMIN,)
    assert not account.must_change
    assert office.is_guarded
    assert office.officer == "示例管理"
    assert office.store.journal.newest(1)[0].verb == "启用账户"
    with pytest.raises(OfficeError, match="已启用账户"):
        admit.turn_on(office, ADMINISTRATOR)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ADMINISTRATOR._replace(name=" "), "name"),
        (ADMINISTRATOR._replace(name="ADMIN1 "), "name"),
        (ADMINISTRATOR._replace(name="b", real_name=" "), "real_name"),
        (ADMINISTRATOR._replace(name="b", password="Slqzfbgs2026!"), "password"),
    ],
)
def test_an_account_without_name_or_with_a_weak_password_is_not_made(
    office: Office, draft: Draft, field: str
) -> None:
    before = office.store.journal.head()
    with pytest.raises(OfficeError) as refused:
        admit.add(office, draft)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert len(admit.accounts(office)) == 1
    assert office.store.journal.head() == before


def test_after_opening_nobody_sits_there_until_somebody_signs_in(office: Office, tmp_path: Path) -> None:
    office.close()
    again = open_office(tmp_path / "desk", clock=Clock(), officer="pc")
    assert again.is_guarded
    assert again.seat is None
    assert admit.sign_in(again, " Admin1", SECRET) == ""
    assert again.officer == "示例管理"
    admit.sign_out(again)
    assert again.seat is None
    assert list(verbs_of(again, 2)) == ["退出登录", "登录"]
    again.close()


def test_a_first_password_has_to_be_replaced(office: Office) -> None:
    admit.add(office, Draft("zhang", "示例张三", (HANDLER,), OTHER))
    admit.sign_out(office)
    assert "初始密码" in admit.sign_in(office, "zhang", OTHER)
    assert office.seat is None
    with pytest.raises(OfficeError, match="最近5次"):
        admit.change_password(office, "zhang", OTHER, OTHER)
    with pytest.raises(OfficeError, match="不足10位"):
        admit.change_password(office, "zhang", OTHER, "short")
    admit.change_password(office, "zhang", OTHER, NEW)
    assert office.officer == "示例张三"
    admit.sign_out(office)
    assert admit.sign_in(office, "zhang", NEW) == ""


def test_the_last_five_passwords_do_not_come_again(office: Office) -> None:
    old = SECRET
    for number in range(5):
        admit.change_password(office, "admin1", old, old := f"Willow-{number}-harbour")
    admit.change_password(office, "admin1", old, SECRET)
    with pytest.raises(OfficeError, match="最近5次"):
        admit.change_password(office, "admin1", SECRET, "Willow-4-harbour")


def test_a_worn_password_has_to_be_replaced_where_the_office_wants_it(office: Office) -> None:
    office.put_settings({admit.RENEWAL_DAYS: "90", admit.LOCK_MINUTES: "0"})
    assert admit.lock_minutes(office) == 1
    assert isinstance(office.clock, Clock)
    admit.sign_out(office)
    office.clock.turn(90)
    assert "已使用满90天" in admit.sign_in(office, "admin1", SECRET)
    assert office.seat is None


def test_five_wrong_passwords_lock_a_name_known_or_not(office: Office) -> None:
    admit.sign_out(office)
    for name in ("admin1", "nobody"):
        assert "还可以再试1次" in fail(office, name, LIMIT - 1)
        assert "请30分钟后再试" in fail(office, name, 1)
        assert "已锁定" in fail(office, name, 1)
    with pytest.raises(OfficeError, match="已锁定"):
        admit.sign_in(office, "admin1", SECRET)
    assert list(verbs_of(office, 4)).count("登录失败") == 3


def test_the_lock_outlives_a_restart_and_any_turn_of_the_clock(office: Office, tmp_path: Path) -> None:
    admit.sign_out(office)
    fail(office, "admin1", LIMIT)
    office.close()
    clock, ticks = Clock(), Ticks()
    again = open_office(tmp_path / "desk", clock=clock, officer="pc")
    again.ticks = ticks
    for days in (-1, 365):
        clock.turn(days)
        ticks.seconds += 60
        with pytest.raises(OfficeError, match="已锁定"):
            admit.sign_in(again, "admin1", SECRET)
    ticks.seconds += 30 * 60
    assert admit.sign_in(again, "admin1", SECRET) == ""
    assert again.store.accounts.tries("admin1").failures == 0
    again.close()


def test_a_right_password_forgets_the_wrong_ones(office: Office) -> None:
    admit.sign_out(office)
    fail(office, "admin1", LIMIT - 1)
    assert admit.sign_in(office, "admin1", SECRET) == ""
    admit.sign_out(office)
    assert "还可以再试4次" in fail(office, "admin1", 1)


def test_a_password_given_anew_ends_the_lock(office: Office) -> None:
    account = added(office, "zhang", HANDLER)
    fail(office, "zhang", LIMIT)
    with pytest.raises(OfficeError, match="过于常见"):
        admit.reset_password(office, account.id, "Password123")
    admit.reset_password(office, account.id, NEW)
    admit.sign_out(office)
    assert "初始密码" in admit.sign_in(office, "zhang", NEW)


def test_who_left_signs_in_no_more_and_is_told_no_more_than_a_stranger(office: Office) -> None:
    account = added(office, "zhang", HANDLER)
    admit.set_active(office, account.id, is_active=False)
    admit.sign_out(office)
    with pytest.raises(OfficeError, match=admit.WRONG):
        admit.sign_in(office, "zhang", OTHER)
    admit.sign_in(office, "admin1", SECRET)
    admit.set_active(office, account.id, is_active=True)
    admit.sign_out(office)
    assert admit.sign_in(office, "zhang", OTHER) == ""


def test_the_last_administrator_stays(office: Office) -> None:
    (first,) = admit.accounts(office)
    for change in (
        lambda: admit.set_active(office, first.id, is_active=False),
        lambda: admit.change(office, first.id, "示例管理", (HANDLER,)),
    ):
        with pytest.raises(OfficeError, match="最后一个系统管理员"):
            change()
    second = added(office, "second", ADMIN)
    admit.set_active(office, first.id, is_active=False)
    assert office.seat is None
    admit.sign_in(office, "second", OTHER)
    with pytest.raises(OfficeError, match="最后一个系统管理员"):
        admit.set_active(office, second.id, is_active=False)


def test_roles_change_at_once_for_who_sits_here(office: Office) -> None:
    (first,) = admit.accounts(office)
    added(office, "second", ADMIN)
    admit.change(office, first.id, "示例李四", (HANDLER,))
    assert office.officer == "示例李四"
    with pytest.raises(OfficeError, match="账户管理"):
        admit.add(office, Draft("c", "示例丙", (HANDLER,), OTHER))
    line = office.store.journal.newest(1)[0]
    assert "系统管理员 → 经办" in line.summary


def test_an_account_needs_a_name_and_one_role_that_may_stand_there(office: Office) -> None:
    account = added(office, "zhang", HANDLER)
    with pytest.raises(OfficeError, match="缺姓名"):
        admit.change(office, account.id, " ", (HANDLER,))
    with pytest.raises(OfficeError, match="没有选择角色"):
        admit.change(office, account.id, "示例张三", ())
    with pytest.raises(OfficeError, match="找不到这个账户"):
        admit.change(office, 77, "示例张三", (HANDLER,))


def test_namesakes_are_told_apart(office: Office) -> None:
    added(office, "zhang", HANDLER)
    added(office, "zhang2", HANDLER)
    admit.sign_out(office)
    admit.sign_in(office, "zhang2", OTHER)
    assert office.officer == "示例张三（zhang2）"
    assert office.note("交办").officer == "示例张三（zhang2）"


def test_only_who_locked_the_screen_opens_it(office: Office) -> None:
    admit.lock(office)
    with pytest.raises(OfficeError, match=admit.WRONG):
        admit.unlock(office, OTHER)
    admit.unlock(office, SECRET)
    assert list(verbs_of(office, 3)) == ["解锁", "登录失败", "锁屏"]


def test_while_another_thread_writes_the_screen_opens_and_the_lines_follow(office: Office) -> None:
    office.lend()
    admit.lock(office)
    told = fail(office, "admin1", 2)
    assert "还可以再试3次" in told
    admit.unlock(office, SECRET)
    office.take_back()
    before = set(verbs_of(office))
    assert "解锁" not in before
    admit.lock(office)
    assert list(verbs_of(office, 5)) == ["锁屏", "解锁", "登录失败", "登录失败", "锁屏"]
    assert office.store.journal.verify() is None


def test_on_a_desk_that_is_only_read_attempts_are_counted_in_memory(office: Office, tmp_path: Path) -> None:
    office.close()
    reading = open_office(tmp_path / "desk", clock=Clock(), officer="pc", read_only=True)
    fail(reading, "admin1", LIMIT - 1)
    assert admit.sign_in(reading, "admin1", SECRET) == ""
    admit.sign_out(reading)
    fail(reading, "admin1", LIMIT)
    with pytest.raises(OfficeError, match="已锁定"):
        admit.sign_in(reading, "admin1", SECRET)
    reading.close()


def test_no_password_and_no_hash_stands_in_the_history_and_no_password_in_the_file(
    office: Office, tmp_path: Path
) -> None:
    added(office, "zhang", HANDLER)
    fail(office, "zhang", 1)
    admit.change_password(office, "admin1", SECRET, NEW)
    told = repr(office.store.journal.newest(1000))
    assert not any(word in told for word in (SECRET, OTHER, NEW, "argon2"))
    office.close()
    kept = paths.desk_file(tmp_path / "desk").read_bytes()
    assert not any(word.encode() in kept for word in (SECRET, OTHER, NEW))


@pytest.mark.parametrize("step", ["save", "put_password"])
def test_a_fault_in_the_middle_leaves_neither_change_nor_line(
    office: Office, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = added(office, "zhang", HANDLER)
    before, head = admit.accounts(office), office.store.journal.head()

    def broken(*_args: object) -> None:
        raise RuntimeError(step)

    monkeypatch.setattr(office.store.accounts, step, broken)
    with pytest.raises(RuntimeError):
        admit.reset_password(office, account.id, NEW)
    assert admit.accounts(office) == before
    assert office.store.journal.head() == head
    assert office.store.accounts.fits(account.id, OTHER)
