"""Each command, as it is typed: what it prints, where, and its exit code."""

import io
import json
import logging
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from quotedesk.quote import Status
from quotedesk.store import articles, changes, quotes
from quotedesk.store import desk as desks
from ui import settings
from ui.command_line import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"
# A sheet makes an application without windows where there is none; the tests after these need one with windows.
pytestmark = pytest.mark.usefixtures("qapp")
TEXT = "“We will not stop,” John Kerry said.\n"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "sample.quotedesk"
    assert main(["import", str(path), str(SEEDS)]) == 0
    return path


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_extract_to_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SEEDS / "northern-wire.txt")]) == 0
    out = capsys.readouterr().out
    assert "Maria Zakharova: “We come to a really terrifying conclusion" in out


def test_extract_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--json", str(SEEDS)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 5
    assert set(found[0]) == {"path", "title", "outlet", "byline", "date", "url", "text", "quotes"}
    for article in found:
        for quote in article["quotes"]:
            parts = [article["text"][p["start"] : p["end"]] for p in quote["parts"]]
            assert " ".join(parts) == quote["text"]


def test_extract_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--csv", str(SEEDS / "northern-wire.txt")]) == 0
    first, *rows = capsys.readouterr().out.splitlines()
    assert first.startswith("path,outlet,date,speaker")
    assert len(rows) > 5


def test_extract_jsonl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = json.dumps({"id": "a", "text": TEXT}) + "\n{bad\n" + json.dumps({"id": "b", "text": TEXT}) + "\n"
    monkeypatch.setattr(sys, "stdin", _Input(lines.encode()))
    assert main(["extract", "--jsonl"]) == 1
    captured = capsys.readouterr()
    answers = [json.loads(line) for line in captured.out.splitlines()]
    assert [a["id"] for a in answers] == ["a", None, "b"]
    assert captured.err == "line 2: this line is not JSON\n"


def test_the_roster_can_be_left_out_or_replaced(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("“We halted it,” Central Command said.", encoding="utf-8")
    roster = tmp_path / "roster.toml"
    roster.write_text(
        '[[speaker]]\nname = "Tampa"\ntype = "institution"\naliases = ["Central Command"]\n', encoding="utf-8"
    )
    names = []
    for choice in ([], ["--no-roster"], ["--roster", str(roster)]):
        assert main(["extract", "--json", *choice, str(article)]) == 0
        names.append(json.loads(capsys.readouterr().out)[0]["quotes"][0]["speaker"]["name"])
    assert names == ["CENTCOM", "Central Command", "Tampa"]


def test_bad_files_are_one_sentence_each_and_the_rest_is_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    (tmp_path / "wrong.html").write_bytes(b"<meta charset=utf-8><p>\xff\xfe\xfd broken \x80\x81</p>")
    locked = tmp_path / "locked.txt"
    locked.write_text(TEXT, encoding="utf-8")
    locked.chmod(0)
    missing = tmp_path / "missing.txt"
    given = [good, tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "wrong.html", locked, missing]
    path = tmp_path / "desk.quotedesk"
    assert main(["import", str(path), *map(str, given)]) == 1
    captured = capsys.readouterr()
    said = captured.err.splitlines()
    expected = 4 if os.geteuid() == 0 else 5
    assert len(said) == expected, said
    assert all(line.endswith(".") and "Traceback" not in line for line in said)
    assert main(["check", str(path)]) == 0


def test_a_very_long_line_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("word " * 200_000 + "“We will not stop,” John Kerry said.", encoding="utf-8")
    assert main(["extract", "--json", str(long)]) == 0
    (article,) = json.loads(capsys.readouterr().out)
    assert [q["speaker"]["name"] for q in article["quotes"]] == ["John Kerry"]


def test_quotes_of_a_desk(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    assert main(["quotes", str(sample), "--json", "--speaker", "CENTCOM"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert main(["quotes", str(sample), "--search", "terrifying"]) == 0
    assert "Maria Zakharova" in capsys.readouterr().out


def test_compare_a_desk_and_paths_say_the_same(capsys: pytest.CaptureFixture[str], sample: Path) -> None:
    groups = []
    for given in (sample, SEEDS):
        assert main(["compare", "--json", str(given)]) == 0
        found = json.loads(capsys.readouterr().out)
        groups.append(
            {frozenset(w["text"] for w in s["witnesses"]) for s in found["statements"] if len(s["witnesses"]) > 1}
        )
    assert groups[0] == groups[1]
    statement = max(found["statements"], key=lambda s: len(s["witnesses"]))
    for number, witness in enumerate(statement["witnesses"]):
        cells = [column[number] for column in statement["table"] if column[number] is not None]
        assert "".join(cells).replace(" ", "") == "".join(witness["text"].split())


def test_compare_jsonl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    words = "We demand a full and detailed explanation from Washington"
    lines = [{"id": i, "doc": i, "text": words, "speaker": "Maria Zakharova"} for i in ("a", "b")]
    monkeypatch.setattr(sys, "stdin", _Input("\n".join(map(json.dumps, lines)).encode()))
    assert main(["compare", "--jsonl", "--no-tables"]) == 0
    (statement,) = json.loads(capsys.readouterr().out)["statements"]
    assert {w["id"] for w in statement["witnesses"]} == {"a", "b"}
    assert "table" not in statement


@pytest.mark.parametrize("ending", ["pdf", "csv", "json"])
def test_export(sample: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"sheet.{ending}"
    assert main(["export", str(sample), "-o", str(out), "--status", "suggested"]) == 0
    assert out.stat().st_size > 1000


def test_an_export_with_an_unknown_ending_says_which_there_are(
    capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path
) -> None:
    assert main(["export", str(sample), "-o", str(tmp_path / "sheet.xyz")]) == 1
    assert ".pdf" in capsys.readouterr().err


def test_backup_and_check(capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.quotedesk"
    assert main(["backup", str(sample), "-o", str(copy)]) == 0
    assert main(["check", str(copy)]) == 0
    copy.write_bytes(b"not a desk")
    assert main(["check", str(copy)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_merge(capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path) -> None:
    copies = [tmp_path / f"{name}.quotedesk" for name in ("base", "mine", "theirs")]
    for copy in copies:
        copy.write_bytes(sample.read_bytes())
    for copy, title in zip(copies[1:], ("Mine", "Theirs"), strict=True):
        with desks.open(copy) as desk:
            first = articles.listed(desk)[0].id
            articles.edit(desk, first, title=title)
    out = tmp_path / "out.quotedesk"
    arguments = ["merge", *map(str, copies), "-o", str(out)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "theirs.quotedesk was merged into mine.quotedesk: nothing new was in it." in said
    assert "1. The article “Mine”\n   title in mine.quotedesk: Mine   (before: " in said
    assert (tmp_path / "out (merge report).txt").read_text(encoding="utf-8") in said
    assert main(["check", str(out)]) == 0
    assert main(arguments) == 1
    assert "out.quotedesk exists already" in capsys.readouterr().err


def test_agreement(capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "read.quotedesk"
    path.write_bytes(sample.read_bytes())
    assert main(["agreement", str(path)]) == 1
    assert "a second one is needed" in capsys.readouterr().err
    for user, status in (("Ann", Status.CONFIRMED), ("Ben", Status.REJECTED)):
        with desks.open(path, user=user) as desk:
            first, second, *_ = quotes.of_article(desk, articles.listed(desk)[0].id)
            quotes.decide(desk, [first.id], Status.CONFIRMED)
            quotes.decide(desk, [second.id], status)
    assert main(["agreement", str(path), "--a", "Ben"]) == 0
    out = capsys.readouterr().out
    assert "Quotes: Ben takes 1 for quotes and Ann 2, 1 of them both. Span F1 is 2 × 1 / (1 + 2) = 0.667." in out
    assert "They differ in 1 quote." in out and "Ben: no quote; Ann: " in out


def test_the_demo_without_a_display(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert main(["demo", "--no-window", "-o", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Maria Zakharova" in printed
    assert str(out) in printed
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "arguments", [["extract"], ["compare"], ["extract", "--jsonl", "a.txt"], ["quotes"], ["--nonsense"], ["a", "b"]]
)
def test_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_missing_desks_are_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for command in (["quotes"], ["check"], ["compare"], ["backup", "-o", str(tmp_path / "x")]):
        assert main([command[0], str(tmp_path / "no.quotedesk"), *command[1:]]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_fault_of_the_program_is_one_sentence_and_the_rest_is_in_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise ZeroDivisionError("within")

    monkeypatch.setattr("ui.commands.desks.check", broken)
    monkeypatch.setattr("ui.crash.log_file", lambda: tmp_path / "quotedesk.log")
    before = list(logging.getLogger().handlers)
    assert main(["check", "x.quotedesk"]) == 1
    for handler in [h for h in logging.getLogger().handlers if h not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert capsys.readouterr().err.count("\n") == 1
    assert "ZeroDivisionError" in (tmp_path / "quotedesk.log").read_text(encoding="utf-8")


def test_rosters(capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path) -> None:
    path, new = tmp_path / "speakers.csv", tmp_path / "new.quotedesk"
    assert main(["roster", str(sample), "export", str(path)]) == 0
    assert "speakers.csv is written, with " in capsys.readouterr().out
    assert main(["import", str(new), str(SEEDS / "harbour-post.txt")]) == 0
    capsys.readouterr()
    assert main(["roster", str(new), "import", str(path)]) == 0
    assert "added or completed from speakers.csv." in capsys.readouterr().out
    assert main(["roster", str(new), "import", str(tmp_path / "none.txt")]) == 1
    assert "none.txt is no roster" in capsys.readouterr().err


def test_an_import_carries_the_name_from_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.set_reader(kept, "Ann")
    monkeypatch.setattr(settings, "stored", lambda: kept)
    assert main(["import", str(tmp_path / "new.quotedesk"), str(SEEDS / "harbour-post.txt")]) == 0
    with desks.open(tmp_path / "new.quotedesk") as desk:
        assert {deed.user for deed in changes.history(desk)} == {"Ann"}
