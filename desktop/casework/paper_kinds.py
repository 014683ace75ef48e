"""The catalogue of papers: every kind that can be printed of cases, in the order it is offered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.casework import (
    case_forms,
    dossier,
    forms_mailing,
    forms_opinion,
    forms_receipts,
    forms_registers,
    forms_requests,
    forms_transfer,
    paper_units,
    review_sheet,
)
from desktop.casework import paper_letters as replies
from desktop.casework.paper_letters import name_of
from desktop.casework.papers import Option, PaperKind, Sheet
from desktop.domain.mailing import EnvelopeSize, LabelGrid
from desktop.domain.supervision import SupervisionLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.casework.office import Office
    from desktop.casework.papers import Content
    from desktop.domain.case import Case


# --- what is missing ------------------------------------------------------------------------------------


def _lacks_nothing(_office: Office, _case: Case) -> str:
    return ""


def _lacks_unit(_office: Office, case: Case) -> str:
    return "" if case.assignments else "还没有交办"


def _lacks_issued(_office: Office, case: Case) -> str:
    return "" if case.latest_issued else "还没有印发答复"


def _lacks_draft(_office: Office, case: Case) -> str:
    return "" if case.current_replies else "还没有起草答复"


def _lacks_owing(_office: Office, case: Case) -> str:
    owing = any(case.owes_part(task) for task in case.assignments)
    return "" if owing else "没有单位还欠答复或协办意见"


def _lacks_promise(_office: Office, case: Case) -> str:
    return "" if case.commitments else "没有登记承诺事项"


def _lacks_carried(office: Office, case: Case) -> str:
    if not case.latest_issued:
        return "还没有印发答复"
    return "" if forms_registers.carried(office, case) else "答复类别不需要跟踪落实"


# --- forms of one case ----------------------------------------------------------------------------------


def _each(
    name: str,
    make: Callable[[Office, Case], Content],
    office: Office,
    cases: Iterable[Case],
    _options: frozenset[Option],
) -> Iterator[Sheet]:
    for case in cases:
        yield Sheet(name_of(case, name), make(office, case), case.id)


def _each_reply(
    name: str,
    make: Callable[[Office, Case, int | None], Content],
    office: Office,
    cases: Iterable[Case],
    _options: frozenset[Option],
) -> Iterator[Sheet]:
    """Yield a form for each reply that went out; before the first one, one about the lead unit."""
    for case in cases:
        issued = [task for task in case.answering if case.issued_reply(task.unit_id)]
        for task in issued or (None,):
            content = make(office, case, task.unit_id if task else None)
            unit = task.unit_name if task else ""
            yield Sheet(name_of(case, name, unit), content, case.id, unit=unit)


def _slips(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    for case in cases:
        for reply in case.current_replies:
            slip = review_sheet.slip(office, case, reply.unit_id)
            yield Sheet(name_of(case, "审签单", reply.unit_name), slip, case.id, unit=reply.unit_name)
            if case.points:
                points = review_sheet.points_list(office, case, reply.unit_id)
                yield Sheet(name_of(case, "诉求要点"), points, case.id, is_behind=True)


def _changes(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    for case in cases:
        for form in forms_requests.changes(office, case):
            yield Sheet(name_of(case, "退回改办增办申请"), form, case.id)


_REPLY, _HANDOUT, _PROCESS, _PRESS = "答复", "交办", "办理过程", "督办"
_FOLLOW, _FILES, _POST = "跟踪落实", "登记与案卷", "信封标签"
_EACH_ONE = (Option.EACH_SUBMITTER,)


def _form(key: str, name: str, group: str, make: Callable[[Office, Case], Content]) -> PaperKind:
    """Return the kind of a form that any case handed out can have."""
    return PaperKind(key, name, group, _lacks_unit, partial(_each, name, make))


CATALOGUE: tuple[PaperKind, ...] = (
    PaperKind(
        "letter",
        "答复函",
        _REPLY,
        replies.lacks_letter,
        replies.letters,
        (Option.OPINION_FORM, Option.EACH_SUBMITTER),
        "封",
    ),
    PaperKind(
        "public",
        "公开版答复函",
        _REPLY,
        replies.lacks_public,
        replies.public,
        (Option.WITHOUT_NAMES, Option.WITHOUT_CLASS),
    ),
    PaperKind(
        "supplement",
        "后续答复函",
        _REPLY,
        replies.lacks_supplement,
        replies.supplements,
        word="封",
    ),
    PaperKind(
        "opinion",
        "征询意见表",
        _REPLY,
        _lacks_unit,
        partial(_each_reply, "征询意见表", forms_opinion.opinion),
    ),
    PaperKind(
        "receipt",
        "答复函回执",
        _REPLY,
        _lacks_issued,
        partial(_each_reply, "答复函回执", forms_receipts.of_reply),
    ),
    _form("in_person", "当面答复记录", _REPLY, case_forms.in_person),
    _form("transfer", "转办单", _HANDOUT, forms_transfer.slip),
    PaperKind("notice", "交办通知", _HANDOUT, _lacks_unit, paper_units.notices, is_joint=True),
    PaperKind("task_list", "交办清单", _HANDOUT, _lacks_unit, paper_units.task_list, is_joint=True),
    PaperKind("contacts", "联系人回执", _HANDOUT, _lacks_unit, paper_units.contacts, is_joint=True),
    PaperKind("cover", "首页", _PROCESS, _lacks_nothing, partial(_each, "首页", forms_transfer.cover)),
    _form("meetings", "三见面记录表", _PROCESS, case_forms.meetings),
    _form("blank_meetings", "空白见面记录表", _PROCESS, partial(case_forms.meetings, is_blank=True)),
    PaperKind("slip", "答复函审签单", _PROCESS, _lacks_draft, _slips),
    PaperKind("co_letter", "会办意见函", _PROCESS, replies.lacks_co_letter, replies.co_opinions, word="封"),
    PaperKind("change", "退回改办申请表", _PROCESS, _lacks_unit, _changes),
    _form("extension", "延期申请表", _PROCESS, forms_requests.extension),
    PaperKind(
        "urge",
        "催办通知书",
        _PRESS,
        _lacks_owing,
        partial(paper_units.press, SupervisionLevel.URGE),
        is_joint=True,
    ),
    PaperKind(
        "supervise",
        "督办通知书",
        _PRESS,
        _lacks_owing,
        partial(paper_units.press, SupervisionLevel.SUPERVISE),
        is_joint=True,
    ),
    PaperKind("promises", "承诺事项台账", _FOLLOW, _lacks_promise, paper_units.promises, is_joint=True),
    PaperKind(
        "promise_receipt",
        "承诺落实回执",
        _FOLLOW,
        _lacks_promise,
        partial(_each, "承诺事项落实情况回执", forms_receipts.of_promises),
    ),
    PaperKind(
        "carried_over", "落实情况登记表", _FOLLOW, _lacks_carried, paper_units.carried_over, is_joint=True
    ),
    PaperKind(
        "correspondence",
        "收发文登记簿",
        _FILES,
        _lacks_nothing,
        paper_units.correspondence(None, None),
        is_joint=True,
        spanning=paper_units.correspondence,
    ),
    PaperKind("dossiers", "案卷目录", _FILES, _lacks_issued, paper_units.dossiers, is_joint=True),
    PaperKind("dossier", "卷内目录", _FILES, _lacks_issued, partial(_each, "卷内目录", dossier.catalogue)),
    *(
        PaperKind(
            f"envelope_{size}",
            size.label,
            _POST,
            forms_mailing.lacks_address,
            partial(paper_units.envelopes, size),
            _EACH_ONE,
            is_joint=True,
        )
        for size in EnvelopeSize
    ),
    *(
        PaperKind(
            f"labels_{grid}",
            grid.label,
            _POST,
            forms_mailing.lacks_address,
            paper_units.labels(grid, 1),
            _EACH_ONE,
            word="张",
            is_joint=True,
            places=grid.places,
            starting=partial(paper_units.labels, grid),
        )
        for grid in LabelGrid
    ),
)
"""Every kind, those of one group side by side."""
