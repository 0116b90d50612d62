"""Makes this machine ready: the environment in .venv, and the system's libraries that Qt loads.

    python3 build/prepare.py run|test|package

The Makefile runs it before anything else, so it costs next to nothing where all is ready; and it keeps to what
Python 3.8 knows, so that it can say in one sentence which version is wanted. What Qt is missing is asked of `ldd`,
because Qt's own message always blames the same library. Where it may (root, or sudo without a password) it installs
with apt-get what is missing; elsewhere it prints the exact command.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "ready"
OLDEST, NEWEST = (3, 11), (3, 13)
MANAGERS = ("apt-get", "dnf", "pacman")

# The package that holds each library, by package manager in the order of MANAGERS.
PACKAGES: dict[str, tuple[str, str, str]] = {
    "libEGL": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libOpenGL": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libdbus-1": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libstdc++": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libwayland-client": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libxcb": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-glx": ("libxcb-glx0", "libxcb", "libxcb"),
    "libxcb-icccm": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
BINUTILS = ("binutils", "binutils", "binutils")


class NotReadyError(Exception):
    """What keeps this machine from being ready, and what to do about it."""


def run(command: list[str], *, root: bool = False) -> subprocess.CompletedProcess[str]:
    """Runs without standard input and keeps what the command says, to show it only when it fails."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive") if root else None
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        errors="replace", env=environment, check=False,
    )  # fmt: skip


def version_of(python: str) -> tuple[int, ...] | None:
    """The (major, minor) version of an interpreter, None if it does not start."""
    try:
        answer = run([python, "-c", "import sys; print(*sys.version_info[:2])"])
    except OSError:
        return None
    words = answer.stdout.split()
    return tuple(map(int, words)) if answer.returncode == 0 and all(word.isdigit() for word in words) else None


def fits(version: tuple[int, ...] | None) -> bool:
    """Whether QuoteDesk runs on this version."""
    return version is not None and OLDEST <= version <= NEWEST


def suitable_python() -> str:
    """This interpreter if it fits, else the newest on the path that does."""
    names = [sys.executable, *(f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1))]
    for name in names:
        found = shutil.which(name)
        if found and fits(version_of(found)):
            return found
    here = ".".join(map(str, sys.version_info[:2]))
    raise NotReadyError(
        f"QuoteDesk needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is {here}. "
        "Install one of them, or name it: make run PYTHON=/path/to/python3.12"
    )


def may_install() -> list[str] | None:
    """The first words of the command that installs packages without asking anything, None if this person may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", "apt-get"]
    return None


def manager() -> str:
    """This machine's package manager."""
    return next((name for name in MANAGERS if shutil.which(name)), MANAGERS[0])


def name_for(packages: tuple[str, str, str]) -> str:
    """The package's name with this machine's package manager."""
    return packages[MANAGERS.index(manager())]


def install(packages: list[str], why: str) -> None:
    """Installs packages of the system, or says with which command to."""
    command = " ".join(["sudo", manager(), "-S" if manager() == "pacman" else "install", *packages])
    apt = may_install()
    if apt is None:
        raise NotReadyError(f"{why} Install with: {command}")
    print(f"{why} Installing {' '.join(packages)} ...", flush=True)
    wanted = [*apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    if run(wanted, root=True).returncode == 0:
        return
    run([*apt, "update", "-q"], root=True)
    answer = run(wanted, root=True)
    if answer.returncode != 0:
        raise NotReadyError(f"{answer.stdout}\n{why} Installing failed (above). Install with: {command}")


def prepare_environment() -> None:
    """Makes .venv, or brings it up to the lock file. The stamp says for which lock file and place it was made."""
    locked = b"".join((ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml"))
    wanted = f"{hashlib.sha256(locked).hexdigest()} {ROOT}\n"
    usable = fits(version_of(str(PYTHON)))
    if usable and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    if not usable:
        python = suitable_python()
        if run([python, "-c", "import ensurepip, venv"]).returncode != 0:
            version = ".".join(map(str, version_of(python) or ()))
            install([f"python{version}-venv"], f"Python {version} here cannot make environments.")
        print("Setting up QuoteDesk in .venv (once; a minute or two) ...", flush=True)
        require([python, "-m", "venv", "--clear", str(VENV)], "The environment .venv could not be made.")
    else:
        print("Bringing .venv up to requirements.lock ...", flush=True)
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    lock = str(ROOT / "requirements.lock")
    require([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock],
            "What QuoteDesk is made of could not be installed; is there a connection?")  # fmt: skip
    require([*pip, "--no-build-isolation", "--no-deps", "-e", str(ROOT)], "QuoteDesk itself could not be installed.")
    STAMP.write_text(wanted, encoding="utf-8")


def require(command: list[str], why: str) -> None:
    """Runs a command that must succeed."""
    answer = run(command)
    if answer.returncode != 0:
        raise NotReadyError(f"{answer.stdout}\n{why}")


def displays(purpose: str) -> set[str]:
    """What Qt has to draw on besides memory: to run, this machine's display; in a package, whatever others have."""
    if purpose == "package":
        return {"wayland", "x11"}
    if purpose != "run":
        return set()
    if os.environ.get("WAYLAND_DISPLAY"):
        return {"wayland"}
    return {"x11"} if os.environ.get("DISPLAY") else set()


def missing_libraries(shown_on: set[str]) -> set[str]:
    """The shared libraries that Qt would not find, drawing into memory or on these kinds of display."""
    qt = next(VENV.glob("lib/python3*/site-packages/PySide6"))
    plugins = qt / "Qt" / "plugins"
    asked = [qt / f"{name}.abi3.so" for name in ("QtWidgets", "QtPrintSupport", "QtSvg")]
    asked += [plugins / "platforms/libqoffscreen.so", plugins / "iconengines/libqsvgicon.so"]
    if "wayland" in shown_on:
        asked += [plugins / "platforms/libqwayland.so", plugins / "wayland-shell-integration/libxdg-shell.so"]
    if "x11" in shown_on:
        asked += [plugins / "platforms/libqxcb.so"]
    answer = run(["ldd", *map(str, asked)])
    return {line.split()[0] for line in answer.stdout.splitlines() if line.endswith("=> not found")}


def prepare_libraries(shown_on: set[str]) -> None:
    """Has what Qt loads from the system installed."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return
    missing = sorted(missing_libraries(shown_on))
    if not missing:
        return
    stems = {name.split(".so")[0] for name in missing}
    unknown = sorted(stems - PACKAGES.keys())
    if unknown:
        raise NotReadyError(
            f"Qt does not find {', '.join(unknown)} on this machine. Install the packages that hold them."
        )
    packages = sorted({name_for(PACKAGES[stem]) for stem in stems})
    install(packages, f"Qt does not find {', '.join(missing)} on this machine.")
    still = sorted(missing_libraries(shown_on))
    if still:
        raise NotReadyError(f"Qt still does not find {', '.join(still)} on this machine.")


def prepare_packaging() -> None:
    """Has what PyInstaller calls installed: binutils, and Python as a shared library."""
    if not sys.platform.startswith("linux"):
        return
    if not (shutil.which("objcopy") and shutil.which("strip")):
        install([name_for(BINUTILS)], "Packaging needs objcopy and strip.")
    code = "from PyInstaller.depend.bindepend import get_python_library_path as p; import sys; sys.exit(not p())"
    if run([str(PYTHON), "-c", code]).returncode != 0:
        version = ".".join(map(str, version_of(str(PYTHON)) or ()))
        install(
            [name_for((f"libpython{version}", "python3-libs", "python"))], "Packaging needs Python's shared library."
        )


def main(arguments: list[str]) -> int:
    """Makes ready for what is going to be done; prints nothing when all is."""
    purpose = arguments[0] if arguments else "run"
    try:
        prepare_environment()
        prepare_libraries(displays(purpose))
        if purpose == "package":
            prepare_packaging()
    except NotReadyError as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
