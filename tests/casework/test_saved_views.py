"""Views kept for everybody of the office, and the shipped ones that stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, saved_views
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.view import SHIPPED, SavedView
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

MINE = SavedView(" 我的 ", Criteria(key_only=True), ("item_no", "title"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def test_a_view_is_saved_renamed_and_deleted(office: Office) -> None:
    saved = saved_views.save(office, MINE)
    assert saved == replace(MINE, name="我的")
    assert saved_views.views(office) == (*SHIPPED, saved)
    assert saved_views.rename(office, "我的", "我的") == saved
    renamed = saved_views.rename(office, "我的", "重点件 ")
    assert renamed.name == "重点件"
    assert saved_views.find(office, "我的") is None
    assert saved_views.find(office, "重点件") == renamed
    saved_views.delete(office, "重点件")
    assert saved_views.views(office) == SHIPPED


def test_a_shipped_view_stays_and_names_are_unique(office: Office) -> None:
    saved_views.save(office, MINE)
    saved_views.save(office, replace(MINE, name="乙"))
    with pytest.raises(OfficeError, match="“逾期”是自带的视图，没有保存"):
        saved_views.save(office, replace(SHIPPED[2], is_shipped=False))
    with pytest.raises(OfficeError, match="没有填写视图名称"):
        saved_views.save(office, replace(MINE, name=" "))
    with pytest.raises(OfficeError, match="已有视图“乙”"):
        saved_views.rename(office, "我的", "乙")
    with pytest.raises(OfficeError, match="自带的视图，不能改名或删除"):
        saved_views.delete(office, "逾期")
    with pytest.raises(OfficeError, match="找不到视图“丙”"):
        saved_views.rename(office, "丙", "丁")


def test_shipped_views_hold_what_they_say(tmp_path: Path) -> None:
    clock = desks.Clock()
    office = desks.new_office(tmp_path, clock=clock)

    def numbers(name: str) -> list[str]:
        view = saved_views.find(office, name)
        assert view is not None
        today = saved_views.today(office, view)
        found = find.page(office, today.criteria, 0, 99)
        assert found == find.page(office, view.criteria, 0, 99)
        return [row.item_no for row in found]

    desks.registered(office, "1")
    due = office.today + timedelta(days=30)
    lead = desks.draft(1, Role.LEAD, due_on=due)
    desks.handed_out(office, desks.registered(office, "2"), lead, desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office, "3"), desks.draft(1, Role.SOLE, due_on=due))
    desks.signed(office, desks.drafted(office, desks.met(office, case)))
    desks.answered(office, desks.registered(office, "4"))
    assert numbers("全部") == ["1", "2", "3", "4"]
    assert numbers("缺面商") == numbers("等协办意见") == ["2"]
    assert numbers("待寄") == ["3"]
    assert numbers("待反馈") == ["4"]
    assert numbers("本周到期") == numbers("逾期") == numbers("跨年度") == numbers("重点") == []
    clock.turn(30)
    assert numbers("本周到期") == ["2", "3"]
    clock.turn(7)
    assert numbers("逾期") == ["2", "3"]
    clock.turn(330)
    assert numbers("跨年度") == ["2", "3", "4"]


def test_who_reviews_and_who_signs_are_kept_apart(office: Office) -> None:
    from desktop.casework import answer, review

    case = desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office))))
    case = answer.submit(office, case.id, 1)
    review_view, sign_view = (saved_views.find(office, name) for name in ("待审", "待签"))
    assert review_view is not None
    assert sign_view is not None
    assert (find.count(office, review_view.criteria), find.count(office, sign_view.criteria)) == (1, 0)
    while (now := review.step(office, case, 1)) is not None and not now.signs:
        case = review.approve(office, case.id, 1, review.Decision("示例领导", checks=now.checks))
    assert (find.count(office, review_view.criteria), find.count(office, sign_view.criteria)) == (0, 1)
