"""The conflicts of a merge in words: names for keys, quoted words for offsets."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from quotedesk.store import anchors
from quotedesk.store.snapshots import Key, Record, Records, Snapshot
from quotedesk.store.tables import Content
from quotedesk.store.three_way import Clash, Merged

LONGEST = 80
"""Characters of a quote that a conflict shows."""
FIELDS = {
    "title": "title", "outlet": "outlet", "byline": "byline", "date": "date", "url": "address", "language": "language",
    "name": "name", "type": "type", "note": "note", "qid": "Wikidata item", "parts": "edges", "status": "status",
    "speaker_decided": "speaker", "kind": "kind", "flag": "flag", "mention": "mention", "cue": "cue", "edges": "edges",
    "sort": "same statement or not", "active": "in use", "filter": "filter",
}  # fmt: skip
SORTS = {"must": "the same statement", "cannot": "different statements"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that the two sides say differently about `what`. `mine` is what the merged desk says.

    Where one side deleted it and the other worked on it, `field` is empty, it was kept, and the two values say who did
    what.
    """

    what: str
    field: str
    base: str
    mine: str
    theirs: str


def conflicts(
    merged: Merged, base: Snapshot, mine: Snapshot, theirs: Snapshot, sources: Sequence[Connection]
) -> Iterator[Conflict]:
    """Each clash of a merge for people."""
    records = base.records | theirs.records | mine.records | merged.records
    words = _Words(records, sources)
    for clash in merged.clashes:
        what = words.what(clash.key, clash.mine or clash.theirs)
        if not clash.field:
            changed = "you worked on it" if clash.mine else "you deleted it; it was kept"
            deleted = "they deleted it; it was kept" if clash.mine else "they worked on it"
            yield Conflict(what, "", "", changed, deleted)
        else:
            values = (words.value(clash, side) for side in (clash.base, clash.mine, clash.theirs))
            yield Conflict(what, FIELDS.get(clash.field, clash.field), *values)


class _Words:
    def __init__(self, records: Records, sources: Sequence[Connection]) -> None:
        self.records = records
        self.sources = sources
        self.texts: dict[str, str] = {}

    def what(self, key: Key, record: Record) -> str:
        match key[0]:
            case "desk":
                return "the desk"
            case "names":
                return "the names that count as equal"
            case "article":
                return f"the article “{record['title'] or record['outlet'] or 'without a title'}”"
            case "speaker":
                return f"the speaker {record['name']}"
            case "quote":
                return f"the quote “{self.quoted(record)}” in {self.of('article', record['article'])}"
            case "decision":
                return f"{record['user']}’s decision on {self.of('quote', record['quote'])}"
            case "link":
                return "whether two quotes are the same statement"
            case "lesson":
                of = f", that it is {self.name(record['speaker'])}" if record["speaker"] else ""
                return f"what was learnt about “{record['words']}”{of}"
        return f"the saved filter “{record['name']}”"

    def of(self, sort: str, name: str) -> str:
        return self.what((sort, name), self.records[(sort, name)])

    def value(self, clash: Clash, side: Record | None) -> str:
        if side is None:
            return ""
        value = side[clash.field]
        match clash.field:
            case "parts":
                return f"“{self.quoted(self.records[clash.key] | side)}”"
            case "speaker_decided":
                if not value:
                    return "left open"
                return "nobody known" if side["speaker"] is None else self.name(side["speaker"])
            case "mention" | "cue":
                return "left open" if value[0] is None else f"“{self.stretch(clash.key, value)}”"
            case "edges":
                quote = self.records[("quote", self.records[clash.key]["quote"])]
                return "left open" if value is None else f"“{self.quoted(quote | {'parts': json.loads(value)})}”"
            case "sort":
                return SORTS.get(value, str(value))
            case "flag" | "active":
                return "yes" if value else "no"
        return str(value) if value not in (None, "") else "nothing"

    def name(self, speaker: str) -> str:
        return str(self.records[("speaker", speaker)]["name"])

    def stretch(self, key: Key, span: tuple[int, int]) -> str:
        quote = self.records[("quote", self.records[key]["quote"])]
        return _short(self.text(quote["article"])[span[0] : span[1]])

    def quoted(self, quote: Any) -> str:
        text = self.text(quote["article"])
        return _short(" ".join(text[start:end] for start, end in quote["parts"]))

    def text(self, article: str) -> str:
        sha256 = self.records[("article", article)]["text_sha256"]
        if sha256 not in self.texts:
            found = (source.scalar(select(Content.data).where(Content.sha256 == sha256)) for source in self.sources)
            data = next((data for data in found if data is not None), None)
            text = None if data is None else anchors.unpacked(sha256, data)
            self.texts[sha256] = "" if text is None else text.decode("utf-8")
        return self.texts[sha256]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
