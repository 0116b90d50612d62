"""The table of equal names belongs to the desk: a deed changes it, statements follow, and undo brings both back."""

from collections.abc import Iterator

import pytest

from quotedesk.collation import equal_names as table
from quotedesk.store import articles, batch, changes, equal_names, grouping, history, statements
from quotedesk.store import desk as desks
from quotedesk.store.merging import merge

ONE = "Boko Haram has crossed"
OTHER = "Jamaat Ahl has crossed"
OWN = (*table.shipped(), ("Boko Haram", "Jamaat Ahl"))


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    yield
    table.use(table.shipped())


@pytest.fixture
def border(empty):
    texts = [f"Anna Berg said “{words}”." for words in (ONE, OTHER)]
    articles.add(empty.desk, [empty.make(t, date="2020-03-02", outlet=f"Paper {n}") for n, t in enumerate(texts)])
    return empty


def grouped(desk: desks.Desk) -> list[int]:
    return [len(statement.witnesses) for statement in statements.listed(desk)]


def test_statements_follow_the_table_and_undo_brings_both_back(border):
    desk = border.desk
    assert equal_names.listed(desk) == table.shipped() and grouped(desk) == []
    assert equal_names.keep(desk, OWN).statements
    assert equal_names.listed(desk) == OWN and grouped(desk) == [2]
    assert changes.next_undo(desk) == "Change the equal names"
    assert changes.undo(desk) and equal_names.listed(desk) == table.shipped() and grouped(desk) == []
    assert changes.redo(desk) and equal_names.listed(desk) == OWN and grouped(desk) == [2]
    desk = border.reopen()
    assert equal_names.listed(desk) == OWN and grouped(desk) == [2]
    assert equal_names.reset(desk) and equal_names.listed(desk) == table.shipped() and grouped(desk) == []
    assert changes.undo(desk) and grouped(desk) == [2]
    assert desks.check(desk.path) == []


def test_a_large_desk_is_behind_until_it_was_grouped_in_the_background(border, monkeypatch):
    monkeypatch.setattr(grouping, "SMALL", 1)
    desk = border.desk
    assert not statements.is_behind(desk)
    equal_names.keep(desk, OWN)
    assert statements.is_behind(desk) and grouped(desk) == []
    articles.add(desk, [border.make("Carl Dunn said “nobody was hurt at all”.")])
    assert statements.is_behind(desk)
    seen: list[tuple[int, int]] = []
    assert statements.regroup(desk, lambda done, total: seen.append((done, total))).statements
    assert seen[-1] == (3, 3) and not statements.is_behind(desk) and grouped(desk) == [2]
    changes.undo(desk)
    changes.undo(desk)
    assert statements.is_behind(desk)
    statements.regroup(desk)
    assert grouped(desk) == [] and not statements.is_behind(desk)
    with desk.reading() as connection:
        assert batch.is_indexed(connection)


def test_what_is_kept_is_tidy(border):
    rows = ((" Boko   Haram ", "Jamaat Ahl", "Jamaat Ahl"), ("alone",), ("", "…"), ("a=b", "c"))
    equal_names.keep(border.desk, rows)
    assert equal_names.listed(border.desk) == (("Boko Haram", "Jamaat Ahl"), ("a b", "c"))
    assert not equal_names.keep(border.desk, equal_names.listed(border.desk))
    equal_names.keep(border.desk, ())
    assert equal_names.listed(border.desk) == ()
    assert equal_names.keep(border.desk, table.shipped())
    assert not equal_names.reset(border.desk)


def test_the_history_tells_it(border):
    equal_names.keep(border.desk, (("Boko Haram", "Jamaat Ahl"),))
    deed = changes.history(border.desk)[0]
    (what,) = history.details(border.desk, deed.number).touched
    assert (what.what, what.changes[0].field, what.changes[0].after) == (
        "The desk", "equal names", "Boko Haram = Jamaat Ahl",
    )  # fmt: skip


def test_merging_takes_it_over_and_lists_what_both_changed(border, tmp_path):
    base = tmp_path / "base.quotedesk"
    desks.backup(border.desk, base)
    copies = {}
    for name, rows in (("mine", None), ("theirs", OWN), ("other", OWN[1:])):
        copies[name] = tmp_path / f"{name}.quotedesk"
        desks.backup(border.desk, copies[name])
        copy = desks.open(copies[name], user="Reader One")
        if rows is not None:
            equal_names.keep(copy, rows)
        copy.close()
    taken = merge(base, copies["mine"], copies["theirs"], tmp_path / "out.quotedesk")
    merged = desks.open(tmp_path / "out.quotedesk", user="Reader One")
    assert not taken.conflicts and equal_names.listed(merged) == OWN and grouped(merged) == [2]
    merged.close()
    both = merge(base, copies["theirs"], copies["other"], tmp_path / "both.quotedesk")
    assert [c.what for c in both.conflicts] == ["the names that count as equal"]
    assert desks.check(tmp_path / "both.quotedesk") == []
