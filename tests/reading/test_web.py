"""HTML: the story's words, the facts about it, nothing of the page around it."""

import logging
import subprocess
import sys

import pytest

from quotedesk.article import Article
from quotedesk.reading import read_bytes, web

P1 = "The hill above the airfield changed hands twice on Saturday, and by nightfall each side had its own reasons."
P2 = "“Nobody was warned,” the ministry said in a statement, which it read out twice to the reporters in the room."
P3 = "The command answered late in the evening that it had called the usual number and that the line had been open."
HEAD = """<meta charset="utf-8"><title>Hill changes hands twice | The Sample</title>
<meta property="og:title" content="Hill changes hands twice">
<meta property="og:site_name" content="The Sample">
<meta property="article:published_time" content="2016-09-18T09:30:00+03:00">
<link rel="canonical" href="https://www.sample.example/2016/hill">"""
AROUND_BEFORE = '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
AROUND_AFTER = """<div class="sharedaddy"><h3>Share with your friends</h3><a href="#">Facebook</a></div>
<div id="comments"><h3>Leave a Reply</h3><p>Your email address will not be published.</p>
<div class="comment"><p>I never believed a word of “that”, and nor should you.</p></div></div>
<footer><p>Terms of use. All rights kept.</p></footer>"""


def page(body: str, head: str = HEAD, language: str = "en-GB") -> Article:
    html = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    article = read_bytes(html.encode(), name="folder/page.html")
    assert article.source == html.encode()
    return article


def story(inner: str) -> str:
    return f"{AROUND_BEFORE}<article>{inner}</article>{AROUND_AFTER}"


def test_a_page_becomes_its_article() -> None:
    article = page(story(f"<h1>Hill changes hands twice</h1><p>{P1}</p>\n<p>{P2}</p><p>{P3}</p>"))
    assert article.text == f"Hill changes hands twice\n\n{P1}\n\n{P2}\n\n{P3}"
    assert article.title == "Hill changes hands twice"
    assert article.outlet == "The Sample"
    assert article.date == "2016-09-18"
    assert article.url == "https://www.sample.example/2016/hill"
    assert article.language == "en"
    assert article.path == "folder/page.html"


def test_a_headline_outside_the_story_is_put_before_it() -> None:
    article = page(f"<header><h1>“Nobody was warned”</h1></header>{story(f'<p>{P1}</p><p>{P2}</p><p>{P3}</p>')}")
    assert article.text.startswith(f"“Nobody was warned”\n\n{P1}")
    assert article.title == "“Nobody was warned”"


def test_the_logo_is_no_headline() -> None:
    article = page(f"<h1>The Sample</h1><h1>Hill changes hands twice</h1>{story(f'<p>{P1}</p><p>{P2}</p><p>{P3}</p>')}")
    assert article.text.startswith(f"Hill changes hands twice\n\n{P1}")


def test_facts_in_json_ld() -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Hill changes hands", "datePublished": "2016-09-19T08:00:00Z",
    "author": {"@type": "Person", "name": "Desk Reporter"},
    "publisher": {"@type": "Organization", "name": "Json Gazette"}}</script>"""
    article = page(story(f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"), head)
    assert (article.title, article.outlet, article.date) == ("Hill changes hands", "Json Gazette", "2016-09-19")
    assert article.byline == "Desk Reporter"


def test_the_domain_for_want_of_an_outlet() -> None:
    body = story(f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>")
    assert page(body, '<link rel="canonical" href="https://www.sample.example/a">').outlet == "sample.example"
    html = f"<!-- saved from url=(0031)https://news.example/2016/hill -->\n<html><body>{body}</body></html>"
    article = read_bytes(html.encode(), name="saved.htm")
    assert (article.outlet, article.url) == ("news.example", "https://news.example/2016/hill")


def test_without_facts_nothing_is_made_up() -> None:
    article = page(story(f"<p>{P1}</p><p>{P2}</p><p>{P3} It was built in 2011.</p>"), "", "")
    assert (article.outlet, article.byline, article.date, article.url) == ("", "", "", "")
    assert article.title == "page"
    assert article.language == "en"


def test_quotations_keep_the_marks_that_browsers_draw() -> None:
    inner = f"<p>{P1}</p><p>He said: <q>They told us <q>to <b>wait</b></q>.</q> Then he left.</p><p><q>No</q>.</p>"
    text = page(story(inner)).text
    assert "He said: “They told us ‘to wait’.” Then he left." in text
    assert text.endswith("\n“No”.")


def test_breaks_are_kept_and_layout_is_not() -> None:
    inner = (
        f"<p>{P1}<br>A new\n   line, <em>with</em>&nbsp;<a href='/x'>words</a> in&#32;it.</p>"
        f"<blockquote><p>Said one.</p><p>Said two.</p></blockquote>"
        f"<ul><li>One item here</li><li>Two items here</li></ul><p>{P3}</p>"
    )
    text = page(story(inner)).text
    assert f"{P1}\nA new line, with words in it.\n\nSaid one.\n\nSaid two.\n\n" in text
    assert "One item here\nTwo items here\n" in text
    assert text.endswith(P3)


def test_the_page_around_the_story_goes() -> None:
    inner = (
        f"<p>{P1}</p><p>{P2}</p><p>{P3}</p><p>Share with your friends</p><p>Follow us on Twitter</p><p>No comments</p>"
    )
    assert page(story(inner)).text == f"{P1}\n\n{P2}\n\n{P3}"


def test_stock_lines_in_plain_text_stay() -> None:
    text = f"{P1}\n\nShare with your friends\n"
    assert read_bytes(text.encode(), name="a.txt").text == text


def test_visible_text_where_no_story_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    unseen = "<p hidden>Not seen</p><p style='display: none'>Nor this</p>"
    inner = f"<h1>Hill changes hands twice</h1><p>{P1}</p>{unseen}<p>{P2}<br>Next</p>"
    article = page(f"<div>{inner}</div><script>document.write('evil')</script>{AROUND_AFTER}")
    assert article.text == f"Hill changes hands twice\n\n{P1}\n\n{P2}\nNext"


def test_a_bug_in_the_extraction_does_not_lose_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("odd page")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with caplog.at_level(logging.WARNING):
        assert page(f"<p>{P1}</p>").text == P1
    assert "trafilatura failed" in caplog.text


def test_a_huge_page_is_read_without_the_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_LARGEST_FOR_EXTRACTION", 100)
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: pytest.fail("not asked"))
    assert page(f"<p>{P1}</p><p>{P2}</p>").text == f"{P1}\n\n{P2}"


def test_short_pages() -> None:
    assert read_bytes(b"<p>One short line.</p>", name="a.html").text == "One short line."
    assert read_bytes(b"Bare words, <i>no</i> paragraph.", name="a.html").text == "Bare words, no paragraph."


def test_entities_and_external_entities() -> None:
    text = read_bytes(b"<p>caf&eacute; &ldquo;x&rdquo; &#150; &#xD800; &#0; &#x1F600;</p>", name="a.html").text
    assert text.startswith("café “x” – ")
    assert text.endswith(" 😀")
    text.encode("utf-8")
    evil = '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>Here: &f; it was.</p></body></html>'
    assert "root:" not in read_bytes(evil.encode(), name="a.html").text


def test_nesting_without_end_is_survived() -> None:
    html = "<p>Seen at once.</p>" + "<div>" * 20_000 + "deep" + "</div>" * 20_000
    assert "Seen at once." in read_bytes(html.encode(), name="a.html").text


def test_declared_language_wins() -> None:
    assert page(f"<p>{P1}</p>", language="fr_CA").language == "fr"
    assert page(f"<p>{P1}</p>", language="zz-not-a-code-but-taken").language == "zz"
    assert page(f"<p>{P1}</p>", language="english").language == "en"


def test_reading_loads_the_extraction_only_for_pages() -> None:
    code = (
        "import sys; from quotedesk.reading import read_bytes; read_bytes(b'Only text here.', name='a.txt');"
        "sys.exit(int(bool({'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules))))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_is_written_to_standard_error() -> None:
    code = "from quotedesk.reading import read_bytes; read_bytes(b'<p>One.</p>', name='a.html')"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
