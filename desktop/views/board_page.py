"""工作台: who is late with what (督查视图), or what is to be done now (经办视图)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import keep, scoreboard, watch
from desktop.domain.changes import Topic
from desktop.views import memory, theme
from desktop.views.board_clerk import ClerkView
from desktop.views.board_reminders import ReminderStrip
from desktop.views.board_supervisor import SupervisorView
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Button, label
from desktop.views.page import PageFrame
from desktop.views.session_choice import SessionChoice
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.ledger import Ledger
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

VIEW = "board/view"
SUPERVISOR, CLERK = "supervisor", "clerk"
_VIEWS = ((SUPERVISOR, "督查视图(&D)"), (CLERK, "经办视图(&J)"))


class BoardPage(PageFrame):
    """The first page of the day in two views; every number on it opens the cases behind it."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._views: dict[str, SupervisorView | ClerkView] = {}
        self._build()
        self._connect()
        self.turn_to(memory.word(desk.memory, VIEW, CLERK))

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.today = label("", "muted")
        self.reminders = ReminderStrip(self.desk, self)
        self.empty = self._empty_state()
        self.content = QWidget()
        self.panes = QStackedLayout()
        rows = QVBoxLayout(self.content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.MARGIN)
        rows.addWidget(self.reminders)
        rows.addLayout(self.panes, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.content)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._heading())
        column.addLayout(self._stack, 1)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(label("工作台", "title"))
        row.addWidget(self.today, 0, Qt.AlignmentFlag.AlignBottom)
        row.addSpacing(theme.SPACE)
        row.addWidget(self._switch())
        row.addStretch(1)
        self.tools = QWidget(self)
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.SPACE)
        faults = partial(self._ask, "问题台账", scoreboard.ledger)
        self.print_board = button("打印看板(&P)…", partial(self._ask, "看板", _board_ledger), "quiet")
        self.print_faults = button("问题台账(&W)…", faults, "quiet")
        name = label("届次(&S)", "muted")
        name.setBuddy(self.sessions)
        for each in (self.print_board, self.print_faults, name, self.sessions):
            tools.addWidget(each)
        row.addWidget(self.tools)
        return row

    def _switch(self) -> QWidget:
        self.switch = QButtonGroup(self)
        self.segments = QWidget(self)
        row = QHBoxLayout(self.segments)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_, words) in enumerate(_VIEWS):
            each = Button(words, self)
            each.setCheckable(True)
            each.setProperty("role", "choice")
            each.setAccessibleName(words.split("(&", maxsplit=1)[0])
            self.switch.addButton(each, place)
            row.addWidget(each)
        return self.segments

    def _empty_state(self) -> EmptyState:
        empty = EmptyState("", "")
        self.new_session = button("新建届次(&N)…", self._on_new_session)
        self.take_list = button("导入名单(&I)…", self._on_import)
        self.register = button("登记新件(&R)…", self._on_register)
        for each in (self.new_session, self.take_list, self.register):
            empty.add_button(each)
        return empty

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)
        self.reminders.opened.connect(self.desk.show_cases)
        self.switch.idClicked.connect(self._on_switched)

    @property
    def view(self) -> SupervisorView | ClerkView:
        """The view that is open."""
        return self._views[self.key]

    @property
    def key(self) -> str:
        """The key of the view that is open."""
        return _VIEWS[self.switch.checkedId()][0]

    def turn_to(self, key: str) -> None:
        """Show the view of that key, made when it is first wanted; an unknown key means the clerk's."""
        known = key if key in dict(_VIEWS) else CLERK
        if known not in self._views:
            made = SupervisorView(self.desk, self) if known == SUPERVISOR else ClerkView(self.desk, self)
            made.opened.connect(self.desk.show_cases)
            made.case_chosen.connect(self.case_chosen)
            self._views[known] = made
            self.panes.addWidget(made)
        self.switch.button([each for each, _ in _VIEWS].index(known)).setChecked(True)
        self.panes.setCurrentWidget(self._views[known])
        view = self._views[known]
        self.setFocusProxy(view.matrix.table if isinstance(view, SupervisorView) else view.table)

    @Slot()
    def refresh(self) -> None:
        """Count again and show it."""
        office = self.desk.office
        rest = "" if office.calendar.is_workday(office.today) else "，休息日"
        self.today.setText(f"今天 {shown_day(office.today)}{rest}")
        self.sessions.renew(office)
        session_id = self.sessions.value()
        far = watch.standing(office, session_id)
        is_empty = not far.total and session_id is None
        self._stack.setCurrentWidget(self.empty if is_empty else self.content)
        for each in (self.tools, self.segments):
            each.setVisible(not is_empty)
        if is_empty:
            self._show_first_steps()
        else:
            self.reminders.renew(session_id)
            self.view.renew(session_id)
        self.summary_changed.emit(f"共 {far.total} 件，已答复 {far.replied} 件")

    def _show_first_steps(self) -> None:
        has_session = bool(keep.sessions(self.desk.office))
        if has_session:
            self.empty.say("这个办理台还没有办理件", "导入交办名单，或逐件登记；登记后这里显示时限和待办。")
        else:
            self.empty.say(
                "这个办理台是空的",
                "先建立届次（如 市十七届人大一次会议），再导入名单或逐件登记；单位名称和办理规则在“设置”中。",
            )
        first = self.take_list if has_session else self.new_session
        for each in (self.new_session, self.take_list):
            each.setProperty("role", "primary" if each is first else "")
            each.style().polish(each)
        self.empty.setEnabled(not self.desk.office.is_read_only)

    @override
    def fill_screen(self) -> bool:
        """Put the board on the wall; there is nothing to be put there before the first case."""
        if not watch.standing(self.desk.office).total:
            return False
        from desktop.views.board_wall import Wall

        wall = Wall(self.desk, self.sessions.value(), self)
        wall.opened.connect(self.desk.show_cases)
        wall.showFullScreen()
        return True

    def _ask(self, name: str, compose: Callable[[Office, int | None], Ledger]) -> None:
        """Ask for a file, and write a table of the board into it."""
        saving = Saving(name, f"{name}_{self.desk.office.today.isoformat()}", ("pdf", "xlsx"))
        ask_save(self.desk, self, saving, partial(self.write, compose))

    def write(self, compose: Callable[[Office, int | None], Ledger], name: str) -> None:
        """Write a table of the board into that file, in the format of its ending."""
        path = Path(name)
        verb = partial(_written, compose, self.sessions.value(), path)
        self.desk.jobs.run("正在写表", verb, partial(self._on_written, path), self._on_refused)

    def _on_written(self, path: Path, rows: int) -> None:
        self.desk.say(f"已写入 {rows} 行：{path.name}")

    def _on_refused(self, error: OfficeError) -> None:
        self.desk.say(error.message)

    @Slot(int)
    def _on_switched(self, place: int) -> None:
        key = _VIEWS[place][0]
        self.desk.memory.setValue(VIEW, key)
        self.turn_to(key)
        self.refresh()

    @Slot()
    def _on_new_session(self) -> None:
        from desktop.views.session_dialog import SessionDialog

        SessionDialog(self.desk.office, None, self).open()

    @Slot()
    def _on_import(self) -> None:
        from desktop.views.import_dialog import ImportDialog

        ImportDialog(self.desk, self).open()

    @Slot()
    def _on_register(self) -> None:
        from desktop.views.acts import ActDesk

        ActDesk(self.desk, self).register()


def _board_ledger(office: Office, session_id: int | None) -> Ledger:
    from desktop.casework import board_paper  # what prints is not needed to show the board

    return board_paper.ledger(office, session_id)


def _written(
    compose: Callable[[Office, int | None], Ledger],
    session_id: int | None,
    path: Path,
    office: Office,
    progress: Progress,
) -> int:
    from desktop.casework import export

    return export.write(office, compose(office, session_id), path, progress)
