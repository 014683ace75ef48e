"""Backups in words: when the last one was made, what it holds, where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.attachment import size_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from desktop.casework.backups import Backup, Standing
    from desktop.domain.manifest import Contents

NO_BACKUP = "还没有备份"


def moment(at: datetime, today: date) -> str:
    """Return a moment as it is said today: 14:30（今天）, 09:00（昨天）, 09:00（11月20日）."""
    days = (today - at.date()).days
    told = {0: "今天", 1: "昨天"}.get(days, f"{at.month}月{at.day}日")
    if days not in {0, 1} and at.year != today.year:
        told = f"{at.year}年{told}"
    return f"{at:%H:%M}（{told}）"


def standing_line(standing: Standing, today: date) -> str:
    """Return the one line of the status bar."""
    told = NO_BACKUP if standing.newest is None else f"上次已验证备份 {moment(standing.newest.at, today)}"
    return f"{told}，第二位置过期" if standing.is_second_late else told


def advice(standing: Standing, today: date) -> str:
    """Return what a person should do about the backups, "" when all is well."""
    told = []
    if standing.state.fault:
        told.append(f"演练恢复没有通过：{standing.state.fault}")
    if standing.is_late:
        told.append("有改动还没有备份；请点“立即备份”。")
    if standing.is_second_late:
        last = moment(standing.second.at, today) if standing.second else "从未备份到那里"
        told.append(f"第二位置超过7天没有新备份（上次：{last}）；请接上 U 盘或磁盘，再点“立即备份”。")
    return "".join(told)


def size(backup: Backup) -> str:
    """Return how large the copy and the files of its desk are together."""
    files = {each.sha256: each.size for each in backup.manifest.files}
    return size_words(backup.manifest.size + sum(files.values()))


def contents(found: Contents | None) -> str:
    """Return what a desk holds, in one line."""
    if found is None:
        return "读不出"
    last = found.changed_at.replace("T", " ")[:16]
    cases, letters, files = (found.rows(table) for table in ("cases", "letter", "attachment"))
    return f"办理件 {cases} 件，答复函 {letters} 份，附件 {files} 个；最后改动 {last or '无'}"
