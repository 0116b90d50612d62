"""Many documents: workers, JSON lines, and imports that survive bad files."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotedesk.bulk import import_files
from quotedesk.engine import Engine
from quotedesk.json_lines import extract_lines
from quotedesk.store import articles, desk, quotes
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter

TEXT = "“We will not stop,” John Kerry said."


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as found:
        yield found


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    with desk.create(tmp_path / "a.quotedesk") as made:
        yield made


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_workers_give_what_this_process_gives(engine: Engine) -> None:
    texts = [TEXT.replace("stop", f"stop {n}") for n in range(40)]
    with Engine(jobs=2) as workers:
        assert list(workers.find(texts)) == list(engine.find(texts))


def test_a_line_out_for_each_line_in(engine: Engine) -> None:
    given = [line(id="a", text=TEXT), b"\n", line(id="b", text=""), line(id="c", text=TEXT, title="T", outlet="O")]
    answers = list(extract_lines(given, engine))
    assert [json.loads(answer.line)["id"] for answer in answers] == ["a", "b", "c"]
    assert not any(answer.error for answer in answers)
    (quote,) = json.loads(answers[0].line)["quotes"]
    assert quote == {
        "id": "a#1-18",
        "parts": [{"start": 1, "end": 18}],
        "text": "We will not stop,",
        "kind": "speech",
        "marked": True,
        "headline": False,
        "parent": None,
        "speaker": {"name": "John Kerry", "type": "person", "members": []},
        "mention": {"start": 20, "end": 30, "text": "John Kerry"},
        "cue": {"start": 31, "end": 35, "text": "said"},
        "confidence": quote["confidence"],
        "evidence": quote["evidence"],
    }


def test_a_text_that_fails_takes_none_with_it(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(nlp: object, texts: list[str]) -> list[list[object]]:
        if "bad" in texts:
            raise RuntimeError
        return [[] for _ in texts]

    monkeypatch.setattr("quotedesk.pipeline.find_all", fails)
    assert list(engine.find(["a", "bad", "b"])) == [[], None, []]


@pytest.mark.parametrize(
    ("bad", "id", "says"),
    [
        (b"{not json\n", None, "not JSON"),
        (b"[1]\n", None, "not a JSON object"),
        (b"\xff\xfe\n", None, "not JSON"),
        (line(text=TEXT), None, "no id"),
        (line(id="", text=TEXT), None, "no id"),
        (line(id="x"), "x", "no text"),
        (line(id="x", text=7), "x", "no text"),
        (line(id="a", text=TEXT), "a", "came before"),
        (line(id="x", text="\ud800"), "x", "surrogate"),
        (b"[" * 100_000 + b"\n", None, "not JSON"),
    ],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(engine: Engine, bad: bytes, id: str | None, says: str) -> None:
    answers = list(extract_lines([line(id="a", text=TEXT), bad, line(id="z", text=TEXT)], engine))
    assert [bool(answer.error) for answer in answers] == [False, True, False]
    error = json.loads(answers[1].line)
    assert error["id"] == id
    assert error["line"] == 2
    assert says in error["error"]


def test_offsets_index_the_text_as_it_was_sent(engine: Engine) -> None:
    text = "\ufeffOne 😀.\r\n\r\n" + TEXT
    (answer,) = extract_lines([line(id="a", text=text)], engine)
    (quote,) = json.loads(answer.line)["quotes"]
    assert text[quote["parts"][0]["start"] : quote["parts"][0]["end"]] == "We will not stop,"


def test_an_import_does_the_rest_of_a_batch_with_bad_files(engine: Engine, opened: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(b"%PDF-1.7\x00\x01\x02")
    (folder / "d.txt").write_text(TEXT.replace("stop", "go"), encoding="utf-8")
    told: list[tuple[int, int]] = []
    outcome = import_files(
        opened, [folder, tmp_path / "missing.txt"], engine=engine, report=lambda *progress: told.append(progress)
    )
    assert outcome.added == 2
    assert len(outcome.failed) == 3
    assert all("\n" not in sentence for sentence in outcome.failed)
    assert {r.title for r in articles.listed(opened)} == {"a", "d"}
    assert told[0] == (0, 5)
    assert quotes.count(opened, QuoteFilter()) == 2


def test_the_same_article_twice_is_known(engine: Engine, opened: Desk, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    outcome = import_files(opened, [tmp_path / "a.txt", tmp_path / "b.txt"], engine=engine)
    assert outcome.added == 1
    assert len(outcome.known) == 1


def test_a_cancelled_import_leaves_a_sound_desk(engine: Engine, opened: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(TEXT.replace("stop", f"stop {n}"), encoding="utf-8")
    asked = iter([False] * 5 + [True] * 100)
    outcome = import_files(opened, [folder], engine=engine, stopped=lambda: next(asked))
    assert outcome.cancelled
    assert outcome.added == 5
    path = opened.path
    opened.close()
    assert desk.check(path) == []
