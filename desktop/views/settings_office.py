"""本单位: the name of the office, its own 机关代字, who sits here, and the rules of new cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop import paths
from desktop.casework import archive, keep, scoreboard, supervise, typefaces
from desktop.casework.forms_opinion import OFFICE_ADDRESS, OFFICE_PHONE, OPINION_FORM
from desktop.casework.issue import DOC_PREFIX
from desktop.casework.office import OFFICE_NAME, SCHEME
from desktop.domain.dossier import Retention
from desktop.domain.errors import OfficeError
from desktop.domain.scheme import OpinionForm
from desktop.views.cards import button, facts
from desktop.views.fields import Choice
from desktop.views.forms import FieldForm, label
from desktop.views.presence import Presence
from desktop.views.settings_section import SettingsSection

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_WIDTH = 980


class OfficeSection(SettingsSection):
    """A small form with its own button; nothing is kept before it is pressed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "本单位", "用于窗口标题、文号、历程和新登记的件", parent)
        self._presence = Presence(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name, self.officer, self.doc_prefix = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.name.setPlaceholderText("如 示例区人民政府办公室")
        self.doc_prefix.setPlaceholderText("如 示政办函")
        self.press_prefix = QLineEdit(self)
        self.press_prefix.setPlaceholderText(supervise.prefix_of(self.desk.office))
        self.officer.setPlaceholderText(self.desk.office.account)
        self.address, self.phone = QLineEdit(self), QLineEdit(self)
        self.address.setPlaceholderText("如 100000 示例市示例路1号")
        self.scheme: Choice[str] = Choice((), self)
        layouts = [(each.label, each.value) for each in OpinionForm]
        self.opinion: Choice[str] = Choice([("按办理规则", ""), *layouts], self)
        self.form = FieldForm(self, columns=2)
        self.form.setMaximumWidth(_WIDTH)
        self.form.add("office_name", "单位名称(&N)", self.name)
        self.form.add("officer", "经办人(&O)", self.officer, hint="写入历程、拟稿人；不填时用本机账号")
        self.form.add(
            "doc_prefix", "机关代字(&D)", self.doc_prefix, hint="承办单位没有自己的代字时用它编文号"
        )
        self.form.add("press_prefix", "督办代字(&B)", self.press_prefix, hint="催办、督办通知书的文号用它")
        self.form.add("address", "通讯地址(&A)", self.address, hint="邮编写在前面；印在信封和征询意见表上")
        self.form.add("phone", "联系电话(&T)", self.phone, hint="印在征询意见表上")
        self.form.add(
            "scheme", "办理规则(&R)", self.scheme, hint="只用于今后登记的件；已登记的件沿用登记时的规则"
        )
        self.form.add("opinion", "征询意见表(&Y)", self.opinion, hint="随答复函寄给提出人的表用哪一种式样")
        self._add_habits()
        self.save = button("保存(&S)", self.save_all, "primary")
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.column.addWidget(self.form)
        self.column.addLayout(row)
        self._add_place()

    def _add_habits(self) -> None:
        """Add how this office keeps and prints its papers, and who sits here."""
        self.lead_term, self.co_term = QLineEdit(self), QLineEdit(self)
        usual = Retention()
        self.lead_term.setPlaceholderText(usual.lead)
        self.co_term.setPlaceholderText(usual.co)
        self.form.add("lead_term", "主办件保管(&L)", self.lead_term, hint="案卷的保管期限：永久、30年、10年")
        self.form.add("co_term", "协办件保管(&C)", self.co_term, hint="本单位只作协办的件")
        self.scores = QCheckBox("在工作台督查视图显示(&P)", self)
        self.form.add("scores", "单位评分", self.scores, hint="各单位按时率、退回数和C、D类比例，不排名次")
        self.faces = QCheckBox("使用本机安装的公文字体(&F)", self)
        self.form.add("faces", "公文字体", self.faces, hint="不勾选时只用自带字体，各台电脑印出来一样")
        self.used = label("", "small")
        self.used.setWordWrap(True)
        self.form.add("used", "现用字体", self.used, wide=True)

    def _add_place(self) -> None:
        """Add where the desk lies."""
        self.column.addWidget(label("数据文件", "heading"))
        office = self.desk.office
        where = (
            ("位置", str(paths.desk_file(office.directory))),
            ("打开方式", "只读" if office.is_read_only else "可写"),
        )
        self.column.addWidget(facts(where, columns=1))
        self.column.addStretch(1)

    @property
    def _lines(self) -> dict[str, QLineEdit]:
        """The lines that hold a setting as it is typed, by its key."""
        return {
            OFFICE_NAME: self.name,
            DOC_PREFIX: self.doc_prefix,
            supervise.PREFIX: self.press_prefix,
            OFFICE_ADDRESS: self.address,
            OFFICE_PHONE: self.phone,
            archive.LEAD_TERM: self.lead_term,
            archive.CO_TERM: self.co_term,
            self.desk.office.officer_key: self.officer,
        }

    def _connect(self) -> None:
        for line in self._lines.values():
            line.textChanged.connect(self._show_whether_changed)
        self.scheme.currentIndexChanged.connect(self._show_whether_changed)
        self.opinion.currentIndexChanged.connect(self._show_whether_changed)
        self.scores.toggled.connect(self._show_whether_changed)
        self.faces.toggled.connect(self._show_whether_changed)

    @override
    def refresh(self) -> None:
        office = self.desk.office
        self.scheme.offer([(each.name, each.id) for each in office.schemes()])
        self.scheme.choose(office.default_scheme.id)
        self.opinion.choose(office.setting(OPINION_FORM))
        for key, line in self._lines.items():
            line.setText(office.setting(key))
        self.scores.setChecked(scoreboard.is_shown(office))
        self.faces.setChecked(typefaces.uses_installed(office))
        self._show_whether_changed()
        self.desk.jobs.run("正在查看字体", _faces_used, self._show_faces, quiet=True)

    def _show_faces(self, told: str) -> None:
        if not self._presence.is_over:
            self.used.setText(told)

    def settings(self) -> dict[str, str]:
        """Return what the form says, under the keys of the desk."""
        return {
            **{key: line.text().strip() for key, line in self._lines.items()},
            SCHEME: self.scheme.value(),
            OPINION_FORM: self.opinion.value(),
            scoreboard.SHOWN: "1" if self.scores.isChecked() else "",
            typefaces.SETTING: typefaces.INSTALLED if self.faces.isChecked() else "",
        }

    def save_all(self) -> None:
        """Keep what the form says."""
        try:
            keep.save_settings(self.desk.office, self.settings())
        except OfficeError as error:
            self.form.show_error(error, self.banner)
        else:
            self.banner.clear()
            self.desk.say("已保存本单位设置")

    @Slot()
    def _show_whether_changed(self) -> None:
        office = self.desk.office
        if self.scheme.count():
            kept = {
                **{key: office.setting(key) for key in self._lines},
                SCHEME: office.default_scheme.id,
                OPINION_FORM: office.setting(OPINION_FORM),
                scoreboard.SHOWN: office.setting(scoreboard.SHOWN),
                typefaces.SETTING: office.setting(typefaces.SETTING),
            }
            self.save.setEnabled(self.settings() != kept and not office.is_read_only)


def _faces_used(office: Office, _progress: Progress) -> str:
    """Return the font of each role of official paper; finding them takes longer than a page may."""
    return "，".join(f"{each.role} {each.name}（{each.place}）" for each in typefaces.used(office))
