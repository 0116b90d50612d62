"""Adding, correcting, merging and deleting speakers."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import SpeakerType, Status
from quotedesk.rosters import Entry
from quotedesk.store import articles, changes, quotes, rosters, speakers
from quotedesk.store import desk as desks
from quotedesk.store.records import Role


def names(small) -> list[str]:
    return [speaker.name for speaker in speakers.listed(small.desk)]


def test_speakers_are_listed_with_what_they_said(small):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    quotes.decide(small.desk, [small.quote(1).id], Status.REJECTED)
    anna, carl = speakers.listed(small.desk)
    assert (anna.name, anna.quotes, anna.confirmed) == ("Anna Berg", 2, 1)
    assert (carl.name, carl.quotes, carl.confirmed) == ("Carl Dunn", 2, 0)
    assert speakers.get(small.desk, carl.id) == carl


def test_a_speaker_is_added_with_all_that_is_known(small):
    roles = [Role("mayor", "2019-01-01", "2021-01-01"), Role("engineer")]
    changed, id = speakers.create(
        small.desk, " Eva Falk ", SpeakerType.PERSON, aliases=["Falk", " Falk", ""], roles=roles, note="new", qid="Q5"
    )
    assert changed.deed == "Add the speaker Eva Falk" and changed.speakers == {id}
    eva = speakers.get(small.desk, id)
    assert (eva.name, eva.type, eva.aliases, eva.note, eva.qid) == (
        "Eva Falk",
        SpeakerType.PERSON,
        ("Falk",),
        "new",
        "Q5",
    )
    assert eva.roles == tuple(roles) and (eva.quotes, eva.confirmed) == (0, 0)
    changes.undo(small.desk)
    assert "Eva Falk" not in names(small)


@pytest.mark.parametrize(("name", "why"), [("", "needs a name"), ("  ", "needs a name"), ("ANNA BERG", "already")])
def test_names_are_not_empty_and_not_taken(small, name, why):
    with pytest.raises(DeskError, match=why):
        speakers.create(small.desk, name, SpeakerType.PERSON)
    with pytest.raises(DeskError, match=why):
        speakers.edit(small.desk, small.speaker("Carl Dunn").id, name=name)


def test_a_speaker_is_corrected(small):
    anna = small.speaker("Anna Berg")
    changed = speakers.edit(
        small.desk, anna.id, type=SpeakerType.INSTITUTION, colour=7, aliases=["Berg", "A. Berg"], note="n", qid="Q7",
        roles=[Role("minister", "2020-01-01")],
    )  # fmt: skip
    assert changed.deed == "Edit the speaker Anna Berg" and changed.speakers == {anna.id} and not changed.statements
    now = speakers.get(small.desk, anna.id)
    assert (now.type, now.colour, now.aliases, now.note, now.qid) == (
        SpeakerType.INSTITUTION,
        7,
        ("Berg", "A. Berg"),
        "n",
        "Q7",
    )
    assert now.roles == (Role("minister", "2020-01-01"),)
    assert small.quote().colour == 7
    speakers.edit(small.desk, anna.id, aliases=["A. Berg"], roles=[], note="")
    now = speakers.get(small.desk, anna.id)
    assert (now.aliases, now.roles, now.note, now.colour) == (("A. Berg",), (), "", 7)
    assert not speakers.edit(small.desk, anna.id, colour=7)


def test_a_renamed_speaker_is_still_found_by_imports(small):
    anna = small.speaker("Anna Berg")
    changed = speakers.edit(small.desk, anna.id, name="Anna Berg-Holm")
    assert changed.deed == "Rename Anna Berg to Anna Berg-Holm" and changed.statements
    assert small.quote().speaker == "Anna Berg-Holm"
    articles.add(small.desk, [small.make("Anna Berg said “more”.")])
    assert small.quotes()[-1].speaker == "Anna Berg-Holm"
    speakers.edit(small.desk, anna.id, name="Anna Berg")
    assert speakers.get(small.desk, anna.id).aliases == ("Anna Berg-Holm",)


def test_a_middle_name_makes_no_other_person_but_a_first_name_does(small):
    speakers.create(small.desk, "Olga Maria Stein", SpeakerType.PERSON)
    articles.add(small.desk, [small.make("Olga Stein said “more”. Bert Stein said “less”.")])
    names = [speaker.name for speaker in speakers.listed(small.desk) if "Stein" in speaker.name]
    assert sorted(names) == ["Bert Stein", "Olga Maria Stein"]
    assert small.speaker("Olga Maria Stein").aliases == ("Olga Stein",)


def test_merged_speakers_are_one_until_it_is_undone(small):
    anna, carl = small.speaker("Anna Berg"), small.speaker("Carl Dunn")
    speakers.edit(small.desk, carl.id, aliases=["the mayor"], roles=[Role("mayor")])
    _, third = speakers.create(small.desk, "C. Dunn", SpeakerType.PERSON, roles=[Role("mayor"), Role("engineer")])
    quotes.assign(small.desk, [small.quote().id], third)
    before = (small.quotes(), small.quotes(1), speakers.listed(small.desk))
    changed = speakers.merge(small.desk, carl.id, [third, anna.id, carl.id])
    assert changed.deed == "Merge 2 speakers into Carl Dunn" and changed.statements
    assert changed.speakers == {anna.id, carl.id, third}
    (one,) = speakers.listed(small.desk)
    assert (one.id, one.aliases, one.quotes) == (carl.id, ("the mayor", "C. Dunn", "Anna Berg"), 5)
    assert one.roles == (Role("mayor"), Role("engineer"))
    articles.add(small.desk, [small.make("Anna Berg said “more”.", date="2021-01-01")])
    assert small.quotes(2)[0].speaker == "Carl Dunn" and names(small) == ["Carl Dunn"]
    assert desks.check(small.desk.path) == []
    changes.undo(small.desk)
    assert changes.next_undo(small.desk) == "Merge 2 speakers into Carl Dunn"
    changes.undo(small.desk)
    assert (small.quotes(), small.quotes(1), speakers.listed(small.desk)) == before
    assert speakers.merge(small.desk, carl.id, [anna.id]).deed == "Merge Anna Berg into Carl Dunn"


def test_only_unused_speakers_are_deleted(small):
    with pytest.raises(DeskError, match="Anna Berg still has quotes"):
        speakers.delete(small.desk, [small.speaker("Anna Berg").id])
    _, id = speakers.create(small.desk, "Eva Falk", SpeakerType.PERSON, aliases=["Falk"], roles=[Role("mayor")])
    changed = speakers.delete(small.desk, [id])
    assert changed.deed == "Delete 1 speaker" and changed.speakers == {id}
    assert names(small) == ["Anna Berg", "Carl Dunn"]
    with pytest.raises(DeskError, match="no longer on the desk"):
        speakers.get(small.desk, id)
    changes.undo(small.desk)
    assert small.speaker("Eva Falk").aliases == ("Falk",)


def test_a_roster_completes_whom_the_desk_knows_and_adds_the_others(small):
    anna = small.speaker("Anna Berg")
    speakers.edit(small.desk, anna.id, aliases=["A. Berg"], roles=[Role("engineer")], note="mine")
    roster = [
        Entry("a. berg", SpeakerType.PERSON, ("Carl Dunn", "Annie"), (("minister", "2019", ""),), "theirs", "Q5"),
        Entry("Eva Falk", SpeakerType.INSTITUTION, ("Falk",), (), "new", ""),
    ]
    changed = rosters.take_in(small.desk, roster)
    assert changed.deed == "Import a roster of 2 speakers" and len(changed.speakers) == 2
    anna = small.speaker("Anna Berg")
    assert anna.aliases == ("A. Berg", "a. berg", "Annie") and (anna.note, anna.qid) == ("mine", "Q5")
    assert anna.roles == (Role("engineer"), Role("minister", "2019"))
    assert small.speaker("Carl Dunn").aliases == () and small.speaker("Eva Falk").aliases == ("Falk",)
    assert [entry.name for entry in rosters.entries(small.desk)] == ["Anna Berg", "Carl Dunn", "Eva Falk"]
    assert not rosters.take_in(small.desk, rosters.entries(small.desk))
    changes.undo(small.desk)
    assert {speaker.name for speaker in speakers.listed(small.desk)} == {"Anna Berg", "Carl Dunn"}


def test_a_wikidata_item_is_a_q_and_a_number(small):
    for wrong in ("22316", "Q0", "P31", "Q5x"):
        with pytest.raises(DeskError, match="no Wikidata item"):
            speakers.edit(small.desk, small.speaker("Anna Berg").id, qid=wrong)
    speakers.edit(small.desk, small.speaker("Anna Berg").id, qid="Q22316")
