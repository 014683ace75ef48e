"""The demo desk: an invented district whose cases went through the real verbs, day by day up to today."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import demo_texts as texts
from desktop.casework import demo_watch
from desktop.casework.demo_life import Life, Stage
from desktop.casework.demo_stories import COUNT, Story, person, phone, stories
from desktop.casework.office import Founding, Office, create_office
from desktop.domain.doc_numbers import DocNo, parse_doc_no
from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session
from desktop.domain.unit import Contact, ContactRole, Unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.case import Case

_SESSION_CLOSED_AGO, _SESSION_ASSIGNED_AGO = 140, 128


class DeskClock:
    """A clock that is set to each day played; within a day it moves on by itself."""

    def __init__(self, day: date) -> None:
        """Begin on the morning of `day`."""
        self._now = datetime.combine(day, time(8, 30))

    def set(self, day: date) -> None:
        """Go on to the morning of a later day; the same day simply goes on."""
        self._now = max(self._now, datetime.combine(day, time(8, 30)))

    def __call__(self) -> datetime:
        """Return the time, two seconds later each time it is asked."""
        self._now += timedelta(seconds=2)
        return self._now


def build(directory: Path, *, clock: Callable[[], datetime], cases: int = COUNT, seed: int = 1) -> Office:
    """Make a demo desk in `directory` and return it open; the same seed and day give the same desk.

    Up to 120 cases go through the verbs; those beyond are copies of finished ones under other numbers.
    """
    today, chance = clock().date(), Random(seed)
    played = DeskClock(today - timedelta(days=_SESSION_CLOSED_AGO))
    founding = Founding(office_name=texts.OFFICE, is_demo=True)
    office = create_office(directory, clock=played, officer="示例经办员", founding=founding)
    with ExitStack() as undo:
        undo.callback(_take_away, office)
        with office.store.transaction():
            stage = Stage(office, today, _units(office, chance), _sessions(office, today), chance)
            _play(stage, stories(chance)[:cases], played)
            played.set(today)
            demo_watch.press(office)
            _multiply(office, cases - COUNT)
        undo.pop_all()
    office.clock = clock
    return office


def _take_away(office: Office) -> None:
    """Leave no desk behind that looks like a demo and is empty."""
    office.close()
    paths.desk_file(office.directory).unlink()


def _units(office: Office, chance: Random) -> dict[str, Unit]:
    note = office.note("新增单位", "示例单位")
    found = {}
    for number, (name, prefix, system) in enumerate(texts.UNITS, start=1):
        contacts = tuple(
            Contact(role, person(chance), phone(number * 10 + place), _post(role, number))
            for place, role in enumerate(ContactRole)
        )
        aliases, letterhead = texts.ALIASES.get(name, ()), texts.letterhead(name)
        unit = Unit(name, system, aliases, contacts=contacts, doc_prefix=prefix, letterhead=letterhead)
        found[name] = office.store.units.add(unit, note)
    return found


def _post(role: ContactRole, number: int) -> str:
    """Return the post of a contact; whoever handles a case sits in one of the sections."""
    return texts.SECTIONS[number % len(texts.SECTIONS)] if role is ContactRole.HANDLER else role.label


def _sessions(office: Office, today: date) -> dict[Body, Session]:
    closed_on = today - timedelta(days=_SESSION_CLOSED_AGO)
    assigned_on = today - timedelta(days=_SESSION_ASSIGNED_AGO)
    note = office.note("新增届次", texts.PLACE)
    plain = {
        body: Session(body, texts.PLACE, 10, 3, closed_on.year, Level.COUNTY, assigned_on, closed_on)
        for body in Body
    }
    return {
        body: office.store.sessions.add(_with_notice(session, serial), note)
        for serial, (body, session) in enumerate(plain.items(), 1)
    }


def _with_notice(session: Session, serial: int) -> Session:
    """Return the session with the notice that handed its cases out."""
    noun = "提案" if session.body is Body.CPPCC else "代表建议"
    return replace(
        session,
        notice_title=texts.NOTICE_TITLE.format(session=session.text, noun=noun),
        notice_no=texts.NOTICE_NO.format(year=session.year, serial=serial),
    )


def _play(stage: Stage, told: tuple[Story, ...], clock: DeskClock) -> None:
    """Do everything that happens in all stories in the order of days, as an office lives through them."""
    events = []
    for story in told:
        life = Life(stage, story)
        events += [(life.day(offset), act) for offset, act in life.events()]
    for day, act in sorted(events, key=lambda event: event[0]):
        clock.set(day)
        act()


def _multiply(office: Office, count: int) -> None:
    """Add copies of the cases that were answered, under numbers and document numbers of their own."""
    if count < 1:
        return
    first = office.store.cases.get(1)
    played = [first, *(office.store.cases.get(case_id) for case_id in range(2, COUNT + 1))]
    answered = [case for case in played if case.latest_issued]
    copies = (_copy(answered[number % len(answered)], number) for number in range(count))
    office.store.cases.add_many(copies, office.note("登记", f"示例件{count}件"))


def _copy(case: Case, number: int) -> Case:
    paper = replace(case.proposal, item_no=str(1000 + number))
    replies = tuple(
        replace(reply, letter_id=None, doc_no=_renumbered(reply.doc_no, 1000 + number))
        for reply in case.replies
    )
    return replace(case, proposal=paper, replies=replies, id=0, version=0)


def _renumbered(doc_no: str, serial: int) -> str:
    found = parse_doc_no(doc_no)
    return DocNo(found.prefix, found.year, serial, "").text if doc_no else ""
