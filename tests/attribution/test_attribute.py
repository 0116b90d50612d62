"""Who said it: layouts, cues and mentions, each in a text of its own."""

import pytest
from spacy.language import Language

from quotedesk import pipeline
from quotedesk.article import paragraphs
from quotedesk.attribution.lexicon import english
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.narration import narrate
from quotedesk.quote import Kind, Quote, SpeakerType


def quotes(nlp: Language, text: str) -> list[Quote]:
    return pipeline.find(nlp, text)


def speakers(nlp: Language, text: str) -> list[str | None]:
    return [q.speaker.name for q in quotes(nlp, text) if q.kind is not Kind.OTHER]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will not stop,” John Kerry said.", "John Kerry"),
        ("“We will not stop,” said John Kerry.", "John Kerry"),
        ("“Will it stop?” Anna Petrova asked.", "Anna Petrova"),
        ("“Will it stop?” asked Anna Petrova, a lawyer.", "Anna Petrova"),
        ("“We will not stop.” Kerry Jones said.", "Kerry Jones"),
        ("John Kerry said: “We will not stop.”", "John Kerry"),
        ("John Kerry told reporters on Monday that “we will not stop” the talks.", "John Kerry"),
        ("John Kerry, the top diplomat, said on Monday that the talks were “not about to stop”.", "John Kerry"),
        ("A senior official, Viktor Poznikhir, said the plan “raises doubts” in Moscow.", "Viktor Poznikhir"),
        ("“The plan raises doubts,” senior official, Viktor Poznikhir, said.", "Viktor Poznikhir"),
        ("According to Anna Petrova, it was “a crime without a name”.", "Anna Petrova"),
        ("It was “a crime without a name”, according to Anna Petrova.", "Anna Petrova"),
        ("ANNA PETROVA: “We were there when it happened.”", "ANNA PETROVA"),
        ("Anna Petrova, a nurse: “We were there when it happened.”", "Anna Petrova"),
        ("Anna Petrova criticized Russia and said it was “playing with fire” there.", "Anna Petrova"),
        ("Anna Petrova praised the army, calling it “the last hope of us all”.", "Anna Petrova"),
        ("The plan was called “a crime without a name” by Anna Petrova.", "Anna Petrova"),
        ("The ceasefire, “already dead and buried”, should end, Anna Petrova said.", "Anna Petrova"),
        ("“We were told nothing at all,” the gambling tycoon told the paper.", "gambling tycoon"),
        ("Secretary of State John Kerry called it “a moment of truth for us”.", "John Kerry"),
        ("Pollsters agree - Anna Petrova: “One of the biggest lessons was a simple one.”", "Anna Petrova"),
        ("Greens chimed in, with Anna Petrova tweeting that it was “a disaster for us all”.", "Anna Petrova"),
        ("John Kerry spoke at length; at a meeting the audience shouted: “We will not stop!”", "audience"),
        ("When John Kerry was away, Anna Petrova referred to the newcomers as “bandits and worse”.", "Anna Petrova"),
        ("Oslo (AFP) – Anna Petrova took a swipe at mills, saying that “bombastic wheels” are loud.", "Anna Petrova"),
    ],
)
def test_layouts(plain: Language, text: str, speaker: str) -> None:
    assert speakers(plain, text) == [speaker]


def test_a_paragraph_that_ends_with_a_colon_introduces_the_quote(plain: Language) -> None:
    text = "A member of the council, Yahya Hassan, told Sputnik:\n\n“Everybody is perplexed about these things.”"
    (quote,) = quotes(plain, text)
    assert quote.speaker.name == "Yahya Hassan"
    assert quote.intermediary is not None
    assert quote.intermediary.of(text) == "Sputnik"


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Anna Petrova then turned to the mills of Velia:", "Anna Petrova"),
        ("The answer came in a letter from Anna Petrova:", "Anna Petrova"),
    ],
)
def test_who_acts_in_the_sentence_before_a_colon_speaks(plain: Language, lead: str, speaker: str) -> None:
    assert speakers(plain, f"{lead}\n\n“Everybody is perplexed about these things.”") == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker", "through"),
    [
        ("“It is over,” Anna Petrova told Karvia Today.", "Anna Petrova", "Karvia Today"),
        (
            "Anna Petrova told the Velia news agency that it was “over and done with”.",
            "Anna Petrova",
            "Velia news agency",
        ),
        ("“It is over,” Anna Petrova said, according to Reuters.", "Anna Petrova", "Reuters"),
        ("According to TASS, Anna Petrova said it was “over and done with”.", "Anna Petrova", "TASS"),
        ("“It is over,” Anna Petrova was quoted as saying by Kommersant.", "Anna Petrova", "Kommersant"),
        ("“It is over,” Anna Petrova was cited by state television as saying.", "Anna Petrova", "state television"),
        ("“It is over,” Anna Petrova said in an interview with Sputnik.", "Anna Petrova", "Sputnik"),
        ("Interfax said, citing Anna Petrova, that it was “over and done with”.", "Anna Petrova", "Interfax"),
        ("“It is over,” according to Reuters.", "Reuters", None),
        ("“It is over,” Anna Petrova told reporters.", "Anna Petrova", None),
    ],
)
def test_who_passed_the_words_on_is_kept(plain: Language, text: str, speaker: str, through: str | None) -> None:
    (quote,) = quotes(plain, text)
    assert quote.speaker.name == speaker
    assert (quote.intermediary.of(text) if quote.intermediary else None) == through


@pytest.mark.parametrize(
    ("text", "speaker", "through"),
    [
        ("Igor Volkov said that Anna Petrova described it as “a crime without a body”.", "Anna Petrova", "Igor Volkov"),
        ("Igor Volkov told the court that Anna Petrova called him “a liar”.", "Anna Petrova", "Igor Volkov"),
        ("Igor Volkov said on Monday that Anna Petrova labelled it “dead”.", "Anna Petrova", "Igor Volkov"),
        ("Igor Volkov alleges Anna Petrova said “no more” then.", "Anna Petrova", "Igor Volkov"),
        (
            "According to Igor Volkov, Anna Petrova warned that it was “held up by staples”.",
            "Anna Petrova",
            "Igor Volkov",
        ),
        (
            "Igor Volkov recalled that Anna Petrova wrote to him that it was “far too loud”.",
            "Anna Petrova",
            "Igor Volkov",
        ),
        ("Igor Volkov said Anna Petrova would call them “fools and worse”.", "Igor Volkov", None),
        ("Igor Volkov said Anna Petrova's claims were “false from start to end”.", "Igor Volkov", None),
    ],
)
def test_words_that_somebody_reports_of_another(plain: Language, text: str, speaker: str, through: str | None) -> None:
    (quote,) = quotes(plain, text)
    assert quote.speaker.name == speaker
    assert (quote.intermediary.of(text) if quote.intermediary else None) == through


def test_words_alone_in_a_paragraph_go_on_after_the_quote_before(plain: Language) -> None:
    text = "“It is loud,” said Anna Petrova.\n\nHow loud?\n\nIt was raining.\n\n“Nine hundred last year.”"
    assert speakers(plain, text) == ["Anna Petrova", "Anna Petrova"]


def test_the_title_of_a_work_is_nobodys(plain: Language) -> None:
    text = "In her memoir, “Crumbs,” Anna Petrova wrote that it was “in the drawer with the spoons”."
    assert [q.kind for q in quotes(plain, text)] == [Kind.OTHER, Kind.WRITTEN]


def test_posts_on_a_network_are_written(plain: Language) -> None:
    assert quotes(plain, "Anna Petrova said on Facebook that it was “far too loud”.")[0].kind is Kind.WRITTEN


def test_a_sentence_before_tells_what_is_quoted(plain: Language) -> None:
    text = "Spokeswoman Anna Petrova has told the agency that Moscow would ask why.\n\n“We are reaching a conclusion.”"
    assert speakers(plain, text) == ["Anna Petrova"]


def test_an_interrupted_quote_is_one_with_two_parts(plain: Language) -> None:
    text = "“We went there,” John Kerry said, “and we came back.”"
    (quote,) = quotes(plain, text)
    assert [p.of(text) for p in quote.parts] == ["We went there,", "and we came back."]
    assert quote.text(text) == "We went there, and we came back."


def test_fragments_of_one_sentence_are_quotes_of_their_own(plain: Language) -> None:
    text = "The General Command called it a “serious aggression” and said it was “conclusive evidence” of it."
    assert speakers(plain, text) == ["General Command", "General Command"]


def test_a_quote_goes_on_after_its_attribution(plain: Language) -> None:
    text = "“We went there,” John Kerry said, noting that the strikes had ended by noon. “It is over now.”"
    assert speakers(plain, text) == ["John Kerry", "John Kerry"]


def test_a_pull_quote_and_a_headline_take_the_speaker_of_the_words(plain: Language) -> None:
    text = (
        "Syria Speaks Of “Serious And Blatant Aggression”\n\n"
        "The General Command called the strike “a serious and blatant aggression against us all”.\n\n"
        "“A serious and blatant aggression against us all”\n\nThe talks go on."
    )
    found = quotes(plain, text)
    assert [q.speaker.name for q in found] == ["General Command"] * 3
    assert [q.headline for q in found] == [True, False, False]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Central Command", "CENTCOM"),
        ("Centcom", "CENTCOM"),
        ("The US Central Command", "CENTCOM"),
        ("US Central Command officials", "CENTCOM"),
        ("Secretary of State John Kerry", "John Kerry"),
        ("Russia’s Defence Ministry", "Russian Defence Ministry"),
    ],
)
def test_aliases_of_the_roster(nlp: Language, mention: str, name: str) -> None:
    assert speakers(nlp, f"{mention} said in a statement that it was “halted immediately” on Sunday.") == [name]


def test_the_roster_does_not_draw_other_peoples_names(nlp: Language) -> None:
    text = "Bob Kerry, a baker, opened his shop. “Bread is ready,” Kerry said."
    assert speakers(nlp, text) == ["Bob Kerry"]


def test_last_names_follow_the_full_name(plain: Language) -> None:
    text = "Maj. Gen. Igor Konashenkov spoke in Moscow.\n\n“The attack has begun,” Konashenkov stressed."
    assert speakers(plain, text) == ["Igor Konashenkov"]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Minister of Education Stefania Giannini", "Stefania Giannini"),
        ("The mayor of London Sadiq Khan", "Sadiq Khan"),
        ("The undersecretary for Education Mr. Toccafondi", "Toccafondi"),
        ("The chief executive of the Refugee Council Enver Solomon", "Enver Solomon"),
        ("The mayor of New York City", "mayor"),
        ("The head of the UN Security Council", "head"),
    ],
)
def test_a_name_behind_an_office(plain: Language, who: str, name: str) -> None:
    assert speakers(plain, f"{who} told the paper on Monday that the plan “must be well thought out”.") == [name]


def test_what_only_opens_a_sentence_is_nobody(plain: Language) -> None:
    text = "We spoke on Monday. What about the old saying, “those who forget history are doomed to repeat it”?"
    assert speakers(plain, text) == [None]


def test_a_headline_with_a_colon_needs_somebody_before_it(plain: Language) -> None:
    below = "\n\nIt was day five for John Kerry. On Monday The Five played in the World Cup."
    assert quotes(plain, f"World Cup day five: Sweden and Belgium win three points{below}") == []
    assert speakers(plain, f"Kerry: Sweden and Belgium win three points{below}") == ["John Kerry"]


def test_two_people_with_one_last_name(plain: Language) -> None:
    text = (
        "Anna Novak and Peter Novak spoke.\n\n“I went,” Mrs. Novak said.\n\n“I stayed,” Mr. Novak said.\n\n"
        "Spokeswoman Anna Novak left."
    )
    assert speakers(plain, text)[0] == "Anna Novak"


def test_pronouns_by_the_gender_the_article_gives(plain: Language) -> None:
    text = (
        "The ministry’s spokeswoman, Maria Petrova, answered Igor Volkov, the army’s spokesman.\n\n"
        "“It is a really terrifying conclusion,” she said.\n\n“The attack has begun,” he said."
    )
    assert speakers(plain, text) == ["Maria Petrova", "Igor Volkov"]


def test_the_ministry_and_the_statement(plain: Language) -> None:
    text = (
        "The Russian Defense Ministry spoke first. It was “no mistake at all”, the ministry said.\n\n"
        "Central Command later issued a statement.\n\nThe statement said:\n\n“We believed we were striking others.”"
    )
    found = quotes(plain, text)
    assert [q.speaker.name for q in found] == ["Russian Defense Ministry", "Central Command"]
    assert found[1].kind is Kind.WRITTEN


def test_unnamed_sources_stay_unnamed(plain: Language) -> None:
    text = "A military source told RIA Novosti: “It looked like air support to us.”"
    (quote,) = quotes(plain, text)
    assert (quote.speaker.name, quote.speaker.type) == ("military source", SpeakerType.UNNAMED)


def test_joint_speakers(plain: Language) -> None:
    text = "John Kerry and Sergei Lavrov met. “We have agreed on it,” John Kerry and Sergei Lavrov said."
    assert quotes(plain, text)[0].speaker.members == ("John Kerry", "Sergei Lavrov")


def test_who_cites_whom(plain: Language) -> None:
    text = "The strike “clearly paved the way for them”, the agency said citing the High Command of the Fleet."
    assert speakers(plain, text) == ["High Command of the Fleet"]


def test_unknown_where_there_is_no_ground(plain: Language) -> None:
    text = "The weather was fine.\n\n“Nobody knows who wrote this on the wall.”\n\nIt rained later."
    (quote,) = quotes(plain, text)
    assert quote.speaker.name is None
    assert quote.speaker.type is SpeakerType.UNKNOWN


def test_unmarked_blocks(plain: Language) -> None:
    text = (
        "The army later issued a statement.\n\nThe statement said:\n\n"
        "Coalition forces believed they were striking a position of the enemy.\n\nThe talks go on in Geneva."
    )
    (quote,) = quotes(plain, text)
    assert not quote.marked
    assert quote.text(text).startswith("Coalition forces")


def test_transcripts(plain: Language) -> None:
    text = "KERRY: We have been there since the morning.\n\nQUESTION: And what did you see there?"
    found = quotes(plain, text)
    assert [q.marked for q in found] == [False, False]
    assert [p.of(text)[:7] for q in found for p in q.parts] == ["We have", "And wha"]


def test_a_transcript_quoted_paragraph_by_paragraph(plain: Language) -> None:
    text = (
        "Anna Petrova met Omar Haddad. Here is what they said:\n\n"
        "“HADDAD: Did you read the “Daily Wave,” and do you believe it?\n\n"
        "“PETROVA: I never read it in the morning, and I never will.\n\n"
        "“But the truth is that others do.\n\n“HADDAD: So they do.”\n\nThey went home."
    )
    found = [q for q in quotes(plain, text) if q.parent is None]
    assert [q.speaker.name for q in found] == ["Omar Haddad", "Anna Petrova", "Omar Haddad"]
    assert [len(q.parts) for q in found] == [1, 2, 1]
    assert [q.parts[-1].of(text)[-8:] for q in found] == ["ieve it?", "hers do.", "they do."]


@pytest.mark.parametrize(
    "text",
    [
        "There is a brief ‘ceasefire’ between the factions, “nobody knows how long,” Anna Petrova said.",
        "“We saw it on Sunday,” Anna Petrova said on NBC’s “Meet the Press.”",
        "“We saw it on Sunday,” Anna Petrova told “Tea and Talk,” and left.",
        "“We saw it on Sunday,” Anna Petrova said on “Tea and Talk.”",
        "“We saw it on Sunday,” Anna Petrova said in an interview with “Tea and Talk.”",
        "After the “accidental” act of war the talks went on. “It is over,” Anna Petrova said.",
        "The so-called “moderates” went home. “It is over,” Anna Petrova said.",
    ],
)
def test_nobodys_words(plain: Language, text: str) -> None:
    kinds = [q.kind for q in quotes(plain, text)]
    assert kinds.count(Kind.OTHER) == 1
    assert kinds.count(Kind.SPEECH) == 1


def test_a_quote_inside_a_quote(plain: Language) -> None:
    text = "“He told me ‘never again’ and Anna Petrova said ‘we shall see about that’ then,” John Kerry said."
    outer, first, second = quotes(plain, text)
    assert outer.speaker.name == "John Kerry"
    assert first.parent == outer.extent
    assert first.kind is Kind.OTHER
    assert second.speaker.name == "Anna Petrova"


def test_every_quote_has_a_reason_and_a_confidence(plain: Language) -> None:
    text = "“We went,” John Kerry said. It was a “success”. “Who knows?”"
    for quote in quotes(plain, text):
        assert quote.evidence
        assert (quote.confidence is None) == (quote.kind is Kind.OTHER)
        assert "\n" not in quote.evidence


def test_words_that_somebody_might_say_are_nobodys_inside_a_quote(plain: Language) -> None:
    text = "“Then Anna Petrova can say ‘we shall see about that’ and go,” John Kerry said."
    assert [q.kind for q in pipeline.find(plain, text)] == [Kind.SPEECH, Kind.OTHER]


def test_a_table_of_figures_is_no_talk(plain: Language) -> None:
    assert pipeline.find(plain, "They won.\n\nKerry: 1,769.\n\nLavrov: 1,501.\n\nKerry: 12.\n\nLavrov: 14.") == []
    assert len(pipeline.find(plain, "Kerry: When?\n\nLavrov: 1969.\n\nKerry: Really?\n\nLavrov: Yes.")) == 4


def test_the_subject_of_what_somebody_called_something(plain: Language) -> None:
    text = "As America prepares for what Ada Lund called “the loudest vote of all time”, the speaker is glad."
    assert [q.speaker.name for q in pipeline.find(plain, text)] == ["Ada Lund"]


def test_a_signature_with_a_full_stop(plain: Language) -> None:
    text = 'Sergey Lavrov spoke. Bo Falk said so.\n\n"I went to the bank and told them to stop." - Anna Petrova.'
    quote = pipeline.find(plain, text)[0]
    assert "signed" in quote.evidence
    assert quote.speaker.name == "Anna Petrova"


def finder_in(text: str) -> Finder:
    return Finder(narrate(text, paragraphs(text), [], english()), english())


def test_that_leads_into_a_clause_and_is_no_part_of_the_name_behind_it() -> None:
    finder = finder_in("Petrova said in Ohio that John Kerry lost.")
    mention = finder.ending_at(6, 0)
    assert mention is not None
    assert (mention.first, mention.phrase_first) == (5, 5)


def test_a_verb_that_opens_a_sentence_is_no_part_of_the_name_behind_it() -> None:
    finder = finder_in("Citing John Kerry she left.")
    mention = finder.ending_at(2, 0)
    assert mention is not None
    assert (mention.first, mention.phrase_first) == (1, 1)
