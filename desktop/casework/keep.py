"""Keep: units, sessions, settings, drafts, and the check of the desk itself."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.casework.office import Office
    from desktop.domain.session import Session
    from desktop.domain.unit import Unit


def units(office: Office) -> tuple[Unit, ...]:
    """Return every unit, active ones first, by name."""
    return office.store.units.all()


def save_unit(office: Office, unit: Unit) -> Unit:
    """Add a unit (id 0) or save a known one; a name already borne by another unit is refused."""
    if not unit.name.strip():
        raise OfficeError("缺单位名称，尚未保存；请填写单位全称。")
    bearer = office.store.units.find(unit.name)
    if bearer is not None and bearer.id != unit.id:
        raise OfficeError(f"“{unit.name}”已是{bearer.name}的名称或别名，尚未保存；请换一个名称或修改原单位。")
    with office.store.transaction():
        if unit.id:
            known = _with_former_name(office.store.units.get(unit.id), unit)
            return office.store.units.save(known, office.note("修改单位", unit.name))
        return office.store.units.add(unit, office.note("新增单位", unit.name))


def _with_former_name(before: Unit, unit: Unit) -> Unit:
    """Return the unit with the name it bore until now among its former ones: old lists still find it."""
    if before.name == unit.name or before.name in unit.former_names:
        return unit
    kept = (*unit.former_names, before.name)
    return replace(unit, former_names=tuple(name for name in kept if name != unit.name))


def living_unit(office: Office, unit_id: int) -> Unit:
    """Return the unit that does the work of this one today: itself, or the last of its successors."""
    unit, seen = office.store.units.get(unit_id), {unit_id}
    while not unit.is_active and unit.successor_id and unit.successor_id not in seen:
        unit = office.store.units.get(unit.successor_id)
        seen.add(unit.id)
    return unit


def sessions(office: Office) -> tuple[Session, ...]:
    """Return every session, newest first."""
    return office.store.sessions.all()


def save_session(office: Office, session: Session) -> Session:
    """Add a session (id 0) or save a known one; one that reads the same is refused."""
    if min(session.term, session.number) < 1:
        raise OfficeError("届、次须为正整数，尚未保存；请改正。")
    bearer = office.store.sessions.find(session.text)
    if bearer is not None and bearer.id != session.id:
        raise OfficeError(f"已有“{session.text}”，尚未保存；请直接选用。")
    with office.store.transaction():
        if session.id:
            return office.store.sessions.save(session, office.note("修改届次", session.text))
        return office.store.sessions.add(session, office.note("新增届次", session.text))


def save_settings(office: Office, settings: Mapping[str, str]) -> None:
    """Keep settings of this desk."""
    office.put_settings(settings)


def keep_draft(office: Office, key: str, content: Mapping[str, Any]) -> None:
    """Keep what was typed into an open form, under the key of that form."""
    with office.store.transaction():
        office.store.reference.put_draft(key, json.dumps(content, ensure_ascii=False), office.now)


def draft(office: Office, key: str) -> dict[str, Any] | None:
    """Return what was typed into a form that was never saved, or None."""
    kept = office.store.reference.draft(key)
    return None if kept is None else dict(json.loads(kept))


def drop_draft(office: Office, key: str) -> None:
    """Forget a draft that was saved or given up."""
    with office.store.transaction():
        office.store.reference.drop_draft(key)


def check(office: Office) -> tuple[str, ...]:
    """Return everything that is wrong with the desk, one Chinese sentence each; empty when it is sound."""
    return office.store.check()
