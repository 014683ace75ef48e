"""Marks bar a paper, bare words only deserve a question (P-35)."""

from __future__ import annotations

import pytest

from desktop.domain import secrecy

BARRED_NAMES = (
    "绝密.pdf", "【机密】x.doc", "x秘密★10年.pdf", "关于工作秘密的x.doc", "秘密 x.pdf", "机 密.docx",
    "密级：秘密.doc",
)  # fmt: skip
FREE_NAMES = ("商业秘密保护的建议.pdf", "保密工作.doc", "内部.pdf", "国家秘密法宣传.docx")
BARRED_TEXTS = (
    "机密★1年\n关于某事", "关于某事\n\n【绝密】\n正文", "秘 密\n第001号", "秘密☆", "（机密）", "秘密★长期",
    "关于某事\n密级：机密\n正文", "秘密 10年", "工作秘密\n关于某事", "前言\n" * 50 + "绝密★",
)  # fmt: skip
FREE_TEXTS = (
    "关于加强商业秘密保护的建议", "秘密花园改造的建议", "要做好保密工作。", "内部管理有待加强",
    "国家秘密不得外传",
    "前言\n" * 5 + "工作人员要保守工作秘密，不得外泄。", "机密性、完整性、可用性", "",
)  # fmt: skip


@pytest.mark.parametrize("name", BARRED_NAMES)
def test_p35_a_name_with_a_mark_is_barred(name: str) -> None:
    assert secrecy.marks_file(name)


@pytest.mark.parametrize("name", FREE_NAMES)
def test_p35_a_word_inside_a_name_is_no_mark(name: str) -> None:
    assert not secrecy.marks_file(name)


@pytest.mark.parametrize("text", BARRED_TEXTS)
def test_p35_a_text_with_a_mark_is_barred(text: str) -> None:
    assert secrecy.marks(("关于某事的建议", text))


@pytest.mark.parametrize("text", FREE_TEXTS)
def test_p35_a_word_inside_a_sentence_is_no_mark(text: str) -> None:
    assert not secrecy.marks((text,))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("要做好保密工作。", "保密"),
        ("关于加强商业秘密保护的建议", "秘密"),
        ("本材料为内部资料，不得外传", "内部资料"),
        ("内部管理有待加强", ""),
        ("紧密配合，密切联系", ""),
        ("", ""),
    ],
)
def test_p35_a_bare_word_only_asks(text: str, word: str) -> None:
    assert secrecy.doubtful(("", text)) == word
