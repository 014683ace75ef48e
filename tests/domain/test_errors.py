"""A refusal names every error and keeps quiet about warnings."""

from __future__ import annotations

import pytest

from desktop.domain.errors import OfficeError, Problem, Severity, refuse_if

WARNING = Problem("phone", "缺联系电话", Severity.WARNING)
NOTE = Problem("remark", "备注较长", Severity.NOTE)


def test_every_error_is_named_in_one_sentence() -> None:
    errors = [Problem("title", "缺标题"), Problem("item_no", "缺编号")]
    with pytest.raises(OfficeError) as refusal:
        refuse_if([errors[0], WARNING, errors[1]], "尚未保存")
    assert refusal.value.message == str(refusal.value) == "尚未保存：缺标题；缺编号。"
    assert refusal.value.problems == tuple(errors)


def test_warnings_and_notes_pass() -> None:
    refuse_if([], "尚未保存")
    refuse_if([WARNING, NOTE], "尚未保存")
