"""Register: take a paper in, correct it, decide whether it is taken up, put it into the recycle bin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import secrecy, similar, terms
from desktop.domain.case import Case
from desktop.domain.deadlines import Basis, Matter
from desktop.domain.errors import OfficeError, Problem, Severity, refuse_if
from desktop.domain.proposal import Filing, Proposal
from desktop.domain.secrecy import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.domain.proposal import Submitter

_CLASSIFIED = f"来件带有密级标志；{secrecy.HAND_OVER}"


def proposal(
    office: Office, paper: Proposal, scheme_id: str | None = None, unlike: Sequence[int] = ()
) -> Case:
    """Register a paper as a new case under a scheme (the desk's own when none is named).

    `unlike` are the ids of cases it was found not to repeat (不是重复).
    Raises `OfficeError` naming every field that is missing, or a scheme not made for such papers.
    """
    _refuse_if_faulty(office, paper, "尚未登记")
    scheme = office.scheme_for(paper.kind, scheme_id)
    opened = Case(_dated(office, paper), scheme.id, scheme.version)
    received_on = paper.received_on or office.today
    case = terms.started(office, opened, Matter.HAND_OUT, Basis.RECEIVED, received_on)
    with office.store.transaction():
        note = office.note("登记", f"{paper.number_phrase}《{paper.title}》")
        added = office.store.cases.add(case, note)
        return similar.set_apart(office, added.id, unlike) if unlike else added


def problems(paper: Proposal) -> tuple[Problem, ...]:
    """Return what is missing or odd in a paper, each with its field."""
    found = []
    if not paper.title.strip():
        found.append(Problem("title", "缺标题（案由）"))
    if not paper.session_id:
        found.append(Problem("session_id", "未选届次"))
    if not paper.submitters:
        found.append(Problem("submitters", "缺领衔人（提案者）"))
    if not paper.item_no.strip():
        found.append(Problem("item_no", "未填编号", Severity.WARNING))
    if is_marked_secret(paper):
        found.append(Problem("title", _CLASSIFIED))
    return tuple(found)


def duplicates(office: Office, paper: Proposal) -> tuple[Case, ...]:
    """Return the cases of the same session and kind that bear the same number; numbers need not be unique."""
    if not paper.item_no.strip():
        return ()
    return office.store.cases.by_number(paper.item_no, session_id=paper.session_id, kind=paper.kind)


def next_number(item_no: str) -> str:
    """Return the number after one, written the same way: 12 → 13, 0043 → 0044, DH0271 → DH0272, 建3 → 建4.

    A number without figures at its end has none after it: "".
    """
    found = re.fullmatch(r"(.*?)(\d+)", item_no.strip())
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}" if found else ""


def known_submitters(office: Office) -> tuple[Submitter, ...]:
    """Return everybody who handed in a paper so far, with delegation and phone where known, newest first."""
    return office.store.people.submitters()


def doubts(office: Office, paper: Proposal) -> tuple[Problem, ...]:
    """Return what a person must confirm before a paper is kept: a session of the other body, a bare 保密."""
    session = office.store.sessions.get(paper.session_id)
    asked = () if is_marked_secret(paper) else secrecy.question("title", _texts(paper))
    if session.body is paper.kind.body:
        return asked
    told = f"{session.text}是{session.body.label}的届次，本件是{paper.kind.label}"
    return (Problem("session_id", told, Severity.WARNING), *asked)


def is_marked_secret(paper: Proposal) -> bool:
    """Whether a line of a paper bears the mark of a classified one; a word inside a sentence does not."""
    return marks(_texts(paper))


def _texts(paper: Proposal) -> tuple[str, ...]:
    return paper.title, paper.body, paper.remark


def _refuse_if_faulty(office: Office, paper: Proposal, opening: str) -> None:
    """Refuse a paper with problems; of a classified one the history tells that it was kept out."""
    if is_marked_secret(paper):
        secrecy.tell(office, "登记")
    refuse_if(problems(paper), opening)


def amend(office: Office, case_id: int, paper: Proposal) -> Case:
    """Replace what is registered of a paper; what was done about it stays.

    Raises `OfficeError` for what is missing, and for a paper that becomes key, or ceases to be, while its
    reply is on the route of the other sort.
    """
    _refuse_if_faulty(office, paper, "尚未保存")
    case = office.store.cases.get(case_id)
    if paper.is_key is not case.proposal.is_key and any(each.is_on_route for each in case.current_replies):
        raise OfficeError("答复已送审，不能再改“重点”，未作改动；请先退回修改，改后按相应流程重新送审。")
    return _save(office, replace(case, proposal=_dated(office, paper)), "修改登记", paper.title)


def file_as(office: Office, case_id: int, filing: Filing, reason: str = "") -> Case:
    """Decide whether a paper is taken up; anything but 立案 needs a reason and no reply on its way out."""
    case = office.store.cases.get(case_id)
    _refuse_bound(case, filing.label)
    if filing is not Filing.FILED:
        if not reason.strip():
            raise OfficeError(f"{filing.label}须写明理由，未作改动；请填写理由后再试。")
        if case.latest_issued:
            raise OfficeError(f"本件已印发答复，不能改为{filing.label}，未作改动；请照常登记反馈。")
    paper = replace(case.proposal, filing=filing, filing_reason=reason)
    return _save(office, replace(case, proposal=paper), filing.label, reason)


def discard(office: Office, case_id: int, reason: str = "") -> Case:
    """Put a case into the recycle bin; nothing is destroyed."""
    case = office.store.cases.get(case_id)
    _refuse_bound(case, "移入回收站")
    return _save(office, replace(case, is_deleted=True), "移入回收站", reason)


def restore(office: Office, case_id: int) -> Case:
    """Take a case out of the recycle bin."""
    case = office.store.cases.get(case_id)
    return _save(office, replace(case, is_deleted=False), "从回收站恢复", "")


def _refuse_bound(case: Case, verb: str) -> None:
    """Refuse what would leave another case without the one it is handled with."""
    if case.merged_into:
        raise OfficeError(f"本件已{case.proposal.filing_reason}，不能{verb}，未作改动；请先撤销并案。")
    if case.merged and verb != Filing.FILED.label:
        raise OfficeError(f"有{len(case.merged)}件并入本件，不能{verb}，未作改动；请先撤销并案。")


def _dated(office: Office, paper: Proposal) -> Proposal:
    return paper if paper.registered_on else replace(paper, registered_on=office.today)


def _save(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
