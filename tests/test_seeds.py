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


def test_every_speaker_is_well_formed() -> None:
    assert len(speakers()) > 40
    for speaker in speakers():
        assert speaker.keys() <= FIELDS, speaker
        assert speaker["name"].strip() == speaker["name"] != ""
        assert speaker["type"] in ("person", "institution"), speaker
        assert all(
            isinstance(text, str) and text.strip() == text != "" for text in speaker["roles"] + speaker["aliases"]
        )
        assert re.fullmatch(r"(Q[1-9][0-9]*)?", speaker["qid"]), speaker


def test_no_name_stands_for_two() -> None:
    known = Counter(name for speaker in speakers() for name in (speaker["name"], *speaker["aliases"]))
    assert [name for name, times in known.items() if times > 1] == []
    loosely: dict[str, set[str]] = {}
    for speaker in speakers():
        for name in (speaker["name"], *speaker["aliases"]):
            loosely.setdefault(name.casefold(), set()).add(speaker["name"])
    assert [name for name, holders in loosely.items() if len(holders) > 1] == []
    qids = Counter(speaker["qid"] for speaker in speakers() if speaker["qid"])
    assert [qid for qid, times in qids.items() if times > 1] == []


def test_names_are_explicit() -> None:
    for speaker in speakers():
        for name in (speaker["name"], *speaker["aliases"]):
            assert name.casefold().removeprefix("the ") not in TOO_LOOSE, name
            assert not name.casefold().startswith(("the ", "a ", "an ")), name
            assert "’" not in name, name
