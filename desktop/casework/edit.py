"""Edit: one value put into many cases at once, shown old → new before, done in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.casework import backups
from desktop.domain.dates import parse_date
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ListColumn
from desktop.domain.kinds import Origin
from desktop.domain.labels import Labelled
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.proposal import Publicity
from desktop.domain.theme import themes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.proposal import Proposal


class EditField(Labelled):
    """What can be put into many cases at once; the value is the key of its column in a list."""

    NUMBER = ("item_no", "编号")
    TITLE = ("title", "案由")
    CATEGORY = ("category", "内容分类")
    DELEGATION = ("delegation", "代表团/界别")
    ORIGIN = ("origin", "提出时间")
    RECEIVED_ON = ("received_on", "收到日期")
    IS_KEY = ("is_key", "重点")
    KEY_BY = ("key_designated_by", "重点确定机关")
    KEY_LEADER = ("key_leader", "领办领导")
    KEY_SUPERVISOR = ("key_supervisor", "督办领导")
    PUBLICITY = ("publicity", "公开属性")
    NATURE = ("nature", "性质")
    REMARK = ("remark", "备注")
    THEMES = ("themes", "专题")
    LEADER = ("leader", "责任领导")
    LEADER_IN_CHARGE = ("leader_in_charge", "分管领导")
    SECTION = ("section", "承办科室")
    HANDLER = ("handler", "承办人")
    HANDLER_PHONE = ("handler_phone", "承办人电话")


OF_ONE = frozenset({EditField.NUMBER, EditField.TITLE})
"""What belongs to one case alone: pasted cell by cell, never the same for many."""

DAYS = frozenset({EditField.RECEIVED_ON})
"""The fields that hold a day, written 2026-03-05."""

_LEARNT = {
    EditField.CATEGORY: ListColumn.CATEGORY,
    EditField.DELEGATION: ListColumn.DELEGATION,
    EditField.THEMES: ListColumn.THEMES,
    EditField.LEADER: ListColumn.LEADER,
    EditField.SECTION: ListColumn.SECTION,
    EditField.HANDLER: ListColumn.HANDLER,
}
_MOST_OFFERED = 300
BLANK = "（空）"


class CellChange(NamedTuple):
    """What putting a value into one case would do: its words before and after.

    `problem` says why it cannot be done, "" when it can.
    """

    case: Case
    field: EditField
    old: str
    new: str
    problem: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether the case says so already."""
        return self.old == self.new and not self.problem


def preview(office: Office, case_ids: Sequence[int], field: EditField, value: str) -> tuple[CellChange, ...]:
    """Return what putting `value`, as it is typed, into a field of these cases would do, case by case."""
    return changes_of(map(office.store.cases.get, case_ids), field, value)


def changes_of(cases: Iterable[Case], field: EditField, value: str) -> tuple[CellChange, ...]:
    """Return the same for cases already at hand."""
    cell = _CELLS[field]
    return tuple(_change(case, field, cell, value) for case in cases)


def unchanged(case: Case, field: EditField) -> CellChange:
    """Return what a case says in a field now, as a change that changes nothing."""
    said = _CELLS[field].read(case)
    return CellChange(case, field, said, said)


def closed_words(field: EditField) -> tuple[str, ...]:
    """Return the only words a field takes, or () when anything may be written there."""
    return _CLOSED.get(field, ())


def offered(office: Office, field: EditField) -> tuple[str, ...]:
    """Return words to choose from: the only ones, or those of the scheme and those the cases use already."""
    of_scheme = office.default_scheme.categories if field is EditField.CATEGORY else ()
    column = _LEARNT.get(field)
    used = office.store.board.facets(Criteria(), column, _MOST_OFFERED) if column else ()
    known = (*closed_words(field), *of_scheme, *(facet.value for facet in used))
    return tuple(dict.fromkeys(word for word in known if word))


def down(office: Office, case_ids: Sequence[int], field: EditField) -> tuple[CellChange, ...]:
    """Return what filling down would do: the value of the first case put into the others."""
    first, *others = case_ids
    return preview(office, others, field, _CELLS[field].read(office.store.cases.get(first)))


def apply(office: Office, changes: Sequence[CellChange], progress: Progress = SILENT) -> int:
    """Do what was previewed, all of it or nothing, as one step to be undone; return how many cells changed.

    Raises `OfficeError` where a change has a problem, or its case was changed since the preview.
    """
    barred = [change for change in changes if change.problem]
    if barred:
        raise OfficeError(f"{_named(barred[0].case)}：{barred[0].problem}。{_number(changes)}件均未改动。")
    wanted = [change for change in changes if not change.is_idle]
    verb = _verb(wanted)
    backups.before(office, backups.BEFORE_EDIT, _number(wanted), progress)
    with office.store.transaction():
        for done, change in enumerate(wanted, start=1):
            case = office.store.cases.get(change.case.id)
            cell = _CELLS[change.field]
            if cell.read(case) != change.old:
                told = f"{_named(case)}刚被改动过，{_number(wanted)}件均未改动；请重新核对后再改。"
                raise OfficeError(told)
            note = office.note(verb, f"{change.field.label}：{change.old or BLANK} → {change.new or BLANK}")
            office.store.cases.save(cell.write(case, change.new), note)
            progress.step(done, len(wanted), f"正在修改第{done}项")
    return len(wanted)


@dataclass(frozen=True, slots=True)
class _Cell:
    """How a field is read as words, judged, tidied and written."""

    read: Callable[[Case], str]
    write: Callable[[Case, str], Case]
    tidy: Callable[[str], str] = str.strip
    judge: Callable[[Case, str], str] = lambda _case, _value: ""


def _change(case: Case, field: EditField, cell: _Cell, value: str) -> CellChange:
    new = cell.tidy(value)
    return CellChange(case, field, cell.read(case), new, cell.judge(case, new))


def _verb(wanted: Sequence[CellChange]) -> str:
    fields = {change.field for change in wanted}
    many = "批量" if _number(wanted) > 1 else ""
    if len(fields) != 1:
        return f"{many}修改台账"
    (field,) = fields
    return "批量归类" if many and field is EditField.CATEGORY else f"{many}修改{field.label}"


def _number(changes: Sequence[CellChange]) -> int:
    return len({change.case.id for change in changes})


def _named(case: Case) -> str:
    return f"{case.proposal.number_phrase}《{case.proposal.title}》"


def _of_paper(name: str, judge: Callable[[Case, str], str] = lambda _case, _value: "") -> _Cell:
    def write(case: Case, value: str) -> Case:
        changed: dict[str, Any] = {name: value}
        return replace(case, proposal=replace(case.proposal, **changed))

    return _Cell(lambda case: str(getattr(case.proposal, name)), write, judge=judge)


def _of_words(name: str, words: type[Labelled], fallback: str = "") -> _Cell:
    """Return the cell of a field that takes the labels of an enumeration only."""
    choices = "、".join(each.label for each in words)

    def write(case: Case, value: str) -> Case:
        changed: dict[str, Any] = {name: words.from_label(value)}
        return replace(case, proposal=replace(case.proposal, **changed))

    def judge(_case: Case, value: str) -> str:
        what = EditField(name).label
        wrong = f"没有“{value}”" if value else "不能为空"
        return "" if words.from_label(value) else f"{what}{wrong}，请填{choices}"

    def read(case: Case) -> str:
        return str(getattr(case.proposal, name).label)

    return _Cell(read, write, lambda value: value.strip() or fallback, judge)


def _is_titled(_case: Case, value: str) -> str:
    return "" if value else "案由不能为空"


def _day(value: str) -> str:
    found = parse_date(value).on
    return found.isoformat() if found else value.strip()


def _is_day(_case: Case, value: str) -> str:
    return "" if not value or parse_date(value).on else f"“{value}”不是日期，请写成2026-03-05的样子"


def _received(paper: Proposal) -> str:
    return paper.received_on.isoformat() if paper.received_on else ""


def _put_received(case: Case, value: str) -> Case:
    return replace(case, proposal=replace(case.proposal, received_on=parse_date(value).on))


def _of_task(name: str, judge: Callable[[Case, str], str]) -> _Cell:
    """Return the cell of what the leading unit's task says."""

    def write(case: Case, value: str) -> Case:
        changed: dict[str, Any] = {name: value}
        tasks = tuple(replace(task, **changed) if task is case.lead else task for task in case.assignments)
        return replace(case, assignments=tasks)

    return _Cell(lambda case: str(getattr(case.lead, name, "")), write, judge=judge)


def _is_handed_out(case: Case, _value: str) -> str:
    return "" if case.lead else "尚未交办，没有承办单位"


def _is_led(case: Case, value: str) -> str:
    return _is_handed_out(case, value) or ("" if value else "责任领导不能为空")


_YES = frozenset({"是", "重点", "√", "✓", "1", "Y", "y"})
_NO = frozenset({"", "否", "0", "N", "n", "×"})


def _flag(value: str) -> str:
    word = value.strip()
    return "是" if word in _YES else "" if word in _NO else word


def _put_flag(case: Case, value: str) -> Case:
    return replace(case, proposal=replace(case.proposal, is_key=value == "是"))


def _is_flag(case: Case, value: str) -> str:
    if value not in {"", "是"}:
        return f"“{value}”看不懂，请填“是”或“否”"
    turns = (value == "是") is not case.proposal.is_key
    on_route = turns and any(each.is_on_route for each in case.current_replies)
    return "答复已送审，不能再改“重点”" if on_route else ""


_CLOSED = {
    EditField.ORIGIN: tuple(each.label for each in Origin),
    EditField.IS_KEY: ("是", "否"),
    EditField.PUBLICITY: tuple(each.label for each in Publicity),
}
_CELLS: dict[EditField, _Cell] = {
    EditField.NUMBER: _of_paper("item_no"),
    EditField.TITLE: _of_paper("title", _is_titled),
    EditField.CATEGORY: _of_paper("category"),
    EditField.DELEGATION: _of_paper("delegation"),
    EditField.ORIGIN: _of_words("origin", Origin),
    EditField.RECEIVED_ON: _Cell(lambda case: _received(case.proposal), _put_received, _day, _is_day),
    EditField.IS_KEY: _Cell(lambda case: "是" if case.proposal.is_key else "", _put_flag, _flag, _is_flag),
    EditField.KEY_BY: _of_paper("key_designated_by"),
    EditField.KEY_LEADER: _of_paper("key_leader"),
    EditField.KEY_SUPERVISOR: _of_paper("key_supervisor"),
    EditField.PUBLICITY: _of_words("publicity", Publicity, Publicity.UNDECIDED.label),
    EditField.NATURE: _of_paper("nature"),
    EditField.REMARK: _of_paper("remark"),
    EditField.THEMES: _Cell(
        lambda case: "、".join(case.themes),
        lambda case, value: replace(case, themes=themes_in(value)),
        lambda value: "、".join(themes_in(value)),
    ),
    EditField.LEADER: _of_task("responsible_leader", _is_led),
    EditField.LEADER_IN_CHARGE: _of_task("leader_in_charge", _is_handed_out),
    EditField.SECTION: _of_task("section", _is_handed_out),
    EditField.HANDLER: _of_task("handler", _is_handed_out),
    EditField.HANDLER_PHONE: _of_task("handler_phone", _is_handed_out),
}
