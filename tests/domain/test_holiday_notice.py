"""A pasted notice is read as it is worded in any year, and asked again where it contradicts itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.domain.errors import OfficeError
from desktop.domain.holiday_notice import read_notice
from desktop.domain.workdays import WorkCalendar, calendar_from_toml

NOTICES = {
    2023: """各省、自治区、直辖市：现将2023年元旦、春节、清明节等节日放假调休日期的安排通知如下。
        一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
        二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
        三、清明节：4月5日放假，共1天。
        四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
        五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
        六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
        节假日期间，各单位要妥善安排好值班。""",
    2024: """关于2024年部分节假日安排的通知
        一、元旦：1月1日放假，与周末连休。
        二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励安排职工在除夕（2月9日）休息。
        三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
        四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
        五、端午节：6月10日放假，与周末连休。
        六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
        七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """关于2025年部分节假日安排的通知　国办发明电〔2024〕12号
        一、元旦：1月1日（周三）放假1天，不调休。
        二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
        三、清明节：4月4日（周五）至6日（周日）放假，共3天。
        四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
        五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
        六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """国务院办公厅关于２０２６年部分节假日安排的通知 国办发明电[2025]7号
        一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
        二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。
        2月14日（周六）、2月28日（周六）上班。
        三、清明节：4月4日（周六）至6日（周一）放假，共3天。
        四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
        五、端午节：6月19日（周五）至21日（周日）放假，共3天。
        六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
        七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}


def _shipped(year: int) -> WorkCalendar:
    file = paths.resources() / "calendars" / f"{year}.toml"
    return WorkCalendar((calendar_from_toml(file.read_text("utf-8"), file.name),))


@pytest.mark.parametrize("year", NOTICES)
def test_a_notice_gives_the_days_of_the_calendar_that_ships(year: int) -> None:
    read = read_notice(NOTICES[year])
    assert (read.year, read.confirmed) == (year, True)
    mine, shipped = WorkCalendar((read,)), _shipped(year)
    first = date(year - 1, 12, 25)
    days = [first + timedelta(days=step) for step in range(380)]
    assert [day for day in days if mine.is_workday(day) != shipped.is_workday(day)] == []


def test_the_number_of_the_notice_is_its_source() -> None:
    assert read_notice(NOTICES[2026]).source == (
        "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    )
    assert read_notice(NOTICES[2024]).source == "国务院办公厅关于2024年部分节假日安排的通知"


def test_a_new_year_that_begins_in_december_needs_no_year() -> None:
    bare = NOTICES[2023].replace("2022年12月31日至2023年1月2日", "12月31日至1月2日")
    assert read_notice(bare).holidays[0] == read_notice(NOTICES[2023]).holidays[0]


def test_the_year_is_asked_for_where_the_text_does_not_name_it() -> None:
    untitled = NOTICES[2026].partition("7号")[2]
    with pytest.raises(OfficeError, match="没有读到是哪一年"):
        read_notice(untitled)
    assert read_notice(untitled, 2026).holidays == read_notice(NOTICES[2026]).holidays
    with pytest.raises(OfficeError, match="没有读到是哪一年"):
        read_notice(untitled, 26)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("共9天", "共8天", "春节写的是共8天，从首日到末日却是9天"),
        ("1月4日（周日）上班", "1月4日（周六）上班", "元旦的1月4日是周日，通知写的是周六"),
        ("1月4日（周日）上班", "1月5日上班", "元旦的1月5日本来就是工作日"),
        ("1月4日（周日）上班", "1月3日上班", "元旦的1月3日又放假又上班"),
        ("5月1日（周五）至5日", "5月1日（周四）至5日", "劳动节的5月1日是周五，通知写的是周四"),
        ("至5日（周二）放假", "至5日（星期天）放假", "劳动节的5月5日是周二，通知写的是星期天"),
        ("6月19日（周五）至21日", "6月21日至19日", "端午节的首日晚于末日"),
        ("6月19日（周五）", "6月31日", "端午节的日期不存在"),
        ("5月9日（周六）上班", "5月39日上班", "劳动节的日期不存在"),
        ("6月19日（周五）至21日（周日）放假，共3天", "另行通知", "没有读懂端午节从哪天到哪天放假"),
        ("五、端午节：", "五、", "没有读到端午节的安排"),
    ],
)
def test_what_contradicts_itself_is_named(old: str, new: str, message: str) -> None:
    assert old in NOTICES[2026]
    with pytest.raises(OfficeError, match=message):
        read_notice(NOTICES[2026].replace(old, new))


def test_a_notice_of_another_year_is_told_in_a_few_words() -> None:
    with pytest.raises(OfficeError, match="另有18处不符") as refusal:
        read_notice(NOTICES[2026].replace("２０２６", "2027"))
    assert len(refusal.value.problems) == 5


@given(st.text(max_size=300))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(OfficeError):
        read_notice(text, 2027)
