"""One value for many cases: what it would do, what bars it, and one step to take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, edit, find, register, undo
from desktop.casework.edit import EditField
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with two cases, the first handed out."""
    made = desks.new_office(tmp_path)
    first = desks.registered(made, "1")
    desks.handed_out(made, first, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.registered(made, "2")
    return made


BOTH = (1, 2)


def _told(changes: Sequence[edit.CellChange]) -> list[tuple[str, str, str]]:
    return [(change.old, change.new, change.problem) for change in changes]


def test_every_case_shows_what_it_was_and_becomes(office: Office) -> None:
    changes = edit.preview(office, BOTH, EditField.CATEGORY, " 教育 ")
    assert _told(changes) == [("城建交通", "教育", "")] * 2
    assert not any(change.is_idle for change in changes)
    assert edit.apply(office, changes) == 2
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"教育"}
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 批量归类 2件"
    undo.undo(office)
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"城建交通"}


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        (EditField.NUMBER, "0012", "0012"),
        (EditField.TITLE, "关于示例二路的建议", "关于示例二路的建议"),
        (EditField.DELEGATION, "第二代表团", "第二代表团"),
        (EditField.ORIGIN, "闭会期间", "闭会期间"),
        (EditField.RECEIVED_ON, "2026.3.5", "2026-03-05"),
        (EditField.RECEIVED_ON, "46086", "2026-03-05"),
        (EditField.KEY_BY, "主任会议", "主任会议"),
        (EditField.IS_KEY, "√", "是"),
        (EditField.KEY_LEADER, "示例市长", "示例市长"),
        (EditField.KEY_SUPERVISOR, "示例主任", "示例主任"),
        (EditField.PUBLICITY, "主动公开", "主动公开"),
        (EditField.NATURE, "民生", "民生"),
        (EditField.REMARK, "催办", "催办"),
        (EditField.THEMES, "停车，道路；停车", "停车、道路"),
        (EditField.LEADER, "示例副区长", "示例副区长"),
        (EditField.LEADER_IN_CHARGE, "示例副局长", "示例副局长"),
        (EditField.SECTION, "办公室", "办公室"),
        (EditField.HANDLER, "示例新手", "示例新手"),
        (EditField.HANDLER_PHONE, "138-0000-0009", "138-0000-0009"),
    ],
)
def test_every_field_can_be_put(office: Office, field: EditField, value: str, seen: str) -> None:
    assert edit.apply(office, edit.preview(office, [1], field, value)) == 1
    again = edit.preview(office, [1], field, value)
    assert _told(again) == [(seen, seen, "")]
    assert edit.apply(office, again) == 0
    step = undo.undoable(office)
    assert step is not None
    assert step.label == f"撤销 修改{field.label}"
    co = find.case(office, 1).task_of(2)
    assert (co.responsible_leader, co.handler, co.section) == ("示例区长", "示例承办", "")


def test_a_key_case_can_be_made_an_ordinary_one(office: Office) -> None:
    edit.apply(office, edit.preview(office, BOTH, EditField.IS_KEY, "是"))
    edit.apply(office, edit.preview(office, BOTH, EditField.IS_KEY, "否"))
    assert not any(row.is_key for row in find.page(office, Criteria(), 0, 9))
    edit.apply(office, edit.preview(office, BOTH, EditField.PUBLICITY, "不予公开"))
    edit.apply(office, edit.preview(office, BOTH, EditField.PUBLICITY, ""))
    assert {row.publicity for row in find.page(office, Criteria(), 0, 9)} == {"未定"}


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        (EditField.IS_KEY, "也许", "“也许”看不懂，请填“是”或“否”"),
        (EditField.PUBLICITY, "公开吧", "公开属性没有“公开吧”，请填未定、主动公开、依申请公开、不予公开"),
        (EditField.LEADER, " ", "责任领导不能为空"),
        (EditField.TITLE, "", "案由不能为空"),
        (EditField.RECEIVED_ON, "昨年", "“昨年”不是日期，请写成2026-03-05的样子"),
        (EditField.ORIGIN, "", "提出时间不能为空，请填大会期间、闭会期间"),
    ],
)
def test_what_cannot_be_is_told_and_refused(
    office: Office, field: EditField, value: str, problem: str
) -> None:
    changes = edit.preview(office, [1], field, value)
    assert [change.problem for change in changes] == [problem]
    assert not changes[0].is_idle
    with pytest.raises(OfficeError, match="1件均未改动"):
        edit.apply(office, changes)


def test_a_case_not_handed_out_has_no_handler(office: Office) -> None:
    changes = edit.preview(office, BOTH, EditField.HANDLER, "示例新手")
    assert _told(changes) == [("示例承办", "示例新手", ""), ("", "示例新手", "尚未交办，没有承办单位")]
    with pytest.raises(OfficeError, match=r"第2号建议《.*》：尚未交办，没有承办单位。2件均未改动"):
        edit.apply(office, changes)
    assert edit.apply(office, changes[:1]) == 1


def test_filling_down_takes_the_value_of_the_first(office: Office) -> None:
    edit.apply(office, edit.preview(office, [1], EditField.THEMES, "停车"))
    assert _told(edit.down(office, BOTH, EditField.THEMES)) == [("", "停车", "")]


def test_a_case_changed_since_the_preview_is_not_written_over(office: Office) -> None:
    changes = edit.preview(office, BOTH, EditField.REMARK, "新")
    paper = find.case(office, 2).proposal
    register.amend(office, 2, replace(paper, remark="别人写的"))
    with pytest.raises(OfficeError, match=r"第2号建议《.*》刚被改动过，2件均未改动"):
        edit.apply(office, changes)
    assert find.case(office, 1).proposal.remark == ""


def test_a_case_on_its_route_stays_key_or_ordinary(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office, "3"))
    answer.submit(office, desks.drafted(office, desks.met(office, case)).id, 1)
    (turned,) = edit.preview(office, [case.id], EditField.IS_KEY, "是")
    assert turned.problem == "答复已送审，不能再改“重点”"
    assert edit.preview(office, [case.id], EditField.IS_KEY, "否")[0].is_idle


def test_words_to_choose_from_are_those_of_the_scheme_and_those_in_use(office: Office) -> None:
    assert edit.offered(office, EditField.IS_KEY) == ("是", "否")
    assert edit.closed_words(EditField.REMARK) == ()
    assert edit.offered(office, EditField.REMARK) == ()
    assert edit.offered(office, EditField.HANDLER) == ("示例承办",)
    categories = edit.offered(office, EditField.CATEGORY)
    assert categories[: len(office.default_scheme.categories)] == office.default_scheme.categories
    assert "城建交通" in categories
    assert edit.unchanged(find.case(office, 1), EditField.RECEIVED_ON).is_idle


def test_cells_of_several_columns_are_one_step(office: Office) -> None:
    changes = (
        *edit.preview(office, BOTH, EditField.REMARK, "催办"),
        *edit.preview(office, [1], EditField.NATURE, "民生"),
    )
    assert edit.apply(office, changes) == 3
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 批量修改台账 2件"
    told = {line.summary for line in find.history(office, 1)[-2:]}
    assert told == {"备注：（空） → 催办", "性质：（空） → 民生"}
    undo.undo(office)
    assert find.case(office, 1).proposal.nature == ""
