"""The shelf of handling units: found by any name they bear or bore."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.db.journal import added, altered
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.mapping import to_mapping
from desktop.domain.text import fold
from desktop.domain.unit import Contact, ContactRole, System, Unit

if TYPE_CHECKING:
    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "unit"
_NAME, _ALIAS, _FORMER = 0, 1, 2  # the order in which a name decides

_COLUMNS = "name, system, doc_prefix, letterhead, is_active, successor_id"
_ADD = f"INSERT INTO unit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_SET = (
    "UPDATE unit SET name = ?, system = ?, doc_prefix = ?, letterhead = ?, is_active = ?, successor_id = ?"
    " WHERE id = ?"
)
_GET = f"SELECT id, {_COLUMNS} FROM unit WHERE id = ?"
_ALL = f"SELECT id, {_COLUMNS} FROM unit ORDER BY id"
_NAMES = "SELECT use, name FROM unit_name WHERE unit_id = ? AND use > 0 ORDER BY use, position"
_ALL_NAMES = "SELECT unit_id, use, name FROM unit_name WHERE use > 0 ORDER BY unit_id, use, position"
_CONTACTS = "SELECT role, name, phone, post FROM contact WHERE unit_id = ? ORDER BY position"
_ALL_CONTACTS = "SELECT unit_id, role, name, phone, post FROM contact ORDER BY unit_id, position"
_DROP_NAMES = "DELETE FROM unit_name WHERE unit_id = ?"
_DROP_CONTACTS = "DELETE FROM contact WHERE unit_id = ?"
_ADD_NAME = "INSERT INTO unit_name (unit_id, use, position, name, folded) VALUES (?, ?, ?, ?, ?)"
_ADD_CONTACT = "INSERT INTO contact (unit_id, position, role, name, phone, post) VALUES (?, ?, ?, ?, ?, ?)"
_FIND = (
    "SELECT unit_id FROM unit_name JOIN unit ON unit.id = unit_id WHERE folded = ?"
    " ORDER BY is_active DESC, use, unit_id LIMIT 1"
)
_NAMESAKE = (
    "SELECT unit.name FROM unit_name JOIN unit ON unit.id = unit_id"
    " WHERE folded = ? AND use = 0 AND is_active = 1 AND unit_id <> ? LIMIT 1"
)

_TASKS = (
    "SELECT unit_id, sum(NOT is_co), sum(is_co) FROM assignment JOIN cases ON cases.id = case_id"
    " WHERE is_deleted = 0 AND session_id = ? GROUP BY unit_id"
)
_SYSTEMS = (
    "SELECT system, count(*), count(DISTINCT unit_id) FROM"
    " (SELECT case_id, unit_id, min(position) FROM assignment WHERE is_co = 0 GROUP BY case_id)"
    " JOIN cases ON cases.id = case_id JOIN unit ON unit.id = unit_id"
    " WHERE is_deleted = 0 AND (?1 IS NULL OR session_id = ?1) GROUP BY system"
)


class Units:
    """Every unit of the desk; two active units never bear the same name."""

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def add(self, unit: Unit, note: Note) -> Unit:
        """Store a new unit and return it with its id; raise `OfficeError` when its name is taken."""
        self._refuse_namesake(unit)
        cursor = self._work.run(Topic.UNITS, _ADD, _values(unit))
        stored = replace(unit, id=cursor.lastrowid or 0)
        self._add_parts(stored)
        self._journal.append(note, added(SUBJECT, stored.id, to_mapping(stored)))
        return stored

    def save(self, unit: Unit, note: Note) -> Unit:
        """Store a changed unit; raise `OfficeError` when it is unknown or its name is taken."""
        before = self.get(unit.id)
        self._refuse_namesake(unit)
        self._work.run(Topic.UNITS, _SET, (*_values(unit), unit.id))
        self._work.run(Topic.UNITS, _DROP_NAMES, (unit.id,))
        self._work.run(Topic.UNITS, _DROP_CONTACTS, (unit.id,))
        self._add_parts(unit)
        self._journal.append(note, altered(SUBJECT, unit.id, to_mapping(before), to_mapping(unit)))
        return unit

    def get(self, unit_id: int) -> Unit:
        """Return a unit; raise `OfficeError` when there is none with that id."""
        row = self._work.one(_GET, (unit_id,))
        if row is None:
            raise OfficeError("找不到这个单位，没有作任何改动；请刷新单位名录后再选。")
        return _unit(row, self._work.all(_NAMES, (unit_id,)), self._work.all(_CONTACTS, (unit_id,)))

    def all(self) -> tuple[Unit, ...]:
        """Return every unit, active or not, in the order they were added."""
        names, contacts = _grouped(self._work.all(_ALL_NAMES)), _grouped(self._work.all(_ALL_CONTACTS))
        return tuple(
            _unit(row, names.get(row[0], []), contacts.get(row[0], [])) for row in self._work.all(_ALL)
        )

    def tasks(self, session_id: int) -> dict[int, tuple[int, int]]:
        """Return how many cases of a session each unit answers and how many it co-handles, by its id."""
        return {unit_id: (lead, co) for unit_id, lead, co in self._work.all(_TASKS, (session_id,))}

    def leading(self, session_id: int | None = None) -> dict[System, tuple[int, int]]:
        """Return for each system how many cases its units lead, and how many units these are (S3-01).

        Cases of one session, or of all; a case counts with the first of its leading units.
        """
        with undamaged():
            found = {System(row[0]): (row[1], row[2]) for row in self._work.all(_SYSTEMS, (session_id,))}
        return {system: found[system] for system in System if system in found}

    def find(self, name: str) -> Unit | None:
        """Return the unit that bears a name, however it is spaced or widened, or None.

        An active unit goes before one that is no more; a name before an alias, that before a former name.
        """
        found = self._work.one(_FIND, (fold(name),))
        return None if found is None else self.get(found[0])

    def _refuse_namesake(self, unit: Unit) -> None:
        taken = self._work.one(_NAMESAKE, (fold(unit.name), unit.id)) if unit.is_active else None
        if taken is not None:
            raise OfficeError(f"已有单位“{taken[0]}”，没有保存；请改用另一名称，或直接修改原有单位。")

    def _add_parts(self, unit: Unit) -> None:
        names = ((_NAME, (unit.name,)), (_ALIAS, unit.aliases), (_FORMER, unit.former_names))
        self._work.run_many(
            Topic.UNITS,
            _ADD_NAME,
            [
                (unit.id, use, position, name, fold(name))
                for use, borne in names
                for position, name in enumerate(borne)
            ],
        )
        self._work.run_many(
            Topic.UNITS,
            _ADD_CONTACT,
            [
                (unit.id, position, each.role.value, each.name, each.phone, each.post)
                for position, each in enumerate(unit.contacts)
            ],
        )


def _values(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.name, unit.system.value, unit.doc_prefix, unit.letterhead, unit.is_active, unit.successor_id,
    )  # fmt: skip


def _unit(row: tuple[Any, ...], names: list[tuple[int, str]], contacts: list[tuple[str, ...]]) -> Unit:
    unit_id, name, system, doc_prefix, letterhead, is_active, successor_id = row
    with undamaged():
        return Unit(
            name,
            System(system),
            tuple(text for use, text in names if use == _ALIAS),
            tuple(text for use, text in names if use == _FORMER),
            tuple(Contact(ContactRole(role), *rest) for role, *rest in contacts),
            doc_prefix,
            letterhead,
            bool(is_active),
            successor_id,
            unit_id,
        )


def _grouped(rows: list[tuple[Any, ...]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for unit_id, *rest in rows:
        groups.setdefault(unit_id, []).append(tuple(rest))
    return groups
