"""Five desks that hold the counts of five real years, with invented papers, units and names.

Each is made once a run by `cache` and copied ever after. Papers are put on the shelf whole, as an import
does; what a report counts of them is spread at random, the same in every run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desktop import paths
from desktop.casework import keep
from desktop.casework.office import Founding, Office, create_office, open_office
from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.case import Case
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.proposal import Proposal, Submitter
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import ResultBasis
from desktop.domain.session import Level, Session
from desktop.domain.unit import System, Unit
from tests.desks import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.scheme import Scheme

YEAR_END = date(2026, 12, 1)
ASSIGNED, DUE = date(2026, 3, 2), date(2026, 9, 2)
SEVERAL = 94
"""How many of the 156 papers of 朝阳 several units share; the report calls it a large part (S4-17)."""
_PLACES = ("示例路", "滨河街", "东湖里", "南塘镇", "新桥村", "和平园")
_MATTERS = ("增设公交站", "修缮排水管网", "完善停车设施", "扶持小微企业", "改善校园周边环境", "建设健身步道")
_DELEGATIONS = ("第一代表团", "第二代表团", "工商界", "教育界")


@dataclass(frozen=True)
class Year:
    """What a year of an office counts; each tuple is spread over its papers in the order of the scheme.

    `units` lead the papers of the government, `joining` only co-handle, `others` lead those of `outside`.
    """

    scheme_id: str
    session: Session
    kinds: tuple[tuple[Kind, int], ...]
    categories: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    verdicts: tuple[int, ...] = ()
    statuses: tuple[tuple[str, int], ...] = ()
    units: int = 12
    joining: int = 0
    others: int = 0
    outside: int = 0
    key: int = 0
    several: int = 30
    between: int = 0
    themes: tuple[tuple[str, int], ...] = ()
    elsewhere: tuple[tuple[Session, int], ...] = ()

    @property
    def papers(self) -> int:
        """How many papers of the session there are."""
        return sum(number for _, number in self.kinds)


def _cppcc(place: str, term: int, number: int, level: Level = Level.COUNTY) -> Session:
    return Session(Body.CPPCC, place, term, number, 2026, level, ASSIGNED, date(2026, 2, 10))


def _congress(place: str, term: int, number: int, level: Level = Level.COUNTY) -> Session:
    return Session(Body.CONGRESS, place, term, number, 2026, level, ASSIGNED, date(2026, 2, 10))


YEARS = {
    "xigong": Year(
        "xigong", _cppcc("示例区", 10, 2), ((Kind.CPPCC_PROPOSAL, 123),), (32, 17, 41, 6, 8, 19),
        (60, 40, 23), (123,),
    ),
    "jianxi": Year(
        "jianxi", _congress("示例区", 14, 4), ((Kind.SUGGESTION, 133),), (46, 15, 16, 29, 17, 10),
        (82, 30, 21), (129, 4), key=12,
    ),
    "zhangqiu": Year(
        "zhangqiu", _cppcc("示例区", 15, 2), ((Kind.CPPCC_PROPOSAL, 226),), (80, 46, 70, 30),
        (162, 51, 13), (200, 26), units=38, joining=6,
    ),
    "chuxiong": Year(
        "chuxiong", _cppcc("示例市", 10, 1, Level.CITY), ((Kind.CPPCC_PROPOSAL, 269),),
        (40, 60, 30, 50, 20, 49, 12, 8), (177, 61, 10), (248, 21), units=31, others=5, outside=21,
    ),
    "chaoyang": Year(
        "chaoyang", _congress("示例区", 16, 6),
        ((Kind.SUGGESTION, 150), (Kind.MOTION_TO_SUGGESTION, 6)),
        (20, 52, 24, 20, 20, 12, 8), (79, 46, 31), (140, 16),
        (("已落实", 79), ("提前落实", 6), ("继续推进", 40), ("已落实", 4), ("上级研究审批中", 27)),
        several=SEVERAL, between=18, themes=(("环境整治", 9), ("停车管理", 15), ("城市管理", 52)),
        elsewhere=(
            (_congress("示例市", 15, 3, Level.CITY), 30), (_congress("南塘镇", 19, 5, Level.TOWNSHIP), 9),
        ),
    ),
}  # fmt: skip
"""西工 123, 涧西 133, 章丘 226, 楚雄 269 with 248 of the government, 朝阳 156 and 18 between sessions."""


def opened(folder: Path, name: str) -> Office:
    """Return a desk of its own in `folder` that holds the year of an office, as of its end."""
    folder.mkdir(parents=True, exist_ok=True)
    paths.desk_file(folder).write_bytes(_made(name))
    return open_office(folder, clock=Clock(YEAR_END), officer="示例经办")


@cache
def _made(name: str) -> bytes:
    year = YEARS[name]
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        founding = Founding(year.scheme_id, "示例区政府办公室")
        office = create_office(folder, clock=Clock(YEAR_END), officer="示例经办", founding=founding)
        for session in (year.session, *(each for each, _ in year.elsewhere)):
            keep.save_session(office, session)
        units = [keep.save_unit(office, each) for each in _units(year)]
        with office.store.transaction():
            maker = _Maker(year, office.default_scheme, units)
            office.store.cases.add_many(maker.cases(), office.note("导入"))
        office.close()
        return paths.desk_file(folder).read_bytes()


def _units(year: Year) -> Iterator[Unit]:
    systems = (System.GOVERNMENT, System.GOVERNMENT, System.STREET, System.VERTICAL)
    for place in range(year.units + year.joining):
        yield Unit(f"示例区第{place + 1}局", systems[place % len(systems)])
    for place in range(year.others):
        yield Unit(f"示例市委第{place + 1}部", System.PARTY)


def _spread(counts: Sequence[int], dice: random.Random) -> list[int]:
    """Return the place of each paper among the counts, in no order."""
    places = [place for place, number in enumerate(counts) for _ in range(number)]
    dice.shuffle(places)
    return places


@dataclass
class _Maker:
    """Makes the papers of a year, every one met, answered in time and judged."""

    year: Year
    scheme: Scheme
    units: list[Unit]
    dice: random.Random = field(default_factory=lambda: random.Random(20261201))

    def cases(self) -> Iterator[Case]:
        """Yield the papers of the session, those between sessions, and those of other levels."""
        year, dice = self.year, self.dice
        categories = _spread(year.categories, dice)
        classes, statuses = self._classes()
        verdicts = _spread(year.verdicts, dice)
        kinds = _spread([number for _, number in year.kinds], dice)
        key = set([place for place, level in enumerate(verdicts) if not level][: year.key])
        several = set(dice.sample(range(year.papers), year.several))
        themes = self._themes()
        for place in range(year.papers):
            category, kind = self.scheme.categories[categories[place]], year.kinds[kinds[place]][0]
            more: dict[str, Any] = {"category": category, "kind": kind}
            if place in key:
                more |= {"is_key": True, "key_designated_by": "区人大常委会", "key_leader": "示例区长"}
            tasks = self._tasks(place, several=place in several)
            case = self._case(place, classes[place], verdicts[place], tasks)
            status = statuses[place] if statuses else ""
            yield replace(
                case, proposal=replace(case.proposal, **more), implementation=status, themes=themes[place]
            )
        for place in range(year.papers, year.papers + year.between):
            case = self._case(place, 0, 0, self._tasks(place, several=False))
            yield replace(case, proposal=replace(case.proposal, origin=Origin.INTERSESSION))
        for number, (_, papers) in enumerate(year.elsewhere, start=2):
            for place in range(papers):
                case = self._case(place, 0, 0, self._tasks(place, several=False))
                paper = replace(case.proposal, session_id=number, category="城市管理")
                yield replace(case, proposal=paper, themes=("城市管理",))

    def _classes(self) -> tuple[list[int], list[str]]:
        """Return class and status of each paper: statuses belong to classes in the order they are named."""
        statuses = [status for status, number in self.year.statuses for _ in range(number)]
        classes = [place for place, number in enumerate(self.year.classes) for _ in range(number)]
        classes += [0] * (self.year.papers - len(classes))  # papers nobody of the government answers
        order = list(range(self.year.papers - self.year.outside))
        self.dice.shuffle(order)
        order += range(len(order), self.year.papers)
        return [classes[at] for at in order], [statuses[at] for at in order] if statuses else []

    def _themes(self) -> list[tuple[str, ...]]:
        of_paper: list[tuple[str, ...]] = [()] * self.year.papers
        for theme, number in self.year.themes:
            for place in self.dice.sample(range(self.year.papers), number):
                of_paper[place] = (*of_paper[place], theme)
        return of_paper

    def _tasks(self, place: int, *, several: bool) -> tuple[Assignment, ...]:
        year = self.year
        leading = self.units[place % year.units]
        if place >= year.papers - year.outside and year.outside:
            leading = self.units[-1 - place % year.others]
        given = CoOpinion(ASSIGNED + timedelta(days=20), "同意。")
        joining = self.units[year.units : year.units + year.joining] or self.units[: year.units]
        partner = next(each for each in joining[place % len(joining) :] + joining if each != leading)
        tasks = [_task(leading, Role.LEAD if several else Role.SOLE)]
        return (*tasks, replace(_task(partner, Role.CO), co_opinion=given)) if several else tuple(tasks)

    def _case(self, place: int, chosen: int, level: int, tasks: tuple[Assignment, ...]) -> Case:
        scheme, lead = self.scheme, tasks[0]
        sent_on = ASSIGNED + timedelta(days=40 + place % 120)
        code = scheme.result_classes[chosen].code
        judged = {each.key: scheme.satisfaction.levels[level].code for each in scheme.satisfaction.dimensions}
        kind, mode = self.year.kinds[0][0], scheme.contacts.face_to_face_modes[0]
        reply = Reply(
            lead.unit_id, lead.unit_name, state=ReplyState.ISSUED, text="一、已办理。", result_class=code,
            signed_by="示例局长", signed_on=sent_on, doc_no=f"例函〔2026〕{place + 1}号", issued_on=sent_on,
            face_to_face=True,
        )  # fmt: skip
        return Case(
            Proposal(
                kind, 1, f"关于在{_PLACES[place % 6]}{_MATTERS[place // 6 % 6]}的{kind.noun}", str(place + 1),
                "示例路沿线居民出行不便。",
                (Submitter(f"示例{place % 60 + 1}", phone="138-0000-0001"),), 0,
                _DELEGATIONS[place % 4], self.scheme.categories[-1],
            ),
            scheme.id,
            scheme.version,
            assignments=tasks,
            dues={Matter.REPLY.value: DueDate(DUE, "reply/assigned/6个月", ASSIGNED)},
            consultations=tuple(
                Consultation(each.key, ASSIGNED + timedelta(days=15), mode) for each in scheme.contacts.stages
            ),
            replies=(reply,),
            feedbacks=(Feedback(sent_on + timedelta(days=10), judged),),
            plan_class=code if scheme.result_basis is ResultBasis.PLAN else "",
        )  # fmt: skip


def _task(unit: Unit, role: Role) -> Assignment:
    due = DueDate(DUE, "reply/assigned/6个月", ASSIGNED)
    return Assignment(unit.id, unit.name, role, "示例区长", assigned_on=ASSIGNED, due=due)
