"""The fields of the registration form: what they show of a paper, and the paper they make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.casework import keep
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.kinds import Kind, Origin
from desktop.domain.proposal import Filing, Proposal, Publicity
from desktop.domain.session import parse_session
from desktop.views.case_view import leaders_named
from desktop.views.date_field import DateField
from desktop.views.fields import Choice, TextArea, WordBox, day_in, lead_into, let_last_row_grow
from desktop.views.forms import label
from desktop.views.submitters import SubmitterField
from desktop.views.theme import MARGIN
from desktop.views.word_finder import FindingWordBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.proposal import Submitter
    from desktop.domain.session import Session
    from desktop.views.forms import FieldForm

_BODIES = {"congress": ("主任会议", "人大常委会"), "cppcc": ("主席会议", "政协常委会")}


class RegisterFields(QObject):
    """Every field of a paper; `lay_out` puts them into a form, `paper` reads them."""

    def __init__(self, office: Office, case: Case | None, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._case = case
        self._filled_delegation = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        office = self._office
        self._sessions = {session.text: session for session in keep.sessions(office)}
        scheme = office.scheme_of(self._case) if self._case else office.default_scheme
        kinds = [kind for kind in Kind if kind.body in scheme.bodies]
        self.kind = Choice([(kind.label, kind) for kind in kinds])
        self.session = WordBox()
        self.item_no, self.title = QLineEdit(), QLineEdit()
        self.submitters = SubmitterField()
        self.delegation, self.category = FindingWordBox(), WordBox(scheme.categories)
        self.origin = Choice([(scheme.word_for(origin), origin) for origin in Origin])
        self.received_on = DateField(office.today)
        self.is_key = QCheckBox("重点件")
        leaders = leaders_named(office)
        self.key_by, self.key_leader, self.key_supervisor = WordBox(), WordBox(leaders), WordBox(leaders)
        self.publicity = Choice([(each.label, each) for each in Publicity])
        self.publicity_reason = QLineEdit()
        self.body = TextArea(7, "正文，可从文档中粘贴；只保留文字", grows=True)
        self._boxes: dict[str, QComboBox] = {
            "kind": self.kind,
            "session": self.session,
            "origin": self.origin,
            "delegation": self.delegation,
            "category": self.category,
            "publicity": self.publicity,
            "key_by": self.key_by,
            "key_leader": self.key_leader,
            "key_supervisor": self.key_supervisor,
        }
        self._lines: dict[str, QLineEdit] = {
            "item_no": self.item_no,
            "title": self.title,
            "received_on": self.received_on,
            "publicity_reason": self.publicity_reason,
        }

    def lay_out(self, form: FieldForm) -> None:
        """Put the fields into a form, the cursor into the first."""
        add = form.add
        add("kind", "类型(&K)", self.kind)
        add("session_id", "届次(&J)", self.session, hint="新的届次直接输入，如 市十八届人大二次会议")
        add("item_no", "编号(&N)", self.item_no)
        add("origin", "提出时间(&G)", self.origin)
        add("title", "案由(&T)", self.title, wide=True)
        add("submitters", "提出人(&P)", self.submitters, wide=True)
        add("delegation", "代表团/界别(&D)", self.delegation)
        add("category", "内容分类(&C)", self.category)
        add("received_on", "收到日期(&R)", self.received_on)
        add("publicity", "公开属性(&U)", self._publicity_row())
        add("is_key", "重点(&I)", self._key_row(), wide=True)
        add("body", "正文(&B)", self.body, wide=True)
        let_last_row_grow(form)
        self.kind.setFocus()

    def _publicity_row(self) -> QWidget:
        self.publicity.setAccessibleName("公开属性")
        self.publicity_reason.setPlaceholderText("不予公开的理由")
        self.publicity_reason.setAccessibleName("不予公开的理由")
        return _side_by_side(self.publicity, self.publicity_reason)

    def _key_row(self) -> QWidget:
        self.key_by.setAccessibleName("重点件确定机关")
        self.key_leader.setAccessibleName("领办领导")
        self.key_supervisor.setAccessibleName("督办领导")
        by, led, seen_to = (label(each, "muted") for each in ("由", "确定，领办领导", "督办领导"))
        people = (by, self.key_by, led, self.key_leader, seen_to, self.key_supervisor)
        return _side_by_side(self.is_key, *people)

    def _connect(self) -> None:
        self.is_key.toggled.connect(self._on_key_toggled)
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self.publicity.currentIndexChanged.connect(self._on_publicity_chosen)
        self.submitters.lead_known.connect(self._on_lead_known)

    def begin(self) -> None:
        """Show the registered paper, or what a new one begins with."""
        self._on_kind_chosen()
        if self._case is not None:
            self._fill(self._case.proposal)
        else:
            self.received_on.set_value(self._office.today)
        self._on_key_toggled()
        self._on_publicity_chosen()

    def know(self, people: tuple[Submitter, ...]) -> None:
        """Complete submitters and delegations from those of earlier papers; what is typed already stays."""
        typed = self.delegation.currentText()
        self.submitters.know(people)
        self.delegation.offer(sorted({each.delegation for each in people if each.delegation}))
        self.delegation.setCurrentText(typed)

    def _fill(self, paper: Proposal) -> None:
        self.kind.choose(paper.kind)
        named = [text for text, session in self._sessions.items() if session.id == paper.session_id]
        self.session.setCurrentText("".join(named))
        for field, text in ((self.item_no, paper.item_no), (self.title, paper.title)):
            field.setText(text)
            field.setCursorPosition(0)
        self.submitters.show_submitters(paper.submitters, paper.co_submitter_count)
        self.delegation.setCurrentText(paper.delegation)
        self.category.setCurrentText(paper.category)
        self.origin.choose(paper.origin)
        self.received_on.set_value(paper.received_on)
        self.is_key.setChecked(paper.is_key)
        self.key_by.setCurrentText(paper.key_designated_by)
        self.key_leader.setCurrentText(paper.key_leader)
        self.key_supervisor.setCurrentText(paper.key_supervisor)
        self.publicity.choose(paper.publicity)
        self.publicity_reason.setText(paper.publicity_reason)
        self.body.setPlainText(paper.body)

    def typed(self) -> dict[str, Any]:
        """What a crash must not take, and nobody shall leave unasked: everything that was filled in."""
        words = {key: field.currentText() for key, field in self._boxes.items()}
        lines = {key: field.text() for key, field in self._lines.items()}
        rest = {"is_key": self.is_key.isChecked(), "body": self.body.text()}
        return {**words, **lines, **self.submitters.typed(), **rest}

    def restore(self, content: Mapping[str, Any]) -> None:
        """Show what was filled in before a crash; what was not kept stays as it is."""
        for key, box in self._boxes.items():
            box.setCurrentText(str(content.get(key, box.currentText())))
        for key, line in self._lines.items():
            line.setText(str(content.get(key, line.text())))
        self.submitters.restore(content)
        self.delegation.setCurrentText(str(content.get("delegation", "")))
        self.is_key.setChecked(bool(content.get("is_key", self.is_key.isChecked())))
        self.body.setPlainText(str(content.get("body", "")))

    def paper(self) -> Proposal:
        """Return what is filled in; raise `OfficeError` for a session or a day nobody can read."""
        former = self._case.proposal if self._case else None
        kind = self.kind.value()
        paper = former or Proposal(kind, 0, "")
        is_key = self.is_key.isChecked()
        return replace(
            paper,
            kind=kind,
            session_id=self._session_id(),
            item_no=self.item_no.text().strip(),
            title=self.title.text().strip(),
            body=self.body.text(),
            submitters=self.submitters.submitters(former.submitters if former else ()),
            co_submitter_count=self.submitters.co_submitters(),
            delegation=self.delegation.text(),
            category=self.category.text(),
            origin=self.origin.value(),
            received_on=day_in(self.received_on, "received_on", "收到日期"),
            is_key=is_key,
            key_designated_by=self.key_by.text() if is_key else "",
            key_leader=self.key_leader.text() if is_key else "",
            key_supervisor=self.key_supervisor.text() if is_key else "",
            publicity=self.publicity.value(),
            filing=Filing.FILED if paper.filing is Filing.DRAFT else paper.filing,
            publicity_reason=self.publicity_reason.text().strip(),
        )

    def numbered(self) -> Proposal:
        """Return only number, kind and session, as far as they are known; nothing is made of new words."""
        known = self._sessions.get(self.session.text())
        return Proposal(self.kind.value(), known.id if known else 0, "", self.item_no.text().strip())

    def _session_id(self) -> int:
        """Return the session named in its line; one not known yet is made when its words can be read."""
        text = self.session.text()
        known = self._sessions.get(text)
        if known is not None or not text:
            return known.id if known else 0
        made = parse_session(text, self._office.today.year)
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
        saved = keep.save_session(self._office, session)
        self._sessions[saved.text] = saved
        self.session.insertItem(0, saved.text)
        self.session.setCurrentText(saved.text)
        return saved

    def start_next(self, item_no: str) -> None:
        """Empty what belongs to one paper; kind, session, origin, day, delegation and category stay."""
        self.item_no.setText(item_no)
        for field in (self.title, self.publicity_reason):
            field.clear()
        self.submitters.clear()
        self._filled_delegation = self.delegation.text()
        self.is_key.setChecked(False)
        self.publicity.choose(Publicity.UNDECIDED)
        self.body.clear()
        self.item_no.setFocus()
        self.item_no.selectAll()

    @Slot(object)
    def _on_lead_known(self, lead: Submitter) -> None:
        """Fill in the delegation of a known lead, unless somebody typed one for this paper."""
        if lead.delegation and self.delegation.text() == self._filled_delegation:
            self._filled_delegation = lead.delegation
            self.delegation.setCurrentText(lead.delegation)

    @Slot()
    def _on_key_toggled(self) -> None:
        for field in (self.key_by, self.key_leader, self.key_supervisor):
            field.setEnabled(self.is_key.isChecked())

    @Slot()
    def _on_publicity_chosen(self) -> None:
        self.publicity_reason.setEnabled(self.publicity.value() is Publicity.NOT_PUBLIC)

    @Slot()
    def _on_kind_chosen(self) -> None:
        typed = self.key_by.text()
        self.key_by.clear()
        self.key_by.addItems(_BODIES[self.kind.value().body.value])
        self.key_by.setCurrentText(typed)
        self._offer_sessions()

    def _offer_sessions(self) -> None:
        """Offer the sessions of the body of the kind, newest first; words typed for a new one stay."""
        body, typed = self.kind.value().body, self.session.text()
        fitting = [text for text, session in self._sessions.items() if session.body is body]
        stays = typed in fitting or (typed and typed not in self._sessions)
        self.session.clear()
        self.session.addItems(fitting)
        self.session.setCurrentText(typed if stays else "".join(fitting[:1]))


def _side_by_side(*widgets: QWidget) -> QWidget:
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MARGIN)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QCheckBox | QLabel) else 1)
    lead_into(panel, widgets[0])
    return panel
