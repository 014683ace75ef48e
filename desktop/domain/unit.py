"""Handling units: their names past and present, the system they belong to, and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.labels import Labelled


class System(Labelled):
    """The kind of organisation a unit belongs to; reports count the government system apart."""

    GOVERNMENT = ("government", "政府部门")
    PARTY = ("party", "党委部门")
    MASS = ("mass", "群团组织")
    VERTICAL = ("vertical", "垂管单位")
    STREET = ("street", "街道乡镇")
    CONGRESS = ("congress", "人大政协机关")
    JUDICIAL = ("judicial", "法院检察院")
    ENTERPRISE = ("enterprise", "国有企业")
    COLLECTIVE = ("collective", "集体单位")
    OTHER = ("other", "其他")


class ContactRole(Labelled):
    """The three levels of responsibility inside a unit, and the desk that answers the phone."""

    HEAD = ("head", "主要领导")
    LEADER_IN_CHARGE = ("leader_in_charge", "分管领导")
    HANDLER = ("handler", "承办人员")
    OFFICE = ("office", "办公室")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of a unit; the phone number never reaches a log."""

    role: ContactRole
    name: str
    phone: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A handling unit; `aliases` are other spellings, `former_names` those it bore (old papers keep them).

    `doc_prefix` is the 机关代字 of its reply numbers (滨建函); `letterhead` its full name as letters bear it,
    the name itself when empty; `id` 0 when not stored yet.
    """

    name: str
    system: System = System.GOVERNMENT
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    doc_prefix: str = ""
    letterhead: str = ""
    is_active: bool = True
    successor_id: int | None = None
    id: int = 0

    def contact(self, role: ContactRole) -> Contact | None:
        """Return the first contact with that role, or None."""
        return next((contact for contact in self.contacts if contact.role is role), None)
