"""Builds the shipped program into dist/quotedesk: a folder that starts by double click and needs no Python.

Run by `make package`. Scratch goes to .scratch/, never into build/, which is source.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".scratch" / "package"
DIST = ROOT / "dist"
APP = DIST / "quotedesk"

# Others break when stripped (numpy's libraries are patched after linking) or were stripped by their makers.
STRIPPED = ("spacy/**/*.so", "thinc/**/*.so", "blis/**/*.so", "preshed/*.so", "cymem/*.so", "libpython3*")

DESKTOP_FILES = {
    "build/quotedesk.desktop": "share/applications/quotedesk.desktop",
    "build/quotedesk-mime.xml": "share/mime/packages/quotedesk.xml",
    "resources/icons/quotedesk.svg": "share/icons/hicolor/scalable/apps/quotedesk.svg",
    "LICENSE": "share/doc/quotedesk/LICENSE",
}


def clean_environment() -> dict[str, str]:
    """The environment without what would let another installation's modules or libraries into the package."""
    leave_out = ("PYTHON", "LD_", "QT_", "PYINSTALLER")
    return {key: value for key, value in os.environ.items() if not key.startswith(leave_out)}


def freeze() -> None:
    """Collects the program and everything it imports."""
    environment = clean_environment() | {"PYTHONHASHSEED": "0", "PYINSTALLER_CONFIG_DIR": str(SCRATCH / "cache")}
    command = [
        sys.executable, "-m", "PyInstaller", str(ROOT / "build" / "quotedesk.spec"),
        "--distpath", str(DIST), "--workpath", str(SCRATCH), "--noconfirm", "--log-level", "ERROR",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def strip() -> None:
    """Takes the debugging symbols out of the libraries that survive it."""
    inside = APP / "_internal"
    libraries = sorted({path for pattern in STRIPPED for path in inside.glob(pattern) if path.is_file()})
    if libraries and (tool := shutil.which("strip")):
        subprocess.run([tool, "--strip-unneeded", *map(str, libraries)], check=True)


def add_desktop_files() -> None:
    """Lays the menu entry, the file type and the icon beside the program."""
    for source, target in DESKTOP_FILES.items():
        (APP / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, APP / target)


def size(folder: Path) -> int:
    """Bytes on disk, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())


def main() -> int:
    """Builds, strips, and says what was made."""
    started = time.monotonic()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    try:
        freeze()
        strip()
    except subprocess.CalledProcessError as error:
        print(f"Not built: {error.cmd[0]} ended with {error.returncode}; its own words stand above.", file=sys.stderr)
        return 1
    add_desktop_files()
    seconds = time.monotonic() - started
    print(f"{APP.relative_to(ROOT)}: {size(APP) / 1e6:.0f} MB, built in {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
