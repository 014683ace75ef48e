"""Makes the project ready on this machine, then starts what was asked for.

`bootstrap.py` alone prepares the tests; `bootstrap.py run ARGS` prepares and opens the program. It needs
nothing but the standard library. What was done once is remembered in `.venv`, so that a second call costs
no more than the start of Python.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"

OLDEST, NEWEST = (3, 11), (3, 13)  # PySide6 6.9, the last for the glibc of older offices, knows none newer
OFFSCREEN = [
    "libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libfreetype6", "libfontconfig1", "libdbus-1-3",
]
XCB = ["libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"]
WAYLAND = ["libwayland-client0", "libwayland-cursor0", "libwayland-egl1"]
PACKAGES = {  # the Debian packages each Qt platform plugin needs
    "offscreen": OFFSCREEN,
    "xcb": OFFSCREEN + XCB,
    "wayland-generic": OFFSCREEN + WAYLAND,
}


def main(arguments: list[str]) -> None:
    """Prepare everything; with `run` as first argument become the program afterwards."""
    use_fitting_python()
    running = arguments[:1] == ["run"]
    platform = screen() if running else "offscreen"
    make_environment()
    find_libraries(platform)
    if running:
        start(platform, arguments[1:])


def use_fitting_python() -> None:
    """Go on under this Python when it fits, else under another one of PATH, else refuse."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and succeeds([other, "-c", ""]):
            os.execv(other, [other, *sys.argv])
    found = ".".join(map(str, sys.version_info[:2]))
    stop(
        f"需要 Python 3.11、3.12 或 3.13，本机的 python3 是 {found}，请先安装。",
        "Python 3.11, 3.12 or 3.13 is needed on PATH; please install one of them first.",
    )


def make_environment() -> None:
    """Create `.venv` and install the lock into it, unless exactly that was done before."""
    stamp = VENV / ".prepared"
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == f"{lock} {PYTHON.resolve()}":
        return
    say("正在准备运行环境（首次约一分钟）……", "Preparing the environment; the first time takes a minute ...")
    stamp.unlink(missing_ok=True)
    if not succeeds([str(PYTHON), "-m", "pip", "--version"]):
        create_environment()
    must(
        [str(PYTHON), "-m", "pip", "install", "-qq", "--no-deps", "-r", str(LOCK)],
        "依赖没有装上，请检查到软件源的网络后重新执行。",
        "The dependencies could not be installed; check the way to the package registry and try again.",
    )
    stamp.write_text(f"{lock} {PYTHON.resolve()}")


def create_environment() -> None:
    """Create an empty `.venv` in place of none or a broken one."""
    if not importlib.util.find_spec("ensurepip"):  # Debian keeps it in a package of its own
        install_packages([f"python3.{sys.version_info[1]}-venv"])
    must([sys.executable, "-m", "venv", "--clear", str(VENV)], "创建 .venv 失败。", "Could not create .venv.")


def find_libraries(platform: str) -> None:
    """See that Qt finds every system library it needs here; install what is missing or say how."""
    stamp = VENV / f".libraries-{platform}"
    if stamp.exists() or not sys.platform.startswith("linux"):
        return
    if missing_libraries(platform):
        install_packages(PACKAGES[platform])
    missing = missing_libraries(platform)
    if missing:
        stop(f"仍缺少系统库：{'、'.join(missing)}。", "The system libraries named above are still missing.")
    stamp.touch()


def missing_libraries(platform: str) -> list[str]:
    """Return the names of the shared libraries that the Qt plugin asks for and this system lacks."""
    folder = next(VENV.glob("lib/python3.*/site-packages/PySide6/Qt/plugins/platforms"))
    answer = subprocess.run(
        ["ldd", str(folder / f"libq{platform}.so")], check=False, stdout=subprocess.PIPE, text=True
    )
    return sorted({line.split()[0] for line in answer.stdout.splitlines() if "not found" in line})


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when this user may, else stop with the line that somebody must type."""
    apt = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    line = f"sudo {' '.join(apt)}"
    if os.geteuid() == 0:
        sudo = []
    elif succeeds(["sudo", "-n", "true"]):
        sudo = ["sudo", "-n"]
    else:
        stop(f"缺少系统组件，请先执行：{line}", "System packages are missing; run the line above first.")
    say(f"正在安装系统组件：{' '.join(packages)}", "Installing these system packages.")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if not succeeds([*sudo, *apt]):  # the package lists may be absent or old
        succeeds([*sudo, "apt-get", "update"])
        must([*sudo, *apt], f"系统组件没有装上，请手工执行：{line}", "Installing failed; run the line above.")


def screen() -> str:
    """Return the Qt platform plugin that can show a window here, `offscreen` when there is no screen."""
    if os.environ.get("DISPLAY") or not sys.platform.startswith("linux"):
        return "xcb"
    return "wayland-generic" if os.environ.get("WAYLAND_DISPLAY") else "offscreen"


def start(platform: str, arguments: list[str]) -> NoReturn:
    """Become the program or, without a screen, the demonstration that needs none."""
    command = [str(PYTHON), "main.py", *arguments]
    if platform == "offscreen":
        say(
            "本机没有图形显示：改为演示全过程，信函、台账和各页截图写入 demo-output/。",
            "There is no screen here: the demonstration goes to demo-output/.",
        )
        command = [str(PYTHON), "-m", "desktop.cli", "showcase", "demo-output"]
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each start compiles everything again
    os.chdir(ROOT)
    os.execv(command[0], command)


def succeeds(command: list[str]) -> bool:
    """Run a command in silence and return whether it could be run and ended well."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def must(command: list[str], chinese: str, english: str) -> None:
    """Run a command in the open; stop with these sentences when it fails."""
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError):
        stop(chinese, english)


def say(chinese: str, english: str) -> None:
    """Tell the user, in both languages, what happens now."""
    print(f"{chinese}\n{english}", flush=True)


def stop(chinese: str, english: str) -> NoReturn:
    """End with exit status 1 after saying why, in both languages."""
    sys.exit(f"{chinese}\n{english}")


if __name__ == "__main__":
    main(sys.argv[1:])
