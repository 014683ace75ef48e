"""The dialog that takes papers in, one after the other, and corrects what was registered (登记)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from desktop.casework import keep, register
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.kinds import Kind, Origin
from desktop.domain.proposal import Filing, Proposal, Publicity
from desktop.domain.session import parse_session
from desktop.views.cards import button, button_row
from desktop.views.case_view import leaders_named
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.drafts import DraftKeeper
from desktop.views.fields import Choice, TextArea, WordBox, day_in, lead_into, let_last_row_grow
from desktop.views.forms import label
from desktop.views.submitters import SubmitterField
from desktop.views.theme import MARGIN

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.session import Session
    from desktop.views.page import Desk

_DRAFT = "register"
_BODIES = {"congress": ("主任会议", "人大常委会"), "cppcc": ("主席会议", "政协常委会")}


class RegisterDialog(DecisionDialog):
    """Takes a paper in (Ctrl+Enter: and the next one; Ctrl+S: and close), or corrects a registered one."""

    def __init__(self, desk: Desk, case: Case | None, parent: QWidget | None = None) -> None:
        super().__init__(*_title_and_verb(case), parent, columns=2)
        self._desk = desk
        self._case = case
        self._last_id = 0
        self._build()
        self._connect()
        self._begin()

    def _build(self) -> None:
        office = self._desk.office
        self._sessions = {session.text: session for session in keep.sessions(office)}
        scheme = office.scheme_of(self._case) if self._case else office.default_scheme
        kinds = [kind for kind in Kind if kind.body in scheme.bodies]
        self._kind = Choice([(kind.label, kind) for kind in kinds])
        self._session = WordBox()
        self._item_no, self._title = QLineEdit(), QLineEdit()
        self._submitters = SubmitterField()
        self._delegation, self._category = WordBox(), WordBox(scheme.categories)
        self._origin = Choice([(origin.label, origin) for origin in Origin])
        self._received_on = DateField(office.today)
        self._is_key = QCheckBox("重点件")
        self._key_by, self._key_leader = WordBox(), WordBox(leaders_named(office))
        self._publicity = Choice([(each.label, each) for each in Publicity])
        self._publicity_reason = QLineEdit()
        self._body = TextArea(7, "正文，可从文档中粘贴；只保留文字", grows=True)
        self._lay_out()
        self.resize(960, 720)

    def _lay_out(self) -> None:
        add = self.form.add
        add("kind", "类型(&K)", self._kind)
        add("session_id", "届次(&J)", self._session, hint="新的届次直接输入，如 市十八届人大二次会议")
        add("item_no", "编号(&N)", self._item_no)
        add("origin", "提出时间(&G)", self._origin)
        add("title", "案由(&T)", self._title, wide=True)
        add("submitters", "提出人(&P)", self._submitters, wide=True)
        add("delegation", "代表团/界别(&D)", self._delegation)
        add("category", "内容分类(&C)", self._category)
        add("received_on", "收到日期(&R)", self._received_on)
        add("publicity", "公开属性(&U)", self._publicity_row())
        add("is_key", "重点(&I)", self._key_row(), wide=True)
        add("body", "正文(&B)", self._body, wide=True)
        let_last_row_grow(self.form)
        self._kind.setFocus()

    def _publicity_row(self) -> QWidget:
        self._publicity_reason.setPlaceholderText("不予公开的理由")
        self._publicity_reason.setAccessibleName("不予公开的理由")
        return _side_by_side(self._publicity, self._publicity_reason)

    def _key_row(self) -> QWidget:
        self._key_by.setAccessibleName("重点件确定机关")
        self._key_leader.setAccessibleName("领办领导")
        by, led = label("由", "muted"), label("确定，领办领导", "muted")
        return _side_by_side(self._is_key, by, self._key_by, led, self._key_leader)

    def _connect(self) -> None:
        self._is_key.toggled.connect(self._on_key_toggled)
        self._kind.currentIndexChanged.connect(self._on_kind_chosen)
        self._publicity.currentIndexChanged.connect(self._on_publicity_chosen)
        if self._case is None:
            self._close_button = button("登记并关闭(&S)", self.save_and_close)
            row = button_row(self)
            row.insertWidget(row.count() - 1, self._close_button)
            QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_and_close)
        else:
            QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._on_verb)

    def _begin(self) -> None:
        self._on_kind_chosen()
        if self._case is not None:
            self._fill(self._case.proposal)
        else:
            self._received_on.set_value(self._desk.office.today)
        self._on_key_toggled()
        self._on_publicity_chosen()
        key = f"{_DRAFT}/{self._case.id}" if self._case else _DRAFT
        self._keeper = DraftKeeper(self._desk.office, key, self._content, self)
        self._keeper.start()
        if (found := self._keeper.found()) is not None:
            self._restore(*found)

    def _fill(self, paper: Proposal) -> None:
        self._kind.choose(paper.kind)
        named = [text for text, session in self._sessions.items() if session.id == paper.session_id]
        self._session.setCurrentText("".join(named))
        for field, text in ((self._item_no, paper.item_no), (self._title, paper.title)):
            field.setText(text)
            field.setCursorPosition(0)
        self._submitters.show_submitters(paper.submitters, paper.co_submitter_count)
        self._delegation.setCurrentText(paper.delegation)
        self._category.setCurrentText(paper.category)
        self._origin.choose(paper.origin)
        self._received_on.set_value(paper.received_on)
        self._is_key.setChecked(paper.is_key)
        self._key_by.setCurrentText(paper.key_designated_by)
        self._key_leader.setCurrentText(paper.key_leader)
        self._publicity.choose(paper.publicity)
        self._publicity_reason.setText(paper.publicity_reason)
        self._body.setPlainText(paper.body)

    def _content(self) -> dict[str, Any]:
        """What a crash must not take: the typed texts; the choices are made again in a moment."""
        return {
            "item_no": self._item_no.text(),
            "title": self._title.text(),
            "submitters": self._submitters.typed(),
            "delegation": self._delegation.text(),
            "category": self._category.text(),
            "body": self._body.text(),
        }

    def _restore(self, content: dict[str, Any], kept_at: str) -> None:
        self._item_no.setText(str(content.get("item_no", "")))
        self._title.setText(str(content.get("title", "")))
        self._submitters.type(str(content.get("submitters", "")))
        self._delegation.setCurrentText(str(content.get("delegation", "")))
        self._category.setCurrentText(str(content.get("category", "")))
        self._body.setPlainText(str(content.get("body", "")))
        self.banner.show_text(f"已恢复 {kept_at} 未登记完的内容；不需要时按 Esc 放弃。", "note")

    def _paper(self) -> Proposal:
        former = self._case.proposal if self._case else None
        kind = self._kind.value()
        paper = former or Proposal(kind, 0, "")
        is_key = self._is_key.isChecked()
        filing = Filing.FILED if paper.filing is Filing.DRAFT else paper.filing
        submitters = self._submitters.submitters(former.submitters if former else ())
        return replace(
            paper,
            kind=kind,
            session_id=self._session_id(),
            item_no=self._item_no.text().strip(),
            title=self._title.text().strip(),
            body=self._body.text(),
            submitters=submitters,
            co_submitter_count=self._submitters.co_submitters(),
            delegation=self._delegation.text(),
            category=self._category.text(),
            origin=self._origin.value(),
            received_on=day_in(self._received_on, "received_on", "收到日期"),
            is_key=is_key,
            key_designated_by=self._key_by.text() if is_key else "",
            key_leader=self._key_leader.text() if is_key else "",
            publicity=self._publicity.value(),
            filing=filing,
            publicity_reason=self._publicity_reason.text().strip(),
        )

    def _session_id(self) -> int:
        """Return the session named in its line; one not known yet is made when its words can be read."""
        text = self._session.text()
        known = self._sessions.get(text)
        if known is not None or not text:
            return known.id if known else 0
        made = parse_session(text, self._desk.office.today.year)
        if made is None:
            message = f"届次“{text}”无法识别"
            raise OfficeError(
                f"{message}，未登记；请写成“市十八届人大二次会议”的样子。", (Problem("session_id", message),)
            )
        return self._remembered(made).id

    def _remembered(self, session: Session) -> Session:
        known = self._sessions.get(session.text)
        if known is not None:
            return known
        saved = keep.save_session(self._desk.office, session)
        self._sessions[saved.text] = saved
        self._session.insertItem(0, saved.text)
        self._session.setCurrentText(saved.text)
        return saved

    @override
    def would_lose(self) -> bool:
        return self._keeper.has_changed()

    @override
    def decide(self) -> None:
        """Register or amend; raises `OfficeError` naming every field that is missing."""
        office = self._desk.office
        if self._case is not None:
            saved = register.amend(office, self._case.id, self._paper())
            self._desk.say(f"已保存{saved.proposal.number_phrase}{self._doubt(saved.proposal)}")
            return
        paper = self._paper()
        bearers = register.duplicates(office, paper)
        saved = register.proposal(office, paper)
        self._last_id = saved.id
        also = f"；同号的另有 {len(bearers)} 件，请核对" if bearers else ""
        self._desk.say(f"已登记{saved.proposal.number_phrase}{also}{self._doubt(saved.proposal)}")

    def _doubt(self, paper: Proposal) -> str:
        """Return what to look at again in a paper just saved: its session may be of the other body."""
        odd = register.of_other_body(self._desk.office, paper)
        return "".join(f"；{problem.message}，请核对届次" for problem in odd)

    @override
    def _on_verb(self) -> None:
        """Register and begin the next paper; an amended one is saved and closed."""
        if self._case is not None:
            super()._on_verb()
        elif self._decided():
            done = self._title.text()
            self._start_next()
            self.banner.show_text(f"已登记《{done}》。", "note")

    @Slot()
    def save_and_close(self) -> None:
        """Register this paper and open it on the case page."""
        if self._decided():
            self.done(self.DialogCode.Accepted)

    def _decided(self) -> bool:
        self.banner.clear()
        self.form.clear_problems()
        try:
            self.decide()
        except OfficeError as error:
            self.form.show_error(error, self.banner)
            return False
        return True

    def _start_next(self) -> None:
        """Empty what belongs to one paper; kind, session, origin, day and category stay for the next."""
        for field in (self._item_no, self._title, self._publicity_reason):
            field.clear()
        self._submitters.clear()
        self._delegation.setCurrentText("")
        self._is_key.setChecked(False)
        self._publicity.choose(Publicity.UNDECIDED)
        self._body.clear()
        self._keeper.drop()
        self._keeper.start()
        self._item_no.setFocus()

    @Slot()
    def _on_key_toggled(self) -> None:
        for field in (self._key_by, self._key_leader):
            field.setEnabled(self._is_key.isChecked())

    @Slot()
    def _on_publicity_chosen(self) -> None:
        self._publicity_reason.setEnabled(self._publicity.value() is Publicity.NOT_PUBLIC)

    @Slot()
    def _on_kind_chosen(self) -> None:
        typed = self._key_by.text()
        self._key_by.clear()
        self._key_by.addItems(_BODIES[self._kind.value().body.value])
        self._key_by.setCurrentText(typed)
        self._offer_sessions()

    def _offer_sessions(self) -> None:
        """Offer the sessions of the body of the kind, newest first; words typed for a new one stay."""
        body, typed = self._kind.value().body, self._session.text()
        fitting = [text for text, session in self._sessions.items() if session.body is body]
        stays = typed in fitting or (typed and typed not in self._sessions)
        self._session.clear()
        self._session.addItems(fitting)
        self._session.setCurrentText(typed if stays else "".join(fitting[:1]))

    @override
    def done(self, result: int) -> None:
        """Close; nothing is left to be restored, and the paper registered last is shown."""
        self._keeper.drop()
        super().done(result)
        if self._last_id:
            self._desk.open_case(self._last_id)


def _title_and_verb(case: Case | None) -> tuple[str, str]:
    if case is None:
        return "登记新件", "登记，下一件"
    number = case.proposal.number_phrase
    if case.proposal.filing is Filing.DRAFT:
        return f"补全草稿 · {number}", "保存并立案"
    return f"修改登记 · {number}", "保存"


def _side_by_side(*widgets: QWidget) -> QWidget:
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MARGIN)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QCheckBox | QLabel) else 1)
    lead_into(panel, widgets[0])
    return panel
