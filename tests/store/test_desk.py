"""Making, opening and closing a desk, and what can stand in the way."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import SpeakerType, Status
from quotedesk.store import articles, changes, connections, quotes, settling, speakers
from quotedesk.store import desk as desks
from quotedesk.store.tables import Info


def refused(action, *arguments, **named) -> str:
    with pytest.raises(DeskError) as refusal:
        action(*arguments, **named)
    sentence = str(refusal.value)
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


def test_a_new_desk_knows_itself_and_keeps_what_it_knows(path):
    with desks.create(path, title=" Bridges ", user="Reader One") as desk:
        first = (desk.id, desk.title, desk.created, desk.read_only)
        assert len(desk.id) == 36 and desk.title == "Bridges" and not desk.read_only
    with desks.open(path, user="Reader Two") as desk:
        assert (desk.id, desk.title, desk.created, desk.read_only) == first
        assert desk.user == "Reader Two"


def test_a_desk_without_a_title_is_called_by_its_file(tmp_path):
    with desks.create(tmp_path / "Deir ez-Zor.quotedesk") as desk:
        assert desk.title == "Deir ez-Zor"
        assert desk.user


def test_the_title_is_changed_by_a_deed(empty):
    changed = desks.rename(empty.desk, "Ferries")
    assert changed and changed.title and changed.deed == "Rename the desk"
    assert empty.desk.title == "Ferries"
    assert changes.undo(empty.desk)
    assert empty.desk.title == "Bridges"


def test_closing_a_desk_that_was_only_looked_at_leaves_one_plain_file(path):
    desks.create(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with desks.open(path) as desk:
        assert articles.listed(desk) == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_closing_leaves_one_plain_file(small, path):
    assert {file.name for file in path.parent.iterdir()} > {path.name}
    small.desk.close()
    small.desk.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert plain.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"QDsk", "big"),)


def test_closing_waits_for_readers_in_other_threads(small, path):
    inside, leave = threading.Event(), threading.Event()

    def read():
        with small.desk.reading():
            inside.set()
            leave.wait(5)

    reader = threading.Thread(target=read)
    reader.start()
    inside.wait(5)
    threading.Timer(0.1, leave.set).start()
    small.desk.close()
    reader.join()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_copy_made_while_the_desk_is_open_is_whole_as_soon_as_it_has_settled(small, tmp_path):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    small.desk._settler._timer.join()
    copy = tmp_path / "copy.quotedesk"
    shutil.copyfile(small.desk.path, copy)
    assert desks.check(copy) == []
    with desks.open(copy, user="Reader One") as other:
        assert quotes.get(other, small.quote().id) == small.quote()


def test_what_was_committed_is_on_the_desk_whatever_settles(small, path, monkeypatch):
    monkeypatch.setattr(settling.Settler, "begin", lambda _: None)
    quote = small.quote().id
    quotes.decide(small.desk, [quote], Status.CONFIRMED)
    with desks.open(path, user="Reader Two") as other:
        assert quotes.get(other, quote).status is Status.CONFIRMED
    small.desk.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with desks.open(path) as desk:
        assert quotes.get(desk, quote).status is Status.CONFIRMED


def test_nothing_settles_beside_a_deed(small, monkeypatch):
    monkeypatch.setattr(settling, "QUIET", 0)
    with small.desk.writing():
        small.desk._settler.begin()
        settling_now = small.desk._settler._timer
        settling_now.join(timeout=0.2)
        assert settling_now.is_alive()
    settling_now.join(timeout=10)
    assert not settling_now.is_alive()


def test_the_log_of_deeds_without_a_pause_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(settling, "LONG", 20)
    monkeypatch.setattr(settling.Settler, "begin", lambda _: None)
    with desks.create(tmp_path / "busy.quotedesk", user="Reader One") as desk:
        for number in range(200):
            desks.rename(desk, f"Title {number}")
        assert Path(f"{desk.path}-wal").stat().st_size < 100 * 4096


def test_a_log_that_cannot_settle_is_no_trouble_for_the_deed(small, caplog):
    settler = small.desk._settler
    settler._connection = sqlite3.connect(":memory:")
    settler._connection.close()
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    settler._timer.join()
    assert "stays in the log" in caplog.text
    assert small.quote().status is Status.CONFIRMED


def test_a_closed_desk_says_so(small):
    small.desk.close()
    assert "closed" in refused(articles.listed, small.desk)
    assert "closed" in refused(quotes.decide, small.desk, ["x"], Status.CONFIRMED)


def test_an_existing_file_is_never_overwritten(path):
    path.write_text("precious")
    assert "exists already" in refused(desks.create, path)
    assert path.read_text() == "precious"


def test_a_desk_needs_a_folder(tmp_path):
    assert "does not exist" in refused(desks.create, tmp_path / "nowhere" / "a.quotedesk")
    (tmp_path / "file").write_text("")
    assert "cannot be made" in refused(desks.create, tmp_path / "file" / "a.quotedesk")


def test_a_desk_that_could_not_be_made_leaves_nothing(path, monkeypatch):
    def fail(*_):
        raise sqlite3.OperationalError("no room")

    monkeypatch.setattr(desks.schema, "create", fail)
    with pytest.raises(sqlite3.OperationalError):
        desks.create(path)
    assert not path.exists()


def test_what_is_no_desk_is_refused_in_one_sentence(tmp_path):
    assert "There is no" in refused(desks.open, tmp_path / "missing.quotedesk")
    assert "folder" in refused(desks.open, tmp_path)
    nothing = tmp_path / "nothing.quotedesk"
    nothing.touch()
    assert "empty" in refused(desks.open, nothing)
    words = tmp_path / "words.quotedesk"
    words.write_text("Once upon a time there was no desk at all. " * 50)
    assert "not a QuoteDesk desk" in refused(desks.open, words)
    other = tmp_path / "other.quotedesk"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE things (id INTEGER)")
    assert "not a QuoteDesk desk" in refused(desks.open, other)
    marked = tmp_path / "marked.quotedesk"
    with closing(sqlite3.connect(marked)) as connection:
        connection.execute(f"PRAGMA application_id = {int.from_bytes(b'QDsk', 'big')}")
        connection.execute("CREATE TABLE things (id INTEGER)")
    assert "not a QuoteDesk desk" in refused(desks.open, marked)
    assert {file.name for file in tmp_path.iterdir()} == {f.name for f in (nothing, words, other, marked)}


def test_a_damaged_desk_is_refused(small, path):
    small.desk.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refused(desks.open, path)
    assert len(path.read_bytes()) == len(whole) // 2


def test_a_locked_desk_is_refused(small, path, monkeypatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    small.desk.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in refused(desks.open, path)


def test_a_desk_locked_by_another_writer_is_left_as_it_was(path, monkeypatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    with desks.create(path, title="Before") as desk:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "in use by another program" in refused(desks.rename, desk, "After")
        assert desk.title == "Before"
        desks.rename(desk, "After")
        assert desk.title == "After"


def test_a_desk_that_cannot_be_written_opens_for_reading(small, path, monkeypatch):
    expected = small.quotes()
    small.desk.close()
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda _, mode: mode == os.R_OK)
    with desks.open(path, user="Reader One") as desk:
        assert "reading only" in desk.read_only
        assert quotes.of_article(desk, articles.listed(desk)[0].id) == expected
        assert refused(quotes.decide, desk, [expected[0].id], Status.CONFIRMED) == desk.read_only
        assert refused(changes.undo, desk) == desk.read_only
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_newer_desk_opens_for_reading(small, path):
    small.desk.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with desks.open(path) as desk:
        assert "newer QuoteDesk" in desk.read_only
        assert len(articles.listed(desk)) == 2
        assert "newer" in refused(articles.delete, desk, [articles.listed(desk)[0].id])
    assert path.read_bytes() == before
    assert "newer" in desks.check(path)[0]


def test_a_newer_desk_of_another_shape_is_no_bug_of_ours(small, path):
    small.desk.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE articles RENAME TO documents")
    with desks.open(path) as desk:
        assert "newer QuoteDesk" in refused(articles.listed, desk)


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Newsroom", "Google Drive", "iCloud~drive", "nextcloud"])
def test_in_synced_folders_the_desk_is_one_file_all_the_time(tmp_path, folder):
    place = tmp_path / folder
    place.mkdir()
    with desks.create(place / "a.quotedesk") as desk:
        speakers.create(desk, "Anna Berg", SpeakerType.PERSON)
        assert [file.name for file in place.iterdir()] == ["a.quotedesk"]
    assert desks.check(place / "a.quotedesk") == []


def test_network_folders_are_known_by_their_file_system(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/a / ext4 rw 0 0\nserver:/x /mnt/the\\040news nfs4 rw 0 0\n/dev/b /mnt/the\\040news/in tmpfs rw 0 0\n"
    )
    assert connections.filesystem(Path("/mnt/the news/a.quotedesk"), mounts) == "nfs4"
    assert connections.filesystem(Path("/mnt/the news/in/a.quotedesk"), mounts) == "tmpfs"
    assert connections.filesystem(Path("/mnt/the newspaper/a.quotedesk"), mounts) == "ext4"
    assert connections.filesystem(Path("/a"), tmp_path / "none") == ""
    assert not connections.shared_folder(tmp_path / "a.quotedesk")
    monkeypatch.setattr(connections, "filesystem", lambda _: "nfs4")
    assert connections.shared_folder(tmp_path / "a.quotedesk")
    assert connections.shared_folder(Path("//server/share/a.quotedesk"))


def test_half_a_character_is_refused_and_nothing_is_lost(small):
    assert "character" in refused(quotes.set_note, small.desk, small.quote().id, "broken \ud83d")
    assert small.quote().note == ""
    quotes.set_note(small.desk, small.quote().id, "whole 😀")
    assert small.quote().note == "whole 😀"


def test_a_full_disk_costs_only_the_deed_that_did_not_fit(small):
    raw = small.desk._raw
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    assert "disk is full" in refused(quotes.set_note, small.desk, small.quote().id, "long " * 100_000)
    assert small.quote().note == ""
    raw.execute(f"PRAGMA max_page_count = {pages + 10_000}")
    quotes.set_note(small.desk, small.quote().id, "long " * 100_000)
    assert desks.check(small.desk.path) == []


def test_two_windows_on_one_desk_see_each_other(small, path):
    with desks.open(path, user="Reader One") as other:
        quotes.decide(other, [small.quote().id], Status.CONFIRMED)
        assert small.quote().status is Status.CONFIRMED
        quotes.decide(small.desk, [small.quote(1).id], Status.REJECTED)
        assert changes.next_undo(other) == "Reject 1 quote"
    assert changes.undo(small.desk)
    small.desk.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_goes_on_while_a_deed_is_under_way(small):
    seen = []
    with small.desk.deed("Mark a quote") as deed:
        deed.update(Info, {2: {"value": "Half done"}})
        thread = threading.Thread(target=lambda: seen.append(small.desk.title))
        thread.start()
        thread.join()
    assert seen == ["Bridges"]
    assert small.desk.title == "Half done"


def test_many_threads_read_while_one_writes(small):
    quote, wrong, stop = small.quote().id, [], threading.Event()

    def read():
        while not stop.is_set():
            whole = quotes.of_article(small.desk, small.article().id)
            if len(whole) != 3 or whole[0].id != quote or len(articles.listed(small.desk)) != 2:
                wrong.append(whole)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        quotes.set_note(small.desk, quote, f"note {number}")
        assert quotes.get(small.desk, quote).note == f"note {number}"
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


WORK = """
import sys
from pathlib import Path
from quotedesk.store import desk as desks, quotes
desk = desks.open(Path(sys.argv[1]), user="Reader One")
number = 0
while True:
    quotes.set_note(desk, sys.argv[2], f"note {number}")
    print(number, flush=True)
    number += 1
"""


def test_a_killed_program_loses_nothing_it_said_it_did(small, path):
    quote = small.quote().id
    small.desk.close()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(path), quote], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert worker.stdout
    with worker.stdout as lines:
        for line in lines:
            if int(line) >= 20:
                break
        worker.send_signal(signal.SIGKILL)
        said = [int(line), *(int(rest) for rest in lines if rest.endswith("\n"))][-1]
    worker.wait()
    assert desks.check(path) == []
    with desks.open(path, user="Reader One") as desk:
        assert int(quotes.get(desk, quote).note.removeprefix("note ")) in (said, said + 1)
        assert len(changes.history(desk, limit=10_000)) in (said + 2, said + 3)


def test_a_backup_is_a_desk_like_the_first(small, tmp_path):
    copy = tmp_path / "backup.quotedesk"
    copy.write_text("an older backup")
    desks.backup(small.desk, copy)
    assert desks.check(copy) == []
    with desks.open(copy, user="Reader One") as other:
        assert articles.listed(other) == small.articles
        assert changes.history(other) == changes.history(small.desk)
    assert {file.name for file in tmp_path.iterdir() if "unfinished" in file.name} == set()


def test_a_log_that_a_killed_program_left_does_not_get_into_a_new_file(small, tmp_path):
    copy = tmp_path / "backup.quotedesk"
    log = Path(f"{copy}-wal")
    desks.backup(small.desk, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("DELETE FROM parts")
        connection.commit()
        left = log.read_bytes()
    log.write_bytes(left)
    desks.backup(small.desk, copy)
    assert not log.exists()
    assert desks.check(copy) == []
    with desks.open(copy, user="Reader One") as other:
        assert articles.listed(other) == small.articles


def test_a_backup_is_not_written_over_the_desk_or_into_nothing(small, tmp_path):
    assert "the desk itself" in refused(desks.backup, small.desk, small.desk.path)
    assert "folder" in refused(desks.backup, small.desk, tmp_path)
    assert refused(desks.backup, small.desk, tmp_path / "nowhere" / "b.quotedesk")
    assert len(small.articles) == 2
