"""The unit directory as a workbook, out and in again: who leads, who is in charge, who handles, phones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.db.tally import Panel
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, Column, Ledger
from desktop.domain.personal import is_masked
from desktop.domain.text import fold
from desktop.domain.unit import Contact, ContactRole, System, Unit
from desktop.domain.unit_lists import split_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.ledger import Row

_NAME, _SYSTEM, _ALIASES, _PREFIX, _LETTERHEAD = "单位名称", "单位类型", "别名", "机关代字", "函头全称"
_ACTIVE = "在用"
_PEOPLE = {
    role: (role.label, f"{role.label}职务", f"{role.label}电话")
    for role in (ContactRole.HEAD, ContactRole.LEADER_IN_CHARGE, ContactRole.HANDLER, ContactRole.OFFICE)
}
_TITLES = (_NAME, _SYSTEM, *(title for titles in _PEOPLE.values() for title in titles))
_MORE = (_PREFIX, _LETTERHEAD, _ALIASES, _ACTIVE)
_MEANT = {
    "第一责任人": "主要领导",
    "承办人": "承办人员",
    "经办人": "承办人员",
    "单位": _NAME,
    "承办单位": _NAME,
}
_WIDE = {_NAME: 26, _LETTERHEAD: 26, _ALIASES: 26}
_LOOKED_AT = 20  # rows in which a heading is looked for


class Entry(NamedTuple):
    """One row of a directory that was sent: the unit as it would be, as it is (None: new), or why not.

    `number` counts rows of the file from 1.
    """

    number: int
    unit: Unit
    before: Unit | None
    problem: str = ""

    @property
    def is_change(self) -> bool:
        """Whether taking it in would change anything."""
        return not self.problem and self.unit != self.before


class Plan(NamedTuple):
    """What taking a file in would do; nothing is written before `take_in`."""

    entries: tuple[Entry, ...]

    @property
    def added(self) -> tuple[Entry, ...]:
        """The units nobody knows yet."""
        return tuple(each for each in self.entries if each.is_change and each.before is None)

    @property
    def changed(self) -> tuple[Entry, ...]:
        """The units whose entry changes."""
        return tuple(each for each in self.entries if each.is_change and each.before is not None)

    @property
    def refused(self) -> tuple[Entry, ...]:
        """The rows that are passed over, each with its problem."""
        return tuple(each for each in self.entries if each.problem)


class Difference(NamedTuple):
    """One cell a directory that was sent would change: of which unit, in which column, from what to what.

    A new unit is told in one line, and so is a row that is passed over: then `problem` says why.
    """

    id: int
    unit: str
    title: str
    old: str
    new: str
    problem: str = ""


def differences(plan: Plan) -> tuple[Difference, ...]:
    """Return what a plan would change, line by line in the order of the file; `id` counts them from 1."""
    told = [line for entry in plan.entries for line in _told_of(entry)]
    return tuple(each._replace(id=place) for place, each in enumerate(told, 1))


def _told_of(entry: Entry) -> Iterator[Difference]:
    if entry.problem:
        yield Difference(0, entry.unit.name, f"第{entry.number}行", "", "", entry.problem)
    elif entry.before is None:
        named = zip((*_TITLES, *_MORE)[1:], _row(entry.unit)[1:], strict=True)
        new = "；".join(f"{title}{cell}" for title, cell in named if cell and title != _ACTIVE)
        yield Difference(0, entry.unit.name, "新增单位", "", new)
    else:
        before, after = _row(entry.before), _row(entry.unit)
        for title, was, now in zip((*_TITLES, *_MORE), before, after, strict=True):
            if was != now:
                yield Difference(0, entry.unit.name, title, str(was), str(now))


def ledger(office: Office) -> Ledger:
    """Return the directory as a table, active units first."""
    units = sorted(office.store.units.all(), key=lambda unit: not unit.is_active)
    columns = tuple(
        Column(f"c{place}", title, width=_WIDE.get(title, 12), align=Align.LEFT, wrap=title in _WIDE)
        for place, title in enumerate((*_TITLES, *_MORE))
    )
    return Ledger(
        "承办单位名录", columns, [_row(unit) for unit in units], chinese_date(office.today), frozen_columns=1
    )


def _row(unit: Unit) -> Row:
    people = (_told(unit.contact(role)) for role in _PEOPLE)
    return (
        unit.name,
        unit.system.label,
        *(cell for cells in people for cell in cells),
        unit.doc_prefix,
        unit.letterhead,
        "、".join(unit.aliases),
        "是" if unit.is_active else "否",
    )


def _told(contact: Contact | None) -> tuple[str, str, str]:
    return (contact.name, contact.post, contact.phone) if contact else ("", "", "")


def write(office: Office, path: Path) -> int:
    """Write the directory as a workbook that `read` takes in again; return how many units it holds."""
    from desktop.documents import xlsx

    content = ledger(office)
    xlsx.write(content, path, office.now)
    return len(content.rows)


def read(office: Office, path: Path) -> Plan:
    """Return what taking in a directory would do: units are found by any name, blank cells change nothing.

    Raises `OfficeError` when the file cannot be read or no row names its columns.
    """
    from desktop.documents import sheets

    for sheet in sheets.read(path):
        found = _heading(sheet.rows)
        if found is not None:
            top, places = found
            rows = ((number, sheet.rows[number - 1]) for number in range(top + 2, len(sheet.rows) + 1))
            return Plan(tuple(_entries(office, places, rows)))
    raise OfficeError(f"“{path.name}”里没有找到“单位名称”一列，名录没有改动；请用导出的名录作模板填写。")


def _heading(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]] | None:
    known = {*_TITLES, *_MORE}
    for top, row in enumerate(rows[:_LOOKED_AT]):
        titles = [_meant("".join(str(cell or "").split())) for cell in row]
        if _NAME in titles:
            return top, {title: titles.index(title) for title in titles if title in known}
    return None


def _meant(title: str) -> str:
    """Return the title of ours that a heading means: 承办人电话 is 承办人员电话."""
    if title in _MEANT:
        return _MEANT[title]
    for ending in ("电话", "职务"):
        stem = title.removesuffix(ending)
        if stem != title and stem in _MEANT:
            return f"{_MEANT[stem]}{ending}"
    return title


def _entries(
    office: Office, places: Mapping[str, int], rows: Iterator[tuple[int, Sequence[object]]]
) -> Iterator[Entry]:
    seen: set[str] = set()
    for number, row in rows:
        cells = {title: _text(row, place) for title, place in places.items()}
        if not any(cells.values()):
            continue
        entry = _entry(office, number, cells)
        key = fold(entry.unit.name)
        if not entry.problem and key in seen:
            entry = entry._replace(problem=f"“{entry.unit.name}”在表中重复")
        seen.add(key)
        yield entry


def _text(row: Sequence[object], place: int) -> str:
    value = row[place] if place < len(row) else None
    return "" if value is None else str(value).strip()


def _entry(office: Office, number: int, cells: Mapping[str, str]) -> Entry:
    if not cells[_NAME]:
        return Entry(number, Unit(""), None, "缺单位名称")
    before = office.store.units.find(cells[_NAME])
    unit = before or Unit(cells[_NAME])
    system = System.from_label(cells.get(_SYSTEM, ""))
    if cells.get(_SYSTEM) and system is None:
        return Entry(number, unit, before, f"不认识单位类型“{cells[_SYSTEM]}”")
    aliases = tuple(split_units(cells.get(_ALIASES, "")))
    changed = replace(
        unit,
        system=system or unit.system,
        doc_prefix=cells.get(_PREFIX) or unit.doc_prefix,
        letterhead=cells.get(_LETTERHEAD) or unit.letterhead,
        aliases=tuple(dict.fromkeys((*unit.aliases, *aliases))),
        is_active=unit.is_active if not cells.get(_ACTIVE) else cells[_ACTIVE] == "是",
        contacts=_people(unit, cells),
    )
    return Entry(number, changed, before)


def _people(unit: Unit, cells: Mapping[str, str]) -> tuple[Contact, ...]:
    """Return the contacts with the first of each role named anew; a new name brings no old post or phone."""
    contacts = list(unit.contacts)
    for role, titles in _PEOPLE.items():
        name, post, phone = (cells.get(title, "") for title in titles)
        phone = "" if is_masked(phone) else phone
        known = unit.contact(role)
        if not name and known is None:
            continue
        same = known if known and name in {"", known.name} else Contact(role, name)
        told = replace(same, post=post or same.post, phone=phone or same.phone)
        if known is None:
            contacts.append(told)
        else:
            contacts[contacts.index(known)] = told
    return tuple(contacts)


def take_in(office: Office, plan: Plan) -> tuple[int, int]:
    """Write what the plan says in one transaction; return how many units were added and changed."""
    with office.store.transaction():
        for entry in plan.added:
            office.store.units.add(entry.unit, office.note("导入单位名录", entry.unit.name))
        for entry in plan.changed:
            office.store.units.save(entry.unit, office.note("导入单位名录", entry.unit.name))
    return len(plan.added), len(plan.changed)


def unused(office: Office) -> tuple[Unit, ...]:
    """Return the active units that have no task in any case: candidates to be struck off the list."""
    busy = office.store.tally.by_unit(Panel.TASK)
    return tuple(unit for unit in office.store.units.all() if unit.is_active and unit.id not in busy)
