"""Long work: in its own thread with its own office, one after another, reported, cancelled, and told of."""

from __future__ import annotations

import sys
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.errors import OfficeError
from desktop.views import jobs as module
from desktop.views.jobs import JobDialog, JobRunner
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress


@pytest.fixture
def jobs(office: Office, qtbot: QtBot) -> Iterator[JobRunner]:
    assert qtbot
    runner = JobRunner(office)
    yield runner
    runner.stop()


def test_a_job_works_elsewhere_and_comes_back(jobs: JobRunner, office: Office, qtbot: QtBot) -> None:
    seen: list[Any] = []

    def verb(own: Office, progress: Progress) -> Thread:
        progress.step(1, 2, "一半")
        assert own.store is not office.store
        assert own.is_read_only
        return current_thread()

    jobs.progressed.connect(lambda *step: seen.append(step))
    with qtbot.waitSignal(jobs.ended):
        jobs.run("正在试验", verb, seen.append)
        assert jobs.is_busy
    assert seen[0] == (1, 2, "一半")
    assert seen[1] is not current_thread()
    assert not jobs.is_busy


def test_jobs_wait_their_turn(jobs: JobRunner, qtbot: QtBot) -> None:
    first, done = Event(), list[int]()
    jobs.run("一", lambda _office, _progress: first.wait(10) and 1, done.append)
    jobs.run("二", lambda _office, _progress: 2, done.append)
    assert done == []
    first.set()
    qtbot.waitUntil(lambda: done == [1, 2])


def test_a_refusal_reaches_who_asked_or_everybody(jobs: JobRunner, qtbot: QtBot) -> None:
    def refuse(_office: Office, _progress: Progress) -> None:
        raise OfficeError("文件正被占用，没有导出；请关闭后再试。")

    def never(_result: object) -> None:
        pytest.fail("a refused job has no result")

    told: list[OfficeError] = []
    jobs.run("导出", refuse, never, told.append)
    qtbot.waitUntil(lambda: bool(told))
    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.run("导出", refuse, never)
    assert failed.args[0].message == told[0].message


def test_a_cancelled_job_is_silent(jobs: JobRunner, qtbot: QtBot) -> None:
    begun = Event()

    def endless(_office: Office, progress: Progress) -> None:
        for done in range(10_000_000):
            begun.set()
            progress.step(done, 10_000_000)

    failures: Ear[object] = Ear()
    jobs.failed.connect(failures.hear)
    with qtbot.waitSignal(jobs.ended):
        jobs.run("没完没了", endless, failures.append)
        begun.wait(10)
        jobs.cancel()
    assert failures == []


def test_a_bug_goes_where_bugs_go(jobs: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bugs: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: bugs.append(kind))
    jobs.run("坏", lambda _office, _progress: 1 // 0, bugs.append)
    qtbot.waitUntil(lambda: bool(bugs))
    assert bugs == [ZeroDivisionError]


def test_the_dialog_comes_only_for_long_work_and_can_stop_it(
    jobs: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = JobDialog(jobs, window)
    stepped = Event()

    def long(_office: Office, progress: Progress) -> None:
        progress.step(3, 10, "第3件")
        while True:
            stepped.set()
            progress.step(3, 10)

    assert dialog.isHidden()
    jobs.run("正在打印", long, lambda _result: None)
    qtbot.waitUntil(dialog.isVisible)
    stepped.wait(10)
    qtbot.waitUntil(lambda: dialog.value() == 3)
    assert dialog.windowTitle() == "正在打印"
    assert dialog.labelText() == "第3件"
    with qtbot.waitSignal(jobs.ended):
        qtbot.mouseClick(dialog.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert dialog.isHidden()


def test_short_work_shows_no_dialog(jobs: JobRunner, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = JobDialog(jobs, window)
    with qtbot.waitSignal(jobs.ended):
        jobs.run("正在打印", lambda _office, _progress: None, lambda _result: None)
    assert dialog.isHidden()


def test_quiet_work_shows_no_dialog_however_long_it_takes(
    jobs: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = JobDialog(jobs, window)
    turned, done = Event(), list[bool]()
    jobs.run("正在排版", lambda _office, _progress: turned.wait(10), done.append, quiet=True)
    QTimer.singleShot(20, turned.set)
    qtbot.waitUntil(lambda: done == [True])
    assert dialog.isHidden()
    assert dialog.windowTitle() == ""
