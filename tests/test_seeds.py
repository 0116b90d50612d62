"""What a new desk starts from is whole: a roster that no name stands in twice, and an openly invented sample."""

import re
import tomllib
from collections import Counter
from typing import Any

from quotedesk.paths import SEEDS

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
