"""Letters of every kind and length: nothing leaves the page, no signature without text, old ones as ever."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import page, pile
from desktop.documents.fonts import bundled
from desktop.documents.letter_layout import lay_out
from desktop.documents.linebreak import NO_END, NO_START, Setter
from desktop.documents.pdf import render
from desktop.domain.letter import Annex, ClassMarkPlace, Letter, LetterFormat, Sealing, paragraphs
from tests.documents.letters import Printed, letter, official_text
from tests.documents.measured import ANNEX, DOCUMENT

if TYPE_CHECKING:
    from desktop.documents.leaf import Leaf, Placed

SETTER = Setter(bundled())
DATE = "2026年8月7日"
KINDS: dict[str, dict[str, Any]] = {
    "sealed": {},
    "unsealed": {"sealing": Sealing.UNSEALED},
    "stamped": {"sealing": Sealing.STAMP, "signatories": ("市长",)},
    "joint": {"signatories": ("临江市财政局", "临江市民政局", "临江市教育局")},
    "annexed": {"attachments": (ANNEX.title, "清单"), "annexes": (ANNEX,)},
    "signers": {"signer": "张启明、王喆堃、李明", "urgency": "加急", "copy_no": "000012"},
}
FORMATS = {LetterFormat.LETTER: {}, LetterFormat.DOCUMENT: DOCUMENT}
EARLIER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("9394f7b7257cf93a", {}),
    ("bf4057069819eb8c", {"body": "收悉。\n感谢。"}),
    ("c141d4b79a53fb97", {"body": official_text(3, 1600)}),
    ("e3371ecc2d27782c", {"signatories": ("甲局", "乙局", "丙局")}),
    ("1e65c457dea4eff1", {"signer": "张启明"}),
    ("39d10e91b23ce242", {"class_mark": "A类", "class_mark_place": ClassMarkPlace.BESIDE_DOC_NO}),
    (
        "a98b213d59c581ef",
        {"class_mark": "办理结果：A类", "class_mark_place": ClassMarkPlace.END, "publicity": "此件公开发布"},
    ),
    ("276f8f407ec2362a", {"attachments": ("清单", "甲" * 40)}),
    ("e3b2df7eae24a040", {"signatories": ("甲局", "乙" * 16)}),
)


def words(placed: Placed) -> str:
    """Return the text of one piece."""
    return "".join(unit.text for unit in placed.units)


def width(placed: Placed) -> float:
    """Return the width of one piece in points."""
    gaps = placed.gap * (len(placed.units) - 1)
    return (sum(unit.width for unit in placed.units) + gaps) * placed.narrowing


def assert_inside(leaves: list[Leaf], kind: LetterFormat) -> None:
    """Assert that nothing but page numbers, and what stands above 10.1's type area, leaves it."""
    for number, leaf in enumerate(leaves):
        is_first = number == 0 and kind is LetterFormat.LETTER
        for text in leaf.texts:
            if words(text).startswith("— ") or text.y < page.TOP:
                continue
            assert text.x >= page.LEFT - 0.02, words(text)
            assert text.x + width(text) <= page.RIGHT + 0.02, words(text)
            assert text.y <= (page.FIRST_PAGE_BOTTOM if is_first else page.BOTTOM) + 0.02, words(text)


def rows_of(leaf: Leaf) -> list[tuple[float, str]]:
    """Return the rows of a page from the top down: baseline and text."""
    rows: dict[float, str] = {}
    for text in sorted(leaf.texts, key=lambda each: (round(each.y, 1), each.x)):
        rows[round(text.y, 1)] = rows.get(round(text.y, 1), "") + words(text)
    return sorted(rows.items())


@pytest.mark.parametrize("form", LetterFormat)
@pytest.mark.parametrize("kind", KINDS)
def test_no_length_leaves_a_signature_without_text(kind: str, form: LetterFormat) -> None:
    """The body comes in 210 lengths; the last of it is told by its own full stop."""
    for length in range(12, 12 + 210 * 7, 7):
        body = official_text(length, length) + "\n此致感谢。"
        made = letter(**FORMATS[form] | KINDS[kind], body=body)
        leaves = lay_out(made, SETTER)
        assert_inside(leaves, form)
        signed = next(leaf for leaf in leaves if any(words(text) == DATE for text in leaf.texts))
        told = [text for _, text in rows_of(signed)]
        assert any("此致感谢。" in text for text in told), length
        before = told[: next(number for number, text in enumerate(told) if text.endswith(DATE))]
        first = leaves[0]
        assert any(text in body for _, text in rows_of(first)[-14:]) or "此致感谢。" in before, length


@pytest.mark.parametrize(("digest", "changes"), EARLIER)
def test_letters_issued_earlier_lie_on_paper_as_they_did(digest: str, changes: dict[str, Any]) -> None:
    leaves = lay_out(letter(**changes), SETTER)
    told: list[tuple[object, ...]] = [
        (text.x, text.y, words(text), text.gap, text.colour, text.narrowing)
        for leaf in leaves
        for text in leaf.texts
    ]
    told += [("rule", rule.top, rule.thickness) for leaf in leaves for rule in leaf.rules]
    lines = (
        ";".join(f"{value:.2f}" if isinstance(value, float) else str(value) for value in each)
        for each in told
    )
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] == digest


_WORDS = (
    "我市 推进 老旧小区 （试行） 《管理办法》 “一窗受理” 〔2025〕37号 —— …… 31.6% 1,286个 2026年 "
    "， 。 、 ； ： ？ ！ GB/T9704-2012 96333 · 阿依古丽"
)
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, min_size=30, max_size=400).map("".join), st.sampled_from(LetterFormat))
def test_no_line_of_any_official_text_begins_or_ends_wrongly(text: str, form: LetterFormat) -> None:
    """Marks without a character between them, which no text has, may come to stand anywhere."""
    body = "我市" + text + "。"
    leaves = lay_out(letter(**FORMATS[form], body=body), SETTER)
    lines = [each for leaf in leaves for _, each in rows_of(leaf)]
    lines = [line for line in lines if line in body]
    for line, following in pairwise(lines):
        assert not (line[-1].isdigit() and following[0].isdigit()), (line, following)
        lone = any(mark in NO_START for mark in line[-2:]) or any(mark in NO_END for mark in line[-2:])
        if not lone:
            assert following[0] not in NO_START, (line, following)
            assert line[-1] not in NO_END, (line, following)


def test_each_addressee_has_a_copy_of_the_own() -> None:
    joint = letter(
        addressees=("王喆堃委员：", "李㛃委员："), salutation="王喆堃委员：", body="收悉。\n感谢支持。"
    )
    made = Printed(render([joint]))
    assert len(made) == 3  # the second begins on a right-hand page
    assert "王喆堃委员：" in made.text(0)
    assert "李㛃" not in made.text(0)
    assert "李㛃委员：" in made.text(2)
    alone = letter()
    assert alone.copies() == (alone,)


def test_rare_characters_of_every_element_can_be_copied() -> None:
    rare = "㛃喆堃犇𬭚昇镕·"
    made = Letter(
        issuer=f"{rare}局",
        doc_no="临建函〔2026〕128号",
        title=f"关于{rare}的答复",
        salutation=f"{rare}委员：",
        body=paragraphs(f"一、{rare}情况\n（一）{rare}。{rare}"),
        signatories=(f"{rare}委",),
        dated=letter().dated,
        signer=rare,
        cc=(f"{rare}办",),
        annexes=(Annex(f"{rare}表", paragraphs(rare)),),
        attachments=(f"{rare}表",),
        printer=f"{rare}室",
        printed_on=letter().dated,
        format=LetterFormat.DOCUMENT,
        mark_word="文件",
        urgency="特急",
    )
    paper = Printed(render([made]))
    text = "".join(paper.text(number) for number in range(len(paper)))
    for wanted in ("局文件", "的答复", "委员：", "情况", "委", "办。", "室2026", "表"):
        assert rare + wanted in text
    assert text.count(rare) >= 11
    assert "\x00" not in text


@pytest.mark.parametrize("form", LetterFormat)
def test_an_extreme_letter_of_either_format_stays_on_its_page(form: LetterFormat) -> None:
    for sealing in Sealing:
        nothing = letter(
            **FORMATS[form]
            | {
                "signatories": (),
                "salutation": "",
                "doc_no": "",
                "cc": (),
                "printer": "",
                "sealing": sealing,
            },
            body="",
        )
        assert len(lay_out(nothing, SETTER)) >= 1
        much = letter(
            **FORMATS[form]
            | {
                "signatories": ("甲乙丙丁戊己庚辛壬癸局" * 3, "乙局"),
                "sealing": sealing,
                "cc": ("局",) * 300,
            },
            note="电话" * 300,
        )
        assert_inside(lay_out(much, SETTER), form)


def test_a_pile_holds_the_copy_of_every_addressee() -> None:
    joint = letter(
        addressees=("王喆堃委员：", "李㛃委员："), salutation="王喆堃委员：", body="收悉。\n感谢支持。"
    )
    made = Printed(pile.render([joint], "答复函", "示例办"))
    assert [page for page in range(len(made)) if "委员：" in made.text(page)] == [0, 2]
