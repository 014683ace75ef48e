"""Admit: who may sit at this desk: accounts, signing in and out, passwords, the locked screen.

A desk has none at first (单人模式): who uses the computer uses the desk. The first account administers.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework.office import OFFICE_NAME, Seat
from desktop.domain.account import Account, AccountRole, refuse_headless, refuse_mixed
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.lockout import LIMIT, PENALTY, Tries
from desktop.domain.passwords import PasswordRules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from datetime import timedelta

    from desktop.casework.office import Office

LOCK_MINUTES = "account/lock_minutes"
"""After how many idle minutes the screen is locked."""
RENEWAL_DAYS = "account/renewal_days"
"""After how many days a password has to be replaced; 0 for never."""
USUAL_MINUTES = 10
WRONG = "用户名或密码不对"
_NOT_SAVED = "尚未保存"


class Draft(NamedTuple):
    """What is decided when an account is made; its password is a first one, given by who makes it."""

    name: str
    real_name: str
    roles: tuple[AccountRole, ...]
    password: str


def accounts(office: Office) -> tuple[Account, ...]:
    """Return every account, the oldest first."""
    return office.store.accounts.all()


def rules(office: Office) -> PasswordRules:
    """Return how passwords of this desk are made."""
    return PasswordRules(max_days=_number(office.setting(RENEWAL_DAYS), 0))


def lock_minutes(office: Office) -> int:
    """Return after how many idle minutes the screen is locked."""
    return max(_number(office.setting(LOCK_MINUTES), USUAL_MINUTES), 1)


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() else usual


def turn_on(office: Office, draft: Draft) -> Account:
    """Give this desk accounts: make the first, which administers, and sign it in.

    Raises `OfficeError` when there are accounts already, or name or password will not do.
    """
    if office.is_guarded:
        raise OfficeError("本办理台已启用账户，没有改动；请由“系统管理员”在账户列表中新增。")
    draft = draft._replace(roles=(AccountRole.ADMINISTRATOR,))
    account = _made(office, draft, "启用账户", must_change=False)
    office.is_guarded = True
    office.take_seat(_seat(office, account))
    return account


def add(office: Office, draft: Draft) -> Account:
    """Make an account; its password has to be replaced when it is first used."""
    office.require_verb("新增账户")
    return _made(office, draft, "新增账户", must_change=True)


def _made(office: Office, draft: Draft, verb: str, *, must_change: bool) -> Account:
    name, real_name = _name(draft.name), draft.real_name.strip()
    refuse_mixed(draft.roles)
    found = [] if name else [Problem("name", "缺用户名")]
    if name and office.store.accounts.find(name):
        found.append(Problem("name", "用户名已被使用"))
    if not real_name:
        found.append(Problem("real_name", "缺姓名；实名使用，历程和文书上都写这个名字"))
    if fault := rules(office).fault(draft.password, _names(office, name, real_name)):
        found.append(Problem("password", fault))
    if found:
        raise OfficeError(f"账户{_NOT_SAVED}；请补正标出的各项。", found)
    account = Account(name, real_name, draft.roles, must_change=must_change, password_set_at=office.now)
    with office.store.transaction():
        note = office.note(verb, f"{name}（{real_name}），{account.role_text}")
        made = office.store.accounts.add(account, note)
        office.store.accounts.put_password(made.id, draft.password, rules(office).remembered)
    return made


def change(office: Office, account_id: int, real_name: str, roles: Iterable[AccountRole]) -> Account:
    """Change who an account belongs to and its roles; the last administrator stays one."""
    office.require_verb("修改账户")
    kept, wanted = office.store.accounts.get(account_id), tuple(roles)
    refuse_mixed(wanted)
    if not real_name.strip():
        raise OfficeError(f"缺姓名，{_NOT_SAVED}。", [Problem("real_name", "缺姓名")])
    account = replace(kept, real_name=real_name.strip(), roles=wanted)
    return _saved(office, account, "修改账户", f"{kept.name}：{kept.role_text} → {account.role_text}")


def set_active(office: Office, account_id: int, *, is_active: bool) -> Account:
    """Let an account sign in no more, or again; the last administrator stays."""
    verb = "启用停用的账户" if is_active else "停用账户"
    office.require_verb(verb)
    account = replace(office.store.accounts.get(account_id), is_active=is_active)
    return _saved(office, account, verb, account.name)


def _saved(office: Office, account: Account, verb: str, summary: str) -> Account:
    with office.store.transaction():
        others = (each for each in office.store.accounts.all() if each.id != account.id)
        refuse_headless((*others, account))
        saved = office.store.accounts.save(account, office.note(verb, summary))
    if office.seat and office.seat.account.id == saved.id:
        office.take_seat(_seat(office, saved) if saved.is_active else None)
    return saved


def reset_password(office: Office, account_id: int, password: str) -> Account:
    """Give an account a new first password and end its lock; it has to be replaced when it is used."""
    office.require_verb("重设密码")
    account = office.store.accounts.get(account_id)
    _refuse_weak(office, account, password)
    changed = replace(account, must_change=True, password_set_at=office.now)
    with office.store.transaction():
        office.store.accounts.put_tries(account.name, Tries())
        office.store.accounts.put_password(account.id, password, rules(office).remembered)
        return office.store.accounts.save(changed, office.note("重设密码", account.name))


def sign_in(office: Office, name: str, password: str) -> str:
    """Let somebody take the seat; return "", or why the password has to be replaced first.

    Raises `OfficeError` when name or password are wrong (which of them is not told) or the name is locked.
    """
    account = _recognised(office, name, password)
    if account.must_change:
        return "这是系统管理员给的初始密码，请换成自己的密码。"
    if rules(office).is_worn(account.password_set_at, office.now):
        return f"密码已使用满{rules(office).max_days}天，请更换。"
    _welcome(office, account)
    return ""


def change_password(office: Office, name: str, old: str, new: str) -> None:
    """Replace the password of somebody who knows the old one; who was not signed in is so afterwards."""
    account = _recognised(office, name, old)
    _refuse_weak(office, account, new)
    if office.store.accounts.was_used(account.id, new, rules(office).remembered):
        told = f"不能与最近{rules(office).remembered}次的密码相同"
        raise OfficeError(f"密码没有更换；{told}。", [Problem("password", told)])
    changed = replace(account, must_change=False, password_set_at=office.now)
    with office.store.transaction():
        office.store.accounts.put_password(account.id, new, rules(office).remembered)
        note = office.note("修改本人密码", account.name)._replace(officer=_shown(office, account))
        office.store.accounts.save(changed, note)
    if office.seat is None:
        _welcome(office, changed)


def _refuse_weak(office: Office, account: Account, password: str) -> None:
    if fault := rules(office).fault(password, _names(office, account.name, account.real_name)):
        raise OfficeError(f"密码没有更换；{fault}。", [Problem("password", fault)])


def unlock(office: Office, password: str) -> None:
    """Open the locked screen again for who locked it; a wrong password counts as one at signing in."""
    if office.seat is not None:
        account = _recognised(office, office.seat.account.name, password)
        _tell(office, account, "解锁")


def lock(office: Office) -> None:
    """Write down that the screen was locked; whoever sits here stays signed in."""
    if office.seat is not None:
        _tell(office, office.seat.account, "锁屏")


def sign_out(office: Office) -> None:
    """Leave the seat; nothing can be read or done before somebody signs in again."""
    if office.seat is not None:
        _tell(office, office.seat.account, "退出登录")
        office.take_seat(None)


def _recognised(office: Office, name: str, password: str) -> Account:
    """Return the account a name and a password are right for; an attempt is counted before it is judged."""
    key, shelf = _name(name), office.store.accounts
    tries = _counted(office, key)
    found = shelf.find(key)
    known = found if found is not None and found.is_active else None
    if not shelf.fits(known.id if known else None, password) or known is None:
        raise _refused(office, found, key, tries)
    with _writing(office):
        shelf.put_tries(key, Tries())
    return known


def _counted(office: Office, key: str) -> Tries:
    """Count one attempt for a name, atomically; raise `OfficeError` while the name is locked."""
    shelf = office.store.accounts
    with _writing(office):
        tries = shelf.tries(key)
        left = tries.left(office.now, office.ticks())
        if not left:
            tries = tries.after_attempt(office.now, office.ticks())
            shelf.put_tries(key, tries)
    if left:
        _tell(office, shelf.find(key), "登录失败", f"{key}，已锁定")
        raise OfficeError(_locked(left))
    return tries


def _writing(office: Office) -> AbstractContextManager[None]:
    """Return a transaction, or nothing where or while nothing can be written: then memory has to do."""
    return office.store.transaction() if office.store.accounts.can_write else nullcontext()


def _refused(office: Office, account: Account | None, key: str, tries: Tries) -> OfficeError:
    """Write down that an attempt failed; return the sentence, the same for a name nobody bears."""
    if tries.remaining:
        _tell(office, account, "登录失败", key)
        return OfficeError(f"{WRONG}，还可以再试{tries.remaining}次；忘记密码请找系统管理员重设。")
    _tell(office, account, "锁定登录", f"{key}，连续{LIMIT}次密码不对")
    return OfficeError(f"{WRONG}。{_locked(PENALTY)}")


def _locked(left: timedelta) -> str:
    minutes = -(-int(left.total_seconds()) // 60)
    return f"连续{LIMIT}次密码不对，已锁定；请{minutes}分钟后再试，或找系统管理员重设密码。"


def _welcome(office: Office, account: Account) -> None:
    office.take_seat(_seat(office, account))
    _tell(office, account, "登录", account.role_text)


def _tell(office: Office, account: Account | None, verb: str, summary: str = "") -> None:
    """Write a line of who came and went; when nothing can be written now, with the next one."""
    note = office.note(verb, f"{summary}（{office.account}）" if summary else office.account)
    if account is not None:
        note = note._replace(officer=_shown(office, account))
    with _writing(office):
        office.store.accounts.tell(account.id if account else 0, note)


def _seat(office: Office, account: Account) -> Seat:
    return Seat(account, _shown(office, account))


def _shown(office: Office, account: Account) -> str:
    """Return the name of a person, with that of the account where another person is called so, too."""
    others = (each for each in office.store.accounts.all() if each.id != account.id)
    is_shared = any(each.real_name == account.real_name for each in others)
    return f"{account.real_name}（{account.name}）" if is_shared else account.real_name


def _name(name: str) -> str:
    return name.strip().casefold()


def _names(office: Office, name: str, real_name: str) -> tuple[str, ...]:
    return office.setting(OFFICE_NAME), name, real_name
