"""The building blocks of replies."""

from __future__ import annotations

from desktop.domain.text_block import BlockKind, TextBlock


def block(text: str) -> TextBlock:
    return TextBlock("k", BlockKind.OPENING, "名", text)


def test_fields_are_filled_and_unknown_ones_left() -> None:
    assert block("收到{noun}后{别的}。").filled({"noun": "建议"}) == "收到建议后{别的}。"


def test_braces_that_do_not_pair_are_taken_as_written() -> None:
    assert block("收到{noun").filled({"noun": "建议"}) == "收到{noun"
