"""A clerk of one office at its window, and what such a person does to a case from its first day to its last.

`Seat` opens the desk of an office on disk with its window, and leaves both to come back on another day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QWidget,
)

from desktop.casework import keep
from desktop.casework.office import Founding, create_office, open_office
from desktop.domain.kinds import Body
from desktop.domain.unit import Contact, ContactRole, Unit
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
from desktop.views.reply_findings import FindingsList
from tests import desks
from tests.journeys.window_driver import PATIENCE, Person, said
from tests.views.case_desk import fill, focus, press, type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

PROMISED = ("2026-12-20", "示例路站台建成 2026-12-20")  # by when, and what is promised by then
LEAD, CO, OTHER = "示例区教育局", "示例区财政局", "示例区交通局"
_PREFIXES = {LEAD: "例教函", CO: "例财函", OTHER: "例交函"}
_PEOPLE = (
    Contact(ContactRole.HEAD, "示例局长"),
    Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长"),
    Contact(ContactRole.HANDLER, "示例承办", "138-0000-0001"),
)


@dataclass(frozen=True)
class Paper:
    """What is typed when a paper comes in; `origin` and `key_leader` are only chosen where they are named."""

    number: str
    title: str
    body: str = "沿线居民出行不便。"
    submitters: str = "示例甲\n示例乙"
    category: str = ""
    origin: str = ""
    key_leader: str = ""


class Seat:
    """A desk of one office on disk, kept by its scheme, with the window somebody sits at."""

    def __init__(self, folder: Path, scheme_id: str, qtbot: QtBot) -> None:
        self._folder = folder
        self._qtbot = qtbot
        self._office: Office | None = None
        self._window: MainWindow | None = None
        self.clock = desks.Clock()
        self._found(scheme_id)

    def _found(self, scheme_id: str) -> None:
        founding = Founding(scheme_id, "示例区政府办公室")
        office = create_office(self._folder / "desk", clock=self.clock, officer="示例经办", founding=founding)
        body = office.default_scheme.bodies[0]
        keep.save_session(office, replace(desks.SESSION, body=Body(body)))
        for name, prefix in _PREFIXES.items():
            keep.save_unit(office, Unit(name, doc_prefix=prefix, contacts=_PEOPLE))
        office.close()

    def sit_down(self) -> Clerk:
        """Open the desk and its window, the cursor in it."""
        self._office = office = open_office(self._folder / "desk", clock=self.clock, officer="示例经办")
        memory = QSettings(str(self._folder / "layout.ini"), QSettings.Format.IniFormat)
        self._window = window = MainWindow(
            office, ChangeRelay(office.store.announcer), JobRunner(office), memory
        )
        self._qtbot.addWidget(window)
        window.resize(1366, 768)
        with self._qtbot.waitActive(window, timeout=PATIENCE):
            window.show()
            window.activateWindow()
        window.pages.setFocus()
        return Clerk(window, self._qtbot, self._folder)

    def come_back(self, day: date) -> Clerk:
        """Leave the desk, and open it again on that day."""
        self.leave()
        self.clock.day = day
        return self.sit_down()

    def keeps_next_year(self, number: str) -> Clerk:
        """Come back next year: the promise stands on the board, overdue; it is kept, the case ends."""
        clerk = self.come_back(date(2027, 1, 11))
        board = clerk.page_words(1)
        for words in ("今天 2027-01-11", "1件的承诺到期未兑现", "跨年度事项"):
            assert words in board
        clerk.open_todo("承诺到期未兑现")
        (row,) = clerk.rows(clerk.window.pages)
        assert "落实承诺：示例路站台建成（2026-12-20 前）" in row
        clerk.open_case(number)
        assert "逾期22天" in clerk.reads(5)
        clerk.keep_promise("落实承诺", "2027年1月验收")
        clerk.ends()
        assert "已落实 1/1" in clerk.reads(5)
        return clerk

    def leave(self) -> None:
        """Close window and desk; nothing to do where nobody sits."""
        if self._window is not None and self._office is not None:
            self._window.close()
            self._office.close()
        self._window = self._office = None


class Clerk(Person):
    """A person who handles cases: each act as it is done on the screens."""

    def register(self, paper: Paper) -> None:
        """Take a paper in and open it."""
        press("Ctrl+N", self.window)
        self.dialog()
        if paper.origin:
            self.choose("G", paper.origin)
        for key, text in (("N", paper.number), ("T", paper.title), ("P", paper.submitters)):
            fill(key, text)
        fill("C", paper.category)
        if paper.key_leader:
            press("Alt+I")
            press("Space")
            press("Tab")
            press("Tab")
            type_text(paper.key_leader)
        fill("B", paper.body)
        press("Ctrl+S")
        self.closed()
        assert self.page().header.title.text() == paper.title

    def hand_out(self, *units: str, role: Sequence[str] = ()) -> None:
        """Hand the case out to units, the first leads; with `role` each is given the one in its place."""
        self.next_step("交办")
        for place, unit in enumerate(units):
            if place:
                press("Alt+U")
            type_text(unit)
            press("Return")
            if role:
                self.choose("R", role[place])
            for key, text in (("L", "示例副区长"), ("G", "示例副局长"), ("W", "增设站台"), ("M", "现场踏勘")):
                fill(key, text)
        self.done()

    def meet(self, stage: str, mode: str, *, level: str = "", third: str = "") -> None:
        """Record the meeting that comes next; `third` are those who came from 政协 or 人大."""
        dialog = self.next_step(stage)
        fill("M", mode)
        if level:
            self.choose("L", level)
        fill("O", "希望年内投用。")
        if third:
            self.push(dialog, "更多：组织单位、政协人大、背景目的")
            fill("J", third)
        self.done()

    def opine(self, unit: str, text: str) -> None:
        """Take in the opinion of the unit that comes next, or, without a unit, of the one it still lacks."""
        if unit:
            self.next_step(unit)
        else:
            self.command("登记协办意见")
            self.dialog()
        type_text(text)
        self.done()

    def plan(self, words: str) -> None:
        """Give the case its class by plan."""
        self.push(self.tab(2), "确定计划类别")
        self.dialog()
        self.choose("G", words)
        self.done()

    def implement(self, words: str) -> None:
        """Say how far it is carried out."""
        self.push(self.tab(5), "登记落实情况")
        self.dialog()
        self.choose("S", words)
        self.done()

    def split(self) -> None:
        """Split the paper into its numbered points."""
        self.push(self.tab(4), "诉求要点")
        self.push(self.dialog(), "按编号段落试分")
        self.done()

    def answer_point(self, editor: QDialog, number: int, state: str, text: str = "") -> None:
        """Say in the reply what becomes of a point."""
        self.turn(editor, "参考材料", "要点")
        self.go_down(self.named(editor, f"要点{number}落实情况", QComboBox), state)
        if text:
            what = {"计划落实": "计划落实时间", "不能落实": "不能落实的理由"}.get(state, "答复内容")
            self.named(editor, f"要点{number}{what}", QWidget).setFocus()
            type_text(text)

    def write(self, text: str, result: str, planned: str = "", promise: str = "", reason: str = "") -> None:
        """Write into the open editor of a reply, and choose its class."""
        self.named(self.dialog(), "答复正文", QPlainTextEdit).setFocus()
        press("Ctrl+A")
        type_text(text)
        self.choose("C", result)
        for key, words in (("P", planned), ("T", promise), ("R", reason)):
            if words:
                fill(key, words)

    def written(self) -> str:
        """Return what stands in the open editor of a reply."""
        return self.named(self.dialog(), "答复正文", QPlainTextEdit).toPlainText()

    def doubts(self, words: str) -> None:
        """Wait until the open editor tells this of what stands in it."""
        editor = self.dialog()
        self.wait(lambda: said(words, words_of(editor)))

    def finds(self, *lines: str) -> None:
        """Wait until the checker finds this in the open editor, line by line."""
        panel = self.turn(self.dialog(), "参考材料", "检查")
        (found,) = panel.findChildren(FindingsList)

        def are_seen() -> None:
            seen = [found.item(row).text() for row in range(found.count())]
            assert seen == list(lines), seen

        self.wait(are_seen)

    def keep_draft(self) -> None:
        """Keep the draft in the open editor with Ctrl+S."""
        press("Ctrl+S")
        self.closed()

    def sign(self) -> tuple[str, ...]:
        """Submit the draft and approve it at every step; return what each step was and had to tick."""
        self.next_step("将答复稿送审")
        self.done()
        return self.review()

    def review(self) -> tuple[str, ...]:
        """Approve at every step of the route; return what each was called, and what was ticked there."""
        passed = []
        while "编号印发" not in self.page().header.next_line.text():
            passed.append(self.approve())
        return tuple(passed)

    def approve(self) -> str:
        """Approve at the step that is due, each check ticked; return its name and what was ticked."""
        line = self.page().header.next_line
        before = line.text()
        dialog = self.next_step("")
        checks = [each for each in dialog.findChildren(QCheckBox) if each.isVisibleTo(dialog)]
        for check in checks:
            assert focus() is check
            press("Space")
            press("Tab")
        fill("N", "示例审核")
        step = "；".join((dialog.windowTitle().split(" · ")[0], *(check.text() for check in checks)))
        self.done()
        self.wait(lambda: line.text() != before)
        return step

    def send_back(self, lines_down: int, remark: str) -> None:
        """Mark a line of the reply under review and send the reply back."""
        dialog = self.next_step("")
        self.named(dialog, "答复正文", QPlainTextEdit).setFocus()
        for keys in ("Ctrl+Home", *("Down",) * lines_down, "Shift+End"):
            press(keys)
        self.push(dialog, "标注选中处")
        type_text(remark)
        fill("N", "示例审核")
        self.push(dialog, "退回修改")
        self.closed()

    def issue(self, *, in_person: bool = False) -> str:
        """Number and issue the letter that comes next, save it, and return what stands on its pages."""
        self.next_step("编号印发")
        if in_person:
            press("Alt+F")
            press("Space")
        press("Ctrl+Return")
        return self.saved_letter()

    def judge(self, level: str, opinion: str = "") -> str:
        """Take in the same verdict in every dimension; return what the dialog asked for."""
        dialog = self.next_step("登记反馈")
        told = words_of(dialog)
        for key in range(1, 10):
            if f"(&{key})" not in told:
                break
            press(f"Alt+{key}")
            press("Space")
            while focus().text() != level:
                press("Right")
        if opinion:
            fill("O", opinion)
        told = words_of(dialog)
        self.done()
        return told

    def study(self, causes: str, plan: str) -> None:
        """Record why the verdict was bad and what is done anew."""
        self.next_step("分析不满意的原因")
        fill("R", causes)
        fill("P", plan)
        self.done()

    def keep_promise(self, promise: str, evidence: str) -> None:
        """Record that the promise that comes next was kept today."""
        self.next_step(promise)
        fill("E", evidence)
        self.done()
