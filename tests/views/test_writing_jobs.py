"""Long writing: in the worker thread, whole or not at all, while the window reads on and waits for nobody."""

from __future__ import annotations

import gc
import sys
from contextlib import closing
from dataclasses import replace
from threading import Event, current_thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, QTimer

from desktop.casework import find, intake, keep, register
from desktop.casework.office import open_office
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.workdays import CalendarYear
from desktop.views.drafts import DraftKeeper
from desktop.views.feeder import Feeder
from desktop.views.jobs import JobRunner
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.casework.lists import FULL, as_csv, full
from tests.samples import PAPER
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress

PATIENT = 30_000  # milliseconds a busy machine may take for what is told at once
BEAT = 20  # milliseconds
LONGEST_WAIT = 500  # ms; 200 are promised where nothing else wants the machine


@pytest.fixture
def jobs(office: Office, qtbot: QtBot) -> Iterator[JobRunner]:
    assert qtbot
    runner = JobRunner(office)
    yield runner
    runner.stop()


def never(_result: object) -> None:
    pytest.fail("nothing was done, so there is nothing to tell")


def two_papers(office: Office, progress: Progress) -> int:
    """Register two papers in two transactions of their own, with a step before each."""
    for done, number in enumerate(("1", "2")):
        progress.step(done, 2, f"正在登记第{number}件")
        register.proposal(office, replace(PAPER, item_no=number))
    return 2


def stored(office: Office) -> int:
    return find.count(office, Criteria())


def test_what_is_written_elsewhere_is_told_here(jobs: JobRunner, office: Office, qtbot: QtBot) -> None:
    relay, heard, order = ChangeRelay(office.store.announcer), Ear[frozenset[Topic]](), list[str]()
    relay.changed.connect(heard.hear)
    relay.changed.connect(lambda _topics: order.append("changed"))
    threads: list[object] = []

    def verb(own: Office, progress: Progress) -> int:
        threads.append(current_thread())
        assert own.store is not office.store
        return two_papers(own, progress)

    done: list[int] = []
    with qtbot.waitSignal(relay.changed, timeout=PATIENT):
        jobs.run_writing("正在登记", verb, done.append)
        assert office.is_lent
    assert done == [2]
    assert heard == [frozenset({Topic.CASES})]
    assert threads != [current_thread()]
    assert not office.is_lent
    assert [row.item_no for row in find.page(office, Criteria(), 0, 9)] == ["1", "2"]
    batches = office.store.journal.batches(9)
    assert batches[0].cases == 2  # one transaction, one step to undo
    assert office.store.check() == ()


@pytest.mark.parametrize("failure", ["refused", "broken"])
def test_what_fails_is_undone_whole(
    jobs: JobRunner, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    bugs: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: bugs.append(kind))
    refusals: list[OfficeError] = []
    heard = Ear[object]()
    relay = ChangeRelay(office.store.announcer)
    relay.changed.connect(heard.hear)

    def verb(own: Office, progress: Progress) -> None:
        two_papers(own, progress)
        raise OfficeError("来表缺一页，没有导入；请补齐后再试。") if failure == "refused" else KeyError

    with qtbot.waitSignal(jobs.ended, timeout=PATIENT):
        jobs.run_writing("正在导入", verb, never, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals or bugs))
    assert [error.message[:5] for error in refusals] == (["来表缺一页"] if failure == "refused" else [])
    assert bugs == ([] if failure == "refused" else [KeyError])
    assert (stored(office), heard, office.is_lent) == (0, [], False)
    desks.registered(office)  # the window writes again
    assert stored(office) == 1


@pytest.mark.parametrize("moment", ["middle", "end"])
def test_what_is_cancelled_is_undone_whole(
    jobs: JobRunner, office: Office, qtbot: QtBot, moment: str
) -> None:
    written, go_on = Event(), Event()

    def verb(own: Office, progress: Progress) -> None:
        two_papers(own, progress)
        written.set()
        go_on.wait(PATIENT / 1000)
        if moment == "middle":
            two_papers(own, progress)

    with qtbot.waitSignal(jobs.ended, timeout=PATIENT):
        jobs.run_writing("正在导入", verb, never, never)
        written.wait(PATIENT / 1000)
        jobs.cancel()
        go_on.set()
    assert (stored(office), office.is_lent) == (0, False)


def test_a_window_that_is_closed_meanwhile_leaves_nothing_by_half(
    jobs: JobRunner, office: Office, qtbot: QtBot
) -> None:
    assert qtbot
    begun = Event()

    def endless(own: Office, progress: Progress) -> None:
        two_papers(own, progress)
        while True:
            begun.set()
            progress.step(0, 1)

    jobs.run_writing("正在导入", endless, never, never)
    begun.wait(PATIENT / 1000)
    jobs.stop()
    office.close()
    with closing(open_office(office.directory, clock=desks.Clock(), officer="示例经办")) as again:
        assert stored(again) == 0
        assert again.store.check() == ()


def test_meanwhile_the_window_reads_and_is_refused_at_once(
    jobs: JobRunner, office: Office, qtbot: QtBot
) -> None:
    desks.registered(office, "9")
    begun, go_on = Event(), Event()

    def verb(own: Office, progress: Progress) -> int:
        begun.set()
        go_on.wait(PATIENT / 1000)
        return two_papers(own, progress)

    done: list[int] = []
    jobs.run_writing("正在导入", verb, done.append)
    begun.wait(PATIENT / 1000)
    asked = perf_counter()
    with pytest.raises(OfficeError, match="正在写入另一项操作"):
        desks.registered(office, "10")
    assert stored(office) == 1
    assert perf_counter() - asked < 1  # no waiting for a lock that is held
    assert done == []
    go_on.set()
    qtbot.waitUntil(lambda: done == [2], timeout=PATIENT)
    assert stored(office) == 3


def test_what_was_kept_in_mind_is_read_again(jobs: JobRunner, office: Office, qtbot: QtBot) -> None:
    assert 2031 not in {each.year for each in office.calendar.years}
    other = replace(office.default_scheme, version=office.default_scheme.version + 1, name="改过的规则")

    def verb(own: Office, _progress: Progress) -> None:
        own.store.reference.put_calendar(CalendarYear(2031, ()), own.note("试验"))
        own.store.reference.put_scheme(other, own.note("试验"))

    with qtbot.waitSignal(jobs.ended, timeout=PATIENT):
        jobs.run_writing("正在更新", verb, lambda _result: None)
    assert 2031 in {each.year for each in office.calendar.years}
    assert office.default_scheme.name == "改过的规则"


def test_drafts_and_the_index_skip_their_beat(office: Office, qtbot: QtBot) -> None:
    assert qtbot
    content = {"title": ""}
    form = QObject()
    keeper = DraftKeeper(office, "draft/new", lambda: dict(content), form)
    feeder = Feeder(office, ChangeRelay(office.store.announcer))
    keeper.start()
    content["title"] = "关于加装电梯的建议"
    office.lend()
    keeper.keep()
    keeper.drop()
    feeder.feed()
    assert keep.draft(office, "draft/new") is None
    assert not feeder.is_resting
    office.take_back()
    keeper.keep()
    kept = keep.draft(office, "draft/new")
    assert kept is not None
    assert kept["title"] == "关于加装电梯的建议"
    feeder.feed()
    assert feeder.is_resting


def test_a_desk_that_is_only_read_refuses_in_its_turn(tmp_path: Path, qtbot: QtBot) -> None:
    desks.new_office(tmp_path).close()
    reader = open_office(tmp_path, clock=desks.Clock(), officer="示例", read_only=True)
    runner, refusals = JobRunner(reader), list[OfficeError]()
    runner.run_writing("正在导入", two_papers, never, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals), timeout=PATIENT)
    assert "只读" in refusals[0].message
    runner.stop()
    reader.close()


class Heartbeat:
    """A timer in the window's thread that notes how long it was kept waiting at worst, in milliseconds."""

    def __init__(self, office: Office) -> None:
        """Begin to beat; every beat also asks the desk something, as a list does that is scrolled."""
        self._office = office
        self._last = perf_counter()
        self.beats, self.worst = 0, 0.0
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        find.page(self._office, Criteria(), 0, 1)
        now = perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1000 - BEAT)
        self._last = now
        self.beats += 1

    def stop(self) -> None:
        """Rest."""
        self._timer.stop()


def test_the_window_answers_while_five_thousand_rows_are_taken_in(
    jobs: JobRunner, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = (full(str(number), f"关于第{number}件示例的建议") for number in range(5_000))
    plan = intake.read(office, as_csv(tmp_path, FULL, *rows))
    gc.collect()
    done: list[Any] = []
    heart = Heartbeat(office)
    jobs.run_writing(
        "正在导入", lambda own, progress: intake.commit(own, plan, progress), lambda it: done.append(it.added)
    )
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENT)
    heart.stop()
    assert done == [5_000]
    assert heart.beats > 10
    assert heart.worst <= LONGEST_WAIT, f"the window was kept waiting for {heart.worst:.0f} ms"
