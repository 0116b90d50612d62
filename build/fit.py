"""Fits the tables in resources/attribution: who said it, whether marked words are anybody's, and how sure that is.

    python build/fit.py [GOLD.jsonl.gz] [--output FOLDER]

How good they are is measured by `tests/benchmarks/attribution.py cv`, which fits them anew without each fifth.

GOLD holds articles with their quote-marked segments and the speakers that people gave them. Only weights of the named,
structural features of `quotedesk/attribution` are learnt; no words of the articles but single cue lemmas and function
words can be among them. Everything that is fitted on another model's answers sees answers for articles that the other
model has not seen (five folds). No randomness: the folds follow the articles' ids.
"""

import argparse
import csv
import datetime
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from regression import Group, corners, fit, logistic

from quotedesk import marks
from quotedesk.attribution.attribute import Reader
from quotedesk.attribution.parser import parse
from quotedesk.attribution.ranker import asked_of
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.sorting import ALWAYS, LEAST, MARKS, MOST, TREE
from quotedesk.attribution.weights import Calibration, Models, Weights
from quotedesk.quote import Kind

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 5
SPEAKER_PENALTY, QUOTED_PENALTY, REPORTED_PENALTY, DOUBTFUL_PENALTY = 6.0, 6.0, 10.0, 1.0
EVERY, AT_ONCE = 4, 20
_SAME = 0.8
_EDGES = " \t\n\xa0,.!?…;:—–-\"'“”‘’"

NO_CALIBRATION = Calibration({})
NOTHING = Weights({})
NOTHING_LEARNT = Models(NOTHING, NOTHING, NO_CALIBRATION, NOTHING, NOTHING, NOTHING)

Gold = dict[str, Any]


def fold_of(article: Gold) -> int:
    """The fold of an article, by its id."""
    return hashlib.sha256(article["id"].encode()).digest()[0] % FOLDS


def read(path: Path) -> list[Gold]:
    """The annotated articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks, punctuation and space at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared length by joint length."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def matched(reader: Reader, article: Gold) -> Iterator[tuple[int, Gold]]:
    """The reader's quotes by number, each with the annotated segment it stands for; before quotes are joined."""
    text = article["text"]
    found = [(bare(text, p.start, p.end), n) for n, item in enumerate(reader.found) for p in item.parts]
    for segment in article["quotes"]:
        span = bare(text, segment["inner_start"], segment["inner_end"])
        best = max(found, key=lambda f: overlap(f[0], span), default=None)
        if best is not None and overlap(best[0], span) >= _SAME:
            yield best[1], segment


def last_name(words: str) -> str:
    """The last capitalised word, without a possessive."""
    names = [w for w in re.findall(r"[^\W\d_][\w-]*", re.sub(r"['’]s\b", "", words)) if w[0].isupper()]
    return names[-1].lower() if names else ""


def right(reader: Reader, head: tuple[int, int], segment: Gold) -> tuple[bool, bool]:
    """Whether a mention (its first and last item) is the annotated one, and whether it has the same last name."""
    text, spans = reader.text, segment["speaker_spans"]
    mention = reader.narration.span(*head)
    itself = any(a < mention.end and mention.start < b for a, b in spans)
    named = reader.names.at(head[1])
    names = {last_name(mention.of(text)), last_name(named.name) if named else ""} - {""}
    return itself, itself or bool(names & {last_name(text[a:b]) for a, b in spans})


def speakers(roster: Roster, articles: Iterable[Gold]) -> list[Group]:
    """The candidates of every annotated quote."""
    groups = []
    for article in articles:
        reader = Reader(article["text"], marks.find(article["text"]), roster, NOTHING_LEARNT)
        questions = reader.questions()
        pairs = [
            (questions[number], asked_of(questions[number], reader.candidates), segment)
            for number, segment in matched(reader, article)
            if segment["type"] != "none" and segment["speaker_spans"]
        ]
        for asked, found, _ in pairs:
            reader.ranker.read(asked, found)
        reader.ranker.trees.parse()
        for asked, found, segment in pairs:
            pointed = [right(reader, (c.mention.first, c.mention.last), segment) for c in found]
            itself = any(a for a, _ in pointed)
            rows = [[*chain.from_iterable(f.names for f in row)] for row in reader.ranker.describe(asked, found)]
            trees = [[*reader.ranker.tree_features.of(asked, c).names] for c in found]
            groups.append(Group(fold_of(article), rows, [a if itself else b for a, b in pointed], trees))
    return groups


@dataclass(frozen=True)
class Told:
    """What is reported in annotated articles, with marks or without: every quoted part (by article and item) and every
    fourth other word, as reported against not reported."""

    quoted: dict[tuple[str, int], Group]
    others: list[Group]

    def all(self, folds: frozenset[int]) -> list[Group]:
        """Those of some folds whose sentence was read."""
        return [g for g in chain(self.quoted.values(), self.others) if g.fold in folds and g.rows[0]]


def reported(roster: Roster, articles: Sequence[Gold]) -> Told:
    """Reads the trees of all sentences."""
    told = Told({}, [])
    for start in range(0, len(articles), AT_ONCE):
        some = articles[start : start + AT_ONCE]
        readers = [Reader(a["text"], marks.find(a["text"]), roster, NOTHING_LEARNT) for a in some]
        for reader in readers:
            reader.ranker.trees.want(range(len(reader.narration.sentence_items)))
        parse(reader.ranker.trees for reader in readers)
        for article, reader in zip(some, readers, strict=True):
            covered = bytearray(len(article["text"]))
            for begin, end in chain.from_iterable(a["content"] for a in article["attributions"]):
                covered[begin:end] = b"\1" * (end - begin)
            for n, item in enumerate(reader.narration.items):
                if item.quote < 0 and (n % EVERY or not item.is_word):
                    continue
                at = reader.narration.start(n)
                letters = [k for k in range(at, at + len(item.text)) if article["text"][k].isalnum()]
                inside = 2 * sum(covered[k] for k in letters) > len(letters)
                group = Group(fold_of(article), [reader.sorter.reported.of(n), []], [inside, not inside])
                if item.quote >= 0:
                    told.quoted[article["id"], n] = group
                else:
                    told.others.append(group)
    return told


@dataclass(frozen=True)
class Judged:
    """What the reader makes of annotated articles: each segment as somebody's words against nobody's, each with the
    article and the item where it stands, and each answer to who speaks, as the form of its mention, its probability,
    and 1.0 where it is right."""

    whether: list[Group]
    places: list[tuple[str, int]]
    answers: list[tuple[str, float, float]]


def judged(roster: Roster, articles: Iterable[Gold], by_fold: Mapping[int, Models]) -> Judged:
    """Reads articles whole, each with the models for its fold; articles of other folds are left out."""
    out = Judged([], [], [])
    for article in articles:
        fold = fold_of(article)
        if fold not in by_fold:
            continue
        reader = Reader(article["text"], marks.find(article["text"]), roster, by_fold[fold])
        pairs = list(matched(reader, article))
        reader.run()
        for number, segment in pairs:
            item, somebodys = reader.found[number], segment["type"] != "none"
            mention = reader.mention(item)
            if item.marked and not item.headline and item.joined is None:
                out.whether.append(Group(fold, [reader.sorter.describe(number), []], [somebodys, not somebodys]))
                out.places.append((article["id"], reader.first(number)))
            if somebodys and segment["speaker_spans"] and mention is not None and item.kind is not Kind.OTHER:
                itself, named = right(reader, (mention.first, mention.last), segment)
                out.answers.append((mention.form.value, item.probability, float(itself or named)))
    return out


class Reports:
    """The weights of what is reported, fitted once for each set of folds."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._fitted: dict[frozenset[int], Weights] = {}

    def fitted(self, folds: frozenset[int]) -> Weights:
        """What the articles of these folds teach."""
        if folds not in self._fitted:
            self._fitted[folds] = fit(self.told.all(folds), REPORTED_PENALTY)
        return self._fitted[folds]

    def score(self, place: tuple[str, int], folds: frozenset[int]) -> float:
        """The log-odds that the quoted part at a place is reported, by other folds than its own."""
        return self.fitted(folds).sum(self.told.quoted[place].rows[0])


def doubtful(judged: Judged, reports: Reports, folds: frozenset[int]) -> Weights:
    """How marks and tree weigh together where the marks leave doubt, both asked out of fold: logistic regression."""
    rows, right = [], []
    for fold in folds:
        others = folds - {fold}
        quoted = fit((g for g in judged.whether if g.fold in others), QUOTED_PENALTY)
        for group, place in zip(judged.whether, judged.places, strict=True):
            score = quoted.sum(group.rows[0]) if group.fold == fold else MOST + 1
            if LEAST <= score <= MOST and reports.told.quoted[place].rows[0]:
                rows.append((1.0, score, reports.score(place, others)))
                right.append(float(group.right[0]))
    weights = logistic(np.array(rows), np.array(right), DOUBTFUL_PENALTY)
    return Weights({name: round(float(w), 3) for name, w in zip((ALWAYS, MARKS, TREE), weights, strict=True)})


def learn(
    roster: Roster, articles: Sequence[Gold], who: Sequence[Group], reports: Reports, folds: frozenset[int]
) -> Models:
    """The models that the articles of some folds teach.

    What is fitted on another model's answers (calibration, quote or not) sees answers for articles which that other
    model has not seen: for each fold, those of a model fitted on the rest of the given folds.
    """
    parsed = [g.parsed() for g in who]

    def speaking(kept: frozenset[int]) -> Models:
        plain = fit((g for g in who if g.fold in kept), SPEAKER_PENALTY)
        tree = fit((g for g in parsed if g.fold in kept), SPEAKER_PENALTY)
        return Models(plain, tree, NO_CALIBRATION, NOTHING, NOTHING, NOTHING)

    first = judged(roster, articles, {fold: speaking(folds - {fold}) for fold in folds})
    both = speaking(folds)
    return Models(
        both.speaker,
        both.parsed,
        calibrated(first.answers),
        fit(first.whether, QUOTED_PENALTY),
        reports.fitted(folds),
        doubtful(first, reports, folds),
    )


def calibrated(answers: Sequence[tuple[str, float, float]]) -> Calibration:
    """The share of right answers by probability, for each form of mention."""
    lines = {}
    for form in sorted({form for form, _, _ in answers}):
        both = np.array([(sure, correct) for f, sure, correct in answers if f == form])
        lines[form] = tuple(corners(both[:, 0], both[:, 1]))
    return Calibration(lines)


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def main() -> int:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = ROOT.parent / "shared" / "data" / "polnear.train.jsonl.gz"
    parser.add_argument("gold", nargs="?", type=Path, default=default)
    parser.add_argument("--output", type=Path, default=ROOT / "resources" / "attribution")
    chosen = parser.parse_args()
    if not chosen.gold.exists():
        print(f"Not fitted: there is no {chosen.gold}.", file=sys.stderr)
        return 1
    chosen.output.mkdir(parents=True, exist_ok=True)
    articles, roster = read(chosen.gold), Roster.load()

    reports = Reports(reported(roster, articles))
    models = learn(roster, articles, speakers(roster, articles), reports, frozenset(range(FOLDS)))
    tables = {
        "speaker": models.speaker,
        "parsed": models.parsed,
        "quoted": models.quoted,
        "reported": models.reported,
        "doubtful": models.doubtful,
    }
    for name, table in tables.items():
        write(chosen.output / f"{name}.csv", ("feature", "weight"), sorted(table.of.items()))
    lines = [(form, x, y) for form, line in models.sure.lines.items() for x, y in line]
    write(chosen.output / "calibration.csv", ("form", "probability", "share right"), lines)
    facts = {
        "date": str(datetime.datetime.now(datetime.UTC).date()),
        "articles": len(articles),
        "features": {name: len(table.of) for name, table in tables.items()},
    }
    (chosen.output / "measured.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(facts, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
