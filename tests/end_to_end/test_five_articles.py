"""The five articles that the project started from, where they are at hand; their text is not in the repository."""

import json
import re
from pathlib import Path

import pytest
from spacy.language import Language

from quotedesk import pipeline, reading
from quotedesk.attribution.roster import Roster
from quotedesk.collation import group
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind, Quote

ARTICLES = Path(__file__).resolve().parents[2].parent / "shared" / "articles"
SAMPLE = Path(__file__).resolve().parents[2] / "seeds" / "articles"

# The first words of each marked quote, its article's number, and who may be named as its speaker.
SPOKEN = [
    (0, "Coalition forces believed", "CENTCOM"),
    (0, "If previously we had", "Maria Zakharova"),
    (1, "The coalition forces would", "officials"),
    (1, "on the boundary between", "Russian government"),
    (1, "ISIS militants tightened", "Muhammad Mardoud"),
    (1, "We believe it was not", "Muhammad Mardoud"),
    (1, "This is the first time", "Muhammad Mardoud"),
    (1, "The coalition aircraft", "Peter Cook"),
    (1, "…the coalition air", "Peter Cook"),
    (1, "striking a Da’esh", "CENTCOM"),
    (1, "it was possible the", "CENTCOM"),
    (1, "struck in the past", "CENTCOM"),
    (1, "uncommon for the Coalition", "CENTCOM"),
    (1, "not required by the", "CENTCOM"),
    (1, "The regime, once again, is blocking it. So", "John Kerry"),
    (1, "The regime, once again, is blocking it. The", "John Kerry"),
    (1, "So let me just say", "John Kerry"),
    (1, "pretending they are Nusra", "John Kerry"),
    (2, "Serious And Blatant", "Syrian General Command"),
    (2, "Serious And Blatant", "Syrian General Command"),
    (2, "aware of the reports", "Pentagon"),
    (2, "serious and blatant attack", "Syrian army"),
    (2, "firm proof of the", "Syrian army"),
    (2, "Immediately after the", "Igor Konashenkov"),
    (2, "If the airstrike was", "Igor Konashenkov"),
    (2, "serious and blatant aggression", "Syrian General Command"),
    (2, "conclusive evidence", "Syrian General Command"),
    (2, "raises doubts over", "Viktor Poznikhir"),
    (3, "paving the way", "Syrian General Command"),
    (3, "After the airstrikes,", "military source"),
    (3, "clearly paved the way", "Syrian General Command"),
    (3, "serious and blatant", "Syrian General Command"),
    (3, "conclusive evidence", "Syrian General Command"),
    (3, "raises doubts over", "Viktor Poznikhir"),
    (3, "Russian jets had been", "Syrian Observatory for Human Rights"),
    (3, "Near Dayr Az Zawr", "CJTF-OIR"),
    (3, "Coalition forces believed", "CENTCOM"),
    (3, "had earlier informed", "US"),
    (3, "Deir ez-Zor is a major", "Samir Aita"),
    (3, "It [Daesh] could", "Yahya al-Aridi"),
    (3, "We are reaching a", "Maria Zakharova"),
    (3, "Today, at 17:00", "Vladimir Savchenko"),
    (3, "After the strikes,", "Vladimir Savchenko"),
    (3, "Russia is always on", "Mais Krydee"),
    (3, "unintentional loss of", "Obama administration"),
    (3, "appears to be an", "U.S. Defense official"),
    (4, "Coalition forces believed", "CENTCOM"),
    (4, "stubborn refusal", "Russian Defence Ministry"),
    (4, "Syria is a complex", "U.S. officials"),
    (4, "conclusive evidence", "Syrian General Command"),
    (4, "dangerous and blatant", "Syrian General Command"),
    (4, "complete control", "Islamic State"),
]
OTHER = {
    (0, "ceasefire"), (2, "over pizza and vodka."), (3, "ISIS"), (3, "Tal Thardah"), (3, "error"), (3, "accidental"),
    (3, "Islamic terrorists"), (3, "Syrian Observatory for Human Rights"), (3, "by mistake"),
}  # fmt: skip
# Every person of the articles, and the name given to them in a copy. Invented for this test alone.
RENAMED = {
    "John Kerry": "Peter Novak", "Kerry": "Novak", "Maria Zakharova": "Anna Petrova", "Zakharova": "Petrova",
    "Igor Konashenkov": "Oleg Sidorenko", "Konashenkov": "Sidorenko", "Peter Cook": "Alan Mason", "Cook": "Mason",
    "Muhammad Mardoud": "Karim Haddad", "Mardoud": "Haddad", "Viktor Poznikhir": "Sergei Voronin",
    "Poznikhir": "Voronin", "Samir Aita": "Nabil Qasim", "Yahya al-Aridi": "Omar al-Masri", "Vladimir Savchenko":
    "Roman Belov", "Savchenko": "Belov", "Tarek Ahmad": "Fadi Mansour", "Mais Krydee": "Rima Saleh",
    "Bashar al-Assad": "Hafez al-Hamdan", "Staffan de Mistura": "Erik de Lindqvist", "Elise Labot": "Joan Perret",
}  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(Roster.load())


@pytest.fixture(scope="module")
def texts() -> list[str]:
    if not ARTICLES.is_dir():
        pytest.skip("the five articles are not at hand")
    return [reading.read_file(path).text for path in sorted(ARTICLES.glob("*.txt"))]


def marked(nlp: Language, texts: list[str]) -> list[tuple[int, str, Quote]]:
    """Each marked span of somebody's words: its article, the span's words, and its quote."""
    found = []
    for number, text in enumerate(texts):
        for quote in pipeline.find(nlp, text):
            if quote.marked and quote.kind is not Kind.OTHER:
                found += [(number, part.of(text), quote) for part in quote.parts]
    return found


def test_every_marked_span_is_found_and_given_to_its_speaker(nlp: Language, texts: list[str]) -> None:
    found = marked(nlp, texts)
    assert [number for number, _, _ in found] == [number for number, _, _ in SPOKEN]
    assert all(words.startswith(first) for (_, words, _), (_, first, _) in zip(found, SPOKEN, strict=True))
    wrong = [
        (words[:30], quote.speaker.name, name)
        for (_, words, quote), (_, _, name) in zip(found, SPOKEN, strict=True)
        if quote.speaker.name != name
    ]
    assert len(wrong) <= 1, wrong


def test_scare_quotes_terms_and_names_are_nobodys_words(nlp: Language, texts: list[str]) -> None:
    other = {
        (number, quote.text(text))
        for number, text in enumerate(texts)
        for quote in pipeline.find(nlp, text)
        if quote.kind is Kind.OTHER
    }
    assert other == OTHER


def test_the_unmarked_block_is_found(nlp: Language, texts: list[str]) -> None:
    unmarked = [(number, q) for number, text in enumerate(texts) for q in pipeline.find(nlp, text) if not q.marked]
    ((number, quote),) = unmarked
    assert number == 3
    assert quote.speaker.name == "Tarek Ahmad"
    assert len(quote.parts) == 2


def test_other_names_change_nothing(nlp: Language, texts: list[str]) -> None:
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, RENAMED), key=len, reverse=True)) + r")\b")
    renamed = [pattern.sub(lambda m: RENAMED[m.group()], text) for text in texts]
    before = [quote.speaker.name for _, _, quote in marked(nlp, texts)]
    after = [quote.speaker.name for _, _, quote in marked(nlp, renamed)]
    assert after == [RENAMED.get(name or "", name) for name in before]


def test_the_statements_of_the_five_articles(nlp: Language, texts: list[str]) -> None:
    passages = [
        Passage(
            f"{number}#{q.extent.start}", str(number), q.text(text), speaker=q.speaker.name, kind=q.kind, parts=q.parts
        )
        for number, text in enumerate(texts)
        for q in pipeline.find(nlp, text)
    ]
    found = group(passages)
    statements = [sorted(w.passage.text[:18] for w in s.witnesses) for s in found.statements]
    together = [s for s in statements if len(s) > 1]
    assert ["Coalition forces b"] * 3 + ["it was possible th", "striking a Da’esh "] in together
    assert ["If previously we h", "We are reaching a "] in together
    assert ["raises doubts over"] * 2 in together
    assert ["conclusive evidenc"] * 3 in together
    assert ["The coalition airc", "…the coalition air"] in together
    for alone in ("Immediately after ", "After the airstrik", "After the strikes,"):
        assert sum(alone in s and len(s) > 1 for s in statements) == 0
    words = {passage.id: passage.text for passage in passages}
    suggested = [f"{words[s.a]} / {words[s.b]}" for s in found.suggestions[:15]]
    assert any("stubborn unwillingness" in pair and "stubborn refusal" in pair for pair in suggested)
    assert any("firm proof" in pair and "conclusive evidence" in pair for pair in suggested)


def test_the_sample_as_it_was_meant(nlp: Language) -> None:
    meant = json.loads((Path(__file__).parent / "sample_quotes.json").read_text(encoding="utf-8"))
    for name in sorted({quote["article"] for quote in meant}):
        text = reading.read_file(SAMPLE / name).text
        found = {quote.text(text): quote for quote in pipeline.find(nlp, text)}
        expected = {q["text"]: (q["speaker"], q["kind"]) for q in meant if q["article"] == name}
        assert {words: (q.speaker.name, q.kind.value) for words, q in found.items()} == expected
