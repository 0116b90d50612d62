"""What a new desk starts from is whole: a roster that no name stands in twice, and an openly invented sample."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from quotedesk.paths import SEEDS
from quotedesk.reading import read_file
from quotedesk.reading.plain import front_matter

FIELDS = {"name", "type", "roles", "aliases", "note", "qid"}
TOO_LOOSE = {"command", "observatory", "ministry", "coalition", "army", "military", "spokesman", "general command"}


def speakers() -> list[dict[str, Any]]:
    return tomllib.loads((SEEDS / "speakers.toml").read_text(encoding="utf-8"))["speaker"]  # type: ignore[no-any-return]


def names(speaker: dict[str, Any]) -> list[str]:
    return [speaker["name"], *speaker.get("aliases", [])]


def test_every_speaker_is_well_formed() -> None:
    assert len(speakers()) > 40
    for speaker in speakers():
        assert speaker.keys() <= FIELDS, speaker
        assert speaker["type"] in ("person", "institution"), speaker
        roles = speaker.get("roles", [])
        texts = [speaker["name"], *speaker.get("aliases", []), *(role["name"] for role in roles)]
        assert all(isinstance(text, str) and text.strip() == text != "" for text in texts), speaker
        for role in roles:
            assert role.keys() <= {"name", "since", "until"}, speaker
            assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?", role.get("since", "2000")), speaker
            assert role.get("since", "") <= role.get("until", "9999"), speaker
        assert re.fullmatch(r"Q[1-9][0-9]*", speaker.get("qid", "Q1")), speaker


def test_no_name_stands_for_two() -> None:
    known = Counter(name for speaker in speakers() for name in names(speaker))
    assert [name for name, times in known.items() if times > 1] == []
    loosely: dict[str, set[str]] = {}
    for speaker in speakers():
        for name in names(speaker):
            loosely.setdefault(name.casefold().replace("-", " "), set()).add(speaker["name"])
    assert [name for name, holders in loosely.items() if len(holders) > 1] == []
    qids = Counter(speaker["qid"] for speaker in speakers() if "qid" in speaker)
    assert [qid for qid, times in qids.items() if times > 1] == []


def test_names_are_explicit() -> None:
    for speaker in speakers():
        for name in names(speaker):
            assert name.casefold().removeprefix("the ") not in TOO_LOOSE, name
            assert not name.casefold().startswith(("the ", "a ", "an ")), name
            assert "’" not in name, name


def sample() -> list[Path]:
    return sorted((SEEDS / "articles").iterdir())


def test_the_sample_says_that_it_is_invented() -> None:
    assert len(sample()) == 5
    for path in sample():
        given, _ = front_matter(path.read_text(encoding="utf-8"))
        assert given.keys() == {"title", "outlet", "date", "language", "note"}, path
        assert given["note"] == "an invented outlet; written for QuoteDesk's sample desk", path


def test_the_sample_reads_as_five_reports_of_five_outlets() -> None:
    articles = [read_file(path) for path in sample()]
    assert len({article.outlet for article in articles}) == 5
    for article in articles:
        assert article.byline == ""
        assert article.language == "en"
        assert re.fullmatch(r"2016-09-1[789]", article.date), article.path
        assert article.text.startswith(f"{article.title}\n\n"), article.path
        assert 250 <= len(article.text.split()) <= 480, article.path


def test_the_sample_shows_every_style_of_quotation_mark() -> None:
    opening = {path.stem: set(re.findall(r"(?m)(?:^|[ (])([“‘\"])(?=\w)", read_file(path).text)) for path in sample()}
    assert opening == {
        "capitol-daily": {'"'},
        "harbour-post": {"‘"},
        "levant-monitor": {"“", "‘"},
        "northern-wire": {"“"},
        "vostok-review": {"“"},
    }


def test_the_expected_quotes_stand_in_the_sample() -> None:
    path = Path(__file__).parent / "end_to_end" / "sample_quotes.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    texts = {path.name: read_file(path).text for path in sample()}
    known = {speaker["name"] for speaker in speakers()}
    assert Counter(quote["article"] for quote in expected).keys() == texts.keys()
    for quote in expected:
        assert quote["kind"] in ("speech", "written", "other"), quote
        assert (quote["speaker"] is None) == (quote["kind"] == "other"), quote
        assert quote["speaker"] is None or quote.get("type") == "unnamed" or quote["speaker"] in known, quote
        words = iter(re.findall(r"\w+", texts[quote["article"]]))
        assert all(word in words for word in re.findall(r"\w+", quote["text"])), quote
