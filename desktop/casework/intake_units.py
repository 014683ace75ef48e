"""Unit names of a list: known by some name, another spelling of a known unit, or a unit to be made."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from desktop.casework import intake_words as words
from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_headings import Field
from desktop.domain.errors import Severity
from desktop.domain.labels import Labelled
from desktop.domain.text import fold
from desktop.domain.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.casework.intake_rows import Entry
    from desktop.casework.office import Office
    from desktop.domain.journal import Note

_BRACKET = re.compile(r"[（(【\[〔](.+?)[)）】\]〕]")
_CANDIDATES = 5
_LIKE = 0.5
_OWN_PART = re.compile(
    r"(?:.{0,6}?[省市州县区旗])?(.+?)(?:管理局|总局|分局|局|委员会|委|办公室|办|厅|处|中心|公司)?"
)

Index = dict[str, tuple[int, str]]
"""Id and written name of each unit by its folded name; id 0 for one that is still to be made."""


class Resolution(Labelled):
    """What becomes of a spelling nobody knows."""

    KNOWN = ("known", "就是已有单位")
    ALIAS = ("alias", "已有单位的别名")
    NEW = ("new", "新建单位")
    LEFT_OUT = ("left_out", "不取用")


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The decision on one spelling: the known unit `unit_id`, or a new one called `name` (as spelt if empty).

    An alias is learned for later lists, also beside the other name of a new unit; a spelling that merely is a
    known unit this once is not. What is left out gets no task.
    """

    how: Resolution
    unit_id: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A spelling the desk does not know: first row and number of its cells, what is chosen, what else fits.

    `candidates` are ids and names of known units, likeliest first.
    """

    name: str
    row: int
    times: int
    choice: UnitChoice
    candidates: tuple[tuple[int, str], ...]
    is_decided: bool


def unit_index(units: Iterable[Unit]) -> Index:
    """Return id and written name of every unit by each of its names, folded.

    A former name stays as it was on old papers; any other spelling gives the name in use, which goes first.
    """
    index: Index = {}
    known = tuple(units)
    for unit in known:
        for name in unit.former_names:
            index.setdefault(fold(name), (unit.id, name))
    for unit in known:
        index |= {fold(name): (unit.id, unit.name) for name in unit.aliases}
    return index | {fold(unit.name): (unit.id, unit.name) for unit in known}


def questions(
    entries: Sequence[Entry], units: Sequence[Unit], choices: Mapping[str, UnitChoice]
) -> tuple[UnitQuestion, ...]:
    """Return every spelling that is unknown, in the order of the list; `choices` is by folded spelling."""
    index = unit_index(units)
    first: dict[str, tuple[str, int]] = {}
    times: Counter[str] = Counter()
    for entry in entries:
        for name in (*entry.leads, *entry.co_units) if entry.leads else ():
            key = words.fold(name)
            if key not in index:
                first.setdefault(key, (name, entry.row))
                times[key] += 1
    return tuple(
        UnitQuestion(
            name,
            row,
            times[key],
            choices.get(key) or _proposal(name, index),
            _candidates(name, units),
            is_decided=key in choices,
        )
        for key, (name, row) in first.items()
    )


def without_left_out(entry: Entry, choices: Mapping[str, UnitChoice]) -> Entry:
    """Return an entry without the units a person does not want; `choices` is by folded spelling."""
    unwanted = {key for key, choice in choices.items() if choice.how is Resolution.LEFT_OUT}
    if unwanted.isdisjoint(words.fold(name) for name in (*entry.leads, *entry.co_units)):
        return entry
    leads, co_units = (
        tuple(name for name in names if words.fold(name) not in unwanted)
        for names in (entry.leads, entry.co_units)
    )
    if leads:
        return replace(entry, leads=leads, co_units=co_units)
    return replace(entry, leads=(), co_units=(), answer=None, heard=None)


def unhandled(before: Iterable[Entry], after: Iterable[Entry]) -> Iterable[RowProblem]:
    """Tell of entries that lost every answering unit to such a decision, and what went with it."""
    for listed, taken in zip(before, after, strict=True):
        if listed.leads and not taken.leads:
            reason = "主办单位都不取用，按待交办收下，这一行的协办单位和答复也没有取用"
            yield RowProblem(listed.row, Field.LEAD_UNIT.value, "、".join(listed.leads), reason)


def _proposal(name: str, index: Index) -> UnitChoice:
    outer = fold(_BRACKET.sub("", name))
    return UnitChoice(Resolution.ALIAS, index[outer][0]) if outer in index else UnitChoice(Resolution.NEW)


def _candidates(name: str, units: Sequence[Unit]) -> tuple[tuple[int, str], ...]:
    """Return the units a spelling may mean: by what stands outside or in brackets, by part, by likeness."""
    parts = [fold(part) for part in (_BRACKET.sub("", name), *_BRACKET.findall(name)) if part.strip()]
    names = {fold(borne): unit for unit in units for borne in (unit.name, *unit.aliases) if unit.is_active}
    likely = [key for part in parts for key in names if len(part) > 1 and (part in key or key in part)]
    close = _alike(parts[0], names) if parts else []
    found = {names[key].id: names[key].name for key in (*likely, *close)}
    return tuple(found.items())[:_CANDIDATES]


def _alike(name: str, names: Iterable[str]) -> list[str]:
    """Return the names whose own part is like that of a name; 示例区…局 is shared by all and says nothing."""
    own = defaultdict(list)
    for each in names:
        own[_own_part(each)].append(each)
    close = get_close_matches(_own_part(name), own, _CANDIDATES, _LIKE)
    return [each for part in close for each in own[part]]


def _own_part(name: str) -> str:
    match = _OWN_PART.fullmatch(_BRACKET.sub("", name))
    return match[1] if match else name


def resolved(asked: Iterable[UnitQuestion], units: Iterable[Unit]) -> Index:
    """Return where each name of a list leads now; a unit still to be made has id 0."""
    known = tuple(units)
    names = {unit.id: unit.name for unit in known}
    led = {
        fold(each.name): (each.choice.unit_id, names.get(each.choice.unit_id, each.name)) for each in asked
    }
    return unit_index(known) | led


def remarks(asked: Iterable[UnitQuestion], units: Sequence[Unit]) -> Iterable[RowProblem]:
    """Tell of every unknown spelling what becomes of it."""
    names = {unit.id: unit.name for unit in units}
    for each in asked:
        known = names.get(each.choice.unit_id, "")
        if each.choice.how is Resolution.NEW:
            near = "" if each.is_decided else "、".join(name for _, name in each.candidates)
            reason = "办理台中没有这个单位，将新建" + (f"；与“{near}”相近，请核对" if near else "")
            severity = Severity.WARNING if near else Severity.NOTE
        elif each.choice.how is Resolution.KNOWN:
            reason, severity = f"按“{known}”处理", Severity.NOTE
        elif each.choice.how is Resolution.LEFT_OUT:
            reason, severity = "由经办人定为不取用，不交办给它", Severity.NOTE
        else:
            reason = f"作为“{known}”的别名收下" + ("" if each.is_decided else "，请核对")
            severity = Severity.NOTE if each.is_decided else Severity.WARNING
        yield RowProblem(each.row, "", each.name, reason, severity)


def settle(office: Office, asked: Iterable[UnitQuestion], note: Note) -> Index:
    """Make the new units, learn the aliases, and return where each name leads; inside a transaction."""
    shelf = office.store.units
    index = unit_index(shelf.all())
    for each in asked:
        choice, key = each.choice, fold(each.name)
        name = choice.name or each.name
        if choice.how is Resolution.LEFT_OUT:
            continue
        if choice.how is not Resolution.NEW:
            unit = shelf.get(choice.unit_id)
            if choice.how is Resolution.ALIAS and key not in index:
                unit = shelf.save(replace(unit, aliases=(*unit.aliases, each.name)), note)
            index[key] = (unit.id, unit.name)
        elif fold(name) not in index:
            aliases = (each.name,) if fold(name) != key else ()
            made = shelf.add(Unit(name, words.system_of(name), aliases=aliases), note)
            index[key] = index[fold(name)] = (made.id, made.name)
        else:
            index[key] = index[fold(name)]
    return index
