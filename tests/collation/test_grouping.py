import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quotedesk.collation import group
from quotedesk.collation.corpus import read
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.grouping import verified
from quotedesk.collation.statement import Grouping, Passage, Relation
from quotedesk.export.comparison import read_passages
from quotedesk.quote import Kind, Span

# Officials' public words on the strike near Deir ez-Zor, as five outlets (a to e) printed them.
PRINTINGS = Path(__file__).with_name("printings.jsonl").read_text(encoding="utf-8")
PASSAGES, _ = read_passages(PRINTINGS.splitlines())
FOUND = group(PASSAGES)
NEWS = Frozen(1422, 1422.0)  # a collection of the size that the bar was set on


def partition(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(w.passage.id for w in s.witnesses) for s in grouping.statements}


def together(grouping: Grouping, *ids: str) -> bool:
    return any(set(ids) <= group for group in partition(grouping))


def passages(*texts: str, **fields: str) -> list[Passage]:
    return [Passage(f"q{n}", f"doc{n}", text, **fields) for n, text in enumerate(texts)]


def test_the_printings_of_one_statement_come_together() -> None:
    for prefix in ("release", "conclusion", "cook", "intent", "informed", "evidence", "way"):
        ids = {p.id for p in PASSAGES if p.id.startswith(prefix)}
        assert ids in partition(FOUND), prefix


def test_what_only_sounds_alike_stays_apart() -> None:
    alone = {
        "after, a source",
        "after, konashenkov",
        "after, savchenko",
        "stubborn c",
        "stubborn e",
        "control",
        "mistake",
    }
    assert {frozenset({id}) for id in alone} <= partition(FOUND)


def test_other_translations_of_one_phrase_are_one_statement_or_suggested() -> None:
    assert together(FOUND, "aggression c, headline", "aggression c", "aggression d")
    suggested = {frozenset({s.a, s.b}) for s in FOUND.suggestions}
    statement = {w.passage.id: s.id for s in FOUND.statements for w in s.witnesses}
    linked = {frozenset({statement[id] for id in pair}) for pair in suggested}
    for other in ("aggression e", "attack c"):
        pair = frozenset({statement[other], statement["aggression c"]})
        assert len(pair) == 1 or pair in linked, other
    assert {p.id for p in PASSAGES if p.id.startswith(("aggression", "attack"))} >= {
        w.passage.id for s in FOUND.statements if s.id == statement["aggression c"] for w in s.witnesses
    }


def test_relations_to_the_fullest() -> None:
    relations = {w.passage.id: w.relations for s in FOUND.statements for w in s.witnesses}
    assert relations["release a"] == (Relation.FULLEST,)
    assert relations["release d"] == (Relation.VERBATIM,)
    assert relations["release e"] == (Relation.TRIMMED, Relation.SUBSTITUTED)
    assert relations["release b"] == (Relation.TRIMMED,)
    assert relations["release b, its end"] == (Relation.TRIMMED, Relation.REPEATED)
    assert Relation.TRANSLATED in relations["conclusion d"]
    assert Relation.SILENTLY_CUT not in relations["conclusion d"]
    assert Relation.ELIDED in relations["cook, pulled out"]
    assert Relation.REPEATED in relations["cook, pulled out"]


def test_a_statement_says_why_and_who_differs() -> None:
    informed = next(s for s in FOUND.statements if s.id == "informed b")
    assert informed.why == "Every word agrees in order; given to different speakers."
    assert [w.speaker_differs for w in informed.witnesses] == [False, True]
    release = next(s for s in FOUND.statements if s.id == "release a")
    assert release.why == "22 of 25 words agree in order where they differ most; same speaker."
    assert [len(r.witnesses) for r in release.readings] == [2, 1, 1, 1]


def test_every_passage_stands_in_one_statement() -> None:
    ids = [w.passage.id for s in FOUND.statements for w in s.witnesses]
    assert sorted(ids) == sorted(p.id for p in PASSAGES)


def test_suggestions_name_a_reason_and_are_no_statement() -> None:
    assert {"stubborn c", "stubborn e"} in [{s.a, s.b} for s in FOUND.suggestions[:15]]
    assert all(0 < s.score < 1 and s.why.endswith(".") for s in FOUND.suggestions)
    assert not any(together(FOUND, s.a, s.b) for s in FOUND.suggestions)


def test_the_next_sentence_in_another_translation_is_suggested() -> None:
    where = {"attack c": 100, "evidence d": 160, "aggression d": 100}
    placed = [replace(p, parts=(Span(where[p.id], where[p.id] + 50),)) for p in PASSAGES if p.id in where]
    proof = Passage(
        "proof c", "c", "firm proof of the U.S. support", speaker=placed[0].speaker, parts=(Span(160, 190),)
    )
    found = {frozenset((s.a, s.b)): s.why for s in group([*placed, proof]).suggestions}
    why = found[frozenset(("proof c", "evidence d"))]
    assert why == "Both stand after likely printings of one statement; same speaker."


def test_a_fragment_needs_the_same_speaker_or_story() -> None:
    texts = ("the whole world knows that he was not ready for any of this when it began", "not ready")
    same = passages(*texts, speaker="Paul Ryan", date="2016-05-05")
    assert together(group(same), "q0", "q1")
    apart = [same[0], replace(same[1], speaker="John Kerry", date="2016-09-17")]
    assert not together(group(apart), "q0", "q1")


def test_a_name_quoted_alone_is_no_part_of_every_quote_that_mentions_it() -> None:
    named = passages("the Gang of Eight bill was a mistake and he knew it", "Gang of Eight", date="2016-01-01")
    assert not together(group([named[0], replace(named[1], date="2016-06-01")]), "q0", "q1")


def test_a_title_with_a_small_word_is_a_name_too() -> None:
    alike = passages("Gang of Eight", "Gang of Eight")
    assert not together(group([replace(p, doc="a") for p in alike]), "q0", "q1")


def placed(*texts: str, gap: int, speaker: str | None = None) -> list[Passage]:
    """The texts as quotes of one article, so many characters apart."""
    out, start = [], 2000
    for n, text in enumerate(texts):
        out.append(Passage(f"q{n}", "a", text, speaker=speaker, parts=(Span(start, start + len(text)),)))
        start += len(text) + gap
    return out


def test_a_speaker_who_goes_on_in_like_words_says_two_things() -> None:
    like = (
        "I'll have a hundred in the campaign,",
        "She has nothing. But I will have a hundred in the campaign and more.",
    )
    assert together(group(placed(*like, gap=200), NEWS), "q0", "q1")
    assert not together(group(placed(*like, gap=len('," he said. "')), NEWS), "q0", "q1")


def test_of_two_wholes_the_nearer_one_is_the_fragments() -> None:
    texts = (
        "at the back of the queue",
        "it will not happen soon and Britain is going to be at the back of the queue",
        "he told us Britain would be at the back of the queue which no friend would ever say",
    )
    found = group(placed(*texts, gap=150))
    assert together(found, "q0", "q1")
    assert not together(found, "q0", "q2")


def test_a_passage_that_goes_on_where_another_stops_is_held_against_what_they_share() -> None:
    one = "I am just not willing to do that at this point. I am not there right now,"
    other = "I'm not there right now. And I hope to be, and I want to."
    dated = passages(one, other, speaker="Paul Ryan", date="2016-05-05")
    assert together(group(dated), "q0", "q1")
    inside = replace(dated[1], text="So I'm not there right now. And I hope to be, and I want to.")
    assert not together(group([dated[0], inside]), "q0", "q1")


def test_two_words_that_end_as_the_longer_does_are_its_end() -> None:
    end = passages("like a spoiled child", "spoiled child.", date="2016-02-08")
    assert together(group(end, NEWS), "q0", "q1")
    assert not together(group([replace(end[0], text="a spoiled child like him"), end[1]], NEWS), "q0", "q1")


def test_one_word_and_nobodys_words_stand_alone() -> None:
    one = passages("aggression", "aggression", speaker="Paul Ryan")
    assert len(group(one).statements) == 2
    words = passages("over pizza and vodka", "over pizza and vodka")
    assert len(group(words).statements) == 1
    assert len(group([words[0], replace(words[1], kind=Kind.OTHER)]).statements) == 2


def test_halves_overlap() -> None:
    first = "the explanation must be given at the security council"
    second = "before the end of this month by those who ordered the bombing"
    third = "and the bodies must be returned to their families without delay"
    grouping = group(passages(f"{first} {second}", f"{second} {third}"))
    (statement,) = grouping.statements
    assert Relation.OVERLAPPING in statement.witnesses[1].relations
    assert Relation.TRIMMED not in statement.witnesses[1].relations


def test_silent_cuts_are_told_from_marked_ones() -> None:
    whole = "Russia signed up to a cessation of hostilities and Assad said that he would live by it from now on"
    cut = "Russia signed up to a cessation of hostilities from now on"
    relations = [w.relations for w in group(passages(whole, cut)).statements[0].witnesses]
    assert relations[1] == (Relation.SILENTLY_CUT,)
    marked = cut.replace(" from", " … from")
    relations = [w.relations for w in group(passages(whole, marked)).statements[0].witnesses]
    assert relations[1] == (Relation.ELIDED,)


def test_nothing_is_a_grouping_of_nothing() -> None:
    assert group([]) == Grouping((), ())
    assert len(group(passages("", "", "…")).statements) == 3


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(rng: random.Random) -> None:
    shuffled = PASSAGES.copy()
    rng.shuffle(shuffled)
    assert group(shuffled) == FOUND


WORDS = "the coalition strike was halted at once by blatant aggression …"
words = st.lists(st.sampled_from(WORDS.split()), max_size=8)
printed = st.builds(
    Passage,
    id=st.just(""),
    doc=st.sampled_from("abc"),
    text=words.map(" ".join),
    speaker=st.sampled_from([None, "A. Name", "B. Other"]),
    date=st.sampled_from(["", "2016-09-17", "2016-12-01", "soon"]),
)


@settings(deadline=None)
@given(st.lists(printed, max_size=12), st.randoms(use_true_random=False))
def test_any_passages_in_any_order(found: list[Passage], rng: random.Random) -> None:
    numbered = [replace(p, id=f"{n}") for n, p in enumerate(found)]
    grouping = group(numbered)
    assert sorted(w.passage.id for s in grouping.statements for w in s.witnesses) == sorted(p.id for p in numbered)
    assert all(s.id == s.witnesses[0].passage.id for s in grouping.statements)
    statements = {w.passage.id: s.id for s in grouping.statements for w in s.witnesses}
    for statement in grouping.statements:
        for witness in statement.witnesses:
            assert set(witness.also_in) <= set(statements.values()) - {statement.id}
    rng.shuffle(numbered)
    assert group(numbered) == grouping


def test_in_a_large_collection_a_long_passage_is_asked_for_more() -> None:
    common = "nobody in the valley expected the river to rise"
    long = " ".join([common, *(f"word{n}" for n in range(60))])
    small, large = Frozen(quotes=1000), Frozen(quotes=1_000_000, scale=1_000_000)
    for collection in (small, large):
        near, far = (
            verified(read([Passage("a", "a", f"{common} so early"), Passage("b", "b", other)], collection)).score[0]
            for other in (f"{common} again this year at all", long)
        )
        assert bool(near > far) is (collection is large)
