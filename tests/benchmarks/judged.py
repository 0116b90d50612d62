"""How right grouping is on real quotes that people judged: python tests/benchmarks/judged.py [GOLD.json.gz]

Cross-validated over articles. The articles fall into folds; a pair of quotes is scored by what was learnt from pairs
that touch neither of its articles' folds, so that no article helps to judge itself, also not from another fold's side.
Learnt are the bar and, in a second run, all weights anew. The figures are those of the statements made from such
pairs, over several ways to make the folds.
"""

import gzip
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from quotedesk.collation import evidence, grouping  # noqa: E402
from quotedesk.collation.arrays import Bools, Floats, Ints  # noqa: E402
from quotedesk.collation.corpus import Corpus, read  # noqa: E402
from quotedesk.collation.evidence import Pairs  # noqa: E402
from quotedesk.export.comparison import read_passages  # noqa: E402

SHARED = ROOT.parent / "shared"
FOLDS = 8
DRAWS = 5
ASKED = ("doc", "text", "speaker", "outlet", "date")
HELD = 0.05  # how far new weights are held to the shipped ones: the smaller the freer
BARS = [n / 10 for n in range(-12, 13)]
Gold = dict[str, Any]


def scorer() -> Any:
    """The scoring script that is kept beside the judged quotes."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORE = scorer()


def corpus_of(gold: Gold, without: tuple[str, ...] = ()) -> Corpus:
    """The judged quotes as a corpus, without some of what is known about them."""
    lines = (
        json.dumps({"id": id, **{k: member[k] for k in ASKED if k in member and k not in without}})
        for id, member in sorted(SCORE.listed(gold).items())
    )
    passages, errors = read_passages(lines)
    assert not errors
    return read(passages)


def truth_of(gold: Gold, corpus: Corpus) -> Ints:
    """The group of each quote; a number of its own for one that stands alone, -1 for one that is not scored."""
    group: dict[str, int] = {}
    for n, found in enumerate(gold["groups"]):
        group |= {SCORE.quote_id(m): -1 if found["label"] == "formula" else n for m in found["members"]}
    group |= {SCORE.quote_id(m): -1 for m in gold["ambiguous"]}
    return np.array([group.get(passage.id, -2 - n) for n, passage in enumerate(corpus.passages)])


def partition(corpus: Corpus, pairs: Pairs, scores: Floats) -> dict[str, int]:
    """Each quote's statement, by pairs scored otherwise."""
    root = grouping.linked(corpus, replace(pairs, score=np.round(scores, 6)))
    return {passage.id: int(n) for passage, n in zip(corpus.passages, root, strict=True)}


def scored(gold: Gold, mine: dict[str, int]) -> dict[str, float]:
    """What the scoring script says of such statements."""
    members = defaultdict(list)
    for id, n in mine.items():
        members[n].append({"id": id})
    result: dict[str, float] = SCORE.groups(gold, {"statements": [{"witnesses": w} for w in members.values()]})
    return result


def bar_for(corpus: Corpus, pairs: Pairs, scores: Floats, truth: Ints, inside: Bools) -> float:
    """The bar above which the statements made of the quotes inside are best: by F0.5, where precision counts double."""
    kept = inside[pairs.shorter] & inside[pairs.longer]
    asked = inside & (truth != -1)
    wanted = sum(n * (n - 1) for n in Counter(truth[asked].tolist()).values())
    found = []
    for bar in BARS:
        root = grouping.linked(corpus, replace(pairs, score=np.where(kept, scores - bar, -9.0)))[asked]
        claimed = sum(n * (n - 1) for n in Counter(root.tolist()).values())
        right = sum(n * (n - 1) for n in Counter(zip(root.tolist(), truth[asked].tolist(), strict=True)).values())
        found.append((1.25 * right / max(1.0, 0.25 * wanted + claimed), bar))
    return max(found)[1]


def fitted(terms: Floats, answers: Ints, start: Floats) -> Floats:
    """Weights of a logistic regression held to the shipped ones (Newton's method); the last is the bar."""
    weights = start.copy()
    held = np.full(len(start), 1.0 / HELD)
    held[-1] = 0.01
    for _ in range(25):
        chance = 1 / (1 + np.exp(-np.clip(terms @ weights, -30, 30)))
        slope = terms.T @ (chance - answers) + held * (weights - start)
        bend = (terms * (chance * (1 - chance))[:, None]).T @ terms + np.diag(held)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def outside(corpus: Corpus, pairs: Pairs, truth: Ints, terms: Floats, weights: Floats, draw: int, anew: bool) -> Floats:
    """Each pair's log odds above the bar, both learnt from pairs that touch neither article's fold."""
    docs = sorted({passage.doc for passage in corpus.passages})
    fold_of = dict(zip(docs, np.random.default_rng(draw).permutation(len(docs)) % FOLDS, strict=True))
    fold = np.array([fold_of[passage.doc] for passage in corpus.passages])
    one, other = truth[pairs.shorter], truth[pairs.longer]
    unscored, answers = (one == -1) | (other == -1), (one == other).astype(np.int64)
    scores = np.full(len(answers), -9.0)
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            inside = (fold != a) & (fold != b)
            folds = np.sort([fold[pairs.shorter], fold[pairs.longer]], axis=0)
            tested: Bools = (folds[0] == a) & (folds[1] == b)
            learnt = inside[pairs.shorter] & inside[pairs.longer] & ~unscored
            used = fitted(terms[learnt], answers[learnt], weights) if anew else weights
            given = terms @ used
            scores[tested] = given[tested] - bar_for(corpus, pairs, given, truth, inside)
    return scores


def place(a: Gold, b: Gold) -> str:
    """How far two quotes stand apart."""
    return "one article" if a["doc"] == b["doc"] else "one outlet" if a["outlet"] == b["outlet"] else "two outlets"


def by_kind(gold: Gold, mine: dict[str, int]) -> None:
    """Prints how many of the true pairs are found and of the found are true, by relation and by where they are."""
    found, true = Counter[str](), Counter[str]()
    for group in gold["groups"]:
        if group["label"] == "formula":
            continue
        for a, b in combinations(group["members"], 2):
            together = mine[SCORE.quote_id(a)] == mine[SCORE.quote_id(b)]
            where = (
                "one article" if a["doc"] == b["doc"] else "two outlets" if a["outlet"] != b["outlet"] else "one outlet"
            )
            for kind in (where, *{f"{m['relation']}" for m in (a, b)} - {"fullest"}):
                true[kind] += 1
                found[kind] += together
    print("  found of true pairs: " + ", ".join(f"{kind} {found[kind]} of {true[kind]}" for kind in sorted(true)))
    claimed, right = Counter[str](), Counter[str]()
    truth = {SCORE.quote_id(m): n for n, g in enumerate(gold["groups"]) for m in g["members"]}
    unscored = {SCORE.quote_id(m) for m in gold["ambiguous"]}
    unscored |= {SCORE.quote_id(m) for g in gold["groups"] if g["label"] == "formula" for m in g["members"]}
    listed = SCORE.listed(gold)
    together = defaultdict(list)
    for id, n in mine.items():
        if id not in unscored:
            together[n].append(id)
    for ids in together.values():
        for a, b in combinations(ids, 2):
            one, other = listed[a], listed[b]
            where = (
                "two outlets"
                if one["outlet"] != other["outlet"]
                else "one article"
                if one["doc"] == other["doc"]
                else "one outlet"
            )
            claimed[where] += 1
            right[where] += truth.get(a, a) == truth.get(b, b)
    print("  right of pairs put together: " + ", ".join(f"{k} {right[k]} of {claimed[k]}" for k in sorted(claimed)))


def line(name: str, results: list[dict[str, float]]) -> None:
    """Prints the means of some runs."""
    asked = ("pair precision", "pair recall", "B3 precision", "B3 recall", "B3 F1", "negatives put together")
    print(f"{name}: " + ", ".join(f"{key} {np.mean([r[key] for r in results]):.3f}" for key in asked))


def main() -> None:
    """Prints all figures."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "groups.dev.json.gz"
    gold = json.loads(gzip.decompress(path.read_bytes()))
    corpus = corpus_of(gold)
    pairs = grouping.verified(corpus)
    truth = truth_of(gold, corpus)
    named = evidence.terms(corpus, pairs)
    terms = np.column_stack([*(named[name] for name in evidence.WEIGHTS), np.ones(len(pairs.score))])
    weights = np.array([*evidence.WEIGHTS.values(), evidence.BAR])
    shipped = partition(corpus, pairs, pairs.score)
    line("as shipped", [scored(gold, shipped)])
    by_kind(gold, shipped)
    for without in (("date",), ("speaker",), ("outlet",), ("date", "speaker", "outlet")):
        other = corpus_of(gold, without)
        weighed = grouping.verified(other)
        line(f"as shipped, without {', '.join(without)}", [scored(gold, partition(other, weighed, weighed.score))])
    for name, anew in (("the bar cross-validated", False), ("the bar and all weights cross-validated", True)):
        runs = [outside(corpus, pairs, truth, terms, weights, draw, anew) for draw in range(DRAWS)]
        line(name, [scored(gold, partition(corpus, pairs, scores)) for scores in runs])


if __name__ == "__main__":
    main()
