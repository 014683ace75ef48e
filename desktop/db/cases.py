"""The shelf of cases: loaded whole, saved whole, with a version that tells when somebody else was faster."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.board import CASE_IDS, question_of
from desktop.db.journal import NOTHING, Entry, altered
from desktop.db.rows import COLUMNS, CaseImage, case_from, content_of, image_of, number_key
from desktop.db.tally import Line, Tally
from desktop.db.tally_lines import lines_of
from desktop.db.word_index import WordIndex
from desktop.domain.archive import refuse_change
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.db.journal import Journal
    from desktop.db.list_rows import Row
    from desktop.db.reference import Reference
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.case import Case
    from desktop.domain.journal import JournalLine, Note
    from desktop.domain.kinds import Kind
    from desktop.domain.listing import Criteria
    from desktop.domain.scheme import Scheme

SUBJECT = "case"
_BATCH = 500

_NEXT_ID = "SELECT coalesce(max(id), 0) + 1 FROM cases"
_ADD_ROW = f"INSERT INTO cases ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_ADD_CONTENT = "INSERT INTO case_content (case_id, content) VALUES (?, ?)"
_SET_CONTENT = "UPDATE case_content SET content = ? WHERE case_id = ?"
_ADD_WORDS = "INSERT INTO case_words (case_id, words) VALUES (?, ?)"
_SET_WORDS = "UPDATE case_words SET words = ? WHERE case_id = ?"
_ADD_TASK = (
    "INSERT INTO assignment (case_id, position, unit_id, role, is_co, assigned_on, due_on, answered_on,"
    " owed_on, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DROP_TASKS = "DELETE FROM assignment WHERE case_id = ?"
_ADD_REPLY = (
    "INSERT INTO reply (case_id, position, unit_id, round, state, doc_prefix, doc_year, doc_serial,"
    " issued_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DROP_REPLIES = "DELETE FROM reply WHERE case_id = ?"
_LOAD = "SELECT content, id, version FROM case_content JOIN cases ON id = case_id"
_GET = f"{_LOAD} WHERE case_id = ?"
_BY_NUMBER = f"{_LOAD} WHERE number_key IS ? AND is_deleted = 0 ORDER BY id"
_FROM = f"{_LOAD} WHERE case_id > ? ORDER BY case_id LIMIT {_BATCH}"
_TASKS_OF = "SELECT * FROM assignment WHERE case_id BETWEEN ? AND ? ORDER BY case_id, position"
_REPLIES_OF = "SELECT * FROM reply WHERE case_id BETWEEN ? AND ? ORDER BY case_id, position"
_KEPT = f"SELECT {', '.join(COLUMNS)}, words FROM cases LEFT JOIN case_words ON case_id = id"
_LAST_FILE_NO = "SELECT max(file_no) FROM cases WHERE file_no >= ? AND file_no < ?"
_FILE_NO_TAKEN = "SELECT 1 FROM cases WHERE file_no = ? AND id <> ?"
_ROW_OF = f"{_KEPT} WHERE id = ?"
_ROWS_OF = f"{_KEPT} WHERE id BETWEEN ? AND ? ORDER BY id"


class _Prepared(NamedTuple):
    """A new case as it is written: its rows, its line of history, what it adds to the tally."""

    image: CaseImage
    entry: Entry
    lines: tuple[Line, ...]


class Cases:
    """Every case of the desk, by id; writing needs a running transaction and a `Note` for the journal."""

    def __init__(self, work: UnitOfWork, journal: Journal, reference: Reference) -> None:
        self._work = work
        self._journal = journal
        self._reference = reference
        self._index = WordIndex(work)
        self._tally = Tally(work)

    def add(self, case: Case, note: Note) -> Case:
        """Store a new case and return it with its id and version 1."""
        case_id = self.add_many((case,), note)[0]
        return replace(case, id=case_id, version=1)

    def add_many(self, cases: Iterable[Case], note: Note) -> tuple[int, ...]:
        """Store new cases, each with its line of history, and return their ids in the same order."""
        first: int = self._work.one(_NEXT_ID)[0]
        ids: list[int] = []
        batch: list[_Prepared] = []
        for case_id, case in enumerate(cases, start=first):
            batch.append(self._prepared(replace(case, id=case_id, version=1)))
            ids.append(case_id)
            if len(batch) == _BATCH:
                self._add_batch(batch, note)
                batch = []
        self._add_batch(batch, note)
        return tuple(ids)

    def get(self, case_id: int) -> Case:
        """Return a case, also one in the recycle bin; raise `OfficeError` when there is none with that id."""
        found = self._work.one(_GET, (case_id,))
        if found is None:
            raise OfficeError("找不到这一件，没有作任何改动；请刷新列表后再选。")
        return case_from(*found)

    def save(self, case: Case, note: Note) -> Case:
        """Store a changed case whole and return it with its next version.

        Raises `OfficeError` when it was saved elsewhere since it was loaded; nothing is changed then.
        """
        before = self.get(case.id)
        if before.version != case.version:
            raise OfficeError("这一件刚被另一处改动过，您的改动没有保存；请重新打开这一件，核对后再改。")
        self.save_many(((before, case),), note)
        return replace(case, version=case.version + 1)

    def save_many(self, changes: Iterable[tuple[Case, Case]], note: Note) -> None:
        """Store changed cases whole, each given as it was loaded in this transaction and as it shall be."""
        left = iter(changes)
        while batch := tuple(islice(left, _BATCH)):
            before, after = Counter[Line](), Counter[Line]()
            entries = []
            for old, new in batch:
                before.update(lines_of(old, self._scheme(old)))
                after.update(lines_of(new, self._scheme(new)))
                entries.append(self._replaced(old, replace(new, version=old.version + 1)))
            self._tally.change(before.elements(), after.elements())
            self._journal.append_many(note, entries)

    def last_file_no(self, series: str) -> str:
        """Return the last file number (归档号) that begins with `series`, "" when there is none."""
        return self._work.one(_LAST_FILE_NO, (series, f"{series}:"))[0] or ""

    def _replaced(self, before: Case, case: Case) -> Entry:
        """Write a case in the place of what it was and return its line of history.

        Raises `OfficeError` for a change of an archived case, and for a file number another case bears.
        """
        refuse_change(before, case)
        if case.dossier and self._work.one(_FILE_NO_TAKEN, (case.dossier.file_no, case.id)):
            raise OfficeError(f"归档号“{case.dossier.file_no}”已经用过，没有改动；请改用下一个号。")
        content = content_of(case)
        image = image_of(case, self._scheme(case), canonical(content))
        self._set_row(image)
        self._set_children(image)
        return altered(SUBJECT, case.id, content_of(before), content)

    def by_number(
        self, item_no: str, *, session_id: int | None = None, kind: Kind | None = None
    ) -> tuple[Case, ...]:
        """Return the cases that bear a number, oldest first: those written so, else those that mean the same.

        43 finds 0043 and 第43号 where no case is numbered 43 to the letter.
        """
        found = [case_from(*row) for row in self._work.all(_BY_NUMBER, (number_key(item_no),))]
        fitting = [
            case
            for case in found
            if session_id in {None, case.proposal.session_id} and kind in {None, case.proposal.kind}
        ]
        exact = [case for case in fitting if case.proposal.item_no == item_no]
        return tuple(exact or fitting)

    def history(self, case_id: int) -> tuple[JournalLine, ...]:
        """Return every line of history of a case, oldest first."""
        return self._journal.of(SUBJECT, case_id)

    def ids(self, criteria: Criteria) -> array[int]:
        """Return the ids of all cases a list holds, in its order, eight bytes each."""
        question = question_of(criteria, self._work)
        return array("q", (row[0] for row in self._work.all(question.fill(CASE_IDS), question.values)))

    def stale_rows(self, tally: Counter[Line] | None = None) -> Iterator[int]:
        """Yield the id of every case whose rows differ from what its content says.

        What the cases add to the tally is put into `tally` on the way, where one is given.
        """
        last = 0
        while loaded := self._work.all(_FROM, (last,)):
            span = (loaded[0][1], loaded[-1][1])
            kept = self._kept(span)
            for content, case_id, version in loaded:
                case = case_from(content, case_id, version)
                if tally is not None:
                    tally.update(lines_of(case, self._scheme(case)))
                if kept.get(case_id) != _comparable(image_of(case, self._scheme(case), content)):
                    yield case_id
            last = span[1]

    def write_rows(self) -> None:
        """Write anew what is derived from every case, in the running transaction; contents stay."""
        self._tally.clear()
        last = 0
        while loaded := self._work.all(_FROM, (last,)):
            batch = [case_from(*row) for row in loaded]
            for (content, *_), case in zip(loaded, batch, strict=True):
                image = image_of(case, self._scheme(case), content)
                self._set_row(image)
                self._set_children(image)
            self._tally.change((), (line for case in batch for line in lines_of(case, self._scheme(case))))
            last = batch[-1].id

    def _kept(self, span: tuple[int, int]) -> dict[int, tuple[Any, ...]]:
        tasks, replies = (
            _grouped(self._work.all(_TASKS_OF, span)),
            _grouped(self._work.all(_REPLIES_OF, span)),
        )
        return {
            row[0]: (row, tuple(tasks.get(row[0], ())), tuple(replies.get(row[0], ())))
            for row in self._work.all(_ROWS_OF, span)
        }

    def _prepared(self, case: Case) -> _Prepared:
        content, scheme = canonical(content_of(case)), self._scheme(case)
        entry = Entry(SUBJECT, case.id, NOTHING, content)
        return _Prepared(image_of(case, scheme, content), entry, tuple(lines_of(case, scheme)))

    def _add_batch(self, batch: list[_Prepared], note: Note) -> None:
        add = partial(self._work.run_many, Topic.CASES)
        images = [each.image for each in batch]
        add(_ADD_ROW, [image.row for image in images])
        add(_ADD_CONTENT, [(image.row[0], image.content) for image in images])
        words = [(image.row[0], image.words) for image in images]
        add(_ADD_WORDS, words)
        self._index.add(words)
        add(_ADD_TASK, [row for image in images for row in image.assignments])
        add(_ADD_REPLY, [row for image in images for row in image.replies])
        self._tally.change((), (line for each in batch for line in each.lines))
        self._journal.append_many(note, (each.entry for each in batch))

    def _set_row(self, image: CaseImage) -> None:
        """Write what differs: an index is only touched where its column changed."""
        case_id, run = image.row[0], partial(self._work.run, Topic.CASES)
        *row, words = self._work.one(_ROW_OF, (case_id,))
        changed = [(name, new) for name, old, new in zip(COLUMNS, row, image.row, strict=True) if old != new]
        names = ", ".join(f"{name} = ?" for name, _ in changed) or "id = id"
        run(f"UPDATE cases SET {names} WHERE id = ?", (*(value for _, value in changed), case_id))
        run(_SET_CONTENT, (image.content, case_id))
        if words != image.words:
            run(_SET_WORDS, (image.words, case_id))
            self._index.change(case_id, words, image.words)

    def _set_children(self, image: CaseImage) -> None:
        case_id, run_many = image.row[0], partial(self._work.run_many, Topic.CASES)
        for kept, drop, add, rows in (
            (_TASKS_OF, _DROP_TASKS, _ADD_TASK, image.assignments),
            (_REPLIES_OF, _DROP_REPLIES, _ADD_REPLY, image.replies),
        ):
            if tuple(self._work.all(kept, (case_id, case_id))) != rows:
                run_many(drop, [(case_id,)])
                run_many(add, rows)

    def _scheme(self, case: Case) -> Scheme:
        return self._reference.scheme(case.scheme_id, case.scheme_version)


def _grouped(rows: list[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups


def _comparable(image: CaseImage) -> tuple[Any, ...]:
    return (*image.row, image.words), image.assignments, image.replies
