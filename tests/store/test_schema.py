"""The versions of the desk file."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from quotedesk.errors import DeskError
from quotedesk.store import articles, backups, connections, quotes, schema
from quotedesk.store import desk as desks


def shape(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Each table and index: how it begins, and its columns and constraints in no order."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: definition(" ".join(sql.replace('"', "").split())) for name, sql in rows}


def definition(sql: str) -> tuple[str, frozenset[str]]:
    begin, _, body = sql.partition("(")
    depth, parts = 0, [""]
    for character in body:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    end = parts[-1].rindex(")")
    return f"{begin.strip()} ... {parts[-1][end + 1 :].strip()}", frozenset(
        p.strip() for p in (*parts[:-1], parts[-1][:end])
    )


def columns(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in tables}


def test_running_the_migrations_makes_the_same_desk(tmp_path):
    made, migrated = tmp_path / "made.quotedesk", tmp_path / "migrated.quotedesk"
    desks.create(made).close()
    migrated.touch()
    engine, connection = connections.writer(migrated)
    with engine.begin() as transaction:
        schema.migrate(transaction)
    engine.dispose()
    connection.close()
    assert columns(made) == columns(migrated)
    assert shape(made) == shape(migrated)
    assert len(shape(made)) > 25
    with closing(sqlite3.connect(made)) as a, closing(sqlite3.connect(migrated)) as b:
        stamp = "SELECT version_num FROM alembic_version"
        assert a.execute(stamp).fetchone() == b.execute(stamp).fetchone() == (schema.head(),)


def test_the_program_knows_every_migration():
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.REVISIONS
    assert scripts.get_heads() == [schema.head()]


def test_every_version_has_a_desk_in_the_tests():
    old = {path.stem for path in (Path(__file__).parents[1] / "old_desks").glob("*.quotedesk")}
    assert old == {f"version_{number}" for number, _ in enumerate(schema.REVISIONS, 1)}


def test_a_desk_that_is_up_to_date_needs_no_alembic():
    code = (
        "import sys, pathlib, tempfile; from quotedesk.store import "
        "desk, articles, quotes, changes, statements, speakers;"
        "p = pathlib.Path(tempfile.mkdtemp()) / 'a.quotedesk'; desk.create(p).close(); desk.open(p).close();"
        "sys.exit(int(bool({'alembic', 'numpy', 'rapidfuzz', 'spacy'} & set(sys.modules))))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """A program one version ahead, whose migration gives articles a place."""
    folder = tmp_path / "migrations % here"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((schema.MIGRATIONS / "env.py").read_text())
    for script in (schema.MIGRATIONS / "versions").glob("*.py"):
        (folder / "versions" / script.name).write_text(script.read_text())
    (folder / "versions" / "next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = 'next'\ndown_revision = '{schema.head()}'\n"
        "def upgrade():\n"
        "    op.add_column('articles', sa.Column('place', sa.Text(), nullable=False, server_default='here'))\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))
    return folder / "versions" / "next.py"


def test_an_older_desk_is_backed_up_and_brought_up_to_date(small, path, next_version):
    expected = small.quotes()
    small.desk.close()
    assert "older" in desks.check(path)[0]
    before = path.read_bytes()
    with desks.open(path, user="Reader One") as desk:
        assert quotes.of_article(desk, articles.listed(desk)[0].id) == expected
        assert not desk.read_only
    backup = path.with_name(f"{path.stem} (before version next){path.suffix}")
    assert {file.name for file in path.parent.glob("*.quotedesk")} == {path.name, backup.name}
    with closing(sqlite3.connect(backup)) as old, closing(sqlite3.connect(path)) as new:
        assert list(old.iterdump()) == list(restored(before, path.parent))
        assert new.execute("SELECT DISTINCT place FROM articles").fetchall() == [("here",)]
        assert new.execute("SELECT version_num FROM alembic_version").fetchall() == [("next",)]
    assert backups.beside(path, "before version next").name.endswith("(before version next, 2).quotedesk")


def restored(data: bytes, folder: Path) -> list[str]:
    copy = folder / "restored"
    copy.write_bytes(data)
    with closing(sqlite3.connect(copy)) as connection:
        return list(connection.iterdump())


def test_a_migration_that_fails_leaves_the_desk_as_it_was(small, path, next_version):
    small.desk.close()
    before = path.read_bytes()
    next_version.write_text(next_version.read_text() + "    op.execute('INSERT INTO absent VALUES (1)')\n")
    with pytest.raises(Exception, match="no such table: absent"):
        desks.open(path)
    assert path.read_bytes() == before
    next_version.write_text(next_version.read_text().replace("INSERT INTO absent VALUES (1)", "DELETE FROM speakers"))
    with pytest.raises(RuntimeError, match="without what they refer to"):
        desks.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() != ("next",)
        assert connection.execute("SELECT count(*) FROM speakers").fetchone() == (2,)


def test_an_older_desk_that_cannot_be_written_is_not_touched(small, path, next_version, monkeypatch):
    small.desk.close()
    before = path.read_bytes()
    monkeypatch.setattr(schema.os, "access", lambda _, mode: mode == schema.os.R_OK)
    with desks.open(path) as desk:
        assert "cannot be written" in desk.read_only
        with pytest.raises(DeskError):
            desks.rename(desk, "x")
    assert path.read_bytes() == before
