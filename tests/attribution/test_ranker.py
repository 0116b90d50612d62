"""The ranker corrects rules, asks the parser where it doubts, and keeps to named features."""

import csv
import re
from pathlib import Path

import pytest
from spacy.language import Language

import quotedesk.attribution
from quotedesk import marks, pipeline
from quotedesk.attribution import parser, weights
from quotedesk.attribution.attribute import Reader, attribute
from quotedesk.attribution.lexicon import english
from quotedesk.attribution.phrases import Form
from quotedesk.attribution.ranker import DOUBT, REASONS, Ranker, asked_of
from quotedesk.attribution.reasons import strongest
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.weights import Calibration, Facts, Models, Weights
from quotedesk.marks import Family
from quotedesk.quote import Kind, SpeakerType


def reader(text: str, models: Models | None = None) -> Reader:
    return Reader(text, marks.find(text), Roster(), models)


def printed(read: Reader, n: int) -> str:
    return read.narration.items[n].text


def test_everybody_near_is_a_candidate() -> None:
    text = (
        "Anna Petrova met the minister.\n\nShe spoke with Omar Haddad about it and was calm.\n\n"
        "“We will not stop before it is done.”\n\nA spokesman added that it was late."
    )
    read = reader(text)
    (asked,) = read.questions().values()
    sentences = range(len(read.narration.sentence_items))
    near = {printed(read, c.mention.last) for number in sentences for c in read.candidates.of_sentence(number)}
    assert near == {"Petrova", "minister", "She", "Haddad", "it", "spokesman"}
    weighed = {printed(read, c.mention.last) for c in asked_of(asked, read.candidates)}
    assert weighed <= near
    assert "spokesman" in weighed


def test_the_subject_of_a_cue_knows_its_nearest_cue() -> None:
    read = reader("Anna Petrova said it was late and added that it was “a matter of hours, not of days”.")
    (asked,) = read.questions().values()
    (candidate,) = (c for c in read.candidates.near(asked.first, set(), own=True) if c.cues)
    cue = candidate.cue_for(asked.first, asked.last)
    assert cue is not None
    assert printed(read, cue) == "added"


def test_a_candidate_overrules_a_far_rule_but_not_a_direct_one(plain: Language) -> None:
    text = "As RT reported, appeals to the other side, which “raise doubts among us,” official Anna Petrova said."
    assert [q.speaker.name for q in pipeline.find(plain, text)] == ["Anna Petrova"]


def test_whoever_cites_gives_way_to_whom_is_cited(plain: Language) -> None:
    text = "The strike “paved the way for the attack on us,” the agency said citing Anna Petrova."
    (quote,) = pipeline.find(plain, text)
    assert quote.speaker.name == "Anna Petrova"
    assert "cites" in quote.evidence


def test_the_parser_is_asked_only_in_doubt(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []
    monkeypatch.setattr("quotedesk.attribution.parser.Trees.want", lambda self, sentences: parsed.extend(sentences))
    assert [q.speaker.name for q in pipeline.find(plain, "“We will not stop,” Anna Petrova said.")] == ["Anna Petrova"]
    assert parsed == []


def test_without_weights_nothing_is_certain() -> None:
    nothing = Models(Weights({}), Weights({}), Calibration({}), Weights({}), Weights({}), Weights({}))
    text = "Anna Petrova and Omar Haddad met a minister in the city, where “we will not stop” was the word of the day."
    read = reader(text, nothing)
    (choice,) = read.ranker.choose(list(read.questions().values()))
    assert choice is not None
    assert choice.probability < DOUBT
    assert isinstance(read.ranker, Ranker)


def test_each_choice_has_a_reason_that_can_be_read(plain: Language) -> None:
    text = (
        "Anna Petrova told the council that she would leave.\n\nThe council was silent for an hour.\n\n"
        "“I have never seen such a thing in my life.”"
    )
    (quote,) = (q for q in pipeline.find(plain, text) if q.kind is not Kind.OTHER)
    assert quote.evidence
    assert quote.mention is None or quote.mention.of(text) in quote.evidence
    assert len(REASONS) == 8


def test_what_weighed_most_is_told(plain: Language) -> None:
    text = "Anna Petrova told the council that she would leave, and that it was “a matter of hours, not of days”."
    (quote,) = pipeline.find(plain, text)
    assert quote.speaker.name == "Anna Petrova"
    assert len(quote.evidence.split("; ")) > 1
    weights_ = Weights({"spoke in the quote before": 2.0, "at before in sentence": 1.0, "named person": 3.0})
    chosen = (Facts("at before in sentence"), Facts("named person", "spoke in the quote before"))
    assert strongest(chosen, (Facts("named person"),), weights_, direct=False) == (
        "who spoke in the quote before too",
        "in the quote’s sentence",
    )
    assert strongest(chosen, chosen, weights_, direct=False) == ()


def test_a_name_more_likely_wrong_than_right_is_only_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Anna Petrova said it was “a matter of hours, not of days”."
    (sure,) = attribute(text, marks.find(text), Roster())
    assert sure.speaker.name == "Anna Petrova"
    monkeypatch.setattr("quotedesk.attribution.attribute.UNSURE", 1.1)
    (offered,) = attribute(text, marks.find(text), Roster())
    assert offered.speaker.name is None
    assert offered.speaker.type is SpeakerType.UNKNOWN
    assert offered.mention == sure.mention
    assert offered.evidence.startswith("perhaps Anna Petrova: ")
    assert offered.confidence == sure.confidence


@pytest.mark.parametrize("form", [form.value for form in Form])
def test_confidence_rises_with_probability(form: str) -> None:
    shares = [weights.load().sure.share(p / 50, form) for p in range(51)]
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < 0.6
    assert 0.8 <= shares[-1] <= 1.0


MODULES = (
    "features", "facts", "quoteness", "ranker", "rules", "layouts", "proposals", "tree_features", "kinds", "people",
    "phrases", "reported", "sorting",
)  # fmt: skip


@pytest.mark.parametrize("table", weights.TABLES)
def test_tables_hold_no_words_but_cues_and_function_words(table: str) -> None:
    """What the licence of the news corpus asks: nothing that could carry a text or a name."""
    lexicon = english()
    folder = Path(quotedesk.attribution.__file__).parent
    code = " ".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in MODULES)
    allowed = {w.lower() for w in re.findall(r"\w+(?:[’':.]\w+)*", code)} | {
        str(t).lower() for t in [*SpeakerType, *Form]
    }
    allowed |= (
        lexicon.determiners | set(lexicon.say.values()) | set(lexicon.judge.values()) | set(lexicon.think.values())
    )
    allowed |= set(lexicon.attitudes.values()) | lexicon.written_nouns | lexicon.spoken_nouns
    labels = parser.load().pipe_labels
    allowed |= {label.lower() for label in [*labels["parser"], *labels["tagger"]]} | {f.value for f in Family}
    with (weights.FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        features = [row[0] for row in csv.reader(lines)][1:]
    assert len(features) > (2 if table == "doubtful" else 100)
    for feature in features:
        for word in feature.lower().replace(",", " ").replace("(", " ").replace(")", " ").split():
            known = word in allowed or lexicon.is_function_word(word) or not word[:1].isalpha()
            assert known, (word, feature)
