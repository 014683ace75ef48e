"""What goes on behind the import window: a list is looked at, read, decided on, taken in and taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.casework.intake import Decisions, Hints, Outcome, Plan
    from desktop.casework.intake_source import ColumnMap, Source
    from desktop.casework.office import Office
    from desktop.casework.undo import UndoStep
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

AT_ONCE = 400  # rows decided on again within a frame; a longer list is decided on by the worker
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Result = TypeVar("_Result")


class ImportWork(QObject):
    """The import as far as it has come: the list looked at, the plan made of it, what was decided about it.

    `surveyed` brings a `Source`, `planned` a `Plan`, `refused` an `OfficeError`, `written` an `Outcome`,
    `undone` the `UndoStep` that was taken back, `stopped` comes when writing was cancelled. `busy` says in
    words what goes on, "" when nothing does. What comes after `leave` reaches nobody.
    """

    surveyed = Signal(object)
    planned = Signal(object)
    refused = Signal(object)
    written = Signal(object)
    undone = Signal(object)
    stopped = Signal()
    busy = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self._is_deciding = False
        self._is_waiting = self.is_writing = False
        self._past: list[Decisions] = []
        self._future: list[Decisions] = []
        self._step: UndoStep | None = None
        self.wanted: Decisions | None = None
        self.source: Source | None = None
        self.plan: Plan | None = None
        desk.jobs.ended.connect(self._on_job_ended)

    @property
    def is_settled(self) -> bool:
        """Whether there is a plan, and it heeds everything that was decided."""
        return self.plan is not None and self.plan.decisions == self.wanted and not self._is_deciding

    @property
    def is_touched(self) -> bool:
        """Whether leaving would lose decisions of a person."""
        return bool(self._past)

    def leave(self) -> None:
        """Expect nothing any more; what a job still brings is dropped."""
        self._asked = -1

    def forget(self) -> None:
        """Begin with another list."""
        self.source = self.plan = self.wanted = None
        self._past, self._future = [], []

    # --- looking and reading ------------------------------------------------------------------------------

    def survey(self, path: Path) -> None:
        """Look at a file."""
        self.forget()
        self._run("正在打开来表", partial(_survey, path), self._on_surveyed)

    def survey_pasted(self, text: str, html: str) -> None:
        """Look at rows copied from a spreadsheet."""
        self.forget()
        self._run("正在读取粘贴的内容", partial(_survey_pasted, text, html), self._on_surveyed)

    def read(self, mapping: ColumnMap, hints: Hints, year: int | None, *, keeps_map: bool) -> None:
        """Read the list as mapped; what was decided before is kept as far as it still fits.

        With `keeps_map` the meaning of its columns is remembered once it is taken in.
        """
        if self.source is not None:
            said = _Said(year, self.wanted, keeps_map)
            verb = partial(_read, (self.source, mapping), hints, said)
            self._run("正在读取名单", verb, self._on_read)

    def _on_surveyed(self, source: Source) -> None:
        self.source = source
        self.surveyed.emit(source)

    def _on_read(self, plan: Plan) -> None:
        self.plan, self.wanted = plan, plan.decisions
        self.planned.emit(plan)

    # --- deciding -----------------------------------------------------------------------------------------

    def decide(self, decisions: Decisions) -> None:
        """Plan again with what was decided on the plan last shown; decisions under way are kept."""
        if self.plan is not None and self.wanted is not None:
            merged = joined(self.wanted, self.plan.decisions, decisions)
            if merged != self.wanted:
                self._past.append(self.wanted)
                self._future = []
                self._go(merged)

    def take_back(self) -> bool:
        """Take the last decision back; False when there is none."""
        return self._turn(self._past, self._future)

    def do_again(self) -> bool:
        """Decide again what was taken back; False when nothing was."""
        return self._turn(self._future, self._past)

    def _turn(self, source: list[Decisions], target: list[Decisions]) -> bool:
        if not source or self.wanted is None:
            return False
        target.append(self.wanted)
        self._go(source.pop())
        return True

    def _go(self, wanted: Decisions) -> None:
        self.wanted = wanted
        plan = self.plan
        if plan is None or self._is_deciding:
            return
        if plan.reading is None or len(plan.reading.rows) <= AT_ONCE:
            self._decide_here(plan, wanted)
        else:
            self._is_deciding = True
            self._run("正在重新核对", partial(_decide, plan, wanted), self._on_decided)

    def _decide_here(self, plan: Plan, wanted: Decisions) -> None:
        from desktop.casework import intake

        try:
            self._on_decided(intake.decide(self._desk.office, plan, wanted))
        except OfficeError as error:
            self._on_undecided(error)

    def _on_decided(self, plan: Plan) -> None:
        self._is_deciding = False
        self.plan = plan
        if self.wanted is not None and plan.decisions != self.wanted:
            self._go(self.wanted)
        else:
            self.planned.emit(plan)

    def _on_undecided(self, error: OfficeError) -> None:
        self._is_deciding = False
        if self.plan is not None:
            self.wanted = self.plan.decisions
            self.planned.emit(self.plan)
        self.refused.emit(error)

    # --- writing ------------------------------------------------------------------------------------------

    def take_in(self) -> None:
        """Write the plan, whole or not at all."""
        if self.plan is not None:
            self._write("正在导入名单", partial(_commit, self.plan), self._on_written)

    def take_out(self) -> None:
        """Take back what was written, whole or not at all."""
        if self._step is not None:
            self._write(f"正在{self._step.label}", partial(_undo, self._step), self.undone.emit)

    def stop(self) -> bool:
        """Stop writing, nothing of it is kept; False when nothing is being written."""
        if self.is_writing:
            self._desk.jobs.cancel()
        return self.is_writing

    def _on_written(self, outcome: Outcome) -> None:
        from desktop.casework import undo

        self._past, self._future = [], []
        self._step = undo.undoable(self._desk.office)
        self.written.emit(outcome)

    @Slot()
    def _on_job_ended(self) -> None:
        """See, once its result had time to come, whether a job ended without one: stopped, or by a bug."""
        QTimer.singleShot(0, self, self._on_result_missing)

    @Slot()
    def _on_result_missing(self) -> None:
        if self._is_waiting and not self._desk.jobs.is_busy:
            was_writing = self.is_writing
            self._is_waiting = self._is_deciding = self.is_writing = False
            self.busy.emit("")
            if was_writing:
                self.stopped.emit()

    # --- the worker ---------------------------------------------------------------------------------------

    def _run(
        self,
        words: str,
        verb: Callable[[Office, Progress], _Result],
        on_done: Callable[[_Result], None],
    ) -> None:
        self._asked += 1
        self._is_waiting = True
        self.busy.emit(words)
        told = partial(self._answered, self._asked)
        self._desk.jobs.run(words, verb, partial(told, on_done), partial(told, self._refuse), quiet=True)

    def _write(
        self,
        words: str,
        verb: Callable[[Office, Progress], _Result],
        on_done: Callable[[_Result], None],
    ) -> None:
        self._asked += 1
        self._is_waiting = self.is_writing = True
        self.busy.emit(words)
        told = partial(self._answered, self._asked)
        self._desk.jobs.run_writing(words, verb, partial(told, on_done), partial(told, self._refuse))

    def _answered(self, asked: int, tell: Callable[[_Result], None], result: _Result) -> None:
        if asked == self._asked:
            self._is_waiting = self.is_writing = False
            self.busy.emit("")
            tell(result)

    def _refuse(self, error: OfficeError) -> None:
        if self._is_deciding:
            self._on_undecided(error)
        else:
            self.refused.emit(error)


class _Said(NamedTuple):
    """What is said of a list before it is read: its year, what was decided on it before, its map for good."""

    year: int | None
    before: Decisions | None
    keeps_map: bool


def joined(wanted: Decisions, shown: Decisions, decided: Decisions) -> Decisions:
    """Return what is wanted with the difference between what was shown and what was decided on it."""
    left_out = wanted.left_out - (shown.left_out - decided.left_out) | decided.left_out - shown.left_out
    return replace(
        wanted,
        cells=_joined(wanted.cells, shown.cells, decided.cells),
        units=_joined(wanted.units, shown.units, decided.units),
        matches=_joined(wanted.matches, shown.matches, decided.matches),
        accepted=_joined(wanted.accepted, shown.accepted, decided.accepted),
        year=wanted.year if decided.year == shown.year else decided.year,
        left_out=left_out,
    )


def _joined(
    wanted: Mapping[_Key, _Value], shown: Mapping[_Key, _Value], decided: Mapping[_Key, _Value]
) -> Mapping[_Key, _Value]:
    if decided == shown:
        return wanted
    kept = {key: value for key, value in wanted.items() if key in decided or key not in shown}
    news = {key: value for key, value in decided.items() if key not in shown or shown[key] != value}
    return {**kept, **news}


def _survey(path: Path, _office: Office, _progress: Progress) -> Source:
    from desktop.casework.intake_source import survey

    return survey(path)


def _survey_pasted(text: str, html: str, _office: Office, _progress: Progress) -> Source:
    """Look at the HTML of copied rows, which knows merged cells; at the text when it holds no table."""
    from desktop.casework.intake_source import survey_text

    if "<table" in html.lower():
        try:
            return survey_text(html)
        except OfficeError:
            if not text.strip():
                raise
    return survey_text(text)


def _read(
    what: tuple[Source, ColumnMap],
    hints: Hints,
    said: _Said,
    office: Office,
    _progress: Progress,
) -> Plan:
    from desktop.casework import intake

    source, mapping = what
    plan = intake.read(office, source, hints, mapping)
    if plan.reading is None:  # a list of opinions; nothing can be decided on it
        return plan
    wanted = plan.decisions if said.before is None else _fitting(said.before, plan)
    wanted = replace(wanted, is_map_kept=wanted.is_map_kept or said.keeps_map)
    wanted = wanted if said.year is None else wanted.with_year(said.year)
    return plan if wanted == plan.decisions else intake.decide(office, plan, wanted)


def _fitting(before: Decisions, plan: Plan) -> Decisions:
    """Return what of earlier decisions can be said of a plan read in another way."""
    columns, places = (plan.reading.sheet.layout.columns, plan.reading.places) if plan.reading else ((), ())
    cells = {at: text for at, text in before.cells.items() if at[0] in places and at[1] in columns}
    return replace(before, cells=cells, is_map_kept=plan.decisions.is_map_kept)


def _decide(plan: Plan, wanted: Decisions, office: Office, _progress: Progress) -> Plan:
    from desktop.casework import intake

    return intake.decide(office, plan, wanted)


def _commit(plan: Plan, office: Office, progress: Progress) -> Outcome:
    from desktop.casework import intake

    return intake.commit(office, plan, progress)


def _undo(step: UndoStep, office: Office, progress: Progress) -> UndoStep:
    from desktop.casework import undo

    return undo.undo(office, step, progress)
