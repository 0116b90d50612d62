"""Rosters go out as TOML and CSV and come back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk import rosters
from quotedesk.attribution.roster import FILE, Roster
from quotedesk.errors import QuoteDeskError
from quotedesk.quote import SpeakerType
from quotedesk.rosters import Csv, Entry, Toml

KERRY = Entry(
    "John Kerry", SpeakerType.PERSON, ("Secretary Kerry", "J. \"F.\" Kerry"),
    (("US Secretary of State", "2013", "2017-01-20"), ("Senator", "", "2013"), ("envoy", "", "")),
    "a\nnote \x7f\\", "Q22316",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["toml", "csv", "CSV"])
def test_there_and_back(tmp_path, ending):
    path = tmp_path / f"roster.{ending}"
    entries = [KERRY, Entry("Команда “Север”", SpeakerType.INSTITUTION)]
    rosters.write(path, entries)
    assert rosters.read(path) == entries


def test_the_seeds_are_read_with_their_dates(tmp_path):
    seeds = rosters.read(FILE)
    assert len(seeds) == len(Roster.load().entries)
    assert next(entry for entry in seeds if entry.name == "John Kerry").roles == (
        ("US Secretary of State", "2013", "2017"),
    )  # fmt: skip
    rosters.write(tmp_path / "seeds.toml", seeds)
    assert Roster.load(tmp_path / "seeds.toml") == Roster.load()


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters=";[]/"), min_size=1).map(
    str.strip
)


@given(st.lists(st.builds(Entry, words.filter(bool), st.just(SpeakerType.PERSON), st.tuples(words.filter(bool)))))
def test_any_names_survive(entries):
    for form in (Toml, Csv):
        assert [rosters._entry(row) for row in form.read(form.write(entries))] == entries


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "[[speaker]]\nname = 'X'", "type is missing"),
        ("a.toml", "[[speaker", "could not be read"),
        ("a.toml", "[[speaker]]\nname = 'X'\ntype = 'person'\nqid = 'P5'", "“P5” of X is no Wikidata item"),
        ("a.csv", "name,type,roles\nX,person,mayor [now/]\n", "“now” in the role mayor of X is no date"),
        ("a.csv", "name,type\n,person\n", "a speaker has no name"),
        ("a.csv", "type\nperson\n", "name is missing"),
        ("a.csv", "name,type\nX,robot\n", "robot"),
        ("a.txt", "", "ends in .toml or .csv"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, name, text, said):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuoteDeskError, match=said) as caught:
        rosters.read(path)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
