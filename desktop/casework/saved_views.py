"""Saved views: the shipped ones and those people of this office made, kept in the desk for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.domain.view import SHIPPED, SavedView

if TYPE_CHECKING:
    from desktop.casework.office import Office


def views(office: Office) -> tuple[SavedView, ...]:
    """Return every view: the shipped ones first, then the office's own in the order they were made."""
    return (*SHIPPED, *office.store.views.all())


def find(office: Office, name: str) -> SavedView | None:
    """Return the view of that name, or None."""
    return next((view for view in views(office) if view.name == name), None)


def today(office: Office, view: SavedView) -> SavedView:
    """Return what a view means today: 本周 as its days."""
    return view.on(office.today)


def save(office: Office, view: SavedView) -> SavedView:
    """Keep a view under its name, in the place of one that bore it; a shipped view is not written over."""
    kept = replace(view, name=view.name.strip(), is_shipped=False)
    _refuse_name(kept.name)
    with office.store.transaction():
        office.store.views.put(kept, office.note("保存视图", kept.name))
    return kept


def rename(office: Office, name: str, new_name: str) -> SavedView:
    """Give one of the office's own views another name, which nobody bears yet."""
    view = _own(office, name)
    renamed = replace(view, name=new_name.strip())
    if renamed.name == name:
        return view
    _refuse_name(renamed.name)
    if office.store.views.find(renamed.name):
        raise OfficeError(f"已有视图“{renamed.name}”，没有改名；请换一个名称。")
    with office.store.transaction():
        office.store.views.rename(name, renamed, office.note("视图改名", f"{name} → {renamed.name}"))
    return renamed


def delete(office: Office, name: str) -> None:
    """Forget one of the office's own views; the cases it showed are not touched."""
    _own(office, name)
    with office.store.transaction():
        office.store.views.drop(name, office.note("删除视图", name))


def _own(office: Office, name: str) -> SavedView:
    if _is_shipped(name):
        raise OfficeError(f"“{name}”是自带的视图，不能改名或删除，没有改动；可以另存为自己的视图。")
    found = office.store.views.find(name)
    if found is None:
        raise OfficeError(f"找不到视图“{name}”，没有改动；它可能刚被删除，请刷新后再选。")
    return found


def _refuse_name(name: str) -> None:
    if not name:
        raise OfficeError("没有填写视图名称，没有保存；请填写名称。")
    if _is_shipped(name):
        raise OfficeError(f"“{name}”是自带的视图，没有保存；请换一个名称。")


def _is_shipped(name: str) -> bool:
    return any(view.name == name for view in SHIPPED)
