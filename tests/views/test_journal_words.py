"""Journal lines in the words of the office: fields, enums, lists by name, and the words of the scheme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from desktop.casework import (
    answer,
    change,
    clock,
    consult,
    coordinate,
    dispatch,
    find,
    follow,
    points,
    register,
    review,
    supervise,
)
from desktop.casework.change import Asking, Ruling
from desktop.casework.dispatch import Objection
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.coordination import (
    ContactRecord,
    Coordination,
    CoordinationKind,
    Counterpart,
    Difficulty,
)
from desktop.domain.journal import JournalLine
from desktop.domain.points import PointAnswer, PointState
from desktop.domain.proposal import Publicity, Submitter
from desktop.domain.reply import MarkedPlace
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import RequestKind, Transfer
from desktop.views.case_tabs_history import change_words
from desktop.views.journal_words import FieldChange, changes_of
from tests import desks
from tests.samples import SCHEME

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case


def line(before: dict[str, Any], after: dict[str, Any]) -> JournalLine:
    return JournalLine(1, datetime(2026, 3, 2, 9), "示例经办", "修改", "", "case", 1, before, after)  # noqa: DTZ001


def told(office: Office, case: Case) -> list[str]:
    """Return every change of a case as the history shows it, oldest first."""
    scheme = office.scheme_of(case)
    lines = find.history(office, case.id)
    return [change_words(change) for each in lines for change in changes_of(each, scheme)]


def test_a_whole_case_is_told_in_words_without_a_stray_key(office: Office) -> None:
    case = desks.registered(office)
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, case, *tasks)
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意。"))
    case = desks.answered(office, case)
    case = follow.promise(office, case.id, Commitment("新建站台", "示例区教育局", office.today))
    case = follow.fulfil(office, case.id, 0, office.today, "验收单")
    case = desks.judged(office, case, 2)
    said = told(office, case)
    for words in (
        "类型：代表建议",
        "提出人 · 示例甲：电话 138-****-0001",
        "承办 · 示例区教育局：承办方式 主办；责任领导 示例区长",
        "答复 · 示例区教育局 · 状态：审核中 → 已签发",
        "承诺 · 新建站台 · 落实日期：2026-03-02",
        "办理轮次：2",
    ):
        assert any(each.startswith(words) for each in said), words
    keys = ("unit_id", "draft", "before", "section", "reply", "satisfied", "tongyong/", "{", "None", "True")
    assert [each for each in said for key in keys if key in each] == []


def test_what_moved_the_clock_is_told(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    clock.pause(office, case.id, "等待批复")
    clock.resume(office, case.id)
    request = clock.Request("示例区教育局", "涉及面广", date(2026, 8, 31))
    clock.ask_extension(office, case.id, request)
    clock.decide_extension(office, case.id, clock.Decision(approved=True, decided_by="示例主任"))
    said = told(office, case)
    for words in (
        "停计时 · 2026-03-02：",
        "停计时 · 2026-03-02 · 恢复日期：2026-03-02",
        "延期 · 2026-03-02：",
        "延期 · 2026-03-02 · 状态：同意",
        "延期 · 2026-03-02 · 审批人：示例主任",
    ):
        assert any(each.startswith(words) for each in said), said


def test_who_held_and_who_pressed_is_told(office: Office) -> None:
    case = desks.registered(office)
    dispatch.propose(office, case.id, (desks.draft(1, Role.LEAD),))
    dispatch.object_to(office, case.id, 1, Objection("不属本局职责", "示例区交通局"))
    dispatch.propose(office, case.id, (desks.draft(2, Role.LEAD), desks.draft(3, Role.CO)))
    case = desks.handed_out(office, case, desks.draft(2, Role.LEAD), desks.draft(3, Role.CO))
    supervise.remind(office, [case.id], Pressing(SupervisionLevel.URGE, "电话督促", "请加快"))
    change.ask(office, case.id, Asking(RequestKind.RETURN, 3, "不属职责", ("示例区教育局",)))
    change.decide(office, case.id, 0, Ruling(agrees=True, decided_by="示例主任"), (desks.draft(1, Role.CO),))
    change.transfer(office, case.id, Transfer(2, office.today, "规划科"))
    review = Coordination(CoordinationKind.GROUP_REVIEW, office.today, participants=("示例院",))
    coordinate.record(office, [case.id], review)
    coordinate.set_difficulties(office, case.id, [Difficulty.POLICY])
    contact = ContactRecord(Counterpart.SUBMITTER, office.today, content="通报")
    coordinate.log_contact(office, case.id, contact)
    said = told(office, case)
    for words in (
        "拟承办单位 · 示例区教育局 · 承办确认：2026-03-02；理由 不属本局职责；确认情况 有异议",
        "交接 · 2026-03-02：理由 不属本局职责；原因 异议调整；原承办单位 示例区教育局；转至 示例区财政局、",
        "督办 · 示例区财政局：",
        "退改申请 · 示例区交通局（港航中心）：类型 退回",
        "退改申请 · 示例区交通局（港航中心） · 处理结果：同意",
        "内部转办 · 2026-03-02：承办科室 规划科",
        "协调 · 2026-03-02：类型 集体会诊",
        "难点：政策性强",
        "联系记录 · 2026-03-02：联系对象 提出人；内容 通报",
    ):
        assert any(each.startswith(words) for each in said), (words, said)
    keys = ("unit_id", "urge", "objected", "agreed", "policy", "group_review", "office", "{", "None", "True")
    assert [each for each in said for key in keys if key in each] == []


def test_only_the_field_that_changed_is_told(office: Office) -> None:
    case = desks.registered(office)
    before = len(told(office, case))
    others = (Submitter("示例甲", phone="138-0000-0002"), Submitter("示例丙"))
    paper = replace(case.proposal, title="关于示例二路的建议", publicity=Publicity.PUBLIC, submitters=others)
    register.amend(office, case.id, paper)
    assert told(office, case)[before:] == [
        "案由：关于增设示例路公交站的建议 → 关于示例二路的建议",
        "提出人 · 示例甲 · 电话：138-****-0001 → 138-****-0002",
        "提出人 · 示例乙：有 → —",
        "提出人 · 示例丙：有",
        "公开属性：主动公开",
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"is_deleted": False}, {"is_deleted": True}, "已删除：否 → 是"),
        ({"round": 1}, {"round": 2}, "办理轮次：1 → 2"),
        ({"implementation": "甲"}, {"implementation": None}, "落实情况：甲 → —"),
        ({}, {"dues": {"reply": {"on": "2026-06-02", "rule": "x"}}}, "时限：答复 2026-06-02"),
        (
            {"dues": {"reply": {"on": "2026-06-02"}}},
            {"dues": {"reply": {"on": "2026-07-02"}}},
            "时限 · 答复：2026-06-02 → 2026-07-02",
        ),
        ({}, {"remark": "长" * 200}, f"备注：{'长' * 120}…（200 字）"),
        ({}, {"unknown": 1}, ""),
        ({"version": 1}, {"version": 2}, ""),
        ({}, {"kind": "again"}, "类型：重新答复"),
        ({}, {"kind": "new kind"}, "类型：new kind"),
    ],
)
def test_values_are_told_as_an_office_writes_them(
    before: dict[str, Any], after: dict[str, Any], words: str
) -> None:
    assert "；".join(change_words(each) for each in changes_of(line(before, after), SCHEME)) == words


def test_two_of_one_name_are_kept_apart() -> None:
    first = {"text": "甲", "promised_on": "2026-01-01", "due_on": "2026-02-01"}
    before = {"commitments": [first, {**first, "due_on": "2026-03-01"}]}
    after = {"commitments": [first, {**first, "due_on": "2026-02-01"}]}
    assert changes_of(line(before, after), SCHEME) == (
        FieldChange("承诺 · 甲（2） · 完成时限", "2026-03-01", "2026-02-01"),
    )


def test_a_sentence_inside_a_line_ends_without_its_full_stop() -> None:
    step = {"label": "科室核稿", "opinion": "已核。", "checks": ["结果类别"]}
    (change,) = changes_of(line({}, {"replies": [{"unit_name": "示例区教育局", "steps": [step]}]}), SCHEME)
    assert "已核；核对项" in change.after
    assert "。；" not in change.after


def test_points_answers_notes_and_marks_are_told_in_words(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, ["增设站台", "加密班次"])
    case = desks.handed_out(office, case)
    said = PointAnswer("增设站台", PointState.REFUSED, reason="道路过窄")
    case = desks.drafted(office, desks.met(office, case), points=(said,))
    case = answer.submit(office, case.id, 1)
    checks = ("内容", "文字", "格式")
    case = review.approve(
        office, case.id, 1, review.Decision("示例科长", checks=checks, notes={"文字": "已改"})
    )
    marks = (MarkedPlace("已增设站台一处", "写明地点", 20),)
    review.send_back(office, case.id, 1, review.Decision("示例局长", marks=marks))
    text = "\n".join(told(office, case))
    for words in ("诉求要点 · 增设站台", "不能落实", "理由 道路过窄", "文字 已改", "已增设站台一处"):
        assert words in text, text
    assert "refused" not in text
