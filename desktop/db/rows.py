"""Between a `Case` and what is kept of it, both ways: content, flat row of the lists, child rows.

The content is the case; everything else is derived from it, in the same transaction, so that SQL can ask.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.db import figure_row
from desktop.db.connection import undamaged
from desktop.db.list_rows import (
    KIND_CODES,
    ORIGIN_CODES,
    SHOWN,
    STAGE_CODES,
    TASK_CODES,
    WAITING_BITS,
    Row,
    iso,
)
from desktop.db.segment import words_of
from desktop.domain.assignment import Role
from desktop.domain.case import Case
from desktop.domain.doc_numbers import parse_doc_no
from desktop.domain.filters import Mark
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.next_step import next_step
from desktop.domain.procedure import stage_of
from desktop.domain.reply import Reply
from desktop.domain.task_state import TaskState, done_on, state_of_task
from desktop.domain.text import fold, item_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.domain.assignment import Assignment
    from desktop.domain.scheme import Scheme
    from desktop.domain.stage import Stage

KEPT = (  # what only SQL needs, behind the shown ones
    "version", "session_id", "scheme_id", "scheme_version", "is_deleted", "owed_on", "is_met", "is_replied",
    "number_key", "title_key", "submitter_key", "delegation_key", "category_key", "lead_unit_key",
    "doc_no_key", "result_class_key", "verdict_key", "still_since", "check_on", "waiting", "dispatch_id",
    "promise_on",
    "file_no", *figure_row.COLUMNS,
)  # fmt: skip
COLUMNS = (*(name for name in SHOWN if name != "session"), *KEPT)
_in_order = itemgetter(*COLUMNS)


_KEY_BYTES = 128
_UNRANKED = 99
_BLANK_NUMBER = "1"


@dataclass(frozen=True, slots=True)
class CaseImage:
    """All rows of one case: its `cases` row in the order of `COLUMNS`, content, words, child rows."""

    row: Row
    content: str
    words: str
    assignments: tuple[Row, ...]
    replies: tuple[Row, ...]


def content_of(case: Case) -> dict[str, Any]:
    """Return the case as a plain mapping without its id and version, which the row beside it keeps."""
    mapping = to_mapping(case)
    mapping.pop("id", None)
    mapping.pop("version", None)
    return mapping


def case_from(content: str, case_id: int, version: int) -> Case:
    """Return the case kept as `content`."""
    with undamaged():
        mapping = json.loads(content)
    return from_mapping(Case, {**mapping, "id": case_id, "version": version}, f"办件{case_id}")


def image_of(case: Case, scheme: Scheme, content: str) -> CaseImage:
    """Return all rows of a case: `scheme` is the one it was opened under, `content` what it is kept as."""
    stage = stage_of(case, scheme)
    columns = (
        _paper(case)
        | _handling(case, scheme, stage)
        | _watching(case, stage)
        | _outcome(case, scheme)
        | figure_row.figures_of(case, scheme, stage)
    )
    return CaseImage(
        _in_order(columns),
        content,
        words_of(case),
        tuple(_assignment_row(case, position, task, stage) for position, task in enumerate(case.assignments)),
        tuple(_reply_row(case.id, position, reply) for position, reply in enumerate(case.replies)),
    )


@lru_cache(maxsize=4096)
def sort_key(text: str) -> bytes | None:
    """Return a key that sorts common characters (GB 2312 level 1) as pinyin does, None for a blank text."""
    folded = fold(text)
    return folded.encode("gb18030", "replace")[:_KEY_BYTES] if folded else None


def number_key(text: str) -> bytes | None:
    """Return a key by which item and document numbers sort as people count, None for a blank one."""
    key = item_sort_key(text)
    return None if key == _BLANK_NUMBER else key.encode("gb18030", "replace")[:_KEY_BYTES]


def _ranked_key(position: int | None, text: str) -> bytes | None:
    """Return a key by office order first and text second, None for a blank text."""
    key = sort_key(text)
    return (
        None if key is None else b"%02d" % min(_UNRANKED if position is None else position, _UNRANKED) + key
    )


def _paper(case: Case) -> dict[str, Any]:
    paper = case.proposal
    return {
        "id": case.id,
        "version": case.version,
        "session_id": paper.session_id,
        "scheme_id": case.scheme_id,
        "scheme_version": case.scheme_version,
        "is_deleted": case.is_deleted,
        "kind": KIND_CODES[paper.kind],
        "origin": ORIGIN_CODES[paper.origin],
        "is_key": paper.is_key,
        "item_no": paper.item_no,
        "number_key": number_key(paper.item_no),
        "title": paper.title,
        "title_key": sort_key(paper.title),
        "submitter": paper.lead_submitter,
        "submitter_key": sort_key(paper.lead_submitter),
        "co_submitters": paper.co_submitter_count,
        "delegation": paper.delegation,
        "delegation_key": sort_key(paper.delegation),
        "category": paper.category,
        "publicity": paper.publicity.label,
        "remark": paper.remark,
        "themes": "、".join(case.themes),
        "typical": case.typical,
    }


def _handling(case: Case, scheme: Scheme, stage: Stage) -> dict[str, Any]:
    lead, step = case.lead, next_step(case, scheme)
    due_on = iso(case.due.on if case.due else None)
    unit = lead.unit_name if lead else ""
    return {
        "stage": STAGE_CODES[stage],
        "lead_unit": unit,
        "lead_unit_key": sort_key(unit),
        "co_units": "、".join(task.unit_name for task in case.co_handlers),
        "leader": lead.responsible_leader if lead else "",
        "section": lead.section if lead else "",
        "handler": lead.handler if lead else "",
        "assigned_on": iso(case.assigned_on),
        "due_on": due_on,
        "owed_on": iso(owed_on(case, stage)),
        "clock": case.clock_state.label,
        "first_due_on": iso(case.begun_due.on if case.begun_due else None),
        "consulted": _consulted(case, scheme),
        "is_met": any(not each.is_reply for each in case.consultations),
        "next_step": step.text if step else "",
        "round": case.round,
        "open_commitments": sum(each.is_open for each in case.commitments),
    }


def _watching(case: Case, stage: Stage) -> dict[str, Any]:
    return {
        "still_since": iso(None if case.is_deleted else still_since(case, stage)),
        "check_on": iso(next(iter(case.checks_due), None)),
        "promise_on": iso(None if case.is_deleted else case.promise_on),
        "waiting": sum(WAITING_BITS[mark] for mark in waiting_for(case)),
        "dispatch_id": case.dispatch_id or None,
        "file_no": case.dossier.file_no if case.dossier else None,
    }


def still_since(case: Case, stage: Stage) -> date | None:
    """Return since when a case that owes a reply did not come forward; None when its clock stands."""
    return case.progressed_on if stage.owes_reply and case.open_pause is None else None


def owed_on(case: Case, stage: Stage) -> date | None:
    """Return the day a case owes its reply by; None when it owes none, or while its clock stands."""
    return case.due.on if case.due and stage.owes_reply and case.open_pause is None else None


def waiting_for(case: Case) -> Iterator[Mark]:
    """Yield what somebody has to settle on a case, apart from its next step."""
    if case.open_requests:
        yield Mark.CHANGE_REQUESTED
    if any(task.confirmation is None for task in case.proposed):
        yield Mark.UNCONFIRMED
    if any(task.is_objected for task in case.proposed):
        yield Mark.OBJECTED
    if any(each.is_open for each in case.coordinations):
        yield Mark.ANSWER_AWAITED
    if case.open_addition() is not None:
        yield Mark.LETTER_IN_HAND
    if any(each.is_open for each in case.wishes):
        yield Mark.WISH_OPEN


def _outcome(case: Case, scheme: Scheme) -> dict[str, Any]:
    paper, feedback = case.proposal, case.feedback
    reply = case.latest_issued or Reply(0, "")
    counts = not case.merged_into  # what was handled with another one counts once, with that one
    code = reply.result_class if counts else ""
    found = scheme.result_class(code)
    short, class_rank = (
        (found.short, scheme.result_classes.index(found)) if found else (code, None)
    )
    verdict, verdict_rank = _verdict(case, scheme)
    category_rank = scheme.categories.index(paper.category) if paper.category in scheme.categories else None
    return {
        "category_key": _ranked_key(category_rank, paper.category),
        "is_replied": counts
        and (case.round > 1 or (bool(case.answering) and case.next_to_answer() is None)),
        "replied_on": iso(reply.issued_on),
        "doc_no": reply.doc_no,
        "doc_no_key": number_key(reply.doc_no),
        "signed_by": reply.signed_by,
        "result_class": short,
        "result_class_key": _ranked_key(class_rank, short),
        "feedback_on": iso(feedback.received_on if feedback else None),
        "verdict": verdict,
        "verdict_key": _ranked_key(verdict_rank, verdict),
    }


def _verdict(case: Case, scheme: Scheme) -> tuple[str, int | None]:
    """Return label and rank of the latest verdict on the last dimension judged (the result)."""
    judged = case.feedback.verdicts if case.feedback else {}
    codes = [judged[each.key] for each in scheme.satisfaction.dimensions if each.key in judged]
    code = (codes or list(judged.values()) or [""])[-1]
    level = scheme.level(code)
    return (level.label, scheme.satisfaction.levels.index(level)) if level else (code, None)


def _consulted(case: Case, scheme: Scheme) -> str:
    stages = scheme.contacts.stages
    held = case.stages_held()
    return f"{sum(stage.key in held for stage in stages)}/{len(stages)}" if stages else ""


def _assignment_row(case: Case, position: int, task: Assignment, stage: Stage) -> Row:
    due, due_on = case.due_of(task), iso(task.due.on if task.due else None)
    is_co, done = task.role is Role.CO, done_on(case, task)
    state = state_of_task(case, task, stage)
    return (
        case.id, position, task.unit_id, task.role.value, is_co, iso(task.assigned_on), due_on, iso(done),
        iso(due.on) if due and state is TaskState.OPEN else None, TASK_CODES[state] if state else 0,
    )  # fmt: skip


def _reply_row(case_id: int, position: int, reply: Reply) -> Row:
    number = parse_doc_no(reply.doc_no)
    return (
        case_id, position, reply.unit_id, reply.round, reply.state.value, number.prefix, number.year,
        number.serial, iso(reply.issued_on),
    )  # fmt: skip
