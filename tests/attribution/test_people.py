"""Who a mention stands for: each way of naming somebody in an invented text of its own."""

import pytest
from spacy.language import Language

from quotedesk import pipeline
from quotedesk.attribution.roster import Roster, RosterEntry
from quotedesk.quote import Kind, Quote, SpeakerType

KERRY = RosterEntry("John Kerry", SpeakerType.PERSON, aliases=("Secretary Kerry", "John F. Kerry"))


def quotes(nlp: Language, text: str) -> list[Quote]:
    return [q for q in pipeline.find(nlp, text) if q.kind is not Kind.OTHER]


def speakers(nlp: Language, text: str) -> list[str | None]:
    return [q.speaker.name for q in quotes(nlp, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lt. Gov. Carla Lopez-Brandt spoke. “Let us decide,” Lopez-Brandt said.", ["Carla Lopez-Brandt"]),
        ("Council president Seo Min-ji was there. Ms. Seo called it “one more provocation” of many.", ["Seo Min-ji"]),
        ("Former governor Jan Brandt came. “That will do,” Brandt said.", ["Jan Brandt"]),
        ("Fox News’ Ada Lindqvist asked. “How high is it?” Lindqvist said.", ["Ada Lindqvist"]),
        ("Brandt Senior Adviser Ada Lindqvist wrote. “We are done,” Lindqvist said.", ["Ada Lindqvist"]),
        (
            "Ada Rose Lindqvist left. “I am tired,” Ada Lindqvist said. “Very,” Lindqvist said.",
            ["Ada Rose Lindqvist"] * 2,
        ),
        ("House Speaker Paul Brandt of Ohio spoke. “We will vote,” Brandt said.", ["Paul Brandt"]),
        ("Ada Lindqvist sings. “I never stop,” Ada said.", ["Ada Lindqvist"]),
        ("Bo Brandt Jr. was there. “I saw it all,” Brandt said.", ["Bo Brandt Jr."]),
    ],
)
def test_names_without_titles_bodies_and_places(plain: Language, text: str, names: list[str]) -> None:
    assert speakers(plain, text) == names


def test_a_headline_in_capitals_makes_no_names(plain: Language) -> None:
    text = "Ada Lindqvist Wins Ohio Vote\n\nAda Lindqvist won on Monday in Ohio. “We did it,” Lindqvist said."
    assert speakers(plain, text) == ["Ada Lindqvist"]


def test_a_last_name_alone_is_not_the_spouse(plain: Language) -> None:
    text = "Bo Brandt came with his wife, Mia Brandt, to the hall. “We are glad,” Brandt said."
    assert speakers(plain, text) == ["Bo Brandt"]


def test_a_first_name_that_only_opens_sentences(plain: Language) -> None:
    text = "Marlene was nine then. Marlene had a dog.\n\n“He was a good dog,” she said."
    assert speakers(plain, text) == ["Marlene"]


@pytest.mark.parametrize(("pronoun", "name"), [("she", "Robin Falk"), ("he", "Kim Stroud")])
def test_genders_are_learnt_from_the_article(plain: Language, pronoun: str, name: str) -> None:
    text = (
        "Robin Falk has a farm, where she grows beans. She sold her beans on Monday. She kept her herbs.\n\n"
        "Kim Stroud has a mill, where he grinds corn. He sold his corn on Tuesday. He kept his flour.\n\n"
        f"Falk and Stroud met on Friday. “I like the fair,” {pronoun} said."
    )
    assert speakers(plain, text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eric Falk works in Vermont, Ohio and Texas. “It is cold there,” he said.", "Eric Falk"),
        ("Ada Stroud, 58, who lives outside Lund, says she liked Falk. “He came here,” she said.", "Ada Stroud"),
        ("Bo Falk asked Cy Stroud how high it would be.\n\n“About ten feet,” he told Falk.", "Cy Stroud"),
        ("Mia Stroud said that Eva Falk was wrong.\n\n“She never asked us,” she said.", "Mia Stroud"),
    ],
)
def test_pronouns_take_up_who_speaks(plain: Language, text: str, name: str) -> None:
    assert speakers(plain, text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Fund cut its forecast. “Growth is too slow,” it said.", "Harbour Fund"),
        (
            "The Association of Ferry Pilots sued. The union said the port was “cheating” them.",
            "Association of Ferry Pilots",
        ),
        (
            "The Federal Ferry Administration (FFA) met. The FFA called it “reckless” of them.",
            "Federal Ferry Administration",
        ),
        ("The Harbour Council met in Lund. The council said it was “a grave threat” to all.", "Harbour Council"),
    ],
)
def test_bodies_by_other_words(plain: Language, text: str, name: str) -> None:
    assert speakers(plain, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind and Bo Stroud met. “We have agreed on it,” Ada Lind and Bo Stroud said.",
        "Senators Ada Lind, Republican of Iowa, and Bo Stroud, Democrat of Vermont, met. “It is over,” they wrote.",
    ],
)
def test_people_named_together(plain: Language, text: str) -> None:
    (quote,) = quotes(plain, text)
    assert quote.speaker.members == ("Ada Lind", "Bo Stroud")
    assert quote.speaker.name == "Ada Lind and Bo Stroud"


def test_an_unnamed_source_keeps_its_own_words(plain: Language) -> None:
    (quote,) = quotes(plain, "Officials at the Harbour Ministry said the plan was “a sieve” for years.")
    assert (quote.speaker.name, quote.speaker.type) == ("officials at the Harbour Ministry", SpeakerType.UNNAMED)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Secretary Kerry came. “It is late,” Secretary Kerry said.", "John Kerry"),
        ("Bob Kerry runs the shop. “It is late,” Secretary Kerry said.", "Bob Kerry"),
        ("Bob Kerry runs the shop with John Kerry. “It is late,” Secretary Kerry said.", "John Kerry"),
        ("Bob Kerry runs the shop. “It is late,” Kerry said.", "Bob Kerry"),
        ("Nobody came. “It is late,” Kerry said.", "Kerry"),
    ],
)
def test_the_roster_keeps_away_from_other_people(text: str, name: str) -> None:
    assert speakers(pipeline.load(Roster((KERRY,))), text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Senator Bo Falk of Ohio came early. He praised the mill.\n\nIt was close. “We won,” the senator said.",
            "Bo Falk",
        ),
        ("Gov. Ada Lund met Bo Falk. The Ohio governor said the mill was “a true wonder of the land.”", "Ada Lund"),
        ("Ada Lund (D-Ohio) spoke of mills. “I like them,” the New York businesswoman said.", "Ada Lund"),
        ("“We mill at night,” said Ada Lund. A second miller agreed. “So do I,” the miller said.", "miller"),
        ("Rep. Peter King spoke at noon. “We mill at night,” King said.", "Peter King"),
        (
            "The rally was loud. Ada Lund, chief economist at the mill, said it was “the best rally of them all.”",
            "Ada Lund",
        ),
        ("Bo Falk blamed the mill. “It was too loud for me,” said the Spaniard.", "Bo Falk"),
        ("Gov. Ada Lund left.\n\nA.\n\nB.\n\nC.\n\nD.\n\nE.\n\n“It was loud,” the Ohio governor said.", "Ada Lund"),
        ("Bo Falk denied it. “We shared a mill there,” the 27-year-old said.", "Bo Falk"),
        ("Envoy Bo Falk came. “No side has left the mill,” the diplomat noted.", "Bo Falk"),
    ],
)
def test_roles_stand_for_the_one_spoken_of(plain: Language, text: str, name: str) -> None:
    assert speakers(plain, text)[-1] == name


@pytest.mark.parametrize(
    "before",
    [
        "Mills stand still, said Bo Falk, a miller.",
        "Bo Falk of Ohio took the stage.",
        "Bo Falk (D-Ohio) also came.",
        "It was praised by Bo Falk of Ohio, the oldest miller of the county, who said it was good.",
    ],
)
def test_he_is_the_one_who_spoke_or_acted_last_however_often_another_is_named(plain: Language, before: str) -> None:
    often = "Jim Lund has mills. Lund sold one. Lund said he kept the other. Lund lost it. Lund laughed.\n\n"
    assert speakers(plain, f"{often}{before} “I like mills,” he said.") == ["Bo Falk"]


def test_a_woman_without_a_name_whom_the_article_keeps_speaking_of(plain: Language) -> None:
    text = (
        "Ada Lund wrote of a woman in Ohio. The woman keeps bees. The woman was ill last year.\n\n"
        "The woman sells honey on Mondays. “They sting me,” she said."
    )
    assert speakers(plain, text) == ["woman"]


def test_a_document_on_a_site_is_by_the_one_whose_site_it_is(plain: Language) -> None:
    text = "A document on Ada Lund's website states that mills are “recognised under the law of the land.”"
    assert speakers(plain, text) == ["Ada Lund"]


def test_a_headline_gives_the_first_name_that_the_text_leaves_out(plain: Language) -> None:
    text = "Hillary Falk Goes After Donald Lund As The New Miller.\n\nFalk met Lund at noon. “He lost,” she said."
    assert speakers(plain, text) == ["Hillary Falk"]


def test_they_are_no_city(plain: Language) -> None:
    text = "Ada Lund went to Chicago with her choir. They called the hall “a wonder of the whole wide world.”"
    assert "Chicago" not in speakers(plain, text)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("Judge Ada Lund QC told him: “You will go to the mill.”", "Ada Lund", "person"),
        ("Cllr Bo Falk (Lab, Mill Lane) said it was “far too loud here”.", "Bo Falk", "person"),
        ("Minister Smt. Ada Lund said the mill was “far too loud here”.", "Ada Lund", "person"),
        ("Ask Ada Lund about mills and she laughs. “They are loud,” says Lund.", "Ada Lund", "person"),
        ("Cellist Ada Lund laughs. “They are loud,” says Lund.", "Ada Lund", "person"),
        ("The Millers’ Union said it was “far too loud here”.", "Millers’ Union", "institution"),
        ("The mill was “dead on arrival,” Politico wrote.", "Politico", "institution"),
        ("Vanta, a news website, said the mill was “dead on arrival”.", "Vanta", "institution"),
        ("“Mills are loud,” Ada Lund told Karvia Today.", "Ada Lund", "person"),
        ("One commenter wrote that it was “the best mill of all”.", "commenter", "unnamed"),
        ("Continued Lund: “They are loud.” Ada Lund is a miller.", "Ada Lund", "person"),
        ("A talk with Vanta News’ Ada Lund. “They are loud,” Lund said.", "Ada Lund", "person"),
        ("“They are loud,” said J. J. Price, a miller.", "J. J. Price", "person"),
        ("“They are loud,” said Bo Falk III, a miller.", "Bo Falk III", "person"),
        ("DECATUR, Ill. — Ada Lund on Friday rubbished mills, terming them “far too loud”.", "Ada Lund", "person"),
        ("Mayor Don Guardian of Ohio said it was “far too loud”.", "Don Guardian", "person"),
        ("“It is loud,” said Navy Capt. Bo Falk, a miller.", "Bo Falk", "person"),
        (
            "Ada Lund wrote for the Globe and Mail. “They are loud,” the Globe and Mail wrote.",
            "Globe and Mail",
            "institution",
        ),
        ("Envoy Bo Falk spoke. The Guardian cited questions with “over fifty words”.", "Guardian", "institution"),
        ("Secunia.com said it was “far too loud”.", "Secunia.com", "institution"),
        ("Prime Minister Ada Lund’s office said it was “far too loud”.", "Ada Lund office", "institution"),
        ("Recorder Helen Lund said it was “far too loud”.", "Helen Lund", "person"),
        ("The Falk campaign began. It was “far too loud”, Falk said.", "Falk", "person"),
        ("The Reddish Grains, a bank, said it was “far too loud”.", "Reddish Grains", "institution"),
        ("Ada Lund (D-Vt.) called it “a mill without a wheel”.", "Ada Lund", "person"),
        ("Bo van der Falk spoke. Van der Falk said it was “far too loud”.", "Bo van der Falk", "person"),
        ("Anna and Peter Falk spoke. “It is loud,” Anna said.", "Anna Falk", "person"),
        ("Ada Lund was in Ohio. It was “far too loud”, the Ohio Democrat said.", "Ada Lund", "person"),
        ("Ada Lund came. “I like mills,” the Ohio senator and Democratic candidate said.", "Ada Lund", "person"),
    ],
)
def test_titles_honours_and_openers_are_no_part_of_a_name(plain: Language, text: str, name: str, type_: str) -> None:
    speaker = quotes(plain, text)[-1].speaker
    assert (speaker.name, speaker.type.value) == (name, type_)
