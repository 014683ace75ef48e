"""Five offices let their year be written: the report of each prints the figures that office printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop import cli
from desktop.casework import annual
from desktop.domain.annual import Wishes
from tests import golden_offices

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "xigong": (
        "交由示例区政府办理的提案共123件",
        "经济建设方面32件；城乡建设方面17件；科教文卫方面41件；市容管理方面6件；社会治安方面8件；其他方面19件。",
        "满意率100%",
        "情况，特此通报",
    ),
    "jianxi": (
        "城建交通方面46件，占34.6%；财政经济方面15件，占11.3%；教科文卫方面16件，占12%；",
        "群众生活方面29件，占21.8%；城市管理方面17件，占12.8%；社区工作方面10件，占7.5%。",
        "截至12月初，133件建议均已办复完毕。答复率100%",
        "见面率100%",
        "82件，占61.7%",
        "30件，占22.6%",
        "21件，占15.8%",
        "满意129件，基本满意4件。",
        "重点建议12件，均已办理答复完毕，全部满意。",
        "请予审议。",
    ),
    "zhangqiu": (
        "共226件，涉及承办单位44个",
        "162件，占71.7%",
        "51件，占22.6%",
        "13件，占5.7%",
        "按时办复率100.0%",
    ),
    "chuxiong": (
        "共提出提案269件，其中交示例市政府系统办理248件，由31个单位承办",
        "A类177件，占71.37%",
        "B类61件，占24.6%",
        "C类10件，占4.03%",
        "面商率100%",
        "按照市党办通〔2022〕23号的要求",
    ),
    "chaoyang": (
        "共156件（包括议案转建议6件）",
        "A类79件，占50.6%",
        "B类46件，占29.5%",
        "C类31件，占19.9%",
        "A类中，79件已落实；B类中，6件提前落实，40件继续推进；C类中，4件已落实，27件上级研究审批中。",
        "截至2020年12月1日，交由示例区政府办理的会下期间建议共18件，已全部办复。",
        "等多位代表提出“",
        "”等相关建议共15件",
        "按照市、区办理代表建议工作规定的要求",
    ),
}
WISHES = {
    "jianxi": Wishes(as_of="12月初"),
    "chuxiong": Wishes(government=True),
    "chaoyang": Wishes(between_as_of="2020年12月1日"),
}


@pytest.fixture(autouse=True)
def _own_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the hook for bugs back after each test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.mark.parametrize("name", SAID)
def test_the_report_prints_what_the_office_printed(name: str, tmp_path: Path) -> None:
    office = golden_offices.opened(tmp_path / "desk", name)
    session = golden_offices.YEARS[name].session.text
    session_id = next(each.id for each in office.store.sessions.all() if each.text == session)
    draft = annual.draft(office, session_id, annual.audience_of(office, session_id))
    annual.save(office, annual.wished(office, draft, WISHES.get(name, Wishes())).report)
    office.close()
    out = tmp_path / "报告.txt"
    asked = ["report", "--data", str(tmp_path / "desk"), "--session", session, "--out", str(out)]
    assert cli.main(asked) == 0
    text = out.read_text("utf-8-sig")
    assert [each for each in SAID[name] if each not in text] == []
