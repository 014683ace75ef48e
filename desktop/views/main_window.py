"""The window: joins navigation, toolbar, pages and status bar, and remembers how it was left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Slot
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework.office import OFFICE_NAME
from desktop.domain.changes import Topic
from desktop.views import memory as memories
from desktop.views import placement, theme
from desktop.views.follow_menu import FollowMenu
from desktop.views.jobs import JobDialog
from desktop.views.menus import AppearanceMenu, Command, HelpMenu, fill, search_everything
from desktop.views.navigation import Navigation, pages_for
from desktop.views.page import Desk
from desktop.views.page_stack import PageStack
from desktop.views.press_menu import PRESS, PressMenu
from desktop.views.print_target import print_from
from desktop.views.status_bar import StatusBar
from desktop.views.toolbar import Toolbar
from desktop.views.undo_menu import UndoMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QCloseEvent

    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.listing import Criteria
    from desktop.domain.procedure import Act
    from desktop.views.acts import ActDesk
    from desktop.views.jobs import JobRunner
    from desktop.views.relay import ChangeRelay

LAST_PAGE = "window/page"


class MainWindow(QMainWindow):
    """The one window of a desk; everything it can do is in its menus."""

    def __init__(
        self, office: Office, relay: ChangeRelay, jobs: JobRunner, memory: QSettings | None = None
    ) -> None:
        super().__init__()
        self._acts: ActDesk | None = None
        self.status = StatusBar(office, self)
        verbs = (self.open_case, self.start_act, self.status.say, self.show_cases)
        kept = memories.of_user() if memory is None else memory
        self.desk = Desk(office, relay, jobs, *verbs, memory=kept)
        self._build()
        self._connect()
        placement.restore(self, kept)
        last = memories.word(kept, LAST_PAGE)
        keys = [entry.key for entry in pages_for(office)]
        self.pages.go(last if last in keys else keys[0])

    def _build(self) -> None:
        desk = self.desk
        self.appearance_menu = AppearanceMenu(desk.memory, self)
        theme.apply(self.appearance_menu.appearance)
        self.navigation = Navigation(desk, self)
        self.toolbar = Toolbar(desk, self)
        self.pages = PageStack(desk, self)
        self.job_dialog = JobDialog(desk.jobs, self)
        self._show_names(frozenset({Topic.SETTINGS}))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.toolbar)
        right.addWidget(self.pages, 1)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self._build_menus()

    def _build_menus(self) -> None:
        bar, pages = self.menuBar(), self.pages
        self.file_menu, self.work_menu = bar.addMenu("文件(&F)"), bar.addMenu("办理(&C)")
        self.view_menu = bar.addMenu("查看(&V)")
        keyed = (self.file_menu, self.work_menu, self.view_menu)
        bar.addMenu(HelpMenu(keyed, lambda: pages.key, self))
        fill(self.file_menu, (
            Command("登记新件(&N)…", "Ctrl+N", self.register),
            Command("导入名单(&I)…", "Ctrl+I", self.import_list),
            Command("补录正文(&B)…", "", partial(_take_bodies, self)),
            Command("按编号打开(&G)", "Ctrl+G", self.toolbar.focus_box),
            Command("打印文书(&P)…", "Ctrl+P", partial(print_from, pages)),
            None,
            Command("退出(&Q)", "Ctrl+Q", self.close),
        ))  # fmt: skip
        fill(self.work_menu, (
            Command("做下一步(&S)", "Ctrl+Enter Ctrl+Return", self.toolbar.start_next_step),
            Command("交办批次(&H)…", "Ctrl+Shift+D", partial(_hand_out, self)),
            None,
        ))  # fmt: skip
        self.work_menu.addMenu(FollowMenu(lambda: self.acts.following, self))
        self.work_menu.addMenu(PressMenu(self.desk, partial(pages.go, "print", PRESS), self))
        self.undo_menu = UndoMenu(self.desk, self.work_menu)
        self.work_menu.addSeparator()
        _fill_view(self)
        self._page_actions: list[QAction] = []

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.pages.go)
        self.toolbar.register_wanted.connect(self.register)
        self.toolbar.import_wanted.connect(self.import_list)
        self.pages.turned.connect(self._on_turned)
        self.pages.case_chosen.connect(self.toolbar.show_case)
        self.pages.summary_changed.connect(self.status.show_summary)
        self.desk.jobs.failed.connect(self._on_job_failed)
        self.desk.relay.changed.connect(self._show_names)

    @property
    def acts(self) -> ActDesk:
        """The desk where acts are started; made when the first is."""
        if self._acts is None:
            from desktop.views.acts import ActDesk

            self._acts = ActDesk(self.desk, self)
        return self._acts

    def open_case(self, case_id: int) -> None:
        """Go to 办件 and show a case there."""
        self.pages.go("case", case_id)

    def show_cases(self, criteria: Criteria) -> None:
        """Go to 台账 and show the cases of a filter."""
        self.pages.go("ledger", criteria)

    def start_act(self, act: Act, case_id: int, unit_id: int | None) -> None:
        """Open the dialog of an act."""
        self.acts.start(act, case_id, unit_id)

    @Slot()
    def register(self) -> None:
        """Open the dialog that takes a new paper in."""
        self.acts.register()

    @Slot()
    def import_list(self) -> None:
        """Open the dialog that reads a list of papers."""
        from desktop.views.import_dialog import ImportDialog

        ImportDialog(self.desk, self).open()

    @Slot()
    def find(self) -> None:
        """Put the cursor into the search box of the page, or into that of the toolbar."""
        page = self.pages.page
        if page is None or not page.focus_search():
            self.toolbar.focus_box()

    @Slot(frozenset)
    def _show_names(self, topics: frozenset[Topic]) -> None:
        """Show whose desk this is, and who sits at it."""
        if Topic.SETTINGS in topics:
            office = self.desk.office
            self.setWindowTitle(" — ".join(filter(None, (office.setting(OFFICE_NAME), "建议提案办理台"))))
            self.status.show_officer(office.officer)

    @Slot(str)
    def _on_turned(self, key: str) -> None:
        self.navigation.mark(key)
        for action in self._page_actions:
            self.work_menu.removeAction(action)
        page = self.pages.page
        self._page_actions = page.actions() if page else []
        self.work_menu.addActions(self._page_actions)
        if page is not None:
            self.toolbar.leave_step_to_page(page.OFFERS_STEP)
            page.setFocus()

    @Slot(object)
    def _on_job_failed(self, error: OfficeError) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.NoIcon, "没有完成", error.message, parent=self)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.open()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.pages.remember()
        placement.remember(self, self.desk.memory)
        self.desk.memory.setValue(LAST_PAGE, self.pages.key)
        self.desk.memory.sync()
        self.desk.jobs.stop()
        self.desk.relay.leave()
        self.toolbar.show_case(None)  # the office may be closed before the cursor has rested
        super().closeEvent(event)


def _take_bodies(window: MainWindow) -> None:
    """Open the dialog that takes in bodies; what opens dialogs is only made now."""
    window.acts.take_bodies()


def _hand_out(window: MainWindow) -> None:
    """Open the batches cases are handed out in."""
    window.acts.handing.batches()


def _fill_view(window: MainWindow) -> None:
    pages = window.pages
    fill(window.view_menu, (
        *(
            Command(f"{entry.title}(&{place})", f"Alt+{place}", partial(pages.go, entry.key))
            for place, entry in enumerate(pages_for(window.desk.office), 1)
        ),
        None,
        Command("上一页(&B)", "Alt+Left", pages.back),
        Command("查找(&F)", "Ctrl+F", window.find),
        Command("查找一切(&K)…", "Ctrl+K Ctrl+Shift+F", partial(search_everything, window.desk, window)),
        Command("刷新(&R)", "F5", pages.refresh_page),
        None,
    ))  # fmt: skip
    window.view_menu.addMenu(window.appearance_menu)
    fill(window.view_menu, (
        Command("恢复默认布局(&D)", "", pages.restore_default_layout),
        Command("全屏(&U)", "F11", pages.fill_screen),
    ))  # fmt: skip
