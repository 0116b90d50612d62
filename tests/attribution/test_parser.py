"""The shipped parser reads narration with its quotes folded."""

import ctypes
from importlib import import_module

import pytest

from quotedesk import marks
from quotedesk.attribution import parser
from quotedesk.attribution.attribute import Reader
from quotedesk.attribution.parser import Trees
from quotedesk.attribution.roster import Roster


def trees(text: str) -> tuple[Reader, Trees]:
    reader = Reader(text, marks.find(text), Roster())
    made = Trees(reader.narration)
    made.want(reader.narration.sentence_of)
    made.parse()
    return reader, made


def place(reader: Reader, word: str) -> int:
    return next(n for n, item in enumerate(reader.narration.items) if item.text == word)


def test_subjects_are_found() -> None:
    reader, made = trees("The minister told the council that “we will not stop” the talks.")
    subject, told = made.node(place(reader, "minister")), place(reader, "told")
    assert subject is not None
    assert (subject.head, subject.label) == (told, "nsubj")


def test_the_quote_hangs_below_its_cue() -> None:
    reader, made = trees("“We will not stop,” the minister said.")
    assert place(reader, "said") in made.ancestors(0)


def test_sentences_are_parsed_once_and_only_when_wanted() -> None:
    reader, made = trees("She left. “We stay,” he said.")
    assert made.node(0) is not None
    fresh = Trees(reader.narration)
    fresh.want([0])
    fresh.parse()
    assert fresh.node(len(reader.narration.items) - 1) is None


def test_the_model_is_small_and_has_its_card() -> None:
    files = [path for path in parser.FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 12_000_000
    card = (parser.FOLDER / "README.md").read_text(encoding="utf-8")
    for said in ("CC BY-SA 4.0", "English Web Treebank", "GUM", "ud_ewt.test", "python build/train.py"):
        assert said in card


def test_its_products_are_made_by_one_thread_of_the_library_that_numpy_brings() -> None:
    nlp = parser.load()
    library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    threads = getattr(library, "scipy_openblas_get_num_threads64_", None)
    if threads is None:
        pytest.skip("this numpy has another library")
    assert threads() == 1
    assert not any(
        layer.ops.use_blis for pipe in ("tok2vec", "tagger", "parser") for layer in nlp.get_pipe(pipe).model.walk()
    )
