"""Trains the tagger and parser that attribution asks about narration, and writes resources/model with its card.

    python build/train.py [TREEBANKS] [--epochs N] [--output FOLDER]

TREEBANKS is the folder that holds the CoNLL-U files named below (gzip). The same seed, data and versions give the same
weights on one machine. Sentences with quoted words are learnt twice: as they are, and as attribution reads them, the
quote folded into one word and the marks gone.
"""

import argparse
import datetime
import gzip
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words

from quotedesk.attribution.parser import QUOTE

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ("ud_ewt.train", "ud_gum_open.train")
MEASURED = ("ud_ewt.dev", "ud_ewt.test", "ud_gum.dev", "ud_gum.test")
SEED = 2016
BATCH_WORDS = 3800
DROPOUT = 0.1
WIDTH, DEPTH, ROWS = 96, 4, 2000
_OPEN, _CLOSE = "``", "''"

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [ROWS] * 4,
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": DEPTH,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": LISTENER,
}
TAGGER = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}


@dataclass(frozen=True)
class Sentence:
    """Words, tags, heads (as indexes of words) and labels of one sentence."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 1:
                if columns[0].isdigit():
                    rows.append(columns)
            elif rows:
                yield _sentence(rows)
                rows = []
    if rows:
        yield _sentence(rows)


def _sentence(rows: list[list[str]]) -> Sentence:
    heads = [int(r[6]) - 1 if r[6] != "0" else n for n, r in enumerate(rows)]
    labels = ["ROOT" if r[7] == "root" else r[7] for r in rows]
    return Sentence([r[1] for r in rows], [r[4] for r in rows], heads, labels)


def folded(s: Sentence) -> Sentence | None:
    """The sentence as attribution reads it: each quote one word, no marks; None where no quote can be folded."""
    opened, spans = None, []
    for n, tag in enumerate(s.tags):
        if tag == _OPEN and opened is None:
            opened = n
        elif tag == _CLOSE and opened is not None:
            if n > opened + 1:
                spans.append((opened + 1, n))
            opened = None
    place: dict[int, int] = {}
    for start, stop in spans:
        inside = range(start, stop)
        tops = [n for n in inside if s.labels[n] != "punct" and (s.heads[n] not in inside or s.labels[n] == "ROOT")]
        if len(tops) != 1:
            return None
        place |= dict.fromkeys(inside, tops[0])
    if not spans:
        return None
    kept = [n for n in range(len(s.words)) if place.get(n, n) == n and s.tags[n] not in (_OPEN, _CLOSE)]
    number = {n: k for k, n in enumerate(kept)}
    heads = [number.get(place.get(s.heads[n], s.heads[n]), -1) for n in kept]
    if -1 in heads:
        return None
    words = [QUOTE if n in place else s.words[n] for n in kept]
    return Sentence(words, [s.tags[n] for n in kept], heads, [s.labels[n] for n in kept])


def examples(nlp: Language, sentences: Iterable[Sentence]) -> list[Example]:
    """spaCy's examples, a document a sentence."""
    return [
        Example(
            Doc(nlp.vocab, words=s.words),
            Doc(nlp.vocab, words=s.words, tags=s.tags, heads=s.heads, deps=s.labels),
        )
        for s in sentences
        if len(s.words) > 1
    ]


def train(data: Path, epochs: int) -> Language:
    """The trained pipeline."""
    random.seed(SEED)
    numpy.random.seed(SEED)
    shuffle = random.Random(SEED)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": TAGGER})
    nlp.add_pipe("parser", config={"model": PARSER})
    plain = [s for name in TRAIN for s in read(data / f"{name}.conllu.gz")]
    whole = examples(nlp, plain + [f for s in plain if (f := folded(s))])
    words = sum(len(e.reference) for e in whole)
    print(f"{len(plain)} sentences, {len(whole) - len(plain)} more with folded quotes, {words} words", flush=True)
    optimizer = nlp.initialize(lambda: whole)
    begun = time.monotonic()
    for epoch in range(epochs):
        shuffle.shuffle(whole)
        optimizer.learn_rate = 0.001 * (1.0 if epoch < epochs - 2 else 0.5 if epoch == epochs - 2 else 0.2)
        losses: dict[str, float] = {}
        for batch in minibatch_by_words(whole, BATCH_WORDS):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
        spent = time.monotonic() - begun
        print(f"epoch {epoch + 1}: {spent:.0f} s, " + ", ".join(f"{k} {v:.0f}" for k, v in losses.items()), flush=True)
    with nlp.use_params(optimizer.averages):
        return nlp.from_bytes(nlp.to_bytes())


def scores(nlp: Language, path: Path) -> dict[str, float]:
    """Tagging and parsing accuracy on a treebank, sentence by sentence with its own words."""
    result = nlp.evaluate(examples(nlp, read(path)))
    return {
        name: round(float(result[key]), 3) for name, key in (("tag", "tag_acc"), ("uas", "dep_uas"), ("las", "dep_las"))
    }


def card(measured: dict[str, dict[str, float]], seconds: float, epochs: int, size: int) -> str:
    """The model card."""
    rows = "\n".join(f"| {name} | {s['tag']:.3f} | {s['uas']:.3f} | {s['las']:.3f} |" for name, s in measured.items())
    return f"""# The small English tagger and parser

Attribution asks it who is the subject of which verb in the narration around quotes. It is no general parser.

- **Made** {datetime.datetime.now(datetime.UTC).date()} by `python build/train.py` in {seconds / 60:.0f} minutes
  on a shared machine with two cores (seed {SEED}, {epochs} epochs, batches of {BATCH_WORDS} words,
  spaCy {version("spacy")}, numpy {version("numpy")}).
- **Shape**: hashed word features ({ROWS} rows each of norm, prefix, suffix, shape), width {WIDTH}, depth {DEPTH};
  {size / 1e6:.1f} MB, no word vectors, no word list.
- **Learnt from** UD English Web Treebank (train), CC BY-SA 4.0, Silveira et al. 2014; and the documents of UD English
  GUM (train) whose text is open (CC BY, CC BY-SA or public domain by genre), Zeldes 2017. Sentences with quotes were
  learnt a second time with the quote folded into one word, as attribution reads them.
- **Licence of the weights**: CC BY-SA 4.0, with attribution to the two treebanks above.
- **Cannot**: other languages; text without capitals; long or broken sentences as well as short ones.

Accuracy sentence by sentence, with the treebank's own words (XPOS tags; unlabelled and labelled attachment):

| treebank | tags | UAS | LAS |
|---|---|---|---|
{rows}
"""


def main() -> int:
    """Trains, measures and writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("treebanks", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--output", type=Path, default=ROOT / "resources" / "model")
    chosen = parser.parse_args()
    missing = [name for name in (*TRAIN, *MEASURED) if not (chosen.treebanks / f"{name}.conllu.gz").exists()]
    if missing:
        print(f"Not trained: {chosen.treebanks} has no {', '.join(missing)} (.conllu.gz).", file=sys.stderr)
        return 1
    begun = time.monotonic()
    nlp = train(chosen.treebanks, chosen.epochs)
    seconds = time.monotonic() - begun
    nlp.to_disk(chosen.output, exclude=["vocab", "tokenizer"])
    measured = {name: scores(nlp, chosen.treebanks / f"{name}.conllu.gz") for name in MEASURED}
    size = sum(path.stat().st_size for path in chosen.output.rglob("*") if path.is_file())
    (chosen.output / "README.md").write_text(card(measured, seconds, chosen.epochs, size), encoding="utf-8")
    (chosen.output / "scores.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured), f"{size / 1e6:.1f} MB, {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
