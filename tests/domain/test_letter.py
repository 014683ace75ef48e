"""Paragraph levels, run-in headings, and a letter that survives being kept as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from desktop.domain.letter import ClassMarkPlace, Letter, Paragraph, ParagraphLevel, paragraphs
from desktop.domain.mapping import from_mapping, to_mapping

LETTER = Letter(
    issuer="临江市教育局",
    doc_no="临教函〔2026〕12号",
    title="关于对市政协第十四届五次会议\n第0231号提案的答复",
    salutation="王喆堃、李㛃委员：",
    body=paragraphs("您提出的提案收悉。\n一、基本情况"),
    signatories=("临江市教育局", "临江市财政局"),
    dated=date(2026, 8, 7),
    class_mark="A",
    class_mark_place=ClassMarkPlace.END,
    attachments=("清单",),
    note="联系人：钱犇，电话：138-0000-0001",
    cc=("市政协提案委员会",),
)


def test_levels_are_recognised_at_line_starts() -> None:
    text = "　　您好。\n\n 一、情况\n（一）办理。内容\n(十二)其他\n1.第一\n1.5万元。\n12、第二\n一是要"
    assert [(str(part.level), part.text) for part in paragraphs(text)] == [
        ("body", "您好。"),
        ("h1", "一、情况"),
        ("h2", "（一）办理。内容"),
        ("h2", "(十二)其他"),
        ("h3", "1.第一"),
        ("body", "1.5万元。"),
        ("h3", "12、第二"),
        ("body", "一是要"),
    ]


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("一、基本情况", "一、基本情况", ""),
        ("（一）关于资金。市财政局已拨付。", "（一）关于资金。", "市财政局已拨付。"),
        ("1.第一项。内容", "", "1.第一项。内容"),
        ("普通一段。", "", "普通一段。"),
        ("一、" + "长" * 55 + "。后文", "", "一、" + "长" * 55 + "。后文"),
    ],
)
def test_a_heading_ends_with_its_first_sentence(text: str, heading: str, rest: str) -> None:
    assert paragraphs(text)[0].parts() == (heading, rest)


def test_a_letter_is_kept_as_json_unchanged() -> None:
    kept = json.dumps(to_mapping(LETTER), ensure_ascii=False)
    assert from_mapping(Letter, json.loads(kept)) == LETTER


def test_date_is_printed_without_leading_zeros() -> None:
    assert LETTER.printed_date == "2026年8月7日"


def test_texts_cover_every_element() -> None:
    texts = list(LETTER.texts())
    for part in (LETTER.issuer, LETTER.note, *LETTER.signatories, *LETTER.cc, LETTER.body[1].text):
        assert part in texts
    assert Paragraph(ParagraphLevel.H1, "一、基本情况") in LETTER.body
