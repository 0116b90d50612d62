"""How often a quote leads to the right name: "Anna Novak", where the article has "she".

    python tests/benchmarks/canonical.py [news|development|gum] [--wrong]

news   canonical.jsonl beside this file: the 15 annotated dev articles whose ids have the lowest SHA-256, read twice,
       blind, by hand. It holds offsets and names only (`article` is the SHA-256 of the id); the text lies beside the
       repository. `resolution` is how the article names the speaker: name, pronoun, nominal, none (no words do).
development  canonical_development.jsonl: the 17 dev articles that come next in that order, read once before any output
       was looked at. This is the set whose errors may be looked at.
gum    quotes of GUM that have an attribution source; the name is that of the source's coreference cluster, or its
       Wikipedia title. Clusters that are never named have their common nouns for a name. Measured with, not fitted to.

Prints the scores of ../shared/score: accuracy in all and by resolution. --wrong lists what is wrong.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attribution import SHARED, scorer

from quotedesk import pipeline
from quotedesk.attribution.lexicon import PRONOUNS, english
from quotedesk.attribution.roster import Roster
from quotedesk.export import extracted

GOLD = {
    "news": Path(__file__).with_name("canonical.jsonl"),
    "development": Path(__file__).with_name("canonical_development.jsonl"),
}
DATA = SHARED / "data"
Facts = dict[str, Any]


def lines(path: Path) -> Iterator[Facts]:
    """The objects of a JSON Lines file, packed or not."""
    packed = path.read_bytes()
    plain = gzip.decompress(packed) if path.suffix == ".gz" else packed
    yield from (json.loads(line) for line in plain.decode("utf-8").split("\n") if line)


def news(annotated: Path) -> list[Facts]:
    """The annotated news articles with their canonical speakers."""
    quotes = {gold["article"]: gold["quotes"] for gold in lines(annotated)}
    articles = {hashlib.sha256(a["id"].encode()).hexdigest(): a for a in lines(DATA / "polnear.dev.jsonl.gz")}
    return [{"id": key, "text": articles[key]["text"], "quotes": quotes[key]} for key in quotes]


def gum() -> list[Facts]:
    """The GUM documents that have quotes whose source belongs to a coreference cluster."""
    found = []
    for part in ("train", "dev"):
        for document in lines(DATA / f"gum_quotes.{part}.jsonl.gz"):
            quotes = [_of_cluster(document["text"], quote) for quote in document["quotes"] if quote["speaker_entity"]]
            if quotes:
                found.append({"id": document["id"], "text": document["text"], "quotes": quotes})
    return found


def _of_cluster(text: str, quote: Facts) -> Facts:
    entity, lexicon = quote["speaker_entity"], english()
    wiki = (entity["wiki"] or "").split("_(")[0].replace("_", " ")
    mentions = [text[start:end] for start, end in entity["mentions"]]
    names = [m for m in (wiki, entity["name"] or "", *mentions) if any(w[:1].isupper() for w in m.split())]
    plain = [m for m in mentions if m.lower() not in PRONOUNS and m.lower() not in lexicon.possessives]
    known = names if wiki or entity["name"] else plain
    return {
        "start": quote["inner_start"],
        "end": quote["inner_end"],
        "kind": "speech",
        "speaker": known[0] if known else None,
        "aliases": known[1:],
        "resolution": {"named": "name", "named+nominal": "name"}.get(quote["speaker_kind"], quote["speaker_kind"]),
        "bad": not known or quote["type"] not in ("direct", "partial"),
    }


def main() -> int:
    """Measures and prints."""
    which = next((name for name in sys.argv[1:] if name in ("development", "gum")), "news")
    needed = DATA / ("gum_quotes.dev.jsonl.gz" if which == "gum" else "polnear.dev.jsonl.gz")
    if not needed.exists():
        print(f"Nothing to measure with: there is no {needed.name} beside the repository.")
        return 0
    articles = gum() if which == "gum" else news(GOLD[which])
    score, nlp = scorer(), pipeline.load(Roster.load())
    predicted = {a["id"]: extracted.document(a["id"], a["text"], pipeline.find(nlp, a["text"])) for a in articles}
    score.show(score.entities(articles, predicted))
    for article in articles if "--wrong" in sys.argv[1:] else ():
        for quote in article["quotes"]:
            result = score.entities([article | {"quotes": [quote]}], predicted)
            if not quote.get("bad") and not (result["speaker accuracy"] or result["scare quotes kept apart"]):
                _tell(article, quote, predicted[article["id"]]["quotes"])
    return 0


def _tell(article: Facts, gold: Facts, found: list[Facts]) -> None:
    """Prints one quote that got a wrong name."""
    text, start, end = article["text"], gold["start"], gold["end"]
    near = [q for q in found if any(p["start"] < end and p["end"] > start for p in q["parts"])]
    print(f"\n{article['id'][:24]} {start}-{end} {' '.join(text[start:end].split())[:60]!r}")
    print(f"  gold: {gold['kind']} {gold['speaker']} ({gold['resolution']})")
    for quote in near:
        print(f"  found: {quote['kind']} {quote['speaker']['name']} {quote['confidence']}: {quote['evidence']}")


if __name__ == "__main__":
    sys.exit(main())
