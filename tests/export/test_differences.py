import itertools

from quotedesk.collation.differences import compare
from quotedesk.export.differences import LABELS, Comparison, Mark, compared, shortened
from tests.export.examples import BELIEVED, BELIEVED_ISIS, HALTED, HALTED_CUT, HORRIFYING, QUOTES, TERRIFYING

FULLEST = f"{BELIEVED} {HALTED}"


def against(other: str, base: str = FULLEST) -> Comparison:
    return compared(base, other, compare(base, other))


def labels(comparison: Comparison) -> list[tuple[Mark, str]]:
    return [(piece.mark, piece.text) for piece in comparison.pieces if piece.mark in LABELS]


def own_words(comparison: Comparison) -> str:
    return "".join(piece.text for piece in comparison.pieces if piece.mark not in LABELS)


def test_every_word_of_the_printing_is_there() -> None:
    for other in (FULLEST, BELIEVED_ISIS, f"{BELIEVED} {HALTED_CUT}", QUOTES["q7"].text, HALTED, TERRIFYING):
        assert own_words(against(other)).split() == other.split()


def test_a_substitution_says_what_it_replaces() -> None:
    pieces = against(BELIEVED_ISIS).pieces
    at = next(n for n, piece in enumerate(pieces) if piece.mark is Mark.CHANGED)
    assert pieces[at].text == "ISIS (Islamic State)"
    replaces = next(piece for piece in pieces[at:] if piece.mark is Mark.REPLACES)
    assert (replaces.text, replaces.missing) == ("for “a Da’esh”", "a Da’esh")


def test_a_trimmed_end_is_counted() -> None:
    assert labels(against(BELIEVED_ISIS))[-1] == (Mark.TRIMMED, "ends here: 29 words not printed")
    assert labels(against(HALTED))[0] == (Mark.TRIMMED, "starts 24 words in")


def test_a_silent_cut_names_the_words() -> None:
    assert (Mark.CUT, "left out, no mark: “immediately”") in labels(against(f"{BELIEVED} {HALTED_CUT}"))


def test_a_marked_cut_is_not_called_silent() -> None:
    marks = [mark for mark, _ in labels(against(QUOTES["q7"].text))]
    assert Mark.ELIDED in marks and Mark.CUT not in marks


def test_an_ellipsis_that_hides_nothing_is_only_printed() -> None:
    comparison = against(f"{FULLEST}…")
    assert not labels(comparison) and own_words(comparison).endswith("military.…")


def test_the_same_words_have_no_label() -> None:
    comparison = against(FULLEST)
    assert not labels(comparison) and comparison.printed == ((0.0, 1.0),)


def test_another_text_altogether_is_left_unmarked() -> None:
    comparison = against(HORRIFYING, FULLEST)
    assert comparison.apart and own_words(comparison) == HORRIFYING and not labels(comparison)


def test_labels_never_touch_words() -> None:
    for other in (BELIEVED_ISIS, f"{BELIEVED} {HALTED_CUT}", QUOTES["q7"].text):
        pieces = against(other).pieces
        for a, b in itertools.pairwise(pieces):
            if (a.mark in LABELS) != (b.mark in LABELS):
                assert a.text[-1].isspace() or b.text[0].isspace(), (a, b)


def test_long_losses_are_named_by_their_ends() -> None:
    words = " ".join(map(str, range(30)))
    assert shortened(words, 6) == "0 1 2 3 … 28 29"
    assert shortened("one two", 6) == "one two"
