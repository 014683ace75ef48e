"""The dialog that has several papers about one matter handled as one (并案): one leads, the others follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import issue, merge
from desktop.casework.letters import salutation
from desktop.domain.errors import Problem, refuse_if
from desktop.views.cards import button, words
from desktop.views.case_finder import CaseFinder
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.entry_list import EntryList
from desktop.views.fields import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_RULE = (
    "主件统一交办、办理和答复；并入的件保留各自的编号、提出人和已有答复稿，不再单独计时。"
    "每位领衔人都要征求意见，印发时各收到一份写明本人编号、案由的答复函。可按 Ctrl+Z 撤销。"
)


_NUMBERED = "各按顺序取下一个文号，今天印发；内容与本件的答复相同，写明各自的编号、案由。印发后不能撤销。"


class MergeDialog(DecisionDialog):
    """Asks which of these cases (at least one) leads; more can be added by their numbers."""

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        super().__init__("并案", "并案", parent)
        self._desk = desk
        self._build(tuple(cases))
        self._connect()
        self._renew()

    def _build(self, cases: tuple[Case, ...]) -> None:
        self.main: Choice[Case] = Choice((_named(case), case) for case in cases)
        self.main.choose(_likely_main(cases))
        self.chosen = ChosenCases(cases, {}, self._fate, self)
        self.finder = CaseFinder(self._desk, cases[0], self)
        self.finder.line.setAccessibleName("添加一件")
        self._add = button("添加(&A)", self.add_found)
        self._add.setEnabled(False)
        self.finder.put_beside(self._add)
        self.told = words("", wraps=True)
        self.rule = words(_RULE, "muted", wraps=True)
        self.form.add("main", "主件(&M)", self.main)
        self.form.add("more", "再添加(&N)", self.finder)
        self.body.addWidget(self.chosen, 1)
        self.body.addWidget(self.told)
        self.body.addWidget(self.rule)
        self.resize(760, 600)
        self.main.setFocus()

    def _connect(self) -> None:
        self.chosen.changed.connect(self._on_dropped)
        self.main.currentIndexChanged.connect(self._renew)
        self.finder.found.connect(self._on_found)
        self.finder.line.returnPressed.connect(self.add_found)

    @property
    def leading(self) -> Case | None:
        """The case that leads, or None when none is left."""
        return self.main.value() if self.main.count() else None

    @property
    def parts(self) -> tuple[Case, ...]:
        """The cases that follow."""
        return tuple(case for case in self.chosen.cases if case != self.leading)

    def add_found(self) -> None:
        """Add the case the number means to the list."""
        case = self.finder.case
        if case is None or case.id in self.chosen.ids:
            return
        self.finder.clear()
        self.chosen.show_cases((*self.chosen.cases, case))
        self._offer()
        self._renew()

    @override
    def decide(self) -> None:
        parts, leading = self.parts, self.leading
        refuse_if([] if parts else [Problem("more", "只有一件，请再添加要并入的件")], "尚未并案")
        office = self._desk.office
        main = merge.into(office, leading.id if leading else 0, [case.id for case in parts])
        told = f"{_numbers(parts)}已并入{main.proposal.number_phrase}"
        if issue.owed_to_parts(office, main):
            told += "；主件已印发答复，请在主件页上补发答复函"
        self._desk.say(told)

    def _offer(self) -> None:
        """Offer every case of the list as the one that leads; the one chosen stays chosen."""
        kept = self.leading
        self.main.blockSignals(True)
        self.main.offer((_named(case), case) for case in self.chosen.cases)
        if kept is not None:
            self.main.choose(kept)
        self.main.blockSignals(False)

    def _fate(self, case: Case) -> str:
        main = self.leading
        if main is None or case == main:
            held = f"，已含并案 {len(case.merged)} 件" if case.merged else ""
            return f"★ 主件{held}"
        draft = "，已有答复稿保留" if case.replies else ""
        return f"并入{main.proposal.number_phrase}{draft}"

    @Slot()
    def _on_dropped(self) -> None:
        self._offer()
        self._renew()

    @Slot()
    def _renew(self) -> None:
        parts, main = self.parts, self.leading
        self.chosen.bar(merge.bars(self.chosen.cases, main.id if main else 0))
        self.verb_button.setText(f"并入 {len(parts)} 件" if parts else "并案")
        self.verb_button.setEnabled(bool(parts))
        told = f"{_numbers(parts)}并入{_named(main)}。" if main and parts else "再添加一件才能并案。"
        self.told.setText(told)

    @Slot(object)
    def _on_found(self, case: Case | None) -> None:
        self._add.setEnabled(case is not None and case.id not in self.chosen.ids)


class PartLettersDialog(DecisionDialog):
    """Asks before the submitters of papers merged late are sent the letters they lack: these are numbered."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"补发答复函 · {case.proposal.number_phrase}", "补发", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        owed = issue.owed_to_parts(self._desk.office, self._case)
        self.chosen = EntryList("还没有收到答复函的件")
        self.chosen.show_entries(
            f"{_named(part)}\n{salutation(part.proposal, '{names}{honorific}')}" for part in owed
        )
        self.form.hide()
        self.body.addWidget(words("这些件并入时，本件的答复已经印发，领衔人还没有收到答复函。", wraps=True))
        self.body.addWidget(self.chosen, 1)
        self.body.addWidget(words(_NUMBERED, "muted", wraps=True))
        self.verb_button.setText(f"补发 {len(owed)} 件")
        self.resize(600, 380)

    @override
    def decide(self) -> None:
        number = issue.to_parts(self._desk.office, self._case.id)
        self._desk.say(f"已补发 {number} 份答复函")


def _likely_main(cases: Sequence[Case]) -> Case:
    """Return the case that has others with it already, or went out, or is furthest; else the first."""
    return max(cases, key=lambda case: (bool(case.merged), bool(case.latest_issued), bool(case.lead)))


def _numbers(cases: Sequence[Case]) -> str:
    return "、".join(case.proposal.number_phrase for case in cases)


def _named(case: Case) -> str:
    return f"{case.proposal.number_phrase}《{case.proposal.title}》"
