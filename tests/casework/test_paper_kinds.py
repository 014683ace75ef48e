"""The catalogue: every kind yields real pages for a case that lacks nothing, and says what others lack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import consult, follow, papers, points, review_sheet, supplement
from desktop.casework.paper_kinds import CATALOGUE
from desktop.casework.papers import Option
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.ledger import Ledger
from desktop.domain.letter import Letter
from desktop.domain.mailing import Labels
from desktop.domain.proposal import Publicity, Submitter
from desktop.domain.reply import ReplyKind
from tests import desks
from tests.documents.letters import Printed
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.papers import PaperKind, Sheet
    from desktop.domain.case import Case

KINDS = {kind.key: kind for kind in CATALOGUE}
PEOPLE = (Submitter("示例甲", address="471000 示例路1号"), Submitter("示例乙", address="示例路2号"))
TITLES = {
    "letter": "答复", "public": "答复", "supplement": "补充答复", "opinion": "征询意见表",
    "receipt": "答复函回执", "in_person": "当面答复记录", "transfer": "转办单", "notice": "通知",
    "task_list": "交办清单", "contacts": "联系人回执", "cover": "首页", "meetings": "记录表",
    "blank_meetings": "记录表", "slip": "审签单", "co_letter": "意见", "change": "申请表",
    "extension": "申请表", "urge": "催办通知书", "supervise": "督办通知书", "promises": "承诺事项台账",
    "promise_receipt": "回执", "carried_over": "登记表", "correspondence": "收文登记簿",
    "dossiers": "案卷目录", "dossier": "卷内目录",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def full(office: Office) -> Case:
    """Return a case of which every paper can be made but those that press."""
    case = desks.registered(office, paper=replace(PAPER, submitters=PEOPLE))
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, case, *tasks)
    opinion = CoOpinion(office.today, "经研究，所需经费已列入本年度预算安排，拟分批拨付。")
    case = consult.take_co_opinion(office, case.id, 2, opinion)
    case = desks.drafted(
        office, desks.met(office, case), result_class="B", planned_on=office.today, reason="列入计划"
    )
    case = desks.issue.letter(office, desks.signed(office, case).id, 1)
    case = follow.promise(office, case.id, Commitment("建成站台", "示例区教育局", office.today))
    addition = supplement.Addition("站台已经建成。")
    return supplement.save_draft(office, case.id, 1, addition)


def sheets(office: Office, kind: PaperKind, case: Case, *options: Option) -> list[Sheet]:
    return list(kind.sheets(office, iter((case,)), frozenset(options)))


def test_every_kind_puts_its_paper_on_paper(office: Office) -> None:
    case, owing = full(office), desks.handed_out(office, desks.registered(office, "13"))
    assert set(TITLES) == {key for key in KINDS if not key.startswith(("envelope", "labels"))}
    for kind in CATALOGUE:
        about = owing if kind.key in {"urge", "supervise"} else case
        assert kind.lacks(office, about) == "", kind.key
        made = sheets(office, kind, about)
        text = "".join(map(Printed(papers.pdf(office, made, kind.name)).text, range(1)))
        assert made
        assert TITLES.get(kind.key, "示例甲代表") in text, kind.key


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("letter", "没有已签发的答复"),
        ("public", "还没有印发答复"),
        ("supplement", "没有补充、阶段性或最终答复"),
        ("opinion", "还没有交办"),
        ("receipt", "还没有印发答复"),
        ("slip", "还没有起草答复"),
        ("co_letter", "没有会办单位"),
        ("urge", "没有单位还欠答复或协办意见"),
        ("promises", "没有登记承诺事项"),
        ("carried_over", "还没有印发答复"),
        ("cover", ""),
        ("labels_3x7", "领衔人没有登记通讯地址"),
    ],
)
def test_what_is_missing_is_said(office: Office, key: str, reason: str) -> None:
    assert KINDS[key].lacks(office, desks.registered(office)) == reason


def test_further_lacks_are_told_apart(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    assert KINDS["carried_over"].lacks(office, case) == "答复类别不需要跟踪落实"
    numbered = replace(case, replies=(replace(case.replies[0], letter_id=None, text=""),))
    assert KINDS["letter"].lacks(office, numbered) == "只登记了文号，没有答复正文"
    assert sheets(office, KINDS["letter"], numbered) == []
    assert sheets(office, KINDS["public"], numbered) == []
    hidden = replace(case, proposal=replace(case.proposal, publicity=Publicity.NOT_PUBLIC))
    assert KINDS["public"].lacks(office, hidden) == "定为不予公开"
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    waiting = desks.handed_out(office, desks.registered(office, "13"), *tasks)
    assert KINDS["co_letter"].lacks(office, waiting) == "还没有登记会办意见"
    assert sheets(office, KINDS["co_letter"], waiting) == []
    assert sheets(office, KINDS["carried_over"], waiting) == []


def test_each_submitter_gets_a_letter_with_the_form_behind_it(office: Office) -> None:
    case = full(office)
    made = sheets(office, KINDS["letter"], case, Option.EACH_SUBMITTER, Option.OPINION_FORM)
    assert [sheet.is_behind for sheet in made] == [False, True, False, True]
    letters = [sheet.content for sheet in made if isinstance(sheet.content, Letter)]
    assert [letter.salutation for letter in letters] == ["示例甲代表：", "示例乙代表："]
    assert [len(bundle) for bundle in papers.bundles(made)] == [2, 2]


def test_a_case_ticked_with_the_one_it_follows_is_printed_once(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    both = replace(case, merged=(case.id,))
    assert len(sheets(office, KINDS["letter"], both)) == 1


def test_a_signed_letter_is_a_preview_and_an_issued_supplement_stays(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    case = desks.signed(office, desks.drafted(office, desks.met(office, case)))
    (preview,) = sheets(office, KINDS["letter"], case)
    assert isinstance(preview.content, Letter)
    assert preview.content.watermark == "预览"
    issued = desks.issue.letter(office, case.id, 1)
    (out,) = sheets(office, KINDS["letter"], issued)
    frozen = replace(issued.replies[0], kind=ReplyKind.FINAL)
    (sheet,) = sheets(office, KINDS["supplement"], replace(issued, supplements=(frozen,)))
    assert sheet.content == out.content


def test_names_and_class_are_left_out_of_a_public_copy(office: Office) -> None:
    (sheet,) = sheets(office, KINDS["public"], full(office), Option.WITHOUT_NAMES, Option.WITHOUT_CLASS)
    assert isinstance(sheet.content, Letter)
    assert "示例甲" not in sheet.content.salutation
    assert sheet.content.class_mark == ""


def test_a_notice_bears_the_tasks_of_its_unit_as_annex(office: Office) -> None:
    made = sheets(office, KINDS["notice"], full(office))
    assert [sheet.unit for sheet in made] == ["示例区教育局", "示例区教育局", "示例区财政局", "示例区财政局"]
    letter, tasks = made[0].content, made[1].content
    assert isinstance(letter, Letter)
    assert isinstance(tasks, Ledger)
    assert letter.attachments == (tasks.title,)
    assert tasks.subtitle == "承办单位：示例区教育局，共1件"
    titles = [column.title for column in tasks.columns]
    assert {"分管领导", "承办人员", "办理任务", "办理措施", "办理时限"} <= set(titles)


def test_labels_begin_where_the_sheet_is_not_used(office: Office) -> None:
    kind = KINDS["labels_2x7"]
    (sheet,) = sheets(office, kind.starting_at(5), full(office), Option.EACH_SUBMITTER)
    assert isinstance(sheet.content, Labels)
    assert sheet.content.start == 5
    assert len(sheet.content.addresses) == 2
    assert KINDS["letter"].starting_at(5) is KINDS["letter"]


def test_points_lie_behind_the_slip(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    case = points.keep(office, case.id, ("增设站台",))
    case = desks.drafted(office, case)
    assert [sheet.is_behind for sheet in sheets(office, KINDS["slip"], case)] == [False, True]


def test_the_slip_of_a_letter_after_the_reply_is_written(office: Office, tmp_path: Path) -> None:
    path = review_sheet.write_later(full(office).id, 1, tmp_path / "审签单.pdf", office)
    assert "答复函审签单" in Printed(path.read_bytes()).text(0)
