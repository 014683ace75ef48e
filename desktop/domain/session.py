"""A session (届次): whose it is, its numbers in words, and the dates that start the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desktop.domain.kinds import Body
from desktop.domain.labels import Labelled
from desktop.domain.text import chinese_number, number_from_chinese

_HIGHEST = 999  # no body has had more terms, no term more sessions


class Level(Labelled):
    """The level of the deputies or members who handed the papers in."""

    NATIONAL = ("national", "全国")
    PROVINCE = ("province", "省")
    CITY = ("city", "市")
    COUNTY = ("county", "区县")
    TOWNSHIP = ("township", "乡镇")


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a body; `place` stands before the ordinal (市, 区, 西工区), `id` 0 when not stored.

    A session nobody named has term and number 0 and the year as its place.
    `assigned_on` is the day of the hand-out meeting (交办日), `closed_on` the closing day of the session,
    `notice_title` and `notice_no` the notice (通知) that hands its cases out.
    """

    body: Body
    place: str
    term: int
    number: int
    year: int
    level: Level = Level.COUNTY
    assigned_on: date | None = None
    closed_on: date | None = None
    notice_title: str = ""
    notice_no: str = ""
    id: int = 0

    @property
    def assigning_body(self) -> str:
        """Who handed the papers over to the government: 区人大常委会, 区政协."""
        return f"{self.place}政协" if self.body is Body.CPPCC else f"{self.place}人大常委会"

    @property
    def text(self) -> str:
        """The phrase of letters and reports: 市十七届人大一次会议, 区政协十五届二次会议."""
        if not self.term:
            return f"{self.place}{self.body.label}（届次未注明）"
        term, number = chinese_number(self.term), chinese_number(self.number)
        if self.body is Body.CPPCC:
            return f"{self.place}政协{term}届{number}次会议"
        if self.level is Level.NATIONAL:
            return f"{term}届{self.place}人大{number}次会议"
        return f"{self.place}{term}届人大{number}次会议"


_ORDINAL = r"第?([零〇一二三四五六七八九十百\d]+)"
_BODY = r"(?:中国)?(?:人民代表大会|人大|人民政治协商会议|政治协商会议|政协)"
_PHRASE = rf"(?P<before>.*?){_ORDINAL}届(?P<national>全国)?(?:{_BODY})?(?:委员会)?{_ORDINAL}次(?:会议?)?"


def parse_session(text: str, year: int) -> Session | None:
    """Return the session a phrase like 滨江市人大十七届第一次会议 names, or None when it names none."""
    compact = re.sub(r"\s+", "", text)
    match = re.fullmatch(_PHRASE, compact)
    if match is None:
        return None
    body = Body.CPPCC if re.search("政协|政治协商", compact) else Body.CONGRESS
    place = re.sub(rf"{_BODY}|委员会", "", match["before"]) or match["national"] or ""
    try:
        term, number = number_from_chinese(match[2]), number_from_chinese(match[4])
    except ValueError:  # digits and Chinese numerals mixed, or far too many
        return None
    if max(term, number) > _HIGHEST:
        return None
    return Session(body, place, term, number, year, level=_level_of(place))


def _level_of(place: str) -> Level:
    for ending, level in (("国", Level.NATIONAL), ("省", Level.PROVINCE), ("市", Level.CITY)):
        if place.endswith(ending):
            return level
    return Level.TOWNSHIP if place.endswith(("乡", "镇")) else Level.COUNTY


_NUMBERED = re.compile(rf"{_ORDINAL}届(?:全国)?(?:{_BODY})?(?:委员会)?{_ORDINAL}次")


def sessions_in(text: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the sessions a text names: where (start and end, not included) → term and number of session."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for match in _NUMBERED.finditer(text):
        try:
            found[match.span()] = (number_from_chinese(match[1]), number_from_chinese(match[2]))
        except ValueError:  # digits and Chinese numerals mixed
            continue
    return found
