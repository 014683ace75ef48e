"""The rows of a list, read cell by cell into entries; what is odd is said with row, column and value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from desktop.casework import intake_words as words
from desktop.casework.intake_columns import Field, Layout, cell_text
from desktop.domain.dates import ParsedDate, parse_date
from desktop.domain.errors import Severity
from desktop.domain.kinds import Kind, Origin
from desktop.domain.proposal import Filing, Proposal, Publicity
from desktop.domain.unit_lists import split_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop.casework.intake_columns import Heading
    from desktop.domain.scheme import Scheme

T = TypeVar("T")

_NUMBERS = (Field.NUMBER, Field.RUNNING)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to know about a list: row as the file counts (0: whole file), column, value."""

    row: int
    column: str
    value: str
    reason: str
    severity: Severity = Severity.WARNING

    @property
    def text(self) -> str:
        """One line: 第102行“案号”（221）：与第293行重复，两行均收下."""
        place = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        value = f"（{self.value}）" if self.value else ""
        return f"{place}{column}{value}：{self.reason}" if place or column else self.reason


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply a list records: what is not in the list stays empty."""

    replied_on: date | None = None
    doc_no: str = ""
    result_class: str = ""
    signed_by: str = ""
    text: str = ""


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
    people: tuple[str, str, str, str] = ("", "", "", "")
    co_replied: int | None = None
    answer: Answer | None = None


@dataclass
class RowReader:
    """Reads the rows of one list under one scheme and collects what is odd in `problems`.

    `year` completes dates written without one; `kind` is what a row is that does not say it itself.
    """

    layout: Layout
    scheme: Scheme
    kind: Kind
    year: int
    problems: list[RowProblem] = field(default_factory=list)
    yearless: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Prepare the columns and the memory for what many rows repeat."""
        self._columns: Mapping[Field, Heading] = self.layout.columns
        self._dates: dict[object, ParsedDate] = {}
        self._units: dict[str, tuple[str, ...]] = {}
        self._classes: dict[str, str] = {}
        self._cells: Sequence[object] = ()
        self._texts: dict[Field, str] = {}
        self._row = 0

    def read(self, row: int, cells: Sequence[object]) -> Entry:
        """Return what one row says; `row` is its number in the file."""
        self._row, self._cells = row, cells
        self._texts = {place: cell_text(cells, heading.index) for place, heading in self._columns.items()}
        registered_on = self._date(Field.REGISTERED_ON)
        leads, co_units, is_split = self._handlers()
        return Entry(
            row,
            self._text(Field.SESSION).strip(),
            self._paper(registered_on),
            leads,
            co_units,
            is_split,
            self._date(Field.ASSIGNED_ON),
            self._date(Field.DUE_ON),
            self._people(),
            self._whole(Field.CO_REPLIED),
            self._answer(registered_on, has_lead=bool(leads)),
        )

    # --- the paper ---------------------------------------------------------------------------------------

    def _paper(self, registered_on: date | None) -> Proposal:
        kind, nature = self._kind(), self._text(Field.NATURE).strip()
        sort = self._text(Field.KIND).strip()
        if sort and not nature and words.kind_of(sort) in {None, Kind.CPPCC_PROPOSAL} and sort != "提案":
            nature = sort
        people, others = words.submitters(
            self._text(Field.SUBMITTER), self._text(Field.PHONE).strip(), self._text(Field.ADDRESS).strip()
        )
        filing, reason = self._filing()
        return Proposal(
            kind,
            0,
            self._text(Field.TITLE),
            self._number(),
            body=self._text(Field.BODY),
            submitters=people,
            co_submitter_count=self._co_submitters(others),
            delegation=self._text(Field.DELEGATION).strip(),
            category=self._category(),
            origin=self._origin(kind),
            nature=nature,
            is_key=words.is_yes(self._text(Field.KEY)) or words.is_key_nature(nature),
            key_leader=self._text(Field.KEY_LEADER).strip(),
            publicity=self._chosen(Field.PUBLICITY, words.PUBLICITIES, Publicity.UNDECIDED),
            filing=filing,
            filing_reason=reason,
            registered_on=registered_on,
            remark=self._remark(),
        )

    def _number(self) -> str:
        place = next((each for each in _NUMBERS if each in self._columns), Field.NUMBER)
        number = words.plain_number(self._text(place))
        if not number:
            self._say(place, "编号为空，照样收下，请补编号")
        return number

    def _kind(self) -> Kind:
        for place in (Field.SORT, Field.KIND):
            if kind := words.kind_of(self._text(place)):
                return kind
        return self.kind

    def _filing(self) -> tuple[Filing, str]:
        title = self._text(Field.TITLE).strip()
        if title in words.EMPTY_TITLES:
            self._say(Field.TITLE, "只是空白草稿，作为草稿收下" if title else "标题为空，作为草稿收下")
            return Filing.DRAFT, ""
        for place in (Field.STEP, Field.STATE):
            said = self._text(place).strip()
            later = words.FILINGS.get(words.fold(said), Filing.FILED)
            if later is not Filing.FILED:
                return later, f"来表“{self._columns[place].text}”记为“{said}”"
        return self._chosen(Field.FILING, words.FILINGS, Filing.FILED), ""

    def _origin(self, kind: Kind) -> Origin:
        default = Origin.INTERSESSION if kind is Kind.INTERSESSION_CPPCC_PROPOSAL else Origin.SESSION
        said = words.fold(self._text(Field.STATE))
        if said == "重新办理":
            self._say(Field.STATE, "重新办理的经过不在表中，按首次办理收下，请在办件中补记反馈")
        return words.ORIGINS.get(said, default)

    def _co_submitters(self, named: int) -> int:
        others, everybody = self._whole(Field.CO_SUBMITTERS), self._whole(Field.ALL_SUBMITTERS)
        if others is not None:
            return others
        return max(everybody - 1, 0) if everybody is not None else named

    def _category(self) -> str:
        both = self._text(Field.CLASS_OR_CATEGORY).strip()
        is_class = words.is_class_letter(both) or bool(self._class(both))
        return self._text(Field.CATEGORY).strip() or ("" if is_class else both)

    def _remark(self) -> str:
        planned = self._text(Field.PLANNED_UNIT).strip()
        remark = self._text(Field.REMARK).strip()
        return "；".join(part for part in (remark, f"拟主办单位：{planned}" if planned else "") if part)

    # --- the units ---------------------------------------------------------------------------------------

    def _handlers(self) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        leads, co_units = self._names(Field.LEAD_UNIT), self._names(Field.CO_UNIT)
        way = self._text(Field.HANDLING).strip()
        if way.startswith("会办") and not co_units:
            leads, co_units = leads[:1], leads[1:]
        if len(leads) > 1 and way != "分办":
            self._say(Field.LEAD_UNIT, "主办单位不止一家，按联合主办收下")
        if doubled := set(leads) & set(co_units):
            self._say(Field.CO_UNIT, f"{'、'.join(sorted(doubled))}既主办又协办，按主办收下")
        return leads, tuple(name for name in co_units if name not in doubled), way == "分办"

    def _names(self, place: Field) -> tuple[str, ...]:
        text = self._text(place)
        if text not in self._units:
            self._units[text] = tuple(map(words.bare_unit, split_units(text)))
        return self._units[text]

    def _people(self) -> tuple[str, str, str, str]:
        leader, section, handler, phone = (
            self._text(place).strip()
            for place in (Field.LEADER, Field.SECTION, Field.HANDLER, Field.HANDLER_PHONE)
        )
        return leader, section, handler, phone

    # --- the reply ---------------------------------------------------------------------------------------

    def _answer(self, registered_on: date | None, *, has_lead: bool) -> Answer | None:
        answer = Answer(
            self._date(Field.REPLIED_ON),
            self._doc_no(),
            self._result_class(),
            self._text(Field.SIGNER).strip(),
            self._text(Field.REPLY_TEXT),
        )
        step = self._text(Field.STEP).strip()
        if answer == Answer() and step not in words.ANSWERED_STEPS:
            return None
        if not has_lead:
            self._say(Field.LEAD_UNIT, "有答复而没有主办单位，答复未收")
            return None
        self._doubt_answer(answer, registered_on)
        return answer

    def _doubt_answer(self, answer: Answer, registered_on: date | None) -> None:
        if answer.replied_on is None:
            column = Field.REPLIED_ON if Field.REPLIED_ON in self._columns else Field.STEP
            self._say(column, "已答复，来表没有答复日期")
        elif registered_on is not None and answer.replied_on < registered_on:
            self._say(Field.REPLIED_ON, f"早于登记日期（{registered_on.isoformat()}），照原样收下，请核对")
        if answer.doc_no and (oddity := words.odd_doc_no(answer.doc_no, answer.replied_on)):
            self._say(Field.DOC_NO if Field.DOC_NO in self._columns else Field.DOC_SERIAL, oddity)

    def _doc_no(self) -> str:
        prefix, year, serial = (
            self._text(place).strip() for place in (Field.DOC_PREFIX, Field.DOC_YEAR, Field.DOC_SERIAL)
        )
        joined = f"{prefix}〔{year}〕{serial}号" if prefix and year and serial else prefix + year + serial
        written = self._text(Field.DOC_NO)
        return written if written.strip() else joined

    def _result_class(self) -> str:
        text = self._text(Field.RESULT_CLASS).strip()
        both = self._text(Field.CLASS_OR_CATEGORY).strip()
        found = self._class(text or both)
        if not found and (text or words.is_class_letter(both)):
            place = Field.RESULT_CLASS if text else Field.CLASS_OR_CATEGORY
            self._say(place, f"不是“{self.scheme.name}”的办理结果类别，该格留空")
        return found

    def _class(self, text: str) -> str:
        """Return the code of the class a text means, or an empty string."""
        if text not in self._classes:
            found = self.scheme.class_from_text(text)
            self._classes[text] = found.code if found else ""
        return self._classes[text]

    # --- cells -------------------------------------------------------------------------------------------

    def _text(self, place: Field) -> str:
        return self._texts.get(place, "")

    def _date(self, place: Field) -> date | None:
        heading = self._columns.get(place)
        if heading is None or heading.index >= len(self._cells):
            return None
        value = self._cells[heading.index]
        if value not in self._dates:
            self._dates[value] = parse_date(value, self.year)
        found = self._dates[value]
        if found.on is None and found.text:
            self._say(place, "不是可读的日期，该格留空")
        elif found.yearless:
            self.yearless[heading.text] += 1
        return found.on

    def _whole(self, place: Field) -> int | None:
        text = words.fold(self._text(place)).removesuffix("人").removesuffix("家")
        if text and not text.isdecimal():
            self._say(place, "不是整数，该格留空")
        return int(text) if text.isdecimal() else None

    def _chosen(self, place: Field, choices: Mapping[str, T], default: T) -> T:
        said = words.fold(self._text(place))
        if said and said not in choices:
            self._say(place, "不是认识的写法，该格留空")
        return choices.get(said, default)

    def _say(self, place: Field, reason: str, severity: Severity = Severity.WARNING) -> None:
        heading = self._columns.get(place)
        column = heading.text if heading else place.value
        self.problems.append(RowProblem(self._row, column, self._text(place).strip(), reason, severity))
