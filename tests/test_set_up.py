"""What prepares a machine: it works once, is silent the second time, and tells what a person must type."""

from __future__ import annotations

import hashlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = spec_from_file_location("bootstrap", ROOT / ".ci" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be somebody who is not root, may not use sudo and finds no program on PATH."""
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "")


def test_a_prepared_environment_is_left_alone(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> NoReturn:
        pytest.fail("a second call did the work again")

    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap.subprocess, "run", refuse)
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    (tmp_path / ".prepared").write_text(f"{lock} {bootstrap.PYTHON.resolve()}")
    (tmp_path / ".libraries-xcb").touch()
    bootstrap.make_environment()
    bootstrap.find_libraries("xcb")


@pytest.mark.usefixtures("clerk")
def test_who_may_not_install_is_told_the_line(bootstrap: ModuleType) -> None:
    with pytest.raises(SystemExit, match=r"缺少系统组件，请先执行：sudo apt-get install -y .* libgl1"):
        bootstrap.install_packages(bootstrap.PACKAGES["offscreen"])


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_an_unfit_python_is_refused(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr("sys.version_info", (*version, 0))
    with pytest.raises(SystemExit, match=f"本机的 python3 是 {version[0]}.{version[1]}"):
        bootstrap.use_fitting_python()


@pytest.mark.parametrize(
    ("variables", "platform"),
    [
        ({}, "offscreen"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland-generic"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "xcb"),
    ],
)
def test_the_screen_decides_what_qt_needs(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], platform: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert bootstrap.screen() == platform
