"""Meetings beyond the plain one: a reply in person, one meeting for many cases, who lacks which, forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import batch, case_forms, consult, contacts, find, undo
from desktop.domain.assignment import Role
from desktop.domain.consultation import FACE_TO_FACE_REPLY, Consultation, ConsultationLevel
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.procedure import Act, Situation, problems_of
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.form import Form


_PROPOSAL = replace(PAPER, kind=Kind.CPPCC_PROPOSAL)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def _text(form: Form) -> str:
    return "\n".join(form.texts())


def test_a_reply_in_person_is_no_meeting_before_it(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    held = len(case.stages_held())
    meeting = Consultation(FACE_TO_FACE_REPLY, office.today, "上门走访")
    told = consult.record(office, case.id, meeting)
    assert told.consultations[-1].is_reply
    assert told.replies[-1].face_to_face
    assert len(find.case(office, case.id).stages_held() - {FACE_TO_FACE_REPLY}) == held
    assert find.history(office, case.id)[-1].verb == "登记面复"
    undo.undo(office)
    back = find.case(office, case.id)
    assert not any(each.is_reply for each in back.consultations)
    assert not back.replies[-1].face_to_face


def test_nothing_is_handed_over_in_person_before_the_reply_went_out(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError) as refused:
        consult.record(office, case.id, Consultation(FACE_TO_FACE_REPLY, office.today, "上门走访"))
    assert refused.value.problems[0].message.startswith("本轮答复尚未印发，不能登记面复")


def test_a_reply_in_person_lies_not_before_the_reply(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    office.clock.turn(3)  # type: ignore[attr-defined]
    case = desks.answered(office, case)
    early = Consultation(FACE_TO_FACE_REPLY, office.today - timedelta(days=1), "上门走访")
    with pytest.raises(OfficeError) as refused:
        consult.record(office, case.id, early)
    assert refused.value.problems[0].message.startswith("面复日期不能早于答复日期")


def test_a_reply_in_person_does_not_stand_in_for_the_door_visit(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "xigong", "xigong")
    case = desks.handed_out(office, desks.registered(office, paper=_PROPOSAL))
    case = consult.record(office, case.id, Consultation("before", office.today, "电话联系"))
    handed_over = Consultation(FACE_TO_FACE_REPLY, office.today, "上门走访")
    situation = Situation(case.replied_in_person(handed_over), office.scheme_of(case), office.today, 1)
    assert any("没有当面面商记录" in each.message for each in problems_of(Act.SUBMIT, situation))
    office.close()


def test_a_stage_the_scheme_lacks_bears_its_key(office: Office) -> None:
    assert consult.stage_words(office.default_scheme, "nowhere") == "nowhere"


def test_one_meeting_goes_to_every_case_or_to_none(office: Office) -> None:
    first = desks.handed_out(office, desks.registered(office, "1"))
    second = desks.handed_out(office, desks.registered(office, "2"))
    loose = desks.registered(office, "3")
    meeting = Consultation("before", office.today, "座谈会", submitter_people="示例甲、示例乙")
    assert set(batch.bars_to_meeting(office, (first, second, loose))) == {loose.id}
    with pytest.raises(OfficeError, match="第3号建议"):
        batch.meet(office, (first.id, second.id, loose.id), meeting)
    assert find.case(office, first.id).consultations == ()
    assert batch.meet(office, (first.id, second.id), meeting) == 2
    assert find.case(office, second.id).consultations[0].submitter_people == "示例甲、示例乙"
    assert undo.undo(office).cases == 2
    assert find.case(office, second.id).consultations == ()


def test_who_lacks_which_meeting_is_listed_by_unit(office: Office, tmp_path: Path) -> None:
    one = desks.handed_out(office, desks.registered(office, "1"), desks.draft(2, Role.SOLE))
    desks.handed_out(office, desks.registered(office, "2"))
    desks.met(office, desks.handed_out(office, desks.registered(office, "3")))
    consult.record(office, one.id, Consultation("before", office.today, "上门走访"))
    found = contacts.lacking(office)
    assert [(each.unit, each.stages) for each in found] == [
        ("示例区教育局", ("before", "during", "draft")),
        ("示例区财政局", ("during", "draft")),
    ]
    assert found[1].id == one.id
    table = contacts.ledger(office, found)
    assert table.rows[1][4:7] == ("2026-03-02", "缺", "缺")
    assert table.totals is not None
    assert table.totals[4:7] == (1, 2, 2)
    assert table.subtitle.startswith("2个单位，2件")
    for ending in ("xlsx", "pdf", "csv"):
        path = tmp_path / f"名单.{ending}"
        assert contacts.write(office, found, path) == 2
        assert path.stat().st_size > 0


def test_a_stage_nobody_asks_for_is_not_lacked(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "xigong", "xigong")
    case = desks.handed_out(office, desks.registered(office, paper=_PROPOSAL))
    (found,) = contacts.lacking(office)
    assert found.stages == ("before", "draft")
    assert contacts.stage_cell(found, "during") == "—"
    for stage in ("before", "draft"):
        consult.record(office, case.id, Consultation(stage, office.today, "上门走访"))
    assert contacts.lacking(office) == ()
    assert contacts.ledger(office, ()).rows == []
    office.close()


def test_the_record_of_meetings_shows_what_was_said_and_leaves_the_rest_to_the_pen(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    meeting = Consultation(
        "before",
        office.today,
        "上门走访",
        ConsultationLevel.HEAD,
        organiser="督查室",
        body_people="示例区人大 示例丁",
        background="路口拥堵。",
        demand="增设站台。",
        agreed=False,
    )
    case = consult.record(office, case.id, meeting)
    told = _text(case_forms.meetings(office, case))
    for text in ("“三见面”（面商）记录表", "■上门走访", "■主要领导", "示例区人大 示例丁", "背景：路口拥堵。"):
        assert text in told
    assert "■有不同意见" in told
    assert told.count("□同意") == 3
    blank = _text(case_forms.meetings(office, case, is_blank=True))
    assert "■" not in blank
    assert case_forms.pdf(office, (case_forms.meetings(office, case),)).startswith(b"%PDF")


def test_the_record_of_a_reply_in_person_names_the_letter(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    assert "例教函" not in _text(case_forms.in_person(office, case))
    case = desks.answered(office, case)
    case = consult.record(office, case.id, Consultation(FACE_TO_FACE_REPLY, office.today, "座谈会"))
    told = _text(case_forms.in_person(office, case))
    assert "例教函〔2026〕1号" in told
    assert "■座谈会" in told


def test_the_opinion_form_is_filled_but_for_the_verdict(office: Office) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    early = case_forms.opinion(office, case)
    assert "寄回" not in _text(early)
    case = desks.answered(office, case)
    form = case_forms.opinion(office, case)
    told = _text(form)
    assert form.copies == 2
    assert form.title == "建议办理情况征询意见表"
    for text in ("例教函〔2026〕1号", "示例区财政局", "□满意　□基本满意　□不满意", "部门不能代填", "前寄回"):
        assert text in told
    assert "■" not in told
    assert "走访情况" not in told


def test_a_scheme_may_ask_more_on_its_form(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "xigong", "xigong")
    case = desks.registered(office, paper=_PROPOSAL)
    told = _text(case_forms.opinion(office, case))
    for text in ("走访情况", "听取方式", "□未针对", "总体评价"):
        assert text in told
    assert find.stage(office, case) is Stage.REGISTERED
    office.close()


def test_a_second_round_is_told_on_its_forms(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)), level=2)
    assert case_forms.meetings(office, case).right == "第2轮"


def test_meetings_of_the_round_before_do_not_count(office: Office) -> None:
    desks.judged(office, desks.answered(office, desks.registered(office)), level=2)
    (found,) = contacts.lacking(office)
    assert found.stages == ("before", "during", "draft")
    assert found.held == {}
