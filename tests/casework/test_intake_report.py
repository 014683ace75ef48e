"""An import is told in one sentence to a person and in one mapping to a program, before and after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.casework import intake, intake_bodies, intake_report
from tests.casework.lists import FULL, OPINIONS, as_csv, full, taken
from tests.desks import new_office

if TYPE_CHECKING:
    from pathlib import Path


def test_a_list_is_told_before_and_after(tmp_path: Path) -> None:
    office = new_office(tmp_path / "desk")
    first = intake.read(
        office, as_csv(tmp_path, FULL, full("1", 协办单位="市乙局"), full("2", "关于乙的建议"))
    )
    told, lines = intake_report.told(first, None, had_no_desk=True)
    assert lines[-1] == "试读完毕，没有写入：可新增2件，新建单位2家；0行有需要核对之处。"
    assert (told["dry_run"], told["created_desk"], told["added"]) == (True, False, 2)
    _, lines = intake_report.told(first, intake.commit(office, first), had_no_desk=True)
    assert lines[-1] == "文件夹中原来没有办理台，已新建。已新增2件，新建单位2家；0行有需要核对之处。"
    rows = full("1", 协办单位="市乙局", 性质类别="农业", 类别标记="A"), full("2", "关于乙的建议")
    again = intake.read(office, as_csv(tmp_path, FULL, *rows))
    told, lines = intake_report.told(again, intake.commit(office, again), had_no_desk=False)
    assert lines[-1] == "已新增0件，更新1件，有1格与办理台不同没有改，跳过已有1行；1行有需要核对之处。"
    assert (told["updated"], [each["column"] for each in told["updates"]]) == (
        1,
        ["当前环节", "类别标记", "性质类别"],
    )
    assert json.loads(json.dumps(told, default=str))["known"] == 2
    listed = as_csv(tmp_path, OPINIONS, ("建议", "1", "市乙局", "2017-05-01", "完成"), name="意见.csv")
    assert intake_report.summary(taken(office, listed), None).startswith(
        "试读完毕，没有写入：可记入协办意见1条"
    )
    office.close()


def test_bodies_are_told_one_by_one(tmp_path: Path) -> None:
    office = new_office(tmp_path / "desk")
    taken(office, as_csv(tmp_path, FULL, full("1", "关于甲的建议")))
    for name in ("1.txt", "无.txt"):
        (tmp_path / name).write_text("正文", encoding="utf-8")
    plan = intake_bodies.read(office, [tmp_path / "1.txt", tmp_path / "无.txt"])
    told, lines = intake_report.bodies(plan, None)
    assert lines == [
        "1.txt：按编号1对应（关于甲的建议）",
        "无.txt：办理台中没有对应的案由或编号，请指定",
        "试读完毕，没有写入：可导入正文1件，1个文件没有取用。",
    ]
    assert (told["dry_run"], told["taken"], told["files"][0]["file"]) == (True, 1, "1.txt")
    one = intake_bodies.read(office, [tmp_path / "1.txt"])
    assert intake_report.bodies(one, intake_bodies.commit(office, one))[1][-1] == "已导入正文1件。"
    office.close()
