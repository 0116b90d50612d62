"""The printings of seven outlets, judged by reading: real news is where simple rules break."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from quotedesk.collation import group
from quotedesk.export.comparison import comparison, read_passages

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "data" / "groups.dev.json.gz"
SCORE = SHARED / "score" / "score.py"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_real_news() -> None:
    if not GOLD.exists() or not SCORE.exists():
        pytest.skip("the judged quotes are not on this machine")
    score = scorer()
    gold = json.loads(gzip.decompress(GOLD.read_bytes()))
    asked = ("doc", "text", "speaker", "outlet", "date")
    lines = [
        json.dumps({"id": id, **{name: member[name] for name in asked if name in member}})
        for id, member in sorted(score.listed(gold).items())
    ]
    passages, errors = read_passages(lines)
    assert not errors
    found = score.groups(gold, comparison(group(passages), tables=False))
    assert found["pair precision"] >= 0.95
    assert found["pair recall"] >= 0.8
    assert found["B3 F1"] >= 0.98
    assert found["largest statement"] <= 8
