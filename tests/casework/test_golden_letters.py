"""Every kind of letter as it is read back from its PDF, line by line, against the text it is to have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.casework import co_letters, consult, issue, letters, public_copies
from desktop.casework.public_copies import Hiding
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.letter_rules import Recipients, SuperiorRules
from desktop.domain.reply import Reply, ReplyKind
from tests import desks
from tests.casework.golden_letters import GOLDEN
from tests.documents.letters import Printed
from tests.documents.measured import said
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return a desk with three units."""
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def opened(office: Office, *, is_key: bool = False, **habits: Any) -> Case:
    """Return a case of two submitters under such letter habits, registered as number 12."""
    case = desks.registered(office, paper=replace(PAPER, is_key=is_key))
    scheme = office.scheme_of(case)
    own = replace(scheme, id="own", version=1, letter=replace(scheme.letter, **habits))
    with office.store.transaction():
        office.store.reference.put_scheme(own, office.note("测试"))
        return office.store.cases.save(replace(case, scheme_id="own", scheme_version=1), office.note("测试"))


def _reply(office: Office) -> Letter:
    return issue.letter_of(office, desks.answered(office, opened(office)), 1)


def _each(office: Office) -> Letter:
    return issue.letter_of(office, desks.answered(office, opened(office, recipients=Recipients.EACH)), 1)


def _joint(office: Office) -> Letter:
    tasks = (desks.draft(1, Role.JOINT_LEAD), desks.draft(2, Role.JOINT_LEAD))
    case = desks.handed_out(office, opened(office), *tasks)
    return letters.compose(office, desks.drafted(office, case), 1)


def _co_opinion(office: Office) -> Letter:
    case = desks.handed_out(office, opened(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    opinion = CoOpinion(office.today, "同意增设站台，所需资金列入预算。")
    case = consult.take_co_opinion(office, case.id, 2, opinion)
    return co_letters.compose(office, co_letters.issue_letter(office, case.id, 2), 2)


def _again(office: Office) -> Letter:
    case = desks.judged(office, desks.answered(office, opened(office)), level=-1)
    return letters.compose(office, desks.drafted(office, case), 1)


def _later(kind: ReplyKind) -> Any:
    def made(office: Office) -> Letter:
        case = desks.answered(office, opened(office))
        after = Reply(
            1, "示例区教育局", kind=kind, text="二期站台已于今日投用。", follows="例教函〔2026〕1号"
        )
        return letters.compose_addition(office, case, after)

    return made


def _superior(office: Office) -> Letter:
    rules = {"superior": SuperiorRules("示例区人民政府", prefix="例政函"), "printer": "{unit}办公室"}
    return issue.letter_of(office, desks.answered(office, opened(office, is_key=True, **rules)), 1)


def _public(office: Office) -> Letter:
    case = desks.answered(office, opened(office))
    return public_copies.of_case(office, case, 1, Hiding(names=True, class_mark=True))


KINDS = {
    "答复": _reply,
    "逐人分送": _each,
    "联合答复": _joint,
    "会办意见": _co_opinion,
    "重新答复": _again,
    "补充答复": _later(ReplyKind.SUPPLEMENTARY),
    "阶段性答复": _later(ReplyKind.INTERIM),
    "最终答复": _later(ReplyKind.FINAL),
    "以政府名义": _superior,
    "公开版": _public,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_reads_back_as_it_is_to_read(office: Office, kind: str) -> None:
    paper = Printed(issue.pdf([KINDS[kind](office)]))
    read = [said(line) for page in range(len(paper)) for line in paper.lines(page)]
    assert read == GOLDEN[kind].split()
