"""Letters of papers handled as one: every submitter is answered, with number and title of the own paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import count, find, issue, merge, prints, register, undo
from desktop.casework.supplement import Addition
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.reply import ReplyKind, ReplyState
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with three cases of three submitters about one matter."""
    made = desks.new_office(tmp_path)
    for number, name in enumerate(("示例甲", "示例乙", "示例丙"), start=1):
        paper = replace(PAPER, submitters=(Submitter(name),), co_submitter_count=0)
        desks.registered(made, str(number), replace(paper, title=f"关于{name}路停车的建议"))
    return made


def _letters(office: Office, case: Case) -> list[tuple[str, str, str]]:
    told = [issue.issued(office, each.id) for each in office.store.letters.of_case(case.id)]
    return [(each.doc_no, each.salutation, each.title) for each in told]


def _body(office: Office, case: Case) -> str:
    return "".join(each.text for each in issue.letter_of(office, case, 1).body)


def test_every_submitter_of_a_merged_paper_gets_a_letter_of_the_own_paper(office: Office) -> None:
    main = desks.answered(office, merge.into(office, 1, (2, 3)))
    first, second, third = (_letters(office, find.case(office, each)) for each in (1, 2, 3))
    assert [each[:2] for each in (*first, *second, *third)] == [
        ("例教函〔2026〕1号", "示例甲代表："),
        ("例教函〔2026〕2号", "示例乙代表："),
        ("例教函〔2026〕3号", "示例丙代表："),
    ]
    assert "第2号" in second[0][2]
    part = find.case(office, 2)
    (reply,) = part.replies
    assert (reply.state, reply.doc_no, reply.text) == (ReplyState.ISSUED, "例教函〔2026〕2号", desks.TEXT)
    assert find.stage(office, part) is Stage.MERGED
    assert "本件已并入第1号建议《关于示例甲路停车的建议》一并办理。" in _body(office, part)
    assert "一并办理" not in _body(office, main)
    assert undo.steps(office)[0].bar


def test_a_paper_merged_after_the_letter_went_out_is_answered_when_asked(office: Office) -> None:
    desks.answered(office, find.case(office, 1))
    main = merge.into(office, 1, (2,))
    assert [case.id for case in issue.owed_to_parts(office, main)] == [2]
    assert issue.to_parts(office, 1) == 1
    assert [each[1] for each in _letters(office, find.case(office, 2))] == ["示例乙代表："]
    assert issue.owed_to_parts(office, main) == ()
    assert issue.to_parts(office, 1) == 0
    with pytest.raises(OfficeError, match="已随主件印发答复"):
        merge.part(office, 2)


def test_a_main_case_answered_again_answers_its_parts_again(office: Office) -> None:
    main = desks.answered(office, merge.into(office, 1, (2,)))
    again = desks.judged(office, main, level=-1)
    assert again.round == 2
    desks.answered(office, again)
    assert [reply.round for reply in find.case(office, 2).replies] == [1, 2]


def test_the_letters_of_the_parts_are_printed_behind_the_one_of_the_main_case(
    office: Office, tmp_path: Path
) -> None:
    desks.answered(office, merge.into(office, 1, (2, 3)))
    assert prints.write_letters(office, (1,), tmp_path / "a.pdf") == 3
    assert prints.write_letters(office, (1, 2, 3), tmp_path / "b.pdf") == 3


def test_what_is_bound_to_another_case_is_neither_withdrawn_nor_thrown_away(office: Office) -> None:
    merge.into(office, 1, (2,))
    for case_id, why in ((1, "有1件并入本件"), (2, "本件已并入第1号建议")):
        with pytest.raises(OfficeError, match=why):
            register.file_as(office, case_id, Filing.WITHDRAWN, "撤回")
        with pytest.raises(OfficeError, match=why):
            register.discard(office, case_id)
    assert register.file_as(office, 1, Filing.FILED).merged == (2,)


def test_of_several_units_only_the_letters_that_went_out_are_sent_on(office: Office) -> None:
    split = desks.handed_out(
        office, find.case(office, 1), desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT)
    )
    desks.drafted(office, desks.answered(office, split, 1), 2)
    main = merge.into(office, 1, (2,))
    assert issue.to_parts(office, 1) == 1
    desks.signed(office, main, 2)
    issue.letter(office, 1, 2)
    assert [each[0] for each in _letters(office, find.case(office, 2))] == [
        "例教函〔2026〕2号",
        "例财函〔2026〕2号",
    ]


def test_papers_handled_as_one_count_once(office: Office) -> None:
    desks.handed_out(office, find.case(office, 2))
    desks.answered(office, merge.into(office, 1, (2,)))
    totals = count.totals(office)
    assert (totals.cases, totals.owed, totals.replied) == (3, 2, 1)
    assert sum(totals.by_class.values()) == 1
    assert tuple(office.store.cases.stale_rows()) == ()


def test_the_submitters_of_merged_papers_are_told_of_what_came_after_the_reply(office: Office) -> None:
    main = desks.answered(office, merge.into(office, 1, (2, 3)))
    desks.added(office, main, Addition("示例路停车场已开工，年底建成。", ReplyKind.INTERIM))
    part = find.case(office, 2)
    (told,) = part.supplements
    assert (told.kind, told.state) == (ReplyKind.INTERIM, ReplyState.ISSUED)
    assert (told.doc_no, told.follows) == ("例教函〔2026〕5号", "例教函〔2026〕2号")
    number, salutation, title = _letters(office, part)[-1]
    assert (number, salutation) == ("例教函〔2026〕5号", "示例乙代表：")
    assert title.endswith("的阶段性答复")
    assert "第2号" in title
    assert len(find.case(office, 3).supplements) == 1
    assert issue.owed_to_parts(office, find.case(office, 1)) == ()


def test_a_paper_merged_after_a_later_letter_gets_both_when_asked(office: Office) -> None:
    desks.added(office, desks.answered(office, find.case(office, 1)), Addition("示例路停车场已建成。"))
    main = merge.into(office, 1, (2,))
    assert [case.id for case in issue.owed_to_parts(office, main)] == [2]
    assert issue.to_parts(office, 1) == 2
    part = find.case(office, 2)
    assert part.supplements[0].follows == part.replies[0].doc_no
    assert issue.owed_to_parts(office, main) == ()
