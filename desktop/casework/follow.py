"""Follow: take in the submitter's verdict, handle again where it says so, and keep the promises made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import assign, attach, terms
from desktop.domain.attachment import AttachmentKind
from desktop.domain.deadlines import Basis, Matter
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.said import cleaned, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop.casework.attach import Taken
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.commitment import Commitment
    from desktop.domain.feedback import Rehandling
    from desktop.domain.scheme import Scheme


def take_feedback(
    office: Office, case_id: int, feedback: Feedback, scans: Sequence[Taken] = ()
) -> Case:
    """Take in the verdict on the current round; a level that triggers it opens the next round.

    `scans` are files taken in of the form as it came back; they are put to the case with the verdict.
    Raises `OfficeError` before the reply went out, for a missing dimension, and for a call by nobody or by
    one of the units that handle the case: they do not judge for the submitter.
    """
    feedback = cleaned(feedback)
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.FEEDBACK, Situation(case, scheme, office.today))
    refuse_if(_odd_feedback(office, case, scheme, feedback), "尚未登记反馈")
    again = triggers_rehandling(scheme, feedback)
    judged = case.with_feedback(feedback, again=again)
    if again:
        judged = assign.started(office, judged, Matter.REHANDLE, Basis.FEEDBACK, feedback.received_on)
        judged = terms.with_internal(office, judged)
    verb = "登记反馈，转重新办理" if again else Act.FEEDBACK.label
    words = [scheme.level(code) for code in feedback.verdicts.values()]
    summary = "、".join(level.label for level in words if level)
    with office.store.transaction():
        attach.add(office, case_id, scans, AttachmentKind.OPINION_FORM)
        return office.store.cases.save(judged, office.note(verb, summary))


def study_again(office: Office, case_id: int, study: Rehandling) -> Case:
    """Record why the submitter was not content and what is done anew; a later record replaces it (S3-15).

    Raises `OfficeError` outside a second round, without causes or plan, and for days that cannot be.
    """
    study = cleaned(study)
    case = office.store.cases.get(case_id)
    require(Act.REHANDLE, Situation(case, office.scheme_of(case), office.today))
    refuse_if(_odd_study(office, case, study), "尚未登记")
    kept = replace(
        study, causes=study.causes.strip(), plan=study.plan.strip(), measures=study.measures.strip()
    )
    with office.store.transaction():
        return office.store.cases.save(
            case.with_rehandling(kept), office.note(Act.REHANDLE.label, kept.causes)
        )


def _odd_study(office: Office, case: Case, study: Rehandling) -> Iterator[Problem]:
    if not study.causes.strip():
        yield Problem("causes", "缺原因分析")
    if not study.plan.strip():
        yield Problem("plan", "缺重新办理方案")
    heard_on = case.feedbacks[-1].received_on
    if not heard_on <= study.studied_on <= office.today:
        yield Problem("studied_on", f"研究日期须在反馈日期 {heard_on.isoformat()} 之后、不晚于今天")
    if study.planned_on and case.due and not study.studied_on <= study.planned_on <= case.due.on:
        yield Problem("planned_on", f"计划答复日期须在研究之后、不晚于重新办理时限 {case.due.on.isoformat()}")


def triggers_rehandling(scheme: Scheme, feedback: Feedback) -> bool:
    """Return whether any dimension bears a level that makes the office handle the case again."""
    levels = (scheme.level(code) for code in feedback.verdicts.values())
    return any(level is not None and level.triggers_rehandling for level in levels)


def _odd_feedback(office: Office, case: Case, scheme: Scheme, feedback: Feedback) -> list[Problem]:
    found = [
        Problem(dimension.key, f"缺“{dimension.label}”的评价")
        for dimension in scheme.satisfaction.dimensions
        if scheme.level(feedback.verdicts.get(dimension.key, "")) is None
    ]
    found += _odd_caller(case, feedback)
    issued_on = case.latest_issued.issued_on if case.latest_issued else None
    if feedback.received_on > office.today:
        found.append(Problem("received_on", "反馈日期不能晚于今天"))
    elif issued_on and feedback.received_on < issued_on:
        found.append(Problem("received_on", f"反馈日期不能早于答复日期 {issued_on.isoformat()}"))
    return found


def _odd_caller(case: Case, feedback: Feedback) -> Iterator[Problem]:
    """Yield what is wrong with who told the verdict by telephone or in person (部门不能代填)."""
    caller = feedback.brought_by.strip()
    if feedback.source is FeedbackSource.PHONE and not caller:
        yield Problem("brought_by", "电话告知的须写明来电人（部门不能代填）")
    units = {name for task in case.assignments for name in (task.unit_name, task.handler) if name}
    submitters = {each.name for each in case.proposal.submitters}
    if feedback.source is not FeedbackSource.PAPER and caller in units - submitters:
        yield Problem("brought_by", f"{caller}是承办单位，部门不能代填；评价须由提出人本人告知")


def promise(office: Office, case_id: int, commitment: Commitment) -> Case:
    """Record a promise made to the submitter."""
    commitment = cleaned(commitment)
    case = office.store.cases.get(case_id)
    require(Act.COMMIT, Situation(case, office.scheme_of(case), office.today))
    if not commitment.text.strip():
        raise OfficeError("缺承诺事项，尚未登记；请写明承诺做什么。")
    if commitment.due_on and commitment.due_on < commitment.promised_on:
        raise OfficeError("承诺完成时间早于承诺日期，尚未登记；请改正其中一个日期。")
    changed = replace(case, commitments=(*case.commitments, commitment))
    if changed.next_to_answer() is None:
        changed = terms.with_interim(office, changed)
    with office.store.transaction():
        return office.store.cases.save(changed, office.note(Act.COMMIT.label, commitment.text))


def set_implementation(office: Office, case_id: int, status: str) -> Case:
    """Say how far what was answered is carried out (落实情况): a status of the case's scheme, or ""."""
    case = office.store.cases.get(case_id)
    require(Act.COMMIT, Situation(case, office.scheme_of(case), office.today))
    known = office.scheme_of(case).implementation_statuses
    if status and status not in known:
        raise OfficeError(f"本件的办理规则没有“{status}”这一落实情况，未作改动；请选{'、'.join(known)}之一。")
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, implementation=status), office.note("登记落实情况", status)
        )


def fulfil(office: Office, case_id: int, index: int, fulfilled_on: date, evidence: str = "") -> Case:
    """Mark the promise at `index` (0-based, in the order recorded) as kept on that day."""
    case = office.store.cases.get(case_id)
    if not 0 <= index < len(case.commitments) or not case.commitments[index].is_open:
        raise OfficeError("该承诺事项已办结或已不存在，未作改动；请刷新后再试。")
    chosen = case.commitments[index]
    if fulfilled_on > office.today or fulfilled_on < chosen.promised_on:
        raise OfficeError("完成日期须在承诺日期之后、不晚于今天，未作改动；请改正完成日期。")
    kept = replace(chosen, fulfilled_on=fulfilled_on, evidence=said(evidence).strip())
    commitments = tuple(kept if place == index else each for place, each in enumerate(case.commitments))
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, commitments=commitments), office.note(Act.FULFIL.label, chosen.text)
        )
