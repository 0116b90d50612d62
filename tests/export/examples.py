"""A small desk made by hand: officials' public statements on the strike near Deir ez-Zor, in five invented outlets."""

from dataclasses import dataclass, field, replace
from datetime import date

from quotedesk.article import digest
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness
from quotedesk.export.selection import Selection
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store.records import ArticleRecord, QuoteRecord, Role, SpeakerRecord

BELIEVED = (
    "Coalition forces believed they were striking a Da’esh fighting position that they had been tracking for a "
    "significant amount of time before the strike."
)
HALTED = (
    "The coalition airstrike was halted immediately when coalition forces were informed by Russian officials that it "
    "was possible the personnel and vehicles targeted were part of the Syrian military."
)
BELIEVED_ISIS = BELIEVED.replace("a Da’esh", "ISIS (Islamic State)").removesuffix(".")
HALTED_CUT = HALTED.replace(" immediately", "").replace("by Russian officials", "[by Moscow]")
TERRIFYING = (
    "We come to a really terrifying conclusion for the entire world: The White House is defending ISIS. "
    "We demand a full and detailed explanation from Washington,"
)
HORRIFYING = "We are reaching a truly horrifying conclusion for the whole world: the White House is shielding ISIS."
STUBBORN = "the stubborn unwillingness of the American side to coordinate with Russia"
CYRILLIC = "Мы приходим к поистине страшному выводу для всего мира: Белый дом защищает ИГИЛ."
ARABIC = "عدوان خطير وسافر ضد الجمهورية العربية السورية وجيشها"
LONG_URL = (
    "https://www.capitoldaily.example/world/middle-east/2016/09/18/the-coalition-says-it-did-not-know-whom-it-struck-"
    "and-other-answers-that-raise-questions.html?utm_source=front&utm_medium=feed&id=20160918-004417"
)

SPEAKERS = {
    "s1": SpeakerRecord(
        "s1", "CENTCOM", SpeakerType.INSTITUTION, 0, ("Central Command",), (Role("United States Central Command"),)
    ),
    "s2": SpeakerRecord(
        "s2",
        "Maria Zakharova",
        SpeakerType.PERSON,
        1,
        roles=(
            Role("deputy director of the ministry’s press department", "2011", "2015-08-10"),
            Role("spokeswoman, Russian Ministry of Foreign Affairs", "2015-08-10"),
        ),
    ),
    "s3": SpeakerRecord(
        "s3", "Igor Konashenkov", SpeakerType.PERSON, 2, roles=(Role("spokesman, Russian Ministry of Defence"),)
    ),
    "s4": SpeakerRecord("s4", "Syrian Army General Command", SpeakerType.INSTITUTION, 3),
    "s5": SpeakerRecord("s5", "military source", SpeakerType.UNNAMED, 4),
}


@dataclass
class Printed:
    """A quote to look up in an article's text."""

    id: str
    parts: tuple[str, ...]
    speaker: str | None = None
    confirmed: bool = False
    changes: dict[str, object] = field(default_factory=dict)


ARTICLES = (
    ArticleRecord(
        "a1", "Coalition raid kills dozens of Syrian troops", "The Harbour Post", "", "2016-09-17",
        "https://harbourpost.example/2016/09/17/coalition-raid", "en", "harbour.txt", "", 0, 2, 2, 0,
    ),
    ArticleRecord(
        "a2", "Moscow demands answers after strike on Syrian positions", "Northern Wire", "", "2016-09-18",
        "https://northernwire.example/moscow-demands-answers", "en", "wire.txt", "", 0, 5, 2, 3,
    ),
    ArticleRecord(
        "a3", "Kerry presses Russia on aid convoys while both sides count the cost of a strike that neither will name "
        "an accident", "Capitol Daily & Evening Intelligencer of the Potomac", "", "2016-09-18", LONG_URL, "en",
        "capitol.txt", "", 0, 2, 0, 2,
    ),
    ArticleRecord(
        "a4", "“A terrifying conclusion”: ministry turns on Washington", "Vostok Review", "", "2016-09-18",
        "https://vostok.example/wp/?p=4417&lang=en", "en", "vostok.txt", "", 0, 3, 1, 2,
    ),
    ArticleRecord("a5", "What each side said about Jebel Tharda", "Levant Monitor", "", "2016-09-19", "", "en",
                  "levant.txt", "", 0, 4, 1, 2),
)  # fmt: skip

TEXTS = {
    "a1": f"""Dozens of soldiers were dead before anybody had said a word. The first explanation came from Tampa.

In a statement, Central Command said: “{BELIEVED} {HALTED}” It gave no figures.

The coalition promised to look into the matter.""",
    "a2": f"""The command in Tampa broke its silence late in the evening. In a statement it said:

“{BELIEVED}

“{HALTED_CUT}”

Moscow’s answer came within the hour and was anything but diplomatic. The foreign ministry’s spokeswoman went on \
television to give it.

“{TERRIFYING}” she said.

The military’s own spokesman spoke of “{STUBBORN}”, while officials in Damascus counted what they called “martyrs”.

“It looked like air support. Heavy fighting is now ongoing,” a military source told a news agency.""",
    "a3": """The talks in New York had not begun when the news came. They were soon about nothing else.

The U.S.-led coalition said its pilots “believed they were striking a Da’esh fighting position that they had been \
tracking for a significant amount of time … when coalition forces were informed by Russian officials that it was \
possible the personnel and vehicles targeted were part of the Syrian military.” A spokesman for Gen. Votel would not \
say who made the call.

“The airstrike,” the Syrian command said on television, “is conclusive evidence of support for Daesh.” Nobody in \
the room asked what it was evidence of.""",
    "a4": f"""The ministry does not mince words 🙂, and on Saturday night it had no wish to. Its spokeswoman said:

«{CYRILLIC}»

In the ministry’s own translation: “{HORRIFYING}” The embassy in Damascus was quieter.

It passed on a communique that called the raid “{ARABIC}” and left it at that.""",
    "a5": f"""What did they say? We print what we have.

“{BELIEVED_ISIS},” Florida-based Central Command said in its statement.

=SUM(A1) is what a spreadsheet would make of “-2+3 planes, +1 tanker”, as one reader put it.

Of the other side’s reply, one sentence remains: “The White House is defending ISIS”. The ministry did not call back.

“It was the official finding of the first office to file”, said a staff officer at an affiliate.""",
}

PRINTED = {
    "a1": (Printed("q1", (f"{BELIEVED} {HALTED}",), "s1", True, {
        "kind": Kind.WRITTEN, "note": "Checked against the release of 17 September.", "mention": "Central Command",
        "evidence": "“Central Command said:” stands before the quote; Central Command = CENTCOM (roster)"}),),
    "a2": (
        Printed("q2", (BELIEVED, HALTED_CUT), "s1", False, {
            "kind": Kind.WRITTEN, "confidence": 0.88, "mention": "The command in Tampa",
            "evidence": "“In a statement it said:” opens the block; it = the command in Tampa = CENTCOM (roster)"}),
        Printed("q3", (TERRIFYING,), "s2", True, {"mention": "she", "evidence": "“she said” follows the quote; the "
                "last woman named before it is the foreign ministry’s spokeswoman = Maria Zakharova (roster)"}),
        Printed("q4", (STUBBORN,), "s3", True, {"mention": "The military’s own spokesman"}),
        Printed("q5", ("martyrs",), None, False, {"kind": Kind.OTHER, "confidence": None}),
        Printed("q6", ("It looked like air support. Heavy fighting is now ongoing,",), "s5", False, {
            "confidence": 0.71, "mention": "a military source", "intermediary": "a news agency"}),
    ),
    "a3": (
        Printed("q7", (
            "believed they were striking a Da’esh fighting position that they had been tracking for a significant "
            "amount of time … when coalition forces were informed by Russian officials that it was possible the "
            "personnel and vehicles targeted were part of the Syrian military.",), "s6", False,
            {"confidence": 0.64, "mention": "The U.S.-led coalition"}),
        Printed("q8", ("The airstrike,", "is conclusive evidence of support for Daesh."), "s4", False, {
            "confidence": 0.9, "mention": "the Syrian command",
            "evidence": "“the Syrian command said” stands between the parts of the quote"}),
    ),
    "a4": (
        Printed("q9", (CYRILLIC,), "s2", True, {"mention": "Its spokeswoman"}),
        Printed("q10", (HORRIFYING,), "s2", False, {"confidence": 0.77, "mention": "Its spokeswoman"}),
        Printed("q11", (ARABIC,), None, False, {
            "confidence": 0.31, "mention": "a communique", "evidence": "no name stands near the quote"}),
    ),
    "a5": (
        Printed("q12", (BELIEVED_ISIS,), "s1", True, {"kind": Kind.WRITTEN, "mention": "Central Command"}),
        Printed("q13", ("-2+3 planes, +1 tanker",), None, False, {"kind": Kind.OTHER, "confidence": None}),
        Printed("q14", ("The White House is defending ISIS",), "s2", False, {"confidence": 0.69}),
        Printed("q15", ("It was the official finding of the first office to file",), None, False, {
            "confidence": 0.4, "status": Status.REJECTED}),
    ),
}  # fmt: skip

NAMES = {key: speaker.name for key, speaker in SPEAKERS.items()} | {"s6": "U.S.-led coalition"}


def record(article: ArticleRecord, printed: Printed) -> QuoteRecord:
    text = TEXTS[article.id]
    starts = [text.index(part) for part in printed.parts]
    parts = tuple(Span(start, start + len(part)) for start, part in zip(starts, printed.parts, strict=True))
    mention = str(printed.changes.get("mention", ""))
    place = text.index(mention) if mention else 0
    speaker = SPEAKERS.get(printed.speaker or "")
    made = QuoteRecord(
        id=printed.id, article_id=article.id, parts=parts, text=" ".join(printed.parts), kind=Kind.SPEECH,
        status=Status.CONFIRMED if printed.confirmed else Status.SUGGESTED, speaker_id=printed.speaker,
        speaker=NAMES.get(printed.speaker or ""),
        speaker_type=speaker.type if speaker else SpeakerType.INSTITUTION if printed.speaker else SpeakerType.UNKNOWN,
        role="", colour=speaker.colour if speaker else None, cue=None, cue_text="", intermediary="", confidence=0.95,
        mention=Span(place, place + len(mention)) if mention else None, mention_text=mention, evidence="", note="",
        marked=True, headline=False, parent_id=None, origin="engine", statement_id=None, printings=1,
        title=article.title, outlet=article.outlet, date=article.date, url=article.url,
    )  # fmt: skip
    return replace(made, **{k: v for k, v in printed.changes.items() if k != "mention"})


QUOTES = {p.id: record(article, p) for article in ARTICLES for p in PRINTED[article.id]}


def passage(quote: QuoteRecord) -> Passage:
    return Passage(
        quote.id, quote.article_id, quote.text, quote.outlet, quote.date, quote.speaker, quote.kind, quote.parts
    )


def statement(why: str, **relations: tuple[tuple[Relation, ...], bool]) -> Statement:
    witnesses = tuple(Witness(passage(QUOTES[key]), *value) for key, value in relations.items())
    texts: dict[str, list[str]] = {}
    for witness in witnesses:
        texts.setdefault(witness.passage.text, []).append(witness.passage.id)
    readings = tuple(Reading(tuple(ids), text) for text, ids in texts.items())
    return Statement(witnesses[0].passage.id, witnesses, readings, why)


STATEMENTS = (
    statement(
        "24 of 25 words agree in order",
        q1=((Relation.FULLEST,), False),
        q2=((Relation.SILENTLY_CUT, Relation.SUBSTITUTED), False),
        q7=((Relation.TRIMMED, Relation.ELIDED), True),
        q12=((Relation.SUBSTITUTED, Relation.TRIMMED), False),
    ),
    statement(
        "same speaker, same day; 9 of 17 words agree in order",
        q3=((Relation.FULLEST,), False),
        q10=((Relation.TRANSLATED,), False),
        q14=((Relation.TRIMMED,), False),
    ),
)

SELECTION = Selection(
    title="Deir ez-Zor, September 2016",
    quotes=tuple(QUOTES.values()),
    articles=tuple(replace(a, sha256=digest(TEXTS[a.id])) for a in ARTICLES),
    texts=TEXTS,
    speakers=tuple(SPEAKERS.values()),
    statements=STATEMENTS,
    made=date(2016, 9, 20),
)


def large(copies: int = 15) -> Selection:
    """The example's quotes many times over, as a long sheet has them."""
    quotes, articles, texts = [], [], {}
    for number in range(copies):
        for article in SELECTION.articles:
            articles.append(replace(article, id=f"{article.id}-{number}"))
            texts[articles[-1].id] = TEXTS[article.id]
        quotes += [replace(q, id=f"{q.id}-{number}", article_id=f"{q.article_id}-{number}") for q in QUOTES.values()]
    return replace(SELECTION, quotes=tuple(quotes), articles=tuple(articles), texts=texts, statements=())
