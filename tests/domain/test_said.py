"""What is typed is kept without what no paper shows, and refused where no field can mean it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.consultation import Consultation, ConsultationLevel
from desktop.domain.errors import OfficeError
from desktop.domain.said import LONGEST, cleaned, plain, said


def test_control_characters_go_and_lines_stay() -> None:
    assert plain("一\x00、\x1b[31m红\r\n二\u2028三\t\u3000四\u200b") == "一、[31m红\n二\n三\t\u3000四"


def test_blanks_stay_blanks_and_rare_characters_stay() -> None:
    """What Word pastes between words is a blank; a name may be written with a character nobody knows here."""
    assert plain("示例\u00a0甲\u2003乙") == "示例 甲 乙"
    assert plain("示\ue123\U00031350\U000e0fff") == "示\ue123\U00031350\U000e0fff"
    assert plain("\ud800\u200d\ufeff") == ""


def test_a_text_too_long_for_a_field_is_refused() -> None:
    assert said("长" * LONGEST) == "长" * LONGEST
    with pytest.raises(OfficeError, match="超过5万字，没有保存，仍留在原处"):
        said("长" * (LONGEST + 1))


def test_a_record_is_cleaned_in_every_text_and_nowhere_else() -> None:
    day = date(2026, 3, 9)
    met = Consultation("before", day, "上门\x07走访", ConsultationLevel.HEAD, demand="增设\x00站台")
    kept = cleaned(met)
    assert (kept.mode, kept.demand, kept.level) == ("上门走访", "增设站台", ConsultationLevel.HEAD)
    assert kept.held_on == met.held_on
    assert cleaned(None) is None
    assert cleaned({"a": 1}) == {"a": 1}
