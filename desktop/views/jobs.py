"""The one job runner: long work in one worker thread, reported, cancellable, its result brought back."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import closing
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressDialog
from typing_extensions import override

from desktop.domain.errors import OfficeError
from desktop.domain.progress import Cancelled, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office

PATIENCE = 400  # milliseconds before a job shows itself
_Result = TypeVar("_Result")


class _Job(NamedTuple):
    title: str
    verb: Callable[..., Any]
    on_done: Callable[[Any], None]
    on_failed: Callable[[OfficeError], None] | None
    is_quiet: bool = False
    is_writing: bool = False


class _Reporter(Progress):
    """Carries steps to the window's thread and the wish to stop to the worker's."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self.stopped = Event()

    @override
    def step(self, done: int, total: int, text: str = "") -> None:
        """Report a step, or raise `Cancelled`."""
        if self.stopped.is_set():
            raise Cancelled
        self._tell(done, total, text)


class JobRunner(QObject):
    """Runs one job after another in a thread with an office of its own; every signal comes in its own thread.

    `run` is for work that reads, `run_writing` for the few acts that write for longer than a moment.

    A job that refuses (`OfficeError`) reaches its `on_failed`, or the signal `failed`; one that was cancelled
    reaches nobody but `ended`; any other exception is a bug and goes to `sys.excepthook`.
    """

    started = Signal(str)
    progressed = Signal(int, int, str)
    failed = Signal(object)
    ended = Signal()
    _returned = Signal(object, object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._thread: Thread | None = None
        self._reporter = _Reporter(self.progressed.emit)
        self._returned.connect(self._on_returned, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._job is not None

    def run(
        self,
        title: str,
        verb: Callable[[Office, Progress], _Result],
        on_done: Callable[[_Result], None],
        on_failed: Callable[[OfficeError], None] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Do `verb(office, progress)` in the worker thread, then `on_done(result)` here.

        `title` is what a person reads meanwhile, e.g. 正在导出台账; a `quiet` job is not announced, because
        whoever asked shows by itself that it runs. Jobs asked for meanwhile wait their turn.
        """
        self._queue(_Job(title, verb, on_done, on_failed, is_quiet=quiet))

    def run_writing(
        self,
        title: str,
        verb: Callable[[Office, Progress], _Result],
        on_done: Callable[[_Result], None],
        on_failed: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Do `verb(office, progress)` in the worker thread as one transaction, then `on_done(result)` here.

        When the verb refuses, fails or is cancelled, nothing is written. Meanwhile the window reads on, but
        whoever would write in it is refused with a sentence. What was changed is told before `on_done`.
        """
        self._queue(_Job(title, verb, on_done, on_failed, is_writing=True))

    def cancel(self) -> None:
        """Ask the running job to stop at its next step."""
        self._reporter.stopped.set()

    def stop(self) -> None:
        """Cancel everything and wait until the worker thread has ended; for leaving the program."""
        self._waiting.clear()
        self.cancel()
        if self._thread is not None:
            self._thread.join()
            self._office.take_back()

    def _queue(self, job: _Job) -> None:
        self._waiting.append(job)
        if self._job is None:
            self._start_next()

    def _start_next(self) -> None:
        self._job = self._waiting.popleft()
        self._reporter = _Reporter(self.progressed.emit)
        if self._job.is_writing:
            self._office.lend()
        if not self._job.is_quiet:
            self.started.emit(self._job.title)
        self._thread = Thread(target=self._work, args=(self._job, self._reporter), daemon=True)
        self._thread.start()

    def _work(self, job: _Job, progress: Progress) -> None:
        """Do the job in the worker thread; nothing may escape here, or nobody would hear of it."""
        result: object = None
        error: BaseException | None = None
        try:
            result = self._written(job, progress) if job.is_writing else self._read(job, progress)
        except Exception as caught:  # noqa: BLE001
            error = caught
        self._returned.emit(result, error)

    def _read(self, job: _Job, progress: Progress) -> object:
        with closing(self._office.worker()) as office:
            return job.verb(office, progress)

    def _written(self, job: _Job, progress: Progress) -> object:
        with closing(self._office.writer()) as office, office.store.transaction():
            result = job.verb(office, progress)
            progress.step(1, 1, "正在保存…")  # the last moment to cancel
            return result

    @Slot(object, object)
    def _on_returned(self, result: object, error: Exception | None) -> None:
        job, self._job = self._job, None
        if job is not None and job.is_writing:
            self._office.take_back()
        self.ended.emit()
        if self._waiting:
            self._start_next()
        if job is not None:
            self._tell(job, result, error)

    def _tell(self, job: _Job, result: object, error: Exception | None) -> None:
        if error is None:
            job.on_done(result)
        elif isinstance(error, OfficeError):
            (job.on_failed or self.failed.emit)(error)
        elif not isinstance(error, Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)


class JobDialog(QProgressDialog):
    """Shows the running job once it has taken longer than a moment, with a bar and a way to stop it."""

    def __init__(self, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__("", "取消", 0, 0, parent)
        self._jobs = jobs
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.setMinimumDuration(1_000_000)  # this dialog decides itself when it is shown
        self.setMinimumWidth(420)
        self.reset()

    def _connect(self) -> None:
        self._patience.timeout.connect(self._on_patience_ended)
        self.canceled.connect(self._jobs.cancel)
        self._jobs.started.connect(self._on_started)
        self._jobs.progressed.connect(self._on_progressed)
        self._jobs.ended.connect(self._on_ended)

    @Slot(str)
    def _on_started(self, title: str) -> None:
        self.setWindowTitle(title)
        self.setLabelText(f"{title}…")
        self.setRange(0, 0)
        self._patience.start()

    @Slot()
    def _on_patience_ended(self) -> None:
        self.open()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        self.setRange(0, total)
        self.setValue(done)
        if text:
            self.setLabelText(text)

    @Slot()
    def _on_ended(self) -> None:
        self._patience.stop()
        self.hide()
