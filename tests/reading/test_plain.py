"""Plain text: front matter, headline, date, byline, address."""

from pathlib import Path

import pytest

from quotedesk.reading import read_file
from quotedesk.reading.facts import iso_date, language_of
from quotedesk.reading.plain import front_matter, read_plain

PROSE = "The command in the south said on Saturday that it had looked into the matter and found nothing at all."


def test_front_matter() -> None:
    article = read_plain(
        '---\r\ntitle: "Moscow: answers"\r\noutlet: Northern Wire\r\nbyline:\r\ndate: 18 September 2016\r\n'
        "url: https://example.org/a:b\r\nlanguage: en\r\nnote: an invented outlet\r\n---\r\n\r\n  \r\nFirst line.\r\n"
    )
    assert article.text == "First line.\n"
    assert (article.title, article.outlet, article.byline) == ("Moscow: answers", "Northern Wire", "")
    assert (article.date, article.url, article.language) == ("2016-09-18", "https://example.org/a:b", "en")


def test_front_matter_of_other_programs_is_passed_over() -> None:
    given, start = front_matter("---\nlayout: post\n# a remark\ntags:\n  - war\n- peace\ntitle: It's here\n---\nText")
    assert given == {"title": "It's here"}
    assert start == 71


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule, and then the story itself\n---\nMore.",
        "---\ntitle: never closed\nMore.",
        "---\ntitle: never closed\n",
        "---\nunknown: key\n---\nMore.",
        "---\n---\nMore.",
        "---",
        "title: no fence\n---\nMore.",
        "\n---\ntitle: not at the start\n---\nMore.",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text: str) -> None:
    assert front_matter(text) == ({}, 0)
    assert read_plain(text).text == text


def test_the_headline_stays_in_the_text() -> None:
    text = f"“We were not told”: ministry answers\n\n{PROSE}\n"
    article = read_plain(text)
    assert article.text == text
    assert article.title == "“We were not told”: ministry answers"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"{PROSE}\nA later line that is short", ""),
        ("One line and nothing after it", ""),
        ("# Marked as a heading\n\nText.", "Marked as a heading"),
        (
            "Online:\nVisits:\nNow:\n\nStrike kills dozens near city ..”Said So”\n\nText.",
            "Strike kills dozens near city ..”Said So”",
        ),
        ("Did they know?\nText.", "Did they know?"),
        ("The end.\nText.", ""),
        ("Breaking\nText.", ""),
        (f"{'long ' * 40}\nText.", ""),
        ("- a list of things\nText.", ""),
    ],
)
def test_a_line_that_looks_like_a_headline(head: str, title: str) -> None:
    assert read_plain(head).title == title


def test_lines_of_their_own_above_the_story() -> None:
    article = read_plain(
        f"Hill taken again\nBy Correspondent Office\nSaturday, September 17, 2016 12:58\nhttps://example.org/x\n\n{PROSE}\n"
    )
    assert article.title == "Hill taken again"
    assert article.byline == "Correspondent Office"
    assert article.date == "2016-09-17"
    assert article.url == "https://example.org/x"


def test_lines_within_the_story_say_nothing_about_it() -> None:
    article = read_plain(f"{PROSE}\nSeptember 17, 2016\nBy The Way\nhttps://example.org/x\n{PROSE}\n")
    assert (article.title, article.byline, article.date, article.url) == ("", "", "", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-09-17", "2016-09-17"),
        ("2016-09-17T20:15:00+03:00", "2016-09-17"),
        ("17 September 2016", "2016-09-17"),
        ("Sat, 17th Sept. 2016, 20:15 GMT", "2016-09-17"),
        ("Saturday, September 17, 2016 12:58", "2016-09-17"),
        ("May 1 2016", "2016-05-01"),
        ("2016-13-17", ""),
        ("31 February 2016", ""),
        ("17 Ventose 2016", ""),
        ("On 17 September 2016 it rained", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("", "en"),
        ("123", "en"),
        ("Le ministre a dit que la colline est prise et que les soldats ne sont pas partis.", "fr"),
        ("Der Minister sagte, dass die Stadt nicht mehr von den Truppen gehalten wird und es ist gut.", "de"),
        ("El ministro dijo que los soldados no se fueron por la noche, pero la ciudad ha caído.", "es"),
        ("Представитель министерства сообщил, что высота взята", "ru"),
        ("Речник міністерства повідомив, що висоту взято, і її утримують", "uk"),
        ("قال المتحدث باسم الوزارة إن التلة سقطت", "ar"),
        ("سخنگوی وزارتخانه گفت که تپه سقوط کرد و پلیس چیزی نگفت", "fa"),
        ("דובר המשרד אמר שהגבעה נפלה", "he"),
        ("国防部发言人说，山头已经失守", "zh"),
        ("報道官は丘が陥落したと述べた", "ja"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_real_articles() -> None:
    folder = Path(__file__).resolve().parents[3] / "shared" / "articles"
    found = sorted(folder.glob("*.txt"))
    if len(found) != 5:
        pytest.skip("the articles are not here")
    for path in found:
        article = read_file(path)
        assert article.text == path.read_text(encoding="utf-8-sig")
        assert article.language == "en"
    assert [read_file(path).title == path.stem for path in found] == [True, False, False, False, False]
