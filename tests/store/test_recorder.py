"""One recorder: no other way to write what people can change."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quotedesk.store import quotes
from quotedesk.store.tables import LOGGED, Base, Info, Part, Quote, Speaker

STORE = Path(__file__).parents[2] / "quotedesk" / "store"
# Who may write to what, beside the recorder: tables that are not logged, and the file as a whole.
DERIVED = {"search.py": {"delete", "insert"}, "derived_rows.py": {"delete", "insert"}, "desk.py": {"insert", "update"}}
RAW = {
    "connections.py",
    "desk.py",
    "schema.py",
    "backups.py",
    "tables.py",
    "checking.py",
    "feature_index.py",
    "quick.py",
    "derived_rows.py",
    "settling.py",
}
WRITING = {"insert", "update", "delete"}
RAW_CALLS = {"exec_driver_sql", "executescript", "executemany"}


def calls(path: Path) -> set[str]:
    """Names imported from sqlalchemy or sqlite3 that write, and methods that run SQL as text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("sqlalchemy", "sqlite3")):
            found |= {alias.name for alias in node.names} & (WRITING | {"Session", "sessionmaker", "text", "DDL"})
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & {"sqlite3", "sqlalchemy", "sqlalchemy.orm"}
        elif isinstance(node, ast.Attribute) and node.attr in RAW_CALLS:
            found.add(node.attr)
    return found


@pytest.mark.parametrize("path", sorted(STORE.glob("*.py")), ids=lambda path: path.name)
def test_only_the_recorder_writes_to_logged_tables(path):
    found = calls(path)
    if path.name == "recorder.py":
        assert "executemany" in found
        return
    assert found & WRITING <= DERIVED.get(path.name, set())
    if path.name not in RAW:
        assert not found - WRITING
    assert not found & {"Session", "sessionmaker", "text", "DDL"}


def test_the_modules_that_write_beside_it_name_no_logged_table_in_a_write():
    logged = {model.__name__ for model in LOGGED}
    for name in DERIVED:
        for node in ast.walk(ast.parse((STORE / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITING:
                assert not {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & logged, ast.unparse(node)


def test_sql_as_text_changes_no_rows_of_logged_tables():
    names = {model.__tablename__ for model in LOGGED}
    for name in RAW:
        for node in ast.walk(ast.parse((STORE / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.upper().split()
                if words[:1] in (["INSERT"], ["UPDATE"], ["DELETE"], ["REPLACE"]):
                    assert not {word.lower() for word in words} & names, node.value


@pytest.mark.parametrize("model", LOGGED, ids=lambda model: model.__tablename__)
def test_a_write_past_the_recorder_is_refused(small, model: type[Base]):
    for statement in (insert(model), sqlite_insert(model), update(model), delete(model)):
        with pytest.raises(RuntimeError, match="past the recorder"), small.desk.writing() as connection:
            connection.execute(statement)
    with pytest.raises(RuntimeError, match="past the recorder"), small.desk.deed("Cheat") as deed:
        deed.connection.execute(delete(model))
    assert len(small.quotes()) == 3


def test_words_that_do_not_stand_in_the_article_are_not_committed(small):
    before = small.quotes()
    for change in ({"exact": "other words"}, {"start": 1}, {"suffix": ""}):
        with pytest.raises(ValueError, match="not the words of the article"), small.desk.deed("Cheat") as deed:
            deed.update(Part, {1: change})
    assert small.quotes() == before


def test_rows_are_recorded_once_and_only_when_they_change(small):
    with small.desk.deed("Try") as deed:
        deed.update(Speaker, {1: {"note": ""}, 2: {"note": "new"}})
        deed.update(Info, {})
        deed.delete(Quote, [])
        assert [(row.table, row.id) for row in deed.rows] == [("speakers", 2)]
        assert deed.rows[0].before is not None and deed.rows[0].before["note"] == ""
        assert deed.rows[0].reversed.after == deed.rows[0].before
    assert deed.changes.speakers == {small.speaker("Carl Dunn").id}


def test_changing_a_row_that_is_not_there_is_a_bug(small):
    with pytest.raises(KeyError), small.desk.deed("Try") as deed:
        deed.update(Speaker, {99: {"note": "x"}})


def test_contents_are_kept_once(small):
    with small.desk.deed("Keep") as deed:
        assert deed.keep(b"same") == deed.keep(b"same")
    assert not deed.changes
    assert quotes.of_article(small.desk, small.article().id)
