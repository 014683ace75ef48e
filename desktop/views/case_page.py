"""The page 办件: one case with its place in the process, its next step, and everything done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act
from desktop.domain.text import chinese_number
from desktop.views.acts import ActDesk
from desktop.views.cards import CardColumn, button
from desktop.views.case_header import CaseHeader
from desktop.views.case_hits import first_hit_tab
from desktop.views.case_tabs_basic import BasicTab
from desktop.views.case_tabs_feedback import FeedbackTab
from desktop.views.case_tabs_history import HistoryTab
from desktop.views.case_tabs_meetings import MeetingsTab
from desktop.views.case_tabs_papers import PapersTab, tab_words
from desktop.views.case_tabs_press import PressTab
from desktop.views.case_tabs_replies import RepliesTab
from desktop.views.case_tabs_tasks import TasksTab
from desktop.views.case_view import CaseView, look
from desktop.views.empty_state import EmptyState
from desktop.views.file_drop import FileDrop
from desktop.views.page import Desk, PageFrame
from desktop.views.press_acts import PressActs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QShowEvent

_TITLES = ("基本信息", "交办", "三见面", "答复", "反馈", "历程", "附件", "督办协调")
_TASKS, _MEETINGS, _PAPERS = 1, 2, 6
_NO_SEARCH = "不是从查找打开的，没有下一件；按 Ctrl+K 查找，打开后再按 F3。"
_MENU = (
    Act.ASSIGN,
    Act.CONSULT,
    Act.CO_OPINION,
    Act.DRAFT,
    Act.REVIEW,
    Act.RECALL,
    Act.ISSUE,
    Act.FEEDBACK,
    Act.REHANDLE,
    Act.COMMIT,
    Act.FULFIL,
    Act.WISH,
    Act.ANSWER_WISH,
    Act.LOOK_BACK,
    Act.EXTEND,
    Act.DECIDE_EXTENSION,
    Act.PAUSE,
    Act.RESUME,
    Act.INTERIM,
    Act.SUPPLEMENT,
    Act.ARCHIVE,
    Act.REOPEN,
)


class CasePage(PageFrame):
    """Shows one case; Alt+← and Alt+→ go through the cases seen before, Ctrl+1 to Ctrl+8 through the tabs."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.UNITS, Topic.SESSIONS, Topic.LETTERS})
    OFFERS_STEP = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._seen: list[int] = []
        self._place = -1
        self._view: CaseView | None = None
        self._unfilled: set[int] = set()
        self._acts = ActDesk(desk, self)
        self._press = PressActs(desk, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = CaseHeader()
        self._papers = PapersTab(self.desk)
        self.tabs = QStackedWidget()
        self._tabs = (
            BasicTab(self._acts),
            TasksTab(self._acts),
            MeetingsTab(self._acts),
            RepliesTab(self._acts),
            FeedbackTab(self._acts),
            HistoryTab(),
            self._papers,
            PressTab(self._press),
        )
        for number, (title, tab) in enumerate(zip(_TITLES, self._tabs, strict=True), 1):
            self.tabs.addWidget(tab)
            self.header.tab_bar.addTab(title)
            self.header.tab_bar.setTabToolTip(number - 1, f"Ctrl+{number}")
        case = QWidget()
        column = QVBoxLayout(case)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(case)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState("还没有打开办件", "在“台账”中双击一件，或按 Ctrl+G 输入编号打开。")
        if not self.desk.office.is_read_only:
            empty.add_button(button("登记新件(&N)", self._acts.register, "primary"))
        return empty

    def _connect(self) -> None:
        self.header.tab_bar.currentChanged.connect(self._show_tab)
        self.header.act_wanted.connect(self._on_act_wanted)
        self.header.amend_wanted.connect(self._on_amend)
        self.header.unit_wanted.connect(self._on_unit_wanted)
        self.header.merged.case_wanted.connect(self.show_case)
        self.header.merged.letters_wanted.connect(self._on_letters_wanted)
        self.header.back_wanted.connect(self.back)
        self._acts.papers_wanted.connect(self._on_papers_wanted)
        self.header.forward_wanted.connect(self.forward)
        self.addAction(_action("修改登记(&E)…", self._on_amend, self, "F2"))
        for act in _MENU:
            self.addAction(_action(f"{act.label}…", partial(self._start, act), self))
        for text, verb in self._acts.handing.verbs():
            self.addAction(_action(text, partial(self._about_case, verb), self))
        self.addAction(_action("案卷材料(&G)…", partial(self._about_case, self._acts.show_dossier), self))
        self.addAction(_action("立案情况(&L)…", self._on_file, self))
        self.addAction(_action("并案(&M)…", self._on_merge, self))
        self.addAction(_action("标记典型案例(&A)…", self._on_typical, self))
        self.addAction(_action("移入或移出回收站(&X)…", self._on_discard, self))
        for text, verb, keys in (
            ("催办督办(&U)…", self._on_press, "Ctrl+Shift+U"),
            ("登记协调(&K)…", self._on_coordinate, ""),
            ("登记联系(&J)…", self._on_contact, ""),
        ):
            self.addAction(_action(text, verb, self, keys))
        for text, by, keys in (("下一件命中(&3)", 1, "F3"), ("上一件命中(&4)", -1, "Shift+F3")):
            self.addAction(_action(text, partial(self._next_hit, by), self, keys))
        FileDrop(self, self.take_files, self.can_take_files)
        for number in range(1, len(_TITLES) + 1):
            show = partial(self.header.tab_bar.setCurrentIndex, number - 1)
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(show)

    def take_files(self, files: tuple[Path, ...]) -> None:
        """Put files that were dropped or pasted to the case shown, on the tab of its files."""
        if self._view is not None:
            self.header.tab_bar.setCurrentIndex(_PAPERS)
            self._papers.take(self._view.case, files)

    def can_take_files(self) -> bool:
        """Whether there is a case shown that files can be put to."""
        return self._view is not None and not self.desk.office.is_read_only

    @property
    def case_id(self) -> int | None:
        """The id of the case shown, or None."""
        return self._view.case.id if self._view else None

    @override
    def chosen_cases(self) -> tuple[int, ...]:
        return (self._view.case.id,) if self._view else ()

    @override
    def visit(self, target: object) -> None:
        if isinstance(target, int):
            self.show_case(target)

    def show_case(self, case_id: int) -> None:
        """Open a case; it becomes the newest of those Alt+← goes back through."""
        if not self._seen or self._seen[self._place] != case_id:
            self._seen = [*self._seen[: self._place + 1], case_id]
            self._place = len(self._seen) - 1
        self._show()
        if self._view is not None and self._view.sought:
            self._show_hit(self._view)

    def _show_hit(self, view: CaseView) -> None:
        """Turn to the tab on which the first of the words stands that the case was found by."""
        self.header.tab_bar.setCurrentIndex(first_hit_tab(view))
        self.desk.say(f"查找{self.desk.trail.words}；F3 下一件，Shift+F3 上一件。")

    def _next_hit(self, by: int) -> None:
        case_id = self.desk.trail.step(by)
        if case_id is None:
            self.desk.say(_NO_SEARCH)
        else:
            self.show_case(case_id)

    @override
    def refresh(self) -> None:
        """Read the case shown again."""
        if self._seen:
            self._show()
        else:
            self._stack.setCurrentIndex(0)

    @Slot()
    def back(self) -> None:
        """Show the case seen before this one."""
        self._go(-1)

    @Slot()
    def forward(self) -> None:
        """Show the case that Alt+← came from."""
        self._go(1)

    def _go(self, step: int) -> None:
        if 0 <= self._place + step < len(self._seen):
            self._place += step
            self._show()

    def _show(self) -> None:
        try:
            case_id = self._seen[self._place]
            view = look(self.desk.office, case_id, self.desk.trail.text_for(case_id))
        except OfficeError as error:
            self.desk.say(error.message)
            return
        had_focus = any(tab.holds_focus() for tab in self._tabs)
        self._view = view
        self.header.show_view(view, can_go_back=self._place > 0, can_go_on=self._place < len(self._seen) - 1)
        self.header.tab_bar.setTabText(_MEETINGS, _meeting_word(view))
        self.header.tab_bar.setTabText(_PAPERS, tab_words(view))
        self._unfilled = set(range(len(self._tabs)))
        self._show_tab(self.tabs.currentIndex())
        self._stack.setCurrentIndex(1)
        if had_focus:
            self.header.tab_bar.setFocus()
        self.case_chosen.emit(view.case.id)
        self.summary_changed.emit(f"{view.case.proposal.number_phrase} · {view.stage.label}")

    @Slot(int)
    def _show_tab(self, number: int) -> None:
        """Turn to a tab; one that was not looked at since the case changed is filled first."""
        if self._view is not None and number in self._unfilled:
            self._unfilled.discard(number)
            tab = self._tabs[number]
            tab.show_view(self._view)
            if self._view.sought and isinstance(tab, CardColumn):
                tab.mark(self._view.sought)
        self.tabs.setCurrentIndex(number)

    @Slot(object, object)
    def _on_act_wanted(self, act: Act, unit_id: int | None) -> None:
        if self._view is not None:
            self._acts.start(act, self._view.case.id, unit_id)

    def _about_case(self, verb: Callable[[int], object]) -> None:
        if self._view is not None:
            verb(self._view.case.id)

    def _start(self, act: Act) -> None:
        self._on_act_wanted(act, None)

    @Slot()
    def _on_unit_wanted(self) -> None:
        """Decide what a unit asks for, or turn to where its answer is taken in."""
        if self._view is not None and self._view.case.open_requests:
            self._acts.handing.rule(self._view.case.id)
        else:
            self.header.tab_bar.setCurrentIndex(_TASKS)

    @Slot()
    def _on_papers_wanted(self) -> None:
        self.header.tab_bar.setCurrentIndex(_PAPERS)

    @Slot()
    def _on_amend(self) -> None:
        if self._view is not None:
            self._acts.amend(self._view.case.id)

    @Slot()
    def _on_file(self) -> None:
        if self._view is not None:
            self._acts.file_as(self._view.case.id)

    @Slot()
    def _on_merge(self) -> None:
        if self._view is not None:
            self._acts.merge(self._view.case.id)

    @Slot()
    def _on_typical(self) -> None:
        if self._view is not None:
            self._acts.mark_typical(self._view.case.id)

    @Slot()
    def _on_press(self) -> None:
        if self._view is not None:
            self._press.press((self._view.case.id,))

    @Slot()
    def _on_coordinate(self) -> None:
        if self._view is not None:
            self._press.coordinate(self._view.case.id)

    @Slot()
    def _on_contact(self) -> None:
        if self._view is not None:
            self._press.contact(self._view.case.id)

    @Slot()
    def _on_letters_wanted(self) -> None:
        if self._view is not None:
            self._acts.answer_parts(self._view.case.id)

    @Slot()
    def _on_discard(self) -> None:
        if self._view is not None:
            self._acts.discard(self._view.case.id)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.case_chosen.emit(self.case_id)

    @override
    def event(self, event: QEvent) -> bool:
        """Take Alt+← and Alt+→ before the window does, as long as there is a case to go to."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            step = self._step_of(event)
            if step and 0 <= self._place + step < len(self._seen):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step_of(event)
        if step:
            self._go(step)
        else:
            super().keyPressEvent(event)

    def _step_of(self, event: QKeyEvent) -> int:
        is_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0) if is_alt else 0


def _action(text: str, verb: Callable[[], object], owner: QObject, keys: str = "") -> QAction:
    action = QAction(text, owner)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(verb)
    return action


def _meeting_word(view: CaseView) -> str:
    rules = view.scheme.contacts
    return f"{chinese_number(len(rules.stages))}{rules.word}" if rules.word == "见面" else rules.word
