"""The rows of a list, read cell by cell into entries; what is odd is said with row, column and value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework import intake_words as words
from desktop.casework.intake_headings import Field
from desktop.domain.kinds import Kind, Origin
from desktop.domain.personal import is_masked
from desktop.domain.proposal import Filing, Proposal, Publicity
from desktop.domain.theme import themes_in
from desktop.domain.unit_lists import split_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop.casework.intake_cells import CellReader
    from desktop.domain.scheme import Scheme

TICKED_TYPICAL = "来表列为典型案例"
_NUMBERS = (Field.NUMBER, Field.RUNNING)
_MASKABLE = frozenset({Field.PHONE, Field.ADDRESS, Field.HANDLER_PHONE})
_PEOPLE = (Field.LEADER, Field.SECTION, Field.HANDLER, Field.HANDLER_PHONE, Field.IN_CHARGE)
_VERDICTS = (Field.VERDICT, Field.ATTITUDE_VERDICT, Field.RESULT_VERDICT)


@dataclass(frozen=True, slots=True)
class People:
    """Who a list names for the answering units."""

    leader: str = ""
    section: str = ""
    handler: str = ""
    phone: str = ""
    in_charge: str = ""


NOBODY = People()


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply a list records: what is not in the list stays empty."""

    replied_on: date | None = None
    doc_no: str = ""
    result_class: str = ""
    signed_by: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The verdict a list records: level codes by dimension, and the day it came in."""

    received_on: date
    verdicts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a case list, understood; units are still names, the session still a text.

    `answer` None means the list records no reply; `co_replied` None that it does not count co-opinions.
    """

    row: int
    session_text: str
    paper: Proposal
    leads: tuple[str, ...] = ()
    co_units: tuple[str, ...] = ()
    is_split: bool = False
    assigned_on: date | None = None
    due_on: date | None = None
    people: People = NOBODY
    co_replied: int | None = None
    answer: Answer | None = None
    heard: Heard | None = None
    themes: tuple[str, ...] = ()
    typical: str = ""


def _without_masked(texts: dict[Field, str]) -> dict[Field, str]:
    """Empty the cells that came out of a mask (138****0001): they say nothing."""
    for place in _MASKABLE:
        if is_masked(texts[place]):
            texts[place] = ""
    return texts


@dataclass
class RowReader:
    """Reads the rows of one list under one scheme; `kind` is what a row is that does not say it itself."""

    cells: CellReader
    scheme: Scheme
    kind: Kind

    def __post_init__(self) -> None:
        """Prepare the memory for what many rows repeat."""
        self._units: dict[str, tuple[str, ...]] = {}
        self._classes: dict[str, str] = {}
        self._levels = {
            words.fold(name): level.code
            for level in self.scheme.satisfaction.levels
            for name in (level.label, level.code)
        }
        self._texts: dict[Field, str] = {}

    def read(self, row: int, cells: Sequence[object]) -> Entry:
        """Return what one row says; `row` is its number in the file."""
        self.cells.turn(row, cells)
        self._texts = _without_masked(self.cells.texts)
        received_on = self.cells.day(Field.RECEIVED_ON)
        registered_on = self.cells.day(Field.REGISTERED_ON) or received_on
        leads, co_units, is_split = self._handlers()
        answer = self._answer(registered_on, has_lead=bool(leads))
        return Entry(
            row,
            self._session_text(),
            self._paper(registered_on, received_on),
            leads,
            co_units,
            is_split,
            self.cells.day(Field.ASSIGNED_ON),
            self.cells.day(Field.DUE_ON),
            self._people(),
            self.cells.count(Field.CO_REPLIED),
            answer,
            self._heard(answer),
            themes_in(self._texts[Field.THEMES]),
            self._typical(),
        )

    def _session_text(self) -> str:
        """Return the session; some lists give its term in one column and the meeting in another."""
        term, meeting = self._texts[Field.SESSION], self._texts[Field.MEETING]
        if term in meeting or meeting in term:
            return max(term, meeting, key=len)
        return term + meeting

    # --- the paper ---------------------------------------------------------------------------------------

    def _paper(self, registered_on: date | None, received_on: date | None) -> Proposal:
        kind, nature = self._kind(), self._texts[Field.NATURE]
        sort = self._texts[Field.KIND]
        if not nature and words.is_nature(sort):
            nature = sort
        people, others = words.submitters(
            self._texts[Field.SUBMITTER], self._texts[Field.PHONE], self._texts[Field.ADDRESS]
        )
        filing, reason = self._filing()
        return Proposal(
            kind,
            0,
            self._texts[Field.TITLE],
            self._number(),
            body=self._texts[Field.BODY],
            submitters=people,
            co_submitter_count=self._co_submitters(others),
            delegation=self._texts[Field.DELEGATION],
            category=self._category(),
            origin=self._origin(kind),
            nature=nature,
            is_key=words.is_yes(self._texts[Field.KEY]) or words.is_key_nature(nature),
            key_designated_by=self._texts[Field.KEY_BY],
            key_leader=self._texts[Field.KEY_LEADER],
            key_supervisor=self._texts[Field.KEY_SUPERVISOR],
            publicity=self.cells.chosen(Field.PUBLICITY, words.PUBLICITIES, Publicity.UNDECIDED),
            filing=filing,
            filing_reason=reason,
            registered_on=registered_on,
            received_on=received_on,
            remark=self._remark(),
            suggested_units=self._names(Field.SUGGESTED_UNIT),
        )

    def _number(self) -> str:
        place = next((each for each in _NUMBERS if each in self.cells.columns), Field.NUMBER)
        number = words.plain_number(self._texts[place])
        if not number:
            self.cells.say(place, "编号为空，照样收下，请补编号")
        return number

    def _kind(self) -> Kind:
        for place in (Field.SORT, Field.KIND):
            if kind := words.kind_of(self._texts[place]):
                return kind
        return self.kind

    def _filing(self) -> tuple[Filing, str]:
        title = self._texts[Field.TITLE].strip()
        if title in words.EMPTY_TITLES:
            self.cells.say(Field.TITLE, "只是空白草稿，作为草稿收下" if title else "标题为空，作为草稿收下")
            return Filing.DRAFT, ""
        for place in (Field.STEP, Field.STATE):
            said = self._texts[place]
            later = words.FILINGS.get(words.fold(said), Filing.FILED)
            if later is not Filing.FILED:
                return later, f"来表“{self.cells.columns[place].text}”记为“{said}”"
        return self.cells.chosen(Field.FILING, words.FILINGS, Filing.FILED), ""

    def _origin(self, kind: Kind) -> Origin:
        default = Origin.INTERSESSION if kind is Kind.INTERSESSION_CPPCC_PROPOSAL else Origin.SESSION
        said = words.fold(self._texts[Field.STATE])
        if said == "重新办理":
            self.cells.say(Field.STATE, "重新办理的经过不在表中，按首次办理收下，请在办件中补记反馈")
        return words.ORIGINS.get(said, default)

    def _co_submitters(self, named: int) -> int:
        others, everybody = self.cells.count(Field.CO_SUBMITTERS), self.cells.count(Field.ALL_SUBMITTERS)
        if others is not None:
            return others
        return max(everybody - 1, 0) if everybody is not None else named

    def _category(self) -> str:
        both = self._texts[Field.CLASS_OR_CATEGORY]
        is_class = words.is_class_letter(both) or bool(self._class(both))
        return self._texts[Field.CATEGORY] or ("" if is_class else both)

    def _remark(self) -> str:
        alone = ""
        if self._texts[Field.CO_UNIT] and not self._texts[Field.LEAD_UNIT]:
            alone = f"协办单位：{self._texts[Field.CO_UNIT]}"
            self.cells.say(Field.CO_UNIT, "没有主办单位，协办单位记入备注，请交办时补上")
        parts = (
            self._texts[Field.REMARK],
            *(
                f"{place.value}：{self._texts[place]}"
                for place in (Field.SUGGESTED_UNIT, Field.PLANNED_UNIT)
                if self._texts[place]
            ),
            alone,
            *self.cells.noted(),
        )
        return "；".join(filter(None, parts))

    def _typical(self) -> str:
        """Return what makes a case typical; a mere tick says that the list calls it so."""
        said = self._texts[Field.TYPICAL]
        if words.fold(said) in words.NO:
            return ""
        return TICKED_TYPICAL if words.is_yes(said) else said

    # --- the units ---------------------------------------------------------------------------------------

    def _handlers(self) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        leads, co_units = self._names(Field.LEAD_UNIT), self._names(Field.CO_UNIT)
        way = self._texts[Field.HANDLING]
        if way.startswith("会办") and not co_units:
            leads, co_units = leads[:1], leads[1:]
        if len(leads) > 1 and way != "分办":
            self.cells.say(Field.LEAD_UNIT, "主办单位不止一家，按联合主办收下")
        if doubled := set(leads) & set(co_units):
            self.cells.say(Field.CO_UNIT, f"{'、'.join(sorted(doubled))}既主办又协办，按主办收下")
        return leads, tuple(name for name in co_units if name not in doubled), way == "分办"

    def _names(self, place: Field) -> tuple[str, ...]:
        text = self._texts[place]
        if text not in self._units:
            self._units[text] = tuple(map(words.bare_unit, split_units(text)))
        return self._units[text]

    def _people(self) -> People:
        said = [self._texts[place] for place in _PEOPLE]
        return People(*said) if any(said) else NOBODY

    # --- the reply ---------------------------------------------------------------------------------------

    def _answer(self, registered_on: date | None, *, has_lead: bool) -> Answer | None:
        answer = Answer(
            self.cells.day(Field.REPLIED_ON),
            self._doc_no(),
            self._result_class(),
            self._texts[Field.SIGNER],
            self._texts[Field.REPLY_TEXT],
        )
        step = self._texts[Field.STEP]
        if answer == Answer() and words.fold(step) not in words.ANSWERED_STEPS:
            return None
        if not has_lead:
            self.cells.say(Field.LEAD_UNIT, "有答复而没有主办单位，答复未收")
            return None
        self._doubt_answer(answer, registered_on)
        return answer

    def _doubt_answer(self, answer: Answer, registered_on: date | None) -> None:
        if answer.replied_on is None:
            column = Field.REPLIED_ON if Field.REPLIED_ON in self.cells.columns else Field.STEP
            self.cells.say(column, "已答复，来表没有答复日期")
        elif registered_on is not None and answer.replied_on < registered_on:
            self.cells.say(
                Field.REPLIED_ON, f"早于登记日期（{registered_on.isoformat()}），照原样收下，请核对"
            )
        if answer.doc_no and (oddity := words.odd_doc_no(answer.doc_no, answer.replied_on)):
            self.cells.say(Field.DOC_NO if Field.DOC_NO in self.cells.columns else Field.DOC_SERIAL, oddity)

    def _doc_no(self) -> str:
        prefix, year, serial = (
            self._texts[place] for place in (Field.DOC_PREFIX, Field.DOC_YEAR, Field.DOC_SERIAL)
        )
        joined = f"{prefix}〔{year}〕{serial}号" if prefix and year and serial else prefix + year + serial
        written = self._texts[Field.DOC_NO]
        return written if written.strip() else joined

    def _result_class(self) -> str:
        text = self._texts[Field.RESULT_CLASS]
        both = self._texts[Field.CLASS_OR_CATEGORY]
        found = self._class(text or both)
        if not found and (text or words.is_class_letter(both)):
            place = Field.RESULT_CLASS if text else Field.CLASS_OR_CATEGORY
            self.cells.say(place, f"不是“{self.scheme.name}”的办理结果类别，该格留空")
        return found

    def _class(self, text: str) -> str:
        """Return the code of the class a text means, or an empty string."""
        if text not in self._classes:
            found = self.scheme.class_from_text(text)
            self._classes[text] = found.code if found else ""
        return self._classes[text]

    # --- the verdict -------------------------------------------------------------------------------------

    def _heard(self, answer: Answer | None) -> Heard | None:
        """Return the verdict of the submitter; one word for all is the verdict on the last dimension."""
        if not any(self._texts[place] for place in _VERDICTS):
            return None
        keys = [dimension.key for dimension in self.scheme.satisfaction.dimensions]
        places = zip((keys[-1], keys[0], keys[-1]), _VERDICTS, strict=True)
        verdicts = {key: code for key, place in places if (code := self._level(place))}
        received_on = self.cells.day(Field.FEEDBACK_ON) or (answer.replied_on if answer else None)
        if not verdicts:
            return None
        if answer is None or received_on is None:
            self.cells.say(self._judging(), "有评价而没有答复或日期，评价未取用")
            return None
        if not self._texts[Field.FEEDBACK_ON]:
            self.cells.say(self._judging(), "来表没有反馈日期，按答复日期记，请核对")
        return Heard(received_on, verdicts)

    def _judging(self) -> Field:
        return next(place for place in _VERDICTS if self._texts[place])

    def _level(self, place: Field) -> str:
        said = words.fold(self._texts[place])
        if said and said not in self._levels and said not in words.NO_VERDICTS:
            self.cells.say(place, f"不是“{self.scheme.name}”的评价档次，该格留空")
        return self._levels.get(said, "")
