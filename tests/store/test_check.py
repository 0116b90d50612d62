"""`check` sees what is broken, names it in a sentence, and writes nothing."""

import sqlite3
import zlib
from contextlib import closing

import pytest

from quotedesk.quote import Status
from quotedesk.store import articles, changes, checking, grouping, quotes, statements
from quotedesk.store import desk as desks
from tests.store.conftest import found


@pytest.fixture
def closed(small, path):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    quotes.set_note(small.desk, small.quote(1).id, "note")
    changes.undo(small.desk)
    small.desk.close()
    return path


def broken(path, *statements: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    before = path.read_bytes()
    found = desks.check(path)
    assert path.read_bytes() == before
    assert all(said.endswith(".") and "\n" not in said for said in found)
    return found


def test_a_sound_desk_has_no_problems(closed):
    assert broken(closed) == []


def test_a_desk_in_use_is_checked_too(small):
    assert desks.check(small.desk.path) == []


def test_quotes_that_wait_to_be_grouped_are_nothing_broken(small, monkeypatch):
    monkeypatch.setattr(grouping, "SMALL", 0)
    added = found("Harbour\n\nAnna Berg said “we will mend the harbour too” on Monday.", outlet="Later")
    articles.add(small.desk, [added], group=False)
    assert statements.is_behind(small.desk)
    assert desks.check(small.desk.path) == []
    statements.regroup(small.desk)
    assert desks.check(small.desk.path) == []


def test_what_is_no_desk_is_said(tmp_path):
    assert "There is no" in desks.check(tmp_path / "none.quotedesk")[0]
    assert "folder" in desks.check(tmp_path)[0]


def test_a_damaged_file(closed):
    data = bytearray(closed.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    closed.write_bytes(data)
    assert any("damaged" in said for said in broken(closed))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM speakers WHERE id = 1", "refers to a row of speakers that is not there"),
        ("UPDATE decisions SET user_id = 77", "refers to a row of users that is not there"),
        ("UPDATE contents SET data = x'00'", "The text of the article “Bridge closed” is not what was imported"),
        ("UPDATE contents SET data = x'00'", "The original file of the article “Ferry” is not what was imported"),
        ("UPDATE parts SET exact = 'other' WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ("UPDATE parts SET prefix = 'other' WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ("UPDATE parts SET suffix = 'other' WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ("UPDATE parts SET start = start + 1 WHERE id = 4", "does not stand in the article “Ferry”"),
        ("DELETE FROM parts WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ("UPDATE quotes SET cue_start = 0 WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ("UPDATE quotes SET mention_text = 'x' WHERE id = 1", "does not stand in the article “Bridge closed”"),
        ('UPDATE quotes SET "end" = 9 WHERE id = 1', "does not stand in the article “Bridge closed”"),
        ("UPDATE deed_rows SET after = '{' WHERE deed = 1 AND ordinal = 0", "Entry 0 of deed 1 in the change log"),
        (
            "UPDATE deed_rows SET of_table = 'things' WHERE deed = 2",
            "Entry 0 of deed 2 in the change log",
        ),
        ("UPDATE deed_rows SET before = NULL, after = NULL WHERE deed = 2", "Entry 0 of deed 2 in the change log"),
        ("UPDATE articles SET title = 'Other' WHERE id = 1", "Row 1 of articles is not as the change log left it"),
        ("UPDATE info SET value = 'Other' WHERE key = 'title'", ""),
        ("DELETE FROM decisions", "Row 1 of decisions is gone"),
        ("UPDATE deeds SET state = 'undone' WHERE number = 2", "Row 1 of decisions is not as the change log left it"),
        ("UPDATE deeds SET state = 'done'", "Row 2 of decisions is gone"),
        ("DELETE FROM quote_search WHERE rowid = 2", "The search index is wrong about 1 quote"),
        ("UPDATE quote_search SET words = 'x'", "The search index is wrong about 5 quotes"),
        ("DELETE FROM groupings WHERE quote_id = 3", "The statements are wrong about 1 quote"),
        ("UPDATE statements SET printings = 9", "The statements do not agree"),
        ("DELETE FROM features WHERE entry = (SELECT max(entry) FROM features)", "The index that statements are found"),
        ("INSERT INTO edges VALUES (77, 1, 0.5, 0)", "The index that statements are found by does not agree"),
    ],
)
def test_what_is_broken_is_named(closed, statement, said):
    found = broken(closed, "PRAGMA foreign_keys = OFF", statement)
    assert any(said in sentence for sentence in found) or (said == "" and found == []), found


def test_a_text_that_was_exchanged_is_found_and_not_shown(small, path):
    id = small.article().id
    small.desk.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        (sha256,) = connection.execute("SELECT text_sha256 FROM articles WHERE id = 1").fetchone()
        forged = zlib.compress(b"Anna Berg said something else entirely.")
        connection.execute("UPDATE contents SET data = ? WHERE sha256 = ?", (forged, sha256))
    assert desks.check(path) == [
        "The text of the article “Bridge closed” is not what was imported; its SHA-256 differs."
    ]
    with desks.open(path) as desk:
        assert list(desk.problems) == desks.check(path)
        with pytest.raises(desks.DeskError, match="damaged"):
            articles.text(desk, id)


def test_opening_says_which_quotes_are_astray(small, path, monkeypatch):
    assert small.reopen().problems == ()
    small.desk.close()
    broken(path, 'UPDATE parts SET start = start + 1, "end" = "end" + 1 WHERE id = 4')
    with desks.open(path) as desk:
        (said,) = desk.problems
        assert "does not stand in the article “Ferry”" in said
    monkeypatch.setattr(checking, "QUICK", 4)
    with desks.open(path) as desk:
        assert desk.problems == ()


def test_many_problems_are_counted(empty, path):
    articles.add(empty.desk, [empty.make(" ".join(f"Anna said “{n}”" for n in range(50)))])
    empty.desk.close()
    found = broken(path, "UPDATE parts SET prefix = 'x'")
    assert any("30 more problems of this sort" in said for said in found)
