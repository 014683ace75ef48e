"""Notices that press: 催办通知书 and 督办通知书, one a unit, as they will go out or as they went out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import issue, print_out
from desktop.casework.handout import UNNAMED_OFFICE
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.domain import light as lights
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Letter, paragraphs
from desktop.domain.light import Tone
from desktop.domain.supervision import SupervisionLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.supervise import Target
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.light import Light
    from desktop.domain.supervision import Supervision

DEMANDS = {
    SupervisionLevel.URGE: "请抓紧办理，按时限答复，并将办理进展告知我办。",
    SupervisionLevel.SUPERVISE: "请分管领导亲自过问，查明原因，限期办结，并将办理情况书面报送我办。",
    SupervisionLevel.CIRCULAR: "请查明原因，限期整改，并将整改情况书面报送我办。",
}
"""What is demanded where nobody said anything else."""
_URGENT = frozenset({Tone.OVERDUE, Tone.RED})


class _Addressee(NamedTuple):
    """Whom a notice is for: the unit by the name it bore, how hard it is pressed, the act once recorded."""

    unit_id: int
    name: str
    level: SupervisionLevel
    act: Supervision | None = None


class Notice(NamedTuple):
    """What one unit is told of its cases; `doc_no` is "" on a paper that was not sent yet."""

    unit_id: int
    unit: str
    letter: Letter
    case_ids: tuple[int, ...]
    late: int

    @property
    def id(self) -> int:
        """What tells it from the others of a pile."""
        return self.unit_id

    @property
    def doc_no(self) -> str:
        """The number it went out with."""
        return self.letter.doc_no


def notices(office: Office, found: Sequence[Target], level: SupervisionLevel) -> tuple[Notice, ...]:
    """Return the notices about these tasks, one a unit in the directory's order.

    A unit that was sent a numbered one gets the last of them as it went out, so far as these cases stand on
    it; any other gets the draft of one about all of its tasks. Raises `OfficeError` when there is no task.
    """
    if not found:
        raise OfficeError("所选的件没有单位还欠答复或协办意见，没有生成通知书；请改选在办的件。")
    by_unit: dict[int, list[Target]] = {}
    for target in found:
        by_unit.setdefault(target.task.unit_id, []).append(target)
    known = [unit.id for unit in office.store.units.all() if unit.id in by_unit]
    return tuple(_latest(office, by_unit[unit_id], level) for unit_id in known)


def _latest(office: Office, found: Sequence[Target], level: SupervisionLevel) -> Notice:
    """Return the last notice a unit was sent about these tasks, else the draft of one."""
    unit_id = found[0].task.unit_id
    acts = [
        act
        for target in found
        for act in target.case.supervisions
        if (act.unit_id, act.level) == (unit_id, level) and act.doc_no
    ]
    last = max(reversed(acts), key=lambda act: act.on, default=None)
    told = [target for target in found if last is None or _bears(target.case, last)]
    name = last.unit_name if last else found[0].task.unit_name
    return _notice(office, _Addressee(unit_id, name, level, last), [target.case for target in told])


def again(office: Office, case_id: int, index: int) -> Notice:
    """Return the notice of an act (`index` 0-based) as it went out, with every case it was about.

    Raises `OfficeError` for an act that is gone or bears no number.
    """
    case = office.store.cases.get(case_id)
    if not 0 <= index < len(case.supervisions):
        raise OfficeError("该督办记录已不存在，没有生成通知书；请刷新后再试。")
    act = case.supervisions[index]
    if not act.doc_no:
        raise OfficeError(f"该次{act.level.label}没有编号出通知书；需要书面通知的，请再次{act.level.label}。")
    cases = [each for each in _together(office, case, act) if _bears(each, act)]
    return _notice(office, _Addressee(act.unit_id, act.unit_name, act.level, act), cases)


def _together(office: Office, case: Case, act: Supervision) -> Iterator[Case]:
    """Yield the cases that were pressed in the same transaction, this one among them."""
    batch = next(
        (
            line.batch
            for line in office.store.cases.history(case.id)
            if any(each.get("doc_no") == act.doc_no for each in line.after.get("supervisions") or ())
        ),
        None,
    )
    lines = office.store.journal.of_batch(batch) if batch is not None else ()
    ids = dict.fromkeys(line.subject_id for line in lines if line.subject == "case")
    yield from map(office.store.cases.get, ids or (case.id,))


def _bears(case: Case, act: Supervision) -> bool:
    wanted = (act.unit_id, act.level, act.doc_no)
    return any((each.unit_id, each.level, each.doc_no) == wanted for each in case.supervisions)


def _notice(office: Office, to: _Addressee, cases: Sequence[Case]) -> Notice:
    act, on = to.act, to.act.on if to.act else office.today
    seen = [_light(office, case, to.unit_id, on) for case in cases]
    state = "已临近或超过时限" if any(each.tone in _URGENT for each in seen) else "尚在办理"
    lines = [
        f"你单位承办的下列{len(cases)}件{state}，现予{to.level.label}：",
        *(
            f"{number}. {_sentence(case, to, light)}"
            for number, (case, light) in enumerate(zip(cases, seen, strict=True), 1)
        ),
        (act.instruction if act else "") or DEMANDS[to.level],
    ]
    if act and act.next_check_on:
        lines.append(f"我办将于{chinese_date(act.next_check_on)}复查。")
    letter = composed(office, f"{to.level.label}通知书", f"{to.name}：", lines)
    dated = replace(letter, doc_no=act.doc_no if act else "", dated=on)
    late = sum(each.tone is Tone.OVERDUE for each in seen)
    return Notice(to.unit_id, to.name, dated, tuple(case.id for case in cases), late)


def _task(case: Case, unit_id: int) -> Assignment | None:
    return next((task for task in case.assignments if task.unit_id == unit_id), None)


def _light(office: Office, case: Case, unit_id: int, on: date) -> Light:
    """Return how urgent the part of a unit was on a day; while the clock stands it is not."""
    task = _task(case, unit_id)
    due = case.due_of(task) if task else None
    if case.open_pause:
        return lights.stopped_light(case.open_pause.stopped_on, on)
    return lights.light(due.on if due else None, None, on, office.calendar, office.lights)


def _sentence(case: Case, to: _Addressee, light: Light) -> str:
    paper, task = case.proposal, _task(case, to.unit_id)
    role = f"（{task.role.label}）" if task else ""
    due = case.due_of(task) if task else None
    when = f"时限{chinese_date(due.on)}，{light.text}" if due else "未定时限"
    parts = (f"{paper.number_phrase}《{paper.title.strip()}》{role}", when, _before(case, to))
    return "，".join(part for part in parts if part) + "。"


def _before(case: Case, to: _Addressee) -> str:
    """Return how often the unit was pressed in this case before the act this paper is about."""
    acts = [each for each in case.supervisions if each.unit_id == to.unit_id]
    if to.act is not None:
        numbers = [each.doc_no for each in acts]
        acts = acts[: numbers.index(to.act.doc_no)]
    counts = Counter(each.level for each in acts)
    told = "、".join(f"{level.label}{counts[level]}次" for level in SupervisionLevel if counts[level])
    return f"已{told}" if told else ""


def composed(office: Office, title: str, salutation: str, lines: Iterable[str]) -> Letter:
    """Return a paper of this office dated today, with the watermark of a demo desk on such a one."""
    name = office.setting(OFFICE_NAME) or UNNAMED_OFFICE
    return Letter(
        issuer=name,
        doc_no="",
        title=title,
        salutation=salutation,
        body=paragraphs("\n".join(lines)),
        signatories=(name,),
        dated=office.today,
        watermark=WATERMARK if office.is_demo else "",
    )


def write_docx(letter: Letter, path: Path) -> None:
    """Write a notice, a circular's letter or a brief as a .docx file for editing."""
    print_out.put(path, issue.docx(letter))
