"""The slip a reply goes round with (审签单), with every decision taken so far, and the list of its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import letters, print_out, review
from desktop.casework.forms_frame import pdf
from desktop.domain.form import SIGNED, WIDTH, Box, Form, Row, label, pair, pairs
from desktop.domain.points import answer_to
from desktop.domain.progress import SILENT, Progress
from desktop.domain.reply import Reply, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import ReviewStep
    from desktop.domain.scheme import RouteStep

_SIGN_LINES = 3
_NUMBER, _STATE = 2, 4  # of the width of a form
_POINT = 9


def slip(office: Office, case: Case, unit_id: int) -> Form:
    """Return the slip of a unit's reply: what it is about, and each step of its route, decided or not.

    What was sent back earlier stands in the order of time before the step that has to decide now.
    """
    scheme, reply = office.scheme_of(case), case.reply_of(unit_id)
    written = reply or Reply(unit_id, case.task_of(unit_id).unit_name)
    chosen = scheme.result_class(written.result_class)
    paper = case.proposal
    steps = review.route(office, case, unit_id)
    open_steps = steps[len(written.approvals) :] if written.steps else steps
    rows = (
        pair("案由", paper.title),
        pairs(("编号", paper.number_phrase), ("提出人", _submitters(case))),
        pairs(
            ("承办单位", written.unit_name), ("协办单位", "、".join(t.unit_name for t in case.co_handlers))
        ),
        pairs(("拟稿", _signed(written.drafted_by, written.drafted_on)), ("文号", written.doc_no)),
        pairs(
            (scheme.result_basis.label, chosen.words if chosen else ""),
            ("办结时限", case.due.on.isoformat() if case.due else ""),
        ),
        *(_decided(step) for step in written.steps),
        *(_to_sign(office, case, step) for step in open_steps),
    )
    route = review.route_of(office, case, unit_id)
    return Form(
        f"{written.kind.label if written.kind.is_later else '答复'}函审签单",
        rows,
        left=route.label,
        right="★ 重点件" if paper.is_key else "",
        notes=(f"历史指纹 {office.history_mark}",),
        watermark=letters.WATERMARK if office.is_demo else "",
    )


def _submitters(case: Case) -> str:
    names = [each.name for each in case.proposal.submitters]
    together = case.proposal.co_submitter_count + 1
    return f"{names[0]}等{together}人" if names and together > 1 else "、".join(names)


def _signed(name: str, day: object) -> str:
    return f"{name}　{day or ''}".strip()


def _decided(step: ReviewStep) -> Row:
    return Row((label(step.label), Box("\n".join(_lines(step)), at_top=True)), _SIGN_LINES)


def _lines(step: ReviewStep) -> Iterator[str]:
    yield f"{'退回修改' if step.verdict is Verdict.SENT_BACK else '同意'}。{step.opinion}"
    if step.checks:
        yield "已核对：" + "；".join(_with_note(check, step.notes.get(check, "")) for check in step.checks)
    for mark in step.marks:
        yield f"“{mark.passage}”：{mark.remark}"
    yield f"{step.officer}　{step.decided_on}"


def _with_note(check: str, note: str) -> str:
    return f"{check}（{note}）" if note else check


def _to_sign(office: Office, case: Case, step: RouteStep) -> Row:
    wanted = review.checks(office, case, step)
    lines = [f"□　{check}" for check in wanted]
    return Row((label(step.label), Box("\n".join((*lines, "", SIGNED)), at_top=True)), _SIGN_LINES)


def points_list(office: Office, case: Case, unit_id: int) -> Form:
    """Return the list of points with what the reply of a unit says to each (清单式答复), for the annex."""
    reply = case.reply_of(unit_id)
    answers = reply.points if reply else ()
    head = Row(
        (label("序号", _NUMBER), label("诉求要点", _POINT), label("办理情况", _STATE), label("答复", 0))
    )
    rows = [head]
    for number, point in enumerate(case.points, start=1):
        said = answer_to(point, answers)
        state = Box(said.state.label if said else "", _STATE, is_centred=True)
        text = Box(said.detail if said else "")
        rows.append(Row((Box(str(number), _NUMBER, is_centred=True), Box(point.text, _POINT), state, text)))
    return Form(
        letters.ANNEX,
        tuple(rows) if case.points else (*rows, Row((Box("没有整理诉求要点", WIDTH, is_centred=True),))),
        left=case.proposal.number_phrase,
        right=reply.unit_name if reply else "",
        watermark=letters.WATERMARK if office.is_demo else "",
    )


def write(case_id: int, unit_id: int, path: Path, office: Office, progress: Progress = SILENT) -> Path:
    """Write the slip of a unit's reply to a PDF file, the list of points behind it where there are any."""
    return _write(office.store.cases.get(case_id), unit_id, path, office, progress)


def write_later(case_id: int, unit_id: int, path: Path, office: Office, progress: Progress = SILENT) -> Path:
    """Write the slip of a unit's letter after the reply to a PDF file."""
    seen = office.store.cases.get(case_id).at_addition(unit_id)
    return _write(seen, unit_id, path, office, progress)


def _write(case: Case, unit_id: int, path: Path, office: Office, progress: Progress) -> Path:
    forms = [slip(office, case, unit_id)]
    if case.points:
        forms.append(points_list(office, case, unit_id))
    print_out.put(path, pdf(office, forms, progress))
    return path
