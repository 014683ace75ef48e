"""Titles broken at meaning: lines of even length that never cut a number, a 《title》 or a set phrase.

GB/T 9704-2012 7.3.1: broken at meaning, in the shape of a trapezium or a lozenge.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.linebreak import legal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Unit

_NEVER, _PHRASE, _SESSION, _PLAIN = 1e6, 1e3, 20.0, 6.0  # costs of a break inside, and of one anywhere
_NUMERAL = "[0-9０-９一二三四五六七八九十百零〇]+"
_FIXED = re.compile(
    rf"第?{_NUMERAL}[号届次年月日期批]*(?:会议|代表建议|建议|提案|议案|案)?|《[^》]*》|（[^）]*）|“[^”]*”"
)
_SESSIONS = re.compile(rf"第?{_NUMERAL}届(?:人民代表大会|人大|委员会|政协)?第?{_NUMERAL}次会议")
_WORDS = """
关于对 关于 建议 提案 议案 答复 会议 人大 人民代表大会 常委会 政协 代表 委员会 委员 办公室 人民政府 政府
工作 办理 意见 会办 协办 主办 情况 报告 通知 加快 推进 推动 加强 进一步 强化 完善 健全 建立 建设 发展
提升 提高 优化 改善 促进 支持 保护 利用 管理 治理 改造 整治 监管 服务 体系 机制 制度 政策 措施 问题 项目
规划 实施 落实 城市 农村 乡村 乡镇 街道 社区 小区 老旧 企业 民营 经济 产业 文化 旅游 教育 学校 医疗 卫生
养老 生态 环境 交通 道路 公共 基础 设施 资源 土地 住房 安全 消防 食品 数字 智慧 创新 科技 人才 就业 社会
基层 群众 居民 青少年 未成年人 残疾人 老年人 高质量 全市 全区 全县 我市 我区 我县 加装电梯 充电
"""
_PHRASES = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))
_UNEVEN = 400.0  # cost of a line that is a whole line off the even length
_SLACK = 0.01
_GOOD_AFTER = re.compile(r"(?:会议|委员会|政协|人大|政府|办公室|中心|[局厅的、，》”）和与及])$")
_GOOD_BEFORE = re.compile(r"第[0-9]|《|“|建议的|提案的")
_BAD_BEFORE = frozenset("的了和与及等之局厅委处科院所站")


def balanced(units: Sequence[Unit], width: float) -> list[Sequence[Unit]]:
    """Return the units in as few lines of at most `width` points as sense allows, as even as sense allows."""
    sums = [0.0, *accumulate(unit.width for unit in units)]
    costs = _break_costs(units)
    fewest = max(1, math.ceil((sums[-1] - _SLACK) / width))
    best = _Shape(sums, costs, width, fewest).best()
    if best.cost >= _PHRASE:
        best = min(best, _Shape(sums, costs, width, fewest + 1).best())
    return [units[start:end] for start, end in pairwise((0, *best.ends))]


class _Way(NamedTuple):
    """One way to break a title: what it costs and where its lines end."""

    cost: float
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A title in a given number of lines; a line costs the square of how far it is off the even length."""

    sums: Sequence[float]  # width of the units before each index
    costs: Sequence[float]
    width: float
    lines: int

    def best(self) -> _Way:
        """Return the cheapest way; of infinite cost when the lines cannot hold the title."""
        ways = {0: _Way(0.0, ())}
        for left in range(self.lines - 1, 0, -1):
            ways = self._longer(ways, self.sums[-1] - left * self.width - _SLACK)
        last = len(self.sums) - 1
        closed = (self._ended(start, last, way) for start, way in ways.items())
        return min(closed, default=_Way(math.inf, (last,)))

    def _longer(self, ways: dict[int, _Way], least: float) -> dict[int, _Way]:
        """Return the cheapest way to each end of one more line; what is set must reach `least` points."""
        found: dict[int, _Way] = {}
        for start, way in ways.items():
            for end in range(start + 1, len(self.costs)):
                if self.sums[end] - self.sums[start] > self.width + _SLACK:
                    break
                if self.sums[end] >= least:
                    longer = self._ended(start, end, way)
                    found[end] = min(longer, found.get(end, longer))
        return found

    def _ended(self, start: int, end: int, way: _Way) -> _Way:
        length, even = self.sums[end] - self.sums[start], self.sums[-1] / self.lines
        cost = self.costs[end] if end < len(self.costs) else 0.0
        return _Way(way.cost + cost + _UNEVEN * ((length - even) / self.width) ** 2, (*way.ends, end))


def _break_costs(units: Sequence[Unit]) -> list[float]:
    """Return what a break before each unit costs."""
    text = "".join(unit.text for unit in units)
    costs, offset = [], 0
    spans = [
        *((match.span(), _NEVER) for match in _FIXED.finditer(text)),
        *((match.span(), _SESSION) for match in _SESSIONS.finditer(text)),
        *((match.span(), _PHRASE) for match in _PHRASES.finditer(text)),
    ]
    for index, unit in enumerate(units):
        inside = sum(cost for (start, end), cost in spans if start < offset < end)
        costs.append(inside + _place_cost(text, offset) + (0.0 if legal(units, index) else _NEVER))
        offset += len(unit.text)
    return costs


def _place_cost(text: str, offset: int) -> float:
    if text[offset] in _BAD_BEFORE:
        return _PHRASE / 2
    good = _GOOD_AFTER.search(text[:offset]) or _GOOD_BEFORE.match(text, offset)
    return 0.0 if good else _PLAIN
