"""A desk of many quotes, written row by row without reading, for measuring: `big_desk.py FILE [QUOTES]`.

Articles of 20 quotes each, of 40 outlets on 1,000 days, by 2,000 speakers; every hundredth quote is decided. The words
are drawn from a made-up vocabulary in which few words are common and most are rare, as in news.
"""

import random
import sqlite3
import sys
import zlib
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from quotedesk.article import digest
from quotedesk.store import desk as desks

IN_AN_ARTICLE = 20
SYLLABLES = ("ba", "ro", "mi", "ten", "lo", "ska", "ver", "dun", "pel", "gra", "sho", "ni")


def vocabulary(chosen: random.Random, count: int) -> list[str]:
    """`count` different words of two to four syllables."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chosen.choices(SYLLABLES, k=chosen.randint(2, 4)))] = None
    return list(words)


def make(path: Path, quotes: int, seed: int = 2016) -> None:
    """Writes the desk. Nothing in it is grouped; every quote stands alone."""
    chosen = random.Random(seed)
    words = vocabulary(chosen, 12_000)
    weights = list(accumulate(1 / (n + 8) for n in range(len(words))))
    path.unlink(missing_ok=True)
    desks.create(path, title="Many", user="Bench").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("INSERT INTO users (id, uuid, name) VALUES (1, 'user-1', 'Bench')")
        speakers = [(n, f"speaker-{n}", f"{a.title()} {b.title()}") for n, (a, b) in enumerate(pairs(chosen, words), 1)]
        connection.executemany(
            "INSERT INTO speakers (id, uuid, name, type, colour, members, note, qid) "
            "VALUES (?, ?, ?, 'person', abs(random()) % 12, '[]', '', '')",
            speakers,
        )
        for numbers in batches(range(1, quotes // IN_AN_ARTICLE + 1), 500):
            _write(connection, chosen, numbers, words, weights)
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()


def pairs(chosen: random.Random, words: list[str]) -> list[tuple[str, str]]:
    """First and last names of 2,000 speakers."""
    return list(dict.fromkeys((chosen.choice(words), chosen.choice(words)) for _ in range(2100)))[:2000]


def batches(numbers: range, size: int) -> list[range]:
    """The numbers in runs."""
    return [numbers[n : n + size] for n in range(0, len(numbers), size)]


def _write(
    connection: sqlite3.Connection, chosen: random.Random, numbers: range, words: list[str], weights: list[float]
) -> None:
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in ("contents", "articles", "quotes", "parts")}
    decisions: list[tuple[object, ...]] = []
    texts: list[tuple[int, str]] = []
    spoken: list[tuple[int, str]] = []
    for number in numbers:
        text, spans = "", []
        for exact in (
            chosen.choices(words, cum_weights=weights, k=chosen.randint(4, 24)) for _ in range(IN_AN_ARTICLE)
        ):
            start = len(text) + 1
            text += f"“{' '.join(exact)}” was said.\n"
            spans.append((start, start + len(" ".join(exact)), " ".join(exact)))
        key = digest(text.encode())
        rows["contents"].append((key, zlib.compress(text.encode(), 1)))
        day = (date(2014, 1, 1) + timedelta(days=number % 1000)).isoformat()
        title, outlet = f"Report {number}", f"Outlet {number % 40:02d}"
        rows["articles"].append((number, f"article-{number}", key, title, outlet, day, len(text.split())))
        texts.append((number, f"{title}\n{text}"))
        for at, (start, end, exact) in enumerate(spans):
            id = (number - 1) * IN_AN_ARTICLE + at + 1
            speaker = None if id % 11 == 0 else min(2000, int(chosen.paretovariate(0.6)))
            sure = None if speaker is None else round(chosen.random(), 2)
            rows["quotes"].append((id, f"quote-{id}", number, start, end, speaker, sure))
            rows["parts"].append((id, id, start, end, exact, text[max(0, start - 32) : start], text[end : end + 32]))
            spoken.append((id, exact))
            if id % 100 == 0:
                decisions.append((id, f"decision-{id}", id))
    insert = connection.executemany
    insert("INSERT OR IGNORE INTO contents VALUES (?, ?)", rows["contents"])
    insert(
        "INSERT INTO articles (id, uuid, text_sha256, title, outlet, date, words, byline, url, language, path, "
        "imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', '', '2026-01-01')",
        rows["articles"],
    )
    insert(
        "INSERT INTO quotes (id, uuid, article_id, start, end, speaker_id, confidence, origin, kind, marked, headline, "
        "mention_text, cue_text, intermediary_text, evidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 'engine', 'speech', 1, 0, '', '', '', '')",
        rows["quotes"],
    )
    insert(
        "INSERT INTO parts (id, quote_id, ordinal, start, end, exact, prefix, suffix) VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
        rows["parts"],
    )
    insert(
        "INSERT INTO decisions (id, uuid, quote_id, user_id, status, speaker_decided, decided_at) "
        "VALUES (?, ?, ?, 1, 'confirmed', 0, '2026-01-01')",
        decisions,
    )
    insert("INSERT INTO quote_search (rowid, words) VALUES (?, ?)", spoken)
    insert("INSERT INTO article_search (rowid, words) VALUES (?, ?)", texts)
    connection.executemany(
        "INSERT INTO groupings (quote_id, statement_id, code, relations, agreeing, words, different, speaker_differs, "
        "meaning_differs) VALUES (?, ?, 0, '[\"fullest\"]', 0, 0, 0, 0, 0)",
        [(id, id) for id, _ in spoken],
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
