"""How often the speaker is right on the annotated news beside the repository, by phenomenon, and how far to trust it.

    python tests/benchmarks/attribution.py [dev|train|cv] [ARTICLES]

dev    the shipped tables on the 84 dev articles.
cv     the 840 training articles in five folds: each is read with tables fitted on the four others, calibration and all
       (`build/fit.py`); what is not fitted (penalties, thresholds) is as in the commit that runs. Takes five minutes.
train  the shipped tables on the articles that they were fitted on: for finding faults, not for figures.

Prints the scores of ../shared/score, the share of right speakers by phenomenon, the reliability table in ten equally
filled bins, and the accuracy at each coverage.
"""

import gzip
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from quotedesk import marks, pipeline
from quotedesk.attribution.attribute import attribute
from quotedesk.attribution.lexicon import english
from quotedesk.attribution.roster import Roster
from quotedesk.export import extracted

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
BINS = 10
PRONOUNS = frozenset(("he", "she", "they", "it", "who", "i", "we"))

Facts = dict[str, Any]


def module(path: Path) -> ModuleType:
    """A program that is no part of a package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    sys.path.insert(0, str(path.parent))
    spec.loader.exec_module(loaded)
    return loaded


def scorer() -> ModuleType:
    """The scoring program beside the repository."""
    return module(SHARED / "score" / "score.py")


def shipped(articles: Iterable[Facts]) -> dict[str, Facts]:
    """The quotes of each article by its id, as the shipped program finds them."""
    nlp = pipeline.load(Roster.load())
    return {a["id"]: extracted.document(a["id"], a["text"], pipeline.find(nlp, a["text"])) for a in articles}


def crossed(articles: Sequence[Facts]) -> dict[str, Facts]:
    """The quotes of each article by its id, found with tables that have not seen its fold."""
    fit, roster = module(ROOT / "build" / "fit.py"), Roster.load()
    who, folds = fit.speakers(roster, articles), frozenset(range(fit.FOLDS))
    reports = fit.Reports(fit.reported(roster, articles))
    models = {fold: fit.learn(roster, articles, who, reports, folds - {fold}) for fold in sorted(folds)}
    return {
        a["id"]: extracted.document(
            a["id"], a["text"], attribute(a["text"], marks.find(a["text"]), roster, models[fit.fold_of(a)])
        )
        for a in articles
    }


def phenomena(article: Facts, quote: Facts) -> Iterator[str]:
    """The names of what makes an annotated quote easy or hard."""
    text, (start, end) = article["text"], quote["speaker_spans"][0]
    lexicon = english()
    speaker = [w.lower().strip(".,") for w in text[start:end].split()]
    yield quote["type"]
    if quote["words"] <= 3:
        yield f"{quote['type']}, 1-3 words"
    if len(speaker) == 1 and speaker[0] in PRONOUNS:
        yield "pronoun"
    elif not any(w[:1].isupper() for w in text[start:end].split()):
        yield "nominal"
    elif any(w in lexicon.body_words for w in speaker):
        yield "organisation"
    cue = (quote.get("cue") or "").lower().split()
    if cue[:1] == ["according"]:
        yield "according to"
    elif cue and not any(w in lexicon.say for w in cue):
        yield "cue outside the usual verbs"
    back = text.count("\n", end, quote["start"]) if end < quote["start"] else 0
    paragraphs = len([p for p in text[end : quote["start"]].split("\n")[1:] if p.strip()]) if back else 0
    if paragraphs or back:
        yield "one paragraph back" if paragraphs <= 1 else "two or more paragraphs back"
    if "\n" in quote["text"].strip() or not quote["closed"] or quote["continues"]:
        yield "over paragraphs or unclosed"


def reliability(sure: list[float], right: list[bool]) -> None:
    """Prints promised and found shares in equally filled bins, and accuracy by coverage."""
    promised, found = np.array(sure), np.array(right, dtype=float)
    order = np.argsort(promised, kind="stable")
    error = 0.0
    print("\nconfidence  right  quotes")
    for members in np.array_split(order, BINS):
        gap = abs(promised[members].mean() - found[members].mean())
        error += gap * len(members) / len(order)
        print(f"{promised[members].mean():10.3f} {found[members].mean():6.3f} {len(members):7}")
    print(f"expected calibration error {error:.3f}\n\ncoverage  accuracy  confidence from")
    for coverage in (1.0, 0.95, 0.9, 0.8, 0.7, 0.5):
        kept = order[len(order) - round(coverage * len(order)) :]
        print(f"{coverage:8.2f} {found[kept].mean():9.3f} {promised[kept].min():16.2f}")


def main() -> int:
    """Measures and prints."""
    which, limit = (sys.argv[1] if len(sys.argv) > 1 else "dev"), int(sys.argv[2]) if len(sys.argv) > 2 else None
    gold = SHARED / "data" / f"polnear.{'train' if which == 'cv' else which}.jsonl.gz"
    if not gold.exists():
        print(f"Nothing to measure with: there is no {gold.name} beside the repository.")
        return 0
    score = scorer()
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][:limit]
    predicted = crossed(articles) if which == "cv" else shipped(articles)
    for title, options in (("all quotes", {}), ("direct, 4 words and more", {"min_words": 4, "direct_only": True})):
        print(f"{title}:", {k: round(v, 3) for k, v in score.speakers(articles, predicted, **options).items()})

    count, hits, seen = Counter[str](), Counter[str](), Counter[str]()
    sure: list[float] = []
    right: list[bool] = []
    for article in articles:
        text = article["text"]
        found = [(span, q) for q in predicted[article["id"]]["quotes"] for span in score.parts_of(text, q)]
        segments = [score.strip(text, q["inner_start"], q["inner_end"]) for q in article["quotes"]]
        matched = score.match(segments, [span for span, _ in found])
        for n, quote in enumerate(article["quotes"]):
            if quote["type"] == "none" or not quote["speaker_spans"]:
                continue
            answer = found[matched[n]][1] if n in matched else None
            if answer is not None and not score.is_quote(answer):
                answer = None
            ok = answer is not None and score.mention_right(text, answer, quote["speaker_spans"])
            for name in phenomena(article, quote):
                count[name] += 1
                hits[name] += ok
                seen[name] += answer is not None
            if answer is not None:
                sure.append(answer["confidence"] or 0.0)
                right.append(ok)
    print("\nspeaker recall by phenomenon")
    for name, total in count.most_common():
        print(f"{name:30} {hits[name] / total:.3f} of {total} (found {seen[name] / total:.3f})")
    reliability(sure, right)
    return 0


if __name__ == "__main__":
    sys.exit(main())
