"""Receipts that come back: for a reply, for what was promised in it, and for the people of a unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import forms_frame as frame
from desktop.casework.letters import WATERMARK
from desktop.domain.form import Box, Form, Row, choices, label, pair, pairs, signature
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.session import Session
    from desktop.domain.unit import Contact, Unit

_FEWEST_PROMISES = 3
_OPINION = 6
_PEOPLE = (
    ("分管负责人", ContactRole.LEADER_IN_CHARGE),
    ("处室负责人", None),
    ("办理工作人员", ContactRole.HANDLER),
)


def of_reply(office: Office, case: Case, unit_id: int | None = None) -> Form:
    """Return 答复函回执: the letter, whether the submitter is content, and why; nothing is ticked."""
    reply = case.issued_reply(unit_id)
    rows = (
        *frame.paper_rows(case),
        pair("承办单位", reply.unit_name if reply else frame.lead_units(case)),
        *frame.reply_rows(reply),
        pair("收到日期", frame.BLANK_DAY),
        *_verdict(office, case),
        pair("具体意见", lines=_OPINION),
        signature(),
    )
    return _receipt(office, case, "答复函回执", rows)


def of_promises(office: Office, case: Case) -> Form:
    """Return 承诺事项落实情况回执: each promise with its day, to be judged one by one by the submitter."""
    head = (label("序号", 2), label("承诺事项", 0), label("计划完成时间", 5), label("落实情况", 7))
    blanks = max(0, _FEWEST_PROMISES - len(case.commitments))
    states = choices(("已落实", "未落实"))
    told = [(each.text, each.due_on.isoformat() if each.due_on else "") for each in case.commitments]
    lines = [
        Row((Box(str(n), 2, is_centred=True), Box(text), Box(due, 5, is_centred=True), Box(states, 7)))
        for n, (text, due) in enumerate([*told, *[("", "")] * blanks], start=1)
    ]
    rows = (
        *frame.paper_rows(case),
        *frame.unit_rows(case),
        *frame.reply_rows(case.latest_issued),
        Row(head),
        *lines,
        *_verdict(office, case),
        pair("具体意见", lines=_OPINION),
        signature(),
    )
    return _receipt(office, case, "承诺事项落实情况回执", rows)


def _verdict(office: Office, case: Case) -> Iterator[Row]:
    rules = office.scheme_of(case).satisfaction
    levels = [each.label for each in rules.levels]
    for dimension in rules.dimensions:
        yield pair(dimension.label, choices(levels))


def _receipt(office: Office, case: Case, title: str, rows: tuple[Row, ...]) -> Form:
    note = f"注：本回执由提出人填写，承办单位不得代填；填好后交{office.scheme_of(case).supervisor}。"
    return replace(frame.form(office, case, title, rows, (note,)), left="")


def of_contacts(office: Office, session: Session, unit: Unit) -> Form:
    """Return the receipt in which a unit names its people for a session; those on file are filled in."""
    people = [(word, unit.contact(role) if role else None) for word, role in _PEOPLE]
    head = (label("职责", 6), label("姓名", 5), label("职务", 6), label("联系电话", 0))
    rows = (
        Row(head),
        *(Row((label(word, 6), *_person(known)), 2) for word, known in people),
        pairs(("填报人", ""), ("填报日期", frame.BLANK_DAY), lines=2),
    )
    return Form(
        "办理工作联系人回执",
        rows,
        left=f"单位：{unit.name}（盖章）",
        right=session.text,
        notes=("注：请核对已填内容，有变动的在本表改正，收到交办通知后及时报回。",),
        watermark=WATERMARK if office.is_demo else "",
    )


def _person(known: Contact | None) -> tuple[Box, Box, Box]:
    name, post, phone = (known.name, known.post, known.phone) if known else ("", "", "")
    return Box(name, 5, is_centred=True), Box(post, 6, is_centred=True), Box(phone, is_centred=True)
