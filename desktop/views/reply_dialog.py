"""The editor of a reply: plain text beside what it answers, class, promises, findings, what is in doubt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import answer, clock, find, proofread, versions
from desktop.domain.errors import OfficeError, Problem, Severity, refuse_if
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.points import PointAnswer
from desktop.domain.procedure import Act, Situation, require
from desktop.views.block_menu import BlockDialog, BlockMenu
from desktop.views.cards import button, button_row, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.desk_timer import DeskTimer
from desktop.views.drafts import DraftKeeper
from desktop.views.fields import Choice, TextArea, day_in
from desktop.views.insistence import Insistence
from desktop.views.letter_preview import LetterPreview, Paper
from desktop.views.presence import Presence
from desktop.views.promises import promises_in, promises_text
from desktop.views.reply_findings import places_of
from desktop.views.reply_sources import ReplySources
from desktop.views.reply_text import GLYPHS, LevelRow, ReplyText
from desktop.views.sent_back import SentBack
from desktop.views.theme import MARGIN, PAGE, SPACE
from desktop.views.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.letter_check import Finding
    from desktop.domain.progress import Progress
    from desktop.domain.reply import MarkedPlace, Reply
    from desktop.domain.scheme import ResultClass
    from desktop.views.page import Desk

_PAUSE = 400  # milliseconds after the last key before the doubts are read again
_HOW_TO_WRITE = "答复正文，一段一行；标题、称谓、落款由程序按规定版式生成，不必写"
_ROLES = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.NOTE: "small"}


class ReplyDialog(DecisionDialog):
    """Writes the draft of one unit; 保存草稿 keeps it, 送审 puts it on its review route."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        require(Act.DRAFT, Situation(case, desk.office.scheme_of(case), desk.office.today, unit_id))
        name = case.task_of(unit_id).unit_name
        super().__init__(f"{name} · {case.proposal.number_phrase}答复稿", "送审", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._scheme = desk.office.scheme_of(case)
        self._copies: tuple[Finding, ...] = ()
        self._presence = Presence(self)
        self._build()
        self._connect()
        self._begin()

    def _build(self) -> None:
        reply = self._case.reply_of(self._unit_id)
        self._text = ReplyText(12, _HOW_TO_WRITE)
        self._text.longest = answer.LONGEST_TEXT
        self._count = words("", "small")
        self._back = SentBack(reply, self)
        self._sources = ReplySources(self._desk, self._case, self._unit_id, self)
        self._sources.show_points(self._case, reply.points if reply else ())
        self._insistence = Insistence()
        self.body.removeWidget(self.form)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self._back)
        left.addLayout(self._tools())
        left.addWidget(self._text, 1)
        left.addWidget(self._count)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        self._fill_form()
        self._doubts = QVBoxLayout()
        self._doubts.setSpacing(2)
        right.addWidget(self._sources, 1)
        right.addWidget(self.form)
        right.addLayout(self._doubts)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        self.body.addLayout(row)
        self._add_buttons()
        self.resize(1280, 690)

    def _tools(self) -> QHBoxLayout:
        self._blocks = BlockMenu(self._desk, self._case, self._unit_id, self)
        self._blocks_button = button("常用语(&Y)", self._open_blocks, "quiet")
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addLayout(LevelRow(self._text))
        row.addWidget(self._blocks_button)
        row.addStretch(1)
        row.addWidget(button("各稿比较(&H)…", self.compare, "quiet"))
        return row

    def _fill_form(self) -> None:
        classes = self._scheme.result_classes
        self._class: Choice[ResultClass | None] = Choice(
            [("请选择", None), *((each.words, each) for each in classes)]
        )
        self._definition = words("", "small", wraps=True)
        self._reason = TextArea(2)
        self._planned_on = DateField(self._desk.office.today)
        self._promises = TextArea(2, "每行一项，行末可写完成时限，如：新增车位120个 2026-10-31")
        self.form.add("result_class", f"{self._scheme.result_basis.label}(&C)", self._class)
        self.form.add_wide(self._definition)
        self.form.add("reason", "理由(&R)", self._reason)
        self.form.add("planned_on", "计划完成(&P)", self._planned_on)
        self.form.add("commitments", "承诺事项(&T)", self._promises)

    def _add_buttons(self) -> None:
        row = button_row(self)
        row.insertWidget(0, button("预览答复函(&V)", self.preview, "quiet"))
        row.insertWidget(row.count() - 1, button("保存草稿(&S)", self.save_and_close))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_and_close)

    def _connect(self) -> None:
        self._pause = DeskTimer(self._desk.office, _PAUSE, self, once=True)
        self._pause.beat.connect(self._show_doubts)
        self._text.textChanged.connect(self._on_text_changed)
        self._class.currentIndexChanged.connect(self._on_class_chosen)
        self._back.passage_wanted.connect(self._on_passage_wanted)
        self._sources.findings.list.place_wanted.connect(self._text.select)
        self._sources.text_wanted.connect(self._text.insert_paragraph)
        self._sources.return_wanted.connect(self._on_return_wanted)
        self._sources.points.changed.connect(self._on_changed)
        self._sources.points.split_wanted.connect(self._on_split_wanted)
        self._sources.copies_wanted.connect(self._on_copies_wanted)
        self._blocks.block_taken.connect(self._text.insert_paragraph)
        self._blocks.keeping_wanted.connect(self._on_keeping_wanted)
        self._reason.textChanged.connect(self._on_changed)
        self._planned_on.day_changed.connect(self._on_changed)

    def _begin(self) -> None:
        """Fill the form with the draft as saved, then with what a crash left unsaved."""
        reply = self._case.reply_of(self._unit_id)
        if reply is not None:
            self._fill(reply)
        key = f"reply/{self._case.id}/{self._unit_id}/{self._case.round}"
        self._keeper = DraftKeeper(self._desk.office, key, self._content, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            self._restore(*found)
        self._on_class_chosen()
        self._on_text_changed()
        self._show_doubts()
        self._text.setFocus()

    def _fill(self, reply: Reply) -> None:
        self._text.setPlainText(reply.text)
        self._class.choose(self._scheme.result_class(reply.result_class))
        self._reason.setPlainText(reply.reason)
        self._planned_on.set_value(reply.planned_on)
        self._promises.setPlainText(promises_text(self._case, reply.unit_name))

    def _restore(self, content: dict[str, Any], kept_at: str) -> None:
        self._text.setPlainText(str(content.get("text", "")))
        self._class.choose(self._scheme.result_class(str(content.get("result_class", ""))))
        self._reason.setPlainText(str(content.get("reason", "")))
        self._planned_on.setText(str(content.get("planned_on", "")))
        self._promises.setPlainText(str(content.get("promises", "")))
        said = content.get("points", ())
        answers = tuple(from_mapping(PointAnswer, each, "要点") for each in said)
        self._sources.show_points(self._case, answers)
        self.banner.show_text(f"已恢复 {kept_at} 未保存的草稿；不需要时按 Esc 放弃。", "note")

    def _content(self) -> dict[str, Any]:
        chosen = self._class.value()
        return {
            "text": self._text.text(),
            "result_class": chosen.code if chosen else "",
            "reason": self._reason.text(),
            "planned_on": self._planned_on.text(),
            "promises": self._promises.text(),
            "points": [to_mapping(each) for each in self._sources.points.answers()],
        }

    def _draft(self) -> answer.ReplyDraft:
        chosen = self._class.value()
        office, unit = self._desk.office, self._case.task_of(self._unit_id).unit_name
        return answer.ReplyDraft(
            text=self._text.text(),
            result_class=chosen.code if chosen else "",
            reason=self._reason.text(),
            planned_on=day_in(self._planned_on, "planned_on", "计划完成时间"),
            commitments=promises_in(self._promises.text(), unit, office.today),
            points=self._sources.points.answers(),
        )

    def _save(self) -> None:
        answer.save_draft(self._desk.office, self._case.id, self._unit_id, self._draft())

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def decide(self) -> None:
        self._save()
        self._keeper.start()
        self._show_doubts()
        office = self._desk.office
        saved = find.case(office, self._case.id)
        refuse_if(answer.doubts(office, saved, self._unit_id), "草稿已保存，尚未送审")
        self._insistence.ask(answer.faults(office, saved, self._unit_id), "送审")
        answer.submit(office, self._case.id, self._unit_id)
        self._desk.say("已送审")

    @Slot()
    def save_and_close(self) -> None:
        """Save the draft without submitting it and close."""
        self.banner.clear()
        try:
            self._save()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
        else:
            self._desk.say("已保存答复草稿")
            self.done(self.DialogCode.Accepted)

    @Slot()
    def preview(self) -> None:
        """Save the draft and show the letter as it would look on paper."""
        try:
            self._save()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
        else:
            self._keeper.start()
            LetterPreview(self._desk, Paper(self._case.id, self._unit_id), self).open()

    @Slot()
    def _show_doubts(self) -> None:
        """Show everything that speaks against submitting what is typed so far, and what the checker finds."""
        office = self._desk.office
        try:
            drafted = answer.drafted(office, self._case, self._unit_id, self._draft())
            doubts = answer.doubts(office, drafted, self._unit_id)
            found = proofread.letter(office, drafted, self._unit_id)
        except OfficeError as error:
            doubts, found = (Problem("", error.message),), ()
        while (item := self._doubts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for doubt in doubts:
            text = f"{GLYPHS[doubt.severity]} {doubt.message}"
            self._doubts.addWidget(words(text, _ROLES[doubt.severity], wraps=True))
        if not doubts:
            self._doubts.addWidget(words("✓ 可以送审", "small"))
        self._sources.show_findings((*found, *self._copies))
        self._text.show_places([*places_of(found), *self._back.places(self._text.text())])

    @Slot()
    def compare(self) -> None:
        """Show what was changed since a former version."""
        found = versions.of_reply(self._desk.office, self._case.id, self._unit_id, self._case.round)
        dialog = VersionsDialog(found, self._text.text(), self)
        dialog.text_wanted.connect(self._text.replace_all)
        dialog.open()

    def _open_blocks(self) -> None:
        below = self._blocks_button.rect().bottomLeft()
        self._blocks.popup(self._blocks_button.mapToGlobal(below))

    @Slot()
    def _on_keeping_wanted(self) -> None:
        BlockDialog(self._desk, self._text.selected()[0] or self._text.text(), self).open()

    @Slot(object)
    def _on_passage_wanted(self, mark: MarkedPlace) -> None:
        place = mark.place_in(self._text.text())
        if place is None:
            self.banner.show_text("标注的文字已经改过，正文中找不到了。", "note")
        else:
            self._text.select(*place)

    @Slot(int)
    def _on_return_wanted(self, unit_id: int) -> None:
        self.banner.clear()
        try:
            self._case = clock.ask_opinion_again(self._desk.office, self._case.id, unit_id)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self._sources.show_opinions(self._case)
        self._sources.setFocus()  # the button that had the cursor is gone
        self._desk.say(f"已退回{self._case.task_of(unit_id).unit_name}的协办意见")
        self._pause.start()

    @Slot()
    def _on_split_wanted(self) -> None:
        from desktop.views.points_dialog import PointsDialog

        dialog = PointsDialog(self._desk, self._case, self)
        dialog.accepted.connect(self._on_points_split)
        dialog.open()

    @Slot()
    def _on_points_split(self) -> None:
        said = self._sources.points.answers()
        self._case = find.case(self._desk.office, self._case.id)
        self._sources.show_points(self._case, said)
        self._on_changed()

    @Slot()
    def _on_copies_wanted(self) -> None:
        """Look for replies that say nearly the same as what is typed so far."""
        try:
            drafted = answer.drafted(self._desk.office, self._case, self._unit_id, self._draft())
        except OfficeError:
            return  # the doubts tell what cannot be read
        verb = partial(_copies_of, drafted, self._unit_id)
        self._desk.jobs.run("正在比对其他答复", verb, self._on_copies, self._on_copies_failed, quiet=True)

    def _on_copies(self, found: tuple[Finding, ...]) -> None:
        if not self._presence.is_over:
            self._copies = found
            self._show_doubts()

    def _on_copies_failed(self, error: OfficeError) -> None:
        self._desk.say(error.message)

    @Slot()
    def _on_changed(self) -> None:
        self._pause.start()

    @Slot()
    def _on_text_changed(self) -> None:
        paragraphs = [line for line in self._text.text().splitlines() if line.strip()]
        self._count.setText(f"{sum(map(len, paragraphs))} 字 · {len(paragraphs)} 段")
        self._pause.start()

    @Slot()
    @override
    def _on_paste_refused(self) -> None:
        most = answer.LONGEST_TEXT // 10_000
        self.banner.show_text(f"粘贴后正文将超过{most}万字，没有粘贴；请只粘贴答复正文，附件另存。")

    @Slot()
    def _on_class_chosen(self) -> None:
        chosen = self._class.value()
        self._definition.setText(chosen.definition if chosen else "选择后显示含义")
        self._pause.start()

    @override
    def done(self, result: int) -> None:
        """Close; whatever was kept for a crash is no longer needed."""
        self._keeper.drop()
        self._pause.stop()
        super().done(result)


def _copies_of(case: Case, unit_id: int, office: Office, progress: Progress) -> tuple[Finding, ...]:
    return proofread.copies(office, case, unit_id, progress)
