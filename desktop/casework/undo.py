"""Undo: take back the last act, or do it again, by a new act of its own; nothing of the history is lost.

An act is one transaction: one letter drafted, one list imported, one value put into twelve cases.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.archive import refuse_archived
from desktop.domain.case import Case
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.progress import SILENT, Progress
from desktop.domain.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.casework.office import Office
    from desktop.db.journal import Batch
    from desktop.db.named import Named
    from desktop.db.store import Store
    from desktop.domain.journal import JournalLine, Note

STEPS = 50
_SEEN = 400  # transactions looked back upon: acts, and the undoing of acts
UNDO, REDO = "撤销", "重做"
OF_UNITS = frozenset({"导入单位名录", "单位更名", "单位合并", "停用单位"})
"""The acts on units alone that can be turned round; one unit corrected in its form is corrected again."""
OF_RECORDS = frozenset(
    {
        *("新增交办批次", "修改交办批次", "作废交办批次"),
        *("登记工作记事", "修改工作记事", "作废工作记事"),
    }
)
"""The acts on batches of hand-outs and events of the office that can be turned round."""
OF_SETTINGS = frozenset({"手工占比"})
"""The acts on settings alone that can be turned round."""
OF_REPORTS = frozenset({"保存报表", "报表改名", "删除报表"})
"""The acts on reports an office designed, all of which can be turned round."""
OF_ANNUAL = frozenset({"保存年度报告"})
"""The acts on annual reports that can be turned round."""
_TURNED = OF_UNITS | OF_RECORDS | OF_SETTINGS | OF_REPORTS | OF_ANNUAL
_RECORDS = {"dispatch": "meeting_on", "event": "kind"}  # every record has one from its first line on
_NAMED_SHELVES: dict[str, Callable[[Store], Named[Any]]] = {
    "report": attrgetter("reports"),
    "annual_report": attrgetter("annual_reports"),
}
_BORN = "proposal"  # every case has one from its first line on
_NAMED = "name"  # so has every unit a name


class UndoStep(NamedTuple):
    """One act that can be turned round: its batch, what it was, and how many cases it touched.

    `bar` is the sentence why it can not be, "" when nothing bars it.
    """

    batch: int
    verb: str
    summary: str
    cases: int
    is_undone: bool = False
    bar: str = ""

    @property
    def label(self) -> str:
        """The words of a menu: 撤销 批量归类 12件, 重做 交办."""
        many = f" {self.cases}件" if self.cases > 1 else ""
        return f"{REDO if self.is_undone else UNDO} {self.verb}{many}"


def steps(office: Office) -> tuple[UndoStep, ...]:
    """Return the acts on cases that are in force, the last one first, at most 50.

    A letter that went out ends the list: it and what came before it stay.
    """
    done, _ = _stacks(office)
    return tuple(reversed(done))[:STEPS]


def undoable(office: Office) -> UndoStep | None:
    """Return the act that undoing would take back now, or None when there is none; its `bar` if it cannot."""
    found = next(iter(steps(office)), None)
    return found and _judged(office, found)


def redoable(office: Office) -> UndoStep | None:
    """Return the undone act that redoing would do again; None once anything else was done since."""
    _, undone = _stacks(office)
    return _judged(office, undone[-1]) if undone else None


def _judged(office: Office, step: UndoStep) -> UndoStep:
    """Return the step with the sentence why it cannot be turned round now, if it cannot."""
    try:
        _refuse(office, step)
    except OfficeError as refusal:
        return step._replace(bar=refusal.message)
    return step


def undo(office: Office, step: UndoStep | None = None, progress: Progress = SILENT) -> UndoStep:
    """Take back an act, the last one when none is named, in one transaction; return what was taken back.

    Cases that the act registered go to the recycle bin. Raises `OfficeError`, nothing changed, when there is
    nothing to take back, when a letter went out with it, or when something later stands on it.
    """
    in_force = steps(office)
    wanted = step.batch if step else next((each.batch for each in in_force), 0)
    found = next((each for each in in_force if each.batch == wanted), None)
    if found is None:
        raise OfficeError("没有可以撤销的操作，没有改动；只能撤销最近50步之内、印发答复函之后的操作。")
    _turn(office, found, progress)
    return found


def redo(office: Office, progress: Progress = SILENT) -> UndoStep:
    """Do the last undone act again; raise `OfficeError` when there is none."""
    found = redoable(office)
    if found is None:
        raise OfficeError("没有可以重做的操作，没有改动；撤销之后又做了别的，就不能再重做。")
    _turn(office, found, progress)
    return found


def of_cases(office: Office, case_ids: Iterable[int]) -> UndoStep | None:
    """Return the act by which these cases came in together, to be taken back as one: an imported list."""
    wanted = set(case_ids)
    return next((step for step in steps(office) if wanted and wanted == _touched(office, step.batch)), None)


def _touched(office: Office, batch: int) -> set[int]:
    return {line.subject_id for line in office.store.journal.of_batch(batch) if line.subject == "case"}


def _stacks(office: Office) -> tuple[list[UndoStep], list[UndoStep]]:
    """Return the acts in force and the undone ones that may be done again, each in order of time."""
    done: list[UndoStep] = []
    undone: list[UndoStep] = []
    for batch in reversed(office.store.journal.batches(_SEEN)):
        if batch.undoes is None:
            if batch.cases or batch.attachments or batch.verb in _TURNED:
                done = [_step(batch)] if batch.letters else [*done, _step(batch)]
                undone = []
        elif not _moved(batch.undoes, done, undone, is_undone=True):
            _moved(batch.undoes, undone, done, is_undone=False)
    return done, undone


def _moved(number: int, source: list[UndoStep], target: list[UndoStep], *, is_undone: bool) -> bool:
    """Move the step of a batch from one stack to the other; return whether it was there."""
    found = next((step for step in source if step.batch == number), None)
    if found is None:
        return False
    source.remove(found)
    target.append(found._replace(is_undone=is_undone))
    target.sort(key=lambda step: step.batch, reverse=is_undone)
    return True


def _step(batch: Batch) -> UndoStep:
    bar = f"{batch.verb}的答复函（{batch.summary}）已经编号印发，不能撤销，没有改动；内容有误请另行更正。"
    return UndoStep(batch.number, batch.verb, batch.summary, batch.cases, bar=bar if batch.letters else "")


def _turn(office: Office, step: UndoStep, progress: Progress) -> None:
    _refuse(office, step)
    lines = office.store.journal.of_batch(step.batch)
    back = not step.is_undone
    of_case = _grouped(lines)
    note = office.note(UNDO if back else REDO, step.label.split(" ", 1)[1])._replace(undoes=step.batch)
    with office.store.transaction():
        office.store.cases.save_many(_all_turned(office, of_case, note, progress), note)
        for line in reversed(lines) if back else lines:
            if line.subject == "attachment":
                case_id = office.store.attachments.get(line.subject_id).case_id
                refuse_archived(office.store.cases.get(case_id))
                office.store.attachments.turn(line, note, back=back)
            if line.subject == "setting" and step.verb in OF_SETTINGS:
                _turn_setting(office, line, note, back=back)
            if line.subject == "unit" and _is_birth(line, _NAMED):
                _turn_unit(office, line.subject_id, back=back, batch=step.batch)
            elif line.subject == "unit" and step.verb in OF_UNITS:
                _turn_entry(office, line, note, back=back)
            elif line.subject in _NAMED_SHELVES:
                _NAMED_SHELVES[line.subject](office.store).turn(line, note, back=back)
            elif line.subject in _RECORDS:
                shelf = _shelf(office, line.subject)
                shelf.save(_turned_record(office, line, back=back), note)


def _all_turned(
    office: Office, of_case: Mapping[int, list[JournalLine]], note: Note, progress: Progress
) -> Iterator[tuple[Case, Case]]:
    """Yield every case as it is and as it is once its lines of history are turned round."""
    for done, (case_id, told) in enumerate(of_case.items(), start=1):
        case = office.store.cases.get(case_id)
        yield case, _turned(case, told, back=note.verb == UNDO)
        progress.step(done, len(of_case), f"正在{note.verb}第{done}件")


def _refuse(office: Office, step: UndoStep) -> None:
    """Raise `OfficeError` with the reason why an act cannot be turned round now, if there is one."""
    office.require_verb(step.verb, step.summary)
    if step.bar:
        raise OfficeError(step.bar)
    _refuse_later(office, step)
    for line in office.store.journal.of_batch(step.batch):
        if line.subject in _RECORDS:
            _turned_record(office, line, back=not step.is_undone)


def _refuse_later(office: Office, step: UndoStep) -> None:
    """Raise `OfficeError` naming the first case on which something later is still in force."""
    later = office.store.journal.later_than(step.batch)
    turned = {each.batch: each.undoes for each in later}
    turns = list(turned.values())
    for each in later:
        if each.undoes is None and turns.count(each.batch) % 2 == 0:
            raise OfficeError(_stands_on(office.store.cases.get(each.case_id), step, each.verb))


def _stands_on(case: Case, step: UndoStep, verb: str) -> str:
    paper = case.proposal
    named = f"{paper.number_phrase}《{paper.title}》之后又有改动（{verb}）"
    return f"{named}，没有撤销“{step.verb}”；请先撤销后来的改动。"


def _grouped(lines: Sequence[JournalLine]) -> dict[int, list[JournalLine]]:
    groups: dict[int, list[JournalLine]] = {}
    for line in lines:
        if line.subject == "case":
            groups.setdefault(line.subject_id, []).append(line)
    return groups


def _is_birth(line: JournalLine, key: str) -> bool:
    return key in line.after and key not in line.before


def _turned(case: Case, lines: list[JournalLine], *, back: bool) -> Case:
    """Return the case with these lines of history turned round: taken back, or done again."""
    if all(_is_birth(line, _BORN) for line in lines):
        return replace(case, is_deleted=back)
    content = to_mapping(case)
    for line in reversed(lines) if back else lines:
        if _is_birth(line, _BORN):
            content["is_deleted"] = back
        else:
            _put(content, line.after, line.before) if back else _put(content, line.before, line.after)
    return from_mapping(Case, content, f"办件{case.id}")


def _put(content: dict[str, Any], now: dict[str, Any], then: dict[str, Any]) -> None:
    """Replace the entries a line names by what they were; a case is never changed behind its history."""
    for key in now.keys() | then.keys():
        content.pop(key, None)
        if key in then:
            content[key] = then[key]


def _turn_unit(office: Office, unit_id: int, *, back: bool, batch: int) -> None:
    """Strike a unit that came in with an import off the list, unless it has other work; or bring it back."""
    if back and office.store.board.count(Criteria(unit_id=unit_id)):
        return
    unit = office.store.units.get(unit_id)
    note = office.note(UNDO if back else REDO, unit.name)._replace(undoes=batch)
    office.store.units.save(replace(unit, is_active=not back), note)


def _turn_entry(office: Office, line: JournalLine, note: Note, *, back: bool) -> None:
    """Turn what an act on units changed of one; raise `OfficeError` where something was changed since."""
    now, then = (line.after, line.before) if back else (line.before, line.after)
    unit = office.store.units.get(line.subject_id)
    content = to_mapping(unit)
    if any(content.get(key) != value for key, value in now.items()):
        raise OfficeError(f"{unit.name}之后又有改动，没有{note.verb}“{line.verb}”；请直接修改这个单位。")
    _put(content, now, then)
    office.store.units.save(from_mapping(Unit, content, f"单位{unit.id}"), note)


def _shelf(office: Office, subject: str) -> Any:
    return office.store.dispatches if subject == "dispatch" else office.store.events


def _turned_record(office: Office, line: JournalLine, *, back: bool) -> Any:
    """Return a batch or an event with what a line says of it turned round; one that was added is struck.

    Raises `OfficeError` where it was changed since, and for a batch that holds cases.
    """
    shelf = _shelf(office, line.subject)
    record = shelf.get(line.subject_id)
    if _is_birth(line, _RECORDS[line.subject]):
        if back and line.subject == "dispatch" and office.store.board.count(Criteria(dispatch_id=record.id)):
            raise OfficeError(f"{record.text}已列入办件，没有撤销“{line.verb}”；请先把这些件移出批次。")
        return replace(record, is_struck=back)
    now, then = (line.after, line.before) if back else (line.before, line.after)
    content = to_mapping(record)
    if any(content.get(key) != value for key, value in now.items()):
        verb = UNDO if back else REDO
        raise OfficeError(f"这条记录之后又有改动，没有{verb}“{line.verb}”；请直接修改。")
    _put(content, now, then)
    return from_mapping(type(record), content, line.subject)


def _turn_setting(office: Office, line: JournalLine, note: Note, *, back: bool) -> None:
    """Put a setting back to what it was (nothing: empty); raise `OfficeError` where it was changed since."""
    now, then = (line.after, line.before) if back else (line.before, line.after)
    for key in line.after:
        if office.store.reference.setting(key, {}) != now.get(key, {}):
            raise OfficeError(f"“{line.verb}”之后又有改动，没有{note.verb}；请直接修改。")
        office.store.reference.put_setting(key, then.get(key, {}), note)
