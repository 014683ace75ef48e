"""Letters of an invented city for the tests of paper, and official-sounding text of any length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from desktop.domain.letter import Letter, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
TEXT = """您提出的《关于加快推进老旧小区加装电梯工作的提案》（第0231号）收悉。经会同市财政局、市自然资源和规划局认真研究，现答复如下：
一、基本情况
我市共有老旧小区1,286个，涉及住宅楼9,473栋、居民31.6万户。截至2026年6月底，累计受理申请2,184台，竣工投用1,562台。
二、办理情况
（一）关于简化审批流程。市政府办公室印发了《既有住宅加装电梯管理办法》（江政办发〔2025〕37号），将6个部门审批事项整合为“一窗受理、联合审查、限时办结”。
（二）关于加大资金支持。市级财政对每台电梯给予20万元补助——这在全省尚属首次……
感谢您对我市住房和城乡建设工作的关心和支持。"""  # noqa: E501 - one paragraph a line
LETTER = Letter(
    issuer="临江市住房和城乡建设局",
    doc_no="临建函〔2026〕128号",
    title="关于对市政协第十四届五次会议第0231号提案的答复",
    salutation="王喆堃、李㛃、赵𬭚、钱犇、吴昇、郑翀、阿卜杜拉·买买提委员：",
    body=paragraphs(TEXT),
    signatories=("临江市住房和城乡建设局",),
    dated=date(2026, 8, 7),
    class_mark="A",
    note="联系人：钱犇，联系电话：138-0000-0001",
    cc=("市政协提案委员会", "市政府督查室"),
)
_WORDS = (
    "我市 政府 关于 推进 老旧小区 改造 工作 加快 完善 制度 资金 企业 发展 群众 养老服务 体系 建设 规划 财政 "
    "部门 协调 督促 落实 项目 教育 医疗 交通 道路 环境 治理 河道 农村 安全 2026年 31.6% 1,286个 《管理办法》 "
    "“一窗受理” "
    "（试行） 〔2025〕37号 GB/T9704-2012 —— …… 96333 ①"
)
_MARKS = "，。、；：！？，，。、，》）”"


def official_text(seed: int, length: int) -> str:
    """Return `length` characters of text as offices write it: words, figures and every mark."""
    chance, words = Random(seed), _WORDS.split()
    text = ""
    while len(text) < length:
        text += "".join(chance.choices(words, k=chance.randint(1, 5))) + chance.choice(_MARKS)
    return text[: length - 1] + "。"


def letter(**changes: Any) -> Letter:
    """Return the sample letter with some fields changed; `body` may be plain text."""
    if isinstance(changes.get("body"), str):
        changes["body"] = paragraphs(changes["body"])
    return replace(LETTER, **changes)


class Glyph(NamedTuple):
    """A printed character: where it begins, the edges of its ink, its baseline; in mm from the top left."""

    char: str
    x: float
    left: float
    right: float
    y: float


class Printed:
    """A PDF read back with a reader of its own: positions in millimetres from the top left."""

    def __init__(self, content: bytes) -> None:
        self.document = pypdfium2.PdfDocument(content)

    def __len__(self) -> int:
        return len(self.document)

    def text(self, page: int) -> str:
        """Return the characters of a page without spaces and line breaks."""
        return "".join(glyph.char for glyph in self.glyphs(page))

    def glyphs(self, page: int) -> Iterator[Glyph]:
        """Yield what is printed on a page, in its order."""
        sheet = self.document[page]
        words = sheet.get_textpage()
        for index in range(words.count_chars()):
            code = pdfium.FPDFText_GetUnicode(words, index)
            if pdfium.FPDFText_IsGenerated(words, index) or chr(code).isspace() or 0xDC00 <= code < 0xE000:
                continue
            if 0xD800 <= code < 0xDC00:
                low = pdfium.FPDFText_GetUnicode(words, index + 1)
                code = 0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00
            left, _, right, _ = words.get_charbox(index)
            x, y = pdfium.c_double(), pdfium.c_double()
            pdfium.FPDFText_GetCharOrigin(words, index, x, y)
            height = sheet.get_height()
            yield Glyph(chr(code), x.value / MM, left / MM, right / MM, (height - y.value) / MM)

    def lines(self, page: int) -> list[list[Glyph]]:
        """Return the printed lines from the top down; glyphs lent by another face stand a little higher."""
        lines: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs(page), key=lambda glyph: glyph.y):
            if lines and glyph.y - lines[-1][0].y < 1.0:
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        return [sorted(line, key=lambda glyph: glyph.x) for line in lines]

    def rules(self, page: int) -> list[tuple[float, float, float, float]]:
        """Return left, top, right and bottom of every bar of a page, from the top down."""
        sheet = self.document[page]
        height = sheet.get_height()
        bars = []
        for thing in sheet.get_objects([pdfium.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = thing.get_bounds()
            bars.append((left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
        return sorted(bars, key=lambda bar: bar[1])

    def picture(self, page: int, dots: int = 300) -> Any:
        """Return a page as a picture of `dots` per inch."""
        return self.document[page].render(scale=dots / 72).to_pil()
