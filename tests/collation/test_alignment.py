import random
import time

from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation import align


def columns(*texts: str) -> list[tuple[str, ...]]:
    return [tuple(cell or "-" for cell in column) for column in align(texts)]


def test_a_name_of_several_words_stands_against_a_short_one() -> None:
    assert columns("is defending ISIS. We demand", "is defending Islamic State. We demand") == [
        ("is", "is"),
        ("defending", "defending"),
        ("ISIS.", "Islamic State."),
        ("We", "We"),
        ("demand", "demand"),
    ]


def test_substitutions_share_a_column() -> None:
    table = columns(
        "a serious and blatant aggression", "a dangerous and blatant aggression", "a grave and blatant attack"
    )
    assert ("serious", "dangerous", "grave") in table
    assert ("aggression", "aggression", "attack") in table


def test_the_ends_of_halves_are_not_laid_over_each_other() -> None:
    table = columns("one two three four five six", "one two three", "four five six")
    assert table == [("one", "one", "-"), ("two", "two", "-"), ("three", "three", "-")] + [
        (word, "-", word) for word in ("four", "five", "six")
    ]


def test_what_the_fullest_lacks_is_aligned_too() -> None:
    table = columns("one two three four five six seven", "zeta eta theta iota kappa", "eta theta iota")
    assert [row[1:] for row in table if row[1:] != ("-", "-")] == [
        ("zeta", "-"),
        ("eta", "eta"),
        ("theta", "theta"),
        ("iota", "iota"),
        ("kappa", "-"),
    ]


def test_a_word_that_one_puts_in_does_not_draw_those_of_others_from_their_columns() -> None:
    others = ["a grave and manifest attack", "a grave and flagrant attack", "a grave and gross attack"]
    table = columns("a grave and blatant unprovoked attack", "a grave and blatant attack", *others)
    assert ("blatant", "blatant", "manifest", "flagrant", "gross") in table
    assert len(table) == 6


def test_nothing_comes_of_nothing() -> None:
    assert align([]) == ()
    assert align(["", " "]) == ()
    assert columns("", "one") == [("-", "one")]


PIECES = "the coalition … strike, was halted ISIS Islamic State — U.S. é (Daesh) . . ."
printed = st.lists(st.sampled_from([*PIECES.split(), "x\u00a0y"]))


@given(st.lists(printed.map(" ".join), max_size=6))
def test_no_word_is_lost_doubled_or_moved(texts: list[str]) -> None:
    table = align(texts)
    assert all(len(column) == len(texts) and any(column) for column in table)
    for n, text in enumerate(texts):
        assert " ".join(column[n] for column in table if column[n] is not None) == " ".join(text.split())


@given(st.lists(st.text(), max_size=4))
def test_any_text_comes_back(texts: list[str]) -> None:
    table = align(texts)
    for n, text in enumerate(texts):
        assert " ".join(column[n] for column in table if column[n] is not None) == " ".join(text.split())


def test_fifty_witnesses_of_fifty_words_are_quick() -> None:
    rng = random.Random(1)
    vocabulary = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "rt", "sk", "ndo")]
    base = [rng.choice(vocabulary) for _ in range(50)]
    texts = []
    for _ in range(50):
        text = base.copy()
        for _ in range(rng.randint(1, 8)):
            text[rng.randrange(50)] = rng.choice(vocabulary)
        texts.append(" ".join(text))
    started = time.process_time()
    table = align(texts)
    assert time.process_time() - started < 1.0
    assert len(table) < 75


def test_texts_that_are_no_quotes_any_more_come_back_whole() -> None:
    long = " ".join(f"word{n}" for n in range(6001))
    other = " ".join(f"word{n}" for n in range(5000, 5020))
    table = align([long, other])
    assert " ".join(column[0] for column in table if column[0] is not None) == long
    assert " ".join(column[1] for column in table if column[1] is not None) == other


def test_long_printings_are_aligned_word_by_word() -> None:
    words = [f"word{n}" for n in range(1600)]
    table = align([" ".join(words), " ".join(words[:700] + words[720:])])
    assert [column[0] for column in table] == words
    assert [column[1] for column in table] == words[:700] + [None] * 20 + words[720:]
