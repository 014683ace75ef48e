"""A letter laid out: what stands where, on which page, for every shape of letter an office sends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from desktop.documents import page
from desktop.documents.fonts import Role, bundled
from desktop.documents.letter_layout import lay_out
from desktop.documents.linebreak import Setter
from desktop.domain.errors import OfficeError
from desktop.domain.letter import ClassMarkPlace, Letter
from tests.documents.letters import LETTER, TEXT, letter, official_text

if TYPE_CHECKING:
    from desktop.documents.leaf import Leaf, Placed

SETTER = Setter(bundled())


def laid(**changes: object) -> list[Leaf]:
    """Return the pages of the sample letter with some fields changed."""
    return lay_out(letter(**changes), SETTER)


def words(placed: Placed) -> str:
    """Return the text of one piece."""
    return "".join(unit.text for unit in placed.units)


def width(placed: Placed) -> float:
    """Return the width of one piece in points."""
    gaps = placed.gap * (len(placed.units) - 1)
    return (sum(unit.width for unit in placed.units) + gaps) * placed.narrowing


def find(leaves: list[Leaf], start: str) -> Placed:
    """Return the first piece whose text begins so."""
    return next(text for leaf in leaves for text in leaf.texts if words(text).startswith(start))


def right(placed: Placed) -> float:
    """Return the right edge of a piece."""
    return placed.x + width(placed)


def centre(placed: Placed) -> float:
    """Return the middle of a piece."""
    return placed.x + width(placed) / 2


def assert_inside(leaves: list[Leaf]) -> None:
    """Assert that nothing leaves the type area, the page number and the class mark apart."""
    for number, leaf in enumerate(leaves):
        bottom = page.FIRST_PAGE_BOTTOM if number == 0 else page.BOTTOM
        for text in leaf.texts:
            if words(text).startswith("— ") or text.y < page.TOP:
                continue
            assert text.x >= page.LEFT - 0.02, words(text)
            assert right(text) <= page.RIGHT + 0.02, words(text)
            assert text.y <= bottom + 0.02, words(text)


def test_date_is_indented_four_characters_and_the_signatory_centred_over_it() -> None:
    leaves = laid()
    date, name = find(leaves, "2026年8月7日"), find(leaves[1:], "临江市住房")
    assert right(date) == pytest.approx(page.RIGHT - 4 * page.PITCH)
    assert centre(name) == pytest.approx(centre(date))
    assert date.y - name.y == pytest.approx(page.ROW)


def test_a_long_signatory_stays_in_the_type_area_on_two_lines() -> None:
    leaves = laid(signatories=("楚雄彝族自治州人力资源和社会保障局职业能力建设服务中心（州就业局）",))
    first, second = find(leaves, "楚雄彝族"), find(leaves, "职业能力")
    assert right(first) == pytest.approx(page.RIGHT)
    assert centre(first) == pytest.approx(centre(second))
    assert right(find(leaves, "2026年8月7日")) == pytest.approx(page.RIGHT - 4 * page.PITCH)
    assert_inside(leaves)


def test_two_signatories_stand_abreast_in_their_order() -> None:
    leaves = laid(signatories=("临江市住房和城乡建设局", "临江市财政局"), body="收悉。\n感谢支持。")
    left, last, date = (
        find(leaves, "临江市住房和城乡建设局"),
        find(leaves, "临江市财"),
        find(leaves, "2026年8"),
    )
    left = next(text for text in leaves[0].texts[1:] if words(text) == "临江市住房和城乡建设局")
    assert left.y == last.y
    assert centre(last) == pytest.approx(centre(date))
    assert centre(left) + centre(last) == pytest.approx(page.LEFT + page.RIGHT)


def test_an_odd_last_signatory_stands_over_the_date_with_room_for_every_seal() -> None:
    names = ("甲局", "乙局", "丙州人力资源和社会保障局职业能力建设服务中心")
    leaves = laid(signatories=names, body="收悉。\n感谢支持。", note="", cc=())
    first, second, third = (find(leaves, name[:2]) for name in names)
    assert first.y == second.y
    assert third.y - first.y == pytest.approx(page.SEAL_PITCH * page.ROW)
    below, date = find(leaves, "职业能力"), find(leaves, "2026年8")
    assert centre(third) == pytest.approx(centre(below)) == pytest.approx(centre(date))
    assert date.y > below.y > third.y


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 9, 13])
def test_any_number_of_signatories_keeps_two_lines_of_text(count: int) -> None:
    leaves = laid(signatories=tuple(f"临江市第{number}局" for number in range(count)))
    assert_inside(leaves)
    assert "感谢您" in "".join(words(text) for text in leaves[-1].texts)
    assert "2026年8月7日" in "".join(words(text) for text in leaves[-1].texts)


def test_no_signatory_leaves_the_date() -> None:
    assert find(laid(signatories=()), "2026年8月7日")


@pytest.mark.parametrize("length", range(20, 1500, 23))
def test_the_signature_never_stands_alone(length: int) -> None:
    leaves = laid(body=official_text(length, length), attachments=("甲", "乙") if length % 2 else ())
    assert_inside(leaves)
    body = [text for text in leaves[-1].texts if text.units[0].size == page.SIZE_3]
    signed = [words(text) for text in body]
    date = signed.index("2026年8月7日")
    named = signed.index(LETTER.signatories[0], 1 if len(leaves) == 1 else 0)
    assert date == named + 1
    text = "".join(signed[:named]).split("附件")[0]
    assert len(text) >= 29 or length < 40


def test_thirteen_members_are_addressed_without_a_broken_name() -> None:
    named = (
        "王建国、李小红、赵大海、钱多多、孙悦、周文斌、吴昇、郑翀、冯骥、陈思远、褚遂、卫青、阿卜杜拉·买买提"
    )
    names = named.split("、")
    leaves = laid(salutation=named + "代表：")
    lines = [words(text) for text in leaves[0].texts]
    for name in names:
        assert any(name in line for line in lines)
    assert find(leaves, "郑翀").x == pytest.approx(page.LEFT)
    assert_inside(leaves)


def test_a_very_long_name_is_broken_rather_than_pushed_out() -> None:
    assert_inside(
        laid(salutation="楚雄彝族自治州第十三届人民代表大会常务委员会法制工作委员会" * 2 + "代表：")
    )


@pytest.mark.parametrize("count", [4, 11, 17, 28, 60])
def test_a_mark_of_any_length_spans_at_most_the_type_area(count: int) -> None:
    mark = find(laid(issuer="局" * count), "局" * count)
    assert width(mark) <= page.AREA_WIDTH
    assert centre(mark) == pytest.approx(page.WIDTH / 2)
    assert 0.7 <= mark.narrowing <= 1.0
    assert mark.colour == page.RED


def test_class_mark_places() -> None:
    top = find(laid(), "A")
    assert right(top) == pytest.approx(page.RIGHT)
    assert top.y < page.MARK_TOP
    beside = find(laid(class_mark="A类", class_mark_place=ClassMarkPlace.BESIDE_DOC_NO), "A")
    assert beside.x == pytest.approx(page.LEFT)
    assert beside.y == find(laid(), "临建函").y
    end = laid(class_mark="办理结果：A类", class_mark_place=ClassMarkPlace.END)
    assert find(end, "办理结果").y > find(end, "（联系人").y
    nowhere = laid(class_mark_place=ClassMarkPlace.NONE)
    assert all(words(text) != "A" for leaf in nowhere for text in leaf.texts)


def test_a_signer_moves_the_number_to_the_left() -> None:
    leaves = laid(signer="张启明")
    number, signer = find(leaves, "临建函"), find(leaves, "签发人：张启明")
    assert number.x == pytest.approx(page.LEFT + page.PITCH)
    assert right(signer) == pytest.approx(page.RIGHT - page.PITCH)
    assert signer.units[-1].role is Role.KAI
    both = laid(signer="张启明", class_mark="A类", class_mark_place=ClassMarkPlace.BESIDE_DOC_NO)
    assert words(find(both, "临建函")) == "临建函〔2026〕128号　A类"
    assert find(laid(signer="张启明", doc_no=""), "签发人")


def test_number_line_may_be_empty() -> None:
    numbered, blank = laid(), laid(doc_no="")
    assert find(blank, "关于对").y == find(numbered, "关于对").y


def test_explicit_title_lines_are_kept() -> None:
    leaves = laid(title="关于第0231号提案的\n答复")
    assert centre(find(leaves, "答复")) == pytest.approx(page.LEFT + page.AREA_WIDTH / 2)
    assert words(find(leaves, "关于第")) == "关于第0231号提案的"


def test_a_title_that_leaves_no_room_is_refused() -> None:
    with pytest.raises(OfficeError, match="标题过长"):
        laid(title="关于加强管理" * 60)
    with pytest.raises(OfficeError, match="关于加强管理"):
        laid(title="关于加强管理" * 60, doc_no="")


def test_headings_are_set_in_their_faces() -> None:
    leaves = laid(body=TEXT)
    assert {unit.role for unit in find(leaves, "一、基本情况").units} == {Role.HEI}
    run_in = find(leaves, "（一）关于简化")
    assert [run_in.units[0].role, run_in.units[-1].role] == [Role.KAI, Role.BODY]


def test_attachments_hang_under_the_first_name() -> None:
    one = laid(attachments=("清单",))
    assert words(find(one, "附件：")) == "附件：清单"
    name = "关于既有住宅加装电梯补助资金使用情况的统计表（2019—2026年，分县市区、分年度、分资金来源）"
    leaves = laid(attachments=("清单", name))
    first = find(leaves, "附件：1.清单")
    assert first.x == pytest.approx(page.LEFT + 2 * page.PITCH)
    lines = [text for leaf in leaves for text in leaf.texts]
    index = next(number for number, text in enumerate(lines) if words(text).startswith("　　　2."))
    label = sum(unit.width for unit in lines[index].units[:4])
    assert lines[index + 1].x == pytest.approx(lines[index].x + label)


def test_notes_follow_the_date_in_brackets() -> None:
    leaves = laid(publicity="此件公开发布")
    date, public, note = (find(leaves, start) for start in ("2026年8", "（此件", "（联系人"))
    assert date.y < public.y < note.y
    assert public.x == pytest.approx(page.LEFT + 2 * page.PITCH)
    assert words(public) == "（此件公开发布）"


def test_copies_stand_at_the_foot_of_the_last_page() -> None:
    short = laid(body="收悉。\n感谢。")
    assert len(short) == 1
    copies = find(short, "抄送：")
    assert words(copies) == "抄送：市政协提案委员会，市政府督查室。"
    assert copies.x == pytest.approx(page.LEFT + page.SIZE_4)
    assert copies.y == pytest.approx(page.FIRST_PAGE_BOTTOM - page.SIZE_4 * (0.5 - bundled().height), abs=0.3)
    many = laid(cc=tuple(f"市第{number}工作委员会" for number in range(9)))
    lines = [text for text in many[-1].texts if text.units[0].size == page.SIZE_4 and "—" not in words(text)]
    assert [text.x > lines[0].x for text in lines[1:]] == [True] * (len(lines) - 1)
    assert len(lines) > 1


def test_the_blank_row_above_copies_is_given_up_to_save_a_page() -> None:
    with_copies = [len(laid(body="政" * length)) for length in range(26, 26 + 28 * 40, 28)]
    without = [len(laid(body="政" * length, cc=())) for length in range(26, 26 + 28 * 40, 28)]
    assert without[-1] == 3
    assert sum(with_copies) - sum(without) == 2  # at the end of each page, the one row of 抄送 only


def test_pages_after_the_first_carry_their_number_on_the_outer_side() -> None:
    leaves = laid(body=official_text(3, 1600))
    assert len(leaves) >= 3
    assert not any(words(text).startswith("— ") for text in leaves[0].texts)
    even, odd = find(leaves, "— 2 —"), find(leaves, "— 3 —")
    assert even.x == pytest.approx(page.LEFT + page.SIZE_4)
    assert right(odd) == pytest.approx(page.RIGHT - page.SIZE_4)


def test_a_full_first_page_ends_above_its_rules() -> None:
    leaves = laid(body="政" * 1200)
    rows = sorted({text.y for text in leaves[0].texts if text.units[0].text == "政"})
    pitches = {round(after - before, 3) for before, after in pairwise(rows)}
    assert len(pitches) == 1
    assert page.ROW_LEAST <= pitches.pop() <= page.ROW_MOST
    assert rows[-1] + page.SIZE_3 * (0.5 - bundled().height) == pytest.approx(page.FIRST_PAGE_BOTTOM, abs=0.5)


@pytest.mark.parametrize("rows", range(8, 16))
def test_a_single_page_is_never_too_full(rows: int) -> None:
    leaves = laid(body="政" * (28 * rows - 2), note="")
    if len(leaves) == 1:
        date, copies = find(leaves, "2026年8"), find(leaves, "抄送")
        assert copies.y - date.y >= (page.SMALL_ROW + page.ROW_LEAST) / 2 - 1


def test_an_extreme_letter_neither_fails_nor_leaves_the_area() -> None:
    extreme = Letter(
        issuer="",
        doc_no="",
        title="",
        salutation="",
        body=(),
        signatories=(),
        dated=LETTER.dated,
        cc=("局",) * 300,
    )
    assert len(lay_out(extreme, SETTER)) >= 1
    assert_inside(laid(signatories=("甲乙丙丁戊己庚辛壬癸局" * 40,), note="电话" * 300))
