"""What else of a release the articles of a desk show."""

from quotedesk.store import articles, releases, statements

WORDS = "coalition forces believed they were striking a fighting position"


def test_parts_that_share_no_words_are_linked_through_a_third(empty):
    texts = (
        f"Anna Berg said “{WORDS}”. Anna Berg said “as a professional courtesy”.",
        f"Anna Berg said “{WORDS}”. Anna Berg said “the raid was halted at once”. Carl Dunn said “nobody was told”.",
    )
    found = [empty.make(t, outlet=f"Paper {n}", date="2020-03-02") for n, t in enumerate(texts)]
    articles.add(empty.desk, found)
    (whole,) = statements.listed(empty.desk)
    parts = releases.of_statement(empty.desk, whole.id)
    assert [(part.text, part.outlets) for part in parts] == [
        ("as a professional courtesy", ("Paper 0",)), ("the raid was halted at once", ("Paper 1",)),
    ]  # fmt: skip
    courtesy = releases.of_statement(empty.desk, parts[0].id)
    assert [part.text for part in courtesy] == [WORDS, "the raid was halted at once"]
    alone = next(q for q in empty.quotes(1) if q.speaker == "Carl Dunn")
    assert releases.of_statement(empty.desk, alone.id) == []
