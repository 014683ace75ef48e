"""Handled again: the causes are studied and a new plan is made before the next reply, in every round."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from desktop.casework import answer, find, follow, metrics, prints, undo
from desktop.casework.papers import Option
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Rehandling
from desktop.domain.procedure import Act, Situation, allowed
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

BAD = 2
STUDY = Rehandling("没有说明时限。", "明确完成时限。", desks.FIRST_DAY, "每月通报。", "示例区教育局")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def _again(office: Office, number: str = "12") -> Case:
    return desks.judged(office, desks.answered(office, desks.registered(office, number)), level=BAD)


def test_the_next_reply_waits_for_the_study(office: Office) -> None:
    case = _again(office)
    step = find.next_step(office, case)
    assert step is not None
    assert step.act is Act.REHANDLE
    assert step.what == "分析不满意的原因，重新研究办理方案"
    drafted = desks.drafted(office, desks.met(office, case))
    with pytest.raises(OfficeError, match="重新办理前须分析不满意的原因"):
        answer.submit(office, drafted.id, 1)
    studied = follow.study_again(office, case.id, STUDY)
    assert studied.rehandling is not None
    assert (studied.rehandling.causes, studied.rehandling.round) == ("没有说明时限。", 2)
    assert desks.signed(office, studied).replies[-1].signed_on == office.today


def test_a_later_study_replaces_the_earlier_and_can_be_taken_back(office: Office) -> None:
    case = follow.study_again(office, _again(office).id, STUDY)
    case = follow.study_again(office, case.id, Rehandling("另有原因。", "新方案。", office.today))
    assert [each.causes for each in case.rehandlings] == ["另有原因。"]
    undo.undo(office)
    assert [each.causes for each in find.case(office, case.id).rehandlings] == ["没有说明时限。"]


def test_a_third_round_has_a_study_of_its_own(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.studied(office, _again(office))), level=BAD)
    assert (case.round, case.rehandling) == (3, None)
    case = desks.studied(office, case)
    assert [each.round for each in case.rehandlings] == [2, 3]


def test_only_a_case_handled_again_is_studied(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match="没有转入重新办理"):
        follow.study_again(office, case.id, STUDY)
    case = desks.answered(office, desks.studied(office, _again(office, "13")))
    with pytest.raises(OfficeError, match="本轮已经答复"):
        follow.study_again(office, case.id, STUDY)
    assert not allowed(Act.REHANDLE, Situation(case, office.scheme_of(case), office.today))


@pytest.mark.parametrize(
    ("study", "message"),
    [
        (Rehandling(" ", "方案", desks.FIRST_DAY), "缺原因分析"),
        (Rehandling("原因", "", desks.FIRST_DAY), "缺重新办理方案"),
        (Rehandling("原因", "方案", desks.FIRST_DAY + timedelta(days=1)), "研究日期须在反馈日期"),
        (Rehandling("原因", "方案", desks.FIRST_DAY, planned_on=date(2027, 1, 1)), "不晚于重新办理时限"),
    ],
)
def test_an_impossible_study_is_refused(office: Office, study: Rehandling, message: str) -> None:
    case = _again(office)
    with pytest.raises(OfficeError, match=message):
        follow.study_again(office, case.id, study)
    assert find.case(office, case.id).rehandlings == ()


def test_a_letter_is_printed_with_its_form_in_two_copies(office: Office, tmp_path: Path) -> None:
    case = desks.answered(office, desks.registered(office))
    plain, bound = tmp_path / "函.pdf", tmp_path / "函和表.pdf"
    prints.write_letters(office, (case.id,), plain)
    prints.write_letters(office, (case.id,), bound, options=frozenset({Option.OPINION_FORM}))

    def pages(path: Path) -> int:
        document = pypdfium2.PdfDocument(path)
        number = len(document)
        document.close()
        return number

    assert (pages(plain), pages(bound)) == (1, 5)  # the letter and each copy on a sheet of its own


def test_forms_not_returned_are_counted_apart(office: Office) -> None:
    desks.judged(office, desks.answered(office, desks.registered(office, "1")))
    desks.answered(office, desks.registered(office, "2"))
    group = next(each for each in metrics.figures(office).groups if each.title == "反馈评价")
    assert (group.whole.number, group.whole_text) == (1, "已反馈件数，未反馈1件另计")
    assert group.heading.endswith("（已反馈件数 1，未反馈1件另计）")
