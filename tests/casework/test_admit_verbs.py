"""Every verb that writes needs a permission, and gets it from the right roles and from nobody else (P-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, keep, permits, register, undo
from desktop.domain.account import AccountRole, Permission, holders
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.unit import Unit
from tests.casework.accounts_desk import guarded, quick_hashes, seated
from tests.casework.journal_verbs import Call, calls
from tests.desks import registered
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

CALLS = tuple(calls())
WORDS = sorted({word for call in CALLS for word in call.words})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with quick_hashes():
        made = guarded(tmp_path / "desk")
        yield made
        made.close()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.place)
def test_every_line_of_the_history_has_a_verb_the_table_knows(call: Call) -> None:
    if call.place.startswith("dispatch.py") and not call.words:  # a note handed on keeps its verb
        return
    assert all(permits.is_known(word) for word in call.words), call


def test_the_reader_of_verbs_finds_them_all() -> None:
    assert len(CALLS) > 80
    assert len(WORDS) > 150
    some = ("登记", "签发", "印发", "催办", "导入", "撤销", "重设密码", "批量修改备注", "登录失败")
    assert set(some) <= set(WORDS)


@pytest.mark.parametrize("role", [None, *AccountRole])
def test_every_verb_is_done_by_its_roles_and_refused_to_all_others(
    office: Office, role: AccountRole | None
) -> None:
    seated(office, role)
    for verb in WORDS:
        needed = permits.needed(verb)
        if needed is None or role in holders(needed):
            assert office.note(verb).verb == verb
        else:
            with pytest.raises(OfficeError, match=f"没有“{needed.label}”的权限，没有改动"):
                office.note(verb)


def test_only_what_the_program_and_a_person_at_the_door_do_needs_no_permission() -> None:
    free = {verb for verb in WORDS if permits.needed(verb) is None}
    arriving = {"登录", "登录失败", "锁定登录", "退出登录", "锁屏", "解锁", "修改本人密码"}
    assert {verb for verb in free if "备份" not in verb} == arriving | {
        *("建立办理台", "更新办理规则和日历"),
        "拦截密级标志",  # what is kept out is told of whoever brought it
        *("撤销", "重做"),  # they need what the act they turn round needs
    }


def test_an_unknown_verb_needs_the_permission_of_settings() -> None:
    assert not permits.is_known("凭空")
    assert permits.needed("凭空") is Permission.CONFIGURE


def test_settings_of_the_daily_work_are_kept_by_who_works(office: Office) -> None:
    seated(office, AccountRole.HANDLER).put_settings({"supervision_serial/示督/2026": "3"})
    with pytest.raises(OfficeError, match="系统设置"):
        keep.save_settings(office, {"office_name": "示例"})
    seated(office, AccountRole.ADMINISTRATOR)
    keep.save_settings(office, {"office_name": "示例"})


@pytest.mark.parametrize("role", [None, AccountRole.ADMINISTRATOR, AccountRole.AUDITOR])
def test_who_may_see_no_case_is_given_none(office: Office, role: AccountRole | None) -> None:
    seated(office, AccountRole.REGISTRAR)
    case = registered(office)
    seated(office, role)
    with pytest.raises(OfficeError, match="不能查看办件内容"):
        find.case(office, case.id)
    with pytest.raises(OfficeError, match="不能查看办件内容"):
        find.page(office, Criteria(), 0, 10)
    worker = office.worker()
    with pytest.raises(OfficeError, match="不能查看办件内容"):
        find.count(worker, Criteria())
    worker.store.close()
    assert office.store.units.all()


def test_a_refused_act_changes_nothing_and_leaves_no_line(office: Office) -> None:
    seated(office, AccountRole.OVERSEER)
    before = office.store.journal.head()
    with pytest.raises(OfficeError, match="请由“登记员”、“经办”办理"):
        register.proposal(office, PAPER)
    with pytest.raises(OfficeError, match="维护名录"):
        keep.save_unit(office, Unit("示例区水务局"))
    assert office.store.journal.head() == before
    assert find.count(office, Criteria()) == 0


def test_an_act_is_undone_only_by_who_may_do_it(office: Office) -> None:
    seated(office, AccountRole.REGISTRAR)
    case = registered(office)
    seated(office, AccountRole.OVERSEER)
    step = undo.undoable(office)
    assert step is not None
    assert "没有“登记”的权限" in step.bar
    with pytest.raises(OfficeError, match="没有“登记”的权限"):
        undo.undo(office)
    assert not find.case(office, case.id).is_deleted
    seated(office, AccountRole.HANDLER)
    undo.undo(office)
    assert find.case(office, case.id).is_deleted


def test_a_writer_in_another_thread_is_bound_as_who_started_it(office: Office) -> None:
    seated(office, AccountRole.OVERSEER)
    office.lend()
    writer = office.writer()
    with pytest.raises(OfficeError, match="权限"):
        keep.save_unit(writer, Unit("示例区水务局"))
    writer.store.close()
    office.take_back()


def test_without_accounts_everybody_may_do_everything(tmp_path: Path) -> None:
    from tests.desks import new_office

    office = new_office(tmp_path / "single")
    assert not office.is_guarded
    assert all(office.may(permission) for permission in Permission)
    assert office.note("签发").officer == "示例经办"
    office.close()


def test_who_may_is_told_by_the_names_of_the_roles() -> None:
    assert permits.who_may(Permission.SIGN) == "须由“签发”办理"
    assert permits.refusal(Permission.SIGN) == "没有“签发”的权限，没有改动；请由“签发”办理。"
