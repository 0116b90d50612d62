"""What installs the program: the lock file, the wheel, the folder that the package is built from, a new machine."""

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [Requirement(line) for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"])]
PYTHONS = ("3.11.0", "3.12.0", "3.13.0")


def key(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock file with its hashes."""
    found: list[tuple[Requirement, list[str]]] = []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        text = line.split(" #")[0].removesuffix("\\").strip()
        if text.startswith("--hash="):
            found[-1][1].append(text.removeprefix("--hash="))
        elif text and not text.startswith("#"):
            found.append((Requirement(text), []))
    return found


def locked_for(python: str) -> dict[str, Version]:
    """The versions that a Linux machine with this Python gets."""
    environment = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "os_name": "posix",
    }
    chosen: dict[str, Version] = {}
    for requirement, _ in locked():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert key(requirement.name) not in chosen, requirement
            (pin,) = requirement.specifier
            assert pin.operator == "==", requirement
            chosen[key(requirement.name)] = Version(pin.version)
    return chosen


def built(name: str) -> ModuleType:
    """A module of build/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "build" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks its module up there
    spec.loader.exec_module(module)
    return module


def prepare() -> ModuleType:
    """build/prepare.py as a module."""
    return built("prepare")


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.name)
def test_every_dependency_is_bounded_on_both_sides(wanted: Requirement) -> None:
    operators = {part.operator for part in wanted.specifier}
    assert operators & {">=", "~=", "=="}
    assert operators & {"<", "<=", "~=", "=="}


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_file_satisfies_the_project(python: str) -> None:
    chosen = locked_for(python)
    for wanted in WANTED:
        assert wanted.specifier.contains(chosen[key(wanted.name)]), wanted


def test_every_locked_version_has_hashes() -> None:
    assert len(locked()) > 50
    for requirement, hashes in locked():
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


def test_the_lock_file_names_no_place() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|--extra-index|(^|\s)/\w|\s@\s", text)


def test_nothing_huge_comes_in() -> None:
    names = set(locked_for(PYTHONS[0]))
    assert not names & {"torch", "tensorflow", "jax", "cupy", "pyside6-addons", "pyside6", "collatex"}
    assert not {name for name in names if name.startswith("nvidia")}


def test_the_installed_tools_are_the_locked_ones() -> None:
    from importlib.metadata import version

    chosen = locked_for(".".join(map(str, sys.version_info[:3])))
    differing = {w.name: version(w.name) for w in WANTED if Version(version(w.name)) != chosen[key(w.name)]}
    assert not differing, "run build/prepare.py"


def test_the_package_room_is_source_and_no_package() -> None:
    listed = {path.name for path in (ROOT / "build").iterdir() if path.name != "__pycache__"}
    assert {"prepare.py", "package.py", "quotedesk.spec", "quotedesk.desktop", "quotedesk-mime.xml"} <= listed
    assert "__init__.py" not in listed
    assert not [path for path in (ROOT / "build").iterdir() if path.is_dir() and path.name != "__pycache__"]


def test_cleaning_spares_the_sources() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    removed = " ".join(re.findall(r"rm -rf (.*)", makefile)).split()
    assert removed
    assert not {"build", "build/", ".", "*", "tests", "seeds", "resources"} & set(removed)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    before = sorted((ROOT / "build").rglob("*.*"))
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert sorted((ROOT / "build").rglob("*.*")) == before
    (path,) = folder.glob("quotedesk-*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_the_wheel_holds_code_and_data(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for room, inside in {"quotedesk": "quotedesk", "ui": "ui", "resources": "quotedesk/_resources",
                         "seeds": "quotedesk/_seeds"}.items():  # fmt: skip
        listed = subprocess.run(["git", "ls-files", room], cwd=ROOT, capture_output=True, text=True, check=False)
        files = listed.stdout.split("\n")[:-1]
        if not files:
            pytest.skip("not a git checkout")
        assert {inside + name.removeprefix(room) for name in files} <= names, room
    assert not {name for name in names if name.startswith(("tests/", "build/", "resources/", "seeds/"))}


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (path,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = HeaderParser().parsestr(wheel.read(path).decode("utf-8"))
    assert metadata["Name"] == "quotedesk"
    assert metadata["License-Expression"] == "MIT"
    assert "Author" not in metadata
    assert "Author-email" not in metadata
    (path,) = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "quotedesk = ui.command_line:main" in wheel.read(path).decode("utf-8")


def test_every_library_that_qt_loads_has_a_package() -> None:
    module = prepare()
    qt = next((ROOT / ".venv").glob("lib/python3*/site-packages/PySide6"), None)
    if qt is None or not module.shutil.which("ldd"):
        pytest.skip("needs .venv and ldd")
    plugins = [f"Qt/plugins/platforms/libq{name}.so" for name in ("xcb", "wayland", "offscreen")]
    asked = [str(qt / name) for name in (*plugins, "QtWidgets.abi3.so", "QtPrintSupport.abi3.so")]
    loaded = module.run(["ldd", *asked]).stdout
    pattern = r"^\s+(lib(?:EGL|GLX?|X11|dbus|fontconfig|freetype|glib|gthread|wayland|xcb|xkbcommon)\b.*?)\.so"
    direct = set(re.findall(pattern, loaded, re.M))
    assert len(direct) > 20
    assert direct <= module.PACKAGES.keys()


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = prepare()
    monkeypatch.setattr(module, "version_of", lambda _: (3, 9))
    with pytest.raises(module.NotReadyError, match=r"needs Python 3\.11 to 3\.13"):
        module.suitable_python()


def test_a_missing_library_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    module = prepare()
    monkeypatch.setattr(module, "missing_libraries", lambda _: {"libEGL.so.1", "libxkbcommon.so.0"})
    monkeypatch.setattr(module, "may_install", lambda: None)
    monkeypatch.setattr(module, "manager", lambda: "apt-get")
    with pytest.raises(module.NotReadyError) as caught:
        module.prepare_libraries(set())
    assert str(caught.value) == (
        "Qt does not find libEGL.so.1, libxkbcommon.so.0 on this machine. "
        "Install with: sudo apt-get install libegl1 libxkbcommon0"
    )


def test_a_missing_library_is_installed_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = prepare()
    answers = iter([{"libEGL.so.1"}, set[str]()])
    commands: list[list[str]] = []

    def run(command: list[str], *, root: bool = False) -> "subprocess.CompletedProcess[str]":
        commands.append(command)
        return subprocess.CompletedProcess(command, 0 if "install" in command else 1, "")

    monkeypatch.setattr(module, "missing_libraries", lambda _: next(answers))
    monkeypatch.setattr(module, "may_install", lambda: ["sudo", "-n", "apt-get"])
    monkeypatch.setattr(module, "manager", lambda: "apt-get")
    monkeypatch.setattr(module, "run", run)
    module.prepare_libraries(set())
    assert commands == [["sudo", "-n", "apt-get", "install", "-y", "-q", "--no-install-recommends", "libegl1"]]


def test_an_unknown_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    module = prepare()
    monkeypatch.setattr(module, "missing_libraries", lambda _: {"libnever-heard-of.so.7"})
    with pytest.raises(module.NotReadyError, match="libnever-heard-of"):
        module.prepare_libraries(set())


def test_a_package_takes_along_what_every_display_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package made where there is no display has to open a window elsewhere."""
    module = prepare()
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert (module.displays("package"), module.displays("run")) == ({"wayland", "x11"}, set())
    monkeypatch.setenv("DISPLAY", ":0")
    assert (module.displays("run"), module.displays("test")) == ({"x11"}, set())
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert module.displays("run") == {"wayland"}


def test_logistic_regression_finds_the_weights_that_made_its_data() -> None:
    draws = np.random.default_rng(7)
    rows = np.column_stack([np.ones(4000), draws.normal(size=(4000, 2))])
    true = np.array([-0.5, 1.5, -1.0])
    right = (draws.random(4000) < 1 / (1 + np.exp(-rows @ true))).astype(float)
    assert np.abs(built("regression").logistic(rows, right, 1.0) - true).max() < 0.15


def test_features_that_tell_get_weight_and_rare_ones_none() -> None:
    regression = built("regression")
    groups = [
        regression.Group(0, [["told", "both"] if n % 4 else ["both"], []], [bool(n % 4), not n % 4]) for n in range(80)
    ]
    groups.append(regression.Group(0, [["rare"], []], [True, False]))
    weights = regression.fit(groups, 1.0).of
    assert weights["told"] > 1 > 0 > weights["both"]
    assert "rare" not in weights


def test_calibration_rises_and_is_never_certain() -> None:
    sure = np.linspace(0.05, 0.95, 600)
    corners = built("regression").corners(sure, (np.arange(600) % 10 < 10 * sure).astype(float))
    shares = [share for _, share in corners]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.3 < 0.7 < shares[-1] < 1
    assert all(abs(share - x) < 0.1 for x, share in corners[1:-1])
