"""The sections of an annual report, and the paragraphs of the chosen one, each to be written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.casework import annual
from desktop.domain.annual import HEAD, SALUTATION, TITLE, headings
from desktop.views.annual_text import ParagraphText
from desktop.views.cards import words
from desktop.views.entry_list import WARNING
from desktop.views.theme import GAP, MARGIN, SPACE

if TYPE_CHECKING:
    from desktop.casework.annual import Draft

_NAMES = {TITLE: "标题", SALUTATION: "称谓"}
_HEAD_NAME = "标题和称谓"


def sections(draft: Draft) -> list[tuple[str, str]]:
    """Return the sections of a report with their headings as they will be printed."""
    plan = annual.outline(draft.report.audience)
    left_out = draft.report.wishes.left_out
    told = frozenset(
        each.section for each in draft.report.paragraphs if each.said and each.section not in left_out
    )
    named = headings(plan, told)
    present = {each.section for each in draft.report.paragraphs}
    shown = [(each.key, named.get(each.key) or each.name) for each in plan.sections if each.key in present]
    return [(HEAD, _HEAD_NAME), *shown]


def entry(draft: Draft, section: str, heading: str) -> str:
    """Return the two lines of a section in the outline: its heading, and what deserves a look."""
    paragraphs = draft.report.of_section(section)
    changed = sum(len(draft.changes(each)) for each in paragraphs)
    edited = sum(each.is_edited for each in paragraphs)
    said = [f"{WARNING} {changed}处数字变动"] if changed else []
    said += ["不列入"] if section in draft.report.wishes.left_out else []
    said += [f"改过{edited}段"] if edited else []
    if not any(each.said for each in paragraphs):
        said.append(f"{WARNING} 还没有写")
    return f"{heading}\n{'，'.join(said) or f'{len(paragraphs)}段'}"


class SectionPane(QScrollArea):
    """The paragraphs of one section below each other; `left_out` tells when it shall not be printed."""

    typed = Signal(str)
    entered = Signal(str)
    opened = Signal(object)
    left_out = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.texts: dict[str, ParagraphText] = {}
        self.include = QCheckBox("列入报告(&L)")
        self.include.toggled.connect(lambda on: self.left_out.emit(not on))

    def show_section(self, draft: Draft, section: str) -> None:
        """Put up the paragraphs of another section."""
        self.include.setParent(None)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.setSpacing(SPACE)
        self.include.blockSignals(True)
        self.include.setChecked(section not in draft.report.wishes.left_out)
        self.include.blockSignals(False)
        column.addWidget(self.include)
        self.include.setVisible(section != HEAD)
        self.texts = {}
        hint = _hint(draft, section)
        if hint:
            column.addWidget(words(hint, "muted", wraps=True))
        for paragraph in draft.report.of_section(section):
            text = ParagraphText(paragraph)
            name = _NAMES.get(paragraph.key, "")
            text.setAccessibleName(name or f"段落{len(self.texts) + 1}")
            if name:
                column.addWidget(words(name, "muted"))
            column.addWidget(text)
            column.addSpacing(GAP)
            self._join(text)
        column.addStretch(1)
        self.setWidget(panel)
        self.renew(draft)

    def _join(self, text: ParagraphText) -> None:
        text.typed.connect(self.typed)
        text.entered.connect(self.entered)
        text.opened.connect(self.opened)
        self.texts[text.key] = text

    def renew(self, draft: Draft) -> None:
        """Show the same paragraphs as they are now."""
        for paragraph in draft.report.paragraphs:
            if paragraph.key in self.texts:
                changed = [each.old.key for each in draft.changes(paragraph)]
                self.texts[paragraph.key].show_paragraph(paragraph, changed)


def _hint(draft: Draft, section: str) -> str:
    plan = annual.outline(draft.report.audience)
    return next((each.hint for each in plan.sections if each.key == section), "")
