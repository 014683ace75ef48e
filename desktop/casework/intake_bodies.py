"""Bodies of proposals sent as documents, many at once: each matched to its case by number or title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop.casework import secrecy
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress
from desktop.domain.secrecy import marks, marks_file
from desktop.domain.text import fold, item_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.listing import CaseRow

BODIES = "导入正文"
_PHRASE = re.compile(r"第\s*([A-Za-z\u4e00-\u9fff]{0,3}\d{1,6})\s*号")
_LEADING = re.compile(r"\s*([A-Za-z\u4e00-\u9fff]?\d{1,6})(?![\d年月日届次])")
_MARKED = f"带有密级标志，不导入；{secrecy.HAND_OVER}"
_HEAD_LINES = 12
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class BodyFile:
    """One document read: its name and text, or the `refusal` that kept it out, e.g. as it `is_marked`."""

    name: str
    text: str = ""
    refusal: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """One document with the case it belongs to (None: not found); `reason` tells how, or why not.

    `old` is the body the case has already; it is replaced only where `is_accepted`. `candidates` are the
    cases it may belong to where that is not plain, by id in words.
    """

    file: str
    text: str
    case_id: int | None
    title: str
    reason: str
    old: str = ""
    is_accepted: bool = False
    version: int = 0
    candidates: tuple[tuple[int, str], ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the document holds a text at all."""
        return bool(self.text)

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a case whose body it would fill or replace."""
        return self.version > 0


@dataclass(frozen=True)
class BodyPlan:
    """What taking documents in would do: nothing is written yet."""

    matches: tuple[BodyMatch, ...]
    files: tuple[BodyFile, ...]
    session_id: int | None = None
    chosen: Mapping[str, int | None] = field(default_factory=dict)
    accepted: Mapping[str, bool] = field(default_factory=dict)

    @property
    def taken(self) -> tuple[BodyMatch, ...]:
        """The documents that will be written."""
        return tuple(each for each in self.matches if each.is_accepted)

    @property
    def replacing(self) -> dict[str, bool]:
        """The acceptance of every document that would replace another body."""
        return {each.file: True for each in self.matches if each.version and each.old}


def read(
    office: Office, paths: Sequence[Path], session_id: int | None = None, progress: Progress = SILENT
) -> BodyPlan:
    """Read documents and say which case each belongs to, in one session where it is named.

    A document that cannot be read is told with its reason and keeps no other out. Documents of one name are
    told apart by their folders.
    """
    files = []
    for done, (path, name) in enumerate(_named(paths).items()):
        progress.step(done, len(paths), f"正在读取“{name}”")
        files.append(_file(path, name))
    return _plan(office, BodyPlan((), tuple(files), session_id))


def decide(
    office: Office,
    plan: BodyPlan,
    *,
    chosen: Mapping[str, int | None] | None = None,
    accepted: Mapping[str, bool] | None = None,
) -> BodyPlan:
    """Return the plan with the case of some documents chosen, and some taken or left, by file name."""
    decided = replace(
        plan,
        chosen={**plan.chosen, **(chosen or {})},
        accepted={**plan.accepted, **(accepted or {})},
    )
    return _plan(office, decided)


def take(
    office: Office, paths: Sequence[Path], session_id: int | None, *, update: bool
) -> tuple[BodyPlan, int | None]:
    """Read documents and write what fits, with `update` also over other bodies; return the plan and how many.

    On a desk that is only looked at nothing is written, and the number is None.
    """
    plan = read(office, paths, session_id)
    plan = decide(office, plan, accepted=plan.replacing) if update else plan
    return plan, None if office.is_read_only else commit(office, plan)


def commit(office: Office, plan: BodyPlan) -> int:
    """Write the accepted bodies in one transaction and return how many; on any failure none is written.

    Raises `OfficeError` when a case was changed since the plan was made, or two documents are for one case.
    """
    taken = plan.taken
    if len({each.case_id for each in taken}) < len(taken):
        raise OfficeError("有两个文件对应同一件，正文都没有导入；请只留一个再导入。")
    with office.store.transaction():
        for each in taken:
            case = office.store.cases.get(each.case_id or 0)
            if case.version != each.version:
                raise OfficeError(
                    f"{case.proposal.number_phrase}在核对之后又被改动，正文都没有导入；请重新读取。"
                )
            changed = replace(case, proposal=replace(case.proposal, body=each.text))
            office.store.cases.save(changed, office.note(BODIES, each.file))
        secrecy.tell(office, BODIES, sum(file.is_marked for file in plan.files))
    return len(taken)


def _named(paths: Iterable[Path]) -> dict[Path, str]:
    """Return each document once, with a name no other has."""
    once = dict.fromkeys(paths)
    borne = Counter(path.name for path in once)
    return {path: path.name if borne[path.name] == 1 else str(path) for path in once}


def _file(path: Path, name: str) -> BodyFile:
    from desktop.documents import bodies

    if marks_file(path.name):
        return BodyFile(name, refusal=_MARKED, is_marked=True)
    try:
        text = bodies.read(path)
    except OfficeError as error:
        return BodyFile(name, refusal=error.message)
    return BodyFile(name, refusal=_MARKED, is_marked=True) if marks((text,)) else BodyFile(name, text)


def _plan(office: Office, plan: BodyPlan) -> BodyPlan:
    rows = tuple(office.store.board.rows(Criteria(session_id=plan.session_id)))
    matches = tuple(_match(office, plan, each, rows) for each in plan.files)
    wanted = [each.case_id for each in matches if each.is_accepted]
    doubled = {case_id for case_id in wanted if wanted.count(case_id) > 1}
    return replace(
        plan,
        matches=tuple(
            replace(each, is_accepted=False, reason="与另一个文件对应同一件，请只留一个")
            if each.is_accepted and each.case_id in doubled and each.file not in plan.accepted
            else each
            for each in matches
        ),
    )


def _match(office: Office, plan: BodyPlan, file: BodyFile, rows: Sequence[CaseRow]) -> BodyMatch:
    if file.refusal:
        return BodyMatch(file.name, "", None, "", file.refusal)
    found, reason, doubtful = _found(file, rows)
    named = tuple((row.id, f"{row.item_no or '（无编号）'}　{row.title}") for row in doubtful)
    if file.name in plan.chosen:
        found, reason = plan.chosen[file.name], "由经办人指定"
    if found is None:
        return BodyMatch(file.name, file.text, None, "", reason, candidates=named)
    case = office.store.cases.get(found)
    old = case.proposal.body
    if old.strip() and fold(old) == fold(file.text):
        return BodyMatch(file.name, file.text, found, case.proposal.title, "正文已有，相同", old)
    reason = f"{reason}；已有正文，接受后替换" if old.strip() else reason
    accepted = plan.accepted.get(file.name, not old.strip())
    title, version = case.proposal.title, case.version
    return BodyMatch(file.name, file.text, found, title, reason, old, accepted, version, named)


def _found(file: BodyFile, rows: Sequence[CaseRow]) -> tuple[int | None, str, list[CaseRow]]:
    """Return the one case a document is about: the title decides, else the number; nothing is guessed.

    Behind the reason stand the cases among which a person has to choose.
    """
    stem = PurePath(file.name).stem
    head = file.text.split("\n")[:_HEAD_LINES]
    titled = _titled(rows, fold(stem), fold("".join(head)))
    if len(titled) == 1:
        return titled[0].id, "按案由对应", []
    for numbers in (_PHRASE.findall(stem), _leading(stem), *map(_PHRASE.findall, head)):
        numbered = _numbered(numbers, titled or rows)
        if len(numbered) == 1:
            return numbered[0].id, f"按编号{numbered[0].item_no}对应", []
        if numbered:
            several = f"编号{numbered[0].item_no}有{len(numbered)}件，分不清是哪一件，请指定"
            return None, several, numbered
    if titled:
        return None, f"同一案由有{len(titled)}件，分不清是哪一件，请指定", titled
    return None, "办理台中没有对应的案由或编号，请指定", []


def _titled(rows: Iterable[CaseRow], stem: str, head: str) -> list[CaseRow]:
    """Return the cases whose title, the longest there is, stands in the file's name or atop the text."""
    found = ((fold(row.title), row) for row in rows)
    inside = [
        (title, row)
        for title, row in found
        if len(title) >= _SHORTEST_TITLE and (title in stem or title in head)
    ]
    longest = max((len(title) for title, _ in inside), default=0)
    return [row for title, row in inside if len(title) == longest]


def _numbered(numbers: Iterable[str], rows: Iterable[CaseRow]) -> list[CaseRow]:
    keys = set(map(item_sort_key, numbers))
    return [row for row in rows if row.item_no and item_sort_key(row.item_no) in keys]


def _leading(stem: str) -> list[str]:
    found = _LEADING.match(stem)
    return [found[1]] if found else []
