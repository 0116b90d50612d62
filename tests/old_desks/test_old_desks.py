"""One desk file for each schema version, made by the program of that version: today's program opens them all.

Each holds two invented articles, five quotes, decisions of two readers, and an undone deed.
"""

import shutil
from pathlib import Path

import pytest

from quotedesk.quote import Kind, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers, statements
from quotedesk.store import desk as desks
from quotedesk.store.records import QuoteFilter

HERE = Path(__file__).parent


@pytest.mark.parametrize("old", sorted(HERE.glob("*.quotedesk")), ids=lambda path: path.stem)
def test_an_old_desk_opens_with_all_that_is_in_it(old, tmp_path):
    path = tmp_path / old.name
    shutil.copyfile(old, path)
    with desks.open(path, user="Second reader") as desk:
        assert (desk.title, desk.read_only) == ("The bridge", "")
        assert [(article.title, article.outlet, article.date) for article in articles.listed(desk)] == [
            ("Bridge closed", "The Morning Post", "2020-03-02"), ("A ferry for now", "Evening Echo", "2020-03-03"),
        ]  # fmt: skip
        post, echo = articles.listed(desk)
        assert (post.quotes, post.confirmed, post.undecided) == (2, 1, 1)
        assert articles.text(desk, post.id).endswith("“Nobody was hurt,” she added. 😀\n")
        assert articles.source(desk, post.id) == articles.text(desk, post.id).replace("\n", "\r\n").encode()
        found = [quote for article in (post, echo) for quote in quotes.of_article(desk, article.id)]
        assert [(quote.text, quote.speaker, quote.status, quote.kind) for quote in found] == [
            ("temporary", None, Status.SUGGESTED, Kind.OTHER),
            ("We will mend the bridge by spring, and it will hold.", "Anna Berg", Status.CONFIRMED, Kind.SPEECH),
            ("Nobody was hurt,", "Anna Berg", Status.SUGGESTED, Kind.SPEECH),
            ("mend the bridge by spring", "Anna Berg", Status.SUGGESTED, Kind.SPEECH),
            ("The ferry is free", "Harbour Office", Status.REJECTED, Kind.WRITTEN),
        ]  # fmt: skip
        assert found[1].note == "checked against the recording" and found[1].role == "minister"
        (statement,) = statements.listed(desk)
        assert {witness.passage.id for witness in statement.witnesses} == {found[1].id, found[3].id}
        assert [(who.name, who.type, who.aliases) for who in speakers.listed(desk)] == [
            ("Anna Berg", SpeakerType.PERSON, ("A. Berg",)), ("Harbour Office", SpeakerType.INSTITUTION, ()),
        ]  # fmt: skip
        assert quotes.count(desk, QuoteFilter(search="BRIDGE")) == 2
        assert changes.next_redo(desk) == "Delete 1 article"
        assert changes.redo(desk)
        assert len(articles.listed(desk)) == 1
        while changes.undo(desk):
            pass
        assert articles.listed(desk) == []
    assert desks.check(path) == []
