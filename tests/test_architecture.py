"""The rules of the rooms (CONTRIBUTING.md), held as tests."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    "quotedesk", "ui", "resources", "seeds", "build", "tests", "pyproject.toml", "README.md", "LICENSE",
    "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "requirements.lock", ".ci", ".github", ".gitignore",
}  # fmt: skip
LONGEST_MODULE = 400


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module that `path` imports, anywhere in it, by its dotted name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_packages(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == p or name.startswith(p + ".") for p in packages)


def test_the_rules_see_the_code() -> None:
    assert len(modules("quotedesk")) > 20
    assert len(modules("ui")) > 15


def test_the_engine_knows_no_window() -> None:
    for path in modules("quotedesk"):
        assert not imported_packages(path) & {"ui", "PySide6"}, path


def test_only_the_store_knows_sql() -> None:
    for path in [*modules("quotedesk"), *modules("ui")]:
        if path.is_relative_to(ROOT / "quotedesk" / "store"):
            continue
        assert not imported_packages(path) & {"sqlalchemy", "alembic", "sqlite3"}, path


def test_only_the_command_line_parses_arguments() -> None:
    for path in [*modules("quotedesk"), *modules("ui")]:
        if path.name != "command_line.py":
            assert "argparse" not in imported_packages(path), path


def test_only_offsets_converts_utf16() -> None:
    for path in modules("ui"):
        if path.name != "offsets.py":
            text = path.read_text(encoding="utf-8")
            assert "utf-16" not in text.lower(), path
            assert "0xFFFF" not in text, path


# Each room and the rooms of the engine that it may not import.
ENGINE = ("quotedesk.reading", "quotedesk.marks", "quotedesk.attribution", "quotedesk.pipeline", "quotedesk.engine",
          "quotedesk.json_lines", "quotedesk.bulk", "quotedesk.collation", "quotedesk.store",
          "quotedesk.export")  # fmt: skip
ALLOWED = {
    "quotedesk.article": (),
    "quotedesk.quote": (),
    "quotedesk.errors": (),
    "quotedesk.reading": ("quotedesk.reading",),
    "quotedesk.marks": ("quotedesk.marks",),
    "quotedesk.attribution": ("quotedesk.attribution", "quotedesk.marks"),
    "quotedesk.pipeline": ("quotedesk.pipeline", "quotedesk.attribution", "quotedesk.marks", "quotedesk.reading"),
    "quotedesk.collation": ("quotedesk.collation",),
}


@pytest.mark.parametrize("room", ALLOWED)
def test_arrows_point_one_way(room: str) -> None:
    inside = [p for p in modules("quotedesk") if within(name_of(p), (room,))]
    assert inside, room
    for path in inside:
        for name in imports(path):
            if within(name, ENGINE):
                assert within(name, ALLOWED[room]), f"{name_of(path)} imports {name}"


def test_the_window_appears_before_the_engine() -> None:
    code = "import sys, ui.app; sys.exit(int(bool({'spacy', 'alembic', 'trafilatura'} & set(sys.modules))))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("command", ["extract", "compare_lines"])
def test_what_needs_no_desk_starts_without_it(command: str) -> None:
    code = f"import sys, ui.commands.{command}; sys.exit(int(bool({{'spacy', 'sqlalchemy'}} & set(sys.modules))))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_modules_stay_small() -> None:
    for path in [*modules("quotedesk"), *modules("ui"), *modules("build")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE, path


def test_the_top_level_is_fixed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if not any(listed):
        pytest.skip("not a git checkout")
    assert {line.split("/")[0] for line in listed if line} <= TOP_LEVEL


def test_no_code_among_the_data() -> None:
    assert not [*modules("resources"), *modules("seeds")]
