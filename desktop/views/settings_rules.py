"""办理规则: one scheme laid out so that a person can check it against the office's own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from typing_extensions import override

from desktop.domain.figures import percentages
from desktop.domain.letter import ClassMarkPlace
from desktop.domain.metrics import chosen
from desktop.domain.unit import System
from desktop.views import settings_procedure
from desktop.views.cards import Card, CardColumn, facts, words
from desktop.views.fields import Choice
from desktop.views.settings_section import SettingsSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from desktop.domain.deadlines import DeadlineRule
    from desktop.domain.scheme import ResultClass, ReviewRoute, Scheme
    from desktop.views.page import Desk

CLASS_MARK_PLACES = {
    ClassMarkPlace.TOP_RIGHT: "首页右上角",
    ClassMarkPlace.BESIDE_DOC_NO: "文号旁",
    ClassMarkPlace.END: "文末",
    ClassMarkPlace.NONE: "不印",
}
_SAMPLE = (162, 51, 13)  # counts of which the three ways of rounding give three different answers


class RulesSection(SettingsSection):
    """A choice of scheme and its rules as cards, each with its source; nothing can be changed here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "办理规则", "随程序提供，仅供查看", parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.schemes: Choice[str] = Choice((), self)
        self.schemes.setAccessibleName("办理规则")
        self.schemes.setMinimumWidth(200)
        self.head.addWidget(self.schemes)
        self.cards = CardColumn(self)
        self.cards.setAccessibleName("规则内容")
        self.column.setContentsMargins(0, self.column.contentsMargins().top(), 0, 0)
        for each in (self.head,):
            margin = self.column.spacing() * 2
            each.setContentsMargins(margin, 0, margin, 0)
        self.column.addWidget(self.cards, 1)

    def _connect(self) -> None:
        self.schemes.currentIndexChanged.connect(self._show)

    @override
    def refresh(self) -> None:
        office = self.desk.office
        chosen = self.schemes.value() if self.schemes.count() else office.default_scheme.id
        default = office.default_scheme.id
        with QSignalBlocker(self.schemes):
            self.schemes.offer(
                [
                    (f"{each.name}（现用）" if each.id == default else each.name, each.id)
                    for each in office.schemes()
                ]
            )
            self.schemes.choose(chosen)
        self._show()

    @Slot()
    def _show(self) -> None:
        if self.schemes.count():
            self.cards.fill(_cards(self.desk.office.scheme(self.schemes.value())))


def _cards(scheme: Scheme) -> Iterator[Card]:
    yield _card(scheme.name, _about(scheme), scheme.source)
    yield _card(f"{scheme.result_basis.label}类别", map(_class, scheme.result_classes))
    yield _card("办理期限", map(_deadline, scheme.deadlines))
    for part in settings_procedure.parts(scheme):
        yield _card(*part)
    yield _card(f"{scheme.contacts.word}", _contacts(scheme), scheme.contacts.source)
    for route in scheme.routes:
        used_for = settings_procedure.used_for(scheme, route)
        yield _card(f"{route.label}（{used_for}）", _route(route), route.source)
    yield _card("满意度", _satisfaction(scheme), scheme.satisfaction.source)
    yield _card("统计比率", _percent(scheme), scheme.percent.source)
    yield _card("统计指标", _metrics(scheme), scheme.metrics.source)
    yield _card("答复函", _letter(scheme))


def _card(heading: str, pairs: Iterator[tuple[str, str]], source: str = "") -> Card:
    made = Card(heading)
    if source:
        made.add_beside_heading(words(f"依据：{source}", "small"))
    made.add(facts(pairs, columns=1))
    return made


def _about(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield "地区", f"{scheme.region}（第{scheme.version}版）"
    yield "适用", "、".join(body.label for body in scheme.bodies)
    yield "内容分类", "、".join(scheme.categories)
    yield "责任体系", "；".join(scheme.leaders)
    yield "督办机构", scheme.supervisor
    yield "依据文件", "；".join(scheme.governing_documents)


def _class(each: ResultClass) -> tuple[str, str]:
    needs = (
        ("计作解决", each.counts_as_solved),
        ("须写计划完成时间", each.needs_planned_date),
        ("须写理由", each.needs_reason),
        ("转跟踪落实", each.carries_over),
    )
    said = "，".join(word for word, holds in needs if holds)
    return each.short, f"{each.label}：{each.definition}" + (f"（{said}）" if said else "")


def _deadline(rule: DeadlineRule) -> tuple[str, str]:
    scope = [kind.label for kind in rule.kinds] + ([rule.origin.label] if rule.origin else [])
    limits = f"（{'、'.join(scope)}）" if scope else ""
    rolls = "，遇休息日顺延" if rule.rolls else ""
    return (
        f"{rule.matter.label}{limits}",
        f"{rule.basis.label}起 {rule.term.text}{rolls}。依据：{rule.source}",
    )


def _contacts(scheme: Scheme) -> Iterator[tuple[str, str]]:
    rules = scheme.contacts
    for stage in rules.stages:
        yield stage.label, f"{stage.strictness.label}。{stage.hint}"
    yield "方式", "、".join(rules.modes)
    yield "当面方式", f"{'、'.join(rules.face_to_face_modes)}（当面{rules.word}：{rules.face_to_face.label}）"
    yield "协办意见", f"送审时{scheme.co_opinion_missing.label}"


def _route(route: ReviewRoute) -> Iterator[tuple[str, str]]:
    for number, step in enumerate(route.steps, 1):
        checks = f"，核对：{'、'.join(step.checks)}" if step.checks else ""
        yield f"{number}. {step.label}", f"{step.role.label}{'（签发）' if step.signs else ''}{checks}"


def _satisfaction(scheme: Scheme) -> Iterator[tuple[str, str]]:
    rules = scheme.satisfaction
    yield "评价项目", "、".join(each.label for each in rules.dimensions)
    yield "档次", "、".join(each.label for each in rules.levels)
    again = [each.label for each in rules.levels if each.triggers_rehandling]
    yield "重新办理", f"任一项为“{'、'.join(again)}”" if again else "不触发"
    yield "原因分析和新方案", scheme.redo_record.label
    yield "再次不满意", scheme.second_redo
    yield "征询意见表", rules.form.label


def _percent(scheme: Scheme) -> Iterator[tuple[str, str]]:
    rules = scheme.percent
    yield (
        "取舍",
        f"{rules.mode.label}，保留{rules.decimals}位小数" + ("，去掉末尾的零" if rules.trim_zeros else ""),
    )
    shown = "、".join(percentages(_SAMPLE, sum(_SAMPLE), rules))
    yield "举例", f"{'、'.join(map(str, _SAMPLE))}（共{sum(_SAMPLE)}）印作 {shown}"
    yield "分类比例", "打印" if rules.shown else "只印件数，不印比例"


def _metrics(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for each in chosen(scheme):
        yield each.name, f"{each.definition}（按{each.counting.label}计）"
    systems = (System(each).label for each in scheme.metrics.government)
    yield "政府系统", "、".join(systems)
    yield "计作落实", "、".join(scheme.metrics.implemented)


def _letter(scheme: Scheme) -> Iterator[tuple[str, str]]:
    habits = scheme.letter
    yield "格式", f"{habits.format.label}，{habits.sealing.label}"
    yield "送达", habits.recipients.label
    yield "标题", habits.title
    yield "称谓", habits.salutation
    yield "开头", habits.opening
    yield "重新答复开头", habits.opening_again
    yield "审签说明", habits.proof or "不印"
    yield "结尾", habits.closing
    yield "类别标记", f"{habits.class_mark}，{CLASS_MARK_PLACES[habits.class_mark_place]}"
    yield "联系方式", habits.contact
    yield "公开属性", habits.publicity + ("，印在首行" if habits.publicity_first else "，印在日期下方")
    yield "抄送", "、".join((*habits.cc_congress, *habits.cc_cppcc, *habits.cc))
    yield "印发机关", habits.printer or "不印"
    yield "会办意见函", f"{habits.co_opinion.title}，文号代字 {habits.co_opinion.prefix}"
    if habits.superior.name:
        yield "重点件", f"以{habits.superior.name}名义，{habits.superior.format.label}"
