"""Opening and making desks, units, sessions, settings, drafts, the board, lists, counts and the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop import paths
from desktop.casework import count, export, find, keep, preview, provisions, register, watch
from desktop.casework.office import Founding, create_office, open_office
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.session import Session
from desktop.domain.stage import Stage
from desktop.domain.unit import Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


def test_a_new_desk_knows_every_scheme_and_year(tmp_path: Path) -> None:
    founding = Founding("zhangqiu", "示例区政府办公室", is_demo=True)
    office = create_office(tmp_path / "新建", clock=desks.Clock(), officer="示例", founding=founding)
    assert office.default_scheme.id == "zhangqiu"
    assert office.schemes() == tuple(sorted(provisions.shipped_schemes(), key=lambda each: each.id))
    assert office.is_demo
    assert office.calendar.is_confirmed(2026)
    assert not office.is_read_only
    office.close()
    with pytest.raises(OfficeError, match="已经存在"):
        create_office(tmp_path / "新建", clock=desks.Clock(), officer="示例")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OfficeError, match="不能建立文件夹"):
        create_office(tmp_path / "file" / "desk", clock=desks.Clock(), officer="示例")


def test_a_desk_of_an_older_program_gets_the_newer_provisions(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    office.put_settings({provisions.STAMP: "0.0.1"})
    office.close()
    again = open_office(tmp_path, clock=desks.Clock(), officer="示例")
    assert again.setting(provisions.STAMP) == paths.VERSION
    again.close()


def test_a_desk_opened_to_read_is_not_written(tmp_path: Path) -> None:
    desks.new_office(tmp_path).close()
    office = open_office(tmp_path, clock=desks.Clock(), officer="示例", read_only=True)
    assert office.is_read_only
    with pytest.raises(OfficeError, match="只读"):
        desks.registered(office)
    office.close()


def test_an_unknown_scheme_is_told(office: Office) -> None:
    with pytest.raises(OfficeError, match="找不到方案“没有的”"):
        office.scheme("没有的")


def test_a_worker_reads_what_was_saved(office: Office) -> None:
    case = desks.registered(office)
    worker = office.worker()
    assert find.case(worker, case.id) == case
    assert worker.is_read_only
    worker.close()


def test_unit_names_are_borne_once(office: Office) -> None:
    with pytest.raises(OfficeError, match="缺单位名称"):
        keep.save_unit(office, Unit(" "))
    with pytest.raises(OfficeError, match="已是示例区教育局的名称或别名"):
        keep.save_unit(office, Unit("示例区教育局"))
    renamed = keep.save_unit(office, replace(keep.units(office)[0], aliases=("教体局",)))
    assert office.store.units.find("教体局") == renamed


def test_sessions_read_differently_from_each_other(office: Office) -> None:
    session = keep.sessions(office)[0]
    with pytest.raises(OfficeError, match="届、次须为正整数"):
        keep.save_session(office, Session(Body.CPPCC, "区", 0, 1, 2026))
    with pytest.raises(OfficeError, match="已有“区十七届人大一次会议”"):
        keep.save_session(office, replace(session, id=0))
    moved = keep.save_session(office, replace(session, assigned_on=date(2026, 3, 9)))
    assert keep.sessions(office) == (moved,)


def test_settings_and_drafts_are_kept(office: Office) -> None:
    keep.save_settings(office, {"office_name": "示例区政府办"})
    assert office.setting("office_name") == "示例区政府办"
    assert office.setting("nothing", "空") == "空"
    assert keep.draft(office, "reply/1") is None
    keep.keep_draft(office, "reply/1", {"text": "写到一半"})
    assert keep.draft(office, "reply/1") == {"text": "写到一半"}
    keep.drop_draft(office, "reply/1")
    assert keep.draft(office, "reply/1") is None


def test_a_sound_desk_has_nothing_to_report(office: Office) -> None:
    desks.answered(office, desks.registered(office))
    assert keep.check(office) == ()


def test_the_board_shows_what_is_due_and_what_stands_behind_each_number(
    office: Office, clock: desks.Clock
) -> None:
    for number, due in enumerate((date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 6), date(2026, 4, 20))):
        desks.handed_out(office, desks.registered(office, str(number)), desks.draft(1, Role.SOLE, due_on=due))
    desks.registered(office, "9")
    clock.turn((date(2026, 4, 2) - clock.day).days)
    board = watch.board(office)
    assert {tile.title: tile.number for tile in board.deadlines} == {
        "已逾期": 1,
        "今天到期": 1,
        "7日内到期": 2,
        "30日内到期": 3,
    }
    assert all(find.count(office, tile.behind) == tile.number for tile in (*board.deadlines, *board.work))
    assert [each.row.item_no for each in board.chase] == ["1", "2", "3", "0"]
    assert [each.light.tone for each in board.chase][::3] == [Tone.RED, Tone.OVERDUE]
    assert {tile.title: tile.number for tile in board.stages} == {"待交办": 1, "办理中": 4}
    assert (board.replied, board.total) == (0, 5)


def test_cases_are_found_by_number_body_and_session(office: Office) -> None:
    case = desks.registered(office, "0043")
    assert find.by_number(office, "0043") == (case,)
    assert find.by_number(office, "0043", "区十七届人大一次会议", Body.CONGRESS) == (case,)
    assert find.by_number(office, "0043", body=Body.CPPCC) == ()
    assert find.by_number(office, "0043", "区十六届人大一次会议") == ()
    assert find.page(office, Criteria(text="站建议"), 0, 10) == ()
    assert [row.item_no for row in find.page(office, Criteria(text="公交站"), 0, 10)] == ["0043"]


def test_the_year_is_counted(office: Office) -> None:
    desks.answered(office, desks.registered(office, "1"))
    desks.registered(office, "2")
    refused = desks.registered(office, "3")
    register.file_as(office, refused.id, Filing.NOT_FILED, "不属本级事权")
    totals = count.totals(office, 1)
    assert (totals.cases, totals.owed, totals.replied, totals.met) == (3, 2, 1, 1)
    assert totals.by_stage == {
        Stage.REGISTERED.label: 1,
        Stage.REPLIED.label: 1,
        Stage.NOT_FILED.label: 1,
    }
    board = watch.board(office, 1)
    assert (board.total, board.owed, board.replied) == (3, 2, 1)


def test_the_ledger_holds_every_case_as_typed_cells(office: Office, tmp_path: Path) -> None:
    dangerous = replace(PAPER, title="=cmd|'/c calc'!A0")
    desks.registered(office, "0007", dangerous)
    desks.answered(office, desks.registered(office, "12"))
    target = tmp_path / "台账.xlsx"
    assert export.ledger(office, Criteria(session_id=1), target) == 2
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "区十七届人大一次会议建议提案办理台账" in cells
    assert cells["=cmd|'/c calc'!A0"].data_type == "s"
    assert "0007" in cells
    assert "例教函〔2026〕1号" in cells
    assert "建议提案办理台账" in export.compose(office, Criteria()).title
    assert office.store.journal.head()[1][:12] in export.compose(office, Criteria()).subtitle


def test_a_letter_can_be_seen_as_pictures(office: Office) -> None:
    from desktop.casework import issue

    case = desks.answered(office, desks.registered(office))
    pages = list(preview.page_images(issue.pdf([issue.letter_of(office, case, 1)]), 30))
    assert [(page.width, page.height) for page in pages[:1]] == [(249, 351)]
    assert len(pages[0].pixels) == pages[0].stride * pages[0].height


def test_a_due_date_is_lit_by_the_rules_of_the_desk(office: Office) -> None:
    assert find.light(office, office.today + timedelta(days=1)).tone is Tone.RED
    assert find.light(office, None).tone is Tone.NONE
