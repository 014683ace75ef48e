"""Naming: the one session, scheme or case somebody means by what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import find, provisions
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.kinds import Body

BY_ID = "#"
_LONGEST_ID = 18  # characters; a longer one is beyond what SQLite counts rows with


def session_id(office: Office, text: str) -> int | None:
    """Return the session a phrase means, None for an empty phrase; raise `OfficeError` for an unknown one."""
    if not text.strip():
        return None
    found = office.store.sessions.find(text)
    if found is None:
        known = "、".join(session.text for session in office.store.sessions.all()) or "没有任何届次"
        raise OfficeError(f"办理台中没有届次“{text}”；现有：{known}。")
    return found.id


def scheme_id(name: str) -> str | None:
    """Return the scheme a name, region or id means, None for no name; raise `OfficeError` unless one fits."""
    if not name:
        return None
    schemes = provisions.shipped_schemes()
    exact = [each for each in schemes if name in {each.id, each.region, each.name}]
    found = exact or [each for each in schemes if name in each.region or name in each.name]
    if len(found) != 1:
        known = "、".join(f"{each.name}（{each.id}）" for each in schemes)
        raise OfficeError(f"没有唯一的办理规则“{name}”，未作改动；可选：{known}。")
    return found[0].id


def case(office: Office, number: str, session_text: str = "", body: Body | None = None) -> Case:
    """Return the one case of that number, or of `#id`; raise `OfficeError` unless it is one."""
    if number.startswith(BY_ID) and number[1:].isdecimal() and len(number) <= _LONGEST_ID:
        return find.case(office, int(number[1:]))
    wanted = session_id(office, session_text)
    numbered = find.by_number(office, number, body=body)
    found = [each for each in numbered if wanted in {None, each.proposal.session_id}]
    if not found:
        raise OfficeError(f"办理台中没有编号为“{number}”的件；请核对编号、类型和届次。")
    if len(found) > 1:
        listed = "、".join(f"{BY_ID}{each.id} {titled(office, each)}" for each in found)
        hint = f"请用其中一件的 # 号代替编号，如“{BY_ID}{found[0].id}”"
        raise OfficeError(f"编号“{number}”有{len(found)}件：{listed}；{hint}。")
    return found[0]


def titled(office: Office, named: Case) -> str:
    """Return how a case is called in full: session, number and title."""
    return f"{office.session_of(named).text}{named.proposal.number_phrase}《{named.proposal.title}》"
