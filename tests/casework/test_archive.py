"""Putting cases away: numbered, complete or with a reason, one or many, taken back, never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    archive,
    attach,
    consult,
    find,
    follow,
    keep,
    look_back,
    register,
    saved_views,
    undo,
)
from desktop.casework.office import open_office
from desktop.domain.assignment import Role
from desktop.domain.attachment import AttachmentKind
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.look_back import Wish
from desktop.domain.procedure import Act
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

FULL = replace(PAPER, body="示例路沿线候车拥挤，建议增设站台。")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def closed(office: Office, number: str = "12", source: FeedbackSource = FeedbackSource.PHONE) -> Case:
    """Return a closed case whose dossier is complete when the verdict came by phone."""
    case = desks.answered(office, desks.registered(office, number, FULL))
    rules = office.scheme_of(case).satisfaction
    verdicts = {dimension.key: rules.levels[0].code for dimension in rules.dimensions}
    return follow.take_feedback(office, case.id, Feedback(office.today, verdicts, source, "示例经办"))


def put_away(office: Office, case: Case, **wanted: object) -> Case:
    return archive.put_away(office, case.id, replace(archive.suggested(office, case), **wanted))  # type: ignore[arg-type]


def test_a_closed_case_is_put_away_under_the_next_number(office: Office) -> None:
    case = put_away(office, closed(office))
    assert case.dossier is not None
    assert (case.dossier.file_no, case.dossier.retention) == ("2026-Y-0001", "永久")
    assert (case.dossier.archived_on, case.dossier.archived_by) == (office.today, "示例经办")
    assert find.stage(office, case) is Stage.ARCHIVED
    assert find.next_step(office, case) is None
    assert find.allowed(office, case) == (Act.REOPEN,)
    assert put_away(office, closed(office, "13")).dossier == replace(case.dossier, file_no="2026-Y-0002")
    assert find.history(office, case.id)[-1].verb == "立卷归档"
    assert not tuple(office.store.check())


def test_an_open_case_is_not_put_away(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError, match="不能立卷归档，未作改动：本件为“办理中”，办结后方可归档"):
        put_away(office, case)


def test_what_lacks_needs_a_written_reason(office: Office) -> None:
    case = closed(office, source=FeedbackSource.PAPER)
    with pytest.raises(OfficeError, match=r"案卷不全（缺1份收回的征询意见表扫描件），请补齐，或写明缺件说明"):
        put_away(office, case)
    assert find.case(office, case.id).dossier is None
    kept = put_away(office, case, reason=" 原件存政协 ")
    assert kept.dossier is not None
    assert kept.dossier.reason == "原件存政协"


def test_a_scan_completes_the_dossier(office: Office, tmp_path: Path) -> None:
    case = closed(office, source=FeedbackSource.PAPER)
    (tmp_path / "征询意见表.pdf").write_bytes(b"%PDF-1.4 scan")
    haul = attach.take_in(office, [tmp_path / "征询意见表.pdf"])
    attach.add(office, case.id, haul.taken, AttachmentKind.OPINION_FORM)
    assert put_away(office, case).dossier is not None


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"file_no": " "}, "归档号须为1至60个字"),
        ({"file_no": "长" * 61}, "归档号须为1至60个字"),
        ({"file_no": "一\t二"}, "归档号须为1至60个字"),
        ({"retention": " "}, "未填保管期限"),
        ({"on": desks.FIRST_DAY + timedelta(days=1)}, "不晚于今天"),
        ({"on": desks.FIRST_DAY - timedelta(days=1)}, r"最后一次办理（2026-03-02）之后"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, wanted: dict[str, object], message: str) -> None:
    case = closed(office)
    with pytest.raises(OfficeError, match=message):
        put_away(office, case, **wanted)
    assert find.stage(office, find.case(office, case.id)) is Stage.CLOSED


def test_a_number_is_borne_once(office: Office) -> None:
    put_away(office, closed(office), file_no="甲-1")
    with pytest.raises(OfficeError, match=r"归档号“甲-1”已经用过，没有改动；请改用下一个号"):
        put_away(office, closed(office, "13"), file_no="甲-1")


def test_each_term_has_its_own_numbers_and_is_the_offices_own(office: Office) -> None:
    first = closed(office)
    assert archive.next_number(office, "30年") == "2026-D30-0001"
    put_away(office, first)
    assert archive.next_number(office, "30年") == "2026-D30-0001"
    assert archive.next_number(office, "永久") == "2026-Y-0002"
    keep.save_settings(office, {archive.LEAD_TERM: "30年", archive.CO_TERM: "10年"})
    assert archive.suggested(office, first).retention == "30年"
    assert archive.retention_rules(office).terms == ("30年", "10年", "永久")


def test_an_archived_case_is_only_read(office: Office, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    taken = attach.take_in(office, [tmp_path / "说明.txt"]).taken
    case = closed(office)
    attach.add(office, case.id, taken, None)
    case = put_away(office, case)
    (file,) = attach.of_case(office, case.id)
    for change in (
        lambda: register.amend(office, case.id, replace(case.proposal, remark="改")),
        lambda: register.discard(office, case.id, "重复登记"),
        lambda: consult.record(office, case.id, Consultation("before", office.today, "电话")),
        lambda: look_back.take_wish(office, case.id, Wish("再加座椅", office.today)),
        lambda: attach.add(office, case.id, taken, None),
        lambda: attach.rename(office, file.id, "另名.txt"),
        lambda: attach.discard(office, [file.id]),
    ):
        with pytest.raises(OfficeError, match="已归档"):
            change()
    assert find.case(office, case.id) == case
    assert [each.name for each in attach.of_case(office, case.id)] == ["说明.txt"]


def test_what_came_before_is_not_undone_while_it_is_archived(office: Office, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    case = closed(office)
    attach.add(office, case.id, attach.take_in(office, [tmp_path / "说明.txt"]).taken, None)
    added = undo.undoable(office)
    put_away(office, case)
    with pytest.raises(OfficeError, match=r"已归档（2026-Y-0001），没有改动"):
        undo.undo(office, added)
    assert attach.of_case(office, case.id)


def test_putting_away_is_undone_and_done_again(office: Office) -> None:
    case = put_away(office, closed(office))
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 立卷归档"
    undo.undo(office)
    assert find.stage(office, find.case(office, case.id)) is Stage.CLOSED
    undo.redo(office)
    assert find.case(office, case.id).dossier == case.dossier
    assert not tuple(office.store.check())


def test_taking_out_is_told_with_its_reason(office: Office) -> None:
    case = put_away(office, closed(office))
    with pytest.raises(OfficeError, match="须写明取消归档的理由"):
        archive.take_out(office, case.id, " ")
    again = archive.take_out(office, case.id, "补充扫描件")
    assert find.stage(office, again) is Stage.CLOSED
    line = find.history(office, case.id)[-1]
    assert (line.verb, line.summary) == ("取消归档", "补充扫描件")
    assert line.before["dossier"]["file_no"] == "2026-Y-0001"
    with pytest.raises(OfficeError, match="本件没有归档"):
        archive.take_out(office, case.id, "再来")
    assert archive.suggested(office, again).file_no == "2026-Y-0001"
    undo.undo(office)
    assert find.case(office, case.id).dossier == case.dossier


def test_a_number_taken_meanwhile_keeps_taking_out_from_being_undone(office: Office) -> None:
    first, second = closed(office), closed(office, "13")
    put_away(office, first)
    archive.take_out(office, first.id, "补充")
    out = undo.undoable(office)
    put_away(office, second)
    with pytest.raises(OfficeError, match="已经用过"):
        undo.undo(office, out)
    assert find.case(office, first.id).dossier is None


def test_many_are_put_away_at_once_in_their_order(office: Office) -> None:
    cases = [closed(office, number) for number in ("1", "2")]
    co = desks.handed_out(
        office, desks.registered(office, "3", FULL), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    cases.append(desks.judged(office, desks.answered(office, co)))
    ids = [case.id for case in cases]
    with pytest.raises(OfficeError, match="第3号建议不能立卷归档，都没有归档：案卷不全"):
        archive.put_away_all(office, ids)
    assert [each.case.id for each in archive.waiting(office)] == ids
    assert archive.put_away_all(office, ids, "纸质材料另存") == 3
    found = archive.archived(office)
    assert [each.file_no for each in found] == ["2026-Y-0001", "2026-Y-0002", "2026-Y-0003"]
    assert [each.case.dossier.reason for each in found if each.case.dossier] == ["", "", "纸质材料另存"]
    assert [each.year for each in found] == [2026] * 3
    assert archive.waiting(office) == ()
    undone = undo.undo(office)
    assert undone.label == "撤销 立卷归档 3件"
    waiting = archive.waiting(office)
    assert [each.id for each in waiting] == ids
    assert {(each.file_no, each.year) for each in waiting} == {("", None)}


def test_an_open_case_among_many_stops_all(office: Office) -> None:
    first, second = closed(office, "1"), desks.handed_out(office, desks.registered(office, "2"))
    with pytest.raises(OfficeError, match="第2号建议不能立卷归档，都没有归档：本件为“办理中”"):
        archive.put_away_all(office, [first.id, second.id])
    assert find.case(office, first.id).dossier is None


def test_putting_many_away_can_be_stopped(office: Office) -> None:
    class Impatient(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            assert (done, total, text) == (1, 1, "正在归档第1件")
            raise Cancelled

    case = closed(office)
    with pytest.raises(Cancelled):
        archive.put_away_all(office, [case.id], progress=Impatient())
    assert find.case(office, case.id).dossier is None


def test_the_list_of_those_to_be_put_away_is_a_view(office: Office) -> None:
    case = closed(office)
    view = saved_views.find(office, "待归档")
    assert view is not None
    assert find.ids(office, view.criteria) == (case.id,)
    put_away(office, case)
    assert find.ids(office, view.criteria) == ()
    (row,) = find.page(office, replace(view.criteria, stages=(Stage.ARCHIVED,)), 0, 5)
    assert (row.stage.label, row.next_step) == ("已归档", "")


def test_the_archive_survives_closing_the_desk(office: Office, tmp_path: Path) -> None:
    case = put_away(office, closed(office))
    office.close()
    again = open_office(tmp_path / "desk", clock=desks.Clock(), officer="示例经办")
    assert find.case(again, case.id).dossier == case.dossier
    assert archive.next_number(again, "永久") == "2026-Y-0002"
    again.close()
