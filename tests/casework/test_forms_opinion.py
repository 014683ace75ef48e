"""The opinion form in every layout: what is known filled in, the verdict never, in the words of offices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import case_forms, forms_opinion, keep
from desktop.domain.assignment import Role
from desktop.domain.kinds import Kind
from desktop.domain.proposal import Submitter
from desktop.domain.scheme import OpinionForm
from tests import desks
from tests.documents.letters import Printed
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Form

PROPOSAL = replace(
    PAPER,
    kind=Kind.CPPCC_PROPOSAL,
    submitters=(
        Submitter("买买提·阿卜杜拉", phone="138-0000-0001", address="471000 示例市示例路1号"),
        Submitter("示例喆堃", phone="138-0000-0002"),
    ),
    co_submitter_count=5,
)
FIELDS = {
    OpinionForm.SHORT: (
        "标题", "编号", "主办单位", "你是否收到答复函", "收到时间", "您对办理情况意见", "签名", "通讯地址",
        "联系电话", "①", "⑥", "一式两份", "政协提案委员会",
    ),
    OpinionForm.LONG: ("走访情况", "听取方式", "答复内容", "□未针对", "填表说明"),
    OpinionForm.FEEDBACK: (
        "案号", "案由", "主办", "协办", "办理协商方式", "□召开座谈会", "□无沟通联系", "采纳情况",
        "□近期不能落实", "对办理态度", "对办理结果", "提案者", "电话", "填表时间", "地址", "邮编",
        "委员自主填写，部门不能代填",
    ),
    OpinionForm.DEPUTIES: (
        "第12号提案", "标题", "委员证号码", "联系电话", "地址", "邮编", "示例喆堃", "138-0000-0002",
    ),
    OpinionForm.SIGNED: (
        "编号：12", "委员姓名", "单位", "承办意见", "区政府分管领导意见", "提案要求", "满意程度",
    ),
    OpinionForm.VISITS: (
        "□已走访", "□委员提出不需走访", "□未走访", "办理态度", "□理解", "听取意见方式", "□电话", "□未联系",
        "答复是否针对提案", "□基本针对", "□保留", "□不同意", "意见建议",
    ),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def laid_out(office: Office, case: Case, layout: OpinionForm, monkeypatch: pytest.MonkeyPatch) -> Form:
    """Return the form of a case whose scheme asks for that layout."""
    scheme = office.scheme_of(case)
    chosen = replace(scheme, satisfaction=replace(scheme.satisfaction, form=layout))
    monkeypatch.setattr(type(office), "scheme_of", lambda _office, _case: chosen)
    return case_forms.opinion(office, case)


@pytest.mark.parametrize("layout", OpinionForm)
def test_every_layout_bears_its_fields_and_no_verdict(
    office: Office, layout: OpinionForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep.save_settings(office, {forms_opinion.OFFICE_ADDRESS: "471001 示例路9号"})
    case = desks.registered(office, paper=PROPOSAL)
    case = desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.answered(office, case)
    form = laid_out(office, case, layout, monkeypatch)
    told = "\n".join(form.texts())
    for words in FIELDS[layout]:
        assert words in told
    assert ("例教函〔2026〕1号" in told) is (layout is not OpinionForm.FEEDBACK)
    assert "■" not in told
    assert "部门不能代填" in told
    assert "寄回通讯地址：471001 示例路9号。" in told
    assert form.copies == (2 if layout in {OpinionForm.SHORT, OpinionForm.LONG} else 1)
    paper = Printed(case_forms.pdf(office, (replace(form, copies=1),)))
    assert len(paper) == 1
    printed = paper.text(0)
    for box in (box for row in form.rows for box in row.boxes):
        assert all("".join(part.split()) in printed for part in box.text.split("\n"))


@pytest.mark.parametrize("layout", OpinionForm)
def test_before_the_reply_the_pen_fills_in_the_rest(
    office: Office, layout: OpinionForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desks.registered(office)
    bare = replace(case, proposal=replace(case.proposal, submitters=(), co_submitter_count=0))
    form = laid_out(office, bare, layout, monkeypatch)
    told = "\n".join(form.texts())
    assert "寄回" not in told
    assert "例教函" not in told
    assert form.left in {"", "第12号建议"}


def test_an_office_may_want_another_layout(office: Office) -> None:
    keep.save_settings(office, {forms_opinion.OPINION_FORM: "signed"})
    assert case_forms.opinion(office, desks.registered(office)).title == "承办情况征询意见表"


def test_a_scheme_names_its_layout(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "zhejiang", "zhejiang")
    case = desks.handed_out(office, desks.registered(office))
    assert case_forms.opinion(office, case).title == "办理意见反馈表"
    office.close()
