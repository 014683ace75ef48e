"""Cards of the tab 交办 about how a case came to its units: drafts, requests, and who held it how long."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework import change, dispatch
from desktop.domain.assignment import Consent
from desktop.domain.light import Tone
from desktop.domain.trail import Decision
from desktop.views.cards import EMPTY, Card, ToneChip, button, facts, words
from desktop.views.change_dialogs import window_words
from desktop.views.theme import BLOCK, GAP, SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout

    from desktop.domain.assignment import Assignment
    from desktop.domain.holding import Holding
    from desktop.domain.trail import ChangeRequest
    from desktop.views.case_view import CaseView
    from desktop.views.handing import HandingDesk

_SAID = {Consent.CONFIRMED: Tone.GREEN, Consent.OBJECTED: Tone.RED}
_DECIDED = {Decision.PENDING: Tone.AMBER, Decision.AGREED: Tone.GREEN, Decision.REFUSED: Tone.DONE}
_TITLES = ("承办单位、科室", "自", "至", "天数", "情况")
_DAYS = _TITLES.index("天数")
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


def draft_card(view: CaseView, handing: HandingDesk) -> Card | None:
    """Return the units drafted but not handed out to, each with what it said; None without a draft."""
    case = view.case
    if not case.proposed or case.answering:
        return None
    card = Card("拟承办单位（尚未下达）")
    lacking = tuple(dispatch.lacks(case))
    if lacking:
        card.add(words(f"▲ {'；'.join(lacking)}", "warning", wraps=True))
    else:
        card.add_beside_heading(words("✓ 可以下达", "small"))
    if view.can_be_assigned:
        card.add_at_right(button("修改拟定(&N)…", partial(handing.propose, case.id)))
    rows = QGridLayout()
    rows.setHorizontalSpacing(BLOCK)
    rows.setVerticalSpacing(SPACE)
    rows.setColumnStretch(2, 1)
    for place, task in enumerate(case.proposed):
        _draft_row(rows, place, view, task, handing)
    card.add(_panel(rows))
    return card


def _draft_row(
    rows: QGridLayout, place: int, view: CaseView, task: Assignment, handing: HandingDesk
) -> None:
    said = task.confirmation
    rows.addWidget(words(task.named), place, 0)
    chip = ToneChip(_SAID[said.consent], said.consent.label) if said else ToneChip(Tone.AMBER, "未答复")
    rows.addWidget(chip, place, 1, _LEFT)
    told = ""
    if said is not None:
        to = f"，建议由{said.proposed_unit}承办" if said.proposed_unit else ""
        told = f"{said.on.isoformat()} {said.by}　{said.reason}{to}".strip()
    rows.addWidget(words(told, "muted", wraps=True), place, 2)
    if view.can_be_assigned:
        confirm = button("确认", partial(handing.confirm, view.case.id, task.unit_id), "quiet")
        rejects = button("有异议…", partial(handing.object_to, view.case.id, task.unit_id), "quiet")
        for column, each in enumerate((confirm, rejects), 3):
            each.setAccessibleName(f"{task.unit_name}{each.text().removesuffix('…')}")
            rows.addWidget(each, place, column)


def request_card(view: CaseView, handing: HandingDesk) -> Card | None:
    """Return what units asked for and what was decided; None where nobody asked for anything."""
    if not view.case.requests:
        return None
    card = Card("退回、改办、增办申请")
    waiting = len(view.case.open_requests)
    card.add_beside_heading(words(f"待处理 {waiting} 件" if waiting else "均已处理", "muted"))
    rows = QGridLayout()
    rows.setHorizontalSpacing(BLOCK)
    rows.setVerticalSpacing(SPACE)
    rows.setColumnStretch(2, 1)
    for place, request in enumerate(view.case.requests):
        rows.addWidget(words(f"{request.unit_name}　{request.kind.label}"), place, 0)
        rows.addWidget(ToneChip(_DECIDED[request.decision], request.decision.label), place, 1, _LEFT)
        rows.addWidget(words("；".join(_request_words(request)), wraps=True), place, 2)
        if request.is_open and not view.office.is_read_only:
            decide = button("处理…", partial(handing.rule, view.case.id, place))
            decide.setAccessibleName(f"处理{request.unit_name}的{request.kind.label}申请")
            rows.addWidget(decide, place, 3)
    card.add(_panel(rows))
    return card


def _request_words(request: ChangeRequest) -> Iterator[str]:
    late = "（已过期限）" if request.is_late else ""
    yield f"{shown_day(request.asked_on)} {request.asked_by}".strip() + f" 申请{late}：{request.reason}"
    if request.proposed:
        yield f"建议由{'、'.join(request.proposed)}承办"
    if request.due is not None:
        yield f"期限 {request.due.on.isoformat()}"
    if request.decided_on is not None:
        opinion = f"：{request.opinion}" if request.opinion else ""
        yield f"{request.decided_on.isoformat()} {request.decided_by} {request.decision.label}{opinion}"


def trail_card(view: CaseView) -> Card | None:
    """Return who held the case from when to when, sections under their units; None before it was held."""
    held = change.trail(view.office, view.case)
    if not held:
        return None
    card = Card("流转过程")
    moves = len(view.case.handovers)
    passed = f"，内部转办 {len(view.case.transfers)} 次" if view.case.transfers else ""
    card.add_beside_heading(words(f"在单位间流转 {moves} 次{passed}", "muted"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(BLOCK)
    grid.setVerticalSpacing(SPACE - GAP // 2)
    grid.setColumnStretch(4, 1)
    for column, title in enumerate(_TITLES):
        grid.addWidget(words(title, "muted"), 0, column, _RIGHT if column == _DAYS else _LEFT)
    for row, each in enumerate(held, 1):
        for column, text in enumerate(_held_words(each)):
            grid.addWidget(words(text), row, column, _RIGHT if column == _DAYS else _LEFT)
    card.add(_panel(grid))
    return card


def _held_words(held: Holding) -> tuple[str, ...]:
    holder = f"　└ {held.holder}" if held.level else held.holder
    until = held.until.isoformat() if held.until else "至今"
    return holder, held.since.isoformat(), until, f"{held.days} 天", held.how


def window_line(view: CaseView, task: Assignment) -> str:
    """Return how long a unit may still return its task; nothing once it may not, or has asked for it."""
    due = change.window(view.office, view.case, task.unit_id)
    asked = any(each.unit_id == task.unit_id for each in view.case.requests)
    is_open = due is not None and view.office.today <= due.on and view.stage.owes_reply
    return window_words(view.office, due) if is_open and not asked else ""


def batch_facts(view: CaseView) -> QWidget | None:
    """Return the batch a case is handed out with, or None."""
    if not view.case.dispatch_id:
        return None
    found = [each for each in dispatch.batches(view.office) if each.id == view.case.dispatch_id]
    if not found:
        return None
    batch = found[0]
    executive = f"{shown_day(batch.executive_on)} 常务会议部署" if batch.executive_on else EMPTY
    told = (("交办批次", batch.text), ("交办通知", batch.notice_title), ("此前部署", executive))
    return facts(told, 3)


def _panel(layout: QLayout) -> QWidget:
    panel = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    panel.setLayout(layout)
    return panel
