"""Edit: one value put into many cases at once, shown old → new before, done in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.errors import OfficeError
from desktop.domain.labels import Labelled
from desktop.domain.proposal import Publicity
from desktop.domain.theme import themes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.case import Case


class EditField(Labelled):
    """What can be put into many cases at once; the value is the key of its column in a list."""

    CATEGORY = ("category", "内容分类")
    DELEGATION = ("delegation", "代表团/界别")
    IS_KEY = ("is_key", "重点")
    KEY_LEADER = ("key_leader", "督办领导")
    PUBLICITY = ("publicity", "公开属性")
    NATURE = ("nature", "性质")
    REMARK = ("remark", "备注")
    THEMES = ("themes", "专题")
    LEADER = ("leader", "责任领导")
    LEADER_IN_CHARGE = ("leader_in_charge", "分管领导")
    SECTION = ("section", "承办科室")
    HANDLER = ("handler", "承办人")
    HANDLER_PHONE = ("handler_phone", "承办人电话")


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
    cell = _CELLS[field]
    return tuple(_change(case, field, cell, value) for case in map(office.store.cases.get, case_ids))


def down(office: Office, case_ids: Sequence[int], field: EditField) -> tuple[CellChange, ...]:
    """Return what filling down would do: the value of the first case put into the others."""
    first, *others = case_ids
    return preview(office, others, field, _CELLS[field].read(office.store.cases.get(first)))


def apply(office: Office, changes: Sequence[CellChange]) -> int:
    """Do what was previewed, all of it or nothing, as one step to be undone; return how many cases changed.

    Raises `OfficeError` where a change has a problem, or its case was changed since the preview.
    """
    barred = [change for change in changes if change.problem]
    if barred:
        raise OfficeError(f"{_named(barred[0].case)}：{barred[0].problem}。{len(changes)}件均未改动。")
    wanted = [change for change in changes if not change.is_idle]
    with office.store.transaction():
        for change in wanted:
            case = office.store.cases.get(change.case.id)
            cell = _CELLS[change.field]
            if cell.read(case) != change.old:
                raise OfficeError(f"{_named(case)}刚被改动过，{len(wanted)}件均未改动；请重新核对后再改。")
            note = office.note(_verb(change.field, len(wanted)), f"{change.old} → {change.new}")
            office.store.cases.save(cell.write(case, change.new), note)
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


def _verb(field: EditField, number: int) -> str:
    if field is EditField.CATEGORY and number > 1:
        return "批量归类"
    return f"{'批量' if number > 1 else ''}修改{field.label}"


def _named(case: Case) -> str:
    return f"{case.proposal.number_phrase}《{case.proposal.title}》"


def _of_paper(name: str) -> _Cell:
    def write(case: Case, value: str) -> Case:
        changed: dict[str, Any] = {name: value}
        return replace(case, proposal=replace(case.proposal, **changed))

    return _Cell(lambda case: str(getattr(case.proposal, name)), write)


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


def _publicity(value: str) -> str:
    return value.strip() or Publicity.UNDECIDED.label


def _put_publicity(case: Case, value: str) -> Case:
    chosen = Publicity.from_label(value) or case.proposal.publicity
    return replace(case, proposal=replace(case.proposal, publicity=chosen))


def _is_publicity(_case: Case, value: str) -> str:
    choices = "、".join(each.label for each in Publicity)
    return "" if Publicity.from_label(value) else f"公开属性没有“{value}”，请填{choices}"


_CELLS: dict[EditField, _Cell] = {
    EditField.CATEGORY: _of_paper("category"),
    EditField.DELEGATION: _of_paper("delegation"),
    EditField.IS_KEY: _Cell(
        lambda case: "是" if case.proposal.is_key else "",
        _put_flag,
        _flag,
        lambda _case, value: "" if value in {"", "是"} else f"“{value}”看不懂，请填“是”或“否”",
    ),
    EditField.KEY_LEADER: _of_paper("key_leader"),
    EditField.PUBLICITY: _Cell(
        lambda case: case.proposal.publicity.label, _put_publicity, _publicity, _is_publicity
    ),
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
