"""What a demo desk puts on paper to be looked at: a list it takes in, a letter and a ledger it prints."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.casework import export, find, intake, prints
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.paths import written_whole

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

LIST = """会议,类型,案号,案由,领衔人,登记时间,主办单位,协办单位,主办答复时间,文号,类别标记
滨江市人大十届第三次会议,建议,901,关于示例路增设路灯的建议,陈示文,{began},区住建局,区财政局,,,
滨江市人大十届第三次会议,建议,902,关于延长示例公园开放时间的建议,林例芳,{began},区城管局,,{answered},示综执函〔{year}〕901号,A
滨江市人大十届第三次会议,建议,,新建,黄演平,,,,,,
"""


def write(office: Office, folder: Path) -> tuple[Path, ...]:
    """Write a small list and take it in, then one letter and the ledger; return the three files."""
    listed, letter, ledger = folder / "示例清单.csv", folder / "答复函.pdf", folder / "台账.xlsx"
    began, answered = (office.today - timedelta(days=ago) for ago in (30, 5))
    text = LIST.format(began=began, answered=answered, year=answered.year)
    with written_whole(listed) as draft:
        draft.write_text(text, encoding="utf-8-sig")
    intake.commit(office, intake.read(office, listed))
    closed = find.page(office, Criteria(stages=(Stage.CLOSED,)), 0, 1)
    prints.write_letters(office, [row.id for row in closed], letter)
    export.ledger(office, Criteria(), ledger)
    return listed, letter, ledger
